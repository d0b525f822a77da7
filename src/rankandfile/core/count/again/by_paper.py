"""Cambridge's count, every paper by itself: a number, the names on it, and with whom it lies since when."""

from dataclasses import dataclass, field

from rankandfile.core.count.account import NOBODY, Account, Stage, Transfer
from rankandfile.core.count.again.pile import Pile, written
from rankandfile.core.count.again.precedence import Precedence
from rankandfile.core.count.whole import Step, WholeRule


@dataclass
class Paper:
    """One paper."""

    names: tuple[int, ...]
    holder: int = NOBODY
    since: int = 0  # the number of its last move among all moves of the count


@dataclass
class Table:
    """Where everything lies during the count."""

    pile: Pile
    rule: WholeRule
    papers: list[Paper]
    gone: set[int]
    precedence: Precedence
    votes: list[int]
    quota: int = 0
    moves: int = 0
    exhausted: int = 0
    weeded: bool = False
    waiting: list[int] = field(default_factory=list)
    elected: list[int] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)

    @property
    def left(self) -> list[int]:
        """Who is neither elected nor defeated nor withdrawn."""
        return [candidate for candidate in range(len(self.pile.names)) if candidate not in self.gone]

    @property
    def vacant(self) -> int:
        """How many places are not filled."""
        return self.pile.seats - len(self.elected)

    def numbered(self, holder: int) -> list[Paper]:
        """The candidate's papers in the order in which they came."""
        return sorted((paper for paper in self.papers if paper.holder == holder), key=lambda paper: paper.since)


def by_paper(pile: Pile, rule: WholeRule) -> tuple[Account, Precedence]:
    """The account that the rule makes of the pile."""
    papers = [Paper(row.chosen) for row in pile.rows for _ in range(row.count)]
    precedence = Precedence(pile, rule.ties.direction)
    table = Table(pile, rule, papers, set(pile.withdrawn), precedence, [0] * len(pile.names))
    for paper in papers:
        _lay(table, paper, _next(table, paper))
    invalid, table.exhausted = table.exhausted, 0
    table.quota = (len(papers) - invalid) // (pile.seats + 1) + 1
    reached = [candidate for candidate in table.left if table.votes[candidate] >= table.quota]
    for candidate in precedence.ordered(table.votes, reached):
        _seat(table, candidate)
    _close(table, "first", (), {})
    while table.vacant and table.left:
        _turn(table)
    notes = ("order-of-rows",)
    return written(pile, 1, table.stages, table.elected, invalid=invalid, quota=table.quota, notes=notes), precedence


def _turn(table: Table) -> None:
    """One stage."""
    few = [candidate for candidate in table.left if table.votes[candidate] < table.rule.signatures]
    if table.waiting:
        _pass_on(table)
    elif few and not table.weeded and len(table.left) - len(few) >= table.vacant:
        table.weeded = True
        _defeat(table, "few", table.precedence.ordered(table.votes, few)[::-1])
    else:
        table.weeded = True
        fewest = min(table.votes[candidate] for candidate in table.left)
        last = [candidate for candidate in table.left if table.votes[candidate] == fewest]
        _defeat(table, "exclusion", [table.precedence.last(last, "exclusion")])


def _pass_on(table: Table) -> None:
    """The largest surplus goes on: papers numbered, and taken by what is left of their number divided by n."""
    largest = max(table.votes[candidate] for candidate in table.waiting)
    source = table.precedence.first([c for c in table.waiting if table.votes[c] == largest], "surplus")
    table.waiting.remove(source)
    surplus = largest - table.quota
    n = largest // surplus + (2 * (largest % surplus) >= surplus)
    numbered = sorted(enumerate(table.numbered(source), 1), key=lambda entry: (entry[0] < n, entry[0] % n, entry[0]))
    went: dict[tuple[int, int], int] = {}
    for _, paper in numbered:
        target = _next(table, paper)
        if target != NOBODY and table.votes[source] > table.quota:
            table.votes[source] -= 1
            went[source, target] = went.get((source, target), 0) + 1
            _lay(table, paper, target)
    _close(table, "surplus", (source,), went)


def _defeat(table: Table, step: Step, defeated: list[int]) -> None:
    """The papers of the defeated go on, one candidate's after the other's."""
    table.gone |= set(defeated)
    went: dict[tuple[int, int], int] = {}
    for source in defeated:
        for paper in table.numbered(source):
            target = _next(table, paper)
            went[source, target] = went.get((source, target), 0) + 1
            _lay(table, paper, target)
        table.votes[source] = 0
    _close(table, step, tuple(defeated), went)


def _next(table: Table, paper: Paper) -> int:
    return next((candidate for candidate in paper.names if candidate not in table.gone), NOBODY)


def _lay(table: Table, paper: Paper, target: int) -> None:
    """The paper lies with the target, who is elected when that makes the quota."""
    table.moves += 1
    paper.holder, paper.since = target, table.moves
    if target == NOBODY:
        table.exhausted += 1
        return
    table.votes[target] += 1
    if table.quota and table.votes[target] == table.quota:
        _seat(table, target)


def _seat(table: Table, candidate: int) -> None:
    table.elected.append(candidate)
    table.gone.add(candidate)
    if table.votes[candidate] > table.quota:
        table.waiting.append(candidate)


def _close(table: Table, step: Step, candidates: tuple[int, ...], went: dict[tuple[int, int], int]) -> None:
    """Seats those who remain, and writes the stage down."""
    rest = not table.waiting and len(table.left) <= table.vacant
    remaining = table.precedence.ordered(table.votes, table.left) if rest else []
    for candidate in remaining:
        _seat(table, candidate)
    before = sum(len(stage.elected) for stage in table.stages)
    elected = tuple(table.elected[before:])
    by: Step = "remaining" if remaining else "elected"
    table.stages.append(
        Stage(
            number=len(table.stages) + 1,
            action="first-preferences" if step == "first" else "surplus" if step == "surplus" else "exclusion",
            candidates=candidates,
            paragraph=table.rule.paragraphs[step],
            quota=table.quota,
            totals=tuple(table.votes),
            exhausted=table.exhausted,
            rounding=0,
            transfers=tuple(Transfer(*way, number, number) for way, number in went.items()),
            elected=elected,
            excluded=candidates if step in ("few", "exclusion") else (),
            notes=(*(["few"] if step == "few" else []), *(["remaining"] if remaining else [])),
            election=table.rule.paragraphs[by] if elected else "",
        )
    )
    table.precedence.close(table.votes)
