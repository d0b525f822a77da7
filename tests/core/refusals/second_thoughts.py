"""The refusals of taking a second for an amendment back, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.second_thoughts import WithdrawAmendmentSecond
from rankandfile.core.refusal import Refusal
from tests.world import World, handle

from .stages import SECONDERS, later, on, with_amendment

A1 = "M1-A1"


def back(world: World, by: int = 11) -> WithdrawAmendmentSecond:
    """The second for the first amendment is taken back."""
    return WithdrawAmendmentSecond(handle(by), world.now, A1)


def seconded(numbers: tuple[int, ...] = (11,)) -> World:
    """Members have seconded the amendment; its motion has its support."""
    world = with_amendment()
    world.second("M1", SECONDERS)
    for number in numbers:
        world.does(SecondAmendment(handle(number), world.now, A1))
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "amendment.not_seconded": lambda: on(seconded(), lambda w: back(w, 12)),
    "amendment.seconds_stay": lambda: later(seconded(), back, seconded().at("amendments-close")),
}
