"""Letters about ballots: laid into an outbox of their own when a ballot is cast and when a board closes.

What a letter says of a ballot, its tracker, is known here for as long as the letter waits, and lies where whose
credential is whose does: in a shared database under the key of the home folders. How somebody voted is known nowhere.
"""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from msgspec import Struct, json

from rankandfile.core.ids import ElectionId, Handle

from ..place import Place
from .models import BallotLetter, ToldAtClose

CAST, COUNTED = "tracker", "counted"
"""A ballot was taken; a ballot counts. Also the names of the letters' texts."""


class Told(Struct, frozen=True):
    """What a letter says of a ballot."""

    tracker: str
    height: int = 0
    head: str = ""


def lay(place: Place, kind: str, election: ElectionId, voter: Handle, told: Told, now: int) -> None:
    """The letter waits for the mail server, durable."""
    _letter(place, kind, election, voter, told, now).save()


def lay_at_close(place: Place, election: ElectionId, told: Iterable[tuple[Handle, Told]], now: int) -> bool:
    """Whether the letters of this election were laid in now: all of them, or, by whoever came first, already."""
    try:
        with transaction.atomic():
            ToldAtClose.objects.create(election=election)
            rows = (_letter(place, COUNTED, election, voter, each, now) for voter, each in told)
            BallotLetter.objects.bulk_create(rows, batch_size=500)
    except IntegrityError:
        return False
    return True


def _letter(place: Place, kind: str, election: ElectionId, voter: Handle, told: Told, now: int) -> BallotLetter:
    sealed = place.hidden(json.encode(told))
    return BallotLetter(kind=kind, election=election, receiver=voter, sealed=sealed, state="waiting", due=now)


def told_in(place: Place, letter: BallotLetter) -> Told:
    """What the letter says."""
    return json.decode(place.shown(bytes(letter.sealed)), type=Told)


def forget_done() -> None:
    """Of letters that went, or never will, nothing is kept."""
    BallotLetter.objects.exclude(state__in=("waiting", "sending")).delete()
