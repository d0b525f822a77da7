"""Debian's tally sheets: a line "V: 21-3" for each ballot, one character for each option, "-" unranked.

Ranks above 9 are letters. What follows the ranks (a hash or a login) is left unread.
"""

import re

from rankandfile.core.count.ballots import from_marks
from rankandfile.core.count.contest import Contest, Unreadable, decoded, different

_OPTION = re.compile(r"[\s/|]*(?:Option|Choice) (\d+|[A-Z])-*>?:\s*(.*)")
_BALLOT = re.compile(r"V: ([-0-9A-Za-z]+)\s")
_RANKS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def read_debian(raw: bytes) -> Contest:
    """The contest of a tally sheet."""
    text, notes = decoded(raw)
    options: list[str] = []
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        option, ballot = _OPTION.match(line), _BALLOT.match(line + " ")
        if option:
            options.append(option[2].rstrip(" \t\r|/\\"))
        elif ballot:
            if len(ballot[1]) != len(options):
                raise Unreadable(number, f"{ballot[1]} does not rank {len(options)} options")
            found[ballot[1]] = found.get(ballot[1], 0) + 1
    if not options:
        raise Unreadable(1, "a tally sheet names its options")
    ballots = from_marks(len(options), ((count, *_ranks(text)) for text, count in found.items()))
    return Contest("", different(options), 1, ballots, notes=notes)


def _ranks(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    ranked = sorted((_RANKS.index(mark.upper()), option) for option, mark in enumerate(text) if mark != "-")
    return tuple(option for _, option in ranked), tuple(rank for rank, _ in ranked)
