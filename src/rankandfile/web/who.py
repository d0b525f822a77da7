"""Who asks: the handle behind the account, in which language and time zone, at which moment.

An account without a member behind it sees the help pages, its own settings and receipts, and how to join. The names of
members of a party or union are nobody else's business.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils import timezone, translation
from msgspec import Struct

from rankandfile.core.chapters.standing import find
from rankandfile.core.ids import Handle, Moment
from rankandfile.core.state import State
from rankandfile.shell.people.models import Account

from . import organisation

Answers: TypeAlias = Callable[[HttpRequest], HttpResponse]

OPEN = frozenset(
    {
        *("front", "about", "accessibility", "privacy", "how_to_check", "checkpoint", "set_language"),
        *("signed_checkpoint", "log_key", "record_policy", "record_witnessed"),
        *("rulebook", "rulebook_version", "rulebook_history", "rulebook_change"),
        *("rulebook_paper", "rulebook_version_paper"),
        *("join", "joined", "invitation", "lock_account", "stop_letters"),
        *("secret_feed", "secret_calendar"),  # for whoever has a member's secret address
        *("demo", "demo_enter", "demo_forward", "demo_others"),
        "public",
        "hall",  # for the live stream, which has a ticket
    }
)
"""Pages for everybody, by the name of their address; those of signing in are open too."""
SELF = frozenset(
    {
        *("settings", "delete_account", "receipts", "entry", "proof"),
        *("my_data", "my_data_file", "erase", "withdraw_erasure", "erasure", "appeal_objection"),
    }
)
"""Pages for everybody who is signed in, member or not."""


class Reader(Struct, frozen=True):
    """Whoever asks for a page; the handle is empty for a visitor."""

    handle: Handle
    at: Moment
    is_member: bool


def reader_of(request: HttpRequest, state: State) -> Reader:
    """Who asks for this page, now."""
    account = account_of(request)
    handle = Handle(account.handle or "") if account else Handle("")
    member = find(state, handle)
    return Reader(handle, now(), member is not None and not member.left)


def account_of(request: HttpRequest) -> Account | None:
    """The account that is signed in; None for a visitor."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Account) else None


def now() -> Moment:
    """The time here, in whole seconds."""
    return Moment(organisation.clock()())


def in_the_readers_language(answers: Answers) -> Answers:
    """Words and times are in the language and time zone that the reader chose, or the browser asks for."""

    def spoken(request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        language = chosen if chosen in known else translation.get_language_from_request(request)
        zone = getattr(request.user, "time_zone", "")
        with translation.override(language), timezone.override(ZoneInfo(zone) if zone in _zones() else None):
            request.LANGUAGE_CODE = language
            response = answers(request)
            response.setdefault("Content-Language", language)
            return response

    return spoken


@cache
def _zones() -> frozenset[str]:
    """The time zones of this machine. Reads hundreds of files, so it is asked once."""
    return frozenset(available_timezones())


def members_only(answers: Answers) -> Answers:
    """Pages about members are for members: visitors are asked to sign in, others are told what is open to them."""

    def to_members(request: HttpRequest) -> HttpResponse:
        return why_closed(request) or answers(request)

    return to_members


def why_closed(request: HttpRequest) -> HttpResponse | None:
    """The page to show instead, where this one is not for who asks; None where it is."""
    match: Any = _match(request)
    if match is None or match.url_name in OPEN or "people" in match.namespaces or _of_accounts(match.url_name or ""):
        return None
    if not request.user.is_authenticated:
        return redirect(f"{settings.LOGIN_URL}") if request.method == "POST" else _sign_in_first(request)
    if match.url_name in SELF or reader_of(request, organisation.read_state()).is_member:
        return None
    return render(request, "errors/members_only.html", status=403)


def _match(request: HttpRequest) -> Any:
    from django.urls import Resolver404

    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


def _of_accounts(name: str) -> bool:
    return name.startswith(("account_", "mfa_"))


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    from django.contrib.auth.views import redirect_to_login

    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
