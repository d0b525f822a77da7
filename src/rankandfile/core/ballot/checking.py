"""One ballot: whether it is what it has to be, and the proofs of its answers (section 4.3 and 4.4)."""

from collections.abc import Container
from typing import TypeAlias

from msgspec import Raw, Struct

from .canonical import read, written
from .election import AnyQuestion, Election
from .proofs import Pair, knows_secret, must_hold, one_of, pair, tracker
from .refused import Refused
from .shapes import (
    Answer,
    BallotFile,
    BlankAnswer,
    BlankQuestion,
    Question,
    RankedAnswer,
    RankedQuestion,
    UnsignedBallot,
)

Choices: TypeAlias = tuple[Pair, ...]


class Ballot(Struct, frozen=True):
    """A ballot that holds: whose it is, and what it says under encryption."""

    tracker: str
    credential: str
    choices: tuple[Choices, ...]
    """The ciphertexts of each question; one for a ranked question."""


def checked(election: Election, content: bytes, credentials: Container[str]) -> Ballot:
    """The ballot. Raises Refused with the rule it breaks: form, election, credential, signature, answers, proofs."""
    own = read(content, BallotFile, "The ballot")
    if own.election_uuid != election.uuid or own.election_hash != election.hash:
        raise Refused("The ballot was made for another election.")
    if own.credential not in credentials:
        raise Refused("The ballot's credential is not in the list of this election.")
    _must_be_signed(election, own)
    if len(own.answers) != len(election.questions):
        raise Refused(f"The ballot answers {len(own.answers)} questions of {len(election.questions)}.")
    statement = f"{election.hash}|{own.credential}"
    choices = tuple(
        _answered(election, question, raw, statement, place)
        for place, (question, raw) in enumerate(zip(election.questions, own.answers, strict=True), 1)
    )
    return Ballot(tracker(content), own.credential, choices)


def _must_be_signed(election: Election, own: BallotFile) -> None:
    unsigned = UnsignedBallot(own.election_uuid, own.election_hash, own.credential, own.answers)
    if own.signature.hash != tracker(written(unsigned)):
        raise Refused("The ballot's signature is over other answers than its own.")
    group = election.group
    holds = knows_secret(group, f"sig|{own.signature.hash}", group.parse(own.credential), own.signature.proof)
    must_hold(holds, "The ballot is not signed with its credential.")


def _answered(election: Election, question: AnyQuestion, raw: Raw, statement: str, place: int) -> Choices:
    what = f"Answer {place} of the ballot"
    if isinstance(question, RankedQuestion):
        return _ranked(election, read(bytes(raw), RankedAnswer, what), statement, what)
    if isinstance(question, BlankQuestion):
        return _with_blank(election, question, read(bytes(raw), BlankAnswer, what), statement, what)
    return _plain(election, question, read(bytes(raw), Answer, what), statement, what)


def _ranked(election: Election, answer: RankedAnswer, statement: str, what: str) -> Choices:
    group, own = election.group, answer.choices
    alpha, beta = pair(group, own)
    prefix = f"raweg|{statement}|{group.text(election.key)},{own.alpha},{own.beta}"
    must_hold(knows_secret(group, prefix, alpha, answer.proof), f"{what} has no proof of who made it.")
    return ((alpha, beta),)


def _plain(election: Election, question: Question, answer: Answer, statement: str, what: str) -> Choices:
    choices = _single_choices(election, answer, len(question.answers), statement, what)
    total = _product(election, choices)
    shown = ",".join(election.group.text(part) for part in total)
    prefix = f"prove|{_whole(answer, statement)}|{shown}"
    cases = _cases(election, total, range(question.min, question.max + 1))
    must_hold(one_of(election.group, prefix, election.key, cases, answer.overall_proof), _number(what, question))
    return choices


def _with_blank(election: Election, question: BlankQuestion, answer: BlankAnswer, statement: str, what: str) -> Choices:
    choices = _single_choices(election, answer, len(question.answers) + 1, statement, what)
    blank, total, whole = choices[0], _product(election, choices[1:]), _whole(answer, statement)
    holds = one_of(election.group, f"bproof0|{whole}", election.key, (blank, total), answer.blank_proof)
    must_hold(holds, f"{what} may be blank and choose something at once: it has no proof that it does not.")
    cases = (*_cases(election, blank, range(1, 2)), *_cases(election, total, range(question.min, question.max + 1)))
    holds = one_of(election.group, f"bproof1|{whole}", election.key, cases, answer.overall_proof)
    must_hold(holds, _number(what, question))
    return choices


def _single_choices(election: Election, answer: Answer | BlankAnswer, count: int, statement: str, what: str) -> Choices:
    """Each choice is a 0 or a 1."""
    group = election.group
    if len(answer.choices) != count or len(answer.individual_proofs) != count:
        raise Refused(f"{what} has {len(answer.choices)} choices; the question has {count}.")
    choices = tuple(pair(group, own) for own in answer.choices)
    for own, found, proofs in zip(answer.choices, choices, answer.individual_proofs, strict=True):
        prefix = f"prove|{statement}|{own.alpha},{own.beta}"
        holds = one_of(group, prefix, election.key, _cases(election, found, range(2)), proofs)
        must_hold(holds, f"{what} has a choice without proof that it is 0 or 1.")
    return choices


def _cases(election: Election, found: Pair, numbers: range) -> tuple[Pair, ...]:
    """The ciphertext divided by each number that it may encrypt: one of these encrypts nothing."""
    group, (alpha, beta) = election.group, found
    return tuple((alpha, group.over(beta, group.of_generator(number)) if number else beta) for number in numbers)


def _product(election: Election, choices: Choices) -> Pair:
    group = election.group
    return group.product(alpha for alpha, _ in choices), group.product(beta for _, beta in choices)


def _whole(answer: Answer | BlankAnswer, statement: str) -> str:
    return "|".join((statement, ",".join(f"{own.alpha},{own.beta}" for own in answer.choices)))


def _number(what: str, question: Question | BlankQuestion) -> str:
    return f"{what} has no proof that it chooses {question.min} to {question.max} answers."
