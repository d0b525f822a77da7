"""The bulletin: its issues, what waits for the next one, a document, submitting and withdrawing one."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from ..page import asked, show
from ..pages.pieces import Heading


def bulletin(request: HttpRequest) -> HttpResponse:
    """The issues before a convention."""
    asked(request)
    return show(request, "bulletin/list.html", Heading(_("Bulletin"), _("Bulletin")))


URLS = [path("bulletin/", bulletin, name="bulletin")]
