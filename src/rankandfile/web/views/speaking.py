"""The speakers' list: the list with its reasons, the desk's and the chair's ways to change it, groups."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.chapters.debating import CallOutOfTurn, DeclareGroups
from rankandfile.core.chapters.speaking import AskToSpeak, LeaveSpeakersList
from rankandfile.core.ids import Handle

from ..doing import ask, filled, no, perform, ready, stamped
from ..forms.speaking import Groups, Listing, OutOfTurn
from ..page import asked, show
from ..pages import chair as chairing
from ..pages import speaking as pages
from ..pages.meetings import heading
from ..pages.speaking_times import SIDES
from ..trying import why_not
from .meetings import found

OFF = "off"
"""What the desk chooses to take somebody off the list."""


def speakers(request: HttpRequest, meeting: str) -> HttpResponse:
    """Who has the floor, who comes next and why, the reader's place, and who has spoken how long."""
    state, reader = asked(request)
    own = found(state, meeting)
    values = {"page": pages.page(state, reader, own), "meeting": own.id, "now": reader.at}
    values["is_chair"] = chairing.presides(state, reader, own)
    top = heading(state, own, _("Speakers' list"))
    return show(request, "floor/list.html", top, pages.ways(state, reader, own), **values)


def list_speaker(request: HttpRequest, meeting: str) -> HttpResponse:
    """The desk puts somebody on the list who asks there, or takes somebody off it."""
    state, _reader = asked(request)
    own = found(state, meeting)
    sides = [(side, _(name)) for side, name in SIDES.items()] + [(OFF, _("take off the list"))]
    form = filled(request, Listing, people=pages.people_here(state, own), sides=sides)
    to = reverse("speakers", args=[own.id])
    if not ready(request, form):
        return ask(request, form, heading(state, own, _("Put somebody on the list")), _("Change the list"), back=to)
    person, side = Handle(form.cleaned_data["person"]), form.cleaned_data["side"]
    if side == OFF:
        return perform(
            request, LeaveSpeakersList(**stamped(request), convention=own.id, person=person),
            to=to, done=_("The person is off the list."),
        )  # fmt: skip
    act = AskToSpeak(**stamped(request), convention=own.id, side=side, person=person)
    return perform(request, act, to=to, done=_("The person is on the speakers' list."))


def call_out_of_turn(request: HttpRequest, meeting: str) -> HttpResponse:
    """The chair calls somebody who is not next, and says why for everybody to read."""
    state, _reader = asked(request)
    own = found(state, meeting)
    form, to = filled(request, OutOfTurn, people=pages.people_waiting(state, own)), reverse("speakers", args=[own.id])
    if not ready(request, form):
        top, told = heading(state, own, _("Call somebody out of turn")), _("The rulebook's order says who is next.")
        return ask(request, form, top, _("Call out of turn"), back=to, explained=told, law=pages.law(state))
    act = CallOutOfTurn(**stamped(request), convention=own.id, person=Handle(form.cleaned_data["person"]))
    done, follows = _("The speaker has the floor, out of turn."), _("Your reason stands beside the list.")
    return perform(request, act, {"ruling": form.cleaned_data["ruling"]}, to=to, done=done, follows=follows)


def declare_groups(request: HttpRequest, meeting: str) -> HttpResponse:
    """Somebody present says to which groups of the list to count, for this meeting."""
    state, reader = asked(request)
    own, to = found(state, meeting), reverse("speakers", args=[meeting])
    refusal = why_not(DeclareGroups(**stamped(request), convention=own.id), {})
    if refusal is not None:
        return no(request, refusal, back=to)
    initial = {"groups": pages.my_groups(state, reader, own)}
    form = filled(request, Groups, known=pages.groups_known(state), initial=initial)
    if not ready(request, form):
        told = _("Only you can say it. It stands in the record beside your handle and is seen by everybody here.")
        top = heading(state, own, _("To which groups you count"))
        return ask(request, form, top, _("Say it for this meeting"), back=to, explained=told, law=pages.law(state))
    act = DeclareGroups(**stamped(request), convention=own.id, groups=tuple(form.cleaned_data["groups"]))
    return perform(request, act, to=to, done=_("The list counts you as you said."))


URLS = [
    path("convention/<str:meeting>/speakers/", speakers, name="speakers"),
    path("convention/<str:meeting>/speakers/desk/", list_speaker, name="list_speaker"),
    path("convention/<str:meeting>/speakers/out-of-turn/", call_out_of_turn, name="call_out_of_turn"),
    path("convention/<str:meeting>/speakers/groups/", declare_groups, name="declare_groups"),
]
