"""What an account has marked as read in the bulletin: for its owner alone, in no entry, erased when the owner asks."""

from collections.abc import Iterable

from .forgetting import leave_nothing
from .models import Account, ReadMark

MOST = 20_000
"""Marks that an account can have; more than any bulletin has texts."""


def read_by(account: Account) -> frozenset[str]:
    """The numbers of the motions and documents that the account has marked as read."""
    return frozenset(ReadMark.objects.filter(account=account).values_list("item", flat=True))


def mark(account: Account, items: Iterable[str]) -> None:
    """These are marked as read; those that were stay so."""
    if ReadMark.objects.filter(account=account).count() < MOST:
        marks = [ReadMark(account=account, item=item) for item in items]
        ReadMark.objects.bulk_create(marks, ignore_conflicts=True)


def take_back(account: Account, item: str) -> None:
    """It is unread again."""
    ReadMark.objects.filter(account=account, item=item).delete()


def forget_readings(account: Account) -> None:
    """Nothing says any more what the account has read, not in a free page of the file either."""
    ReadMark.objects.filter(account=account).delete()
    leave_nothing()
