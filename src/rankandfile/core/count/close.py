"""How close a count was, in words: for each stage how many ballots would have to be different, and for the whole.

Every sentence is whole and stands in `ENGLISH` under its code. Nothing here counts: the numbers come from `turning`.
"""

from collections.abc import Sequence

from rankandfile.core.count.account import Account
from rankandfile.core.count.ballots import Ballots
from rankandfile.core.count.margins import Gap
from rankandfile.core.count.sentences import Sentences
from rankandfile.core.count.turning import Turn, none_below, shown, turns

ENGLISH: Sentences = {
    "altered": "How many ballots would have to be different? To alter a ballot is to put another valid one in its "
    "place, so that as many valid ballots and the same quota remain. Each line says what it takes while the stages "
    "before it go as they went.",
    "exclusion": "Stage {stage}: for {other} to be excluded instead of {name}, or tied with {name}: {ballots}.",
    "surplus": "Stage {stage}: for the surplus of {other} to go on before that of {name}, or tie with it: {ballots}.",
    "batch": "Stage {stage}: for another group to be excluded together, or none: {ballots}.",
    "not-elected": "Stage {stage}: for {name} not to reach the quota: {ballots}.",
    "elected": "Stage {stage}: for {name} to reach the quota: {ballots}.",
    "exact": "{at_least} altered ballots, and no fewer",
    "exact-one": "1 altered ballot",
    "between": "at least {at_least} altered ballots; {enough} are enough",
    "bound": "at least {at_least} altered ballots; how many are enough was not found",
    "none-below": "Proven: with fewer than {ballots} altered ballots every stage would have gone as it went, and the "
    "same people would have been elected.",
    "none-below-one": "One altered ballot could change a stage. Whether it can change who is elected is not known from "
    "that.",
    "others": "Shown: with {ballots} altered at stage {stage}, {gained} would have been elected and {lost} would not.",
    "nothing": "For this method or this count it is not worked out how many ballots would have to be different.",
}


def closeness(account: Account, ballots: Ballots, sentences: Sentences = ENGLISH) -> tuple[str, ...]:
    """For each stage what would have turned it, and what is known of the whole count. Cost: a few counts a stage."""
    found = [shown(account, ballots, turn) for turn in turns(account)]
    if not found:
        return (sentences["nothing"],)
    lines = [sentences["altered"], *(_stage(account, turn, sentences) for turn in found)]
    return (*lines, summary(account, sentences), *_others(account, found, sentences))


def summary(account: Account, sentences: Sentences = ENGLISH) -> str:
    """How many altered ballots can change nothing at all; from the account alone."""
    fewest = none_below(account)
    if not fewest:
        return sentences["nothing"]
    return sentences["none-below" if fewest > 1 else "none-below-one"].format(ballots=fewest)


def _stage(account: Account, turn: Turn, sentences: Sentences) -> str:
    gap = turn.gap
    name, other = (account.candidates[c] for c in (gap.candidates[0], gap.candidates[-1]))
    code = _quota(account, gap) if gap.decision == "quota" else gap.decision
    return sentences[code].format(stage=gap.stage, name=name, other=other, ballots=_number(turn, sentences))


def _quota(account: Account, gap: Gap) -> str:
    stage = account.stages[gap.stage - 1]
    return "not-elected" if stage.totals[gap.candidates[0]] >= stage.quota else "elected"


def _number(turn: Turn, sentences: Sentences) -> str:
    if turn.enough == turn.at_least:
        code = "exact" if turn.enough > 1 else "exact-one"
    else:
        code = "between" if turn.enough else "bound"
    return sentences[code].format(at_least=turn.at_least, enough=turn.enough)


def _others(account: Account, found: Sequence[Turn], sentences: Sentences) -> tuple[str, ...]:
    """The fewest of the altered ballots with which somebody else was elected, if any were found."""
    other = [turn for turn in found if turn.enough and {*turn.elected} != {*account.elected}]
    if not other:
        return ()
    turn = min(other, key=lambda turn: turn.enough)
    gained, lost = {*turn.elected} - {*account.elected}, {*account.elected} - {*turn.elected}
    return (
        sentences["others"].format(
            ballots=turn.enough,
            stage=turn.gap.stage,
            gained=", ".join(account.candidates[c] for c in sorted(gained)),
            lost=", ".join(account.candidates[c] for c in sorted(lost)),
        ),
    )
