"""How much two texts say the same, in whole parts of a thousand: the same numbers anywhere, whoever asks.

A text is taken as the set of its runs of three words, in small letters and without signs (Broder 1997, “On the
resemblance and containment of documents”). The likeness of two is the runs that both have among all that either has.
A sketch keeps the runs with the lowest hashes; of two texts it says about how alike they are for much less work, so
that only what is near is compared in full.
"""

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from msgspec import Struct

RUN, SKETCH = 3, 64
"""Words of a run; runs of a sketch."""
ALIKE, NEAR = 250, 100
"""Of a thousand: from where on two texts are said to be alike; from where on sketches are worth a comparison."""
_WORD = re.compile(r"\w+")


class Likeness(Struct, frozen=True):
    """A text that is alike: which one, and how many of a thousand runs are the same."""

    id: str
    thousandths: int


def runs(text: str) -> frozenset[int]:
    """The runs of the text, each as a number of 64 bits; of a text of fewer than three words, the text as one run."""
    words = _WORD.findall(text.casefold())
    if not words:
        return frozenset()
    starts = range(max(len(words) - RUN + 1, 1))
    return frozenset(_number(" ".join(words[start : start + RUN])) for start in starts)


def _number(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big")


def sketch(text: str) -> tuple[int, ...]:
    """The lowest runs of the text, in order."""
    return tuple(sorted(runs(text))[:SKETCH])


def likeness(a: str, b: str) -> int:
    """How many of a thousand runs, of all that either text has, both have; 1,000 for the same words in other signs."""
    mine, theirs = runs(a), runs(b)
    either = len(mine | theirs)
    return 1000 * len(mine & theirs) // either if either else 0


def about(a: Sequence[int], b: Sequence[int]) -> int:
    """The same, about, from two sketches."""
    lowest = sorted({*a, *b})[:SKETCH]
    both = set(a) & set(b)
    return 1000 * sum(run in both for run in lowest) // len(lowest) if lowest else 0


def near(own: Sequence[int], sketches: Mapping[str, Sequence[int]]) -> tuple[str, ...]:
    """The names of those whose sketches are worth a comparison, as they were given."""
    return tuple(name for name, other in sketches.items() if about(own, other) >= NEAR)


def alike(text: str, others: Mapping[str, str], most: int = 5) -> tuple[Likeness, ...]:
    """Which of the others say much the same as the text, the most alike first; equal ones as they were given."""
    found = (Likeness(name, likeness(text, other)) for name, other in others.items())
    return tuple(
        sorted((each for each in found if each.thousandths >= ALIKE), key=lambda each: -each.thousandths)[:most]
    )
