"""G4. The captor changes a text from the chair, joins it to another, or has a friend take it over to end it."""

from rankandfile.core.chapters.agenda import TakeUpItem, is_joined
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.composites import ConsentToComposite, ProposeComposite
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.parts import AskForPart, parts_of
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.chapters.withdrawing import TakeOverMotion
from rankandfile.core.ids import CompositeId, ConventionId, MotionId
from rankandfile.core.text import count_lines, fingerprint
from tests.core.chapters.test_convention import cards
from tests.core.refusals.stages import CHAIRING, SECONDERS
from tests.world import CHAIR, SECRETARY, TEXT, World, assemble, called, elect_delegates, handle

C1, M1, K1 = ConventionId("C1"), MotionId("M1"), CompositeId("K1")
HARMLESS = "We thank everybody."


def with_motion() -> World:
    """A member's motion, with its support."""
    world = called()
    world.second(world.move(41), SECONDERS)
    return world


def joint(world: World, by: int, *originals: str) -> ProposeComposite:
    """A harmless text in the place of these motions."""
    names = tuple(MotionId(each) for each in originals)
    return ProposeComposite(handle(by), world.now, names, count_lines(HARMLESS), fingerprint(HARMLESS))


def test_an_officer_cannot_join_a_members_motion_to_a_harmless_one() -> None:
    world = with_motion()
    world.second(world.move(SECRETARY, f"{TEXT}\nThanks."), SECONDERS)
    words = {"title": "Thanks", "text": HARMLESS}
    assert world.refused(joint(world, CHAIR, "M1", "M2"), **words).code == "composite.mover"
    world.does(joint(world, SECRETARY, "M1", "M2"), **words)
    for officer in (CHAIR, SECRETARY):
        assert isinstance(world.refused(ConsentToComposite(handle(officer), world.now, K1)).code, str)
    assert not is_joined(world.state, "M1"), "only its own mover puts anything in its place"


def test_the_chair_neither_divides_a_text_nor_puts_it_out_of_its_order() -> None:
    world = with_motion()
    assert world.refused(AskForPart(CHAIRING, world.now, M1, 1, 1)).code == "parts.who"
    world.does(AskForPart(handle(41), world.now, M1, 1, 1))
    elect_delegates(world)
    assemble(world)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    for subject in ("M1", "part:M1:2-3"):
        assert world.refused(PutToVote(CHAIRING, world.now, C1, subject, "show-of-cards")).code == "floor.parts_first"
    cards(world, "part:M1:1-1", 5, 2)
    late = MoveAmendment(CHAIRING, world.now, M1, "delete", 2, 3)
    assert world.refused(late, text="-").code == "parts.begun", "nobody changes what is being voted on"
    assert [part.fate for part in parts_of(world.state, M1)] == ["carried", ""]


def test_a_friend_who_takes_a_motion_over_to_end_it_only_hands_it_to_the_next() -> None:
    world = with_motion()
    world.does(WithdrawMotion(handle(41), world.now, M1))
    world.does(TakeOverMotion(handle(50), world.now, M1))
    world.does(WithdrawMotion(handle(50), world.now, M1))
    world.does(TakeOverMotion(handle(51), world.now, M1))
    own = world.state.motions.motions[M1]
    assert (own.fate, own.moved_before) == ("", (handle(41), handle(50))), "and everybody sees who let it go"
