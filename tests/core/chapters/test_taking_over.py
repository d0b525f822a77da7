"""Taking over what somebody withdrew: by another member, in time, with the support that it still has."""

from rankandfile.core.chapters import amendments as am
from rankandfile.core.chapters.agenda import item_about
from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.authorship import why_not_ones_own
from rankandfile.core.chapters.motions import Motion, WithdrawMotion
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.chapters.withdrawing import TakeOverMotion, taken_over_until
from rankandfile.core.digest import digest
from rankandfile.core.ids import BranchId, ConventionId, MotionId
from tests import erasing
from tests.world import DAY, WEEK, World, called, handle

from ..refusals.stages import SECONDERS, changed
from ..test_properties import replayed

M1, C1 = MotionId("M1"), ConventionId("C1")
MOVER, OTHER = 41, 50


def withdrawn(seconders: int = 11, rulebook: str | None = None) -> World:
    """A motion with so many seconders, withdrawn by its mover."""
    world = called(rulebook)
    world.second(world.move(MOVER), [*SECONDERS, 15, 16][:seconders])
    world.does(WithdrawMotion(handle(MOVER), world.now, M1))
    return world


def take(world: World, by: int = OTHER, **more: str) -> tuple[object, ...]:
    """Another member takes it over."""
    return world.does(TakeOverMotion(handle(by), world.now, M1, **more))  # type: ignore[arg-type]


def own(world: World) -> Motion:
    """The motion."""
    return world.state.motions.motions[M1]


def test_another_member_takes_a_withdrawn_motion_over_with_its_support() -> None:
    world = withdrawn()
    assert taken_over_until(world.state, own(world)) == own(world).decided + 2 * WEEK
    take(world)
    assert (own(world).mover, own(world).fate, own(world).moved_before) == (handle(OTHER), "", (handle(MOVER),))
    assert own(world).placed == world.now
    assert taken_over_until(world.state, own(world)) == 0
    world.does(SecondMotion(handle(MOVER), world.now, M1))
    assert digest(replayed(world)) == digest(world.state)


def test_the_new_movers_own_second_no_longer_counts_and_one_more_is_needed() -> None:
    world = withdrawn(seconders=10)
    take(world, by=11)
    assert handle(11) not in own(world).seconders
    assert not own(world).placed
    world.does(SecondMotion(handle(17), world.now, M1))
    assert own(world).placed


def test_after_seconding_has_closed_it_is_taken_over_only_with_its_support() -> None:
    longer = changed('taken_over_within = "2 weeks"', 'taken_over_within = "20 weeks"')
    enough, short = withdrawn(rulebook=longer), withdrawn(seconders=10, rulebook=longer)
    for world in (enough, short):
        world.wait(world.at("seconding-close-policy") + DAY)
    take(enough)
    assert own(enough).placed
    refusal = short.refused(TakeOverMotion(handle(11), short.now, M1))
    assert refusal.code == "takeover.support"
    take(short, by=17)


def test_taken_over_after_the_agenda_it_comes_at_the_end_of_its_section() -> None:
    longer = changed('taken_over_within = "2 weeks"', 'taken_over_within = "20 weeks"')
    world = withdrawn(rulebook=longer)
    world.wait(world.at("agenda"))
    assert item_about(world.state, C1, M1) is None
    take(world)
    assert item_about(world.state, C1, M1) is not None


def test_its_amendments_are_alive_again() -> None:
    world = called()
    world.second(world.move(MOVER), [*SECONDERS, 15])
    world.does(am.MoveAmendment(handle(42), world.now, M1, "delete", 1, 1), text="-")
    world.does(WithdrawMotion(handle(MOVER), world.now, M1))
    number = am.of_motion(world.state, M1)[0].id
    assert world.refused(SecondAmendment(handle(11), world.now, number)).code == "motion.over"
    take(world)
    world.does(SecondAmendment(handle(11), world.now, number))
    assert am.outcome(world.state, am.of_motion(world.state, M1)[0]) == ""


def test_a_branch_takes_it_over_under_the_rules_for_branches() -> None:
    world = withdrawn(seconders=5)
    world.appoint(12, "branch-secretary", "north")
    act = TakeOverMotion(handle(12), world.now, M1, "branch", BranchId("north"))
    world.does(act)
    assert (own(world).capacity, own(world).branch) == ("branch", "north")


def test_words_that_are_to_be_erased_are_not_taken_over_and_taken_over_words_are_not_erased() -> None:
    world = called()
    world.move(MOVER)
    world.does(WithdrawMotion(handle(MOVER), world.now, M1))
    other = world.copy()
    world.does(erasing.own(world, MOVER, own(world).entry, "text"))
    assert world.refused(TakeOverMotion(handle(OTHER), world.now, M1)).code == "takeover.erased"
    take(other)
    why = why_not_ones_own(other.state, "17", own(other).entry, "text")
    assert why is not None
    assert why.code == "erasing.bound"


def test_it_counts_among_the_motions_that_the_new_mover_may_submit() -> None:
    world = called(changed('barred_for = "40 weeks"', 'barred_for = "40 weeks"\nper_mover = 1'))
    world.move(MOVER)
    world.does(WithdrawMotion(handle(MOVER), world.now, M1))
    world.move(OTHER, "Another text.")
    assert world.refused(TakeOverMotion(handle(OTHER), world.now, M1)).code == "motion.per_mover"
    take(world, by=51)


def test_what_was_taken_over_can_be_withdrawn_and_taken_over_again() -> None:
    world = withdrawn()
    take(world)
    world.does(WithdrawMotion(handle(OTHER), world.now, M1))
    take(world, by=MOVER)
    assert own(world).moved_before == (handle(MOVER), handle(OTHER))
