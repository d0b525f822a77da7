"""Whoever has written reads what they wrote, whichever machine answers next.

The answer to a form carries, in a signed cookie, how far the record reached when it was made. Another machine that has
not come so far yet waits for a tenth of a second, which is a hundred times longer than the word of a commit takes;
where it is still behind after that, the page says so (`templates/pieces/behind.html`). In files on one machine every
page is made of the newest entry, so there is nothing to carry.
"""

from collections.abc import Callable
from typing import TypeAlias

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from . import organisation

Answers: TypeAlias = Callable[[HttpRequest], HttpResponse]
COOKIE = "seen"
PATIENCE = 0.1
"""Seconds that a page waits for the entry."""
KEPT = 60
"""Seconds for which a browser carries the number; a follower that is later than that has told its operator long ago."""


def own_writes(answers: Answers) -> Answers:
    """A page shows at least what its reader has written; where it cannot, `request.behind` is that entry's number."""

    def with_own_writes(request: HttpRequest) -> HttpResponse:
        if organisation.secretary().shared is None:
            return answers(request)
        request.behind = _behind(request)  # type: ignore[attr-defined]
        response = answers(request)
        if request.method == "POST":
            size = str(organisation.secretary().state.size)
            response.set_signed_cookie(
                COOKIE, size, max_age=KEPT, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        return response

    return with_own_writes


def _behind(request: HttpRequest) -> int:
    """The number of the reader's newest entry that this machine does not know of yet; 0 where it knows all."""
    said = request.get_signed_cookie(COOKIE, default=None, max_age=KEPT) or "0"
    seen = int(said) if said.isdigit() else 0
    if not seen:
        return 0
    organisation.secretary().wait_for_news(seen - 1, PATIENCE)
    return seen - 1 if organisation.read_state().size < seen else 0
