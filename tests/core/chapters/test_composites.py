"""Composites: made by their movers together, in the place of the originals, which come back unless a vote decides."""

import pytest

from rankandfile.core.chapters.agenda import TakeUpItem, count_waiting, is_joined, items, next_item
from rankandfile.core.chapters.authorship import why_not_ones_own
from rankandfile.core.chapters.composites import (
    CompositeMade,
    ConsentToComposite,
    LeaveComposite,
    ProposeComposite,
    composite_of,
    proposals,
    still_asked,
)
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.digest import digest
from rankandfile.core.ids import CompositeId, ConventionId, MotionId
from rankandfile.core.text import count_lines, fingerprint
from tests.world import TEXT, World, assemble, called, elect_delegates, handle

from ..refusals.stages import CHAIRING, SECONDERS, changed
from ..test_properties import replayed
from .test_convention import cards

C1, K1 = ConventionId("C1"), CompositeId("K1")
MOVERS = (41, 72, 73)
JOINT = "We resolve both.\nAnd we say so together."
FALLS = changed('if_lost = "originals"', 'if_lost = "fall"')


def with_motions(rulebook: str | None = None) -> World:
    """A convention called, and three motions with their support."""
    world = called(rulebook)
    for mover in MOVERS:
        moved = world.move(mover, f"{TEXT}\nBy {mover}.")
        world.second(moved, [n for n in (*SECONDERS, 15, 45) if n != mover][:11])
    return world


def proposal(world: World, originals: tuple[str, ...] = ("M1", "M2"), by: int = 41) -> ProposeComposite:
    """The act of proposing a composite."""
    names = tuple(MotionId(each) for each in originals)
    return ProposeComposite(handle(by), world.now, names, count_lines(JOINT), fingerprint(JOINT))


def propose(world: World, originals: tuple[str, ...] = ("M1", "M2"), by: int = 41) -> tuple[object, ...]:
    """A composite is proposed."""
    return world.does(proposal(world, originals, by), title="Both", text=JOINT)


def consent(world: World, by: int, composite: CompositeId = K1) -> tuple[object, ...]:
    """A mover consents."""
    return world.does(ConsentToComposite(handle(by), world.now, composite))


def made(rulebook: str | None = None) -> World:
    """A composite of the first two, made before the agenda is composed."""
    world = with_motions(rulebook)
    propose(world)
    consent(world, 72)
    return world


def on_its_item(world: World) -> str:
    """The convention sits, and the chair has come to the composite; the number of its item."""
    elect_delegates(world)
    assemble(world)
    while (coming := next_item(world.state, C1)) is not None:
        world.does(TakeUpItem(CHAIRING, world.now, C1, coming.id))
        if coming.about == "M4":
            return coming.id
        cards(world, coming.about, 5, 2)
    raise AssertionError("it is not on the agenda")


def fates(world: World) -> list[str]:
    """What became of each motion."""
    return [m.fate for m in world.state.motions.motions.values()]


def test_each_mover_consents_and_with_the_last_it_stands_in_the_place_of_the_originals() -> None:
    world = with_motions()
    propose(world, ("M1", "M2", "M3"))
    own = world.state.composites.composites[K1]
    assert still_asked(world.state, own) == (handle(72), handle(73))
    assert proposals(world.state, MotionId("M3")) == (own,)
    assert not any(isinstance(effect, CompositeMade) for effect in consent(world, 72))
    assert any(isinstance(effect, CompositeMade) for effect in consent(world, 73))
    motion = world.state.motions.motions[MotionId("M4")]
    assert (motion.mover, motion.entry, motion.lines) == (handle(41), own.entry, 2)
    assert motion.placed
    assert [is_joined(world.state, m) for m in ("M1", "M2", "M3", "M4")] == [True, True, True, False]
    assert composite_of(world.state, motion.id) is not None
    assert proposals(world.state, MotionId("M3")) == ()
    assert digest(replayed(world)) == digest(world.state)


def test_the_agenda_has_it_before_its_originals_whatever_the_lot_says() -> None:
    world = made()
    world.wait(world.at("agenda"))
    order = [item.about for item in items(world.state, C1) if item.about.startswith("M")]
    first = min(order.index("M1"), order.index("M2"))
    assert order.index("M4") == first - 1
    assert sorted(each for each in order if not is_joined(world.state, each)) == ["M3", "M4"]


def test_made_after_the_agenda_it_comes_in_the_place_of_the_first_original() -> None:
    world = with_motions()
    world.wait(world.at("agenda"))
    before = [item.about for item in items(world.state, C1) if item.about.startswith("M")]
    propose(world)
    consent(world, 72)
    place = min(before.index("M1"), before.index("M2"))
    after = [item.about for item in items(world.state, C1) if item.about.startswith("M")]
    assert after == [*before[:place], "M4", *before[place:]]


def test_if_it_carries_the_originals_fall() -> None:
    world = made()
    on_its_item(world)
    cards(world, "M4", 5, 2)
    assert fates(world)[:2] == ["fell", "fell"]
    assert fates(world)[3] == "carried"
    assert {i.about: i.state for i in items(world.state, C1)}["M1"] == "done"
    assert digest(replayed(world)) == digest(world.state)


def test_if_it_is_lost_the_originals_are_taken_in_their_places() -> None:
    world = made()
    on_its_item(world)
    left = count_waiting(world.state, C1)
    cards(world, "M4", 2, 5)
    assert fates(world)[:2] == ["", ""]
    assert count_waiting(world.state, C1) == left + 1, "two come back for the one that is done"
    coming = next_item(world.state, C1)
    assert coming is not None
    assert coming.about in ("M1", "M2")
    world.does(TakeUpItem(CHAIRING, world.now, C1, coming.id))
    cards(world, coming.about, 5, 2)


def test_the_rulebook_may_let_the_originals_fall_with_it() -> None:
    world = made(FALLS)
    on_its_item(world)
    cards(world, "M4", 2, 5)
    assert fates(world)[:2] == ["fell", "fell"]


def test_what_the_meeting_does_not_reach_is_unreached_with_its_originals() -> None:
    world = made()
    elect_delegates(world)
    assemble(world)
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    assert fates(world) == ["unreached"] * 4


def test_a_mover_who_does_not_consent_ends_it_and_nothing_changed() -> None:
    world = with_motions()
    propose(world)
    world.does(LeaveComposite(handle(72), world.now, K1))
    assert not is_joined(world.state, "M1")
    assert world.refused(ConsentToComposite(handle(72), world.now, K1)).code == "composite.over"
    propose(world)
    consent(world, 72, CompositeId("K2"))


def test_a_mover_leaves_until_it_is_on_the_floor_and_the_originals_stand_as_before() -> None:
    world = made()
    other = world.copy()
    world.wait(world.at("agenda"))
    world.does(LeaveComposite(handle(72), world.now, K1))
    assert fates(world) == ["", "", "", "withdrawn"]
    assert not is_joined(world.state, "M2")
    on_its_item(other)
    assert other.refused(LeaveComposite(handle(72), other.now, K1)).code == "composite.on_floor"


def test_neither_the_composite_nor_an_original_is_withdrawn_by_one_alone() -> None:
    world = made()
    assert world.refused(WithdrawMotion(handle(41), world.now, MotionId("M4"))).code == "composite.joint"
    assert world.refused(WithdrawMotion(handle(72), world.now, MotionId("M2"))).code == "composite.joined"


def test_who_moved_all_of_them_needs_nobody_elses_consent() -> None:
    world = called()
    for part in ("One", "Two"):
        world.second(world.move(41, f"{TEXT}\n{part}."), SECONDERS)
    assert any(isinstance(effect, CompositeMade) for effect in propose(world))


def test_it_counts_for_nobody_among_the_motions_that_one_mover_may_submit() -> None:
    world = called(changed('review_after = "104 weeks"', "per_mover = 2"))
    for mover in (41, 72):
        world.second(world.move(mover, f"{TEXT}\nBy {mover}."), [n for n in (*SECONDERS, 15) if n != mover][:10])
    propose(world)
    consent(world, 72)
    world.move(41, f"{TEXT}\nAnother.")
    third = f"{TEXT}\nA third."
    assert world.refused(world.motion_act(41, third), title="A", text=third).code == "motion.per_mover"


def test_its_words_are_the_proposers_to_erase_until_another_mover_consents() -> None:
    world = with_motions()
    propose(world, ("M1", "M2", "M3"))
    entry = world.state.composites.composites[K1].entry
    open_still = why_not_ones_own(world.state, "17", entry, "text")
    assert open_still is not None
    assert open_still.code == "erasing.withdraw_first"
    other = world.copy()
    other.does(LeaveComposite(handle(41), other.now, K1))
    assert why_not_ones_own(other.state, "17", entry, "text") is None
    consent(world, 72)
    bound = why_not_ones_own(world.state, "17", entry, "text")
    assert bound is not None
    assert bound.code == "erasing.bound"


@pytest.mark.parametrize("joined", [True, False])
def test_the_chair_cannot_take_an_original_next_while_the_composite_stands(joined: bool) -> None:
    world = made() if joined else with_motions()
    elect_delegates(world)
    assemble(world)
    coming = next_item(world.state, C1)
    assert coming is not None
    world.does(TakeUpItem(CHAIRING, world.now, C1, coming.id))
    item = next(i.id for i in items(world.state, C1) if i.about in ("M1", "M2") and i.id != coming.id)
    act = PutToVote(CHAIRING, world.now, C1, f"item:{item}", "show-of-cards")
    if joined:
        assert world.refused(act).code == "floor.no_item"
    else:
        world.does(act)
