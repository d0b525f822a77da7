"""The refusals of the founding and of the clock, provoked."""

from collections.abc import Callable

from msgspec.structs import replace

from rankandfile.core.chapters.foundation import FoundOrganisation, KeepTime
from rankandfile.core.chapters.members import ResignMembership
from rankandfile.core.ids import CLOCK, Moment, RulesHash
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from tests.world import FOUNDER, LOT, START, WEEK, World, called

from .stages import RULES, bare, direct, fresh


def _unfounded() -> World:
    world = World.__new__(World)
    world.state, world.now, world.history, world.boxes = State(), START, [], {}
    world.shelve(RULES)
    return world


def _under_a_version_of_tomorrow() -> Refusal:
    world = called()
    world.state = replace(world.state, foundation=replace(world.state.foundation, engine=7))
    return direct(world, ResignMembership(FOUNDER, world.now))


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "foundation.exists": lambda: fresh(lambda w: FoundOrganisation(FOUNDER, w.now, RulesHash(""), "member")),
    "foundation.none": lambda: bare(ResignMembership(FOUNDER, START)),
    "foundation.no_text": lambda: bare(FoundOrganisation(FOUNDER, START, RulesHash("0" * 64), "member")),
    "foundation.no_class": lambda: direct(
        _unfounded(), FoundOrganisation(FOUNDER, START, next(iter(_unfounded().state.foundation.shelf)), "duke")
    ),
    "foundation.key": lambda: direct(
        _unfounded(),
        FoundOrganisation(FOUNDER, START, next(iter(_unfounded().state.foundation.shelf)), "member", key="log.key"),
    ),
    "foundation.engine": lambda: direct(
        _unfounded(),
        FoundOrganisation(FOUNDER, START, next(iter(_unfounded().state.foundation.shelf)), "member", engine=7),
    ),
    "foundation.engine_unknown": _under_a_version_of_tomorrow,
    "clock.nothing_due": lambda: fresh(lambda w: KeepTime(CLOCK, w.now, w.now, "issue", "", LOT)),
    "clock.first": lambda: direct(called(), ResignMembership(FOUNDER, Moment(START + 12 * WEEK))),
    "clock.backwards": lambda: fresh(lambda w: ResignMembership(FOUNDER, Moment(w.now - 1))),
}
