"""Two readings: what one convention adopted the next has to adopt too, in the same words."""

from rankandfile.core.chapters.agenda import TakeUpItem, items
from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.casting import CastVotes
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import AmendmentId, ConventionId, MotionId
from tests.world import CHAIR, LOT, SECRETARY, TELLERS, World, assemble, called, elect_delegates, handle, opened

from ..refusals.stages import SECONDERS, changed

CHAIRING = handle(CHAIR)
TWO_READINGS = changed('review_after = "104 weeks"', "readings = 2\nper_mover = 1")


def decide(world: World, item: str, choices: str) -> str:
    """The convention takes the item up and decides on its motion by name; the motion."""
    convention = world.state.meetings.current
    world.does(TakeUpItem(CHAIRING, world.now, convention, item))
    motion = next(i.about for i in items(world.state, convention) if i.state == "open")
    world.does(PutToVote(CHAIRING, world.now, convention, motion, "roll-call"))
    vote = world.state.floor.open_vote[convention]
    world.does(CastVotes(handle(TELLERS[0]), world.now, vote, 0, choices))
    world.does(CloseVote(CHAIRING, world.now, vote, LOT))
    return motion


def close(world: World) -> None:
    """The convention closes at its hour."""
    meeting = current(world.state)
    assert meeting is not None
    world.wait(meeting.closes)
    world.does(CloseConvention(CHAIRING, world.now, meeting.id))


def read_once() -> tuple[World, str]:
    """The first convention adopted the first of its motions, and closed."""
    world = opened(TWO_READINGS)
    motion = decide(world, "1", "y" * 7)
    close(world)
    return world, motion


def next_convention(world: World) -> ConventionId:
    """The next convention is called, elected and opened."""
    world.call(handle(SECRETARY))
    elect_delegates(world)
    assemble(world)
    return world.state.meetings.current


def test_a_motion_adopted_at_its_first_reading_is_not_carried_yet() -> None:
    world, motion = read_once()
    own = world.state.motions.motions[MotionId(motion)]
    assert (own.fate, own.read) == ("", ("C1",))
    lost = next(m for m in world.state.motions.motions.values() if m.id != motion)
    assert lost.fate == "unreached"


def test_the_next_convention_has_it_on_its_agenda_and_carries_it() -> None:
    world, motion = read_once()
    convention = next_convention(world)
    assert [i.about for i in items(world.state, convention) if i.about.startswith("M")] == [motion]
    assert decide(world, "1", "y" * 7) == motion
    assert world.state.motions.motions[MotionId(motion)].fate == "carried"


def test_it_is_lost_when_the_next_convention_votes_it_down() -> None:
    world, motion = read_once()
    next_convention(world)
    decide(world, "1", "n" * 7)
    assert world.state.motions.motions[MotionId(motion)].fate == "lost"


def test_it_is_unreached_when_the_next_convention_does_not_come_to_it() -> None:
    world, motion = read_once()
    next_convention(world)
    close(world)
    assert world.state.motions.motions[MotionId(motion)].fate == "unreached"


def test_the_words_that_were_read_are_not_changed_before_the_next_reading() -> None:
    world, motion = read_once()
    world.call(handle(SECRETARY))
    own = MotionId(motion)
    refusal = world.refused(MoveAmendment(handle(42), world.now, own, "delete", 1, 1), text="")
    assert (refusal.article, refusal.code) == ("9.2", "amendment.read")


def test_an_amendment_that_lay_short_of_support_is_over_with_the_reading() -> None:
    world = called(TWO_READINGS)
    motion = world.move(41)
    world.second(motion, SECONDERS)
    world.does(MoveAmendment(handle(42), world.now, motion, "delete", 1, 1), text="")
    elect_delegates(world)
    assemble(world)
    decide(world, "1", "y" * 7)
    refusal = world.refused(SecondAmendment(handle(11), world.now, AmendmentId(f"{motion}-A1")))
    assert refusal.code == "amendment.read"


def test_its_mover_cannot_take_back_what_a_convention_adopted() -> None:
    world, motion = read_once()
    world.call(handle(SECRETARY))
    own = world.state.motions.motions[MotionId(motion)]
    refusal = world.refused(WithdrawMotion(own.mover, world.now, own.id))
    assert (refusal.article, refusal.code) == ("9.2", "motion.read")


def test_what_is_read_again_does_not_count_as_moved_again() -> None:
    world, motion = read_once()
    world.call(handle(SECRETARY))
    mover = int(world.state.motions.motions[MotionId(motion)].mover, 16)
    world.move(mover, "Something else.")


def test_one_reading_is_enough_where_the_rulebook_asks_for_one() -> None:
    world = opened()
    motion = decide(world, "1", "y" * 7)
    assert world.state.motions.motions[MotionId(motion)].fate == "carried"
