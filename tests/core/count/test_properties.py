"""What holds for every election under every method, on elections that hypothesis makes up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core.count.account import Account
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.families import WHOLE
from rankandfile.core.count.methods import METHODS, ONE_SEAT, count

LOT = "5eed" * 16
NAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir")
Rows = list[tuple[int, tuple[int, ...]]]
RANKINGS = st.permutations(range(6)).flatmap(lambda order: st.integers(0, 6).map(lambda n: tuple(order[:n])))
ELECTIONS = st.lists(st.tuples(st.integers(1, 40), RANKINGS), min_size=1, max_size=14)
SEATS = st.integers(1, 4)
TRANSFERRING = (
    "scottish-stv-2011",
    "wigm-prf",
    "wigm-prf-batch",
    "minneapolis",
    "ers97",
    "northern-ireland",
    "cambridge",
    "meek-prf",
    "meek-hww-1987",
    "irv",
)


def counted(method: str, rows: Rows, seats: int) -> Account:
    return count(method, NAMES, gather(6, rows), 1 if method in ONE_SEAT else seats, LOT)


@pytest.mark.parametrize("method", TRANSFERRING)
@settings(deadline=None, max_examples=40)
@given(rows=ELECTIONS, seats=SEATS)
def test_votes_in_are_votes_out_at_every_stage(method: str, rows: Rows, seats: int) -> None:
    account = counted(method, rows, seats)
    for stage in account.stages:
        assert sum(stage.totals) + stage.exhausted + stage.rounding + account.invalid == account.ballots
        assert min(stage.totals) >= 0
        assert stage.exhausted >= 0 <= stage.rounding


@pytest.mark.parametrize("method", sorted(set(METHODS) - set(WHOLE)))
@settings(deadline=None, max_examples=40)
@given(rows=ELECTIONS, seats=SEATS, data=st.data())
def test_the_order_of_the_ballots_changes_nothing(method: str, rows: Rows, seats: int, data: st.DataObject) -> None:
    other = data.draw(st.permutations(rows))
    assert counted(method, rows, seats) == counted(method, other, seats)


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"slate"}))
@settings(deadline=None, max_examples=40)
@given(rows=ELECTIONS, seats=SEATS, order=st.permutations(range(6)))
def test_the_order_of_the_candidates_changes_nothing_but_numbers(
    method: str, rows: Rows, seats: int, order: list[int]
) -> None:
    first = counted(method, rows, seats)
    names = tuple(NAMES[order.index(number)] for number in range(6))
    renamed = gather(6, [(n, tuple(order[c] for c in ranking)) for n, ranking in rows])
    again = count(method, names, renamed, first.seats, LOT)
    assert {first.candidates[c] for c in first.elected} == {again.candidates[c] for c in again.elected}


@pytest.mark.parametrize("method", TRANSFERRING)
@settings(deadline=None, max_examples=40)
@given(rows=ELECTIONS, seats=SEATS)
def test_every_seat_is_filled_once(method: str, rows: Rows, seats: int) -> None:
    account = counted(method, rows, seats)
    assert len(set(account.elected)) == len(account.elected) == account.seats
    assert tuple(c for stage in account.stages for c in stage.elected) == account.elected


MONOTONE = [
    "plurality",
    "approval",
    "block",
    "score",
    "borda",
    "modified-borda",
    "sequential-pav",
    "phragmen",
    "irv",
]


@pytest.mark.parametrize("method", MONOTONE)
@settings(deadline=None, max_examples=40)
@given(rows=ELECTIONS, seats=SEATS, more=st.integers(1, 9))
def test_more_ballots_for_a_winner_alone_never_unseat_them(method: str, rows: Rows, seats: int, more: int) -> None:
    for winner in counted(method, rows, seats).elected:
        assert winner in counted(method, [*rows, (more, (winner,))], seats).elected


@pytest.mark.parametrize("method", ["list-dhondt", "list-sainte-lague", "list-modified-sainte-lague"])
@settings(deadline=None, max_examples=40)
@given(rows=ELECTIONS, seats=st.integers(1, 12), party=st.integers(0, 5), more=st.integers(1, 9))
def test_more_ballots_for_a_list_never_take_a_seat_from_it(
    method: str, rows: Rows, seats: int, party: int, more: int
) -> None:
    before = counted(method, rows, seats).elected.count(party)
    assert counted(method, [*rows, (more, (party,))], seats).elected.count(party) >= before
