"""Verification: an export against its checkpoint, its texts, and the rules. Needs no database, no site, no network.

One pass over the entries (`reading`) hashes them into a tree of our own; reads each strictly; opens each slot whose
text is at hand; derives each lot again; and each act is decided once more (`replay`). At the end stands the root that
the log has signed, or it does not. Older checkpoints that somebody kept must lie on the way. Never raises: what is
wrong with an export is what it reports.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..core.chapters.foundation import on_shelf
from ..core.chapters.keys import Key
from ..core.digest import digest
from ..core.ids import RulesHash
from ..core.rulebook.parse import parse, rules_hash
from ..core.state import State
from .checkpoint import Opened, opened, parse_any
from .export import Export
from .malformed import Malformed
from .note import Vkey, divided
from .reading import TEXTS_OPENED, Pass, Progress, bundles, deeds
from .replay import Deed, replayed
from .report import ALWAYS_UNCHECKED, UNPINNED, UNSHOWN, UNWITNESSED, Finding, Report
from .statuses import RESTRICTED, Texts, judged
from .succession import for_size
from .tree import WIDTH, Tree, tile_widths

ACTS_DECIDED = "acts decided again by the rules in force at their time"
LOTS = "public lots derived again from everything before them"
SIGNATURES = "signatures under the checkpoint"
HEADS = "older checkpoints that lie on the way to this one"
ENTRIES = "entries hashed, read strictly, and found in their place in the tree"


class Trusted(Struct, frozen=True):
    """What the auditor brings along and never takes from the export."""

    log: Vkey | None = None
    """The key of the log, where it is known from elsewhere."""
    witnesses: tuple[Vkey, ...] = ()
    heads: tuple[str, ...] = ()
    """Checkpoints of this log that somebody kept: from receipts, from witnesses, from a printed agenda."""


NOBODY = Trusted()


def verify(export: Export, trusted: Trusted = NOBODY, progress: Progress = lambda done, size: None) -> Report:
    """What there is to say about the export. Cost: about 20 microseconds an entry, and memory for tree and state."""
    own, known = Pass(Tree(), [], [], Counter(), Texts()), trusted.log or export.log
    acts = deeds(bundles(export, own, progress), known.name, own)
    state = _replayed(_shelved(export, own.findings), acts, own)
    keys = state.keys.history if state is not None else ()
    own.findings += _against_keys(export, known, keys)
    signed = _signed(export, for_size(keys, export.size, known), trusted.witnesses, own.findings)
    own.findings += _against_checkpoint(export, own)
    own.findings += _against_heads(known, keys, trusted, own)
    texts = judged(export, state, own.texts)
    own.findings[:0] = texts.findings
    own.findings += [_damaged(name) for name in dict.fromkeys(export.damaged)]
    own.counts[ENTRIES] = own.tree.size - len(own.changed)
    own.counts[SIGNATURES] = len(signed.note.signatures) if signed is not None else 0
    return Report(
        export.checkpoint.origin,
        export.size,
        export.checkpoint.root.hex(),
        digest(state) if state is not None else "",
        state.now if state is not None else 0,
        tuple((what, own.counts[what]) for what in (SIGNATURES, HEADS, ENTRIES, ACTS_DECIDED, LOTS, TEXTS_OPENED)),
        tuple(own.findings),
        _unchecked(export, trusted, signed, dict(texts.counts)[RESTRICTED]),
        texts.counts,
        texts.erased,
        texts.notices,
    )


def _against_keys(export: Export, known: Vkey, keys: Sequence[Key]) -> Iterator[Finding]:
    """The key known from elsewhere is one of the record's, and the last of them is the one that the export names."""
    if keys and str(known) not in [key.vkey for key in keys]:
        yield Finding("key.other", "The keys in the record do not lead to or from the key known.", str(known))
    last = for_size(keys, export.size, known)
    if export.log != last:
        yield Finding("key.other", f"The export names the key {export.log}.", str(last))


def _signed(export: Export, key: Vkey, witnesses: tuple[Vkey, ...], findings: list[Finding]) -> Opened | None:
    try:
        return opened(export.note, key, witnesses)
    except Malformed as error:
        findings.append(Finding("checkpoint.unsigned", str(error), "a checkpoint signed with the log's key"))
        return None


def _shelved(export: Export, findings: list[Finding]) -> State:
    """The state before the first entry, with every rulebook at hand."""
    state = State()
    for rules, text in export.rulebooks():
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


def _replayed(state: State, acts: Iterable[Deed | None], own: Pass) -> State | None:
    """The state at the end; None where it was not reached. Goes through all entries in any case."""
    now: State | None = state
    decided = lots = 0
    for deed in acts:
        if deed is None or now is None:
            now = None
            continue
        now, found = replayed(now, deed)
        own.findings += found
        decided += 1
        lots += deed.lot != ""
    own.counts[ACTS_DECIDED], own.counts[LOTS] = decided, lots
    return now


def _against_checkpoint(export: Export, own: Pass) -> Iterator[Finding]:
    """Where the root is the signed one, the entries are right and a tile may be wrong; else what differs is named."""
    if own.tree.root() != export.checkpoint.root:
        yield from own.changed
        what = f"The entries give the root {own.tree.root().hex()}: they are not all those that were signed."
        yield Finding("root.other", what, export.checkpoint.root.hex())
        return
    own.changed.clear()
    for level, number, width in tile_widths(export.size):
        if export.tile(level, number, width) != own.tree.tile(level, number):
            place = "" if level else f", of the entries from {number * WIDTH} on"
            what = f"Tile {number} of level {level}{place}, does not hold the hashes of what was signed."
            yield Finding("tile.other", what, "the hashes that the entries give")


def _against_heads(known: Vkey, keys: Sequence[Key], trusted: Trusted, own: Pass) -> Iterator[Finding]:
    """Each head that was kept is signed by the key of its time, and lies on the way to this record."""
    size = own.tree.size
    for note in trusted.heads:
        try:
            key = for_size(keys, parse_any(divided(note)[0]).size, known)
            head = opened(note, key, trusted.witnesses).checkpoint
        except Malformed as error:
            yield Finding("head.unsigned", f"A checkpoint that was kept is not one of this log: {error}")
            continue
        if head.size > size:
            what = f"The log has signed {head.size} entries; here are {size}. It was rolled back, or this is older."
            yield Finding("head.ahead", what, f"at least {head.size} entries", size)
        elif own.tree.root_at(head.size) != head.root:
            what = f"FORKED: the log has signed another history of its first {head.size} entries."
            yield Finding("head.forked", what, head.root.hex())
        else:
            own.counts[HEADS] += 1


def _damaged(name: str) -> Finding:
    return Finding("file.damaged", f"{name} is not as it was written.", "the hash in SHA256SUMS")


def _unchecked(export: Export, trusted: Trusted, signed: Opened | None, hidden: int) -> tuple[str, ...]:
    alone = signed is None or len(signed.note.signatures) == 1
    return (
        *((UNPINNED.format(vkey=export.log),) if trusted.log is None else ()),
        *ALWAYS_UNCHECKED,
        *((UNWITNESSED,) if alone else ()),
        *((UNSHOWN.format(count=hidden),) if hidden else ()),
    )
