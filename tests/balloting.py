"""Whole elections on boards, for tests: the credential authority, the trustees and the voters, each with own secrets.

Every secret follows from a seed, so that a test is the same each time. A threshold group is made by one hand
(`shell.invented.keys`), where a real one has several and `belenios-tool`.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import count

from rankandfile.core.ballot import credentials, groups, opening
from rankandfile.core.ballot.archive import opened
from rankandfile.core.ballot.canonical import written
from rankandfile.core.ballot.election import opened as opened_election
from rankandfile.core.ballot.group import Group
from rankandfile.core.ids import Handle
from rankandfile.shell.invented import keys
from rankandfile.shell.invented.keys import Authority, Trustees

__all__ = ["Authority", "Trustees"]
ED25519 = groups.named("Ed25519")


def numbers(seed: str, group: Group = ED25519) -> Callable[[], int]:
    """Numbers that are as good as random for a test, and the same each time."""
    at = count()
    return lambda: int.from_bytes(sha256(f"{seed}/{next(at)}".encode()).digest() * 8) % group.order


def singles(number: int, seed: str = "singles") -> Trustees:
    """Trustees of whom nobody may be lost."""
    random = numbers(seed)
    secrets = {place: random() for place in range(1, number + 1)}
    own = tuple(opening.key(ED25519, secret, random) for secret in secrets.values())
    return Trustees(secrets, written(own), number)


def circle(threshold: int, size: int, seed: str = "circle", group: Group = ED25519) -> Trustees:
    """A threshold group, by the ceremony of version 3.3."""
    return keys.circle(threshold, size, group, numbers(seed, group))


def authority(uuid: str, roll: Sequence[Handle], seed: str = "authority", group: Group = ED25519) -> Authority:
    """A credential for each person on the roll."""
    return keys.authority(uuid, {person: _credential(f"{seed}/{uuid}/{person}") for person in roll}, group)


def _credential(seed: str) -> str:
    number = int.from_bytes(sha256(seed.encode()).digest())
    letters = []
    for _ in range(22):
        number, letter = divmod(number, len(credentials.ALPHABET))
        letters.append(credentials.ALPHABET[letter])
    text = "".join(letters)
    return f"{text[:5]}-{text[5:11]}-{text[11:16]}-{text[16:]}"


def ballot(archive: bytes, credential: str, choices: Sequence[Sequence[int]], seed: str = "ballot") -> bytes:
    """A ballot as the booth makes it from the board and the letter."""
    return keys.ballot(archive, credential, choices, numbers(f"{seed}/{credential}/{choices}", _group(archive)))


def _group(archive: bytes) -> Group:
    return opened_election(opened(archive).events[0].objects[0]).group


def shuffle(archive: bytes, seed: str) -> bytes:
    """A trustee's shuffle of the board as it stands."""
    return keys.shuffle(archive, numbers(f"shuffle/{seed}", _group(archive)))


def share(archive: bytes, trustees: Trustees, number: int) -> bytes:
    """A trustee's share of the decryption of the board as it stands."""
    return keys.share(archive, trustees.secrets[number], numbers(f"share/{number}", _group(archive)))


def rehearsal(trustees: Trustees, group: Group = ED25519) -> bytes:
    """The archive of a trial election that these trustees opened: one question, one voter."""
    return keys.rehearsal(trustees, _credential("trial"), group, numbers("rehearsal", group))
