"""Steps that board and record take together: an event on the board inside of the record's own transaction.

Right before the record commits, the events are durable on the board. Whoever is killed between the two leaves a board
with a step that the record lacks: it is taken in as soon as anybody looks (`take_in`), or undone where the rules refuse
it. The other way round, a head in the record that the board does not have, is damage, and nothing goes on.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from rankandfile.core.act import Act
from rankandfile.core.ballot import course
from rankandfile.core.ballot.archive import posted
from rankandfile.core.chapters.board_opening import OpenBoard, PublishResult, ShuffleBoard
from rankandfile.core.chapters.boards import Board, CloseBoard, board
from rankandfile.core.ids import CLOCK, ElectionId, Moment
from rankandfile.core.refusal import Refusal

from .board_store import BoardStore, Row, following
from .draft import Ask, Draft, Outcome, Recorded
from .trouble import Damaged

if TYPE_CHECKING:
    from .secretary import Secretary

NOW = Moment(0)
"""For the time of an act: the secretary puts its own clock's in."""
Event: TypeAlias = tuple[str, tuple[bytes, ...]]
"""An event to come: what it is, and its objects."""


class Declined(Exception):
    """The rules refuse what was to be recorded with a step of a board; neither is."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class Overtaken(Exception):
    """The board went on while a step was computed for it."""


class Steps:
    """The boards and the record of one organisation, where they change together."""

    def __init__(self, secretary: "Secretary", store: BoardStore) -> None:
        self._secretary = secretary
        self._store = store

    def settle(self) -> None:
        """Boards and record agree. At the start of a process, before anybody is answered. Raises Damaged otherwise.

        A board whose setup was not recorded never was. A step that the record lacks is taken in. A head that the
        record has and the board has not means that an older copy of the boards was put in its place.
        """
        known = self._secretary.state.boards.boards
        is_settled = set(self._store.elections()) == set(known)
        if not is_settled or any(self.unrecorded(own) for own in known.values()):
            self._secretary.together(self._settle_all)

    def step(self, election: ElectionId, last: Row, events: Sequence[Event], act: Callable[[str], Act]) -> Outcome:
        """The act, recorded together with its events. Raises Overtaken where the board is not as it was read."""

        def work(draft: Draft) -> Outcome:
            draft.keep_time()
            here = self._store.last(election)
            if here is None or here.head != last.head or self.unrecorded(draft.state.boards.boards[election]):
                raise Overtaken
            rows, made = [here], self._store.made(election)
            for kind, objects in events:
                rows.append(following(rows[-1], made, kind, objects))
            answer = recorded(draft, act(rows[-1].head))
            with self._store.writing():
                self._store.add(election, rows[1:])
            return answer

        return self.together(work)

    def together(self, work: Callable[[Draft], Outcome]) -> Outcome:
        try:
            return self._secretary.together(work)
        except Declined as declined:
            return declined.refusal

    def _settle_all(self, draft: Draft) -> None:
        draft.keep_time()
        for election in self._store.elections():
            if board(draft.state, election) is None:
                self.drop_unrecorded(election)
        for election in draft.state.boards.boards:
            self._take_in(draft, election)

    def drop_unrecorded(self, election: ElectionId) -> None:
        """Of a board that the record knows nothing of, nothing is left: its setup was never recorded."""
        last = self._store.last(election)
        if last is not None and last.height > 0:
            raise Damaged(
                f"The board of election {election} has {last.height + 1} events, and the record knows of none: an older"
                " copy of the record was put in its place. Put the newest one back. Nothing was recorded."
            )
        with self._store.writing():
            self._store.drop(election)

    def catch_up(self, election: ElectionId) -> None:
        """The record has every step that the board has."""
        self._secretary.together(lambda draft: self._take_in(draft, election))

    def unrecorded(self, own: Board) -> tuple[Row, ...]:
        """The steps of the board that the record lacks, because a process ended between the two."""
        height = self._store.height_of(own.election, own.head)
        if height is None:
            raise Damaged(
                f"The board of election {own.election} lacks the head {own.head} that the record has: the boards are"
                " gone, or an older copy was put in their place. Put the newest one back. Nothing was recorded."
            )
        return self._store.after(own.election, height)

    def _take_in(self, draft: Draft, election: ElectionId) -> None:
        """The record has every step that the board has. One that the rules refuse is undone: nobody was told of it."""
        rows = self.unrecorded(draft.state.boards.boards[election])
        begins = rows[0].height if rows else 0
        for row, is_end in zip(rows, map(_ends, rows, (*rows[1:], None)), strict=True):
            if not is_end:
                continue
            if isinstance(draft.decide(Ask(self._act_for(draft, election, row))), Refusal):
                with self._store.writing():
                    self._store.cut(election, begins)
                return
            begins = row.height + 1

    def _act_for(self, draft: Draft, election: ElectionId, row: Row) -> Act:
        """The act that the step which ends with this event stands for."""
        if row.type == "EncryptedTally":
            return CloseBoard(
                CLOCK, NOW, election, self._store.number(election), len(self._store.trackers(election)), row.head
            )
        if row.type == "Result":
            return PublishResult(CLOCK, NOW, election, row.head)
        events = [posted(d) for d in self._store.steps(election)]
        done = [e for e in events if e.event.height <= row.height and e.event.type in ("Shuffle", "PartialDecryption")]
        trustee = draft.state.boards.boards[election].trustees[course.contributor(done[-1]) - 1]
        kind = OpenBoard if row.type == "PartialDecryption" else ShuffleBoard
        return kind(trustee, NOW, election, row.head)


def recorded(draft: Draft, act: Act) -> Recorded:
    """The act in the draft. Raises Declined where the rules refuse it."""
    answer = draft.decide(Ask(act))
    if isinstance(answer, Refusal):
        raise Declined(answer)
    return answer


def row_of(d: bytes) -> Row:
    """The event with these bytes, as far as a step needs it."""
    own = posted(d)
    return Row(own.event.height, own.hash, own.event.type)


def _ends(row: Row, after: Row | None) -> bool:
    """Whether a step ends with this event: the end of the ballots and of the shuffles comes with another one."""
    return row.type != "EndBallots" and not (
        row.type == "Shuffle" and after is not None and after.type == "EndShuffles"
    )
