"""Cosigning: after each commit, and twice a day without one, the newest checkpoint goes to the witnesses.

One thread beside the clock, in one process at a time (a lock on a file). It asks all witnesses of the rulebook in force
at once, keeps what holds, and tells how each one stands. Nothing waits for it: an act is recorded and has its receipt
before the first witness hears of it, and a witness that is down, slow or hostile holds up nobody.
"""

import fcntl
import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from threading import Event, Thread
from time import monotonic

from msgspec import Struct

from rankandfile.core.rulebook.checks.witnesses import dishonest
from rankandfile.core.state import State
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import Vkey
from rankandfile.record.policy import Witness
from rankandfile.record.tree import Tree
from rankandfile.record.witnesses import able

from .asking import Reply, Unanswered, together
from .guard import Ahead
from .secretary import Secretary
from .store import Head
from .trouble import Trouble
from .witnessed import Kept
from .witnesses import add_checkpoint, by_the_record, cosignature, latest, request, size_told, told

SECONDS = 10
"""So long may a witness take."""
PAUSE = 2.0
"""Seconds between two rounds at least: what was recorded meanwhile goes into one checkpoint."""
AGAIN = 12 * 3600
"""Seconds after which a witness is asked again for the same checkpoint: a newer time under it."""
LOOK = 30
"""Seconds after which it looks whether somebody is to be asked, where nothing happens."""
LONGEST_WAIT = 300
"""Seconds that a witness which failed is left alone at most; the first time it is `PAUSE`."""
FORGOTTEN = "it has signed {signed} entries and says that it has seen {said}: it forgot. Name another in its place."
_log = logging.getLogger(__name__)


class Asked(Struct, frozen=True):
    """A witness, the size from which on it is shown that the record grew, and its answer."""

    witness: Witness
    old: int
    answer: Reply | Exception


class Cosigning:
    """The running thread. It goes until it is stopped."""

    def __init__(self, secretary: Secretary) -> None:
        self._secretary = secretary
        self._stopped = Event()
        self._failures: dict[str, tuple[int, float]] = {}
        """By vkey, how often in a row a witness failed, and until when it is left alone."""
        self._complaint = ""
        self._thread = Thread(target=self._run, name="cosigning", daemon=True)

    def start(self) -> "Cosigning":
        """Itself, running."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Nobody is asked any more; a round that has begun is ended."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        lock = os.open(self._secretary.home.path / "cosigning.lock", os.O_CREAT | os.O_RDWR, 0o600)
        with suppress(Trouble):  # it is logged, and pages say it
            self._secretary.must_be_newest()
        try:
            while not self._stopped.wait(PAUSE):
                size = self._secretary.state.size
                if _has(lock):
                    self._tick()
                self._wait_for_more_than(size)
        finally:
            os.close(lock)
            self._secretary.close()

    def _wait_for_more_than(self, size: int) -> None:
        """Until there is something new to sign, or time to look whether somebody has to be asked again."""
        ends = monotonic() + LOOK
        while monotonic() < ends and not self._stopped.is_set():
            if self._secretary.wait_for_news(size, 1).size > size:
                return

    def _tick(self) -> None:
        """One round. The same complaint is made once."""
        try:
            self.round()
        except Exception as error:  # noqa: BLE001 - whatever it is, the next round may go well
            if str(error) != self._complaint:
                _log.error("Cosigning: %s", error, exc_info=not isinstance(error, Trouble))
            self._complaint = str(error)
        else:
            self._complaint = ""

    def round(self, patiently: bool = True) -> None:
        """Every witness that does not have the newest checkpoint is asked once; who failed lately only if impatient."""
        state, logs = self._secretary.look(), self._secretary.vkeys()
        named = [one for one in able(state.foundation.rulebook, logs) if one.url]
        if not named:
            return
        head = self._secretary.store.head()
        waiting = [one for one in named if self._lacks(one, head)]
        due = [one for one in waiting if not patiently or monotonic() >= self._failures.get(str(one.vkey), (0, 0.0))[1]]
        if not due or not head.size or self._secretary.guard.refusal:
            return
        tree = self._secretary.store.tree()
        first = _ask(due, [self._secretary.witnessed.last(str(one.vkey))[0] for one in due], tree, head)
        again = [(one, size) for one in first if (size := _told_larger(one, head)) is not None]
        second = _ask([one.witness for one, _ in again], [size for _, size in again], tree, head)
        repeated = {one.witness.name for one in second}
        for one in (*(each for each in first if each.witness.name not in repeated), *second):
            self._take(one, head)
        self._weigh((*first, *second), state, head, logs)

    def _lacks(self, witness: Witness, head: Head) -> bool:
        """Whether the witness has not signed this head, or not for half a day."""
        size, at = self._secretary.witnessed.last(str(witness.vkey))
        return size != head.size or self._secretary.now() - at >= AGAIN

    def _remind(self, asked: Asked, told_size: int) -> str:
        """What a witness has forgotten. It is shown its own cosignature: one of ours then retires."""
        note = self._secretary.witnessed.last_note(str(asked.witness.vkey))
        proof = self._secretary.store.tree().consistency(told_size, asked.old)
        with suppress(Unanswered):
            add_checkpoint(asked.witness, request(told_size, proof, note), SECONDS)
        return FORGOTTEN.format(signed=asked.old, said=told_size)

    def _take(self, asked: Asked, head: Head) -> None:
        """A cosignature that holds is kept; everything else is told."""
        vkey, answer = str(asked.witness.vkey), asked.answer
        kind, why = "refuses", ""
        try:
            if isinstance(answer, Exception):
                raise answer
            if answer.code == 200:
                found = cosignature(answer, head.checkpoint, asked.witness.vkey)
                self._secretary.witnessed.keep(head.size, head.checkpoint, Kept(vkey, found.at, found.line))
                kind = "signs"
            elif (said := size_told(answer)) is not None and said < asked.old:
                why = self._remind(asked, said)
            else:
                why = told(answer)
        except Unanswered as silence:
            kind, why = "silent", str(silence)
        except Malformed as wrong:
            why = f"its answer does not hold: {wrong}"
        self._note(asked.witness, kind, why)

    def _note(self, witness: Witness, kind: str, why: str) -> None:
        vkey, witnessed = str(witness.vkey), self._secretary.witnessed
        before = witnessed.standings().get(vkey)
        if before is None or (before.kind, before.detail) != (kind, why):
            level = logging.INFO if kind == "signs" else logging.WARNING
            _log.log(level, "Witness %s %s: %s", witness.name, kind, why or "the newest checkpoint")
        if before is None or kind != "signs" or before.kind != kind or self._secretary.now() - before.at >= AGAIN:
            witnessed.stands(vkey, kind, self._secretary.now(), why)
        if kind == "signs":
            self._failures.pop(vkey, None)
        else:
            failures = self._failures.get(vkey, (0, 0.0))[0] + 1
            self._failures[vkey] = (failures, monotonic() + min(PAUSE * 2**failures, LONGEST_WAIT))

    def _weigh(self, asked: Sequence[Asked], state: State, head: Head, logs: Sequence[Vkey]) -> None:
        """Who says that it has seen more, or another history, is asked for the proof."""
        doubted = {one.witness.name: one for one in asked if _doubts(one, head)}
        if not doubted:
            return
        rulebook = state.foundation.rulebook
        assert rulebook is not None, "witnesses stand in a rulebook"
        assert rulebook.witnesses is not None, "witnesses stand in their clause"
        found = [self._ahead(one, logs) for one in doubted.values()]
        self._secretary.guard.judge([one for one in found if one is not None], dishonest(rulebook.witnesses.quorum))

    def _ahead(self, asked: Asked, logs: Sequence[Vkey]) -> Ahead | None:
        """What the witness holds that does not fit, with its proof where it shows one; None for a mere refusal.

        It is held against the record as it is now, since another process may have recorded more meanwhile.
        """
        claimed = size_told(asked.answer) if isinstance(asked.answer, Reply) else None
        try:
            seen = latest(asked.witness, self._secretary.origin, logs, SECONDS)
        except (Unanswered, Malformed):
            seen = None
        signed = by_the_record(seen.proof, logs) if seen is not None else None
        if seen is not None and signed is not None:
            if signed.size > self._secretary.store.size():
                return Ahead(asked.witness.name, signed.size, seen.proof)
            if not self._secretary.store.had_root(signed.size, signed.root):
                return Ahead(asked.witness.name, signed.size, seen.proof, is_fork=True)
        if claimed is not None and claimed > self._secretary.store.size():
            return Ahead(asked.witness.name, claimed)
        return None


def _has(lock: int) -> bool:
    """Whether this process holds the lock on asking, now or already."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _ask(witnesses: Sequence[Witness], sizes: Sequence[int], tree: Tree, head: Head) -> list[Asked]:
    """The answers of the witnesses, asked together, each from the size that it has."""
    olds = [min(size, head.size) for size in sizes]
    bodies = [request(old, tree.consistency(old, head.size), head.checkpoint) for old in olds]
    questions = [partial(add_checkpoint, one, body, SECONDS) for one, body in zip(witnesses, bodies, strict=True)]
    answers = together(questions, SECONDS + 1)
    return [Asked(*each) for each in zip(witnesses, olds, answers, strict=True)]


def _told_larger(asked: Asked, head: Head) -> int | None:
    """The size from which the witness wants to be shown the growth, where we have it and know of a smaller one only.

    It may have signed that size, and its answer was lost. One that tells less than it has signed is not followed.
    """
    size = size_told(asked.answer) if isinstance(asked.answer, Reply) else None
    return size if size is not None and asked.old < size <= head.size else None


def _doubts(asked: Asked, head: Head) -> bool:
    """Whether the witness refuses because of what it saw: another size or another root."""
    return isinstance(asked.answer, Reply) and asked.answer.code in (409, 422)
