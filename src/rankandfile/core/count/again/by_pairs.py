"""Condorcet counts: every two standing candidates compared on every ballot, and the order that a method makes of it."""

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.again.order import at_the_head
from rankandfile.core.count.again.pile import Pile, written
from rankandfile.core.count.again.precedence import Precedence
from rankandfile.core.count.condorcet import CondorcetRule
from rankandfile.core.ids import Lot
from rankandfile.core.lots import draw_key

Numbers = list[list[int]]


def by_pairs(pile: Pile, rule: CondorcetRule) -> tuple[Account, Precedence]:
    """The account that the rule makes of the pile."""
    preferred = _preferred(pile, unranked_last=rule.unranked == "last")
    strength = _strengths(pile, rule, preferred)
    if rule.completion == "schulze":
        totals = _wins(pile, rule, _strongest(strength))
    else:
        totals = _locked(pile, strength, preferred)
    precedence = Precedence(pile, "lot")
    order = precedence.ordered(totals, pile.standing)
    elected, notes = at_the_head(pile, order)
    stage = Stage(1, "ranking", (), "1", 0, tuple(totals), 0, 0, elected=tuple(elected), notes=notes)
    matrix = tuple(tuple(row) for row in preferred)
    return written(pile, 1, [stage], elected, order=tuple(order), pairwise=matrix), precedence


def _preferred(pile: Pile, *, unranked_last: bool) -> Numbers:
    """On how many ballots the row's candidate stands above the column's."""
    size = len(pile.names)
    found = [[0] * size for _ in range(size)]
    for row in pile.rows:
        rank = dict(zip(row.chosen, row.marks, strict=True))
        for upper in row.chosen:
            for lower in range(size):
                if rank[upper] < rank[lower] if lower in rank else unranked_last:
                    found[upper][lower] += row.count
    return found


def _strengths(pile: Pile, rule: CondorcetRule, preferred: Numbers) -> Numbers:
    """How strong the row's candidate defeats the column's; 0 where it does not, or one of them does not stand."""
    strength = [[0] * len(row) for row in preferred]
    for a in pile.standing:
        for b in pile.standing:
            lead = preferred[a][b] - preferred[b][a]
            if lead > 0:
                strength[a][b] = preferred[a][b] if rule.strength == "winning-votes" else lead
    return strength


def _strongest(strength: Numbers) -> Numbers:
    """The strength of the strongest path: from each candidate on, the best connected is settled next."""
    size = len(strength)
    found = []
    for start in range(size):
        path, open_ = list(strength[start]), set(range(size)) - {start}
        while open_:
            nearest = max(open_, key=path.__getitem__)
            open_.remove(nearest)
            for c in open_:
                path[c] = max(path[c], min(path[nearest], strength[nearest][c]))
        found.append(path)
    return found


def _wins(pile: Pile, rule: CondorcetRule, paths: Numbers) -> list[int]:
    """How many each standing candidate beats; where equal paths count as beaten, themselves too."""
    return [
        sum(paths[a][b] > paths[b][a] or (rule.equal_paths_win and paths[a][b] == paths[b][a]) for b in pile.standing)
        if a in pile.standing
        else 0
        for a in range(len(pile.names))
    ]


def _locked(pile: Pile, strength: Numbers, preferred: Numbers) -> list[int]:
    """How many each stands above when defeats are locked in from the strongest on, none that would close a circle."""
    number = {c: draw_key(Lot(pile.lot), "defeats", pile.names[c]) for c in pile.standing}
    defeats = [
        (-strength[a][b], preferred[b][a], number[a], number[b], a, b)
        for a in pile.standing
        for b in pile.standing
        if strength[a][b]
    ]
    below: dict[int, set[int]] = {c: set() for c in range(len(pile.names))}
    for *_, winner, loser in sorted(defeats):
        if winner not in _reached(below, loser):
            below[winner].add(loser)
    return [len(_reached(below, c)) for c in range(len(pile.names))]


def _reached(below: dict[int, set[int]], start: int) -> set[int]:
    """Everybody whom locked defeats lead to from here."""
    found: set[int] = set()
    queue = [start]
    while queue:
        new = below[queue.pop()] - found
        found |= new
        queue += new
    return found
