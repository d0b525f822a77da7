"""The result of an election: who was elected, the account of the count in rounds and words, and why others were not.

Everything is made again from the ballots in the record, by the same count; nothing of it is stored.
"""

from django.utils.translation import gettext as _
from msgspec import Struct, structs

from rankandfile.core.chapters.board_results import is_marked
from rankandfile.core.chapters.boards import board
from rankandfile.core.chapters.counting import account_of, gathered, ranking_of
from rankandfile.core.chapters.elections import Election, on_the_ballot
from rankandfile.core.count.account import Account, Stage
from rankandfile.core.count.answers import my_ballot, why_not
from rankandfile.core.count.explain import story
from rankandfile.core.count.figures import short
from rankandfile.core.count.picture import WORDS, picture
from rankandfile.core.count.sentences import ENGLISH
from rankandfile.core.state import State

from . import questions
from .boards import secrecy
from .naming import member_name


class Round(Struct, frozen=True):
    """A column of the table: what was done at the stage."""

    number: int
    title: str


class Cell(Struct, frozen=True):
    """What a candidate had at a stage, and what became of them there."""

    votes: str
    mark: str


class Line(Struct, frozen=True):
    """A row of the table."""

    name: str
    cells: tuple[Cell, ...]


class Why(Struct, frozen=True):
    """How it went for one candidate, in words."""

    handle: str
    name: str
    told: str


class Result(Struct, frozen=True):
    """Everything about the count."""

    elected: tuple[str, ...]
    next_in_line: tuple[str, ...]
    ballots: int
    spoilt: int
    counted: int
    rounds: tuple[Round, ...]
    lines: tuple[Line, ...]
    story: tuple[str, ...]
    why: tuple[Why, ...]
    board: str
    """How a board was opened: `ranked` or `marked`; empty where there was none."""
    secrecy: str
    """What the secrecy of the ballot rests on."""
    recount: str
    """The command that counts the rankings of a board anew; empty where single ballots were not opened."""


def sentences() -> dict[str, str]:
    """The account's sentences in the reader's language."""
    return {code: _(sentence) for code, sentence in ENGLISH.items()}


def account(state: State, own: Election) -> Account | None:
    """The account with the candidates' names; None where nobody stood, or nothing was counted."""
    if own.question or not own.counted or not on_the_ballot(state, own):
        return None
    made = account_of(state, own, own.ballots, own.lot)
    return structs.replace(made, candidates=tuple(_listed(state, own, candidate) for candidate in made.candidates))


def _listed(state: State, own: Election, candidate: str) -> str:
    """The candidate's name; for a slate the names on it."""
    slate = next((c.slate for c in own.candidates.values() if c.person == candidate), ())
    return ", ".join(member_name(state, each) for each in slate) if slate else member_name(state, candidate)


def result(state: State, own: Election) -> Result | None:
    """The result; None before the count."""
    if not own.counted:
        return None
    made = account(state, own)
    return Result(
        elected=tuple(member_name(state, person) for person in own.elected),
        next_in_line=tuple(member_name(state, person) for person in own.next_in_line),
        ballots=len(own.ballots),
        spoilt=gathered(own.ballots, len(on_the_ballot(state, own)))[1],
        counted=own.counted,
        rounds=_rounds(made) if made else (),
        lines=_lines(made) if made else (),
        story=story(made, sentences()) if made else (),
        why=_whys(state, own, made) if made else (),
        board=_opened(state, own),
        secrecy=secrecy(state, own),
        recount=_recount(state, own),
    )


def _recount(state: State, own: Election) -> str:
    if _opened(state, own) != "ranked":
        return ""
    seats = min(own.seats, len(on_the_ballot(state, own)))
    return f"rankandfile count BALLOTS.blt --method {own.method} --seats {seats} --lot {own.lot}"


def _opened(state: State, own: Election) -> str:
    if board(state, own.id) is None:
        return ""
    return "marked" if own.question or is_marked(own) else "ranked"


def _rounds(made: Account) -> tuple[Round, ...]:
    return tuple(Round(stage.number, _title(made, stage)) for stage in made.stages)


def _title(made: Account, stage: Stage) -> str:
    names = ", ".join(made.candidates[candidate] for candidate in stage.candidates)
    known = {
        "first-preferences": _("first preferences"),
        "surplus": _("surplus of {names}"),
        "exclusion": _("without {names}"),
    }
    return known.get(stage.action, _("stage")).format(names=names)


def _lines(made: Account) -> tuple[Line, ...]:
    rows = [
        Line(name, tuple(_cell(made, stage, candidate) for stage in made.stages))
        for candidate, name in enumerate(made.candidates)
    ]
    if made.stages and made.stages[0].action == "first-preferences":
        rows += [
            _sum(made, _("no further preference"), tuple(stage.exhausted for stage in made.stages)),
            _sum(made, _("lost in rounding"), tuple(stage.rounding for stage in made.stages)),
            _sum(made, _("quota"), tuple(stage.quota for stage in made.stages)),
        ]
    return tuple(rows)


def _sum(made: Account, name: str, amounts: tuple[int, ...]) -> Line:
    return Line(name, tuple(Cell(short(amount, made.scale), "") for amount in amounts))


def _cell(made: Account, stage: Stage, candidate: int) -> Cell:
    mark = _("elected") if candidate in stage.elected else _("excluded") if candidate in stage.excluded else ""
    return Cell(short(stage.totals[candidate], made.scale), mark)


def _whys(state: State, own: Election, made: Account) -> tuple[Why, ...]:
    return tuple(
        Why(handle, made.candidates[place], " ".join(why_not(made, place, sentences())))
        for place, handle in enumerate(on_the_ballot(state, own))
    )


def flow(state: State, own: Election) -> str:
    """The picture of the count; empty where there is none."""
    made = account(state, own)
    return picture(made, {code: _(words) for code, words in WORDS.items()}) if made is not None else ""


def what_it_did(state: State, own: Election, tracker: str) -> tuple[str, ...] | None:
    """What the ballot under this tracker did in the count, in sentences; None where there is no such ballot."""
    wanted = tracker.strip().lower()
    if own.question:
        return questions.said_by(own, wanted)
    ballot = next((b for b in own.ballots if b.partition(":")[0] == wanted), None)
    made = account(state, own)
    if ballot is None or made is None or not wanted:
        return None
    ranking = ranking_of(ballot, len(made.candidates))
    if ranking is None:
        return (_("The ballot is spoilt: it names a candidate twice, or somebody who did not stand."),)
    names = ", ".join(made.candidates[place] for place in ranking) or _("nobody")
    ranked = _("It ranks, in this order: {names}.").format(names=names)
    return (ranked, *my_ballot(made, ranking, sentences()))


def written(state: State, own: Election) -> str:
    """Every ballot as it was counted, with the list that its numbers mean."""
    names = questions.names() if own.question else [member_name(state, p) for p in on_the_ballot(state, own)]
    listed = [f"{place} {name}" for place, name in enumerate(names, 1)]
    return "\n".join([*listed, "", *own.ballots]) + "\n"
