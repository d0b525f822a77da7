"""Feed and calendar: what other programs of a member read. They are for whoever is signed in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ..page import asked
from ..pages import feeds as pages
from ..pages.pieces import Can


def feed(request: HttpRequest) -> HttpResponse:
    """The newest published texts, as Atom."""
    return _fed(request, pages.atom, "application/atom+xml; charset=utf-8")


def calendar(request: HttpRequest) -> HttpResponse:
    """The timetables, as a calendar that any program takes in."""
    answer = _fed(request, pages.timetables, "text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="timetable.ics"'
    return answer


def _fed(request: HttpRequest, make: pages.Made, kind: str) -> HttpResponse:
    """What is made for another program, in the organisation's own language."""
    state, _reader = asked(request)
    with translation.override(settings.LANGUAGE_CODE):
        answer = HttpResponse(make(state, request.build_absolute_uri("/").rstrip("/")), content_type=kind)
    answer["Cache-Control"] = "private, no-store"
    return answer


def ways() -> tuple[Can, ...]:
    """Where both are."""
    return (
        Can(_("Every deadline as a calendar"), reverse("calendar")),
        Can(_("The bulletin as a feed"), reverse("feed")),
    )


URLS = [
    path("bulletin/feed.atom", feed, name="feed"),
    path("bulletin/timetable.ics", calendar, name="calendar"),
]
