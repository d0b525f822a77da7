"""A record in a folder: an export that was unpacked, or what somebody copied from a site, tiles alone or with texts."""

import re
from hashlib import sha256
from pathlib import Path

from rankandfile.record.archive import LARGEST, SUMS
from rankandfile.record.malformed import Malformed
from rankandfile.record.mirror import Mirror
from rankandfile.record.note import Vkey

from ..trouble import ReadOnly

_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


def opened_folder(folder: Path, log: Vkey | None = None) -> Mirror:
    """The record in the folder. What its file of sums says is wrong is noted; files that no record has, too."""
    names = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    source = Mirror(
        lambda name: _content(folder, name),
        log,
        names,
        has_entries=any(name.startswith("tile/entries/") for name in names),
        has_texts=any(name.startswith(("slots/", "rulebooks/")) for name in names),
    )
    source.damaged += _against_sums(folder, names)
    return source


def _content(folder: Path, name: str) -> bytes | None:
    file = folder / name
    try:
        if file.stat().st_size > LARGEST:
            raise Malformed(f"{name} is too large for a record.")
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as error:
        raise ReadOnly(f"{file} cannot be read: {error.strerror}.") from error


def _against_sums(folder: Path, names: list[str]) -> list[str]:
    """The files that SHA256SUMS, where there is one, has other sums of; and those that it names in vain."""
    sums = _content(folder, SUMS)
    if sums is None:
        return []
    lines = [_LINE.fullmatch(line) for line in sums.decode("ascii", "replace").splitlines()]
    if None in lines:
        return [SUMS]
    listed = {line[2]: line[1] for line in lines if line is not None}
    missing = [f"{name} (missing)" for name in listed if name not in names]
    return [*missing, *(name for name in listed if name in names and _sum(folder, name) != listed[name])]


def _sum(folder: Path, name: str) -> str:
    return sha256(_content(folder, name) or b"").hexdigest()
