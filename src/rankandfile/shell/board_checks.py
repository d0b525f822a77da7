"""The heavy arithmetic of boards, in processes of its own, so that whoever serves pages goes on serving them.

A ballot takes milliseconds of one core, a shuffle of thousands of ballots seconds. Bytes go in and come out; nothing
here touches a file. A process that dies (out of memory, killed) is replaced, and its work is done once more.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from multiprocessing import get_context, parent_process
from threading import Lock, Thread
from typing import ParamSpec, TypeVar

from rankandfile.core.ballot import course, election
from rankandfile.core.ballot.archive import opened, posted
from rankandfile.core.ballot.audit import audit
from rankandfile.core.ballot.checking import checked
from rankandfile.core.ballot.election import Election
from rankandfile.core.ballot.refused import Refused

from .trouble import Busy

P = ParamSpec("P")
T = TypeVar("T")
PATIENCE = 600
"""Seconds that a piece of work may take before whoever asked is told to try again."""
POLITE = 5
"""How far the processes stand back behind those that serve pages (nice)."""


class Checks:
    """The processes, begun when there is first work for them."""

    def __init__(self, number: int | None = None) -> None:
        self._number = number or os.cpu_count() or 1
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None

    def done(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the work gives. Raises Refused where it does, Busy where it takes too long."""
        for is_last in (False, True):
            pool = self._running()
            try:
                future: Future[T] = pool.submit(work, *args, **kwargs)
                return future.result(PATIENCE)
            except BrokenProcessPool:
                self._replace(pool)
                if is_last:
                    raise
            except TooLong as error:
                raise Busy("The arithmetic of a board takes longer than it should. Try again.") from error
        raise AssertionError("the last turn returns or raises")

    def close(self) -> None:
        """The processes have ended."""
        self._replace(None)

    def _running(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(self._number, get_context("spawn"), _begin)
            return self._pool

    def _replace(self, broken: ProcessPoolExecutor | None) -> None:
        with self._lock:
            if self._pool is not None and broken in (None, self._pool):
                self._pool.shutdown(wait=broken is None, cancel_futures=True)
                self._pool = None


def _begin() -> None:
    """In each process: it stands back, and it ends with whoever began it, even one that was killed."""
    os.nice(POLITE)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@lru_cache(maxsize=16)
def _election(content: bytes) -> Election:
    return election.opened(content)


def check_ballot(own: bytes, ballot: bytes, credential: str) -> None:
    """Raises Refused unless the ballot holds in this election, under this credential."""
    checked(_election(own), ballot, (credential,))


def closing(start: bytes, ballots: Sequence[bytes]) -> tuple[tuple[bytes, ...], int]:
    """The objects of the encrypted tally, and how many ballots count."""
    return course.closing(posted(start), ballots)


def shuffled(steps: Sequence[bytes], number: int, content: bytes) -> tuple[bytes, ...]:
    """The objects of this trustee's shuffle of a board with these steps."""
    return course.shuffled(course.followed([posted(d) for d in steps]), number, content)


def shared(steps: Sequence[bytes], number: int, content: bytes) -> tuple[bytes, ...]:
    """The objects of this trustee's share."""
    return course.shared(course.followed([posted(d) for d in steps]), number, content)


def resulting(steps: Sequence[bytes]) -> bytes:
    """The result."""
    return course.resulting(course.followed([posted(d) for d in steps]))


def rehearsed(content: bytes, keys: bytes) -> str:
    """The head of an archive on which exactly these trustees opened a result. Raises Refused for anything else."""
    found = audit(content)
    if found.findings:
        raise Refused(f"The rehearsal does not hold: {found.findings[0].what}")
    if found.result is None:
        raise Refused("The rehearsal was not opened: its board has no result.")
    if opened(content).events[0].objects[1] != keys:
        raise Refused("The rehearsal was opened by other trustees, or with other keys.")
    return found.head


def setting_up(own: bytes, keys: bytes, voters: bytes) -> tuple[bytes, ...]:
    """The objects of the first event."""
    return course.setup(own, keys, voters)
