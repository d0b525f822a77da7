"""How far an organisation has come when a refusal is provoked; other tests begin there too."""

from collections.abc import Callable

from rankandfile.core import engine
from rankandfile.core.act import Act
from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.casting import CastVotes
from rankandfile.core.chapters.delegates import alternates_of, delegates_of
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import BranchId
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from rankandfile.shell.presets import preset_text
from tests.world import (
    CHAIR,
    LOT,
    SECRETARY,
    TELLERS,
    WEEK,
    World,
    called,
    elect_delegates,
    handle,
    opened,
    organisation,
)

NORTH = BranchId("north")
STRANGER = handle(999)
CHAIRING = handle(CHAIR)
C1 = "C1"
MOVER, OTHER = 41, 72
RULES = preset_text("member-democracy")
LATE_SHOP = preset_text("slate-convention")
SECONDERS = [11, 12, 13, 14, 42, 43, 44, 73, 74, 75]


def changed(old: str, new: str) -> str:
    """The default rulebook with one rule changed."""
    assert old in RULES, old
    return RULES.replace(old, new)


TWO_READINGS = changed('review_after = "104 weeks"', "readings = 2")


def doc(world: World, number: int = 11, **more: str) -> SubmitDocument:
    """A document by this member."""
    return SubmitDocument(handle(number), world.now, world.state.meetings.current, **more)  # type: ignore[arg-type]


def amendment(world: World, number: int = 42, action: str = "replace", first: int = 1, last: int = 1) -> MoveAmendment:
    """An amendment to the first motion."""
    return MoveAmendment(handle(number), world.now, "M1", action, first, last)


def with_motion(rulebook: str | None = None) -> World:
    """A convention called, and one motion without seconders."""
    world = called(rulebook)
    world.move(MOVER)
    return world


def with_amendment(rulebook: str | None = None) -> World:
    """And an amendment to it."""
    world = with_motion(rulebook)
    world.does(amendment(world), text="Other words.")
    return world


def in_item(rulebook: str | None = None) -> World:
    """In session, with the first item on the floor."""
    world = opened(rulebook)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    return world


def subject(world: World) -> str:
    """The motion on the floor."""
    return next(i.about for i in world.state.floor.agenda[C1].values() if i.state == "open")


def voting(method: str = "roll-call", rulebook: str | None = None) -> World:
    """And a vote open on its motion."""
    world = in_item(rulebook)
    world.does(PutToVote(CHAIRING, world.now, C1, subject(world), method))
    return world


def nominations() -> World:
    """Nominations for delegates are open; E1 is the north's."""
    world = called()
    world.wait(world.at("delegate-nominations-open"))
    return world


def delegate_voting() -> World:
    """Two stand in the north and the voting is open."""
    world = nominations()
    world.stand("E1", [11, 12])
    world.wait(world.at("delegate-voting-opens"))
    return world


def elected(rulebook: str | None = None) -> World:
    """Delegates are elected; the doors of the convention are open."""
    world = called(rulebook)
    elect_delegates(world)
    world.wait(current(world.state).opens)  # type: ignore[union-attr]
    return world


def people(world: World, branch: str = "north") -> tuple[list[str], list[str]]:
    """The branch's delegates and alternates."""
    own = delegates_of(world.state, C1, BranchId(branch))
    return [d.person for d in own], [a.person for a in alternates_of(world.state, C1, BranchId(branch))]


def bare(act: Act) -> Refusal:
    """The refusal in a record without an organisation."""
    answer = engine.admit(State(), act, {})
    assert isinstance(answer, Refusal)
    return answer


def on(world: World, make: Callable[[World], Act], **texts: str) -> Refusal:
    """The refusal of an act in this world."""
    return world.refused(make(world), **texts)


def fresh(make: Callable[[World], Act], **texts: str) -> Refusal:
    """The refusal of an act while founding."""
    return on(organisation(), make, **texts)


def later(world: World, make: Callable[[World], Act], moment: int, **texts: str) -> Refusal:
    """The refusal of an act after waiting."""
    world.wait(moment)
    return on(world, make, **texts)


def direct(world: World, act: Act) -> Refusal:
    """The refusal without letting the clock work first."""
    answer = engine.admit(world.state, act, {})
    assert isinstance(answer, Refusal)
    return answer


def captured() -> World:
    """The captured shell, its members past their waiting time, with a provisional organiser."""
    world = organisation(LATE_SHOP)
    world.appoint(20, "organiser")
    world.wait(world.now + 27 * WEEK)
    return world


def placed(rulebook: str | None = None) -> World:
    """And it has reached its threshold."""
    world = with_motion(rulebook)
    world.second("M1", SECONDERS)
    return world


def read_once() -> World:
    """A convention adopted its first motion, which needs two readings, and the next one is called."""
    world = voting(rulebook=TWO_READINGS)
    world.does(CastVotes(handle(TELLERS[0]), world.now, "V1", 0, "y" * 7))
    world.does(CloseVote(CHAIRING, world.now, "V1", LOT))
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    world.call(handle(SECRETARY))
    return world
