"""What the mathematics needs of a group: a value handed in, so that each formula is written once.

A group has prime order q. Its elements are written as the protocol writes them (`text`), and whatever comes from
outside is parsed first: `parse` refuses everything that is not an element, or not in its one spelling.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, TypeAlias

from .refused import Refused

Element: TypeAlias = Any
"""What it is inside is the group's own affair; equal elements are equal values."""
_DIGITS = frozenset("0123456789")


class Group(ABC):
    """A cyclic group of prime order, written as multiplication."""

    name: str
    order: int
    """q: exponents count modulo this prime."""
    one: Element
    generator: Element
    most_ranks: int
    """So many ranks of a ranked answer fit into one element."""
    padding: int
    """Bits below a ranked answer that are free, so that some number is an element."""

    @abstractmethod
    def parse(self, text: str) -> Element:
        """The element that is spelled. Raises Refused for all else, small orders and other spellings included."""

    @abstractmethod
    def text(self, element: Element) -> str:
        """The element as the protocol writes it."""

    @abstractmethod
    def times(self, left: Element, right: Element) -> Element:
        """The product."""

    @abstractmethod
    def power(self, base: Element, exponent: int) -> Element:
        """The base to the exponent, which may be any whole number."""

    @abstractmethod
    def independent(self, number: int) -> Element:
        """A generator of which nobody knows the logarithm; -1, 0, 1 … give different ones."""

    @abstractmethod
    def key(self, element: Element) -> Any:
        """What the protocol sorts elements by."""

    @abstractmethod
    def lifted(self, number: int) -> Element | None:
        """The element that stands for the number; None where there is none."""

    @abstractmethod
    def lowered(self, element: Element) -> int:
        """The number that the element stands for."""

    def of_generator(self, exponent: int) -> Element:
        """The generator to the exponent."""
        return self.power(self.generator, exponent)

    def over(self, left: Element, right: Element) -> Element:
        """The quotient."""
        return self.times(left, self.power(right, -1))

    def product(self, elements: Iterable[Element]) -> Element:
        """The product of all of them; one, where there are none."""
        found = self.one
        for element in elements:
            found = self.times(found, element)
        return found

    def exponent(self, text: str) -> int:
        """The number modulo q that is spelled, in decimal without leading zeros. Raises Refused."""
        if not text or len(text) > 700 or not _DIGITS.issuperset(text) or (text[0] == "0" and text != "0"):
            raise Refused(f"{_short(text)} is not a whole number in its one spelling.")
        number = int(text)
        if number >= self.order:
            raise Refused(f"{_short(text)} is not below the order of the group {self.name}.")
        return number

    def hashed(self, text: str) -> int:
        """The number modulo q that the protocol makes of a text (H in the specification)."""
        return int.from_bytes(sha256(text.encode()).digest()) % self.order

    def encoded(self, ranks: Sequence[int]) -> Element:
        """The element of a ranked answer (section 4.4); where nothing is ranked, one. Raises Refused without room."""
        if len(ranks) > self.most_ranks or any(not 0 <= rank < 256 for rank in ranks):
            raise Refused(f"The group {self.name} holds at most {self.most_ranks} ranks below 256.")
        first = int.from_bytes(bytes(ranks)) << self.padding
        for number in range(first, first + (1 << self.padding)):
            element = self.lifted(number)
            if element is not None:
                return element
        raise Refused(f"The group {self.name} has no element for these ranks.")

    def decoded(self, element: Element, count: int) -> tuple[int, ...]:
        """So many ranks, as far as the element holds them. What lies beyond is found by encoding them again."""
        number = self.lowered(element) >> self.padding
        return tuple((number % (1 << 8 * count)).to_bytes(count)) if count else ()


def _short(text: str) -> str:
    return repr(text if len(text) < 40 else text[:37] + "...")
