"""Members: the list, a person's page, joining, admission, transfer, dues, leaving."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rankandfile.core.chapters.admission import AdmitMember, AnswerApplication
from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.ids import BranchId, Handle, Moment
from rankandfile.core.state import State
from rankandfile.shell import chance, letters
from rankandfile.shell.people import invitations

from .. import organisation
from ..doing import ask, check_answers, filled, is_checked, no, perform, ready, stamped, why_waiting
from ..forms.members import Admit, Answer, Dues, Invite, Join, Move, end_of
from ..page import asked, show, way
from ..pages import members as pages
from ..pages.naming import branch_name, member_name
from ..pages.pieces import Can, Cannot, Heading, sliced
from ..who import Reader


def members(request: HttpRequest) -> HttpResponse:
    """Everybody, by name; by branch and by words searched for."""
    state, reader = asked(request)
    search, branch = request.GET.get("search", "")[:100], request.GET.get("branch", "")
    part = sliced(pages.found(state, search, branch), request.GET.get("page", ""))
    ways = [Can(_("My page"), reverse("person", args=[reader.handle]))]
    if any(pages.may_admit(state, reader, b) for b in state.branches.branches):
        ways.insert(0, Can(_("Admit a member"), reverse("admit"), main=True))
    heading = Heading(_("List"), _("Members"))
    return show(
        request, "members/list.html", heading, tuple(ways),
        part=part, rows=pages.rows(state, part.items, reader.at), search=search, branch=branch,
        branches=pages.branch_choices(state), waiting=pages.waiting(state, reader.at),
    )  # fmt: skip


def person(request: HttpRequest, handle: str) -> HttpResponse:
    """One person: what they hold, since when they belong, and for themselves what they can do."""
    state, reader = asked(request)
    profile = pages.profile(state, Handle(handle), reader.at)
    if profile is None:
        raise Http404
    ways = _own_ways(state, reader) if handle == reader.handle else _officers_ways(state, reader, profile)
    heading = Heading(_("Member"), profile.who.name)
    return show(request, "members/person.html", heading, ways, profile=profile, law=pages.law(state))


def _own_ways(state: State, reader: Reader) -> tuple[Can | Cannot, ...]:
    own = reader.handle
    other = next((b for b in state.branches.branches if b != state.members.members[own].branch), "")
    move = Can(_("Move to another branch"), reverse("move"))
    leave = Can(_("Leave the organisation"), reverse("leave"))
    return (
        Can(_("Change my settings"), reverse("settings")),
        way(state, pages.moving(reader, other), {}, move),
        way(state, pages.leaving(reader), {}, leave),
    )


def _officers_ways(state: State, reader: Reader, profile: pages.Profile) -> tuple[Can, ...]:
    if profile.left or not pages.may_admit(state, reader, profile.who.branch):
        return ()
    ways = [Can(_("Record dues"), reverse("dues", args=[profile.who.handle]))]
    if not invitations.has_account(profile.who.handle):
        ways.insert(0, Can(_("Invite to open an account"), reverse("invite", args=[profile.who.handle]), main=True))
    return tuple(ways)


def join(request: HttpRequest) -> HttpResponse:
    """An application, by anybody; its handle is new."""
    state, reader = asked(request)
    form = filled(request, Join, branches=pages.branch_choices(state), classes=pages.class_choices(state))
    heading = Heading(_("Application"), _("Apply to join"))
    if not ready(request, form):
        return ask(request, form, heading, _("Send this application"), law=pages.law(state))
    given, handle = form.cleaned_data, chance.handle()
    act = pages.applying(handle, reader.at, given["branch"], given["member_class"])
    answer = perform(
        request, act, {"name": given["name"], "contact": given["contact"]}, to=reverse("joined"),
        done=_("Your application is with the branch."),
    )  # fmt: skip
    if answer.status_code == 302:
        _send_invitation(handle, given["contact"], handle)
    return answer


def _send_invitation(handle: str, email: str, by: str) -> None:
    if not invitations.why_not(handle, email):
        token = invitations.invite(handle, email, by)
        name = organisation.organisation_name(organisation.read_state())
        letters.invite_by_letter(email, get_language() or "", name, token)


def joined(request: HttpRequest) -> HttpResponse:
    """What happens now with an application."""
    state, _reader = asked(request)
    return show(
        request, "members/joined.html", Heading(_("Application"), _("The branch will answer")), law=pages.law(state)
    )


def admit(request: HttpRequest) -> HttpResponse:
    """A member admitted directly."""
    state, reader = asked(request)
    mine = [choice for choice in pages.branch_choices(state) if pages.may_admit(state, reader, choice[0])]
    form = filled(request, Admit, branches=mine or pages.branch_choices(state), classes=pages.class_choices(state))
    if not ready(request, form):
        return ask(
            request, form, Heading(_("Admission"), _("Admit a member")), _("Admit this member"), law=pages.law(state)
        )
    given, handle = form.cleaned_data, chance.handle()
    act = AdmitMember(
        **stamped(request), member=handle, member_class=given["member_class"], branch=BranchId(given["branch"]),
        paid_until=end_of(given["paid_until"]),
    )  # fmt: skip
    texts = {name: given[name] for name in ("name", "contact") if given[name]}
    done = _("{name} is a member now.").format(name=given["name"])
    answer = perform(request, act, texts, to=reverse("person", args=[handle]), done=done)
    if answer.status_code == 302 and given["contact"]:
        _send_invitation(handle, given["contact"], reader.handle)
    return answer


def answer(request: HttpRequest, handle: str) -> HttpResponse:
    """The branch's answer to an application."""
    state, _reader = asked(request)
    waiting = next((w for w in pages.waiting(state, _reader.at) if w.handle == handle), None)
    if waiting is None:
        raise Http404
    form = filled(request, Answer)
    heading = Heading(_("Application"), waiting.name)
    if not ready(request, form):
        return ask(request, form, heading, _("Give this answer"), template="members/answer.html", waiting=waiting)
    given = form.cleaned_data
    yes = given["answer"] == "yes"
    until = end_of(given["paid_until"]) if yes else Moment(0)
    act = AnswerApplication(**stamped(request), applicant=Handle(handle), admit=yes, paid_until=until)
    done = _("{name} is a member now.") if yes else _("The application of {name} is refused.")
    texts = {} if yes else {"ground": given["ground"]}
    return perform(request, act, texts, to=reverse("members"), done=done.format(name=waiting.name))


def invite(request: HttpRequest, handle: str) -> HttpResponse:
    """An invitation, sent to the member's own address."""
    state, reader = asked(request)
    profile = pages.profile(state, Handle(handle), reader.at)
    if profile is None or not pages.may_admit(state, reader, profile.who.branch):
        raise Http404
    waits = why_waiting(request)
    if waits is not None:
        return no(request, waits, back=reverse("person", args=[handle]))
    form = filled(request, Invite)
    heading = Heading(_("Invitation"), profile.who.name)
    if ready(request, form) and not invitations.why_not(handle, form.cleaned_data["email"]):
        _send_invitation(handle, form.cleaned_data["email"], reader.handle)
        return show(request, "members/invited.html", heading, email=form.cleaned_data["email"])
    if ready(request, form):
        form.add_error("email", _("This address or this member has an account already."))
    more = {"template": "members/invite.html", "name": profile.who.name, "back": reverse("person", args=[handle])}
    return ask(request, form, heading, _("Send the invitation"), **more)


def dues(request: HttpRequest, handle: str) -> HttpResponse:
    """Dues recorded by who keeps the roll."""
    state, reader = asked(request)
    profile = pages.profile(state, Handle(handle), reader.at)
    if profile is None:
        raise Http404
    form = filled(request, Dues)
    if not ready(request, form):
        return ask(request, form, Heading(_("Dues"), profile.who.name), _("Record these dues"), law=pages.law(state))
    act = RecordDues(**stamped(request), member=Handle(handle), paid_until=end_of(form.cleaned_data["paid_until"]))
    done = _("The dues of {name} are recorded.").format(name=profile.who.name)
    return perform(request, act, to=reverse("person", args=[handle]), done=done)


def move(request: HttpRequest) -> HttpResponse:
    """The reader moves to another branch."""
    state, reader = asked(request)
    form = filled(request, Move, branches=pages.branch_choices(state))
    if not ready(request, form):
        return ask(request, form, Heading(_("Transfer"), _("Move to another branch")), _("Move to this branch"))
    to = form.cleaned_data["to"]
    done = _("You belong to the branch {name} now.").format(name=branch_name(state, to))
    follows = _("Votes whose roll is frozen already stay where you were.")
    return perform(
        request, pages.moving(reader, to), to=reverse("person", args=[reader.handle]), done=done, follows=follows
    )


def leave(request: HttpRequest) -> HttpResponse:
    """The reader leaves; asked twice, because it cannot be undone."""
    state, reader = asked(request)
    heading = Heading(_("Resignation"), _("Leave the organisation"))
    if not is_checked(request):
        answers = ((_("Who leaves"), member_name(state, reader.handle)),)
        final = _("You lose your vote and every post at once. To come back you apply again.")
        return check_answers(request, heading, answers, _("Leave the organisation"), final=final, law=pages.law(state))
    done = _("Your membership has ended.")
    return perform(request, pages.leaving(reader), to=reverse("front"), done=done)


URLS = [
    path("members/", members, name="members"),
    path("members/admit/", admit, name="admit"),
    path("members/move/", move, name="move"),
    path("members/leave/", leave, name="leave"),
    path("members/<str:handle>/", person, name="person"),
    path("members/<str:handle>/answer/", answer, name="answer"),
    path("members/<str:handle>/invite/", invite, name="invite"),
    path("members/<str:handle>/dues/", dues, name="dues"),
    path("join/", join, name="join"),
    path("join/sent/", joined, name="joined"),
]
