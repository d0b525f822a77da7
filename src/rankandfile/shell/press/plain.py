"""A booklet as plain Markdown: what a program, a mail or a reader of few means can use.

Texts in numbered lines keep their numbers. Other texts are written anew from their nodes, and every sign of theirs that
Markdown would read is put so that it stands for itself.
"""

import re
from collections.abc import Iterator

from .booklet import Booklet, Node, Text, index, texts

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")
_FIRST = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)


def plain(booklet: Booklet) -> str:
    """The booklet as one text in Markdown."""
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(_paragraphs(booklet))).strip() + "\n"


def _paragraphs(booklet: Booklet) -> Iterator[str]:
    yield f"# {_quoted(booklet.title)}"
    yield from map(_quoted, (booklet.organisation, booklet.subtitle, *booklet.facts))
    for part in booklet.parts:
        yield f"# {_quoted(part.title)}"
        yield _quoted(part.note)
        for text in part.texts:
            yield from _text(booklet, text)
    known = list(texts(booklet))
    for title, of in ((booklet.words.people, "by"), (booklet.words.branches, "branch")):
        rows = [f"- {_quoted(name)}: {_named(known, places)}" for name, places in index(booklet, of)]  # type: ignore[arg-type]
        if rows:
            yield f"# {_quoted(title)}"
            yield "\n".join(rows)


def _named(known: list[Text], places: tuple[int, ...]) -> str:
    return ", ".join(_quoted(known[place].id or known[place].title) for place in places)


def _text(booklet: Booklet, text: Text) -> Iterator[str]:
    notes: list[str] = []
    yield f"## {_quoted(f'{text.id} · {text.title}' if text.id else text.title)}"
    yield from map(_quoted, text.facts)
    yield from (_block(node, booklet, notes) for node in text.body)
    yield from (f"{number}\\. {note}" for number, note in enumerate(notes, 1))


def _block(node: Node, booklet: Booklet, notes: list[str]) -> str:
    inside = [_block(part, booklet, notes) for part in node.parts]
    if node.kind == "lines":
        return "```\n" + "\n".join(_line(line, booklet) for line in node.parts) + "\n```"
    if node.kind in ("list", "numbered"):
        return "\n".join(_item(text, f"{node.number + n}. " if node.number else "- ") for n, text in enumerate(inside))
    if node.kind == "table":
        return "\n".join([inside[0], "|" + " --- |" * node.number, *inside[1:]])
    if node.kind == "row":
        return "| " + " | ".join(cell.replace("\n", " ") for cell in inside) + " |"
    if node.kind in ("item", "quote"):
        whole = "\n\n".join(inside)
        return whole if node.kind == "item" else "\n".join(f"> {line}" for line in whole.split("\n"))
    return _short(node, "".join(inside), booklet, notes)


def _short(node: Node, inside: str, booklet: Booklet, notes: list[str]) -> str:
    if node.kind == "note":
        notes.append(inside)
        return f" ({len(notes)})"
    fixed = {"rule": "* * *", "break": "\\\n"}
    if node.kind in fixed:
        return fixed[node.kind]
    shaped = {
        "heading": f"{'#' * max(node.number, 1)} {inside}", "label": f"### {_quoted(node.text)}",
        "added": f"[{booklet.words.added}: {_quoted(node.text)}]",
        "removed": f"[{booklet.words.removed}: {_quoted(node.text)}]",
        "strong": f"**{inside}**", "emph": f"*{inside}*", "code": _fenced(node.text, "`"),
        "pre": _fenced(f"\n{_whole(node.text)}\n", "```"), "link": f"[{inside}](<{_address(node.to)}>)",
    }  # fmt: skip
    return shaped.get(node.kind, _quoted(node.text) + inside)


def _item(text: str, mark: str) -> str:
    return mark + text.replace("\n", "\n" + " " * len(mark))


def _line(line: Node, booklet: Booklet) -> str:
    words = {"added": booklet.words.added, "removed": booklet.words.removed}
    if line.mark == "gap":
        return f"     ⋯ {booklet.words.left_out}"
    text = line.text or "".join(f"[{words[p.kind]}: {p.text}]" if p.kind in words else p.text for p in line.parts)
    said = f"[{words[line.mark]}: {_whole(text)}]" if line.mark else _whole(text)
    return f"{line.number or '':>4} {said.replace('```', '` ` `')}".rstrip()


def _fenced(text: str, fence: str) -> str:
    while fence in text:
        fence += "`"
    return f"{fence}{_whole(text)}{fence}"


def _address(address: str) -> str:
    return re.sub(r"[<>\s]", "", address)


def _whole(text: str) -> str:
    return text.replace("\u200b", "")


def _quoted(text: str) -> str:
    """The letters so that Markdown reads none of them as a sign."""
    return _FIRST.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", _whole(text)))
