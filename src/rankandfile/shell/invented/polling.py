"""Verifiable elections of invented people: officer, authority, trustees and voters, with keys made on the spot.

The keys lie in a folder `demo-keys` of the home folder, each trustee's in a folder of its own, and the credentials in a
table for each election. All of them together in one place, and made by one hand: a real election has nothing of the
kind, and the folder says so. Everything else is as it is anywhere: the same boards, checks, pages and duties.
"""

import csv
import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from random import Random

from msgspec import Struct, json

from rankandfile.core.ballot import credentials, groups, making
from rankandfile.core.ballot.election import opened
from rankandfile.core.chapters.board_keys import concerned, who_may_hold
from rankandfile.core.chapters.board_opening import awaiting
from rankandfile.core.chapters.board_roll import electors, is_board_due
from rankandfile.core.chapters.boards import Board, board, is_ranked, step
from rankandfile.core.chapters.elections import Election, on_the_ballot, phase
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.offices import holders
from rankandfile.core.ids import ElectionId, Handle, Moment
from rankandfile.core.refusal import Refusal
from rankandfile.core.rulebook.schema import Ballots
from rankandfile.core.state import State
from rankandfile.record.boards import group_of

from ..home import keep_secret
from ..secretary import Secretary
from . import keys
from .crowd import rankings
from .keys import Authority, Trustees

FOLDER = "demo-keys"
GROUP = "Ed25519"
LABEL = """\
DEMO KEYS: the secrets of an election that is none.

This demonstration made the keys of its trustees and the credentials of its voters itself, and they all lie here in one
place. Whoever can read this folder can read every ballot and vote for everybody. In a real election each trustee makes
an own key on an own machine, the credential authority makes the credentials on another one, and the server that you
are looking at has none of them: docs/voting.md.
"""
VOTERS = 8
"""How many vote at the same time."""


class Secret(Struct, frozen=True):
    """What one trustee holds."""

    label: str
    number: int
    secret: str


class Polling:
    """The people of verifiable elections, in one organisation that is invented."""

    def __init__(self, secretary: Secretary, home: Path) -> None:
        self._secretary = secretary
        self._folder = home / FOLDER
        self._group = groups.named(GROUP)

    # --- before the voting

    def set_up_due(self) -> int:
        """How many boards were set up: of every election whose nominations are closed and that is due one."""
        state, now = self._secretary.strike(), self._secretary.now()
        clause = rulebook(state).ballots
        if clause is None or clause.form != "verifiable":
            return 0
        waiting = [own for own in state.elections.elections.values() if _waits(state, own, now)]
        return sum(self._set_up(clause, own.id) for own in waiting)

    def _set_up(self, clause: Ballots, election: ElectionId) -> bool:
        state, now = self._secretary.state, self._secretary.now()
        officers = [holding.person for holding in holders(state, clause.officer, now)]
        about = concerned(state, state.elections.elections[election])
        people = sorted(who_may_hold(state, clause, now), key=about.__contains__)[: clause.number]
        if not officers or len(people) < clause.number:
            return False
        own, made = self._authority(state, election), self._trustees(clause)
        outcome = self._secretary.boards.set_up(election, officers[0], people, made.file, own.pubcreds, self._trial)
        return not isinstance(outcome, Refusal)

    def _authority(self, state: State, election: ElectionId) -> Authority:
        uuid = self._secretary.boards.uuid(election)
        roll = electors(state, state.elections.elections[election])
        own = keys.authority(uuid, {person: credentials.drawn(secrets.randbelow) for person in roll}, self._group)
        self._labelled()
        with (self._folder / f"credentials-{election}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("handle", "credential"), *own.private.items()])
        return own

    def _trustees(self, clause: Ballots) -> Trustees:
        """The keys of this demonstration, made when they are first needed."""
        file = self._folder / "trustees.json"
        if not file.exists():
            made = keys.circle(clause.threshold, clause.number, self._group, self._random)
            self._labelled()
            for number, secret in made.secrets.items():
                own = self._folder / f"trustee-{number}"
                own.mkdir(exist_ok=True)
                keep_secret(own / "DEMO-KEY.json", json.encode(Secret(LABEL, number, str(secret))).decode())
            file.write_bytes(made.file)
        return Trustees(dict(self._secrets()), file.read_bytes(), clause.threshold)

    @cached_property
    def _trial(self) -> bytes:
        """The archive of the rehearsal with these keys."""
        clause, file = rulebook(self._secretary.state).ballots, self._folder / "rehearsal.bel"
        assert clause is not None, "a board is due"
        if not file.exists():
            credential = credentials.drawn(secrets.randbelow)
            file.write_bytes(keys.rehearsal(self._trustees(clause), credential, self._group, self._random))
        return file.read_bytes()

    def _labelled(self) -> None:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        (self._folder / "README.txt").write_text(LABEL, encoding="utf-8")

    def _secrets(self) -> Iterator[tuple[int, int]]:
        for file in sorted(self._folder.glob("trustee-*/DEMO-KEY.json")):
            own = json.decode(file.read_bytes(), type=Secret)
            yield own.number, int(own.secret)

    def _random(self) -> int:
        return secrets.randbelow(self._group.order)

    # --- the voting

    def credential(self, election: ElectionId, person: Handle) -> str | None:
        """What stands in the letter of this person; None where there is none, or the keys were not made here."""
        return self._letters(election).get(person)

    def _letters(self, election: ElectionId) -> dict[Handle, str]:
        file = self._folder / f"credentials-{election}.csv"
        if not file.exists():
            return {}
        with file.open(newline="", encoding="utf-8") as lines:
            return {Handle(row["handle"]): row["credential"] for row in csv.DictReader(lines)}

    def vote(self, chance: Random, turnout: int = 60) -> int:
        """How many ballots were cast, by whoever would vote on a board that takes ballots and has not yet."""
        state, now = self._secretary.strike(), self._secretary.now()
        voting = [own for own in state.elections.elections.values() if phase(own, now) == "voting"]
        return sum(self._vote(state, own, chance, turnout) for own in voting if board(state, own.id) is not None)

    def _vote(self, state: State, own: Election, chance: Random, turnout: int) -> int:
        letters, boards = self._letters(own.id), self._secretary.boards
        election, candidates = opened(boards.election_file(own.id)), len(on_the_ballot(state, own))
        willing = [
            (person, making.ballot(election, letters[person], [_ranks(ranking, candidates)], self._random))
            for person, ranking in rankings(state, own, chance, self._secretary.now(), turnout)
            if person in letters and boards.tracker_of(own.id, person) is None
        ]
        with ThreadPoolExecutor(VOTERS) as pool:
            answers = list(pool.map(lambda each: boards.cast(own.id, *each), willing))
        return sum(not isinstance(answer, Refusal) for answer in answers)

    # --- after the close

    def open_due(self) -> int:
        """How many steps trustees took: every board that is closed is shuffled, opened and counted."""
        state, done = self._secretary.strike(), 0
        for own in awaiting(state):
            done += self._open(own.election)
        if done:
            self._secretary.strike()
        return done

    def _open(self, election: ElectionId) -> int:
        done = 0
        while (due := self._due(election)) is not None:
            what, own, number = due
            archive, secret = self._secretary.boards.archive(election), dict(self._secrets()).get(number)
            if archive is None or secret is None:
                return done
            by, boards = own.trustees[number - 1], self._secretary.boards
            if what == "shuffle":
                answer = boards.shuffle(election, by, keys.shuffle(archive, self._random))
            else:
                answer = boards.share(election, by, keys.share(archive, secret, self._random))
            if isinstance(answer, Refusal):
                return done
            done += 1
        return done

    def _due(self, election: ElectionId) -> tuple[str, Board, int] | None:
        state = self._secretary.strike()
        own = state.boards.boards[election]
        what = step(own, is_ranked(state, own))
        if what not in ("shuffle", "open") or not own.closed:
            return None
        done = own.shuffled if what == "shuffle" else own.opened
        number = next((place for place in range(1, len(own.trustees) + 1) if place not in done), None)
        return (what, own, number) if number is not None else None


def _waits(state: State, own: Election, now: int) -> bool:
    """Whether the election can be given a board now that is due: by the clock soon, or in a meeting that is open."""
    meeting = state.meetings.conventions.get(own.convention)
    is_near = bool(own.voting_opens) or (meeting is not None and bool(meeting.opened) and not meeting.closed)
    if not is_near or board(state, own.id) is not None or phase(own, Moment(now)) != "waiting":
        return False
    return is_board_due(state, own) and group_of(state, own) == GROUP and bool(on_the_ballot(state, own))


def _ranks(ranking: Sequence[int], candidates: int) -> list[int]:
    """The rank of each candidate, 0 for none, from the candidates in their order, counted from 1."""
    ranks = [0] * candidates
    for rank, place in enumerate(ranking, 1):
        ranks[place - 1] = rank
    return ranks
