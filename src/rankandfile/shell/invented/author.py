"""Whoever writes the papers of a play: members of all branches in turn; support is what each paper's file tells of."""

from collections.abc import Iterator

from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.ids import AmendmentId, DocumentId, Handle, MotionId, RulesHash
from rankandfile.core.refusal import Refusal

from ..draft import Ask
from ..exchange.front_matter import Page
from ..exchange.motions import Paper, Proposal
from ..secretary import NOW
from .crowd import active, amendment_seconds, from_many_branches, seconds
from .play import Play


class Author:
    """The writing members of a play."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._next = self._everybody()

    def _everybody(self) -> Iterator[Handle]:
        while True:
            yield from from_many_branches(active(self._play.state, "move", self._play.now), self._play.chance)

    def move(self, paper: Paper, business: str, rulebook: str = "") -> MotionId | Refusal:
        """The motion is moved, and as many second it as its file says; or why it is refused."""
        play = self._play
        act = MoveMotion(next(self._next), NOW, play.meeting.id, business, 0, "", rules=RulesHash(""))
        texts = {"title": paper.title, "text": paper.text, "synopsis": paper.synopsis, "rulebook": rulebook}
        answer = play.secretary.submit(act, {name: value for name, value in texts.items() if value})
        if isinstance(answer, Refusal):
            return answer
        motion = list(play.state.motions.motions.values())[-1]
        play.expect(seconds(play.state, motion, paper.coproposers, play.chance, play.now))
        return motion.id

    def amend(self, proposal: Proposal, motion: MotionId, seconders: int) -> AmendmentId | Refusal:
        """The amendment is moved and seconded; or why it is refused."""
        return self.amend_as(next(self._next), proposal, motion, seconders)

    def amend_as(
        self, mover: Handle, proposal: Proposal, motion: MotionId, seconders: int, among: tuple[Handle, ...] = ()
    ) -> AmendmentId | Refusal:
        """The same, moved by this person; seconded among these people, or by members of all branches."""
        play, placed = self._play, proposal.placed
        act = MoveAmendment(mover, NOW, motion, placed.action, placed.first, placed.last)
        answer = play.secretary.submit(act, {"text": placed.text})
        if isinstance(answer, Refusal):
            return answer
        amendment = list(play.state.amendments.amendments.values())[-1]
        play.expect(amendment_seconds(play.state, amendment, seconders, play.chance, play.now, among))
        return amendment.id

    def report(self, page: Page) -> None:
        """The chair moves the executive's report."""
        play = self._play
        act = MoveMotion(play.holder("chair"), NOW, play.meeting.id, "report", 0, "", "executive")
        play.expect([Ask(act, {"title": page.values["title"], "text": page.text.strip()})])

    def write(self, page: Page) -> DocumentId:
        """The document is with the bulletin."""
        play = self._play
        act = SubmitDocument(next(self._next), NOW, play.meeting.id)
        play.expect([Ask(act, {"title": page.values["title"], "text": page.text.strip()})])
        return list(play.state.bulletin.documents)[-1]
