"""Where a record can be verified from: a file, a folder, a site, a home. One word opens each of them.

    record.tar                      an export
    a-folder/                       an export that was unpacked, or a copy of a site's tiles
    https://union.example/record    a running site
    var/home/                       an organisation's own folder (needs the site's packages); it is only read
    var/home/record.db              the same, or the file of a record by itself
    postgresql://host/union         the tables of a record in a database

Each gives a `record.source.Source`. Nothing is believed here: a source hands over bytes, and `record.verify` asks.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rankandfile.record.export import read
from rankandfile.record.note import Vkey
from rankandfile.record.source import Source

from ..trouble import NoSuchFile, ReadOnly
from .folder import opened_folder
from .website import is_address, opened_website

DATABASES = ("postgresql://", "postgres://")
SQLITE = b"SQLite format 3\x00"


@contextmanager
def opened(where: str, log: Vkey | None = None, cookie: str = "") -> Iterator[Source]:
    """The record at this place, to be read while the context lasts. `log` is the key where it is known already.

    Raises Malformed where the place has a record that cannot be read at all, and Trouble where there is none.
    """
    if is_address(where):
        yield opened_website(where, log, cookie)
        return
    if where.startswith(DATABASES):
        from .database import opened_database

        with opened_database(where, log) as source:
            yield source
        return
    path = Path(where)
    if _is_sqlite(path):
        from .database import opened_file

        with opened_file(path, log) as source:
            yield source
    elif path.is_dir() and (path / "settings.toml").exists():
        from .home import opened_home

        with opened_home(path, log) as source:
            yield source
    elif path.is_dir():
        yield opened_folder(path, log)
    else:
        with _stream(path) as stream:
            yield read(stream)


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(SQLITE)) == SQLITE
    except OSError:
        return False


def _stream(path: Path):  # type: ignore[no-untyped-def]
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise NoSuchFile(f"There is no file {path}.") from None
    except OSError as error:
        raise ReadOnly(f"{path} cannot be read: {error.strerror}.") from error
