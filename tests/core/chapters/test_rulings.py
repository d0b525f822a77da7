"""Rulings: out of order on a ground that the rulebook knows, in public, with an appeal that others decide."""

import pytest

from rankandfile.core.chapters.admissibility import RuleAmendmentOutOfOrder
from rankandfile.core.chapters.agenda import TakeUpItem, item_about
from rankandfile.core.chapters.amending import SecondAmendment, WithdrawAmendment
from rankandfile.core.chapters.bulletin import issue
from rankandfile.core.chapters.casting import ReportCards
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.rulings import LiftRuling, duties, in_the_way, stage_of
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import AmendmentId, Moment
from tests.core.chapters.test_by_post import on_agenda
from tests.core.refusals.rulings import (
    JUDGES,
    RULER,
    SECOND_RULER,
    TO_NOBODY,
    TO_TELLERS,
    U1,
    appeal,
    appealed,
    in_item,
    judging,
    ruled,
    ruling,
    without_appeals,
)
from tests.core.refusals.stages import C1, CHAIRING, MOVER, SECONDERS, amendment, with_amendment, with_motion
from tests.world import DAY, LOT, TELLERS, WEEK, World, assemble, called, elect_delegates, handle, opened


def own(world: World) -> str:
    """Where the ruling stands."""
    return stage_of(world.state, world.state.rulings.rulings[U1])


def fate(world: World) -> str:
    """What became of the motion."""
    return world.state.motions.motions["M1"].fate


def votes(world: World, subject: str, yes: int, no: int) -> None:
    """The meeting decides on it by cards."""
    world.does(PutToVote(CHAIRING, world.now, C1, subject, "show-of-cards"))
    vote = f"V{len(world.state.floor.votes)}"
    for teller in TELLERS:
        world.does(ReportCards(handle(teller), world.now, vote, yes, no, 0))
    world.does(CloseVote(CHAIRING, world.now, vote, LOT))


def test_a_motion_that_is_ruled_out_is_seconded_amended_and_published_as_any_other() -> None:
    world = ruled()
    world.second("M1", SECONDERS)
    world.wait(world.at("issue-1"))
    assert [item for item, _ in issue(world.state, C1, 1)] == ["M1"]


def test_a_ruling_that_nobody_appeals_against_stands_and_the_motion_falls_by_the_clock() -> None:
    world = ruled()
    world.wait(world.now + 2 * WEEK - 1)
    assert (own(world), fate(world)) == ("made", "")
    world.wait(world.now + 1)
    assert (own(world), fate(world)) == ("stands", "fell")


def test_what_fell_because_it_was_ruled_out_is_in_the_bulletin_all_the_same() -> None:
    world = ruled()
    world.wait(world.at("issue-1"))
    assert fate(world) == "fell"
    assert "M1" in world.state.bulletin.published


def test_where_nobody_can_appeal_the_ruling_stands_at_once() -> None:
    world = ruled(TO_NOBODY)
    world.strike()
    assert (own(world), fate(world)) == ("stands", "fell")


def test_a_ruling_is_no_longer_made_once_the_convention_is_open() -> None:
    world = opened()
    assert world.refused(ruling(world), reason="x").code == "ruling.in_session"


def test_its_mover_appeals_alone_and_five_others_together() -> None:
    assert own(appealed()) == "appealed"
    world = ruled()
    for number in (11, 12, 13, 42):
        world.does(appeal(world, number), reason="It does not.")
        assert own(world) == "made"
    world.does(appeal(world, 43), reason="It does not.")
    assert own(world) == "appealed"
    assert len(world.state.rulings.rulings[U1].papers) == 5


def test_an_appealed_ruling_waits_for_the_convention_and_the_motion_stays_on_the_agenda() -> None:
    world = in_item()
    item = item_about(world.state, C1, "M1")
    assert item is not None
    assert in_the_way(world.state, "M1") is not None
    assert (own(world), fate(world), item.state) == ("appealed", "", "open")


def test_the_vote_of_the_convention_overturns_the_ruling_and_the_motion_is_voted_on() -> None:
    world = in_item()
    votes(world, "ruling:U1", 4, 3)
    assert own(world) == "overturned"
    votes(world, "M1", 7, 0)
    assert fate(world) == "carried"


def test_where_the_convention_does_not_overturn_it_the_motion_falls_and_its_item_is_done() -> None:
    world = in_item()
    votes(world, "ruling:U1", 3, 4)
    item = item_about(world.state, C1, "M1")
    assert item is not None
    assert (own(world), fate(world), item.state) == ("stands", "fell", "done")


def test_a_ruling_is_put_to_the_vote_only_with_its_motion_on_the_floor() -> None:
    world = appealed()
    assert world.refused(PutToVote(CHAIRING, world.now, C1, "ruling:U1", "show-of-cards")).code != ""
    later = in_item()
    assert later.refused(PutToVote(CHAIRING, later.now, C1, "ruling:U9", "show-of-cards")).code == "floor.no_subject"


@pytest.mark.parametrize(("stands", "stage", "became"), [(False, "overturned", ""), (True, "stands", "fell")])
def test_holders_of_a_post_judge_when_enough_of_them_say_the_same(stands: bool, stage: str, became: str) -> None:
    world = appealed(TO_TELLERS)
    assert [d.kind for d in duties(world.state)] == ["judge-ruling"]
    world.does(judging(world, JUDGES[0], stands), reason="So it is.")
    assert own(world) == "appealed"
    world.does(judging(world, JUDGES[1], stands), reason="So it is.")
    assert (own(world), fate(world)) == (stage, became)


def test_an_appeal_that_nobody_judges_in_time_is_granted() -> None:
    world = appealed(TO_TELLERS)
    world.wait(world.now + 28 * DAY)
    assert (own(world), fate(world)) == ("overturned", "")


def test_whoever_made_it_takes_it_back_and_nobody_rules_on_it_again() -> None:
    world = ruled()
    world.does(LiftRuling(handle(RULER), world.now, U1))
    assert own(world) == "lifted"
    world.appoint(SECOND_RULER, "credentials")
    again = world.refused(ruling(world, SECOND_RULER, "unlawful"), reason="x")
    assert again.code == "ruling.made"


def test_a_ruling_lapses_with_the_motion_that_is_withdrawn() -> None:
    world = ruled()
    world.does(WithdrawMotion(handle(MOVER), world.now, "M1"))
    assert own(world) == "lapsed"
    world.wait(world.now + 3 * WEEK)
    assert (world.state.rulings.rulings[U1].stage, fate(world)) == ("lapsed", "withdrawn")


def test_a_ruling_has_a_ground_with_its_own_article() -> None:
    world = with_motion()
    world.does(ruling(world, ground="unlawful"), reason="The law says otherwise.")
    assert world.state.rulings.rulings[U1].article == "16.2(a)"


def test_nobody_judges_when_the_rulebook_names_nobody_any_more() -> None:
    world = without_appeals(appealed(TO_TELLERS))
    assert world.refused(judging(world), reason="x").code == "ruling.no_appeal"
    assert [duty.owed_by for duty in duties(world.state)] == ["nobody"]


def test_whoever_ruled_does_not_judge_it_and_in_arrears_nobody_rules() -> None:
    world = ruled(TO_TELLERS)
    world.appoint(RULER, "teller")
    world.does(appeal(world), reason="It does not.")
    assert world.refused(judging(world, RULER), reason="x").code == "ruling.own_case"
    late = with_motion()
    late.does(RecordDues(late.appoint(12, "treasurer"), late.now, handle(RULER), Moment(late.now - 30 * WEEK)))
    assert late.refused(ruling(late), reason="x").code == "member.arrears"


def test_by_post_what_was_ruled_out_before_the_opening_has_no_ballot_and_an_open_ruling_lapses() -> None:
    world = on_agenda()
    world.wait(world.at("agenda") - 3600)
    world.does(ruling(world), reason="It sets aside article 4.")
    meeting = current(world.state)
    assert meeting is not None
    world.wait(world.at("agenda") + 1)
    world.does(ruling(world, motion="M2"), reason="It sets aside article 5.")
    world.wait(meeting.opens)
    motions = world.state.motions.motions
    assert (motions["M1"].fate, motions["M1"].ballot) == ("fell", "")
    assert (motions["M2"].fate, bool(motions["M2"].ballot)) == ("", True)
    world.wait(meeting.opens + 2 * WEEK)
    assert world.state.rulings.rulings["U2"].stage == "lapsed"
    assert motions["M2"].fate == ""


def test_a_ruling_does_not_stand_when_the_rulebook_takes_the_appeal_away_meanwhile() -> None:
    world = without_appeals(ruled())
    world.wait(world.now + 2 * WEEK)
    assert (own(world), fate(world)) == ("overturned", "")


def ruling_on_amendment(world: World, by: int = RULER) -> RuleAmendmentOutOfOrder:
    """A ruling on the first amendment."""
    return RuleAmendmentOutOfOrder(handle(by), world.now, AmendmentId("M1-A1"), "against-rulebook")


def test_an_amendment_is_ruled_out_alone_and_its_motion_goes_on() -> None:
    world = with_amendment()
    world.does(ruling_on_amendment(world), reason="It sets aside article 4.")
    world.wait(world.now + 2 * WEEK)
    assert own(world) == "stands"
    assert world.state.amendments.amendments["M1-A1"].fate == "fell"
    assert fate(world) == ""
    again = world.refused(ruling_on_amendment(world), reason="x")
    assert again.code == "amendment.over"


def test_a_ruling_on_an_amendment_lapses_with_what_its_mover_withdraws() -> None:
    world = with_amendment()
    world.does(ruling_on_amendment(world), reason="It sets aside article 4.")
    world.does(WithdrawAmendment(handle(42), world.now, AmendmentId("M1-A1")))
    assert own(world) == "lapsed"
    world.wait(world.now + 2 * WEEK)
    assert world.state.rulings.rulings[U1].stage == "lapsed"
    assert world.state.amendments.amendments["M1-A1"].fate == "withdrawn"


def test_the_meeting_decides_on_the_ruling_before_it_votes_on_the_amendment() -> None:
    for yes, stage, became in ((4, "overturned", ""), (3, "stands", "fell")):
        world = called()
        world.second(world.move(MOVER), SECONDERS)
        world.does(amendment(world), text="Other words.")
        for number in (11, 12, 13, 43, 73):
            world.does(SecondAmendment(handle(number), world.now, AmendmentId("M1-A1")))
        elect_delegates(world)
        world.wait(world.at("agenda"))
        world.does(ruling_on_amendment(world), reason="It sets aside article 4.")
        world.does(appeal(world, 42), reason="It does not.")
        assemble(world)
        world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
        early = PutToVote(CHAIRING, world.now, C1, "M1-A1", "show-of-cards")
        assert world.refused(early).code == "floor.ruled_out"
        votes(world, "ruling:U1", yes, 7 - yes)
        assert own(world) == stage
        assert world.state.amendments.amendments["M1-A1"].fate == became
        votes(world, "M1" if became else "M1-A1", 7, 0)
