"""Withdrawing a motion, and taking over what somebody withdrew."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.withdrawing import TakeOverMotion

from ..doing import ask, check_answers, filled, is_checked, no, perform, ready, stamped
from ..forms.withdrawing import Capacity
from ..page import asked
from ..pages import capacities, motions
from ..pages import withdrawing as pages
from ..pages.pieces import Heading
from ..trying import why_not


def withdraw_motion(request: HttpRequest, motion: str) -> HttpResponse:
    """The mover takes the motion back; asked twice."""
    state, _reader = asked(request)
    own = motions.find(state, motion)
    if own is None:
        raise Http404
    if not is_checked(request):
        heading = Heading(_("Motion {number}").format(number=own.id), _("Withdraw this motion"))
        final = _(
            "The motion ends here, unless another member takes it over as the rulebook says. Its text stays readable, "
            "and it can be moved again as a new one."
        )
        return check_answers(
            request, heading, ((_("Motion"), motions.title(own)),), _("Withdraw this motion"), final=final
        )
    done = _("Motion {number} is withdrawn.").format(number=own.id)
    act = WithdrawMotion(**stamped(request), motion=own.id)
    return perform(request, act, to=reverse("motion", args=[own.id]), done=done)


def take_over(request: HttpRequest, motion: str) -> HttpResponse:
    """Another member moves what was withdrawn, as it stands."""
    state, reader = asked(request)
    own = motions.find(state, motion)
    if own is None:
        raise Http404
    form, back = filled(request, Capacity, **pages.form(state, reader, own)), reverse("motion", args=[own.id])
    heading = Heading(_("Motion {number}").format(number=own.id), _("Take this motion over"))
    if not ready(request, form):
        return ask(request, form, heading, _("Check your answers"), back=back)
    capacity, branch = capacities.chosen(form.cleaned_data["capacity"])
    act = TakeOverMotion(**stamped(request), motion=own.id, capacity=capacity, branch=branch)
    refusal = why_not(act, {})
    if refusal is not None:
        return no(request, refusal, back=back)
    if not is_checked(request):
        answers = (
            (_("Motion"), motions.title(own)),
            (_("You move it"), capacities.written(state, capacity, branch)),
        )
        explained = _("You become its mover. Its words, its amendments and its seconders stay as they are.")
        return check_answers(request, heading, answers, _("Take this motion over"), explained)
    done = _("You are the mover of motion {number} now.").format(number=own.id)
    return perform(request, act, to=back, done=done)


URLS = [
    path("motions/<str:motion>/withdraw/", withdraw_motion, name="withdraw_motion"),
    path("motions/<str:motion>/take-over/", take_over, name="take_over"),
]
