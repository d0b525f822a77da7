"""The boards of elections with verifiable ballots, kept by the server: set up, cast upon, closed, opened, counted.

    boards = secretary.boards
    answer = boards.cast(election, by, ballot)         # a Receipt, or a Refusal
    boards.close_due()                                 # by the clock: what the server itself owes

A board may run ahead of the record, never behind it: what the record says of a board is durable there before the record
is. A ballot is acknowledged when it is durable; the record takes in the head soon after. A trustee's step goes onto the
board inside of the record's own transaction, right before its commit. After a crash between the two the board has a
step that the record lacks: the record takes it in (`board_steps`), or it is undone where the rules refuse it.

All arithmetic is done by processes of its own (`board_checks`), and no lock is held meanwhile. What arrives is checked
whole before it is appended; `record.boards` checks everything again from an export.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from rankandfile.core.ballot.proofs import tracker
from rankandfile.core.ballot.refused import Refused
from rankandfile.core.chapters.board_opening import OpenBoard, ShuffleBoard
from rankandfile.core.chapters.boards import Board, SetUpBoard, board, clause_article
from rankandfile.core.ids import ElectionId, Handle
from rankandfile.core.refusal import Refusal, refuse
from rankandfile.record.boards import REHEARSAL, questions_file, uuid_of

from . import board_checks
from .board_casting import Casting, Receipt
from .board_checks import Checks
from .board_duties import BoardDuties
from .board_setup import LARGEST, beginning
from .board_shown import Shown, shown
from .board_steps import NOW, Event, Overtaken, Steps, recorded, row_of
from .board_store import BoardStore, following
from .booth import own_bundle
from .draft import Ask, Draft, Outcome

if TYPE_CHECKING:
    from .secretary import Secretary

NO_HEAD = "0" * 64
__all__ = ["Boards", "Receipt"]


class Boards:
    """The boards of one organisation. Safe to use from many threads; several processes may keep the same boards."""

    def __init__(self, secretary: "Secretary", store: BoardStore) -> None:
        self.store = store
        self._secretary = secretary
        self._checks = Checks()
        self._steps = Steps(secretary, store)
        self._casting = Casting(secretary, store, self._checks)
        self._duties = BoardDuties(secretary, store, self._steps, self._checks)

    # --- what anybody may know

    def archive(self, election: ElectionId) -> bytes | None:
        """The archive of the board as it stands, or of its rehearsal; None where there is no board."""
        of = ElectionId(election.removesuffix(REHEARSAL))
        return self.store.archive(election) if self._board(of) is not None else None

    def rehearsal(self, election: ElectionId) -> bytes | None:
        """The archive of the trial election that the trustees opened before; None where none was kept."""
        return self.archive(ElectionId(f"{election}{REHEARSAL}"))

    def election_file(self, election: ElectionId) -> bytes:
        """The election as it stands on its board, which never changes. Its SHA-256 is the fingerprint."""
        return self._casting.election_file(election)

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

    def shown(self, election: ElectionId) -> Shown:
        """What people compare on a board that stands: the trustees' keys, and what they handed in."""
        return shown(self.store.steps(election))

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
                tuple(trustees), begins.threshold, rehearsed, row.head, own_bundle(),
            )  # fmt: skip
            answer = recorded(draft, act)
            self._steps.drop_unrecorded(election)
            with self.store.writing():
                self.store.begin(election, draft.now, row, begins.holders, rehearsal)
            return answer

        return self._steps.together(work)

    def cast(self, election: ElectionId, by: Handle, ballot: bytes) -> Receipt | Refusal:
        """The receipt of the ballot, which is durable on the board; or why it is not taken.

        Raises Trouble when the machine fails: then nothing was acknowledged, and the member may send it again.
        """
        return self._casting.cast(election, by, ballot)

    def shuffle(self, election: ElectionId, by: Handle, content: bytes) -> Outcome:
        """The trustee's shuffle is on the board and recorded; or why not."""
        return self._contributed(election, by, content, _SHUFFLE)

    def share(self, election: ElectionId, by: Handle, content: bytes) -> Outcome:
        """The trustee's share of the decryption is on the board and recorded; or why not."""
        return self._contributed(election, by, content, _SHARE)

    # --- the server's own work

    def settle(self) -> None:
        """Boards and record agree. At the start of a process, before anybody is answered. Raises Damaged otherwise."""
        self._steps.settle()

    def close_due(self) -> None:
        """What the server owes its boards by now is done: heads for the record, the close, results, the count."""
        self._duties.perform(wait=False)

    def close(self) -> None:
        """Closes this thread's connection."""
        self.store.close()

    def end(self) -> None:
        """The processes that did the arithmetic have ended; new ones begin with the next work."""
        self._checks.close()

    def _board(self, election: ElectionId) -> Board | None:
        return board(self._secretary.follow(), election)

    def _contributed(self, election: ElectionId, by: Handle, content: bytes, how: "_Contribution") -> Outcome:
        self._duties.perform(wait=True)
        while True:
            first = self._secretary.rehearse([Ask(how.act(by, NOW, election, NO_HEAD))])[0]
            found = board(self._secretary.state, election)
            if isinstance(first, Refusal) or found is None:
                assert isinstance(first, Refusal), "an act on an unknown board is refused"
                return first
            try:
                answer = self._checked(found, by, content, how)
            except Refused as error:
                return refuse(clause_article(self._secretary.state, None), "board.contribution", why=str(error))
            except Overtaken:
                self._steps.catch_up(election)
            else:
                self._duties.perform(wait=True)
                return answer

    def _checked(self, own: Board, by: Handle, content: bytes, how: "_Contribution") -> Outcome:
        """The trustee's step, recorded. Raises Refused where it does not hold, Overtaken where the board went on."""
        _must_be_small(content)
        steps = self.store.steps(own.election)
        objects = self._checks.done(how.check, steps, own.trustees.index(by) + 1, content)
        events: list[Event] = [(how.event, objects)]
        if how.act is ShuffleBoard and len(own.shuffled) + 1 == own.shuffles:
            events.append(("EndShuffles", ()))
        last = row_of(steps[-1])
        return self._steps.step(own.election, last, events, lambda head: how.act(by, NOW, own.election, head))


class _Contribution(Struct, frozen=True):
    """A kind of step that a trustee takes."""

    act: type[ShuffleBoard] | type[OpenBoard]
    event: str
    check: Callable[[Sequence[bytes], int, bytes], tuple[bytes, ...]]


_SHUFFLE = _Contribution(ShuffleBoard, "Shuffle", board_checks.shuffled)
_SHARE = _Contribution(OpenBoard, "PartialDecryption", board_checks.shared)


def _must_be_small(content: bytes) -> None:
    if len(content) > LARGEST:
        raise Refused(f"The file has {len(content)} bytes; the most is {LARGEST}.")
