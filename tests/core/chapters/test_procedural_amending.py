"""A procedural motion is amended before it is put: other minutes, another body, another item.

RONR (12th ed.) §20: a recess is amendable as to its length; §15: limits of debate; §14: to what a question is
postponed; §13: to whom it is referred. An amendment to any of them takes a majority, whatever the motion takes.
"""

import pytest

from rankandfile.core.act import Effect
from rankandfile.core.chapters.agenda import TakeUpItem, items
from rankandfile.core.chapters.objects import MINUTES, OBJECTS
from rankandfile.core.chapters.points import RulePoint
from rankandfile.core.chapters.procedural import Procedural
from rankandfile.core.chapters.procedural_amending import AmendProcedural, why_not_open_to_amendment
from rankandfile.core.chapters.procedural_results import RecessTaken, SpeechesLimited
from rankandfile.core.chapters.procedural_votes import majority_of
from rankandfile.core.chapters.speaking import AskToSpeak, CallSpeaker
from rankandfile.core.chapters.supporting import SecondProcedural, WithdrawProcedural
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.procedure.rows import NAMING
from rankandfile.core.refusal import Refusal
from tests.world import World

from .procedures import C1, CHAIRING, debating, latest, placed, raises, row, rules_on, seconds, voters, votes, why_not


def moves(world: World, number: str, by: int = 1, about: str = "", minutes: int = 0) -> Procedural:
    """The voter of this place moves to amend it."""
    world.does(AmendProcedural(voters(world)[by], world.now, number, about, minutes))
    return latest(world)


def refused(world: World, number: str, by: int = 1, about: str = "", minutes: int = 0) -> Refusal:
    """Why the voter of this place cannot."""
    return world.refused(AmendProcedural(voters(world)[by], world.now, number, about, minutes))


def amended(world: World, number: str, choices: str = "yyyynnn", **value: object) -> tuple[Effect, ...]:
    """An amendment is moved, seconded and voted on; what follows."""
    own = moves(world, number, **value)  # type: ignore[arg-type]
    if not own.placed:
        seconds(world, own.id, 2)
    return votes(world, own.id, choices)


def test_a_recess_is_amended_as_to_its_length_and_then_put_as_amended() -> None:
    world = debating("us")
    own = placed(world, "recess", minutes=30)
    amended(world, own.id, minutes=10)
    assert world.state.procedure.raised[own.id].minutes == 10
    follows = votes(world, own.id, "yyyyyyy")
    taken = next(each for each in follows if isinstance(each, RecessTaken))
    assert taken.until == world.now + 600


def test_the_amendment_is_put_before_its_motion_and_nothing_else_is() -> None:
    world = debating("us")
    own = placed(world, "recess", minutes=30)
    amendment = moves(world, own.id, minutes=10)
    assert not amendment.placed
    seconds(world, amendment.id, 2)
    refusal = world.refused(PutToVote(CHAIRING, world.now, C1, own.id, "roll-call"))
    assert (refusal.code, dict(refusal.facts)["number"]) == ("procedure.motion_first", amendment.id)


def test_one_that_is_lost_changes_nothing_and_is_not_moved_again() -> None:
    world = debating("us")
    own = placed(world, "recess", minutes=30)
    amended(world, own.id, "yyynnnn", minutes=10)
    assert world.state.procedure.raised[own.id].minutes == 30
    assert refused(world, own.id, minutes=10).code == "procedure.no_change"
    assert refused(world, own.id, minutes=30).code == "procedure.no_change"
    amended(world, own.id, minutes=15)
    assert world.state.procedure.raised[own.id].minutes == 15


def test_limits_of_debate_take_two_thirds_and_an_amendment_to_them_more_than_half() -> None:
    world = debating("us")
    own = placed(world, "limit-debate", minutes=1)
    amendment = moves(world, own.id, minutes=3)
    assert majority_of(world.state, amendment.id) != majority_of(world.state, own.id)
    seconds(world, amendment.id, 2)
    votes(world, amendment.id, "yyyynnn")
    follows = votes(world, own.id, "yyyyyyn")
    assert [each.minutes for each in follows if isinstance(each, SpeechesLimited)] == [3]


def test_a_question_is_referred_to_the_body_that_the_amendment_names() -> None:
    world = debating("us")
    own = placed(world, "refer", about="executive")
    amended(world, own.id, about="credentials")
    assert world.state.procedure.raised[own.id].about == "credentials"
    assert refused(world, own.id, about="friends").code == "procedure.object"


def test_a_question_is_postponed_to_after_the_item_that_the_amendment_names() -> None:
    world = debating("us")
    waiting = [i.id for i in items(world.state, C1) if i.state == "waiting"]
    own = placed(world, "postpone", about=waiting[0])
    amended(world, own.id, about=waiting[-1])
    assert world.state.procedure.raised[own.id].about == waiting[-1]


def test_what_names_nothing_or_is_not_amendable_in_its_usage_is_not_amended() -> None:
    world = debating()
    refer = placed(world, "refer", about="executive")
    assert refused(world, refer.id, about="credentials").code == "procedure.not_amendable"
    world = debating("us", row("closure", "20.1", "amendable = true"))
    closure = placed(world, "closure")
    assert refused(world, closure.id).code == "procedure.not_amendable"


def test_a_rulebook_may_make_a_reference_amendable_in_british_usage() -> None:
    world = debating(rows=row("refer", "20.1", "amendable = true"))
    own = placed(world, "refer", about="executive")
    amended(world, own.id, about="credentials")
    assert world.state.procedure.raised[own.id].about == "credentials"


def test_nobody_amends_an_amendment_nor_what_is_being_voted_on_nor_what_lacks_support() -> None:
    world = debating("us")
    own = raises(world, "recess", minutes=30)
    assert refused(world, own.id, minutes=10).code == "procedure.not_placed"
    seconds(world, own.id, 1)
    amendment = moves(world, own.id, by=2, minutes=10)
    seconds(world, amendment.id, 3)
    assert refused(world, amendment.id, by=4, minutes=12).code == "procedure.not_amendable"
    assert refused(world, own.id, by=4, minutes=12).code == "procedure.motion_first"
    world.does(PutToVote(CHAIRING, world.now, C1, amendment.id, "roll-call"))
    assert refused(world, own.id, by=4, minutes=12).code == "floor.vote_open"


def test_an_amendment_without_support_is_over_once_its_motion_is_put() -> None:
    world = debating("us")
    own = placed(world, "recess", minutes=30)
    amendment = moves(world, own.id, by=2, minutes=10)
    world.does(PutToVote(CHAIRING, world.now, C1, own.id, "roll-call"))
    assert world.refused(SecondProcedural(voters(world)[3], world.now, amendment.id)).code == "procedure.over"


def test_who_moved_the_motion_does_not_amend_it_and_an_amendment_falls_when_it_is_taken_back() -> None:
    world = debating("us")
    own = placed(world, "recess", minutes=30)
    assert refused(world, own.id, by=0, minutes=10).code == "procedure.one_already"
    amendment = moves(world, own.id, by=2, minutes=10)
    seconds(world, amendment.id, 3)
    world.does(WithdrawProcedural(voters(world)[0], world.now, own.id))
    assert latest(world).fate == "fell"
    assert not [each for each in world.state.procedure.raised.values() if each.placed and not each.fate]


def test_what_takes_precedence_over_the_motion_takes_it_over_its_amendment() -> None:
    world = debating("us")
    own = placed(world, "refer", about="executive")
    amendment = moves(world, own.id, about="credentials")
    seconds(world, amendment.id, 2)
    assert not raises(world, "closure", by=3).fate
    assert why_not(world, "next-business", by=4).code == "procedure.yields"


def test_an_amendment_moved_as_an_abuse_is_ruled_out_and_the_meeting_can_overturn_that() -> None:
    world = debating("us")
    own = placed(world, "recess", minutes=30)
    amendment = moves(world, own.id, minutes=29)
    seconds(world, amendment.id, 2)
    rules_on(world, amendment.id, False)
    assert latest(world).fate == "ruled-out"
    put = PutToVote(CHAIRING, world.now, C1, own.id, "roll-call")
    assert world.refused(put).code == "procedure.ruled_out"
    appeal = placed(world, "appeal", by=4)
    votes(world, appeal.id, "yyyyyyy")
    assert world.state.procedure.raised[amendment.id].fate == ""
    ruling = RulePoint(CHAIRING, world.now, own.id, False)
    assert world.refused(ruling, ruling="No.").code == "procedure.not_refusable"


def test_a_minute_after_an_amendment_was_ruled_out_its_motion_is_put_and_at_once_where_the_appeal_is_lost() -> None:
    for appealed in (False, True):
        world = debating("us")
        own = placed(world, "recess", minutes=30)
        amendment = moves(world, own.id, minutes=29)
        seconds(world, amendment.id, 2)
        rules_on(world, amendment.id, False)
        if appealed:
            votes(world, placed(world, "appeal", by=4).id, "nnnnnnn")
        else:
            world.wait(world.now + 60)
        world.does(PutToVote(CHAIRING, world.now, C1, own.id, "roll-call"))


def test_nobody_amends_while_somebody_speaks_to_it() -> None:
    world = debating("us")
    world.does(AskToSpeak(voters(world)[3], world.now, C1, "for"))
    own = placed(world, "refer", about="executive")
    world.does(CallSpeaker(CHAIRING, world.now, C1, voters(world)[3]))
    assert refused(world, own.id, about="credentials").code == "procedure.speaking"


def test_who_has_no_vote_amends_nothing() -> None:
    world = debating("us")
    own = placed(world, "recess", minutes=30)
    act = AmendProcedural(CHAIRING, world.now, own.id, minutes=10)
    refusal = why_not_open_to_amendment(world.state, act)
    assert refusal is not None
    assert refusal.code == "procedure.vote"


@pytest.mark.parametrize("school", ["british", "us"])
def test_a_lost_amendment_does_not_keep_its_motion_from_being_moved_again(school: str) -> None:
    world = debating(school)
    own = placed(world, "recess", minutes=30)
    amended(world, own.id, "nnnnnnn", minutes=10)
    world.does(WithdrawProcedural(voters(world)[0], world.now, own.id))
    assert not raises(world, "recess", minutes=20).fate
    world.does(WithdrawProcedural(voters(world)[0], world.now, latest(world).id))
    assert world.refused(TakeUpItem(CHAIRING, world.now, C1, "2")).code == "floor.item_open"


def test_every_effect_that_names_something_is_known_to_the_table() -> None:
    assert set(OBJECTS) | set(MINUTES) == NAMING
