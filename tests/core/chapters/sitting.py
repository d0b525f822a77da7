"""How far the meeting of a branch, or of the executive, has come; tests of both begin here."""

from functools import cache

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.convening import CallMeeting
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.ids import BranchId, ConventionId, Moment, MotionId
from rankandfile.core.text import count_lines, fingerprint
from tests.world import DAY, SECRETARY, TEXT, World, handle, organisation

NORTH = BranchId("north")
S1 = ConventionId("S1")
LOCAL = 20
"""The branch secretary of the north, who calls its meetings and presides."""
HERE = tuple(range(20, 28))
"""Eight members of the north who come."""


def with_secretaries(rulebook: str | None = None) -> World:
    """The organisation, with branch secretaries of north and south."""
    world = organisation(rulebook)
    world.appoint(LOCAL, "branch-secretary", "north")
    world.appoint(45, "branch-secretary", "south")
    return world


def calling(world: World, by: int = LOCAL, body: str = "branch", branch: str = "north", days: int = 10) -> CallMeeting:
    """The act of calling a meeting in so many days, for two hours."""
    opens = Moment(world.now + days * DAY)
    return CallMeeting(handle(by), world.now, body, opens, Moment(opens + 7200), BranchId(branch))


def convened(rulebook: str | None = None) -> World:
    """A meeting of the north is called."""
    return _convened(rulebook).copy()


@cache
def _convened(rulebook: str | None) -> World:
    world = with_secretaries(rulebook)
    world.does(calling(world), place="The library")
    return world


def moves(world: World, number: int = 21, text: str = TEXT, business: str = "branch-motion") -> MotionId:
    """A motion by this member to the meeting."""
    world.does(motion_act(world, number, text, business), title="A motion", text=text)
    return MotionId(f"M{len(world.state.motions.motions)}")


def motion_act(world: World, number: int, text: str, business: str, **more: str) -> MoveMotion:
    """The act of moving it at the first meeting."""
    return MoveMotion(
        handle(number), world.now, S1, business, count_lines(text), fingerprint(text), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def meeting(world: World, number: ConventionId = S1) -> Convention:
    """The meeting as it is now."""
    return world.state.meetings.conventions[number]


def gathered(rulebook: str | None = None) -> World:
    """Two motions on its agenda, eight members there, the meeting open."""
    return _gathered(rulebook).copy()


@cache
def _gathered(rulebook: str | None) -> World:
    world = convened(rulebook)
    moves(world)
    moves(world, 22, f"{TEXT}\nAnd once more.")
    assemble(world)
    return world


def assemble(world: World) -> None:
    """Those who come check in by themselves, and the branch secretary opens the meeting."""
    world.wait(meeting(world).opens)
    for number in HERE:
        world.does(CheckIn(handle(number), world.now, S1, handle(number)))
    world.does(OpenConvention(handle(LOCAL), world.now, S1))


def on_the_floor(rulebook: str | None = None) -> World:
    """The first motion is taken up."""
    world = gathered(rulebook)
    world.does(TakeUpItem(handle(LOCAL), world.now, S1, "1"))
    return world


def asked(method: str = "roll-call", rulebook: str | None = None) -> World:
    """And put to the vote."""
    world = on_the_floor(rulebook)
    world.does(PutToVote(handle(LOCAL), world.now, S1, "M1", method))  # type: ignore[arg-type]
    return world


def executive() -> World:
    """Five members of the executive, and a session called: the chair presides, the secretary calls it."""
    world = with_secretaries()
    world.appoint(80, "treasurer")
    for number in (81, 82):
        world.appoint(number, "executive-member")
    world.does(calling(world, SECRETARY, "executive", ""), place="The office")
    return world
