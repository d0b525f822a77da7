"""Seats per unit: numbers from real rulebooks, the laws that each method keeps, and the holes that bands leave."""

from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.count.apportion import Apportionment, apportion, holes

UNITED = Apportionment(
    method="bands",
    bands=((9, 0), (19, 1), (29, 2), (49, 3), (69, 4), (89, 5), (129, 6)),
    above=130,
    divisor=40,
    rounding="down",
)


def seats(rule: Apportionment, *members: int, lot: str = "") -> list[int]:
    units = {f"unit {number}": size for number, size in enumerate(members)}
    return [unit.seats for unit in apportion(rule, units, lot).values()]


def test_one_per_seventy_five_to_the_nearest_gives_270_members_four_and_400_five() -> None:
    assert seats(Apportionment(method="divisor-per", divisor=75), 270, 400) == [4, 5]


def test_each_rounding_of_one_per_fifty_is_its_own() -> None:
    given_to = {r: seats(Apportionment(method="divisor-per", divisor=50, rounding=r), 149, 125, 100) for r in ROUNDINGS}
    assert given_to["down"] == [2, 2, 2]
    assert given_to["nearest"] == [3, 3, 2]
    assert given_to["up"] == given_to["or-part-thereof"] == [3, 3, 2]


ROUNDINGS = ("down", "nearest", "up", "or-part-thereof")


def test_a_minimum_and_a_maximum_are_said_to_have_moved_the_seats() -> None:
    rule = Apportionment(method="divisor-per", divisor=50, minimum=1, maximum=4)
    small, large, middle = apportion(rule, {"small": 3, "large": 1000, "middle": 100}).values()
    assert (small.seats, small.unlimited, small.limit) == (1, 0, "minimum")
    assert (large.seats, large.unlimited, large.limit) == (4, 20, "maximum")
    assert (middle.seats, middle.limit, middle.quotient) == (2, "", (100, 50))


def test_bands_of_a_real_union_leave_130_members_undefined() -> None:
    assert holes(UNITED) == ((130, 130),)


def test_bands_of_a_real_union_give_what_its_constitution_says() -> None:
    assert seats(UNITED, 0, 9, 10, 29, 30, 129, 131, 170, 210) == [0, 0, 1, 2, 3, 6, 6, 7, 8]


def test_a_number_that_the_bands_forget_gets_the_band_below_and_is_marked() -> None:
    forgotten = apportion(UNITED, {"branch": 130})["branch"]
    assert (forgotten.seats, forgotten.defined) == (6, False)


def test_bands_without_a_divisor_end_somewhere() -> None:
    assert holes(Apportionment(method="bands", bands=((50, 1), (100, 2)))) == ((101, None),)
    assert not apportion(Apportionment(method="bands", bands=((50, 1),)), {"branch": 51})["branch"].defined


def test_bands_written_with_both_ends_can_leave_a_gap() -> None:
    rule = Apportionment(method="bands", bands=((10, 49, 1), (60, 99, 2)), divisor=50)
    assert holes(rule) == ((1, 9), (50, 59))
    assert [unit.defined for unit in apportion(rule, {"a": 5, "b": 55, "c": 60, "d": 100}).values()] == [
        False,
        False,
        True,
        True,
    ]


def test_other_rules_leave_no_hole() -> None:
    assert holes(Apportionment(method="divisor-per", divisor=75)) == ()


def test_the_square_root_is_rounded_exactly() -> None:
    down, near, up = (Apportionment(method="square-root", divisor=2, rounding=r) for r in ("down", "nearest", "up"))
    assert [seats(rule, 100, 120, 121, 122) for rule in (down, near, up)] == [
        [5, 5, 5, 5],
        [5, 5, 6, 6],
        [5, 6, 6, 6],
    ]


def test_equal_units_have_equal_seats() -> None:
    assert seats(Apportionment(method="equal", each=2), 5, 500) == [2, 2]


VOTES = (53, 24, 23)


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ("dhondt", [4, 2, 1]),
        ("sainte-lague", [3, 2, 2]),
        ("modified-sainte-lague", [3, 2, 2]),
        ("imperiali", [5, 1, 1]),
        ("danish", [3, 2, 2]),
        ("adams", [3, 2, 2]),
        ("huntington-hill", [3, 2, 2]),
    ],
)
def test_highest_averages_of_a_textbook_example(series: str, expected: list[int]) -> None:
    rule = msgspec.convert({"method": "highest-averages", "series": series, "house_size": 7}, Apportionment)
    assert seats(rule, *VOTES) == expected


def test_hamilton_of_a_textbook_example() -> None:
    assert seats(Apportionment(method="largest-remainder", house_size=7), *VOTES) == [4, 2, 1]


def test_a_house_keeps_its_size_with_minimum_and_maximum() -> None:
    for method in ("highest-averages", "largest-remainder"):
        rule = msgspec.convert({"method": method, "house_size": 20, "minimum": 2, "maximum": 9}, Apportionment)
        found = seats(rule, 1000, 80, 3, 40)
        assert (sum(found), found[0], found[2]) == (20, 9, 2)


def test_equal_quotients_are_decided_by_the_lot_and_marked() -> None:
    for method in ("highest-averages", "largest-remainder"):
        rule = msgspec.convert({"method": method, "house_size": 3}, Apportionment)
        found = {tuple(seats(rule, 10, 10, lot=str(number))) for number in range(20)}
        assert found == {(2, 1), (1, 2)}
        assert any(unit.by_lot for unit in apportion(rule, {"a": 10, "b": 10}).values())


def test_the_proof_of_a_seat_names_the_average_that_won_it() -> None:
    rule = Apportionment(method="highest-averages", series="dhondt", house_size=3)
    assert apportion(rule, {"a": 60, "b": 40})["a"].quotient == (30, 1)


@pytest.mark.parametrize(
    "clause",
    [
        {"method": "divisor-per"},
        {"method": "bands"},
        {"method": "highest-averages"},
        {"method": "equal", "each": 1, "minimum": 3, "maximum": 2},
        {"method": "equal", "each": 1, "minimum": -1},
        {"method": "bands", "bands": [[10]]},
        {"method": "bands", "bands": [[10, 1], [5, 2]]},
        {"method": "bands", "bands": [[10, 1], [5, 20, 2]]},
    ],
)
def test_a_clause_that_cannot_be_carried_out_is_refused(clause: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(clause, Apportionment)


@pytest.mark.parametrize(
    ("limits", "members"), [({"minimum": 4}, (5, 5, 5)), ({"maximum": 3}, (5, 5, 5)), ({}, (0, 0)), ({}, (-1, 5))]
)
def test_a_house_that_cannot_be_filled_is_refused(limits: dict[str, int], members: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"units|member"):
        seats(Apportionment(method="highest-averages", house_size=10, **limits), *members)


UNITS = st.lists(st.integers(1, 10**6), min_size=1, max_size=12)


@given(UNITS, st.integers(1, 60))
def test_hamilton_stays_within_the_quota(members: list[int], house: int) -> None:
    given_to = seats(Apportionment(method="largest-remainder", house_size=house), *members)
    assert sum(given_to) == house
    for number, held in zip(members, given_to, strict=True):
        assert abs(Fraction(number * house, sum(members)) - held) < 1


@given(UNITS, st.integers(1, 40))
def test_highest_averages_never_take_a_seat_away_when_the_house_grows(members: list[int], house: int) -> None:
    before = seats(Apportionment(method="highest-averages", house_size=house), *members)
    after = seats(Apportionment(method="highest-averages", house_size=house + 1), *members)
    assert sum(after) == house + 1
    assert all(b <= a for b, a in zip(before, after, strict=True))


@given(UNITS, st.integers(1, 40))
def test_dhondt_never_falls_below_the_lower_quota(members: list[int], house: int) -> None:
    given_to = seats(Apportionment(method="highest-averages", series="dhondt", house_size=house), *members)
    assert all(held >= number * house // sum(members) for number, held in zip(members, given_to, strict=True))


@given(UNITS, st.integers(12, 60))
def test_adams_never_rises_above_the_upper_quota(members: list[int], house: int) -> None:
    given_to = seats(Apportionment(method="highest-averages", series="adams", house_size=house), *members)
    assert sum(given_to) == house
    assert all(held <= -(-number * house // sum(members)) for number, held in zip(members, given_to, strict=True))
