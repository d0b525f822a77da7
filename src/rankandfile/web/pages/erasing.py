"""Requests to erase or to close a text, as pages show them: the list, one with what is open to the reader, duties."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from rankandfile.core.act import Act
from rankandfile.core.chapters import erasing as chapter
from rankandfile.core.chapters.erasing import OPEN, Request, clause_of
from rankandfile.core.chapters.objecting import ARTICLE_17_3, AppealObjection, DecideAppeal, ObjectToErasure
from rankandfile.core.chapters.representing import (
    AgreeToRequest,
    UnsealText,
    is_keeper,
    why_not_independent,
    why_not_named,
)
from rankandfile.core.ids import Handle, Moment, RequestId
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State

from .. import organisation
from ..page import way
from ..rules import rule
from ..templatetags.pieces import written_moment
from ..who import Reader
from .entry_sentences import CODES
from .erased import slot_name
from .naming import member_name, post_title
from .pieces import Can, Cannot, Need, Rule

WORDS = {
    "agreeing": gettext_noop("Waits"),
    "waiting": gettext_noop("Waits"),
    "objected": gettext_noop("Objection"),
    "appealed": gettext_noop("Appeal"),
    "withdrawn": gettext_noop("Taken back"),
    "refused": gettext_noop("Kept"),
    "executed": gettext_noop("Erased"),
    "destroyed": gettext_noop("Destroyed"),
    "sealed": gettext_noop("Closed"),
    "unsealed": gettext_noop("Open again"),
}
DONE = ("withdrawn", "refused", "destroyed", "unsealed")


class Row(Struct, frozen=True):
    """One line of the list of requests."""

    id: str
    what: str
    entry: int
    ground: str
    made: int
    word: str
    state: str
    signal: str
    until: int


class Paper(Struct, frozen=True):
    """Reasons that were given, by whom, in which entry."""

    title: str
    by: str
    text: str
    entry: int


class Page(Struct, frozen=True):
    """One request with everything about it."""

    row: Row
    by: str
    owner: str
    agreed: tuple[str, ...]
    source: int
    done_in: int
    executed: int
    destroyed: int
    signed: tuple[str, ...]
    unsigned: tuple[str, ...]
    papers: tuple[Paper, ...]
    law: Rule
    kept: str
    """The text that a court has closed, for those who keep it."""


def find(state: State, request: str) -> Request | None:
    """The request of that number."""
    return state.erasing.requests.get(RequestId(request))


def rows(state: State, show: str = "") -> tuple[Row, ...]:
    """The requests, the newest first: all, or only those that are open."""
    found = [own for own in state.erasing.requests.values() if show != "open" or own.stage in (*OPEN, "executed")]
    return tuple(row(state, own) for own in reversed(found))


def row(state: State, own: Request) -> Row:
    """The request as one line."""
    what = _("“{slot}” of entry {entry}").format(slot=slot_name(own.slot), entry=own.entry)
    signal = "good" if own.stage in DONE else "wait"
    return Row(
        own.id,
        what,
        own.entry,
        _(CODES[own.ground]),
        own.made,
        _(WORDS[own.stage]),
        where_it_stands(state, own),
        signal,
        own.until,
    )


def told(state: State, own: Request) -> dict[str, str]:
    """What the request or the objection to it is about, and on which ground, for a letter."""
    ground = own.objection if own.stage == "objected" else own.ground
    return {"what": row(state, own).what, "ground": _(CODES[ground])}


def where_it_stands(state: State, own: Request) -> str:
    """The stage in words."""
    clause, when = clause_of(state), written_moment(own.until) if own.until else ""
    key = clause.sealing if own.ground == "court" else clause.on_behalf
    told = {
        "agreeing": _("Waits until {number} of “{post}” agree; so far: {agreed}."),
        "waiting": _("Is carried out on {when}."),
        "objected": _("Kept by an objection. The owner may appeal until {when}."),
        "appealed": _("An appeal waits to be decided until {when}; undecided then, it is granted."),
        "withdrawn": _("Taken back."),
        "refused": _("Not carried out: an objection or a court's order stands."),
        "executed": _("Erased; its bytes are being destroyed."),
        "destroyed": _("Erased, and its bytes are destroyed."),
        "sealed": _("Closed by order of a court."),
        "unsealed": _("Was closed by order of a court, and is open again."),
    }[own.stage]
    return told.format(number=clause.agreeing, post=post_title(state, key), agreed=len(own.agreed), when=when)


def page(state: State, own: Request, reader: Reader) -> Page:
    """The request's page."""
    clause = clause_of(state)
    is_kept = own.stage == "sealed" and is_keeper(state, reader.handle, reader.at)
    unsigned = [post for post in clause.confirmed_by if post not in own.signed] if own.stage == "destroyed" else []
    return Page(
        row(state, own), member_name(state, own.by), member_name(state, own.owner),
        tuple(member_name(state, each) for each in own.agreed), own.source, own.done_in, own.executed, own.destroyed,
        tuple(post_title(state, post) for post in own.signed), tuple(post_title(state, post) for post in unsigned),
        tuple(_papers(state, own)), rule(state, clause.article),
        organisation.kept_by_order(own.entry, own.slot) if is_kept else "",
    )  # fmt: skip


def _papers(state: State, own: Request) -> Iterator[Paper]:
    if own.ground == "court":
        yield Paper(_("The court"), member_name(state, own.by), organisation.text(own.source, "court"), own.source)
        yield Paper(_("The file"), "", organisation.text(own.source, "file"), own.source)
    if evidence := organisation.text(own.source, "evidence"):
        yield Paper(_("What is said for it"), member_name(state, own.by), evidence, own.source)
    objection = _("The objection: {ground}").format(ground=_(CODES.get(own.objection, "")))
    titles = (objection, _("The appeal"), _("The decision"))
    for title, entry in zip(titles, own.papers, strict=False):
        by = organisation.author_of(entry)
        yield Paper(title, member_name(state, by) if by else "", organisation.text(entry, "reasons"), entry)


def ways(state: State, reader: Reader, own: Request) -> tuple[Can | Cannot, ...]:
    """What the reader can do about the request, and what it could if somebody else asked."""
    return tuple(_ways(state, reader, own))


def _ways(state: State, reader: Reader, own: Request) -> Iterator[Can | Cannot]:
    who, at = reader.handle, reader.at
    if own.stage in OPEN and who in (own.by, own.owner):
        yield Can(_("Take this request back"), reverse("withdraw_erasure", args=[own.id]))
    if own.stage == "objected" and who in (own.by, own.owner):
        yield Can(_("Appeal against the objection"), reverse("appeal_objection", args=[own.id]), main=True)
    yield from _of_office(state, own, who, at)


def _of_office(state: State, own: Request, who: Handle, at: Moment) -> Iterator[Can | Cannot]:
    key = "sealing" if own.ground == "court" else "on_behalf"
    if own.stage == "agreeing" and why_not_named(state, who, key, at) is None:
        can = Can(_("Agree to this request"), reverse("agree_to_request", args=[own.id]), main=True)
        yield way(state, AgreeToRequest(who, at, own.id), {}, can)
    if own.stage == "waiting" and why_not_named(state, who, "objections", at) is None:
        can = Can(_("Object to this erasure"), reverse("object_to_erasure", args=[own.id]))
        yield way(state, ObjectToErasure(who, at, own.id, "claims"), {}, can)
    if own.stage == "appealed" and why_not_named(state, who, "appeals", at) is None:
        can = Can(_("Decide on the appeal"), reverse("decide_appeal", args=[own.id]), main=True)
        yield way(state, DecideAppeal(who, at, own.id, stands=False), {}, can)
    if own.stage == "sealed" and why_not_named(state, who, "sealing", at) is None:
        can = Can(_("Open the text again"), reverse("unseal_text", args=[own.id]))
        yield way(state, UnsealText(who, at, own.id), {}, can)
    for post in posts_to_sign(state, own, who, at):
        label = _("Sign as {post} that nothing is left").format(post=post_title(state, post))
        yield Can(label, reverse("sign_destruction", args=[own.id, post]), main=True)


def posts_to_sign(state: State, own: Request, who: Handle, at: Moment) -> tuple[str, ...]:
    """The posts for which the reader can still sign."""
    signing = (chapter.SignDestruction(who, at, own.id, post) for post in clause_of(state).confirmed_by)
    return tuple(act.post for act in signing if not isinstance(chapter.sign_destruction(state, act, {}), Refusal))


def ways_to_begin(state: State, reader: Reader) -> tuple[Can, ...]:
    """What the reader can begin here."""
    found = [Can(_("My data"), reverse("my_data"), main=True)]
    for key, label, view in (
        ("on_behalf", _("Ask for somebody who cannot"), "erase_for"),
        ("sealing", _("Close a text by order of a court"), "seal_text"),
    ):
        if why_not_independent(state, reader.handle, key, Handle(""), reader.at) is None:
            found.append(Can(label, reverse(view)))
    return tuple(found)


def who_acts(state: State) -> tuple[tuple[str, str], ...]:
    """What the clause on erasure gives to whom, in words."""
    clause = clause_of(state)
    named = (
        (_("Asks for whoever cannot"), clause.on_behalf),
        (_("Closes a text by order of a court"), clause.sealing),
        (_("May object, on a ground of the law"), clause.objections),
        (_("Decides on an appeal"), clause.appeals),
    )
    return tuple((label, post_title(state, name) if name else _("nobody")) for label, name in named)


def grounds_for_others() -> list[tuple[str, str]]:
    """Why somebody asks for another, for a form."""
    return [(ground, _(CODES[ground])) for ground in ("key-lost", "dead", "minor")]


def grounds_of_objection() -> list[tuple[str, str]]:
    """The grounds of the law, for a form."""
    told = _("{ground} (GDPR art. 17(3)({letter}))")
    return [(ground, told.format(ground=_(CODES[ground]), letter=letter)) for ground, letter in ARTICLE_17_3.items()]


def appealing(reader: Reader, request: str) -> Act:
    """The act by which the owner appeals."""
    return AppealObjection(reader.handle, reader.at, RequestId(request))


def needs_you(state: State, reader: Reader) -> Iterator[Need]:
    """What the reader should know or do: somebody asked about its text, an objection, a request that needs its post."""
    for own in state.erasing.requests.values() if state.erasing.ahead or state.erasing.requests else ():
        if own.stage not in OPEN:
            continue
        url = reverse("erasure", args=[own.id])
        if own.owner == reader.handle != own.by:
            told = _("Somebody asked for the erasure of your {slot}.").format(slot=slot_name(own.slot))
            yield Need(told, own.until, url=url)
        elif own.stage == "objected" and reader.handle in (own.by, own.owner):
            yield Need(_("There is an objection to your request {request}.").format(request=own.id), own.until, url=url)
        elif own.stage == "agreeing" and _may_agree(state, reader, own):
            yield Need(_("Request {request} waits for your agreement.").format(request=own.id), url=url)


def _may_agree(state: State, reader: Reader, own: Request) -> bool:
    key = "sealing" if own.ground == "court" else "on_behalf"
    named = why_not_independent(state, reader.handle, key, own.owner, reader.at) is None
    return named and reader.handle not in own.agreed


def _address(about: str) -> str:
    return reverse("erasure", args=[about])


DUTIES = {
    "decide-appeal": (gettext_noop("Decide on the appeal about request {about}"), _address),
    "sign-destruction": (gettext_noop("Sign that nothing is left of what request {about} erased"), _address),
    "destroy-text": (gettext_noop("Destroy what request {about} has erased"), _address),
}
