"""Ed25519 through libsodium (PyNaCl), ten times as fast as plain integers and the same in every answer.

Elements are the 32 bytes of RFC 8032. libsodium refuses the neutral element and a zero exponent, which both occur
lawfully (an empty tally), so these two are answered here.
"""

from typing import Any

from nacl.bindings import (
    crypto_core_ed25519_add,
    crypto_core_ed25519_is_valid_point,
    crypto_core_ed25519_sub,
    crypto_scalarmult_ed25519_base_noclamp,
    crypto_scalarmult_ed25519_noclamp,
)

from . import edwards
from .edwards import Q
from .group import Element, Group, _short
from .refused import Refused

_ONE = edwards.to_bytes(edwards.ONE)


class Sodium(Group):
    """The same group as `edwards.Edwards`."""

    name = "Ed25519"
    order = Q
    one: Element = _ONE
    most_ranks, padding = edwards.Edwards.most_ranks, edwards.Edwards.padding

    def __init__(self) -> None:
        self.generator = crypto_scalarmult_ed25519_base_noclamp((1).to_bytes(32, "little"))

    def parse(self, text: str) -> Element:
        """64 hexadecimal digits, the bytes of RFC 8032 from the last to the first."""
        element = edwards.spelled(text)
        if element != _ONE and not crypto_core_ed25519_is_valid_point(element):
            raise Refused(f"{_short(text)} is not an element of the group Ed25519.")
        return element

    def text(self, element: Element) -> str:
        """The bytes of RFC 8032 from the last to the first, in hexadecimal."""
        return str(element[::-1].hex())

    def times(self, left: Element, right: Element) -> Element:
        """The sum of the points."""
        return crypto_core_ed25519_add(left, right)

    def over(self, left: Element, right: Element) -> Element:
        """The difference of the points."""
        return crypto_core_ed25519_sub(left, right)

    def power(self, base: Element, exponent: int) -> Element:
        """The point so many times."""
        exponent %= Q
        if exponent == 0 or base == _ONE:
            return _ONE
        return crypto_scalarmult_ed25519_noclamp(exponent.to_bytes(32, "little"), base)

    def of_generator(self, exponent: int) -> Element:
        """The generator so many times, from libsodium's table."""
        exponent %= Q
        return crypto_scalarmult_ed25519_base_noclamp(exponent.to_bytes(32, "little")) if exponent else _ONE

    def independent(self, number: int) -> Element:
        """See `edwards.independent`."""
        return edwards.to_bytes(edwards.independent(number))

    def key(self, element: Element) -> Any:
        """Points are sorted by the bytes of RFC 8032."""
        return element

    def lifted(self, number: int) -> Element | None:
        """See `edwards.lifted`."""
        if number == 0:
            return _ONE
        x = edwards.x_of(number) if number < edwards.P else None
        element = edwards.to_bytes((x, number)) if x is not None else _ONE
        return element if x is not None and crypto_core_ed25519_is_valid_point(element) else None

    def lowered(self, element: Element) -> int:
        """Its y."""
        return 0 if element == _ONE else int.from_bytes(element, "little") & (1 << 255) - 1
