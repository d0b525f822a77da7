"""Papers as bytes, and the links to them. A few are kept; each process sets one at a time."""

from functools import lru_cache
from importlib.util import find_spec
from threading import Lock

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.shell.press.booklet import Booklet
from rankandfile.shell.press.epub import epub
from rankandfile.shell.press.plain import plain
from rankandfile.shell.press.sheet import Sheet
from rankandfile.shell.press.typeset import paged, typeset, typeset_sheet
from rankandfile.shell.trouble import Busy

from .pieces import Can

TYPES = {"pdf": "application/pdf", "epub": "application/epub+zip", "md": "text/markdown; charset=utf-8"}
WAIT, SECONDS = 20, 30
"""Seconds that a reader waits for the press to be free; seconds of CPU that it may take for a volume."""
_PRESS = Lock()


class Volume(Struct, frozen=True):
    """One of several volumes, and where it is."""

    number: int
    first: str
    last: str
    url: str


def made(volumes: tuple[Booklet, ...], ending: str, number: int) -> bytes:
    """The volume of that number, from 1, as a file.

    Raises Busy where the press is not free in time, NotTypeset where a paper takes too long.
    """
    if ending != "pdf":
        own = volumes[number - 1]
        return epub(own) if ending == "epub" else plain(own).encode()
    if not _PRESS.acquire(timeout=WAIT):
        raise Busy("The press is at work on other papers.")
    try:
        told = _paged(volumes) if len(volumes) > 1 else volumes
        return _set(told[number - 1], number, len(volumes))
    finally:
        _PRESS.release()


def sheet_made(own: Sheet) -> bytes:
    """The digest as PDF. Raises as `made` does."""
    if not _PRESS.acquire(timeout=WAIT):
        raise Busy("The press is at work on other papers.")
    try:
        return _set_sheet(own)
    finally:
        _PRESS.release()


@lru_cache(maxsize=4)
def _set_sheet(own: Sheet) -> bytes:
    return typeset_sheet(own, SECONDS).pdf


@lru_cache(maxsize=1)
def _paged(volumes: tuple[Booklet, ...]) -> tuple[Booklet, ...]:
    return paged(volumes, SECONDS)


@lru_cache(maxsize=8)
def _set(booklet: Booklet, number: int, of: int) -> bytes:
    return typeset(booklet, number, of, SECONDS).pdf


def forget() -> None:
    """No paper is kept: a text that may stand in one was erased or closed."""
    _paged.cache_clear()
    _set.cache_clear()
    _set_sheet.cache_clear()


def is_possible(ending: str) -> bool:
    """Whether papers of this kind can be made here: a PDF needs Typst."""
    return ending in TYPES and (ending != "pdf" or find_spec("typst") is not None)


def ways(page: str, *about: str | int) -> tuple[Can, ...]:
    """The links to the paper in each form that can be made here."""
    labels = {"pdf": _("Print: PDF"), "epub": _("For a reading device: EPUB"), "md": _("As plain text: Markdown")}
    return tuple(
        Can(label, reverse(page, args=[*about, ending])) for ending, label in labels.items() if is_possible(ending)
    )


def listed(parts: tuple[Booklet, ...], url: str) -> tuple[Volume, ...]:
    """The volumes with the first and last text of each."""
    return tuple(_volume(number, part, url) for number, part in enumerate(parts, 1))


def _volume(number: int, part: Booklet, url: str) -> Volume:
    names = [text.id or text.title for own in part.parts for text in own.texts]
    return Volume(number, names[0] if names else "", names[-1] if names else "", f"{url}?volume={number}")
