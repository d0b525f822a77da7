"""Whoever runs a branch, or the executive, keeps it from meeting, packs its meeting, or holds it alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rankandfile.core import engine
from rankandfile.core.act import Act
from rankandfile.core.chapters.agenda import ItemEnded, TakeUpItem, items
from rankandfile.core.chapters.casting import CastVote, ReportCards
from rankandfile.core.chapters.convening import CallMeeting, CallOffMeeting
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.demanding_meetings import DemandMeeting
from rankandfile.core.chapters.holding import CloseConvention, ConventionOpened, OpenConvention
from rankandfile.core.chapters.motions import MotionDecided, MoveMotion
from rankandfile.core.chapters.presiding import NameChair
from rankandfile.core.chapters.voting import CloseVote, DemandRollCall, PutToVote, VoteDecided
from rankandfile.core.ids import BranchId, ConventionId, Moment, MotionId, VoteId
from rankandfile.core.state import State
from rankandfile.core.text import count_lines, fingerprint
from tests.living import Living, living
from tests.world import CHAIR, DAY, LOT, SECRETARY, TEXT, WEEK, handle

from .software import honest, lawless

NORTH, S1, M1, V1 = BranchId("north"), ConventionId("S1"), MotionId("M1"), VoteId("V1")
CAPTOR = 20
"""The branch secretary of the north: calls its meetings and presides over them."""
MEMBERS = tuple(range(21, 29))


@pytest.fixture
def north(tmp_path: Path) -> Iterator[Living]:
    """The organisation with a branch secretary, and nothing called."""
    with living(tmp_path / "home") as live:
        live.appoint(CAPTOR, "branch-secretary", "north")
        yield live


def calling(live: Living, days: int = 10, by: int = CAPTOR, body: str = "branch", branch: str = "north") -> CallMeeting:
    opens = Moment(live.now + days * DAY)
    return CallMeeting(handle(by), live.now, body, opens, Moment(opens + 7200), BranchId(branch))


def demand(live: Living, number: int) -> DemandMeeting:
    return DemandMeeting(handle(number), live.now, "branch", NORTH)


def moved(live: Living) -> None:
    """A motion that the branch secretary does not like."""
    act = MoveMotion(handle(21), live.now, S1, "branch-motion", count_lines(TEXT), fingerprint(TEXT))
    live.does(act, title="The books of the branch", text=TEXT)


def sitting(live: Living) -> None:
    """The branch meets, with the motion on the floor."""
    live.does(calling(live), place="The library")
    moved(live)
    live.wait(live.state.meetings.conventions[S1].opens)
    for number in (CAPTOR, *MEMBERS):
        live.does(CheckIn(handle(number), live.now, S1, handle(number)))
    live.does(OpenConvention(handle(CAPTOR), live.now, S1))
    live.does(TakeUpItem(handle(CAPTOR), live.now, S1, "1"))


def owed(live: Living) -> list[str]:
    """What stands overdue for everybody to see."""
    return [duty.about for duty in engine.overdue(live.state, Moment(live.now)) if duty.kind == "call-meeting"]


# The branch is not called together


def test_a_branch_that_is_not_called_together_is_overdue_and_calls_itself(north: Living) -> None:
    north.wait(north.now + 26 * WEEK)
    assert "branch/north" in owed(north)
    for number in MEMBERS[:5]:
        north.does(demand(north, number))
    assert north.state.meetings.conventions[S1].demanded
    assert north.refused(CallOffMeeting(handle(CAPTOR), north.now, S1), reason="No.").code == "meeting.demanded"
    assert north.audited().findings == ()


def test_a_meeting_called_for_a_far_day_keeps_members_from_nothing(north: Living) -> None:
    north.does(calling(north, 3000), place="The library")
    for number in MEMBERS[:5]:
        north.does(demand(north, number))
    own = north.state.meetings.conventions[ConventionId("S2")]
    assert own.demanded
    assert own.opens < north.now + 2 * WEEK
    north.wait(own.closes)
    north.wait(north.now + 26 * WEEK)
    assert "branch/north" in owed(north), "a day far away is no call in time"


def test_calling_and_calling_off_again_and_again_leaves_the_call_overdue(north: Living) -> None:
    north.wait(north.now + 26 * WEEK)
    for number in range(1, 4):
        north.does(calling(north), place="The library")
        assert "branch/north" not in owed(north)
        north.does(CallOffMeeting(handle(CAPTOR), north.now, ConventionId(f"S{number}")), reason="Not now.")
        assert "branch/north" in owed(north)
    assert [own.ended for own in north.state.meetings.conventions.values()] == ["called-off"] * 3


def test_whoever_calls_and_stays_away_stops_nobody(north: Living) -> None:
    north.does(calling(north), place="The library")
    moved(north)
    north.wait(north.state.meetings.conventions[S1].opens)
    for number in MEMBERS:
        north.does(CheckIn(handle(number), north.now, S1, handle(number)))
    north.wait(north.now + 15 * 60)
    for number in MEMBERS[:5]:
        north.does(NameChair(handle(number), north.now, S1, handle(21)))
    north.does(OpenConvention(handle(21), north.now, S1))
    north.does(TakeUpItem(handle(21), north.now, S1, "1"))
    north.does(PutToVote(handle(21), north.now, S1, M1, "roll-call"))
    for number in MEMBERS:
        north.does(CastVote(handle(number), north.now, V1, "y"))
    north.does(CloseVote(handle(21), north.now, V1, LOT))
    assert north.state.motions.motions[M1].fate == "carried"


def test_a_meeting_is_not_sprung_on_the_members(north: Living) -> None:
    refusal = north.refused(calling(north, 6), place="The library")
    assert (refusal.code, refusal.article) == ("meeting.notice", "7.1")


# It is packed, or held alone


@pytest.mark.parametrize("number", [50, CHAIR + 60, SECRETARY])
def test_nobody_from_outside_sits_moves_seconds_or_presides_in_a_branch(north: Living, number: int) -> None:
    sitting(north)
    assert north.refused(CheckIn(handle(number), north.now, S1, handle(number))).code == "convention.no_seat"
    assert north.refused(CheckIn(handle(CAPTOR), north.now, S1, handle(number))).code == "convention.no_seat"
    assert north.refused(PutToVote(handle(number), north.now, S1, M1, "roll-call")).code == "meeting.role"
    act = MoveMotion(handle(number), north.now, S1, "branch-motion", count_lines(TEXT), fingerprint(TEXT))
    assert north.refused(act, title="Sell the hall", text=TEXT).code == "meeting.outside"


def test_the_centre_neither_calls_nor_opens_nor_closes_a_branch_s_meeting(north: Living) -> None:
    assert north.refused(calling(north, by=SECRETARY), place="Ours").code == "meeting.caller"
    sitting(north)
    for act in (
        CloseConvention(handle(CHAIR), north.now, S1),
        TakeUpItem(handle(CHAIR), north.now, S1, "1"),
        CallOffMeeting(handle(SECRETARY), north.now, S1),
    ):
        texts = {"reason": "No."} if isinstance(act, CallOffMeeting) else {}
        assert north.refused(act, **texts).code in ("meeting.role", "meeting.unknown")


def test_two_or_three_friends_decide_nothing_for_the_branch(north: Living) -> None:
    north.does(calling(north), place="The library")
    moved(north)
    north.wait(north.state.meetings.conventions[S1].opens)
    for number in (CAPTOR, 21, 22):
        north.does(CheckIn(handle(number), north.now, S1, handle(number)))
    assert north.refused(OpenConvention(handle(CAPTOR), north.now, S1)).code == "convention.quorum"


def test_who_presides_does_not_count_the_cards_and_two_have_the_vote_taken_by_name(north: Living) -> None:
    sitting(north)
    north.does(PutToVote(handle(CAPTOR), north.now, S1, M1, "show-of-cards"))
    assert north.refused(ReportCards(handle(CAPTOR), north.now, V1, 0, 9, 0)).code == "meeting.teller"
    north.does(ReportCards(handle(21), north.now, V1, 0, 9, 0))
    assert north.refused(CloseVote(handle(CAPTOR), north.now, V1, LOT)).code == "vote.cards"
    for number in (22, 23):
        north.does(DemandRollCall(handle(number), north.now, S1, M1))
    assert north.state.floor.votes[V1].method == "roll-call"


def test_an_unwelcome_motion_is_not_left_behind_by_a_quick_close(north: Living) -> None:
    sitting(north)
    assert north.refused(CloseConvention(handle(CAPTOR), north.now, S1)).code == "convention.waiting"


def test_members_put_an_item_on_the_agenda_of_the_executive_that_it_cannot_refuse(north: Living) -> None:
    for number, post in ((80, "treasurer"), (81, "executive-member"), (82, "executive-member")):
        north.appoint(number, post)
    north.does(calling(north, by=SECRETARY, body="executive", branch=""), place="The office")
    act = MoveMotion(handle(21), north.now, S1, "executive-motion", count_lines(TEXT), fingerprint(TEXT))
    north.does(act, title="Open the books", text=TEXT)
    north.second(M1, (22, 23, 50, 72, 96))
    north.wait(north.state.meetings.conventions[S1].opens)
    assert [item.about for item in items(north.state, S1)] == [M1]


# The software is changed


def test_a_meeting_that_was_never_quorate_and_a_result_that_nobody_voted_are_found(
    north: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    north.does(calling(north), place="The library")
    moved(north)
    north.wait(north.state.meetings.conventions[S1].opens)

    def opened(_state: State, _act: Act) -> tuple[ConventionOpened, ...]:
        return (ConventionOpened(S1, north.now, 9, 30, 5),)

    lawless(monkeypatch, opened)
    north.does(OpenConvention(handle(CAPTOR), north.now, S1))
    honest(monkeypatch)
    (finding, *_) = north.audited().findings
    assert "4.3" in str(finding)


def test_a_decision_without_a_vote_is_found(north: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting(north)
    north.does(PutToVote(handle(CAPTOR), north.now, S1, M1, "roll-call"))
    declared = (
        VoteDecided(V1, 0, 9, 0, 1, 9, False, north.now), MotionDecided(M1, "lost", north.now),
        ItemEnded(S1, "1", "done"),
    )  # fmt: skip
    lawless(monkeypatch, lambda state, act: declared)
    north.does(CloseVote(handle(CAPTOR), north.now, V1, LOT))
    honest(monkeypatch)
    assert north.audited().findings
