"""Proxies: who cannot come lets somebody who comes vote."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.chapters.proxies import GiveProxy
from rankandfile.core.ids import Handle

from ..doing import ask, filled, perform, ready, stamped
from ..forms.representing import Proxy
from ..page import asked
from ..pages import representing as pages
from ..pages.meetings import heading
from .meetings import found


def give_proxy(request: HttpRequest, meeting: str) -> HttpResponse:
    """The giver names the holder, and nobody else can."""
    state, reader = asked(request)
    own, to = found(state, meeting), reverse("credentials", args=[meeting])
    form = filled(request, Proxy, people=pages.candidates(state, reader, own))
    if not ready(request, form):
        told = _("It holds for this meeting, until you take it back or come. Each vote stands beside your own name.")
        top = heading(state, own, _("Let somebody else vote for you"))
        return ask(request, form, top, _("Give this proxy"), back=to, explained=told, law=pages.law(state))
    act = GiveProxy(**stamped(request), convention=own.id, holder=Handle(form.cleaned_data["holder"]))
    done, follows = _("Your proxy is given."), _("You can take it back at any time; it ends when you check in.")
    return perform(request, act, to=to, done=done, follows=follows)


URLS = [path("convention/<str:meeting>/credentials/proxy/", give_proxy, name="give_proxy")]
