"""The refusals of rulings and of the appeals against them, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.admissibility import RuleOutOfOrder
from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.appealing import AppealAgainstRuling, JudgeRuling
from rankandfile.core.chapters.rulings import LiftRuling
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.ids import MotionId, RulingId
from rankandfile.core.refusal import Refusal
from tests.world import DESK, WEEK, World, assemble, called, elect_delegates, handle, opened

from .stages import C1, CHAIRING, MOVER, RULES, SECONDERS, changed, later, on, with_motion

RULER, SECOND_RULER, JUDGES = DESK, 97, (70, 71)
U1 = RulingId("U1")
TO_TELLERS = changed(
    'appeal = { to = "convention", members = 5, within = "14 days" }',
    'appeal = { to = "teller", members = 0, within = "14 days" }',
)
TO_NOBODY = changed('appeal = { to = "convention", members = 5, within = "14 days" }\n', "")

WITHOUT = RULES[: RULES.index("# --- What is out of order")] + RULES[RULES.index("# --- Witnesses outside") :]


def ruling(world: World, by: int = RULER, ground: str = "against-rulebook", motion: str = "M1") -> RuleOutOfOrder:
    """A ruling on the first motion."""
    return RuleOutOfOrder(handle(by), world.now, MotionId(motion), ground)


def ruled(rulebook: str | None = None) -> World:
    """The first motion is ruled out of order."""
    world = with_motion(rulebook)
    world.does(ruling(world), reason="It sets aside article 4.")
    return world


def appeal(world: World, by: int = MOVER) -> AppealAgainstRuling:
    """Somebody objects."""
    return AppealAgainstRuling(handle(by), world.now, U1)


def appealed(rulebook: str | None = None) -> World:
    """Its mover appeals."""
    world = ruled(rulebook)
    world.does(appeal(world), reason="It does not.")
    return world


def judging(world: World, by: int = JUDGES[0], stands: bool = False) -> JudgeRuling:
    """A teller judges."""
    return JudgeRuling(handle(by), world.now, U1, stands)


def in_item(rulebook: str | None = None) -> World:
    """The motion has its support and is on the floor, its ruling appealed against and not decided on."""
    world = called(rulebook)
    world.second(world.move(MOVER), SECONDERS)
    world.wait(world.at("motions-close-policy") - 1)
    elect_delegates(world)
    world.wait(world.at("agenda"))
    world.does(ruling(world), reason="It sets aside article 4.")
    world.does(appeal(world), reason="It does not.")
    assemble(world)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    return world


def _opposed() -> World:
    world = ruled()
    world.does(appeal(world, 11), reason="It does not.")
    return world


def _judged() -> World:
    world = appealed(TO_TELLERS)
    world.does(judging(world), reason="It does not set anything aside.")
    return world


def _led() -> World:
    world = appealed(TO_TELLERS)
    world.appoint(JUDGES[0], "treasurer")
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "ruling.nobody": lambda: on(with_motion(WITHOUT), ruling, reason="x"),
    "ruling.in_session": lambda: on(opened(), ruling, reason="x"),
    "ruling.not_named": lambda: on(with_motion(), lambda w: ruling(w, 10), reason="x"),
    "ruling.ground": lambda: on(with_motion(), lambda w: ruling(w, ground="hostile"), reason="x"),
    "ruling.reason": lambda: on(with_motion(), ruling, reason=" \n"),
    "ruling.made": lambda: on(ruled(), lambda w: ruling(w, ground="unlawful"), reason="x"),
    "ruling.own_case": lambda: on(_by_its_mover(), ruling, reason="x"),
    "ruling.unknown": lambda: on(ruled(), lambda w: LiftRuling(handle(RULER), w.now, RulingId("U9"))),
    "ruling.over": lambda: later(ruled(), appeal, ruled().now + 3 * WEEK, reason="x"),
    "ruling.not_yours": lambda: on(ruled(), lambda w: LiftRuling(handle(MOVER), w.now, U1)),
    "ruling.no_appeal": lambda: on(_shut(), appeal, reason="x"),
    "ruling.only_author": lambda: on(ruled(TO_TELLERS), lambda w: appeal(w, 11), reason="x"),
    "ruling.opposed": lambda: on(_opposed(), lambda w: appeal(w, 11), reason="x"),
    "ruling.by_vote": lambda: on(appealed(), judging, reason="x"),
    "ruling.not_judge": lambda: on(appealed(TO_TELLERS), lambda w: judging(w, 11), reason="x"),
    "ruling.executive": lambda: on(_led(), judging, reason="x"),
    "ruling.judged": lambda: on(_judged(), judging, reason="x"),
    "floor.ruled_out": lambda: on(in_item(), lambda w: PutToVote(CHAIRING, w.now, C1, "M1", "show-of-cards")),
}


def _by_its_mover() -> World:
    world = called()
    world.move(RULER)
    return world


def _shut() -> World:
    return without_appeals(ruled())


def without_appeals(world: World) -> World:
    """The rulebook names nobody any more who would decide; the clock has not struck yet."""
    from msgspec.structs import replace

    rules = world.state.foundation.rulebook
    assert rules is not None
    assert rules.admissibility is not None
    bare = replace(rules, admissibility=replace(rules.admissibility, appeal=None))
    world.state = replace(world.state, foundation=replace(world.state.foundation, rulebook=bare))
    return world
