"""Exports, unpacked file by file: the Python of Debian 12 has no filter for `extractall` yet."""

import tarfile
from io import BytesIO
from pathlib import Path


def unpacked(export: bytes, folder: Path) -> Path:
    """The folder, in which the files of the export stand now."""
    with tarfile.open(fileobj=BytesIO(export)) as tar:
        for member in tar:
            stream = tar.extractfile(member)
            assert stream is not None, f"{member.name} is no file"
            path = folder / member.name
            assert path.resolve().is_relative_to(folder.resolve()), member.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(stream.read())
    return folder
