"""Whole elections on boards, for tests: the credential authority, the trustees and the voters, each with own secrets.

Trustees are made here as `belenios-tool` would make them; a threshold group by one hand, where a real one has several.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import count

from msgspec import Struct

from rankandfile.core.ballot import course, credentials, groups, making, opening
from rankandfile.core.ballot.archive import appended, begun, opened
from rankandfile.core.ballot.canonical import written
from rankandfile.core.ballot.election import opened as opened_election
from rankandfile.core.ballot.group import Group
from rankandfile.core.ballot.shapes import (
    CeremonySigned,
    Certificate,
    Coefficients,
    Context,
    ElectionFile,
    Proof,
    Signed,
    Threshold,
    TrusteeKey,
)
from rankandfile.core.ids import Handle

ED25519 = groups.named("Ed25519")


def numbers(seed: str, group: Group = ED25519) -> Callable[[], int]:
    """Numbers that are as good as random for a test, and the same each time."""
    at = count()
    return lambda: int.from_bytes(sha256(f"{seed}/{next(at)}".encode()).digest() * 8) % group.order


class Trustees(Struct, frozen=True):
    """The secrets of trustees by number, and the file with their keys."""

    secrets: dict[int, int]
    file: bytes
    threshold: int


def singles(number: int, seed: str = "singles") -> Trustees:
    """Trustees of whom nobody may be lost."""
    random = numbers(seed)
    secrets = {place: random() for place in range(1, number + 1)}
    keys = tuple(opening.key(ED25519, secret, random) for secret in secrets.values())
    return Trustees(secrets, written(keys), number)


def circle(threshold: int, size: int, seed: str = "circle", group: Group = ED25519) -> Trustees:
    """A threshold group, by the ceremony of version 3.3."""
    random, text, power = numbers(seed, group), group.text, group.of_generator
    signing = [random() for _ in range(size)]
    certs = tuple(
        _signed(
            group, own, Certificate(Context(group.name, size, threshold, i), text(power(own)), text(power(i))), random
        )
        for i, own in enumerate(signing, 1)
    )
    polynomials = [[random() for _ in range(threshold)] for _ in range(size)]
    shown = [Coefficients(tuple(text(power(each)) for each in own)) for own in polynomials]
    coefexps = tuple(_signed(group, key, own, random) for key, own in zip(signing, shown, strict=True))
    ends = []
    for key, own in zip(signing, shown, strict=True):
        message = "certs_sig|" + written(CeremonySigned(certs, own.coefexps)).decode()
        ends.append(_proof(group, key, message, random))
    secrets = {
        j: sum(each * j**degree for own in polynomials for degree, each in enumerate(own)) % group.order
        for j in range(1, size + 1)
    }
    keys = []
    for (_, secret), signer in zip(secrets.items(), signing, strict=True):
        single = opening.key(group, secret, random).key
        signature = _proof(group, signer, single.public_key, random)
        keys.append(TrusteeKey(single.pok, single.public_key, signature))
    file = written([["Pedersen", Threshold(threshold, certs, coefexps, tuple(ends), tuple(keys))]])
    return Trustees(secrets, file, threshold)


def _signed(group: Group, key: int, message: Certificate | Coefficients, random: Callable[[], int]) -> Signed:
    own = written(message).decode()
    return Signed(own, _proof(group, key, own, random))


def _proof(group: Group, key: int, message: str, random: Callable[[], int]) -> Proof:
    w = random()
    challenge = group.hashed(f"sigmsg|{message}|{group.text(group.of_generator(w))}")
    return Proof(str(challenge), str((w - key * challenge) % group.order))


class Authority(Struct, frozen=True):
    """The credential authority: what it mails to each person, and the file that the server gets."""

    private: dict[Handle, str]
    pubcreds: bytes


def authority(uuid: str, roll: Sequence[Handle], seed: str = "authority", group: Group = ED25519) -> Authority:
    """A credential for each person on the roll."""
    private = {person: _credential(f"{seed}/{uuid}/{person}") for person in roll}
    lines = [(credentials.public(group, uuid, private[person]), person) for person in roll]
    lines.sort(key=lambda line: group.key(line[0]))
    return Authority(private, written(tuple(f"{group.text(public)},,{person}" for public, person in lines)))


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
    own = opened_election(opened(archive).events[0].objects[0])
    return making.ballot(own, credential, choices, numbers(f"{seed}/{credential}/{choices}", own.group))


def shuffle(archive: bytes, seed: str) -> bytes:
    """A trustee's shuffle of the board as it stands."""
    own = course.followed(opened(archive).events)
    random = numbers(f"shuffle/{seed}", own.election.group)
    orders = [sorted(range(len(own.tally[place])), key=lambda _: random()) for place in own.election.ranked]
    return opening.shuffle(own.election, own.tally, orders, random)


def share(archive: bytes, trustees: Trustees, number: int) -> bytes:
    """A trustee's share of the decryption of the board as it stands."""
    own = course.followed(opened(archive).events)
    return opening.share(
        own.election, own.tally, trustees.secrets[number], numbers(f"share/{number}", own.election.group)
    )


def rehearsal(trustees: Trustees, group: Group = ED25519) -> bytes:
    """The archive of a trial election that these trustees opened: one question, one voter."""
    uuid = "RehearsaLTriaL"
    key = _together(trustees.file, group)
    question = b'{"answers":["Yes","No"],"min":1,"max":1,"question":"Trial"}'
    from msgspec import Raw

    file = written(ElectionFile(1, "A trial", "Trial", group.name, key, (Raw(question),), uuid))
    own = authority(uuid, [Handle("somebody")], group=group)
    public = written((own.pubcreds.decode()[2:-2].partition(",")[0],))
    events: list[tuple[str, tuple[bytes, ...]]] = [("Setup", course.setup(file, trustees.file, public))]
    trial = _archive(events)
    events += [("Ballot", (ballot(trial, own.private[Handle("somebody")], [[1, 0]]),)), ("EndBallots", ())]
    start, cast = opened(_archive(events)).events[0], [events[1][1][0]]
    events.append(("EncryptedTally", course.closing(start, cast)[0]))
    for number in list(trustees.secrets)[: trustees.threshold]:
        now = course.followed(opened(_archive(events)).events)
        events.append(("PartialDecryption", course.shared(now, number, share(_archive(events), trustees, number))))
    result = course.resulting(course.followed(opened(_archive(events)).events))
    return _archive([*events, ("Result", (result,))])


def _together(file: bytes, group: Group) -> str:
    from rankandfile.core.ballot.trustees import together

    return group.text(together(file, group).key(group))


def _archive(events: Sequence[tuple[str, tuple[bytes, ...]]], time: int = 1) -> bytes:
    found, head = begun(time), None
    for height, (kind, objects) in enumerate(events):
        added, head = appended(head, height, kind, objects, time)
        found += added
    return found
