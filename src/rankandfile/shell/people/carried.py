"""Test ballots on their way from the device that made them to the one that checks them, for an hour.

What lies here is encrypted on the first device under a code that a person carries to the second one: the server has
neither the code nor the key, and cannot read how somebody would have voted. One for each account; a newer one, or the
hour, ends it.
"""

import re
from datetime import timedelta

from django.utils import timezone

from .models import Account, CarriedTest

HOUR = timedelta(hours=1)
LARGEST = 1 << 18
"""Letters of an encrypted test ballot: one of a hundred answers has a third of that."""
_NAME = re.compile(r"[0-9a-f]{64}")
_CONTENT = re.compile(r"[A-Za-z0-9+/]+={0,2}")


def carry(account: Account, name: str, content: str) -> bool:
    """Whether the test is there for an hour, under a name that follows from the code; not what is no such thing."""
    if not _NAME.fullmatch(name) or len(content) > LARGEST or not _CONTENT.fullmatch(content):
        return False
    _end_old_ones()
    if CarriedTest.objects.filter(name=name).exclude(account=account).exists():
        return False
    CarriedTest.objects.update_or_create(
        account=account, defaults={"name": name, "content": content, "made": timezone.now()}
    )
    return True


def carried(name: str) -> str | None:
    """The test under this name; None where there is none, or none any more."""
    _end_old_ones()
    found = CarriedTest.objects.filter(name=name).first()
    return found.content if found is not None else None


def _end_old_ones() -> None:
    CarriedTest.objects.filter(made__lt=timezone.now() - HOUR).delete()
