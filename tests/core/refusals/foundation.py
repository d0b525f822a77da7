"""The refusals of the founding and of the clock, provoked."""

from collections.abc import Callable

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
    "foundation.engine": lambda: bare(FoundOrganisation(FOUNDER, START, RulesHash(""), "member", 7)),
    "clock.nothing_due": lambda: fresh(lambda w: KeepTime(CLOCK, w.now, w.now, "issue", "", LOT)),
    "clock.first": lambda: direct(called(), ResignMembership(FOUNDER, Moment(START + 12 * WEEK))),
    "clock.backwards": lambda: fresh(lambda w: ResignMembership(FOUNDER, Moment(w.now - 1))),
}
