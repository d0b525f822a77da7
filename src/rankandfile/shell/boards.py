"""The boards of elections with verifiable ballots, kept by the server: set up, cast upon, closed, opened, counted.

    boards = secretary.boards
    answer = boards.cast(election, by, ballot)         # a Receipt, or a Refusal
    boards.close_due()                                 # by the clock: what the server itself owes

A board may run ahead of the record, never behind it: what the record says of a board is durable there before the record
is. A ballot is acknowledged when it is durable; the record takes in the head soon after. A trustee's step goes onto the
board inside of the record's own transaction, right before its commit. After a crash between the two the board has a
step that the record lacks: the record takes it in (`settle`), or it is undone where the rules refuse it.

All arithmetic is done by processes of its own (`board_checks`), and no lock is held meanwhile. What arrives is checked
whole before it is appended; `record.boards` checks everything again from an export.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from rankandfile.core.act import Act
from rankandfile.core.ballot import course
from rankandfile.core.ballot.archive import posted
from rankandfile.core.ballot.canonical import read
from rankandfile.core.ballot.proofs import tracker
from rankandfile.core.ballot.refused import Refused
from rankandfile.core.ballot.shapes import BallotFile
from rankandfile.core.chapters.board_opening import OpenBoard, PublishResult, ShuffleBoard, awaiting
from rankandfile.core.chapters.boards import (
    AdvanceBoard,
    Board,
    CloseBoard,
    SetUpBoard,
    ballots_of,
    board,
    clause_article,
    is_ranked,
    step,
)
from rankandfile.core.chapters.elections import phase
from rankandfile.core.ids import CLOCK, ElectionId, Handle, Moment
from rankandfile.core.refusal import Refusal, refuse
from rankandfile.record.boards import questions_file, uuid_of

from . import board_checks
from .board_checks import Checks
from .board_setup import LARGEST as LARGEST_FILE
from .board_setup import beginning
from .board_store import BALLOT, BoardStore, Row, following
from .box import Ballot
from .count import in_parts
from .draft import Ask, Draft, Outcome, Recorded
from .trouble import Damaged, Moved, Trouble
from .turns import Turn, Turns

if TYPE_CHECKING:
    from .secretary import Secretary

NOW = Moment(0)
NO_HEAD = "0" * 64
OFTEN, MANY = 30, 200
"""The record takes in the head of a board after so many seconds, or so many ballots. Not after each ballot: the second
of an entry, held beside who was signed in then, would tell when a credential voted."""
REMEMBERED = 30 * 86_400
"""Seconds after the count for which the server knows which credential is whose, so that a member can compare."""
_log = logging.getLogger(__name__)


class Receipt(Struct, frozen=True):
    """A ballot is on the board, durable: as its voter finds it again."""

    tracker: str
    height: int
    head: str
    """The hash of the event that published it; every later head leads back to it."""
    note: str
    """All of this, signed by the record's key (C2SP signed note): evidence against a server that drops the ballot."""


class Cast(Struct, frozen=True):
    """A ballot that holds, on its way onto the board."""

    election: ElectionId
    content: bytes
    credential: str
    closes: Moment
    """No ballot comes onto the board at or after this moment; 0 where that is not known yet."""


Event: TypeAlias = tuple[str, tuple[bytes, ...]]
"""An event to come: what it is, and its objects."""


class Declined(Exception):
    """The rules refuse what was to be recorded with a step of a board; neither is."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class Stays(Exception):
    """What the server owes a board is refused by the rules: it stands overdue."""


class Overtaken(Exception):
    """The board went on while a step was computed for it."""


class Boards:
    """The boards of one organisation. Safe to use from many threads; several processes may keep the same boards."""

    def __init__(self, secretary: "Secretary", store: BoardStore, checks: Checks | None = None) -> None:
        self.store = store
        self._secretary = secretary
        self._checks = checks or Checks()
        self._turns = Turns(self._publish)
        self._ahead: dict[ElectionId, tuple[int, Moment]] = {}
        """How many ballots the record knew of, and since when the board has more."""
        self._complained: set[ElectionId] = set()
        self._forgotten: set[ElectionId] = set()
        self._files: dict[ElectionId, bytes] = {}

    # --- what anybody may know

    def archive(self, election: ElectionId) -> bytes | None:
        """The archive of the board as it stands; None where there is no board."""
        return self.store.archive(election) if self._board(election) is not None else None

    def uuid(self, election: ElectionId) -> str:
        """The name of the election in the protocol, known before there is a board."""
        return uuid_of(self._secretary.origin, election)

    def questions(self, election: ElectionId) -> bytes:
        """What will be asked, as `questions.json`; fixed when nominations are closed."""
        state = self._secretary.follow()
        return questions_file(state, state.elections.elections[election], self._secretary.origin)

    def voted(self, election: ElectionId) -> int:
        """How many have voted."""
        return len(self.store.trackers(election))

    def trackers(self, election: ElectionId) -> tuple[str, ...]:
        """The trackers of the ballots that count as the board stands, sorted."""
        return tuple(sorted(self.store.trackers(election).values()))

    # --- for one person alone

    def credential_of(self, election: ElectionId, person: Handle) -> str | None:
        """The public credential of this person, for its own eyes: who knows it finds the ballots cast under it."""
        return self.store.credential(election, person)

    def tracker_of(self, election: ElectionId, person: Handle) -> str | None:
        """The tracker of this person's ballot that counts as the board stands, for its own eyes."""
        credential = self.store.credential(election, person)
        return self.store.trackers(election).get(credential) if credential is not None else None

    # --- acts

    def set_up(
        self,
        election: ElectionId,
        by: Handle,
        trustees: Sequence[Handle],
        trustees_json: bytes,
        pubcreds: bytes,
        rehearsal: bytes,
    ) -> Outcome:
        """The board stands and is recorded; or why not. `trustees` hold the keys of the file, in its order.

        `pubcreds` is the authority's list with the handle of each voter; `rehearsal` the archive of a trial election
        that these trustees opened with the same keys.
        """
        secretary, state = self._secretary, self._secretary.strike()
        own = state.elections.elections.get(election)
        act = SetUpBoard(by, NOW, election, "A" * 43, "A" * 43, 0, tuple(trustees), 0, NO_HEAD, NO_HEAD)
        first = secretary.rehearse([Ask(act)])[0]
        if own is None or (isinstance(first, Refusal) and first.code not in ("board.voters", "board.trustees")):
            assert isinstance(first, Refusal), "an act on an unknown election is refused"
            return first
        try:
            begins = beginning(state, own, secretary.origin, trustees_json, pubcreds)
            objects = self._checks.done(board_checks.setting_up, begins.election, trustees_json, begins.credentials)
            if begins.number != len(trustees):
                raise Refused(f"{len(trustees)} trustees are named, and the file has the keys of {begins.number}.")
            _must_be_small(rehearsal)
            rehearsed = self._checks.done(board_checks.rehearsed, rehearsal, trustees_json)
        except Refused as error:
            return refuse(clause_article(state, own), "board.unsound", why=str(error))

        def work(draft: Draft) -> Outcome:
            draft.keep_time()
            row = following(None, draft.now, "Setup", objects)
            act = SetUpBoard(
                by, NOW, election, tracker(begins.election), begins.fingerprint, len(begins.holders),
                tuple(trustees), begins.threshold, rehearsed, row.head,
            )  # fmt: skip
            answer = _recorded(draft, act)
            with self.store.writing():
                self.store.begin(election, draft.now, row, begins.holders)
            return answer

        return self._together(work)

    def cast(self, election: ElectionId, by: Handle, ballot: bytes) -> Receipt | Refusal:
        """The receipt of the ballot, which is durable on the board; or why it is not taken.

        Raises Trouble when the machine fails: then nothing was acknowledged, and the member may send it again.
        """
        state, now = self._secretary.follow(), self._secretary.now()
        own, found = state.elections.elections.get(election), board(state, election)
        article = clause_article(state, own)
        if own is None or found is None:
            return refuse(article, "board.none" if own is not None else "election.unknown")
        now_in = phase(own, now)
        if now_in != "voting":
            code = "election.voting_closed" if now_in in ("closed", "counted") else "election.voting_not_open"
            return refuse(article, code, since=own.voting_closes or own.counted, opens=own.voting_opens)
        credential = self.store.credential(election, by)
        if credential is None:
            return refuse(article, "ballot.no_vote", since=found.set_up)
        why = self._why_unsound(article, election, ballot, credential)
        if why is not None:
            return why
        answer = self._turns.take(Cast(election, ballot, credential, own.voting_closes))
        if isinstance(answer, str):
            return refuse(article, answer, since=own.voting_closes)
        return self._receipt(election, tracker(ballot), answer)

    def shuffle(self, election: ElectionId, by: Handle, content: bytes) -> Outcome:
        """The trustee's shuffle is on the board and recorded; or why not."""
        return self._contributed(election, by, content, _SHUFFLE)

    def share(self, election: ElectionId, by: Handle, content: bytes) -> Outcome:
        """The trustee's share of the decryption is on the board and recorded; or why not."""
        return self._contributed(election, by, content, _SHARE)

    # --- the server's own work

    def settle(self) -> None:
        """Boards and record agree. At the start of a process, before anybody is answered. Raises Damaged otherwise.

        A board whose setup was not recorded never was. A step that the record lacks is taken in. A head that the
        record has and the board has not means that an older copy of the boards was put in its place.
        """
        known = self._secretary.state.boards.boards
        is_settled = set(self.store.elections()) == set(known)
        if not is_settled or any(self._unrecorded(own) for own in known.values()):
            self._secretary.together(self._settle_all)

    def close_due(self) -> None:
        """What the server owes its boards by now: heads for the record, the close, results, the count.

        A board that cannot go on is told of once and stands overdue; it keeps nobody else from acting.
        """
        for own in awaiting(self._secretary.state):
            try:
                while self._went_on(own.election):
                    pass
            except Trouble:
                raise
            except Exception:  # noqa: BLE001 - logged, and stands overdue
                if own.election not in self._complained:
                    _log.exception("The board of election %s cannot go on.", own.election)
                self._complained.add(own.election)
        self._forget_holders()

    def close(self) -> None:
        """Closes this thread's connection."""
        self.store.close()

    # --- inside

    def _board(self, election: ElectionId) -> Board | None:
        return board(self._secretary.follow(), election)

    def _why_unsound(self, article: str, election: ElectionId, ballot: bytes, credential: str) -> Refusal | None:
        """Why the ballot is not one of this voter in this election. The form first: it costs next to nothing."""
        try:
            own: BallotFile = read(ballot, BallotFile, "The ballot")
            if own.credential != credential:
                return refuse(article, "ballot.other_credential")
            self._checks.done(board_checks.check_ballot, self._election_file(election), ballot, credential)
        except Refused as error:
            return refuse(article, "ballot.unsound", why=str(error))
        return None

    def _election_file(self, election: ElectionId) -> bytes:
        """The election as it stands on the board, which never changes."""
        if election not in self._files:
            self._files[election] = posted(self.store.steps(election)[0]).objects[0]
        return self._files[election]

    def _publish(self, turns: Sequence[Turn[Cast, Row | str]]) -> None:
        """Every ballot that waits is on its board, in one durable transaction: a row for each, or why not (a code)."""
        with self.store.writing():
            if why := self._secretary.store.place.why_shut():
                raise Moved(why)
            for turn in turns:
                turn.answer = self._appended(turn.work)

    def _appended(self, cast: Cast) -> Row | str:
        last = self.store.last(cast.election)
        if last is None or last.type not in ("Setup", BALLOT):
            return "election.voting_closed"
        if cast.closes and self._secretary.now() >= cast.closes:
            return "election.voting_closed"
        there = self.store.find(cast.election, sha256(cast.content).hexdigest())
        if there is not None:  # sent again, because the answer got lost; or an old one, which a newer has replaced
            return there if self.store.newest(cast.election, cast.credential) == there.height else "ballot.again"
        row = following(last, self.store.made(cast.election), BALLOT, (cast.content,), cast.credential)
        self.store.add(cast.election, (row,))
        return row

    def _receipt(self, election: ElectionId, own: str, row: Row) -> Receipt:
        text = f"rankandfile/ballot/v1\n{self._secretary.origin}\n{election}\n{own}\n{row.height}\n{row.head}\n"
        return Receipt(own, row.height, row.head, self._secretary.key.sign(text))

    def _contributed(self, election: ElectionId, by: Handle, content: bytes, how: "_Contribution") -> Outcome:
        self.close_due()
        while True:
            first = self._secretary.rehearse([Ask(how.act(by, NOW, election, NO_HEAD))])[0]
            found = board(self._secretary.state, election)
            if isinstance(first, Refusal) or found is None:
                assert isinstance(first, Refusal), "an act on an unknown board is refused"
                return first
            steps = self.store.steps(election)
            try:
                _must_be_small(content)
                objects = self._checks.done(how.check, steps, found.trustees.index(by) + 1, content)
            except Refused as error:
                return refuse(clause_article(self._secretary.state, None), "board.contribution", why=str(error))
            events = [(how.event, objects)]
            if how.act is ShuffleBoard and len(found.shuffled) + 1 == found.shuffles:
                events.append(("EndShuffles", ()))
            with suppress(Overtaken):
                answer = self._step(election, _row(steps[-1]), events, lambda head: how.act(by, NOW, election, head))
                self.close_due()
                return answer

    def _step(self, election: ElectionId, last: Row, events: Sequence[Event], act: Callable[[str], Act]) -> Outcome:
        """The act, recorded together with its events. Raises Overtaken where the board is not as it was read."""

        def work(draft: Draft) -> Outcome:
            draft.keep_time()
            here = self.store.last(election)
            if here is None or here.head != last.head or self._unrecorded(draft.state.boards.boards[election]):
                raise Overtaken
            rows, made = [here], self.store.made(election)
            for kind, objects in events:
                rows.append(following(rows[-1], made, kind, objects))
            answer = _recorded(draft, act(rows[-1].head))
            with self.store.writing():
                self.store.add(election, rows[1:])
            return answer

        return self._together(work)

    def _together(self, work: Callable[[Draft], Outcome]) -> Outcome:
        try:
            return self._secretary.together(work)
        except Declined as declined:
            return declined.refusal

    def _settle_all(self, draft: Draft) -> None:
        draft.keep_time()
        for election in self.store.elections():
            if board(draft.state, election) is None:
                self._drop_unrecorded(election)
        for election in draft.state.boards.boards:
            self._take_in(draft, election)

    def _drop_unrecorded(self, election: ElectionId) -> None:
        last = self.store.last(election)
        if last is not None and last.height > 0:
            raise Damaged(
                f"The board of election {election} has {last.height + 1} events, and the record knows of none: an older"
                " copy of the record was put in its place. Put the newest one back. Nothing was recorded."
            )
        with self.store.writing():
            self.store.drop(election)

    def _catch_up(self, election: ElectionId) -> None:
        """The record has every step that the board has."""
        self._secretary.together(lambda draft: self._take_in(draft, election))

    def _unrecorded(self, own: Board) -> tuple[Row, ...]:
        """The steps of the board that the record lacks, because a process ended between the two."""
        height = self.store.height_of(own.election, own.head)
        if height is None:
            raise Damaged(
                f"The board of election {own.election} lacks the head {own.head} that the record has: the boards are"
                " gone, or an older copy was put in their place. Put the newest one back. Nothing was recorded."
            )
        return self.store.after(own.election, height)

    def _take_in(self, draft: Draft, election: ElectionId) -> None:
        """The record has every step that the board has. One that the rules refuse is undone: nobody was told of it."""
        rows = self._unrecorded(draft.state.boards.boards[election])
        begins = rows[0].height if rows else 0
        for row, is_end in zip(rows, map(_ends, rows, (*rows[1:], None)), strict=True):
            if not is_end:
                continue
            if isinstance(draft.decide(Ask(self._act_for(draft, election, row))), Refusal):
                with self.store.writing():
                    self.store.cut(election, begins)
                return
            begins = row.height + 1

    def _act_for(self, draft: Draft, election: ElectionId, row: Row) -> Act:
        """The act that the step which ends with this event stands for."""
        if row.type == "EncryptedTally":
            return CloseBoard(CLOCK, NOW, election, self.store.number(election), self.voted(election), row.head)
        if row.type == "Result":
            return PublishResult(CLOCK, NOW, election, row.head)
        events = [posted(d) for d in self.store.steps(election)]
        done = [e for e in events if e.event.height <= row.height and e.event.type in ("Shuffle", "PartialDecryption")]
        trustee = draft.state.boards.boards[election].trustees[course.contributor(done[-1]) - 1]
        kind = OpenBoard if row.type == "PartialDecryption" else ShuffleBoard
        return kind(trustee, NOW, election, row.head)

    def _went_on(self, election: ElectionId) -> bool:
        """Whether something was done for the board, so that more may be due."""
        state, now = self._secretary.state, self._secretary.now()
        own, asks = state.boards.boards[election], state.elections.elections[election]
        now_in = phase(asks, now)
        if now_in == "voting":
            self._advance(own, now)
        if now_in != "closed":
            return False
        work = {"close": self._close, "publish": self._open, "count": self._count}.get(step(own, is_ranked(state, own)))
        if work is None:
            return False
        with suppress(Overtaken):
            answer = work(own)
            if isinstance(answer, Refusal):
                raise Stays(f"{answer.code} {answer.facts}")
            return True
        self._catch_up(election)
        return True

    def _advance(self, own: Board, now: Moment) -> None:
        """The record takes in the head, when it is time."""
        number = self.store.number(own.election)
        known, since = self._ahead.get(own.election, (-1, now))
        if known != own.ballots or number == own.ballots:
            self._ahead[own.election] = (own.ballots, now)
            return
        if number - own.ballots < MANY and now < since + OFTEN:
            return

        def work(draft: Draft) -> Outcome:
            draft.keep_time()
            last = self.store.last(own.election)
            if last is None or last.type != BALLOT:
                raise Overtaken
            return _recorded(draft, AdvanceBoard(CLOCK, NOW, own.election, last.height, last.head))

        with suppress(Overtaken):
            self._together(work)

    def _close(self, own: Board) -> Outcome:
        steps, last = self.store.steps(own.election), self.store.last(own.election)
        ballots, number = self.store.ballots(own.election), self.store.number(own.election)
        if last is None or last.type not in ("Setup", BALLOT) or last.height != number:
            raise Overtaken
        objects, voters = self._checks.done(board_checks.closing, steps[0], ballots)
        events = [("EndBallots", ()), ("EncryptedTally", objects)]
        return self._step(
            own.election, last, events, lambda head: CloseBoard(CLOCK, NOW, own.election, number, voters, head)
        )

    def _open(self, own: Board) -> Outcome:
        steps = self.store.steps(own.election)
        result = self._checks.done(board_checks.resulting, steps)
        return self._step(
            own.election,
            _row(steps[-1]),
            [("Result", (result,))],
            lambda head: PublishResult(CLOCK, NOW, own.election, head),
        )

    def _count(self, own: Board) -> Outcome:
        """The ballots that came out go into the record, and are counted from there like any others."""
        result = course.outcome(posted(self.store.steps(own.election)[-1]).objects[0])
        parted = [ballot.partition(":") for ballot in ballots_of(result[0])]
        acts = in_parts(own.election, [Ballot(own.election, name, ranking) for name, _, ranking in parted])
        return self._together(lambda draft: [_recorded(draft, act) for act in acts][-1])

    def _forget_holders(self) -> None:
        """Long after the count nobody knows here any more which credential was whose."""
        state = self._secretary.state
        for election in state.boards.boards:
            counted = state.elections.elections[election].counted
            if counted and state.now > counted + REMEMBERED and election not in self._forgotten:
                if self.store.holds(election):
                    self.store.forget(election)
                self._forgotten.add(election)


class _Contribution(Struct, frozen=True):
    """A kind of step that a trustee takes."""

    act: type[ShuffleBoard] | type[OpenBoard]
    event: str
    check: Callable[[Sequence[bytes], int, bytes], tuple[bytes, ...]]


_SHUFFLE = _Contribution(ShuffleBoard, "Shuffle", board_checks.shuffled)
_SHARE = _Contribution(OpenBoard, "PartialDecryption", board_checks.shared)


def _recorded(draft: Draft, act: Act) -> Recorded:
    """The act in the draft. Raises Declined where the rules refuse it."""
    answer = draft.decide(Ask(act))
    if isinstance(answer, Refusal):
        raise Declined(answer)
    return answer


def _row(d: bytes) -> Row:
    """The event with these bytes, as far as a step needs it."""
    own = posted(d)
    return Row(own.event.height, own.hash, own.event.type)


def _ends(row: Row, after: Row | None) -> bool:
    """Whether a step ends with this event: the end of the ballots and of the shuffles comes with another one."""
    return row.type != "EndBallots" and not (
        row.type == "Shuffle" and after is not None and after.type == "EndShuffles"
    )


def _must_be_small(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise Refused(f"The file has {len(content)} bytes; the most is {LARGEST_FILE}.")
