"""Discussions that an account wants to hear no more of: for its owner alone, in no entry of the record."""

from .models import Account, MutedDiscussion

MOST = 20_000
"""Discussions that an account can mute; more than any bulletin has texts."""


def muted_by(account: Account) -> tuple[str, ...]:
    """What the account has muted, in the order in which it did."""
    return tuple(MutedDiscussion.objects.filter(account=account).order_by("pk").values_list("item", flat=True))


def mute(account: Account, item: str) -> None:
    """The discussion is muted; it may have been before."""
    if MutedDiscussion.objects.filter(account=account).count() < MOST:
        MutedDiscussion.objects.get_or_create(account=account, item=item)


def unmute(account: Account, item: str) -> None:
    """The account hears of it again."""
    MutedDiscussion.objects.filter(account=account, item=item).delete()
