"""Ed25519 with plain integers: the subgroup of prime order of the twisted Edwards curve of RFC 8032.

The reference that the fast one (`sodium`) is compared with, and what the base install uses. Points are pairs (x, y).
The protocol writes a point as RFC 8032 does, with the bytes the other way round.
"""

from hashlib import sha256
from typing import Any, TypeAlias

from .group import Element, Group, _short
from .refused import Refused

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
_ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point: TypeAlias = tuple[int, int]
Wide: TypeAlias = tuple[int, int, int, int]
"""Extended coordinates: X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z (RFC 8032, section 5.1.4)."""
ONE: Point = (0, 1)


def x_of(y: int) -> int | None:
    """The even x with this y on the curve; None where there is none (RFC 8032, section 5.1.3)."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * _ROOT_OF_MINUS_ONE % P
    if x * x % P != square:
        return None
    return P - x if x & 1 else x


def add(left: Wide, right: Wide) -> Wide:
    """The sum of two points on the curve."""
    a = (left[1] - left[0]) * (right[1] - right[0])
    b = (left[1] + left[0]) * (right[1] + right[0])
    c, d = 2 * left[3] * right[3] * D, 2 * left[2] * right[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _widened(point: Point) -> Wide:
    return point[0], point[1], 1, point[0] * point[1] % P


def _narrowed(wide: Wide) -> Point:
    inverse = pow(wide[2], -1, P)
    return wide[0] * inverse % P, wide[1] * inverse % P


def scaled(point: Point, exponent: int) -> Point:
    """The point so many times."""
    found, doubled = _widened(ONE), _widened(point)
    while exponent:
        if exponent & 1:
            found = add(found, doubled)
        doubled = add(doubled, doubled)
        exponent >>= 1
    return _narrowed(found)


def to_bytes(point: Point) -> bytes:
    """The point as RFC 8032 writes it."""
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def from_bytes(content: bytes) -> Point | None:
    """The point that is written; None where it is no point of the curve, or not in its one spelling."""
    number = int.from_bytes(content, "little")
    odd, y = number >> 255, number & (1 << 255) - 1
    x = x_of(y) if y < P else None
    if x is None or (odd and x == 0):
        return None
    return (P - x if odd else x), y


class Edwards(Group):
    """The subgroup of order q = 2^252 + 277…493."""

    name = "Ed25519"
    order = Q
    one: Element = ONE
    most_ranks, padding = 30, 14

    def __init__(self) -> None:
        y = 4 * pow(5, -1, P) % P
        x = x_of(y)
        assert x is not None
        self.generator = (x, y)

    def parse(self, text: str) -> Element:
        """64 hexadecimal digits, the bytes of RFC 8032 from the last to the first."""
        point = from_bytes(spelled(text))
        if point is None or scaled(point, Q) != ONE:
            raise Refused(f"{_short(text)} is not an element of the group Ed25519.")
        return point

    def text(self, element: Element) -> str:
        """The bytes of RFC 8032 from the last to the first, in hexadecimal."""
        return to_bytes(element)[::-1].hex()

    def times(self, left: Element, right: Element) -> Element:
        """The sum of the points."""
        return _narrowed(add(_widened(left), _widened(right)))

    def power(self, base: Element, exponent: int) -> Element:
        """The point so many times."""
        return scaled(base, exponent % Q)

    def independent(self, number: int) -> Element:
        """SHA-256 of `ggen|number` taken as y, the next that is on the curve, times 8 (section 4.8)."""
        return independent(number)

    def key(self, element: Element) -> Any:
        """Points are sorted by the bytes of RFC 8032."""
        return to_bytes(element)

    def lifted(self, number: int) -> Element | None:
        """The point of the subgroup with this y and an even x; nothing ranked is one."""
        return lifted(number)

    def lowered(self, element: Element) -> int:
        """Its y."""
        return 0 if element == ONE else int(element[1])


def spelled(text: str) -> bytes:
    """The 32 bytes of RFC 8032 that the protocol spells. Raises Refused."""
    if len(text) != 64 or not frozenset("0123456789abcdef").issuperset(text):
        raise Refused(f"{_short(text)} is not a point: it has 64 hexadecimal digits in small letters.")
    return bytes.fromhex(text)[::-1]


def independent(number: int) -> Point:
    """See `Group.independent`."""
    y = int.from_bytes(sha256(f"ggen|{number}".encode()).digest()) >> 2
    while (x := x_of(y)) is None:
        y += 1
    return scaled((x, y), 8)


def lifted(number: int) -> Point | None:
    """See `Group.lifted`."""
    if number == 0:
        return ONE
    x = x_of(number) if number < P else None
    return (x, number) if x is not None and scaled((x, number), Q) == ONE else None
