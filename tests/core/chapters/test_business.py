"""What the rulebook may ask of a class of business: a quorum of its own, a limit for each mover."""

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.credentials import CheckOut
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.refusal import Refusal
from tests.world import CHAIR, DESK, TEXT, World, called, handle, opened

from ..refusals.stages import C1, CHAIRING, changed, people, subject

TWO_EACH = changed('review_after = "104 weeks"', "per_mover = 2")
ALL_PRESENT = changed('review_after = "104 weeks"', 'quorum = { share = "1" }')
FEW_PRESENT = changed('review_after = "104 weeks"', "quorum = { number = 2 }")


def moved(world: World, count: int, number: int = 41, **more: str) -> None:
    """The member moves so many motions."""
    for each in range(count):
        world.move(number, f"{TEXT} {number} {each} {more}", **more)


def again(world: World, number: int = 41, **more: str) -> Refusal:
    """The refusal of one more."""
    return world.refused(world.motion_act(number, TEXT, **more), title="Again", text=TEXT)


def test_one_mover_moves_no_more_motions_of_a_class_than_the_rulebook_says() -> None:
    world = called(TWO_EACH)
    moved(world, 2)
    refusal = again(world)
    assert (refusal.article, refusal.code) == ("9.2", "motion.per_mover")
    moved(world, 2, 42)


def test_the_limit_is_for_one_class_of_business() -> None:
    world = called(TWO_EACH)
    moved(world, 2)
    assert again(world, business="report").code == "motion.mover"


def test_a_motion_withdrawn_unread_does_not_count_and_one_that_was_published_does() -> None:
    world = called(TWO_EACH)
    moved(world, 2)
    world.does(WithdrawMotion(handle(41), world.now, "M1"))
    world.move(41, f"{TEXT} instead")
    published = called(TWO_EACH.replace('"9 weeks before opening", "5', '"11 weeks before opening", "5'))
    moved(published, 2)
    published.wait(published.at("issue-1"))
    published.does(WithdrawMotion(handle(41), published.now, "M1"))
    assert again(published).code == "motion.per_mover"


def test_the_leadership_is_one_mover_whoever_of_it_signs() -> None:
    world = called(TWO_EACH)
    moved(world, 1, CHAIR, capacity="executive")
    moved(world, 1, 40, capacity="executive")
    assert again(world, CHAIR, capacity="executive").code == "motion.per_mover"
    moved(world, 1, CHAIR)


def test_a_branch_is_one_mover_whoever_of_it_signs() -> None:
    world = called(TWO_EACH)
    for number in (11, 12):
        world.appoint(number, "branch-secretary", "north")
        moved(world, 1, number, capacity="branch", branch="north")
    assert again(world, 11, capacity="branch", branch="north").code == "motion.per_mover"


def leaves(world: World, count: int) -> None:
    """So many delegates leave."""
    for person in [*people(world)[0], *people(world, "south")[0]][:count]:
        world.does(CheckOut(handle(DESK), world.now, C1, person))


def test_a_class_with_a_higher_quorum_is_decided_with_that_quorum_only() -> None:
    world = opened(ALL_PRESENT)
    leaves(world, 1)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    refusal = world.refused(PutToVote(CHAIRING, world.now, C1, subject(world), "roll-call"))
    assert (refusal.article, refusal.code) == ("9.2", "convention.quorum")
    assert dict(refusal.facts)["missing"] == 1
    assert engine.admit(world.state, PutToVote(CHAIRING, world.now, C1, "close", "roll-call"), {})


@pytest.mark.parametrize(("subject_", "decides"), [("motion", True), ("close", False)])
def test_a_class_with_a_lower_quorum_is_decided_where_the_meeting_could_decide_nothing_else(
    subject_: str, decides: bool
) -> None:
    world = opened(FEW_PRESENT)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    leaves(world, 4)
    about = subject(world) if subject_ == "motion" else subject_
    answer = engine.admit(world.state, PutToVote(CHAIRING, world.now, C1, about, "roll-call"), {})
    assert isinstance(answer, Refusal) is not decides
