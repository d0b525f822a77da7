"""The lot of an entry: chance that nobody chose, because the whole record before the entry decides it."""

from hashlib import sha256

from ..core.ids import Lot


def lot(root: bytes, size: int) -> Lot:
    """The lot that an act carries which is recorded at index `size`, where the first `size` entries have this root."""
    return Lot(sha256(b"rankandfile/lot/v1\n%d\n%b" % (size, root)).hexdigest())
