"""Roll calls as files: the votes by name of a whole meeting, or of one vote, as CSV or Popolo JSON."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from rankandfile.core.ids import VoteId
from rankandfile.shell.exchange.roll_calls import RollCall, as_csv, as_popolo

from ..page import asked
from ..pages import roll_calls as pages
from .meetings import found

KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


def roll_calls(request: HttpRequest, meeting: str, ending: str) -> HttpResponse:
    """Every roll call of the meeting that is closed."""
    state, _reader = asked(request)
    return _file(pages.of_meeting(state, found(state, meeting)), f"roll-calls-{meeting}", ending)


def roll_call(request: HttpRequest, meeting: str, vote: str, ending: str) -> HttpResponse:
    """One roll call, once it is closed."""
    state, _reader = asked(request)
    own = state.floor.votes.get(VoteId(vote))
    if own is None or own.convention != meeting or not own.closed or own.method != "roll-call":
        raise Http404
    return _file([pages.of_vote(state, own)], f"roll-call-{vote}", ending)


def _file(calls: Sequence[RollCall], name: str, ending: str) -> HttpResponse:
    if ending not in KINDS:
        raise Http404
    content = as_csv(calls) if ending == "csv" else as_popolo(calls)
    answer = HttpResponse(content, content_type=KINDS[ending])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer


URLS = [
    path("convention/<str:meeting>/votes/roll-calls.<slug:ending>", roll_calls, name="roll_calls"),
    path("convention/<str:meeting>/votes/<str:vote>/roll-call.<slug:ending>", roll_call, name="roll_call"),
]
