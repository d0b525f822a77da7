"""Notices of meetings: laid into an outbox of their own, for everybody who may come, once for each thing to tell."""

from collections.abc import Iterator

from django.db import IntegrityError, transaction

from rankandfile.core.ids import ConventionId, Handle

from .models import Account, MeetingLetter, ToldOfMeeting

CALLED, AGENDA, NOT_HELD = "called", "agenda", "not-held"
"""A meeting is called; its agenda is composed; it does not take place, or did not. Also the names of the texts."""


def lay(meeting: ConventionId, kind: str, people: frozenset[Handle], now: int) -> bool:
    """Whether the notices were laid in now: all of them, or, by whoever came first, already. Durable when it returns.

    Cost: one pass over the accounts.
    """
    try:
        with transaction.atomic():
            ToldOfMeeting.objects.create(kind=kind, meeting=meeting)
            rows = (
                MeetingLetter(kind=kind, meeting=meeting, receiver=handle, state="waiting", due=now)
                for handle in _reached(people)
            )
            MeetingLetter.objects.bulk_create(rows, batch_size=500)
    except IntegrityError:
        return False
    return True


def is_laid(meeting: ConventionId, kind: str) -> bool:
    """Whether they were laid in already."""
    return bool(ToldOfMeeting.objects.filter(kind=kind, meeting=meeting).exists())


def _reached(people: frozenset[Handle]) -> Iterator[Handle]:
    """Those who have an account with an address, in the order of their accounts."""
    known = Account.objects.filter(is_active=True, handle__isnull=False).exclude(email="").order_by("pk")
    yield from (Handle(handle) for handle in known.values_list("handle", flat=True).iterator() if handle in people)


def forget_done() -> None:
    """Of notices that went, or never will, nothing is kept."""
    MeetingLetter.objects.exclude(state__in=("waiting", "sending")).delete()
