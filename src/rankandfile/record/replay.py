"""Taking every decision once more: each act is admitted again by the rules in force at its time.

What the rules make of an act must be what the record says came of it. Where it is not, that is a finding, and the
replay goes on from what the record says: so each offence is found once, and not again in all that followed from it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from msgspec import Struct, json

from ..core.act import Effect, Text
from ..core.chapters.foundation import rules_in_force
from ..core.chapters.keys import RotateKey
from ..core.engine import TEXTS, admit, follow, sentences
from ..core.entry import Entry
from ..core.refusal import Refusal
from ..core.rulebook.parse import rules_hash
from ..core.state import State
from .report import Finding
from .succession import why_unsigned

BROKEN = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What an engine may raise on a state that no lawful record leads to."""


class Deed(Struct, gc=False):
    """An act as it stands in the record, with what the record says came of it."""

    index: int
    entry: Entry
    lot: str
    """The lot that follows from everything before; empty where the act carries none."""
    texts: Mapping[str, str]
    effects: list[Entry]


def replayed(state: State, deed: Deed) -> tuple[State | None, list[Finding]]:
    """The state after the deed as recorded, and what is wrong with it. No state where the replay cannot go on."""
    findings = list(_wrong_form(state, deed))
    act, recorded = deed.entry.body, tuple([effect.body for effect in deed.effects])
    try:
        answer = admit(state, act, deed.texts)
        if answer != recorded:
            findings += _divergence(deed, answer, recorded)
        return follow(state, act, recorded), findings
    except BROKEN as error:
        what = f"The rules cannot be applied any further: {type(error).__name__}: {error}."
        return None, [*findings, Finding("replay.stuck", what, entry=deed.index)]


def _wrong_form(state: State, deed: Deed) -> Iterator[Finding]:
    """What is wrong with the entries of the deed, before any rule is asked."""
    act, rules = deed.entry, rules_in_force(state)
    if act.rules != rules or act.of is not None or act.signature is not None:
        yield from _wrong_entry(act, deed.index, rules, None)
    for place, effect in enumerate(deed.effects, deed.index + 1):
        if effect.rules != rules or effect.of != deed.index or effect.signature is not None:
            yield from _wrong_entry(effect, place, rules, deed.index)
        if effect.slots:
            yield Finding("slot.form", "What follows from an act has no texts of its own.", "no slots", place)
    if deed.lot and act.body.lot != deed.lot:
        yield Finding("lot.chosen", f"Carries the lot {act.body.lot}.", f"the lot {deed.lot}", deed.index)
    if act.slots or type(act.body) in TEXTS:
        yield from _wrong_slots(deed.index, act, TEXTS.get(type(act.body), ()))
    if deed.texts or type(act.body) is RotateKey:
        yield from _wrong_reference(deed, act.body)


def _wrong_reference(deed: Deed, act: Any) -> Iterator[Finding]:
    """What is wrong with a rulebook or a key that the act brings."""
    rulebook = deed.texts.get("rulebook")
    if rulebook is not None and rules_hash(rulebook) != act.rules:
        what = "Comes with a rulebook that is not the one it names."
        yield Finding("rulebook.other", what, act.rules, deed.index)
    if isinstance(act, RotateKey) and (unsigned := why_unsigned(act)):
        yield Finding("key.unsigned", unsigned, "a change that both keys have signed", deed.index)


def _wrong_entry(entry: Entry, place: int, rules: str, of: int | None) -> Iterator[Finding]:
    if entry.rules != rules:
        what = f"Refers to the rulebook {entry.rules or '(none)'}."
        yield Finding("entry.rules", what, rules or "(none, before the founding)", place)
    if entry.of != of:
        expected = "an act, which follows from none" if of is None else f"entry {of}"
        yield Finding("entry.link", f"Says it follows from entry {entry.of}.", expected, place)
    if entry.signature is not None:
        yield Finding("entry.form", "Carries a signature; the form of these is not yet laid down.", "none", place)


def _wrong_slots(index: int, entry: Entry, texts: tuple[Text, ...]) -> Iterator[Finding]:
    present = {slot.name for slot in entry.slots}
    due = [text for text in texts if text.name in present or not text.optional]
    expected = [(text.name, text.kind, getattr(entry.body, text.owner)) for text in due]
    found = [(slot.name, slot.kind, slot.owner) for slot in entry.slots]
    if found != expected:
        yield Finding("slot.form", f"Has the slots {_listed(found)}.", _listed(expected), index)


def _listed(slots: Sequence[tuple[str, str, Any]]) -> str:
    return "; ".join(f"{name} ({kind}, of {owner})" for name, kind, owner in slots) or "none"


def _divergence(deed: Deed, answer: tuple[Effect, ...] | Refusal, recorded: tuple[Effect, ...]) -> Iterator[Finding]:
    kind = type(deed.entry.body).__name__
    if isinstance(answer, Refusal):
        because, remedy = sentences(answer)
        expected = f"a refusal, and no entry. {remedy}"
        yield Finding("act.refused", f"{kind} is against the rules: {because}", expected, deed.index, answer.article)
        return
    for place, (found, right) in enumerate(zip_longest(recorded, answer), deed.index + 1):
        if found != right:
            what = f"Says that {kind} in entry {deed.index} led to {_shown(found)}."
            yield Finding("effect.differs", what, _shown(right), place)


def _shown(effect: Effect | None) -> str:
    return "nothing" if effect is None else json.encode(effect, order="sorted").decode()
