"""Apportionment: how many delegates a branch of so many members sends, with the proof of each seat.

Two families. Rules of the first look at one unit alone: one delegate per so many members, a table of bands, the square
root. Rules of the second share out a house of fixed size: highest averages (D'Hondt, Sainte-Laguë and others) and
largest remainders (Hamilton). `holes` says which numbers of members a table of bands forgets.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import isqrt
from typing import Literal

from msgspec import Struct

from rankandfile.core.count.shares import Rounding, rounded
from rankandfile.core.ids import Lot
from rankandfile.core.lots import draw_key

Method = Literal["divisor-per", "bands", "square-root", "highest-averages", "largest-remainder", "equal"]
Series = Literal["dhondt", "sainte-lague", "modified-sainte-lague", "imperiali", "danish", "adams", "huntington-hill"]


class Apportionment(Struct, frozen=True, forbid_unknown_fields=True):
    """One clause on seats per unit, as a rulebook's table says it."""

    method: Method
    divisor: int = 0  # members per delegate; of a square root, what it is divided by
    rounding: Rounding = "nearest"
    bands: tuple[tuple[int, ...], ...] = ()  # (up to so many members, seats) or (from, up to, seats)
    above: int = 0  # bands: with more members than this, one more seat for each further `divisor`
    series: Series = "sainte-lague"
    each: int = 0  # equal: seats of each unit
    minimum: int = 0
    maximum: int = 0  # 0: none
    house_size: int = 0

    def __post_init__(self) -> None:
        _check(self)


class Seats(Struct, frozen=True):
    """A unit's seats and why: the exact quotient, what it was rounded to, and which limit moved it."""

    unit: str
    members: int
    seats: int
    quotient: tuple[int, int]  # numerator and denominator of what was rounded or compared
    unlimited: int  # seats before minimum and maximum
    limit: Literal["", "minimum", "maximum"] = ""
    defined: bool = True  # False: the bands forget this number, and the band below was taken
    by_lot: bool = False  # the last seat was decided between equal quotients by lot


def apportion(rule: Apportionment, members: Mapping[str, int], lot: str = "") -> dict[str, Seats]:
    """The seats of every unit, in the order of the units. Equal quotients are decided by the lot."""
    if any(number < 0 for number in members.values()):
        raise ValueError("a unit cannot have fewer than no members")
    if rule.method == "highest-averages":
        return _highest_averages(rule, members, lot)
    if rule.method == "largest-remainder":
        return _largest_remainder(rule, members, lot)
    return {unit: _alone(rule, unit, number) for unit, number in members.items()}


def holes(rule: Apportionment) -> tuple[tuple[int, int | None], ...]:
    """The runs of member numbers, from 1, that the rule's bands leave undefined; None: without end."""
    found: list[tuple[int, int | None]] = []
    expected = 1
    for first, upto, _ in _spans(rule):
        if first > expected:
            found.append((expected, first - 1))
        expected = upto + 1
    if rule.method != "bands":
        return ()
    if not rule.divisor:
        return (*found, (expected, None))
    if rule.above >= expected:
        found.append((expected, rule.above))
    return tuple(found)


def _check(rule: Apportionment) -> None:
    """Passes a rule that can be carried out, and says what is missing in one that cannot."""
    needs: dict[Method, tuple[str, ...]] = {
        "divisor-per": ("divisor",),
        "square-root": ("divisor",),
        "bands": ("bands",),
        "highest-averages": ("house_size",),
        "largest-remainder": ("house_size",),
        "equal": ("each",),
    }
    for name in needs[rule.method]:
        if not getattr(rule, name):
            raise ValueError(f"an apportionment by {rule.method} needs {name}")
    if min(rule.divisor, rule.above, rule.each, rule.minimum, rule.maximum, rule.house_size) < 0:
        raise ValueError("an apportionment has no negative numbers")
    if 0 < rule.maximum < rule.minimum:
        raise ValueError("the maximum is below the minimum")
    _check_bands(rule)


def _check_bands(rule: Apportionment) -> None:
    if any(len(band) not in (2, 3) for band in rule.bands):
        raise ValueError("a band is (up to, seats) or (from, up to, seats)")
    expected = 1
    for first, upto, _ in _spans(rule):
        if first < expected or upto < first:
            raise ValueError(f"the band up to {upto} overlaps the one before it")
        expected = upto + 1


def _spans(rule: Apportionment) -> list[tuple[int, int, int]]:
    """The bands with both ends: a band written without its start begins where the one before ends."""
    spans: list[tuple[int, int, int]] = []
    for band in rule.bands:
        first = spans[-1][1] + 1 if spans else 1
        spans.append((band[0], band[1], band[2]) if len(band) == 3 else (first, band[0], band[1]))
    return spans


def _alone(rule: Apportionment, unit: str, members: int) -> Seats:
    """The seats of a unit under a rule that looks at it alone."""
    if rule.method == "bands":
        return _in_bands(rule, unit, members)
    if rule.method == "equal":
        return _limited(rule, unit, members, (rule.each, 1), rule.each)
    if rule.method == "square-root":
        return _limited(rule, unit, members, (members, rule.divisor**2), _root(rule, members))
    share = Fraction(members, rule.divisor)
    return _limited(rule, unit, members, (members, rule.divisor), rounded(share, rule.rounding))


def _root(rule: Apportionment, members: int) -> int:
    """√members / divisor, rounded, without writing the root down."""
    down = isqrt(members // rule.divisor**2)
    if rule.rounding == "down":
        return down
    if rule.rounding == "nearest":
        return (isqrt(4 * members) + rule.divisor) // (2 * rule.divisor)
    return down + (members > (down * rule.divisor) ** 2)


def _in_bands(rule: Apportionment, unit: str, members: int) -> Seats:
    """The seats of the band that the unit falls into, or beyond the last band one more per divisor."""
    seats, defined = 0, members == 0
    for first, upto, of_band in _spans(rule):
        if members < first:
            break
        seats, defined = of_band, members <= upto
    above = max(rule.above, _spans(rule)[-1][1])
    if rule.divisor and members > above:
        seats, defined = seats + rounded(Fraction(members - above, rule.divisor), rule.rounding), True
    return _limited(rule, unit, members, (members, 1), seats, defined=defined)


def _limited(
    rule: Apportionment, unit: str, members: int, quotient: tuple[int, int], seats: int, *, defined: bool = True
) -> Seats:
    """The seats after minimum and maximum."""
    if seats < rule.minimum:
        return Seats(unit, members, rule.minimum, quotient, seats, "minimum", defined)
    if rule.maximum and seats > rule.maximum:
        return Seats(unit, members, rule.maximum, quotient, seats, "maximum", defined)
    return Seats(unit, members, seats, quotient, seats, "", defined)


DIVISORS: dict[Series, Callable[[int], Fraction]] = {
    "dhondt": lambda held: Fraction(held + 1),
    "sainte-lague": lambda held: Fraction(2 * held + 1),
    "modified-sainte-lague": lambda held: Fraction(2 * held + 1) if held else Fraction(7, 5),
    "imperiali": lambda held: Fraction(held + 2, 2),
    "danish": lambda held: Fraction(3 * held + 1),
    "adams": lambda held: Fraction(held),
    "huntington-hill": lambda held: Fraction(held * (held + 1)),
}
"""The divisor of a unit that holds so many seats already. Adams and Huntington-Hill begin with 0: a seat for everyone
first. Huntington-Hill's √(n(n+1)) stands here as its square, and the members are squared to match."""


def _average(rule: Apportionment, members: int, held: int) -> tuple[bool, Fraction]:
    """What a unit's next seat is worth; a divisor of 0 comes before all others."""
    divisor = DIVISORS[rule.series](held)
    weight = members**2 if rule.series == "huntington-hill" else members
    return (True, Fraction(weight)) if divisor == 0 else (False, Fraction(weight) / divisor)


def _highest_averages(rule: Apportionment, members: Mapping[str, int], lot: str) -> dict[str, Seats]:
    """Each seat in turn to the unit whose next seat is worth most; the minimum first, nobody above the maximum."""
    held = dict.fromkeys(members, rule.minimum)
    _room(rule, members)
    last: dict[str, tuple[Fraction, bool]] = {}
    for number in range(sum(held.values()), rule.house_size):
        open_to = [u for u in members if not rule.maximum or held[u] < rule.maximum]
        worth = {unit: _average(rule, members[unit], held[unit]) for unit in open_to}
        best = [unit for unit in open_to if worth[unit] == max(worth.values())]
        chosen = min(best, key=lambda unit: draw_key(Lot(lot), f"seat {number + 1}", unit))
        held[chosen] += 1
        last[chosen] = (worth[chosen][1], len(best) > 1)
    return {unit: _proven(rule, unit, members[unit], held[unit], last.get(unit)) for unit in members}


def _room(rule: Apportionment, members: Mapping[str, int]) -> None:
    """Passes when the house can be filled between minimum and maximum."""
    if rule.minimum * len(members) > rule.house_size:
        raise ValueError(f"a minimum of {rule.minimum} for each of {len(members)} units exceeds the house")
    if rule.maximum and rule.maximum * len(members) < rule.house_size:
        raise ValueError(f"a maximum of {rule.maximum} for each of {len(members)} units leaves seats empty")
    if not sum(members.values()):
        raise ValueError("there is no member to give the house's seats to")


def _proven(rule: Apportionment, unit: str, members: int, seats: int, last: tuple[Fraction, bool] | None) -> Seats:
    """A unit's seats with the average that its last seat was won by."""
    average, by_lot = last or (Fraction(0), False)
    limit: Literal["", "minimum", "maximum"] = "minimum" if last is None and seats else ""
    if rule.maximum and seats == rule.maximum:
        limit = "maximum"
    return Seats(unit, members, seats, average.as_integer_ratio(), seats, limit, by_lot=by_lot)


def _largest_remainder(rule: Apportionment, members: Mapping[str, int], lot: str) -> dict[str, Seats]:
    """Whole quotas first, then one each to the largest remainders. Units outside the limits are fixed there, and the
    others share the rest anew."""
    _room(rule, members)
    fixed: dict[str, Seats] = {}
    while True:
        free = {unit: number for unit, number in members.items() if unit not in fixed}
        house = rule.house_size - sum(seats.seats for seats in fixed.values())
        shared = _hamilton(free, house, lot)
        limited = {unit: _limited(rule, unit, s.members, s.quotient, s.seats) for unit, s in shared.items()}
        outside = _outside(limited)
        if not outside:
            found = {**fixed, **shared}
            return {unit: found[unit] for unit in members}
        fixed |= outside


def _outside(limited: Mapping[str, Seats]) -> dict[str, Seats]:
    """The units to fix at a limit: those on the side where more seats are at stake, so that the house can be kept."""
    below = {unit: s for unit, s in limited.items() if s.limit == "minimum"}
    above = {unit: s for unit, s in limited.items() if s.limit == "maximum"}
    lacking = sum(s.seats - s.unlimited for s in below.values())
    over = sum(s.unlimited - s.seats for s in above.values())
    return above if over > lacking else below


def _hamilton(members: Mapping[str, int], house: int, lot: str) -> dict[str, Seats]:
    """Hamilton's shares of one house, without limits."""
    total = sum(members.values()) or 1
    quotas = {unit: Fraction(number * house, total) for unit, number in members.items()}
    whole = {unit: rounded(quota, "down") for unit, quota in quotas.items()}
    ranked = sorted(members, key=lambda u: (whole[u] - quotas[u], draw_key(Lot(lot), "remainder", u)))
    lucky = ranked[: house - sum(whole.values())]
    by_lot = _lot_at_the_edge(ranked, len(lucky), {unit: quotas[unit] - whole[unit] for unit in members})
    return {
        u: Seats(u, members[u], s := whole[u] + (u in lucky), quotas[u].as_integer_ratio(), s, by_lot=u in by_lot)
        for u in members
    }


def _lot_at_the_edge(ranked: list[str], given: int, remainder: Mapping[str, Fraction]) -> list[str]:
    """The units between which only the lot stood: same remainder, some with and some without the seat."""
    if not 0 < given < len(ranked) or remainder[ranked[given - 1]] != remainder[ranked[given]]:
        return []
    return [unit for unit in ranked if remainder[unit] == remainder[ranked[given]]]
