"""Whether a rulebook that can be read makes sense: contradictions, holes, traps, and what it gives away.

An error is something that cannot be carried out as it stands; a warning is a hole or a trap; a notice tells what the
rulebook does without, each guarantee that it gives up among it.
"""

from collections.abc import Iterator

from ..refusal import gettext_noop
from .checks import (
    admitting,
    ballots,
    erasing,
    letters,
    meetings,
    names,
    numbers,
    papers,
    people,
    presence,
    procedure,
    reach,
    recalls,
    representing,
    speaking,
    times,
    witnesses,
)
from .guarantees import guarantees
from .lines import NO_LINES, Lines, Path, line_of, lines_of, path_text
from .parse import parse
from .problem import Found, Problem, Problems
from .schema import Clause, Rulebook
from .sentences import Sentence, sentence
from .vkey import read_vkey

QUESTIONS = (
    *names.QUESTIONS, *people.QUESTIONS, *recalls.QUESTIONS, *times.QUESTIONS, *numbers.QUESTIONS, *erasing.QUESTIONS,
    *admitting.QUESTIONS, *ballots.QUESTIONS, *letters.QUESTIONS, *reach.QUESTIONS, *witnesses.QUESTIONS,
    *papers.QUESTIONS, *speaking.QUESTIONS, *presence.QUESTIONS, *representing.QUESTIONS, *procedure.QUESTIONS,
    *meetings.QUESTIONS,
)  # fmt: skip
RANKS = ("error", "warning", "notice")


def check(rulebook: Rulebook, lines: Lines = NO_LINES, log: str = "") -> Problems:
    """What was found, errors first, each with the line where `lines` (of `lines_of`) knows it.

    `log` is the vkey of the record that the rulebook is for, where it is known: no witness may have the same.
    """
    found = (one for question in QUESTIONS for one in question(rulebook))
    key = read_vkey(log)
    own = () if isinstance(key, Sentence) else witnesses.own_key(rulebook, key)
    problems = [_problem(rulebook, lines, one) for one in (*found, *own, *_given_up(rulebook))]
    return tuple(sorted(problems, key=lambda problem: (RANKS.index(problem.severity), problem.line)))


def examine(text: str, log: str = "") -> tuple[Rulebook | None, Problems]:
    """The rules, where the text can be read, and everything that is wrong with them; `log` as in `check`."""
    rulebook = parse(text)
    return (rulebook, check(rulebook, lines_of(text), log)) if isinstance(rulebook, Rulebook) else (None, rulebook)


def _given_up(rulebook: Rulebook) -> Iterator[Found]:
    for guarantee in guarantees(rulebook):
        for path, why in guarantee.given_up:
            promise = sentence(guarantee.promise)
            template = gettext_noop("This gives up {code}, {promise}: {why}")
            what = sentence(template, code=guarantee.code, promise=promise, why=why)
            yield Found(path, what, sentence(gettext_noop("The preset member-democracy keeps it.")), "notice")


def article_at(rulebook: Rulebook, path: Path) -> str:
    """The article of the innermost clause around the path; empty outside all clauses."""
    article, value = "", rulebook  # type: str, object
    for part in path:
        value = value[part] if isinstance(value, tuple) and isinstance(part, int) else getattr(value, str(part))
        article = value.article if isinstance(value, Clause) else article
    return article


def _problem(rulebook: Rulebook, lines: Lines, found: Found) -> Problem:
    article = article_at(rulebook, found.path)
    return Problem(line_of(lines, found.path), article, path_text(found.path), found.what, found.remedy, found.severity)
