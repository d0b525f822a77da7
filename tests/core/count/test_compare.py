"""What other rules would have made of the same ballots."""

from rankandfile.core.count.ballots import gather
from rankandfile.core.count.compare import compared
from rankandfile.core.count.methods import count

NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
BALLOTS = gather(4, [(40, (0, 1)), (35, (2, 1)), (25, (1, 2))])
ACCOUNT = count("irv", NAMES, BALLOTS, 1, "0" * 64)


def test_a_rule_that_would_have_elected_somebody_else_is_named() -> None:
    assert ACCOUNT.elected == (2,)
    others = {other.method: other for other in compared(ACCOUNT, BALLOTS)}
    assert (others["schulze"].gained, others["schulze"].lost) == ((1,), (2,))
    assert others["plurality"].elected == (0,)
    assert "irv" not in others


def test_for_several_seats_only_methods_that_fill_them_are_asked() -> None:
    account = count("scottish-stv-2011", NAMES, BALLOTS, 2, "0" * 64)
    assert {other.method for other in compared(account, BALLOTS)} >= {"meek-prf", "block"}
    (other,) = compared(account, BALLOTS, ("irv", "plurality"))
    assert (other.method, other.by_lot) == ("plurality", False)
