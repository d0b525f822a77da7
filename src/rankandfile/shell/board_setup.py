"""What a board begins with: the trustees' key, the credentials of the roll, and the question that the record asks."""

from collections.abc import Sequence

from msgspec import Struct

from rankandfile.core.ballot import groups, trustees
from rankandfile.core.ballot.canonical import read, written
from rankandfile.core.ballot.election import electorate
from rankandfile.core.ballot.group import Group
from rankandfile.core.ballot.refused import Refused
from rankandfile.core.ballot.trustees import Trustees
from rankandfile.core.chapters.board_roll import electors
from rankandfile.core.chapters.elections import Election
from rankandfile.core.ids import Handle
from rankandfile.core.state import State
from rankandfile.record.boards import election_file, group_of

LARGEST = 1 << 26
"""Bytes of a file that is handed in."""


class Beginning(Struct, frozen=True):
    """What the first event of a board is made of."""

    election: bytes
    trustees: bytes
    credentials: bytes
    fingerprint: str
    """Of the credentials, as the credential authority has it."""
    holders: dict[Handle, str]
    """Whose is which credential."""
    number: int
    """How many trustees there are."""
    threshold: int


def beginning(state: State, own: Election, origin: str, keys: bytes, pubcreds: bytes) -> Beginning:
    """The beginning of this election's board. Raises Refused, with what does not fit together."""
    group = groups.named(group_of(state, own))
    together = trustees.together(keys, group)
    number, threshold = _who_opens(together)
    holders = _holders(pubcreds, electors(state, own))
    credentials = written(tuple(holders.values()))
    return Beginning(
        election_file(state, own, origin, group.text(together.key(group))),
        keys,
        credentials,
        electorate(credentials, group, LARGEST).fingerprint,
        holders,
        number,
        threshold,
    )


def _who_opens(found: Trustees) -> tuple[int, int]:
    """How many trustees there are, and how many of them open a result together."""
    sizes = [len(circle.keys) for circle in found.circles]
    if len(sizes) == 1:
        return sizes[0], found.circles[0].threshold
    if any(size > 1 for size in sizes):
        raise Refused("The trustees are one threshold group, or each alone; here a group stands beside others.")
    return len(sizes), len(sizes)


def _holders(pubcreds: bytes, roll: Sequence[Handle]) -> dict[Handle, str]:
    """The credential of each person on the roll, in the order of the file."""
    lines = [line.split(",") for line in read(pubcreds, tuple[str, ...], "The list of credentials", LARGEST)]
    if any(len(parts) != 3 for parts in lines):
        raise Refused("Each line of the list of credentials is a credential, two commas and the handle of its voter.")
    if any(weight for _, weight, _ in lines):
        raise Refused("A credential of this election has no weight: everybody has one vote.")
    holders = {Handle(person): credential for credential, _, person in lines}
    if len(holders) != len(lines) or set(holders) != set(roll):
        missing, stray = len(set(roll) - set(holders)), len(set(holders) - set(roll))
        raise Refused(
            f"The list has {len(lines)} credentials; {missing} people of the roll have none, and {stray} names are not"
            " on it. The authority makes one credential for each person on the roll."
        )
    return holders


def group_for(state: State, own: Election) -> Group:
    """The group in which trustees and credential authority make their keys."""
    return groups.named(group_of(state, own))
