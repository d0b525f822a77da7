"""Representing: who asks for those who cannot, and who closes a text by order of a court.

The rulebook names a post or body for each; several of its holders must agree, and nobody who sits in the executive is
among them. For the dead, for a minor and for whoever has lost the key they ask for the erasure of personal texts only:
what somebody wrote in public stays. The owner, whoever still can, takes such a request back.

What a court orders to be closed is shown to nobody and leaves the house in no export, but it is not destroyed: the
holders keep it, the commitment stays, court and file stand in the entry, and one entry opens it again. Keeps requests
in the slice of `erasing.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..act import Act, Answer, Effect, Text, Texts
from ..ids import Handle, Moment, RequestId
from ..refusal import Refusal, Words, gettext_noop, refuse
from .erasing import (
    ErasingState,
    ErasureStopped,
    Ground,
    Request,
    after,
    clause_of,
    find_request,
    is_closed,
    request_about,
    requested,
    why_held,
    why_no_text,
    with_request,
)
from .offices import holdings_of, sits_in
from .standing import why_lapsed

if TYPE_CHECKING:
    from ..state import State

EXECUTIVE = "executive"
GROUNDS: tuple[Ground, ...] = ("key-lost", "dead", "minor")


class RequestErasureFor(Act, frozen=True):
    """Ask for the erasure of a personal text of somebody who cannot: `key-lost`, `dead` or `minor`."""

    entry: int
    slot: str
    ground: str
    owner: Handle = Handle("")
    text_kind: str = ""
    commitment: str = ""


class SealText(Act, frozen=True):
    """Close a text by order of a court, which the entry names, with the number of its file."""

    entry: int
    slot: str
    owner: Handle = Handle("")
    text_kind: str = ""
    commitment: str = ""


class AgreeToRequest(Act, frozen=True):
    """Agree to what another holder of the same post has asked for."""

    request: RequestId


class UnsealText(Act, frozen=True):
    """Open again what was closed by order of a court."""

    request: RequestId


class RequestAgreed(Effect, frozen=True):
    """One more holder agrees; `until` is when the text is erased, 0 while others must agree or it is a seal."""

    request: RequestId
    by: Handle
    at: Moment
    until: Moment


class TextSealed(Effect, frozen=True):
    """The text is shown to nobody but to those who keep it."""

    request: RequestId
    entry: int
    slot: str
    at: Moment
    done_in: int


class TextUnsealed(Effect, frozen=True):
    """The text is open again."""

    request: RequestId
    at: Moment


REFUSALS = {
    "erasing.nobody": Words(
        gettext_noop("The rulebook names nobody for this."),
        gettext_noop("Move to name a post for it in the clause [erasure]: {key}."),
    ),
    "erasing.not_named": Words(
        gettext_noop("This is for “{post}”, which you do not hold."),
        gettext_noop("Ask who holds it."),
    ),
    "erasing.executive": Words(
        gettext_noop("Nobody who sits in the executive has what others wrote erased, closed or kept from them."),
        gettext_noop("Leave it to the other holders of “{post}”."),
    ),
    "erasing.own_case": Words(
        gettext_noop("This concerns yourself."),
        gettext_noop("For your own texts ask in your own name; leave the decision on others to the other holders."),
    ),
    "erasing.personal_only": Words(
        gettext_noop("For somebody else only names, contacts and other personal texts can be erased."),
        gettext_noop("What the person wrote in public stays; the name beside it can go."),
    ),
    "erasing.ground": Words(
        gettext_noop("“{ground}” is not a ground for this."),
        gettext_noop("Use one of: {grounds}."),
    ),
    "erasing.agreed": Words(
        gettext_noop("You have agreed to this already."),
        gettext_noop("Ask another holder of “{post}”; {missing} more must agree."),
    ),
}


def why_not_named(state: State, by: Handle, key: str, at: Moment) -> Refusal | None:
    """Why the person does not act under this key of the clause on erasure; None when the rulebook names it.

    As with every power, it is lost with the membership.
    """
    clause = clause_of(state)
    name = getattr(clause, key)
    if not name:
        return refuse(clause.article, "erasing.nobody", key=key)
    if not (any(h.post == name for h in holdings_of(state, by, at)) or sits_in(state, by, name, at)):
        return refuse(clause.article, "erasing.not_named", post=name)
    return why_lapsed(state, by, at)


def why_not_independent(state: State, by: Handle, key: str, owner: Handle, at: Moment) -> Refusal | None:
    """Why the person may not act for others or over them under this key; None when it may."""
    refusal = why_not_named(state, by, key, at)
    if refusal is not None:
        return refusal
    clause = clause_of(state)
    if sits_in(state, by, EXECUTIVE, at):
        return refuse(clause.article, "erasing.executive", post=getattr(clause, key))
    return refuse(clause.article, "erasing.own_case") if by == owner else None


def request_erasure_for(state: State, act: RequestErasureFor, texts: Texts) -> Answer:
    """The first holder asks; the waiting time begins when enough of them agree."""
    clause = clause_of(state)
    refusal = (
        why_not_independent(state, act.by, "on_behalf", act.owner, act.at)
        or why_no_text(state, act)
        or why_held(state, act)
        or _why_proposed(state, act, GROUNDS)
    )
    if refusal is not None:
        return refusal
    if act.ground not in GROUNDS:
        return refuse(clause.article, "erasing.ground", ground=act.ground[:20], grounds=", ".join(GROUNDS))
    if act.text_kind != "personal":
        return refuse(clause.article, "erasing.personal_only")
    until = after(state, act.at, clause.waiting) if clause.agreeing < 2 else Moment(0)
    return (requested(state, act, act.ground, until),)


def _why_proposed(state: State, act: Any, grounds: tuple[Ground, ...]) -> Refusal | None:
    """Why the same is not proposed a second time: another holder can agree to what lies there."""
    for own in state.erasing.requests.values():
        if own.stage == "agreeing" and (own.entry, own.slot) == (act.entry, act.slot) and own.ground in grounds:
            return refuse(clause_of(state).article, "erasing.asked", request=own.id)
    return None


def seal_text(state: State, act: SealText, texts: Texts) -> Answer:
    """The first holder brings the order; the text is closed when enough of them agree."""
    clause = clause_of(state)
    refusal = (
        why_not_independent(state, act.by, "sealing", act.owner, act.at)
        or why_no_text(state, act)
        or _why_proposed(state, act, ("court",))
    )
    if refusal is not None:
        return refusal
    if act.slot == "rulebook":
        return refuse(clause.article, "erasing.rulebook")
    asked = requested(state, act, "court", Moment(0))
    at_once = _sealed_now(state, asked.request, act.entry, act.slot, act.at) if clause.agreeing < 2 else ()
    return (asked, *at_once)


def _sealed_now(state: State, request: RequestId, entry: int, slot: str, at: Moment) -> tuple[Effect, ...]:
    """The text is closed; what else was asked about it stops, because a court wants it kept."""
    held = request_about(state, entry, slot)
    stopped = (ErasureStopped(held.id, "refused", at),) if held is not None else ()
    return (*stopped, TextSealed(request, entry, slot, at, int(state.size)))


def agree_to_request(state: State, act: AgreeToRequest, texts: Texts) -> Answer:
    """Another holder agrees; the one that makes enough of them starts the waiting time, or closes the text."""
    own, clause = find_request(state, act.request, "agreeing"), clause_of(state)
    if isinstance(own, Refusal):
        return own
    key = "sealing" if own.ground == "court" else "on_behalf"
    refusal = why_not_independent(state, act.by, key, own.owner, act.at) or _why_too_late(state, own)
    if refusal is not None:
        return refusal
    missing = clause.agreeing - len(own.agreed)
    if act.by in own.agreed:
        return refuse(clause.article, "erasing.agreed", post=getattr(clause, key), missing=max(missing, 1))
    if missing > 1:
        return (RequestAgreed(own.id, act.by, act.at, Moment(0)),)
    return _agreed_by_enough(state, own, act)


def _why_too_late(state: State, own: Request) -> Refusal | None:
    """Why nothing comes of the request any more: another one holds the text, and this one is no court's."""
    held = request_about(state, own.entry, own.slot)
    if held is None or (own.ground == "court" and not is_closed(state, own.entry, own.slot)):
        return None
    return refuse(clause_of(state).article, "erasing.asked", request=held.id)


def _agreed_by_enough(state: State, own: Request, act: AgreeToRequest) -> tuple[Effect, ...]:
    if own.ground == "court":
        sealed = _sealed_now(state, own.id, own.entry, own.slot, act.at)
        return (RequestAgreed(own.id, act.by, act.at, Moment(0)), *sealed)
    return (RequestAgreed(own.id, act.by, act.at, after(state, act.at, clause_of(state).waiting)),)


def unseal_text(state: State, act: UnsealText, texts: Texts) -> Answer:
    """One holder is enough to open again."""
    own = find_request(state, act.request, "sealed")
    if isinstance(own, Refusal):
        return own
    return why_not_independent(state, act.by, "sealing", Handle(""), act.at) or (TextUnsealed(own.id, act.at),)


def is_keeper(state: State, person: Handle, at: Moment) -> bool:
    """Whether the person is one of those who keep what a court has closed."""
    return bool(clause_of(state).sealing) and why_not_independent(state, person, "sealing", Handle(""), at) is None


def _agreed(state: State, effect: RequestAgreed) -> ErasingState:
    own = state.erasing.requests[effect.request]
    change = {"stage": "waiting", "until": effect.until} if effect.until else {}
    return with_request(state, own.id, agreed=(*own.agreed, effect.by), **change)


def _sealed(state: State, effect: TextSealed) -> ErasingState:
    return with_request(state, effect.request, stage="sealed", done_in=effect.done_in, executed=effect.at)


def _unsealed(state: State, effect: TextUnsealed) -> ErasingState:
    return with_request(state, effect.request, stage="unsealed")


SLICE = "erasing"
ADMIT: dict[type, Any] = {
    RequestErasureFor: request_erasure_for,
    SealText: seal_text,
    AgreeToRequest: agree_to_request,
    UnsealText: unseal_text,
}
TIMELY = (RequestErasureFor, AgreeToRequest)
APPLY: dict[type, Any] = {
    RequestAgreed: _agreed,
    TextSealed: _sealed,
    TextUnsealed: _unsealed,
}
TEXTS = {
    RequestErasureFor: (Text("evidence", optional=True),),
    SealText: (Text("court"), Text("file")),
    UnsealText: (Text("court", optional=True), Text("file", optional=True)),
}
