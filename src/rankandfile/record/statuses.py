"""What became of each text: shown, erased, closed, restricted, or something that must not be.

    shown              the value opens the commitment, and no entry has erased it
    erased             not there, and an entry has erased it
    closed             not there, and an entry has closed it by order of a court
    restricted         personal, and this export was made without personal texts: it shows none
    NOT YET DESTROYED  still there although an entry has erased it, or never reported as destroyed
    WITHHELD           not there, and nobody has erased it
    FORGED             there, but not what was recorded

It is judged by the organisation at the end of the replay, because an entry comes before the destruction that it allows.
What the acts say of the texts that they name is looked up here in the entries of those texts.
"""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from ..core.chapters.erasing import AN_HOUR, GONE, Request, clause_of, request_about
from ..core.chapters.standing import find
from ..core.entry import Slot
from ..core.ids import Handle
from ..core.state import State
from .export import bundle_widths
from .naming import recorded
from .report import Finding
from .source import Source
from .tree import WIDTH

SHOWN = "shown, and what was recorded"
ERASED = "erased, by an entry that says on which ground"
CLOSED = "closed by order of a court"
RESTRICTED = "personal, and not in this export"
NOT_DESTROYED = "NOT YET DESTROYED, although an entry has erased them"
WITHHELD = "WITHHELD"
FORGED = "FORGED"
ORDER = (SHOWN, ERASED, CLOSED, RESTRICTED, NOT_DESTROYED, WITHHELD, FORGED)
GROUNDS = {
    "own": "at the owner's request",
    "key-lost": "for somebody who has lost the key",
    "dead": "for somebody who is dead",
    "minor": "for a minor",
}
_EXPECTED = {
    "civic": "its text: every export has the civic ones",
    "personal": "its text: this export has personal ones",
}
NAMED_AT_MOST = 12


class Texts(Struct):
    """What the pass over the entries has seen of texts."""

    missing: list[tuple[int, Slot]] = []
    """Civic texts that are not in the source."""
    personal: list[tuple[int, Slot]] = []
    """Personal texts, there or not."""
    hidden: list[tuple[int, Slot]] = []
    """Those of the personal ones that are not there."""
    forged: list[tuple[int, Slot]] = []
    """Texts that are there and are not those recorded."""
    opened: int = 0

    @property
    def is_with_personal(self) -> bool:
        """Whether the export was made with personal texts: it shows some. Then one that is missing is withheld."""
        return len(self.personal) > len(self.hidden)


class Verdict(Struct, frozen=True):
    """How many texts have which status, what was found, and what is worth a look without being wrong."""

    counts: tuple[tuple[str, int], ...]
    erased: tuple[tuple[str, int], ...]
    """Erasures by ground."""
    findings: tuple[Finding, ...]
    notices: tuple[Finding, ...]


def judged(source: Source, state: State | None, seen: Texts) -> Verdict:
    """The status of every text. Where no replay reached the end, nothing counts as erased."""
    counts = Counter(
        {SHOWN: seen.opened, FORGED: len(seen.forged), RESTRICTED: 0 if seen.is_with_personal else len(seen.hidden)}
    )
    findings = list(_missing(state, seen, counts))
    if state is None or state.foundation.rulebook is None:
        return Verdict(_in_order(counts), (), tuple(findings), ())
    for own in state.erasing.requests.values():
        if own.stage in (*GONE, "sealed"):
            findings += _closed(source, state, own, counts)
    findings += _misnamed(source, state)
    grounds = Counter(own.ground for own in state.erasing.requests.values() if own.stage in GONE)
    erased = tuple((GROUNDS[ground], grounds[ground]) for ground in GROUNDS if grounds[ground])  # type: ignore[index]
    return Verdict(_in_order(counts), erased, tuple(findings), tuple(_ownerless(state, seen)))


def _in_order(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((status, counts[status]) for status in ORDER)


def _missing(state: State | None, seen: Texts, counts: Counter[str]) -> Iterator[Finding]:
    for index, slot in (*seen.missing, *(seen.hidden if seen.is_with_personal else ())):
        own = request_about(state, index, slot.name) if state is not None else None
        if own is None or own.stage not in (*GONE, "sealed"):
            counts[WITHHELD] += 1
            what = f"WITHHELD: the text “{slot.name}” is not in the export, and nobody has erased it."
            yield Finding("slot.withheld", what, _EXPECTED[slot.kind], index)


def _closed(source: Source, state: State, own: Request, counts: Counter[str]) -> Iterator[Finding]:
    """The text of the request is erased or closed: it is not there, or that is a finding."""
    article = clause_of(state).article
    if is_shown(source, own):
        counts[SHOWN] -= 1
        yield from _still_there(own, article, counts)
        return
    if own.kind == "personal" and counts[RESTRICTED]:
        counts[RESTRICTED] -= 1
    if own.stage == "executed" and state.now - own.executed > AN_HOUR:
        counts[NOT_DESTROYED] += 1
        what = f"NOT YET DESTROYED: “{own.slot}” is erased by entry {own.done_in}; nobody has reported its destruction."
        yield Finding("slot.not_destroyed", what, "an entry that its bytes are gone", own.entry, article)
        return
    counts[CLOSED if own.stage == "sealed" else ERASED] += 1


def _still_there(own: Request, article: str, counts: Counter[str]) -> Iterator[Finding]:
    if own.stage == "sealed":
        counts[CLOSED] += 1
        what = f"The text “{own.slot}” is shown, although entry {own.done_in} has closed it by order of a court."
        yield Finding("slot.closed", what, "no text: only those who keep it may read it", own.entry, article)
        return
    counts[NOT_DESTROYED] += 1
    what = f"NOT YET DESTROYED: the text “{own.slot}” is still there, although entry {own.done_in} has erased it."
    yield Finding("slot.not_destroyed", what, f"nothing: erased by entry {own.done_in}", own.entry, article)


def is_shown(source: Source, own: Request) -> bool:
    """Whether the source shows words for the text that the request is about, whatever they are."""
    if not 0 <= own.entry < source.size:
        return False
    return any(v.entry == own.entry and v.slot == own.slot for v in source.values(own.entry // WIDTH))


def _misnamed(source: Source, state: State) -> Iterator[Finding]:
    """Acts that say of the text that they name something else than its own entry says."""
    for own in state.erasing.requests.values():
        said = {"owner": own.owner, "text_kind": own.kind, "commitment": own.commitment}
        if (true := recorded(leaf_of(source, own.entry), own.slot)) != said:
            what = f"Says that the text “{own.slot}” of entry {own.entry} is {_whose(said)}."
            yield Finding("erasure.other_text", what, _whose(true), own.source, clause_of(state).article)


def _whose(said: dict[str, str]) -> str:
    return f"{said['text_kind']}, of {said['owner']}, {said['commitment'][:16]}…" if said["owner"] else "no text"


def leaf_of(source: Source, index: int) -> bytes | None:
    """The bytes of the entry; None where there are none here."""
    widths = dict(bundle_widths(source.size))
    number, place = divmod(index, WIDTH)
    leaves = source.leaves(number, widths[number]) if number in widths else []
    return leaves[place] if place < len(leaves) else None


def _ownerless(state: State, seen: Texts) -> Iterator[Finding]:
    """Personal texts that nobody has erased, of persons who are neither members nor waiting to become one."""
    left = [index for index, slot in seen.personal if not _is_alive(state, slot.owner) and _is_kept(state, index, slot)]
    if left:
        some = ", ".join(map(str, left[:NAMED_AT_MOST])) + (" …" if len(left) > NAMED_AT_MOST else "")
        what = f"{len(left)} personal texts of persons who are no longer members are not erased. In entries: {some}."
        yield Finding("slot.ownerless", what, "erased, or a reason to keep them", left[0], clause_of(state).article)


def _is_alive(state: State, owner: Handle) -> bool:
    member = find(state, owner)
    return (member is not None and not member.left) or owner in state.members.applications


def _is_kept(state: State, index: int, slot: Slot) -> bool:
    own = request_about(state, index, slot.name)
    return own is None or own.stage not in GONE
