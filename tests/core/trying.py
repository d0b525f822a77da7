"""Random acts, as the tests of properties try them."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeAlias

from rankandfile.core import engine
from rankandfile.core.act import Act
from rankandfile.core.refusal import Refusal

from ..world import World, handle

Making: TypeAlias = Callable[[Random, World], tuple[Act, dict[str, str]]]


def tried(world: World, chance: Random, acts: Sequence[Making]) -> None:
    """One of these acts is tried; a refusal changes nothing and can be read."""
    world.strike()
    act, texts = chance.choice(acts)(chance, world)
    answer = engine.admit(world.state, act, texts)
    if isinstance(answer, Refusal):
        engine.sentences(answer)
        return
    assert act.by != handle(999), f"a stranger did {act}"
    world.state = engine.follow(world.state, act, answer)
    world.history.append((act, answer, texts))
