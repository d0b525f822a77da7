"""The digest of an issue of the bulletin, or of all before a convention, and its paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.ids import ConventionId

from ..page import asked, show
from ..pages import digest as pages
from ..pages import printed
from ..pages.bulletin import issue
from ..pages.digest_paper import sheet as digest_sheet
from ..pages.pieces import Can, Heading


def digest(request: HttpRequest, meeting: str, number: int = 0) -> HttpResponse:
    """Each proposal in the same space, in the order of the lot; the list of them prints on two sheets for a hundred."""
    state, _reader = asked(request)
    before = state.meetings.conventions.get(ConventionId(meeting))
    if before is None or issue(state, before, number) is None:
        raise Http404
    page = pages.page(state, before.id, number, request.GET.get("page", "1"))
    kind = _("Bulletin before convention {number}").format(number=before.id)
    name = _("Digest of issue {number}").format(number=number) if number else _("Digest of all issues")
    whole = reverse("issue", args=[before.id, number]) if number else f"{reverse('bulletin')}?convention={before.id}"
    ways = (Can(_("Read the bulletin"), whole, main=True), *_paper_of(before.id, number))
    return show(request, "bulletin/digest.html", Heading(kind, name), ways, page=page)


def _paper_of(meeting: str, number: int) -> tuple[Can, ...]:
    """The link to the digest on paper, where it can be made here."""
    if not printed.is_possible("pdf"):
        return ()
    page = reverse("issue_digest_paper", args=[meeting, number]) if number else reverse("digest_paper", args=[meeting])
    return (Can(_("Print: two pages for each hundred, PDF"), page),)


def digest_paper(request: HttpRequest, meeting: str, number: int = 0) -> HttpResponse:
    """The same on paper: two pages for each hundred proposals."""
    state, _reader = asked(request)
    before = state.meetings.conventions.get(ConventionId(meeting))
    if before is None or issue(state, before, number) is None or not printed.is_possible("pdf"):
        raise Http404
    answer = HttpResponse(printed.sheet_made(digest_sheet(state, before, number)), content_type="application/pdf")
    name = f"digest-{before.id}-{number}" if number else f"digest-{before.id}"
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer["Cache-Control"] = "private, no-cache"
    return answer


URLS = [
    path("bulletin/<str:meeting>/digest/", digest, name="digest"),
    path("bulletin/<str:meeting>/digest/paper.pdf", digest_paper, name="digest_paper"),
    path("bulletin/<str:meeting>/issue/<int:number>/digest/paper.pdf", digest_paper, name="issue_digest_paper"),
    path("bulletin/<str:meeting>/issue/<int:number>/digest/", digest, name="issue_digest"),
]
