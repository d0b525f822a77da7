"""From what a board's result says to ballots that are counted like any others. No slice and no acts of its own."""


def ballots_of(row: tuple[int | tuple[int, ...], ...]) -> tuple[str, ...]:
    """What a question's row of the board's result says, as ballots to be counted, each under its number.

    Ranks become the candidates in their order, by their places from 1; equal ranks make a spoilt ballot. Totals, which
    say only how many chose what, become one ballot for each vote: blank last.
    """
    if row and isinstance(row[0], int):
        choices = [
            f"{place}" if place < len(row) else "" for place, votes in enumerate(row, 1) for _ in range(_int(votes))
        ]
        return _numbered(choices)
    return _numbered([_order(ranks) for ranks in row if not isinstance(ranks, int)])


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
