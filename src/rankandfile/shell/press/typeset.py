"""A booklet as PDF, in volumes where it is large. Typst runs in a child process that can reach nothing but one folder.

The child has no environment and its own limits of CPU time, memory and files; a text that would take for ever costs the
reader this one paper. It is killed after four times its CPU time by the clock on the wall.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..trouble import NotInstalled, Trouble
from . import fonts
from .booklet import Booklet, Elsewhere, Node, Part, Text, index, texts
from .sheet import ANSWERS, SPACES, Sheet, first_space, most_pages

SECONDS = 120
"""Of CPU for one volume."""
VOLUME = 1_500_000
"""Characters of a volume: some six hundred pages."""
FEW = 10
"""Up to so many short texts are found without a list of contents."""
_BOOKLET, _SHEET = (files(__package__) / name for name in ("booklet.typ", "sheet.typ"))


class NotTypeset(Trouble):
    """Typst could not set the paper within its limits."""


class Typeset(Struct, frozen=True):
    """One volume as PDF."""

    pdf: bytes
    lacking: tuple[str, ...]
    """Letters for which this machine has no font; a sign stands in their places, and the front says so."""
    untagged: str
    """Why it is not tagged for screen readers (PDF/UA-1); empty where it is."""
    size: float = 0
    """Points of the type, where it is made to fit; 0 where it is not."""

    @property
    def packages(self) -> tuple[str, ...]:
        """The packages of Debian with fonts for the letters that lack one."""
        return fonts.packages_for(self.lacking)


def volumes(booklet: Booklet, most: int = VOLUME) -> tuple[Booklet, ...]:
    """The booklet itself, or several of at most so many characters each; a text is never divided."""
    whole: list[list[Part]] = [[]]
    room = most
    for part in booklet.parts:
        for place, text in enumerate(part.texts or (None,)):
            size = _size(text) if text else 0
            if size > room and any(each.texts for each in whole[-1]):
                whole.append([])
                room = most
            room -= size
            _put(whole[-1], part, text, begins=place == 0)
    return tuple(_volume(booklet, whole, number) for number in range(len(whole)))


def _volume(booklet: Booklet, whole: list[list[Part]], own: int) -> Booklet:
    """The volume of that number, from 0; it knows what stands in the others."""
    others = (
        Elsewhere(number + 1, text.id, text.title, text.by, text.branch)
        for number, parts in enumerate(whole)
        for part in parts
        for text in part.texts
        if number != own
    )
    return replace(booklet, parts=tuple(whole[own]), elsewhere=tuple(others))


def paged(parts: tuple[Booklet, ...], seconds: int = SECONDS) -> tuple[Booklet, ...]:
    """The volumes, each with the page on which every text of the others begins. Raises as `typeset` does.

    Each is set once for it, without making a PDF of it; one volume alone is left as it is.
    """
    if len(parts) < 2:
        return parts
    begins = tuple(_begins(part, number, len(parts), seconds) for number, part in enumerate(parts, 1))
    return tuple(replace(part, elsewhere=tuple(_at_page(part.elsewhere, begins))) for part in parts)


def _begins(part: Booklet, number: int, of: int, seconds: int) -> tuple[int, ...]:
    """The page on which each text of the volume begins."""
    with _child(_BOOKLET, _given(part, number, of) | {"only_pages": True}, seconds) as folder:
        return tuple(msgspec.json.decode((folder / "said.json").read_bytes())["begins"])


def _at_page(elsewhere: tuple[Elsewhere, ...], begins: tuple[tuple[int, ...], ...]) -> Iterator[Elsewhere]:
    pages = [iter(each) for each in begins]
    for one in elsewhere:
        yield replace(one, page=next(pages[one.volume - 1]))


def _put(parts: list[Part], part: Part, text: Text | None, begins: bool) -> None:
    if begins or not parts:
        parts.append(replace(part, texts=()))
    if text is not None:
        parts[-1] = replace(parts[-1], texts=(*parts[-1].texts, text))


def _size(text: Text) -> int:
    return len(text.title) + sum(map(_letters, text.body)) + sum(map(len, text.facts))


def _letters(node: Node) -> int:
    return 8 + len(node.text) + sum(map(_letters, node.parts))


def typeset(booklet: Booklet, volume: int = 1, of: int = 1, seconds: int = SECONDS) -> Typeset:
    """The booklet as PDF. Raises NotInstalled without Typst, NotTypeset beyond the limits."""
    return _set(_BOOKLET, _given(booklet, volume, of), seconds)


def typeset_sheet(sheet: Sheet, seconds: int = SECONDS) -> Typeset:
    """The digest as PDF, in the largest type in which it is short enough. Raises as `typeset` does."""
    values: dict[str, Any] = msgspec.to_builtins(sheet)
    more = {
        "sizes": [space.points for space in SPACES], "spaces": msgspec.to_builtins(SPACES), "answers": ANSWERS,
        "fits": first_space(sheet), "most_pages": most_pages(sheet),
    }  # fmt: skip
    return _set(_SHEET, values | _of_any(sheet.at) | more, seconds)


def _set(template: Traversable, values: dict[str, Any], seconds: int) -> Typeset:
    with _child(template, values, seconds) as folder:
        said = msgspec.json.decode((folder / "said.json").read_bytes())
        pdf = (folder / "booklet.pdf").read_bytes()
    return Typeset(pdf, tuple(said["lacking"]), said["untagged"], said["size"])


@contextmanager
def _child(template: Traversable, values: dict[str, Any], seconds: int) -> Iterator[Path]:
    """The folder in which the child has done its work; it is gone afterwards."""
    if find_spec("typst") is None:
        raise NotInstalled("A PDF needs Typst: pip install 'rankandfile[press]'. EPUB and Markdown work without it.")
    with tempfile.TemporaryDirectory(prefix="rankandfile-press-") as made:
        folder = Path(made)
        (folder / "booklet.typ").write_bytes(template.read_bytes())
        (folder / "booklet.json").write_bytes(msgspec.json.encode(values))
        _run(folder, seconds)
        yield folder


def _run(folder: Path, seconds: int) -> None:
    command = [sys.executable, "-m", "rankandfile.shell.press.child", str(folder), str(seconds)]
    # One thread: the same work is not done faster for one reader at the expense of all others.
    surroundings = {"RAYON_NUM_THREADS": "1", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, timeout=4 * seconds
        )
    except subprocess.TimeoutExpired as error:
        raise NotTypeset(f"The paper was not set within {4 * seconds} seconds.") from error
    if done.returncode < 0:
        raise NotTypeset(f"The paper needs more than {seconds} seconds of CPU or more memory than it may have.")
    if done.returncode or not (folder / "said.json").exists():
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["nothing"]
        raise NotTypeset(f"Typst could not set the paper: {last[0][:400]}")


def _given(booklet: Booklet, volume: int, of: int) -> dict[str, Any]:
    """The booklet as the template reads it."""
    own = list(texts(booklet))
    names = [text.id for text in own if text.id]
    values: dict[str, Any] = msgspec.to_builtins(booklet)
    return values | _of_any(booklet.at) | {
        "mono": fonts.MONO, "volume": volume, "volumes": of,
        "listed": bool(booklet.elsewhere) or len(own) > FEW or any(each.is_own_page for each in own[1:]),
        "first": names[0] if names else "", "last": names[-1] if names else "",
        "people": list(_indexed(own, booklet, "by")), "branches": list(_indexed(own, booklet, "branch")),
    }  # fmt: skip


def _of_any(at: int) -> dict[str, Any]:
    """What every template needs: the date of the paper, the fonts, the letters that have none."""
    day = datetime.fromtimestamp(at, UTC)
    date = {"year": day.year, "month": day.month, "day": day.day}
    return {"date": date, "fonts": fonts.FAMILIES if fonts.folders() else (fonts.SERIF,), "lacking": ""}


def _indexed(own: list[Text], booklet: Booklet, of: Any) -> Iterator[dict[str, Any]]:
    known: tuple[Text | Elsewhere, ...] = (*own, *booklet.elsewhere)
    for name, places in index(booklet, of):
        yield {"name": name, "places": [_place(known[place], place) for place in places]}


def _place(text: Text | Elsewhere, number: int) -> dict[str, Any]:
    """Where a text stands: at a place of this volume, or in another, whose number then is not 0."""
    volume, page = (text.volume, text.page) if isinstance(text, Elsewhere) else (0, 0)
    return {"id": text.id, "title": text.title, "number": number, "volume": volume, "page": page}
