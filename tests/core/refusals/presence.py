"""The refusals of presence, provoked: the code of the hall, the desk, a meeting without a quorum."""

from collections.abc import Callable

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.alternates import PassOverAlternate, StandBy
from rankandfile.core.chapters.credentials import CheckIn, CheckOut, GiveSeatBack
from rankandfile.core.chapters.presence import CheckInByCode, ShowHallCode, digest
from rankandfile.core.ids import ConventionId
from rankandfile.core.refusal import Refusal
from tests.world import DESK, World, handle, opened

from .speaking import delegates
from .stages import C1, CHAIRING, RULES, changed, elected, on, people

CODE = "K7QF2M9XDA"
SILENT = RULES[: RULES.index("# --- Who is there")] + RULES[RULES.index("# --- Secret ballots") :]
"""The default rulebook without its clause on presence."""
BY_CODE = changed('check_in = "self"', 'check_in = "code"')
BY_DESK = changed('check_in = "self"', 'check_in = "desk"')
ADJOURNS = changed('check_in = "self"', 'check_in = "self"\nends_after = "1 hour"')


def with_code(rulebook: str = BY_CODE) -> World:
    """Delegates are elected, and a code is shown in the hall."""
    world = elected(rulebook)
    world.does(ShowHallCode(handle(DESK), world.now, C1, digest(ConventionId(C1), CODE)), code=CODE)
    return world


def adjourned() -> World:
    """The meeting has lost its quorum, and adjourns."""
    world = opened(ADJOURNS)
    for person in delegates(world)[:4]:
        world.does(CheckOut(handle(DESK), world.now, C1, person))
    return world


def _with_text(world: World, code: str, later: int = 0) -> Refusal:
    world.wait(world.now + later)
    person = delegates(world)[0]
    return world.refused(CheckInByCode(person, world.now, C1), code=code)


def _alone(rulebook: str) -> Refusal:
    world = elected(rulebook)
    person = delegates(world)[0]
    return world.refused(CheckIn(person, world.now, C1, person))


WAITS = changed('check_in = "self"', 'check_in = "self"\nalternates_wait = "1 hour"')


def passed(rulebook: str = WAITS, later: int = 3600, stands: bool = False) -> Refusal:
    """The desk passes over the second alternate of the south, a second time where it may."""
    world = opened(rulebook)
    alternate = people(world, "south")[1][0]
    world.wait(world.now + later)
    act = PassOverAlternate(handle(DESK), world.now, ConventionId(C1), alternate)
    if stands:
        world.does(StandBy(alternate, world.now, ConventionId(C1)))
    elif rulebook == WAITS and later >= 3600:
        world.does(act)
    return world.refused(act)


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "convention.not_seated": lambda: on(opened(), lambda w: GiveSeatBack(handle(DESK), w.now, C1, people(w)[1][0])),
    "alternate.always": lambda: passed(RULES),
    "alternate.waited_for": lambda: passed(later=3599),
    "alternate.is_there": lambda: passed(stands=True),
    "alternate.passed": lambda: passed(),
    "presence.code": lambda: _alone(BY_CODE),
    "presence.desk": lambda: _alone(BY_DESK),
    "presence.digest": lambda: on(elected(BY_CODE), lambda w: ShowHallCode(handle(DESK), w.now, C1, "short")),
    "presence.no_code": lambda: _with_text(elected(BY_CODE), CODE),
    "presence.wrong_code": lambda: _with_text(with_code(), "K7QF2M9XDB"),
    "presence.old_code": lambda: _with_text(with_code(), CODE, 31 * 60),
    "presence.adjourned": lambda: on(adjourned(), lambda w: TakeUpItem(CHAIRING, w.now, C1, "1")),
}
