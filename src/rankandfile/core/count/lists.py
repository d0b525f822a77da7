"""List elections: a ballot names a list, and the lists share the seats by highest averages or largest remainders.

The lists are the candidates here. Which persons of a list fill its seats is its own order's affair. The arithmetic is
that of apportionment; a threshold leaves small lists out before it begins.
"""

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.apportion import Apportionment, Method, Series, apportion
from rankandfile.core.count.ballots import Ballots, rows


def count_lists(
    name: str,
    method: Method,
    series: Series,
    candidates: tuple[str, ...],
    ballots: Ballots,
    seats: int,
    lot: str,
    withdrawn: tuple[int, ...] = (),
) -> Account:
    """The account of the seats of each list; a list that wins several seats is elected as often."""
    votes = [0] * len(candidates)
    spent = 0
    for count, chosen, _ in rows(ballots):
        named = [candidate for candidate in chosen if candidate not in withdrawn][:1]
        spent += 0 if named else count
        for candidate in named:
            votes[candidate] += count
    rule = Apportionment(method=method, series=series, house_size=seats)
    members = {candidates[c]: votes[c] for c in range(len(candidates)) if c not in withdrawn}
    shared = apportion(rule, members, lot) if sum(votes) else {}
    won = [shared[unit].seats if unit in shared else 0 for unit in candidates]
    elected = tuple(candidate for candidate in range(len(candidates)) for _ in range(won[candidate]))
    stages = (
        Stage(1, "marks", (), "1", 0, tuple(votes), spent, 0),
        Stage(2, "seats", (), "2", 0, tuple(won), 0, 0, elected=elected),
    )
    unit = ballots.unit
    return Account(name, seats, candidates, withdrawn, ballots.total, spent, unit, 0, lot, stages, elected, unit=unit)
