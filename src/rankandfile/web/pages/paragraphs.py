"""The paragraphs of a text, to choose from: by their lines, and how each begins."""

from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.text import numbered

from ..templatetags.pieces import isolated

BEGINNING = 40
"""Characters of a paragraph by which it can be told from others."""


class Paragraph(Struct, frozen=True):
    """A paragraph: its first and last line, and how it begins."""

    first: int
    last: int
    title: str


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of the text, each by its lines and how it begins."""
    found: list[Paragraph] = []
    for line in numbered(text):
        if line.number and line.opens:
            found.append(Paragraph(line.number, line.number, _("Line {first}: {words}")))
        elif line.number:
            found[-1] = Paragraph(found[-1].first, line.number, _("Lines {first} to {last}: {words}"))
    begins = {line.number: isolated(_beginning(line.text)) for line in numbered(text)}
    return tuple(
        Paragraph(p.first, p.last, p.title.format(first=p.first, last=p.last, words=begins[p.first])) for p in found
    )


def _beginning(words: str) -> str:
    return words if len(words) <= BEGINNING else f"{words[:BEGINNING].rsplit(' ', 1)[0].rstrip()} …"
