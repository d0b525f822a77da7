"""What people ask of an account: why was I not elected, and what did my ballot do? Nothing here counts anew."""

from collections.abc import Sequence

from rankandfile.core.count.account import NOBODY, Account, Stage
from rankandfile.core.count.ballot_at_once import at_once
from rankandfile.core.count.ballot_ways import Move, parcel_path, path, shares
from rankandfile.core.count.families import GREGORY, MEEK, PARCELS
from rankandfile.core.count.figures import short
from rankandfile.core.count.sentences import ENGLISH, Sentences

POINTS = ("borda", "modified-borda", "score")
IN_TURN = ("sequential-pav", "phragmen")
BATCHES = {
    "doomed": "was-doomed",
    "together": "was-excluded-together",
    "sure-losers": "was-excluded-together",
    "few": "was-excluded-few",
    "guarded": "was-excluded-guarded",
}
"""Notes of an exclusion that something else than the fewest votes decided."""


def why_not(account: Account, candidate: int, sentences: Sentences = ENGLISH) -> tuple[str, ...]:
    """Why this candidate was not elected, or how they were."""
    name = account.candidates[candidate]
    if candidate in account.withdrawn:
        return (sentences["was-withdrawn"].format(name=name),)
    if account.stages and account.stages[0].action in ("first-preferences", "iteration"):
        return (_in_stages(account, candidate, sentences),)
    return (_at_once(account, candidate, sentences),)


def _in_stages(account: Account, candidate: int, sentences: Sentences) -> str:
    """Why, in a count whose papers move from stage to stage."""
    name = account.candidates[candidate]
    for stage in account.stages:
        if candidate in stage.elected:
            votes = stage.totals[candidate]
            code = "was-elected-remaining" if _was_rest(stage, candidate) else "was-elected"
            return sentences[code].format(name=name, stage=stage.number, votes=short(votes, account.scale))
        if candidate in stage.excluded:
            return _excluded(account, stage, candidate, sentences)
    return sentences["was-left"].format(name=name, votes=short(account.stages[-1].totals[candidate], account.scale))


def _was_rest(stage: Stage, candidate: int) -> bool:
    return "remaining" in stage.notes and stage.totals[candidate] < stage.quota


def _excluded(account: Account, stage: Stage, candidate: int, sentences: Sentences) -> str:
    """Why the candidate was excluded at this stage, and what was missing."""
    before = account.stages[max(stage.number - 2, 0)]
    votes = before.totals[candidate]
    gone = {c for earlier in account.stages[: stage.number - 1] for c in (*earlier.elected, *earlier.excluded)}
    gone |= {*stage.excluded, *account.withdrawn}
    gap = min((total for c, total in enumerate(before.totals) if c not in gone), default=votes) - votes
    usual = "was-excluded" if gap > 0 else "was-excluded-tie"
    return sentences[next((code for note, code in BATCHES.items() if note in stage.notes), usual)].format(
        name=account.candidates[candidate],
        stage=stage.number,
        votes=short(votes, account.scale),
        missing=short(gap, account.scale),
    )


def _at_once(account: Account, candidate: int, sentences: Sentences) -> str:
    """Why, in a count that makes its result at once, or seat by seat."""
    last = account.stages[-1] if account.stages else None
    elected = candidate in account.elected
    code, had, least = _claim(account, candidate, last)
    whole = code if code in ("list", "most-nobody") else f"{code}-elected" if elected else f"{code}-left"
    return sentences[whole].format(
        name=account.candidates[candidate],
        votes=had,
        least=least,
        seats=account.seats,
        place=account.order.index(candidate) + 1 if candidate in account.order else "",
        stage=account.elected.index(candidate) + 1 if elected else "",
    )


def _claim(account: Account, candidate: int, last: Stage | None) -> tuple[str, str, str]:
    """Which sentence tells it, what the candidate had, and what the least of those elected had."""
    if account.method in IN_TURN or last is None:
        return "turn", "", ""
    first, scale = account.stages[0], account.scale
    least = min((last.totals[c] for c in account.elected), default=0)
    if account.method == "yes-no":
        return "answers", short(first.totals[candidate], scale), short(last.totals[candidate], scale)
    if account.method.startswith("list-"):
        return "list", str(last.totals[candidate]), ""
    if account.method == "star" and candidate not in account.elected:
        return "run-off", short(first.totals[candidate], scale), ""
    if account.method == "pav":
        return "committee", short(last.totals[candidate], scale), short(least, scale)
    if account.pairwise:
        return "pairs", str(last.totals[candidate]), ""
    code = "points" if account.method in POINTS else "most" if account.elected else "most-nobody"
    return code, short(last.totals[candidate], scale), short(least, scale)


def my_ballot(account: Account, ranking: Sequence[int], sentences: Sentences = ENGLISH) -> tuple[str, ...]:
    """What this ballot did, in sentences."""
    if account.method in MEEK:
        return _shared(account, ranking, sentences)
    if account.method not in (*GREGORY, *PARCELS):
        return at_once(account, ranking, sentences) or (sentences["ballot-not-followed"],)
    first, *moves = path(account, ranking) if account.method in GREGORY else parcel_path(account, ranking)
    if first.candidate == NOBODY:
        return (sentences["ballot-empty"],)
    lines = [sentences["ballot-starts"].format(name=account.candidates[first.candidate])]
    lines += [_moved(account, move, sentences) for move in moves]
    last = (first, *moves)[-1]
    if last.candidate != NOBODY:
        value = short(last.value, account.scale // account.unit)
        lines.append(sentences["ballot-stays"].format(name=account.candidates[last.candidate], value=value))
    return tuple(lines)


def _shared(account: Account, ranking: Sequence[int], sentences: Sentences) -> tuple[str, ...]:
    """What each candidate keeps of the ballot, and what nobody does."""
    one, kept = account.scale // account.unit, shares(account, ranking)
    lines = [sentences["ballot-shared"].format(name=account.candidates[c], value=short(k, one)) for c, k in kept]
    rest = one - sum(keeps for _, keeps in kept)
    if kept and rest:
        lines.append(sentences["ballot-shared-rest"].format(value=short(rest, one)))
    return tuple(lines) or (sentences["ballot-empty"],)


def _moved(account: Account, move: Move, sentences: Sentences) -> str:
    """One move of a ballot: from whom, why, to whom, and with what value."""
    surplus = account.stages[move.stage - 1].action == "surplus"
    if move.candidate == move.source:
        code = "ballot-waits"
    elif account.method in PARCELS and surplus:
        code = "ballot-last"
    elif move.candidate == NOBODY:
        code = "ballot-rests" if surplus else "ballot-ends"
    else:
        code = "ballot-passes" if surplus else "ballot-moves"
    one = account.scale // account.unit
    return sentences[code].format(
        stage=move.stage,
        source=account.candidates[move.source],
        name=account.candidates[move.candidate],
        kept=short(move.kept, one),
        value=short(move.value, one),
    )
