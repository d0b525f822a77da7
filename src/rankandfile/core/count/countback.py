"""Filling a vacancy from the ballots of the election that filled the seat.

The ballots are counted again without whoever has left, and without those who do not want the seat; the members who
still sit are guarded, so that the recount cannot unseat them. Whoever is elected beside them fills the vacancy.
"""

from msgspec.structs import replace

from rankandfile.core.count.account import Account, Limit
from rankandfile.core.count.ballots import Ballots
from rankandfile.core.count.constrained import count_guarded
from rankandfile.core.count.constraints import guard


def countback(account: Account, ballots: Ballots, left: tuple[int, ...], unwilling: tuple[int, ...] = ()) -> Account:
    """The account of the recount; `successors` names who is new in it."""
    sitting = frozenset(account.elected) - frozenset(left)
    withdrawn = tuple(sorted({*account.withdrawn, *left, *unwilling} - sitting))
    keep = Limit("those who still sit keep their seats", tuple(sorted(sitting)), len(sitting), len(sitting))
    standing = [candidate for candidate in range(len(account.candidates)) if candidate not in withdrawn]
    again = count_guarded(replace(account, withdrawn=withdrawn), ballots, guard((keep,), standing, account.seats))
    return replace(again, constraints=(keep,))


def successors(account: Account, recount: Account) -> tuple[int, ...]:
    """Those elected in the recount who were not elected before, in the order of their election."""
    return tuple(candidate for candidate in recount.elected if candidate not in account.elected)
