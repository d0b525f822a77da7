"""The digest of an issue of the bulletin, or of all before a convention."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.ids import ConventionId

from ..page import asked, show
from ..pages import digest as pages
from ..pages.bulletin import issue
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
    ways = (Can(_("Read the bulletin"), whole, main=True),)
    return show(request, "bulletin/digest.html", Heading(kind, name), ways, page=page)


URLS = [
    path("bulletin/<str:meeting>/digest/", digest, name="digest"),
    path("bulletin/<str:meeting>/issue/<int:number>/digest/", digest, name="issue_digest"),
]
