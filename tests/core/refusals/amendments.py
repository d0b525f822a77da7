"""The refusals of amendments, provoked."""

from collections.abc import Callable

from msgspec.structs import replace

from rankandfile.core.chapters.amending import AcceptAmendment, SecondAmendment, WithdrawAmendment
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.refusal import Refusal
from tests.world import CHAIR, START, WEEK, World, called, handle

from .stages import MOVER, amendment, changed, later, on, placed, read_once, with_amendment, with_motion

MOVER_ACCEPTS = changed('accepted = "meeting"', 'accepted = "mover"')
FLAT = changed("degrees = 2\n", "")
NO_FLOOR = changed("floor = { delegates = 20 }\n", "")


def _amendment_withdrawn() -> World:
    world = with_amendment()
    world.does(WithdrawAmendment(handle(42), world.now, "M1-A1"))
    return world


def _amendment_seconded() -> World:
    world = with_amendment()
    world.does(SecondAmendment(handle(11), world.now, "M1-A1"))
    return world


def _with_report() -> World:
    world = called()
    world.move(CHAIR, business="report", capacity="executive")
    return world


def _amends_what_was_read(world: World) -> MoveAmendment:
    read = next(m.id for m in world.state.motions.motions.values() if m.read)
    return MoveAmendment(handle(42), world.now, read, "delete", 1, 1)


def _naming(world: World, *others: str) -> MoveAmendment:
    return MoveAmendment(handle(42), world.now, "M1", "delete", 1, 1, falls_with=others)


def _base_open() -> World:
    world = with_amendment(MOVER_ACCEPTS)
    world.does(_naming(world, "M1-A1"), text="")
    for number in (11, 12, 13, 14, 15):
        world.does(SecondAmendment(handle(number), world.now, "M1-A2"))
    return world


def _to_the_first(world: World, first: int = 1, lines: int = 1) -> MoveAmendment:
    return replace(amendment(world, first=first, last=first), amends="M1-A1", lines=lines)


def _base_open_within() -> World:
    world = with_amendment(MOVER_ACCEPTS)
    world.does(_to_the_first(world), text="Others again.")
    for number in (11, 12, 13, 14, 15):
        for own in ("M1-A1", "M1-A1-A1"):
            world.does(SecondAmendment(handle(number), world.now, own))
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "amendment.unknown": lambda: on(called(), lambda w: SecondAmendment(handle(11), w.now, "M1-A1")),
    "amendment.over": lambda: on(_amendment_withdrawn(), lambda w: SecondAmendment(handle(11), w.now, "M1-A1")),
    "amendment.not_amendable": lambda: on(_with_report(), lambda w: amendment(w), text="x"),
    "amendment.read": lambda: on(read_once(), _amends_what_was_read, text="x"),
    "amendment.mover": lambda: on(
        with_motion(), lambda w: MoveAmendment(handle(42), w.now, "M1", "add", 1, 1, "observer"), text="x"
    ),
    "amendment.closed": lambda: later(placed(NO_FLOOR), amendment, START + 14 * WEEK, text="x"),
    "amendment.floor": lambda: later(placed(), amendment, START + 14 * WEEK, text="x"),
    "amendment.action": lambda: on(with_motion(), lambda w: amendment(w, action="sing"), text="x"),
    "amendment.lines": lambda: on(with_motion(), lambda w: amendment(w, first=3, last=9), text="x"),
    "amendment.target": lambda: on(with_motion(), lambda w: amendment(w, action="move"), text="-"),
    "amendment.lines_of": lambda: on(with_amendment(), lambda w: _to_the_first(w, first=3), text="x"),
    "amendment.degree": lambda: on(with_amendment(FLAT), _to_the_first, text="x"),
    "amendment.counted": lambda: on(with_amendment(), lambda w: _to_the_first(w, lines=2), text="x"),
    "amendment.amended_first": lambda: on(
        _base_open_within(), lambda w: AcceptAmendment(handle(MOVER), w.now, "M1-A1")
    ),
    "amendment.related": lambda: on(with_motion(), lambda w: _naming(w, "M1-A7"), text="x"),
    "amendment.named": lambda: on(with_amendment(), lambda w: _naming(w, "M1-A1", "M1-A1"), text="x"),
    "amendment.base_first": lambda: on(_base_open(), lambda w: AcceptAmendment(handle(MOVER), w.now, "M1-A2")),
    "amendment.own": lambda: on(with_amendment(), lambda w: SecondAmendment(handle(42), w.now, "M1-A1")),
    "amendment.seconded": lambda: on(_amendment_seconded(), lambda w: SecondAmendment(handle(11), w.now, "M1-A1")),
    "amendment.not_yours": lambda: on(with_amendment(), lambda w: WithdrawAmendment(handle(11), w.now, "M1-A1")),
    "amendment.accept": lambda: on(with_amendment(), lambda w: AcceptAmendment(handle(MOVER), w.now, "M1-A1")),
    "amendment.not_placed": lambda: on(
        with_amendment(MOVER_ACCEPTS), lambda w: AcceptAmendment(handle(MOVER), w.now, "M1-A1")
    ),
}
