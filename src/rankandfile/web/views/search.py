"""Search over everything published."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from ..page import asked, show
from ..pages import search as pages
from ..pages.pieces import Heading


def search(request: HttpRequest) -> HttpResponse:
    """The texts in which the words are, by part, branch and stage; the words stand in the address."""
    state, _reader = asked(request)
    given = {name: request.GET.get(name, "")[:200] for name in ("words", "part", "branch", "stage")}
    page = pages.page(state, pages.Asked(**given), request.GET.get("page", ""))
    return show(request, "bulletin/search.html", Heading(_("Everything published"), _("Search")), page=page)


URLS = [path("search/", search, name="search")]
