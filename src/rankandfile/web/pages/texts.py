"""What members wrote, as pages show it: Markdown made safe, numbered lines, changes in their place.

Markdown is rendered without HTML and without images; links say nothing about us to where they lead, and only http,
https and mailto are links at all. So whatever somebody writes can change nothing but its own letters.
"""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from msgspec import Struct

from rankandfile.core.text import Change, moved_lines, numbered, words
from rankandfile.shell.press.lined import safe_reader

from .pieces import Bit

WORDS_A_MINUTE = 200
FORMATTED = 50_000
"""Characters up to which Markdown is formatted: ten times a long document."""
AROUND = 2
"""Lines shown before and after a change."""


class Shown(Struct, frozen=True):
    """A line as a page shows it: its number (0 for none), its words, and what a change does to it."""

    number: int
    text: str
    change: Literal["", "added", "removed", "gap", "edited"] = ""
    bits: tuple[Bit, ...] = ()
    """Of an edited line: its words, kept, removed and added."""

    @property
    def label(self) -> str:
        """The number as it stands beside the line; empty for none."""
        return str(self.number) if self.number else ""


def _reader() -> MarkdownIt:
    reader = safe_reader()
    reader.add_render_rule("link_open", _link)
    reader.core.ruler.push("lower_headings", _lower_headings)
    return reader


def _link(self: RendererProtocol, tokens: Sequence[Token], place: int, options: Any, env: Any) -> str:
    tokens[place].attrSet("rel", "nofollow noopener ugc")
    return str(self.renderToken(tokens, place, options, env))  # type: ignore[attr-defined]


def _lower_headings(state: StateCore) -> None:
    """A page has one first heading and it is ours; members' headings begin below the heading they stand under."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + state.env['under'], 6)}"


_READER = _reader()


@lru_cache(maxsize=256)
def rendered(text: str, under: int = 2) -> SafeString:
    """The Markdown as HTML in which nothing but text formatting is left; it stands under a heading of this level.

    A text longer than any that people write is shown as it was typed: some would take seconds to format.
    """
    if len(text) > FORMATTED:
        return format_html("<pre>{}</pre>", text)
    safe: SafeString = mark_safe(_READER.render(text, {"under": under}))
    return safe


@lru_cache(maxsize=512)
def lines(text: str) -> tuple[Shown, ...]:
    """The text in its numbered lines."""
    return tuple(Shown(line.number, line.text) for line in numbered(text))


def reading_minutes(words: int) -> int:
    """Minutes to read so many words, a begun one counted whole."""
    return max(1, -(-words // WORDS_A_MINUTE))


@lru_cache(maxsize=512)
def with_changes(text: str, changes: tuple[Change, ...]) -> tuple[Shown, ...]:
    """The whole text with what the changes take out and put in, each in its place."""
    return tuple(_changed(lines(text), _without_moves(text, changes), from_the_top=True))


@lru_cache(maxsize=512)
def near_changes(text: str, changes: tuple[Change, ...]) -> tuple[Shown, ...]:
    """The same, only the lines near a change, with a gap where others were left out.

    What is far away is not looked at: sixty amendments to a long text cost what sixty to a short one do.
    """
    whole, place, changes = lines(text), _places(text), _without_moves(text, changes)
    wanted = [change for change in changes if change.action != "instruct"]
    ends = [(place.get(c.first, 0), place.get(c.first if c.action == "add" else c.last, 0)) for c in wanted]
    start = max(min((first for first, _last in ends), default=0) - AROUND - 1, 0)
    end = max((last for _first, last in ends), default=0) + AROUND + 2
    return _around(tuple(_changed(whole[start:end], changes, from_the_top=start == 0)))


def _without_moves(text: str, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes, with lines that are moved as lines that go and lines that come."""
    return tuple(each for change in changes for each in _gone_and_come(text, change))


def _gone_and_come(text: str, change: Change) -> tuple[Change, ...]:
    if change.action != "move":
        return (change,)
    words = "\n".join(line.text for line in moved_lines(numbered(text), change))
    return (Change("delete", change.first, change.last), Change("add", change.after, change.after, words))


@lru_cache(maxsize=64)
def _places(text: str) -> dict[int, int]:
    """Where each numbered line stands among all; the top before the first."""
    return {0: -1} | {line.number: place for place, line in enumerate(lines(text)) if line.number}


def _changed(whole: Sequence[Shown], changes: Iterable[Change], from_the_top: bool) -> Iterator[Shown]:
    """The lines with what goes and comes. What goes stays a range: a number of lines that somebody typed is no set."""
    wanted = [change for change in changes if change.action != "instruct"]
    gone = [range(c.first, c.last + 1) for c in wanted if c.action != "add"]
    put: dict[int, list[str]] = {}
    for change in wanted:
        if change.action != "delete":
            put.setdefault(change.first if change.action == "add" else change.last, []).append(change.text)
    yield from _added(put.get(0, ()) if from_the_top else ())
    for line in whole:
        yield Shown(line.number, line.text, "removed") if any(line.number in each for each in gone) else line
        if line.number and line.number in put:
            yield from _added(put[line.number])


def _added(texts: Iterable[str]) -> Iterator[Shown]:
    for text in texts:
        yield from (Shown(0, line, "added") for line in text.splitlines() if line.strip())


def compared(before: str, after: str) -> tuple[Bit, ...]:
    """Both texts in one, word by word: kept, removed, added. Where less than half is kept, the one after the other."""
    old, new = words(before), words(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    kept = sum(end - start for kind, start, end, _to, _until in steps if kind == "equal")
    if 2 * kept < max(len(old), len(new)):
        return tuple(bit for bit in (Bit(before, "removed"), Bit(after, "added")) if bit.text)
    found: list[Bit] = []
    for kind, start, end, to, until in steps:
        if kind == "equal":
            found.append(Bit("".join(old[start:end])))
        else:
            found += [Bit("".join(old[start:end]), "removed")] * (end > start)
            found += [Bit("".join(new[to:until]), "added")] * (until > to)
    return tuple(found)


@lru_cache(maxsize=512)
def around_changes(whole: tuple[Shown, ...]) -> tuple[Shown, ...]:
    """Only the lines near a change, with a gap where others were left out."""
    return _around(whole)


def _around(whole: tuple[Shown, ...]) -> tuple[Shown, ...]:
    near = {
        near for place, line in enumerate(whole) if line.change for near in range(place - AROUND, place + AROUND + 1)
    }
    found: list[Shown] = []
    for place, line in enumerate(whole):
        if place in near:
            found.append(line)
        elif not found or found[-1].change != "gap":
            found.append(Shown(0, "", "gap"))
    return tuple(found)


@lru_cache(maxsize=512)
def by_words(whole: tuple[Shown, ...]) -> tuple[Shown, ...]:
    """The lines, and where lines are replaced by much the same words, those words marked that go and that come."""
    found: list[Shown] = []
    place = 0
    while place < len(whole):
        gone = _run(whole, place, "removed")
        come = _run(whole, place + len(gone), "added")
        found += (_edited(gone, come) if gone and come else ()) or (gone + come) or whole[place : place + 1]
        place += len(gone) + len(come) or 1
    return tuple(found)


def _run(whole: Sequence[Shown], start: int, change: str) -> tuple[Shown, ...]:
    """The lines from here that the change concerns, with the empty ones between them."""
    end = start
    for place in range(start, len(whole)):
        if whole[place].change == change:
            end = place + 1
        elif whole[place].text or whole[place].change or end == start:
            break
    return tuple(whole[start:end])


def _edited(gone: Sequence[Shown], come: Sequence[Shown]) -> tuple[Shown, ...]:
    """The lines that go, with the words that come in their places; nothing where less than half of the words stay."""
    old = [(word, place) for place, line in enumerate(gone) for word in _ending(line.text, " ")]
    new = [word for line in come for word in _ending(line.text, "\n")]
    steps = SequenceMatcher(None, [word.strip() for word, _ in old], [word.strip() for word in new], autojunk=False)
    kept = sum(block.size for block in steps.get_matching_blocks())
    if 2 * kept < max(len(old), len(new)) or kept == len(old) == len(new):
        return ()
    bits: list[list[Bit]] = [[] for _ in gone]
    for kind, start, end, to, until in steps.get_opcodes():
        for word, place in old[start:end]:
            _put(bits[place], word, "" if kind == "equal" else "removed")
        at = old[max(end - 1, 0)][1]
        if kind in ("insert", "replace"):
            _put(bits[at], "".join(new[to:until]), "added")
    return tuple(
        Shown(line.number, line.text, "edited" if line.text else "", tuple(_tight(own)))
        for line, own in zip(gone, bits, strict=True)
    )


def _tight(bits: Sequence[Bit]) -> Iterator[Bit]:
    """The runs, with the space after a change outside of it."""
    for place, bit in enumerate(bits, 1):
        word = bit.text.rstrip() if bit.change or place == len(bits) else bit.text
        yield Bit(word, bit.change)
        if word != bit.text and place < len(bits):
            yield Bit(bit.text[len(word) :])


def _ending(line: str, end: str) -> list[str]:
    """The line's words with what stands behind each: behind the last of them, this end."""
    own = [word if word == word.rstrip() else f"{word.rstrip()} " for word in words(line.strip())]
    return [*own[:-1], own[-1] + end] if own else []


def _put(bits: list[Bit], text: str, change: Literal["", "added", "removed"]) -> None:
    if bits and bits[-1].change == change:
        text = bits.pop().text + text
    bits.append(Bit(text, change))
