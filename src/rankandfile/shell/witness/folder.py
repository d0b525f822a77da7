"""The folder of a witness: everything that it keeps.

witness.db      which logs it watches, under which keys, and what it has cosigned; never to be restored from a copy
witness.key     the key that cosigns; whoever has it can cosign in the witness's name
witness.toml    its name
"""

import re
from pathlib import Path
from secrets import token_hex

import msgspec
from msgspec import Struct

from rankandfile.record.cosignature import CosigningKey
from rankandfile.record.malformed import Malformed
from rankandfile.shell.home import ORIGIN, keep_secret
from rankandfile.shell.trouble import Damaged, NoSuchFile, ReadOnly, WrongUse

from .ledger import Ledger

_SEED = re.compile(r"[0-9a-f]{64}\n?")


class Own(Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[witness]` of witness.toml."""

    name: str
    """The name it signs under, for ever: a web address without its scheme."""


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """What witness.toml says."""

    witness: Own


class Folder(Struct, frozen=True):
    """The folder, and what lies where in it."""

    path: Path

    @property
    def ledger(self) -> Path:
        """What it watches and what it has cosigned."""
        return self.path / "witness.db"

    @property
    def key(self) -> Path:
        """The private key."""
        return self.path / "witness.key"

    @property
    def settings(self) -> Path:
        """Its name."""
        return self.path / "witness.toml"


def make(folder: Folder, name: str) -> CosigningKey:
    """The key of the new witness. Its folder exists with an empty ledger that belongs to this key; all or nothing."""
    if not ORIGIN.fullmatch(name):
        raise WrongUse(f"“{name}” cannot name a witness. Use a web address without https://, as union.example/witness")
    if folder.path.exists() and not (folder.path.is_dir() and not any(folder.path.iterdir())):
        raise WrongUse(f"{folder.path} is in use already. Choose an empty folder, or a new one.")
    building = Folder(folder.path.with_name(f".{folder.path.name}.{token_hex(4)}"))
    try:
        building.path.mkdir(parents=True, mode=0o700)
        building.settings.write_text(f'[witness]\nname = "{name}"\n', encoding="utf-8")
        keep_secret(building.key, token_hex(32))
        key = _key(building, name)
        Ledger.create(building.ledger, key.vkey)
        building.path.rename(folder.path)
    except OSError as error:
        raise ReadOnly(f"{folder.path} cannot be made: {error.strerror}.") from error
    return key


def own_key(folder: Folder) -> CosigningKey:
    """The key of the witness, under its name."""
    missing = f"There is no witness at {folder.path}. Begin one: rankandfile witness init {folder.path} --name …"
    try:
        name = msgspec.toml.decode(_read(folder.settings, missing), type=Settings).witness.name
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Damaged(f"{folder.settings}: {error}") from error
    return _key(folder, name)


def _key(folder: Folder, name: str) -> CosigningKey:
    secret = _read(folder.key, f"The key of this witness is missing: {folder.key}. Without it nothing can be cosigned.")
    if not _SEED.fullmatch(text := secret.decode(errors="replace")):
        raise Damaged(f"{folder.key} is not a key of 64 hexadecimal digits.")
    try:
        return CosigningKey(name, bytes.fromhex(text.strip()))
    except Malformed as error:
        raise Damaged(f"{folder.settings}: {error}") from error


def _read(path: Path, missing: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NoSuchFile(missing) from None
    except OSError as error:
        raise ReadOnly(f"This user may not read {path}: {error.strerror}.") from error
