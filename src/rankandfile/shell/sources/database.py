"""A record in its database, without the organisation's folder: what an auditor sees who was given the tables to read.

`postgresql://auditor@db.example/union`, for a role that may read the schema `record` (docs/operating.md says how one is
made), or the file `record.db` by itself. Both have the entries and the hashes over them; texts and rulebooks are in the
vault, which is elsewhere or lies under a key that no database has. Nothing is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_bytes

from rankandfile.core.state import State
from rankandfile.record.mirror import Mirror
from rankandfile.record.note import Vkey

from ..database import Connections
from ..place import Place
from ..published import Published
from ..store import RECORD, Store
from ..trouble import NoSuchFile
from ..vault import Vault

SETTINGS = "settings.toml"


@contextmanager
def opened_database(where: str, log: Vkey | None = None) -> Iterator[Mirror]:
    """The entries and hashes of the record in the database, while the context lasts.

    The password is where PostgreSQL's own programs look for it: PGPASSWORD, or `~/.pgpass`.
    """
    from ..postgres import Shared

    with _opened(Shared(where, "", token_bytes(32)), log) as source:  # nothing secret is read: any key will do
        yield source


@contextmanager
def opened_file(path: Path, log: Vkey | None = None) -> Iterator[Mirror]:
    """The same from the file; with the texts where it lies in the folder of its organisation."""
    if (path.parent / SETTINGS).exists():
        from .home import opened_home

        with opened_home(path.parent, log) as source:
            yield source
        return
    with _opened(Connections(path, RECORD, reads_only=True), log) as source:
        yield source


@contextmanager
def _opened(place: Place, log: Vkey | None) -> Iterator[Mirror]:
    if log is None:
        raise NoSuchFile(f"Nothing in {place.name} says by which key the record is signed: give it with --key.")
    store = Store(place)
    try:
        files = Published(store, Vault(place), log, State())
        yield Mirror(files.read, log, has_texts=False, grows=True)
    finally:
        store.close()
