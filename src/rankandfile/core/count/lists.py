"""List elections: a ballot names a list, and the lists share the seats by highest averages or largest remainders.

The lists are the candidates here. Which persons of a list fill its seats is its own order's affair. The arithmetic is
that of apportionment; a threshold leaves small lists out before it begins.
"""

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.apportion import Apportionment, Method, Series, apportion
from rankandfile.core.count.crosses import first_votes
from rankandfile.core.count.question import Question


def count_lists(name: str, method: Method, series: Series, asked: Question) -> Account:
    """The account of the seats of each list; a list that wins several seats is elected as often. Two lists put first,
    and the ballot is spoilt."""
    votes, people = first_votes(asked, 1), range(len(asked.candidates))
    rule = Apportionment(method=method, series=series, house_size=asked.seats)
    members = {asked.candidates[c]: votes.totals[c] for c in asked.standing}
    shared = apportion(rule, members, asked.lot) if sum(votes.totals) else {}
    won = [shared[unit].seats if unit in shared else 0 for unit in asked.candidates]
    elected = tuple(candidate for candidate in people for _ in range(won[candidate]))
    stages = (
        Stage(1, "marks", (), "1", 0, tuple(votes.totals), votes.spent, 0),
        Stage(2, "seats", (), "2", 0, tuple(won), 0, 0, elected=elected),
    )
    return asked.account(name, 1, stages, elected, invalid=votes.spent, overvotes=votes.over)
