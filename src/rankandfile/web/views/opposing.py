"""Statements against a motion: all of them, writing one, taking one's own back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.opposing import OpposeMotion, WithdrawStatement, clause_of
from rankandfile.core.state import State

from ..doing import ask, check_answers, filled, is_checked, no, perform, ready, stamped
from ..forms.papers import Answer
from ..page import asked, show
from ..pages import motions
from ..pages import opposing as pages
from ..pages.pieces import Heading
from ..pages.texts import rendered
from ..rules import rule
from ..trying import check_paper, why_not


def against(request: HttpRequest, motion: str) -> HttpResponse:
    """All statements against the motion, the printed ones first."""
    state, reader = asked(request)
    own = _found(state, motion)
    page = pages.page(state, own, reader, request.GET.get("page", "1"))
    heading = Heading(_("Statements against {number}").format(number=own.id), motions.title(own))
    return show(request, "opposing/list.html", heading, pages.ways(state, reader, own), page=page)


def _found(state: State, number: str) -> Motion:
    own = motions.find(state, number)
    if own is None:
        raise Http404
    return own


def oppose_motion(request: HttpRequest, motion: str) -> HttpResponse:
    """A member writes against the motion; looked at once more, then received."""
    state, reader = asked(request)
    own = _found(state, motion)
    to = reverse("against", args=[own.id])
    closed = why_not(OpposeMotion(reader.handle, reader.at, own.id), {"text": "–"})
    if closed is not None:
        return no(request, closed, back=to)
    form = filled(request, Answer, words=pages.words(state, own))
    heading = Heading(_("Motion {number}").format(number=own.id), _("Write against it"))
    law = rule(state, clause_of(state).article)
    if not ready(request, form):
        return ask(request, form, heading, _("Check this statement"), back=to, template="motions/speak.html", law=law)
    text = form.cleaned_data["text"]
    act = OpposeMotion(**stamped(request), motion=own.id)
    refusal = why_not(act, {"text": text})
    if refusal is not None:
        return no(request, refusal, back=to)
    if not is_checked(request):
        return check_paper(
            request, "opposing/check.html", heading, _("Hand in this statement"), html=rendered(text), law=law
        )
    return perform(
        request, act, {"text": text}, to=to, done=_("Your statement stands beside motion {number}.").format(
            number=own.id), follows=_("A lot says at the next issue which of them the bulletin prints."),
    )  # fmt: skip


def withdraw_statement(request: HttpRequest, statement: str) -> HttpResponse:
    """Its author takes the statement back; asked twice."""
    state, _reader = asked(request)
    own = pages.find(state, statement)
    if own is None:
        raise Http404
    if not is_checked(request):
        heading = Heading(_("Statement {number}").format(number=own.id), _("Withdraw this statement"))
        return check_answers(
            request, heading, ((_("Against motion"), own.motion),), _("Withdraw this statement"),
            final=_("It is shown no longer. You can write another one until the last issue."),
        )  # fmt: skip
    act = WithdrawStatement(**stamped(request), statement=own.id)
    return perform(request, act, to=reverse("against", args=[own.motion]), done=_("Your statement is withdrawn."))


URLS = [
    path("motions/<str:motion>/against/", against, name="against"),
    path("motions/<str:motion>/against/write/", oppose_motion, name="oppose_motion"),
    path("statements/<str:statement>/withdraw/", withdraw_statement, name="withdraw_statement"),
]
