"""An account held against the count of another hand: every number from the ballots again, every choice by the rule.

The other hand (`again/`) takes from the account what was asked (method, seats, withdrawn, lot, constraints), and none
of its answers. What it writes is compared field by field. Ties are asked for apart: each must have been one, be told,
and be settled by the stage that the rule looks at first or by the number that the lot gives.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from rankandfile.core.count.account import Account, Draw, Stage, Tie, Transfer
from rankandfile.core.count.again.pile import pile_of
from rankandfile.core.count.again.precedence import Precedence
from rankandfile.core.count.again.recount import HANDS, recount
from rankandfile.core.count.again.room import Room
from rankandfile.core.count.ballots import Ballots
from rankandfile.core.count.families import SETTLING
from rankandfile.core.count.methods import MOST_SEATS, ONE_SEAT
from rankandfile.core.ids import Lot
from rankandfile.core.lots import draw_key


class Finding(Struct, frozen=True):
    """Something in the account that the ballots or the rule do not bear out; stage 0: the account as a whole."""

    stage: int
    what: str
    account: str
    again: str


PLAIN = {"exhausted": "without further preference", "draws": "draw", "chosen": "tie", "totals": "evidence"}
"""Fields whose finding has a plainer name."""


def check(account: Account, candidates: tuple[str, ...], ballots: Ballots) -> tuple[Finding, ...]:
    """What is wrong with the account of these ballots; nothing, when it stands. Cost: a count in plain Python."""
    if account.method not in HANDS:
        return (Finding(0, "method", account.method, ", ".join(HANDS)),)
    if account.candidates != candidates:
        return (Finding(0, "candidates", ", ".join(account.candidates), ", ".join(candidates)),)
    if not _can_be_asked(account):
        return (Finding(0, "question", "seats, withdrawn or lot as they cannot be", "a question that can be counted"),)
    if account.method == "yes-no" and ballots.marks is not None and (ballots.marks > 2).any():
        return (Finding(0, "answers", "yes and no", "ballots with a third rank, which is neither"),)
    if ballots.contested and account.method not in SETTLING:
        return (Finding(0, "overvotes", f"{account.method} cannot settle them", ", ".join(SETTLING)),)
    pile = pile_of(account, ballots)
    if Room(pile).fill < 0:
        return (Finding(0, "constraints", "limits that nobody can keep", "limits that somebody can"),)
    again, precedence = recount(pile)
    return (*_whole(account, again), *_stages(account, again), *_ties(account, again, precedence))


def _can_be_asked(account: Account) -> bool:
    """Whether the account says what a count can be asked."""
    seats = account.seats == 1 if account.method in ONE_SEAT else 0 < account.seats <= MOST_SEATS
    gone = account.withdrawn
    in_order = gone == tuple(sorted(set(gone))) and set(gone) <= set(range(len(account.candidates)))
    return seats and in_order and len(account.lot) == 64 and set(account.lot) <= set("0123456789abcdef")


def _whole(account: Account, again: Account) -> Iterator[Finding]:
    """All fields of the account but its stages, of which there must be as many."""
    yield from _differ(0, "stages", len(account.stages), len(again.stages))
    yield from _fields(0, replace(account, stages=()), replace(again, stages=()))


def _stages(account: Account, again: Account) -> Iterator[Finding]:
    """Stage by stage all fields but the ties; of totals each by its candidate."""
    for number, (stage, other) in enumerate(zip(account.stages, again.stages, strict=False), 1):
        for name, told, found in zip(account.candidates, stage.totals, other.totals, strict=False):
            yield from _differ(number, f"votes of {name}", told, found)
        yield from _differ(number, "how many totals", len(stage.totals), len(other.totals))
        yield from _differ(number, "transfers", _summed(stage.transfers), _summed(other.transfers))
        yield from _fields(number, _rest(stage), _rest(other))


def _rest(stage: Stage) -> Stage:
    """The stage without what is compared apart."""
    return replace(stage, totals=(), transfers=(), ties=())


def _summed(transfers: Iterable[Transfer]) -> list[tuple[int, int, int, int]]:
    """The transfers with those between the same two put together."""
    sums: dict[tuple[int, int], tuple[int, int]] = {}
    for part in transfers:
        papers, amount = sums.get((part.source, part.target), (0, 0))
        sums[part.source, part.target] = (papers + part.papers, amount + part.amount)
    return sorted((*way, *number) for way, number in sums.items())


def _fields(stage: int, told: Struct, found: Struct) -> Iterator[Finding]:
    for name in told.__struct_fields__:
        yield from _differ(stage, PLAIN.get(name, name), getattr(told, name), getattr(found, name))


def _differ(stage: int, what: str, account: object, again: object) -> Iterator[Finding]:
    if account != again:
        yield Finding(stage, what, str(account), str(again))


def _ties(account: Account, again: Account, precedence: Precedence) -> Iterator[Finding]:
    """Every tie met by the other hand is told, and every tie told was met and is settled as the rule settles it."""
    for stage, met in zip(account.stages, precedence.tied, strict=False):
        told = {(tie.purpose, frozenset(tie.tied)) for tie in stage.ties}
        for purpose, tied in met:
            yield from _differ(stage.number, "tie not told", (purpose, tied) in told, True)
        for tie in stage.ties:
            real = any(tie.purpose == purpose and set(tie.tied) <= tied for purpose, tied in met)
            yield from _differ(stage.number, "tie that was none", real, True)
            settled = _settled(again, precedence, stage.number, tie) if real else tie
            yield from _fields(stage.number, tie, settled)


def _settled(again: Account, precedence: Precedence, number: int, tie: Tie) -> Tie:
    """The tie as it ought to be told: by the first stage looked at that tells the tied apart, or by lot."""
    last = tie.purpose == "exclusion"
    for earlier, totals in precedence.looked_at(number):
        evidence = tuple(totals[candidate] for candidate in tie.tied)
        end = min(evidence) if last else max(evidence)
        chosen = tuple(c for c, total in zip(tie.tied, evidence, strict=True) if total == end)
        if len(chosen) < len(tie.tied):
            return Tie(tie.purpose, tie.tied, chosen, "earlier-stage", earlier, evidence)
    return _drawn(again, number, tie)


def _drawn(again: Account, number: int, tie: Tie) -> Tie:
    """The tie as the lot settles it, the lowest number first."""
    purpose = f"stage {number} {tie.purpose}"
    draws = sorted((draw_key(Lot(again.lot), purpose, again.candidates[c]), c) for c in tie.tied)
    chosen = draws[-1 if tie.purpose == "exclusion" else 0][1]
    return Tie(tie.purpose, tie.tied, (chosen,), "lot", draws=tuple(Draw(c, drawn) for drawn, c in draws))
