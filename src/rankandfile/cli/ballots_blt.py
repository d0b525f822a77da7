"""The rankings that a board was opened to, as a file of ballots: for `rankandfile count`, and for others' programs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rankandfile.shell.trouble import WrongUse

if TYPE_CHECKING:
    from rankandfile.core.ballot.audit import Asked, Audit

Ranks = tuple[int, ...]


def rankings(found: "Audit") -> tuple["Asked", tuple[Ranks, ...]]:
    """The one ranked question of an audited board, and the ranks of each ballot. Raises WrongUse without one."""
    if not found.sound or found.result is None:
        raise WrongUse("Only a board that is opened, and on which nothing was found, has ballots to count.")
    ranked = [(asked, own) for asked, own in zip(found.asked, found.result, strict=True) if asked.ranked]
    if len(ranked) != 1:
        raise WrongUse(f"The board has {len(ranked)} ranked questions; what is marked was only added up, see above.")
    ((asked, own),) = ranked
    return asked, tuple(ranks for ranks in own if not isinstance(ranks, int))


def blt(found: "Audit") -> tuple[bytes, int]:
    """The ballots in the form of BLT, with the answers as names, and how many are spoilt: those are left out.

    Blank ballots are in it, because they were cast. For how many seats they are counted the board does not say.
    """
    from rankandfile.core.count.ballots import gather
    from rankandfile.core.count.contest import Contest
    from rankandfile.core.count.formats.blt import write_blt

    asked, every = rankings(found)
    good = list(_orders(every))
    contest = Contest(asked.question, asked.answers, 0, gather(len(asked.answers), [(1, own) for own in good]))
    return write_blt(contest), len(every) - len(good)


def _orders(every: tuple[Ranks, ...]) -> Iterator[Ranks]:
    """The answers of each ballot in their order, from 0; one that gives a rank twice is spoilt."""
    for ranks in every:
        given = sorted((rank, place) for place, rank in enumerate(ranks) if rank)
        if len({rank for rank, _ in given}) == len(given):
            yield tuple(place for _, place in given)
