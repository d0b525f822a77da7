"""Changing the rulebook: which tiers a proposal touches, and when it comes into force once it is carried.

A proposal is a whole rulebook on the shelf; what it changes is found clause by clause against the rulebook in force
when it was moved. Two changes carried at one convention are merged, clause by clause; where both touch the same article
the later one cannot be put to the vote. Amendments to a proposal bring it as it would read with them, and are worked in
in the same way once they carry. No slice and no acts of its own.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from ..act import Effect
from ..calendar import shifted
from ..ids import Moment, RulesHash
from ..refusal import Refusal, refuse
from ..rulebook.checks.numbers import tier_of
from ..rulebook.compare import changes, merge
from ..rulebook.schema import Rulebook, Tier
from ..table import Table
from .amendments import carried
from .foundation import EngineAdopted, InForce, RulebookInForce, RulebookScheduled, rulebook, rules_in_force
from .motions import Motion

if TYPE_CHECKING:
    from ..state import State


def proposal(state: State, motion: Motion) -> tuple[RulesHash, Rulebook]:
    """The rulebook that the motion proposes, with the amendments that are part of it worked in, and its name.

    Amendments to one article cannot both be part of it, so they are worked in one after the other, by number.
    """
    shelf = state.foundation.shelf
    name, book = motion.rules, shelf[motion.rules]
    for own in carried(state, motion.id):
        merged = merge(shelf[motion.rules], shelf[own.rules], book) if own.rules else ()
        if isinstance(merged, Rulebook):
            name, book = merged_hash(motion.rules, own.rules, name), merged
    return name, book


def articles_changed(state: State, motion: Motion) -> tuple[str, ...]:
    """The articles that the motion's rulebook changes; empty for a motion that proposes none."""
    if not motion.rules:
        return ()
    _name, book = proposal(state, motion)
    return tuple(change.article for change in changes(state.foundation.shelf[motion.base], book))


def tiers_touched(state: State, motion: Motion) -> tuple[Tier, ...]:
    """The tiers that the motion's changes touch, in the order of the rulebook."""
    own = rulebook(state)
    touched = [tier_of(own, article) for article in articles_changed(state, motion)]
    return tuple(tier for tier in own.change.tiers if tier in touched)


def why_overtaken(state: State, motion: Motion) -> Refusal | None:
    """Why the motion's changes no longer fit: articles that others have changed since, or will; None when they fit."""
    if not motion.rules:
        return None
    clash = sorted(_changed_by_others(state, motion) & set(articles_changed(state, motion)))
    if not clash:
        return None
    return refuse(rulebook(state).change.article, "floor.rulebook_changed", changed=", ".join(clash))


def _changed_by_others(state: State, motion: Motion) -> set[str]:
    own = state.foundation
    now = changes(own.shelf[motion.base], own.shelf[rules_in_force(state)])
    adopted_since = [state.motions.motions[s.motion] for s in own.scheduled]
    asked = [m for m in state.motions.motions.values() if m.ballot and not m.fate and m.id != motion.id]
    return {change.article for change in now} | {
        article for other in (*adopted_since, *asked) for article in articles_changed(state, other)
    }


def merged_hash(base: RulesHash, theirs: RulesHash, current: RulesHash) -> RulesHash:
    """The name of the rulebook that comes of working one change into another; theirs where nothing intervened."""
    if current == base:
        return theirs
    return RulesHash(sha256(f"rankandfile/merged/v1\n{base}\n{theirs}\n{current}".encode()).hexdigest())


def brought_into_force(state: State, due: tuple[InForce, ...], since: Moment) -> tuple[Effect, ...]:
    """The rulebooks that come into force one after the other, each worked into the one before it; then the engine."""
    found: list[Effect] = []
    now = rules_in_force(state)
    for waiting in due:
        motion = state.motions.motions[waiting.motion]
        now = merged_hash(motion.base, proposal(state, motion)[0], now)
        found.append(RulebookInForce(now, since, motion.id))
    version = max((_engine_named(state, waiting) for waiting in due), default=0)
    return (*found, EngineAdopted(version)) if version > state.foundation.engine else tuple(found)


def _engine_named(state: State, waiting: InForce) -> int:
    """The version of the engine that the rulebook asks for. One behind that in force changes nothing."""
    return proposal(state, state.motions.motions[waiting.motion])[1].change.engine


def shelf_with(state: State, effect: RulebookInForce) -> Table[RulesHash, Rulebook]:
    """The shelf with the rulebook of the effect on it, merged where its changes were worked into another's."""
    shelf = state.foundation.shelf
    if effect.rules in shelf:
        return shelf
    motion = state.motions.motions[effect.motion]
    _name, book = proposal(state, motion)
    merged = merge(shelf[motion.base], book, shelf[rules_in_force(state)])
    assert isinstance(merged, Rulebook), "changes of the same article were both put to the vote"
    return shelf.set(effect.rules, merged)


def adopted(state: State, motion: Motion, at: Moment, closes: Moment, over: bool = False) -> tuple[Effect, ...]:
    """What follows when the motion carried: its rulebook is in force, or scheduled, by the slowest tier touched.

    What touches no tier, such as the organisation's own words for things, is in force from the close; at once where
    the convention is over, because all members confirmed it later.
    """
    if not motion.rules:
        return ()
    tiers = tiers_touched(state, motion)
    times = {tier.in_force for tier in tiers}
    if times == {"at-once"} or (over and "date" not in times):
        return brought_into_force(state, (InForce(motion.rules, at, motion.id),), at)
    name, _book = proposal(state, motion)
    if "date" not in times:
        return (RulebookScheduled(name, Moment(0), motion.id),)
    week = rulebook(state).organisation.week
    dates = [shifted(closes, tier.after, 1, week) for tier in tiers if tier.in_force == "date"]
    return (RulebookScheduled(name, max(dates), motion.id),)
