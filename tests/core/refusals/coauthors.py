"""The refusals of co-authors and references, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters import coauthors as chapter
from rankandfile.core.chapters.coauthors import ConsentAsCoauthor, InviteCoauthor, LeaveCoauthors
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.references import MOST, ReferToMotion, WithdrawInFavour, WithdrawReference
from rankandfile.core.ids import MotionId
from rankandfile.core.refusal import Refusal
from tests.world import World, handle

from .stages import MOVER, later, on, placed, with_motion

M1, M2 = MotionId("M1"), MotionId("M2")
FRIEND = 42


def invite(world: World, by: int = MOVER, person: int = FRIEND) -> InviteCoauthor:
    """The mover of the first motion asks somebody."""
    return InviteCoauthor(handle(by), world.now, M1, handle(person))


def inviting() -> World:
    """Somebody is asked."""
    world = with_motion()
    world.does(invite(world))
    return world


def joined() -> World:
    """And has consented."""
    world = inviting()
    world.does(ConsentAsCoauthor(handle(FRIEND), world.now, M1))
    return world


def crowded() -> World:
    """As many are asked as can be."""
    world = with_motion()
    for number in range(chapter.MOST):
        world.does(invite(world, person=43 + number))
    return world


def two() -> World:
    """There are two motions, by different movers."""
    world = with_motion()
    world.move(72, "Another text.")
    return world


def refer(world: World, to: MotionId = M2, by: int = MOVER) -> ReferToMotion:
    """The first motion refers to another."""
    return ReferToMotion(handle(by), world.now, M1, to)


def referred() -> World:
    """It does."""
    world = two()
    world.does(refer(world))
    return world


def _full() -> World:
    world = with_motion()
    for number in range(MOST + 1):
        world.move(43 + number, f"Another text, the {number}th.")
    for number in range(MOST):
        world.does(refer(world, MotionId(f"M{number + 2}")))
    return world


def _withdrawn() -> World:
    world = two()
    world.does(WithdrawMotion(handle(72), world.now, M2))
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "coauthor.not_mover": lambda: on(with_motion(), lambda w: invite(w, by=FRIEND, person=43)),
    "coauthor.self": lambda: on(with_motion(), lambda w: invite(w, person=MOVER)),
    "coauthor.already": lambda: on(joined(), invite),
    "coauthor.many": lambda: on(crowded(), lambda w: invite(w, person=99)),
    "coauthor.not_invited": lambda: on(with_motion(), lambda w: ConsentAsCoauthor(handle(FRIEND), w.now, M1)),
    "coauthor.not_one": lambda: on(inviting(), lambda w: LeaveCoauthors(handle(43), w.now, M1)),
    "coauthor.late": lambda: later(placed(), invite, placed().at("agenda")),
    "reference.not_author": lambda: on(two(), lambda w: refer(w, by=FRIEND)),
    "reference.self": lambda: on(two(), lambda w: refer(w, M1)),
    "reference.made": lambda: on(referred(), refer),
    "reference.many": lambda: on(_full(), lambda w: refer(w, MotionId(f"M{MOST + 2}"))),
    "reference.none": lambda: on(two(), lambda w: WithdrawReference(handle(MOVER), w.now, M1, M2)),
    "reference.over": lambda: on(_withdrawn(), lambda w: WithdrawInFavour(handle(MOVER), w.now, M1, M2)),
}
