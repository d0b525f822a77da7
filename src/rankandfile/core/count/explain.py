"""An account in words: what happened at each stage and why, why somebody was not elected, what one ballot did.

Every sentence is whole and stands in `ENGLISH` under its code, so that a catalogue in another language can take its
place. Nothing here counts: all numbers come out of the account.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rankandfile.core.count.account import NOBODY, Account, Stage, Tie
from rankandfile.core.count.families import GREGORY, MEEK
from rankandfile.core.count.figures import short
from rankandfile.core.count.gregory import reduced
from rankandfile.core.refusal import gettext_noop as _

Sentences = Mapping[str, str]

ENGLISH: Sentences = {
    "first-preferences": _(
        "Stage {stage}: first preferences are counted (rule {rule}). {valid} valid votes for {seats} "
        "seats make a quota of {quota}."
    ),
    "surplus": _(
        "Stage {stage}: {names} has {surplus} votes more than the quota of {quota}. That surplus is passed on "
        "(rule {rule})."
    ),
    "exclusion": _(
        "Stage {stage}: {names} has the fewest votes, {votes}, and is excluded. Those papers go to their next "
        "preferences (rule {rule})."
    ),
    "sure-losers": _(
        "Stage {stage}: {names} cannot catch up even with every surplus, and are excluded together (rule {rule})."
    ),
    "together": _(
        "Stage {stage}: {names} together have fewer votes than the next candidate, and are excluded at once "
        "(rule {rule})."
    ),
    "few": _(
        "Stage {stage}: {names} have fewer votes than a nomination needs signatures, and are excluded together "
        "(rule {rule})."
    ),
    "next-parcel": _("Stage {stage}: the next papers of {names} go on, at a lower value (rule {rule})."),
    "doomed": _(
        "Stage {stage}: {names} cannot be elected any more without breaking a constraint, and is excluded. Those "
        "papers go to their next preferences."
    ),
    "guarded": _(
        "Stage {stage}: {names} has the fewest votes, {votes}, of those whom no constraint keeps, and is "
        "excluded. Those papers go to their next preferences (rule {rule})."
    ),
    "best-committee": _(
        "Stage {stage}: every possible committee is gone through, and the one to which the ballots give "
        "most is elected (rule {rule}). Beside each candidate stands what the best committee with them is given."
    ),
    "iteration": _(
        "Stage {stage}: those elected keep only what they need; the rest of each vote has moved on "
        "(rule {rule}). The quota is now {quota}."
    ),
    "marks": _("The votes are counted (rule {rule})."),
    "against": _("The votes against are counted (rule {rule})."),
    "run-off": _("Of the two with the highest sums, it is counted who is preferred on more ballots (rule {rule})."),
    "seats": _("The seats are shared out (rule {rule})."),
    "ranking": _("The order is worked out (rule {rule})."),
    "transfer": _("  {amount} to {target}, on {papers} papers."),
    "nobody": _("  {amount} to nobody: {papers} papers name no further candidate."),
    "rounding": _("  {amount} is lost in rounding."),
    "elected": _("  {names}: elected."),
    "elected-by": _("  {names}: elected (rule {rule})."),
    "remaining": _("  {names}: elected, because no more candidates are left than seats (rule {rule})."),
    "tie-earlier": _("  A tie between {names} is settled by stage {by_stage}, where they had {totals}: {chosen}."),
    "tie-lot": _("  A tie between {names} is settled by lot: {chosen}. Anyone can draw it again from {lot}."),
    "no-choice-between-persons": _(
        "This was a slate: voters could take or leave the whole list and could not choose between persons."
    ),
    "names-are-answers": _("Whoever a ballot names has a yes from it, everybody else a no."),
    "ranks-are-answers": _(
        "Rank 1 on a ballot is a yes, a later rank a no; whoever it leaves out has neither from it."
    ),
    "overvotes": _("{votes} ballots mark more candidates than they may, and are spoilt."),
    "order-of-rows": _("Papers were taken in the order in which they stand in the file, line by line."),
    "was-elected": _("{name} was elected at stage {stage}, with {votes} votes."),
    "was-excluded": _(
        "{name} was excluded at stage {stage}, with {votes} votes, the fewest of those still in the count. "
        "With more than {missing} votes more at that point, somebody else would have been excluded."
    ),
    "was-excluded-tie": _(
        "{name} was excluded at stage {stage} with {votes} votes, as many as somebody else; the tie "
        "was settled as the account shows."
    ),
    "was-doomed": _("{name} was excluded at stage {stage}, because electing {name} would have broken a constraint."),
    "was-left": _("{name} was still in the count when the last seat was filled, with {votes} votes."),
    "was-withdrawn": _("{name} had withdrawn before the count."),
    "reversed": _("{name} had {first} first preferences, {place}."),
    "ballot-starts": _("Your ballot counts for {name} at full value."),
    "ballot-stays": _("At the end it counts for {name}, with {value} of a vote."),
    "ballot-moves": _("At stage {stage} it goes on to {name} and is worth {value} of a vote."),
    "ballot-ends": _("At stage {stage} it names nobody further who is still in the count."),
    "ballot-shared": _("{name} keeps {value} of it."),
    "ballot-not-followed": _(
        "This method moves no single ballots from one candidate to the next, or only some of a "
        "batch; its account does not say what one ballot did."
    ),
    "ballot-empty": _("Your ballot names nobody who stood at the count."),
}


_INSTEAD = ("sure-losers", "guarded", "doomed", "together", "few", "next-parcel", "best-committee")
"""Notes whose sentence takes the place of the action's."""


def story(account: Account, sentences: Sentences = ENGLISH) -> tuple[str, ...]:
    """What happened, stage by stage."""
    lines = [sentences[note] for note in account.notes if note in sentences]
    if account.overvotes:
        lines.append(sentences["overvotes"].format(votes=short(account.overvotes, account.scale)))
    for stage in account.stages:
        lines += _stage(account, stage, sentences)
    return tuple(lines)


def why_not(account: Account, candidate: int, sentences: Sentences = ENGLISH) -> tuple[str, ...]:
    """Why this candidate was not elected, or how they were."""
    name = account.candidates[candidate]
    if candidate in account.withdrawn:
        return (sentences["was-withdrawn"].format(name=name),)
    for stage in account.stages:
        if candidate in stage.elected:
            votes = short(stage.totals[candidate], account.scale)
            return (sentences["was-elected"].format(name=name, stage=stage.number, votes=votes),)
        if candidate in stage.excluded:
            return (_excluded(account, stage, candidate, sentences),)
    votes = short(account.stages[-1].totals[candidate], account.scale) if account.stages else "0"
    return (sentences["was-left"].format(name=name, votes=votes),)


@dataclass(frozen=True)
class Move:
    """Where a ballot lies after a stage, and what it is worth; NOBODY: it counts no more."""

    stage: int
    candidate: int
    value: int  # to the scale of one paper, scale // unit


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
            moves.append(Move(stage.number, target, value))
    return tuple(moves)


def shares(account: Account, ranking: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """What each candidate keeps of one ballot at the end of a Meek count, to the scale of one paper."""
    one = account.scale // account.unit
    weight, kept = one, []
    for candidate in ranking:
        keeps = -(-weight * account.stages[-1].factors[candidate] // one)
        weight -= keeps
        kept.append((candidate, keeps))
    return tuple((candidate, keeps) for candidate, keeps in kept if keeps)


def my_ballot(account: Account, ranking: Sequence[int], sentences: Sentences = ENGLISH) -> tuple[str, ...]:
    """What this ballot did, in sentences."""
    one = account.scale // account.unit
    if account.method in MEEK:
        kept = [(account.candidates[c], short(keeps, one)) for c, keeps in shares(account, ranking)]
        told = tuple(sentences["ballot-shared"].format(name=name, value=value) for name, value in kept)
        return told or (sentences["ballot-empty"],)
    if account.method not in GREGORY:
        return (sentences["ballot-not-followed"],)
    first, *moves = path(account, ranking)
    if first.candidate == NOBODY:
        return (sentences["ballot-empty"],)
    lines = [sentences["ballot-starts"].format(name=account.candidates[first.candidate])]
    for move in moves:
        code = "ballot-ends" if move.candidate == NOBODY else "ballot-moves"
        name, value = account.candidates[move.candidate], short(move.value, one)
        lines.append(sentences[code].format(stage=move.stage, name=name, value=value))
    last = (first, *moves)[-1]
    if last.candidate != NOBODY:
        name, value = account.candidates[last.candidate], short(last.value, one)
        lines.append(sentences["ballot-stays"].format(name=name, value=value))
    return tuple(lines)


def _names(account: Account, candidates: Sequence[int]) -> str:
    return ", ".join(account.candidates[candidate] for candidate in candidates)


def _stage(account: Account, stage: Stage, sentences: Sentences) -> list[str]:
    """The sentences of one stage."""
    before = account.stages[stage.number - 2] if stage.number > 1 else stage
    code = next((note for note in stage.notes if note in _INSTEAD), stage.action)
    lines = [
        sentences[code].format(
            stage=stage.number,
            rule=stage.paragraph,
            names=_names(account, stage.candidates),
            seats=account.seats,
            valid=short(account.ballots - account.invalid, account.scale),
            quota=short(stage.quota, account.scale),
            votes=short(sum(before.totals[c] for c in stage.candidates), account.scale),
            surplus=short(sum(before.totals[c] - stage.quota for c in stage.candidates), account.scale),
        )
    ]
    lines += [_tie(account, tie, sentences) for tie in stage.ties]
    lines += _transfers(account, stage, sentences)
    if stage.rounding > before.rounding:
        lost = short(stage.rounding - before.rounding, account.scale)
        lines.append(sentences["rounding"].format(amount=lost))
    return lines + _elected(account, stage, sentences)


def _transfers(account: Account, stage: Stage, sentences: Sentences) -> list[str]:
    lines = []
    for part in stage.transfers:
        amount, papers = short(part.amount, account.scale), short(part.papers, account.unit)
        code = "nobody" if part.target == NOBODY else "transfer"
        target = "" if part.target == NOBODY else account.candidates[part.target]
        lines.append(sentences[code].format(amount=amount, papers=papers, target=target))
    return lines


def _elected(account: Account, stage: Stage, sentences: Sentences) -> list[str]:
    rest = [c for c in stage.elected if "remaining" in stage.notes and stage.totals[c] < stage.quota]
    reached = [c for c in stage.elected if c not in rest]
    code = "elected-by" if stage.election and not rest else "elected"
    lines = [sentences[code].format(names=_names(account, reached), rule=stage.election)] if reached else []
    told = sentences["remaining"].format(names=_names(account, rest), rule=stage.election)
    return lines + ([told] if rest else [])


def _tie(account: Account, tie: Tie, sentences: Sentences) -> str:
    names, chosen = _names(account, tie.tied), _names(account, tie.chosen)
    if tie.by == "lot":
        return sentences["tie-lot"].format(names=names, chosen=chosen, lot=account.lot)
    totals = ", ".join(short(total, account.scale) for total in tie.totals)
    return sentences["tie-earlier"].format(names=names, chosen=chosen, by_stage=tie.stage, totals=totals)


def _excluded(account: Account, stage: Stage, candidate: int, sentences: Sentences) -> str:
    """Why the candidate was excluded at this stage, and what was missing."""
    name, before = account.candidates[candidate], account.stages[max(stage.number - 2, 0)]
    votes = before.totals[candidate]
    gone = {c for earlier in account.stages[: stage.number - 1] for c in (*earlier.elected, *earlier.excluded)}
    others = [
        total
        for c, total in enumerate(before.totals)
        if c not in gone and c not in stage.excluded and c not in account.withdrawn
    ]
    gap = min(others, default=votes) - votes
    code = "was-doomed" if "doomed" in stage.notes else "was-excluded" if gap else "was-excluded-tie"
    return sentences[code].format(
        name=name, stage=stage.number, votes=short(votes, account.scale), missing=short(gap, account.scale)
    )
