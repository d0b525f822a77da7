"""Which format a file of ballots has, by its name and its first bytes."""

from collections.abc import Callable, Mapping

from rankandfile.core.count.contest import Contest, Unreadable
from rankandfile.core.count.formats.blt import read_blt, write_blt
from rankandfile.core.count.formats.cvr import read_cvr, write_cvr
from rankandfile.core.count.formats.debian import read_debian
from rankandfile.core.count.formats.elekto import read_elekto
from rankandfile.core.count.formats.preflib import read_preflib, write_preflib
from rankandfile.core.count.formats.scores import read_scores
from rankandfile.core.count.formats.table import read_names, read_scottish

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
WRITERS: Mapping[str, Callable[[Contest], bytes]] = {"blt": write_blt, "preflib": write_preflib, "cvr": write_cvr}
ENDINGS: Mapping[str, str] = {"soc": "preflib", "soi": "preflib", "toc": "preflib", "toi": "preflib", "json": "cvr"}


def read(raw: bytes, name: str = "", form: str = "") -> Contest:
    """The contest in a file of ballots; without a form it is guessed."""
    form = form or guess(raw, name)
    if form not in READERS:
        raise Unreadable(1, f"there is no format {form!r}; there are {', '.join(READERS)}")
    return READERS[form](raw)


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
    cells = lines[-1].lower().replace(b"no opinion", b"0").split(b",")
    return "elekto" if all(not cell.strip() or cell.strip().isdigit() for cell in cells) else "names"
