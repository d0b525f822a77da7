"""How much two texts say the same, in whole parts of a thousand: the same numbers anywhere, whoever asks.

A text is taken as the set of its runs of three words, in small letters and without signs (Broder 1997, “On the
resemblance and containment of documents”); a sign of Han or kana is a word. The likeness of two is the runs that both
have among all that either has. Where there are many texts, an index of words is asked first which of them have some of
a few runs of four words, taken at even distances: texts that are alike have a third of them and more in common.
"""

import re
from collections.abc import Mapping
from hashlib import blake2b

from msgspec import Struct

from .text import SIGNS

RUN, PROBE, PROBES = 3, 4, 24
"""Words of a run; words of a run that an index is asked for, and how many of those."""
ALIKE = 250
"""Of a thousand: from where on two texts are said to be alike."""
_WORD = re.compile(rf"[{SIGNS}]|[^\W{SIGNS}]+")


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


def probes(text: str) -> tuple[str, ...]:
    """Some runs of four words, from the beginning to the end at even distances, each once."""
    words = _WORD.findall(text)
    last = max(len(words) - PROBE, 0)
    starts = dict.fromkeys(step * last // (PROBES - 1) for step in range(PROBES))
    found = (" ".join(words[start : start + PROBE]) for start in starts)
    return tuple(dict.fromkeys(run for run in found if run))


def likeness(a: str, b: str) -> int:
    """How many of a thousand runs, of all that either text has, both have; 1,000 for the same words in other signs."""
    mine, theirs = runs(a), runs(b)
    either = len(mine | theirs)
    return 1000 * len(mine & theirs) // either if either else 0


def alike(text: str, others: Mapping[str, str], most: int = 5) -> tuple[Likeness, ...]:
    """Which of the others say much the same as the text, the most alike first; equal ones as they were given."""
    found = (Likeness(name, likeness(text, other)) for name, other in others.items())
    return tuple(
        sorted((each for each in found if each.thousandths >= ALIKE), key=lambda each: -each.thousandths)[:most]
    )
