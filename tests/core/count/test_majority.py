"""Majorities are exact, and each part of a clause changes what it says it changes."""

from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.count.majority import Decision, Majority, decide


def required(yes: int, no: int, abstained: int = 0, spoiled: int = 0, **clause: object) -> int:
    return decide(msgspec.convert(clause, Majority), yes, no, abstained, spoiled).required


def test_two_thirds_of_seven_is_five() -> None:
    assert required(4, 3, ratio="2/3", comparison="at-least") == 5


def test_three_quarters_of_seven_is_six() -> None:
    assert required(4, 3, ratio="3/4", comparison="at-least") == 6


def test_a_simple_majority_of_two_hundred_cast_is_one_hundred_and_one() -> None:
    assert required(100, 100) == 101


def test_more_than_two_thirds_of_six_is_five_and_at_least_two_thirds_is_four() -> None:
    assert required(3, 3, ratio="2/3") == 5
    assert required(3, 3, ratio="2/3", comparison="at-least") == 4


def test_abstentions_count_against_only_where_the_clause_says_so() -> None:
    assert required(50, 40, 20) == 46
    assert required(50, 40, 20, abstentions="count") == 56


def test_spoilt_votes_enlarge_the_base_only_where_the_clause_says_so() -> None:
    assert required(50, 40, 0, 20) == 46
    assert required(50, 40, 0, 20, spoilt="count") == 56


def test_a_majority_of_those_present_counts_the_silent() -> None:
    assert not decide(Majority(base="present"), 50, 10, present=100).carried
    assert decide(Majority(base="present"), 51, 10, present=100).carried


def test_a_majority_of_the_entitled_counts_empty_seats_only_where_the_clause_says_so() -> None:
    assert decide(Majority(base="entitled"), 6, 0, entitled=10, vacant=4).required == 6
    assert decide(Majority(base="entitled", vacant="count"), 6, 0, entitled=10, vacant=4).required == 8


def test_a_floor_is_a_number_of_votes_or_a_share_of_the_entitled() -> None:
    assert decide(Majority(floor=20), 10, 2).required == 20
    below = decide(Majority(floor="1/4"), 10, 2, entitled=41)
    assert (below.required, below.floor, below.share, below.missing) == (11, 11, 7, 1)


def test_rounding_is_done_before_the_comparison() -> None:
    assert required(4, 3, ratio="1/2", rounding="nearest") == 5
    assert required(4, 3, ratio="2/3", comparison="at-least", rounding="down") == 4
    assert required(4, 3, ratio="2/3", comparison="at-least", rounding="nearest") == 5


def test_a_tie_falls_or_goes_to_the_chair_or_to_the_lot() -> None:
    assert decide(Majority(), 5, 5).settle == ""
    assert decide(Majority(tie="chair"), 5, 5).settle == "chair"
    assert decide(Majority(tie="lot"), 5, 5).settle == "lot"


def test_equal_votes_are_no_tie_where_one_more_would_not_carry() -> None:
    two_thirds = decide(Majority(ratio="2/3", tie="chair"), 50, 50)
    assert (two_thirds.tied, two_thirds.settle) == (False, "")


def test_nothing_carries_without_one_yes() -> None:
    assert not decide(Majority(ratio="0", comparison="at-least"), 0, 0).carried


@pytest.mark.parametrize(
    "clause", [{"ratio": "3/2"}, {"ratio": "-1/2"}, {"floor": -1}, {"floor": "x"}, {"base": "all"}, {"majority": "1/2"}]
)
def test_a_clause_that_makes_no_sense_is_refused(clause: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(clause, Majority)


def test_negative_votes_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        decide(Majority(), -1, 0)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.fractions(0, 1))
def test_what_is_required_is_the_fewest_votes_that_satisfy_the_ratio(yes: int, no: int, share: Fraction) -> None:
    more: Decision = decide(Majority(ratio=str(share)), yes, no)
    least: Decision = decide(Majority(ratio=str(share), comparison="at-least"), yes, no)
    assert more.required - 1 <= share * (yes + no) < more.required
    assert least.required == 1 or least.required - 1 < share * (yes + no) <= least.required
