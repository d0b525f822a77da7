"""Turns: who comes next on a speakers' list, and why, computed from the clause `[speaking]` and from what was said.

The clause names what decides, the weightiest first: `sides` (for and against in turn), `groups` (those behind their
share of the speeches), `least` (who has spoken least at this meeting). Who asked first decides the rest. A point comes
before everything, an intervention right after the speech that it is about, the mover's reply last. The whole list is
what comes of calling the next one again and again, as if each spoke. No slice and no acts of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from ..calendar import Span, shifted
from ..count.shares import ratio
from ..ids import ConventionId, Handle, Moment
from ..rulebook.schema import SpeakersGroup, Speaking
from ..table import Table
from .agenda import Item, Speaker
from .foundation import rulebook

if TYPE_CHECKING:
    from ..state import State

POINT, INTERVENTION, REPLY = "point", "intervention", "reply"
SIDES = ("for", "against", "question", INTERVENTION, POINT, REPLY)
"""What somebody on the list wants to do."""
SPEECHES = frozenset({"for", "against", "question"})
"""What counts as having spoken; points, interventions and replies do not."""
INTERRUPTING = frozenset({POINT, INTERVENTION})
STAGES = {POINT: 0, INTERVENTION: 1, REPLY: 3}
IN_TURN = 2
Criterion: TypeAlias = Literal["kind", "sides", "groups", "least", "asked"]
Key: TypeAlias = tuple[tuple[Criterion, int], ...]


class Debate(Struct):
    """What was said on an item so far, and how often each spoke at the meeting; counted on as turns are played."""

    clause: Speaking
    shares: dict[str, Fraction]
    declared: dict[Handle, tuple[str, ...]]
    times: Counter[Handle]
    side: str = ""
    """The side of the last speech for or against."""
    speeches: int = 0
    of_group: Counter[str] = field(default_factory=Counter)


class Turn(Struct, frozen=True):
    """One who waits, in the computed order, and what put this one before the next."""

    speaker: Speaker
    because: Criterion
    times: int
    """Speeches at this meeting until now."""


def clause(state: State) -> Speaking:
    """The clause on speaking; where there is none, who has spoken least comes first and nothing else counts."""
    own = rulebook(state)
    return own.speaking or Speaking(article=own.agenda.article, order=("least",))


def is_set_aside(state: State, convention: ConventionId) -> bool:
    """Whether the meeting has suspended the clause on speaking for what is on the floor."""
    own = rulebook(state).speaking
    return own is not None and any(s.article == own.article for s in state.procedure.suspended.get(convention, ()))


def clause_now(state: State, convention: ConventionId) -> Speaking:
    """The clause as it holds at the meeting: while it is set aside, lists have room for all and go by who asked first.

    The share of a group stays: it protects the few, and no majority takes it away in passing.
    """
    own = clause(state)
    if not is_set_aside(state, convention):
        return own
    return replace(own, order=tuple(name for name in own.order if name == "groups"), at_most=0)


def speakers(state: State, convention: ConventionId, item: str) -> tuple[Speaker, ...]:
    """The speakers' list of the item, called ones included, in the order of asking."""
    return state.floor.speakers.get(f"{convention}/{item}", ())


def waiting(state: State, convention: ConventionId, item: str) -> tuple[Speaker, ...]:
    """Those on the list who were not called, have not withdrawn and are there, in the order of asking."""
    present = state.meetings.conventions[convention].present
    found = (s for s in speakers(state, convention, item) if not s.called and not s.withdrawn)
    return tuple(s for s in found if (seat := present.get(s.person)) is not None and seat.voice and not seat.left)


def heard(state: State, convention: ConventionId, item: str) -> tuple[Speaker, ...]:
    """Those of them who can still be called: once the debate is ended, the mover's reply, points and interventions."""
    left = waiting(state, convention, item)
    is_over = f"{convention}/{item}" in state.speaking.over
    return tuple(s for s in left if s.side not in SPEECHES) if is_over else left


def on_the_floor(state: State, convention: ConventionId, item: str) -> Speaker | None:
    """Who has the floor: who was called last and has not ended. A point or an intervention gives the floor back."""
    return next(_holding(speakers(state, convention, item)), None)


def interrupted(state: State, convention: ConventionId, item: str) -> Speaker | None:
    """Who was speaking when a point or an intervention got the floor, and gets it back; None for nobody."""
    holding = tuple(_holding(speakers(state, convention, item)))
    return next((s for s in holding[1:] if s.side not in INTERRUPTING), None)


def _holding(listed: tuple[Speaker, ...]) -> Iterator[Speaker]:
    """Those who have not ended, the last one called first, down to the speech that was interrupted."""
    for speaker in reversed(in_call_order(listed)):
        if not speaker.ended:
            yield speaker
        if speaker.side not in INTERRUPTING:
            return


def in_call_order(listed: tuple[Speaker, ...]) -> list[Speaker]:
    """Those who were called, in the order of their calls."""
    return sorted((s for s in listed if s.called), key=lambda s: s.called)


def next_turn(state: State, convention: ConventionId, item: str) -> Speaker | None:
    """Who comes next by the rulebook's order; None while nobody waits. Cost: one look at each who waits."""
    left = heard(state, convention, item)
    return _first(debate(state, convention, item), left) if left else None


def turns(state: State, convention: ConventionId, item: str) -> tuple[Turn, ...]:
    """The whole list in its order. Cost: the square of how many wait."""
    return tuple(_played(debate(state, convention, item), heard(state, convention, item)))


def before(state: State, convention: ConventionId, item: str, person: Handle) -> tuple[tuple[Speaker, Criterion], ...]:
    """Those who come before the person, each with what puts them there; empty for who is next or does not wait."""
    own = next((s for s in heard(state, convention, item) if s.person == person), None)
    if own is None:
        return ()
    talk, found = debate(state, convention, item), []
    left = list(heard(state, convention, item))
    while (chosen := _first(talk, tuple(left))) is not own:
        found.append((chosen, _difference(_key(talk, chosen, left), _key(talk, own, left))))
        left.remove(chosen)
        _speak(talk, chosen)
    return tuple(found)


def _played(talk: Debate, all_waiting: tuple[Speaker, ...]) -> Iterator[Turn]:
    left, times = list(all_waiting), talk.times.copy()
    while left:
        chosen = _first(talk, tuple(left))
        key = _key(talk, chosen, left)
        left.remove(chosen)
        because: Criterion = "asked"
        if left:
            because = _difference(key, _key(talk, _first(talk, tuple(left)), [chosen, *left]))
        yield Turn(chosen, because, times[chosen.person])
        _speak(talk, chosen)


def _first(talk: Debate, left: tuple[Speaker, ...]) -> Speaker:
    both = {s.side for s in left}
    return min(left, key=lambda s: _numbers(talk, s, both))


def _key(talk: Debate, speaker: Speaker, left: list[Speaker]) -> Key:
    names: tuple[Criterion, ...] = ("kind", *talk.clause.order, "asked")
    return tuple(zip(names, _numbers(talk, speaker, {s.side for s in left}), strict=True))


def _difference(ahead: Key, behind: Key) -> Criterion:
    """The first thing in which the two differ; who asked first where they differ in nothing else."""
    return next((name for (name, one), (_, other) in zip(ahead, behind, strict=True) if one != other), "asked")


def _numbers(talk: Debate, speaker: Speaker, sides: set[str]) -> tuple[int, ...]:
    """What decides, as numbers, the smaller first. In `sides`, a side is due only while somebody waits for it."""
    stage = STAGES.get(speaker.side, IN_TURN)
    if stage != IN_TURN:
        return (stage, *(0 for _ in talk.clause.order), speaker.at)
    return (stage, *(_weigh(talk, name, speaker, sides) for name in talk.clause.order), speaker.at)


def _weigh(talk: Debate, name: str, speaker: Speaker, sides: set[str]) -> int:
    if name == "sides":
        due = "against" if talk.side == "for" else "for"
        return int(speaker.side != "question" and speaker.side != due and due in sides)
    if name == "groups":
        return int(not any(is_behind(talk, group) for group in talk.declared.get(speaker.person, ())))
    return talk.times[speaker.person]


def is_behind(talk: Debate, group: str) -> bool:
    """Whether the group would have fewer of the speeches than its share if the next one were not its own."""
    share = talk.shares.get(group, Fraction(0))
    return talk.of_group[group] < int(share * (talk.speeches + 1))


def _speak(talk: Debate, speaker: Speaker) -> None:
    """The speech is counted."""
    if speaker.side not in SPEECHES:
        return
    talk.speeches += 1
    talk.times[speaker.person] += 1
    talk.side = speaker.side if speaker.side != "question" else talk.side
    talk.of_group.update(talk.declared.get(speaker.person, ()))


def debate(state: State, convention: ConventionId, item: str) -> Debate:
    """What was said on the item so far."""
    declared = dict(declared_at(state, convention).items())
    talk = Debate(clause_now(state, convention), shares(state, convention), declared, Counter(), of_group=Counter())
    for speaker in in_call_order(speakers(state, convention, item)):
        _speak(talk, speaker)
    talk.times = spoken(state, convention)
    return talk


def declared_at(state: State, convention: ConventionId) -> Table[Handle, tuple[str, ...]]:
    """The groups to which those at this meeting say that they belong."""
    return state.speaking.declared.get(convention, Table[Handle, tuple[str, ...]]())


def spoken(state: State, convention: ConventionId) -> Counter[Handle]:
    """How often each has spoken at this meeting; points, interventions and replies do not count."""
    found: Counter[Handle] = Counter()
    for key, listed in state.floor.speakers.items():
        if key.startswith(f"{convention}/"):
            found.update(s.person for s in listed if s.called and s.side in SPEECHES)
    return found


def shares(state: State, convention: ConventionId) -> dict[str, Fraction]:
    """The part of the speeches that each group of the rulebook has."""
    return {group.id: share_of(state, convention, group) for group in clause(state).groups}


def share_of(state: State, convention: ConventionId, group: SpeakersGroup) -> Fraction:
    """The group's part of the speeches: a fixed one, or as large as its part of those present with a voice."""
    if not group.proportional:
        return ratio(group.share)
    declared = declared_at(state, convention)
    here = [p for p, seat in state.meetings.conventions[convention].present.items() if seat.voice and not seat.left]
    members = sum(group.id in declared.get(person, ()) for person in here)
    return Fraction(members, len(here)) if here else Fraction(0)


def longest(state: State, side: str, meeting: ConventionId) -> int:
    """How many seconds a speech of this kind may last, by the clause or by what the meeting decided on this item."""
    own, limited = clause(state), _limited(state, meeting) if side in ("for", "against") else 0
    if limited:
        return 60 * limited
    span: Span = own.speech if side in ("for", "against") else own.reply if side == REPLY else own.question
    return int(shifted(Moment(0), span, 1, rulebook(state).organisation.week))


def _limited(state: State, meeting: ConventionId) -> int:
    """The minutes to which the meeting has limited speeches on the open item; 0 where it has not."""
    item = next((i for i in state.floor.agenda.get(meeting, Table[str, Item]()).values() if i.state == "open"), None)
    return state.procedure.limits.get(f"{meeting}/{item.id}", 0) if item is not None else 0
