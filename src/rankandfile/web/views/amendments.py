"""Amendments: moving one by the line numbers of the motion, supporting it, taking it back or in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from rankandfile.core.chapters import amending as acts

from ..doing import ask, filled, is_checked, no, perform, ready, stamped
from ..forms.papers import Amendment
from ..page import asked
from ..pages import amending, motions
from ..pages import amendments as pages
from ..pages.pieces import Heading
from ..trying import check_paper, why_not

SIMPLE = {
    "second": (acts.SecondAmendment, gettext_noop("You have seconded amendment {id}.")),
    "withdraw": (acts.WithdrawAmendment, gettext_noop("Amendment {id} is withdrawn.")),
    "accept": (acts.AcceptAmendment, gettext_noop("Amendment {id} is part of your motion now.")),
}


def move_amendment(request: HttpRequest, motion: str) -> HttpResponse:
    """A change of the motion, by its lines; seen in its place before it is moved."""
    state, reader = asked(request)
    own = motions.find(state, motion)
    if own is None:
        raise Http404
    draft = amending.draft(state, reader, own)
    form = filled(request, Amendment, **draft.form)
    heading = Heading(_("Amendment to {number}").format(number=own.id), motions.title(own))
    back = reverse("motion", args=[own.id])
    if not ready(request, form):
        return ask(
            request, form, heading, _("Check this amendment"), template="amendments/move.html", draft=draft, back=back
        )
    moved = amending.moved(state, reader, own, form.cleaned_data)
    refusal = why_not(moved.act, moved.texts)
    if refusal is not None:
        return no(request, refusal, back=back)
    if not is_checked(request):
        return check_paper(
            request, "amendments/check.html", heading, _("Move this amendment"), moved=moved, law=draft.law
        )
    return perform(request, moved.act, moved.texts, to=f"{back}#amendments", done=_("Your amendment is received."))


@require_POST
def act_on_amendment(request: HttpRequest, amendment: str, doing: str) -> HttpResponse:
    """Seconding, withdrawing, taking in."""
    state, _reader = asked(request)
    own = pages.find(state, amendment)
    if own is None or doing not in SIMPLE:
        raise Http404
    act, done = SIMPLE[doing]
    to = f"{reverse('motion', args=[own.motion])}#{own.id}"
    return perform(request, act(**stamped(request), amendment=own.id), to=to, done=_(done).format(id=own.id))


URLS = [
    path("motions/<str:motion>/amend/", move_amendment, name="move_amendment"),
    path("amendments/<str:amendment>/do/<slug:doing>/", act_on_amendment, name="act_on_amendment"),
]
