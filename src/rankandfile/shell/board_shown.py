"""What people compare on a board: the line of each trustee's key, and the files that trustees handed in."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from rankandfile.core.ballot.archive import posted
from rankandfile.core.ballot.canonical import read
from rankandfile.core.ballot.shapes import Owned
from rankandfile.core.ballot.trustees import lines

SHUFFLE, SHARE = "Shuffle", "PartialDecryption"


class Shown(Struct, frozen=True):
    """Hashes in hexadecimal, by the number of the trustee."""

    keys: Mapping[int, str]
    """What each read to the others before the ceremony: `rankandfile ballots trustee begin` prints it."""
    shuffles: Mapping[int, str]
    """SHA-256 of the file that was handed in."""
    shares: Mapping[int, str]


def shown(steps: Sequence[bytes]) -> Shown:
    """What stands on a board, from the bytes of its events without its ballots."""
    found: dict[str, dict[int, str]] = {SHUFFLE: {}, SHARE: {}}
    for own in map(posted, steps[1:]):
        if own.event.type in found:
            owned: Owned = read(own.objects[1], Owned, "The owner")
            found[own.event.type][owned.owner] = owned.payload
    keys = dict(enumerate(lines(posted(steps[0]).objects[1]), 1))
    return Shown(keys, found[SHUFFLE], found[SHARE])
