"""What a trustee does with a secret: a key with its proof, a shuffle, a share of the decryption (sections 4.6 to 4.8).

Random numbers are handed in, as in `making`. These answers are compared with `belenios-tool`, which is what trustees
should use: it takes the same time whatever the secret is, and it has been looked at by others.
"""

from collections.abc import Sequence

from msgspec import Struct

from .canonical import written
from .election import Election
from .group import Element, Group
from .making import Random
from .proofs import Pair
from .shapes import Ciphertext, PartialDecryption, Proof, Shuffle, ShuffleProof, Single, TrusteeKey
from .shuffling import chain_challenges, challenge
from .tallying import Tally


def key(group: Group, secret: int, random: Random) -> Single:
    """The public key of a trustee without whom nothing is opened, with the proof that its secret is known."""
    public, w = group.text(group.of_generator(secret)), random()
    number = group.hashed(f"pok|{group.name}|{public}|{group.text(group.of_generator(w))}")
    return Single(TrusteeKey(Proof(str(number), str((w - secret * number) % group.order)), public))


def share(election: Election, tally: Tally, secret: int, random: Random) -> bytes:
    """The trustee's share of the decryption."""
    factors = tuple(tuple(election.group.power(alpha, secret) for alpha, _ in row) for row in tally)
    text = election.group.text
    return written(
        PartialDecryption(
            tuple(tuple(text(factor) for factor in row) for row in factors),
            tuple(tuple(_decrypting(election, secret, alpha, random) for alpha, _ in row) for row in tally),
        )
    )


def _decrypting(election: Election, secret: int, alpha: Element, random: Random) -> Proof:
    group, w = election.group, random()
    public = group.text(group.of_generator(secret))
    commitments = f"{group.text(group.of_generator(w))},{group.text(group.power(alpha, w))}"
    number = group.hashed(f"decrypt|{election.hash}|{public}|{commitments}")
    return Proof(str(number), str((w - secret * number) % group.order))


def shuffle(election: Election, tally: Tally, orders: Sequence[Sequence[int]], random: Random) -> bytes:
    """The ballots of each ranked question in the order given (places from 0), newly encrypted, with the proof of it."""
    made = [
        _shuffled(election, tally[place], order, random) for place, order in zip(election.ranked, orders, strict=True)
    ]
    text = election.group.text
    ciphertexts = tuple(tuple(Ciphertext(text(alpha), text(beta)) for alpha, beta in out) for out, _ in made)
    return written(Shuffle(ciphertexts, tuple(proof for _, proof in made)))


class _Secrets(Struct, frozen=True):
    """What the shuffler knows and shows nobody, in the letters of the specification."""

    order: Sequence[int]
    again: list[int]
    """r': the new encryption of each incoming ciphertext."""
    r: list[int]
    r_hat: list[int]


def _shuffled(
    election: Election, e: Sequence[Pair], order: Sequence[int], random: Random
) -> tuple[list[Pair], ShuffleProof]:
    assert sorted(order) == list(range(len(e))), "an order names each place once"
    group, count = election.group, len(e)
    own = _Secrets(order, *([random() for _ in e] for _ in range(3)))
    out = [
        (
            group.times(e[j][0], group.of_generator(own.again[j])),
            group.times(e[j][1], group.power(election.key, own.again[j])),
        )
        for j in order
    ]
    c: list[Element] = [group.one] * count
    for i, j in enumerate(order):
        c[j] = group.times(group.of_generator(own.r[j]), group.independent(i))
    return out, _proof(election, e, out, c, own, random)


def _proof(
    election: Election, e: Sequence[Pair], out: Sequence[Pair], c: Sequence[Element], own: _Secrets, random: Random
) -> ShuffleProof:
    group, count, q = election.group, len(e), election.group.order
    u = chain_challenges(election, e, out, c)
    u_prime = [u[j] for j in own.order]
    chain, link = [], group.independent(-1)
    for i in range(count):
        link = group.times(group.of_generator(own.r_hat[i]), group.power(link, u_prime[i]))
        chain.append(link)
    w1, w2, w3, w4 = (random() for _ in range(4))
    w_hat, w_prime = [random() for _ in e], [random() for _ in e]
    t = (
        group.of_generator(w1),
        group.of_generator(w2),
        group.product((group.of_generator(w3), *(group.power(group.independent(i), w) for i, w in enumerate(w_prime)))),
        group.product(
            (group.power(election.key, -w4), *(group.power(b, w) for (_, b), w in zip(out, w_prime, strict=True)))
        ),
        group.product((group.of_generator(-w4), *(group.power(a, w) for (a, _), w in zip(out, w_prime, strict=True)))),
    )
    links = [group.independent(-1), *chain[:-1]] if count else []
    t_hat = [
        group.times(group.of_generator(a), group.power(before, b))
        for a, before, b in zip(w_hat, links, w_prime, strict=True)
    ]
    x = challenge(election, e, out, c, chain, (*t, *t_hat))
    v, later = [0] * count, 1
    for i in reversed(range(count)):
        v[i], later = later, later * u_prime[i] % q

    def answered(w: int, *parts: int) -> str:
        return str((w + x * sum(parts)) % q)

    text = group.text
    return (
        (text(t[0]), text(t[1]), text(t[2]), (text(t[3]), text(t[4])), tuple(map(text, t_hat))),
        (
            answered(w1, *own.r),
            answered(w2, *(a * b for a, b in zip(own.r_hat, v, strict=True))),
            answered(w3, *(a * b for a, b in zip(own.r, u, strict=True))),
            answered(w4, *(a * b for a, b in zip(own.again, u, strict=True))),
            tuple(answered(w, own.r_hat[i]) for i, w in enumerate(w_hat)),
            tuple(answered(w, u_prime[i]) for i, w in enumerate(w_prime)),
        ),
        tuple(map(text, c)),
        tuple(map(text, chain)),
    )
