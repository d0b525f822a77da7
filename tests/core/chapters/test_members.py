"""Members: admission, silence that admits, standing, transfer, resignation."""

from rankandfile.core import engine
from rankandfile.core.chapters.admission import AnswerApplication, ApplyToJoin
from rankandfile.core.chapters.members import RecordDues, ResignMembership, TransferMember
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.chapters.standing import find, in_good_standing
from rankandfile.core.ids import BranchId, Moment
from tests.world import FOUNDER, WEEK, called, handle, organisation

NORTH, SOUTH, NEW = BranchId("north"), BranchId("south"), handle(900)


def test_an_application_that_the_branch_answers_makes_a_member() -> None:
    world = organisation()
    world.appoint(11, "branch-secretary", "north")
    world.does(ApplyToJoin(NEW, world.now, NORTH, "member"), name="New")
    world.does(AnswerApplication(handle(11), world.now, NEW, True, Moment(world.now + WEEK)))
    assert in_good_standing(world.state, NEW, world.now)
    assert world.state.members.counts[NORTH] == 31


def test_a_refused_application_leaves_no_member_and_can_be_made_again() -> None:
    world = organisation()
    world.does(ApplyToJoin(NEW, world.now, NORTH, "member"), name="New")
    world.does(AnswerApplication(FOUNDER, world.now, NEW, False), ground="Not now.")
    assert find(world.state, NEW) is None
    world.does(ApplyToJoin(NEW, world.now, SOUTH, "member"), name="New")


def test_a_branch_secretary_cannot_answer_for_another_branch() -> None:
    world = organisation()
    world.appoint(11, "branch-secretary", "north")
    world.does(ApplyToJoin(NEW, world.now, SOUTH, "member"), name="New")
    assert world.refused(AnswerApplication(handle(11), world.now, NEW, True)).code == "member.power"


def test_an_unanswered_application_is_a_duty_of_the_branch_and_silence_admits() -> None:
    world = organisation()
    world.does(ApplyToJoin(NEW, world.now, NORTH, "member"), name="New")
    duty = next(d for d in engine.duties(world.state) if d.kind == "answer-application")
    assert (duty.owed_by, duty.article) == ("north", "2")
    world.wait(duty.due)
    assert in_good_standing(world.state, NEW, world.now)


def test_where_silence_does_not_admit_the_application_stands_overdue() -> None:
    from rankandfile.shell.presets import preset_text

    world = organisation(preset_text("member-democracy").replace("silence_admits = true", "silence_admits = false"))
    world.does(ApplyToJoin(NEW, world.now, NORTH, "member"), name="New")
    world.wait(world.now + 5 * WEEK)
    assert next(d.kind for d in engine.overdue(world.state, world.now)) == "answer-application"


def test_where_anyone_is_admitted_an_application_is_granted_at_once() -> None:
    from rankandfile.shell.presets import preset_text

    text = preset_text("member-democracy").replace('admitted_by = "branch"', 'admitted_by = "anyone"')
    world = organisation(text)
    world.does(ApplyToJoin(NEW, world.now, NORTH, "member"), name="New")
    assert in_good_standing(world.state, NEW, world.now)


def test_standing_ends_with_the_time_of_grace_and_returns_with_the_dues() -> None:
    world = called()
    member = find(world.state, handle(11))
    assert member is not None
    world.does(RecordDues(FOUNDER, world.now, handle(11), world.now))
    assert in_good_standing(world.state, handle(11), Moment(world.now + 13 * WEEK))
    assert not in_good_standing(world.state, handle(11), Moment(world.now + 13 * WEEK + 1))
    world.does(RecordDues(FOUNDER, world.now, handle(11), Moment(world.now + 20 * WEEK)))
    assert in_good_standing(world.state, handle(11), Moment(world.now + 13 * WEEK + 1))


def test_a_member_in_arrears_cannot_second_a_motion() -> None:
    world = called()
    world.move(41)
    world.does(RecordDues(FOUNDER, world.now, handle(11), Moment(world.now - 14 * WEEK)))
    assert world.refused(SecondMotion(handle(11), world.now, "M1")).code == "member.arrears"


def test_a_member_moves_to_another_branch_without_asking_anybody() -> None:
    world = organisation()
    world.does(TransferMember(handle(11), world.now, handle(11), SOUTH))
    assert find(world.state, handle(11)).branch == SOUTH  # type: ignore[union-attr]
    assert (world.state.members.counts[NORTH], world.state.members.counts[SOUTH]) == (29, 31)


def test_where_the_branch_transfers_its_secretary_does_it() -> None:
    from rankandfile.shell.presets import preset_text

    text = preset_text("member-democracy").replace('transfer_by = "member"', 'transfer_by = "branch"')
    world = organisation(text)
    world.appoint(12, "branch-secretary", "north")
    world.does(TransferMember(handle(12), world.now, handle(11), SOUTH))
    assert world.refused(TransferMember(handle(12), world.now, handle(11), NORTH)).code == "member.power"


def test_resigning_ends_every_right_and_the_roll_counts_one_fewer() -> None:
    world = organisation()
    world.does(ResignMembership(handle(11), world.now))
    assert not in_good_standing(world.state, handle(11), world.now)
    assert world.state.members.counts[NORTH] == 29


def test_nothing_can_be_done_about_somebody_who_left() -> None:
    world = organisation()
    world.does(ResignMembership(handle(11), world.now))
    for act in (
        ResignMembership(handle(11), world.now),
        TransferMember(handle(11), world.now, handle(11), SOUTH),
        RecordDues(FOUNDER, world.now, handle(11), world.now),
    ):
        assert world.refused(act).code == "member.unknown"
    assert world.refused(TransferMember(handle(12), world.now, handle(12), BranchId("moon"))).code == "member.no_branch"
