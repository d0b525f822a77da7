"""The reader's own drafts: what was written and not handed in yet."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from msgspec import Struct

from rankandfile.core.text import count_words
from rankandfile.shell.people.drafts import Kept, draft, drafts_of, drop

from ..doing import check_answers, is_checked
from ..page import show
from ..pages.pieces import Can, Heading
from .accounts import signed_in


class Row(Struct, frozen=True):
    """A draft in the list."""

    id: int
    title: str
    kind: str
    words: int
    changed: int
    url: str


def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts on the account, the last one changed first."""
    rows = tuple(_row(own) for own in drafts_of(signed_in(request)))
    ways = (
        Can(_("Write a motion"), reverse("new_motion"), main=True),
        Can(_("Submit a document"), reverse("submit_document")),
    )
    answer = show(request, "motions/drafts.html", Heading(_("My account"), _("My drafts")), ways, rows=rows)
    answer["Cache-Control"] = "no-store"
    return answer


def _row(own: Kept) -> Row:
    kind = _("Document") if own.page == "submit_document" else _("Motion")
    title, text = own.values.get("title", ""), own.values.get("text", "")
    asked: dict[str, str] = {
        "draft": str(own.id),
        **({"business": own.values["business"]} if own.values.get("business") else {}),
    }
    url = f"{reverse(own.page)}?{urlencode(asked)}"
    return Row(own.id, title or _("without a title"), kind, count_words(text), int(own.changed.timestamp()), url)


@require_POST
def delete_draft(request: HttpRequest, number: int) -> HttpResponse:
    """A draft is deleted; asked twice."""
    account = signed_in(request)
    own = draft(account, number)
    if own is None:
        raise Http404
    if not is_checked(request):
        answers = ((_("Title"), _row(own).title),)
        final = _("Its words are nowhere else, and cannot be brought back.")
        return check_answers(
            request, Heading(_("My drafts"), _("Delete this draft")), answers, _("Delete this draft"), final=final
        )  # fmt: skip
    drop(account, number)
    return HttpResponseRedirect(reverse("drafts"))


URLS = [
    path("drafts/", drafts, name="drafts"),
    path("drafts/<int:number>/delete/", delete_draft, name="delete_draft"),
]
