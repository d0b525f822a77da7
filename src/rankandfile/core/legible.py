"""Texts as they may stand in the record: what every reader sees is what was written, and nothing is hidden in it.

Written in one way (Unicode's NFC, lines ending in a line feed), without characters that do not show, and without those
that turn the direction of what follows (Unicode Technical Report 36, 3.2): with them a sentence reads differently from
what a count of its words, a search or a screen reader finds. Arabic and Hebrew need none of them.
"""

import re
import unicodedata

from .refusal import Refusal, Words, gettext_noop, refuse

LONGEST = {"civic": 256 * 1024, "personal": 1024}
"""Characters that a text of each class may have; the rulebook's own limits are narrower, in words."""
_DIRECTION = "\u202a-\u202e\u2066-\u2069"
_FILLERS = "\u115f\u1160\u3164\uffa0\U000e0000-\U000e007f"
_HIDDEN = re.compile(f"[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029{_DIRECTION}{_FILLERS}]")
_NO_ROOM = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
"""Marks for line breaking that text copied from other pages is full of: left out, for nobody wrote them."""

REFUSALS = {
    "text.long": Words(
        gettext_noop("The text “{text}” has {length} characters; it may have {longest}."),
        gettext_noop("Shorten it, or submit it in parts."),
    ),
    "text.hidden": Words(
        gettext_noop("The text “{text}” holds the character {character} ({called}) in line {line}, place {place}."),
        gettext_noop("Take the character out: readers cannot see it."),
    ),
    "text.missing": Words(
        gettext_noop("The text “{text}” is missing."),
        gettext_noop("Write it, and send the act again."),
    ),
    "rulebook.unreadable": Words(
        gettext_noop("The rulebook cannot be read. Line {line}: {what}"),
        gettext_noop("{remedy}"),
    ),
    "rulebook.engine": Words(
        gettext_noop("The rulebook asks for engine version {version}, which this software does not know."),
        gettext_noop("Name version {known} in its clause on change, or propose it when newer software is installed."),
    ),
    "act.unwritable": Words(
        gettext_noop("The act cannot stand in the record. {why}"),
        gettext_noop("Put short ids and numbers into its fields, and words into its texts."),
    ),
}


def legible(name: str, text: str, kind: str = "civic") -> str | Refusal:
    """The text as it goes into the record, or why it cannot. The cost is bounded by `LONGEST`, not by the text."""
    if len(text) > LONGEST[kind]:
        return refuse("", "text.long", text=name, length=len(text), longest=LONGEST[kind])
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_NO_ROOM)
    found = _HIDDEN.search(lines)
    if found is not None:
        return _hidden(name, lines, found.start())
    return unicodedata.normalize("NFC", lines)


def _hidden(name: str, text: str, at: int) -> Refusal:
    before = text[:at].split("\n")
    character = f"U+{ord(text[at]):04X}"
    called = unicodedata.name(text[at], "a control character").lower()
    line, place = len(before), len(before[-1]) + 1
    return refuse("", "text.hidden", text=name, character=character, called=called, line=line, place=place)
