"""Members demand that a convention be called."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rankandfile.core.chapters.demanding import DemandConvention, WithdrawDemand

from ..doing import ask, filled, perform, ready, stamped
from ..forms.demanding import Place
from ..page import asked
from ..pages import demanding as pages
from ..pages.pieces import Heading


def demand_convention(request: HttpRequest) -> HttpResponse:
    """A member demands a convention; the demand that makes enough calls it."""
    state, _reader = asked(request)
    form, to = filled(request, Place), reverse("convention")
    if not ready(request, form):
        heading = Heading(_("Convention"), _("Demand a convention"))
        told = _("When enough members demand it, the convention is called at once, for the earliest possible date.")
        return ask(request, form, heading, _("Demand it"), back=to, explained=told, law=pages.law(state))
    place = form.cleaned_data["place"].strip()
    texts = {"place": place} if place else {}
    done = _("You demand a convention, and your name stands beside it.")
    return perform(request, DemandConvention(**stamped(request)), texts, to=to, done=done)


@require_POST
def withdraw_demand(request: HttpRequest) -> HttpResponse:
    """The demand is taken back."""
    act = WithdrawDemand(**stamped(request))
    return perform(request, act, to=reverse("convention"), done=_("You no longer demand a convention."))


URLS = [
    path("convention/demand/", demand_convention, name="demand_convention"),
    path("convention/demand/withdraw/", withdraw_demand, name="withdraw_demand"),
]
