"""The refusals of the convention from its call to its minutes, with its credentials desk, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.credentials import CheckIn, CheckOut, SeatAlternate
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention, PublishMinutes
from rankandfile.core.chapters.meetings import current
from rankandfile.core.ids import Moment
from rankandfile.core.refusal import Refusal
from tests.world import DESK, MINUTES, SECRETARY, TEXT, WEEK, World, called, handle, opened, organisation

from .stages import C1, CHAIRING, changed, doc, elected, fresh, on, people, voting

THREE_DAYS = changed('every = "52 weeks"', 'every = "52 weeks"\nlasts = "3 days"')


def alternate_seated() -> World:
    """The north's first alternate sits in the place of its first delegate."""
    world = elected()
    delegates, alternates = people(world)
    world.does(SeatAlternate(handle(DESK), world.now, C1, alternates[0], delegates[0]))
    return world


def _call(world: World, opens: int, closes: int) -> CallConvention:
    return CallConvention(handle(SECRETARY), world.now, Moment(world.now + opens), Moment(world.now + closes))


def _with_minutes() -> World:
    world = opened()
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    world.does(PublishMinutes(handle(MINUTES), world.now, C1), minutes="We met.")
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "convention.notice": lambda: fresh(lambda w: _call(w, WEEK, 2 * WEEK)),
    "convention.order": lambda: fresh(lambda w: _call(w, 20 * WEEK, 19 * WEEK)),
    "convention.late": lambda: fresh(lambda w: _call(w, 60 * WEEK, 61 * WEEK)),
    "convention.lasts": lambda: on(organisation(THREE_DAYS), lambda w: _call(w, 20 * WEEK, 21 * WEEK)),
    "convention.timetable": lambda: on(
        organisation(changed('notice = "16 weeks"', 'notice = "1 week"')), lambda w: _call(w, 2 * WEEK, 3 * WEEK)
    ),
    "convention.called": lambda: on(called(), lambda w: _call(w, 20 * WEEK, 21 * WEEK)),
    "convention.unknown": lambda: fresh(lambda w: doc(w), text=TEXT),
    "convention.not_open": lambda: on(called(), lambda w: TakeUpItem(CHAIRING, w.now, C1, "1")),
    "convention.open": lambda: on(opened(), lambda w: OpenConvention(CHAIRING, w.now, C1)),
    "convention.early": lambda: on(called(), lambda w: OpenConvention(CHAIRING, w.now, C1)),
    "convention.quorum": lambda: on(elected(), lambda w: OpenConvention(CHAIRING, w.now, C1)),
    "convention.waiting": lambda: on(opened(), lambda w: CloseConvention(CHAIRING, w.now, C1)),
    "convention.voting": lambda: on(voting(), lambda w: CloseConvention(CHAIRING, w.now, C1)),
    "convention.no_seat": lambda: on(elected(), lambda w: CheckIn(handle(39), w.now, C1, handle(39))),
    "convention.desk": lambda: on(elected(), lambda w: CheckIn(handle(39), w.now, C1, handle(11))),
    "convention.doors": lambda: on(called(), lambda w: CheckIn(handle(39), w.now, C1, handle(39))),
    "convention.present": lambda: on(opened(), lambda w: CheckIn(handle(DESK), w.now, C1, people(w)[0][0])),
    "convention.absent": lambda: on(elected(), lambda w: CheckOut(handle(DESK), w.now, C1, handle(39))),
    "convention.not_alternate": lambda: on(
        elected(), lambda w: SeatAlternate(handle(DESK), w.now, C1, handle(39), people(w)[0][0])
    ),
    "convention.rank": lambda: on(
        elected(), lambda w: SeatAlternate(handle(DESK), w.now, C1, people(w)[1][1], people(w)[0][0])
    ),
    "convention.delegate_present": lambda: on(
        alternate_seated(), lambda w: SeatAlternate(handle(DESK), w.now, C1, people(w)[1][1], people(w)[0][0])
    ),
    "convention.not_closed": lambda: on(opened(), lambda w: PublishMinutes(handle(MINUTES), w.now, C1)),
    "convention.minutes": lambda: on(_with_minutes(), lambda w: PublishMinutes(handle(MINUTES), w.now, C1)),
}
