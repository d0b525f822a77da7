"""Tables: accounts, invitations, drafts, what was read, and whose voters were told which of their ballots counts."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from .letter_models import BallotLetter, Delivery, Letter, MeetingLetter, Muted, ToldOfMeeting, Wish

__all__ = (
    "Account",
    "Accounts",
    "BallotLetter",
    "CarriedTest",
    "Delivery",
    "Draft",
    "FeedKey",
    "Invitation",
    "Letter",
    "MeetingLetter",
    "Muted",
    "MutedDiscussion",
    "ReadMark",
    "ToldAtClose",
    "ToldOfMeeting",
    "Wish",
)


class Accounts(BaseUserManager["Account"]):
    """How accounts come about. There is no superuser: no account can do more than its handle."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> "Account":
        """A saved account; without a password it can only be entered by passkey or after a recovery."""
        account = Account(email=self.normalize_email(email).lower(), **more)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """Somebody who signs in, and the handle for whom they act."""

    email = models.EmailField(unique=True)
    handle = models.CharField(max_length=32, unique=True, null=True)
    language = models.CharField(max_length=8, blank=True)
    time_zone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    made = models.DateTimeField(auto_now_add=True)
    recovered = models.DateTimeField(null=True)
    """When access was last recovered by mail; see `recovery.py` for what that closes."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[Accounts] = Accounts()

    def __str__(self) -> str:
        return self.email


class Invitation(models.Model):
    """A link, sent to one address, that binds a new account to one handle. It works once."""

    handle = models.CharField(max_length=32)
    email = models.EmailField()
    invited_by = models.CharField(max_length=32)
    made = models.DateTimeField(auto_now_add=True)
    taken = models.DateTimeField(null=True)


class ToldAtClose(models.Model):
    """An election whose voters were told at its close which ballot counts. It says nothing about who they are."""

    election = models.CharField(max_length=32, unique=True)
    made = models.DateTimeField(auto_now_add=True)


class ReadMark(models.Model):
    """A motion or document of the bulletin that its reader has marked as read."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    item = models.CharField(max_length=16)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One mark for each text."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "item"], name="one_mark_for_each_text")
        ]


class MutedDiscussion(models.Model):
    """A motion or document whose discussion its reader wants to hear no more of in *My bulletin*."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    item = models.CharField(max_length=64)

    class Meta:
        """Muted once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "item"], name="discussion_muted_once")
        ]


class Draft(models.Model):
    """A text that its writer has not handed in yet: in no entry of the record, for nobody else, gone when it is in."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    page = models.CharField(max_length=32)
    """The name of the page on which it is written."""
    values = models.TextField()
    """What stands in the form, as JSON."""
    changed = models.DateTimeField(auto_now=True)


class CarriedTest(models.Model):
    """A test ballot on its way to the device that checks it, encrypted under a code that the server never sees."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE)
    name = models.CharField(max_length=64, unique=True)
    """Follows from the code; says nothing about it."""
    content = models.TextField()
    made = models.DateTimeField()


class FeedKey(models.Model):
    """The secret address at which a member's own programs fetch feed and calendar; only what it hashes to is kept."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the secret, in hexadecimal."""
    made = models.DateTimeField()
