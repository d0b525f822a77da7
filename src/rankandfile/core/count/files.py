"""Which format a file of ballots has, by its name and its first bytes."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from rankandfile.core.count.contest import Contest, Unreadable
from rankandfile.core.count.formats.blt import read_blt, write_blt
from rankandfile.core.count.formats.cvr import read_cvr, write_cvr
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
    "elekto": read_elekto,
    "names": read_names,
    "scores": read_scores,
    "scottish-csv": read_scottish,
    "debian": read_debian,
}
WITH_POLICY: Mapping[str, Callable[[bytes, Policy], Contest]] = {"cvr": read_cvr, "names": read_names}
"""Readers that meet marks which no ranking can hold, and so settle them as they read."""
WRITERS: Mapping[str, Callable[[Contest], bytes]] = {"blt": write_blt, "preflib": write_preflib, "cvr": write_cvr}
ENDINGS: Mapping[str, str] = {"soc": "preflib", "soi": "preflib", "toc": "preflib", "toi": "preflib", "json": "cvr"}


def read(raw: bytes, name: str = "", form: str = "", policy: Policy | None = None) -> Contest:
    """The contest in a file of ballots; without a form it is guessed, without a policy it is the format's usual one."""
    form = form or guess(raw, name)
    if form not in READERS:
        raise Unreadable(1, f"there is no format {form!r}; there are {', '.join(READERS)}")
    if policy is None:
        return READERS[form](raw)
    if form == "scores":
        raise Unreadable(1, "scores are no ranks; what becomes of overvotes and skipped ranks cannot be asked of them")
    if form in WITH_POLICY:
        return WITH_POLICY[form](raw, policy)
    contest = READERS[form](raw)
    return replace(contest, ballots=settled(policy, contest.ballots))


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
