"""From ballots to a result: the encrypted tally, the shares of its decryption, and what comes out (4.5 and 4.7)."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from .canonical import read
from .checking import Ballot
from .election import AnyQuestion, Election, Electorate
from .group import Element, Group
from .proofs import Pair, must_hold, pair, same_exponent
from .refused import Refused
from .shapes import Ciphertext, PartialDecryption, RankedQuestion
from .trustees import Circle, Trustees

Tally: TypeAlias = tuple[tuple[Pair, ...], ...]
"""For each question the ciphertexts that are opened: one for each choice, or one for each ballot."""
Share: TypeAlias = tuple[tuple[Element, ...], ...]
"""A trustee's factor for each ciphertext."""
Outcome: TypeAlias = tuple[tuple[int | tuple[int, ...], ...], ...]
LARGEST = 1 << 28


class Counted(Struct, frozen=True):
    """The ballots that count: the last one of each credential."""

    ballots: dict[str, Ballot]
    """By credential."""
    weight: int


def counted(ballots: Sequence[Ballot], voters: Electorate) -> Counted:
    """Of each credential the last ballot."""
    last = {ballot.credential: ballot for ballot in ballots}
    return Counted(last, sum(voters.weights[credential] for credential in last))


def encrypted(election: Election, own: Counted, voters: Electorate) -> Tally:
    """The encrypted tally, as it follows from the ballots."""
    return tuple(
        _collected(election.group, own, place, voters)
        if isinstance(question, RankedQuestion)
        else _added(election.group, own, place, _width(question), voters)
        for place, question in enumerate(election.questions)
    )


def _width(question: AnyQuestion) -> int:
    assert not isinstance(question, RankedQuestion)
    return len(question.answers) + (getattr(question, "blank", False) is True)


def _added(group: Group, own: Counted, place: int, width: int, voters: Electorate) -> tuple[Pair, ...]:
    totals = [(group.one, group.one)] * width
    for credential, ballot in own.ballots.items():
        weight = voters.weights[credential]
        for column, (alpha, beta) in enumerate(ballot.choices[place]):
            if weight != 1:
                alpha, beta = group.power(alpha, weight), group.power(beta, weight)
            totals[column] = group.times(totals[column][0], alpha), group.times(totals[column][1], beta)
    return tuple(totals)


def _collected(group: Group, own: Counted, place: int, voters: Electorate) -> tuple[Pair, ...]:
    if any(voters.weights[credential] != 1 for credential in own.ballots):
        raise Refused("Ranked ballots have no weights.")
    found = [ballot.choices[place][0] for ballot in own.ballots.values()]
    return tuple(sorted(found, key=lambda own: (group.key(own[0]), group.key(own[1]))))


def shown(group: Group, tally: Tally) -> tuple[tuple[Ciphertext, ...], ...]:
    """The tally as the protocol writes it."""
    return tuple(tuple(Ciphertext(group.text(a), group.text(b)) for a, b in own) for own in tally)


def given(election: Election, content: bytes) -> Tally:
    """A tally as it is written. Raises Refused where it is none of this election."""
    rows = read(content, tuple[tuple[Ciphertext, ...], ...], "The encrypted tally", LARGEST)
    return tuple(tuple(pair(election.group, each) for each in row) for row in rows)


def share(election: Election, tally: Tally, key: Element, content: bytes, number: int) -> Share:
    """A trustee's factors for each ciphertext of the tally. Raises Refused unless each is proven."""
    what = f"The share of trustee {number}"
    own = read(content, PartialDecryption, what, LARGEST)
    group, public = election.group, election.group.text(key)
    widths = [len(column) for column in tally]
    for rows in (own.decryption_factors, own.decryption_proofs):
        if [len(row) for row in rows] != widths:
            raise Refused(f"{what} is not for the ciphertexts of this tally.")
    factors = tuple(tuple(group.parse(each) for each in row) for row in own.decryption_factors)
    prefix = f"decrypt|{election.hash}|{public}"
    for column, row, proofs in zip(tally, factors, own.decryption_proofs, strict=True):
        for (alpha, _), factor, proof in zip(column, row, proofs, strict=True):
            must_hold(
                same_exponent(group, prefix, key, alpha, factor, proof), f"{what} is not a decryption by its key."
            )
    return factors


class Opened(Struct, frozen=True):
    """What the ciphertexts of a tally say."""

    outcome: Outcome
    """For each question the votes for each choice (blank first), or the ranks of each ballot."""
    overfull: tuple[tuple[int, int], ...]
    """Question and place of each ranked ballot that holds more than its ranks."""


def result(election: Election, tally: Tally, trustees: Trustees, shares: Mapping[int, Share], weight: int) -> Opened:
    """What the ciphertexts say, opened with the shares. Raises Refused where too few trustees have given theirs."""
    group = election.group
    parts = [part for own in trustees.circles for part in _exponents(group, own, shares)]
    table = {group.of_generator(count): count for count in range(weight + 1)}
    outcome, overfull = [], []
    for place, (question, column) in enumerate(zip(election.questions, tally, strict=True)):
        row: list[int | tuple[int, ...]] = []
        for at, (_, beta) in enumerate(column):
            factor = group.product(group.power(shares[number][place][at], own) for number, own in parts)
            element = group.over(beta, factor)
            if not isinstance(question, RankedQuestion):
                row.append(_looked_up(element, table))
                continue
            ranks = group.decoded(element, len(question.value.answers))
            row.append(ranks)
            if group.encoded(ranks) != element:
                overfull.append((place, at))
        outcome.append(tuple(row))
    return Opened(tuple(outcome), tuple(overfull))


def _looked_up(element: Element, table: Mapping[Element, int]) -> int:
    if element not in table:
        raise Refused("A total is larger than all votes together: the shares do not belong to this tally.")
    return table[element]


def _exponents(group: Group, circle: Circle, shares: Container[int]) -> Iterator[tuple[int, int]]:
    """For each trustee who gave a share, by number, its Lagrange coefficient at 0."""
    numbers = [number for number in circle.numbers if number in shares]
    if len(numbers) < circle.threshold:
        raise Refused(f"{len(numbers)} of the trustees {_span(circle)} have opened; {circle.threshold} must.")
    for number in numbers:
        above, below = 1, 1
        for other in numbers:
            if other != number:
                above = above * (other - circle.first + 1) % group.order
                below = below * (other - number) % group.order
        yield number, above * pow(below, -1, group.order) % group.order


def _span(circle: Circle) -> str:
    first, last = circle.numbers[0], circle.numbers[-1]
    return str(first) if first == last else f"{first} to {last}"
