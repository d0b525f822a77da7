"""The files of the booth as this installation serves them."""

from functools import cache
from importlib.resources import files

from rankandfile.record.booth import SUMS, bundle

_FOLDER = files("rankandfile") / "web" / "static" / "rankandfile" / "booth"


def content(name: str) -> bytes | None:
    """The bytes of a file of the booth, or of their list; None where there is none of this name."""
    file = _FOLDER.joinpath(*name.split("/"))
    return file.read_bytes() if ".." not in name.split("/") and file.is_file() else None


@cache
def listed() -> bytes:
    """The list of the files, with the SHA-256 of each."""
    own = content(SUMS)
    assert own is not None, "the list is part of the package"
    return own


def own_bundle() -> str:
    """The SHA-256 of the list, by which the record names the booth."""
    return bundle(listed())
