"""G4. The captor kills a motion's amendments without a vote on them: by a trifle that names them, or from the chair."""

from rankandfile.core.chapters.amending import SecondAmendment, WithdrawAmendment
from rankandfile.core.chapters.amendments import MoveAmendment, of_motion
from rankandfile.core.chapters.ordering import to_vote
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.ids import MotionId
from tests.core.chapters.test_convention import cards, take_up
from tests.world import CHAIR, World, assemble, called, elect_delegates, handle

ENOUGH = [11, 12, 13, 14, 42, 43, 44, 73, 74, 75]


def on_the_floor() -> tuple[World, MotionId]:
    """Two members' amendments, and a trifle of the chair's own that names both as competing with it."""
    world = called()
    motion = world.move(41)
    world.second(motion, ENOUGH)
    for mover, line, named in ((42, 2, ()), (43, 3, ()), (CHAIR, 0, ("M1-A1", "M1-A2"))):
        act = MoveAmendment(handle(mover), world.now, motion, "add", line, competes_with=named)  # type: ignore[arg-type]
        world.does(act, text="Who could vote against this?")
        number = of_motion(world.state, motion)[-1].id
        for seconder in (11, 12, 13, 14, 15):
            world.does(SecondAmendment(handle(seconder), world.now, number))
    elect_delegates(world)
    assemble(world)
    take_up(world, "1")
    return world, motion


def test_a_popular_trifle_that_names_all_others_strikes_down_none() -> None:
    world, motion = on_the_floor()
    assert to_vote(world.state, motion)[0].id == "M1-A3"
    cards(world, "M1-A3", 7, 0)
    assert [a.id for a in to_vote(world.state, motion)] == ["M1-A1", "M1-A2"]


def test_the_chair_can_neither_leave_an_amendment_out_nor_take_it_back_nor_put_it_where_it_suits() -> None:
    world, motion = on_the_floor()
    for subject in (motion, "M1-A2"):
        put = PutToVote(handle(CHAIR), world.now, "C1", subject, "show-of-cards")  # type: ignore[arg-type]
        assert world.refused(put).code == "floor.amendments_first"
    assert world.refused(WithdrawAmendment(handle(CHAIR), world.now, "M1-A1")).code == "amendment.not_yours"  # type: ignore[arg-type]
