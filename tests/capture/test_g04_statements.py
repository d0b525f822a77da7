"""G4. The captor keeps objections out of the bulletin: fills the places first, writes longer, takes words back."""

from rankandfile.core.chapters.opposing import OpposeMotion, WithdrawStatement, against, purpose
from rankandfile.core.ids import MotionId, StatementId
from rankandfile.core.lots import drawn_order
from rankandfile.core.rulebook.schema import Statements
from tests.core.refusals.stages import MOVER, placed
from tests.core.refusals.statements import opposed, statement
from tests.living import Living
from tests.world import CHAIR, LOT, SECRETARY, handle

FRIENDS = (11, 12, 13, 14, 15)
CRITICS = (42, 43)


def test_whoever_writes_first_does_not_fill_the_places_with_words_that_say_nothing() -> None:
    world = placed()
    for friend in FRIENDS:
        world.does(statement(world, friend), text="I have nothing to add.")
    for critic in CRITICS:
        world.does(statement(world, critic), text="It costs too much.")
    world.wait(world.at("issue-1"))
    printed = [each.id for each in against(world.state, MotionId("M1")) if each.issue]
    everybody = [f"S{number}" for number in range(1, 8)]
    assert printed == list(drawn_order(LOT, purpose(world.state, MotionId("M1"), 1), everybody)[:3])
    assert len(against(world.state, MotionId("M1"))) == 7, "those without a place are on the page all the same"


def test_nobody_fills_the_list_alone(own: Living) -> None:
    own.move(41)
    own.does(OpposeMotion(handle(11), own.now, MotionId("M1")), text="No.")
    again = own.refused(OpposeMotion(handle(11), own.now, MotionId("M1")), text="No, and no.")
    assert again.code == "statement.made"


def test_the_leadership_writes_no_longer_than_anybody_else(own: Living) -> None:
    own.move(41)
    long = "word " * 801
    answers = {
        own.refused(OpposeMotion(handle(number), own.now, MotionId("M1")), text=long)
        for number in (CHAIR, SECRETARY, 11)
    }
    assert [answer.code for answer in answers] == ["bulletin.words"]


def test_neither_the_mover_nor_an_officer_takes_it_back() -> None:
    world = opposed()
    for number in (MOVER, CHAIR, SECRETARY):
        act = WithdrawStatement(handle(number), world.now, StatementId("S1"))
        assert world.refused(act).code == "statement.not_yours"


def test_the_clause_has_no_key_that_favours_anybody() -> None:
    assert set(Statements.__struct_fields__) - {"article", "title"} == {"printed", "per_member"}
