"""Recalls: the list, one of them, asking for one, supporting it, the answer of whoever is concerned."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rankandfile.core.chapters.petitioning import AnswerRecall, SupportRecall, WithdrawRecallSupport
from rankandfile.core.chapters.recalls import AskForRecall, Recall
from rankandfile.core.ids import BranchId, Handle
from rankandfile.core.state import State

from ..doing import ask, filled, no, perform, ready, stamped
from ..forms.recalls import Answer, Reasons
from ..page import asked, show
from ..pages import recalls as pages
from ..pages.naming import member_name
from ..pages.pieces import Heading
from ..trying import perform_new


def recalls(request: HttpRequest) -> HttpResponse:
    """Every recall that was asked for, the newest first."""
    state, reader = asked(request)
    return show(request, "recalls/list.html", Heading(_("List"), _("Recalls")), rows=pages.rows(state, reader.at))


def recall(request: HttpRequest, recall: str) -> HttpResponse:
    """One recall: the reasons, the answer, the support, the vote."""
    state, reader = asked(request)
    own = _found(state, recall)
    top, ways = pages.heading(state, own, reader.at), pages.ways(state, reader, own)
    return show(request, "recalls/recall.html", top, ways, page=pages.page(state, own, reader.at))


def _found(state: State, number: str) -> Recall:
    own = pages.find(state, number)
    if own is None:
        raise Http404
    return own


def ask_for_recall(request: HttpRequest, post: str) -> HttpResponse:
    """A member asks, with reasons, that whoever holds the post be recalled."""
    state, reader = asked(request)
    sent = request.POST if request.method == "POST" else request.GET
    who, scope = sent.get("person", "")[:64], sent.get("branch", "")[:64]
    refusal = pages.why_not_asking(state, reader, post, who, scope)
    if refusal is not None:
        return no(request, refusal, back=reverse("offices"))
    form = filled(request, Reasons, words=pages.words(state), person=who, branch=scope)
    if not ready(request, form):
        title = _("{name}, {post}").format(name=member_name(state, who), post=pages.place(state, post, scope))
        heading, law = Heading(_("Ask for a recall"), title), pages.law(state, post)
        return ask(request, form, heading, _("Ask for this recall"), back=reverse("offices"), law=law)
    act = AskForRecall(**stamped(request), person=Handle(who), post=post, scope=BranchId(scope))
    return perform_new(
        request, act, {"reasons": form.cleaned_data["reasons"]}, to=lambda made: reverse("recall", args=[made.recall]),
        back=reverse("offices"), done=_("The recall is asked for, and your name stands beside it."),
    )  # fmt: skip


@require_POST
def act_on_recall(request: HttpRequest, recall: str, doing: str) -> HttpResponse:
    """Somebody joins in asking for the recall, or no longer does."""
    state, _reader = asked(request)
    own, to = _found(state, recall), reverse("recall", args=[recall])
    if doing == "support":
        act = SupportRecall(**stamped(request), recall=own.id)
        return perform(request, act, to=to, done=_("You ask for this recall, and your name stands beside it."))
    if doing == "withdraw":
        back = WithdrawRecallSupport(**stamped(request), recall=own.id)
        return perform(request, back, to=to, done=_("You no longer ask for this recall."))
    raise Http404


def answer_recall(request: HttpRequest, recall: str) -> HttpResponse:
    """The person concerned answers."""
    state, _reader = asked(request)
    own, to = _found(state, recall), reverse("recall", args=[recall])
    form = filled(request, Answer, words=pages.words(state))
    if not ready(request, form):
        heading = Heading(pages.title(state, own), _("Answer"))
        return ask(request, form, heading, _("Publish this answer"), back=to, law=pages.law(state, own.post))
    act = AnswerRecall(**stamped(request), recall=own.id)
    return perform(request, act, {"answer": form.cleaned_data["answer"]}, to=to, done=_("Your answer is published."))


URLS = [
    path("recalls/", recalls, name="recalls"),
    path("recalls/<str:recall>/", recall, name="recall"),
    path("recalls/<str:recall>/answer/", answer_recall, name="answer_recall"),
    path("recalls/<str:recall>/do/<slug:doing>/", act_on_recall, name="act_on_recall"),
    path("offices/<slug:post>/recall/", ask_for_recall, name="ask_for_recall"),
]
