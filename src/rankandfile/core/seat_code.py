"""The code of a seat: what a delegate shows at the desk, short enough to be typed, with a sign that finds a slip.

It says whose seat it is and nothing else: it is no secret, and whoever shows it is not thereby the person. The desk
looks at the person.
"""

from collections.abc import Iterable
from hashlib import sha256

from .ids import ConventionId, Handle

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without the letters that are taken for digits, and without U."""
LENGTH = 7


def seat_code(convention: ConventionId, person: Handle) -> str:
    """The code of the person's seat, in two groups of four signs; the last one is the check."""
    number = int.from_bytes(sha256(f"{convention}/{person}".encode()).digest()[:5], "big") >> 5
    signs = "".join(SIGNS[number >> 5 * place & 31] for place in range(LENGTH))
    whole = signs + SIGNS[_check(signs)]
    return f"{whole[:4]}-{whole[4:]}"


def is_well_typed(code: str) -> bool:
    """Whether the check fits: one sign that is wrong, or two neighbours exchanged, do not fit."""
    return len(code) == LENGTH + 1 and set(code) <= set(SIGNS) and SIGNS[_check(code[:-1])] == code[-1]


def _check(signs: str) -> int:
    return sum((place + 1) * SIGNS.index(sign) for place, sign in enumerate(signs)) % 31


def seat_of(convention: ConventionId, code: str, people: Iterable[Handle]) -> Handle | None:
    """Whose seat the code is, among these people; None where it is nobody's. Cost: a hash for each of them."""
    return next((person for person in people if seat_code(convention, person).replace("-", "") == code), None)
