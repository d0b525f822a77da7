"""A vote that was taken on paper is marked as such by who counts, while it is open."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.chapters.agenda import open_vote
from rankandfile.core.chapters.on_paper import MarkOnPaper

from ..doing import ask, filled, perform, ready, stamped
from ..forms.meetings import moment
from ..forms.on_paper import OnPaper
from ..page import asked, show
from ..pages.meetings import heading
from ..pages.votes import subject_title
from .meetings import found


def mark_on_paper(request: HttpRequest, meeting: str) -> HttpResponse:
    """When the hands were counted, and why on paper; it stands beside the result for ever."""
    state, _reader = asked(request)
    own = found(state, meeting)
    vote, top = open_vote(state, own.id), heading(state, own, _("Taken on paper"))
    if vote is None:
        return show(request, "floor/nothing_to_tell.html", top, meeting=own.id)
    form, back = filled(request, OnPaper), reverse("tell", args=[own.id])
    if not ready(request, form):
        values = {"subject": subject_title(state, vote.subject), "back": back, "template": "floor/on_paper.html"}
        return ask(request, form, top, _("Mark this vote as taken on paper"), **values)
    act = MarkOnPaper(**stamped(request), vote=vote.id, held=moment(form.cleaned_data["held"]))
    done = _("The vote is marked as taken on paper. Now enter what was counted.")
    return perform(request, act, {"reason": form.cleaned_data["reason"]}, to=back, done=done)


URLS = [path("convention/<str:meeting>/tell/paper/", mark_on_paper, name="mark_on_paper")]
