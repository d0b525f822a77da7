"""Ballots followed one by one, from the account alone, add up to its totals."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core.count.account import NOBODY, Account
from rankandfile.core.count.answers import my_ballot
from rankandfile.core.count.ballot_ways import Move, parcel_path, path
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.families import GREGORY, PARCELS
from rankandfile.core.count.methods import count

NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
EVERY = [ranking for length in (1, 2, 3, 4) for ranking in permutations(range(4), length)]
ROWS = st.lists(st.tuples(st.integers(1, 40), st.sampled_from(EVERY)), min_size=3, max_size=12)


def adds_up(account: Account, ways: list[tuple[int, tuple[Move, ...]]]) -> None:
    """At each stage the ballots that lie with a candidate whose surplus has not gone on are what the account says."""
    passed_on: set[int] = set()
    for stage in account.stages:
        passed_on |= {*stage.candidates} if stage.action == "surplus" else set()
        held = dict.fromkeys([*range(len(account.candidates)), NOBODY], 0)
        for number, moves in ways:
            last = [move for move in moves if move.stage <= stage.number][-1]
            held[last.candidate] += number * last.value
        for candidate, votes in enumerate(stage.totals):
            assert candidate in passed_on or held[candidate] == votes


@pytest.mark.parametrize("method", [*PARCELS, *(name for name in GREGORY if name != "irv")])
@settings(deadline=None, max_examples=60)
@given(rows=ROWS, seats=st.integers(1, 3))
def test_ballots_followed_one_by_one_add_up_to_the_totals(
    method: str, rows: list[tuple[int, tuple[int, ...]]], seats: int
) -> None:
    account = count(method, NAMES, gather(4, rows), seats, "0" * 64)
    follow = parcel_path if method in PARCELS else path
    adds_up(account, [(number, follow(account, ranking)) for number, ranking in rows])


def test_in_a_count_by_parcels_a_ballot_stays_or_goes_on_with_the_last() -> None:
    rows = [(28, (0, 3)), (26, (1,)), (15, (2, 0, 3)), (24, (3,))]
    account = count("ers97", NAMES, gather(4, rows), 2, "0" * 64)
    stayed, went = my_ballot(account, (0, 3)), my_ballot(account, (2, 0, 3))
    assert stayed[1].startswith("At stage 3 Ash has more than enough; only the papers that came last")
    assert stayed[2] == "At the end it counts for Ash, with 1 of a vote."
    assert went[1] == "At stage 2 Cedar is excluded, and it goes on to Ash with 1 of a vote."
    assert went[2].endswith("it is one of the papers that came last, and goes on to Dogwood with 0.8 of a vote.")
