"""Drafts on the account, for the pages on which people write: opened, kept, and gone once the text is handed in."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.shell.people import drafts
from rankandfile.shell.people.drafts import Kept

from .doing import typed
from .who import account_of

NOT_KEPT = frozenset({"draft"})
"""What a form sends that is not part of the text."""


def opened(request: HttpRequest, page: str) -> Kept | None:
    """The draft that the reader goes on with on this page; None where there is none of the reader's own."""
    account, number = account_of(request), request.POST.get("draft") or request.GET.get("draft", "")
    own = drafts.draft(account, int(number)) if account and number.isascii() and number.isdigit() else None
    return own if own is not None and own.page == page else None


def meeting_of(request: HttpRequest, own: Kept | None) -> str:
    """The number of the meeting that the text is for, from the form, the address or the draft; empty for none named."""
    named = request.POST.get("meeting") or request.GET.get("meeting", "")
    return named or (own.values.get("meeting", "") if own is not None else "")


def begun(request: HttpRequest, own: Kept | None, form: dict[str, Any]) -> dict[str, Any]:
    """What the form begins with: the draft's words, before anything was sent."""
    return {**form, "initial": {**form.get("initial", {}), **own.values}} if own is not None else form


def wants_keeping(request: HttpRequest) -> bool:
    """Whether the button was pressed that keeps the text as a draft."""
    return request.method == "POST" and request.POST.get("again") == "keep"


def put_by(request: HttpRequest, page: str) -> HttpResponse | None:
    """The text is kept on the account, and its page shown again; None where it cannot be kept."""
    account, own = account_of(request), opened(request, page)
    if account is None:
        return None
    values = {name: value for name, value in typed(request) if name not in NOT_KEPT}
    number = drafts.put_by(account, page, values, own.id if own else 0)
    if number is None:
        return None
    asked: dict[str, str] = {
        "draft": str(number),
        **({"business": values["business"]} if values.get("business") else {}),
    }
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode(asked)}")


def handed_in(request: HttpRequest, page: str, answer: HttpResponse) -> HttpResponse:
    """The answer; where the text is in the record, its draft is gone."""
    account, own = account_of(request), opened(request, page)
    if account is not None and own is not None and answer.status_code == 302:
        drafts.drop(account, own.id)
    return answer


class Shown(Struct, frozen=True):
    """A draft as its page names it."""

    id: int
    at: int


def shown(request: HttpRequest, own: Kept | None) -> dict[str, Any]:
    """What the page says about the draft, or why there is none."""
    kept = Shown(own.id, int(own.changed.timestamp())) if own is not None else None
    return {"draft_kept": kept, "draft_full": _full() if wants_keeping(request) else ""}


def _full() -> str:
    return _(
        "It was not kept: the account has {n} drafts already, or the text is too long. Delete one of them."
    ).format(n=drafts.MOST)
