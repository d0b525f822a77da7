"""An account in words: what happened at each stage and why. Nothing here counts: all numbers are the account's."""

from collections.abc import Sequence

from rankandfile.core.count.account import NOBODY, Account, Stage, Tie
from rankandfile.core.count.figures import short
from rankandfile.core.count.sentences import ENGLISH, Sentences

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
