"""What is voted on: the election's file, read strictly, with what every later check needs of it."""

from typing import TypeAlias

from msgspec import Raw, Struct

from . import groups
from .canonical import read
from .group import Element, Group
from .proofs import tracker
from .refused import Refused
from .shapes import BlankQuestion, ElectionFile, Question, RankedQuestion

AnyQuestion: TypeAlias = Question | BlankQuestion | RankedQuestion
MOST_ANSWERS = 255


class Election(Struct, frozen=True):
    """An election as its bytes say."""

    uuid: str
    name: str
    hash: str
    """Base64 of SHA-256 of the bytes (φ); also called its fingerprint."""
    group: Group
    key: Element
    """Under which the choices are encrypted (y)."""
    questions: tuple[AnyQuestion, ...]

    @property
    def ranked(self) -> tuple[int, ...]:
        """The places of the ranked questions."""
        return tuple(place for place, own in enumerate(self.questions) if isinstance(own, RankedQuestion))


def opened(content: bytes) -> Election:
    """The election. Raises Refused where the bytes do not describe one that can be voted on."""
    own = read(content, ElectionFile, "The election")
    group = groups.named(own.group)
    questions = tuple(_question(raw, group) for raw in own.questions)
    if not questions:
        raise Refused("The election asks nothing.")
    return Election(own.uuid, own.name, tracker(content), group, group.parse(own.public_key), questions)


def _question(raw: Raw, group: Group) -> AnyQuestion:
    content = bytes(raw)
    if content.startswith(b'{"type"'):
        ranked: RankedQuestion = read(content, RankedQuestion, "A question")
        _must_be_between(len(ranked.value.answers), 1, group.most_ranks, f"answers to rank in the group {group.name}")
        return ranked
    kind = BlankQuestion if b'],"blank":' in content else Question
    question: Question | BlankQuestion = read(content, kind, "A question")
    _must_be_between(len(question.answers), 1, MOST_ANSWERS, "answers")
    if not 0 <= question.min <= question.max <= len(question.answers):
        raise Refused(f"A question asks for {question.min} to {question.max} of {len(question.answers)} answers.")
    return question


def _must_be_between(found: int, least: int, most: int, what: str) -> None:
    if not least <= found <= most:
        raise Refused(f"A question has {found} {what}; it can have {least} to {most}.")


class Electorate(Struct, frozen=True):
    """The public credentials and what each weighs, in the order of the file."""

    weights: dict[str, int]
    fingerprint: str
    """Base64 of SHA-256 of the file: what the credential authority compares."""


def electorate(content: bytes, group: Group, largest: int = 1 << 28) -> Electorate:
    """The credentials of the file. Raises Refused for one that is there twice or not in the group."""
    weights: dict[str, int] = {}
    for line in read(content, tuple[str, ...], "The list of credentials", largest):
        credential, comma, weight = line.partition(",")
        group.parse(credential)
        if credential in weights:
            raise Refused(f"The credential {credential[:20]}… is in the list twice.")
        weights[credential] = _weight(weight) if comma else 1
    if sum(weights.values()) >= 1 << 30:
        raise Refused("The weights of all credentials together must stay below 2^30.")
    return Electorate(weights, tracker(content))


def _weight(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 10 or text[0] == "0" or text == "1":
        raise Refused(f"{text[:20]!r} is not the weight of a credential: a whole number from 2 on.")
    return int(text)


def is_sorted(group: Group, voters: Electorate) -> bool:
    """Whether the credentials stand in the order of the group, so that their order tells nothing."""
    keys = [group.key(group.parse(credential)) for credential in voters.weights]
    return keys == sorted(keys)
