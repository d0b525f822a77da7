"""The refusals of discussions, questions and moderation, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.discussing import WithdrawComment, WriteComment
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.moderating import ComplainAboutComment, LetCommentStand, ModerateComment
from rankandfile.core.ids import CommentId
from rankandfile.core.refusal import Refusal
from tests.world import DESK, MINUTES, World, handle, opened

from .stages import C1, CHAIRING, MOVER, RULES, changed, delegate_voting, on, with_motion

MODERATOR, SECOND_MODERATOR, JUDGES = MINUTES, 98, (DESK, 99)
K1, K2 = CommentId("K1"), CommentId("K2")
THREAT = "threat"
SILENT = RULES[: RULES.index("# --- What members say")] + RULES[RULES.index("# --- Witnesses outside") :]
UNMODERATED = changed('moderated_by = "minute-taker"\n', "")
TWO_A_DAY = changed("number = 20\nwithin", "number = 2\nwithin")
CANDIDATE = f"E1/{handle(11)}"


def say(world: World, by: int = 11, answers: str = "", about: str = "M1", question: bool = False) -> WriteComment:
    """A comment under the first motion."""
    return WriteComment(handle(by), world.now, about, CommentId(answers), question)


def asking(world: World, by: int = 11, about: str = "M1") -> WriteComment:
    """A question to its mover."""
    return say(world, by, about=about, question=True)


def talked(rulebook: str | None = None) -> World:
    """One comment stands."""
    world = with_motion(rulebook)
    world.does(say(world), text="The ferries are late.")
    return world


def asked(rulebook: str | None = None) -> World:
    """One question stands."""
    world = with_motion(rulebook)
    world.does(asking(world), text="What does it cost?")
    return world


def moderating(world: World, by: int = MODERATOR, ground: str = THREAT, comment: CommentId = K1) -> ModerateComment:
    """A moderator takes the first comment out."""
    return ModerateComment(handle(by), world.now, comment, ground)


def moderated(rulebook: str | None = None) -> World:
    """The first comment is taken out."""
    world = talked(rulebook)
    world.does(moderating(world), reason="It threatens the crew.")
    return world


def complaint(world: World, by: int = 12, ground: str = THREAT, comment: CommentId = K1) -> ComplainAboutComment:
    """Somebody complains about the first comment."""
    return ComplainAboutComment(handle(by), world.now, comment, ground)


def complained() -> World:
    """Somebody has complained."""
    world = talked()
    world.does(complaint(world))
    return world


def standing(world: World, by: int = MODERATOR) -> LetCommentStand:
    """A moderator lets it stand."""
    return LetCommentStand(handle(by), world.now, K1)


def looked() -> World:
    """A moderator has looked and let it stand."""
    world = complained()
    world.does(standing(world), reason="It is sharp, and no threat.")
    return world


def _closed() -> World:
    world = opened()
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    return world


def _asked_three_times() -> World:
    world = with_motion()
    for text in ("What?", "Why?", "When?"):
        world.does(asking(world), text=text)
    return world


def _enough() -> World:
    world = with_motion(TWO_A_DAY)
    for text in ("One.", "Two."):
        world.does(say(world), text=text)
    return world


def _complained_twice() -> World:
    world = with_motion(TWO_A_DAY)
    for number in (42, 43, 44):
        world.does(say(world, number), text="Something.")
    for comment in (K1, K2):
        world.does(complaint(world, comment=comment))
    return world


def _by_the_moderator() -> World:
    world = with_motion()
    world.does(say(world, MODERATOR), text="The ferries are late.")
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "discussion.none": lambda: on(with_motion(SILENT), say, text="x"),
    "discussion.unknown": lambda: on(with_motion(), lambda w: say(w, about="M9"), text="x"),
    "discussion.closed": lambda: on(_closed(), say, text="x"),
    "discussion.no_comment": lambda: on(talked(), lambda w: say(w, answers="K9"), text="x"),
    "discussion.candidates": lambda: on(delegate_voting(), lambda w: say(w, 12, about=CANDIDATE), text="x"),
    "discussion.own": lambda: on(with_motion(), lambda w: asking(w, MOVER), text="x"),
    "discussion.questions": lambda: on(_asked_three_times(), asking, text="x"),
    "discussion.enough": lambda: on(_enough(), say, text="x"),
    "discussion.words": lambda: on(with_motion(), say, text="word " * 201),
    "discussion.empty": lambda: on(with_motion(), say, text=" \n"),
    "discussion.not_yours": lambda: on(talked(), lambda w: WithdrawComment(handle(12), w.now, K1)),
    "moderating.nobody": lambda: on(talked(UNMODERATED), moderating, reason="x"),
    "moderating.own_case": lambda: on(_by_the_moderator(), moderating, reason="x"),
    "moderating.complained": lambda: on(complained(), complaint),
    "moderating.many": lambda: on(_complained_twice(), lambda w: complaint(w, comment=CommentId("K3"))),
    "moderating.looked": lambda: on(looked(), lambda w: complaint(w, 13)),
    "moderating.no_complaint": lambda: on(talked(), standing, reason="x"),
    "moderating.out": lambda: on(moderated(), complaint),
}
