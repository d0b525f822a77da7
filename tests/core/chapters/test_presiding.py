"""The chair who does nothing: after as long as the rulebook says, those present put another in the chair."""

from rankandfile.core import engine
from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.balloting import OpenVoting
from rankandfile.core.chapters.casting import CastVotes
from rankandfile.core.chapters.credentials import CheckIn, CheckOut
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention
from rankandfile.core.chapters.meetings import current, in_session
from rankandfile.core.chapters.members import ResignMembership
from rankandfile.core.chapters.presiding import NameChair
from rankandfile.core.chapters.speaking import AskToSpeak, CallSpeaker
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import Handle, Moment
from tests.world import CHAIR, DESK, LOT, TELLERS, World, handle

from ..refusals.stages import C1, CHAIRING, elected, in_item, subject

HOUR = 3600


def checked_in() -> World:
    """Everybody elected is in the hall, the hour of the opening has come, and the chair does nothing."""
    world = elected()
    for delegate in delegates_of(world.state, C1):
        world.does(CheckIn(handle(DESK), world.now, C1, delegate.person))
    return world


def voters(world: World) -> list[Handle]:
    """The delegates, in their order."""
    return [d.person for d in delegates_of(world.state, C1)]


def later(world: World, seconds: int = HOUR) -> World:
    """Time passes, and nobody does anything."""
    world.wait(world.now + seconds)
    return world


def named(world: World, count: int, person: Handle | None = None) -> Handle:
    """So many delegates name one of them."""
    who = person or voters(world)[0]
    for voter in voters(world)[:count]:
        world.does(NameChair(voter, world.now, C1, who))
    return who


def presides(world: World) -> Handle:
    """Whom the meeting put in the chair."""
    return world.state.meetings.conventions[C1].chair


def test_more_than_half_of_those_present_put_somebody_in_the_chair_who_opens_the_meeting() -> None:
    world = later(checked_in())
    who = named(world, 3)
    assert presides(world) == ""
    effects = world.does(NameChair(voters(world)[3], world.now, C1, who))
    assert [type(e).__name__ for e in effects] == ["ChairNamed", "ChairTaken"]
    world.does(OpenConvention(who, world.now, C1))
    assert in_session(current(world.state))


def test_the_chair_has_its_time_first() -> None:
    world = later(checked_in(), HOUR - 1)
    refusal = world.refused(NameChair(voters(world)[0], world.now, C1, voters(world)[0]))
    opens = current(world.state).opens  # type: ignore[union-attr]
    assert (refusal.article, refusal.code, dict(refusal.facts)["until"]) == ("7", "chair.early", opens + HOUR)


def test_a_chair_that_puts_things_to_the_vote_keeps_its_place_however_long_the_meeting() -> None:
    world = later(in_item(), HOUR - 60)
    world.does(PutToVote(CHAIRING, world.now, C1, subject(world), "roll-call"))
    later(world, HOUR - 60)
    assert world.refused(NameChair(voters(world)[0], world.now, C1, voters(world)[0])).code == "chair.early"


def test_whoever_was_put_there_leads_the_whole_meeting_and_the_old_chair_no_longer() -> None:
    world = later(in_item())
    who = named(world, 4)
    refusal = world.refused(PutToVote(CHAIRING, world.now, C1, subject(world), "roll-call"))
    assert refusal.code == "convention.chaired"
    world.does(AskToSpeak(voters(world)[1], world.now, C1, "for"))
    world.does(CallSpeaker(who, world.now, C1, voters(world)[1]))
    world.does(PutToVote(who, world.now, C1, subject(world), "roll-call"))
    world.does(CastVotes(handle(TELLERS[0]), world.now, "V1", 0, "yyyyyyy"))
    assert world.refused(CloseVote(CHAIRING, world.now, "V1", LOT)).code == "convention.chaired"
    world.does(CloseVote(who, world.now, "V1", LOT))
    world.does(TakeUpItem(who, world.now, C1, "2"))
    election = next(e.id for e in world.state.elections.elections.values() if e.post == "chair")
    world.does(OpenVoting(who, world.now, election))
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(who, world.now, C1))


def test_names_of_those_who_left_do_not_count_and_half_is_not_enough() -> None:
    world = later(checked_in())
    who = named(world, 3)
    world.does(CheckOut(handle(DESK), world.now, C1, voters(world)[1]))
    effects = world.does(NameChair(voters(world)[3], world.now, C1, who))
    assert [type(e).__name__ for e in effects] == ["ChairNamed"]


def test_without_a_quorum_nobody_is_put_in_the_chair() -> None:
    world = elected()
    for person in voters(world)[:2]:
        world.does(CheckIn(handle(DESK), world.now, C1, person))
    later(world)
    named(world, 2)
    assert presides(world) == ""


def test_a_voter_changes_the_name_and_only_the_last_one_counts() -> None:
    world = later(checked_in())
    named(world, 3)
    other = voters(world)[6]
    named(world, 4, other)
    assert presides(world) == other


def test_whoever_was_put_there_and_does_nothing_is_followed_by_another() -> None:
    world = later(in_item())
    named(world, 4)
    assert world.refused(NameChair(voters(world)[0], world.now, C1, voters(world)[6])).code == "chair.early"
    later(world)
    assert named(world, 4, voters(world)[6]) == presides(world)


def test_whoever_left_the_organisation_presides_no_longer() -> None:
    world = later(in_item())
    who = named(world, 4)
    world.does(ResignMembership(who, world.now))
    assert world.refused(PutToVote(who, world.now, C1, subject(world), "roll-call")).code == "member.left"


def test_an_officer_who_is_absent_cannot_be_named_nor_name() -> None:
    world = later(checked_in())
    assert world.refused(NameChair(voters(world)[0], world.now, C1, handle(CHAIR))).code == "chair.absent"
    assert world.refused(NameChair(handle(CHAIR), world.now, C1, voters(world)[0])).code == "chair.no_vote"


def test_a_convention_that_is_over_needs_no_chair() -> None:
    world = later(in_item())
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    assert world.refused(NameChair(voters(world)[0], world.now, C1, voters(world)[0])).code == "convention.unknown"


def test_the_meeting_that_is_not_opened_stands_overdue_all_the_while() -> None:
    world = later(checked_in())
    assert "open-convention" in [d.kind for d in engine.overdue(world.state, Moment(world.now))]
