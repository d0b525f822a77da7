"""An account stands when nothing was changed, and any changed number, choice or draw is found."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rankandfile.core.count.account import Account, Stage, Tie
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.check import check
from rankandfile.core.count.methods import METHODS, ONE_SEAT, count

NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
LOT = "ab" * 32
BALLOTS = gather(4, [(9, (0, 1, 2)), (4, (1, 2)), (3, (2, 1)), (3, (3,)), (2, (3, 2)), (1, ())])
ACCOUNT = count("scottish-stv-2011", NAMES, BALLOTS, 2, LOT)
RANKINGS = st.permutations(range(4)).flatmap(lambda order: st.integers(0, 4).map(lambda n: tuple(order[:n])))
ELECTIONS = st.lists(st.tuples(st.integers(1, 30), RANKINGS), min_size=1, max_size=10)


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None, max_examples=40)
@given(rows=ELECTIONS, seats=st.integers(1, 3), withdrawn=st.sets(st.integers(0, 3), max_size=1))
def test_every_honest_account_stands(
    method: str, rows: list[tuple[int, tuple[int, ...]]], seats: int, withdrawn: set[int]
) -> None:
    ballots = gather(4, rows)
    account = count(method, NAMES, ballots, 1 if method in ONE_SEAT else seats, LOT, tuple(withdrawn))
    assert check(account, NAMES, ballots) == ()


def test_an_account_with_equal_ranks_stands() -> None:
    ballots = gather(4, [(4, ((0, 1), 2)), (3, (1, (2, 3))), (2, (3,))])
    for method in ("scottish-stv-2011", "meek-prf", "ers97"):
        assert check(count(method, NAMES, ballots, 2, LOT), NAMES, ballots) == ()


def with_stage(number: int, change: Callable[[Stage], Stage], account: Account = ACCOUNT) -> Account:
    stages = [change(stage) if stage.number == number else stage for stage in account.stages]
    return replace(account, stages=tuple(stages))


def found(account: Account) -> set[str]:
    return {finding.what for finding in check(account, NAMES, BALLOTS)}


def test_a_changed_total_is_found_at_its_stage() -> None:
    forged = with_stage(2, lambda stage: replace(stage, totals=(stage.totals[0] + 1, *stage.totals[1:])))
    assert (2, "votes of Ash") in {(finding.stage, finding.what) for finding in check(forged, NAMES, BALLOTS)}


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda stage: replace(stage, quota=stage.quota + 1), "quota"),
        (lambda stage: replace(stage, exhausted=stage.exhausted + 1), "without further preference"),
        (lambda stage: replace(stage, rounding=stage.rounding + 1), "rounding"),
        (lambda stage: replace(stage, transfers=stage.transfers[1:]), "transfers"),
        (lambda stage: replace(stage, elected=()), "elected"),
    ],
)
def test_each_changed_field_is_found(change: Callable[[Stage], Stage], what: str) -> None:
    names = [number for number in range(1, len(ACCOUNT.stages) + 1) if change(ACCOUNT.stages[number - 1])]
    assert any(what in found(with_stage(number, change)) for number in names)


def test_another_winner_is_found() -> None:
    assert "elected" in found(replace(ACCOUNT, elected=(0, 3)))
    forged = with_stage(1, lambda stage: replace(stage, elected=(0, 3)))
    assert "elected below the quota" in found(replace(forged, elected=(0, 3)))


def test_leaving_out_a_surplus_or_the_lowest_is_found() -> None:
    forged = with_stage(2, lambda stage: replace(stage, action="exclusion", candidates=(1,), excluded=(1,)))
    assert {"surplus due", "fewest votes"} <= found(forged)


def test_a_smaller_surplus_before_a_larger_one_is_found() -> None:
    ballots = gather(4, [(9, (0, 2)), (8, (1, 2)), (2, (2,)), (1, (3,))])
    account = count("scottish-stv-2011", NAMES, ballots, 3, LOT)
    forged = with_stage(2, lambda stage: replace(stage, candidates=(1,)), account)
    assert "largest surplus" in {finding.what for finding in check(forged, NAMES, ballots)}


def test_a_forged_draw_and_forged_evidence_are_found() -> None:
    lot = gather(4, [(4, (0,)), (2, (1,)), (2, (2,))])
    account = count("irv", NAMES, lot, 1, LOT, (3,))
    assert account.stages[1].ties if len(account.stages) > 1 else True
    tied = count("scottish-stv-2011", NAMES, gather(4, [(4, (0,)), (2, (1,)), (2, (2,))]), 1, LOT, (3,))
    (tie,) = tied.stages[1].ties
    draws = (replace(tie.draws[0], number="0" * 64), *tie.draws[1:])
    forged = with_stage(2, lambda stage: replace(stage, ties=(replace(tie, draws=draws),)), tied)
    assert "draw" in {finding.what for finding in check(forged, NAMES, lot)}
    turned = with_stage(2, lambda stage: replace(stage, ties=(replace(tie, chosen=(tie.draws[0].candidate,)),)), tied)
    assert "lot" in {finding.what for finding in check(turned, NAMES, lot)}


def test_forged_evidence_of_an_earlier_stage_is_found() -> None:
    ballots = gather(4, [(5, (0,)), (3, (1,)), (2, (2,)), (1, (3, 2))])
    account = count("scottish-stv-2011", NAMES, ballots, 1, LOT)
    (tie,) = account.stages[2].ties
    forged = with_stage(3, lambda stage: replace(stage, ties=(replace(tie, totals=(1, 2), chosen=(1,)),)), account)
    assert {"evidence", "tie"} <= {finding.what for finding in check(forged, NAMES, ballots)}


def test_a_forged_keep_factor_is_found() -> None:
    account = count("meek-prf", NAMES, BALLOTS, 2, LOT)
    factors = (account.stages[-1].factors[0] + 7, *account.stages[-1].factors[1:])
    forged = with_stage(len(account.stages), lambda stage: replace(stage, factors=factors), account)
    assert "votes of Ash" in found(forged)


def test_an_account_of_other_candidates_or_another_method_is_found() -> None:
    assert found(replace(ACCOUNT, candidates=("X", *NAMES[1:]))) == {"candidates"}
    assert found(replace(ACCOUNT, method="guess")) == {"method"}


@pytest.mark.parametrize(
    "change",
    [
        lambda stage: replace(stage, candidates=(9,)),
        lambda stage: replace(stage, candidates=()),
        lambda stage: replace(stage, totals=()),
        lambda stage: replace(stage, number=7),
        lambda stage: replace(stage, factors=(1,)),
        lambda stage: replace(stage, ties=(Tie("exclusion", (0, 1), (0,), "lot"),)),
        lambda stage: replace(stage, ties=(Tie("exclusion", (0, 1), (0,), "earlier-stage", 5),)),
    ],
)
def test_an_account_out_of_shape_is_found_and_not_followed(change: Callable[[Stage], Stage]) -> None:
    assert found(with_stage(2, change)) == {"shape"}


def test_an_account_in_another_scale_or_without_stages_is_found() -> None:
    assert found(replace(ACCOUNT, scale=1)) == {"shape"}
    assert found(replace(ACCOUNT, stages=())) == {"shape"}
    assert found(replace(ACCOUNT, seats=0)) == {"shape"}


def test_a_count_that_moves_no_papers_is_counted_again() -> None:
    account = count("plurality", NAMES, BALLOTS, 1, LOT)
    forged = with_stage(1, lambda stage: replace(stage, totals=(0, 0, 0, 99)), account)
    assert "stage" in found(forged)
