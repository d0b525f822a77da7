"""A record in an organisation's own folder, as its operator or somebody with a copy of the folder has it. Only read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rankandfile.core.chapters.erasing import ErasingState
from rankandfile.core.ids import ElectionId
from rankandfile.core.state import State
from rankandfile.core.table import Table
from rankandfile.record.malformed import Malformed
from rankandfile.record.mirror import Mirror
from rankandfile.record.note import LogKey, Vkey, divided, parse_signature_line

from .. import booth
from ..board_store import BOARDS, BoardStore
from ..database import Connections
from ..home import Home, settings_of
from ..published import Published
from ..reading import caught_up
from ..store import RECORD, Store
from ..trouble import Damaged, NoSuchFile
from ..vault import VAULT, Vault


@contextmanager
def opened_home(folder: Path, log: Vkey | None = None) -> Iterator[Mirror]:
    """The record in the folder, while the context lasts. Without a key from elsewhere, the folder's own is named."""
    home = Home(folder)
    store, vault, boards = _rooms(home)
    try:
        signing = _signing_key(home, store.head().checkpoint) or log
        if signing is None:
            raise NoSuchFile(f"No key in {folder} has signed this record: give the one that you know with --key.")
        files = Published(store, vault, signing, _sealed(store, vault), boards=_given(home, boards))
        damaged: list[str] = []
        source = Mirror(_read(files, damaged), signing, grows=True, booth=booth.content)
        source.damaged = damaged
        yield source
    finally:
        store.close()
        vault.close()
        boards.close()


def _given(home: Home, boards: BoardStore) -> Callable[[ElectionId], bytes | None]:
    """What gives the boards; none where the folder is from before there were any, or somebody took them away."""
    is_there = home.boards.exists() or settings_of(home).database.url
    return boards.archive if is_there else lambda election: None


def _rooms(home: Home) -> tuple[Store, Vault, BoardStore]:
    if settings_of(home).database.url:
        from ..rooms import rooms_of

        rooms = rooms_of(home)
        return rooms.store, rooms.vault, rooms.boards
    record = Connections(home.record, RECORD, reads_only=True)
    boards = BoardStore(Connections(home.boards, BOARDS, reads_only=True))
    return Store(record), Vault(Connections(home.vault, VAULT, reads_only=True)), boards


def _sealed(store: Store, vault: Vault) -> State:
    """A state that knows of what is closed by order of a court, and nothing of erasures: what is left of those, shows.

    It is folded from the record as it says, for this one question. A record that does not fold closes nothing.
    """
    try:
        if not any(b'"kind":"TextSealed"' in leaf for leaf in store.entries()):
            return State()
        own = caught_up(State(), store, vault).erasing
    except Exception:  # noqa: BLE001 - what is wrong with the record is for the verification to find
        return State()
    closed = {name: request for name, request in own.requests.items() if request.stage == "sealed"}
    of = ((place, name) for place, name in own.of.items() if name in closed)
    return State(erasing=ErasingState(Table(closed.items()), Table(of)))


def _read(files: Published, damaged: list[str]) -> Callable[[str], bytes | None]:
    def read(name: str) -> bytes | None:
        try:
            return files.read(name)
        except Damaged as error:
            damaged.append(f"{name} ({error})")
            return None

    return read


def _signing_key(home: Home, note: str) -> Vkey | None:
    """The key in the folder whose signature stands first under the checkpoint."""
    try:
        key_id = parse_signature_line(divided(note)[1][0])[1]
    except Malformed:
        return None
    return next((key for key in _keys(home) if key.key_id == key_id), None)


def _keys(home: Home) -> Iterator[Vkey]:
    origin = settings_of(home).record.origin
    for file in sorted(home.path.glob("log*.key")):
        try:
            yield LogKey(origin, bytes.fromhex(file.read_text(encoding="ascii").strip())).vkey
        except (OSError, ValueError):
            continue
