"""Erasing: how a text is destroyed without breaking the record, and without anybody's censorship.

    asked for -> (waiting time) -> executed, by the clock -> destroyed, by the server -> signed, where the rulebook asks

A personal text (a name, a contact) is erased for its owner; a civic one for its author, while it is still the author's
own (`authorship.py`). Each step is an entry, and the entry comes before the destruction: a text that is missing without
an entry is always an offence. Place, class, ground, date and who asked stay for ever. Who asks for others and who
closes by order of a court stands in `representing.py`, objections in `objecting.py`.

An act that names a text carries what the record says of it (`owner`, `kind`, `commitment`); the secretary puts that in
and every verifier looks it up again, as with a lot. The chapter keeps requests, not texts: the vault has those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..calendar import Span, shifted
from ..duty import Duty
from ..ids import CLOCK as THE_CLOCK
from ..ids import Handle, Moment, RequestId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Erasure
from ..table import Table
from .authorship import why_not_ones_own
from .foundation import KeepTime, rulebook
from .offices import holdings_of
from .standing import why_lapsed

if TYPE_CHECKING:
    from ..state import State

Ground = Literal["own", "key-lost", "dead", "minor", "court"]
Stage = Literal[
    "agreeing", "waiting", "objected", "appealed", "withdrawn", "refused", "executed", "destroyed", "sealed", "unsealed"
]
OPEN: tuple[Stage, ...] = ("agreeing", "waiting", "objected", "appealed")
HOLDS: tuple[Stage, ...] = ("waiting", "objected", "appealed", "executed", "destroyed", "sealed")
"""Where a request holds its text, so that no other can be made. One to which others must still agree holds nothing."""
GONE: tuple[Stage, ...] = ("executed", "destroyed")
AN_HOUR = 3600
"""Destruction takes seconds; whoever has not reported it an hour after the execution has not done it."""


class Request(Struct, frozen=True, gc=False):
    """A request that a text be destroyed, or closed, and where it stands. `until` is when its stage ends by itself."""

    id: RequestId
    entry: int
    slot: str
    owner: Handle
    kind: str
    commitment: str
    ground: Ground
    by: Handle
    made: Moment
    source: int
    """The entry of the act that asked."""
    stage: Stage
    until: Moment = Moment(0)
    agreed: tuple[Handle, ...] = ()
    objection: str = ""
    """The ground of the objection, a code of GDPR art. 17(3)."""
    objector: Handle = Handle("")
    papers: tuple[int, ...] = ()
    """The entries with the reasons of objection, appeal and decision, in this order."""
    executed: Moment = Moment(0)
    done_in: int = -1
    """The entry that erased or closed the text."""
    destroyed: Moment = Moment(0)
    signed: tuple[str, ...] = ()
    """The posts that have signed that copies and backups are gone."""
    signers: tuple[Handle, ...] = ()


class ErasingState(Struct, frozen=True):
    """The slice of this chapter. `of` has the request that holds a text, by "entry/slot"; `ahead` those with a time."""

    requests: Table[RequestId, Request] = Table()
    of: Table[str, RequestId] = Table()
    ahead: tuple[RequestId, ...] = ()
    undone: tuple[RequestId, ...] = ()
    """Executed, and the bytes are still there."""


class RequestErasure(Act, frozen=True):
    """Have a text of one's own destroyed: the text `slot` of entry `entry`."""

    entry: int
    slot: str
    owner: Handle = Handle("")
    text_kind: str = ""
    commitment: str = ""


class WithdrawErasure(Act, frozen=True):
    """Take a request back, one's own or one that others made about one's own text."""

    request: RequestId


class ReportDestroyed(Act, frozen=True):
    """The server has destroyed the bytes: opening, text, and every copy that it keeps."""

    request: RequestId


class SignDestruction(Act, frozen=True):
    """Sign that copies and backups of the destroyed text are gone too, where the rulebook asks a post for it."""

    request: RequestId
    post: str


class ErasureRequested(Effect, frozen=True):
    """It was asked for, on this ground; `until` is when it is carried out, 0 while others must agree."""

    request: RequestId
    entry: int
    slot: str
    owner: Handle
    text_kind: str
    commitment: str
    ground: Ground
    by: Handle
    at: Moment
    source: int
    until: Moment


class ErasureStopped(Effect, frozen=True):
    """Nothing is destroyed: the request was withdrawn, or an objection stands, or a court has closed the text."""

    request: RequestId
    stage: Stage
    at: Moment


class ErasureExecuted(Effect, frozen=True):
    """The text is erased: nobody is shown it any more, and its bytes are to be destroyed at once."""

    request: RequestId
    entry: int
    slot: str
    ground: Ground
    at: Moment
    done_in: int


class TextDestroyed(Effect, frozen=True):
    """The bytes are gone."""

    request: RequestId
    at: Moment


class DestructionSigned(Effect, frozen=True):
    """Whoever holds the post has signed that nothing is left."""

    request: RequestId
    post: str
    by: Handle
    at: Moment


REFUSALS = {
    "erasing.no_text": Words(
        gettext_noop("Entry {entry} has no text of this name."),
        gettext_noop("See the entry; its texts stand there with their names."),
    ),
    "erasing.not_yours": Words(
        gettext_noop("This text is not yours."),
        gettext_noop("Only its owner can have it erased. Ask the owner."),
    ),
    "erasing.asked": Words(
        gettext_noop("This text is erased, closed or asked for already: {request}."),
        gettext_noop("See the request {request}."),
    ),
    "erasing.unknown": Words(
        gettext_noop("There is no such request."),
        gettext_noop("See the list of requests."),
    ),
    "erasing.over": Words(
        gettext_noop("{request} is no longer at this point."),
        gettext_noop("See the request; it says where it stands and what is still open."),
    ),
    "erasing.not_asker": Words(
        gettext_noop("Only the owner of the text, or who asked, can take this request back."),
        gettext_noop("Ask one of them."),
    ),
    "erasing.server": Words(
        gettext_noop("That bytes are destroyed is reported by the server that destroyed them, and by nobody else."),
        gettext_noop("Nothing is needed: it does so by itself."),
    ),
    "erasing.not_signer": Words(
        gettext_noop("The rulebook does not ask you to sign for “{post}”, or not any more."),
        gettext_noop("Whoever holds one of these posts signs, each once and one person for one post: {posts}."),
    ),
}


def clause_of(state: State) -> Erasure:
    """What the rulebook says on erasure; where it is silent, the defaults under the article on membership."""
    own = rulebook(state)
    return own.erasure or Erasure(article=own.membership.article)


def place(entry: int, slot: str) -> str:
    """The key of a text in the tables."""
    return f"{entry}/{slot}"


def request_about(state: State, entry: int, slot: str) -> Request | None:
    """The request that holds this text: it waits, is executed, or is a seal."""
    found = state.erasing.of.get(place(entry, slot))
    return state.erasing.requests[found] if found is not None else None


def is_closed(state: State, entry: int, slot: str) -> bool:
    """Whether the text is shown to nobody: erased, or closed by order of a court. Cost: one look."""
    own = state.erasing
    found = own.of.get(place(entry, slot)) if own.of else None
    return found is not None and own.requests[found].stage in (*GONE, "sealed")


def after(state: State, at: Moment, span: Span) -> Moment:
    """The moment that lies so far ahead, in the organisation's week."""
    return shifted(at, span, 1, rulebook(state).organisation.week)


def next_number(state: State) -> RequestId:
    """The number of the next request."""
    return RequestId(f"X{len(state.erasing.requests) + 1}")


def find_request(state: State, request: RequestId, *stages: Stage) -> Request | Refusal:
    """The request, when it stands at one of these points."""
    article, own = clause_of(state).article, state.erasing.requests.get(request)
    if own is None:
        return refuse(article, "erasing.unknown")
    return own if own.stage in stages else refuse(article, "erasing.over", request=own.id)


def why_no_text(state: State, act: Any) -> Refusal | None:
    """Why there is no such text to speak of: the record has none, or it is erased or closed; None where it is open."""
    article = clause_of(state).article
    if not act.commitment or not 0 <= act.entry < state.size:
        return refuse(article, "erasing.no_text", entry=act.entry)
    if not is_closed(state, act.entry, act.slot):
        return None
    return refuse(article, "erasing.asked", request=state.erasing.of[place(act.entry, act.slot)])


def why_held(state: State, act: Any) -> Refusal | None:
    """Why no other request can be made about the text; None where none holds it."""
    held = request_about(state, act.entry, act.slot)
    return refuse(clause_of(state).article, "erasing.asked", request=held.id) if held is not None else None


def request_erasure(state: State, act: RequestErasure, texts: Texts) -> Answer:
    """The owner asks; membership is not needed, because a name stays after the membership is over."""
    clause = clause_of(state)
    refusal = why_no_text(state, act) or why_held(state, act)
    if refusal is not None:
        return refusal
    if act.owner != act.by:
        return refuse(clause.article, "erasing.not_yours")
    if act.text_kind != "personal":
        refusal = why_not_ones_own(state, clause.article, act.entry, act.slot)
    return refusal or (requested(state, act, "own", after(state, act.at, clause.waiting)),)


def requested(state: State, act: Any, ground: Ground, until: Moment) -> ErasureRequested:
    """What asking brings."""
    return ErasureRequested(
        next_number(state), act.entry, act.slot, act.owner, act.text_kind, act.commitment, ground, act.by, act.at,
        int(state.size), until,
    )  # fmt: skip


def withdraw_erasure(state: State, act: WithdrawErasure, texts: Texts) -> Answer:
    """Until it is carried out, the owner or who asked takes it back."""
    own = find_request(state, act.request, *OPEN)
    if isinstance(own, Refusal):
        return own
    if act.by not in ((own.by,) if own.ground == "court" else (own.by, own.owner)):
        return refuse(clause_of(state).article, "erasing.not_asker")
    return (ErasureStopped(own.id, "withdrawn", act.at),)


def report_destroyed(state: State, act: ReportDestroyed, texts: Texts) -> Answer:
    """Only the server reports, and only what was executed before."""
    own = find_request(state, act.request, "executed")
    if isinstance(own, Refusal):
        return own
    if act.by != THE_CLOCK:
        return refuse(clause_of(state).article, "erasing.server")
    return (TextDestroyed(own.id, act.at),)


def sign_destruction(state: State, act: SignDestruction, texts: Texts) -> Answer:
    """Each post that the rulebook names signs once, and nobody signs for two."""
    own, clause = find_request(state, act.request, "destroyed"), clause_of(state)
    if isinstance(own, Refusal):
        return own
    holds = any(h.post == act.post for h in holdings_of(state, act.by, act.at))
    if act.post not in clause.confirmed_by or act.post in own.signed or act.by in own.signers or not holds:
        posts = ", ".join(clause.confirmed_by) or "nobody"
        return refuse(clause.article, "erasing.not_signer", post=act.post[:40], posts=posts)
    return why_lapsed(state, act.by, act.at) or (DestructionSigned(own.id, act.post, act.by, act.at),)


def with_request(state: State, request: RequestId, **change: Any) -> ErasingState:
    """The slice with this request changed, and the short lists as that makes them."""
    own = state.erasing
    return kept(own, replace(own.requests[request], **change))


def kept(own: ErasingState, request: Request) -> ErasingState:
    """The slice with this request in it as it is now."""
    ahead = tuple(r for r in own.ahead if r != request.id)
    undone = tuple(r for r in own.undone if r != request.id)
    return ErasingState(
        own.requests.set(request.id, request),
        _held(own.of, request),
        (*ahead, request.id) if request.until else ahead,
        (*undone, request.id) if request.stage == "executed" else undone,
    )


def _held(of: Table[str, RequestId], request: Request) -> Table[str, RequestId]:
    text = place(request.entry, request.slot)
    if request.stage in HOLDS:
        return of.set(text, request.id)
    return of.remove(text) if of.get(text) == request.id else of


def _requested(state: State, effect: ErasureRequested) -> ErasingState:
    request = Request(
        effect.request, effect.entry, effect.slot, effect.owner, effect.text_kind, effect.commitment, effect.ground,
        effect.by, effect.at, effect.source, "waiting" if effect.until else "agreeing", effect.until,
        () if effect.ground == "own" else (effect.by,),
    )  # fmt: skip
    return kept(state.erasing, request)


def _stopped(state: State, effect: ErasureStopped) -> ErasingState:
    return with_request(state, effect.request, stage=effect.stage, until=Moment(0))


def _executed(state: State, effect: ErasureExecuted) -> ErasingState:
    change = {"executed": effect.at, "done_in": effect.done_in}
    return with_request(state, effect.request, stage="executed", until=Moment(0), **change)


def _destroyed(state: State, effect: TextDestroyed) -> ErasingState:
    return with_request(state, effect.request, stage="destroyed", destroyed=effect.at)


def _signed(state: State, effect: DestructionSigned) -> ErasingState:
    own = state.erasing.requests[effect.request]
    return with_request(state, own.id, signed=(*own.signed, effect.post), signers=(*own.signers, effect.by))


ENDS: dict[str, str] = {"waiting": "erasure-due", "objected": "objection-stands", "appealed": "appeal-undecided"}
"""What the clock does when the time of a stage is over."""


def next_due(state: State) -> tuple[Moment, str, str] | None:
    """The first request whose time is over next."""
    own = state.erasing
    waiting = [(r.until, ENDS[r.stage], str(r.id)) for r in map(own.requests.__getitem__, own.ahead)]
    return min(waiting, default=None)


def strike(state: State, act: KeepTime) -> Answer:
    """The clock executes what has waited long enough; an objection stands that nobody appealed against in time."""
    own = state.erasing.requests[RequestId(act.about)]
    if act.duty == "objection-stands":
        return (ErasureStopped(own.id, "refused", act.at),)
    return (ErasureExecuted(own.id, own.entry, own.slot, own.ground, act.at, int(state.size)),)


def duties(state: State) -> tuple[Duty, ...]:
    """A decision on each appeal; the bytes of what was executed; a signature for what was destroyed."""
    if not state.erasing.requests:
        return ()
    return tuple(duty for own in state.erasing.requests.values() for duty in _duties_of(state, own))


def _duties_of(state: State, own: Request) -> tuple[Duty, ...]:
    clause = clause_of(state)
    if own.stage == "appealed":
        return (Duty("decide-appeal", own.id, clause.appeals or "nobody", own.until, clause.article),)
    if own.stage == "executed":
        return (Duty("destroy-text", own.id, THE_CLOCK, Moment(own.executed + AN_HOUR), clause.article),)
    if own.stage != "destroyed":
        return ()
    due = after(state, own.destroyed, clause.confirm_within)
    unsigned = (post for post in clause.confirmed_by if post not in own.signed)
    return tuple(Duty("sign-destruction", own.id, post, due, clause.article) for post in unsigned)


SLICE = "erasing"
CLOCK = tuple(ENDS.values())
ADMIT: dict[type, Any] = {
    RequestErasure: request_erasure,
    WithdrawErasure: withdraw_erasure,
    ReportDestroyed: report_destroyed,
    SignDestruction: sign_destruction,
}
TIMELY = (RequestErasure,)
APPLY: dict[type, Any] = {
    ErasureRequested: _requested,
    ErasureStopped: _stopped,
    ErasureExecuted: _executed,
    TextDestroyed: _destroyed,
    DestructionSigned: _signed,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
