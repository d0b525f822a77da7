"""What an operator can do who changes the software itself: the real server, with one function exchanged.

The tampered server signs whatever it does with the real key. Nothing of it is in the product: only these tests do it.
"""

from collections.abc import Callable
from typing import Any

import pytest

from rankandfile.core import engine
from rankandfile.core.act import Act, Effect
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from rankandfile.shell import draft

Tampering = Callable[[State, Act, tuple[Effect, ...]], tuple[Effect, ...]]


def tampered(monkeypatch: pytest.MonkeyPatch, tampering: Tampering) -> None:
    """The server records other effects than the rules give."""

    def decide(state: State, act: Act, texts: Any) -> Any:
        answer = engine.admit(state, act, texts)
        return answer if isinstance(answer, Refusal) else tampering(state, act, answer)

    monkeypatch.setattr(draft, "admit", decide)


def lawless(monkeypatch: pytest.MonkeyPatch, effects: Callable[[State, Act], tuple[Effect, ...]]) -> None:
    """The server records what it likes, whether or not the act was allowed."""
    monkeypatch.setattr(draft, "admit", lambda state, act, texts: effects(state, act))


def honest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own function is back."""
    monkeypatch.setattr(draft, "admit", engine.admit)
