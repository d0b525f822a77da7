"""Two groups of whole numbers modulo a prime of 2048 bits, with plain integers, or with the power function of gmpy2."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from .group import Element, Group, _short
from .refused import Refused


class Residues(Group):
    """The subgroup of order q of the numbers modulo p."""

    def __init__(
        self, name: str, p: int, q: int, g: int, ranked: bool, power: Callable[[Any, int, int], Any] = pow
    ) -> None:
        self.name, self.modulus, self.order, self.generator, self.one = name, p, q, g, 1
        self.most_ranks = 255 if ranked else 0
        self.padding = 8
        self._power = power

    def parse(self, text: str) -> Element:
        """The number that is spelled in decimal, where it is in the subgroup."""
        if not (0 < len(text) < 700 and text.isascii() and text.isdigit() and text[0] != "0"):
            raise Refused(f"{_short(text)} is not a number in its one spelling.")
        element = int(text)
        if not element < self.modulus or not self._is_member(element):
            raise Refused(f"{_short(text)} is not an element of the group {self.name}.")
        return element

    def _is_member(self, element: int) -> bool:
        if self.order * 2 + 1 == self.modulus:
            return jacobi(element, self.modulus) == 1
        return bool(self._power(element, self.order, self.modulus) == 1)

    def text(self, element: Element) -> str:
        """In decimal."""
        return str(element)

    def times(self, left: Element, right: Element) -> Element:
        """Modulo p."""
        return left * right % self.modulus

    def power(self, base: Element, exponent: int) -> Element:
        """Modulo p, the exponent modulo q."""
        return self._power(base, exponent % self.order, self.modulus)

    def independent(self, number: int) -> Element:
        """SHA-256 of `ggen|number`, lifted into the subgroup (section 4.8)."""
        seed = int.from_bytes(sha256(f"ggen|{number}".encode()).digest())
        return self._power(seed, (self.modulus - 1) // self.order, self.modulus)

    def key(self, element: Element) -> Any:
        """Numbers are sorted as numbers."""
        return element

    def lifted(self, number: int) -> Element | None:
        """The number itself; nothing ranked is one."""
        if number == 0:
            return 1
        return number if number < self.modulus and self._is_member(number) else None

    def lowered(self, element: Element) -> int:
        """The element is the number."""
        return int(element) if element != 1 else 0


def jacobi(number: int, modulus: int) -> int:
    """The Jacobi symbol; for a prime modulus it says whether the number is a square (Cohen, algorithm 1.4.10)."""
    number %= modulus
    sign = 1
    while number:
        while not number & 1:
            number >>= 1
            if modulus & 7 in (3, 5):
                sign = -sign
        number, modulus = modulus, number
        if number & 3 == modulus & 3 == 3:
            sign = -sign
        number %= modulus
    return sign if modulus == 1 else 0
