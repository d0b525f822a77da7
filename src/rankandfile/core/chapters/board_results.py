"""How an election is asked on a board, and from what its result says to ballots that are counted like any others.

Names that are ranked are opened one by one after a shuffle. Names that are marked, and answers to a question, are only
added up: nobody sees a single ballot, only how many marked whom, and how many were blank. The count needs ballots, so
as many as voted are put together from the totals; whichever way, they make the same count. No slice and no acts.
"""

from collections.abc import Sequence

from .elections import Election

MARKED = ("approval", "yes-no", "block", "plurality", "slate")
"""The methods by which names are marked, not ranked."""
Row = tuple[int | tuple[int, ...], ...]


def is_marked(own: Election) -> bool:
    """Whether names are marked on the ballot: the question has the choice of a blank vote before them."""
    return not own.question and own.method in MARKED


def most_marks(own: Election, candidates: int) -> int:
    """How many of so many names may be marked on a ballot of this election."""
    if own.method in ("approval", "yes-no"):
        return candidates
    return min(own.seats, candidates) if own.method == "block" else 1


def ballots_of(own: Election, row: Row, voters: int = 0) -> tuple[str, ...]:
    """What the row of the board's result says, as ballots to be counted, each under its number; `voters` voted.

    Ranks become the candidates in their order, by their places from 1; equal ranks make a spoilt ballot. Totals of a
    question become one ballot for each vote, abstentions blank and last. Totals of marks are dealt out to the ballots
    that were not blank in turn, so that none has a name twice or more names than it may.
    """
    if is_marked(own):
        return _numbered(_dealt([_int(each) for each in row], voters))
    if row and isinstance(row[0], int):
        choices = [
            f"{place}" if place < len(row) else "" for place, votes in enumerate(row, 1) for _ in range(_int(votes))
        ]
        return _numbered(choices)
    return _numbered([_order(ranks) for ranks in row if not isinstance(ranks, int)])


def _dealt(totals: Sequence[int], voters: int) -> list[str]:
    """The ballots of these totals, the number of blank ones first. Raises ValueError where no ballots have them."""
    if not totals:
        return []
    blank, marks = totals[0], totals[1:]
    filled = voters - blank
    if blank < 0 or filled < 0 or any(not 0 <= total <= filled for total in marks) or filled > sum(marks):
        raise ValueError(f"no {voters} ballots have these totals: {list(totals)}")
    ballots: list[list[str]] = [[] for _ in range(filled)]
    at = 0
    for place, total in enumerate(marks, 1):
        for _ in range(total):
            ballots[at % filled].append(str(place))
            at += 1
    return [",".join(each) for each in ballots] + [""] * blank


def _int(votes: int | tuple[int, ...]) -> int:
    assert isinstance(votes, int)
    return votes


def _order(ranks: tuple[int, ...]) -> str:
    given = sorted((rank, place) for place, rank in enumerate(ranks, 1) if rank)
    if len({rank for rank, _ in given}) < len(given):
        return "0"
    return ",".join(str(place) for _, place in given)


def _numbered(rankings: list[str]) -> tuple[str, ...]:
    width = max(4, len(str(len(rankings))))
    return tuple(f"{number:0{width}}:{ranking}" for number, ranking in enumerate(rankings, 1))
