"""Forgetting an account: the link between a person and a handle is gone, in the database's file too.

What stays is that the handle once had an account: an invitation without its address. Whoever comes to such a handle
later waits like after a recovery, so deleting an account is no way around that.
"""

from django.db import connection, transaction

from .models import Account, Invitation
from .recovery import end_sessions


def forget(account: Account) -> None:
    """Nobody can sign in to the account, and its address stands in no table and in no free page of the file."""
    with transaction.atomic():
        end_sessions(account)
        Invitation.objects.filter(handle=account.handle, taken=None).delete()
        Invitation.objects.filter(handle=account.handle).update(email="")
        Invitation.objects.filter(invited_by=account.handle or "").update(invited_by="")
        account.delete()
    leave_nothing()


def leave_nothing() -> None:
    """The tables are in new pages, in which nothing deleted is left. A fraction of a second; not in a transaction."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
