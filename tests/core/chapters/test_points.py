"""Points and rulings: the chair rules with a reason, the meeting can overturn it, and nothing goes on before."""

import pytest

from rankandfile.core.chapters.agenda import TakeUpItem, items
from rankandfile.core.chapters.casting import CastVote
from rankandfile.core.chapters.credentials import CheckOut
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.picture import position
from rankandfile.core.chapters.points import RulePoint
from rankandfile.core.chapters.procedural import RaiseProcedural
from rankandfile.core.chapters.speaking import AskToSpeak, CallSpeaker
from rankandfile.core.chapters.supporting import WithdrawProcedural
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from tests.world import LOT, World

from .procedures import C1, CHAIRING, debating, latest, placed, raises, row, rules_on, seconds, voters, votes, why_not


def motion(world: World) -> str:
    """The motion on the floor."""
    return next(i.about for i in items(world.state, C1) if i.state == "open")


def ruled(world: World, upheld: bool = False) -> str:
    """A point of order on which the chair has ruled; its number."""
    point = raises(world, "point-of-order")
    rules_on(world, point.id, upheld)
    return point.id


def test_nothing_goes_on_while_a_point_waits_for_its_ruling() -> None:
    world = debating()
    world.does(AskToSpeak(voters(world)[2], world.now, C1, "for"))
    point = raises(world, "point-of-order")
    assert position(world.state, C1, world.now) == "ruling"
    for act in (
        PutToVote(CHAIRING, world.now, C1, motion(world), "roll-call"),
        TakeUpItem(CHAIRING, world.now, C1, "2"),
        CallSpeaker(CHAIRING, world.now, C1, voters(world)[2]),
        CloseConvention(CHAIRING, world.now, C1),
    ):
        assert world.refused(act).code == "procedure.point_first"
    rules_on(world, point.id, True)
    assert position(world.state, C1, world.now) == "motion"


def test_only_who_presides_rules_and_only_once() -> None:
    world = debating()
    point = raises(world, "point-of-order")
    act = RulePoint(voters(world)[1], world.now, point.id, True)
    assert world.refused(act, ruling="I think so.").code == "member.power"
    rules_on(world, point.id, True)
    assert world.refused(RulePoint(CHAIRING, world.now, point.id), ruling="No.").code == "procedure.over"


def test_a_point_can_be_raised_while_a_vote_is_open_and_is_ruled_on_then() -> None:
    world = debating()
    world.does(PutToVote(CHAIRING, world.now, C1, motion(world), "roll-call"))
    point = raises(world, "point-of-order")
    rules_on(world, point.id, True)
    world.does(CastVote(voters(world)[0], world.now, world.state.floor.open_vote[C1], "y"))


def test_the_meeting_overturns_a_ruling_by_the_majority_of_the_usage() -> None:
    for school, choices, overturned in (
        ("british", "yyyynnn", False),
        ("british", "yyyyynn", True),
        ("us", "yyyynnn", True),
        ("us", "yyynnna", False),
    ):
        world = debating(school)
        number = ruled(world)
        appeal = placed(world, "appeal", by=2)
        assert appeal.about == number
        votes(world, appeal.id, choices)
        assert world.state.procedure.raised[number].overturned is overturned
        assert world.state.procedure.raised[number].fate == ("upheld" if overturned else "dismissed")


def test_a_challenge_takes_four_in_british_usage() -> None:
    world = debating()
    ruled(world)
    appeal = raises(world, "appeal", by=1)
    seconds(world, appeal.id, 2, 3)
    assert not latest(world).placed
    seconds(world, appeal.id, 4)
    assert latest(world).placed


def test_there_is_no_appeal_without_a_ruling_nor_twice_against_one() -> None:
    world = debating("us")
    assert why_not(world, "appeal").code == "procedure.nothing-ruled"
    ruled(world)
    votes(world, placed(world, "appeal").id, "nnnnnnn")
    assert why_not(world, "appeal").code == "procedure.nothing-ruled"


def test_an_appeal_comes_too_late_once_the_next_vote_was_opened() -> None:
    world = debating("us")
    ruled(world)
    votes(world, motion(world), "yyyyyyy")
    assert why_not(world, "appeal").code == "procedure.nothing-ruled"


def test_an_appeal_has_a_minute_to_find_its_support_before_the_chair_goes_on() -> None:
    world = debating()
    ruled(world)
    raises(world, "appeal", by=1)
    put = PutToVote(CHAIRING, world.now, C1, motion(world), "roll-call")
    refusal = world.refused(put)
    assert refusal.code == "procedure.gathering"
    assert dict(refusal.facts)["missing"] == 3
    world.wait(world.now + 60)
    world.does(PutToVote(CHAIRING, world.now, C1, motion(world), "roll-call"))


def test_the_rulebook_may_give_an_appeal_other_times() -> None:
    world = debating(rows='support_within = "90 seconds"\nput_within = "5 minutes"')
    ruled(world)
    raises(world, "appeal", by=1)
    put = PutToVote(CHAIRING, world.now, C1, motion(world), "roll-call")
    assert dict(world.refused(put).facts)["until"] == world.now + 90
    seconds(world, latest(world).id, 2, 3, 4)
    world.wait(world.now + 299)
    own = PutToVote(voters(world)[1], world.now, C1, latest(world).id, "roll-call")
    assert world.refused(own).code == "member.power"
    world.wait(world.now + 1)
    world.does(PutToVote(voters(world)[1], world.now, C1, latest(world).id, "roll-call"))


def test_nobody_uses_an_appeal_up_by_raising_it_and_taking_it_back() -> None:
    world = debating()
    ruled(world)
    appeal = raises(world, "appeal", by=1)
    world.does(WithdrawProcedural(voters(world)[1], world.now, appeal.id))
    raises(world, "appeal", by=2)


def test_an_appeal_that_the_chair_does_not_put_is_put_by_its_supporters_by_name() -> None:
    world = debating()
    ruled(world)
    appeal = placed(world, "appeal", by=1)
    early = PutToVote(voters(world)[1], world.now, C1, appeal.id, "roll-call")
    assert world.refused(early).code == "member.power"
    world.wait(world.now + 120)
    stranger = next(v for v in voters(world) if v != appeal.by and v not in latest(world).seconders)
    assert world.refused(PutToVote(stranger, world.now, C1, appeal.id, "roll-call")).code == "member.power"
    assert world.refused(PutToVote(appeal.by, world.now, C1, appeal.id, "show-of-cards")).code == "member.power"
    world.does(PutToVote(appeal.by, world.now, C1, appeal.id, "roll-call"))
    vote = world.state.floor.open_vote[C1]
    assert world.refused(CloseVote(appeal.by, world.now, vote, LOT)).code == "member.power"
    for voter in voters(world)[:5]:
        world.does(CastVote(voter, world.now, vote, "y"))
    world.wait(world.now + 120)
    world.does(CloseVote(appeal.by, world.now, vote, LOT))
    assert world.state.procedure.raised[appeal.about].overturned


def test_no_other_motion_goes_without_the_chair() -> None:
    world = debating()
    own = placed(world, "closure", by=1)
    world.wait(world.now + 3600)
    assert world.refused(PutToVote(own.by, world.now, C1, own.id, "roll-call")).code == "member.power"


def test_the_chair_cannot_rule_out_what_the_meeting_decides() -> None:
    world = debating()
    own = placed(world, "next-business")
    refusal = world.refused(RulePoint(CHAIRING, world.now, own.id), ruling="Not today.")
    assert refusal.code == "procedure.not_refusable"


def test_the_chair_cannot_rule_an_appeal_out() -> None:
    world = debating()
    ruled(world)
    appeal = placed(world, "appeal", by=1)
    assert world.refused(RulePoint(CHAIRING, world.now, appeal.id), ruling="No.").code == "procedure.not_refusable"


def test_a_point_is_open_to_who_has_a_voice_and_an_absent_voter_has_none() -> None:
    world = debating()
    gone = voters(world)[0]
    world.does(CheckOut(gone, world.now, C1, gone))
    assert world.refused(RaiseProcedural(gone, world.now, C1, "point-of-order")).code == "procedure.voice"


@pytest.mark.parametrize("school", ["british", "us"])
def test_a_ruling_on_one_item_is_not_appealed_against_on_the_next(school: str) -> None:
    world = debating(school)
    ruled(world)
    votes(world, placed(world, "lay-aside").id, "yyyyyyy")
    world.does(TakeUpItem(CHAIRING, world.now, C1, "2"))
    assert why_not(world, "appeal").code == "procedure.nothing-ruled"


def test_a_rulebook_asks_for_fewer_to_challenge_and_its_article_is_cited() -> None:
    world = debating(rows=row("appeal", "20.1", "seconds = 0"))
    assert why_not(world, "appeal").article == "20.1"
    ruled(world)
    assert raises(world, "appeal").placed
