"""A text in its numbered lines as HTML, for the motion's page and for the feed: letters escaped, links marked.

Made in code and not by a template: a motion of two hundred paragraphs has a thousand lines, each of them a few words.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rankandfile.shell.press.lined import Lined, Span, TableRow, lined
from rankandfile.shell.press.lined import forget as forget_lines

LOWEST = 6
"""The lowest level of a heading."""
_TAGS = {"strong": "strong", "emph": "em", "code": "code"}


def as_html(text: str, under: int = 2, anchors: bool = False) -> SafeString:
    """The text in its numbered lines; its headings stand below one of this level, and each line can be linked to."""
    return _as_html(text, under, anchors, get_language())


@lru_cache(maxsize=256)
def _as_html(text: str, under: int, anchors: bool, language: str | None) -> SafeString:
    words = _("paragraph")
    level, made = under, []
    for line in lined(text):
        if line.level:
            level = min(line.level + under, level + 1, LOWEST)
        made.append(_line(line, level, anchors, words))
    return SafeString(f'<ol class="numbered" data-read dir="auto">{"".join(made)}</ol>')


def forget() -> None:
    """Nothing that was made of a text is kept: one was erased."""
    _as_html.cache_clear()
    forget_lines()


def _line(line: Lined, level: int, anchors: bool, words: str) -> str:
    if line.kind == "within":
        return ""
    if line.kind == "empty":
        return "<li></li>"
    mark = f' id="line-{line.number}"' if anchors else ""
    place = _paragraph(line, anchors, words)
    if line.kind == "table":
        return f'<li class="tabled">{place}{_table(line.rows, anchors)}</li>'
    return f"<li{mark}{_classes(line)}>{place}{_number(line.number)}{_said(line, level)}</li>"


def _number(number: int) -> str:
    return f'<span class="no">{number}</span>'


def _paragraph(line: Lined, anchors: bool, words: str) -> str:
    if not line.paragraph:
        return ""
    mark = f' id="paragraph-{line.paragraph}"' if anchors else ""
    said = f'<bdi class="unseen">{words} </bdi><span aria-hidden="true">¶</span>{line.paragraph}'
    return f'<span class="par"{mark}>{said}</span>'


def _classes(line: Lined) -> str:
    """How far in it stands, and what it is."""
    names = [f"in{min(line.depth, 4)}"] * bool(line.depth) + [f"quoted{min(line.quoted, 3)}"] * bool(line.quoted)
    names += [line.kind] * (line.kind in ("pre", "note", "rule"))
    return f' class="{" ".join(names)}"' if names else ""


def _said(line: Lined, level: int) -> str:
    if line.kind == "rule":
        return "<hr>"
    mark = ""
    if line.mark:
        mark = f"<sup>{line.mark}</sup> " if line.kind == "note" else f'<span class="mark">{escape(line.mark)} </span>'
    words = mark + _words(line.spans)
    if not line.level:
        return words
    is_one = line.begins and any(span.text.strip() for span in line.spans)
    heading = f' role="heading" aria-level="{level}"' if is_one else ""
    return f'<strong class="level{min(line.level, 4)}"{heading}>{words}</strong>'


def _words(spans: Iterable[Span]) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    if span.note:
        return f"<sup>{span.note}</sup>"
    words: str = escape(span.text)
    for kind in reversed(span.kinds):
        words = f"<{_TAGS[kind]}>{words}</{_TAGS[kind]}>"
    if span.to:
        words = f'<a href="{escape(span.to)}" rel="nofollow noopener ugc">{words}</a>'
    return words


def _table(rows: tuple[TableRow, ...], anchors: bool) -> str:
    return f'<div class="wide" tabindex="0"><table>{"".join(_rows(rows, anchors))}</table></div>'


def _rows(rows: tuple[TableRow, ...], anchors: bool) -> Iterator[str]:
    for place, row in enumerate(rows):
        mark = f' id="line-{row.first}"' if anchors else ""
        numbers = f"{row.first}" if row.first == row.last else f"{row.first}–{row.last}"
        more = (f'<span id="line-{n}"></span>' for n in range(row.first + 1, row.last + 1)) if anchors else ()
        tag = 'th scope="col"' if place == 0 else "td"
        cells = "".join(f"<{tag}>{_words(cell)}</{tag[:2]}>" for cell in row.cells)
        yield f'<tr{mark}><td class="no">{"".join(more)}{numbers}</td>{cells}</tr>'
