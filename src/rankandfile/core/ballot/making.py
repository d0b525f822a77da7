"""Making a ballot: encryption and every proof. For tests, for who trusts no browser, and to compare the booth with.

Random numbers are handed in: `random()` gives a number modulo q that nobody can guess, another one at each call. Plain
integers and these libraries do not hide how long they take; on a machine that others watch, use `belenios-tool`.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Raw

from .canonical import written
from .credentials import secret
from .election import AnyQuestion, Election
from .group import Element
from .proofs import Pair, commitment, tracker
from .refused import Refused
from .shapes import (
    Answer,
    BallotFile,
    BlankAnswer,
    BlankQuestion,
    Ciphertext,
    Proof,
    RankedAnswer,
    RankedQuestion,
    Signature,
    UnsignedBallot,
)

Random: TypeAlias = Callable[[], int]


def ballot(election: Election, credential: str, choices: Sequence[Sequence[int]], random: Random) -> bytes:
    """The ballot, as it is cast.

    For each question a 0 or 1 for each answer, and where it knows blank votes a 0 or 1 for blank before them; for a
    ranked question the rank of each answer, 0 where it has none. Raises Refused for choices that it does not allow.
    """
    if len(choices) != len(election.questions):
        raise Refused(f"The election asks {len(election.questions)} questions; here are {len(choices)} answers.")
    own = secret(election.group, election.uuid, credential)
    public = election.group.text(election.group.of_generator(own))
    statement = f"{election.hash}|{public}"
    answers = tuple(
        Raw(written(_answer(election, question, tuple(chosen), statement, random)))
        for question, chosen in zip(election.questions, choices, strict=True)
    )
    unsigned = UnsignedBallot(election.uuid, election.hash, public, answers)
    hashed = tracker(written(unsigned))
    proof = knowing(election, f"sig|{hashed}", own, random)
    return written(BallotFile(election.uuid, election.hash, public, answers, Signature(hashed, proof)))


def knowing(election: Election, prefix: str, own: int, random: Random) -> Proof:
    """The proof that somebody knows the secret, for H(prefix|A)."""
    group, w = election.group, random()
    challenge = group.hashed(f"{prefix}|{group.text(group.of_generator(w))}")
    return Proof(str(challenge), str((w - own * challenge) % group.order))


def _answer(
    election: Election, question: AnyQuestion, chosen: tuple[int, ...], statement: str, random: Random
) -> Answer | BlankAnswer | RankedAnswer:
    if isinstance(question, RankedQuestion):
        if len(chosen) != len(question.value.answers):
            raise Refused(f"The question has {len(question.value.answers)} answers to rank, not {len(chosen)}.")
        return _ranked(election, chosen, statement, random)
    blank = isinstance(question, BlankQuestion)
    own = chosen[1:] if blank else chosen
    if len(own) != len(question.answers) or not set(chosen) <= {0, 1}:
        raise Refused(f"An answer is 0 or 1 for each of {len(question.answers)} answers{' and for blank' * blank}.")
    is_blank = blank and chosen[0] == 1
    if sum(own) if is_blank else not question.min <= sum(own) <= question.max:
        raise Refused(f"The question asks for {question.min} to {question.max} answers; {sum(own)} are chosen.")
    return _numbered(election, question, chosen, statement, random)


def _ranked(election: Election, ranks: tuple[int, ...], statement: str, random: Random) -> RankedAnswer:
    group, r = election.group, random()
    alpha = group.of_generator(r)
    beta = group.times(group.power(election.key, r), group.encoded(ranks))
    own = Ciphertext(group.text(alpha), group.text(beta))
    prefix = f"raweg|{statement}|{group.text(election.key)},{own.alpha},{own.beta}"
    return RankedAnswer(own, knowing(election, prefix, r, random))


def _numbered(
    election: Election, question: AnyQuestion, chosen: tuple[int, ...], statement: str, random: Random
) -> Answer | BlankAnswer:
    assert not isinstance(question, RankedQuestion)
    group, order = election.group, election.group.order
    secrets = [random() for _ in chosen]
    pairs = [_encrypted(election, number, r) for number, r in zip(chosen, secrets, strict=True)]
    shown = tuple(Ciphertext(group.text(alpha), group.text(beta)) for alpha, beta in pairs)
    single = []
    for own, found, number, r in zip(shown, pairs, chosen, secrets, strict=True):
        prefix = f"prove|{statement}|{own.alpha},{own.beta}"
        first, second = _one_of(election, prefix, _cases(election, found, range(2)), number, r, random)
        single.append((first, second))
    whole = f"{statement}|{','.join(f'{own.alpha},{own.beta}' for own in shown)}"
    blank = isinstance(question, BlankQuestion)
    rest = pairs[1:] if blank else pairs
    total = group.product(alpha for alpha, _ in rest), group.product(beta for _, beta in rest)
    of_total = sum(secrets[1:] if blank else secrets) % order
    cases = _cases(election, total, range(question.min, question.max + 1))
    place = sum(chosen[1:] if blank else chosen) - question.min
    if not blank:
        prefix = f"prove|{whole}|{group.text(total[0])},{group.text(total[1])}"
        return Answer(shown, tuple(single), _one_of(election, prefix, cases, place, of_total, random))
    true = (1, of_total) if chosen[0] else (0, secrets[0])
    not_both = _one_of(election, f"bproof0|{whole}", (pairs[0], total), *true, random)
    every = (*_cases(election, pairs[0], range(1, 2)), *cases)
    overall = (0, secrets[0]) if chosen[0] else (place + 1, of_total)
    return BlankAnswer(
        shown,
        tuple(single),
        _one_of(election, f"bproof1|{whole}", every, *overall, random),
        (not_both[0], not_both[1]),
    )


def _encrypted(election: Election, number: int, r: int) -> Pair:
    group = election.group
    return group.of_generator(r), group.times(group.power(election.key, r), group.of_generator(number))


def _cases(election: Election, found: Pair, numbers: range) -> tuple[Pair, ...]:
    group, (alpha, beta) = election.group, found
    return tuple((alpha, group.over(beta, group.of_generator(number))) for number in numbers)


def _one_of(
    election: Election, prefix: str, cases: Sequence[Pair], true: int, r: int, random: Random
) -> tuple[Proof, ...]:
    """The proof that one of the cases encrypts nothing: the others are made up before the challenge is known."""
    group, order = election.group, election.group.order
    w = random()
    made_up = [(random(), random()) for _ in cases]
    commitments: list[Element] = []
    for place, ((alpha, beta), (challenge, response)) in enumerate(zip(cases, made_up, strict=True)):
        if place == true:
            commitments += [group.of_generator(w), group.power(election.key, w)]
        else:
            commitments.append(commitment(group, alpha, challenge, response))
            commitments.append(group.times(group.power(election.key, response), group.power(beta, challenge)))
    total = group.hashed(f"{prefix}|{','.join(group.text(own) for own in commitments)}")
    left = (total - sum(challenge for place, (challenge, _) in enumerate(made_up) if place != true)) % order
    made_up[true] = (left, (w - r * left) % order)
    return tuple(Proof(str(challenge), str(response)) for challenge, response in made_up)
