"""Credentials: letters and digits that a voter types, of which everybody may know the public part (section 4.2).

Ours have 22 characters, as belenios-tool 3 makes them. Those of version 2.0 have 15, the last of which is a check.
"""

import re
from collections.abc import Callable
from hashlib import pbkdf2_hmac, sha256

from .group import Element, Group
from .refused import Refused

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_FORM = re.compile(rf"[{ALPHABET}]{{5}}-[{ALPHABET}]{{6}}-[{ALPHABET}]{{5}}-[{ALPHABET}]{{6}}")
_OLD_FORM = re.compile(rf"[{ALPHABET}]{{3}}(-[{ALPHABET}]{{3}}){{4}}")
_CHECK = 53
_GROUPS = (5, 6, 5, 6)


def drawn(random: Callable[[int], int]) -> str:
    """A new credential of 128 bits; `random(n)` gives a number below n that nobody can guess."""
    letters = [ALPHABET[random(len(ALPHABET))] for _ in range(sum(_GROUPS))]
    return "-".join("".join(letters.pop() for _ in range(width)) for width in _GROUPS)


def secret(group: Group, uuid: str, credential: str) -> int:
    """The secret that belongs to the credential in this election. Raises Refused for anything of another form."""
    if _OLD_FORM.fullmatch(credential):
        return _old_secret(group, uuid, credential)
    if not _FORM.fullmatch(credential):
        raise Refused("A credential has 22 letters and digits, written XXXXX-XXXXXX-XXXXX-XXXXXX.")
    parts = [sha256(f"derive_credential|{uuid}|{i}|{credential}".encode()).hexdigest() for i in (0, 1)]
    return int("".join(parts), 16) % group.order


def _old_secret(group: Group, uuid: str, credential: str) -> int:
    *digits, check = (ALPHABET.index(letter) for letter in credential if letter != "-")
    number = 0
    for digit in digits:
        number = number * len(ALPHABET) + digit
    if (number + check) % _CHECK:
        raise Refused("The last letter of this credential does not fit the others: one of them is mistyped.")
    return int.from_bytes(pbkdf2_hmac("sha256", credential.encode(), uuid.encode(), 1000, 32)) % group.order


def public(group: Group, uuid: str, credential: str) -> Element:
    """The public part."""
    return group.of_generator(secret(group, uuid, credential))
