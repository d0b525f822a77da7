"""The proofs of the protocol, checked. A proof is a challenge and a response; the commitment is built again from them.

In the specification's letters: for a secret x with X = g^x, the commitment is A = g^response · X^challenge, and the
proof holds where the challenge is the hash of the statement and A.
"""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256

from .group import Element, Group
from .refused import Refused
from .shapes import Ciphertext, Proof, Signed

Pair = tuple[Element, Element]
"""A ciphertext: alpha, beta."""


def tracker(content: bytes) -> str:
    """SHA-256 in base64 without padding: how trackers, fingerprints and `election_hash` are written."""
    return b64encode(sha256(content).digest()).decode().rstrip("=")


def numbers(group: Group, proof: Proof) -> tuple[int, int]:
    """Challenge and response. Raises Refused unless both are numbers modulo q in their one spelling."""
    return group.exponent(proof.challenge), group.exponent(proof.response)


def pair(group: Group, ciphertext: Ciphertext) -> Pair:
    """The two elements of a ciphertext. Raises Refused unless both are in the group."""
    return group.parse(ciphertext.alpha), group.parse(ciphertext.beta)


def commitment(group: Group, public: Element, challenge: int, response: int) -> Element:
    """A = g^response · X^challenge."""
    return group.times(group.of_generator(response), group.power(public, challenge))


def knows_secret(group: Group, prefix: str, public: Element, proof: Proof) -> bool:
    """Whether the proof shows knowledge of the logarithm of the public key, for H(prefix|A)."""
    challenge, response = numbers(group, proof)
    again = commitment(group, public, challenge, response)
    return group.hashed(f"{prefix}|{group.text(again)}") == challenge


def has_signed(group: Group, signer: Element, signed: Signed) -> bool:
    """Whether the message is signed under the key (section 4.6)."""
    return knows_secret(group, f"sigmsg|{signed.message}", signer, signed.signature)


def one_of(group: Group, prefix: str, key: Element, cases: Sequence[Pair], proofs: Sequence[Proof]) -> bool:
    """Whether one of the ciphertexts encrypts nothing (g^0) under the key, without telling which.

    Each case has a proof; their challenges add up to H(prefix|A0,B0,A1,B1,…), so that only one can be made up.
    """
    if len(cases) != len(proofs):
        return False
    total, commitments = 0, []
    for (alpha, beta), proof in zip(cases, proofs, strict=True):
        challenge, response = numbers(group, proof)
        total += challenge
        commitments.append(group.text(commitment(group, alpha, challenge, response)))
        again = group.times(group.power(key, response), group.power(beta, challenge))
        commitments.append(group.text(again))
    return group.hashed(f"{prefix}|{','.join(commitments)}") == total % group.order


def same_exponent(group: Group, prefix: str, public: Element, alpha: Element, factor: Element, proof: Proof) -> bool:
    """Whether the factor is alpha to the secret of the public key, for H(prefix|A,B) (section 4.7)."""
    challenge, response = numbers(group, proof)
    first = commitment(group, public, challenge, response)
    second = group.times(group.power(alpha, response), group.power(factor, challenge))
    return group.hashed(f"{prefix}|{group.text(first)},{group.text(second)}") == challenge


def must_hold(holds: bool, what: str) -> None:
    """Raises Refused, with what does not hold."""
    if not holds:
        raise Refused(what)
