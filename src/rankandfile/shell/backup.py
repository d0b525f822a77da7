"""A backup: everything that an organisation keeps, as of one moment, in one file; made while it serves.

A tar with a list in front, which names the head that was signed and the hash of each file:

manifest.json    what this is: origin, size, root, checkpoint, public keys, hashes
record.db        the record, vault.db, box.db: files as one machine keeps them, wherever the organisation is kept
accounts.sqlite  accounts and sessions
settings.toml    what the operator decides, without the name of a database
log*.key         the keys that sign, only where they were asked for

Record and vault are those of one moment at which the record's lock was held (`carrying`). One taken before the other
would be worth less: a vault from before the record lacks texts of entries, and they are lost for ever; one from after
has texts of entries that the record lacks, which is how an older record in its place looks, and is not started with.

Rows are copied, not pages, so nothing that was deleted goes along; and a database that machines share takes the same
way. The file holds names and texts in the clear: it belongs encrypted, and destroyed within 30 days, for what is erased
meanwhile is still in it. The signing key is left out unless it is asked for: it does not change, so one copy in a safe
place is enough, and whoever finds one of many backups must not be able to sign.
"""

import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from shutil import rmtree

import msgspec
from msgspec import Struct

from rankandfile.record.note import LogKey, Vkey

from .carrying import Progress, deliver, lifted
from .home import Home, make_rooms, settings_of
from .relocation import Accounts, without_database
from .rooms import rooms_of
from .store import Head
from .trouble import Damaged, DiskFailed, DiskFull, NoSuchFile, WrongUse

FORMAT = 1
MANIFEST = "manifest.json"


class Manifest(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What stands at the beginning of a backup."""

    format: int
    origin: str
    size: int
    root: str
    """In hexadecimal."""
    checkpoint: str
    """The signed note."""
    keys: tuple[str, ...]
    """The public keys that may have signed it (vkeys)."""
    made: int
    """UTC seconds, by the clock of the machine that made it."""
    files: dict[str, str]
    """SHA-256 of each file by its name, in hexadecimal."""

    @property
    def head(self) -> Head:
        """How far the record reaches in this backup."""
        return Head(self.size, bytes.fromhex(self.root), self.checkpoint)


def backup(
    home: Home, file: Path, accounts: Accounts, progress: Progress, now: int, *, with_keys: bool = False
) -> Manifest:
    """The file holds the organisation as it is now: whole, durable and readable by its owner only, or there is none."""
    if file.exists():
        raise WrongUse(f"{file} exists already; it was left as it is.")
    with beside(file) as folder:
        building = Home(folder)
        building.settings.write_text(without_database(home), encoding="utf-8")
        head = _filled(home, building, progress)
        accounts(home.path, building.path)
        manifest = _manifest(home, building, head, now)
        if with_keys:
            for key in keys_of(home):
                (folder / key.name).write_bytes(key.read_bytes())
        manifest = msgspec.structs.replace(manifest, files=_hashes(folder))
        _write(file, folder, manifest)
    return manifest


def keys_of(home: Home) -> list[Path]:
    """The files with the keys that sign, or signed."""
    return sorted(home.path.glob("log*.key"))


def public_keys(home: Home) -> tuple[Vkey, ...]:
    """The public sides of the keys in the folder."""
    origin = settings_of(home).record.origin
    return tuple(key_in(file, origin).vkey for file in keys_of(home))


def key_in(file: Path, origin: str) -> LogKey:
    """The key that the file holds, under the name of the record."""
    try:
        return LogKey(origin, bytes.fromhex(file.read_text(encoding="ascii").strip()))
    except (ValueError, OSError) as error:
        raise Damaged(f"{file} is not a key of 64 hexadecimal digits that this user may read.") from error


def _filled(home: Home, building: Home, progress: Progress) -> Head:
    """How far the record reaches that is now in the building."""
    make_rooms(building)
    rooms, to = rooms_of(home), rooms_of(building)
    try:
        with lifted(rooms) as load:
            deliver(load, to, progress)
        return to.store.head()
    finally:
        to.close()
        rooms.close()


def _manifest(home: Home, building: Home, head: Head, now: int) -> Manifest:
    return Manifest(
        format=FORMAT,
        origin=settings_of(building).record.origin,
        size=head.size,
        root=head.root.hex(),
        checkpoint=head.checkpoint,
        keys=tuple(map(str, public_keys(home))),
        made=now,
        files={},
    )


def _hashes(folder: Path) -> dict[str, str]:
    found = {}
    for file in sorted(folder.iterdir()):
        if not file.name.endswith(("-journal", "-wal", "-shm")):  # empty: every database in the folder is closed
            with file.open("rb") as content:
                found[file.name] = hash_of(content.read)
    return found


def hash_of(read: Callable[[int], bytes]) -> str:
    """SHA-256 of what is read, in hexadecimal."""
    own = sha256()
    while some := read(1 << 20):
        own.update(some)
    return own.hexdigest()


@contextmanager
def beside(file: Path) -> Iterator[Path]:
    """A folder that only its owner can enter, gone afterwards. On the file's own disk, which has to have the room."""
    folder = file.absolute().with_name(f".{file.name}.{token_hex(4)}")
    try:
        folder.mkdir(mode=0o700)
        yield folder
    except FileNotFoundError as error:
        raise NoSuchFile(f"There is no folder {file.absolute().parent}.") from error
    except OSError as error:
        if error.errno == 28:
            raise DiskFull(f"The disk that holds {file} is full. Nothing was changed.") from error
        raise DiskFailed(f"{file} could not be written: {error.strerror}. Nothing was changed.") from error
    finally:
        rmtree(folder, ignore_errors=True)


def _write(file: Path, folder: Path, manifest: Manifest) -> None:
    """The tar is durable under its name from one moment on."""
    unfinished = folder / f"{file.name}.unfinished"
    with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
            _add(tar, MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=2), manifest.made)
            for name in manifest.files:
                _add_file(tar, folder / name, manifest.made)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.rename(file)
    _sync(file.absolute().parent)


def _entry(name: str, size: int, at: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = size, at, 0o600
    return entry


def _add(tar: tarfile.TarFile, name: str, content: bytes, at: int) -> None:
    tar.addfile(_entry(name, len(content), at), BytesIO(content))


def _add_file(tar: tarfile.TarFile, file: Path, at: int) -> None:
    with file.open("rb") as content:
        tar.addfile(_entry(file.name, file.stat().st_size, at), content)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
