"""The way of one ballot through a count whose papers move from stage to stage, from the account alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rankandfile.core.count.account import NOBODY, Account, Stage
from rankandfile.core.count.families import GREGORY
from rankandfile.core.count.gregory import reduced


@dataclass(frozen=True)
class Move:
    """Where a ballot lies after a stage, and what it is worth; NOBODY: it counts no more."""

    stage: int
    candidate: int
    value: int  # to the scale of one paper, scale // unit
    source: int = NOBODY  # whom it came from
    kept: int = 0  # what an elected candidate keeps of it


def path(account: Account, ranking: Sequence[int]) -> tuple[Move, ...]:
    """The way of one ballot through a count that transfers surpluses by value, from the account alone."""
    gone = set(account.withdrawn)
    left = [candidate for candidate in ranking if candidate not in gone]
    moves = [Move(1, left[0] if left else NOBODY, account.scale // account.unit)]
    for before, stage in pairwise(account.stages):
        gone |= {*before.elected, *stage.excluded}
        holder, value = moves[-1].candidate, moves[-1].value
        if holder in stage.candidates:
            if stage.action == "surplus":
                surplus = before.totals[holder] - stage.quota
                value = reduced(GREGORY[account.method], value, surplus, before.totals[holder])
            rest = left[left.index(holder) + 1 :]
            target = next((candidate for candidate in rest if candidate not in gone), NOBODY)
            moves.append(Move(stage.number, target, value, holder, moves[-1].value - value))
    return tuple(moves)


def parcel_path(account: Account, ranking: Sequence[int]) -> tuple[Move, ...]:
    """The way of one ballot through a count by parcels; a move from a candidate to themselves is one that was not made.

    Of a surplus only the papers that came last go on, and of these only those that name somebody further. An excluded
    candidate's papers go on value by value: a paper moves at the stage that moves papers of its value.
    """
    gone = set(account.withdrawn)
    left = [candidate for candidate in ranking if candidate not in gone]
    moves = [Move(1, left[0] if left else NOBODY, account.scale // account.unit)]
    since = 1
    for before, stage in pairwise(account.stages):
        gone |= {*before.elected, *stage.excluded}
        holder, value = moves[-1].candidate, moves[-1].value
        rest = left[left.index(holder) + 1 :] if holder in left else []
        target = next((candidate for candidate in rest if candidate not in gone), NOBODY)
        if holder not in stage.candidates:
            continue
        if stage.action == "surplus":
            passed = since == _last_arrival(account, holder, stage) and target != NOBODY
            now = next((part.amount // part.papers for part in stage.transfers if part.target != NOBODY), value)
            moves.append(Move(stage.number, target if passed else holder, now if passed else value, holder))
            since = stage.number if passed else since
        elif any(part.source == holder and part.amount == part.papers * value for part in stage.transfers):
            moves.append(Move(stage.number, target, value, holder))
            since = stage.number
    return tuple(moves)


def _last_arrival(account: Account, candidate: int, stage: Stage) -> int:
    """The number of the last stage before this one at which the candidate received papers."""
    before = account.stages[: stage.number - 1]
    return max((one.number for one in before for part in one.transfers if part.target == candidate), default=1)


def shares(account: Account, ranking: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """What each candidate keeps of one ballot at the end of a Meek count, to the scale of one paper."""
    one = account.scale // account.unit
    weight, kept = one, []
    for candidate in ranking:
        keeps = -(-weight * account.stages[-1].factors[candidate] // one)
        weight -= keeps
        kept.append((candidate, keeps))
    return tuple((candidate, keeps) for candidate, keeps in kept if keeps)
