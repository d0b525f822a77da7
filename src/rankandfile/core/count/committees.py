"""Committees from approvals, in proportion: proportional approval voting in sequence, and Phragmén's sequence.

An approval ballot names those approved, in no order. Both methods fill one seat after the other, so that the order of
election is a proportional ranking of any length, as priority ballots need it. What decides are exact fractions; the
account shows them cut after nine decimals.
"""

from fractions import Fraction

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.ballots import rows
from rankandfile.core.count.constraints import FREE, Guard
from rankandfile.core.count.question import Question
from rankandfile.core.count.ties import TieRule, foremost

SHOWN = 10**9
Approvals = list[tuple[int, tuple[int, ...]]]


def count_sequential_pav(asked: Question, guard: Guard = FREE) -> Account:
    """The account of sequential proportional approval (Thiele 1895): each seat to the candidate who adds most.

    A ballot counts whole for the first of its candidates elected, half for the second, a third for the third.
    """
    approvals = _approvals(asked)

    def worth(candidate: int, elected: list[int]) -> Fraction:
        weights = (
            Fraction(count, 1 + sum(c in elected for c in chosen)) for count, chosen in approvals if candidate in chosen
        )
        return sum(weights, Fraction(0))

    count = _Sequence(asked)
    while count.open():
        values = [worth(c, count.elected) if c in count.left else Fraction(0) for c in range(len(asked.candidates))]
        barred = guard.doomed(count.elected, count.left)
        among = [c for c in count.left if c not in barred]
        if not among:
            break
        passed_over = any(values[c] > max(values[o] for o in among) for c in barred)
        count.seat(values, max(values[c] for c in among), among, ("passed-over",) if passed_over else ())
    return count.account("sequential-pav")


def count_phragmen(asked: Question) -> Account:
    """The account of Phragmén's sequential method (1894): each seat to the candidate whose supporters bear least.

    Every seat is a load of 1 on the ballots that approve whoever gets it, shared so that they then bear equal loads.
    """
    approvals, unit = _approvals(asked), asked.ballots.unit
    loads = [Fraction(0)] * len(approvals)

    def load(candidate: int) -> Fraction | None:
        support = [(count, loads[n]) for n, (count, chosen) in enumerate(approvals) if candidate in chosen]
        people = sum(count for count, _ in support)
        return (unit + sum((count * borne for count, borne in support), Fraction(0))) / people if people else None

    count = _Sequence(asked)
    while count.open():
        borne = {c: value for c in count.left if (value := load(c)) is not None}
        if not borne:
            break
        least = min(borne.values())
        shown = [borne.get(c, Fraction(0)) * unit for c in range(len(asked.candidates))]
        chosen = count.seat(shown, least * unit, list(borne))
        loads = [least if chosen in names else loads[n] for n, (_, names) in enumerate(approvals)]
    return count.account("phragmen")


def _approvals(asked: Question) -> Approvals:
    return [(count, chosen) for count, chosen, _ in rows(asked.ballots)]


class _Sequence:
    """Seats filled one after the other, with the figures of each step."""

    def __init__(self, asked: Question) -> None:
        self.asked = asked
        self.left = asked.standing
        self.elected: list[int] = []
        self.tiebreak = asked.tiebreak(TieRule("lot"))
        self.stages: list[Stage] = []

    def open(self) -> bool:
        """Whether a seat and somebody to fill it are left."""
        return bool(self.left) and len(self.elected) < self.asked.seats

    def seat(self, values: list[Fraction], best: Fraction, among: list[int], notes: tuple[str, ...] = ()) -> int:
        """The candidate among these with the best value has the seat; the values are put down."""
        tied = [c for c in among if values[c] == best]
        chosen = foremost(self.tiebreak, "election", tied)
        shown = tuple(value.numerator * SHOWN // value.denominator for value in values)
        ties, number = tuple(self.tiebreak.ties), len(self.stages) + 1
        self.stages.append(Stage(number, "marks", (), "1", 0, shown, 0, 0, elected=(chosen,), ties=ties, notes=notes))
        self.tiebreak.history.append(shown)
        self.tiebreak.ties.clear()
        self.elected.append(chosen)
        self.left.remove(chosen)
        return chosen

    def account(self, method: str) -> Account:
        """The account of all steps."""
        return self.asked.account(method, SHOWN, self.stages, self.elected, order=tuple(self.elected))
