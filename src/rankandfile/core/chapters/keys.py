"""The record's key: which one signs from which entry on, and how it is changed.

The founding names the first key. A change is an entry like any other: an act of whoever has the power `keys` (article
of the post that carries it), signed by the old key and by the new one, so that nobody can bring in a key without
holding both. The signatures are fields of the act; that they hold is checked by `record.succession`, before the act is
recorded and at every replay, because nothing in here can tell a signature from noise.

A record that was founded before the founding named a key learns the first one from the first change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..ids import Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.vkey import LOG, WrittenKey, is_signature, read_vkey
from .foundation import FoundOrganisation, has_founding_powers, rulebook
from .offices import posts_with, why_lacks_power

if TYPE_CHECKING:
    from ..state import State


class Key(Struct, frozen=True, gc=False):
    """A key of the record: checkpoints over more entries than `entry` are signed with it, until the next one's."""

    vkey: str
    since: Moment
    entry: int


class KeysState(Struct, frozen=True):
    """The slice of this chapter: every key there ever was, the one in force last."""

    history: tuple[Key, ...] = ()


class RotateKey(Act, frozen=True):
    """From this entry on the record is signed with a new key. Both keys have signed the change."""

    old: str
    new: str
    old_signature: str
    """What stands behind the name in the old key's line under the note (docs/record-format.md)."""
    new_signature: str


class KeyInForce(Effect, frozen=True):
    """Checkpoints that cover this entry and later ones are signed with the key."""

    vkey: str
    since: Moment
    entry: int


REFUSALS = {
    "key.not_in_force": Words(
        gettext_noop("Another key than the one named signs the record now."),
        gettext_noop("Look at the history of keys on the page of the record, and change the last one."),
    ),
    "key.used": Words(
        gettext_noop("The new key has signed the record before, or belongs to a witness."),
        gettext_noop("Make a key that was never used: rankandfile record rotate-key does."),
    ),
    "key.malformed": Words(
        gettext_noop("The new key cannot sign this record: it is written wrongly, or for another record."),
        gettext_noop("Let the software make it: rankandfile record rotate-key."),
    ),
    "key.unsigned": Words(
        gettext_noop("The old key and the new one have not both signed the change."),
        gettext_noop("Change the key on the machine that holds both: rankandfile record rotate-key."),
    ),
}


def rotate_key(state: State, act: RotateKey, texts: Texts) -> Answer:
    """A new key is brought in by whoever has the power `keys`, or while founding by the founder."""
    if not has_founding_powers(state, act.by, act.at):
        refusal = why_lacks_power(state, act.by, "keys", "", act.at)
        if refusal is not None:
            return refusal
    unfit = _why_unfit(state, act)
    if unfit is not None:
        return unfit
    change = KeyInForce(act.new, act.at, int(state.size))
    first = KeyInForce(act.old, state.foundation.founded, 0)
    return (change,) if state.keys.history else (first, change)


def _why_unfit(state: State, act: RotateKey) -> Refusal | None:
    """Why these keys are not the old one and a new one; None when they are. The article is that of the power."""
    article = article_of_keys(state)
    history = [key.vkey for key in state.keys.history]
    old, new = read_vkey(act.old), read_vkey(act.new)
    if not isinstance(old, WrittenKey) or (history and act.old != history[-1]):
        return refuse(article, "key.not_in_force")
    if not isinstance(new, WrittenKey) or new.kind != LOG or new.name != old.name:
        return refuse(article, "key.malformed")
    if new.public in (old.public, *_known(state)):
        return refuse(article, "key.used")
    if not is_signature(act.old_signature) or not is_signature(act.new_signature):
        return refuse(article, "key.unsigned")
    return None


def article_of_keys(state: State) -> str:
    """The article that says who may change the key; that of the organisation where none does."""
    own = rulebook(state)
    carrying = posts_with(state, "keys")
    return next((post.article for post in own.posts if post.id in carrying), own.organisation.article)


def _known(state: State) -> set[bytes]:
    """The keys that have signed this record, and those of its witnesses."""
    witnesses = rulebook(state).witnesses
    named = witnesses.named if witnesses is not None else ()
    written = (*(key.vkey for key in state.keys.history), *(witness.vkey for witness in named))
    read = (read_vkey(vkey) for vkey in written)
    return {key.public for key in read if isinstance(key, WrittenKey)}


def key_for(state: State, size: int) -> str:
    """The vkey that signs a checkpoint over so many entries; empty where the record has never named one."""
    return next((key.vkey for key in reversed(state.keys.history) if key.entry < size), "")


def _named_first(state: State, act: FoundOrganisation) -> KeysState:
    """The founding carries its key itself, so that a founding with one has the effects it always had."""
    return KeysState((Key(act.key, act.at, 0),)) if act.key else state.keys


def _in_force(state: State, effect: KeyInForce) -> KeysState:
    return replace(state.keys, history=(*state.keys.history, Key(effect.vkey, effect.since, effect.entry)))


SLICE = "keys"
ADMIT: dict[type, Any] = {RotateKey: rotate_key}
APPLY: dict[type, Any] = {FoundOrganisation: _named_first, KeyInForce: _in_force}
TEXTS: dict[type, Any] = {}
