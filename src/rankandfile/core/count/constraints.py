"""Who must and who cannot be elected any more, when a rulebook asks for so many of some kind among those elected.

"At least two women", "at most one from each branch", "no more than a third from one employer": each is a `Limit` on the
number elected of a group. Before it elects or excludes, a count asks its guard:

  doomed   whoever could not be elected without making some limit impossible to keep; excluded next
  guarded  whoever could not be excluded without making some limit impossible to keep; not excluded

Both by trial: is there still any way to fill the seats? The trial goes over kinds of candidates (those in the same
groups are alike), so that it stays small. Where the limits cannot all be kept with every seat filled, as few seats as
possible stay empty; where they cannot be kept at all, the count is refused.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from msgspec import Struct

from rankandfile.core.count.account import Limit


class Guard(Protocol):
    """What a count asks before it elects or excludes."""

    def doomed(self, elected: list[int], continuing: list[int]) -> tuple[int, ...]:
        """Those continuing whose election would make the constraints impossible to keep."""

    def guarded(self, elected: list[int], continuing: list[int]) -> tuple[int, ...]:
        """Those continuing whose exclusion would make the constraints impossible to keep."""


class Free:
    """The guard of a count without constraints: nobody is barred."""

    def doomed(self, elected: list[int], continuing: list[int]) -> tuple[int, ...]:
        """Nobody."""
        return ()

    def guarded(self, elected: list[int], continuing: list[int]) -> tuple[int, ...]:
        """Nobody."""
        return ()


FREE = Free()


class Constraint(Struct, frozen=True, forbid_unknown_fields=True):
    """One clause on the make-up of those elected, as a rulebook's table says it."""

    attribute: str  # "branch", "gender", "employer"
    value: str = ""  # of the attribute; empty: each value that any candidate has
    at_least: int = 0
    at_most: int | None = None

    def __post_init__(self) -> None:
        if self.at_least < 0 or (self.at_most is not None and self.at_most < self.at_least):
            raise ValueError("a constraint needs at_least between 0 and at_most")


def limits(constraints: Sequence[Constraint], attributes: Sequence[Mapping[str, str]], seats: int) -> tuple[Limit, ...]:
    """The limits that the constraints make of these candidates' attributes."""
    found = []
    for rule in constraints:
        values = {own[rule.attribute] for own in attributes if rule.attribute in own}
        for value in sorted(values if not rule.value else {rule.value}):
            group = tuple(c for c, own in enumerate(attributes) if own.get(rule.attribute) == value)
            most = seats if rule.at_most is None else rule.at_most
            found.append(Limit(_words(rule, value), group, rule.at_least, most))
    return tuple(found)


def _words(rule: Constraint, value: str) -> str:
    parts = [f"at least {rule.at_least}"] if rule.at_least else []
    parts += [f"at most {rule.at_most}"] if rule.at_most is not None else []
    return f"{' and '.join(parts)} with {rule.attribute} {value}"


@dataclass(frozen=True)
class Limited:
    """The guard that keeps limits."""

    limits: tuple[Limit, ...]
    fill: int  # how many will be elected

    def doomed(self, elected: list[int], continuing: list[int]) -> tuple[int, ...]:
        """By trial of each kind of candidate: elected, can the rest still be filled?"""
        return self._by_kind(continuing, lambda c, rest: not self._possible([*elected, c], rest))

    def guarded(self, elected: list[int], continuing: list[int]) -> tuple[int, ...]:
        """By trial of each kind of candidate: excluded, can the rest still be filled?"""
        return self._by_kind(continuing, lambda _, rest: not self._possible(elected, rest))

    def _by_kind(self, continuing: list[int], test: "Test") -> tuple[int, ...]:
        answers: dict[tuple[bool, ...], bool] = {}
        for candidate in continuing:
            kind = _kind(self.limits, candidate)
            if kind not in answers:
                answers[kind] = test(candidate, [other for other in continuing if other != candidate])
        return tuple(candidate for candidate in continuing if answers[_kind(self.limits, candidate)])

    def _possible(self, elected: list[int], continuing: list[int]) -> bool:
        return possible(self.limits, elected, continuing, self.fill - len(elected))


class Test(Protocol):
    """A trial of one candidate, with the others who continue."""

    def __call__(self, candidate: int, rest: list[int], /) -> bool: ...


def seated(
    keeper: Guard, elected: list[int], continuing: list[int], order: Sequence[int], seat: Callable[[int], None]
) -> list[int]:
    """Those of the order who are not barred by the guard when their turn comes; each is seated then."""
    allowed = []
    for candidate in order:
        if candidate not in keeper.doomed(elected, continuing):
            seat(candidate)
            allowed.append(candidate)
    return allowed


def excludable(keeper: Guard, elected: list[int], continuing: list[int]) -> list[int]:
    """Those continuing whom the guard does not keep."""
    guarded = keeper.guarded(elected, continuing)
    return [candidate for candidate in continuing if candidate not in guarded]


def guard(found: tuple[Limit, ...], standing: Sequence[int], seats: int) -> Guard:
    """The guard of these limits, for as many seats as can be filled under them."""
    if not found:
        return FREE
    for fill in range(min(seats, len(standing)), -1, -1):
        if possible(found, [], list(standing), fill):
            return Limited(found, fill)
    raise ValueError("these candidates cannot keep all of: " + "; ".join(limit.words for limit in found))


def possible(found: tuple[Limit, ...], elected: list[int], continuing: list[int], more: int) -> bool:
    """Whether so many more can be elected from those continuing with every limit kept."""
    room = []
    for limit in found:
        have = sum(candidate in limit.group for candidate in elected)
        room.append((limit.at_least - have, limit.at_most - have))
    kinds: dict[tuple[bool, ...], int] = {}
    for candidate in continuing:
        kind = _kind(found, candidate)
        kinds[kind] = kinds.get(kind, 0) + 1
    return more >= 0 and _fits(list(kinds.items()), room, more)


def _kind(found: tuple[Limit, ...], candidate: int) -> tuple[bool, ...]:
    return tuple(candidate in limit.group for limit in found)


def _fits(kinds: list[tuple[tuple[bool, ...], int]], room: list[tuple[int, int]], more: int) -> bool:
    """Whether some number of each kind makes the sum and keeps each limit's room; by search, cut where it cannot."""
    if any(most < 0 for _, most in room) or sum(number for _, number in kinds) < more:
        return False
    for place, (least, _) in enumerate(room):
        if least > sum(number for kind, number in kinds if kind[place]):
            return False
    if not kinds:
        return True
    (kind, number), *rest = kinds
    for taken in range(min(number, more), -1, -1):
        left = [
            (least - taken, most - taken) if of else (least, most) for (least, most), of in zip(room, kind, strict=True)
        ]
        if _fits(rest, left, more - taken):
            return True
    return False
