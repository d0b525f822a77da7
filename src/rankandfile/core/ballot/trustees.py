"""Who opens the result together: the trustees' keys and the ceremony in which a threshold group made its own (4.6)."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from msgspec import Struct

from .canonical import read, written
from .election import Election
from .group import Element, Group
from .proofs import has_signed, knows_secret, must_hold
from .refused import Refused
from .shapes import (
    CeremonySigned,
    Certificate,
    Coefficients,
    OldCertificate,
    OldThreshold,
    Pedersen,
    Signed,
    Single,
    Threshold,
    TrusteeKey,
)

LARGEST = 1 << 24


class Circle(Struct, frozen=True):
    """Trustees who hold one key together: a single one, or a group of whom `threshold` are enough."""

    first: int
    """The number of its first trustee; they count over all circles, from 1."""
    threshold: int
    keys: tuple[Element, ...]
    """What each one's share of a decryption is proven with."""
    key: Element
    """What this circle contributes to the election's key."""

    @property
    def numbers(self) -> range:
        """The numbers of its trustees."""
        return range(self.first, self.first + len(self.keys))


class Trustees(Struct, frozen=True):
    """All circles; a result is opened by each of them."""

    circles: tuple[Circle, ...]
    old: bool
    """A group's key was made by version 2.0, whose certificates say less (no ceremony, no signatures at the end)."""

    @property
    def keys(self) -> dict[int, Element]:
        """By the number of the trustee, what its share is proven with."""
        return {number: key for own in self.circles for number, key in zip(own.numbers, own.keys, strict=True)}

    def key(self, group: Group) -> Element:
        """The key of the election that these trustees open."""
        return group.product(own.key for own in self.circles)


def opened(content: bytes, election: Election) -> Trustees:
    """The trustees. Raises Refused where a proof, a signature or the election's key does not hold."""
    found = together(content, election.group)
    must_hold(found.key(election.group) == election.key, "The election's key is not the product of its trustees' keys.")
    return found


def together(content: bytes, group: Group) -> Trustees:
    """The trustees, before there is an election. Raises Refused where a proof or a signature does not hold."""
    circles: list[Circle] = []
    old, first = False, 1
    for own in read(content, tuple[Single | Pedersen, ...], "The list of trustees", LARGEST):
        if isinstance(own, Single):
            circle = _single(group, own.key, first)
        else:
            aged = b'],"signatures":[' not in bytes(own.group)
            old = old or aged
            circle = _circle(group, own, first, aged)
        circles.append(circle)
        first += len(circle.keys)
    if not circles:
        raise Refused("The election has no trustees.")
    return Trustees(tuple(circles), old)


def lines(content: bytes) -> tuple[str, ...]:
    """For each trustee, by number, what people compare by telephone: SHA-256 of what its certificate says, or its key.

    It is the name of the trustee's files in the ceremony. Nothing is checked here: see `together`.
    """
    found: list[str] = []
    for own in read(content, tuple[Single | Pedersen, ...], "The list of trustees", LARGEST):
        if isinstance(own, Single):
            found.append(sha256(own.key.public_key.encode()).hexdigest())
            continue
        old = b'],"signatures":[' not in bytes(own.group)
        group: Threshold | OldThreshold = read(bytes(own.group), OldThreshold if old else Threshold, "A group", LARGEST)
        found += [sha256(cert.message.encode()).hexdigest() for cert in group.certs]
    return tuple(found)


def _single(group: Group, own: TrusteeKey, number: int) -> Circle:
    key = _proven(group, own, f"trustee {number}")
    return Circle(number, 1, (key,), key)


def _proven(group: Group, own: TrusteeKey, who: str) -> Element:
    key = group.parse(own.public_key)
    holds = knows_secret(group, f"pok|{group.name}|{own.public_key}", key, own.pok)
    must_hold(holds, f"The key of {who} has no proof that somebody holds its secret.")
    return key


def _circle(group: Group, raw: Pedersen, first: int, old: bool) -> Circle:
    kind = OldThreshold if old else Threshold
    own: Threshold | OldThreshold = read(bytes(raw.group), kind, "A group of trustees", LARGEST)
    size = len(own.certs)
    if not 1 <= own.threshold <= size or not size == len(own.coefexps) == len(own.verification_keys):
        raise Refused(f"A group of {size} trustees has no threshold of {own.threshold}, or not all of its keys.")
    signers = [_signer(group, cert, size, own.threshold, index, old) for index, cert in enumerate(own.certs, 1)]
    polynomials = list(_polynomials(group, own, signers))
    if isinstance(own, Threshold):
        _must_have_agreed(group, own, signers)
    keys = tuple(_shares(group, own, signers, polynomials, first))
    return Circle(first, own.threshold, keys, group.product(polynomial[0] for polynomial in polynomials))


def _signer(group: Group, cert: Signed, size: int, threshold: int, index: int, old: bool) -> Element:
    """The key with which this trustee signs."""
    who, message = f"certificate {index}", cert.message.encode()
    own = read(message, OldCertificate, who) if old else read(message, Certificate, who)
    if isinstance(own, Certificate):
        context = own.context
        if (context.group, context.size, context.threshold, context.index) != (group.name, size, threshold, index):
            raise Refused(f"Trustees' {who} was made for another ceremony.")
    group.parse(own.encryption)
    signer = group.parse(own.verification)
    must_hold(has_signed(group, signer, cert), f"Trustees' {who} is not signed with its own key.")
    return signer


def _polynomials(
    group: Group, own: Threshold | OldThreshold, signers: Sequence[Element]
) -> Iterator[tuple[Element, ...]]:
    for index, (signed, signer) in enumerate(zip(own.coefexps, signers, strict=True), 1):
        must_hold(has_signed(group, signer, signed), f"The polynomial of trustee {index} is not signed by it.")
        coefficients = read(signed.message.encode(), Coefficients, f"The polynomial of trustee {index}").coefexps
        if len(coefficients) != own.threshold:
            raise Refused(f"The polynomial of trustee {index} has {len(coefficients)} parts, not {own.threshold}.")
        yield tuple(group.parse(each) for each in coefficients)


def _must_have_agreed(group: Group, own: Threshold, signers: Sequence[Element]) -> None:
    """Each trustee has signed all certificates with the own polynomial: nobody saw another ceremony."""
    if len(own.signatures) != len(signers):
        raise Refused(f"{len(own.signatures)} of {len(signers)} trustees have signed the end of the ceremony.")
    for index, (proof, signed, signer) in enumerate(zip(own.signatures, own.coefexps, signers, strict=True), 1):
        coefficients = read(signed.message.encode(), Coefficients, "A polynomial").coefexps
        message = "certs_sig|" + written(CeremonySigned(own.certs, coefficients)).decode()
        holds = has_signed(group, signer, Signed(message, proof))
        must_hold(holds, f"Trustee {index} has not signed the ceremony as it is.")


def _shares(
    group: Group,
    own: Threshold | OldThreshold,
    signers: Sequence[Element],
    polynomials: Sequence[tuple[Element, ...]],
    first: int,
) -> Iterator[Element]:
    """The key of each trustee's share, which follows from the polynomials of all."""
    for index, (given, signer) in enumerate(zip(own.verification_keys, signers, strict=True), 1):
        who = f"trustee {first + index - 1}"
        key = _proven(group, given, who)
        due = group.product(
            group.power(coefficient, index**power)
            for polynomial in polynomials
            for power, coefficient in enumerate(polynomial)
        )
        must_hold(key == due, f"The key of {who} does not follow from the ceremony.")
        if isinstance(own, Threshold):
            if given.signature is None:
                raise Refused(f"The key of {who} is not signed.")
            signed = Signed(given.public_key, given.signature)
            must_hold(has_signed(group, signer, signed), f"The key of {who} is not its own.")
        yield key
