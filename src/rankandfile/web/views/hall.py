"""What all in the hall see alike, for the live stream to hand on: no page of its own, a piece of other pages."""

import time
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import get_language

from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.state import State

from .. import who
from ..organisation import read_state
from ..page import show
from ..pages import hall as pages
from ..security import stream_address
from ..ticket import is_good, ticket
from .meetings import found


def hall(request: HttpRequest, meeting: str, kind: str, language: str) -> HttpResponse:
    """The piece as it is now, for who has a ticket to this meeting; its phase and the size of the record as headers."""
    if kind not in pages.KINDS or language not in dict(settings.LANGUAGES):
        raise Http404
    if not is_good(settings.SECRET_KEY, f"{meeting}/{kind}", request.GET.get("ticket", ""), int(time.time())):
        raise Http404
    state = read_state()
    own = pages.shared(state, found(state, meeting), kind, language, who.now())
    answer = HttpResponse(own.html.replace(pages.TOKEN, ""))
    answer["X-Phase"], answer["X-Size"] = own.phase, str(int(state.size))
    return answer


def hall_here(request: HttpRequest, state: State, meeting: Convention, kind: str) -> dict[str, Any]:
    """The piece as a page has it at its loading, and where the page hears of the next ones."""
    language = get_language() or settings.LANGUAGE_CODE
    own = pages.shared(state, meeting, kind, language, who.now())
    token = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
    return {"hall": own.html.replace(pages.TOKEN, token), "hall_stream": _stream(request, meeting, kind, language)}


def _stream(request: HttpRequest, meeting: Convention, kind: str, language: str) -> str:
    address = stream_address(request)
    admits = ticket(settings.SECRET_KEY, f"{meeting.id}/{kind}", int(time.time()))
    return f"{address.rstrip('/')}/hall/{meeting.id}/{kind}/{language}/?ticket={admits}" if address else ""


def public(request: HttpRequest, meeting: str) -> HttpResponse:
    """The wall without names, for anybody, where the rulebook opens the convention to the public."""
    state = read_state()
    own = found(state, meeting)
    if not pages.is_public(state) or own.body:
        raise Http404
    values = hall_here(request, state, own, "public")
    return show(request, "floor/public.html", pages.public_heading(state, own), now=who.now(), **values)


URLS = [
    path("convention/<str:meeting>/hall/<str:kind>/<str:language>/", hall, name="hall"),
    path("convention/<str:meeting>/public/", public, name="public"),
]
