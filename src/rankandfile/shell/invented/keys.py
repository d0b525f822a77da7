"""Keys of invented trustees, credentials of invented voters: made by one hand, where a real election has many.

Nobody holds a real election with what is made here: whoever runs this knows every secret. Demonstrations and tests do.
`random()` gives a number modulo the order of the group, another one at each call.
"""

from collections.abc import Callable, Sequence

from msgspec import Raw, Struct

from rankandfile.core.ballot import course, credentials, making, opening
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
from rankandfile.core.ballot.trustees import together
from rankandfile.core.ids import Handle

Random = Callable[[], int]
TRIAL = "RehearsaLTriaL"
SOMEBODY = Handle("somebody")


class Trustees(Struct, frozen=True):
    """The secrets of trustees by number, and the file with their keys."""

    secrets: dict[int, int]
    file: bytes
    threshold: int


class Authority(Struct, frozen=True):
    """The credential authority: what it mails to each person, and the file that the server gets."""

    private: dict[Handle, str]
    pubcreds: bytes


def circle(threshold: int, size: int, group: Group, random: Random) -> Trustees:
    """A threshold group, by the ceremony of belenios-tool 3.3."""
    text, power = group.text, group.of_generator
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
    for secret, signer in zip(secrets.values(), signing, strict=True):
        single = opening.key(group, secret, random).key
        signature = _proof(group, signer, single.public_key, random)
        keys.append(TrusteeKey(single.pok, single.public_key, signature))
    file = written([["Pedersen", Threshold(threshold, certs, coefexps, tuple(ends), tuple(keys))]])
    return Trustees(secrets, file, threshold)


def _signed(group: Group, key: int, message: Certificate | Coefficients, random: Random) -> Signed:
    own = written(message).decode()
    return Signed(own, _proof(group, key, own, random))


def _proof(group: Group, key: int, message: str, random: Random) -> Proof:
    w = random()
    challenge = group.hashed(f"sigmsg|{message}|{group.text(group.of_generator(w))}")
    return Proof(str(challenge), str((w - key * challenge) % group.order))


def authority(uuid: str, private: dict[Handle, str], group: Group) -> Authority:
    """What the authority hands in for these credentials."""
    lines = [(credentials.public(group, uuid, own), person) for person, own in private.items()]
    lines.sort(key=lambda line: group.key(line[0]))
    return Authority(private, written(tuple(f"{group.text(public)},,{person}" for public, person in lines)))


def ballot(archive: bytes, credential: str, choices: Sequence[Sequence[int]], random: Random) -> bytes:
    """A ballot as the booth makes it from the board and the letter."""
    return making.ballot(opened_election(opened(archive).events[0].objects[0]), credential, choices, random)


def shuffle(archive: bytes, random: Random) -> bytes:
    """A trustee's shuffle of the board as it stands."""
    own = course.followed(opened(archive).events)
    orders = [sorted(range(len(own.tally[place])), key=lambda _: random()) for place in own.election.ranked]
    return opening.shuffle(own.election, own.tally, orders, random)


def share(archive: bytes, secret: int, random: Random) -> bytes:
    """A trustee's share of the decryption of the board as it stands."""
    own = course.followed(opened(archive).events)
    return opening.share(own.election, own.tally, secret, random)


def rehearsal(trustees: Trustees, credential: str, group: Group, random: Random) -> bytes:
    """The archive of a trial election that these trustees opened: one question, one voter."""
    key = group.text(together(trustees.file, group).key(group))
    question = b'{"answers":["Yes","No"],"min":1,"max":1,"question":"Trial"}'
    file = written(ElectionFile(1, "A trial", "Trial", group.name, key, (Raw(question),), TRIAL))
    own = authority(TRIAL, {SOMEBODY: credential}, group)
    public = written((own.pubcreds.decode()[2:-2].partition(",")[0],))
    events: list[tuple[str, tuple[bytes, ...]]] = [("Setup", course.setup(file, trustees.file, public))]
    events += [("Ballot", (ballot(_archive(events), credential, [[1, 0]], random),)), ("EndBallots", ())]
    start, cast = opened(_archive(events)).events[0], [events[1][1][0]]
    events.append(("EncryptedTally", course.closing(start, cast)[0]))
    for number in list(trustees.secrets)[: trustees.threshold]:
        now = course.followed(opened(_archive(events)).events)
        made = share(_archive(events), trustees.secrets[number], random)
        events.append(("PartialDecryption", course.shared(now, number, made)))
    result = course.resulting(course.followed(opened(_archive(events)).events))
    return _archive([*events, ("Result", (result,))])


def _archive(events: Sequence[tuple[str, tuple[bytes, ...]]], time: int = 1) -> bytes:
    found, head = begun(time), None
    for height, (kind, objects) in enumerate(events):
        added, head = appended(head, height, kind, objects, time)
        found += added
    return found
