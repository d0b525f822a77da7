"""Recall: asked for by members, put to those who elected as soon as enough ask, decided by a ballot of the clock."""

import pytest
from msgspec.structs import replace

from rankandfile.core import engine
from rankandfile.core.chapters.balloting import CastBallot, CloseVoting, OpenVoting
from rankandfile.core.chapters.members import ResignMembership
from rankandfile.core.chapters.offices import ResignPost, has_power, holders
from rankandfile.core.chapters.petitioning import AnswerRecall, SupportRecall, WithdrawRecallSupport
from rankandfile.core.chapters.recalls import AskForRecall, has, needed
from rankandfile.core.ids import BranchId, Moment
from rankandfile.core.lots import drawn_order
from rankandfile.core.refusal import Refusal
from rankandfile.core.rulebook.schema import Threshold
from tests.world import LOT, WEEK, World, handle

from ..refusals.stages import changed
from .leading import FIRST, NORTH, RULES, asked, chairs, delegates, led, reached, recall_of, voted, with_secretary


def test_the_supporter_who_makes_the_petition_complete_puts_the_vote_on() -> None:
    world = led()
    recall = asked(world)
    ballot = reached(world, recall)
    assert recall_of(world, recall).reached == world.now
    assert (ballot.question, ballot.article) == (recall, "5.1")
    assert ballot.voting_opens == world.now + WEEK
    assert ballot.voting_closes == world.now + 3 * WEEK


def test_four_of_five_supporters_put_nothing_on() -> None:
    world = led()
    recall = asked(world)
    for number in (15, 16, 42):
        world.does(SupportRecall(handle(number), world.now, recall))
    assert not recall_of(world, recall).reached
    assert (needed(world.state, recall_of(world, recall)), has(world.state, recall_of(world, recall), world.now)) == (
        Threshold(members=5, branches=2),
        Threshold(members=4, delegates=0, branches=2),
    )


def test_five_supporters_of_one_branch_are_not_enough_where_two_branches_are_needed() -> None:
    world = led()
    recall = asked(world)
    for number in (15, 16, 17, 18):
        world.does(SupportRecall(handle(number), world.now, recall))
    assert not recall_of(world, recall).reached


def test_the_delegates_who_elected_decide_and_nobody_else_votes() -> None:
    world = led()
    ballot = reached(world, asked(world))
    assert sorted(int(p, 16) for p in ballot.roll) == sorted(delegates(world))
    world.wait(ballot.voting_opens)
    assert world.refused(CastBallot(handle(39), world.now, ballot.id)).code == "election.no_vote"


def test_carried_the_post_is_vacant_and_its_powers_are_gone() -> None:
    world = led()
    recall = asked(world)
    yes, no = delegates(world)[:4], delegates(world)[4:]
    voted(world, reached(world, recall), yes, no)
    assert recall_of(world, recall).carried
    assert chairs(world) == []
    assert not has_power(world.state, handle(FIRST), "chair", "", world.now)
    tally = next(iter(e.tally for e in world.state.elections.elections.values() if e.question))
    assert tally is not None
    assert (tally.yes, tally.no, tally.blank, tally.required, tally.base) == (4, 3, 0, 4, 7)


def test_a_tie_recalls_nobody_and_blank_ballots_count_on_no_side() -> None:
    world = led()
    recall, voters = asked(world), delegates(world)
    voted(world, reached(world, recall), voters[:3], voters[3:6], voters[6:])
    assert recall_of(world, recall).decided
    assert not recall_of(world, recall).carried
    assert chairs(world) == [handle(FIRST)]


def test_without_a_single_ballot_the_holder_stays() -> None:
    world = led()
    recall = asked(world)
    voted(world, reached(world, recall), ())
    assert recall_of(world, recall).decided
    assert chairs(world) == [handle(FIRST)]


def test_the_holder_stays_in_office_until_the_vote_is_counted() -> None:
    world = led()
    ballot = reached(world, asked(world))
    world.wait(ballot.voting_closes - 1)
    assert has_power(world.state, handle(FIRST), "chair", "", world.now)


def test_a_branch_recalls_its_own_secretary_with_its_own_members() -> None:
    world = with_secretary()
    recall = asked(world, 14, "branch-secretary", "north")
    ballot = reached(world, recall, (15, 16, 17, 18))
    assert len(ballot.roll) == 30
    voted(world, ballot, (14, 15, 16), (FIRST,))
    assert holders(world.state, "branch-secretary", world.now, NORTH) == ()


def test_members_of_another_branch_neither_ask_nor_support_nor_vote() -> None:
    world = with_secretary()
    recall = asked(world, 14, "branch-secretary", "north")
    assert world.refused(SupportRecall(handle(42), world.now, recall)).code == "recall.not_your_branch"
    act = AskForRecall(handle(42), world.now, handle(FIRST), "branch-secretary", NORTH)
    assert world.refused(act, reasons="x").code == "recall.asked"


def test_where_no_petition_is_asked_for_one_member_puts_the_vote_on() -> None:
    world = led(RULES.replace(", petition = { members = 5, branches = 2 }", ""))
    recall = asked(world)
    assert recall_of(world, recall).reached


def test_a_share_of_the_branch_is_of_its_own_members_who_may_vote() -> None:
    world = with_secretary(
        RULES.replace('{ by = "branch", petition = { members = 5 }', '{ by = "branch", petition = { share = "1/10" }')
    )
    recall = asked(world, 14, "branch-secretary", "north")
    assert needed(world.state, recall_of(world, recall)).members == 3


def test_a_supporter_who_left_no_longer_counts() -> None:
    world = led()
    recall = asked(world)
    world.does(SupportRecall(handle(15), world.now, recall))
    world.does(ResignMembership(handle(15), world.now))
    for number in (16, 42, 43):
        world.does(SupportRecall(handle(number), world.now, recall))
    assert not recall_of(world, recall).reached
    world.does(SupportRecall(handle(44), world.now, recall))
    assert recall_of(world, recall).reached


def test_support_is_taken_back_until_it_is_enough_and_not_after() -> None:
    world = led()
    recall = asked(world)
    world.does(SupportRecall(handle(15), world.now, recall))
    world.does(WithdrawRecallSupport(handle(15), world.now, recall))
    assert list(recall_of(world, recall).supporters) == [handle(14)]
    reached(world, recall, (15, 16, 42, 43))
    assert world.refused(WithdrawRecallSupport(handle(15), world.now, recall)).code == "recall.reached"


def test_the_holder_answers_once_in_the_space_that_everybody_has() -> None:
    world = led()
    recall = asked(world)
    long = "word " * 1501
    assert world.refused(AnswerRecall(handle(FIRST), world.now, recall), answer=long).code == "bulletin.words"
    world.does(AnswerRecall(handle(FIRST), world.now, recall), answer="I did what was decided.")
    assert recall_of(world, recall).answer > 0


def test_reasons_are_as_short_as_any_document() -> None:
    world = led()
    act = AskForRecall(handle(14), world.now, handle(FIRST), "chair")
    assert world.refused(act, reasons="word " * 1501).code == "bulletin.words"


def test_a_holder_who_resigns_ends_the_recall_and_a_later_term_is_not_touched_by_it() -> None:
    world = led()
    recall = asked(world)
    ballot = reached(world, recall)
    world.does(ResignPost(handle(FIRST), world.now, "chair"))
    voted(world, ballot, delegates(world))
    assert recall_of(world, recall).carried
    assert chairs(world) == []


def test_a_holding_that_ended_by_itself_leaves_its_petition_behind() -> None:
    world = led()
    recall = asked(world)
    world.wait(world.now + 61 * WEEK)
    assert world.refused(SupportRecall(handle(15), world.now, recall)).code in ("recall.over", "member.arrears")


def test_the_recalls_vote_is_counted_by_the_clock_and_stands_overdue_until_then() -> None:
    world = led()
    ballot = reached(world, asked(world))
    late = Moment(ballot.voting_closes + 1)
    kinds = [d.kind for d in engine.overdue(world.state, late)]
    assert "count-election" in kinds


def test_the_article_can_be_taken_away_only_by_a_change_of_the_rulebook() -> None:
    world = led(
        changed('recall = { by = "convention", petition = { members = 100, branches = 5 }, majority = "simple" }\n', "")
    )
    held = holders(world.state, "chair", world.now)[-1]
    refusal = world.refused(AskForRecall(handle(14), world.now, handle(FIRST), "chair"), reasons="x")
    assert (refusal.article, refusal.code, dict(refusal.facts)["until"]) == ("5.1", "recall.none", held.until)


def test_a_question_with_a_tie_goes_to_the_lot_where_the_majority_says_so() -> None:
    tied = RULES.replace('comparison = "more-than" }', 'comparison = "more-than", tie = "lot" }')
    world = led(tied)
    recall, voters = asked(world), delegates(world)
    voted(world, reached(world, recall), voters[:3], voters[3:6])
    ballot = recall_of(world, recall).election
    assert recall_of(world, recall).carried is (drawn_order(LOT, ballot, ("yes", "no"))[0] == "yes")


@pytest.mark.parametrize("marks", ["3", "1,1", "x", "0"])
def test_a_ballot_that_says_neither_is_spoilt_and_counts_on_no_side(marks: str) -> None:
    world = led()
    recall, voters = asked(world), delegates(world)
    ballot = reached(world, recall)
    world.wait(ballot.voting_opens)
    world.votes(ballot.id, voters[0], marks)
    world.votes(ballot.id, voters[1], "1")
    world.wait(ballot.voting_closes + 1)
    tally = world.state.elections.elections[ballot.id].tally
    assert tally is not None
    assert (tally.yes, tally.no, tally.spoilt) == (1, 0, 1)
    assert recall_of(world, recall).carried


def test_an_officer_cannot_open_close_or_stop_the_vote() -> None:
    world: World = led()
    ballot = reached(world, asked(world))
    for act in (OpenVoting(handle(FIRST), world.now, ballot.id), CloseVoting(handle(FIRST), world.now, ballot.id)):
        assert world.refused(act).code == "election.not_by_chair"
    assert isinstance(
        engine.admit(world.state, AskForRecall(handle(14), world.now, handle(FIRST), "chair", BranchId("")), {}),
        Refusal,
    )


def without_the_clause(world: World) -> None:
    """A change of the rulebook took recall away from every post while a petition was open."""
    own = world.state.foundation
    assert own.rulebook is not None
    posts = tuple(replace(post, recall=None) for post in own.rulebook.posts)
    world.state = replace(world.state, foundation=replace(own, rulebook=replace(own.rulebook, posts=posts)))


def test_a_petition_ends_where_the_rulebook_no_longer_knows_a_recall() -> None:
    world = led()
    recall = asked(world)
    without_the_clause(world)
    assert needed(world.state, recall_of(world, recall)) == Threshold()
    assert world.refused(SupportRecall(handle(15), world.now, recall)).code == "recall.over"


def test_a_vote_that_is_on_is_decided_by_a_simple_majority_where_the_clause_is_gone() -> None:
    world = led()
    recall = asked(world)
    ballot = reached(world, recall)
    without_the_clause(world)
    voted(world, ballot, delegates(world)[:4], delegates(world)[4:])
    assert recall_of(world, recall).carried


def test_a_body_that_recalls_votes_with_those_who_sit_in_it() -> None:
    world = with_secretary(
        RULES.replace('recall = { by = "branch", petition = { members = 5 }', 'recall = { by = "executive"')
    )
    recall = asked(world, 42, "branch-secretary", "north")
    ballot = world.state.elections.elections[recall_of(world, recall).election]
    assert ballot.roll == (handle(10), handle(40))


def test_a_post_that_recalls_is_asked_through_whoever_holds_it() -> None:
    world = with_secretary(
        RULES.replace('recall = { by = "branch", petition = { members = 5 }', 'recall = { by = "chair"')
    )
    recall = asked(world, 42, "branch-secretary", "north")
    assert world.state.elections.elections[recall_of(world, recall).election].roll == (handle(10),)
