"""A ticket to the stream of one screen: whoever a page was shown to may hear what becomes of it, for a day.

The stream is a program without sessions, so a page that may be seen gives its reader a ticket, and the stream and the
page that it asks look at nothing else. A ticket is for one meeting and one kind of screen, `C1/floor`, until its last
second, and that is signed with the secret of the home. It shows what every such screen shows alike, and nothing that is
one person's; a ticket to the public's screen opens no other.
"""

import hmac
from hashlib import sha256

LASTS = 86_400
"""Seconds. A page that is open for longer asks for a new one by loading itself again."""


def ticket(secret: str, screen: str, now: int) -> str:
    """The ticket to the screen; the same for an hour, so that pages can be compared."""
    until = now - now % 3600 + LASTS
    return f"{until}.{_mark(secret, screen, until)}"


def is_good(secret: str, screen: str, given: str, now: int) -> bool:
    """Whether the ticket was given out for this screen and has not run out."""
    until, _dot, mark = given.partition(".")
    if not (until.isascii() and until.isdigit() and len(until) < 12) or int(until) < now:
        return False
    return hmac.compare_digest(mark.encode(), _mark(secret, screen, int(until)).encode())


def _mark(secret: str, screen: str, until: int) -> str:
    return hmac.new(secret.encode(), f"hall/{screen}/{until}".encode(), sha256).hexdigest()[:32]
