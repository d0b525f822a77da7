"""Recovery by mail that cannot take over a vote.

Who reads somebody's mail, or runs the mail server, can recover access to an account. So a recovery closes something:
for RECOVERY_WAIT_HOURS (72) after a new password was set by mail, or the address was changed, the account can read and
write papers but cannot vote, nominate, resign or act for an office. The owner is told at once, by letter to the address
and by a notice on each page; one link in the letter locks the account, without signing in. Signing in with a passkey
that is older than the recovery ends the wait: the owner of that device was not replaced. A passkey added in the
waiting time is gone with the next recovery, so it never becomes an older one, and an owner who recovers takes it away.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from .models import Account

SIGNER = Signer(salt="rankandfile.lock")


def listen() -> None:
    """Recoveries are noticed from here on."""
    from allauth.account import signals

    signals.password_reset.connect(_recovered, dispatch_uid="recovered")
    signals.email_changed.connect(_recovered, dispatch_uid="address-changed")
    signals.user_logged_in.connect(_signed_in, dispatch_uid="signed-in")


def _recovered(user: Account, from_email_address: Any = None, **_: Any) -> None:
    begin_wait(user, from_email_address.email if from_email_address else "")


def _signed_in(user: Account, request: Any, **_: Any) -> None:
    ways = request.session.get("account_authentication_methods", ())
    end_wait_if_proven(user, {way["id"] for way in ways if way.get("type") == "webauthn" and "id" in way})


def begin_wait(account: Account, old_address: str = "") -> None:
    """From now on the account waits, and its owner is told, at the old address too where it was changed."""
    from ..letters import tell_of_recovery

    _forget_what_was_added(account)
    account.recovered = timezone.now()
    account.save(update_fields=["recovered"])
    token = SIGNER.sign(str(account.pk))
    for address in dict.fromkeys(filter(None, (account.email, old_address))):
        tell_of_recovery(address, account.language, closed_until(account), token)


def _forget_what_was_added(account: Account) -> None:
    """Passkeys added in a waiting time are gone with the next recovery: they would be older than that one."""
    from allauth.mfa.models import Authenticator

    if closed_until(account) is not None:
        Authenticator.objects.filter(user=account, created_at__gte=account.recovered).delete()


def closed_until(account: Account) -> datetime | None:
    """Until when votes and acts of office are closed to this account; None when they are open."""
    if account.recovered is None:
        return None
    until = account.recovered + timedelta(hours=settings.RECOVERY_WAIT_HOURS)
    return until if timezone.now() < until else None


def end_wait_if_proven(account: Account, used_passkeys: set[int]) -> None:
    """The wait is over when this sign-in used a passkey that is older than the recovery."""
    from allauth.mfa.models import Authenticator

    if account.recovered is None:
        return
    if Authenticator.objects.filter(user=account, pk__in=used_passkeys, created_at__lt=account.recovered).exists():
        account.recovered = None
        account.save(update_fields=["recovered"])


def lock(token: str) -> bool:
    """Whether the account behind the letter's link is locked now: nobody signs in, and open sessions end."""
    try:
        account = Account.objects.get(pk=int(SIGNER.unsign(token)))
    except (BadSignature, Account.DoesNotExist):
        return False
    _lock(account)
    return True


def lock_account_of(handle: str) -> bool:
    """Whether an open account acted for this handle; it is locked now, as by the link in a letter."""
    account = Account.objects.filter(handle=handle, is_active=True).first()
    if account is not None:
        _lock(account)
    return account is not None


def _lock(account: Account) -> None:
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_sessions(account)


def end_sessions(account: Account) -> None:
    """Nobody is signed in to the account any more. Cost: one pass over the open sessions."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()
