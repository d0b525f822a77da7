"""Verification: a record against its checkpoint, its texts, and the rules. Needs no database, no site, no network.

One pass over the entries (`reading`) hashes them into a tree of our own; reads each strictly; opens each slot whose
text is at hand; derives each lot again; and each act is decided once more (`replay`). At the end stands the root that
the log has signed, or it does not. Older checkpoints that somebody kept must lie on the way, and the times of acts
between the moments at which witnesses saw them (`times`). Never raises for what is wrong: that is what it reports.

Where a source lacks entries or texts, less is checked, and the report says so. A verification can begin at a point
that an earlier one kept (`point`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from ..core.chapters.foundation import KeepTime, on_shelf
from ..core.chapters.keys import Key
from ..core.digest import digest
from ..core.engine import is_known
from ..core.ids import RulesHash
from ..core.rulebook.parse import parse, rules_hash
from ..core.state import State
from . import boards
from .checkpoint import Opened, opened, parse_any
from .fates import fates
from .malformed import Malformed
from .moment import told
from .note import Vkey, divided
from .point import EVERY, Keep, Point, begun, point
from .reading import TEXTS_OPENED, Pass, Progress, bundles, deeds
from .replay import Deed, replayed
from .report import (
    ALWAYS_UNCHECKED,
    BOARDS,
    NEWER,
    NO_ENTRIES,
    NO_HEADS,
    NO_TEXTS,
    SINCE,
    UNDER_QUORUM,
    UNPINNED,
    UNSHOWN,
    UNWITNESSED,
    Finding,
    Report,
)
from .source import Source
from .spelling import tile_path
from .statuses import RESTRICTED, judged
from .succession import all_keys, for_size
from .times import Windows, late, seen
from .tree import HEIGHT, WIDTH, tile_widths
from .witnesses import Witnessing, able, witnessing

ACTS_DECIDED = "acts decided again by the rules in force at their time"
LOTS = "public lots derived again from everything before them"
SIGNATURES = "signatures under the checkpoint"
HEADS = "older checkpoints that lie on the way to this one"
ENTRIES = "entries hashed, read strictly, and found in their place in the tree"
UNREAD = frozenset({"entry.unreadable", "entry.link", "slot.stray"})
"""What an entry is called that this program cannot read."""
CHECKED = (SIGNATURES, HEADS, ENTRIES, ACTS_DECIDED, LOTS, TEXTS_OPENED)


class Trusted(Struct, frozen=True):
    """What the auditor brings along and never takes from the export."""

    log: Vkey | None = None
    """The key of the log, where it is known from elsewhere."""
    witnesses: tuple[Vkey, ...] = ()
    heads: tuple[str, ...] = ()
    """Checkpoints of this log that somebody kept: from receipts, from witnesses, from a printed agenda."""


NOBODY = Trusted()


def _keep_nothing(is_head: bool, make: Callable[[], Point]) -> None:
    pass


def verify(
    source: Source,
    trusted: Trusted = NOBODY,
    progress: Progress = lambda done, size: None,
    start: Point | None = None,
    keep: Keep = _keep_nothing,
) -> Report:
    """What there is to say about the record. Cost: about 20 microseconds an entry, and memory for tree and state.

    `start` is where an earlier run came to; one that does not fit is not used, and `Report.since` says so. `keep` is
    offered a point every now and then, and the last one, of a record without findings, as a head to go on from.
    """
    (own, state), known = begun(source, start), trusted.log or source.log
    state = _shelved(source, state, own.findings)
    heads = (*source.witnessed, *trusted.heads)
    windows = Windows(seen((source.note, *heads), known.name, _ever_named(trusted, state, known)))
    end = _decided(source, known, state, own, windows, progress, keep)
    keys = end.keys.history if end is not None else ()
    own.findings += _against_keys(source, known, keys)
    rulebook, logs = (end.foundation.rulebook if end is not None else None), all_keys(keys, known)
    witnesses = tuple(dict.fromkeys((*trusted.witnesses, *(each.vkey for each in able(rulebook, logs)))))
    signed = _signed(source, for_size(keys, source.size, known), witnesses, own.findings)
    seen_by = witnessing(rulebook, logs, source.note) if signed is not None else None
    own.findings += _against_checkpoint(source, own)
    own.findings += _against_heads(source, known, keys, heads, witnesses, own)
    if not source.has_texts or own.newer is not None:
        own.texts.missing.clear()  # nobody promised them, or what became of them is not known here
        own.findings = [each for each in own.findings if not _is_of_newer(each, own.newer)]
    ballots = boards.judged(end, own.boards, source, known.name)
    own.findings += ballots.findings
    texts = judged(source, end, own.texts)
    own.findings[:0] = texts.findings
    files = [*map(_other, source.others()), *map(_damaged, source.damaged)]
    own.findings = list(dict.fromkeys((*files, *own.findings)))  # first the files: the rest follows from them
    if end is not None and not own.findings and signed is not None:
        keep(True, lambda: point(own, own.tree.size, end, is_head=True))
    own.counts[boards.BALLOTS] = ballots.ballots
    own.counts[ENTRIES] = own.tree.size - len(own.changed) - own.since
    own.counts[SIGNATURES] = len(signed.note.signatures) if signed is not None else 0
    return Report(
        source.checkpoint.origin,
        source.size,
        source.checkpoint.root.hex(),
        digest(end) if end is not None else "",
        end.now if end is not None else 0,
        tuple((what, own.counts[what]) for what in (*CHECKED, *((boards.BALLOTS,) if ballots.boards else ()))),
        tuple(own.findings),
        _unchecked(source, trusted, signed, seen_by, own, dict(texts.counts)[RESTRICTED], ballots),
        texts.counts,
        texts.erased,
        fates(source, end, own.texts),
        (),
        (*texts.notices, *own.notices, *ballots.notices),
        own.since,
        end.foundation.engine if end is not None else 0,
        seen_by,
    )


def _is_of_newer(found: Finding, newer: tuple[int, int] | None) -> bool:
    """Whether it says only that this program cannot read an entry of a version of the engine that it does not have."""
    return newer is not None and (found.entry or 0) >= newer[0] and found.code in UNREAD


def _decided(
    source: Source, known: Vkey, state: State, own: Pass, windows: Windows, progress: Progress, keep: Keep
) -> State | None:
    """The state at the end of the record; None where it was not reached. Goes through all entries in any case."""
    if not source.has_entries:
        return None
    acts = deeds(bundles(source, own, progress), known.name, own)
    if source.has_texts:
        return _replayed(state, acts, own, windows, keep)
    for _ in acts:
        pass
    return None


def _ever_named(trusted: Trusted, state: State, log: Vkey) -> tuple[Vkey, ...]:
    """The witnesses that the auditor trusts, and those of every rulebook there ever was: when each saw the record."""
    named = (each.vkey for rulebook in state.foundation.shelf.values() for each in able(rulebook, (log,)))
    return tuple(dict.fromkeys((*trusted.witnesses, *named)))


def _against_keys(source: Source, known: Vkey, keys: Sequence[Key]) -> Iterator[Finding]:
    """The key known from elsewhere is one of the record's, and the last of them is the one that the export names."""
    if keys and str(known) not in [key.vkey for key in keys]:
        yield Finding("key.other", "The keys in the record do not lead to or from the key known.", str(known))
    last = for_size(keys, source.size, known)
    if source.log != last and (keys or not source.has_entries or source.has_texts):
        yield Finding("key.other", f"The export names the key {source.log}.", str(last))


def _signed(source: Source, key: Vkey, witnesses: tuple[Vkey, ...], findings: list[Finding]) -> Opened | None:
    try:
        return opened(source.note, key, witnesses)
    except Malformed as error:
        findings.append(Finding("checkpoint.unsigned", str(error), "a checkpoint signed with the log's key"))
        return None


def _shelved(source: Source, state: State, findings: list[Finding]) -> State:
    """The state with every rulebook at hand."""
    for rules, text in source.rulebooks():
        if rules_hash(text) != rules:
            findings.append(Finding("rulebook.other", f"The text of rulebook {rules} has another hash.", rules))
            continue
        found = parse(text)
        if isinstance(found, tuple):
            what = f"Rulebook {rules} cannot be read: line {found[0].line}: {found[0].what}"
            findings.append(Finding("rulebook.unreadable", what, "a rulebook without faults"))
        else:
            state = on_shelf(state, RulesHash(rules), found)
    return state


def _replayed(state: State, acts: Iterable[Deed | None], own: Pass, windows: Windows, keep: Keep) -> State | None:
    """The state at the end; None where it was not reached. Goes through all entries in any case."""
    now: State | None = state
    decided, lots, due = own.counts[ACTS_DECIDED], own.counts[LOTS], int(state.size) + EVERY
    for deed in acts:
        if deed is not None and now is not None and not is_known(now):
            own.newer = (deed.index, now.foundation.engine)
        if deed is None or now is None or own.newer is not None:
            now = None
            continue
        body = deed.entry.body
        if type(body) in boards.STEPS:
            boards.noted(own.boards, now, deed.index, body)
        now, found = replayed(now, deed)
        own.findings += found
        if type(body) is KeepTime:
            own.notices += late(deed.index, body)
        if windows:
            own.findings += windows.outside(deed.index, body.at)
        decided += 1
        lots += deed.lot != ""
        if now is not None and deed.index >= due:
            own.counts[ACTS_DECIDED], own.counts[LOTS], due = decided, lots, deed.index + EVERY
            keep(False, partial(point, own, deed.index + 1 + len(deed.effects), now))
    own.counts[ACTS_DECIDED], own.counts[LOTS] = decided, lots
    return now


def _against_checkpoint(source: Source, own: Pass) -> Iterator[Finding]:
    """Where the root is the signed one, the entries are right and a tile may be wrong; else what differs is named."""
    if not source.has_entries:
        return
    if own.tree.root() != source.checkpoint.root:
        yield from own.changed
        what = f"The entries give the root {own.tree.root().hex()}: they are not all those that were signed."
        yield Finding("root.other", what, source.checkpoint.root.hex())
        return
    own.changed.clear()
    for level, number, width in tile_widths(source.size):
        if (number + 1) * WIDTH <= own.since >> HEIGHT * level:
            continue
        if source.tile(level, number, width) != own.tree.tile(level, number):
            place = "" if level else f", of the entries from {number * WIDTH} on"
            name = tile_path(level, number, width)
            what = f"Tile {number} of level {level}{place}, does not hold the hashes of what was signed: {name}."
            yield Finding("tile.other", what, "the hashes that the entries give")


def _against_heads(
    source: Source, known: Vkey, keys: Sequence[Key], heads: Sequence[str], witnesses: tuple[Vkey, ...], own: Pass
) -> Iterator[Finding]:
    """Each head that was kept is signed by the key of its time, and lies on the way to this record."""
    size = own.tree.size if source.has_entries else source.size
    for note in heads:
        try:
            key = for_size(keys, parse_any(divided(note)[0]).size, known)
            kept = opened(note, key, witnesses)
        except Malformed as error:
            yield Finding("head.unsigned", f"A checkpoint that was kept is not one of this log: {error}")
            continue
        head, by = kept.checkpoint, _seen_by(kept)
        if head.size > size:
            what = f"The log has signed {head.size} entries; here are {size}. It was rolled back, or this is older.{by}"
            yield Finding("head.ahead", what, f"at least {head.size} entries", size)
        elif not source.has_entries and head.size < size:
            own.unread_heads += 1
        elif _root_at(source, own, head.size) != head.root:
            what = f"FORKED: the log has signed another history of its first {head.size} entries.{by}"
            yield Finding("head.forked", what, head.root.hex())
        else:
            own.counts[HEADS] += 1


def _seen_by(kept: Opened) -> str:
    names = [f"{each.by.name} at {told(each.at)}" for each in kept.note.signatures if each.at is not None]
    return f" Seen by {', by '.join(names)}." if names else ""


def _root_at(source: Source, own: Pass, size: int) -> bytes:
    return own.tree.root_at(size) if source.has_entries else source.checkpoint.root


def _damaged(name: str) -> Finding:
    return Finding(
        "file.damaged", f"{name} is not as it was written.", "the file with the hash in SHA256SUMS, if listed"
    )


def _other(name: str) -> Finding:
    return Finding("file.other", f"{name} is no file of a record of this size.", "no such file")


def _unchecked(
    source: Source,
    trusted: Trusted,
    signed: Opened | None,
    seen_by: Witnessing | None,
    own: Pass,
    hidden: int,
    ballots: boards.Judged,
) -> tuple[str, ...]:
    alone = signed is None or len(signed.note.signatures) == 1
    too_few = not alone and seen_by is not None and not seen_by.reached
    return (
        *((UNPINNED.format(vkey=source.log),) if trusted.log is None else ()),
        *((SINCE.format(size=own.since),) if own.since else ()),
        *(() if source.has_entries else (NO_ENTRIES,)),
        *((NEWER.format(entry=own.newer[0], version=own.newer[1]),) if own.newer is not None else ()),
        *((NO_HEADS.format(count=own.unread_heads),) if own.unread_heads else ()),
        *((NO_TEXTS,) if source.has_entries and not source.has_texts else ()),
        *ALWAYS_UNCHECKED,
        *((BOARDS,) if ballots.boards else ()),
        *((UNWITNESSED,) if alone else (UNDER_QUORUM,) if too_few else ()),
        *((UNSHOWN.format(count=hidden),) if hidden else ()),
    )
