"""What the accounts' tables hold about one person: everything, so that it can be shown and taken away."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.utils import timezone
from msgspec import Struct

from . import relay
from .drafts import Kept, drafts_of
from .feed_keys import made_at
from .models import Account, Invitation, Letter, ReadMark
from .muting import muted_by
from .recovery import closed_until


class Key(Struct, frozen=True):
    """A passkey, or the recovery codes: what it is called, since when, last used when."""

    name: str
    kind: str
    since: datetime
    used: datetime | None


class Post(Struct, frozen=True):
    """A letter as the tables hold it: to or from whom, what it says, and what became of it."""

    person: str
    """The sender's handle of a letter received; empty for one's own, whose receivers are not told."""
    circle: str
    about: str
    subject: str
    text: str
    made: int
    people: int
    state: str


class Held(Struct, frozen=True):
    """An account with all that belongs to it. Passwords and keys themselves are not readable, and not in it."""

    email: str
    addresses: tuple[str, ...]
    language: str
    time_zone: str
    made: datetime
    recovered: datetime | None
    closed_until: datetime | None
    keys: tuple[Key, ...]
    sessions: tuple[datetime, ...]
    """When each open session ends."""
    invited: tuple[datetime, ...]
    """When invitations were sent to this person."""
    drafts: tuple[Kept, ...] = ()
    """Texts that were not handed in yet, whole."""
    read: tuple[str, ...] = ()
    """What it has marked as read in the bulletin, in the order of the marks."""
    quiet: tuple[str, ...] = ()
    """Whose discussions it has muted."""
    wish: str = "each"
    """How letters of members reach this person: `each`, `daily`, `page`."""
    muted: tuple[str, ...] = ()
    received: tuple[Post, ...] = ()
    written: tuple[Post, ...] = ()
    feeds: datetime | None = None
    """When the secret address of its feeds was made; the address itself is not readable."""


def held(account: Account) -> Held:
    """Everything about the account. Cost: one pass over the open sessions."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator

    keys = Authenticator.objects.filter(user=account).order_by("pk")
    addresses = EmailAddress.objects.filter(user=account).order_by("pk")
    return Held(
        account.email, tuple(each.email for each in addresses), account.language, account.time_zone, account.made,
        account.recovered, closed_until(account), tuple(_key(each) for each in keys), _sessions(account),
        tuple(each.made for each in Invitation.objects.filter(handle=account.handle).order_by("pk")),
        drafts_of(account),
        tuple(ReadMark.objects.filter(account=account).order_by("pk").values_list("item", flat=True)),
        muted_by(account), *_letters(account.handle or ""), made_at(account),
    )  # fmt: skip


def _letters(handle: str) -> tuple[str, tuple[str, ...], tuple[Post, ...], tuple[Post, ...]]:
    received = tuple(_post(each.letter, each.letter.sender, each.state) for each in relay.received(handle))
    written = tuple(_post(each) for each in relay.written(handle))
    return relay.wish_of(handle), relay.muted(handle), received, written


def _post(own: Letter, sender: str = "", state: str = "") -> Post:
    return Post(sender, own.circle, own.about, own.subject, own.text, own.made, own.people, state)


def _key(own: Any) -> Key:
    name = own.wrap().name if own.type == "webauthn" else ""
    return Key(name, own.type, own.created_at, own.last_used_at)


def _sessions(account: Account) -> tuple[datetime, ...]:
    opened = Session.objects.filter(expire_date__gt=timezone.now()).order_by("expire_date")
    return tuple(each.expire_date for each in opened if each.get_decoded().get("_auth_user_id") == str(account.pk))
