"""Restoring a backup, and what it would cost: nothing is rolled back in silence.

A record that goes on from an older copy gives a second entry an index for which somebody has a receipt: a fork, signed
with its own key. So before anything is put in place, every head that is known is held against the backup: that of the
record that stands in the folder now, those under which witnesses put their names, those that witnesses show when they
are asked now, those that somebody brings in files. A head that lies on another way is a fork, and nothing is restored.
A head further on means a loss, which is told entry by entry as far as the present record can be read, and is accepted
only by its number.

What stood in the folder is not deleted: it is shut, so that no process goes on in it, and put aside under another name.
"""

import re
import shutil
import tarfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct, structs

from rankandfile.core.state import State
from rankandfile.record import checkpoint, leaf
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import Vkey, parse_vkey
from rankandfile.record.policy import Witness
from rankandfile.record.witnesses import able

from .backup import FORMAT, MANIFEST, Manifest, beside, hash_of, key_in, keys_of, public_keys
from .carrying import Progress, must_be_whole
from .home import Database, Home
from .known_heads import Known, at_home, in_file, of_witnesses
from .reading import caught_up
from .relocation import OWN, Accounts, move
from .rooms import rooms_of
from .store import Store
from .trouble import Damaged, Moved, NewerFile, NoSuchFile, ReadOnly, Trouble, WrongUse

NEEDED = frozenset({"record.db", "vault.db", "box.db", "settings.toml"})
FILES = NEEDED | {"boards.db", "accounts.sqlite"}
"""What a backup may hold, but for keys."""
KEY = re.compile(r"log(-[0-9a-f]+)?\.key")
LINES = 40
"""Of what is lost, so many lines are told."""


class Plan(Struct, frozen=True):
    """What a restore would do. Nothing is in place yet."""

    manifest: Manifest
    lost: int
    """How many entries that were signed once would be in the record no more."""
    why: tuple[str, ...]
    """Sentences: who knows of more, and which acts of which day would be gone."""
    told: tuple[str, ...] = ()
    """Sentences: which witnesses said nothing that counts."""


def restore(
    file: Path,
    home: Home,
    *,
    heads: Sequence[Path] = (),
    keys: Sequence[Path] = (),
    accept_loss_of: int = 0,
    database: Database | None = None,
    accounts: Accounts,
    progress: Progress,
    asks_witnesses: bool = True,
) -> Plan:
    """What was done; or what would be, where the loss is not what was accepted. Raises Trouble on any doubt."""
    _must_not_be_elsewhere(home)
    with beside(home.path) as folder:
        building = Home(folder)
        manifest = unpacked(file, folder)
        _bring_keys(building, manifest, home, keys)
        _must_be_sound(building, manifest, progress)
        logs = _logs(building, manifest)
        shown, told = of_witnesses(_witnesses(building, logs), logs) if asks_witnesses else ([], [])
        known = [*at_home(home, logs), *shown, *(in_file(head, logs) for head in heads)]
        plan = structs.replace(_plan(manifest, Store(building.record), home, known), told=tuple(told))
        if plan.lost == accept_loss_of:
            _put_in_place(building, home, database, accounts, progress)
    return plan


def _must_not_be_elsewhere(home: Home) -> None:
    """Raises Moved where the organisation went elsewhere from this folder: it may live there still."""
    why = ""
    if home.settings.is_file():
        with suppress(Trouble):
            rooms = rooms_of(home)
            why = rooms.store.place.why_shut()
            rooms.close()
    if why:
        raise Moved(f"{why} Restore there; or, where nothing is left of it, into an empty folder.")


def unpacked(file: Path, folder: Path) -> Manifest:
    """The manifest of the backup whose files are in the folder now, each with the hash that it names."""
    try:
        with file.open("rb") as stream, tarfile.open(fileobj=stream, mode="r:") as tar:
            return _unpack(tar, folder)
    except FileNotFoundError:
        raise NoSuchFile(f"There is no file {file}.") from None
    except (tarfile.TarError, msgspec.DecodeError, EOFError) as error:
        raise Damaged(f"{file} is no backup, or was cut off: {error}") from error
    except OSError as error:
        raise ReadOnly(f"{file} cannot be read: {error.strerror}.") from error


def _unpack(tar: tarfile.TarFile, folder: Path) -> Manifest:
    manifest = _manifest(tar)
    for name, wanted in manifest.files.items():
        if name not in FILES and not KEY.fullmatch(name):
            raise Damaged(f"The backup has a file {name}, which no backup has.")
        with _content(tar, name) as content, (folder / name).open("xb") as own:
            (folder / name).chmod(0o600)
            shutil.copyfileobj(content, own)
        with (folder / name).open("rb") as written:
            if hash_of(written.read) != wanted:
                raise Damaged(f"{name} in the backup is not as it was written: bytes were changed or lost.")
    if missing := NEEDED - set(manifest.files):
        raise Damaged(f"The backup lacks {', '.join(sorted(missing))}.")
    return manifest


def _manifest(tar: tarfile.TarFile) -> Manifest:
    with _content(tar, MANIFEST) as content:
        raw = content.read(1 << 20)
    number = msgspec.json.decode(raw, type=dict[str, object]).get("format")
    if isinstance(number, int) and number > FORMAT:
        raise NewerFile(f"The backup was made by newer software (format {number}). Use that software, or newer.")
    return msgspec.json.decode(raw, type=Manifest)


def _content(tar: tarfile.TarFile, name: str) -> BinaryIO:
    try:
        content = tar.extractfile(name)
    except KeyError:
        content = None
    if content is None:
        raise Damaged(f"The backup has no {name}.")
    return content  # type: ignore[return-value]


def _bring_keys(building: Home, manifest: Manifest, home: Home, keys: Sequence[Path]) -> None:
    """A key that signed this head lies in the folder: from the backup, from the files named, else from the old home."""
    for file in [*keys, *keys_of(home)]:
        target = building.path / (file.name if KEY.fullmatch(file.name) else "log.key")
        if not target.exists():
            shutil.copyfile(file, target)
            target.chmod(0o600)
    if not keys_of(building):
        raise NoSuchFile(
            "The backup does not hold the key that signs the record. Name the file in which you keep it: --key FILE."
        )
    if not any(_signed_by(manifest.checkpoint, key_in(file, manifest.origin).vkey) for file in keys_of(building)):
        raise WrongUse("None of the keys given has signed the head of this backup. Name the right one: --key FILE.")


def _signed_by(note: str, key: Vkey) -> bool:
    with suppress(Malformed):
        checkpoint.opened(note, key)
        return True
    return False


def _must_be_sound(building: Home, manifest: Manifest, progress: Progress) -> None:
    done = 0

    def seen(number: int) -> None:
        nonlocal done
        done += number
        progress(done, manifest.size)

    store = Store(building.record)
    try:
        must_be_whole(store, manifest.head, seen)
    finally:
        store.close()


def _logs(building: Home, manifest: Manifest) -> tuple[Vkey, ...]:
    """The public keys of the record: those whose secrets are at hand, and those that the backup names."""
    try:
        return (*public_keys(building), *map(parse_vkey, manifest.keys))
    except Malformed as error:
        raise Damaged(f"The backup names a key that is none: {error}") from error


def _witnesses(building: Home, logs: Sequence[Vkey]) -> list[Witness]:
    """The witnesses that the rulebook in force names, as far as they have an address."""
    rooms = rooms_of(building)
    state = caught_up(State(), rooms.store, rooms.vault)
    rooms.close()
    return [witness for witness in able(state.foundation.rulebook, logs) if witness.url]


def _plan(manifest: Manifest, kept: Store, home: Home, known: Sequence[Known]) -> Plan:
    tree = kept.tree()
    further = []
    for each in known:
        if each.head.size > manifest.size:
            further.append(each)
        elif tree.root_at(each.head.size) != each.head.root:
            raise Damaged(
                f"{each.whence} has {each.head.size} entries of another history than the backup: one key has signed"
                " both. Nothing was restored. Keep both, and show them to your auditors."
            )
    kept.close()
    if not further:
        return Plan(manifest, 0, ())
    last = max(further, key=lambda each: each.head.size)
    why = [f"{each.whence} has {each.head.size:,} entries, the backup {manifest.size:,}." for each in further]
    why.append(f"Entries {manifest.size} to {last.head.size - 1} would be lost.")
    return Plan(manifest, last.head.size - manifest.size, (*why, *_acts_of(home, manifest.size)))


def _acts_of(home: Home, start: int) -> list[str]:
    """What the entries from the start on are, by day, where the record that stands in the folder can still be read."""
    days = Counter[tuple[str, str]]()
    with suppress(Trouble, Malformed):
        rooms = rooms_of(home)
        for d in rooms.store.entries(start):
            entry = leaf.decode(d)
            if entry.of is None:
                day = datetime.fromtimestamp(entry.body.at, UTC).strftime("%Y-%m-%d")
                days[day, type(entry.body).__name__] += 1
        rooms.close()
    lines = [f"  {day}  {number} × {act}" for (day, act), number in sorted(days.items())]
    return lines[:LINES] + ([f"  … and {len(lines) - LINES} more lines"] if len(lines) > LINES else [])


def _put_in_place(
    building: Home, home: Home, database: Database | None, accounts: Accounts, progress: Progress
) -> None:
    whole = Home(building.path / "whole")
    whole.path.mkdir(mode=0o700)
    for file in [*building.path.iterdir()]:
        if file != whole.path:
            file.rename(whole.path / file.name)
    _put_aside(home, whole)
    if database is None:
        whole.path.rename(home.path)
    else:
        move(whole, home, database, accounts, progress)


def _put_aside(home: Home, whole: Home) -> None:
    """What stood in the folder is shut, and has another name. What no backup holds, such as letters, is in both."""
    if not home.path.exists() or not any(home.path.iterdir()):
        return
    with suppress(Trouble):
        rooms = rooms_of(home)
        with rooms.store.batch():
            rooms.store.place.shut(f"A backup was put in the place of {home.path}. Nothing is recorded here any more.")
        rooms.close()
    for file in home.path.iterdir():
        target = whole.path / file.name
        if file.is_dir():
            shutil.copytree(file, target)
        elif not target.exists() and (file.name.startswith("witnessed") or not OWN.fullmatch(file.name)):
            shutil.copy2(file, target)
    now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    home.path.rename(home.path.with_name(f"{home.path.name}.before-{now}"))
