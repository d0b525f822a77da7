"""How the published formats spell bytes, numbers and the paths of tiles; each value has one spelling and no other."""

from base64 import b64encode
from binascii import Error, a2b_base64

from .malformed import Malformed
from .tree import WIDTH

_LONGEST_NAME = 64
"""Of a tile; those of 2^63 entries are shorter."""


def base64(value: bytes) -> str:
    """The bytes in standard base64 with padding."""
    return b64encode(value).decode()


def from_base64(text: str) -> bytes:
    """The bytes that are spelled; refuses stray bits, stray characters and missing padding."""
    try:
        value = a2b_base64(text, strict_mode=True)
    except (Error, ValueError):
        raise Malformed("This is not base64.") from None
    if base64(value) != text:
        raise Malformed("This base64 has stray bits.")
    return value


def from_decimal(text: str) -> int:
    """The number below 2^63 that is spelled; refuses signs and leading zeros."""
    if not (text.isascii() and text.isdigit() and len(text) < 20 and (text == "0" or text[0] != "0")):
        raise Malformed("This is not a whole number in decimal digits.")
    if int(text) >= 1 << 63:
        raise Malformed("This number is too large.")
    return int(text)


def tile_name(number: int, width: int) -> str:
    """The last part of a tile's path: 1234067 is x001/x234/067; a partial tile ends in .p/ and its width."""
    groups = f"{number:,}".split(",")
    path = "/".join(f"x{int(group):03}" for group in groups[:-1])
    last = f"{int(groups[-1]):03}"
    return (f"{path}/{last}" if path else last) + ("" if width == WIDTH else f".p/{width}")


def from_tile_name(name: str) -> tuple[int, int]:
    """Number and width of the tile whose path ends so; refuses every other spelling of them."""
    path, partial, width = name[:_LONGEST_NAME].partition(".p/")
    groups = path.split("/")
    if not all(
        group[:-3] == "x" * (place > 0) and group[-3:].isdigit() for place, group in enumerate(reversed(groups))
    ):
        raise Malformed("This is not the name of a tile.")
    found = int("".join(group[-3:] for group in groups)), from_decimal(width) if partial else WIDTH
    if not name.isascii() or tile_name(*found) != name or not 0 < found[1] <= WIDTH:
        raise Malformed("This is not the name of a tile.")
    return found


def tile_path(level: int, number: int, width: int) -> str:
    """The path of a tile (C2SP tlog-tiles)."""
    return f"tile/{level}/{tile_name(number, width)}"


def bundle_path(number: int, width: int) -> str:
    """The path of a bundle of up to 256 entries (C2SP tlog-tiles)."""
    return f"tile/entries/{tile_name(number, width)}"
