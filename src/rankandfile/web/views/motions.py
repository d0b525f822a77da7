"""Motions: the list, one motion, writing one, supporting and answering it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from rankandfile.core.chapters.answering import AnswerMotion, ReplyToAnswer
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.seconding import PlaceMotion, SecondMotion, WithdrawSecond
from rankandfile.core.state import State

from .. import bringing, organisation
from .. import drafting as keeping
from ..doing import ask, filled, is_checked, no, perform, ready, stamped
from ..forms import papers as forms
from ..page import asked, show
from ..pages import (
    amendments,
    composites,
    discussing,
    drafting,
    following,
    motion_acts,
    opposing,
    parts,
    related,
    rule_amendments,
    rulings,
    votes,
    withdrawing,
)
from ..pages import motions as pages
from ..pages import versions as version_pages
from ..pages.bodies import in_a_sentence
from ..pages.meetings import asked_for
from ..pages.naming import person
from ..pages.pieces import Can, Heading
from ..pages.texts import rendered
from ..trying import check_paper, perform_new, why_not
from .my_bulletin import way

SIMPLE = {
    "second": (
        SecondMotion,
        gettext_noop("You have seconded {motion}."),
        gettext_noop("You can take your second back until seconding closes."),
    ),
    "take-back": (
        WithdrawSecond,
        gettext_noop("Your second for {motion} is taken back."),
        gettext_noop("You can second it again until seconding closes."),
    ),
    "place": (PlaceMotion, gettext_noop("{motion} is on the agenda."), ""),
}
"""Acts on a motion that need no form: the act, what is then the case, what follows."""


def motions(request: HttpRequest) -> HttpResponse:
    """The motions to a convention, with what each of them still needs."""
    state, _reader = asked(request)
    meeting = asked_for(state, request.GET.get("convention", ""))
    shown = request.GET.get("show", "")
    rows = pages.rows(state, meeting.id, shown) if meeting else ()
    to = f"?meeting={meeting.id}" if meeting and meeting.body else ""
    can = Can(_("Write a motion"), f"{reverse('new_motion')}{to}", main=True)
    write = (can,) if meeting and not meeting.closed else ()
    ways = (*write, Can(_("Rulings"), reverse("rulings")))
    heading = Heading(
        _("List"), _("Motions to {meeting}").format(meeting=in_a_sentence(state, meeting)) if meeting else _("Motions")
    )
    return show(
        request, "motions/list.html", heading, ways, rows=rows, shown=shown, meeting=meeting.id if meeting else ""
    )


def motion(request: HttpRequest, motion: str) -> HttpResponse:
    """One motion: its text, its support, its amendments, what was answered and decided."""
    state, reader = asked(request)
    own = _found(state, motion)
    page = pages.page(state, own, request.build_absolute_uri(reverse("motion", args=[own.id])))
    top, ways = pages.heading(state, own, reader.at), (*motion_acts.ways(state, reader, own), *way(request, own.id))
    values = {
        "amendments": amendments.of(state, reader, own),
        "divided": parts.divided(state, own.id),
        "joined": composites.of_motion(state, reader, own),
        "taking": withdrawing.taking(state, reader, own),
        "order": following.order(state, own),
        "votes": votes.of_motion(state, own.id),
        "ruled": rulings.on(state, own.id),
        "talk": discussing.beside(state, own.id),
        "against": opposing.beside(state, own, reader),
        "beside": related.beside(state, own, reader),
        "rules": rule_amendments.of_motion(state, own),
    }
    return show(request, "motions/motion.html", top, ways, page=page, **values)


def versions(request: HttpRequest, motion: str) -> HttpResponse:
    """Every version of the motion's text, with who changed what by which decision, and one of them in full."""
    state, reader = asked(request)
    own = _found(state, motion)
    heading = Heading(_("Versions of the text"), pages.title(own))
    return show(
        request, "motions/versions.html", heading, (), motion=own.id, received=own.received,
        mover=person(state, own.mover, reader.at), versions=version_pages.versions(state, reader, own),
        whole=version_pages.whole(state, own, request.GET.get("version", "")),
    )  # fmt: skip


def _found(state: State, number: str) -> Motion:
    own = pages.find(state, number)
    if own is None:
        raise Http404
    return own


def new_motion(request: HttpRequest) -> HttpResponse:
    """A motion is written, looked at once more, and moved."""
    state, reader = asked(request)
    own = keeping.opened(request, "new_motion")
    meeting = keeping.meeting_of(request, own)
    draft = drafting.motion(state, reader, request.GET.get("business", request.POST.get("business", "")), meeting)
    if draft is None:
        return show(request, "motions/none_called.html", Heading(_("Motion"), _("Write a motion")))
    closed = (
        None if draft.classes else why_not(drafting.tried(state, reader, draft.convention), {"title": "–", "text": "–"})
    )
    if closed is not None:
        return no(request, closed, back=reverse("motions"))
    if keeping.wants_keeping(request) and (answer := keeping.put_by(request, "new_motion")) is not None:
        return answer
    given, kind = keeping.begun(request, own, draft.form), forms.RulebookChange if draft.rulebook else forms.Motion
    form, brought = bringing.filled(request, kind, given)
    heading = Heading(_("Motion"), _("Change the rulebook") if draft.rulebook else _("Write a motion"))
    if not ready(request, form):
        return ask(
            request, form, heading, _("Check this motion"), template="motions/write.html", draft=draft,
            preview=drafting.preview(request.POST), back=reverse("motions"), **keeping.shown(request, own),
            **bringing.shown(brought),
        )  # fmt: skip
    answer = _checked_and_moved(request, draft, drafting.moved(state, reader, form.cleaned_data, meeting), heading)
    return keeping.handed_in(request, "new_motion", answer)


def _checked_and_moved(
    request: HttpRequest, draft: drafting.Draft, moved: drafting.Moved, heading: Heading
) -> HttpResponse:
    refusal = why_not(moved.act, moved.texts)
    if refusal is not None:
        return no(request, refusal, back=reverse("motions"))
    if not is_checked(request):
        return check_paper(
            request,
            "motions/check.html",
            heading,
            _("Move this motion"),
            moved=moved,
            same=related.same(organisation.read_state(), moved.act.convention, moved.texts["text"]),
            law=draft.law_of(moved.act.business),
        )
    return perform_new(
        request, moved.act, moved.texts, to=lambda made: reverse("motion", args=[made.motion]),
        back=reverse("motions"), done=_("Your motion is received. Nobody can refuse, hide or change it."),
        follows=_("Share this page: any member can support the motion here."),
    )  # fmt: skip


@require_POST
def act_on_motion(request: HttpRequest, motion: str, doing: str) -> HttpResponse:
    """Seconding, taking a second back, placing by discretion."""
    state, _reader = asked(request)
    own = _found(state, motion)
    if doing not in SIMPLE:
        raise Http404
    act, done, follows = SIMPLE[doing]
    told = _(done).format(motion=own.id)
    to = reverse("motion", args=[own.id])
    return perform(
        request, act(**stamped(request), motion=own.id), to=to, done=told, follows=_(follows) if follows else ""
    )


def answer_motion(request: HttpRequest, motion: str) -> HttpResponse:
    """The leadership's answer."""
    return _speak(request, motion, AnswerMotion, "answer", _("Answer for the leadership"), _("Publish this answer"))


def reply(request: HttpRequest, motion: str) -> HttpResponse:
    """The mover's reply to the answer."""
    return _speak(request, motion, ReplyToAnswer, "reply", _("Reply to the answer"), _("Publish this reply"))


def _speak(
    request: HttpRequest, motion: str, act: type[AnswerMotion] | type[ReplyToAnswer], slot: str, title: str, button: str
) -> HttpResponse:
    state, _reader = asked(request)
    own = _found(state, motion)
    form = filled(request, forms.Answer, words=drafting.words_for(state, own, "executive"))
    heading = Heading(_("Motion {number}").format(number=own.id), title)
    to = reverse("motion", args=[own.id])
    if not ready(request, form):
        return ask(request, form, heading, _("Check the text"), back=to, template="motions/speak.html")
    text = form.cleaned_data["text"]
    if not is_checked(request):
        return check_paper(request, "motions/check_text.html", heading, button, html=rendered(text))
    done = _("The text stands beside motion {number}, for every member.").format(number=own.id)
    return perform(request, act(**stamped(request), motion=own.id), {slot: text}, to=to, done=done)


URLS = [
    path("motions/", motions, name="motions"),
    path("motions/new/", new_motion, name="new_motion"),
    path("motions/<str:motion>/", motion, name="motion"),
    path("motions/<str:motion>/versions/", versions, name="versions"),
    path("motions/<str:motion>/answer/", answer_motion, name="answer_motion"),
    path("motions/<str:motion>/reply/", reply, name="reply"),
    path("motions/<str:motion>/do/<slug:doing>/", act_on_motion, name="act_on_motion"),
]
