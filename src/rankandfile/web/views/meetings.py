"""Conventions: the list, calling one, one convention, its credentials, its minutes, its close."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.chapters.agenda import count_waiting
from rankandfile.core.chapters.bodies import is_in_role
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.holding import CloseConvention, PublishMinutes
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.minuting import NoteForMinutes, publishes
from rankandfile.core.ids import ConventionId
from rankandfile.core.state import State
from rankandfile.shell.secretary import NOW

from ..doing import ask, check_answers, filled, is_checked, no, perform, ready, stamped
from ..forms.meetings import Call, Minutes, Note, moment
from ..page import asked, show, way
from ..pages import credentials as desk
from ..pages import demanding, presence, printed, representing, timetable
from ..pages import meetings as pages
from ..pages import minutes as record
from ..pages import notice as notices
from ..pages.bodies import named
from ..pages.pieces import Can, Cannot, Heading
from ..pages.texts import rendered
from ..trying import check_paper, perform_new, why_not
from ..who import Reader


def convention(request: HttpRequest) -> HttpResponse:
    """Every convention, the newest first, and when the next one is due."""
    state, reader = asked(request)
    soon = reader.at + 20 * 604_800
    can = Can(_("Call a convention"), reverse("call_convention"), main=True)
    call = way(state, pages.calling(reader, soon, soon + 86_400), {"place": "x"}, can)
    heading, ways = (
        Heading(_("List"), _("Conventions")),
        (call, *demanding.ways(state, reader), Can(_("Meetings of every body"), reverse("meetings"))),
    )
    values = {"rows": pages.rows(state), "due": pages.next_call(state, reader.at)}
    demand = demanding.demand(state, reader.at)
    return show(request, "convention/list.html", heading, ways, demand=demand, **values)


def meeting(request: HttpRequest, meeting: str) -> HttpResponse:
    """One convention: where it stands, who is there, its timetable."""
    state, reader = asked(request)
    own = found(state, meeting)
    page, of_body = pages.page(state, own, reader.at), bool(own.body)
    ways = notices.ways(state, reader, own) if of_body else pages.ways(state, reader, own)
    notice = notices.notice(state, reader, own) if of_body else None
    return show(request, "convention/meeting.html", pages.heading(state, own), ways, page=page, notice=notice)


def found(state: State, number: str) -> Convention:
    """The convention of that number. Raises Http404 where there is none."""
    own = state.meetings.conventions.get(ConventionId(number))
    if own is None:
        raise Http404
    return own


def call_convention(request: HttpRequest) -> HttpResponse:
    """A convention is called; before that, the timetable that would follow."""
    state, reader = asked(request)
    form, heading = filled(request, Call), Heading(_("Convention"), _("Call a convention"))
    law = pages.law(state)
    if not ready(request, form):
        back = reverse("convention")
        return ask(request, form, heading, _("See the timetable that follows"), law=law, back=back)
    given = form.cleaned_data
    opens, closes = moment(given["opens"]), moment(given["closes"])
    act, texts = CallConvention(reader.handle, NOW, opens, closes), {"place": given["place"]}
    refusal = why_not(act, texts)
    if refusal is not None:
        return no(request, refusal, back=reverse("convention"))
    if not is_checked(request):
        values = {"lines": timetable.planned(state, reader.at, opens, closes), "place": given["place"], "law": law}
        return check_paper(request, "convention/check_call.html", heading, _("Call this convention"), **values)
    return perform_new(
        request, act, texts, to=lambda made: reverse("meeting", args=[made.convention]),
        back=reverse("convention"), done=_("The convention is called."),
        follows=_("Its timetable is fixed now; the clock keeps it."),
    )  # fmt: skip


def credentials(request: HttpRequest, meeting: str) -> HttpResponse:
    """Who has a seat and who is there; the desk checks people in and seats alternates."""
    state, reader = asked(request)
    own = found(state, meeting)
    heading = pages.heading(state, own, _("Who is there") if own.body else _("Credentials"))
    values = {
        "groups": desk.groups(state, reader, own),
        "quorum": pages.quorum(state, own),
        "is_desk": desk.may_check(state, reader, own),
        "mine": presence.mine(state, reader, own),
        "proxies": representing.proxies(state, reader, own),
        "of_body": bool(own.body),
    }
    ways = (
        *presence.ways(state, reader, own), *desk.own_ways(state, reader, own), *representing.ways(state, reader, own),
    )  # fmt: skip
    return show(request, "convention/credentials.html", heading, ways, meeting=own.id, **values)


def close_convention(request: HttpRequest, meeting: str) -> HttpResponse:
    """The chair closes the convention; asked twice, with what will be left unreached."""
    state, _reader = asked(request)
    own = found(state, meeting)
    act = CloseConvention(**stamped(request), convention=own.id)
    title, done = (
        (_("Close the meeting"), _("The meeting is closed."))
        if own.body
        else (_("Close the convention"), _("The convention is closed."))
    )
    if not is_checked(request):
        answers = (
            (_("Meeting"), named(state, own)),
            (_("Items that will be left unreached"), str(count_waiting(state, own.id))),
        )
        final = _(
            "What was not reached is named so; it is never the same as defeated. The meeting cannot be opened again."
        )
        return check_answers(
            request,
            pages.heading(state, own, title),
            answers,
            title,
            final=final,
        )
    return perform(request, act, to=reverse("meeting", args=[own.id]), done=done)


def minutes(request: HttpRequest, meeting: str) -> HttpResponse:
    """The minutes from the opening on: as far as the record has come, then as published."""
    state, reader = asked(request)
    own = found(state, meeting)
    if not own.opened:
        raise Http404
    page, html = pages.page(state, own, reader.at), rendered(record.text(state, own), under=1)
    values = {
        "html": html, "is_out": own.minutes >= 0, "entry": own.minutes, "meeting": own.id, "closed": own.closed,
        "due": page.minutes_due, "by_clock": publishes(state, own), "files": record.files(state, own),
        "account": rendered(record.draft(state, own), under=2) if record.is_by_taker(own) else "",
    }  # fmt: skip
    back = Can(_("The meeting"), reverse("meeting", args=[own.id]))
    ways = (*_minuting(state, reader, own), *(printed.ways("minutes_paper", own.id) if own.closed else ()), back)
    return show(request, "convention/minutes.html", pages.heading(state, own, _("Minutes")), ways, **values)


def _minuting(state: State, reader: Reader, own: Convention) -> tuple[Can | Cannot, ...]:
    """What whoever takes the minutes can do; nothing for others, and nothing once they are out."""
    if own.minutes >= 0 or not is_in_role(state, own.id, reader.handle, "minutes", reader.at):
        return ()
    note = NoteForMinutes(reader.handle, reader.at, own.id)
    can = Can(_("Add a note"), reverse("note_minutes", args=[own.id]), main=not own.closed)
    noting = way(state, note, {"note": "x"}, can)
    if not own.closed:
        return (noting,)
    act = PublishMinutes(reader.handle, reader.at, own.id)
    can = Can(_("Publish the minutes"), reverse("publish_minutes", args=[own.id]), main=True)
    return (way(state, act, {"minutes": "x"}, can), noting)


def note_minutes(request: HttpRequest, meeting: str) -> HttpResponse:
    """The minute-taker writes down what was said, under an item or for the whole meeting."""
    state, _reader = asked(request)
    own = found(state, meeting)
    form = filled(request, Note, items=record.choices(state, own), initial={"item": record.open_now(state, own)})
    back = reverse("minutes", args=[own.id])
    if not ready(request, form):
        heading = pages.heading(state, own, _("A note for the minutes"))
        return ask(request, form, heading, _("Add this note"), template="convention/note.html", back=back)
    act = NoteForMinutes(**stamped(request), convention=own.id, item=form.cleaned_data["item"])
    done = _("The note stands in the minutes.")
    return perform(request, act, {"note": form.cleaned_data["note"]}, to=back, done=done)


def publish_minutes(request: HttpRequest, meeting: str) -> HttpResponse:
    """The minute-taker completes the draft and publishes it."""
    state, _reader = asked(request)
    own = found(state, meeting)
    form = filled(request, Minutes, initial={"minutes": record.draft(state, own)})
    heading = pages.heading(state, own, _("Publish the minutes"))
    if not ready(request, form):
        return ask(request, form, heading, _("Check the minutes"), template="convention/write_minutes.html")
    text = form.cleaned_data["minutes"]
    if not is_checked(request):
        return check_paper(
            request, "convention/check_minutes.html", heading, _("Publish these minutes"), html=rendered(text, under=1)
        )
    act = PublishMinutes(**stamped(request), convention=own.id)
    done = _("The minutes are open to every member.")
    return perform(request, act, {"minutes": text}, to=reverse("minutes", args=[own.id]), done=done)


URLS = [
    path("convention/", convention, name="convention"),
    path("convention/call/", call_convention, name="call_convention"),
    path("convention/<str:meeting>/", meeting, name="meeting"),
    path("convention/<str:meeting>/credentials/", credentials, name="credentials"),
    path("convention/<str:meeting>/close/", close_convention, name="close_convention"),
    path("convention/<str:meeting>/minutes/", minutes, name="minutes"),
    path("convention/<str:meeting>/minutes/note/", note_minutes, name="note_minutes"),
    path("convention/<str:meeting>/minutes/publish/", publish_minutes, name="publish_minutes"),
]
