"""Elections."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from ..page import asked, show
from ..pages.pieces import Heading


def elections(request: HttpRequest) -> HttpResponse:
    """The elections."""
    asked(request)
    return show(request, "elections/list.html", Heading(_("List"), _("Elections")))


URLS = [path("elections/", elections, name="elections"), path("elections/<str:election>/", elections, name="election")]
