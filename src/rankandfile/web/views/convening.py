"""Meetings of every body: the list, calling one, calling it off, demanding one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rankandfile.core.chapters.bodies import meetings_of
from rankandfile.core.chapters.convening import CallMeeting, CallOffMeeting
from rankandfile.core.chapters.demanding_meetings import DemandMeeting, WithdrawMeetingDemand
from rankandfile.shell.secretary import NOW

from ..doing import ask, check_answers, filled, is_checked, no, perform, ready, stamped
from ..forms import convening as forms
from ..forms.meetings import moment
from ..page import asked, show
from ..pages import convening as pages
from ..pages import timetable
from ..pages.bodies import body_name
from ..pages.meetings import heading as heading_of
from ..pages.pieces import Heading
from ..pages.texts import rendered
from ..rules import rule
from ..templatetags.pieces import written_moment
from ..trying import check_paper, perform_new, why_not
from .meetings import found


def meetings(request: HttpRequest) -> HttpResponse:
    """My meetings, all that are called, the past ones; what each body owes, and who demands one."""
    state, reader = asked(request)
    heading, ways = Heading(_("List"), _("Meetings")), pages.ways(state, reader)
    return show(request, "meetings/list.html", heading, ways, page=pages.page(state, reader))


def call_meeting(request: HttpRequest) -> HttpResponse:
    """A meeting is called; before that, the timetable that would follow."""
    state, reader = asked(request)
    choices, about = pages.choices(state, reader), request.POST.get("body") or request.GET.get("body", "")
    body, branch = pages.parted(about or (choices[0][0] if choices else ""))
    clause, back = meetings_of(state, body), reverse("meetings")
    if not choices:
        act = pages.calling(reader, about, reader.at + 20 * 604_800, reader.at + 20 * 604_800 + 7200)
        refusal = why_not(act, {"place": "–"})
        if refusal is None:
            raise Http404
        return no(request, refusal, back=back)
    heading = Heading(_("Meetings"), _("Call a meeting"))
    form = filled(request, forms.CallMeeting, bodies=choices, initial={"body": about})
    law = rule(state, clause.article) if clause is not None else None
    if not ready(request, form) or clause is None:
        soonest = written_moment(pages.earliest(state, reader, clause)) if clause is not None else ""
        told = _("Called now, it can open from {when} on.").format(when=soonest) if soonest else ""
        button = _("See the timetable that follows")
        return ask(request, form, heading, button, law=law, back=back, explained=told)
    given = form.cleaned_data
    opens, closes = moment(given["opens"]), moment(given["closes"])
    act = CallMeeting(reader.handle, NOW, body, opens, closes, branch)
    texts = {name: given[name].strip() for name in ("place", "invitation") if given[name].strip()}
    refusal = why_not(act, texts)
    if refusal is not None:
        return no(request, refusal, back=back)
    if not is_checked(request):
        values = {
            "lines": timetable.planned_of(state, clause, reader.at, opens, closes), "place": given["place"],
            "body": body_name(state, body, branch), "invitation": rendered(texts.get("invitation", ""), under=2),
            "law": law,
        }  # fmt: skip
        return check_paper(request, "meetings/check_call.html", heading, _("Call this meeting"), **values)
    return perform_new(
        request, act, texts, to=lambda made: reverse("meeting", args=[made.convention]), back=back,
        done=_("The meeting is called."), follows=_("Whoever may come is told. The clock keeps its timetable."),
    )  # fmt: skip


def call_off_meeting(request: HttpRequest, meeting: str) -> HttpResponse:
    """Whoever calls the body together calls this meeting off, with a reason; asked twice."""
    state, _reader = asked(request)
    own, to = found(state, meeting), reverse("meeting", args=[meeting])
    form, heading = filled(request, forms.CallOff), heading_of(state, own, _("Call this meeting off"))
    act, reason = CallOffMeeting(**stamped(request), meeting=own.id), request.POST.get("reason", "").strip()
    refusal = why_not(act, {"reason": reason or "–"})
    if refusal is not None:
        return no(request, refusal, back=to)
    if not ready(request, form):
        told = _("Everybody who may come is told, with the reason.")
        return ask(request, form, heading, _("Check the reason"), back=to, explained=told)
    if not is_checked(request):
        final = _(
            "What was moved to it is named as not reached, which is never the same as defeated. This cannot be undone."
        )
        return check_answers(request, heading, ((_("Reason"), reason),), _("Call this meeting off"), final=final)
    return perform(request, act, {"reason": reason}, to=to, done=_("The meeting is called off."))


def demand_meeting(request: HttpRequest) -> HttpResponse:
    """Somebody who sits in the body demands a meeting; the demand that makes enough calls it."""
    state, reader = asked(request)
    about, to = request.POST.get("body") or request.GET.get("body", ""), reverse("meetings")
    body, branch = pages.parted(about)
    form, clause = filled(request, forms.Demand, initial={"body": about}), meetings_of(state, body)
    refusal = why_not(DemandMeeting(reader.handle, NOW, body, branch), {})
    if refusal is not None:
        return no(request, refusal, back=to)
    if not ready(request, form) or clause is None:
        title = _("Demand a meeting: {body}").format(body=body_name(state, body, branch))
        told = _("When {n} demand it, the meeting is called at once, as soon as its notice allows.").format(
            n=clause.demanded_by if clause is not None else 0
        )
        law = rule(state, clause.article) if clause is not None else None
        heading = Heading(_("Meetings"), title)
        return ask(request, form, heading, _("Demand this meeting"), back=to, explained=told, law=law)
    reason = form.cleaned_data["reason"].strip()
    act = DemandMeeting(**stamped(request), body=body, branch=branch)
    done = _("You demand a meeting, and your name stands beside it.")
    return perform(request, act, {"reason": reason} if reason else {}, to=to, done=done)


@require_POST
def withdraw_meeting_demand(request: HttpRequest) -> HttpResponse:
    """The demand is taken back."""
    body, branch = pages.parted(request.POST.get("body", ""))
    act = WithdrawMeetingDemand(**stamped(request), body=body, branch=branch)
    return perform(request, act, to=reverse("meetings"), done=_("You no longer demand this meeting."), typed_here=False)


URLS = [
    path("meetings/", meetings, name="meetings"),
    path("meetings/call/", call_meeting, name="call_meeting"),
    path("meetings/demand/", demand_meeting, name="demand_meeting"),
    path("meetings/demand/withdraw/", withdraw_meeting_demand, name="withdraw_meeting_demand"),
    path("convention/<str:meeting>/call-off/", call_off_meeting, name="call_off_meeting"),
]
