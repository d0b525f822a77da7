"""Procedural motions: raised, and what waits for support, for the chair or for its vote.

Where the rulebook has the clause `[procedure]`, whoever is present may raise what the table has in order now
(`picture.py` draws the floor, `core/procedure` answers). With its support it waits for its vote before everything else;
what is demanded is met at once. Support stands in `supporting.py`, amendments in `procedural_amending.py`, rulings in
`points.py`, votes and their results in `procedural_votes.py` and `procedural_results.py`. The slice of procedure is
described here; those keep parts of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..duty import Duty
from ..ids import ConventionId, Handle, Moment
from ..procedure.rows import Row, School, amendment_to
from ..procedure.table import table_of
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Procedure
from ..table import Table
from .agenda import undecided_vote
from .foundation import rulebook
from .holding import owed_to
from .meetings import going_on
from .quorum import why_not_in_session

if TYPE_CHECKING:
    from ..state import State

ProceduralFate: TypeAlias = Literal[
    "", "carried", "lost", "met", "upheld", "dismissed", "ruled-out", "withdrawn", "fell"
]  # fmt: skip
"""`upheld` and `dismissed`: a point, by the chair; `ruled-out`: a motion, by the chair; `met`: a demand; `fell`: an
amendment, with its motion."""


class Procedural(Struct, frozen=True, gc=False):
    """A procedural motion, a demand or a point. `placed` is when it had its support; `fate` is empty while it waits."""

    id: str
    convention: ConventionId
    motion: str
    """The name of its row."""
    by: Handle
    raised: Moment
    entry: int
    about: str = ""
    """What it names: an item, a body, an article, a motion, the point whose ruling is appealed against."""
    minutes: int = 0
    item: str = ""
    """The item that was open, and the question of it that was under debate."""
    subject: str = ""
    seconders: tuple[Handle, ...] = ()
    placed: Moment = Moment(0)
    fate: ProceduralFate = ""
    decided: Moment = Moment(0)
    ruling: int = -1
    """The entry with the chair's ruling; -1 where there is none."""
    overturned: bool = False
    """The meeting did not let the ruling stand."""
    votes: int = 0
    """How many votes there had been when the chair ruled: once another is opened, it is too late for an appeal."""
    amends: str = ""
    """The procedural motion that this would change; empty where it is none of its own."""


class Suspended(Struct, frozen=True, gc=False):
    """A rule that is set aside until the item ends; for the next one taken up where `item` is empty."""

    article: str
    item: str
    since: Moment


class Began(Struct, frozen=True, gc=False):
    """When an item was taken up, and the seconds of pauses since then."""

    item: str
    section: str
    at: Moment
    paused: int = 0


class ProcedureState(Struct, frozen=True):
    """The slice of this chapter; `of` lists what was raised at each meeting, in its order."""

    raised: Table[str, Procedural] = Table()
    of: Table[ConventionId, tuple[str, ...]] = Table()
    suspended: Table[ConventionId, tuple[Suspended, ...]] = Table()
    recess: Table[ConventionId, Moment] = Table()
    """Until when each meeting pauses."""
    limits: Table[str, int] = Table()
    """Minutes that a speech may last, by convention and item, where the meeting has limited them."""
    vacated: Table[ConventionId, Moment] = Table()
    """When the meeting made the chair leave the chair."""
    began: Table[ConventionId, tuple[Began, ...]] = Table()
    """What was taken up when; kept by `pacing.py`."""
    fallen: Table[ConventionId, tuple[str, ...]] = Table()
    """The sections whose time was used up."""


class RaiseProcedural(Act, frozen=True):
    """Raise a point, or move a procedural motion; `about` and `minutes` say what it names, where it names something."""

    convention: ConventionId
    procedural: str
    about: str = ""
    minutes: int = 0


class ProceduralRaised(Effect, frozen=True):
    """It is raised, under its number, on this question of this item."""

    number: str
    convention: ConventionId
    procedural: str
    by: Handle
    at: Moment
    entry: int
    about: str = ""
    minutes: int = 0
    item: str = ""
    subject: str = ""


class ProceduralPlaced(Effect, frozen=True):
    """It has its support, and is put before anything else."""

    number: str
    at: Moment


class ProceduralEnded(Effect, frozen=True):
    """What became of it."""

    number: str
    fate: ProceduralFate
    at: Moment


REFUSALS = {
    "procedure.none": Words(
        gettext_noop("This rulebook has no clause on procedural motions."),
        gettext_noop("Ask the chair, or move to add a clause on procedure."),
    ),
    "procedure.parts": Words(
        gettext_noop("A vote in parts is asked for by the lines of the text."),
        gettext_noop("Ask for it on the page of the motion."),
    ),
    "procedure.one_already": Words(
        gettext_noop("What you raised before, {number}, is not settled yet."),
        gettext_noop("Wait until it is, or take it back."),
    ),
    "procedure.over": Words(
        gettext_noop("Nothing of the number {number} waits for support or a vote."),
        gettext_noop("See what is pending on the floor."),
    ),
}


def table(state: State) -> School | None:
    """The table that holds here; None where the rulebook has no clause on procedure."""
    return table_of(rulebook(state))


def table_now(state: State, convention: ConventionId) -> School | None:
    """The table at this moment: what a suspended row asks for before it may be moved, it does not ask for now."""
    known = table(state)
    aside = {each.article for each in state.procedure.suspended.get(convention, ())}
    if known is None or not aside:
        return known
    rows = known.rows.items()
    return replace(known, rows={name: _freed(row) if article(state, row) in aside else row for name, row in rows})


def _freed(row: Row) -> Row:
    return row if row.is_right else replace(row, speeches=0, not_spoken=False, again_after=0)


def row_of(state: State, own: Procedural) -> Row | None:
    """The row of what was raised; None where a change of the rulebook has left it out since."""
    known = table(state)
    row = known.rows.get(own.motion) if known is not None else None
    return amendment_to(row) if row is not None and own.amends else row


def article(state: State, row: Row | None = None) -> str:
    """The article of the row where the rulebook has changed it, else that of the clause, else that on voting."""
    clause = rulebook(state).procedure
    if row is not None and row.article:
        return row.article
    return clause.article if clause is not None else rulebook(state).voting.article


def raised(state: State, convention: ConventionId) -> tuple[Procedural, ...]:
    """All that was raised at the meeting, in its order."""
    own = state.procedure
    return tuple(own.raised[number] for number in own.of.get(convention, ()))


def pending(state: State, convention: ConventionId) -> tuple[Procedural, ...]:
    """What has its support and waits for its vote or ruling, the one that comes first at the end."""
    waiting = [own for own in raised(state, convention) if own.placed and not own.fate]
    return tuple(sorted(waiting, key=lambda own: own.placed))


def gathering(state: State, convention: ConventionId) -> tuple[Procedural, ...]:
    """What still needs supporters, on the question that is under debate; what was raised on another one is over."""
    from .picture import question
    from .recounting import recounts

    here, counted = question(state, convention), recounts(state, convention)
    found = [own for own in raised(state, convention) if not own.placed and not own.fate]
    return tuple(
        own for own in found if (own in counted if own.about in state.floor.votes else _is_on(state, own, here))
    )


def _is_on(state: State, own: Procedural, question: tuple[str, str]) -> bool:
    """Whether it is about the question under debate; an amendment, whether its motion waits to be put."""
    if own.amends:
        vote, motion = undecided_vote(state, own.convention), state.procedure.raised[own.amends]
        return not motion.fate and (vote is None or vote.subject != motion.id)
    return (own.item, own.subject) == question


def missing(state: State, own: Procedural) -> int:
    """How many supporters it still needs; of a demand, its mover is one of them."""
    row = row_of(state, own)
    if row is None:
        return 0
    joined = len(own.seconders) + (row.decided == "demand")
    return max(0, row.seconds - joined)


def times(state: State) -> Procedure:
    """The clause with its times; where there is none, what it says by default."""
    return rulebook(state).procedure or Procedure(article=rulebook(state).voting.article, school="british")


def supported_by(state: State, own: Procedural) -> Moment:
    """Until when a right that was raised looks for its support before the chair can go on to anything else."""
    return shifted(own.raised, times(state).support_within, 1, rulebook(state).organisation.week)


def ruled_until(state: State, own: Procedural) -> Moment:
    """Until when the chair waits for an appeal after ruling an amendment out; meaningless for what was not ruled on."""
    return shifted(own.decided, times(state).support_within, 1, rulebook(state).organisation.week)


def put_by(state: State, since: Moment) -> Moment:
    """Until when a right that has its support waits for the chair; after that its supporters put it themselves."""
    return shifted(since, times(state).put_within, 1, rulebook(state).organisation.week)


def raise_procedural(state: State, act: RaiseProcedural, texts: Texts) -> Answer:
    """What is in order now is raised; what needs nobody else is put, or met, at once."""
    from .objects import about_of, why_not_about
    from .picture import question, why_out_of_order
    from .voting import DemandRollCall, demand_roll_call

    known = table(state)
    refusal = why_not_in_session(state, act.convention)
    if refusal is not None:
        return refusal
    if known is None:
        return refuse(article(state), "procedure.none")
    refusal = (
        why_out_of_order(state, act) or why_one_already(state, act.convention, act.by) or why_not_about(state, act)
    )
    if refusal is not None:
        return refusal
    item, subject = question(state, act.convention)
    if known.rows[act.procedural].effect == "parts":
        return refuse(article(state, known.rows[act.procedural]), "procedure.parts")
    if known.rows[act.procedural].effect == "roll-call":
        return demand_roll_call(state, DemandRollCall(act.by, act.at, act.convention, subject), texts)
    number = f"P{len(state.procedure.raised) + 1}"
    about = about_of(state, act)
    effect = ProceduralRaised(
        number, act.convention, act.procedural, act.by, act.at, int(state.size), about, act.minutes, item, subject
    )  # fmt: skip
    return (effect, *what_support_brings(state, made(effect), act.at))


def why_one_already(state: State, convention: ConventionId, by: Handle) -> Refusal | None:
    """One thing at a time: nobody keeps a meeting from its business by raising one point upon another."""
    waits = (*pending(state, convention), *gathering(state, convention))
    own = next((each for each in waits if each.by == by), None)
    return refuse(article(state), "procedure.one_already", number=own.id) if own is not None else None


def made(effect: ProceduralRaised) -> Procedural:
    """What was raised, as it stands in the slice."""
    return Procedural(
        effect.number, effect.convention, effect.procedural, effect.by, effect.at, effect.entry, effect.about,
        effect.minutes, effect.item, effect.subject,
    )  # fmt: skip


def what_support_brings(state: State, own: Procedural, at: Moment) -> tuple[Effect, ...]:
    """What follows once it has its support: it is put, or where it is a demand it is met."""
    from .recounting import counted_anew

    row = row_of(state, own)
    if row is None or missing(state, own):
        return ()
    if row.decided != "demand":
        return (ProceduralPlaced(own.id, at),)
    return (ProceduralEnded(own.id, "met", at), *counted_anew(state, own.convention, at))


def why_not_waiting(state: State, number: str) -> Refusal | None:
    """Why nothing more can be done with it; None while it gathers support or waits for its vote."""
    own = state.procedure.raised.get(number)
    if own is None or own.fate or not (own.placed or own in gathering(state, own.convention)):
        return refuse(article(state), "procedure.over", number=number[:20])
    return why_not_in_session(state, own.convention)


def with_new(state: State, new: Procedural) -> ProcedureState:
    """The slice with something more that was raised."""
    own = state.procedure
    listed = (*own.of.get(new.convention, ()), new.id)
    return replace(own, raised=own.raised.set(new.id, new), of=own.of.set(new.convention, listed))


def with_raised(state: State, number: str, **change: Any) -> ProcedureState:
    """The slice with something changed in one of those raised."""
    own = state.procedure
    return replace(own, raised=own.raised.set(number, replace(own.raised[number], **change)))


def _raised(state: State, effect: ProceduralRaised) -> ProcedureState:
    return with_new(state, made(effect))


def _placed(state: State, effect: ProceduralPlaced) -> ProcedureState:
    return with_raised(state, effect.number, placed=effect.at)


def _ended(state: State, effect: ProceduralEnded) -> ProcedureState:
    return with_raised(state, effect.number, fate=effect.fate, decided=effect.at)


def duties(state: State) -> tuple[Duty, ...]:
    """What waits for the chair: a ruling on each point, a vote on each motion that has its support."""
    return tuple(
        _duty(state, own, meeting.chair or owed_to(state, meeting, "chair"))
        for meeting in going_on(state)
        for own in pending(state, meeting.id)
    )


def _duty(state: State, own: Procedural, owed_by: str) -> Duty:
    row, about = row_of(state, own), f"{own.id}/{own.convention}"
    if row is not None and row.decided == "chair":
        return Duty("rule-on-point", about, owed_by, own.placed, article(state, row))
    return Duty("put-procedural", about, owed_by, own.placed, article(state, row))


SLICE = "procedure"
ADMIT: dict[type, Any] = {RaiseProcedural: raise_procedural}
APPLY: dict[type, Any] = {
    ProceduralRaised: _raised,
    ProceduralPlaced: _placed,
    ProceduralEnded: _ended,
}
TEXTS: dict[type, tuple[Any, ...]] = {RaiseProcedural: (Text("reason", optional=True),)}
