"""How many ballots would have to be different before a stage of a count is decided otherwise.

To alter a ballot is to put another valid ballot in its place, so that the number of valid ballots, and with it the
quota, stays. Two numbers stand beside each decision:

  at_least  no fewer altered ballots can tie or turn it, while the stages before it go as they went. This is proven.
  enough    so many, altered in a way that is given, do tie or turn it. This is shown by counting the altered ballots.

Where the two are the same number, it is exact. `none_below` says more: no fewer altered ballots can change the course
of the count anywhere, for whatever changes first would have to be one of these decisions.

Why at_least holds. Take the operations of the count as they were, and one ballot more. Every total is then as large or
larger, because a surplus divided by the votes of its candidate grows with those votes and nothing is subtracted; and
all totals together grow by one vote and what rounding had left behind. So k ballots put in add to one candidate at most
k votes and the rounding R that there was, and k ballots taken out take from another at most k votes and the rounding
that there will be: less than one unit of the last decimal for each paper in a surplus, P papers and k more each time
(two units where a rule rounds twice). Two candidates, or a group and the next, come nearer by at most 2k + R + P +
k·times units; a candidate and the quota by half of that.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rankandfile.core.count.account import NOBODY, Account, Stage
from rankandfile.core.count.ballots import Ballots, Integers, ends
from rankandfile.core.count.families import GREGORY
from rankandfile.core.count.gregory import all_reduced, count_gregory
from rankandfile.core.count.margins import Gap, gaps
from rankandfile.core.count.papers import Papers, held_by, lay_out, shut_out, transfer
from rankandfile.core.count.question import Question

MOST_TRIES = 4
"""Candidates between whom the altered ballots are moved, before a decision is left with its bound."""


class Turn(Struct, frozen=True):
    """What it takes to tie or turn one decision of a count."""

    gap: Gap
    at_least: int  # proven
    enough: int = 0  # shown by a recount; 0 where none was found
    elected: tuple[int, ...] = ()  # in that recount


class Change(Struct, frozen=True):
    """So many ballots that lie with one candidate are given to another from there on; NOBODY: with or to nobody."""

    number: int
    source: int
    target: int


def turns(account: Account) -> tuple[Turn, ...]:
    """The decision of each stage that fewest altered ballots could turn, from the account alone."""
    if not _can_say(account):
        return ()
    found: dict[int, Turn] = {}
    for gap in gaps(account):
        turn = Turn(gap, _at_least(account, gap, strict=True))
        if gap.stage not in found or turn.at_least < found[gap.stage].at_least:
            found[gap.stage] = turn
    return tuple(found[stage] for stage in sorted(found))


def none_below(account: Account) -> int:
    """No fewer altered ballots than these can change the course of the count; 0 where nothing can be said."""
    if not _can_say(account):
        return 0
    return min((_at_least(account, gap, strict=False) for gap in gaps(account)), default=0)


def shown(account: Account, ballots: Ballots, turn: Turn) -> Turn:
    """The same, with ballots found that tie or turn the decision, if they are. Cost: a few counts."""
    if ballots.unit != 1 or ballots.contested:
        return turn
    for change in _changes(account, turn.gap):
        altered = _altered(account, ballots, turn.gap, change)
        again = None if altered is None else _again(account, altered)
        if again is not None and _turned(account, again, turn.gap):
            return Turn(turn.gap, turn.at_least, change.number, again.elected)
    return turn


def _can_say(account: Account) -> bool:
    """Counts by value that elect everybody who has the quota."""
    rule = GREGORY.get(account.method)
    return rule is not None and not rule.one_winner and not account.constraints


def _at_least(account: Account, gap: Gap, *, strict: bool) -> int:
    """How few altered ballots could close the gap. Where a candidate is elected, a vote must be missing (strict), or
    only the surplus be gone."""
    totals_of = gap.stage if gap.decision == "quota" else gap.stage - 1
    before = account.stages[:totals_of]
    surpluses = [stage for stage in before if stage.action == "surplus"]
    units = 2 if GREGORY[account.method].two_roundings else 1
    papers = units * sum(part.papers for stage in surpluses for part in stage.transfers)
    left_behind, times, one = before[-1].rounding, units * len(surpluses) * account.unit, account.scale
    if gap.decision != "quota":
        return max(1, -((papers + left_behind - gap.votes) // (2 * one + times)))
    if _reached(account, gap):
        return max(1, -((papers - gap.votes - (1 if strict else 0)) // (one + times)))
    return max(1, -((left_behind - gap.votes) // one))


def _reached(account: Account, gap: Gap) -> bool:
    """Whether the candidate had the quota."""
    stage = account.stages[gap.stage - 1]
    return stage.totals[gap.candidates[0]] >= stage.quota


def _changes(account: Account, gap: Gap) -> Iterator[Change]:
    """What to try: from whom to whom, and how many ballots of full value that takes."""
    one, own = account.scale, gap.candidates[0]
    if gap.decision == "batch":
        return
    if gap.decision == "exclusion":
        yield Change(max(1, -(-gap.votes // (2 * one))), gap.candidates[1], own)
    elif gap.decision == "surplus":
        yield Change(max(1, -(-gap.votes // (2 * one))), own, gap.candidates[1])
    elif _reached(account, gap):
        number = gap.votes // one + 1
        yield from (Change(number, own, other) for other in _others(account, gap))
    else:
        number = max(1, -(-gap.votes // one))
        yield from (Change(number, other, own) for other in reversed(_others(account, gap)))


def _others(account: Account, gap: Gap) -> list[int]:
    """Between whom and this candidate ballots could move: those in the count, most votes first, and nobody."""
    *before, stage = account.stages[: gap.stage]
    gone = {*account.withdrawn, *stage.excluded, *(c for one in before for c in (*one.elected, *one.excluded))}
    left = [c for c in range(len(account.candidates)) if c not in gone and c not in gap.candidates]
    ranked = sorted(left, key=lambda c: -stage.totals[c])
    return [*ranked[: MOST_TRIES - 1], NOBODY]


def _position(account: Account, ballots: Ballots, number: int) -> tuple[Papers, Integers]:
    """Where every paper lies at the end of the stage of this number, and since which stage."""
    rule = GREGORY[account.method]
    papers = lay_out(ballots, account.withdrawn, 10**rule.decimals)
    since = np.ones(len(papers.at), dtype=np.int64)
    for before, stage in pairwise(account.stages[:number]):
        shut_out(papers, *before.elected, *stage.excluded)
        for source in stage.candidates:
            moved = held_by(papers, source)
            if stage.action == "surplus":
                total = before.totals[source]
                papers.value[moved] = all_reduced(rule, papers.value[moved], total - stage.quota, total)
            transfer(papers, moved)
            since[moved] = stage.number
    return papers, since


def _altered(account: Account, ballots: Ballots, gap: Gap, change: Change) -> Ballots | None:
    """The ballots with the latest come of the source's full papers given to the target; None where too few lie there
    or cannot be given."""
    totals_of = gap.stage if gap.decision == "quota" else gap.stage - 1
    papers, since = _position(account, ballots, totals_of)
    source = ballots.candidates if change.source == NOBODY else change.source
    full = held_by(papers, source)
    full = full[papers.value[full] == 10 ** GREGORY[account.method].decimals]
    if change.source == NOBODY:
        full = full[since[full] > 1]  # the others name nobody who stood, and are not valid
    counts, rankings, left, closing = ballots.counts.copy(), [], change.number, ends(ballots)
    for row in full[np.argsort(-since[full], kind="stable")]:
        whole = ballots.flat[ballots.starts[row] : closing[row]].tolist()
        ranking = _given(whole, int(papers.at[row] - ballots.starts[row]), change.target)
        taken = min(left, int(counts[row])) if {*ranking} - {*account.withdrawn} else 0
        if taken:
            counts[row] -= taken
            left -= taken
            rankings.append((taken, ranking))
        if not left:
            return _with(ballots, counts, rankings)
    return None


def _given(ranking: list[int], place: int, target: int) -> list[int]:
    """The ranking with the target at this place, and behind it what stood behind; empty where it cannot be."""
    before = ranking[:place]
    if target == NOBODY:
        return before
    behind = [candidate for candidate in ranking[place + 1 :] if candidate != target]
    return [] if target in before else [*before, target, *behind]


def _with(ballots: Ballots, counts: Integers, rankings: list[tuple[int, list[int]]]) -> Ballots:
    """The ballots with these counts, and more rankings behind them."""
    end = ballots.candidates
    flat: NDArray[np.int32] = np.array([c for _, ranking in rankings for c in (*ranking, end)], dtype=np.int32)
    lengths = [0, *(len(ranking) + 1 for _, ranking in rankings)]
    starts = len(ballots.flat) + np.cumsum(lengths[:-1], dtype=np.int64)
    more = np.array([number for number, _ in rankings], dtype=np.int64)
    return Ballots(
        ballots.candidates,
        np.concatenate([counts, more]),
        np.concatenate([ballots.starts, starts]),
        np.concatenate([ballots.flat, flat]),
    )


def _again(account: Account, ballots: Ballots) -> Account:
    asked = Question(account.candidates, ballots, account.seats, account.lot, account.withdrawn)
    return count_gregory(GREGORY[account.method], asked)


def _turned(account: Account, again: Account, gap: Gap) -> bool:
    """Whether the stages before went as they went, and the decision is another or came to a tie."""
    before, stage = account.stages[: gap.stage - 1], account.stages[gap.stage - 1]
    if [_course(s) for s in again.stages[: gap.stage - 1]] != [_course(s) for s in before]:
        return False
    other = again.stages[gap.stage - 1] if len(again.stages) >= gap.stage else None
    if other is None or _course(other) != _course(stage):
        return True
    return any(tie.purpose == gap.decision and {*gap.candidates} <= {*tie.tied} for tie in other.ties)


def _course(stage: Stage) -> tuple[str, tuple[int, ...], frozenset[int], tuple[int, ...]]:
    """What a stage did and whom it elected; the order among those elected at once is left out."""
    return stage.action, stage.candidates, frozenset(stage.elected), stage.excluded
