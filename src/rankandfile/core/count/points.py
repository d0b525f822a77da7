"""Counts by points: Borda in two forms, scores, STAR.

A ranked ballot becomes points by a formula; a score ballot carries them as its marks. Everything is whole: halves that
equal ranks make are kept by doubling all points.
"""

from typing import Literal

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.ballots import Ballots, groups, rows
from rankandfile.core.count.question import Question
from rankandfile.core.count.ties import Tiebreak, TieRule, in_order

Formula = Literal["borda", "modified-borda"]
HALVES = 2  # Borda points are counted in halves
Row = tuple[int, tuple[int, ...], tuple[int, ...]]


def count_borda(formula: Formula, asked: Question) -> Account:
    """The account of a count by ranks.

    borda: a candidate has a point for each candidate ranked below, and half a point for each left equal or unranked
    together. modified-borda: the last ranked has 1 point, so that whoever ranks few gives few. Whoever has withdrawn
    is struck from every ballot first.
    """
    totals = [0] * len(asked.candidates)
    for count, chosen, marks in rows(asked.ballots):
        for candidate, points in _points(formula, asked.standing, chosen, marks):
            totals[candidate] += count * points
    return _account(formula, asked, totals, HALVES)


def count_score(asked: Question) -> Account:
    """The account of a count by scores: the sum of the marks beside each candidate; no mark is 0."""
    return _account("score", asked, _sums(asked), 1)


def count_star(asked: Question) -> Account:
    """The account of STAR: the two with the highest sums, and of them whom more ballots score higher.

    For several seats this is done again without those elected (bloc STAR). A run-off without a preference goes to the
    higher sum, then to the lot.
    """
    sums, tiebreak = _sums(asked), asked.tiebreak(TieRule("backwards"))
    stages: list[Stage] = []
    elected: list[int] = []
    left = asked.standing
    while left and len(elected) < asked.seats:
        finalists = in_order(tiebreak, sums, left)[:2]
        stages.append(_stage(len(stages) + 1, "marks", "1", sums, (), tiebreak))
        preferred = _preferred(asked.ballots, finalists)
        votes = [preferred.get(candidate, 0) for candidate in range(len(asked.candidates))]
        winner = in_order(tiebreak, votes, finalists)[0]
        stages.append(_stage(len(stages) + 1, "run-off", "2", votes, (winner,), tiebreak))
        elected.append(winner)
        left.remove(winner)
    return asked.account("star", 1, stages, elected)


def _points(
    formula: Formula, standing: list[int], chosen: tuple[int, ...], marks: tuple[int, ...]
) -> list[tuple[int, int]]:
    """The half points of each candidate on one ballot; equal ranks share the points of their places."""
    places = [tuple(c for c in group if c in standing) for group in groups(chosen, marks)]
    ranked = sum(len(group) for group in places)
    rest = tuple(candidate for candidate in standing if candidate not in chosen)
    if formula == "borda":
        places.append(rest)
    best = len(standing) - 1 if formula == "borda" else ranked
    given: list[tuple[int, int]] = []
    for group in places:
        lowest = best - len(group) + 1
        given += [(candidate, best + lowest) for candidate in group]
        best = lowest - 1
    return given


def _sums(asked: Question) -> list[int]:
    sums = [0] * len(asked.candidates)
    for count, chosen, marks in rows(asked.ballots):
        for candidate, mark in zip(chosen, marks, strict=True):
            sums[candidate] += count * mark
    return sums


def _preferred(ballots: Ballots, finalists: tuple[int, ...]) -> dict[int, int]:
    """How many ballots score each of two finalists above the other; no mark is 0."""
    votes = dict.fromkeys(finalists, 0)
    for count, chosen, marks in rows(ballots):
        scores = dict(zip(chosen, marks, strict=True))
        best = max(scores.get(candidate, 0) for candidate in finalists)
        top = [candidate for candidate in finalists if scores.get(candidate, 0) == best]
        if len(top) == 1:
            votes[top[0]] += count
    return votes


def _stage(
    number: int,
    action: Literal["marks", "run-off"],
    paragraph: str,
    totals: list[int],
    elected: tuple[int, ...],
    tiebreak: Tiebreak,
) -> Stage:
    ties = tuple(tiebreak.ties)
    tiebreak.ties.clear()
    tiebreak.history.append(tuple(totals))
    return Stage(number, action, (), paragraph, 0, tuple(totals), 0, 0, elected=elected, ties=ties)


def _account(method: str, asked: Question, totals: list[int], scale: int) -> Account:
    """The account of a count in which the most points win."""
    tiebreak = asked.tiebreak(TieRule("lot"))
    order = in_order(tiebreak, totals, asked.standing)
    elected = order[: asked.seats]
    return asked.account(method, scale, [_stage(1, "marks", "1", totals, elected, tiebreak)], elected, order=order)
