"""A snapshot of the state, so that a start reads only the entries since. For starting, never for verifying.

It stands in the home folder, and each machine has its own. It is made of the record by this very software, and used
only where all of this is certain: the record has had this root at this size; engine and code are those that made it,
file by file; no byte of it has changed. Any doubt, and the whole record is folded again, which is never wrong, only
slower. Losing the file costs some seconds at the next start. It holds what the record says, and no names.

How a state becomes bytes is `core.kept`'s: typed, and nothing in them can be carried out.
"""

import os
import platform
from functools import cache
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

import msgspec
from msgspec import Struct

import rankandfile
from rankandfile.core.kept import again, kept
from rankandfile.core.state import State
from rankandfile.record.tree import EMPTY_ROOT

from .store import Store

NAME = "snapshot"
WORTH = 5_000
"""Entries since the last one from which on a start makes another."""
FOLDED_BY = ("core", "record", "shell/reading.py", "shell/draft.py", "shell/snapshot.py")
"""The code of which a state comes."""
NOTHING = (State(), EMPTY_ROOT)


class Key(Struct, frozen=True, forbid_unknown_fields=True):
    """What a snapshot is of, and by what it was made."""

    size: int
    root: str
    engine: int
    code: str
    content: str
    """SHA-256 of the bytes that follow."""


def taken(folder: Path, store: Store) -> tuple[State, bytes]:
    """The state to start with, and the root of the entries it comes of: those of nothing, where there is any doubt."""
    try:
        line, _, content = (folder / NAME).read_bytes().partition(b"\n")
        key = msgspec.json.decode(line, type=Key)
        root = bytes.fromhex(key.root)
        if key.code != code() or key.content != sha256(content).hexdigest() or not store.had_root(key.size, root):
            return NOTHING
        state = again(content)
    except (OSError, ValueError):  # msgspec's errors are ValueErrors
        return NOTHING
    return (state, root) if (state.size, state.foundation.engine) == (key.size, key.engine) else NOTHING


def keep(folder: Path, state: State, root: bytes) -> None:
    """The next start begins with this state. Where the folder cannot be written, it begins as this one did."""
    content = kept(state)
    key = Key(int(state.size), root.hex(), state.foundation.engine, code(), sha256(content).hexdigest())
    unfinished = folder / f"{NAME}.{token_hex(4)}"
    try:
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(msgspec.json.encode(key) + b"\n" + content)
        unfinished.rename(folder / NAME)
    except OSError:
        unfinished.unlink(missing_ok=True)


@cache
def code() -> str:
    """A hash of everything that a state comes of: our files, and the versions of what they stand on."""
    top = Path(rankandfile.__file__).parent
    own = sha256(f"{platform.python_version()} {msgspec.__version__}".encode())
    for place in FOLDED_BY:
        for file in sorted((top / place).rglob("*.py")) or [top / place]:
            own.update(f"\n{file.relative_to(top)}\n".encode() + file.read_bytes())
    return own.hexdigest()
