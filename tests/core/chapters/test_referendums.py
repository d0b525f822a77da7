"""A referendum: what the convention carried goes to all members, and holds only when they confirm it."""

from rankandfile.core import engine
from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.casting import CastVotes
from rankandfile.core.chapters.foundation import rules_in_force
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import Moment, MotionId
from tests.world import LOT, TELLERS, TEXT, WEEK, World, assemble, called, elect_delegates, handle, opened

from ..refusals.stages import C1, CHAIRING, changed, subject
from .test_readings import close, decide, next_convention

CONFIRMED = changed('review_after = "104 weeks"', "referendum = true")
FLOOR = CONFIRMED.replace('comparison = "more-than" }', 'comparison = "more-than", floor = "1/4" }')
RULES_CONFIRMED = changed("changes_rulebook = true", "changes_rulebook = true\nreferendum = true")


def submitted(rulebook: str = CONFIRMED) -> tuple[World, MotionId]:
    """The convention carried its first motion; all members are asked."""
    world = opened(rulebook)
    return world, MotionId(decide(world, "1", "y" * 7))


def vote(world: World, motion: MotionId, yes: int, no: int = 0) -> None:
    """So many members answer yes and no, and the voting closes."""
    ballot = world.state.elections.elections[world.state.motions.motions[motion].ballot]
    for number in range(10, 10 + yes + no):
        world.votes(ballot.id, number, "1" if number < 10 + yes else "2")
    world.wait(ballot.voting_closes + 1)


def test_what_the_convention_carried_is_put_to_all_members_at_once() -> None:
    world, motion = submitted()
    own = world.state.motions.motions[motion]
    ballot = world.state.elections.elections[own.ballot]
    assert own.fate == ""
    assert (len(ballot.roll), ballot.question, ballot.article) == (106, motion, "9.2")
    assert ballot.voting_closes == world.now + 2 * WEEK


def test_confirmed_it_is_carried_and_turned_down_it_is_lost() -> None:
    for yes, no, fate in ((3, 2, "carried"), (2, 2, "lost"), (0, 0, "lost")):
        world, motion = submitted()
        vote(world, motion, yes, no)
        assert world.state.motions.motions[motion].fate == fate


def test_the_majority_is_that_of_its_class_with_its_floor_taken_of_all_members() -> None:
    world, motion = submitted(FLOOR)
    vote(world, motion, 5)
    assert world.state.motions.motions[motion].fate == "lost"
    ballot = world.state.elections.elections[world.state.motions.motions[motion].ballot]
    assert ballot.tally is not None
    assert ballot.tally.required == 27


def test_the_close_of_the_convention_leaves_it_to_the_members() -> None:
    world, motion = submitted()
    close(world)
    assert world.state.motions.motions[motion].fate == ""
    vote(world, motion, 3)
    assert world.state.motions.motions[motion].fate == "carried"


def test_while_members_are_asked_the_motion_is_neither_amended_nor_withdrawn_nor_on_another_agenda() -> None:
    world, motion = submitted()
    mover = world.state.motions.motions[motion].mover
    assert world.refused(WithdrawMotion(mover, world.now, motion)).code == "motion.read"
    assert world.refused(MoveAmendment(handle(42), world.now, motion, "delete", 1, 1), text="").code == "amendment.read"
    close(world)
    world.wait(world.now + 1)
    meeting = current(world.state)
    assert meeting is None
    world.call(handle(40))
    assert world.state.motions.motions[motion].convention == C1


def test_what_the_convention_turned_down_goes_to_nobody() -> None:
    world = opened(CONFIRMED)
    motion = MotionId(decide(world, "1", "n" * 7))
    assert world.state.motions.motions[motion].fate == "lost"
    assert not any(e.question for e in world.state.elections.elections.values())


def test_readings_come_before_the_referendum() -> None:
    world, motion = submitted(CONFIRMED.replace("referendum = true", "referendum = true\nreadings = 2", 1))
    assert not world.state.motions.motions[motion].ballot
    close(world)
    next_convention(world)
    decide(world, "1", "y" * 7)
    assert world.state.motions.motions[motion].ballot


def changing(rulebook: str, *changes: tuple[str, str]) -> World:
    """In session with changes of the rulebook on the agenda."""
    world = called(rulebook)
    for mover, (old, new) in zip((41, 72), changes, strict=False):
        assert old in rulebook
        rules = world.shelve(rulebook.replace(old, new))
        number = world.move(mover, f"{TEXT} {new}", "rulebook-change", rules=rules)
        world.second(number, [*range(11, 20), *range(42, 51), 73, 74, 96, 97])
    elect_delegates(world)
    assemble(world)
    return world


def carry(world: World, item: str) -> MotionId:
    """The convention carries the item."""
    return MotionId(decide(world, item, "y" * 7))


LIMIT = ("limit = [{ words = 300 }]", "limit = [{ words = 700 }]")
LIMIT_TOO = ("limit = [{ words = 300 }]", "limit = [{ words = 600 }]")
TELLING = ("tellers_agree = 2", "tellers_agree = 3")


def test_a_change_of_the_rulebook_is_in_force_when_members_confirmed_it_after_the_close() -> None:
    world = changing(RULES_CONFIRMED, LIMIT)
    before, motion = rules_in_force(world.state), carry(world, "1")
    close(world)
    assert rules_in_force(world.state) == before
    vote(world, motion, 4, 1)
    assert rules_in_force(world.state) == world.state.motions.motions[motion].rules
    assert world.state.foundation.rulebook.amendments.limit[0].words == 700  # type: ignore[union-attr]


def test_confirmed_before_the_close_it_waits_for_the_close() -> None:
    world = changing(RULES_CONFIRMED.replace("tellers_agree = 2", 'tellers_agree = 2\nballot_lasts = "1 day"'), LIMIT)
    motion = carry(world, "1")
    vote(world, motion, 4, 1)
    assert world.state.foundation.scheduled
    close(world)
    assert rules_in_force(world.state) == world.state.motions.motions[motion].rules


def test_while_members_are_asked_no_other_change_of_the_same_article_is_put_to_the_vote() -> None:
    world = changing(RULES_CONFIRMED, LIMIT, LIMIT_TOO)
    carry(world, "1")
    world.does(TakeUpItem(CHAIRING, world.now, C1, "2"))
    refusal = world.refused(PutToVote(CHAIRING, world.now, C1, subject(world), "roll-call"))
    assert refusal.code == "floor.rulebook_changed"


def test_changes_of_different_articles_are_both_confirmed_and_worked_together() -> None:
    world = changing(RULES_CONFIRMED, LIMIT, TELLING)
    motions = (carry(world, "1"), carry(world, "2"))
    close(world)
    for motion in motions:
        ballot = world.state.motions.motions[motion].ballot
        for number in range(10, 14):
            world.votes(ballot, number, "1")
    world.wait(Moment(max(e.voting_closes for e in world.state.elections.elections.values() if e.question) + 1))
    now = world.state.foundation.rulebook
    assert now is not None
    assert (now.amendments.limit[0].words, now.voting.tellers_agree) == (700, 3)


def test_nobody_in_office_can_keep_the_members_from_voting() -> None:
    """The clock closes and counts: nothing waits for a chair, who is not even asked."""
    world, motion = submitted()
    ballot = world.state.motions.motions[motion].ballot
    assert not any(d.about == ballot and d.owed_by != "clock" for d in engine.duties(world.state))


def test_a_vote_that_was_not_by_a_majority_of_the_convention_never_gets_there() -> None:
    world = opened(CONFIRMED)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    motion = subject(world)
    world.does(PutToVote(CHAIRING, world.now, C1, motion, "roll-call"))
    world.does(CastVotes(handle(TELLERS[0]), world.now, "V1", 0, "yyynnna"))
    world.does(CloseVote(CHAIRING, world.now, "V1", LOT))
    assert world.state.motions.motions[MotionId(motion)].fate == "lost"
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
