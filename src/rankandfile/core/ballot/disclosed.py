"""A ballot that the booth opened for a test: whether its encryption is that of the choices that were made.

The voter lets the booth make a ballot, writes down the code that fixes it, and only then decides to open it. What it
gives then has every answer and the randomness behind each ciphertext, and no signature: it can never be cast. Another
device computes the ciphertexts again from choices and randomness (`recomputed`). A booth that encrypts something else
does not know beforehand which ballots will be opened.
"""

from msgspec import Raw, Struct

from .canonical import read, written
from .election import Election
from .proofs import pair, tracker
from .refused import Refused
from .shapes import Answer, BlankAnswer, BlankQuestion, Ciphertext, RankedAnswer, RankedQuestion, Shape, UnsignedBallot

FORMAT = "rankandfile/test-ballot/v1"


class TestBallotFile(Shape, frozen=True):
    """A ballot without its signature, and what opens it."""

    __test__ = False

    format: str
    code: str
    choices: tuple[tuple[int, ...], ...]
    randomness: tuple[tuple[str, ...], ...]
    unsigned: Raw


class Recomputed(Struct, frozen=True):
    """What the ballot says: the code that the booth showed before, and the choices that are encrypted."""

    code: str
    choices: tuple[tuple[int, ...], ...]


def recomputed(election: Election, content: bytes) -> Recomputed:
    """What was encrypted. Raises Refused where it is not what the booth says, or is of another election."""
    own = read(content, TestBallotFile, "The test ballot")
    if own.format != FORMAT:
        raise Refused(f"This is no test ballot: its format is not {FORMAT}.")
    ballot = read(bytes(own.unsigned), UnsignedBallot, "The ballot in the test")
    if ballot.election_uuid != election.uuid or ballot.election_hash != election.hash:
        raise Refused("The test ballot was made for another election.")
    if tracker(written(ballot)) != own.code:
        raise Refused("The code is not that of this ballot.")
    if not len(ballot.answers) == len(own.choices) == len(own.randomness) == len(election.questions):
        raise Refused(f"The election asks {len(election.questions)} questions; the test has another number of answers.")
    for place, raw in enumerate(ballot.answers):
        _must_encrypt(election, place, raw, own.choices[place], own.randomness[place])
    return Recomputed(own.code, own.choices)


def _must_encrypt(
    election: Election, place: int, raw: Raw, chosen: tuple[int, ...], randomness: tuple[str, ...]
) -> None:
    group, question = election.group, election.questions[place]
    if isinstance(question, RankedQuestion):
        ranked: RankedAnswer = read(bytes(raw), RankedAnswer, "An answer")
        shown: tuple[Ciphertext, ...] = (ranked.choices,)
        expected = (group.encoded(chosen),) if len(chosen) == len(question.value.answers) else ()
    else:
        kind = BlankAnswer if isinstance(question, BlankQuestion) else Answer
        answer: Answer | BlankAnswer = read(bytes(raw), kind, "An answer")
        shown = answer.choices
        expected = tuple(group.of_generator(number) for number in chosen if number in (0, 1))
    if not len(shown) == len(expected) == len(randomness):
        raise Refused(f"Question {place + 1} has another number of choices, ciphertexts or random numbers.")
    for own, element, text in zip(shown, expected, randomness, strict=True):
        r = group.exponent(text)
        right = (group.of_generator(r), group.times(group.power(election.key, r), element))
        if tuple(map(group.text, pair(group, own))) != tuple(map(group.text, right)):
            raise Refused(f"Question {place + 1}: the ballot does not encrypt these choices. Do not use that device.")
