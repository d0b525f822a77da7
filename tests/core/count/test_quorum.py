"""A quorum is the highest of its number, its share and its square root."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.count.quorum import Quorum, needed


def test_a_third_of_the_delegates_is_rounded_up() -> None:
    assert needed(Quorum(share="1/3"), 100) == 34


def test_a_share_in_per_cent_is_exact() -> None:
    assert needed(Quorum(share="20%"), 101) == 21


def test_the_highest_of_number_and_share_counts() -> None:
    assert needed(Quorum(number=15, share="1/10"), 100) == 15
    assert needed(Quorum(number=15, share="1/10"), 200) == 20


def test_three_times_half_the_square_root_of_1000_developers_is_48() -> None:
    assert needed(Quorum(square_root="3/2"), 1000) == 48
    assert needed(Quorum(square_root="3/2", rounding="down"), 1000) == 47
    assert needed(Quorum(square_root="3/2", rounding="nearest"), 1000) == 47
    assert needed(Quorum(square_root="3/2", rounding="nearest"), 1003) == 48


def test_a_square_root_that_comes_out_even_is_not_rounded() -> None:
    assert needed(Quorum(square_root="1"), 100) == 10


@pytest.mark.parametrize("clause", [{"share": "3/2"}, {"number": -1}, {"square_root": "-1"}, {"without": "carry on"}])
def test_a_clause_that_makes_no_sense_is_refused(clause: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(clause, Quorum)


@given(st.integers(0, 10**9), st.integers(1, 50), st.integers(1, 50))
def test_the_square_root_is_the_smallest_whole_number_whose_square_reaches_it(n: int, a: int, b: int) -> None:
    found = needed(Quorum(square_root=f"{a}/{b}"), n)
    assert (found * b) ** 2 >= a * a * n
    assert found == 0 or ((found - 1) * b) ** 2 < a * a * n
