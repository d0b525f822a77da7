"""The record as pages show it: entry by entry, in words and in its own bytes; what is mine in it."""

from collections.abc import Iterator

from msgspec import Struct

from rankandfile.core.entry import Entry
from rankandfile.core.ids import Handle, Moment
from rankandfile.core.state import State
from rankandfile.record.checkpoint import parse
from rankandfile.record.leaf import decode
from rankandfile.record.note import open_note
from rankandfile.record.spelling import base64
from rankandfile.record.tree import leaf_hash

from .. import organisation
from .entries import said

A_PAGE = 40


class Line(Struct, frozen=True):
    """One entry in the list."""

    index: int
    kind: str
    sentence: str
    at: int
    is_act: bool


class SlotLine(Struct, frozen=True):
    """A slot of an entry: what it commits to, and the text where the reader may see it."""

    name: str
    kind: str
    commitment: str
    text: str
    is_open: bool


class Page(Struct, frozen=True):
    """An entry's own page."""

    line: Line
    leaf: str
    hash: str
    rules: str
    of: int
    slots: tuple[SlotLine, ...]
    effects: tuple[Line, ...]
    is_mine: bool


class Head(Struct, frozen=True):
    """How far the record reaches, signed."""

    origin: str
    size: int
    root: str
    note: str


def lines(state: State, start: int, stop: int, at: Moment) -> tuple[Line, ...]:
    """The entries from start to before stop, in words."""
    leaves = organisation.secretary().store.entries(max(start, 0), stop)
    return tuple(_line(state, index, decode(leaf), at) for index, leaf in enumerate(leaves, max(start, 0)))


def _line(state: State, index: int, entry: Entry, at: Moment) -> Line:
    when = getattr(entry.body, "at", 0)
    return Line(index, type(entry.body).__name__, said(state, entry.body, at), when, entry.of is None)


def page(state: State, index: int, reader: Handle, at: Moment) -> Page | None:
    """The entry at the index; None beyond the end."""
    leaf = organisation.secretary().store.entry(index)
    if leaf is None:
        return None
    entry = decode(leaf)
    mine = getattr(entry.body, "by", "") == reader != ""
    slots = tuple(_slot(index, slot, mine or slot.kind == "civic") for slot in entry.slots)
    effects = tuple(_effects(state, index, at)) if entry.of is None else ()
    return Page(
        _line(state, index, entry, at), leaf.decode(), leaf_hash(leaf).hex(), entry.rules,
        -1 if entry.of is None else int(entry.of), slots, effects, mine,
    )  # fmt: skip


def _slot(index: int, slot: object, is_open: bool) -> SlotLine:
    name, kind, commitment = slot.name, slot.kind, slot.commitment  # type: ignore[attr-defined]
    return SlotLine(name, kind, commitment, organisation.text(index, name) if is_open else "", is_open)


def _effects(state: State, index: int, at: Moment) -> Iterator[Line]:
    for place, leaf in enumerate(organisation.secretary().store.entries(index + 1), index + 1):
        entry = decode(leaf)
        if entry.of != index:
            return
        yield _line(state, place, entry, at)


def mine(state: State, reader: Handle, at: Moment) -> tuple[Line, ...]:
    """The acts of this person, the newest first. Cost: one pass over the bytes of the record."""
    mark = f'"by":"{reader}"'.encode()
    found = (pair for pair in enumerate(organisation.secretary().store.entries()) if mark in pair[1])
    acts = [_line(state, index, entry, at) for index, leaf in found for entry in (decode(leaf),) if entry.of is None]
    return tuple(reversed(acts))


def head() -> Head:
    """The newest checkpoint, as the log signed it."""
    own = organisation.secretary()
    note = own.store.head().checkpoint
    if not note:
        return Head(own.origin, 0, "", "")
    said_ = parse(open_note(note, (own.key.vkey,)).text)
    return Head(said_.origin, said_.size, base64(said_.root), note)


def proof(index: int) -> str:
    """The receipt of the entry in the form of C2SP tlog-proof, under the newest checkpoint."""
    store = organisation.secretary().store
    checkpoint, tree = store.head().checkpoint, store.tree()
    hashes = "".join(f"{base64(one)}\n" for one in tree.inclusion(index, tree.size))
    return f"c2sp.org/tlog-proof@v1\nindex {index}\n{hashes}\n{checkpoint}"
