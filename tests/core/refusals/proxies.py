"""The refusals of proxies and card votes, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.casting import CastVote
from rankandfile.core.chapters.credentials import CheckOut
from rankandfile.core.chapters.proxies import GiveProxy, WithdrawProxy
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.refusal import Refusal
from tests.world import World, handle, opened

from .speaking import delegates
from .stages import C1, CHAIRING, RULES, in_item, on, subject

PROXIES = RULES + '\n[proxies]\narticle = "96"\n'
TWO = PROXIES + "per_holder = 2\n"
IN_BRANCH = PROXIES + 'within = "branch"\n'
CARDS = RULES + '\n[card_votes]\narticle = "97"\nbusiness = ["policy"]\n'


def away(world: World, *places: int) -> World:
    """These delegates have left the meeting."""
    for place in places:
        person = delegates(world)[place]
        world.does(CheckOut(person, world.now, C1, person))
    return world


def gives(world: World, giver: int, holder: int) -> GiveProxy:
    """One delegate lets another vote."""
    people = delegates(world)
    return GiveProxy(people[giver], world.now, C1, people[holder])


def given(rulebook: str = PROXIES, giver: int = 0, holder: int = 1) -> World:
    """Somebody is away, and another votes for them."""
    world = away(opened(rulebook), giver)
    world.does(gives(world, giver, holder))
    return world


def voted() -> World:
    """A roll call is open, in which one votes for two."""
    world = given()
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    world.does(PutToVote(CHAIRING, world.now, C1, subject(world), "roll-call"))
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "proxy.none": lambda: on(away(opened(), 0), lambda w: gives(w, 0, 1)),
    "proxy.no_vote": lambda: on(away(opened(PROXIES), 0), lambda w: GiveProxy(delegates(w)[0], w.now, C1, handle(39))),
    "proxy.present": lambda: on(opened(PROXIES), lambda w: gives(w, 0, 1)),
    "proxy.given": lambda: on(given(), lambda w: gives(w, 0, 2)),
    "proxy.not_given": lambda: on(given(), lambda w: WithdrawProxy(delegates(w)[1], w.now, C1)),
    "proxy.handed_on": lambda: on(away(given(), 2), lambda w: gives(w, 2, 0)),
    "proxy.limit": lambda: on(away(given(), 2), lambda w: gives(w, 2, 1)),
    "proxy.branch": lambda: on(away(opened(IN_BRANCH), 0), lambda w: gives(w, 0, 6)),
    "vote.not_yours": lambda: on(
        voted(),
        lambda w: CastVote(delegates(w)[1], w.now, "V1", "y", delegates(w)[2]),  # type: ignore[arg-type]
    ),
    "vote.card_vote": lambda: on(in_item(CARDS), lambda w: PutToVote(CHAIRING, w.now, C1, subject(w), "roll-call")),
    "vote.no_card_vote": lambda: on(
        in_item(CARDS), lambda w: PutToVote(CHAIRING, w.now, C1, "close", "roll-call", True)
    ),
}
