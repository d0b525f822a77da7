"""The pages for when something is not there, not allowed, or broken. They say what to do, like all others."""

import sys
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rankandfile.shell.trouble import Trouble

from ..pages.pieces import Heading

AGAIN = 2
"""Seconds after which it is worth asking once more."""


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing at this address."""
    heading = Heading(_("Not found"), _("There is no page at this address"))
    return render(request, "errors/not_found.html", {"heading": heading}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page is not for who asks."""
    return render(request, "errors/members_only.html", status=403)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent cannot be read: too large, too many fields, a broken address."""
    heading = Heading(_("Not recorded"), _("What was sent could not be read"))
    return render(request, "errors/unreadable.html", {"heading": heading}, status=400)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open for too long, or came from another site."""
    heading = Heading(_("Not recorded"), _("This form is out of date"))
    return render(request, "errors/stale.html", {"heading": heading}, status=403)


def stopped(request: HttpRequest) -> HttpResponse:
    """Witnesses hold more of the record than this server has: nothing is recorded until the newest copy is back."""
    heading = Heading(_("Not recorded"), _("This server must not record anything at the moment"))
    return render(request, "errors/stopped.html", {"heading": heading}, status=503)


def broken(request: HttpRequest, *_given: Any) -> HttpResponse:
    """Something here is broken. The page needs nothing that could be broken too.

    Where it is not the software but the disk or the database that failed, programs in front are told to come again.
    """
    page = HttpResponse(render_to_string("errors/broken.html"), status=500)
    if isinstance(sys.exc_info()[1], Trouble | OperationalError):
        page.status_code, page.headers["Retry-After"] = 503, str(AGAIN)
    return page
