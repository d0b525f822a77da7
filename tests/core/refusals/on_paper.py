"""The refusals of votes on paper, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.on_paper import MarkOnPaper
from rankandfile.core.ids import Moment, VoteId
from rankandfile.core.refusal import Refusal
from tests.world import TELLERS, World, handle, opened

from .stages import on, voting


def marks(world: World, vote: str = "V1", held: int = 0) -> MarkOnPaper:
    """A teller marks the vote."""
    return MarkOnPaper(handle(TELLERS[0]), world.now, VoteId(vote), Moment(held or world.now))


def marked() -> World:
    """A vote is marked."""
    world = voting()
    world.does(marks(world), reason="The network failed.")
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "paper.unknown": lambda: on(opened(), marks, reason="Why."),
    "paper.held": lambda: on(voting(), lambda w: marks(w, held=w.now + 60), reason="Why."),
    "paper.marked": lambda: on(marked(), marks, reason="Why."),
}
