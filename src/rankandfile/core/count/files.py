"""Which format a file of ballots has, by its name and its first bytes."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from rankandfile.core.count.contest import Contest, Unreadable
from rankandfile.core.count.formats.blt import read_blt, write_blt
from rankandfile.core.count.formats.cvr import read_cvr, write_cvr
from rankandfile.core.count.formats.cvr_xml import read_cvr_xml
from rankandfile.core.count.formats.debian import read_debian
from rankandfile.core.count.formats.elekto import ANSWERS, SILENT, read_elekto
from rankandfile.core.count.formats.preflib import read_preflib, write_preflib
from rankandfile.core.count.formats.scores import read_scores
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
}


def read(raw: bytes, name: str = "", form: str = "", policy: Policy | None = None, contest: str = "") -> Contest:
    """The contest in a file of ballots; without a form it is guessed, without a policy it is the format's usual one.

    A name or id of a contest says which is meant, in a format whose files may hold several.
    """
    form = form or guess(raw, name)
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
    if b"\nV: " in raw:
        return "debian"
    return _kind_of_table(raw) if ending == "csv" else "blt"


def _kind_of_table(raw: bytes) -> str:
    """Of the shapes of CSV the one whose second line this is."""
    lines = [line.strip(b" \r,") for line in raw.split(b"\n", 2)[:2]]
    if lines[0].count(b",") == 1 and all(line.replace(b",", b"").isdigit() for line in lines):
        return "scottish-csv"
    cells = [cell.strip().decode("ascii", "replace").casefold() for cell in lines[-1].split(b",")]
    return "elekto" if all(cell.isdigit() or cell in SILENT or cell in ANSWERS for cell in cells) else "names"
