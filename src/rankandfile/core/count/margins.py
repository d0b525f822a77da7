"""How near a count was: the gap of each decision in exact votes, and what would have turned a run-off's last round.

A gap is a fact of the account: so many votes lay between those excluded and the next, between the surplus taken first
and the second, between a candidate and the quota. What it means in ballots, `turning` works out.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.families import GREGORY


class Gap(Struct, frozen=True):
    """What lay between two outcomes of one decision."""

    stage: int
    decision: Literal["quota", "exclusion", "surplus", "batch"]
    candidates: tuple[int, ...]  # who was on either side; one, where the other side is the quota or a group
    votes: int  # to the account's scale


OTHERWISE = {"sure-losers", "doomed", "guarded"}
"""Exclusions that the fewest votes did not decide."""


def gaps(account: Account) -> tuple[Gap, ...]:
    """The gap of each decision that votes made, in a count that passes papers on by value; none for other counts."""
    if account.method not in GREGORY or GREGORY[account.method].one_winner or account.constraints:
        return ()
    return tuple(gap for number in range(1, len(account.stages) + 1) for gap in _of_stage(account, number))


def last_round_margin(account: Account) -> int | None:
    """How many ballots, changed from winner to runner-up, at least, would tie or turn the last round of an instant
    run-off; None where the count is no such one.

    An upper bound of the true margin: a change in an earlier round may need fewer; `turning.none_below` is the lower.
    """
    if account.method != "irv" or not account.elected:
        return None
    totals = sorted(account.stages[-1].totals, reverse=True)
    lead = totals[0] - (totals[1] if len(totals) > 1 else 0)
    return -(-lead // (2 * account.scale))


def _of_stage(account: Account, number: int) -> Iterator[Gap]:
    stage, earlier = account.stages[number - 1], account.stages[: number - 1]
    gone = {*account.withdrawn, *(c for one in earlier for c in (*one.elected, *one.excluded))}
    left = [candidate for candidate in range(len(account.candidates)) if candidate not in gone]
    if number > 1 and GREGORY[account.method].sure_losers:
        yield from _batches(account, stage, earlier, left)
    if stage.action == "exclusion" and not OTHERWISE & set(stage.notes):
        yield from _next_to(number, "exclusion", earlier[-1].totals, stage.excluded, left, 1)
    if stage.action == "surplus":
        yield from _next_to(number, "surplus", earlier[-1].totals, stage.candidates, _waiting(stage, earlier), -1)
    standing = [candidate for candidate in left if candidate not in stage.excluded]
    rest = {c for c in stage.elected if stage.totals[c] < stage.quota}
    yield from (Gap(number, "quota", (c,), abs(stage.totals[c] - stage.quota)) for c in standing if c not in rest)


def _batches(account: Account, stage: Stage, earlier: tuple[Stage, ...], left: list[int]) -> Iterator[Gap]:
    """For each group of the last: what lay between its votes with every surplus, and the votes of the next."""
    totals = earlier[-1].totals
    ranked = sorted(left, key=lambda candidate: totals[candidate])
    together = sum(totals[candidate] - stage.quota for candidate in _waiting(stage, earlier))
    vacant = account.seats - sum(len(one.elected) for one in earlier)
    for size in range(1, min(len(ranked) - vacant, len(ranked) - 1) + 1):
        together += totals[ranked[size - 1]]
        yield Gap(stage.number, "batch", (ranked[size],), abs(totals[ranked[size]] - together))


def _waiting(stage: Stage, earlier: tuple[Stage, ...]) -> list[int]:
    """Those elected before this stage whose surplus has not gone on before it."""
    passed_on = {c for one in earlier if one.action == "surplus" for c in one.candidates}
    return [c for one in earlier for c in one.elected if c not in passed_on and earlier[-1].totals[c] > stage.quota]


def _next_to(
    number: int,
    decision: Literal["exclusion", "surplus"],
    totals: tuple[int, ...],
    chosen: tuple[int, ...],
    among: list[int],
    sign: Literal[1, -1],
) -> Iterator[Gap]:
    """The gap between the one chosen and the next, when there was one."""
    ranked = [*chosen, *sorted((c for c in among if c not in chosen), key=lambda c: sign * totals[c])]
    for one, other in [*pairwise(ranked)][:1]:
        yield Gap(number, decision, (one, other), abs(totals[other] - totals[one]))
