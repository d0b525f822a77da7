"""The demonstration's papers: texts of our own making, in the same files that `rankandfile import motions` reads.

In these files `coproposers` is how many second the paper, and `status` what the invented delegates will make of it.
"""

from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

from msgspec import Struct

from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.ids import AmendmentId, DocumentId, Handle, MotionId, RulesHash

from ..draft import Ask
from ..exchange.front_matter import Page, read_page
from ..exchange.motions import Folder, Paper, Proposal, read
from ..invented.crowd import active, amendment_seconds, from_many_branches, seconds
from ..invented.play import Play
from ..secretary import NOW

TEXTS = files("rankandfile.shell.demo") / "texts"


class Papers(Struct, frozen=True):
    """What is written before one convention."""

    folder: Folder
    documents: tuple[Page, ...]
    answers: tuple[Page, ...]
    replies: tuple[Page, ...]


def papers(name: str) -> Papers:
    """The papers of this folder. ValueError where one of ours has a fault."""
    with as_file(TEXTS / name) as path:
        found = read(path)
        if found.faults:
            raise ValueError(str(found.faults[0]))
        return Papers(found, *(_pages(path / kind) for kind in ("documents", "answers", "replies")))


def _pages(folder: Path) -> tuple[Page, ...]:
    return tuple(read_page(file, file.name) for file in sorted(folder.glob("*.md")))


def text(name: str) -> str:
    """One text by its path."""
    return (TEXTS / name).read_text(encoding="utf-8").strip()


class Author:
    """Whoever writes the papers of a play: members of all branches in turn."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._next = self._everybody()

    def _everybody(self) -> Iterator[Handle]:
        while True:
            yield from from_many_branches(active(self._play.state, "move", self._play.now), self._play.chance)

    def move(self, paper: Paper, rulebook: str = "") -> MotionId:
        """The motion is moved, and as many second it as its file says."""
        play = self._play
        act = MoveMotion(next(self._next), NOW, play.meeting.id, paper.section, 0, "", rules=RulesHash(""))
        texts = {"title": paper.title, "text": paper.text, "synopsis": paper.synopsis, "rulebook": rulebook}
        play.expect([Ask(act, {name: value for name, value in texts.items() if value})])
        motion = [*play.state.motions.motions.values()][-1]
        play.expect(seconds(play.state, motion, paper.coproposers, play.chance, play.now))
        return motion.id

    def amend(self, proposal: Proposal, motion: MotionId, seconders: int = 3) -> AmendmentId:
        """The amendment is moved and seconded."""
        play, placed = self._play, proposal.placed
        act = MoveAmendment(next(self._next), NOW, motion, placed.action, placed.first, placed.last)
        play.expect([Ask(act, {"text": placed.text})])
        amendment = [*play.state.amendments.amendments.values()][-1]
        play.expect(amendment_seconds(play.state, amendment, seconders, play.chance, play.now))
        return amendment.id

    def write(self, page: Page) -> DocumentId:
        """The document is with the bulletin."""
        play = self._play
        act = SubmitDocument(next(self._next), NOW, play.meeting.id)
        play.expect([Ask(act, {"title": page.values["title"], "text": page.text.strip()})])
        return list(play.state.bulletin.documents)[-1]
