"""The rulebook in plain language, its history, and two of them side by side. Open to everybody."""

from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.chapters.foundation import rules_in_force

from ..page import asked, show
from ..pages import printed
from ..pages import rulebook as pages
from ..pages.drafting import change_of_rules
from ..pages.pieces import Can, Heading


def rulebook(request: HttpRequest, rules: str = "") -> HttpResponse:
    """The articles of the rulebook in force, or of the one asked for."""
    state, reader = asked(request)
    known = rules or rules_in_force(state)
    articles = pages.read(state, known)
    if articles is None:
        raise Http404
    version = next((v for v in pages.versions(state) if v.rules == known), None)
    heading = Heading(_("Rulebook"), version.title if version else _("Proposed rulebook"))
    is_now = known == rules_in_force(state)
    business = change_of_rules(state, reader) if is_now and reader.is_member else ""
    change = (Can(_("Propose a change"), f"{reverse('new_motion')}?business={business}"),) if business else ()
    paper = printed.ways("rulebook_version_paper", known) if version else ()
    ways = (*change, Can(_("Its history"), reverse("rulebook_history")), *paper)
    return show(request, "rulebook/read.html", heading, ways, articles=articles, version=version, is_now=is_now)


def rulebook_history(request: HttpRequest) -> HttpResponse:
    """Which rulebook held when, and by which decision it came."""
    state, _reader = asked(request)
    heading = Heading(_("Rulebook"), _("History of the rulebook"))
    found = pages.versions(state)
    return show(request, "rulebook/history.html", heading, versions=found, steps=tuple(pairwise(found)))


def rulebook_change(request: HttpRequest, before: str, after: str) -> HttpResponse:
    """Two rulebooks, article by article."""
    state, _reader = asked(request)
    changes = pages.changes(state, before, after)
    if changes is None:
        raise Http404
    heading = Heading(_("Rulebook"), _("What changed"))
    return show(request, "rulebook/change.html", heading, changes=changes)


URLS = [
    path("rulebook/", rulebook, name="rulebook"),
    path("rulebook/history/", rulebook_history, name="rulebook_history"),
    path("rulebook/<slug:rules>/", rulebook, name="rulebook_version"),
    path("rulebook/<slug:before>/<slug:after>/", rulebook_change, name="rulebook_change"),
]
