r"""Motions of which each is two files: `562.textile`, its text, and `562-meta.tex`, what is known about it.

    \renewcommand{\LPTtitel}{…}         the title
    \renewcommand{\LPTantragsteller}{…} who moves it
    \renewcommand{\LPTrelations}{…}     which motions it competes with, which it presupposes

Headings, quotations and numbered lists of Textile become Markdown. Mover and relations stand as sentences at the end of
the text, so nothing of them is lost; `562-lqfb.tex`, what another vote made of it, is shown and not imported.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from .fault import Fault, Unreadable
from .front_matter import read_text
from .motions import Paper, cleaned

_COMMAND = re.compile(r"^\\renewcommand\{\\LPT(\w+)\}\{(.*)\}[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"\\hyperref\[[^\]]*\]\{([^{}]*)\}")
_SIGN = re.compile(r"\\([%&#_$ ,])")
_NUMBER = re.compile(r"\[chap:(\d{1,6})\]")
_COMPETES, _PRESUPPOSES = re.compile(r"konkurrierend zu(.*)"), re.compile(r"setzt Annahme von(.*?)voraus")
_TEXTILE = (
    (re.compile(r"^h([1-6])\.[ \t]+", re.MULTILINE), lambda found: "#" * int(found[1]) + " "),
    (re.compile(r"^bq\.[ \t]+", re.MULTILINE), lambda found: "> "),
    (re.compile(r"^#[ \t]+(?=\S)", re.MULTILINE), lambda found: "1. "),
)


def holds_pairs(folder: Path) -> bool:
    """Whether the folder has motions of this kind."""
    return any(folder.glob("*-meta.tex"))


def read_pairs(folder: Path, faults: list[Fault]) -> Iterator[Paper]:
    """The motions of the folder by their numbers; what is wrong with one goes to the faults."""
    for meta in sorted(folder.glob("*-meta.tex")):
        number = meta.name.removesuffix("-meta.tex")
        try:
            known = _known(meta)
            # One of them may only say when the folder was made.
            if "titel" in known:
                yield _paper(folder, number, known)
        except Unreadable as unreadable:
            faults.append(unreadable.fault)


def _known(meta: Path) -> dict[str, str]:
    return {name: value.strip() for name, value in _COMMAND.findall(read_text(meta, meta.name))}


def _paper(folder: Path, number: str, known: dict[str, str]) -> Paper:
    file = f"{number}.textile"
    text = _markdown(read_text(folder / file, file)).strip()
    if not text:
        raise Unreadable(file, 1, "The motion has no text.", "Write what it should resolve.")
    relations = known.get("relations", "")
    said = [_plain(known.get("antragsteller", "")), _plain(relations)]
    behind = "\n\n".join(f"*{each}*" for each in said if each)
    whole = f"{text}\n\n{behind}" if behind else text
    title, own = cleaned(file, 1, "title", _plain(known["titel"])), cleaned(file, 1, "text", whole)
    beside, told = (f"{number}-meta.tex", f"{number}-lqfb.tex"), tuple(_elsewhere(folder, number))
    related = tuple(_related(relations))
    return Paper(file, title, own, "", "", number, "", 0, "", related=related, beside=beside, told=told)


def _markdown(textile: str) -> str:
    # Numbered lists first: a heading of Markdown begins with the sign that begins a number in Textile.
    for pattern, instead in reversed(_TEXTILE):
        textile = pattern.sub(instead, textile)
    return textile


def _plain(tex: str) -> str:
    return " ".join(_SIGN.sub(r"\1", _LINK.sub(r"\1", tex)).split())


def _related(relations: str) -> Iterator[str]:
    for word, pattern in (("competes with", _COMPETES), ("presupposes", _PRESUPPOSES)):
        for found in pattern.findall(relations):
            yield from (f"{word} {number}" for number in _NUMBER.findall(found))


def _elsewhere(folder: Path, number: str) -> Iterator[str]:
    """What a vote elsewhere made of it, as the file beside it says."""
    file = folder / f"{number}-lqfb.tex"
    said = _plain(_known(file).get("lqfbsummary", "")) if file.is_file() else ""
    if said:
        yield f"Of a vote elsewhere {file.name} says “{said}”; that is no result here."
