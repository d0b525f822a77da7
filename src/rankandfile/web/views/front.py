"""The front page, the pages that explain, and the language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import organisation
from ..page import asked, show
from ..pages.front import front as make_front
from ..pages.front import ways
from ..pages.hall import open_to_all
from ..pages.pieces import Heading
from ..who import account_of


def front(request: HttpRequest) -> HttpResponse:
    """What needs the reader, what is overdue, what happens now, what comes."""
    state, reader = asked(request)
    if not reader.is_member:
        heading = Heading(_("Welcome"), organisation.organisation_name(state))
        return show(
            request, "front/visitor.html", heading, signed=request.user.is_authenticated, public=open_to_all(state)
        )
    heading = Heading(_("Today"), _("What needs you"))
    return show(request, "front/member.html", heading, ways(state, reader), front=make_front(state, reader))


def about(request: HttpRequest) -> HttpResponse:
    """What this is, for somebody who has just come."""
    return show(request, "help/about.html", Heading(_("Help"), _("What is this?")), hours=settings.RECOVERY_WAIT_HOURS)


def accessibility(request: HttpRequest) -> HttpResponse:
    """How these pages can be used, and what is known not to work."""
    return show(request, "help/accessibility.html", Heading(_("Help"), _("Accessibility")))


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about a person, where, and how it is erased."""
    return show(request, "help/privacy.html", Heading(_("Help"), _("What is kept about you")))


def how_to_check(request: HttpRequest) -> HttpResponse:
    """How anybody checks the record without trusting this site."""
    return show(request, "help/check.html", Heading(_("Help"), _("How to check the record")))


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """The reader's language, kept in a cookie, and with the account where there is one."""
    chosen = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    answer = HttpResponseRedirect(back if safe else "/")
    if chosen in dict(settings.LANGUAGES):
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=31_536_000, samesite="Lax", httponly=True)
        account = account_of(request)
        if account is not None:
            account.language = chosen
            account.save(update_fields=["language"])
    return answer


URLS = [
    path("", front, name="front"),
    path("about/", about, name="about"),
    path("accessibility/", accessibility, name="accessibility"),
    path("privacy/", privacy, name="privacy"),
    path("check/", how_to_check, name="how_to_check"),
    path("language/", set_language, name="set_language"),
]
