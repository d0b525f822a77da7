"""Co-authors of a motion and its references: inviting, consenting, referring, withdrawing in favour of another."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from rankandfile.core.chapters.coauthors import ConsentAsCoauthor, InviteCoauthor, LeaveCoauthors, TakeInvitationBack
from rankandfile.core.chapters.motions import Motion, article_of
from rankandfile.core.chapters.references import ReferToMotion, WithdrawInFavour, WithdrawReference
from rankandfile.core.ids import Handle, MotionId
from rankandfile.core.state import State

from ..doing import ask, check_answers, filled, is_checked, perform, ready, stamped
from ..forms.related import Invite, Refer
from ..page import asked
from ..pages import motions, offices
from ..pages import related as pages
from ..pages.pieces import Heading
from ..rules import rule

AS_COAUTHOR = {
    "consent": (ConsentAsCoauthor, gettext_noop("You stand as co-author of {motion}.")),
    "leave": (LeaveCoauthors, gettext_noop("Your name does not stand on {motion}.")),
}
"""What somebody does who was invited: the act, and what is then the case."""


def _found(state: State, number: str) -> Motion:
    own = motions.find(state, number)
    if own is None:
        raise Http404
    return own


def coauthors(request: HttpRequest, motion: str) -> HttpResponse:
    """The mover asks a member; the page says who has not answered yet."""
    state, reader = asked(request)
    own = _found(state, motion)
    form, to = filled(request, Invite, people=offices.people(state)), reverse("motion", args=[own.id])
    is_mine = own.mover == reader.handle
    if not ready(request, form):
        heading = Heading(_("Motion {number}").format(number=own.id), _("Invite a co-author"))
        told = _("The member is told on the own front page, and is named only after consenting. You stay the mover.")
        return ask(
            request, form, heading, _("Invite this member"), template="related/coauthors.html", back=to, explained=told,
            law=rule(state, article_of(state, own)), motion=own.id,
            waiting=pages.waiting(state, own) if is_mine else (),
        )  # fmt: skip
    act = InviteCoauthor(**stamped(request), motion=own.id, person=Handle(form.cleaned_data["person"]))
    back = reverse("coauthors", args=[own.id]) if is_mine else to
    return perform(request, act, to=back, done=_("The member is invited. No name stands before the answer."))


@require_POST
def take_invitation_back(request: HttpRequest, motion: str) -> HttpResponse:
    """The mover no longer asks somebody who has not answered."""
    state, _reader = asked(request)
    own = _found(state, motion)
    act = TakeInvitationBack(**stamped(request), motion=own.id, person=Handle(request.POST.get("person", "")[:64]))
    return perform(request, act, to=reverse("coauthors", args=[own.id]), done=_("The invitation is taken back."))


@require_POST
def as_coauthor(request: HttpRequest, motion: str, doing: str) -> HttpResponse:
    """Who was invited consents, declines, or takes the name off again."""
    state, _reader = asked(request)
    own = _found(state, motion)
    if doing not in AS_COAUTHOR:
        raise Http404
    act, done = AS_COAUTHOR[doing]
    told = _(done).format(motion=own.id)
    return perform(request, act(**stamped(request), motion=own.id), to=reverse("motion", args=[own.id]), done=told)


def refer(request: HttpRequest, motion: str) -> HttpResponse:
    """An author says which other motion belongs beside this one."""
    state, _reader = asked(request)
    own = _found(state, motion)
    to = reverse("motion", args=[own.id])
    form = filled(request, Refer, known=frozenset(map(str, state.motions.motions)))
    if not ready(request, form):
        heading = Heading(_("Motion {number}").format(number=own.id), _("Refer to another motion"))
        told = _("Both pages show it: “see also” on yours, and on the other that yours refers to it.")
        law = rule(state, article_of(state, own))
        return ask(request, form, heading, _("Refer to it"), back=to, explained=told, law=law)
    act = ReferToMotion(**stamped(request), motion=own.id, to=MotionId(form.cleaned_data["to"]))
    return perform(request, act, to=to, done=_("{motion} refers to {to}.").format(motion=own.id, to=act.to))


@require_POST
def take_reference_off(request: HttpRequest, motion: str) -> HttpResponse:
    """An author takes a reference off again."""
    state, _reader = asked(request)
    own = _found(state, motion)
    act = WithdrawReference(**stamped(request), motion=own.id, to=MotionId(request.POST.get("to", "")[:12]))
    done = _("{motion} refers to {to} no longer.").format(motion=own.id, to=act.to)
    return perform(request, act, to=reverse("motion", args=[own.id]), done=done)


def withdraw_in_favour(request: HttpRequest, motion: str) -> HttpResponse:
    """The mover takes the motion back in favour of another; asked twice."""
    state, _reader = asked(request)
    own = _found(state, motion)
    back = reverse("withdraw_motion", args=[own.id])
    form = filled(request, Refer, known=frozenset(map(str, state.motions.motions)))
    heading = Heading(_("Motion {number}").format(number=own.id), _("Withdraw in favour of another"))
    if not ready(request, form):
        told = _("Only their authors make two motions one that say the same: this one ends, and says for which.")
        return ask(request, form, heading, _("Check this"), back=back, explained=told)
    to = MotionId(form.cleaned_data["to"])
    if not is_checked(request):
        other = _found(state, to)
        answers = ((_("Motion"), motions.title(own)), (_("In favour of"), f"{to} {motions.title(other)}"))
        final = _("The motion ends here. Its text stays readable, and both pages say so.")
        return check_answers(request, heading, answers, _("Withdraw it in favour of {to}").format(to=to), final=final)
    act = WithdrawInFavour(**stamped(request), motion=own.id, to=to)
    done = _("Motion {number} is withdrawn in favour of {to}.").format(number=own.id, to=to)
    return perform(request, act, to=reverse("motion", args=[own.id]), done=done)


URLS = [
    path("motions/<str:motion>/authors/", coauthors, name="coauthors"),
    path("motions/<str:motion>/authors/take-back/", take_invitation_back, name="take_invitation_back"),
    path("motions/<str:motion>/authors/<slug:doing>/", as_coauthor, name="as_coauthor"),
    path("motions/<str:motion>/refer/", refer, name="refer"),
    path("motions/<str:motion>/refer/take-off/", take_reference_off, name="take_reference_off"),
    path("motions/<str:motion>/withdraw/in-favour/", withdraw_in_favour, name="withdraw_in_favour"),
]
