"""Another rule would have elected: the same ballots under several methods."""

from collections.abc import Sequence

from msgspec import Struct

from rankandfile.core.count.account import Account
from rankandfile.core.count.ballots import Ballots
from rankandfile.core.count.families import SETTLING
from rankandfile.core.count.methods import ONE_SEAT, count

SEVERAL = (
    "scottish-stv-2011",
    "meek-prf",
    "ers97",
    "wigm-prf",
    "schulze",
    "sequential-pav",
    "borda",
    "block",
    "plurality",
)
ONE = ("irv", "schulze", "ranked-pairs", "borda", "approval", "plurality")


class Other(Struct, frozen=True):
    """What another method makes of the ballots, beside the one that was used."""

    method: str
    elected: tuple[int, ...]
    gained: tuple[int, ...]  # elected by it and not by the one used
    lost: tuple[int, ...]
    by_lot: bool  # whether a lot decided anything in it


def compared(account: Account, ballots: Ballots, methods: Sequence[str] = ()) -> tuple[Other, ...]:
    """The ballots of the account under each method that fills as many seats, its own left out."""
    methods = methods or (ONE if account.seats == 1 else SEVERAL)
    return tuple(
        _other(account, count(method, account.candidates, ballots, account.seats, account.lot, account.withdrawn))
        for method in methods
        if method != account.method and (account.seats == 1 or method not in ONE_SEAT)
        if method in SETTLING or not ballots.contested
    )


def _other(account: Account, again: Account) -> Other:
    gained = tuple(candidate for candidate in again.elected if candidate not in account.elected)
    lost = tuple(candidate for candidate in account.elected if candidate not in again.elected)
    by_lot = any(tie.by == "lot" for stage in again.stages for tie in stage.ties)
    return Other(again.method, again.elected, gained, lost, by_lot)
