"""The bulletin: what members and bodies write before a convention, published by the clock.

It has parts: what is to be decided, what members discuss, what bodies report, who stands. The part follows from what a
text is and for whom it was written, so nobody chooses it. A document has its receipt at once. The next issue publishes
everything that was received and not withdrawn, in an order that a public lot sets; no role can refuse, hide, edit or
delete it, and what is published stays published. Length limits bind every author, the leadership included. Where a
rulebook leaves publication to somebody's discretion, the record shows what waits for it and since when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..duty import Duty
from ..ids import BranchId, ConventionId, DocumentId, Handle, Lot, Moment, MotionId
from ..lots import drawn_order
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..table import Table
from .bodies import why_outside
from .delegates import is_delegate
from .foundation import rulebook
from .lengths import why_no_title, why_too_long
from .meetings import Convention
from .offices import holdings_of, sits_in
from .standing import why_may_not

if TYPE_CHECKING:
    from ..state import State


Part: TypeAlias = Literal["decision", "discussion", "report"]
PARTS: tuple[Part, ...] = ("decision", "discussion", "report")
OF_MEMBERS = ("member", "delegate", "branch")
"""Who writes as members do; what is written in any other capacity is written for a body, and is a report."""


class Document(Struct, frozen=True, gc=False):
    """A document: debated, not voted."""

    id: DocumentId
    convention: ConventionId
    author: Handle
    capacity: str
    branch: BranchId
    received: Moment
    entry: int
    approved: bool
    withdrawn: Moment = Moment(0)
    subject: str = ""


class Published(Struct, frozen=True, gc=False):
    """Where something stands in the bulletin: which issue, which place in it, since when."""

    convention: ConventionId
    issue: int
    place: int
    at: Moment


class BulletinState(Struct, frozen=True):
    """The slice of this chapter; `published` is by the id of a document or motion and only ever grows."""

    documents: Table[DocumentId, Document] = Table()
    published: Table[str, Published] = Table()


class SubmitDocument(Act, frozen=True):
    """Hand in a document for the bulletin of a convention: as a member, or for a body, whose report it then is."""

    convention: ConventionId
    capacity: str = "member"
    branch: BranchId = BranchId("")
    subject: str = ""


class WithdrawDocument(Act, frozen=True):
    """Take one's own document back; what was published stays readable and is marked as withdrawn."""

    document: DocumentId


class ApproveForBulletin(Act, frozen=True):
    """Let a document or motion into the bulletin, where the rulebook leaves that to discretion."""

    item: str


class DocumentReceived(Effect, frozen=True):
    """The document is in, and will stand in the next issue."""

    document: DocumentId
    convention: ConventionId
    author: Handle
    capacity: str
    at: Moment
    entry: int
    approved: bool
    branch: BranchId = BranchId("")
    subject: str = ""


class DocumentWithdrawn(Effect, frozen=True):
    """Its author took the document back."""

    document: DocumentId
    at: Moment


class DocumentApproved(Effect, frozen=True):
    """Whoever has the discretion let the document in."""

    document: DocumentId


class ItemPublished(Effect, frozen=True):
    """The document or motion stands in this issue at this place."""

    item: str
    convention: ConventionId
    issue: int
    place: int
    at: Moment


REFUSALS = {
    "bulletin.closed": Words(
        gettext_noop("Documents for this meeting were taken until {since}."),
        gettext_noop("Keep the document for the next meeting, or bring it along."),
    ),
    "bulletin.capacity": Words(
        gettext_noop("You cannot act here as “{capacity}”."),
        gettext_noop("Act as a member, or ask somebody who holds an office of that body or branch."),
    ),
    "bulletin.per_author": Words(
        gettext_noop("This author has handed in {documents} documents for this meeting; {limit} is the most."),
        gettext_noop("Withdraw one that no issue has brought yet, or keep the text for the next meeting."),
    ),
    "bulletin.subject": Words(
        gettext_noop("The rulebook has no subject “{subject}”."),
        gettext_noop("Choose one of these, or none: {subjects}."),
    ),
    "bulletin.not_yours": Words(
        gettext_noop("Only its author can withdraw a document."),
        gettext_noop("Answer it with a document of your own."),
    ),
    "bulletin.no_document": Words(
        gettext_noop("There is no such document, or it was withdrawn."),
        gettext_noop("See the list of documents."),
    ),
    "bulletin.no_discretion": Words(
        gettext_noop("Nobody decides what the bulletin publishes: the clock publishes all of it."),
        gettext_noop("Nothing is needed; the next issue comes at its hour."),
    ),
    "bulletin.not_discretion": Words(
        gettext_noop("What is published is decided by “{post}”, which you do not hold."),
        gettext_noop("Ask who holds it, or move to change the article."),
    ),
}


def why_not_in_capacity(
    state: State, by: Handle, capacity: str, branch: str, convention: ConventionId, at: Moment
) -> Refusal | None:
    """Why the person cannot act as a member, a delegate, for a branch, a body or a post; None when it can."""
    refusal = why_may_not(state, by, "move", at)
    if refusal is not None:
        return refusal
    holds = {
        "member": True,
        "delegate": capacity == "delegate" and is_delegate(state, convention, by),
        "branch": bool(branch) and any(h.scope == branch for h in holdings_of(state, by, at)),
    }
    if holds[capacity] if capacity in holds else _is_of(state, by, capacity, at):
        return None
    return refuse(rulebook(state).bulletin.article, "bulletin.capacity", capacity=capacity[:20])


def _is_of(state: State, by: Handle, body: str, at: Moment) -> bool:
    """Whether the person sits in the body with a vote, or holds the post."""
    return sits_in(state, by, body, at) or any(h.post == body for h in holdings_of(state, by, at))


def author_of(capacity: str, branch: BranchId, person: Handle) -> str:
    """Who writes, where authors are counted: the branch or body in whose name it is done, else the person."""
    if capacity == "branch":
        return branch
    return person if capacity in ("member", "delegate") else capacity


def submit_document(state: State, act: SubmitDocument, texts: Texts) -> Answer:
    """A document is received from anybody whom the rulebook names, until the last issue is out."""
    clause = rulebook(state).bulletin
    refusal = why_not_in_capacity(state, act.by, act.capacity, act.branch, act.convention, act.at)
    refusal = refusal or why_outside(state, act.convention, act.by)
    if refusal is not None:
        return refusal
    if act.capacity not in clause.documents_by:
        return refuse(clause.article, "bulletin.capacity", capacity=act.capacity[:20])
    refusal = (
        _why_closed(state, act.convention, act.at)
        or why_no_title(clause.article, texts.get("title"))
        or why_too_long(clause.article, clause.limits, act.capacity, texts.get("text"))
    )
    refusal = refusal or _why_too_many(state, act) or why_no_subject(state, act.subject)
    if refusal is not None:
        return refusal
    number = DocumentId(f"D{len(state.bulletin.documents) + 1}")
    approved, entry = clause.published_by == "clock", int(state.size)
    return (
        DocumentReceived(
            number, act.convention, act.by, act.capacity, act.at, entry, approved, act.branch, act.subject
        ),
    )


def _why_too_many(state: State, act: SubmitDocument) -> Refusal | None:
    """Why this author can hand in no more; what was withdrawn unread does not count (bulletin clause)."""
    clause, own = rulebook(state).bulletin, author_of(act.capacity, act.branch, act.by)
    if not clause.per_author:
        return None
    documents = sum(
        author_of(d.capacity, d.branch, d.author) == own and (not d.withdrawn or is_published(state, d.id))
        for d in state.bulletin.documents.values()
        if d.convention == act.convention
    )
    if documents < clause.per_author:
        return None
    return refuse(clause.article, "bulletin.per_author", documents=documents, limit=clause.per_author)


def why_no_subject(state: State, subject: str) -> Refusal | None:
    """Why a text cannot be about this; None for a subject of the rulebook and for none."""
    clause = rulebook(state).bulletin
    known = [each.id for each in clause.subjects]
    if not subject or subject in known:
        return None
    return refuse(clause.article, "bulletin.subject", subject=subject[:40], subjects=", ".join(known) or "–")


def _why_closed(state: State, convention: ConventionId, at: Moment) -> Refusal | None:
    clause, own = rulebook(state).bulletin, state.meetings.conventions.get(convention)
    if own is None or own.closed:
        return refuse(rulebook(state).convention.article, "convention.unknown")
    last = max((line.at for line in own.timetable if line.kind == "issue"), default=own.opens)
    return refuse(clause.article, "bulletin.closed", since=last) if at >= last else None


def withdraw_document(state: State, act: WithdrawDocument, texts: Texts) -> Answer:
    """Only the author withdraws."""
    article, own = rulebook(state).bulletin.article, state.bulletin.documents.get(act.document)
    if own is None or own.withdrawn:
        return refuse(article, "bulletin.no_document")
    if own.author != act.by:
        return refuse(article, "bulletin.not_yours")
    return (DocumentWithdrawn(act.document, act.at),)


def why_no_discretion(state: State, by: Handle, post: str, at: Moment) -> Refusal | None:
    """Why the person has no discretion over what is published or placed; None when the rulebook gives it."""
    article = rulebook(state).bulletin.article
    if not post:
        return refuse(article, "bulletin.no_discretion")
    if any(h.post == post for h in holdings_of(state, by, at)) or sits_in(state, by, post, at):
        return None
    return refuse(article, "bulletin.not_discretion", post=post)


def approve_for_bulletin(state: State, act: ApproveForBulletin, texts: Texts) -> Answer:
    """Discretion over documents, where the rulebook gives it; the clock still publishes."""
    clause, own = rulebook(state).bulletin, state.bulletin.documents.get(DocumentId(act.item))
    refusal = why_no_discretion(
        state, act.by, clause.discretion_of if clause.published_by == "discretion" else "", act.at
    )
    if refusal is not None:
        return refusal
    if own is None or own.withdrawn:
        return refuse(clause.article, "bulletin.no_document")
    return (DocumentApproved(own.id),)


def publish_issue(state: State, convention: Convention, number: int, at: Moment, lot: Lot) -> tuple[Effect, ...]:
    """The clock's work at an issue's hour: everything that waits, in the order of the public lot (bulletin clause)."""
    from .motions import awaiting_publication

    waiting = [
        d.id
        for d in state.bulletin.documents.values()
        if d.convention == convention.id and d.approved and not d.withdrawn and d.id not in state.bulletin.published
    ]
    items: list[str] = [*awaiting_publication(state, convention.id), *waiting]
    ordered = _ordered(state, drawn_order(lot, f"{convention.id}/issue-{number}", items), tuple(items))
    return tuple(ItemPublished(item, convention.id, number, place, at) for place, item in enumerate(ordered, 1))


def _ordered(state: State, drawn: tuple[str, ...], as_received: tuple[str, ...]) -> tuple[str, ...]:
    """As the rulebook says: as drawn, by subject and as drawn within each, or as received."""
    clause = rulebook(state).bulletin
    if clause.order == "subject":
        places = {each.id: place for place, each in enumerate(clause.subjects)}
        return tuple(sorted(drawn, key=lambda item: places.get(subject_of(state, item), len(places))))
    return drawn if clause.order == "lot" else as_received


def is_drawn(state: State) -> bool:
    """Whether a public lot sets the order, in the whole of a part or within each subject."""
    return rulebook(state).bulletin.order in ("lot", "subject")


def subject_of(state: State, item: str) -> str:
    """What the author said that the document or motion is about; empty for nothing."""
    motion = state.motions.motions.get(MotionId(item))
    return motion.subject if motion else state.bulletin.documents[DocumentId(item)].subject


def part_of(state: State, item: str) -> Part:
    """In which part of the bulletin the document or motion stands: it follows from what it is and who wrote it."""
    motion = state.motions.motions.get(MotionId(item))
    if motion is None:
        return "discussion" if state.bulletin.documents[DocumentId(item)].capacity in OF_MEMBERS else "report"
    moved_under = state.foundation.shelf.get(motion.base) or rulebook(state)
    clause = next((each for each in moved_under.business if each.id == motion.business), None)
    return "report" if clause is not None and clause.report else "decision"


def is_published(state: State, item: str) -> bool:
    """Whether the document or motion stands in an issue."""
    return item in state.bulletin.published


def is_open_to_members(state: State, item: str, approved: bool) -> bool:
    """Whether every member may read it: at once where the clock publishes; after approval where discretion does."""
    return rulebook(state).bulletin.published_by == "clock" or approved or is_published(state, item)


def issue(state: State, convention: ConventionId, number: int) -> tuple[tuple[str, Published], ...]:
    """What an issue holds, in its order."""
    found = [
        (item, where)
        for item, where in state.bulletin.published.items()
        if where.convention == convention and where.issue == number
    ]
    return tuple(sorted(found, key=lambda pair: pair[1].place))


def _received(state: State, effect: DocumentReceived) -> BulletinState:
    document = Document(
        effect.document,
        effect.convention,
        effect.author,
        effect.capacity,
        effect.branch,
        effect.at,
        effect.entry,
        effect.approved,
        subject=effect.subject,
    )
    return replace(state.bulletin, documents=state.bulletin.documents.set(effect.document, document))


def _changed(state: State, document: DocumentId, **change: Any) -> BulletinState:
    documents = state.bulletin.documents
    return replace(state.bulletin, documents=documents.set(document, replace(documents[document], **change)))


def _withdrawn(state: State, effect: DocumentWithdrawn) -> BulletinState:
    return _changed(state, effect.document, withdrawn=effect.at)


def _approved(state: State, effect: DocumentApproved) -> BulletinState:
    return _changed(state, effect.document, approved=True)


def _published(state: State, effect: ItemPublished) -> BulletinState:
    where = Published(effect.convention, effect.issue, effect.place, effect.at)
    return replace(state.bulletin, published=state.bulletin.published.set(effect.item, where))


def duties(state: State) -> tuple[Duty, ...]:
    """A decision on each document that waits for somebody's discretion."""
    clause = rulebook(state).bulletin
    return tuple(
        Duty("decide-on-document", d.id, clause.discretion_of, d.received, clause.article)
        for d in state.bulletin.documents.values()
        if not d.approved and not d.withdrawn
    )


SLICE = "bulletin"
ADMIT: dict[type, Any] = {
    SubmitDocument: submit_document,
    WithdrawDocument: withdraw_document,
    ApproveForBulletin: approve_for_bulletin,
}
APPLY: dict[type, Any] = {
    DocumentReceived: _received,
    DocumentWithdrawn: _withdrawn,
    DocumentApproved: _approved,
    ItemPublished: _published,
}
TEXTS = {SubmitDocument: (Text("title"), Text("text"))}
