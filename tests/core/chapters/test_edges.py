"""The rarer turns: ties settled by lot, boxes in parts, orders of amendments, late support, posts of other bodies."""

import pytest

from rankandfile.core import engine
from rankandfile.core.act import Act
from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import MoveAmendment, outcome
from rankandfile.core.chapters.balloting import CastBallot, CloseVoting, CountBallots, OpenVoting, count_electors
from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.casting import CastVotes
from rankandfile.core.chapters.counting import ranking_of
from rankandfile.core.chapters.delegates import alternates_of, delegates_of
from rankandfile.core.chapters.elections import CallElection
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention, PublishMinutes
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.members import ResignMembership
from rankandfile.core.chapters.nominations import AcceptNomination, Nominate, SupportNomination
from rankandfile.core.chapters.offices import Appoint, AppointProvisionally, holders
from rankandfile.core.chapters.ordering import to_vote
from rankandfile.core.chapters.seconding import PlaceMotion
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import CLOCK, BranchId, Moment
from rankandfile.core.lots import drawn_order
from rankandfile.core.refusal import Refusal
from tests.world import CHAIR, LOT, MINUTES, TELLERS, WEEK, called, elect_delegates, handle, opened, organisation

from ..refusals.stages import RULES, changed, delegate_voting, in_item, subject, with_motion

CHAIRING, C1, NORTH = handle(CHAIR), "C1", BranchId("north")


def test_a_tie_that_the_rulebook_gives_to_the_lot_is_settled_by_the_lot_of_the_record() -> None:
    world = in_item(changed('comparison = "more-than" }', 'comparison = "more-than", tie = "lot" }'))
    motion = subject(world)
    world.does(PutToVote(CHAIRING, world.now, C1, motion, "roll-call"))
    world.does(CastVotes(handle(TELLERS[0]), world.now, "V1", 0, "yyynnna"))
    world.does(CloseVote(CHAIRING, world.now, "V1", LOT))
    carried = drawn_order(LOT, "V1", ("yes", "no"))[0] == "yes"
    assert world.state.motions.motions[motion].fate == ("carried" if carried else "lost")


@pytest.mark.parametrize(("casting", "fate"), [("yes", "carried"), ("no", "lost")])
def test_a_tie_that_the_rulebook_gives_to_the_chair_is_settled_by_the_casting_vote(casting: str, fate: str) -> None:
    world = in_item(changed('comparison = "more-than" }', 'comparison = "more-than", tie = "chair" }'))
    motion = subject(world)
    world.does(PutToVote(CHAIRING, world.now, C1, motion, "roll-call"))
    world.does(CastVotes(handle(TELLERS[0]), world.now, "V1", 0, "yyynnna"))
    world.does(CloseVote(CHAIRING, world.now, "V1", LOT, casting))
    assert world.state.motions.motions[motion].fate == fate


def test_a_box_is_opened_in_parts_and_counted_with_the_last() -> None:
    world = delegate_voting()
    for number in range(11, 17):
        world.does(CastBallot(handle(number), world.now, "E1"))
    world.count = lambda: None  # type: ignore[method-assign]  # the box is opened below, in parts
    world.wait(world.at("delegate-voting-closes"))
    first, second = ("a:1,2", "b:2,1", "c:1"), ("d:", "e:9", "f:2")
    state = world.state
    for part, ballots in ((1, first), (2, second)):
        act = CountBallots(CLOCK, world.now, "E1", part, 2, ballots, LOT)
        effects = engine.admit(state, act, {})
        assert not isinstance(effects, Refusal)
        assert (part == 1) == (effects == ())
        state = engine.follow(state, act, effects)
    assert state.elections.elections["E1"].elected == (handle(11), handle(12))
    assert getattr(effects[0], "spoilt", None) == 1


@pytest.mark.parametrize(
    ("ballot", "ranking"),
    [("t:2,1", (1, 0)), ("t:", ()), ("t:3", None), ("t:1,1", None), ("t:01", None), ("t:x", None), ("t:1,", None)],
)
def test_a_ballot_is_a_ranking_or_blank_or_spoilt(ballot: str, ranking: tuple[int, ...] | None) -> None:
    assert ranking_of(ballot, 2) == ranking


def test_the_most_far_reaching_amendment_comes_first_where_the_rulebook_says_so() -> None:
    world = with_motion(changed('order = "line"', 'order = "far-reaching"'))
    for first, last in ((1, 1), (2, 3)):
        world.does(MoveAmendment(handle(42), world.now, "M1", "replace", first, last), text="Other.")
    for number in ("M1-A1", "M1-A2"):
        for seconder in (11, 12, 13, 14, 15):
            world.does(SecondAmendment(handle(seconder), world.now, number))
    assert [a.id for a in to_vote(world.state, "M1")] == ["M1-A2", "M1-A1"]
    text = changed('order = "line"', 'order = "number"')
    assert text != RULES


def test_an_amendment_short_of_support_at_its_deadline_gets_none_after_it() -> None:
    world = with_motion()
    world.second("M1", [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    world.does(MoveAmendment(handle(42), world.now, "M1", "delete", 1, 1), text="")
    world.wait(world.at("amendments-close"))
    assert world.refused(SecondAmendment(handle(11), world.now, "M1-A1")).code == "amendment.closed"


def test_from_the_floor_a_delegate_moves_an_amendment_that_the_floor_supports() -> None:
    world = in_item(changed("floor = { delegates = 20 }", "floor = { delegates = 3 }"))
    motion = subject(world)
    sitting = list(world.state.meetings.conventions[C1].present)
    world.does(MoveAmendment(sitting[0], world.now, motion, "delete", 1, 1, "delegate"), text="")
    for person in sitting[1:4]:
        world.does(SecondAmendment(person, world.now, f"{motion}-A1"))
    assert [a.id for a in to_vote(world.state, motion)] == [f"{motion}-A1"]
    wrong = PutToVote(CHAIRING, world.now, C1, motion, "roll-call")
    assert world.refused(wrong).code == "floor.amendments_first"


def test_an_amendment_that_is_decided_is_not_voted_on_again() -> None:
    world = with_motion()
    world.second("M1", [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    world.does(MoveAmendment(handle(42), world.now, "M1", "delete", 1, 1), text="")
    elect_delegates(world)
    from tests.world import assemble

    assemble(world)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    act = PutToVote(CHAIRING, world.now, C1, "M1-A1", "roll-call")
    assert world.refused(act).code == "floor.not_on_the_floor"


def test_a_vote_without_electors_and_an_item_past_the_end_are_refused() -> None:
    world = opened()
    for item in world.state.floor.agenda[C1].values():
        act: Act = TakeUpItem(CHAIRING, world.now, C1, item.id)
        if item.about.startswith("M"):
            world.does(act)
            world.does(PutToVote(CHAIRING, world.now, C1, item.about, "roll-call"))
            world.does(CloseVote(CHAIRING, world.now, world.state.floor.open_vote[C1], LOT))
        else:
            world.does(act)
            world.does(OpenVoting(CHAIRING, world.now, item.about))
            assert world.refused(OpenVoting(CHAIRING, world.now, item.about)).code == "election.voting"
            world.does(CloseVoting(CHAIRING, world.now, item.about))
            world.strike()
            again = world.refused(CloseVoting(CHAIRING, world.now, item.about)).code
            assert again == "election.voting_closed"
            assert world.refused(OpenVoting(CHAIRING, world.now, item.about)).code == "election.voting_closed"
    assert world.refused(TakeUpItem(CHAIRING, world.now, C1, "99")).code == "floor.no_item"


def test_every_act_on_an_election_that_does_not_exist_is_refused() -> None:
    world = called()
    for make in (AcceptNomination, CastBallot, OpenVoting, CloseVoting):
        assert world.refused(make(handle(11), world.now, "E9")).code == "election.unknown"
    assert world.refused(SupportNomination(handle(11), world.now, "E9", handle(12))).code == "election.unknown"
    count = CountBallots(CLOCK, world.now, "E9", 1, 1, (), LOT)
    assert world.refused(count).code == "election.unknown"


def test_nominations_of_strangers_by_strangers_and_twice_are_refused() -> None:
    world = called()
    world.wait(world.at("candidates-open"))
    chair = next(e.id for e in world.state.elections.elections.values() if e.post == "chair")
    assert world.refused(Nominate(handle(11), world.now, chair, handle(999))).code == "member.unknown"
    assert world.refused(SupportNomination(handle(11), world.now, chair, handle(12))).code == "election.not_candidate"
    world.does(Nominate(handle(11), world.now, chair, handle(12)))
    world.does(SupportNomination(handle(11), world.now, chair, handle(12)))
    assert world.refused(SupportNomination(handle(11), world.now, chair, handle(12))).code == "election.nominated"
    world.wait(world.at("candidates-close"))
    assert world.refused(AcceptNomination(handle(12), world.now, chair)).code == "election.nominations_closed"
    late = SupportNomination(handle(13), world.now, chair, handle(12))
    assert world.refused(late).code == "election.nominations_closed"


def test_who_left_casts_no_ballot_and_the_roll_still_counts() -> None:
    world = delegate_voting()
    world.does(ResignMembership(handle(11), world.now))
    assert world.refused(CastBallot(handle(11), world.now, "E1")).code == "election.no_vote"
    assert count_electors(world.state, world.state.elections.elections["E1"]) == 30


def test_a_body_other_than_the_convention_elects_from_its_own_roll() -> None:
    text = changed(
        'id = "minute-taker"\nnumber = 2\nby = "convention"', 'id = "minute-taker"\nnumber = 2\nby = "executive"'
    )
    world = organisation(text)
    closes = Moment(world.now + WEEK)
    call = CallElection(CHAIRING, world.now, "minute-taker", BranchId(""), closes, Moment(closes + WEEK))
    outside = CallElection(handle(50), world.now, "minute-taker", BranchId(""), closes, Moment(closes + WEEK))
    assert world.refused(outside).code == "election.not_your_body"
    world.does(call)
    election = world.state.elections.elections["E1"]
    assert election.roll == (handle(10), handle(40))
    assert count_electors(world.state, election) == 2
    world.stand("E1", [50])
    world.wait(closes)
    world.votes("E1", 10, "1")
    world.wait(closes + WEEK)
    assert [h.person for h in holders(world.state, "minute-taker", world.now) if h.how == "elected"] == [handle(50)]


def test_what_concerns_no_convention_is_refused_with_its_article() -> None:
    world = opened()
    for act in (OpenConvention(CHAIRING, world.now, "C9"), CloseConvention(CHAIRING, world.now, "C9")):
        assert world.refused(act).code == "convention.unknown"
    wrong = PublishMinutes(CHAIRING, world.now, C1)
    assert world.refused(wrong, minutes="x").code == "member.power"
    assert world.refused(PublishMinutes(handle(MINUTES), world.now, C1), minutes="x").code == "convention.not_closed"
    assert delegates_of(world.state, "C9") == alternates_of(world.state, "C9", NORTH) == ()
    assert world.refused(PlaceMotion(CHAIRING, world.now, "M9")).code == "motion.unknown"


def test_posts_go_to_members_only() -> None:
    world = organisation()
    stranger = AppointProvisionally(world.state.foundation.founder, world.now, handle(999), "chair")
    assert world.refused(stranger).code == "member.unknown"
    assert world.refused(Appoint(CHAIRING, world.now, handle(11), "king")).code == "post.unknown"


def test_a_class_of_author_that_the_bulletin_does_not_name_hands_nothing_in() -> None:
    text = changed('order = "lot"\nlimits', 'order = "lot"\ndocuments_by = ["executive"]\nlimits')
    world = called(text)
    refusal = world.refused(SubmitDocument(handle(11), world.now, C1), title="A", text="B")
    assert refusal.code == "bulletin.capacity"


def test_a_barred_motion_may_be_moved_again_after_its_time() -> None:
    text = changed('barred_for = "40 weeks"', 'barred_for = "1 hour"')
    world = in_item(text)
    motion = world.state.motions.motions[subject(world)]
    world.does(PutToVote(CHAIRING, world.now, C1, motion.id, "roll-call"))
    world.does(CloseVote(CHAIRING, world.now, "V1", LOT))
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    world.call(handle(40), 20)
    mover = int(motion.mover, 16)
    from tests.world import TEXT

    again = world.move(mover, f"{TEXT}\nMoved by {mover}.")
    assert world.state.motions.motions[again].fingerprint == motion.fingerprint


def test_an_amendment_that_nobody_decided_on_goes_the_way_of_its_motion() -> None:
    world = with_motion()
    world.does(MoveAmendment(handle(42), world.now, "M1", "delete", 1, 1), text="")
    assert outcome(world.state, world.state.amendments.amendments["M1-A1"]) == ""
    world.wait(world.at("seconding-close-policy"))
    assert world.state.motions.motions["M1"].fate == "fell"
    assert outcome(world.state, world.state.amendments.amendments["M1-A1"]) == "fell"


def test_a_convention_to_which_nobody_was_elected_cannot_be_opened() -> None:
    world = called()
    world.wait(current(world.state).opens)  # type: ignore[union-attr]
    refusal = world.refused(OpenConvention(CHAIRING, world.now, C1))
    assert refusal.facts == (("present", 0), ("entitled", 0), ("needed", 1), ("missing", 1))
