"""Tables of letters between members: what was written, the outbox, and how each wants to be written to.

Apart from the record, and erasable: who wrote to whom is nobody else's business. Moments are UTC seconds.
"""

from hashlib import sha256
from typing import ClassVar

from django.db import models


class Letter(models.Model):
    """What one member wrote to others; nobody's address is in it."""

    sender = models.CharField(max_length=32, db_index=True)
    circle = models.CharField(max_length=12)
    """`motion`, `delegates`, `branch`, `convention`, or `answer` to another letter."""
    about = models.CharField(max_length=64)
    """The motion's number or the branch; empty for the others."""
    subject = models.CharField(max_length=200)
    text = models.TextField()
    made = models.BigIntegerField()
    people = models.IntegerField()
    """How many were in the circle, whether or not each has an account or wants letters."""
    counts = models.BooleanField(default=True)
    """Whether it counts for the limit of the rulebook."""
    answers = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="answered_by")

    @property
    def fingerprint(self) -> str:
        """SHA-256 of subject and text: receivers can tell each other whether they got the same letter."""
        return sha256(f"{self.subject}\n\n{self.text}".encode()).hexdigest()


class Delivery(models.Model):
    """A letter to one receiver: on the page *My letters*, and in the outbox until the mail server has it."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE)
    receiver = models.CharField(max_length=32, db_index=True)
    state = models.CharField(max_length=8)
    """`waiting` in the outbox; `sending` while the mail server is asked; `sent`; `page`, where the receiver wants no
    mail; `unsure`, where nobody can know whether the mail server took it: it is not sent again; `failed`; `muted`,
    where the receiver does not see it: so the writer's numbers tell nobody who has muted whom."""
    due = models.BigIntegerField()
    tries = models.SmallIntegerField(default=0)
    claimed = models.BigIntegerField(default=0)
    """Since when a process has it in hand."""
    in_digest = models.BooleanField(default=False)

    class Meta:
        """Nobody has a letter twice."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["letter", "receiver"], name="letter_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "due"], name="outbox")]


class BallotLetter(models.Model):
    """A letter to a voter about the own ballot, in an outbox of its own; gone when it went."""

    kind = models.CharField(max_length=8)
    """`tracker`, at casting; `counted`, at the close."""
    election = models.CharField(max_length=32)
    receiver = models.CharField(max_length=32, db_index=True)
    sealed = models.BinaryField()
    """What it says of the ballot; in a shared database under a key that is not there."""
    state = models.CharField(max_length=8)
    """As a delivery's."""
    due = models.BigIntegerField()
    tries = models.SmallIntegerField(default=0)
    claimed = models.BigIntegerField(default=0)
    in_digest = False

    class Meta:
        """Found by what is due."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "due"], name="ballot_outbox")]


class MeetingLetter(models.Model):
    """A notice of a meeting to one who may come, in an outbox of its own; gone when it went."""

    kind = models.CharField(max_length=12)
    """`called`; `agenda`, when it is composed; `not-held`, where it was called off or nobody opened it."""
    meeting = models.CharField(max_length=32)
    receiver = models.CharField(max_length=32, db_index=True)
    state = models.CharField(max_length=8)
    """As a delivery's."""
    due = models.BigIntegerField()
    tries = models.SmallIntegerField(default=0)
    claimed = models.BigIntegerField(default=0)
    in_digest = False

    class Meta:
        """Found by what is due."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "due"], name="meeting_outbox")]


class ToldOfMeeting(models.Model):
    """That the notices of this kind about this meeting were laid in: of all processes one does it."""

    kind = models.CharField(max_length=12)
    meeting = models.CharField(max_length=32)

    class Meta:
        """Once for each."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "meeting"], name="told_of_meeting_once")
        ]


class Wish(models.Model):
    """How somebody wants to be written to; each letter at once where there is no row."""

    handle = models.CharField(max_length=32, unique=True)
    mail = models.CharField(max_length=5)
    """`each`, `daily`, or `page`: by mail only what is due, letters of members on the page alone."""


class Muted(models.Model):
    """Somebody whose letters do not reach this person any more, by mail or on the page."""

    handle = models.CharField(max_length=32, db_index=True)
    sender = models.CharField(max_length=32)

    class Meta:
        """Muted once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["handle", "sender"], name="muted_once")
        ]
