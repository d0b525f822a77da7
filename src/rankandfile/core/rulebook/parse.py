"""From the text of a rulebook to its rules, or to every problem that keeps it from being read.

Any text is answered: too long, too deep, broken, hidden characters, keys twice. None of it raises. A text that was
read once is read the same for ever, because records hold rulebooks by the hash of their text.
"""

import re
import tomllib
from hashlib import sha256
from itertools import accumulate

from ..ids import RulesHash
from ..refusal import gettext_noop
from .lines import NO_LINES, Lines, Path, line_of, lines_of, path_text, tokens
from .problem import Problem, Problems
from .schema import Rulebook
from .sentences import Sentence, sentence
from .shape import Fault, hidden_character, printable, shaped

LONGEST = 256 * 1024
"""Characters. The longest real rulebook that we know of takes a fifth of it."""
DEEPEST = 12
"""Brackets inside brackets, and names in one dotted key."""


def rules_hash(text: str) -> RulesHash:
    """The name of a rulebook in the record: SHA-256 of its text in UTF-8, in hexadecimal."""
    return RulesHash(sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def parse(text: str) -> Rulebook | Problems:
    """The rules that the text says, or what is wrong with it, in the order of its lines."""
    hostile = _hostile(text)
    if hostile is not None:
        return (hostile,)
    try:
        raw = tomllib.loads(text, parse_float=str)
    except ValueError as broken:
        return (_broken(str(broken), text),)
    faults: list[Fault] = []
    rulebook = shaped(Rulebook, raw, (), faults)
    if isinstance(rulebook, Rulebook):
        return rulebook
    lines = lines_of(text)
    return tuple(sorted((_problem(fault, raw, lines) for fault in faults), key=lambda problem: problem.line))


def lines_in(text: str) -> Lines:
    """Where in the text each key stands; nothing for a text that `parse` cannot read."""
    return NO_LINES if isinstance(parse(text), tuple) else lines_of(text)


def _plain(line: int, what: Sentence, remedy: Sentence) -> Problem:
    return Problem(line, "", "", what, remedy)


def _hostile(text: str) -> Problem | None:
    """What is wrong with the text before one even looks for keys in it."""
    if len(text) > LONGEST:
        what = sentence(gettext_noop("The text has {length} characters."), length=len(text))
        return _plain(1, what, sentence(gettext_noop("A rulebook may have {longest}; shorten it."), longest=LONGEST))
    plain = text.replace("\r\n", "\n")
    for line, content in enumerate(plain.split("\n"), 1):
        if hidden := hidden_character(content):
            what = sentence(gettext_noop("The line holds the hidden character {hidden}."), hidden=hidden)
            return _plain(line, what, sentence(gettext_noop("Take the character out.")))
    return _too_deep(plain)


def _too_deep(text: str) -> Problem | None:
    """Nesting that no rulebook needs, found before the TOML parser descends into it."""
    found = list(tokens(text))
    depths = accumulate((token.text in ("[", "{")) - (token.text in ("]", "}")) for token in found)
    dots = accumulate(
        found, lambda run, token: run + 1 if token.text == "." else 0 if token.text in _ENDS else run, initial=0
    )
    for token, depth, run in zip(found, depths, list(dots)[1:], strict=True):
        if depth > DEEPEST or run > DEEPEST:
            what = sentence(
                gettext_noop("Tables and lists stand inside one another more than {deepest} deep."), deepest=DEEPEST
            )
            return _plain(token.line, what, sentence(gettext_noop("Write each clause as a table of its own.")))
    return None


_ENDS = frozenset({"\n", "=", "[", "]", "{", "}", ","})


def _broken(message: str, text: str) -> Problem:
    """What the TOML parser says, with its line; "at end of document" is the last."""
    place = re.search(r"at line (\d+), column (\d+)", message)
    reason = printable(re.sub(r" \(at .*\)$", "", message, flags=re.DOTALL), 120)
    what = sentence(gettext_noop("This is not TOML: {reason}."), reason=reason)
    remedy = sentence(gettext_noop("Write “key = value”, texts in quotation marks, tables as [name]; each key once."))
    return _plain(int(place[1]) if place else text.rstrip().count("\n") + 1, what, remedy)


def _problem(fault: Fault, raw: dict[str, object], lines: Lines) -> Problem:
    return Problem(
        line_of(lines, fault.path), _article(raw, fault.path), path_text(fault.path), fault.what, fault.remedy
    )


def _article(raw: object, path: Path) -> str:
    """The article of the innermost clause on the way to the path."""
    article = ""
    for part in (*path, ""):
        if isinstance(raw, dict):
            article = printable(raw.get("article", article))
            raw = raw.get(part)
        elif isinstance(raw, list) and isinstance(part, int):
            raw = raw[part] if part < len(raw) else None
    return article
