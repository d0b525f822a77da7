"""An account stands when nothing was changed, and any changed number, choice or draw is found."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rankandfile.core.count.account import Account, Limit, Stage, Tie
from rankandfile.core.count.ballots import Ballots, Ranking, gather, with_marks
from rankandfile.core.count.check import check
from rankandfile.core.count.constrained import count_constrained
from rankandfile.core.count.constraints import Constraint
from rankandfile.core.count.countback import countback
from rankandfile.core.count.families import SETTLING, WHOLE
from rankandfile.core.count.methods import METHODS, ONE_SEAT, count
from rankandfile.core.count.policy import Policy, contested
from tests.core.count.schema import SCHEMA, as_json, broken

Rows = list[tuple[int, Ranking]]
NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
LOT = "ab" * 32
BALLOTS = gather(4, [(9, (0, 1, 2)), (4, (1, 2)), (3, (2, 1)), (3, (3,)), (2, (3, 2)), (1, ())])
ACCOUNT = count("scottish-stv-2011", NAMES, BALLOTS, 2, LOT)
GROUPED = st.permutations(range(5)).flatmap(
    lambda order: st.lists(st.integers(0, 4), min_size=5, max_size=5).map(
        lambda ranks: tuple(tuple(c for c, rank in zip(order, ranks, strict=True) if rank == r) for r in range(1, 5))
    )
)
PLAIN = st.permutations(range(5)).flatmap(lambda order: st.integers(0, 5).map(lambda n: tuple(order[:n])))
ELECTIONS = st.lists(st.tuples(st.integers(1, 30), PLAIN), min_size=1, max_size=10)
WITH_EQUALS = st.lists(st.tuples(st.integers(1, 30), GROUPED), min_size=1, max_size=5)
FIVE = ("Ash", "Birch", "Cedar", "Dogwood", "Elm")


def asked(method: str, rows: Rows, seats: int, withdrawn: set[int], unit: int = 1) -> tuple[Account, Ballots]:
    """The account, which keeps its printed schema, and the ballots."""
    ballots = gather(5, rows, unit)
    account = count(method, FIVE, ballots, 1 if method in ONE_SEAT else seats, LOT, tuple(withdrawn))
    assert broken(SCHEMA, as_json(account)) == []
    return account, ballots


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None, max_examples=30)
@given(rows=ELECTIONS, seats=st.integers(1, 4), withdrawn=st.sets(st.integers(0, 4), max_size=2))
def test_every_honest_account_stands(method: str, rows: Rows, seats: int, withdrawn: set[int]) -> None:
    account, ballots = asked(method, rows, seats, withdrawn)
    assert check(account, FIVE, ballots) == ()


@pytest.mark.parametrize("method", sorted(set(METHODS) - set(WHOLE)))
@settings(deadline=None, max_examples=20)
@given(rows=WITH_EQUALS, seats=st.integers(1, 3), withdrawn=st.sets(st.integers(0, 4), max_size=1))
def test_an_account_with_equal_ranks_and_parts_of_ballots_stands(
    method: str, rows: Rows, seats: int, withdrawn: set[int]
) -> None:
    rows = [(number, ranking[: 2 if method == "yes-no" else 4]) for number, ranking in rows]
    account, ballots = asked(method, rows, seats, withdrawn, unit=2)
    assert check(account, FIVE, ballots) == ()


@pytest.mark.parametrize("method", SETTLING)
@settings(deadline=None, max_examples=40)
@given(rows=WITH_EQUALS, seats=st.integers(1, 3), withdrawn=st.sets(st.integers(0, 4), max_size=1))
def test_an_account_with_overvotes_that_the_count_settled_stands(
    method: str, rows: Rows, seats: int, withdrawn: set[int]
) -> None:
    ballots = contested(Policy("exhaustIfMultipleContinuing"), gather(5, rows))
    account = count(method, FIVE, ballots, 1 if method in ONE_SEAT else seats, LOT, tuple(withdrawn))
    assert check(account, FIVE, ballots) == ()


def test_what_a_method_cannot_be_asked_of_the_ballots_is_a_finding() -> None:
    over = contested(Policy("exhaustIfMultipleContinuing"), gather(4, [(3, ((0, 1), 2)), (2, (3,))]))
    assert [found.what for found in check(replace(ACCOUNT, method="schulze"), NAMES, over)] == ["overvotes"]
    ranked = with_marks(gather(4, [(3, (0, 1, 2))]))
    assert [found.what for found in check(replace(ACCOUNT, method="yes-no"), NAMES, ranked)] == ["answers"]


def test_a_count_of_more_parts_than_64_bits_can_multiply_stands() -> None:
    """A billion ballots, one of them in 5,040 parts: value × surplus is beyond 64 bits, the account is exact."""
    ballots = gather(5, [(900_000_000, (0, 1, 2)), (1000, (1,)), (500, ((0, 1, 2, 3, 4),)), (200_000_000, (3,))], 42)
    for method in ("scottish-stv-2011", "wigm-prf", "minneapolis", "meek-prf", "ers97"):
        account = count(method, FIVE, ballots, 3, LOT)
        assert check(account, FIVE, ballots) == ()


def test_more_ballots_than_can_be_counted_exactly_are_refused() -> None:
    many = gather(4, [(2**61, (0,)), (2**61, (1,)), (2**61, (2, 1))])
    assert many.total == 3 * 2**61
    for method in ("plurality", "scottish-stv-2011"):
        with pytest.raises(ValueError, match="too many to be counted exactly"):
            count(method, NAMES, many, 1, LOT)
    with pytest.raises(ValueError, match="does not fill 1000000 seats"):
        count("list-dhondt", NAMES, BALLOTS, 10**6, LOT)
    with pytest.raises(ValueError, match="cannot be counted exactly"):
        count("scottish-stv-2011", NAMES, gather(4, [(2**61, ((0, 1), 2))]), 1, LOT)


KINDS = [{"branch": b, "gender": g} for b, g in zip("NNSSE", "mwmwm", strict=True)]
GUARDED = [
    "scottish-stv-2011",
    "wigm-prf",
    "wigm-prf-one-winner",
    "minneapolis",
    "meek-prf",
    "meek-hww-1987",
    "schulze",
    "sequential-pav",
]
LIMITS = (Constraint("branch", at_most=1), Constraint("gender", "w", at_least=1, at_most=2))


@pytest.mark.parametrize("method", [*GUARDED, "borda", "ranked-pairs", "elekto", "score", "irv"])
@settings(deadline=None, max_examples=30)
@given(rows=ELECTIONS, seats=st.integers(1, 4), limits=st.sampled_from([LIMITS, LIMITS[:1], LIMITS[1:]]))
def test_an_account_under_constraints_stands(
    method: str, rows: Rows, seats: int, limits: tuple[Constraint, ...]
) -> None:
    ballots, seats = gather(5, rows), 1 if method in ONE_SEAT else seats
    account = count_constrained(method, FIVE, ballots, seats, LOT, limits, KINDS).account
    assert check(account, FIVE, ballots) == ()


@pytest.mark.parametrize("method", ["scottish-stv-2011", "meek-prf", "schulze", "sequential-pav", "borda"])
@settings(deadline=None, max_examples=15)
@given(rows=ELECTIONS)
def test_the_account_of_a_countback_stands(method: str, rows: Rows) -> None:
    account, ballots = asked(method, rows, 2, set())
    assert check(countback(account, ballots, account.elected[:1]), FIVE, ballots) == ()


@pytest.mark.parametrize("method", GUARDED)
def test_an_exclusion_that_no_constraint_called_for_is_found(method: str) -> None:
    ballots = gather(5, [(20, (0, 1)), (15, (1, 0)), (12, (2, 1)), (4, (3, 4)), (5, (4, 2))])
    honest = count_constrained(method, FIVE, ballots, 2, LOT, LIMITS[:1], KINDS).account
    limit, *others = (honest.constraints[1], honest.constraints[0], honest.constraints[2])
    assert check(replace(honest, constraints=(limit, *others)), FIVE, ballots) == ()
    assert check(honest, FIVE, ballots) == ()
    for forged in (replace(limit, at_most=2), replace(limit, group=())):
        assert check(replace(honest, constraints=(forged, *others)), FIVE, ballots) != ()
    assert check(replace(honest, constraints=()), FIVE, ballots) != ()


def test_limits_that_nobody_could_keep_are_no_excuse() -> None:
    impossible = (Limit("at least 9", (0,), 9, 9),)
    assert check(replace(ACCOUNT, constraints=impossible), NAMES, BALLOTS) != ()


def test_a_ballot_that_could_mean_too_many_orders_is_refused() -> None:
    names = tuple("ABCDEFGH")
    ballots = gather(8, [(1, (tuple(range(8)),))])
    account = replace(ACCOUNT, candidates=names)
    with pytest.raises(ValueError, match="40320"):
        check(account, names, ballots)


@pytest.mark.parametrize("method", METHODS)
def test_any_changed_number_or_choice_is_found(method: str) -> None:
    """Each field of each stage, and of the account, is changed in turn."""
    rows: Rows = [(9, (0, 1, 2)), (4, (1, 2)), (4, (2, 1)), (3, (3,)), (2, (3, 2)), (1, ())]
    account, ballots = asked(method, rows, 2, set())
    for stage in account.stages:
        for field, value in (("quota", 1), ("totals", (7,)), ("exhausted", 77), ("rounding", 77), ("elected", (4, 4))):
            forged = with_stage(stage.number, lambda s, f=field, v=value: replace(s, **{f: v}), account)  # type: ignore[misc]
            assert check(forged, FIVE, ballots), field
    for field in ("ballots", "invalid", "scale", "quota", "unit"):
        assert check(replace(account, **{field: 12345}), FIVE, ballots), field
    assert check(replace(account, elected=(*account.elected[::-1], 4)), FIVE, ballots)
    assert check(replace(account, stages=account.stages[:-1]), FIVE, ballots)


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
    assert found(replace(ACCOUNT, elected=(0, 3))) == {"elected"}
    forged = with_stage(1, lambda stage: replace(stage, elected=(0, 3)))
    assert (1, "elected") in {(f.stage, f.what) for f in check(forged, NAMES, BALLOTS)}


def test_leaving_out_a_surplus_or_the_lowest_is_found() -> None:
    forged = with_stage(2, lambda stage: replace(stage, action="exclusion", candidates=(1,), excluded=(1,)))
    assert {"action", "candidates", "excluded"} <= found(forged)


def test_a_forged_draw_and_forged_evidence_are_found() -> None:
    lot = gather(4, [(4, (0,)), (2, (1,)), (2, (2,))])
    account = count("irv", NAMES, lot, 1, LOT, (3,))
    assert account.stages[1].ties if len(account.stages) > 1 else True
    tied = count("scottish-stv-2011", NAMES, gather(4, [(4, (0,)), (2, (1,)), (2, (2,))]), 1, LOT, (3,))
    (tie,) = tied.stages[1].ties
    draws = (replace(tie.draws[0], number="0" * 64), *tie.draws[1:])
    forged = with_stage(2, lambda stage: replace(stage, ties=(replace(tie, draws=draws),)), tied)
    assert {finding.what for finding in check(forged, NAMES, lot)} == {"draw"}
    turned = with_stage(2, lambda stage: replace(stage, ties=(replace(tie, chosen=(tie.draws[0].candidate,)),)), tied)
    assert "tie" in {finding.what for finding in check(turned, NAMES, lot)}
    silent = with_stage(2, lambda stage: replace(stage, ties=()), tied)
    assert {finding.what for finding in check(silent, NAMES, lot)} == {"tie not told"}
    invented = with_stage(1, lambda stage: replace(stage, ties=(tie,)), tied)
    assert {finding.what for finding in check(invented, NAMES, lot)} == {"tie that was none"}


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
    assert found(forged) == {"factors"}


def test_an_account_of_other_candidates_or_another_method_is_found() -> None:
    assert found(replace(ACCOUNT, candidates=("X", *NAMES[1:]))) == {"candidates"}
    assert found(replace(ACCOUNT, method="guess")) == {"method"}


@pytest.mark.parametrize(
    "change",
    [
        lambda stage: replace(stage, candidates=(9,)),
        lambda stage: replace(stage, totals=()),
        lambda stage: replace(stage, number=7),
        lambda stage: replace(stage, factors=(1,)),
        lambda stage: replace(stage, ties=(Tie("exclusion", (0, 99), (0,), "lot"),)),
        lambda stage: replace(stage, ties=(Tie("exclusion", (0, 1), (0,), "earlier-stage", 5),)),
    ],
)
def test_an_account_out_of_shape_is_found(change: Callable[[Stage], Stage]) -> None:
    assert found(with_stage(2, change))


@pytest.mark.parametrize(
    "change",
    [{"seats": 0}, {"withdrawn": (9,)}, {"withdrawn": (2, 1)}, {"lot": "guess"}, {"lot": "Z" * 64}],
)
def test_an_account_of_a_question_that_cannot_be_asked_is_found(change: dict[str, object]) -> None:
    assert found(replace(ACCOUNT, **change)) == {"question"}
    assert found(replace(count("irv", NAMES, BALLOTS, 1, LOT), seats=2)) == {"question"}


def test_a_count_that_moves_no_papers_is_counted_again() -> None:
    account = count("plurality", NAMES, BALLOTS, 1, LOT)
    forged = with_stage(1, lambda stage: replace(stage, totals=(0, 0, 0, 99)), account)
    assert "votes of Dogwood" in found(forged)


LIMITS_OF_ANY_KIND = st.lists(
    st.builds(
        Limit,
        st.just("a limit"),
        st.lists(st.integers(-2, 8), max_size=4).map(tuple),
        st.integers(-3, 9),
        st.integers(-3, 9),
    ),
    max_size=2,
)


@pytest.mark.parametrize("method", METHODS)
@settings(deadline=None, max_examples=25)
@given(
    limits=LIMITS_OF_ANY_KIND,
    seats=st.integers(-1, 6),
    withdrawn=st.lists(st.integers(-1, 6), max_size=3),
    unit=st.integers(-1, 3),
    keep=st.integers(0, 3),
)
def test_whatever_an_account_claims_it_is_checked_and_no_error_ends_the_check(
    method: str, limits: list[Limit], seats: int, withdrawn: list[int], unit: int, keep: int
) -> None:
    ballots = gather(5, [(9, (0, 1, 2)), (4, (1, 2)), (3, (2, 1)), (3, (4,)), (2, (3, 2)), (1, ())])
    honest = count(method, FIVE, ballots, 1 if method in ONE_SEAT else 2, LOT)
    claimed = replace(
        honest,
        constraints=tuple(limits),
        seats=seats,
        withdrawn=tuple(withdrawn),
        unit=unit,
        stages=honest.stages[:keep],
    )
    findings = check(claimed, FIVE, ballots)
    assert findings or claimed.stages == honest.stages
