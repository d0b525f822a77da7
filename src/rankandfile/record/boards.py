"""The boards of a record: what each must ask, and whether its archive is what the record says of it."""

from hashlib import sha256

from msgspec import Raw

from ..core.ballot import groups
from ..core.ballot.canonical import written
from ..core.ballot.credentials import ALPHABET
from ..core.ballot.shapes import ElectionFile, Question, RankedQuestion, RankedValue
from ..core.chapters.elections import Election, on_the_ballot
from ..core.ids import ElectionId
from ..core.state import State

UUID = 14
"""Letters of the name that an election has in the protocol."""
ABSTAIN = "abstain"


def uuid_of(origin: str, election: ElectionId) -> str:
    """The election's name in the protocol, from which credentials are derived: follows from record and number alone."""
    number = int.from_bytes(sha256(f"rankandfile/board/v1\n{origin}\n{election}".encode()).digest())
    letters = []
    for _ in range(UUID):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def group_of(state: State, own: Election) -> str:
    """The group of the election: Ed25519, but for more candidates than its elements have room to rank."""
    is_long = not own.question and len(on_the_ballot(state, own)) > groups.named("Ed25519").most_ranks
    return "RFC-3526-2048" if is_long else "Ed25519"


def asked(state: State, own: Election) -> tuple[Question | RankedQuestion, ...]:
    """What the board asks: to rank those who stand, or yes, no or abstain. Persons stand there by their handles."""
    if own.question:
        return (Question((*on_the_ballot(state, own), ABSTAIN), 1, 1, own.question),)
    return (RankedQuestion("NonHomomorphic", RankedValue(on_the_ballot(state, own), own.post)),)


def election_file(state: State, own: Election, origin: str, key: str) -> bytes:
    """The election as the protocol writes it: decided by the record and the trustees' key in every byte."""
    return written(
        ElectionFile(
            1,
            origin,
            own.id,
            group_of(state, own),
            key,
            tuple(Raw(written(each)) for each in asked(state, own)),
            uuid_of(origin, own.id),
        )
    )


def questions_file(state: State, own: Election, origin: str) -> bytes:
    """What the tools of the protocol take as `questions.json`."""
    asks = [written(each).decode() for each in asked(state, own)]
    return f'{{"description":{_text(origin)},"name":{_text(own.id)},"questions":[{",".join(asks)}]}}'.encode()


def _text(text: str) -> str:
    return written(text).decode()
