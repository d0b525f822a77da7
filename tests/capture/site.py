"""The site of a besieged organisation: browsers signed in as anybody, and a look at whether anything was changed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rankandfile.core.ids import Handle
from tests.living import Living
from tests.world import CHAIR, DESK, MINUTES, SECRETARY, TELLERS, handle

from .stages import APPLICANT, GONE, LOCAL, ORGANISER

if TYPE_CHECKING:
    from django.test import Client

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FOUNDER, VISITOR, NOBODY = -1, -2, -3
"""Who founded the organisation; a browser that is not signed in; an account without a handle."""
PERSONS = {
    "the chair": CHAIR,
    "the secretary": SECRETARY,
    "an organiser": ORGANISER,
    "a teller": TELLERS[0],
    "the desk": DESK,
    "a minute-taker": MINUTES,
    "the branch secretary of another branch": LOCAL,
    "a member of another branch": 50,
    "somebody who left": GONE,
    "an applicant": APPLICANT,
    "an account without a handle": NOBODY,
    "a visitor": VISITOR,
}
"""Everybody who tries everything."""
MEMBERS = frozenset({CHAIR, SECRETARY, ORGANISER, TELLERS[0], DESK, MINUTES, LOCAL, 50})
EVERYBODY = frozenset(PERSONS.values())


def handle_of(live: Living, number: int) -> Handle:
    """The handle of this person."""
    return live.founder if number == FOUNDER else handle(number)


class Browsers:
    """A browser for each person, signed in when first asked for."""

    def __init__(self) -> None:
        self._clients: dict[Any, Client] = {}
        self._accounts: list[Any] = []

    def of(self, live: Living, number: int) -> "Client":
        """The browser of the member of this number."""
        key = live.founder if number == FOUNDER else number
        if key not in self._clients:
            self._clients[key] = self._signed_in(live, number)
        return self._clients[key]

    def _signed_in(self, live: Living, number: int) -> "Client":
        from django.test import Client

        client = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
        if number != VISITOR:
            client.force_login(self.account(live, number), backend=BACKEND)
        return client

    def account(self, live: Living, number: int) -> Any:
        """A new account for the member of this number."""
        from rankandfile.shell.people.models import Account

        own = handle_of(live, number) if number != NOBODY else None
        address = f"siege{own if number == FOUNDER else number}@people.example"
        made = Account.objects.create_user(address, "correct horse battery", handle=own)
        self._accounts.append(made)
        return made

    def close(self) -> None:
        """The accounts are gone."""
        from rankandfile.shell.people.models import Account, Invitation, Letter, Muted, Wish

        Account.objects.filter(pk__in=[account.pk for account in self._accounts]).delete()
        for model in (Invitation, Letter, Muted, Wish):
            model.objects.all().delete()


class Site:
    """The site at a stage."""

    def __init__(self, live: Living, browsers: Browsers) -> None:
        self.live = live
        self._browsers = browsers
        for number in (FOUNDER, *PERSONS.values()):
            browsers.of(live, number)

    def as_(self, number: int) -> "Client":
        """The browser of this person."""
        return self._browsers.of(self.live, number)

    def handle_of(self, number: int) -> Handle:
        """The handle of this person."""
        return handle_of(self.live, number)

    def everything(self) -> tuple[Any, ...]:
        """What nobody changes who may not: the record, the ballots, the accounts, the invitations, the letters."""
        from rankandfile.shell.people.models import Account, Invitation, Letter, Muted, Wish

        secretary = self.live.secretary
        accounts = Account.objects.order_by("pk").values_list(
            "pk", "email", "handle", "password", "is_active", "recovered"
        )
        invited = Invitation.objects.order_by("pk").values_list("pk", "taken")
        letters = tuple(tuple(model.objects.order_by("pk").values_list()) for model in (Letter, Muted, Wish))
        return secretary.store.head().root, _ballots(secretary), tuple(accounts), tuple(invited), letters


def _ballots(secretary: Any) -> tuple[tuple[str, int], ...]:
    return tuple((e, secretary.box.number(e)) for e in secretary.state.elections.elections)


def patterns(named: Any = None, before: str = "") -> Iterator[tuple[str, str]]:
    """Every address of the site by name, those of allauth's own pages left out."""
    from django.urls import URLPattern, get_resolver

    for each in named or get_resolver().url_patterns:
        if isinstance(each, URLPattern):
            yield each.name, before + str(each.pattern)
        elif not str(each.pattern).startswith("account/"):
            yield from patterns(each.url_patterns, before + str(each.pattern))
