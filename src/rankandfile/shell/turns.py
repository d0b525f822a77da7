"""Taking turns: many callers, one writer at a time, and whoever writes writes for all who wait.

The first to come leads: it takes everybody's work, gets it done, wakes them with their answers, and passes the lead to
the first of those who came meanwhile. Nobody leads twice, nobody waits for a lock that they do not need, and a writer's
work grows with the crowd. `tests/shell/test_turns.py`; measured in `bench/append.py`.
"""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

W = TypeVar("W")
A = TypeVar("A")


class Turn(Generic[W, A]):
    """One caller's work, and its answer or what kept it from being done."""

    def __init__(self, work: W) -> None:
        self.work = work
        self.answer: A | None = None
        self.trouble: BaseException | None = None
        self.leads = False
        self._asleep = Lock()
        self._asleep.acquire()

    def sleep(self) -> None:
        """Returns when the turn is done, or has come to lead."""
        self._asleep.acquire()

    def wake(self) -> None:
        """Ends the sleep, begun or not."""
        self._asleep.release()


class Turns(Generic[W, A]):
    """The queue before a writer. `write` answers or fails every turn that it is given."""

    def __init__(self, write: Callable[[Sequence[Turn[W, A]]], None]) -> None:
        self._write = write
        self._door = Lock()
        self._waiting: list[Turn[W, A]] = []
        self._led = False

    def take(self, work: W) -> A:
        """The answer to the work. Raises what kept it from being done."""
        turn = Turn[W, A](work)
        with self._door:
            self._waiting.append(turn)
            turn.leads, self._led = not self._led, True
        if not turn.leads:
            turn.sleep()
        if turn.leads:
            self._lead(turn)
        if turn.trouble is not None:
            raise turn.trouble
        assert turn.answer is not None, "woken without an answer"
        return turn.answer

    def _lead(self, leader: Turn[W, A]) -> None:
        with self._door:
            group, self._waiting = self._waiting, []
        try:
            self._write(group)
        except BaseException as trouble:
            for turn in group:
                turn.trouble = trouble
            raise
        finally:
            self._pass_on()
            for turn in group:
                if turn is not leader:
                    turn.wake()

    def _pass_on(self) -> None:
        with self._door:
            self._led = bool(self._waiting)
            if self._waiting:
                self._waiting[0].leads = True
                self._waiting[0].wake()
