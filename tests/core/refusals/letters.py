"""The refusals of letters from member to member, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.relay import Sent, why_not_write
from rankandfile.core.ids import Moment
from rankandfile.core.refusal import Refusal
from tests.world import World, handle, organisation

from .stages import RULES

CLAUSE = '\n[letters]\narticle = "19"\nnumber = {}\npeople = {}\n'


def under(number: int, people: int = 0) -> World:
    """An organisation that allows so many letters a week, to so many people."""
    return organisation(RULES + CLAUSE.format(number, people))


def _refused(world: World, people: int, *sent: int) -> Refusal:
    letters = [Sent(Moment(world.now - 3600), each) for each in sent]
    refusal = why_not_write(world.state, handle(11), world.now, people, letters)
    assert refusal is not None
    return refusal


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "letters.none": lambda: _refused(under(0), 1),
    "letters.enough": lambda: _refused(under(2), 1, 1, 1),
    "letters.people": lambda: _refused(under(9, 30), 20, 15),
    "letters.too_many": lambda: _refused(under(9, 30), 31),
    "letters.nobody": lambda: _refused(organisation(), 0),
}
