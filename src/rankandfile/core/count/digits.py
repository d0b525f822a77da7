"""Plain lines of ballots ("12 3 1 2 0"), read a block at a time without an object per ballot.

Every line is a count, candidates from 1 and a closing 0. Digits are told from separators by a table, the value of each
number is put together from its last digit backwards, for all numbers of a block at once. Anything out of the ordinary
makes `read_lines` answer None, and the caller reads line by line, where there is room for an error message.
"""

import re

import numpy as np
from numpy.typing import NDArray

from rankandfile.core.count.ballots import Ballots, Integers

BLOCK = 1 << 18
LONGEST = 9
_ZERO, _TEN = np.uint8(48), np.uint8(10)
Numbers = NDArray[np.int32]
Block = tuple[Integers, Integers, Numbers]


def read_lines(raw: bytes, candidates: int, begin: int = 0, end: int | None = None) -> Ballots | None:
    """The ballots of the lines between these bytes, or None where one is not plain. Cost: a few passes over them."""
    end = len(raw) if end is None else end
    found = _read_blocks(raw, candidates, begin, end)
    if found is not None:
        return found
    tidied = _tidied(raw[begin:end])
    return _read_blocks(tidied, candidates, 0, len(tidied))


def _tidied(body: bytes) -> bytes:
    """The same lines with single blanks, no commas, one newline after each closing 0 and no blank lines."""
    plain = body.translate(bytes.maketrans(b",\r\t", b"   "))
    lines = re.sub(rb" *\n[ \n]*", b"\n", re.sub(rb" {2,}", b" ", plain)).strip()
    return lines + b"\n" if lines else b""


def _read_blocks(raw: bytes, candidates: int, begin: int, end: int) -> Ballots | None:
    """The ballots of lines that are plain to the last blank, or None."""
    blocks = []
    while begin < end:
        after = raw.rfind(b"\n", begin, min(begin + BLOCK, end)) + 1
        block = _read_block(np.frombuffer(raw, np.uint8, after - begin, begin), candidates) if after else None
        if block is None:
            return None
        blocks.append(block)
        begin = after
    return _joined(blocks, candidates)


def _read_block(text: NDArray[np.uint8], candidates: int) -> Block | None:
    """Counts, starts and preferences of whole lines, or None."""
    mark = text < _ZERO
    ends = mark.nonzero()[0]
    lines = np.count_nonzero(text == 10)
    if text.max() > 57 or np.count_nonzero(text == 32) + lines != len(ends):
        return None
    if mark[0] or (mark[1:] & mark[:-1]).any():
        return None
    values = _values(text, ~mark, ends)
    if values is None:
        return None
    closing = (values == 0).nonzero()[0]
    if len(closing) != lines or (text[ends[closing]] != 10).any():
        return None
    return _by_line(values, closing, candidates)


def _values(text: NDArray[np.uint8], digit: NDArray[np.bool_], ends: NDArray[np.intp]) -> Numbers | None:
    """The number that ends before each separator; None where one is too long.

    Nearly all have one digit or two, and are put together byte by byte, the whole block at once. To the others is added
    what stands further to the left.
    """
    digits = (text - _ZERO) * digit
    pairs = digits.copy()
    pairs[1:] += digits[:-1] * _TEN
    values = pairs[ends - 1].astype(np.int32)
    longer = (digit[2:] & digit[1:-1] & digit[:-2]).nonzero()[0]  # where three digits stand in a row, the first of them
    longer = np.searchsorted(ends, longer[~digit[longer + 3]] + 3)  # that end a number
    power, place = 1, 2
    while longer.size:
        power, place = power * 10, place + 1
        values[longer] += digits[ends[longer] - place].astype(np.int32) * np.int32(power * 10)
        longer = longer[ends[longer] > place]
        longer = longer[digit[ends[longer] - place - 1]]
        if place == LONGEST and longer.size:
            return None
    return values


def _by_line(values: Numbers, closing: NDArray[np.intp], candidates: int) -> Block | None:
    """The numbers as ballots; `closing` says where the 0 of each stands."""
    first = closing + 1
    first[1:] = first[:-1]
    first[0] = 0
    counts = values[first].astype(np.int64)
    within = np.ones(len(values), dtype=np.bool_)
    within[first] = False
    flat = values[within]
    flat -= 1
    last = closing - np.arange(1, len(closing) + 1)
    if counts.min() == 0 or flat.max() >= candidates:
        return None
    flat[last] = candidates
    starts = last + 1
    starts[1:] = starts[:-1]
    starts[0] = 0
    return (counts, starts, flat) if _all_different(flat, starts, last, candidates) else None


def _all_different(flat: NDArray[np.int32], starts: Integers, last: Integers, candidates: int) -> bool:
    """Whether no ballot names a candidate twice: so many powers of two sum to as many bits only when all differ."""
    missing = last - starts + 1
    for low in range(0, candidates + 1, 60):
        bits = np.zeros(candidates + 1, dtype=np.uint64)
        bits[low : low + 60] = np.left_shift(np.uint64(1), np.arange(len(bits[low : low + 60]), dtype=np.uint64))
        missing = missing - np.bitwise_count(np.add.reduceat(bits[flat], starts))
    return not missing.any()


def _joined(blocks: list[Block], candidates: int) -> Ballots:
    """The ballots of all blocks."""
    if not blocks:
        empty = np.zeros(0, dtype=np.int64)
        return Ballots(candidates, empty, empty, np.zeros(0, dtype=np.int32))
    if len(blocks) == 1:
        counts, starts, flat = blocks[0]
        return Ballots(candidates, counts, starts, flat)
    offset = np.cumsum([0, *(len(flat) for _, _, flat in blocks[:-1])])
    return Ballots(
        candidates,
        np.concatenate([counts for counts, _, _ in blocks]),
        np.concatenate([starts + shift for (_, starts, _), shift in zip(blocks, offset, strict=True)]),
        np.concatenate([flat for _, _, flat in blocks]),
    )
