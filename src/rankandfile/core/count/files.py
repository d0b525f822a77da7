"""Which format a file of ballots has, by its name and its first bytes."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from rankandfile.core.count.contest import Contest, Unreadable, decoded, with_plain_ends
from rankandfile.core.count.formats.blt import read_blt, write_blt
from rankandfile.core.count.formats.cells import separator
from rankandfile.core.count.formats.cvr import read_cvr, write_cvr
from rankandfile.core.count.formats.cvr_xml import read_cvr_xml
from rankandfile.core.count.formats.debian import read_debian
from rankandfile.core.count.formats.elekto import ANSWERS, SILENT, read_elekto
from rankandfile.core.count.formats.preflib import read_preflib, write_preflib
from rankandfile.core.count.formats.scores import read_scores
from rankandfile.core.count.formats.stv import read_stv
from rankandfile.core.count.formats.table import read_names, read_scottish
from rankandfile.core.count.policy import Policy, settled

READERS: Mapping[str, Callable[[bytes], Contest]] = {
    "blt": read_blt,
    "preflib": read_preflib,
    "cvr": read_cvr,
    "cvr-xml": read_cvr_xml,
    "elekto": read_elekto,
    "names": read_names,
    "scores": read_scores,
    "scottish-csv": read_scottish,
    "debian": read_debian,
    "stv": read_stv,
}
SEVERAL_CONTESTS: Mapping[str, Callable[[bytes, Policy | None, str], Contest]] = {
    "cvr": read_cvr,
    "cvr-xml": read_cvr_xml,
}
WRITERS: Mapping[str, Callable[[Contest], bytes]] = {"blt": write_blt, "preflib": write_preflib, "cvr": write_cvr}
ENDINGS: Mapping[str, str] = {
    **dict.fromkeys(("soc", "soi", "toc", "toi"), "preflib"),
    "json": "cvr",
    "xml": "cvr-xml",
    "stv": "stv",
}
BEGINNING = 100_000
"""Bytes of a file that are looked at to tell its format."""


def read(raw: bytes, name: str = "", form: str = "", policy: Policy | None = None, contest: str = "") -> Contest:
    """The contest in a file of ballots; without a form it is guessed, without a policy it is the format's usual one.

    A name or id of a contest says which is meant, in a format whose files may hold several.
    """
    plain = with_plain_ends(raw)
    form = form or guess(plain, name)
    raw = raw if form == "cvr-xml" else plain
    if form not in READERS:
        raise Unreadable(1, f"there is no format {form!r}; there are {', '.join(READERS)}")
    if form in SEVERAL_CONTESTS:
        return SEVERAL_CONTESTS[form](raw, policy, contest)
    if contest:
        raise Unreadable(1, f"a file in the format {form!r} holds one contest; none is to be named")
    if policy is None:
        return READERS[form](raw)
    if form == "scores":
        raise Unreadable(1, "scores are no ranks; what becomes of overvotes and skipped ranks cannot be asked of them")
    if form == "names":
        return read_names(raw, policy)
    read_plainly = READERS[form](raw)
    return replace(read_plainly, ballots=settled(policy, read_plainly.ballots))


def guess(raw: bytes, name: str) -> str:
    """The format that the name ends on, or that the first lines show."""
    ending = name.rpartition(".")[2].lower()
    if ending in ENDINGS:
        return ENDINGS[ending]
    if b"\nV: " in raw[:BEGINNING]:
        return "debian"
    return _kind_of_table(decoded(raw[:BEGINNING])[0]) if ending in ("csv", "tsv") else _kind_of_text(raw)


def _kind_of_text(raw: bytes) -> str:
    """Of the other formats the one that begins so."""
    begin = raw[:BEGINNING].lstrip(b"\xef\xbb\xbf \t\n")
    kinds = {b"{": "cvr", b"<": "cvr-xml", b"# FILE NAME": "preflib", b"# TITLE": "preflib"}
    found = [form for mark, form in kinds.items() if begin.startswith(mark)]
    return next(iter(found), "stv" if b"ballots=" in begin else "blt")


def _kind_of_table(text: str) -> str:
    """Of the shapes of CSV the one whose first two lines these are."""
    mark = separator(text)
    lines = [line for line in text.splitlines() if line.strip(f" {mark}")][:2] or [""]
    first, second = (
        [cell.strip().strip('"').casefold() for cell in line.split(mark)] for line in (lines[0], lines[-1])
    )
    numbers = [cell for cell in first if cell.isdecimal()]
    if len(numbers) == 2 and not any(first[2:]) and all(not cell or cell.isdecimal() for cell in second):
        return "scottish-csv"
    if len(numbers) == len([cell for cell in first if cell]):
        return "names"
    return "elekto" if all(cell.isdecimal() or cell in SILENT or cell in ANSWERS for cell in second) else "names"
