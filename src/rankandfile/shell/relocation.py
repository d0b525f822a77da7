"""Moving an organisation: from files into a database that several machines share, or back, under the same root.

The old place is shut by the same transaction that held its lock all the time: whoever still serves from it can read,
and can record nothing any more. Two places in which one key writes would be a fork, and a witness would refuse it. If
anything fails before, the new place is removed and the old one goes on as if nothing had been tried.
"""

import re
import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TypeAlias

from .carrying import Load, Progress, deliver, lift
from .home import Database, Home, Settings, begin, make_rooms, settings_of, written
from .rooms import rooms_of
from .store import Head
from .trouble import Trouble, WrongUse

OWN = re.compile(
    r"(record|vault|box|boards|accounts|witnessed)\.(db|sqlite)(-\w+)?|settings\.toml|database\.key|snapshot.*"
)
"""What is not copied as it stands: the rooms, which are carried; what is made anew; what can be had again."""
_TABLE = re.compile(r"^\[database\]\n(?:(?!\[).*\n?)*", re.MULTILINE)

Accounts: TypeAlias = Callable[[Path, Path], None]
"""Old home, new home -> the accounts of the one are those of the other. The site's, which this room does not know."""


def move(source: Home, target: Home, database: Database, accounts: Accounts, progress: Progress) -> Head:
    """How far the record reaches that now stands in the new home, alone. Folder and database were empty before."""
    if source.path.resolve() == target.path.resolve():
        raise WrongUse(f"{source.path} is where the organisation is already.")
    rooms, building = rooms_of(source), begin(target)
    try:
        _furnish(source, building, database)
        make_rooms(building)
        with ExitStack() as held, rooms.store.batch() as batch:
            rooms.store.place.take_time()
            held.enter_context(rooms.boards.writing())  # a ballot is taken here before the copy, or not at all
            load = lift(rooms, batch, held)
            held.enter_context(rooms.vault.place.writing())
            head = _arrived(load, building, progress)
            accounts(source.path, building.path)
            rooms.store.place.shut(
                f"{settings_of(source).record.origin} is kept in {target.path} since entry {head.size - 1}."
                " Nothing is recorded here any more: serve that folder."
            )
    except BaseException:
        _unmake(building, database)
        raise
    finally:
        rooms.close()
    building.path.rename(target.path)
    return head


def _arrived(load: Load, building: Home, progress: Progress) -> Head:
    rooms = rooms_of(building)
    try:
        deliver(load, rooms, progress)
        return rooms.store.head()
    finally:
        rooms.close()


def _furnish(source: Home, building: Home, database: Database) -> None:
    """Keys and whatever else lies in the folder are in the new one too, with settings that name the new place."""
    for file in source.path.iterdir():
        if file.is_dir():
            shutil.copytree(file, building.path / file.name)
        elif not OWN.fullmatch(file.name):
            shutil.copy2(file, building.path / file.name)
    own = written(Settings(record=settings_of(source).record, database=database))
    _, name, rest = own.partition("\n[database]\n")
    building.settings.write_text(without_database(source) + name + rest, encoding="utf-8")


def without_database(home: Home) -> str:
    """The home's settings as they stand, but for the database that they may name."""
    return _TABLE.sub("", home.settings.read_text(encoding="utf-8")).rstrip("\n") + "\n"


def _unmake(building: Home, database: Database) -> None:
    if database.url and building.database_key.is_file():
        from .store_postgres import remove, shared_by

        with suppress(Trouble):
            remove(shared_by(building, database))
    shutil.rmtree(building.path)
