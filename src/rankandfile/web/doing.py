"""The one door through which a page changes anything: an act goes in, a receipt or a refusal comes back.

    form = filled(request, SecondForm)
    if not ready(request, form):
        return ask(request, form, heading, button)
    return perform(request, SecondMotion(...), to=..., done=...)

A refusal is a page that says why, by which article, and what is open; what was typed goes along and comes back.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from msgspec import structs

from rankandfile.core.act import Act
from rankandfile.core.ids import Handle
from rankandfile.core.refusal import Refusal, refuse
from rankandfile.shell.boards import Boards
from rankandfile.shell.draft import Outcome
from rankandfile.shell.people.recovery import closed_until
from rankandfile.shell.secretary import NOW

from . import organisation
from .pages.pieces import Heading, Receipt, Rule
from .templatetags.pieces import number
from .who import account_of
from .words import refused

T = TypeVar("T")
ABOUT_THE_FORM = frozenset({"csrfmiddlewaretoken", "checked", "again"})
PAPERS = frozenset(
    {
        "SubmitDocument",
        "WithdrawDocument",
        "MoveMotion",
        "SecondMotion",
        "MoveAmendment",
        "SecondAmendment",
        "OpposeMotion",
        "WriteComment",
    }
)
"""Acts that stay open to an account in its waiting time after a recovery: writing and supporting papers, no more."""
FOR_OTHERS = frozenset({"branch", "executive", "delegate"})
"""Capacities in which one writes in an office, and not for oneself alone: closed in that time."""
FORBIDDEN = ("member.", "post.", "account.")
"""Refusals whose reason is who asks; all others are about when, or about the state of things."""


def filled(request: HttpRequest, form: type[Form], **more: Any) -> Form:
    """The form with what was typed, or empty where nothing was sent yet."""
    return form(request.POST, **more) if request.method == "POST" else form(**more)


def ready(request: HttpRequest, form: Form) -> bool:
    """Whether the answers were sent to be acted on, and have the right shape."""
    return request.method == "POST" and "again" not in request.POST and form.is_valid()


def is_checked(request: HttpRequest) -> bool:
    """Whether the person has seen the answers once more and confirmed them."""
    return "checked" in request.POST


def ask(request: HttpRequest, form: Form, heading: Heading, button: str, **more: Any) -> HttpResponse:
    """The page of a form; with status 422 where something in it needs another look."""
    faulty = form.is_bound and bool(form.errors)
    values = {"form": form, "heading": heading, "button": button, **more}
    return render(request, more.get("template", "form.html"), values, status=422 if faulty else 200)


def check_answers(
    request: HttpRequest,
    heading: Heading,
    answers: tuple[tuple[str, str], ...],
    button: str,
    explained: str = "",
    final: str = "",
    law: Rule | None = None,
) -> HttpResponse:
    """The answers once more, before what cannot be undone; only from here the act is done."""
    values = {"heading": heading, "answers": answers, "button": button, "explained": explained, "final": final}
    return render(request, "check.html", {**values, "law": law, "kept": typed(request)})


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything that was sent, to be sent along again."""
    pairs = ((name, value) for name, values in request.POST.lists() for value in values)
    return [(name, value) for name, value in pairs if name not in ABOUT_THE_FORM]


def perform(
    request: HttpRequest, act: Act, texts: Mapping[str, str] | None = None, *, to: str, done: str, follows: str = "",
    typed_here: bool = True,
) -> HttpResponse:  # fmt: skip
    """The act is recorded and its receipt shown at `to`; or a page that says why it was not. Of a single button nothing
    was `typed_here`, so there is nothing to go back to.
    """
    answer = submit(request, act, texts)
    if is_live(request):
        return told(answer, done)
    if isinstance(answer, Refusal):
        return no(request, answer, back=to, typed_here=typed_here)
    keep_receipt(request, Receipt(int(answer.index), done, follows))
    return HttpResponseRedirect(to)


def is_live(request: HttpRequest) -> bool:
    """Whether a script of ours sent the form and stays on its page (`live.js`)."""
    return "X-Live" in request.headers


def told(answer: Outcome, done: str) -> HttpResponse:
    """What became of it in one or two sentences, for who stays on the page. Nothing is written but the record."""
    if not isinstance(answer, Refusal):
        words = _("{done} Recorded as entry {entry}.").format(done=done, entry=number(int(answer.index)))
        return JsonResponse({"words": words, "entry": int(answer.index)})
    why = refused(organisation.read_state(), answer)
    return JsonResponse({"words": f"{why.because} {why.remedy}", "code": answer.code}, status=_status(answer))


def submit(
    request: HttpRequest, act: Act, texts: Mapping[str, str] | None = None, ballot: str | None = None
) -> Outcome:
    """What the secretary answers; nothing on the site reaches the record by another way."""
    return why_waiting(request, act) or organisation.secretary().submit(act, dict(texts or {}), ballot)


def on_board(request: HttpRequest, work: Callable[[Boards, Handle], T]) -> T | Refusal:
    """What a board answers to whoever is signed in; an account that waits after a recovery is refused here too."""
    return why_waiting(request) or work(organisation.secretary().boards, me(request))


def keep_receipt(request: HttpRequest, receipt: Receipt) -> None:
    """The next page shows the receipt at its top."""
    request.session["done"] = structs.asdict(receipt)


def no(request: HttpRequest, refusal: Refusal, back: str, typed_here: bool = True) -> HttpResponse:
    """The page of a refusal: 403 where the reason is who asks, 409 where it is how things stand."""
    kept = typed(request) if typed_here else []
    values = {"refused": refused(organisation.read_state(), refusal), "kept": kept, "back": back}
    return render(request, "refusal.html", values, status=_status(refusal))


def _status(refusal: Refusal) -> int:
    return 403 if refusal.code.startswith(FORBIDDEN) else 409


def why_waiting(request: HttpRequest, act: Act | None = None) -> Refusal | None:
    """Why the account may not do this yet, in its waiting time after a recovery; None when it may."""
    account = account_of(request)
    until = closed_until(account) if account else None
    if until is None or (type(act).__name__ in PAPERS and getattr(act, "capacity", "") not in FOR_OTHERS):
        return None
    return refuse("", "account.waiting", until=int(until.timestamp()))


def me(request: HttpRequest) -> Handle:
    """The handle for which this account acts; empty for a visitor."""
    account = account_of(request)
    return Handle(account.handle or "") if account else Handle("")


def stamped(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and that the secretary says when: the two fields that every act has."""
    return {"by": me(request), "at": NOW}
