"""What members wrote, Markdown, as nodes: paragraphs, lists, tables, footnotes, numbered lines.

The reading is that of the pages: CommonMark and tables, no HTML, no images, links to http, https and mailto alone. What
cannot be set well is set plainly and stays readable: very deep nesting, very wide tables, very long words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from .booklet import Direction, Mark, Node
from .lined import Lined, Span, TableRow, lined, safe_reader

FORMATTED = 50_000
"""Characters up to which Markdown is formatted, as on the pages; a longer text is set as it was typed."""
DEEPEST, WIDEST, HEADINGS = 10, 10, 6
"""Blocks inside blocks; columns of a table; levels of headings in a PDF that a screen reader can follow."""
LONG = 34
"""Letters after which a word may be broken where it has no other place for it."""
_READER = safe_reader()
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(.*(?:\n(?: {2,}|\t).*)*)", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\]")
_WORD = re.compile(rf"\S{{{LONG + 1},}}")
_SIMPLE = {"strong_open": "strong", "em_open": "emph", "link_open": "link"}
_BLOCKS = {
    "paragraph_open": "paragraph", "bullet_list_open": "list", "list_item_open": "item", "blockquote_open": "quote",
    "tr_open": "row",
}  # fmt: skip


def direction(text: str) -> Direction:
    """From where the text is read, by its first letter that has a direction, as browsers do."""
    for letter in text[:4_000]:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def language(text: str, else_it_is: str) -> str:
    """The language that a screen reader is told, by the letters that the text is written in."""
    counted = {"ar": 0, "el": 0, "zh": 0, "": 0}
    for letter in text[:4_000]:
        if letter.isalpha():
            counted[_script(ord(letter))] += 1
    most = max(counted, key=lambda each: counted[each])
    return most or ("en" if else_it_is in ("ar", "el", "zh") else else_it_is)


def _script(point: int) -> str:
    if 0x370 <= point < 0x400 or 0x1F00 <= point < 0x2000:
        return "el"
    if 0x600 <= point < 0x780 or 0xFB50 <= point < 0xFE00 or 0xFE70 <= point < 0xFF00:
        return "ar"
    return "zh" if 0x3400 <= point < 0xA000 or 0x20000 <= point < 0x32000 else ""


def breakable(text: str) -> str:
    """The text with a place to break, which nobody sees, in each word that is longer than a line may be."""
    return _WORD.sub(lambda word: _broken(word[0]), text)


def _broken(word: str) -> str:
    if any(unicodedata.east_asian_width(letter) == "W" for letter in word):
        return word
    return "\u200b".join(word[start : start + LONG] for start in range(0, len(word), LONG))


def lines(text: str) -> tuple[Node, ...]:
    """The text in the numbered lines in which a meeting handles it, its Markdown read; one node."""
    return (Node("lines", parts=tuple(map(_numbered, lined(text)))),)


def _numbered(line: Lined) -> Node:
    mark: Mark = "within" if line.kind == "within" else ""
    parts = _within_line(line)
    if parts == (Node("text", breakable(line.text)),):
        parts = ()
    return Node("line", breakable(line.text), parts, line.number, mark=mark, paragraph=line.paragraph)


def _within_line(line: Lined) -> tuple[Node, ...]:
    """The line as it is set; nothing where it stands as it was typed."""
    if line.kind == "table":
        return (
            Node("tabled", parts=tuple(map(_table_row, line.rows)), number=max(len(r.cells) for r in line.rows) + 1),
        )
    if line.kind == "rule":
        return (Node("rule"),)
    if line.kind == "pre":
        return (Node("code", breakable(line.text)),)
    words = tuple(map(_spanned, line.spans))
    if line.mark:
        words = (Node("sup" if line.kind == "note" else "text", line.mark), Node("text", " "), *words)
    if line.level and words:
        words = (Node("titled", parts=words, number=line.level),)
    # In steps of half a list: what goes on in the next line begins below the words, not below their mark.
    inset = 2 * (line.depth + line.quoted) + (0 if line.mark or not line.depth else 1)
    return (
        (Node("inset", parts=words or (Node("text", " "),), number=inset),) if inset else words or (Node("text", " "),)
    )


def _table_row(row: TableRow) -> Node:
    said = f"{row.first}" if row.first == row.last else f"{row.first}–{row.last}"
    cells = (Node("cell", parts=tuple(map(_spanned, cell))) for cell in row.cells)
    return Node("row", parts=(Node("cell", parts=(Node("number", said),)), *cells))


def _spanned(span: Span) -> Node:
    if span.note:
        return Node("sup", str(span.note))
    made = Node("code" if "code" in span.kinds else "text", breakable(span.text))
    for kind in span.kinds:
        made = Node(kind, parts=(made,)) if kind != "code" else made
    return Node("link", parts=(made,), to=span.to) if span.to and _shows(made) else made


def marked(text: str, under: int = 2) -> tuple[Node, ...]:
    """The Markdown as blocks; its headings stand below one of this level and skip none."""
    if len(text) > FORMATTED:
        return tuple(_as_typed(text))
    notes = {label: " ".join(body.split()) for label, body in _NOTE.findall(text)}
    tokens = _READER.parse(_NOTE.sub("", text))
    found = tuple(_blocks(_Reading(tokens, notes), 0))
    return tuple(_in_steps(found, under))


def within(text: str) -> tuple[Node, ...]:
    """The Markdown as blocks inside a text of somebody else's: its headings are no steps through the paper."""
    return tuple(_unstepped(marked(text)))


def _unstepped(blocks: Iterable[Node]) -> Iterator[Node]:
    for block in blocks:
        strong = Node("strong", parts=block.parts)
        yield Node("paragraph", parts=(strong,)) if block.kind == "heading" else block


def plainly(text: str) -> tuple[Node, ...]:
    """Sentences of ours as paragraphs, letter by letter."""
    return tuple(Node("paragraph", parts=(Node("text", breakable(each)),)) for each in text.split("\n") if each.strip())


def _as_typed(text: str) -> Iterator[Node]:
    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph.strip():
            yield Node("pre", breakable(paragraph.strip("\n")))


def _in_steps(blocks: Iterable[Node], under: int) -> Iterator[Node]:
    """Headings one step deeper at most than the one before, so that whoever hears the paper finds the way.

    One without a letter to show is none.
    """
    level = under
    for block in blocks:
        if block.kind == "heading" and not _shows(block):
            yield Node("paragraph", parts=block.parts)
        elif block.kind == "heading":
            level = min(under + block.number, level + 1, HEADINGS)
            yield Node("heading", parts=block.parts, number=level)
        else:
            yield block


def _shows(node: Node) -> bool:
    return any(unicodedata.category(letter)[0] in "LNPS" for letter in node.text) or any(map(_shows, node.parts))


class _Reading:
    """Tokens being read, from the first to the last, and the footnotes that can be called."""

    def __init__(self, tokens: Sequence[Token], notes: dict[str, str]) -> None:
        self.tokens, self.notes, self.place = tokens, notes, 0

    def next(self) -> Token | None:
        """The next token, or None behind the last."""
        if self.place >= len(self.tokens):
            return None
        self.place += 1
        return self.tokens[self.place - 1]


def _blocks(reading: _Reading, depth: int) -> Iterator[Node]:
    """The blocks up to the end of the one that they stand in."""
    while (token := reading.next()) is not None:
        if token.nesting < 0:
            return
        yield from _block(reading, token, depth)


def _block(reading: _Reading, token: Token, depth: int) -> Iterator[Node]:
    if token.nesting > 0:
        yield from _opened(reading, token, depth)
    elif token.type == "inline":
        yield from _spans(token, reading.notes)
    elif token.type == "hr":
        yield Node("rule")
    elif token.content.strip():
        yield Node("pre", breakable(token.content.rstrip("\n")))


def _opened(reading: _Reading, token: Token, depth: int) -> Iterator[Node]:
    parts = tuple(_blocks(reading, depth + 1))
    if token.type == "heading_open":
        # Inside a list or a quotation a heading is no step on the way through the paper.
        yield (
            Node("paragraph", parts=(Node("strong", parts=parts),))
            if depth
            else Node("heading", parts=parts, number=int(token.tag[1]))
        )
    elif token.type == "table_open":
        yield from _table(parts)
    elif token.type == "ordered_list_open":
        yield Node("numbered", parts=parts, number=int(token.attrGet("start") or 1) % 1_000_000)
    elif token.type in ("th_open", "td_open"):
        yield Node("cell", parts=parts)
    elif token.type in ("thead_open", "tbody_open") or depth > DEEPEST:
        yield from parts
    else:
        yield Node(_BLOCKS.get(token.type, "paragraph"), parts=parts)


def _table(rows: tuple[Node, ...]) -> Iterator[Node]:
    width = max((len(row.parts) for row in rows), default=0)
    if 0 < width <= WIDEST:
        yield Node("table", parts=rows, number=width)
        return
    for row in rows:
        between = [(Node("text", " | "), *cell.parts) for cell in row.parts]
        yield Node("paragraph", parts=tuple(node for cell in between for node in cell)[1:])


def _spans(token: Token, notes: dict[str, str]) -> Iterator[Node]:
    """What stands in one paragraph."""
    stack: list[tuple[Token | None, list[Node]]] = [(None, [])]
    for child in token.children or ():
        if child.nesting > 0:
            stack.append((child, []))
        elif child.nesting < 0 and len(stack) > 1:
            opened, parts = stack.pop()
            assert opened is not None
            # What is deep inside stays as words: no reader tells ten kinds of emphasis apart.
            stack[-1][1].extend((_span(opened, tuple(parts)),) if len(stack) <= DEEPEST else parts)
        else:
            stack[-1][1].extend(_leaf(child, notes))
    yield from (node for _opened, parts in stack for node in parts)


def _span(token: Token, parts: tuple[Node, ...]) -> Node:
    kind = _SIMPLE.get(token.type, "span")
    to = str(token.attrGet("href") or "") if kind == "link" else ""
    return (
        Node(kind, parts=parts, to=to)
        if kind != "link" or (to and any(map(_shows, parts)))
        else Node("span", parts=parts)
    )


def _leaf(token: Token, notes: dict[str, str]) -> Iterator[Node]:
    if token.type in ("softbreak", "hardbreak"):
        yield Node("break") if token.type == "hardbreak" else Node("text", " ")
    elif token.type == "code_inline":
        yield Node("code", breakable(token.content))
    elif token.content:
        yield from _with_notes(token.content, notes)


def _with_notes(text: str, notes: dict[str, str]) -> Iterator[Node]:
    """The words, with the footnotes that they call where they call them; a call of none stays as it was typed."""
    end = 0
    for call in _REFERENCE.finditer(text):
        if call[1] not in notes:
            continue
        if call.start() > end:
            yield Node("text", breakable(text[end : call.start()]))
        yield Node("note", parts=_note(notes[call[1]]))
        end = call.end()
    if text[end:]:
        yield Node("text", breakable(text[end:]))


def _note(text: str) -> tuple[Node, ...]:
    inline = _READER.parseInline(text)[0]
    return tuple(_spans(inline, {})) or (Node("text", "–"),)
