"""An amendment to the rulebook that a motion proposes, by editing it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ..doing import ask, filled, is_checked, no, perform, ready
from ..forms.rule_amendments import RulesAmendment
from ..page import asked
from ..pages import motions
from ..pages import rule_amendments as pages
from ..pages.pieces import Heading
from ..trying import check_paper, why_not


def amend_rulebook(request: HttpRequest, motion: str) -> HttpResponse:
    """The proposal is edited; what that changes, and what the check finds, is seen before it is moved."""
    state, reader = asked(request)
    own = motions.find(state, motion)
    if own is None or not own.rules:
        raise Http404
    draft, back = pages.draft(state, reader, own), reverse("motion", args=[own.id])
    form = filled(request, RulesAmendment, **draft.form)
    heading = Heading(_("Amendment to {number}").format(number=own.id), _("Amend the proposed rulebook"))
    if not ready(request, form):
        return ask(
            request, form, heading, _("Check this amendment"), template="amendments/edit_rules.html", draft=draft,
            back=reverse("move_amendment", args=[own.id]),
        )  # fmt: skip
    moved = pages.moved(state, reader, own, form.cleaned_data)
    refusal = why_not(moved.act, moved.texts)
    if refusal is not None:
        return no(request, refusal, back=back)
    if not is_checked(request):
        return check_paper(
            request, "amendments/check_rules.html", heading, _("Move this amendment"), moved=moved, law=draft.law
        )
    return perform(request, moved.act, moved.texts, to=f"{back}#amendments", done=_("Your amendment is received."))


URLS = [path("motions/<str:motion>/amend/rulebook/", amend_rulebook, name="amend_rulebook")]
