"""The secretary: the live organisation, and the only one who writes.

    secretary = Secretary(Home(path))
    answer = secretary.submit(SecondMotion(by, NOW, motion))     # Recorded, or a Refusal
    secretary.state                                              # one frozen value; read from it as long as you like

Acts that arrive together share a transaction (`turns`): they are decided one after the other, committed once, and then
everybody gets their answer. Grouping, not the database, decides how many acts a second are recorded
(`bench/append.py`). The order on disk: entries written and read back, then openings and texts durable in the vault,
ballots durable in the box, and only then the commit; after it the new state is published by one assignment.

Several processes may follow one record: `follow()` takes in what the others wrote, and every batch begins with it.
"""

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from threading import Condition, Lock
from typing import TypeAlias, TypeVar

from rankandfile.core.act import Act
from rankandfile.core.chapters.balloting import awaiting_count
from rankandfile.core.chapters.elections import Election
from rankandfile.core.chapters.erasing import ReportDestroyed, Request, is_closed
from rankandfile.core.ids import CLOCK, ElectionId, Moment
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from rankandfile.record.note import LogKey, Vkey
from rankandfile.record.succession import all_keys
from rankandfile.record.tree import EMPTY_ROOT, Tree

from . import snapshot
from .boards import Boards
from .count import BoxRefused, in_parts
from .draft import Ask, Draft, Outcome, fitted
from .guard import Guard
from .home import Home
from .keyring import Keyring
from .reading import caught_up, checked_head, slot_value, slot_values
from .rooms import rooms_of
from .search import Search
from .store import Batch, Store
from .trouble import ClockBehind, Damaged, Trouble, WrongUse
from .turns import Turn, Turns
from .witnessed import Witnessed

NOW = Moment(0)
"""For the time of an act that is submitted: the secretary puts its own clock's in."""
PATIENCE = 5
"""Seconds that this machine's clock may stand behind the last entry; acts then get the last entry's time."""
Clock: TypeAlias = Callable[[], int]
Asked: TypeAlias = list[Ask]
Outcomes: TypeAlias = list[Outcome]
T = TypeVar("T")
_log = logging.getLogger(__name__)


class Secretary:
    """The organisation in a home folder, live. Safe to use from many threads; each process has its own."""

    def __init__(self, home: Home, clock: Clock = lambda: int(time.time())) -> None:
        self.home = home
        self.keyring = Keyring(home)
        self.origin = self.keyring.origin
        rooms = rooms_of(home)
        self.store, self.vault, self.box, self.shared = rooms.store, rooms.vault, rooms.box, rooms.shared
        self.state = State()
        self.is_followed: Callable[[], bool] = lambda: False
        """Whether somebody keeps the state younger than a second, so that a reader need not look (`follower`)."""
        self._root = EMPTY_ROOT
        self._clock = clock
        self._lock, self._news = Lock(), Condition()
        self._turns = Turns(self._write)
        self._refused_boxes: set[ElectionId] = set()
        self.witnessed = Witnessed(home.witnessed)
        self.guard = Guard(self.store, home.path / "ahead.checkpoint")
        self.boards = Boards(self, rooms.boards)
        self.search = Search(home.search)
        self._begin()

    def _begin(self) -> None:
        with self.store.place.pinned() as now:  # others may be writing
            Store(now).check()
        head = self.store.head()
        checked_head(head, self.keyring.signer(head.checkpoint))  # before anything is swept
        with self.store.batch() as batch:
            self.vault.sweep(batch.first)
            self.box.settle(self.store.had_root)
        self._start()
        checked_head(self.store.head(), self.key.vkey)
        for election in self.box.elections():
            known = self.state.elections.elections.get(election)
            if known is not None and known.counted:
                self.box.empty(election)
        self.boards.settle()
        with suppress(Trouble):
            self._destroy(self._brought_back())  # where it fails, the clock tries again and says why

    def _start(self) -> None:
        """The state is that of the whole record, begun with a snapshot where there is a sound one."""
        self.state, self._root = snapshot.taken(self.home.path, self.store)
        known = self.state.size
        self._catch_up(self.store.tree())
        if self.state.size - known >= snapshot.WORTH:
            snapshot.keep(self.home.path, self.state, self._root)

    @property
    def key(self) -> LogKey:
        """The key that signs the record now."""
        return self.keyring.in_force(self.state)

    def vkeys(self) -> tuple[Vkey, ...]:
        """Every key that has signed the record, the newest first."""
        return all_keys(self.state.keys.history, self.key.vkey)

    def must_be_newest(self) -> None:
        """Raises Behind where witnesses hold more than is kept here. Asks them once; each batch begins with it."""
        self.guard.must_pass(self.state, self.vkeys)

    def submit(self, act: Act, texts: Mapping[str, str] | None = None, ballot: str | None = None) -> Outcome:
        """The act's place in the record, durable; or why it is refused. Raises Trouble when the machine fails."""
        return self.submit_many([Ask(act, texts or {}, ballot)])[0]

    def submit_many(self, asks: Iterable[Ask]) -> Outcomes:
        """An outcome for each act, in order. What is recorded is recorded in one durable transaction."""
        return self._turns.take(_asked(asks))

    def rehearse(self, asks: Iterable[Ask]) -> Outcomes:
        """What `submit_many` would answer now. Nothing is recorded."""
        asked = _asked(asks)
        with self._lock, self.store.batch() as batch:
            return _decided(self._draft(batch), asked)

    def together(self, work: Callable[[Draft], T]) -> T:
        """What the work answers, once all it decided is durable and published; nothing of it is, where it raises."""
        with self._lock:
            return self._in_batch(work)

    def strike(self) -> State:
        """The state after everything that the clock owes by now: its duties, closed boxes, texts that were erased."""
        state, now = self.follow(), self.now()
        if now >= state.quiet_until or state.erasing.undone or self._boxes(now):
            with self._lock:
                self._in_batch(Draft.keep_time)
                self._destroy()
                self._open_boxes()
        self.boards.close_due()
        return self.state

    def follow(self) -> State:
        """The state after everything that any process has recorded, or had a second ago where a follower runs."""
        return self.state if self.is_followed() else self.look()

    def look(self) -> State:
        """The state after everything that any process has recorded. Asks the store; a file answers in microseconds."""
        if self.store.size() != self.state.size:
            with self._lock:
                self._catch_up(self.store.tree())
        return self.state

    def now(self) -> Moment:
        """The time of the next entry: this machine's, never before the last entry's."""
        now, last = self._clock(), self.state.now
        if now < last - PATIENCE:
            raise ClockBehind(
                f"This machine's clock is {last - now} seconds behind the last entry of the record."
                " Nothing was recorded: set the clock right."
            )
        return Moment(max(now, last))

    def wait_for_news(self, size: int, seconds: float) -> State:
        """The state as soon as this process has published more than `size` entries; at the latest after the seconds."""
        with self._news:
            self._news.wait_for(lambda: self.state.size > size, seconds)
        return self.state

    def value(self, index: int, slot: str) -> str | None:
        """The text behind the slot, if it opens the commitment in the record; None where it is erased or forged."""
        if is_closed(self.state, index, slot):
            return None
        return slot_value(self.store, self.vault, self.origin, index, slot)

    def kept_by_order(self, index: int, slot: str) -> str | None:
        """The text behind a slot that a court has closed, for those whom the rulebook lets keep it."""
        return slot_value(self.store, self.vault, self.origin, index, slot)

    def values(self, slot: str, indices: Iterable[int]) -> dict[int, str]:
        """The texts behind this slot of many entries, those that open their commitments. About 40,000 a second."""
        shown = (index for index in indices if not is_closed(self.state, index, slot))
        return slot_values(self.store, self.vault, self.origin, slot, shown)

    def close(self) -> None:
        """Closes this thread's files."""
        for file in (self.store, self.vault, self.box, self.boards, self.witnessed, self.search):
            file.close()

    def _write(self, turns: Sequence[Turn[Asked, Outcomes]]) -> None:
        with self._lock:
            self._record(turns)
            with suppress(Trouble):
                self._open_boxes()  # where it fails, the clock tries again and says why

    def _record(self, turns: Sequence[Turn[Asked, Outcomes]]) -> None:
        """Answers everybody. A mistake of ours in one caller's act does not touch the others."""
        try:
            answers = self._in_batch(lambda draft: [_decided(draft, turn.work) for turn in turns])
        except Trouble as trouble:
            for turn in turns:
                turn.trouble = trouble
        except Exception as error:  # noqa: BLE001 - it is raised again in the thread of the caller
            if len(turns) == 1:
                turns[0].trouble = error
            else:
                for turn in turns:
                    self._record([turn])
        else:
            for turn, answer in zip(turns, answers, strict=True):
                turn.answer = answer

    def _in_batch(self, decide: Callable[[Draft], T]) -> T:
        """What `decide` answers, once everything it put into the draft is durable and published.

        Nothing may fail after the commit: who is told of a failure may try again.
        """
        self.must_be_newest()
        with self.store.batch() as batch:
            draft = self._draft(batch)
            answer = decide(draft)
            if batch.leaves:
                head = batch.write(partial(self.keyring.sign, draft.state))
                self.vault.keep(batch.first, draft.kept)
                self.box.lay_aside(draft.ballots, head.size, head.root)
        self._publish(draft.state, batch.tree)
        if draft.ballots:
            self._mix_in()
        return answer

    def _draft(self, batch: Batch) -> Draft:
        """An empty draft on everything that is recorded."""
        self._catch_up(batch.tree)
        return Draft(self.state, batch, self.origin, self.now(), self.store.entry)

    def _catch_up(self, tree: Tree) -> None:
        """The state is that of the whole record, which this tree is of, and which must begin with what is known."""
        if self.state.size > tree.size or tree.root_at(self.state.size) != self._root:
            raise Damaged(
                f"The record is not the one that this process knows: it had {self.state.size} entries, and what is kept"
                f" now has {tree.size} or others. An older copy was put in its place. Nothing was recorded."
            )
        if tree.size > self.state.size:
            self._publish(caught_up(self.state, self.store, self.vault, tree.size), tree)

    def _publish(self, state: State, tree: Tree) -> None:
        if state is not self.state:
            with self._news:
                self.state, self._root = state, tree.root_at(state.size)
                self._news.notify_all()

    def _mix_in(self) -> None:
        """The votes are recorded, so trouble with the box is no answer to the voters: the count settles it too."""
        try:
            with self.store.batch():
                self.box.settle(self.store.had_root)
        except Exception:  # noqa: BLE001 - logged, and settled later
            _log.exception("The ballot box could not be put in order; it will be before the next count.")

    def _boxes(self, now: Moment) -> list[Election]:
        return [e for e in awaiting_count(self.state, now) if e.id not in self._refused_boxes]

    def _open_boxes(self) -> None:
        """The ballots of every closed election are in the record, with its result; its box is empty.

        A box that cannot be counted is told of once, and stands overdue: it must not keep others from acting.
        """
        for election in self._boxes(self.now()):
            try:
                self._in_batch(partial(self._count, election.id))
            except Trouble:
                raise
            except Exception:  # noqa: BLE001 - logged, and stands overdue
                self._refused_boxes.add(election.id)
                _log.exception("The box of election %s cannot be counted.", election.id)
            else:
                self.box.empty(election.id)

    def _destroy(self, brought_back: Sequence[Request] = ()) -> None:
        """The bytes of what was erased are in no file any more, and the record says so. The entry came first."""
        undone = [self.state.erasing.requests[request] for request in self.state.erasing.undone]
        if undone or brought_back:
            slots = [(own.entry, own.slot) for own in (*undone, *brought_back)]
            self.vault.destroy(slots)
            self.search.destroy(slots)
        if undone:
            self._in_batch(lambda draft: _decided(draft, [Ask(ReportDestroyed(CLOCK, NOW, own.id)) for own in undone]))

    def _brought_back(self) -> list[Request]:
        """What was destroyed and is there again, because an older copy of the vault was put in its place."""
        gone = [own for own in self.state.erasing.requests.values() if own.stage == "destroyed"]
        return [own for own in gone if self.vault.opening(own.entry, own.slot) is not None]

    def _count(self, election: ElectionId, draft: Draft) -> None:
        self.box.settle(self.store.had_root)
        for act in in_parts(election, self.box.ballots(election)):
            answer = draft.decide(Ask(act))
            if isinstance(answer, Refusal):
                raise BoxRefused(f"{answer.code} {answer.facts}")


def _decided(draft: Draft, asks: Asked) -> Outcomes:
    return [draft.decide(ask) for ask in asks]


def _asked(asks: Iterable[Ask]) -> Asked:
    """The asks with their texts fitted, in the caller's own thread."""
    asked = [fitted(ask) for ask in asks]
    if any(ask.act.by == CLOCK for ask in asked):
        raise WrongUse("Nobody acts as the clock but the clock.")
    return asked
