"""The objects of the protocol as they are read and written: fields in the order in which they stand in a file.

Numbers modulo q and elements are strings here; `Group.exponent` and `Group.parse` read them.
"""

from typing import Literal

from msgspec import Raw, Struct


class Shape(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An object; what is absent is not written."""


class Proof(Shape, frozen=True):
    """Challenge and response; the commitment is built again from them."""

    challenge: str
    response: str


class Ciphertext(Shape, frozen=True):
    """An ElGamal pair."""

    alpha: str
    beta: str


class Signed(Shape, frozen=True):
    """A message and the signature of whoever sent it."""

    message: str
    signature: Proof


class Question(Shape, frozen=True):
    """Choices that are added up while they are encrypted: for each answer a 0 or a 1."""

    answers: tuple[str, ...]
    min: int
    max: int
    question: str


class BlankQuestion(Shape, frozen=True):
    """The same, with a blank vote as a choice of its own before the others."""

    answers: tuple[str, ...]
    blank: Literal[True]
    min: int
    max: int
    question: str


class RankedValue(Shape, frozen=True):
    """What a ranked question asks."""

    answers: tuple[str, ...]
    question: str


class TransferableVote(Shape, frozen=True, tag_field="method", tag="STV"):
    """A hint for counting: so many seats, and whether nothing ranked is a ballot. Nothing here counts by it."""

    blank: bool
    seats: int


class Schulze(Shape, frozen=True, tag_field="method", tag="Schulze"):
    """The hint to count by pairs."""

    blank: bool


class Grades(Shape, frozen=True, tag_field="method", tag="MajorityJudgment"):
    """The hint that what stands in the place of ranks are grades, by these names."""

    blank: bool
    grades: tuple[str, ...]


class RankedQuestion(Shape, frozen=True):
    """A question whose answers are shuffled and then opened one by one."""

    type: Literal["NonHomomorphic"]
    value: RankedValue
    extra: TransferableVote | Schulze | Grades | None = None


class ElectionFile(Shape, frozen=True):
    """What is voted on, as its bytes say."""

    version: Literal[1]
    description: str
    name: str
    group: str
    public_key: str
    questions: tuple[Raw, ...]
    uuid: str
    administrator: str | None = None
    credential_authority: str | None = None


class TrusteeKey(Shape, frozen=True):
    """A public key with the proof that somebody holds the secret one."""

    pok: Proof
    public_key: str
    signature: Proof | None = None


class Single(Struct, frozen=True, forbid_unknown_fields=True, array_like=True, tag="Single"):
    """A trustee without whom nothing is opened."""

    key: TrusteeKey


class Threshold(Shape, frozen=True):
    """A group of trustees of whom so many are enough."""

    threshold: int
    certs: tuple[Signed, ...]
    coefexps: tuple[Signed, ...]
    signatures: tuple[Proof, ...]
    verification_keys: tuple[TrusteeKey, ...]


class OldThreshold(Shape, frozen=True):
    """The same from a ceremony of version 2.0, which had no signatures over the certificates."""

    threshold: int
    certs: tuple[Signed, ...]
    coefexps: tuple[Signed, ...]
    verification_keys: tuple[TrusteeKey, ...]


class Pedersen(Struct, frozen=True, forbid_unknown_fields=True, array_like=True, tag="Pedersen"):
    """A group of trustees, by the name of the scheme."""

    group: Raw


class Context(Shape, frozen=True):
    """For which ceremony a certificate was made."""

    group: str
    size: int
    threshold: int
    index: int


class Certificate(Shape, frozen=True):
    """The two public keys of a trustee in a group."""

    context: Context
    verification: str
    encryption: str


class OldCertificate(Shape, frozen=True):
    """The same from version 2.0."""

    verification: str
    encryption: str


class Coefficients(Shape, frozen=True):
    """The commitments to a trustee's polynomial."""

    coefexps: tuple[str, ...]


class CeremonySigned(Shape, frozen=True):
    """What each trustee of a group signs at the end: all certificates and the own coefficients."""

    certs: tuple[Signed, ...]
    coefexps: tuple[str, ...]


class SetupData(Shape, frozen=True):
    """The hashes of what an election begins with."""

    election: str
    trustees: str
    credentials: str


class Signature(Shape, frozen=True):
    """The signature of a ballot under its credential."""

    hash: str
    proof: Proof


class UnsignedBallot(Shape, frozen=True):
    """What a ballot's signature is over."""

    election_uuid: str
    election_hash: str
    credential: str
    answers: tuple[Raw, ...]


class BallotFile(Shape, frozen=True):
    """A ballot."""

    election_uuid: str
    election_hash: str
    credential: str
    answers: tuple[Raw, ...]
    signature: Signature


class Answer(Shape, frozen=True):
    """An answer to a `Question`."""

    choices: tuple[Ciphertext, ...]
    individual_proofs: tuple[tuple[Proof, Proof], ...]
    overall_proof: tuple[Proof, ...]


class BlankAnswer(Shape, frozen=True):
    """An answer to a `BlankQuestion`."""

    choices: tuple[Ciphertext, ...]
    individual_proofs: tuple[tuple[Proof, Proof], ...]
    overall_proof: tuple[Proof, ...]
    blank_proof: tuple[Proof, Proof]


class RankedAnswer(Shape, frozen=True):
    """An answer to a `RankedQuestion`."""

    choices: Ciphertext
    proof: Proof


class SizedTally(Shape, frozen=True):
    """How many votes an encrypted tally holds."""

    num_tallied: int
    total_weight: int
    encrypted_tally: str


class Owned(Shape, frozen=True):
    """What a trustee contributed, and which trustee that is said to be."""

    owner: int
    payload: str


ShuffleProof = tuple[
    tuple[str, str, str, tuple[str, str], tuple[str, ...]],
    tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]],
    tuple[str, ...],
    tuple[str, ...],
]
"""t1 t2 t3 [t41 t42] t̂; s1 s2 s3 s4 ŝ s'; c; ĉ."""


class Shuffle(Shape, frozen=True):
    """The ciphertexts of each ranked question in another order, newly encrypted, with the proof of it."""

    ciphertexts: tuple[tuple[Ciphertext, ...], ...]
    proofs: tuple[ShuffleProof, ...]


class PartialDecryption(Shape, frozen=True):
    """One trustee's share of the decryption."""

    decryption_factors: tuple[tuple[str, ...], ...]
    decryption_proofs: tuple[tuple[Proof, ...], ...]


class Result(Shape, frozen=True):
    """For each question a count of each choice, or the ranks of each ballot."""

    result: tuple[tuple[int | tuple[int, ...], ...], ...]


class Stamp(Shape, frozen=True):
    """The first record of an archive."""

    version: Literal[1]
    timestamp: str


class Event(Shape, frozen=True, kw_only=True):
    """One event of an archive; `parent` is the hash of the one before."""

    parent: str | None = None
    height: int
    type: str
    payload: str | None = None
