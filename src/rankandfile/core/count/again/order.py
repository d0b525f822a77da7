"""Who is elected from an order of all candidates, with limits or without."""

from rankandfile.core.count.again.pile import Pile
from rankandfile.core.count.again.room import Room


def at_the_head(pile: Pile, order: list[int]) -> tuple[list[int], tuple[str, ...]]:
    """The first of the order, without those whom a limit bars when their turn comes, and the note that says so."""
    if not pile.limits:
        return order[: pile.seats], ()
    room, elected = Room(pile), list[int]()
    for place, candidate in enumerate(order):
        if len(elected) < pile.seats and candidate not in room.barred(elected, order[place:]):
            elected.append(candidate)
    return elected, ("passed-over",)
