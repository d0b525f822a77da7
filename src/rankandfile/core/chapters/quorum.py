"""The quorum of a meeting: how many count, how many are needed, and why nothing goes on without them.

Only questions; no slice of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..count.quorum import needed
from ..ids import ConventionId
from ..refusal import Refusal, refuse
from ..rulebook.schema import Business
from .bodies import count_seats, meeting_body, rules_of
from .delegates import delegates_of
from .foundation import rulebook
from .meetings import Convention, is_here, why_not_opened
from .standing import why_not_in_good_standing

if TYPE_CHECKING:
    from ..state import State


def why_not_in_session(state: State, convention: ConventionId) -> Refusal | None:
    """Why the convention is not in session, or adjourned for lack of a quorum; None when it can go on."""
    return why_not_opened(state, convention) or why_adjourned(state, convention)


def why_adjourned(state: State, convention: ConventionId) -> Refusal | None:
    """Why nothing goes on: the quorum is lost, and the rulebook adjourns the meeting without it (presence clause)."""
    own, clause = state.meetings.conventions[convention], rulebook(state).presence
    body = meeting_body(state, convention)
    if not own.lost or clause is None or body.quorum.without != "adjourn" or _has_own_quorum(state, own):
        return None
    present, wanted = count_towards_quorum(state, own), quorum_needed(state, convention)
    return refuse(clause.article, "presence.adjourned", since=own.lost, present=present, needed=wanted)


def _has_own_quorum(state: State, meeting: Convention) -> bool:
    """Whether the item on the floor is of a class of business that goes on with as few as are there."""
    from .agenda import open_item
    from .voting import business_voted_on

    item = open_item(state, meeting.id)
    business = business_voted_on(state, item.about) if item is not None else None
    if business is None or business.quorum is None:
        return False
    return count_towards_quorum(state, meeting) >= quorum_needed(state, meeting.id, business)


def count_present(convention: Convention) -> int:
    """How many are present whose seat counts to the quorum."""
    return sum(1 for seat in convention.present.values() if seat.quorum and not seat.left)


def count_towards_quorum(state: State, convention: Convention) -> int:
    """How many count to the quorum: those present, and where the clause on proxies says so those they vote for."""
    clause, own = rulebook(state).proxies, convention
    if clause is None or not clause.quorum:
        return count_present(own)
    return count_present(own) + sum(
        is_here(own, holder) and not is_here(own, giver) for giver, holder in own.proxies.items()
    )


def count_entitled(state: State, convention: ConventionId) -> int:
    """How many seats count to the quorum: delegates elected, members where all sit; elsewhere holders of posts."""
    if rules_of(state, convention) is not None:
        return count_seats(state, convention)
    total = 0
    for seat in meeting_body(state, convention).seats:
        if seat.quorum and seat.who == "delegate":
            total += len(delegates_of(state, convention))
        elif seat.quorum and seat.who == "member":
            total += sum(
                why_not_in_good_standing(state, m.handle, state.now) is None for m in state.members.members.values()
            )
    return total


def quorum_needed(state: State, convention: ConventionId, business: Business | None = None) -> int:
    """How many must be present, and never nobody: the quorum of the business where it has its own, else the body's."""
    own = business.quorum if business is not None else None
    rule = own if own is not None else meeting_body(state, convention).quorum
    return max(1, needed(rule, count_entitled(state, convention)))


def why_no_quorum(state: State, convention: Convention, business: Business | None = None) -> Refusal | None:
    """Why the meeting cannot decide, or not on business of this class; None when a quorum is present."""
    present, entitled = count_towards_quorum(state, convention), count_entitled(state, convention.id)
    wanted = quorum_needed(state, convention.id, business)
    if present >= wanted:
        return None
    has_own = business is not None and business.quorum is not None
    article = business.article if business is not None and has_own else meeting_body(state, convention.id).article
    return refuse(
        article, "convention.quorum", present=present, entitled=entitled, needed=wanted, missing=wanted - present
    )


SLICE = ""
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {}
TEXTS: dict[type, tuple[Any, ...]] = {}
