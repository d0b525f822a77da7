"""How near a count was."""

from rankandfile.core.count.ballots import gather
from rankandfile.core.count.constrained import count_constrained
from rankandfile.core.count.constraints import Constraint
from rankandfile.core.count.margins import Gap, gaps, last_round_margin
from rankandfile.core.count.methods import count

NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
BALLOTS = gather(4, [(40, (0, 1)), (35, (2, 1)), (25, (1, 2))])
ACCOUNT = count("irv", NAMES, BALLOTS, 1, "0" * 64)
ONE = 10**5


def test_the_margin_of_the_last_round_is_half_the_lead_rounded_up() -> None:
    assert last_round_margin(ACCOUNT) == 10
    assert last_round_margin(count("irv", ("A",), gather(1, [(3, (0,))]), 1, "0" * 64)) == 2
    assert last_round_margin(count("plurality", NAMES, BALLOTS, 1, "0" * 64)) is None


def test_each_decision_has_its_gap_in_exact_votes() -> None:
    ballots = gather(4, [(20, (0, 2)), (16, (1, 3)), (7, (2,)), (4, (3,))])
    account = count("scottish-stv-2011", NAMES, ballots, 3, "0" * 64)
    found = gaps(account)
    assert [gap for gap in found if gap.stage == 1] == [
        Gap(1, "quota", (0,), 8 * ONE),
        Gap(1, "quota", (1,), 4 * ONE),
        Gap(1, "quota", (2,), 5 * ONE),
        Gap(1, "quota", (3,), 8 * ONE),
    ]
    assert [gap for gap in found if gap.decision == "surplus"] == [Gap(2, "surplus", (0, 1), 4 * ONE)]


def test_an_exclusion_is_as_near_as_the_next_candidate() -> None:
    account = count("scottish-stv-2011", NAMES, gather(4, [(9, (0,)), (8, (1,)), (5, (2,)), (3, (3,))]), 1, "0" * 64)
    assert [gap for gap in gaps(account) if gap.decision == "exclusion"] == [
        Gap(2, "exclusion", (3, 2), 2 * ONE),
        Gap(3, "exclusion", (2, 1), 3 * ONE),
        Gap(4, "exclusion", (1, 0), 1 * ONE),
    ]


def test_candidates_left_for_the_last_seats_were_at_no_quota() -> None:
    account = count("scottish-stv-2011", NAMES, gather(4, [(3, (0,)), (2, (1,))]), 2, "0" * 64, (2, 3))
    assert [gap.candidates for gap in gaps(account)] == [(0,), (1,)]
    short = count("scottish-stv-2011", NAMES, gather(4, [(3, (0,)), (1, (1,))]), 2, "0" * 64, (2, 3))
    assert [gap.candidates for gap in gaps(short)] == [(0,)]


def test_counts_that_votes_alone_did_not_decide_have_no_gaps() -> None:
    assert gaps(count("meek-prf", NAMES, BALLOTS, 2, "0" * 64)) == ()
    assert gaps(count("plurality", NAMES, BALLOTS, 1, "0" * 64)) == ()
    kinds = [{"branch": letter} for letter in "NNSS"]
    limit = (Constraint("branch", at_most=1),)
    assert gaps(count_constrained("scottish-stv-2011", NAMES, BALLOTS, 2, "0" * 64, limit, kinds).account) == ()
    batch = count("wigm-prf-batch", NAMES, gather(4, [(50, (0,)), (40, (1,)), (2, (2,)), (1, (3,))]), 1, "0" * 64)
    assert all(gap.stage > 2 or gap.decision == "quota" for gap in gaps(batch))
