"""An account done again by another hand: every number from the ballots, every choice against the rule.

The counters work on arrays; this works on one plain list of papers and adds them up anew at every stage, following what
the account says was done. So a mistake in the counters' arithmetic or order shows as a finding. Accounts by parcels,
and of methods that transfer no papers, are counted again and compared.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from msgspec import Struct

from rankandfile.core.count.account import NOBODY, Account, Stage, Tie, Transfer
from rankandfile.core.count.ballots import Ballots, rows
from rankandfile.core.count.equal import in_orders
from rankandfile.core.count.families import GREGORY, MEEK
from rankandfile.core.count.gregory import GregoryRule
from rankandfile.core.count.meek import MeekRule
from rankandfile.core.count.methods import METHODS, TRANSFERRING, count
from rankandfile.core.ids import Lot
from rankandfile.core.lots import draw_key


class Finding(Struct, frozen=True):
    """Something in the account that the ballots or the rule do not bear out; stage 0: the account as a whole."""

    stage: int
    what: str
    account: str
    again: str


@dataclass
class Paper:
    """Ballots alike: how many, their ranking, and where they lie."""

    count: int
    ranking: tuple[int, ...]
    value: Fraction
    place: int = 0

    def holder(self) -> int:
        """With whom the papers lie."""
        return self.ranking[self.place] if self.place < len(self.ranking) else NOBODY

    def move(self, gone: set[int]) -> int:
        """The papers go to their next preference outside `gone`; with whom that is."""
        self.place += 1
        while self.holder() in gone:
            self.place += 1
        return self.holder()


def check(account: Account, candidates: tuple[str, ...], ballots: Ballots) -> tuple[Finding, ...]:
    """What is wrong with the account of these ballots; nothing, when it stands."""
    if account.method not in METHODS:
        return (Finding(0, "method", account.method, ", ".join(METHODS)),)
    if account.candidates != candidates:
        return (Finding(0, "candidates", ", ".join(account.candidates), ", ".join(candidates)),)
    if account.method in TRANSFERRING:
        ballots = in_orders(ballots)
    if not _sound(account, ballots):
        return (Finding(0, "shape", "numbers outside candidates, stages or scale", "an account of these ballots"),)
    findings = [*_whole(account, ballots), *_draws(account)]
    if account.method in GREGORY:
        return (*findings, *_gregory(account, GREGORY[account.method], ballots))
    if account.method in MEEK:
        return (*findings, *_meek(account, MEEK[account.method], ballots))
    return (*findings, *_again(account, ballots))


def _sound(account: Account, ballots: Ballots) -> bool:
    """Whether the account is of such a shape that it can be followed: places, stages and scale as they must be."""
    places = range(len(account.candidates))
    rule = GREGORY.get(account.method) or MEEK.get(account.method)
    scaled = rule is None or (account.scale, account.unit) == (10**rule.decimals * ballots.unit, ballots.unit)
    named = (*account.withdrawn, *account.elected, *(c for stage in account.stages for c in _named(stage)))
    return (
        scaled
        and account.scale > 0
        and account.seats > 0
        and (bool(account.stages) or account.method not in TRANSFERRING)
        and all(candidate in places for candidate in named)
        and all(_stage_sound(account, stage, number) for number, stage in enumerate(account.stages, 1))
    )


def _named(stage: Stage) -> Iterator[int]:
    yield from (*stage.candidates, *stage.elected, *stage.excluded)
    for tie in stage.ties:
        yield from (*tie.tied, *tie.chosen, *(draw.candidate for draw in tie.draws))


def _stage_sound(account: Account, stage: Stage, number: int) -> bool:
    """Whether a stage has a number for everybody, and its ties look at stages before it."""
    size = len(account.candidates)
    factors = (size,) if account.method in MEEK else (0,)
    ties = all(tie.draws if tie.by == "lot" else 0 < tie.stage < number for tie in stage.ties)
    moves = stage.action not in ("surplus", "exclusion") or (number > 1 and bool(stage.candidates))
    return stage.number == number and len(stage.totals) == size and len(stage.factors) in factors and ties and moves


def _differ(stage: int, what: str, account: object, again: object) -> Iterator[Finding]:
    if account != again:
        yield Finding(stage, what, str(account), str(again))


def _whole(account: Account, ballots: Ballots) -> Iterator[Finding]:
    """The ballots cast, and the elected of the stages together."""
    per_paper = account.scale // ballots.unit
    yield from _differ(0, "ballots", account.ballots, sum(n for n, _, _ in rows(ballots)) * per_paper)
    named = tuple(candidate for stage in account.stages for candidate in stage.elected)
    yield from _differ(0, "elected", account.elected, named)
    yield from _differ(0, "seats", True, len(account.elected) <= account.seats)


def _draws(account: Account) -> Iterator[Finding]:
    """Every lot drawn again, and every earlier stage that settled a tie looked up again."""
    for stage in account.stages:
        for tie in stage.ties:
            for draw in tie.draws:
                purpose = f"stage {stage.number} {tie.purpose}"
                number = draw_key(Lot(account.lot), purpose, account.candidates[draw.candidate])
                yield from _differ(stage.number, "draw", draw.number, number)
            yield from _evidence(account, stage, tie)


def _evidence(account: Account, stage: Stage, tie: Tie) -> Iterator[Finding]:
    end: Callable[[list[int]], int] = min if tie.purpose == "exclusion" else max
    if tie.by == "lot":
        ranked = sorted(tie.draws, key=lambda draw: draw.number)
        first = ranked[-1 if tie.purpose == "exclusion" else 0].candidate
        yield from _differ(stage.number, "lot", tie.chosen, (first,))
        return
    totals = [account.stages[tie.stage - 1].totals[candidate] for candidate in tie.tied]
    yield from _differ(stage.number, "evidence", tie.totals, tuple(totals))
    chosen = tuple(c for c, total in zip(tie.tied, totals, strict=True) if total == end(totals))
    yield from _differ(stage.number, "tie", tie.chosen, chosen)


def _gregory(account: Account, rule: GregoryRule, ballots: Ballots) -> Iterator[Finding]:
    """Stage by stage: papers moved one by one, totals added up anew, and each choice held against the rule."""
    gone = set(account.withdrawn)
    papers = [Paper(n, (-2, *chosen), Fraction(1), 0) for n, chosen, _ in rows(ballots)]
    for paper in papers:
        paper.move(gone)
    kept: dict[int, int] = {}
    invalid = sum(paper.count for paper in papers if paper.holder() == NOBODY)
    yield from _differ(0, "invalid", account.invalid, invalid * (account.scale // ballots.unit))
    papers = [paper for paper in papers if paper.holder() != NOBODY]
    valid = sum(paper.count for paper in papers)
    before: tuple[int, ...] = ()
    for stage in account.stages:
        yield from _choice(account, rule, stage, before, gone, kept)
        gone |= set(stage.excluded)
        moved = [paper for paper in papers if paper.holder() in stage.candidates and paper.holder() not in kept]
        transfers = _moved(account, rule, stage, before, moved, gone)
        yield from _differ(stage.number, "transfers", stage.transfers, transfers)
        if stage.action == "surplus":
            kept |= dict.fromkeys(stage.candidates, stage.quota)
        yield from _added(account, stage, papers, kept, valid)
        yield from _elections(account, rule, stage, valid, gone)
        gone |= set(stage.elected)
        before = stage.totals


def _scaled(account: Account, votes: Fraction) -> int:
    """Votes as the account writes them; what is not whole to its scale is a mistake that shows as a difference."""
    return int(votes * (account.scale // account.unit))


def _moved(
    account: Account,
    rule: GregoryRule,
    stage: Stage,
    before: tuple[int, ...],
    moved: list[Paper],
    gone: set[int],
) -> tuple[Transfer, ...]:
    """The papers go on, each at its new value; the transfers that this makes."""
    sums: dict[tuple[int, int], list[int]] = {}
    for paper in moved:
        source = paper.holder()
        if stage.action == "surplus":
            paper.value = _reduced(rule, paper.value, before[source] - stage.quota, before[source])
        part = sums.setdefault((source, paper.move(gone)), [0, 0])
        part[0] += paper.count
        part[1] += _scaled(account, paper.count * paper.value)
    order = [(s, t) for s in stage.candidates for t in (*range(len(account.candidates)), NOBODY) if (s, t) in sums]
    return tuple(Transfer(source, target, *sums[source, target]) for source, target in order)


def _reduced(rule: GregoryRule, value: Fraction, surplus: int, total: int) -> Fraction:
    """The value after a surplus, cut where the rule cuts."""
    if rule.two_roundings:
        return _cut(value * _cut(Fraction(surplus, total), rule.decimals), rule.decimals)
    return _cut(value * Fraction(surplus, total), rule.decimals)


def _cut(number: Fraction, decimals: int) -> Fraction:
    scale: int = 10**decimals
    return Fraction(number * scale // 1, scale)


def _added(account: Account, stage: Stage, papers: list[Paper], kept: dict[int, int], valid: int) -> Iterator[Finding]:
    """All papers added up anew, and whether they make the valid votes."""
    sums = [Fraction(0)] * (len(account.candidates) + 1)
    for paper in papers:
        sums[paper.holder()] += paper.count * paper.value
    totals = [kept.get(c, _scaled(account, votes)) for c, votes in enumerate(sums[:-1])]
    exhausted = _scaled(account, sums[-1])
    rounding = _scaled(account, Fraction(valid)) - sum(totals) - exhausted
    for candidate, total in enumerate(totals):
        yield from _differ(stage.number, f"votes of {account.candidates[candidate]}", stage.totals[candidate], total)
    yield from _differ(stage.number, "without further preference", stage.exhausted, exhausted)
    yield from _differ(stage.number, "rounding", stage.rounding, rounding)


def _choice(
    account: Account, rule: GregoryRule, stage: Stage, before: tuple[int, ...], gone: set[int], kept: dict[int, int]
) -> Iterator[Finding]:
    """Whether whoever was chosen had the largest surplus, or the fewest votes."""
    if "doomed" in stage.notes or "guarded" in stage.notes or "sure-losers" in stage.notes:
        return
    elected = {c for earlier in account.stages[: stage.number - 1] for c in earlier.elected}
    if stage.action == "surplus":
        waiting = [c for c in elected if c not in kept and before[c] >= stage.quota]
        most = max((before[c] for c in waiting), default=0)
        yield from _differ(stage.number, "largest surplus", before[stage.candidates[0]], most)
    elif stage.action == "exclusion":
        continuing = [c for c in range(len(account.candidates)) if c not in gone]
        least = min((before[c] for c in continuing), default=0)
        yield from _differ(stage.number, "fewest votes", before[stage.candidates[0]], least)
        due = any(before[c] > stage.quota and c not in kept for c in elected) and not rule.sure_losers
        yield from _differ(stage.number, "surplus due", False, due)


def _elections(account: Account, rule: GregoryRule, stage: Stage, valid: int, gone: set[int]) -> Iterator[Finding]:
    """The quota, and that all who have it are elected and, of the others, only those who remain."""
    if rule.quota == "half-of-continuing":
        yield from _differ(stage.number, "quota", stage.quota, _quota(rule, account, sum(stage.totals), 1))
    else:
        votes = _scaled(account, Fraction(valid))
        yield from _differ(stage.number, "quota", stage.quota, _quota(rule, account, votes, account.seats))
    reached = {c for c, total in enumerate(stage.totals) if total >= stage.quota and c not in gone}
    below = set(stage.elected) - reached
    yield from _differ(stage.number, "elected below the quota", bool(below) and "remaining" not in stage.notes, False)
    if not account.constraints:
        yield from _differ(stage.number, "at the quota, not elected", sorted(reached - set(stage.elected)), [])


def _quota(rule: GregoryRule, account: Account, votes: int, seats: int) -> int:
    """More than votes ÷ (seats + 1), to the next whole vote or the next unit of the last decimal."""
    step = account.unit if rule.quota == "fraction" else account.scale
    return (votes // ((seats + 1) * step) + 1) * step


def _meek(account: Account, rule: MeekRule, ballots: Ballots) -> Iterator[Finding]:
    """Stage by stage: every ballot passed down its candidates by the account's keep factors, and quota and choice."""
    papers = [(n, chosen) for n, chosen, _ in rows(ballots) if any(c not in account.withdrawn for c in chosen)]
    gone = set(account.withdrawn)
    for stage in account.stages:
        totals, exhausted = _passed_down(account, stage, papers, rule)
        for candidate, total in enumerate(totals):
            yield from _differ(
                stage.number, f"votes of {account.candidates[candidate]}", stage.totals[candidate], total
            )
        yield from _differ(stage.number, "without further preference", stage.exhausted, exhausted)
        quota = (sum(totals) // (account.unit * (account.seats + 1)) + 1) * account.unit
        yield from _differ(stage.number, "quota", stage.quota, quota)
        reached = {c for c, total in enumerate(totals) if total >= quota and c not in gone and c not in account.elected}
        if not account.constraints:
            yield from _differ(stage.number, "at the quota, never elected", sorted(reached), [])
        gone |= set(stage.excluded)


def _passed_down(
    account: Account, stage: Stage, papers: list[tuple[int, tuple[int, ...]]], rule: MeekRule
) -> tuple[list[int], int]:
    """What each candidate keeps of all ballots, and what nobody keeps."""
    one: int = 10**rule.decimals
    totals, exhausted = [0] * len(account.candidates), 0
    factors = [one if c in stage.excluded else factor for c, factor in enumerate(stage.factors)]
    for count_, ranking in papers:
        weight = one
        for candidate in ranking:
            keeps = -(-weight * factors[candidate] // one)
            totals[candidate] += keeps * count_
            weight -= keeps
        exhausted += weight * count_
    return totals, exhausted


def _again(account: Account, ballots: Ballots) -> Iterator[Finding]:
    """Counted again by the same method, and compared stage by stage."""
    again = count(account.method, account.candidates, ballots, account.seats, account.lot, account.withdrawn)
    for stage, other in zip(account.stages, again.stages, strict=False):
        yield from _differ(stage.number, "stage", stage, other)
    yield from _differ(0, "stages", len(account.stages), len(again.stages))
    yield from _differ(0, "elected", account.elected, again.elected)
