"""Invitations: how a person comes into an account that acts for a handle.

The link goes to the person's own address and nowhere else: whoever invites never sees it, so cannot use it. It is
signed, works once and for a limited time, and only while the handle has no open account. Inviting again makes older
links void. An invitation can never touch an open account; one that its owner locked gives way to it. Whoever comes to
a handle that had an account before waits like after a recovery: a mailbox and a branch together take over no vote.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.utils import timezone

from .models import Account, Invitation
from .recovery import begin_wait

if TYPE_CHECKING:
    from django.db.models import QuerySet

SIGNER = TimestampSigner(salt="rankandfile.invitation")


def has_account(handle: str) -> bool:
    """Whether somebody can sign in for this handle already."""
    return Account.objects.filter(handle=handle, is_active=True).exists()


def why_not(handle: str, email: str) -> str:
    """Why nobody can be invited so: `handle` or `email` when it has an account already; empty when one can."""
    if has_account(handle):
        return "handle"
    return "email" if Account.objects.filter(email=email.lower()).exclude(handle=handle).exists() else ""


@transaction.atomic
def invite(handle: str, email: str, invited_by: str) -> str:
    """The token of a new invitation; older ones for this handle are void."""
    Invitation.objects.filter(handle=handle, taken=None).delete()
    made = Invitation.objects.create(handle=handle, email=email.lower(), invited_by=invited_by)
    return SIGNER.sign(str(made.pk))


def open_invitation(token: str) -> Invitation | None:
    """The invitation behind the token; None when it is forged, too old, void, or taken up already."""
    try:
        number = SIGNER.unsign(token, max_age=timedelta(days=settings.INVITATION_DAYS))
    except BadSignature:
        return None
    found = _locked(Invitation.objects.filter(pk=int(number), taken=None)).first()
    return found if found is not None and not why_not(found.handle, found.email) else None


def _locked(invitations: "QuerySet[Invitation]") -> "QuerySet[Invitation]":
    """The invitations, in a transaction held until its end: whoever comes second with a link waits, and comes late."""
    return invitations.select_for_update() if transaction.get_connection().in_atomic_block else invitations


@transaction.atomic
def take_up(token: str, password: str, language: str) -> Account | None:
    """The new account, bound to the handle; None when the invitation is no longer open."""
    found = open_invitation(token)
    if found is None:
        return None
    is_second = Invitation.objects.filter(handle=found.handle, taken__isnull=False).exists()
    Account.objects.filter(handle=found.handle).delete()
    found.taken = timezone.now()
    found.save(update_fields=["taken"])
    account = Account.objects.create_user(found.email, password, handle=found.handle, language=language)
    _address_is_proven(account)
    if is_second:
        begin_wait(account)
    return account


def _address_is_proven(account: Account) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
