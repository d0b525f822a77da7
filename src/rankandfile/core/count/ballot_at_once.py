"""What one ballot did in a count that makes its result at once: to whom it gave votes, points or preference.

The ballot is a ranking, or the names marked, in any order where the method has none. Nothing here counts anew.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from rankandfile.core.count.account import Account
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.figures import short
from rankandfile.core.count.points import HALVES, Formula, count_borda
from rankandfile.core.count.question import Question
from rankandfile.core.count.rules.condorcet import ALL as CONDORCET
from rankandfile.core.count.sentences import Sentences

Told = Callable[[Account, Sequence[int], Sentences], list[str]]


def at_once(account: Account, ranking: Sequence[int], sentences: Sentences) -> tuple[str, ...] | None:
    """What this ballot did, in sentences; None where the method is another kind, or asks for more than a ranking."""
    if account.method not in KINDS or "ranks-are-answers" in account.notes:
        return None
    stood = [candidate for candidate in ranking if candidate not in account.withdrawn]
    if not stood:
        return (sentences["ballot-empty"],)
    return tuple(KINDS[account.method](account, stood, sentences))


def _one_vote(account: Account, stood: Sequence[int], sentences: Sentences) -> list[str]:
    return _votes(account, stood[:1], sentences)


def _a_vote_each_seat(account: Account, stood: Sequence[int], sentences: Sentences) -> list[str]:
    return _votes(account, stood[: account.seats], sentences)


def _votes(account: Account, stood: Sequence[int], sentences: Sentences) -> list[str]:
    """A vote for each of these."""
    return [sentences["ballot-votes"].format(names=_names(account, stood)), *_elected(account, stood, sentences)]


def _points(account: Account, stood: Sequence[int], sentences: Sentences) -> list[str]:
    """Its points: the count of this ballot alone."""
    formula: Formula = "modified-borda" if account.method == "modified-borda" else "borda"
    alone = gather(len(account.candidates), [(1, tuple(stood))])
    asked = Question(account.candidates, alone, 1, account.lot, account.withdrawn)
    given = count_borda(formula, asked).stages[0].totals
    return [
        sentences["ballot-points"].format(name=account.candidates[c], value=short(points, HALVES))
        for c, points in enumerate(given)
        if points
    ]


def _preferences(account: Account, stood: Sequence[int], sentences: Sentences) -> list[str]:
    """Whom it prefers to whom, for each name on it."""
    silent = {rule.name for rule in CONDORCET if rule.unranked == "no-opinion"}
    rest = [c for c in range(len(account.candidates)) if c not in stood and c not in account.withdrawn]
    below = [[*stood[place + 1 :], *(() if account.method in silent else rest)] for place in range(len(stood))]
    lines = [
        sentences["ballot-prefers"].format(name=account.candidates[c], others=_names(account, others))
        for c, others in zip(stood, below, strict=True)
        if others
    ]
    return lines or [sentences["ballot-prefers-none"]]


def _committee(account: Account, stood: Sequence[int], sentences: Sentences) -> list[str]:
    """Who of those approved was elected, and what it gives the committee for that."""
    have = len({*stood} & {*account.elected})
    given = sum((Fraction(1, place) for place in range(1, have + 1)), Fraction(0))
    value = short(given.numerator, given.denominator)
    return [*_elected(account, stood, sentences), sentences["ballot-gives"].format(value=value)]


def _answers(account: Account, stood: Sequence[int], sentences: Sentences) -> list[str]:
    return [sentences["ballot-answers"].format(names=_names(account, stood)), *_elected(account, stood, sentences)]


def _elected(account: Account, stood: Sequence[int], sentences: Sentences) -> list[str]:
    """Who of these was elected."""
    found = [candidate for candidate in stood if candidate in account.elected]
    return [sentences["ballot-elected" if found else "ballot-elected-none"].format(names=_names(account, found))]


def _names(account: Account, candidates: Sequence[int]) -> str:
    return ", ".join(account.candidates[candidate] for candidate in candidates)


KINDS: Mapping[str, Told] = {
    **dict.fromkeys(("plurality", "exhaustive-ballot", "slates"), _one_vote),
    **dict.fromkeys(("list-dhondt", "list-sainte-lague", "list-modified-sainte-lague", "list-hamilton"), _one_vote),
    "block": _a_vote_each_seat,
    "approval": _votes,
    "yes-no": _answers,
    **dict.fromkeys(("borda", "modified-borda"), _points),
    **dict.fromkeys((rule.name for rule in CONDORCET), _preferences),
    **dict.fromkeys(("pav", "sequential-pav"), _committee),
    "phragmen": _elected,
}
