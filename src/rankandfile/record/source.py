"""Where a verification reads a record from: an export, a folder of tiles, a site, a database.

A source hands over bytes as they are and believes nothing. What it does not have it says: then a verification checks
less, and its report says what it left out.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from .checkpoint import Checkpoint
from .note import Vkey
from .slots import SlotValue


class Source(Protocol):
    """A record that can be read. `damaged` fills with the names of files that are not as they must be."""

    note: str
    """The checkpoint as the log signed it."""
    log: Vkey
    """The key that comes with the source; whoever knows the key from elsewhere does not use it."""
    checkpoint: Checkpoint
    witnessed: tuple[str, ...]
    """Older checkpoints that come with it, as witnesses signed them."""
    damaged: list[str]
    has_entries: bool
    """Whether the entries, and the hashes over them, can be read here."""
    has_texts: bool
    """Whether the civic texts and the rulebooks can be read here. Without them nothing can be decided again."""

    @property
    def size(self) -> int:
        """How many entries the checkpoint says there are."""
        ...

    def leaves(self, number: int, width: int) -> list[bytes]:
        """The entries of a bundle; fewer, or other ones, where it is damaged."""
        ...

    def values(self, number: int) -> tuple[SlotValue, ...]:
        """The texts shown for the entries of a bundle."""
        ...

    def tile(self, level: int, number: int, width: int) -> bytes:
        """The hashes of a tile."""
        ...

    def rulebooks(self) -> Iterator[tuple[str, str]]:
        """The name and the text of each rulebook."""
        ...

    def board(self, election: str) -> bytes | None:
        """The archive of the election's board; None where there is none here."""
        ...

    def boards(self) -> Sequence[str]:
        """The elections of which there is an archive here, where that is known."""
        ...

    def booth(self, name: str) -> bytes | None:
        """A file of the booth, or `SHA256SUMS`, as voters are given it now; None where no booth is served from here."""
        ...

    def others(self) -> Sequence[str]:
        """Files that are there and that no record of this size has, by name."""
        ...
