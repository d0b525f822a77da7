"""Forgetting an account: the link between a person and a handle is gone, in the database's file too.

What stays is that the handle once had an account: an invitation without its address. Whoever comes to such a handle
later waits like after a recovery, so deleting an account is no way around that.
"""

from django.contrib.sessions.models import Session
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model

from .models import (
    Account,
    BallotLetter,
    Delivery,
    Draft,
    FeedKey,
    Invitation,
    Letter,
    MeetingLetter,
    Muted,
    MutedDiscussion,
    ReadMark,
    Wish,
)
from .recovery import end_sessions
from .relay import forget_letters


def forget(account: Account) -> None:
    """Nobody can sign in to the account, and its address stands in no table and in no free page of the file."""
    with transaction.atomic():
        end_sessions(account)
        Invitation.objects.filter(handle=account.handle, taken=None).delete()
        Invitation.objects.filter(handle=account.handle).update(email="")
        forget_letters(account.handle or "")
        for letters in (BallotLetter, MeetingLetter):
            letters.objects.filter(receiver=account.handle or "").delete()
        Invitation.objects.filter(invited_by=account.handle or "").update(invited_by="")
        account.delete()
    leave_nothing()


def leave_nothing(using: str = DEFAULT_DB_ALIAS) -> None:
    """The tables are in new pages, in which nothing deleted is left. A fraction of a second; not in a transaction.

    PostgreSQL keeps its log for a while longer; it goes with the rotation of the database's own backups.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        return
    tables = [connection.ops.quote_name(model._meta.db_table) for model in _models()]
    whole = ["VACUUM"] if connection.vendor == "sqlite" else [f"VACUUM (FULL) {table}" for table in tables]
    with connection.cursor() as cursor:
        for command in whole:
            cursor.execute(command)


def _models() -> tuple[type[Model], ...]:
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator

    beside = Letter, Delivery, BallotLetter, MeetingLetter, Muted, Wish, FeedKey
    return Account, Invitation, Draft, ReadMark, MutedDiscussion, EmailAddress, Authenticator, Session, *beside
