"""Rulings: a motion is out of order, or a comment is taken out of a discussion, on a ground that the rulebook knows.

    made -> (time to appeal) -> stands;   made -> appealed -> stands, or overturned

A ruling names its ground and gives its reason, and is open to every member with the name of whoever made it. It never
hides the text of a motion: that stays where it is, in the bulletin too, with the ruling on it. Nothing is ruled on
twice, so an overturned ruling does not come back under another ground. Whom it concerns appeals alone, others when they
are enough; the convention decides by a vote on its floor, or the holders of the post that the rulebook names. An appeal
that these do not decide in time is granted, so that silence protects no ruling. Whatever a ruling has come to when the
motion is on the floor, the meeting decides on it itself, unless it stands by then. This file has the ruling and its
end; who makes one on a motion stands in `admissibility.py`, the appeal in `appealing.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import Span, shifted
from ..duty import Duty
from ..ids import AmendmentId, Handle, Moment, MotionId, RulingId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Appeal, Ground
from ..table import Table
from .foundation import KeepTime, rulebook
from .lengths import why_too_long
from .motions import MotionDecided
from .offices import holdings_of, sits_in
from .standing import why_lapsed

if TYPE_CHECKING:
    from ..state import State

Stage = Literal["made", "appealed", "stands", "overturned", "lifted", "lapsed"]
OPEN: tuple[Stage, ...] = ("made", "appealed")
HOLDS: tuple[Stage, ...] = ("made", "appealed", "stands")
"""Where a ruling keeps a comment out of its discussion. A motion it ends only where it stands."""


class Ruling(Struct, frozen=True, gc=False):
    """A ruling, and where it stands. `until` is when its stage ends by itself, 0 where it does not."""

    id: RulingId
    about: str
    ground: str
    article: str
    """The article of the ground, as the rulebook numbered it when it was ruled."""
    by: Handle
    post: str
    """The post or body for which it was made."""
    at: Moment
    entry: int
    concerns: Handle
    """Whose text it is about."""
    stage: Stage
    until: Moment = Moment(0)
    appellants: tuple[Handle, ...] = ()
    papers: tuple[int, ...] = ()
    """The entries with the reasons of the appeals and of those who judged it, in this order."""
    voices: Table[Handle, str] = Table()
    """What each holder who judges the appeal has said: `yes` where the ruling stands."""
    ended: Moment = Moment(0)


class RulingsState(Struct, frozen=True):
    """The slice of this chapter. `of` has the ruling on each motion or comment; `ahead` those with a time."""

    rulings: Table[RulingId, Ruling] = Table()
    of: Table[str, RulingId] = Table()
    ahead: tuple[RulingId, ...] = ()


class LiftRuling(Act, frozen=True):
    """Take one's own ruling back: whoever made it, while it is open."""

    ruling: RulingId


class RulingMade(Effect, frozen=True):
    """It is ruled so, on this ground; `until` is the last moment for an appeal."""

    ruling: RulingId
    about: str
    ground: str
    article: str
    by: Handle
    post: str
    at: Moment
    entry: int
    concerns: Handle
    until: Moment


class RulingSettled(Effect, frozen=True):
    """The ruling stands, or is overturned; or it has lapsed with what it was about."""

    ruling: RulingId
    stage: Stage
    at: Moment


REFUSALS = {
    "ruling.not_named": Words(
        gettext_noop("Rulings of this kind are made by “{post}”, which you do not hold."),
        gettext_noop("Ask who holds it; or speak against it in public, as everybody can."),
    ),
    "ruling.ground": Words(
        gettext_noop("The rulebook knows no ground “{ground}” for such a ruling."),
        gettext_noop("Use one of: {grounds}. Where none fits, nothing can be ruled."),
    ),
    "ruling.reason": Words(
        gettext_noop("A ruling is made with its reason, which everybody can read."),
        gettext_noop("Write why this ground applies here."),
    ),
    "ruling.made": Words(
        gettext_noop("{about} was ruled on already, as {ruling}; that happens once and not again."),
        gettext_noop("See {ruling} and what became of it."),
    ),
    "ruling.own_case": Words(
        gettext_noop("This concerns yourself, so you do not rule or judge here."),
        gettext_noop("Leave it to the other holders of “{post}”."),
    ),
    "ruling.unknown": Words(
        gettext_noop("There is no such ruling."),
        gettext_noop("See the list of rulings."),
    ),
    "ruling.over": Words(
        gettext_noop("{ruling} is no longer at this point."),
        gettext_noop("See {ruling}; it says where it stands and what is still open."),
    ),
    "ruling.not_yours": Words(
        gettext_noop("Only whoever made a ruling takes it back."),
        gettext_noop("Appeal against it."),
    ),
}


def ruling_on(state: State, about: str) -> Ruling | None:
    """The ruling on this motion or comment; None where there is none."""
    found = state.rulings.of.get(about)
    return state.rulings.rulings[found] if found is not None else None


def is_out_of_order(state: State, about: str) -> bool:
    """Whether a ruling that stands has ended the motion or amendment."""
    own = ruling_on(state, about)
    return own is not None and own.stage == "stands"


def find_ruling(state: State, article: str, ruling: RulingId, *stages: Stage) -> Ruling | Refusal:
    """The ruling, when it stands at one of these points."""
    own = state.rulings.rulings.get(ruling)
    if own is None:
        return refuse(article, "ruling.unknown")
    return own if stage_of(state, own) in stages else refuse(own.article, "ruling.over", ruling=own.id)


def stage_of(state: State, own: Ruling) -> Stage:
    """Where the ruling stands. It has lapsed where what it is about came to another end first."""
    return "lapsed" if own.stage in OPEN and _has_ended(state, own.about) else own.stage


def _has_ended(state: State, about: str) -> bool:
    """Whether the motion or amendment is decided, or fell, or was withdrawn."""
    amendment = state.amendments.amendments.get(AmendmentId(about))
    motion = state.motions.motions.get(MotionId(amendment.motion if amendment is not None else about))
    return bool(motion is not None and motion.fate) or bool(amendment is not None and amendment.fate)


def keeps_out(state: State, about: str) -> bool:
    """Whether a ruling keeps this comment out of its discussion now. Cost: one look."""
    found = state.rulings.of.get(about)
    return found is not None and state.rulings.rulings[found].stage in HOLDS


def is_on_business(state: State, own: Ruling) -> bool:
    """Whether the ruling is about a motion or an amendment, and not about a comment."""
    return own.about in state.motions.motions or own.about in state.amendments.amendments


def appeal_of(state: State, own: Ruling) -> Appeal | None:
    """What the rulebook in force says on appeals against such a ruling; None where it knows none."""
    rules = rulebook(state)
    clause = rules.admissibility if is_on_business(state, own) else rules.discussion
    return clause.appeal if clause is not None else None


def goes_to_convention(state: State, own: Ruling) -> bool:
    """Whether the convention decides on an appeal, by a vote on its floor."""
    appeal = appeal_of(state, own) if is_on_business(state, own) else None
    return appeal is not None and appeal.to == rulebook(state).convention.body


def in_the_way(state: State, about: str) -> Ruling | None:
    """The ruling that the meeting must decide on before it votes on the motion or amendment; None for none open."""
    own = ruling_on(state, about)
    return own if own is not None and stage_of(state, own) in OPEN else None


def holds_post(state: State, by: Handle, post: str, at: Moment) -> bool:
    """Whether the person holds the post, or sits with a vote in the body of that name."""
    return any(h.post == post for h in holdings_of(state, by, at)) or sits_in(state, by, post, at)


def why_not_ruling(
    state: State, by: Handle, post: str, grounds: tuple[Ground, ...], ground: str, article: str, about: str, at: Moment
) -> Refusal | None:
    """Why the person cannot rule so on this; None when the rulebook names post and ground, and nothing is ruled yet."""
    if not holds_post(state, by, post, at):
        return refuse(article, "ruling.not_named", post=post)
    refusal = why_lapsed(state, by, at)
    if refusal is not None:
        return refusal
    known = [each.id for each in grounds]
    if ground not in known:
        return refuse(article, "ruling.ground", ground=ground[:40], grounds=", ".join(known))
    made = ruling_on(state, about)
    return refuse(article, "ruling.made", about=about, ruling=made.id) if made is not None else None


def why_not_reasoned(state: State, article: str, text: str | None) -> Refusal | None:
    """Why the reason does not do: there is none, or it is longer than a member's document may be."""
    if text is not None and not text.strip():
        return refuse(article, "ruling.reason")
    return why_too_long(article, rulebook(state).bulletin.limits, "member", text)


def made(state: State, about: str, ground: Ground, by: Handle, post: str, concerns: Handle, at: Moment,
         appeal: Appeal | None) -> RulingMade:  # fmt: skip
    """What ruling brings. Where nobody can appeal, the ruling stands at once."""
    number = RulingId(f"U{len(state.rulings.rulings) + 1}")
    until = after(state, at, appeal.within) if appeal is not None else at
    return RulingMade(number, about, ground.id, ground.article, by, post, at, int(state.size), concerns, until)


def after(state: State, at: Moment, span: Span) -> Moment:
    """The moment that lies so far ahead, in the organisation's week."""
    return shifted(at, span, 1, rulebook(state).organisation.week)


def lift_ruling(state: State, act: LiftRuling, texts: Texts) -> Answer:
    """Whoever made it takes it back; it is over then, and the same is not ruled on again."""
    own = find_ruling(state, rulebook(state).bulletin.article, act.ruling, *OPEN)
    if isinstance(own, Refusal):
        return own
    if own.by != act.by:
        return refuse(own.article, "ruling.not_yours")
    return (RulingSettled(own.id, "lifted", act.at),)


def settled(state: State, own: Ruling, stands: bool, at: Moment) -> tuple[Effect, ...]:
    """What an end of the ruling brings: a motion that is out of order falls, and its item on the agenda is done.

    What has ended by itself, or all members are being asked about, the ruling no longer touches: it lapses.
    """
    motion = state.motions.motions.get(MotionId(own.about))
    if stands and own.about in state.amendments.amendments:
        return _amendment_ends(state, own, at)
    if motion is None or not stands:
        return (RulingSettled(own.id, "stands" if stands else "overturned", at),)
    if motion.fate or motion.ballot or motion.read:
        return (RulingSettled(own.id, "lapsed", at),)
    return (RulingSettled(own.id, "stands", at), MotionDecided(motion.id, "fell", at), *_item_done(state, own.about))


def _amendment_ends(state: State, own: Ruling, at: Moment) -> tuple[Effect, ...]:
    from .amendments import AmendmentDecided
    from .following import consequences

    if _has_ended(state, own.about):
        return (RulingSettled(own.id, "lapsed", at),)
    amendment = state.amendments.amendments[AmendmentId(own.about)]
    fell = AmendmentDecided(amendment.id, "fell", at)
    return (RulingSettled(own.id, "stands", at), fell, *consequences(state, amendment, False, at))


def _item_done(state: State, about: str) -> tuple[Effect, ...]:
    from .agenda import ItemEnded, item_about

    convention = state.motions.motions[MotionId(about)].convention
    item = item_about(state, convention, about)
    return (ItemEnded(convention, item.id, "done"),) if item is not None and item.state != "done" else ()


def with_ruling(state: State, ruling: RulingId, **change: Any) -> RulingsState:
    """The slice with this ruling changed, and the list of those with a time as that makes it."""
    own = state.rulings
    return kept(own, replace(own.rulings[ruling], **change))


def kept(own: RulingsState, ruling: Ruling) -> RulingsState:
    """The slice with this ruling in it as it is now."""
    ahead = tuple(r for r in own.ahead if r != ruling.id)
    return RulingsState(
        own.rulings.set(ruling.id, ruling),
        own.of.set(ruling.about, ruling.id),
        (*ahead, ruling.id) if ruling.until else ahead,
    )


def _made(state: State, effect: RulingMade) -> RulingsState:
    ruling = Ruling(
        effect.ruling, effect.about, effect.ground, effect.article, effect.by, effect.post, effect.at, effect.entry,
        effect.concerns, "made", effect.until,
    )  # fmt: skip
    return kept(state.rulings, ruling)


def _settled(state: State, effect: RulingSettled) -> RulingsState:
    return with_ruling(state, effect.ruling, stage=effect.stage, ended=effect.at, until=Moment(0))


ENDS: dict[str, str] = {"made": "ruling-stands", "appealed": "ruling-unjudged"}
"""What the clock does when the time of a stage is over."""


def next_due(state: State) -> tuple[Moment, str, str] | None:
    """The first ruling whose time is over next."""
    own = state.rulings
    waiting = [(r.until, ENDS[r.stage], str(r.id)) for r in map(own.rulings.__getitem__, own.ahead)]
    return min(waiting, default=None)


def strike(state: State, act: KeepTime) -> Answer:
    """A ruling that nobody appealed against in time stands; one whose appeal nobody judged in time is overturned.

    So is one against which the rulebook let members appeal when it was made, and lets them no longer.
    """
    own = state.rulings.rulings[RulingId(act.about)]
    could_appeal = own.until == own.at or appeal_of(state, own) is not None
    return settled(state, own, act.duty == "ruling-stands" and could_appeal, act.at)


def duties(state: State) -> tuple[Duty, ...]:
    """A decision on each appeal that the holders of a post judge."""
    found = map(state.rulings.rulings.__getitem__, state.rulings.ahead)
    return tuple(_duty(state, own) for own in found if own.stage == "appealed")


def _duty(state: State, own: Ruling) -> Duty:
    appeal = appeal_of(state, own)
    return Duty("judge-ruling", own.id, appeal.to if appeal is not None else "nobody", own.until, own.article)


SLICE = "rulings"
CLOCK = tuple(ENDS.values())
ADMIT: dict[type, Any] = {LiftRuling: lift_ruling}
APPLY: dict[type, Any] = {RulingMade: _made, RulingSettled: _settled}
TEXTS: dict[type, tuple[Any, ...]] = {LiftRuling: (Text("reason", optional=True),)}
