"""The record as pages show it: entry by entry, in words and in its own bytes; what is mine in it."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from rankandfile.core.entry import Entry, Slot
from rankandfile.core.ids import Handle, Moment
from rankandfile.core.state import State
from rankandfile.record import receipt
from rankandfile.record.checkpoint import Checkpoint, opened
from rankandfile.record.leaf import decode
from rankandfile.record.spelling import base64
from rankandfile.record.tree import leaf_hash
from rankandfile.shell import stages

from .. import organisation
from ..who import Reader
from . import closed
from .bulletin import may_read
from .discussing import why_hidden
from .entries import is_kept_back, said
from .erased import why_gone

A_PAGE = 40


class Line(Struct, frozen=True):
    """One entry in the list."""

    index: int
    kind: str
    sentence: str
    at: int
    is_act: bool


class ActLine(Struct, frozen=True):
    """An act with what the rulebook made of it."""

    act: Line
    effects: tuple[Line, ...]


class SlotLine(Struct, frozen=True):
    """A slot of an entry: what it commits to, and the text where the reader may see it."""

    name: str
    kind: str
    commitment: str
    text: str
    is_open: bool
    why_gone: str = ""
    """What erased or closed it, where something did."""


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


def acts(state: State, start: int, stop: int, at: Moment) -> tuple[ActLine, ...]:
    """The acts from start to before stop, the newest first, each with all that followed from it."""
    found: list[ActLine] = []
    for index, leaf in enumerate(organisation.secretary().store.entries(start), start):
        line = _line(state, index, decode(leaf), at)
        if line.is_act and index >= stop:
            break
        if line.is_act:
            found.append(ActLine(line, ()))
        elif found:
            found[-1] = ActLine(found[-1].act, (*found[-1].effects, line))
    return tuple(reversed(found))


def _line(state: State, index: int, entry: Entry, at: Moment) -> Line:
    when = getattr(entry.body, "at", 0)
    return Line(index, type(entry.body).__name__, said(state, entry.body, at), when, entry.of is None)


def leaf_at(state: State, index: int) -> bytes | None:
    """The bytes of the entry; None beyond the end, however large the number."""
    return organisation.secretary().store.entry(index) if index < state.size else None


def may_download(state: State, leaf: bytes) -> bool:
    """Whether the bytes of the entry are shown: not those of a teller's count while its vote is open."""
    return not is_kept_back(state, decode(leaf).body)


def page(state: State, index: int, reader: Reader) -> Page | None:
    """The entry at the index; None beyond the end."""
    leaf = leaf_at(state, index)
    if leaf is None:
        return None
    entry = decode(leaf)
    mine = getattr(entry.body, "by", "") == reader.handle != ""
    is_open = _is_open(state, index, reader) and not _is_closed(state, entry.body, reader)
    hidden = why_hidden(state, index, reader)
    slots = tuple(_slot(state, index, slot, mine or (is_open and slot.kind == "civic"), hidden) for slot in entry.slots)
    effects = tuple(_effects(state, index, reader.at)) if entry.of is None else ()
    return Page(
        _line(state, index, entry, reader.at), "" if is_kept_back(state, entry.body) else leaf.decode(),
        leaf_hash(leaf).hex(), entry.rules,
        -1 if entry.of is None else int(entry.of), slots, effects, mine,
    )  # fmt: skip


def _is_open(state: State, index: int, reader: Reader) -> bool:
    """Whether the reader may read the entry's civic texts: all but a document that waits for somebody's discretion."""
    document = next((d for d in state.bulletin.documents.values() if d.entry == index), None)
    return document is None or may_read(state, document, reader)


def _is_closed(state: State, body: Any, reader: Reader) -> bool:
    """Whether the entry is about a meeting of a body whose papers are closed to the reader."""
    named = {field: getattr(body, field) for field in body.__struct_fields__}
    return closed.is_closed_to(state, reader, closed.meeting_named(state, named))


def _slot(state: State, index: int, slot: Slot, is_open: bool, hidden: str) -> SlotLine:
    text = organisation.text(index, slot.name) if is_open and not hidden else ""
    return SlotLine(slot.name, slot.kind, slot.commitment, text, is_open, why_gone(state, index, slot.name) or hidden)


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
    """The newest checkpoint, as the log and its witnesses signed it."""
    own = organisation.secretary()
    note = stages.newest(own).note
    if not note:
        return Head(own.origin, 0, "", "")
    found = parse_head(note)
    return Head(found.origin, found.size, base64(found.root), note)


def parse_head(note: str) -> Checkpoint:
    """What the checkpoint says, signed by the key of this record."""
    return opened(note, organisation.secretary().key.vkey).checkpoint


def proof(index: int) -> str:
    """The proof that the entry stands in the record, as a C2SP tlog-proof under the strongest checkpoint."""
    own = organisation.secretary()
    stage, tree = stages.of_entry(own, index), own.store.tree()
    return receipt.proof_text(index, tree.inclusion(index, stage.size), stage.note)


def is_author(index: int, reader: Handle) -> bool:
    """Whether the reader's own act stands at the index, or a text of the reader's own."""
    leaf = organisation.secretary().store.entry(index)
    if leaf is None or not reader:
        return False
    entry = decode(leaf)
    return getattr(entry.body, "by", "") == reader or any(slot.owner == reader for slot in entry.slots)
