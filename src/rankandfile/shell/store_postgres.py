"""The tables of a shared database: the same record, vault, box and boards, spelled as PostgreSQL wants them.

One definition of each table stands in `store`, `vault` and `board_store`; here it is only respelled, so the two cannot
drift apart. The box has tables of its own (`box_postgres`). `record.kind` says which tables there are, and in which
version, and holds a value hidden with the key of the home folders, by which a wrong key is recognised before anything
is written with it.
"""

import re

from .board_store import BOARDS
from .database import Kind
from .home import Database, Home, database_key, password_of
from .postgres import Shared
from .postgres_session import SCHEMAS
from .store import RECORD
from .trouble import WrongUse
from .vault import VAULT

BOX = Kind(
    "ballot box",
    0,
    1,
    "",
    """
    CREATE TABLE ballot(election TEXT NOT NULL, d BLOB PRIMARY KEY) STRICT;
    CREATE TABLE aside(election TEXT NOT NULL, d BLOB PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL) STRICT
    """,
)
KINDS = dict(zip(SCHEMAS, (RECORD, VAULT, BOX, BOARDS), strict=True))
ACCOUNTS = "accounts"
"""The schema of the site's own tables."""
KIND = "CREATE TABLE record.kind(name text PRIMARY KEY, version bigint NOT NULL, hidden bytea NOT NULL)"
SPELLED = (
    (r"\bINTEGER\b", "bigint"),
    (r"\bBLOB\b", "bytea"),
    (r"\bTEXT\b", 'text COLLATE "C"'),
    (r"\) STRICT(, WITHOUT ROWID)?", ")"),
    (r"x'([0-9a-f]*)'", r"'\\x\1'"),
)


def spelled(tables: str) -> str:
    """The tables of a SQLite file in PostgreSQL's words. Texts are compared byte by byte in both."""
    for theirs, ours in SPELLED:
        tables = re.sub(theirs, ours, tables)
    return tables


def shared_by(home: Home, database: Database) -> Shared:
    """The database that this home names, with the password and the key that the home has for it."""
    return Shared(database.url, password_of(home, database), database_key(home))


def create(shared: Shared) -> None:
    """Empty tables stand in the database, all or none. Refuses a database in which there are some already."""
    if there := used_schemas(shared):
        raise WrongUse(
            f"{shared.name} is in use: there is a schema “{there[0]}” already. It was left as it is."
            " Give each organisation a database of its own: createdb NAME."
        )
    with shared.writing():
        for schema in SCHEMAS:
            _add(shared, schema)
        shared.execute(f"CREATE SCHEMA {ACCOUNTS}")
        shared.execute(
            "CREATE TABLE record.kind(name text PRIMARY KEY, version bigint NOT NULL, hidden bytea NOT NULL)"
        )
        for schema in SCHEMAS:
            _name(shared, schema)


def _add(shared: Shared, schema: str) -> None:
    shared.execute(f"CREATE SCHEMA {schema}; SET LOCAL search_path = {schema}; {spelled(KINDS[schema].tables)}")
    shared.execute(f"SET LOCAL search_path = {', '.join(SCHEMAS)}")


def _name(shared: Shared, schema: str) -> None:
    kind = KINDS[schema]
    row = (kind.name, kind.version, shared.hidden(kind.name.encode()))
    shared.execute("INSERT INTO record.kind VALUES(?, ?, ?)", row)


def used_schemas(shared: Shared) -> list[str]:
    """Which schemas of ours the database has already."""
    ours = [*SCHEMAS, ACCOUNTS]
    found = shared.rows("SELECT nspname::text FROM pg_namespace WHERE nspname = ANY(?) ORDER BY nspname", (ours,))
    return [row[0] for row in found]


def recognise(shared: Shared) -> None:
    """Raises Trouble unless every table is there, and no newer than this software.

    A database from before there were boards gets empty ones.
    """
    if "boards" not in used_schemas(shared) and shared.rows("SELECT 1 FROM pg_namespace WHERE nspname = 'record'"):
        with shared.writing():
            if "boards" not in used_schemas(shared):
                _add(shared, "boards")
                _name(shared, "boards")
    for kind in KINDS.values():
        shared.recognise(kind.name, kind.version)


def remove_unused(shared: Shared) -> None:
    """A database whose record is empty has no tables of ours any more; any other is left alone."""
    if shared.rows("SELECT size FROM head") == [(0,)]:
        remove(shared)


def remove(shared: Shared) -> None:
    """The database has no tables of ours any more. Only for who began it: another key than theirs raises Damaged."""
    for (hidden,) in shared.rows("SELECT hidden FROM record.kind"):
        shared.shown(hidden)
    with shared.writing():
        shared.execute(f"DROP SCHEMA {', '.join([*SCHEMAS, ACCOUNTS])} CASCADE")
