"""Pandoc's syntax tree as Markdown of the kind that motions have (docs/texts.md), and what of it no motion has.

Every word stays, and reads as it read: signs that Markdown would read are put so that they stand for themselves, and
where emphasis would not be read as it was meant, it is left off. What is not a word is counted under its name.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ..press.lined import SAFE, WIDEST, lined

Tree = dict[str, Any]
DEEPEST = 60
"""Blocks or kinds of emphasis in each other; what is deeper stands where this deep stands."""
PARAGRAPHS = 10_000
"""Paragraphs up to which emphasis is looked at; the words of more are taken plain."""
_SIGNS = re.compile(
    r"([\\`*])|(_+)(?=\W|$)|(?:(?<=\W)|(?<=^))(_+)|(\[)(?=\^)|(\](?=[(\[]))|(<)(?=[A-Za-z/!?])|(&)(?=#|\w+;)"
)
_BEGINS = re.compile(
    r"^(\s*)(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[-*_](?=(?:\s*[-*_]){2,}\s*$)|~~~|\|)|^(\s*\d{1,9})([.)])(?=\s|$)"
)
_MARKS = {"Emph": "*", "Strong": "**"}
_PLAIN = frozenset({"Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"})


class Understood:
    """The Markdown of a tree, made once: `title`, `blocks`, and how often what was `found` and what was `left`."""

    def __init__(self, tree: Tree) -> None:
        self.found: Counter[str] = Counter()
        self.left: Counter[str] = Counter()
        self.notes: list[str] = []
        self._deep = self._checked = 0
        meta = tree.get("meta", {}).get("title", {})
        self.title = self._flat(meta.get("c", [])) if meta.get("t") in ("MetaInlines", "MetaString") else ""
        body = "\n\n".join(block for block in self._blocks(tree.get("blocks", [])) if block.strip())
        self.text = "\n\n".join([body, *self.notes]).strip() + "\n"

    def _flat(self, inlines: Any) -> str:
        """The words on one line, without signs."""
        return inlines if isinstance(inlines, str) else " ".join("".join(self._words(inlines, bare=True)).split())

    def _blocks(self, blocks: Sequence[Tree]) -> Iterator[str]:
        self._deep += 1
        for block in blocks if self._deep < DEEPEST else ():
            kind = block["t"]
            made = getattr(self, f"_{kind.lower()}", None)
            if made is not None:
                yield made(block.get("c"))
            elif kind != "Null":
                self.left["raw"] += 1
        self.left["raw"] += self._deep >= DEEPEST and len(blocks)
        self._deep -= 1

    def _plain(self, inlines: Sequence[Tree]) -> str:
        return self._said(inlines)

    _para = _plain

    def _header(self, own: Sequence[Any]) -> str:
        self.found["headings"] += 1
        words = self._said(own[2]).replace("\n", " ")
        return f"{'#' * min(int(own[0]), 6)} {words.strip()}" if words.strip() else ""

    def _lineblock(self, lines: Sequence[Any]) -> str:
        return "\n".join(self._said(line) for line in lines)

    def _codeblock(self, own: Sequence[Any]) -> str:
        fence = "```"
        while fence in own[1]:
            fence += "`"
        return f"{fence}\n{own[1]}\n{fence}"

    def _rawblock(self, _own: Any) -> str:
        self.left["raw"] += 1
        return ""

    def _horizontalrule(self, _own: Any) -> str:
        return "***"

    def _div(self, own: Sequence[Any]) -> str:
        return "\n\n".join(self._blocks(own[1]))

    def _blockquote(self, blocks: Sequence[Tree]) -> str:
        self.found["quotations"] += 1
        whole = "\n\n".join(self._blocks(blocks))
        return "\n".join(f"> {line}".rstrip() for line in whole.split("\n"))

    def _bulletlist(self, items: Sequence[Any]) -> str:
        self.found["lists"] += 1
        return "\n".join(_item("- ", self._item(item)) for item in items)

    def _orderedlist(self, own: Sequence[Any]) -> str:
        """Numbers stay numbers; letters and Roman figures stand before their words, because people cite them."""
        self.found["lists"] += 1
        (first, style, around), items = own
        return "\n".join(
            _item(_number(first + place, style["t"], around["t"]), self._item(item)) for place, item in enumerate(items)
        )

    def _item(self, blocks: Sequence[Tree]) -> str:
        """A list's item: blocks of words apart from each other, a list inside right below its words."""
        made, whole = list(self._blocks(blocks)), ""
        for block, text in zip(blocks, made, strict=False):
            tight = block["t"] in ("BulletList", "OrderedList")
            whole += text if not whole else ("\n" if tight else "\n\n") + text
        return whole

    def _definitionlist(self, entries: Sequence[Any]) -> str:
        parts = []
        for term, meanings in entries:
            told = [block for meaning in meanings for block in self._blocks(meaning)]
            parts += [f"**{self._said(term).strip()}**", *told]
        return "\n\n".join(parts)

    def _figure(self, own: Sequence[Any]) -> str:
        return "\n\n".join(self._blocks(own[2]))

    def _table(self, own: Sequence[Any]) -> str:
        self.found["tables"] += 1
        _attributes, _caption, columns, head, bodies, foot = own
        heads = [row for row in head[1] if any(cell[4] for cell in row[1])]
        rows = [*heads, *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
        width = max(len(columns), 1)
        self.left["wide"] += width > WIDEST
        lines = [self._row(row, width) for row in rows]
        return "\n".join([*lines[:1], "|" + " --- |" * width, *lines[1:]]) if lines else ""

    def _row(self, row: Sequence[Any], width: int) -> str:
        cells: list[str] = []
        for _attributes, _align, high, wide, blocks in row[1]:
            self.left["cells"] += high > 1 or wide > 1
            said = " ".join(" ".join(self._blocks(blocks)).split())
            cells += [said.replace("\\|", "|").replace("|", "\\|"), *[""] * (min(wide, width) - 1)]
        return "| " + " | ".join([*cells, *[""] * (width - len(cells))][:width]) + " |"

    def _said(self, inlines: Sequence[Tree]) -> str:
        """A paragraph's words; plain where its emphasis would not be read as it was meant."""
        self._checked += 1
        if self._checked > PARAGRAPHS:
            return _apart("".join(self._words(inlines, marks=False)))
        notes, found, left = len(self.notes), self.found.copy(), self.left.copy()
        said = _apart("".join(self._words(_merged(inlines))))
        if _reads_as(said, "".join(self._words(_merged(inlines), bare=True, counts=False))):
            return said
        del self.notes[notes:]
        self.found, self.left = found, left
        return _apart("".join(self._words(inlines, marks=False)))

    def _words(
        self, inlines: Sequence[Tree], bare: bool = False, marks: bool = True, counts: bool = True
    ) -> Iterator[str]:  # fmt: skip
        """The words; `bare` without any sign, and with `counts` off without any effect."""
        self._deep += 1
        for one in inlines if self._deep < DEEPEST else ():
            yield from self._word(one["t"], one.get("c"), bare, marks, counts)
        self._deep -= 1

    def _word(self, kind: str, own: Any, bare: bool, marks: bool, counts: bool) -> Iterator[str]:
        if kind == "Str":
            yield own if bare else _quoted(own)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield "\n" if kind == "LineBreak" else " "
        elif kind in _MARKS or kind in _PLAIN:
            self.left["formats"] += kind in _PLAIN and counts
            yield _marked(
                "".join(self._words(own, bare, marks, counts)), _MARKS.get(kind, "") if marks and not bare else ""
            )
        elif kind == "Quoted":
            opens, closes = ("‘", "’") if own[0]["t"] == "SingleQuote" else ("“", "”")
            yield from (opens, *self._words(own[1], bare, marks, counts), closes)
        elif kind == "Cite":
            yield from self._words(own[1], bare, marks, counts)
        else:
            yield from self._more(kind, own, bare, marks, counts)

    def _more(self, kind: str, own: Any, bare: bool, marks: bool, counts: bool) -> Iterator[str]:
        if kind == "Span":
            yield from self._span(own, bare, marks, counts)
        elif kind in ("Code", "Math"):
            self.left["math"] += kind == "Math" and counts
            yield own[1] if bare else _code(own[1])
        elif kind == "Link":
            yield from self._link(own, bare, marks, counts)
        elif kind == "Note":
            yield from () if bare or not counts else (self._note(own),)
        elif counts:
            self.left["images" if kind == "Image" else "raw"] += 1

    def _span(self, own: Any, bare: bool, marks: bool, counts: bool) -> Iterator[str]:
        """Words with an attribute: changes that were tracked, comments."""
        classes = own[0][1]
        self.left["changes"] += counts and bool({"insertion", "deletion"} & set(classes))
        self.left["comments"] += counts and "comment-start" in classes
        if not {"deletion", "comment-start"} & set(classes):
            yield from self._words(own[1], bare, marks, counts)

    def _link(self, own: Any, bare: bool, marks: bool, counts: bool) -> Iterator[str]:
        _attributes, inlines, (to, _title) = own
        said = "".join(self._words(inlines, bare, marks, counts))
        is_safe = SAFE.fullmatch(to) is not None and not re.search(r"[<>()\\]", to) and bool(said.strip())
        if bare or not is_safe:
            self.left["links"] += counts and not is_safe and not to.startswith("#")
            yield said
            return
        self.found["weblinks"] += counts
        yield f"[{said.strip()}]({to})"

    def _note(self, blocks: Sequence[Tree]) -> str:
        self.found["footnotes"] += 1
        number = self.found["footnotes"]
        place = len(self.notes)
        self.notes.append("")
        said = " ".join(" ".join(self._blocks(blocks)).split())
        self.notes[place] = f"[^{number}]: {said}"
        return f"[^{number}]"


def _item(mark: str, text: str) -> str:
    """The item, its other lines below its words."""
    inset = " " * (2 if mark.startswith("-") else len(mark))
    return mark + "\n".join(f"{inset}{line}".rstrip() for line in text.split("\n")).lstrip()


def _number(number: int, style: str, around: str) -> str:
    """What stands before an item of a numbered list."""
    if style in ("Decimal", "DefaultStyle", "Example"):
        return f"{max(number, 0)}. " if around not in ("OneParen", "TwoParens") else f"{max(number, 0)}) "
    said = _letters(number) if style.endswith("Alpha") else _roman(number)
    said = said.upper() if style.startswith("Upper") else said
    return f"- ({said}) " if around == "TwoParens" else f"- {said}) " if around == "OneParen" else f"- {said}. "


def _letters(number: int) -> str:
    said = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        said = chr(ord("a") + letter) + said
    return said


def _roman(number: int) -> str:
    said = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"), strict=True,
    ):  # fmt: skip
        while number >= value and len(said) < 40:
            said, number = said + sign, number - value
    return said


def _merged(inlines: Sequence[Tree]) -> list[Tree]:
    """The same, with neighbours of one kind of emphasis in one: writing programs split them at every edit."""
    made: list[Tree] = []
    for one in inlines:
        if made and one["t"] in _MARKS and made[-1]["t"] == one["t"]:
            made[-1] = {"t": one["t"], "c": [*made[-1]["c"], *one["c"]]}
        else:
            made.append(one)
    return made


def _marked(words: str, mark: str) -> str:
    """The words between marks, white space outside of them."""
    inner = words.strip()
    if not mark or not inner or "\n" in inner:
        return words
    start = len(words) - len(words.lstrip())
    return f"{words[:start]}{mark}{inner}{mark}{words[start + len(inner) :]}"


def _quoted(text: str) -> str:
    return _SIGNS.sub(lambda signs: "".join(f"\\{sign}" for sign in signs[0]), text)


def _code(text: str) -> str:
    words = " ".join(text.split())
    fence = "`"
    while fence in words:
        fence += "`"
    edge = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{edge}{words}{edge}{fence}" if words else ""


def _apart(said: str) -> str:
    """A paragraph of which no line begins like a heading, a list or a quotation."""
    lines = (" ".join(line.split()) for line in said.split("\n"))
    return "\n".join(_BEGINS.sub(_put_apart, line) for line in lines if line)


def _put_apart(begin: re.Match[str]) -> str:
    return f"{begin[1]}\\{begin[2]}" if begin[2] else f"{begin[3]}\\{begin[4]}"


def _reads_as(said: str, bare: str) -> bool:
    """Whether the Markdown reads as these words."""
    if said == bare:
        return not _SIGNS.search(said)
    read = "".join(span.text for line in lined(said) for span in line.spans if not line.rows)
    return "".join(re.sub(r"\[\^\d+\]", "", read).split()) == "".join(bare.split())
