"""Opposing: statements of members against a motion, in the same space as the motion itself.

Any member who may move may write one, once to each motion, as long as its mover's text may be. All stand on the
motion's page from the moment they come. The bulletin prints as many beside each motion as the rulebook says; who has
this place is drawn by public lot among those that are in when an issue comes out, so that nobody fills it first with
statements that say nothing. What is printed stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..ids import ConventionId, Handle, Lot, Moment, MotionId, StatementId
from ..lots import drawn_order
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Statements
from ..table import Table
from .bulletin import is_published
from .foundation import rulebook
from .lengths import why_too_long
from .meetings import Convention
from .motions import Motion, awaiting_publication, business_of, why_not_alive
from .standing import why_may_not

if TYPE_CHECKING:
    from ..state import State


class Statement(Struct, frozen=True, gc=False):
    """A statement against a motion; `issue` is the one that printed it, 0 before."""

    id: StatementId
    motion: MotionId
    by: Handle
    at: Moment
    entry: int
    issue: int = 0
    place: int = 0
    withdrawn: Moment = Moment(0)


class OpposingState(Struct, frozen=True):
    """The slice of this chapter; `of` lists the statements against each motion as they came."""

    statements: Table[StatementId, Statement] = Table()
    of: Table[MotionId, tuple[StatementId, ...]] = Table()


class OpposeMotion(Act, frozen=True):
    """Hand in a statement against a motion."""

    motion: MotionId


class WithdrawStatement(Act, frozen=True):
    """Take one's own statement back, until an issue has printed it."""

    statement: StatementId


class StatementReceived(Effect, frozen=True):
    """The statement stands on the motion's page."""

    statement: StatementId
    motion: MotionId
    by: Handle
    at: Moment
    entry: int


class StatementWithdrawn(Effect, frozen=True):
    """Its author took the statement back."""

    statement: StatementId
    at: Moment


class StatementPrinted(Effect, frozen=True):
    """The lot gave the statement a place beside its motion in the bulletin."""

    statement: StatementId
    issue: int
    place: int


REFUSALS = {
    "statement.none": Words(
        gettext_noop("Under this rulebook there are no statements against a motion."),
        gettext_noop("Write a document, speak against it, or move to change this article."),
    ),
    "statement.closed": Words(
        gettext_noop("The last issue before this convention was published on {since}."),
        gettext_noop("Speak against the motion at the convention."),
    ),
    "statement.own": Words(
        gettext_noop("You moved this yourself."),
        gettext_noop("Withdraw the motion, or move an amendment to it."),
    ),
    "statement.made": Words(
        gettext_noop("You have written a statement against this motion already, {statement}."),
        gettext_noop("One each is the rule; withdraw it first, if no issue has printed it."),
    ),
    "statement.many": Words(
        gettext_noop("You have written {written} statements for this convention; {limit} is the most for everybody."),
        gettext_noop("Withdraw one that no issue has printed, or let another member write this one."),
    ),
    "statement.unknown": Words(
        gettext_noop("There is no such statement, or it was withdrawn."),
        gettext_noop("See the statements on the motion's page."),
    ),
    "statement.not_yours": Words(
        gettext_noop("Only its author can withdraw a statement."),
        gettext_noop("Answer it: in the discussion, or with a document."),
    ),
    "statement.printed": Words(
        gettext_noop("Issue {issue} has printed the statement, and what is printed stays."),
        gettext_noop("Say in the discussion what you think now."),
    ),
}


def clause_of(state: State) -> Statements:
    """What the rulebook says on statements; where it is silent, the defaults under the article on the bulletin."""
    own = rulebook(state)
    return own.statements or Statements(article=own.bulletin.article)


def against(state: State, motion: MotionId) -> tuple[Statement, ...]:
    """The statements against the motion that were not withdrawn: the printed ones by their lot, then as received."""
    own = state.opposing
    found = [own.statements[each] for each in own.of.get(motion, ())]
    kept = [each for each in found if not each.withdrawn]
    return tuple(sorted(kept, key=lambda each: (not each.issue, each.issue, each.place)))


def oppose_motion(state: State, act: OpposeMotion, texts: Texts) -> Answer:
    """A statement is received from any member who may move, once to each motion, until the last issue is out."""
    refusal = why_not_alive(state, act.motion) or why_may_not(state, act.by, "move", act.at)
    if refusal is not None:
        return refusal
    own, clause = state.motions.motions[act.motion], clause_of(state)
    refusal = _why_not_against(state, own, act) or why_too_long(
        clause.article, _limits(state, own), own.capacity, texts.get("text")
    )
    if refusal is not None:
        return refusal
    number = StatementId(f"S{len(state.opposing.statements) + 1}")
    return (StatementReceived(number, own.id, act.by, act.at, int(state.size)),)


def _limits(state: State, own: Motion) -> Any:
    clause = business_of(state, own.business)
    return clause.limit if clause is not None else ()


def _why_not_against(state: State, own: Motion, act: OpposeMotion) -> Refusal | None:
    clause = clause_of(state)
    if not clause.printed:
        return refuse(clause.article, "statement.none")
    if own.mover == act.by:
        return refuse(clause.article, "statement.own")
    last = _last_issue(state.meetings.conventions[own.convention])
    if act.at >= last:
        return refuse(clause.article, "statement.closed", since=last)
    written = [each for each in mine(state, act.by, own.convention) if not each.withdrawn]
    made = next((each for each in written if each.motion == own.id), None)
    if made is not None:
        return refuse(clause.article, "statement.made", statement=made.id)
    if clause.per_member and len(written) >= clause.per_member:
        return refuse(clause.article, "statement.many", written=len(written), limit=clause.per_member)
    return None


def _last_issue(meeting: Convention) -> Moment:
    return max((line.at for line in meeting.timetable if line.kind == "issue"), default=meeting.opens)


def mine(state: State, by: Handle, convention: ConventionId) -> tuple[Statement, ...]:
    """What the person has written against motions to the convention. Cost: one pass over all statements."""
    motions = state.motions.motions
    found = state.opposing.statements.values()
    return tuple(each for each in found if each.by == by and motions[each.motion].convention == convention)


def withdraw_statement(state: State, act: WithdrawStatement, texts: Texts) -> Answer:
    """Only the author withdraws, and only what no issue has printed."""
    article, own = clause_of(state).article, state.opposing.statements.get(act.statement)
    if own is None or own.withdrawn:
        return refuse(article, "statement.unknown")
    if own.by != act.by:
        return refuse(article, "statement.not_yours")
    if own.issue:
        return refuse(article, "statement.printed", issue=own.issue)
    return (StatementWithdrawn(own.id, act.at),)


def print_statements(state: State, meeting: Convention, number: int, lot: Lot) -> tuple[Effect, ...]:
    """The clock's work at an issue's hour: the lot gives out the places beside each motion that are still free."""
    coming = frozenset(awaiting_publication(state, meeting.id))
    return tuple(
        printed
        for motion in state.opposing.of
        if state.motions.motions[motion].convention == meeting.id
        if motion in coming or is_published(state, motion)
        for printed in _drawn(state, motion, number, lot)
    )


def _drawn(state: State, motion: MotionId, number: int, lot: Lot) -> tuple[StatementPrinted, ...]:
    known = against(state, motion)
    taken, waiting = [each for each in known if each.issue], [each.id for each in known if not each.issue]
    free = max(clause_of(state).printed - len(taken), 0)
    ordered = drawn_order(lot, purpose(state, motion, number), waiting)[:free]
    return tuple(StatementPrinted(each, number, len(taken) + place) for place, each in enumerate(ordered, 1))


def purpose(state: State, motion: MotionId, number: int) -> str:
    """What the lot of an issue is asked for here, so that anybody can draw it again."""
    return f"{state.motions.motions[motion].convention}/issue-{number}/against-{motion}"


def _received(state: State, effect: StatementReceived) -> OpposingState:
    own = state.opposing
    made = Statement(effect.statement, effect.motion, effect.by, effect.at, effect.entry)
    listed = (*own.of.get(effect.motion, ()), effect.statement)
    return OpposingState(own.statements.set(made.id, made), own.of.set(effect.motion, listed))


def _changed(state: State, statement: StatementId, **change: Any) -> OpposingState:
    own = state.opposing
    return replace(own, statements=own.statements.set(statement, replace(own.statements[statement], **change)))


def _withdrawn(state: State, effect: StatementWithdrawn) -> OpposingState:
    return _changed(state, effect.statement, withdrawn=effect.at)


def _printed(state: State, effect: StatementPrinted) -> OpposingState:
    return _changed(state, effect.statement, issue=effect.issue, place=effect.place)


SLICE = "opposing"
ADMIT: dict[type, Any] = {OpposeMotion: oppose_motion, WithdrawStatement: withdraw_statement}
APPLY: dict[type, Any] = {
    StatementReceived: _received,
    StatementWithdrawn: _withdrawn,
    StatementPrinted: _printed,
}
TEXTS = {OpposeMotion: (Text("text"),)}
