"""The meetings of branches and of the executive: called, held, decided and minuted as the convention is."""

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.casting import CastVote, ReportCards
from rankandfile.core.chapters.convening import CallOffMeeting, ahead
from rankandfile.core.chapters.credentials import CheckIn, CheckOut
from rankandfile.core.chapters.demanding_meetings import DemandMeeting, WithdrawMeetingDemand, demands_of
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention
from rankandfile.core.chapters.meetings import current, going_on
from rankandfile.core.chapters.minuting import NoteForMinutes
from rankandfile.core.chapters.presiding import NameChair
from rankandfile.core.chapters.quorum import count_entitled, quorum_needed
from rankandfile.core.chapters.speaking import AskToSpeak, CallSpeaker
from rankandfile.core.chapters.voting import CloseVote, DemandRollCall, PutToVote
from rankandfile.core.digest import digest
from rankandfile.core.state import State
from rankandfile.shell.presets import preset_text
from tests.world import CHAIR, DAY, LOT, SECRETARY, TEXT, WEEK, World, called, handle

from .sitting import (
    HERE,
    LOCAL,
    NORTH,
    S1,
    asked,
    calling,
    convened,
    executive,
    gathered,
    meeting,
    motion_act,
    moves,
    on_the_floor,
    with_secretaries,
)

RULES = preset_text("member-democracy")


def test_the_call_fixes_a_timetable_of_the_body_s_own_business() -> None:
    own = meeting(convened())
    assert (own.body, own.branch, own.demanded) == ("branch", NORTH, False)
    assert [line.name for line in own.timetable] == [
        "motions-close-branch-motion", "seconding-close-branch-motion", "agenda",
    ]  # fmt: skip
    assert own.timetable[-1].at == own.opens - DAY


def test_conventions_and_other_meetings_go_on_side_by_side_under_numbers_of_their_own() -> None:
    world = convened()
    assert world.call(handle(SECRETARY)) == "C1"
    world.does(calling(world, 45, branch="south"), place="The pub")
    assert [own.id for own in going_on(world.state)] == ["C1", "S1", "S2"]
    assert current(world.state).id == "C1"  # type: ignore[union-attr]
    assert world.state.meetings.sittings == ("S1", "S2")


def test_a_branch_evening_decides_by_name_and_leaves_minutes() -> None:
    world = asked()
    for number, choice in zip(HERE, "yyyyynna", strict=True):
        world.does(CastVote(handle(number), world.now, "V1", choice))
    world.does(CloseVote(handle(LOCAL), world.now, "V1", LOT))
    assert world.state.motions.motions["M1"].fate == "carried"
    assert world.state.floor.votes["V1"].entitled == 30
    world.does(NoteForMinutes(handle(LOCAL), world.now, S1), note="Tea was served.")
    world.wait(meeting(world).closes)
    world.does(CloseConvention(handle(LOCAL), world.now, S1))
    assert world.state.motions.motions["M2"].fate == "unreached"
    assert world.state.meetings.sittings == ()
    world.wait(world.now + 2 * WEEK + 1)
    assert meeting(world).minutes > 0, "the clock publishes them"


def test_only_those_of_the_branch_sit_and_count() -> None:
    world = convened()
    assert count_entitled(world.state, S1) == 30
    assert quorum_needed(world.state, S1) == 5
    world.wait(meeting(world).opens)
    refusal = world.refused(CheckIn(handle(50), world.now, S1, handle(50)))
    assert (refusal.code, refusal.article) == ("convention.no_seat", "4.3")


def test_a_session_of_the_executive_counts_the_holders_of_its_posts() -> None:
    world = executive()
    assert count_entitled(world.state, S1) == 5
    assert quorum_needed(world.state, S1) == 3
    world.does(motion_act(world, CHAIR, TEXT, "executive-motion", capacity="executive"), title="Rent", text=TEXT)
    world.does(motion_act(world, 21, TEXT, "executive-motion"), title="From a member", text=TEXT)
    world.second("M2", [22, 23, 50, 72, 96])
    assert [bool(m.placed) for m in world.state.motions.motions.values()] == [True, True]
    world.wait(meeting(world).opens)
    for number in (CHAIR, SECRETARY, 80):
        world.does(CheckIn(handle(number), world.now, S1, handle(number)))
    world.does(OpenConvention(handle(CHAIR), world.now, S1))
    assert [i.about for i in world.state.floor.agenda[S1].values()] == ["M1", "M2"]
    refusal = world.refused(NoteForMinutes(handle(CHAIR), world.now, S1), note="x")
    assert (refusal.code, refusal.article) == ("meeting.role", "7.2"), "the secretary writes the minutes"
    world.does(NoteForMinutes(handle(SECRETARY), world.now, S1), note="x")


def test_the_secretary_of_one_branch_has_no_power_in_another() -> None:
    world = with_secretaries()
    assert world.refused(calling(world, 45)).code == "meeting.caller"
    world.does(calling(world), place="The library")
    world.wait(meeting(world).opens)
    assert world.refused(OpenConvention(handle(45), world.now, S1)).code == "meeting.role"
    assert world.refused(OpenConvention(handle(CHAIR), world.now, S1)).code == "meeting.role", "nor has the centre"


def test_business_stays_in_the_branch() -> None:
    world = convened()
    outside = world.refused(motion_act(world, 50, TEXT, "branch-motion"), title="A", text=TEXT)
    assert (outside.code, outside.article) == ("meeting.outside", "7.1")
    elsewhere = world.refused(motion_act(world, 21, TEXT, "policy"), title="A", text=TEXT)
    assert elsewhere.code == "motion.elsewhere"
    paper = SubmitDocument(handle(50), world.now, S1)
    assert world.refused(paper, title="A", text=TEXT).code == "meeting.outside"
    world.does(SubmitDocument(handle(21), world.now, S1), title="A", text=TEXT)
    both = called()
    assert both.refused(both.motion_act(21, business="branch-motion"), title="A", text=TEXT).code == "motion.elsewhere"


def test_whoever_has_a_voice_amends_until_the_vote() -> None:
    world = on_the_floor()
    change = MoveAmendment(handle(23), world.now, "M1", "replace", 1, 1)
    world.does(change, text="The branch resolves")
    assert world.state.amendments.amendments["M1-A1"].placed, "no supporters are needed here"
    outside = MoveAmendment(handle(50), world.now, "M1", "delete", 1, 1)
    assert world.refused(outside, text="").code == "amendment.seat"
    assert world.refused(PutToVote(handle(LOCAL), world.now, S1, "M1", "roll-call")).code == "floor.amendments_first"


def test_an_amendment_needs_the_support_that_the_clause_asks_for() -> None:
    world = on_the_floor(RULES.replace("demanded_by = 5\n", "demanded_by = 5\namendments = 1\n"))
    world.does(MoveAmendment(handle(23), world.now, "M1", "replace", 1, 1), text="The branch resolves")
    assert not world.state.amendments.amendments["M1-A1"].placed
    outside = world.refused(SecondAmendment(handle(50), world.now, "M1-A1"))
    assert outside.code == "meeting.outside"
    world.does(SecondAmendment(handle(24), world.now, "M1-A1"))
    assert world.state.amendments.amendments["M1-A1"].placed


def test_those_present_count_the_cards_and_who_presides_does_not() -> None:
    world = asked("show-of-cards")
    assert world.refused(ReportCards(handle(LOCAL), world.now, "V1", 5, 3, 0)).code == "meeting.teller"
    assert world.refused(ReportCards(handle(30), world.now, "V1", 5, 3, 0)).code == "meeting.teller", "is not there"
    world.does(ReportCards(handle(21), world.now, "V1", 5, 3, 0))
    assert world.refused(CloseVote(handle(LOCAL), world.now, "V1", LOT)).code == "vote.cards"
    world.does(ReportCards(handle(22), world.now, "V1", 5, 3, 0))
    world.does(CloseVote(handle(LOCAL), world.now, "V1", LOT))
    assert world.state.motions.motions["M1"].fate == "carried"


def test_two_of_those_present_have_a_vote_taken_by_name() -> None:
    world = on_the_floor()
    for number in (21, 22):
        world.does(DemandRollCall(handle(number), world.now, S1, "M1"))
    assert world.refused(PutToVote(handle(LOCAL), world.now, S1, "M1", "show-of-cards")).code == "floor.roll_call"


def test_the_speakers_list_is_the_meeting_s_own() -> None:
    world = on_the_floor()
    world.does(AskToSpeak(handle(23), world.now, S1, "for"))
    world.does(AskToSpeak(handle(LOCAL), world.now, S1, "against", handle(24)))
    world.does(CallSpeaker(handle(LOCAL), world.now, S1, handle(23)))
    assert [s.person for s in world.state.floor.speakers["S1/1"]] == [handle(23), handle(24)]


def test_a_meeting_whose_chair_stays_away_is_opened_by_those_who_come() -> None:
    world = convened()
    moves(world)
    world.wait(meeting(world).opens)
    for number in HERE[1:]:
        world.does(CheckIn(handle(number), world.now, S1, handle(number)))
    assert world.refused(NameChair(handle(21), world.now, S1, handle(22))).code == "chair.early"
    world.wait(world.now + 15 * 60)
    for number in HERE[1:5]:
        world.does(NameChair(handle(number), world.now, S1, handle(22)))
    world.does(OpenConvention(handle(22), world.now, S1))
    world.does(TakeUpItem(handle(22), world.now, S1, "1"))
    world.does(NoteForMinutes(handle(22), world.now, S1), note="The branch secretary did not come.")
    assert world.refused(PutToVote(handle(LOCAL), world.now, S1, "M1", "roll-call")).code == "convention.chaired"


def test_below_its_quorum_a_branch_cannot_open() -> None:
    world = convened()
    world.wait(meeting(world).opens)
    for number in HERE[:4]:
        world.does(CheckIn(handle(number), world.now, S1, handle(number)))
    refusal = world.refused(OpenConvention(handle(LOCAL), world.now, S1))
    assert (refusal.code, dict(refusal.facts)["needed"]) == ("convention.quorum", 5)


def test_a_meeting_that_nobody_opens_ends_by_the_clock_and_what_waited_is_unreached() -> None:
    world = convened()
    moves(world)
    world.wait(meeting(world).closes)
    own = meeting(world)
    assert (own.ended, own.closed, own.opened) == ("not-opened", own.closes, 0)
    assert world.state.motions.motions["M1"].fate == "unreached"
    assert ahead(world.state, "branch", NORTH) == ()
    assert not any(d.about == "S1" for d in engine.duties(world.state)), "no minutes are owed of it"


def test_a_meeting_is_called_off_with_a_reason_until_it_opens() -> None:
    world = convened()
    moves(world)
    world.does(CallOffMeeting(handle(LOCAL), world.now, S1), reason="The library is flooded.")
    assert meeting(world).ended == "called-off"
    assert world.state.motions.motions["M1"].fate == "unreached"
    assert world.refused(CallOffMeeting(handle(LOCAL), world.now, S1), reason="x").code == "meeting.unknown"


def test_members_have_their_branch_called_together_and_nobody_calls_that_off() -> None:
    world = with_secretaries()
    demand = [DemandMeeting(handle(number), world.now, "branch", NORTH) for number in HERE[:5]]
    for act in demand[:4]:
        world.does(act)
    world.does(WithdrawMeetingDemand(handle(HERE[0]), world.now, "branch", NORTH))
    assert demands_of(world.state, "branch", NORTH, world.now) == tuple(handle(n) for n in HERE[1:4])
    world.does(demand[0])
    assert world.state.meetings.sittings == ()
    world.does(demand[4])
    own = meeting(world)
    assert own.demanded
    assert own.opens >= world.now + WEEK
    assert own.opens % DAY == 10 * 3600
    assert demands_of(world.state, "branch", NORTH, world.now) == ()
    assert world.refused(CallOffMeeting(handle(LOCAL), world.now, S1), reason="x").code == "meeting.demanded"


def test_whoever_owes_a_meeting_stands_overdue_until_one_is_held() -> None:
    world = with_secretaries()
    world.wait(world.now + 26 * WEEK)
    owed = {d.about: (d.owed_by, d.article) for d in engine.overdue(world.state, world.now) if d.kind == "call-meeting"}
    assert owed["branch/north"] == ("branch-secretary", "7.1")
    assert owed["executive"] == ("secretary", "7.2")
    world.does(calling(world), place="The library")
    assert "branch/north" not in {d.about for d in engine.overdue(world.state, world.now)}
    world.wait(meeting(world).closes)
    assert "branch/north" in {d.about for d in engine.overdue(world.state, world.now)}, "calling alone is not meeting"


def test_a_meeting_that_loses_its_quorum_goes_by_its_own_body() -> None:
    world = gathered()
    for number in HERE[2:7]:
        world.does(CheckOut(handle(number), world.now, S1, handle(number)))
    assert meeting(world).lost
    world.does(TakeUpItem(handle(LOCAL), world.now, S1, "1"))
    assert world.refused(PutToVote(handle(LOCAL), world.now, S1, "M1", "roll-call")).code == "convention.quorum"


def test_a_replay_gives_the_same_state() -> None:
    world = asked()
    for number, choice in zip(HERE, "yyyyynna", strict=True):
        world.does(CastVote(handle(number), world.now, "V1", choice))
    world.does(CloseVote(handle(LOCAL), world.now, "V1", LOT))
    again = replayed(world)
    assert digest(again) == digest(world.state)


def replayed(world: World, rulebook: str | None = None) -> State:
    """The state that the history of this world gives, after its founding."""
    state = World(rulebook).state
    for act, effects, texts in world.history[1:]:
        assert engine.admit(state, act, texts) == effects
        state = engine.follow(state, act, effects)
    return state


@pytest.mark.parametrize("body", ["convention", "nobody"])
def test_only_bodies_whose_meetings_the_rulebook_orders_are_called(body: str) -> None:
    world = with_secretaries()
    assert world.refused(calling(world, body=body, branch="")).code == "meeting.no_rule"


def test_under_a_rulebook_without_the_clause_nothing_is_called() -> None:
    start, end = RULES.index("# --- How the other bodies meet"), RULES.index("[bulletin]")
    without = (RULES[:start] + RULES[end:]).replace('to = "branch"\n', "").replace('to = "executive"\n', "")
    world = with_secretaries(without)
    assert world.refused(calling(world)).code == "meeting.no_rule"
    assert not [d for d in engine.duties(world.state) if d.kind == "call-meeting"]


def test_a_convention_counts_no_meeting_of_another_body() -> None:
    world = gathered()
    world.wait(meeting(world).closes)
    world.does(CloseConvention(handle(LOCAL), world.now, S1))
    assert not world.state.foundation.founding_closed, "only a convention ends the founding"
    assert world.call(handle(SECRETARY)) == "C1"
