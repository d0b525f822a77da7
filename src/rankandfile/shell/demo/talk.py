"""What members say about the papers of the demonstration: comments, questions, statements against a motion."""

from collections.abc import Iterator

from msgspec import Struct

from rankandfile.core.chapters.discussing import WriteComment
from rankandfile.core.chapters.moderating import ComplainAboutComment, LetCommentStand
from rankandfile.core.chapters.opposing import OpposeMotion
from rankandfile.core.ids import CommentId, Handle, MotionId

from ..draft import Ask
from ..invented.crowd import active, from_many_branches
from ..invented.play import Play
from ..secretary import NOW

HOUR = 3600
YARD, FREEZE, ROOFS = (
    "Buy Sailmakers' Yard and run it ourselves",
    "Three years without a rise",
    "Whose roof is it? Nests, gutters and the right to go up",
)


class Said(Struct, frozen=True):
    """Something that somebody says under a motion; `answers` counts from 1 what was said before."""

    motion: str
    text: str
    answers: int = 0
    by_mover: bool = False
    question: bool = False


SAID = (
    Said(YARD, "What happens to the five flats that stand empty? Who gets them, and who says so?", question=True),
    Said(YARD, "Members on our waiting lists, by the length of their wait. We left it out; an amendment is welcome.", 1,
         by_mover=True),
    Said(YARD, "Fifty pounds is little for a share, and a roof is not. Has anybody seen the *survey*?"),
    Said(YARD, "I have. The south side was done nine years ago, the north side never.", 3),
    Said(YARD, "Then what does the north side cost, and is it in the offer?", 4, question=True),
    Said(YARD, "A union that owns flats is a landlord with a songbook."),
    Said(FREEZE, "In our street they raised twice in one year. Who adds that up: the branch or the executive?",
         question=True),
    Said(FREEZE, "The executive, from the statements that members hand in. That is why it says “publishes the sum”.", 7,
         by_mover=True),
    Said(FREEZE, "Three thousand pounds will be gone in a month. Ask the people in Ferry Street.", 0),
    Said(ROOFS, "May the roofer go up while there are *eggs*? In April there were."),
    Said(ROOFS, "Not while they are there. Clear the gutter in February, and write the letter in January.",
         10, by_mover=True),
)  # fmt: skip
AGAINST = (
    (YARD, ("The reserves are there for households that are put out in winter. A quarter of them in one roof"
           " is too much: lend the hall, the lawyer and the name, and let the savings bank lend the money.")),
    (YARD, "Eleven of our members live in the yard, and two hundred and thirty-nine do not. Ask those first."),
    (FREEZE, ("A campaign against one landlord frees the hands of all the others. Begin with the council's own flats,"
             " where we have four votes and a key to the door.")),
)  # fmt: skip
SHARP = 6
"""The comment about which somebody complains, by its place."""


def tell(play: Play, motions: dict[str, MotionId]) -> None:
    """It is said, some of it answered; a complaint was looked at; statements against motions wait for their lot."""
    people = iter(from_many_branches(active(play.state, "move", play.now), play.chance))
    first = len(play.state.discussion.comments)
    for own in SAID:
        motion = motions[own.motion]
        by = play.state.motions.motions[motion].mover if own.by_mover else next(_but(play, people, motion))
        answers = CommentId(f"K{first + own.answers}") if own.answers else CommentId("")
        play.expect([Ask(WriteComment(by, NOW, motion, answers, own.question), {"text": own.text})])
        play.wait(HOUR)
    sharp, moderator = CommentId(f"K{first + SHARP}"), play.holder("minute-taker")
    play.does(ComplainAboutComment(next(people), NOW, sharp, "threat"))
    reason = "It is about what a union is, and threatens nobody."
    play.expect([Ask(LetCommentStand(moderator, NOW, sharp), {"reason": reason})])
    for title, text in AGAINST:
        act = OpposeMotion(next(_but(play, people, motions[title])), NOW, motions[title])
        play.expect([Ask(act, {"text": text})])


def _but(play: Play, people: Iterator[Handle], motion: MotionId) -> Iterator[Handle]:
    """The people without the mover and without who moderates."""
    apart = {play.state.motions.motions[motion].mover, play.holder("minute-taker")}
    return (person for person in people if person not in apart)
