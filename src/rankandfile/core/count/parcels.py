"""Proportional counts by parcels, as people count on a table: only the last parcel of a surplus is looked at again.

The family of ERS97 and of Northern Ireland. A candidate's papers lie in parcels, each of one value, in the order of
their arrival. A surplus goes on from the last parcel, at surplus ÷ transferable papers, never above the value at which
it came. An excluded candidate's papers go on value by value, the highest first, and whoever reaches the quota in
between is elected and receives no more. Small surpluses wait as long as they cannot change who is excluded next.
"""

import numpy as np
from numpy.typing import NDArray

from rankandfile.core.count.account import NOBODY, Account, Stage, Transfer
from rankandfile.core.count.papers import added, held_by, lay_out, transfer
from rankandfile.core.count.parcel_table import Count, Done, Parcel, ParcelRule, hand_over, move, receive
from rankandfile.core.count.question import Question
from rankandfile.core.count.ties import foremost, hindmost, in_order


def count_parcels(rule: ParcelRule, asked: Question) -> Account:
    """The account of the count under this rule. Cost: one pass over the ballots, and the papers that move."""
    one: int = 10**rule.decimals
    ballots, people = asked.ballots, range(len(asked.candidates))
    papers = lay_out(ballots, asked.withdrawn, one)
    totals = added(ballots.candidates + 1, papers.holder, ballots.counts * one)
    invalid = totals.pop()
    parcels = [[Parcel(one, held_by(papers, candidate))] for candidate in people]
    tiebreak = asked.tiebreak(rule.ties)
    count = Count(rule, asked.seats, ballots.unit, papers, parcels, totals, asked.standing, tiebreak)
    _close_stage(count, Done("first"))
    while len(count.elected) < count.seats and count.continuing:
        _close_stage(count, _next_step(count))
    return asked.account(rule.name, one, count.stages, count.elected, invalid=invalid, quota=count.quota)


def _next_step(count: Count) -> Done:
    """What the rule does next: the rest of an exclusion, a surplus that cannot wait, or a new exclusion."""
    if not count.leaving:
        if count.pending and not _may_wait(count):
            return _transfer_surplus(count)
        excluded = _exclude(count)
        if not count.leaving:
            return Done("exclusion", excluded, (), excluded)
        return _transfer_leaving(count, excluded)
    return _transfer_leaving(count, ())


def _surpluses(count: Count) -> int:
    return sum(count.totals[candidate] - count.quota for candidate in count.pending)


def _ranked(count: Count) -> list[int]:
    return sorted(count.continuing, key=lambda candidate: count.totals[candidate])


def _group(count: Count) -> int:
    """How many of the lowest can be excluded together: their votes and all surpluses do not exceed the next, who has
    more than each of them."""
    ranked, together, size = _ranked(count), _surpluses(count), 0
    for number in range(1, len(ranked) - (count.seats - len(count.elected)) + 1):
        last = count.totals[ranked[number - 1]]
        together += last
        if number < len(ranked) and together <= count.totals[ranked[number]] != last:
            size = number
    return size


def _may_wait(count: Count) -> bool:
    """Whether the surpluses together do not exceed the gap between the two lowest, or cannot save a lowest group."""
    lowest, next_one, *_ = _ranked(count)
    gap = count.totals[next_one] - count.totals[lowest]
    return _surpluses(count) <= gap or _group(count) > 1


def _transfer_surplus(count: Count) -> Done:
    """The largest surplus goes on from the last parcel that made it."""
    largest = max(count.totals[candidate] for candidate in count.pending)
    source = foremost(count.tiebreak, "surplus", [c for c in count.pending if count.totals[c] == largest])
    count.pending.remove(source)
    last = count.parcels[source][-1]
    surplus = count.totals[source] - count.quota
    weights = count.papers.ballots.counts[last.papers]
    target = transfer(count.papers, last.papers)
    going = target != count.papers.ballots.candidates
    transferable = int(weights[going].sum())
    value = min(last.value, surplus // transferable) if transferable else 0
    transfers = hand_over(count, source, last.papers[going], value)
    given = sum(part.amount for part in transfers)
    spent = surplus - transferable * last.value
    count.exhausted += max(spent, 0)
    count.rounding += surplus - given - max(spent, 0)
    count.totals[source] = count.quota
    idle = int(weights[~going].sum())
    if idle:
        transfers += (Transfer(source, NOBODY, idle, max(spent, 0)),)
    return Done("surplus", (source,), transfers)


def _exclude(count: Count) -> tuple[int, ...]:
    """Those excluded now; their papers lie ready, the highest value first."""
    size = _group(count)
    if size > 1:
        excluded = tuple(sorted(_ranked(count)[:size]))
    else:
        least = min(count.totals[candidate] for candidate in count.continuing)
        tied = [c for c in count.continuing if count.totals[c] == least]
        excluded = (hindmost(count.tiebreak, "exclusion", tied),)
    for candidate in excluded:
        count.continuing.remove(candidate)
        count.papers.shut[candidate] = True
        count.leaving += [(candidate, parcel) for parcel in count.parcels[candidate] if parcel.papers.size]
    count.leaving.sort(key=lambda entry: -entry[1].value)
    return excluded


def _transfer_leaving(count: Count, excluded: tuple[int, ...]) -> Done:
    """The parcels of the highest value that still lie with the excluded go on, at that value."""
    value = count.leaving[0][1].value
    transfers: tuple[Transfer, ...] = ()
    received: dict[int, list[NDArray[np.intp]]] = {}
    sources = []
    while count.leaving and count.leaving[0][1].value == value:
        source, parcel = count.leaving.pop(0)
        sources.append(source)
        transfer(count.papers, parcel.papers)
        transfers += move(count, source, parcel.papers, value, received)
    receive(count, value, received)
    for candidate in sources:
        if all(other != candidate for other, _ in count.leaving):
            count.totals[candidate] = 0
    return Done("exclusion", tuple(sorted(set(sources) | set(excluded))), transfers, excluded)


def _take_quota(count: Count) -> None:
    """The quota: whole and fixed, or rounded up to the last decimal and taken anew until somebody is elected."""
    if count.rule.falling_quota and not count.elected:
        count.quota = -(-sum(count.totals) // ((count.seats + 1) * count.unit)) * count.unit
    elif not count.quota:
        one: int = 10**count.rule.decimals * count.unit
        count.quota = (sum(count.totals) // ((count.seats + 1) * one) + 1) * one


def _enough(count: Count) -> int:
    """The votes that elect now: the quota, or less where the active vote shared by one more than the vacancies is."""
    vacant = count.seats - len(count.elected)
    active = sum(count.totals[candidate] for candidate in count.continuing) + _surpluses(count)
    return min(count.quota, -(-active // (vacant + 1))) if count.rule.falling_quota else count.quota


def _close_stage(count: Count, done: Done) -> None:
    """Takes the quota, elects on the totals that the stage has left, and puts the stage down."""
    _take_quota(count)
    elected = _elect(count)
    remaining: tuple[int, ...] = ()
    if len(count.continuing) <= count.seats - len(count.elected) and not count.leaving:
        remaining = in_order(count.tiebreak, count.totals, count.continuing)
        for candidate in remaining:
            _seat(count, candidate)
    totals = tuple(count.totals)
    count.stages.append(
        Stage(
            len(count.stages) + 1,
            "first-preferences" if done.step == "first" else done.step,
            done.candidates,
            count.rule.paragraphs[done.step],
            count.quota,
            totals,
            count.exhausted,
            count.rounding,
            done.transfers,
            (*elected, *remaining),
            done.excluded,
            tuple(count.tiebreak.ties),
            notes=_notes(count, done, bool(remaining)),
            election=count.rule.paragraphs["remaining" if remaining else "elected"] if elected or remaining else "",
        )
    )
    count.tiebreak.history.append(totals)
    count.tiebreak.ties.clear()


def _notes(count: Count, done: Done, remaining: bool) -> tuple[str, ...]:
    """What explain.py should say of the stage beyond its action."""
    together = ("together",) if len(done.excluded) > 1 else ()
    later = ("next-parcel",) if done.step == "exclusion" and not done.excluded else ()
    return (*together, *later, *(("remaining",) if remaining else ()))


def _elect(count: Count) -> list[int]:
    """Those elected now, in the order of their votes, as far as there are seats."""
    elected = []
    for candidate in in_order(count.tiebreak, count.totals, _reached(count)):
        if len(count.elected) < count.seats and count.totals[candidate] >= _enough(count):
            _seat(count, candidate)
            elected.append(candidate)
    return elected


def _reached(count: Count) -> list[int]:
    return [candidate for candidate in count.continuing if count.totals[candidate] >= _enough(count)]


def _seat(count: Count, candidate: int) -> None:
    count.continuing.remove(candidate)
    count.elected.append(candidate)
    count.papers.shut[candidate] = True
    if count.totals[candidate] > count.quota:
        count.pending.append(candidate)
