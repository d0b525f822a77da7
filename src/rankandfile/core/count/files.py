"""Which format a file of ballots has, by its name and its first bytes."""

from collections.abc import Callable, Mapping

from rankandfile.core.count.contest import Contest, Unreadable
from rankandfile.core.count.formats.blt import read_blt, write_blt
from rankandfile.core.count.formats.debian import read_debian
from rankandfile.core.count.formats.elekto import read_elekto

READERS: Mapping[str, Callable[[bytes], Contest]] = {"blt": read_blt, "elekto": read_elekto, "debian": read_debian}
WRITERS: Mapping[str, Callable[[Contest], bytes]] = {"blt": write_blt}


def read(raw: bytes, name: str = "", form: str = "") -> Contest:
    """The contest in a file of ballots; without a form it is guessed."""
    form = form or guess(raw, name)
    if form not in READERS:
        raise Unreadable(1, f"there is no format {form!r}; there are {', '.join(READERS)}")
    return READERS[form](raw)


def guess(raw: bytes, name: str) -> str:
    """The format that the name ends on, or that the first bytes show."""
    ending = name.rpartition(".")[2].lower()
    return ending if ending in READERS else "blt"
