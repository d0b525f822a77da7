"""Composites: proposing one, and its page, on which each mover consents or leaves."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from rankandfile.core.chapters.composites import ConsentToComposite, LeaveComposite

from ..doing import ask, filled, is_checked, no, perform, ready, stamped
from ..forms.composites import Composite
from ..page import asked, show
from ..pages import composites as pages
from ..pages import motions
from ..pages.pieces import Heading
from ..trying import check_paper, perform_new, why_not

DOINGS = {
    "consent": (ConsentToComposite, gettext_noop("You consent to composite {id}.")),
    "leave": (LeaveComposite, gettext_noop("Composite {id} is ended; each original stands as before.")),
}


def propose_composite(request: HttpRequest, motion: str) -> HttpResponse:
    """One text in the place of one's own motion and others; seen once more before their movers are asked."""
    state, reader = asked(request)
    own = motions.find(state, motion)
    if own is None:
        raise Http404
    form, back = filled(request, Composite, **pages.form(state, own)), reverse("motion", args=[own.id])
    heading = Heading(_("Motion {number}").format(number=own.id), _("Propose a composite"))
    if not ready(request, form):
        return ask(
            request, form, heading, _("Check this composite"), template="motions/propose_composite.html", back=back,
            what_if=pages.what_if(state), law=pages.law(state), own=f"{own.id}: {motions.title(own)}",
        )  # fmt: skip
    proposed = pages.proposed(state, reader, own, form.cleaned_data)
    refusal = why_not(proposed.act, proposed.texts)
    if refusal is not None:
        return no(request, refusal, back=back)
    if not is_checked(request):
        return check_paper(
            request, "motions/check_composite.html", heading, _("Propose this composite"), proposed=proposed,
            law=pages.law(state),
        )  # fmt: skip
    return perform_new(
        request, proposed.act, proposed.texts, to=lambda made: reverse("composite", args=[made.composite]), back=back,
        done=_("The composite is proposed."), follows=_("It is made once every mover has consented on this page."),
    )  # fmt: skip


def composite(request: HttpRequest, composite: str) -> HttpResponse:
    """The text, the originals, and who has consented."""
    state, reader = asked(request)
    own = pages.find(state, composite)
    if own is None:
        raise Http404
    return show(
        request, "motions/composite.html", pages.heading(state, reader, own), pages.ways(state, reader, own),
        page=pages.page(state, reader, own),
    )  # fmt: skip


@require_POST
def act_on_composite(request: HttpRequest, composite: str, doing: str) -> HttpResponse:
    """Consenting, or leaving."""
    state, _reader = asked(request)
    own = pages.find(state, composite)
    if own is None or doing not in DOINGS:
        raise Http404
    act, done = DOINGS[doing]
    to = reverse("composite", args=[own.id])
    return perform(request, act(**stamped(request), composite=own.id), to=to, done=_(done).format(id=own.id))


URLS = [
    path("motions/<str:motion>/composite/", propose_composite, name="propose_composite"),
    path("composites/<str:composite>/", composite, name="composite"),
    path("composites/<str:composite>/do/<slug:doing>/", act_on_composite, name="act_on_composite"),
]
