"""Statements against a motion: as long as the motion, one each, and the lot says whose the bulletin prints."""

from rankandfile.core.chapters.erasing import RequestErasure
from rankandfile.core.chapters.opposing import WithdrawStatement, against, purpose
from rankandfile.core.lots import drawn_order
from rankandfile.core.rulebook.reading import article
from tests.core.refusals.stages import MOVER, placed, with_motion
from tests.core.refusals.statements import S1, opposed, printed, statement, under
from tests.core.rulebook.texts import read
from tests.world import LOT, World, handle


def many(world: World) -> None:
    """Six members write."""
    for number in (11, 12, 13, 42, 43, 73):
        world.does(statement(world, number), text=f"Reason {number}.")


def numbers(world: World, issue: int) -> list[str]:
    """What an issue printed, in its places."""
    return [each.id for each in against(world.state, "M1") if each.issue == issue]


def test_a_statement_stands_beside_the_motion_at_once() -> None:
    assert [each.id for each in against(opposed().state, "M1")] == ["S1"]


def test_it_may_be_as_long_as_the_motion_and_no_longer() -> None:
    world = with_motion()
    refusal = world.refused(statement(world), text="word " * 801)
    assert refusal.code == "bulletin.words"
    assert dict(refusal.facts)["limit"] == 800


def test_the_lot_gives_out_three_places_and_anybody_can_draw_it_again() -> None:
    world = placed()
    many(world)
    world.wait(world.at("issue-1"))
    drawn = drawn_order(LOT, purpose(world.state, "M1", 1), [f"S{n}" for n in range(1, 7)])
    assert numbers(world, 1) == list(drawn[:3])
    assert [each.id for each in against(world.state, "M1")][:3] == list(drawn[:3])


def test_places_that_are_taken_stay_taken_and_later_ones_get_what_is_free() -> None:
    world = placed()
    world.does(statement(world, 11), text="First.")
    world.wait(world.at("issue-1"))
    many_but_one = (12, 13, 42, 43)
    for number in many_but_one:
        world.does(statement(world, number), text="Later.")
    world.wait(world.at("issue-2"))
    assert numbers(world, 1) == ["S1"]
    assert len(numbers(world, 2)) == 2
    assert [each.place for each in against(world.state, "M1") if each.issue] == [1, 2, 3]


def test_a_statement_against_what_no_issue_brings_is_not_printed() -> None:
    world = with_motion(under("printed = 1"))
    world.does(statement(world), text="It costs too much.")
    assert numbers(world, 1) == []


def test_its_author_withdraws_it_until_it_is_printed_and_may_write_another() -> None:
    world = opposed()
    world.does(WithdrawStatement(handle(11), world.now, S1))
    assert against(world.state, "M1") == ()
    world.does(statement(world), text="Better words.")
    assert [each.id for each in against(world.state, "M1")] == ["S2"]


def test_a_statement_is_its_authors_to_erase_until_it_is_printed() -> None:
    asked = {"owner": handle(11), "text_kind": "civic", "commitment": "c"}
    world = opposed()
    entry = world.state.opposing.statements["S1"].entry
    assert world.refused(RequestErasure(handle(11), world.now, entry, "text", **asked)).code == "erasing.withdraw_first"
    world.does(WithdrawStatement(handle(11), world.now, S1))
    world.does(RequestErasure(handle(11), world.now, entry, "text", **asked))
    bound = printed()
    assert bound.refused(RequestErasure(handle(11), bound.now, entry, "text", **asked)).code == "erasing.bound"


def test_the_clause_reads_as_plain_sentences() -> None:
    told = article(read(under("printed = 2")), "8.1")
    assert told == (
        "Any member who may move may write one statement against a motion. It may be as long as the motion itself, and"
        " everybody can read it at once. The bulletin prints 2 of them at most, drawn by a public lot. Nobody"
        " writes more than 10 before one convention."
    )
    assert article(read(under("printed = 0")), "8.1") == "There are no statements against a motion."


def test_the_mover_has_no_say_in_it() -> None:
    world = opposed()
    assert world.refused(WithdrawStatement(handle(MOVER), world.now, S1)).code == "statement.not_yours"


def test_a_rulebook_may_let_everybody_write_against_every_motion() -> None:
    assert "Nobody writes more" not in article(read(under("per_member = 0")), "8.1")
    opposed(under("per_member = 0"))
