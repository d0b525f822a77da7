"""Procedural motions at a meeting: raised in order, supported, put before everything, with what their rows bring."""

import pytest
from msgspec.structs import replace

from rankandfile.core import engine
from rankandfile.core.chapters.agenda import TakeUpItem, items
from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.balloting import OpenVoting
from rankandfile.core.chapters.casting import CastVotes, ReportCards
from rankandfile.core.chapters.consenting import TakeOutOfConsent
from rankandfile.core.chapters.credentials import CheckOut
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.picture import open_to, position
from rankandfile.core.chapters.points import RulePoint
from rankandfile.core.chapters.presiding import NameChair
from rankandfile.core.chapters.procedural import RaiseProcedural, missing
from rankandfile.core.chapters.procedural_votes import why_something_first
from rankandfile.core.chapters.speaking import AskToSpeak, CallSpeaker, EndSpeech
from rankandfile.core.chapters.supporting import SecondProcedural, WithdrawProcedural
from rankandfile.core.chapters.turns import longest
from rankandfile.core.chapters.voting import CloseVote, DemandRollCall, PutToVote
from tests.world import LOT, TELLERS, World, assemble, called, elect_delegates, handle, opened

from .procedures import (
    C1,
    CHAIRING,
    RULES,
    between,
    carries,
    debating,
    latest,
    placed,
    raises,
    row,
    rules,
    rules_on,
    seconds,
    voters,
    votes,
    why_not,
)


def on_the_floor(world: World) -> str:
    """The motion of the open item."""
    return next(i.about for i in items(world.state, C1) if i.state == "open")


def fate(world: World, place: int = 0) -> str:
    """What became of the motion of the item at this place."""
    return world.state.motions.motions[items(world.state, C1)[place].about].fate


def test_a_rulebook_without_the_clause_knows_no_procedural_motions() -> None:
    world = opened(RULES)
    act = RaiseProcedural(voters(world)[0], world.now, C1, "closure")
    assert world.refused(act).code == "procedure.none"
    assert open_to(world.state, C1, voters(world)[0], world.now) == ()


def test_closure_needs_a_seconder_is_put_first_and_then_the_question_is_put() -> None:
    world = debating()
    motion = on_the_floor(world)
    own = raises(world, "closure")
    assert not own.placed
    assert position(world.state, C1, world.now) == "motion"
    seconds(world, own.id, 1)
    assert position(world.state, C1, world.now) == "procedural"
    first = world.refused(PutToVote(CHAIRING, world.now, C1, motion, "roll-call"))
    assert (first.code, dict(first.facts)["number"]) == ("procedure.motion_first", own.id)
    votes(world, own.id, "yyyynnn")
    assert latest(world).fate == "carried"
    assert world.refused(AskToSpeak(voters(world)[2], world.now, C1, "for")).code == "speaking.closed"
    assert why_not(world, "refer", about="executive").code == "procedure.closed"
    votes(world, motion, "yyyynnn")
    assert world.state.motions.motions[motion].fate == "carried"


def test_nobody_is_called_to_speak_after_closure_but_the_mover() -> None:
    world = debating()
    speaker = voters(world)[2]
    world.does(AskToSpeak(speaker, world.now, C1, "for"))
    carries(world, "closure")
    assert world.refused(CallSpeaker(CHAIRING, world.now, C1, speaker)).code == "speaking.ended"


def test_closure_that_is_lost_cannot_be_moved_again_at_once() -> None:
    world = debating()
    votes(world, placed(world, "closure").id, "yynnnnn")
    refusal = why_not(world, "closure")
    assert (refusal.code, dict(refusal.facts)["until"]) == ("procedure.again", world.now + 600)
    world.wait(world.now + 600)
    raises(world, "closure")


def test_closure_takes_two_thirds_in_us_usage_and_a_majority_in_british() -> None:
    for school, carried in (("british", "carried"), ("us", "lost")):
        world = debating(school)
        votes(world, placed(world, "closure").id, "yyyynnn")
        assert latest(world).fate == carried


def test_closure_on_an_amendment_is_for_it_alone() -> None:
    world = called(rules())
    world.second(world.move(41), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    world.does(MoveAmendment(handle(42), world.now, "M1", "replace", 1, 1), text="Other words.")
    for number in (11, 12, 13, 14, 15):
        world.does(SecondAmendment(handle(number), world.now, "M1-A1"))
    elect_delegates(world)
    assemble(world)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    assert position(world.state, C1, world.now) == "amendment"
    carries(world, "closure")
    assert "SpeakersListOpened" in [type(e).__name__ for e in votes(world, "M1-A1", "yyyyyyy")]
    assert position(world.state, C1, world.now) == "motion"
    world.does(AskToSpeak(voters(world)[2], world.now, C1, "for"))


def test_next_business_drops_the_motion_without_a_vote_on_it() -> None:
    world = debating()
    assert carries(world, "next-business") == ["VoteDecided", "ProceduralEnded", "MotionDecided", "ItemEnded"]
    assert fate(world) == "fell"
    world.does(TakeUpItem(CHAIRING, world.now, C1, "2"))


def test_what_is_referred_is_off_the_floor_and_not_adopted() -> None:
    world = debating()
    carries(world, "refer", about="executive")
    assert fate(world) == "referred"
    assert latest(world).about == "executive"


def test_a_matter_is_referred_to_a_body_or_post_of_the_rulebook() -> None:
    refusal = why_not(debating(), "refer", about="friends")
    assert refusal.code == "procedure.object"
    assert "executive" in str(dict(refusal.facts)["objects"])


def test_what_was_laid_aside_is_taken_up_again_when_the_meeting_says_so() -> None:
    world = debating()
    carries(world, "lay-aside")
    assert [i.state for i in items(world.state, C1)[:2]] == ["laid-aside", "waiting"]
    assert position(world.state, C1, world.now) == "no-business"
    carries(world, "take-up", about="1")
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))


def test_what_stays_laid_aside_was_not_reached_which_is_not_defeated() -> None:
    world = debating()
    carries(world, "lay-aside")
    carries(world, "adjourn")
    world.does(CloseConvention(CHAIRING, world.now, C1))
    assert [m.fate for m in world.state.motions.motions.values()] == ["unreached", "unreached"]


def test_a_debate_is_postponed_until_after_another_item() -> None:
    world = debating()
    carries(world, "postpone", about="2")
    assert [(i.id, i.state) for i in items(world.state, C1)[:2]] == [("2", "waiting"), ("1", "waiting")]
    world.does(TakeUpItem(CHAIRING, world.now, C1, "2"))


def test_another_item_is_taken_next_by_two_thirds_and_not_by_a_bare_majority() -> None:
    world = between()
    votes(world, placed(world, "reorder", about="2").id, "yyyynnn")
    assert [i.id for i in items(world.state, C1)[:2]] == ["1", "2"]
    votes(world, placed(world, "reorder", about="2").id, "yyyyynn")
    assert [i.id for i in items(world.state, C1)[:2]] == ["2", "1"]


def test_the_chairs_own_question_on_the_order_takes_the_same_majority() -> None:
    world = between()
    votes(world, "item:2", "yyyynnn")
    assert [i.id for i in items(world.state, C1)[:2]] == ["1", "2"]


def test_adjourning_lets_the_chair_close_although_items_wait() -> None:
    world = between()
    assert world.refused(CloseConvention(CHAIRING, world.now, C1)).code == "convention.waiting"
    carries(world, "adjourn")
    world.does(CloseConvention(CHAIRING, world.now, C1))


def test_in_a_recess_nothing_is_put_and_it_ends_by_itself() -> None:
    world = debating()
    assert why_not(world, "recess", minutes=0).code == "procedure.minutes"
    carries(world, "recess", minutes=15)
    assert (
        world.refused(PutToVote(CHAIRING, world.now, C1, on_the_floor(world), "roll-call")).code == "procedure.recess"
    )
    assert why_not(world, "closure").code == "procedure.position"
    world.wait(world.now + 15 * 60)
    votes(world, on_the_floor(world), "yyyyyyy")


def test_speeches_are_limited_by_a_vote_for_this_item_alone() -> None:
    world = debating()
    assert longest(world.state, "for", C1) == 180
    carries(world, "limit-debate", minutes=1)
    assert longest(world.state, "for", C1) == 60
    carries(world, "next-business")
    world.does(TakeUpItem(CHAIRING, world.now, C1, "2"))
    assert longest(world.state, "for", C1) == 180


def test_a_mover_withdraws_with_the_consent_of_the_meeting() -> None:
    mover = int(voters(between())[1], 16)
    world = called(rules())
    world.second(world.move(mover), [n for n in (11, 12, 13, 14, 15, 42, 43, 44, 45, 73, 74, 75) if n != mover])
    elect_delegates(world)
    assemble(world)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    place = voters(world).index(handle(mover))
    assert why_not(world, "withdraw", by=place + 1).code == "procedure.mover"
    votes(world, raises(world, "withdraw", by=place).id, "yyyynnn")
    assert fate(world) == "withdrawn"


def test_nothing_is_raised_while_the_meeting_does_not_sit() -> None:
    world = called(rules())
    act = RaiseProcedural(handle(11), world.now, C1, "point-of-order")
    assert world.refused(act).code == "convention.not_open"
    assert position(world.state, C1, world.now) == "closed"
    assert world.refused(TakeOutOfConsent(handle(11), world.now, C1, "1")).code == "convention.not_open"


def test_an_election_on_the_floor_is_no_motion_and_takes_points_and_adjournments_alone() -> None:
    world = debating()
    carries(world, "next-business")
    assert position(world.state, C1, world.now) == "no-business"
    world.does(TakeUpItem(CHAIRING, world.now, C1, "2"))
    votes(world, on_the_floor(world), "yyyyyyy")
    while position(world.state, C1, world.now) != "item":
        coming = next(i for i in items(world.state, C1) if i.state == "waiting")
        world.does(TakeUpItem(CHAIRING, world.now, C1, coming.id))
    found = {r.id for r in open_to(world.state, C1, voters(world)[0], world.now)}
    assert {"point-of-order", "adjourn", "recess"} <= found
    assert not found & {"closure", "next-business", "refer", "lay-aside"}
    assert why_not(world, "closure").code == "procedure.position"
    election = next(i.about for i in items(world.state, C1) if i.state == "open")
    raises(world, "point-of-order")
    opening = OpenVoting(CHAIRING, world.now, election)
    assert world.refused(opening).code == "procedure.point_first"


def test_a_rulebook_that_loses_the_clause_leaves_nothing_in_the_way() -> None:
    world = debating()
    placed(world, "closure")
    bare = World(RULES).state.foundation.rulebook
    state = replace(world.state, foundation=replace(world.state.foundation, rulebook=bare))
    assert why_something_first(state, C1, "", world.now) is None
    assert missing(state, latest(world)) == 0


def test_what_was_decided_is_put_again_in_us_usage_by_who_was_on_the_side_that_won() -> None:
    world = debating("us")
    motion = on_the_floor(world)
    votes(world, motion, "yyynnnn")
    assert why_not(world, "reconsider", by=0, about=motion).code == "procedure.prevailing"
    votes(world, placed(world, "reconsider", by=6, about=motion).id, "yyyyyyy")
    assert world.state.motions.motions[motion].fate == ""
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    votes(world, motion, "yyyynnn")
    assert world.state.motions.motions[motion].fate == "carried"


def test_british_usage_has_no_way_to_put_again_what_was_decided() -> None:
    world = debating()
    motion = on_the_floor(world)
    votes(world, motion, "yyynnnn")
    assert why_not(world, "reconsider", about=motion).code == "procedure.unknown"


def test_the_order_of_business_is_suspended_for_one_item_and_holds_again_after_it() -> None:
    world = between()
    assert world.refused(TakeUpItem(CHAIRING, world.now, C1, "2")).code == "floor.not_next"
    carries(world, "suspend", about="11")
    world.does(TakeUpItem(CHAIRING, world.now, C1, "2"))
    assert [s.item for s in world.state.procedure.suspended[C1]] == ["2"]
    carries(world, "next-business")
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    assert world.state.procedure.suspended[C1] == ()


@pytest.mark.parametrize("article", ["1", "6.1", "9.2", "10", "12.1", "13", "14", "14.1", "18", ""])
def test_what_protects_members_cannot_be_suspended(article: str) -> None:
    refusal = why_not(debating(), "suspend", about=article)
    assert refusal.code == "procedure.not_suspendable"
    assert dict(refusal.facts)["objects"] == "11, 20, 22"


def test_the_row_of_a_right_cannot_be_suspended_and_others_can() -> None:
    rows = row("appeal", "20.1", "seconds = 1") + row("closure", "20.2", "speeches = 2")
    refusal = why_not(debating(rows=rows), "suspend", about="20.1")
    assert dict(refusal.facts)["objects"] == "11, 20, 22, 20.2"


def test_what_a_row_asks_for_is_not_asked_while_it_is_suspended() -> None:
    world = debating(rows=row("closure", "20.1", "speeches = 2"))
    world.does(AskToSpeak(voters(world)[3], world.now, C1, "for"))
    assert why_not(world, "closure").code == "procedure.speeches"
    carries(world, "suspend", about="20.1")
    raises(world, "closure")


def test_one_motion_of_a_higher_rank_comes_before_another_and_then_the_first_again() -> None:
    world = debating("us")
    refer = placed(world, "refer", about="executive")
    assert why_not(world, "next-business", by=1).code == "procedure.yields"
    table = placed(world, "lay-aside", by=1)
    assert world.refused(PutToVote(CHAIRING, world.now, C1, refer.id, "roll-call")).code == "procedure.motion_first"
    votes(world, table.id, "nnnnnnn")
    votes(world, refer.id, "yyyyyyy")
    assert fate(world) == "referred"


def test_who_has_spoken_does_not_end_the_debate_in_british_usage() -> None:
    world = debating()
    speaker = voters(world)[0]
    world.does(AskToSpeak(speaker, world.now, C1, "for"))
    world.does(CallSpeaker(CHAIRING, world.now, C1, speaker))
    world.does(EndSpeech(speaker, world.now, C1))
    assert why_not(world, "closure").code == "procedure.spoken"
    raises(world, "closure", by=1)


def test_a_speech_is_not_interrupted_but_by_points_where_the_rulebook_times_speeches() -> None:
    world = debating()
    speaker = voters(world)[0]
    world.does(AskToSpeak(speaker, world.now, C1, "for"))
    world.does(CallSpeaker(CHAIRING, world.now, C1, speaker))
    assert why_not(world, "closure", by=1).code == "procedure.speaking"
    raises(world, "point-of-order", by=1)
    rules_on(world, latest(world).id, True)
    world.wait(world.now + 181)
    raises(world, "closure", by=1)


def test_who_raised_it_takes_it_back_and_nobody_else_does() -> None:
    world = debating()
    own = placed(world, "closure")
    assert world.refused(WithdrawProcedural(voters(world)[1], world.now, own.id)).code == "procedure.not_yours"
    world.does(WithdrawProcedural(voters(world)[0], world.now, own.id))
    assert position(world.state, C1, world.now) == "motion"
    assert world.refused(SecondProcedural(voters(world)[1], world.now, own.id)).code == "procedure.over"


def test_what_is_being_voted_on_is_not_taken_back() -> None:
    world = debating()
    own = placed(world, "closure")
    world.does(PutToVote(CHAIRING, world.now, C1, own.id, "roll-call"))
    assert world.refused(WithdrawProcedural(voters(world)[0], world.now, own.id)).code == "procedure.over"


def test_what_gathers_support_ends_with_its_question() -> None:
    world = debating()
    own = raises(world, "closure")
    votes(world, on_the_floor(world), "yyyyyyy")
    assert world.refused(SecondProcedural(voters(world)[1], world.now, own.id)).code == "procedure.over"


def test_who_has_left_supports_nothing() -> None:
    world = debating()
    own, gone = raises(world, "closure"), voters(world)[6]
    world.does(CheckOut(gone, world.now, C1, gone))
    assert world.refused(SecondProcedural(gone, world.now, own.id)).code == "procedure.no_vote"


def counted(world: World) -> None:
    """An open show of cards on which both tellers agree."""
    world.does(PutToVote(CHAIRING, world.now, C1, on_the_floor(world), "show-of-cards"))
    for teller in TELLERS:
        world.does(ReportCards(handle(teller), world.now, world.state.floor.open_vote[C1], 4, 3, 0))


def test_a_recount_on_demand_makes_the_tellers_count_anew() -> None:
    world = debating()
    counted(world)
    own = raises(world, "recount")
    assert not own.fate
    seconds(world, own.id, 1)
    assert latest(world).fate == "met"
    vote = world.state.floor.open_vote[C1]
    assert world.refused(CloseVote(CHAIRING, world.now, vote, LOT)).code == "vote.cards"
    for teller in TELLERS:
        world.does(ReportCards(handle(teller), world.now, vote, 3, 4, 0))
    world.does(CloseVote(CHAIRING, world.now, vote, LOT))
    assert fate(world) == "lost"


def test_in_us_usage_one_alone_has_the_votes_counted_again() -> None:
    world = debating("us")
    counted(world)
    assert raises(world, "recount").fate == "met"


def test_enough_demands_turn_an_open_show_of_cards_into_a_roll_call() -> None:
    world = opened(rules().replace("roll_call_on_demand = 20", "roll_call_on_demand = 2"))
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    counted(world)
    vote = world.state.floor.open_vote[C1]
    for place in (0, 1):
        world.does(RaiseProcedural(voters(world)[place], world.now, C1, "roll-call"))
    assert world.state.floor.votes[vote].method == "roll-call"
    assert why_not(world, "roll-call", by=3).code == "procedure.by-name"
    world.does(CastVotes(handle(TELLERS[0]), world.now, vote, 0, "yyyyyyy"))
    world.does(CloseVote(CHAIRING, world.now, vote, LOT))


def test_without_the_clause_a_demand_changes_no_open_vote() -> None:
    world = opened(RULES.replace("roll_call_on_demand = 20", "roll_call_on_demand = 1"))
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    counted(world)
    world.does(DemandRollCall(voters(world)[0], world.now, C1, on_the_floor(world)))
    assert world.state.floor.votes[world.state.floor.open_vote[C1]].method == "show-of-cards"


def test_what_waits_for_the_chair_stands_overdue_until_it_is_done() -> None:
    world = debating()
    point = raises(world, "point-of-order")
    assert ("rule-on-point", f"{point.id}/C1") in [(d.kind, d.about) for d in engine.overdue(world.state, world.now)]
    rules_on(world, point.id, True)
    own = placed(world, "closure")
    assert ("put-procedural", f"{own.id}/C1") in [(d.kind, d.about) for d in engine.overdue(world.state, world.now)]


def test_the_meeting_makes_the_chair_leave_the_chair_and_names_another() -> None:
    world = debating()
    carries(world, "chair-leaves")
    assert world.refused(PutToVote(CHAIRING, world.now, C1, on_the_floor(world), "roll-call")).code == "chair.left"
    other = voters(world)[3]
    for voter in voters(world)[:4]:
        world.does(NameChair(voter, world.now + 1, C1, other))
        world.now += 1
    votes(world, on_the_floor(world), "yyyyyyy", by=other)
    assert current(world.state).chair == other  # type: ignore[union-attr]


def test_the_chair_declines_a_closure_that_comes_too_early_and_can_be_overruled() -> None:
    world = debating()
    own = placed(world, "closure")
    rules_on(world, own.id, False)
    assert latest(world).fate == "ruled-out"
    appeal = placed(world, "appeal", by=1)
    assert appeal.about == own.id
    votes(world, appeal.id, "yyyyynn")
    assert world.state.procedure.raised[own.id].fate == ""
    assert world.refused(RulePoint(CHAIRING, world.now, own.id), ruling="No.").code == "procedure.not_refusable"
    votes(world, own.id, "yyyyyyy")
