"""Where an amendment in prose belongs: the lines that it changes, where its words leave no doubt.

These ways of writing are understood, and only where the whole text is written so:

    Insert after line 5: …        Delete lines 5 to 7.        Replace lines 5 to 7 with: …
    Delete “words”                Replace “words” with “others”
    After “words”, insert “more”

The lines are those of the motion as it was moved; quoted words must stand in it exactly once, in one paragraph.
Everything else is an instruction: it is voted on as prose, and no software works it in.
"""

import re

from msgspec import Struct

from rankandfile.core.text import Line, count_lines, numbered

_LINES = r"lines?\s+(?P<first>\d{1,5})(?:\s*(?:to|-|–|and)\s*(?P<last>\d{1,5}))?"
_OLD, _NEW = (rf"[“\"](?P<{name}>[^“”\"]+)[”\"]" for name in ("old", "new"))
_END = r"\s*[.;]?\s*"
_AND_WITH = r"(?:and\s+)?(?:replace\s+)?with\s*:?\s*"


def _way(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


BY_LINES = (
    ("add", _way(rf"(?:insert|add)\s+after\s+{_LINES}\s*[:,]\s*(?P<text>.+)")),
    ("add", _way(rf"after\s+{_LINES}\s*,?\s*(?:insert|add)\s*:\s*(?P<text>.+)")),
    ("replace", _way(rf"replace\s+{_LINES}\s+with\s*:\s*(?P<text>.+)")),
    ("delete", _way(rf"(?:delete|remove|strike)\s+{_LINES}{_END}")),
)
BY_WORDS = (
    ("{new}", _way(rf"(?:replace|delete|remove)\s*:?\s*{_OLD}{_END}{_AND_WITH}{_NEW}{_END}")),
    ("{old} {new}", _way(rf"after\s+{_OLD}\s*,?\s*(?:add|insert)\s*:?\s*{_NEW}{_END}")),
    ("", _way(rf"(?:delete|remove|strike)\s*:?\s*{_OLD}{_END}")),
)
"""What stands in the place of the old words afterwards, and how that is written."""


class Placed(Struct, frozen=True):
    """What `MoveAmendment` says: an action on lines, with the text that comes in."""

    action: str
    first: int
    last: int
    text: str


def placed(prose: str, motion: str) -> Placed:
    """The amendment by lines of the motion where that is certain, else as an instruction."""
    written = prose.strip()
    return _by_lines(written, motion) or _by_words(written, motion) or Placed("instruct", 0, 0, written)


def _by_lines(written: str, motion: str) -> Placed | None:
    for action, way in BY_LINES:
        found = way.fullmatch(written)
        if found is None:
            continue
        first, last = int(found["first"]), int(found["last"] or found["first"])
        is_there = (action == "add" or first > 0) and first <= last <= count_lines(motion)
        text = found["text"].strip() if action != "delete" else ""
        return Placed(action, first, last, text or written) if is_there else None
    return None


def _by_words(written: str, motion: str) -> Placed | None:
    for becomes, way in BY_WORDS:
        found = way.fullmatch(written)
        if found is None:
            continue
        old = found["old"].strip()
        new = becomes.format(old=old, new=found.groupdict().get("new") or "")
        return _worked_in(motion, old, new, written)
    return None


def _worked_in(motion: str, old: str, new: str, written: str) -> Placed | None:
    """The lines of the motion that hold the old words, as they read with the new ones; None where in doubt."""
    wanted = re.compile(r"\s+".join(map(re.escape, old.split())))
    found = [(part, match) for part in _paragraphs(motion) for match in wanted.finditer(_text(part))]
    if len(found) != 1:
        return None
    part, match = found[0]
    touched = [line for line, start, end in _spans(part) if start < match.end() and match.start() < end]
    begin = next(start for line, start, _ in _spans(part) if line is touched[0])
    end = next(end for line, _, end in _spans(part) if line is touched[-1])
    text = " ".join((_text(part)[begin : match.start()] + new + _text(part)[match.end() : end]).split())
    first, last = touched[0].number, touched[-1].number
    return Placed("replace", first, last, text) if text else Placed("delete", first, last, written)


def _paragraphs(motion: str) -> list[list[Line]]:
    """The numbered lines of the motion, those of one line of the source together."""
    parts: list[list[Line]] = []
    for line in numbered(motion):
        if line.opens or not parts:
            parts.append([])
        if line.number:
            parts[-1].append(line)
    return parts


def _text(part: list[Line]) -> str:
    return " ".join(line.text for line in part)


def _spans(part: list[Line]) -> list[tuple[Line, int, int]]:
    """Each line with where it begins and ends in the paragraph's text."""
    spans, start = [], 0
    for line in part:
        spans.append((line, start, start + len(line.text)))
        start += len(line.text) + 1
    return spans
