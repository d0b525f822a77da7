"""What stands around every page: the organisation's name, the way about, who is signed in, notices."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_noop as _

from rankandfile.shell.people.recovery import closed_until

from . import organisation
from .addresses import address
from .security import stream_address
from .who import account_of

NAVIGATION = (
    ("motions", _("Motions")),
    ("bulletin", _("Bulletin")),
    ("convention", _("Convention")),
    ("meetings", _("Meetings")),
    ("elections", _("Elections")),
    ("members", _("Members")),
    ("branches", _("Branches")),
    ("offices", _("Offices")),
    ("rulebook", _("Rulebook")),
    ("record", _("Record")),
)


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """The values that the frame of the page shows."""
    state = organisation.secretary().state
    account = account_of(request)
    return {
        "organisation": organisation.organisation_name(state),
        "record_size": int(state.size),
        "navigation": tuple((name, address(name), label) for name, label in NAVIGATION),
        "section": _section(request.path),
        "signed_in": account is not None,
        "reader_handle": (account.handle or "") if account else "",
        "reader_name": organisation.name_of(state, account.handle or "") or account.email if account else "",
        "behind": getattr(request, "behind", 0),
        "closed_until": closed_until(account) if account else None,
        "demo": settings.DEMO,
        "demo_time": organisation.clock()() if settings.DEMO else 0,
        "stream": stream_address(request),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "languages": settings.LANGUAGES,
        "done": request.session.pop("done", None) if account or request.path == reverse("joined") else None,
    }


def _section(path: str) -> str:
    """The part of the site that the page belongs to: meetings of other bodies have the addresses of conventions."""
    parts = path.strip("/").split("/")
    return "meetings" if parts[0] == "convention" and parts[1:2] and parts[1].startswith("S") else parts[0]
