"""The engine: admit, apply, duties, replay.

`admit(state, act, texts)` answers with effects or with a refusal and changes nothing. `follow(state, act, effects)`
makes the next state from what was admitted and cannot refuse. Nothing here reads a clock, a disk or chance: the same
acts give the same organisation anywhere, at any time. What can happen is two tables, collected from the chapters.

Engine version 1. The meaning of a released version never changes; a new meaning is a new `Engine` beside this one,
adopted by an entry in the record (`EngineAdopted`), which a rulebook brings along that names it (`change.engine`). So
nobody changes what the rules mean but the members who change the rules, and each act keeps the meaning of its day.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from . import arriving, legible
from .act import Act, Answer, Effect, Text, Texts
from .chapters import (
    admissibility,
    admission,
    agenda,
    alternates,
    amending,
    amendment_moving,
    amendments,
    answering,
    appealing,
    authorship,
    balloting,
    board_opening,
    boards,
    bodies,
    branches,
    bulletin,
    by_post,
    calling,
    casting,
    clockwork,
    coauthors,
    composing,
    composites,
    consenting,
    convening,
    credentials,
    debating,
    delegates,
    demanding,
    demanding_meetings,
    discussing,
    elections,
    erasing,
    floor,
    floor_changes,
    foundation,
    holding,
    keys,
    lengths,
    meetings,
    members,
    minuting,
    moderating,
    motion_moving,
    motions,
    nominations,
    objecting,
    objects,
    offices,
    on_paper,
    opposing,
    pacing,
    parts,
    petitioning,
    picture,
    points,
    presence,
    presiding,
    procedural,
    procedural_amending,
    procedural_results,
    procedural_votes,
    proxies,
    questions,
    quorum,
    readings,
    recalls,
    reconsidering,
    recounting,
    references,
    relay,
    representing,
    rolls,
    rulings,
    second_thoughts,
    seconding,
    secret_votes,
    speaking,
    standing,
    supporting,
    unopposed,
    voting,
    withdrawing,
)
from .chapters.foundation import FoundOrganisation, KeepTime
from .duty import Duty
from .ids import CLOCK, Index, Moment
from .refusal import Refusal, Words, refuse
from .state import State

CHAPTERS: tuple[ModuleType, ...] = (
    foundation,
    keys,
    standing,
    members,
    admission,
    branches,
    offices,
    bodies,
    meetings,
    quorum,
    holding,
    calling,
    demanding,
    presiding,
    credentials,
    presence,
    alternates,
    proxies,
    delegates,
    lengths,
    bulletin,
    motions,
    motion_moving,
    withdrawing,
    readings,
    seconding,
    answering,
    amendments,
    amendment_moving,
    amending,
    parts,
    unopposed,
    composites,
    composing,
    agenda,
    floor,
    speaking,
    debating,
    voting,
    casting,
    procedural,
    supporting,
    picture,
    objects,
    procedural_amending,
    points,
    procedural_votes,
    procedural_results,
    floor_changes,
    reconsidering,
    recounting,
    consenting,
    pacing,
    elections,
    nominations,
    balloting,
    boards,
    board_opening,
    rolls,
    questions,
    secret_votes,
    recalls,
    petitioning,
    authorship,
    erasing,
    representing,
    objecting,
    clockwork,
    convening,
    demanding_meetings,
    by_post,
    relay,
    rulings,
    admissibility,
    appealing,
    opposing,
    discussing,
    moderating,
    second_thoughts,
    coauthors,
    references,
    minuting,
    on_paper,
)
FOREVER = Moment(2**53 - 1)
Due: TypeAlias = tuple[Moment, str, str]
"""When, which duty, about what."""


class Engine(Struct, frozen=True):
    """One version of the rules of the rules: what each act means and what each effect changes."""

    version: int
    admit: dict[type, Callable[[State, Any, Texts], Answer]]
    apply: dict[type, tuple[str, Callable[[State, Any], Any]]]
    clock: dict[str, ModuleType]
    """The chapter that performs each duty of the clock, by the name of the duty."""
    clocks: tuple[ModuleType, ...]
    """The chapters that know when the clock has something to do."""


def _collected() -> Engine:
    return Engine(
        1,
        {act: rule for chapter in CHAPTERS for act, rule in chapter.ADMIT.items()},
        {effect: (chapter.SLICE, rule) for chapter in CHAPTERS for effect, rule in chapter.APPLY.items()},
        {duty: chapter for chapter in CHAPTERS for duty in getattr(chapter, "CLOCK", ())},
        tuple(chapter for chapter in CHAPTERS if hasattr(chapter, "next_due")),
    )


ENGINES: dict[int, Engine] = {1: _collected()}
_V1 = ENGINES[1]
ACTS: tuple[type[Act], ...] = (*_V1.admit, KeepTime)
EFFECTS: tuple[type[Effect], ...] = tuple(kind for kind in _V1.apply if issubclass(kind, Effect))
TEXTS: dict[type, tuple[Text, ...]] = {act: texts for chapter in CHAPTERS for act, texts in chapter.TEXTS.items()}
_SAYING = (*CHAPTERS, legible, arriving)
REFUSALS: dict[str, Words] = {
    code: words for chapter in _SAYING for code, words in getattr(chapter, "REFUSALS", {}).items()
}


def admit(state: State, act: Act, texts: Texts) -> Answer:
    """The effects of the act under the rulebook in force, or why not. Changes nothing."""
    if act.at < state.now:
        return refuse("", "clock.backwards", now=state.now)
    engine = ENGINES.get(state.foundation.engine)
    if engine is None:
        return refuse("", "foundation.engine_unknown", version=state.foundation.engine, known=max(ENGINES))
    if type(act) is KeepTime:
        return _strike(engine, state, act)
    if not state.foundation.founder and type(act) is not FoundOrganisation:
        return refuse("", "foundation.none")
    if act.at >= state.quiet_until:
        due = next_due(state)
        if due is not None and due[0] <= act.at:
            return refuse("", "clock.first", due=due[0])
    return engine.admit[type(act)](state, act, texts)


def _strike(engine: Engine, state: State, act: KeepTime) -> Answer:
    due = next_due(state)
    if act.by != CLOCK or due != (act.due, act.duty, act.about) or act.at < act.due:
        return refuse("", "clock.nothing_due", due=due[0] if due else FOREVER)
    answer: Answer = engine.clock[act.duty].strike(state, act)
    return answer


def is_known(state: State) -> bool:
    """Whether this software has the version of the engine by which the next act is judged; else it is too old."""
    return state.foundation.engine in ENGINES


def follow(state: State, act: Act, effects: tuple[Effect, ...]) -> State:
    """The state after the act and its effects, which were admitted on this state. Cannot refuse.

    Acts that carry their change in bulk (a division, the ballots of a box) stand in the apply table themselves.
    """
    apply = ENGINES[state.foundation.engine].apply
    size = Index(state.size + 1 + len(effects))
    last: dict[str, Any] = {}
    for change in (act, *effects) if type(act) in apply else effects:
        if last:
            state = replace(state, **last)
        name, rule = apply[type(change)]
        last = {name: rule(state, change)}
    if act.at < state.quiet_until and type(act) not in TIMELY:
        return replace(state, size=size, now=act.at, **last)
    moved = replace(state, size=size, now=act.at, **last)
    due = next_due(moved)
    return replace(moved, quiet_until=due[0] if due else FOREVER)


def next_due(state: State) -> Due | None:
    """What the clock has to do first, and when; None when nothing is ahead."""
    if not state.foundation.founder:
        return None
    clocks = ENGINES.get(state.foundation.engine, _V1).clocks
    found = [due for chapter in clocks if (due := chapter.next_due(state)) is not None]
    return min(found, default=None)


def duties(state: State) -> tuple[Duty, ...]:
    """What is due or will be, owed by a person, a post or a body, the earliest first."""
    found = [duty for chapter in CHAPTERS if hasattr(chapter, "duties") for duty in chapter.duties(state)]
    return tuple(sorted(found, key=lambda duty: (duty.due, duty.kind, duty.about)))


def overdue(state: State, now: Moment) -> tuple[Duty, ...]:
    """The duties that have passed their time."""
    return tuple(duty for duty in duties(state) if duty.due <= now)


def sentences(refusal: Refusal) -> tuple[str, str]:
    """What is the case and the way forward, in English, filled with the bare facts."""
    words, facts = REFUSALS[refusal.code], dict(refusal.facts)
    return words.because.format_map(facts), words.remedy.format_map(facts)


TIMELY: frozenset[type] = frozenset(act for chapter in CHAPTERS for act in getattr(chapter, "TIMELY", ())) | {KeepTime}
"""Acts that may bring a clock duty nearer; after them the bound `quiet_until` is derived again."""
