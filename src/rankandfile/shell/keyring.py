"""The keys in a home folder, and which of them signs: the one that the record says is in force.

log.key          the first key
log-<ID>.key     a key made for a change, under its key ID; it signs once the change is in the record

A key lies in the folder before the change is recorded, and nothing is renamed: whatever moment a crash chooses, the
record says which key signs and the key is there. As long as the key before it is there too, it signs as well, so that
witnesses who know only that one keep signing until they have taken the new one in.
"""

from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from rankandfile.core.chapters.keys import key_for
from rankandfile.core.state import State
from rankandfile.record.checkpoint import Checkpoint
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import LogKey, Vkey, open_note, parse_vkey

from .home import Home, keep_secret, read_log_key, settings_of
from .trouble import Damaged, NoSuchFile, Trouble


class Keyring:
    """The keys of one record. Files are read when they are needed and remembered."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self.origin = settings_of(home).record.origin
        self._known: dict[str, LogKey] = {}

    def in_force(self, state: State) -> LogKey:
        """The key that signs the record as it stands. Raises NoSuchFile where it is not in the folder."""
        vkey = key_for(state, int(state.size) + 1)
        key = self._find(vkey) if vkey else self._first()
        if key is None:
            raise _missing(self._home, vkey, is_first=len(state.keys.history) == 1)
        return key

    def signer(self, note: str) -> Vkey:
        """Whichever key in the folder has signed the note; the first one where none has."""
        files = (self._home.key, *sorted(self._home.path.glob("log-*.key")))
        keys = [self._read(str(file), file).vkey for file in files if file.exists()] or [self._first().vkey]
        for key in keys:
            with suppress(Malformed):
                return open_note(note, (key,)).signatures[0].by
        return keys[0]

    def sign(self, state: State, size: int, root: bytes) -> str:
        """The checkpoint, signed by the key in force and, while it is still there, by the one before it."""
        found = Checkpoint(self.origin, size, root)
        note = self.in_force(state).sign(found.text())
        before = self._find(state.keys.history[-2].vkey) if len(state.keys.history) > 1 else None
        return note if before is None else note + before.sign(found.text()).rpartition("\n\n")[2]

    def waiting(self, state: State) -> LogKey | None:
        """A key in the folder that the record has never named: the one made last; None where there is none."""
        named = {key.vkey for key in state.keys.history}
        files = sorted(self._home.path.glob("log-*.key"), key=lambda file: file.stat().st_mtime, reverse=True)
        keys = (self._read(str(file), file) for file in files)
        return next((key for key in keys if str(key.vkey) not in named), None)

    def make(self) -> LogKey:
        """A new key, durable in the folder. It signs nothing before the record says so."""
        secret = token_hex(32)
        key = LogKey(self.origin, bytes.fromhex(secret))
        keep_secret(self._file(key.vkey), secret)
        return key

    def drop(self, key: LogKey) -> None:
        """The key is gone from the folder."""
        self._file(key.vkey).unlink(missing_ok=True)
        self._known.pop(str(key.vkey), None)

    def _first(self) -> LogKey:
        return self._read("", self._home.key)

    def _find(self, vkey: str) -> LogKey | None:
        file = self._file(parse_vkey(vkey))
        if vkey in self._known or file.exists():
            return self._read(vkey, file)
        first = self._first() if self._home.key.exists() else None
        return first if first is not None and str(first.vkey) == vkey else None

    def _read(self, name: str, file: Path) -> LogKey:
        if name not in self._known:
            key = self._known[name] = read_log_key(file, self.origin)
            self._known[str(key.vkey)] = key
        return self._known[name]

    def _file(self, vkey: Vkey) -> Path:
        return self._home.path / f"log-{vkey.key_id.hex()}.key"


def _missing(home: Home, vkey: str, is_first: bool) -> Trouble:
    """What to say where the key in force is not in the folder."""
    if is_first and home.key.exists():
        return Damaged(f"The record is not signed by the key in {home.key}, but by {vkey}. Bring that one back.")
    file = home.key if is_first else home.path / f"log-{parse_vkey(vkey).key_id.hex()}.key"
    return NoSuchFile(f"The key that signs the record is missing: {file} ({vkey}). Without it nothing can be recorded.")
