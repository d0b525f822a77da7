"""Constraints on those elected: kept at every step, with the reason, and beside the result without them."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core.count.account import Limit
from rankandfile.core.count.answers import why_not
from rankandfile.core.count.ballots import Ranking, gather
from rankandfile.core.count.constrained import Constrained, count_constrained
from rankandfile.core.count.constraints import Constraint, guard, limits
from rankandfile.core.count.explain import story

NAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir")
GENDER = ("man", "man", "man", "woman", "woman", "man")
BRANCH = ("North", "North", "North", "South", "South", "East")
ATTRIBUTES = [{"gender": g, "branch": b} for g, b in zip(GENDER, BRANCH, strict=True)]
ROWS: list[tuple[int, Ranking]] = [(20, (0, 1, 2)), (15, (1, 0)), (12, (2, 1)), (4, (3, 4)), (3, (4, 3)), (5, (5, 2))]
METHODS = [
    "scottish-stv-2011",
    "wigm-prf",
    "minneapolis",
    "meek-prf",
    "meek-hww-1987",
    "schulze",
    "sequential-pav",
    "borda",
]


def counted(
    method: str,
    *constraints: Constraint,
    seats: int = 3,
    rows: list[tuple[int, Ranking]] = ROWS,
    withdrawn: tuple[int, ...] = (),
) -> Constrained:
    return count_constrained(method, NAMES, gather(6, rows), seats, "0" * 64, constraints, ATTRIBUTES, withdrawn)


@pytest.mark.parametrize("method", METHODS)
def test_at_least_one_woman_is_elected_though_she_had_the_fewest_votes(method: str) -> None:
    found = counted(method, Constraint("gender", "woman", at_least=1))
    assert {GENDER[candidate] for candidate in found.without.elected} == {"man"}
    assert sum(GENDER[candidate] == "woman" for candidate in found.account.elected) == 1
    assert len(found.brought_in) == len(found.kept_out) == 1
    assert found.account.constraints == (Limit("at least 1 with gender woman", (3, 4), 1, 3),)


@pytest.mark.parametrize("method", METHODS)
def test_at_most_one_of_each_branch_is_elected(method: str) -> None:
    found = counted(method, Constraint("branch", at_most=1))
    assert sorted(BRANCH[candidate] for candidate in found.account.elected) == ["East", "North", "South"]


def test_the_account_says_who_could_not_be_elected_any_more() -> None:
    account = counted("scottish-stv-2011", Constraint("branch", at_most=1)).account
    doomed = next(stage for stage in account.stages if "doomed" in stage.notes)
    assert doomed.excluded == (1, 2)
    assert "without breaking a constraint" in "\n".join(story(account))
    assert "would have broken a constraint" in why_not(account, 1)[0]
    meek = counted("meek-prf", Constraint("branch", at_most=1)).account
    assert any("doomed" in stage.notes for stage in meek.stages)


def test_the_account_says_who_was_spared() -> None:
    rows: list[tuple[int, Ranking]] = [(9, (0,)), (8, (1,)), (7, (2,)), (2, (3,)), (1, (4,)), (5, (5,))]
    account = counted("scottish-stv-2011", Constraint("gender", "woman", at_least=1), seats=2, rows=rows).account
    assert any("guarded" in stage.notes for stage in account.stages)
    assert "whom no constraint keeps" in "\n".join(story(account))


def test_a_committee_filled_in_turn_says_where_a_better_candidate_was_passed_over() -> None:
    account = counted("sequential-pav", Constraint("branch", at_most=1)).account
    assert [stage.notes for stage in account.stages] == [(), ("passed-over",), ("passed-over",)]
    short = counted("sequential-pav", Constraint("branch", at_most=1), seats=5).account
    assert len(short.elected) == 3


def test_seats_stay_empty_where_the_limits_leave_no_way_to_fill_them() -> None:
    found = counted("scottish-stv-2011", Constraint("gender", at_most=1), seats=4)
    assert sorted(GENDER[candidate] for candidate in found.account.elected) == ["man", "woman"]
    meek = counted("meek-prf", Constraint("gender", at_most=1), seats=4)
    assert sorted(GENDER[candidate] for candidate in meek.account.elected) == ["man", "woman"]


def test_whoever_a_constraint_brings_in_without_votes_keeps_whole_votes_and_no_more() -> None:
    meek = counted("meek-prf", Constraint("branch", at_most=1), seats=4, rows=[(1, (0,))])
    assert sorted(BRANCH[candidate] for candidate in meek.account.elected) == ["East", "North", "South"]
    assert all(max(stage.factors) <= 10**9 for stage in meek.account.stages)


def test_whoever_is_barred_is_excluded_before_the_rest_are_elected_without_a_count() -> None:
    rows: list[tuple[int, Ranking]] = [(20, (0, 1)), (3, (3,))]
    limit = Constraint("gender", at_most=1)
    account = counted("scottish-stv-2011", limit, seats=4, rows=rows, withdrawn=(2, 5)).account
    assert account.stages[0].elected == (0,)
    assert (account.stages[1].excluded, account.stages[1].notes) == ((1,), ("doomed", "remaining"))


def test_limits_that_nobody_can_keep_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 3 with gender woman"):
        counted("scottish-stv-2011", Constraint("gender", "woman", at_least=3))


def test_a_method_that_makes_no_order_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be counted under constraints"):
        counted("plurality", Constraint("gender", "woman", at_least=1))
    with pytest.raises(ValueError, match="cannot be counted under constraints"):
        counted("phragmen", Constraint("gender", "woman", at_least=1))


def test_a_constraint_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"attribute": "branch", "at_least": 2, "at_most": 1}, Constraint)


def test_no_constraints_bar_nobody() -> None:
    free = guard((), range(6), 3)
    assert free.doomed([], [0, 1]) == free.guarded([], [0, 1]) == ()
    assert counted("scottish-stv-2011").account == counted("scottish-stv-2011").without


def test_both_ends_of_a_limit_are_said() -> None:
    (limit,) = limits([Constraint("gender", "woman", 1, 2)], ATTRIBUTES, 3)
    assert limit.words == "at least 1 and at most 2 with gender woman"


RANKINGS = st.permutations(range(6)).flatmap(lambda order: st.integers(1, 6).map(lambda n: tuple(order[:n])))
ELECTIONS = st.lists(st.tuples(st.integers(1, 30), RANKINGS), min_size=1, max_size=10)


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None, max_examples=40)
@given(rows=ELECTIONS)
def test_limits_are_kept_in_every_election(method: str, rows: list[tuple[int, Ranking]]) -> None:
    women, north = Constraint("gender", "woman", at_least=1), Constraint("branch", at_most=2)
    elected = counted(method, women, north, rows=rows).account.elected
    assert len(set(elected)) == 3
    assert sum(GENDER[candidate] == "woman" for candidate in elected) >= 1
    assert all(sum(BRANCH[candidate] == branch for candidate in elected) <= 2 for branch in BRANCH)
