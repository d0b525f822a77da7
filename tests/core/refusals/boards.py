"""The refusals of boards, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.balloting import CastBallot, OpenVoting
from rankandfile.core.chapters.board_opening import OpenBoard, PublishResult, ShuffleBoard
from rankandfile.core.chapters.boards import AdvanceBoard, CloseBoard
from rankandfile.core.chapters.nominations import WithdrawCandidacy
from rankandfile.core.ids import CLOCK
from rankandfile.core.refusal import Refusal
from tests.core.chapters.boarding import (
    CHAIRS,
    CLAUSE,
    E1,
    RULES,
    TRUSTEES,
    closed,
    head,
    opened,
    set_up,
    setting_up,
    shuffled,
    sitting,
    voting,
    waiting,
)
from tests.world import World, called, handle

from .stages import CHAIRING


def _nominating() -> World:
    world = called(RULES)
    world.appoint(72, "teller")
    world.wait(world.at("delegate-nominations-open"))
    return world


def _set(world: World, **changes: object) -> Refusal:
    return world.refused(setting_up(world, **changes))


def _late() -> World:
    world = waiting()
    world.wait(world.at("delegate-voting-opens"))
    return world


def _close(world: World, ballots: int, voters: int) -> Refusal:
    world.wait(world.at("delegate-voting-closes"))
    return world.refused(CloseBoard(CLOCK, world.now, E1, ballots, voters, head(8)))


def _advance(world: World, ballots: int = 9, by: object = CLOCK) -> Refusal:
    return world.refused(AdvanceBoard(by, world.now, E1, ballots, head(9)))  # type: ignore[arg-type]


def _hasty(world: World) -> Refusal:
    return world.refused(OpenVoting(CHAIRING, world.now, CHAIRS))


def _concerned() -> Refusal:
    world = waiting()
    world.appoint(11, "teller")
    return _set(world, trustees=(*TRUSTEES[:2], handle(11)))


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "board.plain": lambda: _set(waiting(RULES.replace(CLAUSE, ""))),
    "board.not_officer": lambda: _set(waiting(), by=handle(11)),
    "board.there": lambda: _set(set_up()),
    "board.too_early": lambda: _set(_nominating()),
    "board.too_late": lambda: _set(_late()),
    "board.spelling": lambda: _set(waiting(), head="x"),
    "board.voters": lambda: _set(waiting(), voters=31),
    "board.trustees": lambda: _set(waiting(), trustees=TRUSTEES[:2]),
    "board.branches": lambda: _set(waiting(RULES.replace(CLAUSE, CLAUSE + "branches = 4\n"))),
    "board.one_branch": lambda: _set(waiting(RULES.replace(CLAUSE, CLAUSE + "per_branch = 1\n"))),
    "board.side": lambda: _set(waiting(RULES.replace(CLAUSE, CLAUSE + '[[ballots.sides]]\npost = "secretary"\n'))),
    "board.concerned": lambda: _concerned(),
    "board.first": lambda: _hasty(sitting()),
    "board.none": lambda: _advance(_late()),
    "board.not_the_clock": lambda: _advance(voting(), by=handle(11)),
    "board.backwards": lambda: _advance(voting(), 4),
    "board.closed": lambda: _close(closed(), 7, 5),
    "board.open": lambda: voting().refused(OpenBoard(TRUSTEES[0], voting().now, E1, head(9))),
    "board.more_voters": lambda: _close(voting(), 6, 7),
    "board.not_trustee": lambda: closed().refused(ShuffleBoard(handle(11), closed().now, E1, head(9))),
    "board.step": lambda: shuffled().refused(ShuffleBoard(TRUSTEES[2], shuffled().now, E1, head(9))),
    "board.opened": lambda: opened().refused(OpenBoard(TRUSTEES[0], opened().now, E1, head(9))),
    "board.too_few": lambda: shuffled().refused(PublishResult(CLOCK, shuffled().now, E1, head(9))),
    "board.candidates": lambda: set_up().refused(WithdrawCandidacy(handle(11), set_up().now, E1)),
    "board.booth": lambda: voting().refused(CastBallot(handle(11), voting().now, E1)),
}
