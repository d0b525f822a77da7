"""The union's present: the second convention is called, papers come in, four days are left to move a motion."""

from rankandfile.core.chapters.admission import ApplyToJoin
from rankandfile.core.ids import BranchId, MotionId

from .. import chance
from ..draft import Ask
from ..exchange.motions import same
from ..invented.author import Author
from ..invented.names import names
from ..invented.play import Play, done
from ..invented.season import DAY, WEEK, call
from ..secretary import NOW
from . import evenings, papers, talk
from .organisation import proposed_rulebook
from .past import LASTS


def tell(play: Play, opening: int, today: int) -> None:
    """The record holds the union's present: today, between the call and the close of motions."""
    call(play, opening, opening + LASTS, "Assembly Rooms, Castle Hill")
    play.until(today - 5 * WEEK)
    evenings.session(play)
    play.until(today - 25 * DAY)
    apply(play, "quayside", "member")
    play.until(opening - 13 * WEEK)
    motions = write(play)
    talk.tell(play, {title: motions[same(title)] for title in (talk.YARD, talk.FREEZE, talk.ROOFS)})
    play.until(today - 3 * DAY)
    apply(play, "millfields", "supporter")
    play.until(today - DAY)
    evenings.ahead(play)
    play.until(today)


def write(play: Play) -> dict[str, MotionId]:
    """Motions, documents and amendments; some have their support, some wait for it. The motions by title."""
    author, written = Author(play), papers.papers("second")
    motions: dict[str, MotionId] = {}
    for paper in written.folder.motions:
        rulebook = proposed_rulebook() if paper.section == "rulebook-change" else ""
        motions[same(paper.title)] = done(author.move(paper, paper.section, rulebook))
        play.wait(DAY)
    author.report(written.report)
    for page in written.documents:
        author.write(page)
        play.wait(DAY // 2)
    for proposal in written.folder.amendments:
        done(author.amend(proposal, motions[same(proposal.motion)], 1 + len(proposal.prose) % 3))
        play.wait(DAY // 3)
    return motions


def apply(play: Play, branch: str, member_class: str) -> None:
    """Somebody asks the branch for membership, and waits."""
    name = names(1, play.chance)[0]
    act = ApplyToJoin(chance.handle(), NOW, BranchId(branch), member_class)
    play.expect([Ask(act, {"name": name, "contact": f"{name.lower().replace(' ', '.')}@example.org"})])
