"""The booth that a server gives to voters: whether its files are those that the record names.

The list of the booth's files has SHA-256 and name of each, as `sha256sum` writes it; the SHA-256 of the list, the
*bundle hash*, stands in the entry that set a board up. So whoever fetches list and files holds all of it against the
record: from several places, because a server that wants to cheat one voter serves that voter alone something else.
"""

import re
from collections.abc import Callable, Iterator
from hashlib import sha256

SUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._/-]*)")


def bundle(listed: bytes) -> str:
    """The bundle hash of this list."""
    return sha256(listed).hexdigest()


def names(listed: bytes) -> dict[str, str]:
    """The SHA-256 of each file by its name, as the list says; lines that say nothing are left out."""
    lines = map(_LINE.fullmatch, listed.decode("ascii", "replace").splitlines())
    return {line[2]: line[1] for line in lines if line is not None and ".." not in line[2]}


def faults(listed: bytes, read: Callable[[str], bytes | None]) -> Iterator[str]:
    """What is wrong with the booth's files, in sentences: a file that is missing, or is not the one in the list."""
    found = names(listed)
    if len(found) != len(listed.splitlines()):
        yield "The list of the booth's files has lines that name no file."
    for name, digest in found.items():
        content = read(name)
        if content is None:
            yield f"The booth's file {name} is not there."
        elif sha256(content).hexdigest() != digest:
            yield f"The booth's file {name} is not the one in the list: its SHA-256 is {sha256(content).hexdigest()}."
