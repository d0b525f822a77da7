"""A count under constraints, and beside it what the result would have been without them."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from rankandfile.core.count.account import Account
from rankandfile.core.count.ballots import Ballots
from rankandfile.core.count.best_committee import count_pav
from rankandfile.core.count.committees import count_sequential_pav
from rankandfile.core.count.constraints import Constraint, Guard, guard, limits
from rankandfile.core.count.equal import in_orders
from rankandfile.core.count.families import GREGORY, MEEK
from rankandfile.core.count.gregory import count_gregory
from rankandfile.core.count.meek import count_meek
from rankandfile.core.count.methods import count
from rankandfile.core.count.question import Question


class Constrained(Struct, frozen=True):
    """Both accounts, and whom the constraints brought in and kept out."""

    account: Account
    without: Account
    brought_in: tuple[int, ...]
    kept_out: tuple[int, ...]


def count_constrained(
    method: str,
    candidates: tuple[str, ...],
    ballots: Ballots,
    seats: int,
    lot: str,
    constraints: Sequence[Constraint],
    attributes: Sequence[Mapping[str, str]],
    withdrawn: tuple[int, ...] = (),
) -> Constrained:
    """The count under the constraints, where the method transfers papers by value or makes an order of all."""
    without = count(method, candidates, ballots, seats, lot, withdrawn)
    found = limits(constraints, attributes, seats)
    standing = [candidate for candidate in range(len(candidates)) if candidate not in withdrawn]
    account = count_guarded(without, ballots, guard(found, standing, seats))
    account = replace(account, constraints=found)
    now, before = set(account.elected), set(without.elected)
    return Constrained(account, without, tuple(sorted(now - before)), tuple(sorted(before - now)))


def count_guarded(without: Account, ballots: Ballots, keeper: Guard) -> Account:
    """The account of the same count with a guard to ask before each election and exclusion."""
    method, rest = without.method, (without.seats, without.lot, without.withdrawn)
    if method in GREGORY:
        return count_gregory(GREGORY[method], Question(without.candidates, in_orders(ballots), *rest), keeper)
    if method in MEEK:
        return count_meek(MEEK[method], Question(without.candidates, in_orders(ballots), *rest), keeper)
    if method in ("pav", "sequential-pav"):
        counter = count_pav if method == "pav" else count_sequential_pav
        return counter(Question(without.candidates, ballots, *rest), keeper)
    if without.order and method != "phragmen":
        return _from_the_head(count(method, without.candidates, ballots, *rest), keeper)
    raise ValueError(f"{method} cannot be counted under constraints")


def _from_the_head(without: Account, keeper: Guard) -> Account:
    """The first of the order who are not barred by those before them."""
    elected: list[int] = []
    left = [candidate for candidate in without.order if candidate not in without.withdrawn]
    while left and len(elected) < without.seats:
        barred = keeper.doomed(elected, left)
        candidate = left.pop(0)
        if candidate not in barred:
            elected.append(candidate)
    *earlier, last = without.stages
    stages = (*earlier, replace(last, elected=tuple(elected), notes=(*last.notes, "passed-over")))
    return replace(without, stages=stages, elected=tuple(elected))
