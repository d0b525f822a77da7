"""What a verification reports: what it checked, what it found, and what nobody can find in a record.

A finding says which entry, under which article, what is the case and what should have been. A report without findings
means that what was checked is as it must be, and no more than that: the last part says so each time.
"""

from collections.abc import Iterator
from textwrap import fill
from typing import Literal, TypeAlias

from msgspec import Struct

from .moment import told
from .witnesses import Witnessing

SHOWN = 50
"""So many findings stand in the text; all of them in the JSON."""


class Finding(Struct, frozen=True):
    """Something that is not as it must be."""

    code: str
    what: str
    expected: str = ""
    """What should have been."""
    entry: int | None = None
    article: str = ""
    """The article of the rulebook then in force, where a rule was broken."""


Fated: TypeAlias = Literal["shown", "restricted", "erased", "closed", "not-destroyed", "withheld", "forged"]
SAID: dict[Fated, str] = {
    "shown": "{value}",
    "restricted": "personal, and not shown here",
    "erased": "erased by entry {by}, {ground}",
    "closed": "closed by entry {by}, by order of a court",
    "not-destroyed": "NOT YET DESTROYED, although erased by entry {by}, {ground}",
    "withheld": "WITHHELD: not here, and nobody has erased it",
    "forged": "FORGED: not what was recorded",
}


class Fate(Struct, frozen=True):
    """What became of the text behind one slot of one entry."""

    entry: int
    slot: str
    status: Fated
    by: int | None = None
    """The entry that erased or closed it."""
    ground: str = ""
    value: str = ""
    """Its words, where they were asked for and are shown."""

    def __str__(self) -> str:
        return SAID[self.status].format(by=self.by, ground=self.ground, value=self.value)


class Report(Struct, frozen=True):
    """The outcome of a verification. `state` is the digest of the organisation at the end, empty if not reached."""

    origin: str
    size: int
    root: str
    state: str
    until: int
    """The time of the last entry, UTC seconds."""
    checked: tuple[tuple[str, int], ...]
    """What was checked, in words, and how often."""
    findings: tuple[Finding, ...]
    unchecked: tuple[str, ...]
    texts: tuple[tuple[str, int], ...] = ()
    """How many texts have which status (`statuses`)."""
    erased: tuple[tuple[str, int], ...] = ()
    """Erasures by ground."""
    fates: tuple[Fate, ...] = ()
    """Each text that is not shown as it was recorded, with what became of it and the entry that says so."""
    asked: tuple[Fate, ...] = ()
    """Each text of the entries that were asked about, those that are shown with their words."""
    notices: tuple[Finding, ...] = ()
    """What is worth a look and breaks no rule."""
    since: int = 0
    """The entries before this one were verified by an earlier run and not read again; 0 where all were read."""
    engine: int = 0
    """The version of the engine that judges what comes next; 0 where the end was not reached."""
    witnessing: Witnessing | None = None
    """Who of the rulebook's witnesses has signed this checkpoint; None where it asks for none, or was not reached."""

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def complete(self) -> bool:
        """Whether every decision was taken again, to the end of the record."""
        return self.state != ""


ALWAYS_UNCHECKED = (
    "Whether each member is a person, and one person once: a record cannot see who is not there.",
    "What people agreed among themselves, or were made to do, outside the record.",
    "Whether the person behind a handle is the one who acted: entries do not yet carry their author's signature.",
    "Plain secret ballots: that those published and counted are those cast, unchanged and unread. Trust it is.",
    "Whether the hours given are right: they never run backwards, but they are those of the server's clock.",
)
BOARDS = (
    "Of ballots that are verifiable: whether each credential reached its voter and nobody else, whether the device"
    " encrypted what was chosen, and whether enough trustees met in secret to open single ballots."
)
UNPINNED = (
    "Whose record this is: the key was taken from the export itself. Compare {vkey} with the key that the organisation"
    " has made known."
)
UNWITNESSED = (
    "Whether others are shown another record: no witness outside has signed this checkpoint. Compare size and root with"
    " what somebody else was given."
)
UNDER_QUORUM = (
    "Whether others are shown another record: fewer witnesses have signed this checkpoint than the rulebook asks for."
    " Compare with heads that witnesses give: --witness FILE."
)
SINCE = (
    "The first {size:,} entries: an earlier run verified them, under a head that the log had signed, and nothing was"
    " wrong. They lead to what was read now, and were not read again."
)
NO_ENTRIES = (
    "The entries, the hashes over them, and every decision: they cannot be read here. A site gives them to members, and"
    " whoever has an export may hand it on. Checked are the signatures under the checkpoint."
)
NO_HEADS = "{count} of the checkpoints that you gave: whether they lead to this one, the entries would show."
NO_TEXTS = (
    "Texts, rulebooks and every decision: only entries and the hashes over them are here. An export has the texts."
)
NEWER = (
    "Every decision from entry {entry:,} on, and what became of texts: they are judged by version {version} of the"
    " engine, which this program does not have. Use a newer one."
)
UNSHOWN = "{count} personal texts, such as names, are not in this export. Their places are there and hide nothing else."


def unreadable(reason: str) -> Report:
    """The report on something that is no export, or is damaged so that nothing in it can be checked."""
    found = Finding("export.unreadable", reason, "A file written by `rankandfile export`.")
    return Report("", 0, "", "", 0, (), (found,), ALWAYS_UNCHECKED)


def as_text(report: Report) -> str:
    """The report in plain words, in lines of 100 characters."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    if report.origin:
        yield f"The record of {report.origin}: {report.size:,} entries"
        yield f"root   {report.root}"
        yield f"state  {report.state or 'not reached'}"
        if report.engine:
            yield f"rules  judged by version {report.engine} of the engine"
    yield from ("", "CHECKED")
    yield from (f"  {count:>11,}  {what}" for what, count in report.checked)
    if report.witnessing is not None:
        yield from ("", "WITNESSED")
        yield from _witnessed(report.witnessing)
    if any(count for _, count in report.texts):
        yield from ("", "TEXTS")
        yield from (f"  {count:>11,}  {status}" for status, count in report.texts if count)
        yield from (f"  {count:>11,}    of those erased: {ground}" for ground, count in report.erased)
        yield from _fates(report.fates)
    if report.asked:
        yield from ("", "TEXTS OF THE ENTRIES ASKED ABOUT")
        yield from (_paragraph("  ", f"Entry {each.entry}, “{each.slot}”: {each}") for each in report.asked)
    yield from ("", "FOUND")
    yield from _found(report.findings)
    if report.notices:
        yield from ("", "WORTH A LOOK, though no rule is broken")
        yield from _told(report.notices)
    yield from ("", "NOT CHECKED, because no record can show it")
    yield from (fill(line, 98, initial_indent="  - ", subsequent_indent="    ") for line in report.unchecked)


def _witnessed(found: Witnessing) -> Iterator[str]:
    verdict = "that is enough" if found.reached else f"the rulebook asks for {found.enough}"
    yield f"  {len(found.cosigned)} of {found.of} witnesses of the rulebook have signed this checkpoint: {verdict}."
    yield from (f"    {name} at {told(at)}" for name, at in found.cosigned)
    if found.missing:
        yield _paragraph("    ", f"without: {', '.join(found.missing)}")


def _fates(fates: tuple[Fate, ...]) -> Iterator[str]:
    yield from (_paragraph("    ", f"Entry {each.entry}, “{each.slot}”: {each}") for each in fates[:SHOWN])
    if len(fates) > SHOWN:
        yield f"    and {len(fates) - SHOWN:,} more, each with --entry NUMBER, and all of them in --json."


def _found(findings: tuple[Finding, ...]) -> Iterator[str]:
    if not findings:
        yield "  Nothing. Everything that was checked is as it must be."
    yield from _told(findings)


def _told(findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings[:SHOWN]:
        place = "" if finding.entry is None else f"Entry {finding.entry}"
        article = f"article {finding.article}" if finding.article else ""
        where = ", ".join(part for part in (place, article) if part)
        yield _paragraph("  ! ", f"{where}: {finding.what}" if where else finding.what)
        if finding.expected:
            yield _paragraph("    ", f"It should have been: {finding.expected}")
    if len(findings) > SHOWN:
        yield f"  and {len(findings) - SHOWN:,} more."


def _paragraph(indent: str, text: str) -> str:
    return fill(text, 98, initial_indent=indent, subsequent_indent="    ")
