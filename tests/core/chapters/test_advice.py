"""Votes without a quorum, where the rulebook takes them as advice: counted, shown, and nothing follows from them."""

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.casting import CastVote
from rankandfile.core.chapters.credentials import CheckIn, CheckOut
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from tests.core.refusals.stages import changed
from tests.world import LOT, World, handle

from .sitting import HERE, LOCAL, S1, meeting, on_the_floor

ADVISORY = changed("quorum = { number = 5 }", 'quorum = { number = 5, without = "advisory" }')


def few(rulebook: str | None = ADVISORY) -> World:
    """Four of eight have left, below the quorum of five."""
    world = on_the_floor(rulebook)
    for number in HERE[4:]:
        world.does(CheckOut(handle(number), world.now, S1, handle(number)))
    return world


def voted(world: World) -> World:
    """All who are left vote yes on the motion on the floor."""
    world.does(PutToVote(handle(LOCAL), world.now, S1, "M1", "roll-call"))
    for number in HERE[:4]:
        world.does(CastVote(handle(number), world.now, "V1", "y"))
    world.does(CloseVote(handle(LOCAL), world.now, "V1", LOT))
    return world


def test_without_a_quorum_the_vote_is_advice_and_decides_nothing() -> None:
    world = voted(few())
    vote = world.state.floor.votes["V1"]
    assert (vote.advice, vote.carried, vote.yes) == (True, True, 4)
    assert world.state.motions.motions["M1"].fate == ""
    assert world.state.floor.agenda[S1]["1"].state == "laid-aside"
    world.does(TakeUpItem(handle(LOCAL), world.now, S1, "2"))
    world.wait(meeting(world).closes)
    world.does(CloseConvention(handle(LOCAL), world.now, S1))
    assert world.state.motions.motions["M1"].fate == "unreached", "never the same as defeated, nor as carried"


def test_with_a_quorum_the_same_rulebook_decides() -> None:
    world = few()
    world.does(CheckIn(handle(HERE[4]), world.now, S1, handle(HERE[4])))
    assert voted(world).state.motions.motions["M1"].fate == "carried"
    assert not world.state.floor.votes["V1"].advice


def test_procedure_is_no_matter_of_advice() -> None:
    refusal = few().refused(PutToVote(handle(LOCAL), few().now, S1, "close", "roll-call"))
    assert refusal.code == "convention.quorum"


def test_other_rulebooks_put_nothing_to_the_vote() -> None:
    world = few(None)
    assert world.refused(PutToVote(handle(LOCAL), world.now, S1, "M1", "roll-call")).code == "convention.quorum"
