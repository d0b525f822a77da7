"""Delegates: who represents which branch and by which sum; giving a seat up; picking, where a rulebook has that."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rankandfile.core.chapters.delegates import DeclineSeat

from ..doing import check_answers, is_checked, perform, stamped
from ..page import asked, show
from ..pages import delegates as pages
from ..pages.meetings import heading
from ..pages.pieces import Can
from .meetings import found


def delegates(request: HttpRequest, meeting: str) -> HttpResponse:
    """Each branch with its seats, the proof of them, and who was elected."""
    state, _reader = asked(request)
    own = found(state, meeting)
    page, top = pages.page(state, own), heading(state, own, _("Delegates"))
    ways = (
        Can(_("Write to your delegates"), reverse("write_letter", args=["delegates", "own"])),
        Can(_("Write to everybody at the convention"), reverse("write_letter", args=["convention", "current"])),
    )
    return show(
        request, "convention/delegates.html", top, ways if own.id == state.meetings.current else (), page=page,
        roll_date=pages.roll_date(state, own), meeting=own.id,
    )  # fmt: skip


def decline_seat(request: HttpRequest, meeting: str) -> HttpResponse:
    """The reader gives the seat up; asked twice."""
    state, _reader = asked(request)
    own = found(state, meeting)
    title = _("Give your seat up")
    if not is_checked(request):
        final = _("You cannot take it back. The next alternate of your branch can be seated in your place.")
        return check_answers(request, heading(state, own, title), ((_("Convention"), own.id),), title, final=final)
    act = DeclineSeat(**stamped(request), convention=own.id)
    return perform(request, act, to=reverse("credentials", args=[own.id]), done=_("You no longer hold a seat."))


@require_POST
def pick_delegate(request: HttpRequest, meeting: str) -> HttpResponse:
    """Somebody is picked, where the rulebook has delegates picked; marked as what it is."""
    state, reader = asked(request)
    own = found(state, meeting)
    act = pages.picking(reader, own, request.POST.get("branch", ""), request.POST.get("person", ""))
    return perform(request, act, to=reverse("delegates", args=[own.id]), done=_("The delegate is picked."))


URLS = [
    path("convention/<str:meeting>/delegates/", delegates, name="delegates"),
    path("convention/<str:meeting>/decline/", decline_seat, name="decline_seat"),
    path("convention/<str:meeting>/pick/", pick_delegate, name="pick_delegate"),
]
