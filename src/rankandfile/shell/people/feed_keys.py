"""Secret addresses of feeds: one for each account, shown once, taken back at any time.

A feed reader and a calendar cannot sign in, so whoever has the address reads what it leads to. It leads to nothing but
the bulletin's feed and the timetable, in which no member is named. Of the secret only its hash is kept: who reads the
table of accounts learns no address.
"""

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from django.utils import timezone

from .forgetting import leave_nothing
from .models import Account, FeedKey

SECRET = 32
"""Bytes of chance in an address."""


def made_at(account: Account) -> datetime | None:
    """When the account's address was made; None where it has none."""
    own = FeedKey.objects.filter(account=account).first()
    return own.made if own is not None else None


def make(account: Account) -> str:
    """A new secret, which is known here alone; the one before it leads nowhere from now on."""
    secret = token_urlsafe(SECRET)
    FeedKey.objects.update_or_create(account=account, defaults={"digest": _digest(secret), "made": timezone.now()})
    return secret


def take_back(account: Account) -> None:
    """The account has no address, and what it was leads nowhere."""
    if FeedKey.objects.filter(account=account).delete()[0]:
        leave_nothing()


def account_with(secret: str) -> Account | None:
    """The account whose address has this secret; None where none has, or where nobody may sign in to it."""
    own = FeedKey.objects.select_related("account").filter(digest=_digest(secret), account__is_active=True).first()
    return own.account if own is not None else None


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
