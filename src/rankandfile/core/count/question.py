"""What a counter is asked: whom the ballots are about, how many are to be elected, who has withdrawn, and the lot."""

from collections.abc import Sequence
from dataclasses import dataclass

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.ballots import Ballots
from rankandfile.core.count.ties import Tiebreak, TieRule


@dataclass(frozen=True, eq=False)
class Question:
    """One election to be counted. Every method's counter takes it and answers with an account of it."""

    candidates: tuple[str, ...]
    ballots: Ballots
    seats: int
    lot: str
    withdrawn: tuple[int, ...] = ()

    @property
    def standing(self) -> list[int]:
        """The candidates who have not withdrawn."""
        return [candidate for candidate in range(len(self.candidates)) if candidate not in self.withdrawn]

    def tiebreak(self, rule: TieRule) -> Tiebreak:
        """What settles ties in this count, before any stage is over."""
        return Tiebreak(rule, self.lot, self.candidates, [], [])

    def account(
        self,
        method: str,
        one: int,
        stages: Sequence[Stage],
        elected: Sequence[int],
        *,
        invalid: int = 0,
        quota: int = 0,
        notes: tuple[str, ...] = (),
        order: tuple[int, ...] = (),
        pairwise: tuple[tuple[int, ...], ...] = (),
        overvotes: int = 0,
    ) -> Account:
        """The answer, its amounts in parts of 1/`one` of a unit of the ballots."""
        return Account(
            method,
            self.seats,
            self.candidates,
            self.withdrawn,
            self.ballots.total * one,
            invalid,
            one * self.ballots.unit,
            quota,
            self.lot,
            tuple(stages),
            tuple(elected),
            notes,
            order,
            pairwise,
            unit=self.ballots.unit,
            overvotes=overvotes,
        )
