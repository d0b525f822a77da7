"""The home folder: everything that one organisation keeps on this machine.

record.db        the record: entries, tiles, signed head. Its bytes are for ever
vault.db         openings and texts behind the record's commitments. Back up often, rotate within 30 days
box.db           ballots of elections that were not counted yet
log.key          the key that signs the record; whoever has it can sign in its name
settings.toml    what the operator decides. `[record]` is read here, the other tables by the site
accounts.sqlite  the site's: accounts and sessions, apart from the record (`web/home.py`)
"""

import os
import re
from pathlib import Path
from secrets import token_hex

import msgspec
from msgspec import Struct

from rankandfile.record.note import LogKey

from .box import Box
from .store import Store
from .trouble import Damaged, NoSuchFile, ReadOnly, WrongUse
from .vault import Vault

ORIGIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:/[a-z0-9._-]+)*")
"""A web address without its scheme, as C2SP asks: `union.example/record`."""


class Record(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The table `[record]` of settings.toml."""

    origin: str
    """The record's name for ever. Never changed, never used again for another record."""


class Settings(Struct, frozen=True, kw_only=True):
    """The tables of settings.toml that concern the record. Other tables belong to other rooms of the house."""

    record: Record


class Home(Struct, frozen=True):
    """The folder, and what lies where in it."""

    path: Path

    @property
    def record(self) -> Path:
        """Entries, tiles, head."""
        return self.path / "record.db"

    @property
    def vault(self) -> Path:
        """Openings and texts."""
        return self.path / "vault.db"

    @property
    def box(self) -> Path:
        """Ballots not counted yet."""
        return self.path / "box.db"

    @property
    def key(self) -> Path:
        """The log's private key."""
        return self.path / "log.key"

    @property
    def settings(self) -> Path:
        """What the operator decides."""
        return self.path / "settings.toml"


def make(home: Home, origin: str) -> None:
    """The folder exists with an empty record in it, a new key, an empty vault and an empty box; all or nothing."""
    if not ORIGIN.fullmatch(origin):
        raise WrongUse(
            f"“{origin}” cannot name a record. Use a web address without https://, such as union.example/record"
        )
    if home.path.exists() and any(home.path.iterdir()):
        raise WrongUse(f"{home.path} is in use already. Choose an empty folder, or a new one.")
    building = Home(home.path.with_name(f".{home.path.name}.{token_hex(4)}"))
    building.path.mkdir(parents=True, mode=0o700)
    building.settings.write_text(f'[record]\norigin = "{origin}"\n', encoding="utf-8")
    _keep_secret(building.key, token_hex(32))
    Store.create(building.record)
    Vault.create(building.vault)
    Box.create(building.box)
    building.path.rename(home.path)


def _keep_secret(path: Path, secret: str) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        file.write(secret + "\n")
        file.flush()
        os.fsync(file.fileno())


def settings_of(home: Home) -> Settings:
    """What settings.toml says of the record."""
    missing = f"There is no organisation at {home.path}: settings.toml is missing. Begin one: rankandfile init"
    try:
        return msgspec.toml.decode(_read(home.settings, missing), type=Settings)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Damaged(f"{home.settings}: {error}") from error


def log_key(home: Home) -> LogKey:
    """The key that signs the record, under the record's name."""
    origin = settings_of(home).record.origin
    secret = _read(home.key, f"The record's key is missing: {home.key}. Without it nothing can be recorded.")
    try:
        return LogKey(origin, bytes.fromhex(secret.decode().strip()))
    except ValueError as error:
        raise Damaged(f"{home.key} is not a key of 64 hexadecimal digits.") from error


def _read(path: Path, missing: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NoSuchFile(missing) from None
    except OSError as error:
        raise ReadOnly(f"This user may not read {path}: {error.strerror}.") from error
