"""Whether limits can still be kept: all make-ups of those elected that can still come about, gone through one candidate
after the other.

A make-up is how many would be elected in all and of each limit's group. Candidates of a group come one after the other,
and once the last of a group has been looked at, make-ups that break its limit fall away.
"""

from collections.abc import Sequence

from rankandfile.core.count.account import Limit
from rankandfile.core.count.again.pile import Pile


class Room:
    """What the limits of an account leave open; everything where it has none."""

    def __init__(self, pile: Pile) -> None:
        self.limits = pile.limits
        sizes = range(min(pile.seats, len(pile.standing)), -1, -1)
        self.fill = next((size for size in sizes if can_come_about(self.limits, [], pile.standing, size)), -1)

    def barred(self, elected: Sequence[int], left: Sequence[int]) -> list[int]:
        """Those who could not be elected without breaking a limit, now or in the end."""
        return [c for c in left if self.limits and not self._possible([*elected, c], [o for o in left if o != c])]

    def needed(self, elected: Sequence[int], left: Sequence[int]) -> list[int]:
        """Those without whom a limit could not be kept."""
        return [c for c in left if self.limits and not self._possible(elected, [o for o in left if o != c])]

    def _possible(self, elected: Sequence[int], left: Sequence[int]) -> bool:
        return can_come_about(self.limits, elected, left, self.fill)


def can_come_about(limits: Sequence[Limit], elected: Sequence[int], left: Sequence[int], size: int) -> bool:
    """Whether those elected and some of those left can be so many together with every limit kept."""
    groups = [frozenset(limit.group) for limit in limits]
    have = tuple(sum(c in group for c in elected) for group in groups)
    queue = sorted(left, key=lambda c: [c in group for group in groups])
    reached = {(len(elected), have)}
    for place, candidate in enumerate(queue):
        reached |= {
            (number + 1, tuple(n + (candidate in group) for n, group in zip(of, groups, strict=True)))
            for number, of in reached
            if number < size
        }
        reached = _kept(reached, limits, groups, set(queue[place + 1 :]))
    kept = _kept(reached, limits, groups, set())
    return any(number == size for number, _ in kept)


def _kept(
    reached: set[tuple[int, tuple[int, ...]]],
    limits: Sequence[Limit],
    groups: Sequence[frozenset[int]],
    coming: set[int],
) -> set[tuple[int, tuple[int, ...]]]:
    """The make-ups that break no limit; of a group that is done, only that its limit is kept."""
    open_ = [bool(group & coming) for group in groups]
    within = (
        (number, of)
        for number, of in reached
        if all(n <= limit.at_most for n, limit in zip(of, limits, strict=True))
        if all(n >= limit.at_least or more for n, limit, more in zip(of, limits, open_, strict=True))
    )
    return {
        (number, tuple(n if more else limit.at_least for n, limit, more in zip(of, limits, open_, strict=True)))
        for number, of in within
    }
