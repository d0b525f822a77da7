"""Drafts on an account: for their writer alone, in no entry, gone when the text is in, by hand, or with the account.

Like everything beside the accounts they can be read by who runs the server; docs/limits.md says so, and the page does.
"""

from collections.abc import Mapping
from datetime import datetime

import msgspec
from msgspec import Struct

from .forgetting import leave_nothing
from .models import Account, Draft

MOST, LONGEST = 50, 600_000
"""Drafts of an account; characters of one, with everything that stands in its form."""


class Kept(Struct, frozen=True):
    """A draft, with what stands in its form."""

    id: int
    page: str
    values: dict[str, str]
    changed: datetime


def drafts_of(account: Account) -> tuple[Kept, ...]:
    """The account's drafts, the last one changed first."""
    return tuple(_kept(one) for one in Draft.objects.filter(account=account).order_by("-changed", "-pk"))


def draft(account: Account, number: int) -> Kept | None:
    """The draft of this number, where it is the account's."""
    own = Draft.objects.filter(account=account, pk=number).first()
    return _kept(own) if own is not None else None


def put_by(account: Account, page: str, values: Mapping[str, str], number: int = 0) -> int | None:
    """The number of the draft with these values, the one of this number where the account has it.

    None where the account has as many as it may have, or the text is longer than any that can be handed in.
    """
    written = msgspec.json.encode(dict(values)).decode()
    own = Draft.objects.filter(account=account, pk=number).first()
    if len(written) > LONGEST or (own is None and Draft.objects.filter(account=account).count() >= MOST):
        return None
    own = own or Draft(account=account, page=page)
    own.values = written
    own.save()
    return int(own.pk)


def drop(account: Account, number: int) -> None:
    """The draft is gone, from the free pages of the file too."""
    if Draft.objects.filter(account=account, pk=number).delete()[0]:
        leave_nothing()


def _kept(own: Draft) -> Kept:
    return Kept(int(own.pk), own.page, msgspec.json.decode(own.values, type=dict[str, str]), own.changed)
