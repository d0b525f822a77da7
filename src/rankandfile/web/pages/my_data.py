"""My data: everything that the organisation holds about the reader, what of it can go, and why the rest stays."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct, structs

from rankandfile.core.calendar import Span
from rankandfile.core.chapters.erasing import OPEN, Request, RequestErasure, clause_of, request_about
from rankandfile.core.chapters.standing import find
from rankandfile.core.engine import admit
from rankandfile.core.entry import Entry, Slot
from rankandfile.core.ids import Handle
from rankandfile.core.refusal import Refusal
from rankandfile.core.rulebook.reading import phrases
from rankandfile.core.rulebook.sentences import say
from rankandfile.core.state import State
from rankandfile.record.leaf import decode
from rankandfile.record.naming import recorded
from rankandfile.shell.people.holdings import Held

from .. import organisation
from ..rules import rule, translated
from ..templatetags.pieces import number, written_moment
from ..who import Reader
from ..words import refused
from . import erasing
from .entries import is_kept_back, said
from .erased import slot_name, why_gone
from .members import held as post_held
from .naming import branch_name, class_title
from .pieces import Refused, Rule
from .votes import subject_title

CHOICES = {"y": "for", "n": "against", "a": "abstaining"}


class Own(Struct, frozen=True):
    """A text of the reader's in the record: where, what it is, whether it can go, or what keeps it."""

    entry: int
    slot: str
    label: str
    sentence: str
    """What the entry says."""
    text: str
    is_personal: bool
    is_gone: str
    """What erased or closed it; empty while it is there."""
    asked: str
    """The request that waits about it."""
    url: str
    """Where its erasure is asked for; empty where it cannot be."""
    why_not: Refused | None


class Line(Struct, frozen=True):
    """An entry in which the reader's handle stands."""

    index: int
    sentence: str
    is_mine: bool
    """Whether it is an act of the reader's, of which there is a receipt."""


class Fact(Struct, frozen=True):
    """Something known about the reader, and where it stands."""

    label: str
    value: str
    url: str = ""


class Page(Struct, frozen=True):
    """The page's parts."""

    texts: tuple[Own, ...]
    membership: tuple[Fact, ...]
    votes: tuple[Fact, ...]
    account: tuple[Fact, ...]
    requests: tuple[erasing.Row, ...]
    named: tuple[tuple[int, Entry], ...]
    """Every entry in which the reader's handle stands, the newest first; `lines` says them."""
    law: Rule
    waiting: str


def page(state: State, reader: Reader, account: Held) -> Page:
    """Everything about the reader. Cost: one pass over the bytes of the record."""
    named = tuple(entries_naming(reader.handle))
    requests = [own for own in state.erasing.requests.values() if is_about(own, reader.handle)]
    clause = clause_of(state)
    return Page(
        tuple(_texts(state, reader, named)),
        tuple(_membership(state, reader)),
        tuple(_votes(state, reader.handle)),
        tuple(_account(account)),
        tuple(erasing.row(state, own) for own in reversed(requests)),
        tuple(reversed(named)),
        rule(state, clause.article),
        _span_in_words(clause.waiting),
    )


def _span_in_words(span: Span) -> str:
    return say(phrases.span(span), translate=translated)


def is_about(own: Request, handle: Handle) -> bool:
    """Whether the request is the person's, or about its text."""
    return handle in (own.owner, own.by, *own.agreed)


def entries_naming(handle: Handle) -> Iterator[tuple[int, Entry]]:
    """Every entry in which the handle stands: as who acted, as whom it concerns, as the owner of a text."""
    mark = str(handle).encode()
    if not mark:
        return
    for index, leaf in enumerate(organisation.secretary().store.entries()):
        if mark in leaf:
            yield index, decode(leaf)


def own_slots(named: tuple[tuple[int, Entry], ...], handle: Handle) -> Iterator[tuple[int, Entry, Slot]]:
    """The texts that the record gives to this person."""
    for index, entry in named:
        for slot in entry.slots:
            if slot.owner == handle:
                yield index, entry, slot


def _texts(state: State, reader: Reader, named: tuple[tuple[int, Entry], ...]) -> Iterator[Own]:
    for index, entry, slot in own_slots(named, reader.handle):
        held = request_about(state, index, slot.name)
        why_not = _why_not(state, reader, index, slot)
        gone = why_gone(state, index, slot.name)
        asked = held.id if held is not None and held.stage in OPEN else ""
        can = why_not is None and held is None
        yield Own(
            index, slot.name, slot_name(slot.name),
            _sentence(state, reader, entry, getattr(entry.body, "by", "") == reader.handle),
            organisation.text(index, slot.name), slot.kind == "personal", gone, asked,
            reverse("erase", args=[index, slot.name]) if can else "",
            refused(state, why_not) if why_not is not None and not gone and not asked else None,
        )  # fmt: skip


def _why_not(state: State, reader: Reader, index: int, slot: Slot) -> Refusal | None:
    answer = admit(state, asking(reader, index, slot), {})
    return answer if isinstance(answer, Refusal) else None


def asking(reader: Reader, index: int, slot: Slot) -> RequestErasure:
    """The act by which the reader asks, with what the record says of the text."""
    return RequestErasure(reader.handle, reader.at, index, slot.name, slot.owner, slot.kind, slot.commitment)


def slot_at(state: State, index: int, slot: str, owner: Handle) -> Slot | None:
    """The reader's own text of this name at this entry; None where there is none."""
    leaf = organisation.secretary().store.entry(index) if index < state.size else None
    if leaf is None or not recorded(leaf, slot)["commitment"]:
        return None
    return next((own for own in decode(leaf).slots if own.name == slot and own.owner == owner), None)


def _membership(state: State, reader: Reader) -> Iterator[Fact]:
    yield Fact(_("Handle"), reader.handle)
    own = find(state, reader.handle)
    if own is None:
        yield Fact(_("Membership"), _("You are not a member."))
        return
    entry = reverse("entry", args=[own.entry])
    yield Fact(_("Member since"), written_moment(own.admitted), entry)
    if own.left:
        yield Fact(_("Left"), written_moment(own.left))
    yield Fact(_("Branch"), branch_name(state, own.branch) if own.branch else _("none"))
    yield Fact(_("Class"), class_title(state, own.member_class))
    yield Fact(_("Dues paid until"), written_moment(own.paid_until))
    for holding in state.offices.holdings.get(reader.handle, ()):
        post = post_held(state, holding, reader.at)
        since, until = written_moment(post.since), written_moment(post.until)
        yield Fact(post.title, _("from {since} until {until}").format(since=since, until=until), reverse("offices"))


def _votes(state: State, handle: Handle) -> Iterator[Fact]:
    """How the person voted, as the record shows it to everybody; of a secret ballot only that it was cast."""
    for vote in state.floor.votes.values():
        if handle in vote.electorate and vote.choices:
            choice = vote.choices[vote.electorate.index(handle)]
            if choice in CHOICES:
                url = reverse("vote", args=[vote.convention, vote.id])
                yield Fact(subject_title(state, vote.subject), _(CHOICES[choice]), url)
    for election in state.elections.elections.values():
        if handle in election.voted:
            url = reverse("election", args=[election.id])
            yield Fact(_("Election {number}").format(number=election.id), _("you voted, in secret"), url)


def _account(own: Held) -> Iterator[Fact]:
    settings = reverse("settings")
    yield Fact(_("Mail address"), ", ".join(dict.fromkeys((own.email, *own.addresses))), reverse("account_email"))
    yield Fact(_("Language"), own.language or _("as your browser asks"), settings)
    yield Fact(_("Time zone"), own.time_zone or _("as the organisation has it"), settings)
    yield Fact(_("Account opened"), written_moment(int(own.made.timestamp())))
    if own.recovered:
        yield Fact(_("Access recovered by mail"), written_moment(int(own.recovered.timestamp())))
    passkeys = [key.name or _("a passkey") for key in own.keys if key.kind == "webauthn"]
    yield Fact(_("Passkeys"), ", ".join(passkeys) or _("none"), reverse("mfa_list_webauthn"))
    yield Fact(_("Open sessions"), str(len(own.sessions)))
    yield Fact(_("Invitations sent to you"), str(len(own.invited)))
    yield Fact(_("Drafts"), str(len(own.drafts)), reverse("drafts"))
    yield Fact(_("Marked as read in the bulletin"), str(len(own.read)), reverse("my_bulletin"))
    yield Fact(_("Discussions that you muted"), number(len(own.quiet)), f"{reverse('my_bulletin')}?show=discussed")
    if own.feeds:
        yield Fact(_("Secret address of your feeds"), written_moment(int(own.feeds.timestamp())), reverse("my_feeds"))
    letters = reverse("letters")
    yield Fact(_("Letters of members to you"), number(len(own.received)), letters)
    yield Fact(_("Letters that you wrote"), number(len(own.written)), letters)
    yield Fact(_("Members whom you muted"), number(len(own.muted)), letters)
    yield Fact(_("Password"), _("a scrambled form of it, which nobody can read"), reverse("account_change_password"))


def lines(state: State, reader: Reader, named: tuple[tuple[int, Entry], ...]) -> tuple[Line, ...]:
    """What these entries say."""
    return tuple(_line(state, reader, index, entry) for index, entry in named)


def _line(state: State, reader: Reader, index: int, entry: Entry) -> Line:
    is_mine = entry.of is None and entry.body.by == reader.handle
    return Line(index, _sentence(state, reader, entry, is_mine), is_mine)


def _sentence(state: State, reader: Reader, entry: Entry, is_mine: bool) -> str:
    """What the entry says. Who is no member is not told the names of others."""
    if reader.is_member or is_mine:
        return said(state, entry.body, reader.at)
    return _("An entry of the kind {kind}.").format(kind=type(entry.body).__name__)


def as_data(state: State, reader: Reader, account: Held) -> dict[str, Any]:
    """Everything about the reader, for a file."""
    named = tuple(entries_naming(reader.handle))
    member = find(state, reader.handle)
    return {
        "format": "rankandfile/my-data/v1",
        "record": organisation.secretary().origin,
        "entries_in_the_record": int(state.size),
        "made": int(reader.at),
        "handle": reader.handle,
        "account": structs.asdict(account) | {"keys": [structs.asdict(key) for key in account.keys]},
        "member": structs.asdict(member) if member is not None else None,
        "posts": [structs.asdict(each) for each in state.offices.holdings.get(reader.handle, ())],
        "texts": [_text_as_data(index, slot) for index, _entry, slot in own_slots(named, reader.handle)],
        "votes": [{"about": fact.label, "choice": fact.value} for fact in _votes(state, reader.handle)],
        "requests": [structs.asdict(own) for own in state.erasing.requests.values() if is_about(own, reader.handle)],
        "entries": [{"entry": index, "leaf": entry} for index, entry in named if not is_kept_back(state, entry.body)],
    }


def _text_as_data(index: int, slot: Slot) -> dict[str, Any]:
    text = organisation.text(index, slot.name)
    return {"entry": index, "slot": slot.name, "class": slot.kind, "commitment": slot.commitment, "text": text or None}


def receipts_of(handle: Handle) -> Iterator[int]:
    """The acts of this person, and the entries with a text of its own: for these it can have a receipt."""
    for index, entry in entries_naming(handle):
        if entry.of is None and (entry.body.by == handle or any(slot.owner == handle for slot in entry.slots)):
            yield index
