"""Rulings: the list, one of them, making one, appealing against it, judging the appeal, taking it back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.act import Act
from rankandfile.core.chapters.admissibility import RuleAmendmentOutOfOrder, RuleOutOfOrder
from rankandfile.core.chapters.appealing import AppealAgainstRuling, JudgeRuling
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.lengths import limit_for
from rankandfile.core.chapters.rulings import LiftRuling, Ruling
from rankandfile.core.refusal import refuse
from rankandfile.core.state import State

from ..doing import ask, check_answers, filled, is_checked, no, perform, ready, stamped
from ..forms import rulings as forms
from ..page import asked, show
from ..pages import amendments, discussing, motions
from ..pages import rulings as pages
from ..pages.pieces import Heading
from ..rules import rule
from ..trying import perform_new, why_not


def rulings(request: HttpRequest) -> HttpResponse:
    """Every ruling that was ever made, the newest first."""
    state, _reader = asked(request)
    clause = rulebook(state).admissibility
    law = rule(state, clause.article) if clause is not None else None
    return show(request, "rulings/list.html", Heading(_("List"), _("Rulings")), rows=pages.rows(state), law=law)


def ruling(request: HttpRequest, ruling: str) -> HttpResponse:
    """One ruling: its ground, its reason, who objects, what others decided."""
    state, reader = asked(request)
    own = _found(state, ruling)
    comment = discussing.find(state, own.about)
    words = discussing.words_of(state, comment, reader) if comment is not None else ""
    values = {
        "words": words,
        "page": pages.page(state, own, reader),
        "needed": pages.needed(state, own) if own.stage == "made" else "",
    }
    return show(request, "rulings/ruling.html", pages.heading(state, own, reader), pages.ways(state, reader, own),
                **values)  # fmt: skip


def _found(state: State, number: str) -> Ruling:
    own = pages.find(state, number)
    if own is None:
        raise Http404
    return own


def words(state: State) -> dict[str, int]:
    """How long a reason may be: as long as a member's document."""
    return {"words": limit_for(rulebook(state).bulletin.limits, "member")}


def rule_out_of_order(request: HttpRequest, motion: str) -> HttpResponse:
    """Whoever the rulebook names rules a motion out of order, on one of its grounds, with a reason; asked twice."""
    state, _reader = asked(request)
    own = motions.find(state, motion)
    if own is None:
        raise Http404
    about = Heading(_("Motion {number}").format(number=own.id), motions.title(own))
    return _ruled(request, about, partial(RuleOutOfOrder, motion=own.id), reverse("motion", args=[own.id]))


def rule_amendment(request: HttpRequest, amendment: str) -> HttpResponse:
    """The same, of an amendment."""
    state, _reader = asked(request)
    own = amendments.find(state, amendment)
    if own is None:
        raise Http404
    about = Heading(_("Amendment {number}").format(number=own.id), amendments.in_words(own))
    to = f"{reverse('motion', args=[own.motion])}#{own.id}"
    return _ruled(request, about, partial(RuleAmendmentOutOfOrder, amendment=own.id), to)


def _ruled(request: HttpRequest, about: Heading, act: Callable[..., Act], to: str) -> HttpResponse:
    state, reader = asked(request)
    clause = rulebook(state).admissibility
    if clause is None:
        return no(request, refuse(rulebook(state).organisation.article, "ruling.nobody"), back=to)
    first = clause.grounds[0].id if clause.grounds else ""
    tried = act(by=reader.handle, at=reader.at, ground=first)
    closed = why_not(tried, {"reason": "–"})
    if closed is not None:
        return no(request, closed, back=to)
    form = filled(request, forms.Ruling, grounds=pages.grounds(clause.grounds), **words(state))
    heading = Heading(about.kind, _("Rule it out of order"))
    law = rule(state, clause.article)
    if not ready(request, form):
        return ask(request, form, heading, _("Check this ruling"), back=to, law=law)
    given = form.cleaned_data
    if not is_checked(request):
        chosen = dict(pages.grounds(clause.grounds))[given["ground"]]
        answers = ((about.kind, about.title), (_("Ground"), chosen), (_("Reason"), given["reason"]))
        final = _("It stands on the text with your name, and the text is ruled on this once only.")
        return check_answers(request, heading, answers, _("Make this ruling"), final=final, law=law)
    ruled = act(**stamped(request), ground=given["ground"])
    return perform_new(
        request, ruled, {"reason": given["reason"]}, to=lambda made: reverse("ruling", args=[made.ruling]), back=to,
        done=_("The ruling is published. The text stays where it is."),
        follows=_("The mover, or enough members, can appeal."),
    )  # fmt: skip


def appeal_against_ruling(request: HttpRequest, ruling: str) -> HttpResponse:
    """Whose text it is, or any member, objects with reasons."""
    return _with_reason(
        request, ruling, forms.Reason, _("Appeal against it"), _("Appeal"), _("Your appeal stands beside the ruling."),
        lambda given: {}, AppealAgainstRuling,
    )  # fmt: skip


def judge_ruling(request: HttpRequest, ruling: str) -> HttpResponse:
    """Whoever the rulebook names says whether the ruling stands."""
    return _with_reason(
        request, ruling, forms.Judgement, _("Judge this appeal"), _("Judge"), _("What you said is recorded."),
        lambda given: {"stands": given.get("stands", "yes") == "yes"}, JudgeRuling,
    )  # fmt: skip


def _with_reason(
    request: HttpRequest, ruling: str, kind: type[forms.Reason], title: str, button: str, done: str, more: Any,
    act: type[Act],
) -> HttpResponse:  # fmt: skip
    state, reader = asked(request)
    own = _found(state, ruling)
    to = reverse("ruling", args=[own.id])
    closed = why_not(act(by=reader.handle, at=reader.at, ruling=own.id, **more({})), {"reason": "–"})  # type: ignore[call-arg]
    if closed is not None:
        return no(request, closed, back=to)
    form = filled(request, kind, **words(state))
    if not ready(request, form):
        heading = Heading(_("Ruling {number}").format(number=own.id), title)
        return ask(request, form, heading, button, back=to, law=rule(state, own.article))
    made = act(**stamped(request), ruling=own.id, **more(form.cleaned_data))  # type: ignore[call-arg]
    return perform(request, made, {"reason": form.cleaned_data["reason"]}, to=to, done=done)


def lift_ruling(request: HttpRequest, ruling: str) -> HttpResponse:
    """Whoever made it takes it back; asked twice."""
    state, _reader = asked(request)
    own = _found(state, ruling)
    if not is_checked(request):
        heading = Heading(_("Ruling {number}").format(number=own.id), _("Take this ruling back"))
        final = _("The ruling has no effect any more, and nothing is ruled on twice.")
        return check_answers(
            request, heading, ((_("About"), pages.title(state, own)),), _("Take this ruling back"), final=final
        )
    act = LiftRuling(**stamped(request), ruling=own.id)
    return perform(request, act, to=reverse("ruling", args=[own.id]), done=_("The ruling is taken back."))


URLS = [
    path("rulings/", rulings, name="rulings"),
    path("rulings/<str:ruling>/", ruling, name="ruling"),
    path("rulings/<str:ruling>/appeal/", appeal_against_ruling, name="appeal_against_ruling"),
    path("rulings/<str:ruling>/judge/", judge_ruling, name="judge_ruling"),
    path("rulings/<str:ruling>/lift/", lift_ruling, name="lift_ruling"),
    path("motions/<str:motion>/rule/", rule_out_of_order, name="rule_out_of_order"),
    path("amendments/<str:amendment>/rule/", rule_amendment, name="rule_amendment"),
]
