"""Public lots: an order that nobody sets and anybody can recompute (RFC 3797 in shape, with SHA-256).

The seed is fixed by the record itself: `record.lot` derives it from the root of all entries before the one that uses
it, and the verifier derives it again. Here a seed only becomes an order.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import TypeVar

from .ids import Lot

T = TypeVar("T", bound=str)


def draw_key(lot: Lot, purpose: str, item: str) -> str:
    """The hexadecimal number by which the item is ranked in the draw for this purpose."""
    return sha256(f"rankandfile/draw/v1\n{lot}\n{purpose}\n{item}".encode()).hexdigest()


def drawn_order(lot: Lot, purpose: str, items: Iterable[T]) -> tuple[T, ...]:
    """The items in the order of the draw: ascending by `draw_key`, whatever order they came in."""
    return tuple(sorted(items, key=lambda item: draw_key(lot, purpose, item)))
