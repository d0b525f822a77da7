"""Presence: the desk checks people in by the code of their seat, and shows a code with which they do it alone."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.chapters.bodies import why_not_in_role
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.presence import CheckInByCode, ShowHallCode, digest
from rankandfile.core.ids import ConventionId
from rankandfile.core.state import State

from ..doing import ask, filled, no, perform, ready, stamped
from ..forms.presence import HallCode, SeatCode
from ..page import asked, show
from ..pages import meetings
from ..pages import presence as pages
from ..pages.meetings import heading
from ..pages.naming import member_name
from ..who import Reader
from .meetings import found


def desk(request: HttpRequest, meeting: str) -> HttpResponse:
    """Whoever comes to the desk is checked in by the code of the seat."""
    state, reader = asked(request)
    own, to = found(state, meeting), reverse("desk", args=[meeting])
    refused = _not_at_the_desk(request, state, reader, meeting)
    if refused is not None:
        return refused
    form = filled(request, SeatCode, whose=lambda code: pages.whose(state, own, reader, code))
    if not ready(request, form):
        values = {"quorum": meetings.quorum(state, own), "meeting": own.id}
        top, back = heading(state, own, _("Credentials desk")), reverse("credentials", args=[own.id])
        return ask(request, form, top, _("Check in"), template="convention/desk.html", back=back, **values)
    person = form.cleaned_data["code"]
    act = CheckIn(**stamped(request), convention=own.id, person=person)
    done = _("{name} is checked in.").format(name=member_name(state, person))
    return perform(
        request, act, to=to, done=done, follows=_("Look at the person: the code is no proof of who shows it.")
    )


def _not_at_the_desk(request: HttpRequest, state: State, reader: Reader, meeting: str) -> HttpResponse | None:
    refusal = why_not_in_role(state, ConventionId(meeting), reader.handle, "credentials", reader.at)
    return no(request, refusal, back=reverse("credentials", args=[meeting])) if refusal is not None else None


def hall_code(request: HttpRequest, meeting: str) -> HttpResponse:
    """The code that is shown in the hall, for the desk alone; a button shows another one."""
    state, reader = asked(request)
    own, to = found(state, meeting), reverse("hall_code", args=[meeting])
    if request.method == "POST":
        code = pages.new_code()
        act = ShowHallCode(**stamped(request), convention=own.id, digest=digest(own.id, code))
        return perform(request, act, {"code": code}, to=to, done=_("A new code is shown."))
    refused = _not_at_the_desk(request, state, reader, meeting)
    if refused is not None:
        return refused
    top, shown = heading(state, own, _("The code of the hall")), pages.hall_code(state, reader, own)
    return show(request, "convention/hall_code.html", top, code=shown, meeting=own.id)


def enter_code(request: HttpRequest, meeting: str) -> HttpResponse:
    """Whoever is in the hall takes the own seat with the code that is shown there."""
    state, _reader = asked(request)
    own, to = found(state, meeting), reverse("credentials", args=[meeting])
    form = filled(request, HallCode)
    if not ready(request, form):
        told = _("The code is shown in the hall; the desk shows another one from time to time.")
        return ask(request, form, heading(state, own, _("Check in")), _("Take my seat"), back=to, explained=told)
    act = CheckInByCode(**stamped(request), convention=own.id)
    return perform(request, act, {"code": form.cleaned_data["code"]}, to=to, done=_("Checked in."))


URLS = [
    path("convention/<str:meeting>/credentials/desk/", desk, name="desk"),
    path("convention/<str:meeting>/credentials/hall/", hall_code, name="hall_code"),
    path("convention/<str:meeting>/credentials/code/", enter_code, name="enter_code"),
]
