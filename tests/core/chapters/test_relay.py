"""Letters from member to member: whom they reach, and one limit for everybody."""

from rankandfile.core.chapters.members import ResignMembership
from rankandfile.core.chapters.relay import Sent, clause_of, receivers, why_no_answer, why_not_write
from rankandfile.core.ids import Handle, Moment
from rankandfile.core.refusal import Refusal
from tests.core.refusals.letters import under
from tests.world import CHAIR, DAY, WEEK, World, called, handle, opened, organisation


def wrote(world: World, *letters: tuple[int, int]) -> list[Sent]:
    """Letters sent so many days ago to so many people."""
    return [Sent(Moment(world.now - days * DAY), people) for days, people in letters]


def facts(refusal: Refusal | None) -> dict[str, object]:
    assert refusal is not None
    return dict(refusal.facts)


def test_a_letter_to_a_motion_reaches_its_mover_and_nobody_else() -> None:
    world = called()
    motion = world.move(41)
    assert receivers(world.state, "motion", motion, handle(11)) == (handle(41),)
    assert receivers(world.state, "motion", motion, handle(41)) == ()
    assert receivers(world.state, "motion", "M99", handle(11)) == ()


def test_a_letter_to_a_branch_reaches_all_its_members_but_the_writer_and_those_who_left() -> None:
    world = organisation()
    own = world.state.members.members[handle(11)].branch
    everybody = [m.handle for m in world.state.members.members.values() if m.branch == own]
    assert list(receivers(world.state, "branch", own, handle(11))) == [m for m in everybody if m != handle(11)]
    world.does(ResignMembership(handle(12), world.now))
    assert handle(12) not in receivers(world.state, "branch", own, handle(11))


def test_a_letter_to_the_delegates_reaches_those_of_the_writers_own_branch() -> None:
    world = opened()
    own = world.state.members.members[handle(11)].branch
    reached = receivers(world.state, "delegates", "", handle(11))
    assert reached
    assert {world.state.members.members[each].branch for each in reached} == {own}
    assert set(reached) < set(receivers(world.state, "convention", "", handle(11))) | {handle(11)}


def test_before_a_convention_is_called_there_are_no_delegates_to_write_to() -> None:
    world = organisation()
    assert receivers(world.state, "delegates", "", handle(11)) == ()
    assert receivers(world.state, "convention", "", handle(11)) == ()


def test_the_limit_is_the_same_for_a_member_and_for_the_chair() -> None:
    world = under(2)
    for writer in (handle(11), handle(CHAIR)):
        assert why_not_write(world.state, writer, world.now, 20, wrote(world, (1, 20))) is None
        assert facts(why_not_write(world.state, writer, world.now, 20, wrote(world, (1, 20), (2, 20))))["number"] == 2


def test_a_letter_counts_until_the_time_is_over_and_the_refusal_names_that_moment() -> None:
    world = under(2)
    refusal = why_not_write(world.state, handle(11), world.now, 1, wrote(world, (6, 1), (2, 1), (8, 1)))
    until = facts(refusal)["until"]
    assert until == world.now + DAY
    assert why_not_write(world.state, handle(11), Moment(world.now + DAY), 1, wrote(world, (6, 1), (2, 1))) is None


def test_people_of_all_letters_are_added_and_room_comes_back_with_the_oldest() -> None:
    world = under(9, 30)
    letters = wrote(world, (5, 10), (3, 15))
    assert why_not_write(world.state, handle(11), world.now, 5, letters) is None
    told = facts(why_not_write(world.state, handle(11), world.now, 12, letters))
    assert (told["left"], told["until"]) == (5, world.now - 5 * DAY + WEEK)
    told = facts(why_not_write(world.state, handle(11), world.now, 25, letters))
    assert told["until"] == world.now - 3 * DAY + WEEK


def test_a_rulebook_that_is_silent_allows_twenty_letters_a_week_under_the_article_on_membership() -> None:
    world = organisation()
    clause = clause_of(world.state)
    assert (clause.number, clause.people, clause.article) == (20, 0, "2")
    assert why_not_write(world.state, handle(11), world.now, 10_000, wrote(world, *[(1, 500)] * 19)) is None


def test_who_is_no_member_writes_to_nobody() -> None:
    world = organisation()
    assert facts(why_not_write(world.state, Handle("f" * 32), world.now, 1)) == {}
    world.does(ResignMembership(handle(12), world.now))
    for refusal in (why_not_write(world.state, handle(12), world.now, 1), why_no_answer(world.state, handle(12))):
        assert refusal is not None
        assert refusal.code == "member.left"


def test_a_member_in_arrears_can_still_write() -> None:
    world = organisation()
    at = Moment(world.now + 10 * 366 * DAY)
    assert why_not_write(world.state, handle(11), at, 1) is None


def test_a_first_answer_is_open_to_every_member() -> None:
    assert why_no_answer(under(0).state, handle(11)) is None


def test_a_letter_to_nobody_is_not_sent() -> None:
    world = organisation()
    refusal = why_not_write(world.state, handle(11), world.now, 0)
    assert refusal is not None
    assert refusal.code == "letters.nobody"
