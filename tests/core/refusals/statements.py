"""The refusals of statements against motions, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.opposing import OpposeMotion, WithdrawStatement
from rankandfile.core.ids import MotionId, StatementId
from rankandfile.core.refusal import Refusal
from tests.world import World, handle

from .stages import MOVER, RULES, later, on, placed, with_motion

S1 = StatementId("S1")
LAST_ISSUE = "issue-3"


def under(keys: str) -> str:
    """The default rulebook with a clause on statements that says this."""
    return f'{RULES}\n[statements]\narticle = "8.1"\n{keys}\n'


def statement(world: World, by: int = 11, motion: str = "M1") -> OpposeMotion:
    """A statement against the first motion."""
    return OpposeMotion(handle(by), world.now, MotionId(motion))


def opposed(rulebook: str | None = None) -> World:
    """Somebody has written one."""
    world = with_motion(rulebook)
    world.does(statement(world), text="It costs too much.")
    return world


def printed() -> World:
    """And the first issue has printed it."""
    world = opposed()
    world.wait(world.at("issue-1"))
    return world


def _two_motions() -> World:
    world = opposed(under("per_member = 1"))
    world.move(MOVER, "Another text.")
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "statement.none": lambda: on(with_motion(under("printed = 0")), statement, text="x"),
    "statement.closed": lambda: later(placed(), statement, placed().at(LAST_ISSUE), text="x"),
    "statement.own": lambda: on(with_motion(), lambda w: statement(w, MOVER), text="x"),
    "statement.made": lambda: on(opposed(), statement, text="x"),
    "statement.many": lambda: on(_two_motions(), lambda w: statement(w, 11, "M2"), text="x"),
    "statement.unknown": lambda: on(opposed(), lambda w: WithdrawStatement(handle(11), w.now, StatementId("S9"))),
    "statement.not_yours": lambda: on(opposed(), lambda w: WithdrawStatement(handle(12), w.now, S1)),
    "statement.printed": lambda: on(printed(), lambda w: WithdrawStatement(handle(11), w.now, S1)),
}
