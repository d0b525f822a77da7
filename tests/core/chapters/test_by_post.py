"""A convention by post: every motion and election of its agenda goes to a ballot, and nobody presides."""

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.agenda import TakeUpItem, items
from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.balloting import CastBallot, count_electors
from rankandfile.core.chapters.elections import Election
from rankandfile.core.chapters.foundation import rules_in_force
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.nominations import SupportNomination
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.presiding import NameChair
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.digest import digest
from rankandfile.core.ids import AmendmentId, ConventionId, ElectionId, MotionId
from tests.world import TEXT, World, called, handle

from ..refusals.stages import C1, CHAIRING, SECONDERS, changed
from ..test_properties import replayed

BY_POST = (
    changed('every = "52 weeks"', 'every = "52 weeks"\nheld = "by-post"')
    .replace('{ who = "delegate" },', '{ who = "member" },', 1)
    .replace('quorum = { share = "1/2", without = "adjourn" }', "quorum = { number = 6 }", 1)
)
LIMIT = ("limit = [{ words = 300 }]", "limit = [{ words = 700 }]")


def on_agenda(rulebook: str = BY_POST) -> World:
    """Two motions have their support, and a chair is to be elected."""
    world = called(rulebook)
    for mover in (41, 72):
        world.second(world.move(mover, f"{TEXT} {mover}"), SECONDERS)
    world.wait(world.at("candidates-open"))
    chair = election(world, "chair")
    world.stand(chair.id, [12, 13])
    for person in (12, 13):
        for nominator in range(30, 35):
            world.does(SupportNomination(handle(nominator), world.now, chair.id, handle(person)))
    return world


def election(world: World, post: str) -> Election:
    """The election to the post."""
    return next(e for e in world.state.elections.elections.values() if e.post == post)


def open_by_post(world: World) -> World:
    """The hour of the opening has come."""
    meeting = current(world.state)
    assert meeting is not None
    world.wait(meeting.opens)
    return world


def ballot_of(world: World, motion: str) -> ElectionId:
    """The ballot on the motion."""
    return world.state.motions.motions[MotionId(motion)].ballot


def vote(world: World, motion: str, yes: int, no: int = 0) -> None:
    """So many members vote for the motion, so many against."""
    for number in range(10, 10 + yes + no):
        world.votes(ballot_of(world, motion), number, "1" if number < 10 + yes else "2")


def closed(world: World) -> World:
    """The hour of the close has come; the boxes are opened, then the clock closes the convention."""
    meeting = world.state.meetings.conventions[C1]  # type: ignore[index]
    world.wait(meeting.closes + 1)
    world.wait(meeting.closes + 2)
    return world


def fates(world: World) -> list[str]:
    """What became of the motions."""
    return [m.fate for m in world.state.motions.motions.values()]


def test_the_clock_opens_it_and_puts_every_motion_and_election_to_a_ballot_until_the_close() -> None:
    world = open_by_post(on_agenda())
    meeting = current(world.state)
    assert meeting is not None
    assert meeting.opened == meeting.opens
    for own in (
        *(world.state.elections.elections[ballot_of(world, m)] for m in ("M1", "M2")),
        election(world, "chair"),
    ):
        assert (own.voting_opens, own.voting_closes) == (meeting.opens, meeting.closes)
        assert count_electors(world.state, own) == 106


def test_motions_are_carried_or_lost_by_their_majority_and_officers_are_elected() -> None:
    world = open_by_post(on_agenda())
    vote(world, "M1", 5, 2)
    vote(world, "M2", 3, 4)
    for number in range(10, 16):
        world.votes(election(world, "chair").id, number, "2")
    closed(world)
    assert fates(world) == ["carried", "lost"]
    assert [h.person for h in holders(world.state, "chair", world.now) if h.how == "elected"] == [handle(13)]
    assert current(world.state) is None
    assert {i.state for i in items(world.state, ConventionId(C1)) if i.about.startswith("M")} == {"done"}
    assert digest(replayed(world)) == digest(world.state)


def test_without_the_quorum_among_those_who_vote_nothing_is_decided() -> None:
    world = open_by_post(on_agenda())
    vote(world, "M1", 5)
    vote(world, "M2", 6)
    closed(world)
    assert fates(world) == ["unreached", "carried"]


def test_a_class_of_business_has_its_own_quorum_by_post_too() -> None:
    world = open_by_post(on_agenda(BY_POST.replace('review_after = "104 weeks"', "quorum = { number = 2 }", 1)))
    vote(world, "M1", 2)
    vote(world, "M2", 1)
    closed(world)
    assert fates(world) == ["carried", "unreached"]


def test_a_change_of_the_rulebook_is_in_force_with_the_close() -> None:
    world = called(BY_POST)
    rules = world.shelve(BY_POST.replace(*LIMIT))
    number = world.move(41, TEXT, "rulebook-change", rules=rules)
    world.second(number, [*range(11, 20), *range(42, 51), 73, 74, 96, 97])
    open_by_post(world)
    vote(world, number, 6, 1)
    closed(world)
    assert rules_in_force(world.state) == rules


def test_an_amendment_that_the_mover_has_not_taken_in_falls_at_the_opening() -> None:
    world = called(BY_POST)
    world.second(world.move(41), SECONDERS)
    world.does(MoveAmendment(handle(42), world.now, MotionId("M1"), "delete", 1, 1), text="")
    for number in (11, 12, 13, 14, 15):
        world.does(SecondAmendment(handle(number), world.now, AmendmentId("M1-A1")))
    open_by_post(world)
    assert world.state.amendments.amendments[AmendmentId("M1-A1")].fate == "fell"


def test_nobody_presides() -> None:
    world = open_by_post(on_agenda())
    for act in (
        OpenConvention(CHAIRING, world.now, ConventionId(C1)),
        TakeUpItem(CHAIRING, world.now, ConventionId(C1), "1"),
        PutToVote(CHAIRING, world.now, ConventionId(C1), "M1", "roll-call"),
        CloseConvention(CHAIRING, world.now, ConventionId(C1)),
        NameChair(handle(11), world.now, ConventionId(C1), handle(11)),
    ):
        assert world.refused(act).code == "convention.by_post"


def test_whoever_is_not_a_member_or_joined_later_does_not_vote() -> None:
    world = open_by_post(on_agenda())
    assert world.refused(CastBallot(handle(999), world.now, ballot_of(world, "M1"))).code == "election.no_vote"
    assert world.refused(CastBallot(handle(999), world.now, election(world, "chair").id)).code == "election.no_vote"


def test_a_convention_with_nothing_on_its_agenda_opens_and_closes_by_itself() -> None:
    world = open_by_post(called(BY_POST))
    closed(world)
    assert current(world.state) is None


def test_its_duties_are_the_clocks() -> None:
    world = on_agenda()
    owed = {d.kind: d.owed_by for d in engine.duties(world.state)}
    assert owed["open-convention"] == "clock"


@pytest.mark.parametrize("stage", ["before", "after"])
def test_it_is_not_closed_before_every_box_is_counted(stage: str) -> None:
    world = open_by_post(on_agenda())
    vote(world, "M1", 6)
    meeting = current(world.state)
    assert meeting is not None
    due = engine.next_due(world.state)
    assert due is None or due[1] != "close-by-post"
    if stage == "after":
        assert closed(world).state.meetings.conventions[ConventionId(C1)].closed


def test_before_the_opening_whoever_wants_to_vote_reads_when_it_opens() -> None:
    world = on_agenda()
    own, meeting = election(world, "chair"), current(world.state)
    assert meeting is not None
    refusal = world.refused(CastBallot(handle(11), world.now, own.id))
    assert (refusal.code, dict(refusal.facts)["opens"]) == ("election.voting_not_open", meeting.opens)
