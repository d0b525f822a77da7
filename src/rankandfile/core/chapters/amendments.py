"""Amendments: by the numbered lines of a text as it was moved, of the motion or of an amendment to it.

An amendment adds after a line, deletes, replaces or moves lines, puts a whole text in the place of the other, or, where
it came as prose, instructs. It is seconded like a
motion, by the numbers of the amendments clause; at the convention the floor's threshold holds. Its mover may say that
it falls with another, or competes with one: that binds this amendment alone, never the one named. As deep as the clause
lets it be, an amendment is amended itself: that is voted on before, and what carries is part of it. In which order they
are put stands in `ordering.py`, what becomes of the others when one is decided in `following.py`, how the texts then
read in `wording.py`: computed from what was moved and what carried, never typed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Effect
from ..ids import AmendmentId, BranchId, Handle, Moment, MotionId, RulesHash
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.compare import changes
from ..rulebook.schema import Threshold
from ..table import Table
from ..text import Change
from .bodies import rules_of
from .foundation import rulebook
from .meetings import deadline
from .motions import Fate, Motion, article_of, mover_clause, why_not_alive
from .thresholds import in_numbers

if TYPE_CHECKING:
    from ..state import State


class Amendment(Struct, frozen=True, gc=False):
    """An amendment to a motion; `placed` when it has its support."""

    id: AmendmentId
    motion: MotionId
    mover: Handle
    capacity: str
    branch: BranchId
    action: str
    first: int
    last: int
    received: Moment
    entry: int
    from_floor: bool
    seconders: Table[Handle, Moment] = Table()
    placed: Moment = Moment(0)
    fate: Fate = ""
    decided: Moment = Moment(0)
    accepted: bool = False
    """Taken in without a vote, under the rulebook's rule for it."""
    falls_with: tuple[AmendmentId, ...] = ()
    """Without each of these it has no sense: it falls when one of them does not become part of the motion."""
    competes_with: tuple[AmendmentId, ...] = ()
    """It falls when one of these carries, as its mover declared."""
    amends: AmendmentId = AmendmentId("")
    """The amendment whose text it changes; empty where it changes the motion's."""
    lines: int = 0
    """The numbered lines of the text that it puts in; 0 where there is none, or where nobody counted."""
    after: int = 0
    """The line after which lines are moved."""
    rules: RulesHash = RulesHash("")
    """The rulebook that the motion proposes, as it would read with this amendment; empty where it changes the text."""
    articles: tuple[str, ...] = ()
    """The articles in which that rulebook differs from the one that the motion brought."""
    asked_until: Moment = Moment(0)
    """Until when those present could object to taking it in without a vote; 0 where they were not asked."""
    objector: Handle = Handle("")
    """Who objected, so that it is voted on."""


class AmendmentsState(Struct, frozen=True):
    """The slice of this chapter; `of` and `to` list the amendments to each motion and to each amendment by number."""

    amendments: Table[AmendmentId, Amendment] = Table()
    of: Table[MotionId, tuple[AmendmentId, ...]] = Table()
    to: Table[AmendmentId, tuple[AmendmentId, ...]] = Table()


class MoveAmendment(Act, frozen=True):
    """Change a motion: add after line `first`; delete, replace or move lines `first` to `last`; or instruct in prose.

    `move` takes the lines to after line `after`; `substitute` puts a whole text in the place of the other. Where
    `amends` names an amendment to the motion, the lines are those of its text. `lines` counts those of the new text.
    `rules` is the hash of the rulebook that the motion proposes, as it would read amended: such an amendment instructs,
    and its text says what it does. Its mover may declare that it falls with other amendments to the same text, or
    competes with them.
    """

    motion: MotionId
    action: str
    first: int = 0
    last: int = 0
    capacity: str = "member"
    branch: BranchId = BranchId("")
    falls_with: tuple[AmendmentId, ...] = ()
    competes_with: tuple[AmendmentId, ...] = ()
    amends: AmendmentId = AmendmentId("")
    lines: int = 0
    rules: RulesHash = RulesHash("")
    after: int = 0


class AmendmentReceived(Effect, frozen=True):
    """The amendment is in, under its number."""

    amendment: AmendmentId
    motion: MotionId
    mover: Handle
    capacity: str
    action: str
    first: int
    last: int
    at: Moment
    entry: int
    from_floor: bool
    branch: BranchId = BranchId("")
    falls_with: tuple[AmendmentId, ...] = ()
    competes_with: tuple[AmendmentId, ...] = ()
    amends: AmendmentId = AmendmentId("")
    lines: int = 0
    rules: RulesHash = RulesHash("")
    after: int = 0


class AmendmentPlaced(Effect, frozen=True):
    """The amendment will be voted on with its motion."""

    amendment: AmendmentId
    at: Moment


class AmendmentDecided(Effect, frozen=True):
    """What became of the amendment."""

    amendment: AmendmentId
    fate: Fate
    at: Moment


REFUSALS = {
    "amendment.unknown": Words(
        gettext_noop("There is no such amendment."),
        gettext_noop("See the amendments of the motion."),
    ),
    "amendment.over": Words(
        gettext_noop("{amendment} is no longer open: {fate}."),
        gettext_noop("Move another amendment while that is open."),
    ),
    "amendment.read": Words(
        gettext_noop("{motion} was adopted at a reading; the next meeting adopts the same words or none."),
        gettext_noop("Vote against it at the next reading, or move a motion of your own."),
    ),
}


def change_of(amendment: Amendment, text: str) -> Change:
    """The amendment as a change of the text."""
    action = "replace" if amendment.action == "substitute" else amendment.action
    return Change(action, amendment.first, amendment.last, text, amendment.after)


def of_motion(state: State, motion: MotionId) -> tuple[Amendment, ...]:
    """The amendments to the motion's own text, by number."""
    own = state.amendments
    return tuple(own.amendments[a] for a in own.of.get(motion, ()))


def to_amendment(state: State, amendment: AmendmentId) -> tuple[Amendment, ...]:
    """The amendments to this amendment's text, by number."""
    own = state.amendments
    return tuple(own.amendments[a] for a in own.to.get(amendment, ()))


def beside(state: State, amendment: Amendment) -> tuple[Amendment, ...]:
    """Every amendment to the same text, this one among them, by number."""
    return to_amendment(state, amendment.amends) if amendment.amends else of_motion(state, amendment.motion)


def every(state: State, motion: MotionId) -> tuple[Amendment, ...]:
    """The amendments to the motion, each followed by those to its own text."""
    return tuple(each for own in of_motion(state, motion) for each in (own, *below(state, own)))


def below(state: State, amendment: Amendment) -> tuple[Amendment, ...]:
    """The amendments to this one, each followed by those to its own text."""
    return tuple(each for own in to_amendment(state, amendment.id) for each in (own, *below(state, own)))


def degree(state: State, amendment: Amendment) -> int:
    """1 for an amendment to a motion, 2 for one to such an amendment, and so on."""
    return 1 + degree(state, state.amendments.amendments[amendment.amends]) if amendment.amends else 1


def lines_amended(state: State, amendment: Amendment) -> int:
    """How many numbered lines the text has that the amendment changes."""
    known = state.amendments.amendments
    return known[amendment.amends].lines if amendment.amends else state.motions.motions[amendment.motion].lines


def outcome(state: State, amendment: Amendment) -> Fate:
    """What became of the amendment: where nobody decided on it, it went the way of the text that it would change."""
    if amendment.fate:
        return amendment.fate
    above = state.amendments.amendments.get(amendment.amends)
    whole = outcome(state, above) if above is not None else state.motions.motions[amendment.motion].fate
    return whole if whole in ("", "unreached") else "fell"


def carried(state: State, motion: MotionId) -> tuple[Amendment, ...]:
    """The amendments that are part of the motion now: carried or accepted."""
    return in_force(of_motion(state, motion))


def in_force(found: tuple[Amendment, ...]) -> tuple[Amendment, ...]:
    """Those of the amendments that are part of their text now."""
    return tuple(a for a in found if a.fate == "carried" or a.accepted)


def needs(state: State, amendment: Amendment) -> Threshold:
    """The support that the amendment needs: the clause's by class of mover, or the floor's."""
    clause, meeting = rulebook(state).amendments, state.motions.motions[amendment.motion].convention
    held_under = rules_of(state, meeting)
    if held_under is not None:
        return Threshold(members=held_under.amendments)
    mover = mover_clause(clause.movers, amendment.capacity)
    of_class = mover.seconders if mover else Threshold()
    need = clause.floor if amendment.from_floor and clause.floor is not None else of_class
    return in_numbers(state, need, meeting)


def is_late(state: State, motion: Motion, at: Moment) -> bool:
    closes = deadline(state, motion.convention, "amendments-close")
    return closes is not None and at >= closes


def why_not_open(state: State, amendment: AmendmentId) -> Refusal | None:
    """Why nothing more can be done with the amendment; None while it waits for its vote."""
    own = state.amendments.amendments.get(amendment)
    article = rulebook(state).amendments.article
    if own is None:
        return refuse(article, "amendment.unknown")
    if own.fate:
        return refuse(article, "amendment.over", amendment=amendment, fate=own.fate)
    if own.amends:
        return why_not_open(state, own.amends)
    motion = state.motions.motions[own.motion]
    if (motion.read or motion.ballot) and not motion.fate:
        return refuse(article_of(state, motion), "amendment.read", motion=motion.id)
    return why_not_alive(state, own.motion)


def with_amendment(state: State, amendment: AmendmentId, **change: Any) -> AmendmentsState:
    own = state.amendments
    changed = replace(own.amendments[amendment], **change)
    return replace(own, amendments=own.amendments.set(amendment, changed))


def _received(state: State, effect: AmendmentReceived) -> AmendmentsState:
    own = state.amendments
    amendment = Amendment(
        effect.amendment,
        effect.motion,
        effect.mover,
        effect.capacity,
        effect.branch,
        effect.action,
        effect.first,
        effect.last,
        effect.at,
        effect.entry,
        effect.from_floor,
        falls_with=effect.falls_with,
        competes_with=effect.competes_with,
        amends=effect.amends,
        lines=effect.lines,
        after=effect.after,
        rules=effect.rules,
        articles=_articles(state, effect.motion, effect.rules),
    )
    known = replace(own, amendments=own.amendments.set(effect.amendment, amendment))
    if effect.amends:
        return replace(known, to=own.to.set(effect.amends, (*own.to.get(effect.amends, ()), effect.amendment)))
    return replace(known, of=own.of.set(effect.motion, (*own.of.get(effect.motion, ()), effect.amendment)))


def _articles(state: State, motion: MotionId, rules: RulesHash) -> tuple[str, ...]:
    """The articles in which this rulebook differs from the one that the motion brought."""
    shelf = state.foundation.shelf
    if not rules:
        return ()
    return tuple(change.article for change in changes(shelf[state.motions.motions[motion].rules], shelf[rules]))


def _placed(state: State, effect: AmendmentPlaced) -> AmendmentsState:
    return with_amendment(state, effect.amendment, placed=effect.at)


def _decided(state: State, effect: AmendmentDecided) -> AmendmentsState:
    return with_amendment(state, effect.amendment, fate=effect.fate, decided=effect.at)


SLICE = "amendments"
ADMIT: dict[type, Any] = {}
APPLY: dict[type, Any] = {
    AmendmentReceived: _received,
    AmendmentPlaced: _placed,
    AmendmentDecided: _decided,
}
TEXTS: dict[type, tuple[Any, ...]] = {}
