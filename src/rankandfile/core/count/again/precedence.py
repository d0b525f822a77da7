"""Who comes first of several with equal votes: by what they had at earlier stages, then by the number that the lot
gives them.

Written as one order: candidates are sorted by their totals, then by those of the earlier stages in the order in which
the rule looks at them, then by the lot. Who was tied is kept, so that an account can be asked whether it says so.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from rankandfile.core.count.again.pile import Pile
from rankandfile.core.ids import Lot
from rankandfile.core.lots import draw_key

Tied = tuple[str, frozenset[int]]  # what for, and who


class Precedence:
    """The order of one count, with its past and the ties met at each stage."""

    def __init__(self, pile: Pile, direction: Literal["backwards", "forwards", "lot"]) -> None:
        self.pile, self.direction = pile, direction
        self.past: list[tuple[int, ...]] = []
        self.tied: list[set[Tied]] = [set()]

    def close(self, totals: Sequence[int]) -> None:
        """The stage is over; from now on it is one of the earlier ones."""
        self.past.append(tuple(totals))
        self.tied.append(set())

    def ordered(self, votes: Sequence[int], among: Iterable[int], purpose: str = "order") -> list[int]:
        """These candidates, the most votes first."""
        found = sorted(among, key=lambda c: (-votes[c], self._key(purpose, c)))
        for total in {votes[c] for c in found}:
            self._note(purpose, [c for c in found if votes[c] == total])
        return found

    def first(self, tied: Sequence[int], purpose: str) -> int:
        """The one of these with equal votes who comes first."""
        self._note(purpose, tied)
        return min(tied, key=lambda c: self._key(purpose, c))

    def last(self, tied: Sequence[int], purpose: str) -> int:
        """The one of these with equal votes who comes last."""
        self._note(purpose, tied)
        return max(tied, key=lambda c: self._key(purpose, c))

    def looked_at(self, stage: int) -> list[tuple[int, tuple[int, ...]]]:
        """The stages before this one, numbered, in the order in which the rule looks at them."""
        before = list(enumerate(self.past[: stage - 1], 1))
        return {"backwards": before[::-1], "forwards": before, "lot": []}[self.direction]

    def _key(self, purpose: str, candidate: int) -> tuple[tuple[int, ...], str]:
        stage = len(self.past) + 1
        earlier = tuple(-totals[candidate] for _, totals in self.looked_at(stage))
        return earlier, draw_key(Lot(self.pile.lot), f"stage {stage} {purpose}", self.pile.names[candidate])

    def _note(self, purpose: str, tied: Sequence[int]) -> None:
        if len(tied) > 1:
            self.tied[-1].add((purpose, frozenset(tied)))
