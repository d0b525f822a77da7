"""Amendments: moving one by the line numbers of the motion, supporting it, taking it back or in."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from rankandfile.core.chapters import amending as acts
from rankandfile.core.chapters.amendment_moving import WITHOUT_TEXT
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.second_thoughts import WithdrawAmendmentSecond

from ..doing import ask, filled, is_checked, no, perform, ready, stamped
from ..forms.papers import Amendment, EditedText
from ..page import asked
from ..pages import amending, motions
from ..pages import amendments as pages
from ..pages.pieces import Heading
from ..trying import check_paper, why_not

SIMPLE = {
    "second": (acts.SecondAmendment, gettext_noop("You have seconded amendment {id}.")),
    "take-back": (WithdrawAmendmentSecond, gettext_noop("Your second for amendment {id} is taken back.")),
    "withdraw": (acts.WithdrawAmendment, gettext_noop("Amendment {id} is withdrawn.")),
    "accept": (acts.AcceptAmendment, gettext_noop("Amendment {id} is part of your motion now.")),
}


def move_amendment(request: HttpRequest, motion: str) -> HttpResponse:
    """A change of the motion, by its lines; seen in its place before it is moved."""
    state, reader = asked(request)
    own = motions.find(state, motion)
    if own is None:
        raise Http404
    draft = amending.draft(state, reader, own)
    form = filled(request, Amendment, **draft.form)
    heading = Heading(_("Amendment to {number}").format(number=own.id), motions.title(own))
    back = reverse("motion", args=[own.id])
    if not ready(request, form):
        return ask(
            request, form, heading, _("Check this amendment"), template="amendments/move.html", draft=draft, back=back,
            motion=own.id, proposes=bool(own.rules),
        )  # fmt: skip
    return _checked_and_moved(request, own, heading, draft, amending.moved(state, reader, own, form.cleaned_data))


def edit_text(request: HttpRequest, motion: str) -> HttpResponse:
    """An amendment by editing a paragraph of the motion, or its whole text; seen in its place before it is moved."""
    state, reader = asked(request)
    own = motions.find(state, motion)
    if own is None:
        raise Http404
    part = amending.editing(state, reader, own, request.GET.get("line", ""))
    form = filled(request, EditedText, **part.form)
    heading = Heading(_("Amendment to {number}").format(number=own.id), motions.title(own))
    if not ready(request, form):
        return ask(
            request, form, heading, _("Check this amendment"), template="amendments/edit.html", draft=part.draft,
            back=reverse("move_amendment", args=[own.id]), preview=amending.preview(part, form["text"].value() or ""),
        )  # fmt: skip
    moved = amending.moved_by_editing(state, reader, own, part, form.cleaned_data)
    return _checked_and_moved(request, own, heading, part.draft, moved)


def amend_amendment(request: HttpRequest, amendment: str) -> HttpResponse:
    """An amendment to an amendment, by editing its text; voted on before it."""
    state, reader = asked(request)
    own = pages.find(state, amendment)
    if own is None:
        raise Http404
    motion = state.motions.motions[own.motion]
    back = f"{reverse('motion', args=[motion.id])}#{own.id}"
    if own.action in WITHOUT_TEXT:
        nothing = MoveAmendment(**stamped(request), motion=motion.id, action="add", amends=own.id, lines=1)
        refusal = why_not(nothing, {"text": "x"})
        return no(request, refusal, back=back) if refusal is not None else HttpResponseRedirect(back)
    part = amending.editing_amendment(state, reader, motion, own)
    form = filled(request, EditedText, **part.form)
    heading = Heading(_("Amendment to {number}").format(number=own.id), motions.title(motion))
    if not ready(request, form):
        return ask(
            request, form, heading, _("Check this amendment"), template="amendments/edit.html", draft=part.draft,
            back=back, number=own.id,
            preview=amending.preview(part, form["text"].value() or ""),
        )  # fmt: skip
    moved = amending.moved_by_editing(state, reader, motion, part, form.cleaned_data)
    return _checked_and_moved(request, motion, heading, part.draft, moved)


def _checked_and_moved(
    request: HttpRequest, own: Motion, heading: Heading, draft: amending.Draft, moved: amending.Moved
) -> HttpResponse:
    back = reverse("motion", args=[own.id])
    refusal = why_not(moved.act, moved.texts)
    if refusal is not None:
        return no(request, refusal, back=back)
    if not is_checked(request):
        return check_paper(
            request, "amendments/check.html", heading, _("Move this amendment"), moved=moved, law=draft.law
        )
    return perform(request, moved.act, moved.texts, to=f"{back}#amendments", done=_("Your amendment is received."))


@require_POST
def act_on_amendment(request: HttpRequest, amendment: str, doing: str) -> HttpResponse:
    """Seconding, withdrawing, taking in."""
    state, _reader = asked(request)
    own = pages.find(state, amendment)
    if own is None or doing not in SIMPLE:
        raise Http404
    act, done = SIMPLE[doing]
    to = f"{reverse('motion', args=[own.motion])}#{own.id}"
    return perform(request, act(**stamped(request), amendment=own.id), to=to, done=_(done).format(id=own.id))


URLS = [
    path("motions/<str:motion>/amend/", move_amendment, name="move_amendment"),
    path("motions/<str:motion>/amend/text/", edit_text, name="edit_text"),
    path("amendments/<str:amendment>/amend/", amend_amendment, name="amend_amendment"),
    path("amendments/<str:amendment>/do/<slug:doing>/", act_on_amendment, name="act_on_amendment"),
]
