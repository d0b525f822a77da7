"""Record, vault, ballot box and boards of an organisation, wherever its home says that they are kept."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from rankandfile.core.ids import ElectionId

from .board_store import BOARDS, BoardStore
from .box import Ballot, Box, Committed
from .database import Kind
from .home import Home, settings_of
from .place import Place
from .store import RECORD, Store
from .trouble import WrongUse
from .vault import VAULT, Vault

if TYPE_CHECKING:
    from .postgres import Shared


class AnyBox(Protocol):
    """A ballot box: `box.Box` in a file, `box_postgres.SharedBox` in a database. Each says how it keeps the secret."""

    def lay_aside(self, ballots: Sequence[Ballot], size: int, root: bytes) -> None:
        """The ballots are durable, apart from the others until the record has this size and root."""

    def settle(self, committed: Committed) -> None:
        """No ballot lies aside: those of committed batches are mixed in, the others gone."""

    def ballots(self, election: ElectionId) -> tuple[Ballot, ...]:
        """The ballots of the election in the order of their trackers."""

    def elections(self) -> tuple[ElectionId, ...]:
        """The elections that there are ballots of."""

    def number(self, election: ElectionId) -> int:
        """How many ballots the box holds for the election."""

    def empty(self, election: ElectionId) -> None:
        """Nothing of the election's ballots is left: the record has them now."""

    def close(self) -> None:
        """Closes this thread's connection."""


class Rooms(Struct, frozen=True):
    """What the secretary works with."""

    store: Store
    vault: Vault
    box: AnyBox
    boards: BoardStore
    shared: "Shared | None" = None
    """The database in which all of them are, where several machines share them."""

    def parts(self) -> tuple[tuple[Kind, Place], ...]:
        """What is carried to another place row by row (`carrying`); the ballot box goes ballot by ballot."""
        return (RECORD, self.store.place), (VAULT, self.vault.place), (BOARDS, self.boards.place)

    def close(self) -> None:
        """Closes this thread's connections."""
        for room in (self.store, self.vault, self.box, self.boards):
            room.close()


def rooms_of(home: Home) -> Rooms:
    """Open rooms, none of them entered yet. Raises Trouble where the home cannot say where they are."""
    database = settings_of(home).database
    if not database.url:
        return Rooms(Store(home.record), Vault(home.vault), Box(home.box), _boards(home))
    from .box_postgres import SharedBox
    from .store_postgres import recognise, shared_by

    shared = shared_by(home, database)
    recognise(shared)
    return Rooms(Store(shared), Vault(shared), SharedBox(shared), BoardStore(shared), shared)


def _boards(home: Home) -> BoardStore:
    """The boards in the folder; empty ones where it is from before there were any."""
    if home.record.exists() and not home.boards.exists():
        with suppress(WrongUse):  # another process was quicker
            BoardStore.create(home.boards)
    return BoardStore(home.boards)
