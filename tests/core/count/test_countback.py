"""A vacancy is filled from the same ballots, and nobody who still sits loses a seat."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core.count.ballots import gather
from rankandfile.core.count.countback import countback, successors
from rankandfile.core.count.methods import count

NAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm")
BALLOTS = gather(5, [(10, (0, 1)), (8, (2, 3)), (7, (4,)), (3, (1,)), (2, (3,))])
ACCOUNT = count("scottish-stv-2011", NAMES, BALLOTS, 3, "0" * 64)


def test_the_papers_of_the_leaver_decide_who_follows() -> None:
    assert set(ACCOUNT.elected) == {0, 2, 4}
    assert successors(ACCOUNT, countback(ACCOUNT, BALLOTS, (0,))) == (1,)
    assert successors(ACCOUNT, countback(ACCOUNT, BALLOTS, (2,))) == (3,)


def test_whoever_does_not_want_the_seat_is_passed_over() -> None:
    assert successors(ACCOUNT, countback(ACCOUNT, BALLOTS, (0,), (1,))) == (3,)


RANKINGS = st.permutations(range(5)).flatmap(lambda order: st.integers(1, 5).map(lambda n: tuple(order[:n])))


@pytest.mark.parametrize("method", ["scottish-stv-2011", "meek-prf", "schulze"])
@settings(deadline=None, max_examples=40)
@given(rows=st.lists(st.tuples(st.integers(1, 20), RANKINGS), min_size=1, max_size=8), leaver=st.integers(0, 2))
def test_those_who_still_sit_keep_their_seats(
    method: str, rows: list[tuple[int, tuple[int, ...]]], leaver: int
) -> None:
    ballots = gather(5, rows)
    account = count(method, NAMES, ballots, 3, "0" * 64)
    gone = account.elected[leaver]
    recount = countback(account, ballots, (gone,))
    assert set(account.elected) - {gone} < set(recount.elected)
    assert len(successors(account, recount)) == 1
