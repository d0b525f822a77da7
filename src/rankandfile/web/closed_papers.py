"""Pages of a body whose papers are closed: whoever does not sit in it is told so, and by which article."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rankandfile.core.chapters.bodies import meeting_body
from rankandfile.core.ids import ConventionId
from rankandfile.core.state import State

from . import organisation
from .pages.closed import is_closed_to, is_own, meeting_named
from .pages.naming import post_title
from .rules import rule
from .who import Reader, reader_of

Answers: TypeAlias = Callable[[HttpRequest], HttpResponse]
EXCEPT = frozenset({"meeting", "hall", "call_off_meeting"})
"""The notice, which names no paper; the live piece, which has a ticket of a page that was open; calling it off."""


class ClosedPapers:
    """Looks at each address before its page is made."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, untouched."""
        return self._answers(request)

    def process_view(
        self, request: HttpRequest, view: Any, given: tuple[Any, ...], named: dict[str, Any]
    ) -> HttpResponse | None:
        """The page that says for whom it is; None where it is open to who asks."""
        match = request.resolver_match
        if match is None or match.url_name in EXCEPT:
            return None
        asked = {**_asked(request), **named}
        if not asked:
            return None
        state = organisation.read_state()
        if not state.foundation.founder:
            return None
        return _closed(request, state, reader_of(request, state), asked)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """The meeting that a list is asked for stands behind the address."""
    return {name: request.GET[name] for name in ("convention", "meeting") if name in request.GET}


def _closed(request: HttpRequest, state: State, reader: Reader, asked: dict[str, Any]) -> HttpResponse | None:
    meeting = meeting_named(state, asked)
    if not is_closed_to(state, reader, meeting) or is_own(state, reader, asked):
        return None
    body = meeting_body(state, ConventionId(meeting))
    values = {"body": post_title(state, body.id), "law": rule(state, body.article), "meeting": meeting}
    return render(request, "errors/closed_papers.html", values, status=403)
