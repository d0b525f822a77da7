"""The proof of a shuffle: the same ciphertexts in another order, newly encrypted (Terelius and Wikström; 4.8).

N ciphertexts e come in, N ciphertexts e' go out. The proof commits to the permutation (c), to a chain over it (ĉ), and
answers one challenge for all. Letters as in the specification.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from .canonical import read
from .election import Election
from .group import Element, Group
from .proofs import Pair, pair
from .refused import Refused
from .shapes import Shuffle, ShuffleProof
from .tallying import Tally

LARGEST = 1 << 28


def shuffled(election: Election, before: Tally, content: bytes, what: str) -> Tally:
    """The tally after the shuffle, the other questions as they were. Raises Refused where a proof does not hold."""
    own = read(content, Shuffle, what, LARGEST)
    places = election.ranked
    if len(own.ciphertexts) != len(places) or len(own.proofs) != len(places):
        raise Refused(f"{what} has not one list of ciphertexts for each ranked question.")
    after = list(before)
    for place, ciphertexts, proof in zip(places, own.ciphertexts, own.proofs, strict=True):
        outgoing = tuple(pair(election.group, each) for each in ciphertexts)
        if not _holds(election, before[place], outgoing, proof):
            raise Refused(f"{what} is not proven to be the same ballots in another order.")
        after[place] = outgoing
    return tuple(after)


def chain_challenges(election: Election, e: Sequence[Pair], out: Sequence[Pair], c: Sequence[Element]) -> list[int]:
    """u: a number for each place, which nobody could choose."""
    group = election.group
    seed = sha256(f"shuffle-challenges|{election.hash}|{_statement(group, e, out, c)}".encode()).hexdigest()
    return [group.hashed(seed + sha256(str(i).encode()).hexdigest()) for i in range(len(e))]


def challenge(
    election: Election,
    e: Sequence[Pair],
    out: Sequence[Pair],
    c: Sequence[Element],
    chain: Sequence[Element],
    commitments: Sequence[Element],
) -> int:
    """x: what the proof answers; the commitments are t1, t2, t3, t41, t42 and then all of t̂."""
    group = election.group
    own = _listed(map(group.text, commitments)) + _statement(group, e, out, c) + _listed(map(group.text, chain))
    return group.hashed(f"shuffle-challenge|{election.hash}|{own}{group.text(election.key)}")


def _statement(group: Group, e: Sequence[Pair], out: Sequence[Pair], c: Sequence[Element]) -> str:
    return _listed(group.text(part) for own in (e, out) for each in own for part in each) + _listed(map(group.text, c))


def _holds(election: Election, e: Sequence[Pair], out: Sequence[Pair], proof: ShuffleProof) -> bool:
    group, count = election.group, len(e)
    (t1, t2, t3, (t41, t42), hats), (s1, s2, s3, s4, s_hat, s_prime), c_text, chain_text = proof
    lists = (out, hats, s_hat, s_prime, c_text, chain_text)
    if any(len(own) != count for own in lists):
        return False
    commitments = [group.parse(own) for own in (t1, t2, t3, t41, t42, *hats)]
    c, chain = [group.parse(own) for own in c_text], [group.parse(own) for own in chain_text]
    r1, r2, r3, r4 = (group.exponent(own) for own in (s1, s2, s3, s4))
    hat, prime = [group.exponent(own) for own in s_hat], [group.exponent(own) for own in s_prime]

    u = chain_challenges(election, e, out, c)
    x = challenge(election, e, out, c, chain, commitments)
    h, generators = group.independent(-1), [group.independent(i) for i in range(count)]
    power, times = group.power, group.times

    def product(bases: Iterable[Element], exponents: Iterable[int]) -> Element:
        return group.product(power(base, exponent) for base, exponent in zip(bases, exponents, strict=True))

    def answered(start: Element, *others: Element) -> Element:
        return times(power(start, -x), group.product(others))

    total = 1
    for each in u:
        total = total * each % group.order
    c_bar = group.over(group.product(c), group.product(generators))
    chain_end = group.over(chain[-1] if chain else h, power(h, total))
    alphas, betas = [own[0] for own in out], [own[1] for own in out]
    again = [
        answered(c_bar, group.of_generator(r1)),
        answered(chain_end, group.of_generator(r2)),
        answered(product(c, u), group.of_generator(r3), product(generators, prime)),
        answered(product((b for _, b in e), u), power(election.key, -r4), product(betas, prime)),
        answered(product((a for a, _ in e), u), group.of_generator(-r4), product(alphas, prime)),
    ]
    for i in range(count):
        link = chain[i - 1] if i else h
        again.append(answered(chain[i], group.of_generator(hat[i]), power(link, prime[i])))
    return commitments == again


def _listed(parts: Iterable[str]) -> str:
    return "".join(f"{part}," for part in parts)
