"""Candidates put equal, in methods that need an order: a ballot is split evenly into every order it could mean.

A ballot with A and B equal before C is half a ballot A, B, C and half a ballot B, A, C. All parts are kept whole by
counting in a smaller unit. (Another way is to give each of the equal candidates an equal share; the two ways differ.)
"""

from itertools import permutations, product
from math import factorial, lcm, prod

from rankandfile.core.count.ballots import LARGEST, Ballots, gather, groups, has_equals, rows

MOST_ORDERS = 5040


def in_orders(ballots: Ballots) -> Ballots:
    """The same ballots without candidates put equal, but for overvotes that the count settles. Cost: nothing where
    there are none."""
    if ballots.contested or not has_equals(ballots):
        return ballots
    split = []
    for count, chosen, marks in rows(ballots):
        grouped = groups(chosen, marks)
        orders = prod(factorial(len(group)) for group in grouped)
        if orders > MOST_ORDERS:
            raise ValueError(f"a ballot that could mean {orders} orders cannot be split; at most {MOST_ORDERS} can")
        split.append((count, grouped, orders))
    unit = lcm(*(orders for _, _, orders in split))
    if ballots.total * unit >= LARGEST:
        raise ValueError(f"{ballots.total:,} ballots split into parts of 1/{unit:,} cannot be counted exactly")
    return gather(
        ballots.candidates,
        (
            (count * unit // orders, tuple(candidate for group in order for candidate in group))
            for count, grouped, orders in split
            for order in product(*(permutations(group) for group in grouped))
        ),
        ballots.unit * unit,
    )
