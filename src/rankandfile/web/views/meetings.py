"""Conventions."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from ..page import asked, show
from ..pages.pieces import Heading


def convention(request: HttpRequest) -> HttpResponse:
    """The conventions."""
    asked(request)
    return show(request, "convention/list.html", Heading(_("Convention"), _("Conventions")))


URLS = [path("convention/", convention, name="convention")]
