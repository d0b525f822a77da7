"""Feed and calendar: what other programs of a member read.

They are for whoever is signed in, and at a secret address for programs that cannot be: as long as its owner does not
take it back, can sign in, and is a member.
"""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from rankandfile.core.chapters.bodies import meetings_of
from rankandfile.core.chapters.standing import find
from rankandfile.core.ids import BranchId, Handle
from rankandfile.core.state import State
from rankandfile.shell.people import feed_keys

from .. import organisation
from ..doing import is_checked
from ..page import asked, show
from ..pages import feeds as pages
from ..pages.pieces import Can, Heading
from .accounts import signed_in

CONVENTION = "convention"
"""Under this name stands the calendar of the conventions, whatever their body is called."""


def feed(request: HttpRequest) -> HttpResponse:
    """The newest published texts, as Atom."""
    return _fed(request, pages.atom, "application/atom+xml; charset=utf-8")


def calendar(request: HttpRequest) -> HttpResponse:
    """The timetables, as a calendar that any program takes in."""
    answer = _fed(request, pages.timetables, "text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="timetable.ics"'
    return answer


def body_calendar(request: HttpRequest, body: str, branch: str = "") -> HttpResponse:
    """The meetings of one body, or of one branch, as a calendar."""
    _to_be_found(body, branch)

    def made(state: State, base: str) -> bytes:
        return pages.of_body(state, base, "" if body == CONVENTION else body, branch)

    answer = _fed(request, made, "text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{"-".join(filter(None, (body, branch)))}.ics"'
    return answer


def secret_body_calendar(request: HttpRequest, secret: str, body: str, branch: str = "") -> HttpResponse:
    """The same, for whoever has the secret address."""
    _to_a_member(secret)
    return body_calendar(request, body, branch)


def _to_be_found(body: str, branch: str) -> None:
    """Nothing, where there is such a body, or branch, that meets; else there is no such page."""
    state = organisation.read_state()
    clause = meetings_of(state, body)
    is_branch = clause is not None and clause.of == "branch" and BranchId(branch) in state.branches.branches
    if not (body == CONVENTION and not branch) and not (is_branch if branch else clause and clause.of != "branch"):
        raise Http404


def secret_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed, for whoever has the secret address."""
    _to_a_member(secret)
    return feed(request)


def secret_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar, for whoever has the secret address."""
    _to_a_member(secret)
    return calendar(request)


def _to_a_member(secret: str) -> None:
    """Nothing, where the address is a member's; else there is no such page."""
    account = feed_keys.account_with(secret)
    member = find(organisation.read_state(), Handle(account.handle or "")) if account else None
    if member is None or member.left:
        raise Http404


def my_feeds(request: HttpRequest) -> HttpResponse:
    """The reader's secret address: made, shown once, made anew, taken back."""
    account = signed_in(request)
    doing = request.POST.get("doing", "") if is_checked(request) else ""
    addresses: tuple[str, ...] = ()
    if doing == "make":
        secret = feed_keys.make(account)
        pages_of = ("secret_feed", "secret_calendar")
        addresses = tuple(request.build_absolute_uri(reverse(page, args=[secret])) for page in pages_of)
    elif doing == "take-back":
        feed_keys.take_back(account)
    since = feed_keys.made_at(account)
    at = int(since.timestamp()) if since else 0
    heading = Heading(_("My account"), _("My feeds"))
    answer = show(request, "accounts/feeds.html", heading, addresses=addresses, since=at, gone=doing == "take-back")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _fed(request: HttpRequest, make: pages.Made, kind: str) -> HttpResponse:
    """What is made for another program, in the organisation's own language."""
    state, _reader = asked(request)
    with translation.override(settings.LANGUAGE_CODE):
        answer = HttpResponse(make(state, request.build_absolute_uri("/").rstrip("/")), content_type=kind)
    answer["Cache-Control"] = "private, no-store"
    return answer


def ways() -> tuple[Can, ...]:
    """Where both are."""
    return (
        Can(_("Every deadline as a calendar"), reverse("calendar")),
        Can(_("The bulletin as a feed"), reverse("feed")),
        Can(_("For a program: my feeds"), reverse("my_feeds")),
    )


URLS = [
    path("bulletin/feed.atom", feed, name="feed"),
    path("bulletin/timetable.ics", calendar, name="calendar"),
    path("calendar/<slug:body>.ics", body_calendar, name="body_calendar"),
    path("calendar/<slug:body>/<slug:branch>.ics", body_calendar, name="branch_calendar"),
    path("feeds/<str:secret>/calendar/<slug:body>.ics", secret_body_calendar, name="secret_body_calendar"),
    path(
        "feeds/<str:secret>/calendar/<slug:body>/<slug:branch>.ics", secret_body_calendar, name="secret_branch_calendar"
    ),
    path("settings/feeds/", my_feeds, name="my_feeds"),
    path("feeds/<str:secret>/bulletin.atom", secret_feed, name="secret_feed"),
    path("feeds/<str:secret>/timetable.ics", secret_calendar, name="secret_calendar"),
]
