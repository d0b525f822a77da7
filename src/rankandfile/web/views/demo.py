"""The demonstration: sign in as anybody with one press, move its clock, let the invented people do their part."""

from random import Random

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rankandfile.core.ids import Handle
from rankandfile.shell.demo.clock import DemoClock
from rankandfile.shell.demo.forward import forward, others_act
from rankandfile.shell.people.models import Account

from .. import organisation
from ..page import asked, show
from ..pages import demo as pages
from ..pages.pieces import Heading
from .accounts import BACKEND


def demo(request: HttpRequest) -> HttpResponse:
    """Where the demonstration's clock stands and can go, and whom one can be."""
    only_here()
    state, reader = asked(request)
    search = request.GET.get("search", "")[:100]
    return show(
        request, "demo.html", Heading(_("Demonstration"), _("Be anybody, at any time")),
        now=reader.at, stop=pages.stop(state, reader.at), groups=pages.groups(state, reader.at),
        people=pages.everybody(state, reader.at, search), search=search,
        letters=pages.letters(organisation.secretary(), state, reader.handle),
    )  # fmt: skip


@require_POST
def demo_enter(request: HttpRequest, handle: str) -> HttpResponse:
    """Signed in as the person."""
    only_here()
    state, _reader = asked(request)
    if Handle(handle) not in state.members.members:
        raise Http404
    account = Account.objects.filter(handle=handle).first()
    if account is None:
        account = Account.objects.create_user(f"{handle}@demo.invalid", handle=handle)
    login(request, account, backend=BACKEND)
    return HttpResponseRedirect(reverse("front"))


@require_POST
def demo_forward(request: HttpRequest) -> HttpResponse:
    """The clock has moved to the next deadline, and the invented people did what they would until then."""
    only_here()
    stop = forward(organisation.secretary(), DemoClock(settings.HOME), Random())
    nothing = _("Nothing more happens by itself. The front page says what is due, and who owes it.")
    told = pages.told(stop) if stop is not None else nothing
    messages.info(request, told)
    return HttpResponseRedirect(reverse("demo"))


@require_POST
def demo_others(request: HttpRequest) -> HttpResponse:
    """The invented people have done what they would do now."""
    only_here()
    done = others_act(organisation.secretary(), Random())
    told = ngettext("The others did {number} thing.", "The others did {number} things.", done).format(number=done)
    messages.info(request, told if done else _("The others have nothing to do now."))
    return HttpResponseRedirect(reverse("demo"))


def only_here() -> None:
    """Nothing of this exists outside of a demonstration."""
    if not settings.DEMO:
        raise Http404


URLS = [
    path("demo/", demo, name="demo"),
    path("demo/forward/", demo_forward, name="demo_forward"),
    path("demo/others/", demo_others, name="demo_others"),
    path("demo/<str:handle>/", demo_enter, name="demo_enter"),
]
