"""Voting in parts: asking that some lines of a motion or an amendment be voted on by themselves."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from rankandfile.core.chapters.parts import AskForPart

from ..doing import ask, check_answers, filled, is_checked, no, perform, ready, stamped
from ..forms.parts import Lines
from ..page import asked
from ..pages import parts as pages
from ..pages.pieces import Heading
from ..pages.votes import subject_title
from ..trying import why_not


def ask_for_part(request: HttpRequest, subject: str) -> HttpResponse:
    """From which paragraph to which; then once more what follows from it."""
    state, _reader = asked(request)
    if pages.entry_of(state, subject) is None:
        raise Http404
    asking, back = pages.asking(state, subject), pages.page_of(state, subject)
    form = filled(request, Lines, starts=asking.starts, ends=asking.ends)
    heading = Heading(subject_title(state, subject), _("Ask for a vote in parts"))
    if not ready(request, form):
        return ask(
            request, form, heading, _("Check what you ask for"), template="motions/ask_for_part.html", back=back,
            law=asking.law, divided=pages.divided(state, subject),
        )  # fmt: skip
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    act = AskForPart(**stamped(request), subject=subject, first=first, last=last)
    refusal = why_not(act, {})
    if refusal is not None:
        return no(request, refusal, back=back)
    lines = pages.in_lines(first, last)
    if not is_checked(request):
        follows = _(
            "These lines are voted on by themselves once enough have asked. If they do not carry, they are taken out, "
            "and what is left is voted on."
        )
        return check_answers(
            request, heading, ((_("Voted on by themselves"), lines),), _("Ask for this vote"), follows, law=asking.law
        )
    done = _("You have asked for a vote on these lines: {lines}.").format(lines=lines)
    return perform(request, act, to=back, done=done)


URLS = [path("parts/<str:subject>/", ask_for_part, name="ask_for_part")]
