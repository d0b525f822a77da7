"""What follows from a state alone, worked out once for each state and not once for each page of it.

    issues = Once(_issues)
    issues(state, "C2")          # worked out when first asked; the same value until the record grows

A state is one frozen value and another one takes its place with each entry, so what is kept for it cannot be out of
date. Only values of a state alone are kept here: nothing about a reader, no words in anybody's language, no text out of
the vault, which can be destroyed while the state stays what it is.
"""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from rankandfile.core.state import State

T = TypeVar("T")


class Once(Generic[T]):
    """A question to a state whose answers are kept for the newest state asked. Safe to ask from many threads."""

    def __init__(self, answer: Callable[..., T]) -> None:
        self._answer = answer
        self._kept: tuple[State, dict[Hashable, T]] = (State(), {})

    def __call__(self, state: State, *about: Any) -> T:
        known, answers = self._kept
        if known is not state:
            answers = {}
            self._kept = (state, answers)
        if about not in answers:
            answers[about] = self._answer(state, *about)
        return answers[about]
