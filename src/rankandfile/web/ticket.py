"""A ticket to the stream of one meeting: whoever a page was shown to may hear what becomes of it, for a day.

The stream is a program without sessions, so a page that may be seen gives its reader a ticket, and the stream and the
page that it asks look at nothing else. A ticket names the meeting and its last second, and both are signed with the
secret of the home. It shows what every page of the meeting's floor shows alike, and nothing that is one person's.
"""

import hmac
from hashlib import sha256

LASTS = 86_400
"""Seconds. A page that is open for longer asks for a new one by loading itself again."""


def ticket(secret: str, meeting: str, now: int) -> str:
    """The ticket to the meeting; the same for an hour, so that pages can be compared."""
    until = now - now % 3600 + LASTS
    return f"{until}.{_mark(secret, meeting, until)}"


def is_good(secret: str, meeting: str, given: str, now: int) -> bool:
    """Whether the ticket was given out for this meeting and has not run out."""
    until, _dot, mark = given.partition(".")
    if not (until.isascii() and until.isdigit() and len(until) < 12) or int(until) < now:
        return False
    return hmac.compare_digest(mark.encode(), _mark(secret, meeting, int(until)).encode())


def _mark(secret: str, meeting: str, until: int) -> str:
    return hmac.new(secret.encode(), f"hall/{meeting}/{until}".encode(), sha256).hexdigest()[:32]
