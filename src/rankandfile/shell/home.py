"""The home folder: everything that one organisation keeps on this machine.

record.db        the record: entries, tiles, signed head. Its bytes are for ever
vault.db         openings and texts behind the record's commitments. Back up often, rotate within 30 days
box.db           ballots of elections that were not counted yet
boards.db        the boards of verifiable elections, and whose credential is whose
log.key          the key that signs the record; whoever has it can sign in its name. A later one: log-<ID>.key
witnessed.db     what witnesses have signed of the record. Can be lost without harm to it
search.db        an index of the words of published texts. Made anew where it is missing
database.key     where several machines share a database: what is secret there lies under this key, the same on each
settings.toml    what the operator decides. `[record]` is read here, the other tables by the site
accounts.sqlite  the site's: accounts and sessions, apart from the record (`web/home.py`)
"""

import os
import re
import shutil
from pathlib import Path
from secrets import token_hex

import msgspec
from msgspec import Struct, structs

from rankandfile.record.note import LogKey

from .board_store import BoardStore
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


class Database(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The table `[database]` of settings.toml: a PostgreSQL database in the place of files on this machine."""

    url: str = ""
    """`postgresql://user@host/name`, without a password; empty for files in this folder."""
    password_file: str = ""
    """Where the password stands, seen from this folder; empty for libpq's own ways: PGPASSWORD, ~/.pgpass, peer."""


FILES = Database()
"""An organisation in files on one machine."""


class Settings(Struct, frozen=True, kw_only=True):
    """The tables of settings.toml that concern the record. Other tables belong to other rooms of the house."""

    record: Record
    database: Database = FILES


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
    def boards(self) -> Path:
        """Boards of verifiable elections."""
        return self.path / "boards.db"

    @property
    def key(self) -> Path:
        """The log's private key."""
        return self.path / "log.key"

    @property
    def witnessed(self) -> Path:
        """What witnesses have signed."""
        return self.path / "witnessed.db"

    @property
    def search(self) -> Path:
        """The words of published texts."""
        return self.path / "search.db"

    @property
    def database_key(self) -> Path:
        """The key under which secrets lie in a shared database."""
        return self.path / "database.key"

    @property
    def settings(self) -> Path:
        """What the operator decides."""
        return self.path / "settings.toml"


def make(home: Home, origin: str, database: Database = FILES) -> None:
    """The folder exists with an empty record, a new key, an empty vault, box and boards; all or nothing."""
    if not ORIGIN.fullmatch(origin):
        raise WrongUse(
            f"“{origin}” cannot name a record. Use a web address without https://, such as union.example/record"
        )
    building = begin(home)
    settings = Settings(record=Record(origin=origin), database=database)
    try:
        building.settings.write_text(written(settings), encoding="utf-8")
        keep_secret(building.key, token_hex(32))
        make_rooms(building)
    except BaseException:
        shutil.rmtree(building.path)
        raise
    building.path.rename(home.path)


def begin(home: Home) -> Home:
    """A new empty folder beside this one, which takes its name when all is in it. Refuses a folder that is in use."""
    if home.path.exists() and any(home.path.iterdir()):
        raise WrongUse(f"{home.path} is in use already. Choose an empty folder, or a new one.")
    building = Home(home.path.with_name(f".{home.path.name}.{token_hex(4)}"))
    building.path.mkdir(parents=True, mode=0o700)
    return building


def make_rooms(home: Home) -> None:
    """Record, vault, box and boards stand empty where the settings in the folder say."""
    database = settings_of(home).database
    if not database.url:
        Store.create(home.record)
        Vault.create(home.vault)
        Box.create(home.box)
        BoardStore.create(home.boards)
        return
    from .store_postgres import create, shared_by

    keep_secret(home.database_key, token_hex(32))
    create(shared_by(home, database))


def remove_unused(home: Home) -> None:
    """The folder is gone, and its tables in a database. For a home in whose record nothing was ever written."""
    database = settings_of(home).database
    if database.url:
        from .store_postgres import remove_unused, shared_by

        remove_unused(shared_by(home, database))
    shutil.rmtree(home.path)


def written(settings: Settings) -> str:
    """The settings as they stand in settings.toml; what has its default value is left out."""
    lines = ["[record]", f"origin = {_quoted(settings.record.origin)}"]
    if settings.database.url:
        given = structs.asdict(settings.database).items()
        lines += ["", "[database]", *(f"{name} = {_quoted(value)}" for name, value in given if value)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML; JSON escapes the same characters."""
    return msgspec.json.encode(text).decode()


def keep_secret(path: Path, secret: str) -> None:
    """The file exists, holds the secret durably, and only its owner can read it."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
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
    """The first key of the record, under the record's name; `keyring` knows which one signs today."""
    return read_log_key(home.key, settings_of(home).record.origin)


def read_log_key(file: Path, origin: str) -> LogKey:
    """The key in the file, under the record's name."""
    secret = _read(file, f"The record's key is missing: {file}. Without it nothing can be recorded.")
    try:
        return LogKey(origin, bytes.fromhex(secret.decode().strip()))
    except ValueError as error:
        raise Damaged(f"{file} is not a key of 64 hexadecimal digits.") from error


def database_key(home: Home) -> bytes:
    """The key under which secrets lie in the shared database."""
    missing = f"The database's key is missing: {home.database_key}. Each machine that shares the database has the same."
    try:
        key = bytes.fromhex(_read(home.database_key, missing).decode().strip())
    except ValueError as error:
        raise Damaged(f"{home.database_key} is not a key of 64 hexadecimal digits.") from error
    if len(key) != 32:
        raise Damaged(f"{home.database_key} is not a key of 64 hexadecimal digits.")
    return key


def password_of(home: Home, database: Database) -> str:
    """The first line of the file that holds the database's password; empty where none is named."""
    if not database.password_file:
        return ""
    file = home.path / database.password_file
    return _read(file, f"The database's password is missing: {file}.").decode().split("\n")[0].strip()


def _read(path: Path, missing: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NoSuchFile(missing) from None
    except OSError as error:
        raise ReadOnly(f"This user may not read {path}: {error.strerror}.") from error
