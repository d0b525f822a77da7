"""A motion's text in its numbered lines, with its Markdown read: one reading, for the page, the paper and the feed.

The numbers are those of `core/text.py`, counted on the source as it was typed; formatting moves none of them. Headings,
lists, quotations, tables, footnotes, code, emphasis and links are read (docs/texts.md), by markdown-it-py without HTML,
images, underlined headings and links by reference. What cannot be read so is shown as it was typed, never left out:
each numbered line of the source comes out once, in its order.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from rankandfile.core.text import Line, numbered

FORMATTED = 10_000
"""Characters of one paragraph up to which it is formatted; a longer one is shown as it was typed."""
MANY = 5_000
"""Lines of the source up to which a text is formatted."""
WIDEST, DEEPEST = 10, 6
"""Columns of a table; lists or quotations inside each other that are still told apart."""
SAFE = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
"""The only addresses that are links."""
_SEAM = "\u205f"
"""Where a numbered line ends inside a paragraph, while it is read: a space that nobody types."""
_SIGNS = re.compile(r"[*_`\[\]<&\\]")
_DEFINES = re.compile(r"\[\^([^\]\s]{1,40})\]:[ \t]*")
_CALLS = re.compile(r"\[\^([^\]\s]{1,40})\]")
_KINDS = {"strong_open": "strong", "em_open": "emph"}

Kind = Literal["", "empty", "rule", "pre", "note", "table", "within"]


class Span(Struct, frozen=True):
    """Words of one kind. `note` is the number of the footnote that is called here; `to` where a link leads."""

    text: str
    kinds: tuple[str, ...] = ()
    """Of strong, emph, code."""
    to: str = ""
    note: int = 0


class TableRow(Struct, frozen=True):
    """A row of a table, and the first and last line of the text that it takes."""

    first: int
    last: int
    cells: tuple[tuple[Span, ...], ...]


class Lined(Struct, frozen=True):
    """A numbered line: as it was typed (`text`) and as it reads (`spans`).

    `table` stands at a table's first line, which has all `rows`; the table's other lines are `within`.
    """

    number: int
    text: str
    paragraph: int = 0
    """The number of the paragraph that begins here; 0 where none does."""
    kind: Kind = ""
    level: int = 0
    """Of a heading, 1 to 6."""
    depth: int = 0
    """How many lists it stands in."""
    quoted: int = 0
    """How many quotations it stands in."""
    mark: str = ""
    """What stands before it: a bullet, a number as typed, the number of a footnote."""
    begins: bool = True
    """Whether a line of the source begins here."""
    spans: tuple[Span, ...] = ()
    rows: tuple[TableRow, ...] = ()


def safe_reader() -> MarkdownIt:
    """CommonMark and tables; no HTML, no images; only http, https and mailto are links."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "html_inline"])
    reader.validateLink = lambda url: SAFE.fullmatch(url) is not None  # type: ignore[method-assign]
    return reader


def _line_reader() -> MarkdownIt:
    """As above, and each line of the source stands for itself: none underlines another or vanishes from the text."""
    return safe_reader().disable(["lheading", "reference", "code", "html_block"])


def _block_reader() -> MarkdownIt:
    """The same, which leaves the words of each block as they are."""
    reader = _line_reader()
    reader.core.ruler.enableOnly(["normalize", "block"])
    return reader


_READER, _BLOCKS = _line_reader(), _block_reader()


class _Where(Struct, frozen=True):
    """Where a block stands."""

    level: int = 0
    depth: int = 0
    quoted: int = 0
    mark: str = ""


class _Block(Struct):
    """A paragraph or heading to be read: its lines of the source from `start`, each with what of it is content."""

    start: int
    where: _Where
    content: list[str]
    kind: Kind = ""


class _Table(Struct):
    """A table to be read: the place of each row in the source, and its cells."""

    start: int
    end: int
    rows: list[tuple[int, int, list[str]]]


@lru_cache(maxsize=128)
def lined(text: str) -> tuple[Lined, ...]:
    """The text in its numbered lines. The cost grows with its length; what grows faster is bounded by `FORMATTED`."""
    source = _by_source(text)
    if len(source) > MANY:
        return tuple(_with_paragraphs(line for own in source for line in _typed(own)))
    made: dict[int, list[Lined]] = {}
    blocks, tables = _blocks(text, made, source)
    notes = _named(blocks)
    for block in blocks:
        _read_block(block, source, notes, made)
    for table in tables:
        _read_table(table, source, notes, made)
    return tuple(
        _with_paragraphs(
            line for place, own in enumerate(source) for line in (made[place] if place in made else _typed(own))
        )
    )


def words_of(text: str) -> str:
    """The words as they read, without signs of Markdown, on one line: for the beginning of a text."""
    return " ".join(" ".join(_words(line)) for line in lined(text) if line.number)


def _words(line: Lined) -> Iterator[str]:
    yield "".join(span.text for span in line.spans if line.kind != "rule")
    yield from ("".join(span.text for span in cell) for row in line.rows for cell in row.cells)


def forget() -> None:
    """Nothing that was read is kept: a text was erased."""
    lined.cache_clear()
    _inline.cache_clear()


def _by_source(text: str) -> list[list[Line]]:
    """The numbered lines, those of one line of the source together."""
    found: list[list[Line]] = []
    for line in numbered(text.replace(_SEAM, " ")):
        if line.opens:
            found.append([])
        found[-1].append(line)
    return found


def _typed(own: Sequence[Line], kind: Kind = "") -> list[Lined]:
    """The lines as they were typed."""
    return [
        Lined(each.number, each.text, kind=kind if each.number else "empty", begins=each.opens,
              spans=(Span(each.text),) if each.text else ())
        for each in own
    ]  # fmt: skip


def _with_paragraphs(lines: Iterator[Lined]) -> Iterator[Lined]:
    """The lines, the first after each gap with the number of its paragraph."""
    number, gap = 0, True
    for line in lines:
        if line.number and gap:
            number += 1
            yield replace(line, paragraph=number)
        else:
            yield line
        gap = not line.number


def _blocks(
    text: str, made: dict[int, list[Lined]], source: list[list[Line]]
) -> tuple[list[_Block], list[_Table]]:  # fmt: skip
    """What is to be read; lines that stand as they were typed are made at once."""
    walk = _Walk(made, source)
    for token in _BLOCKS.parse(text.replace("\r", " ").replace(_SEAM, " ")):
        walk.take(token)
    return walk.blocks, walk.tables


class _Walk:
    """The blocks of a text, from the first token to the last."""

    def __init__(self, made: dict[int, list[Lined]], source: list[list[Line]]) -> None:
        self.made, self.source = made, source
        self.blocks: list[_Block] = []
        self.tables: list[_Table] = []
        self.depth = self.quoted = self.level = 0
        self.mark: tuple[int, str] = (-1, "")
        self.row: list[str] | None = None

    def take(self, token: Token) -> None:
        """The next token."""
        if token.type in ("bullet_list_open", "ordered_list_open", "bullet_list_close", "ordered_list_close"):
            self.depth += token.nesting
        elif token.type in ("blockquote_open", "blockquote_close"):
            self.quoted += token.nesting
        elif token.type in ("heading_open", "heading_close"):
            self.level = int(token.tag[1]) if token.nesting > 0 else 0
        elif token.type == "table_close":
            self.row = None
        elif token.map is not None:
            self._mapped(token, *token.map)

    def _mapped(self, token: Token, start: int, end: int) -> None:
        if token.type == "list_item_open":
            self.mark = (start, f"{token.info}{token.markup}" if token.info else "•")
        elif token.type in ("fence", "hr"):
            for place in range(start, min(end, len(self.source))):
                self.made[place] = _typed(self.source[place], "rule" if token.type == "hr" else "pre")
        elif token.type == "table_open":
            self.tables.append(_Table(start, end, []))
        elif token.type == "tr_open":
            self.row = []
            self.tables[-1].rows.append((start, end, self.row))
        elif token.type == "inline" and self.row is not None:
            self.row.append(token.content)
        elif token.type == "inline":
            self._paragraph(token, start)

    def _paragraph(self, token: Token, start: int) -> None:
        mark = self.mark[1] if self.mark[0] == start else ""
        self.mark = (-1, "")
        where = _Where(self.level, min(self.depth, DEEPEST), min(self.quoted, DEEPEST), mark)
        lines = token.content.split("\n")
        if self.depth or self.quoted or self.level:
            self.blocks.append(_Block(start, where, lines))
            return
        for place, line in enumerate(lines, start):
            if place == start or _DEFINES.match(line.strip()):
                kind: Kind = "note" if _DEFINES.match(line.strip()) else ""
                self.blocks.append(_Block(place, where, [], kind))
            self.blocks[-1].content.append(line)


def _named(blocks: Sequence[_Block]) -> dict[str, int]:
    """The footnotes by their labels, numbered in the order in which they stand; the first of a label counts."""
    labels = (found[1] for b in blocks if b.kind == "note" and (found := _DEFINES.match(b.content[0].strip())))
    return {label: number for number, label in enumerate(dict.fromkeys(labels), 1)}


class _Cut(Struct, frozen=True):
    """A line of the source: its content with a seam where a numbered line ends; numbered lines before and after it."""

    content: str
    before: int
    after: int


def _cut(lines: Sequence[Line], content: str, level: int) -> _Cut | None:
    """Where the content lies in the numbered lines; None where it cannot be found in them."""
    whole = " ".join(line.text for line in lines)
    start = whole.find(content, whole.find("#") + level) if level else len(whole) - len(content)
    if start < 0 or whole[start : start + len(content)] != content:
        return None
    seamed, before, after, place = list(content), 0, 0, -1
    for line in lines[:-1]:
        place += len(line.text) + 1
        before += place < start
        after += place >= start + len(content)
        if start <= place < start + len(content):
            seamed[place - start] = _SEAM
    return _Cut("".join(seamed), before, after)


def _read_block(
    block: _Block, source: list[list[Line]], notes: dict[str, int], made: dict[int, list[Lined]]
) -> None:  # fmt: skip
    """Makes the block's lines, each with its words; none where they cannot be told apart: they stand as typed."""
    content, mark = [line.strip() for line in block.content], block.where.mark
    if block.kind == "note" and (found := _DEFINES.match(content[0])):
        content[0], mark = content[0][found.end() :], str(notes[found[1]])
    own = source[block.start : block.start + len(content)]
    cuts = [_cut(lines, line, block.where.level) for lines, line in zip(own, content, strict=False)]
    known = [cut for cut in cuts if cut is not None]
    if len(known) < len(content) or sum(map(len, content)) > FORMATTED:
        return
    runs = _runs(_SEAM.join(cut.content for cut in known), notes)
    if len(runs) != sum(len(lines) - cut.before - cut.after for lines, cut in zip(own, known, strict=True)):
        return
    left = iter(runs)
    for place, (lines, cut) in enumerate(zip(own, known, strict=True)):
        words = [
            next(left) if cut.before <= number < len(lines) - cut.after else () for number in range(len(lines))
        ]  # fmt: skip
        made[block.start + place] = [
            _line(block, each, spans, "" if place or number else mark)
            for number, (each, spans) in enumerate(zip(lines, words, strict=True))
        ]


def _line(block: _Block, line: Line, spans: tuple[Span, ...], mark: str) -> Lined:
    where = block.where
    return Lined(line.number, line.text, 0, block.kind, where.level, where.depth, where.quoted, mark, line.opens, spans)


def _read_table(
    table: _Table, source: list[list[Line]], notes: dict[str, int], made: dict[int, list[Lined]]
) -> None:  # fmt: skip
    """Makes the table's lines; none where it is too wide, so that it stands as typed."""
    if max((len(cells) for _start, _end, cells in table.rows), default=99) > WIDEST:
        return
    ends = [start for start, _end, _cells in table.rows[1:]] + [table.end]
    rows = tuple(
        TableRow(source[start][0].number, source[end - 1][-1].number, tuple(_spans(cell, notes) for cell in cells))
        for (start, _end, cells), end in zip(table.rows, ends, strict=True)
    )
    lines = [line for own in source[table.start : table.end] for line in own]
    first, *others = (Lined(each.number, each.text, kind="within", begins=each.opens) for each in lines)
    made[table.start] = [replace(first, kind="table", rows=rows), *others]
    made.update((place, []) for place in range(table.start + 1, table.end))


def _runs(content: str, notes: dict[str, int]) -> list[tuple[Span, ...]]:
    """The words of a paragraph, those of each numbered line together."""
    runs: list[list[Span]] = [[]]
    for span in _spans(content, notes):
        for place, text in enumerate(span.text.split(_SEAM)):
            if place:
                runs.append([])
            if text or span.note:
                runs[-1].append(replace(span, text=text))
    return [tuple(run) for run in runs]


@lru_cache(maxsize=4_096)
def _inline(content: str) -> tuple[Span, ...]:
    """The words with their kinds, footnotes not yet called."""
    if not _SIGNS.search(content) or len(content) > FORMATTED:
        return (Span(content),) if content else ()
    open_: list[Token] = []
    found: list[Span] = []
    for token in _READER.parseInline(content)[0].children or ():
        if token.nesting > 0:
            open_.append(token)
        elif token.nesting < 0:
            open_.pop()
        elif token.content:
            found.append(_span(token, open_))
    return tuple(found)


def _span(token: Token, inside: Sequence[Token]) -> Span:
    kinds = dict.fromkeys(_KINDS[each.type] for each in inside if each.type in _KINDS)
    to = next((str(each.attrGet("href")) for each in inside if each.type == "link_open"), "")
    return Span(token.content, (*kinds, *(("code",) if token.type == "code_inline" else ())), to)


def _spans(content: str, notes: dict[str, int]) -> tuple[Span, ...]:
    """The words with their kinds; a footnote that the text has is called by its number."""
    return tuple(part for span in _inline(content) for part in _with_calls(span, notes))


def _with_calls(span: Span, notes: dict[str, int]) -> Iterator[Span]:
    end = 0
    for call in _CALLS.finditer(span.text) if "code" not in span.kinds else ():
        if call[1] not in notes:
            continue
        if call.start() > end:
            yield replace(span, text=span.text[end : call.start()])
        yield Span("", note=notes[call[1]])
        end = call.end()
    if span.text[end:]:
        yield replace(span, text=span.text[end:])
