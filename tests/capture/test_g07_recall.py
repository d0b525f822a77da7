"""G7. The captor, once elected, wants to stay: puts the recall off, packs its roll, wins time, changes the rule."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.balloting import CastBallot, CloseVoting, CountBallots, OpenVoting
from rankandfile.core.chapters.delegates import DeclineSeat
from rankandfile.core.chapters.offices import Appoint, AppointProvisionally, holders
from rankandfile.core.chapters.petitioning import AnswerRecall, WithdrawRecallSupport
from rankandfile.core.chapters.recalls import AskForRecall
from rankandfile.core.ids import BranchId, Lot, Moment, RecallId
from rankandfile.core.refusal import Refusal
from tests.core.chapters.leading import FIRST, RULES, asked, chairs, delegates, lead, reached, voted
from tests.living import Living, living
from tests.world import SECRETARY, WEEK, handle

R1 = RecallId("R1")
CHAIRING = handle(FIRST)


@pytest.fixture
def led(tmp_path: Path) -> Iterator[Living]:
    """An elected chair, and a petition to recall it that is one supporter short."""
    with living(tmp_path / "home", RULES) as live:
        live.call(handle(SECRETARY))
        lead(live)
        asked(live)
        yield live


def test_nobody_in_office_can_take_the_petition_down_or_speak_for_others(led: Living) -> None:
    for officer in (FIRST, SECRETARY):
        assert led.refused(WithdrawRecallSupport(handle(officer), led.now, R1)).code == "recall.not_supported"
    assert led.refused(AnswerRecall(handle(SECRETARY), led.now, R1), answer="All is well.").code == "recall.not_yours"


def test_the_chair_cannot_open_close_or_stop_the_vote_and_no_convention_has_to_be_called(led: Living) -> None:
    ballot = reached(led, R1)
    assert led.state.meetings.current == ""
    for act in (OpenVoting(CHAIRING, led.now, ballot.id), CloseVoting(CHAIRING, led.now, ballot.id)):
        assert led.refused(act).code == "election.not_by_chair"
    led.wait(ballot.voting_opens)
    led.votes(ballot.id, delegates(led)[0], "1")
    led.wait(ballot.voting_closes + 1)
    assert chairs(led) == []


def test_the_roll_is_fixed_when_the_petition_is_complete_and_new_friends_are_not_on_it(led: Living) -> None:
    ballot = reached(led, R1)
    friends = range(800, 805)
    for number in friends:
        paid = Moment(led.now + 60 * WEEK)
        admit = AdmitMember(handle(SECRETARY), led.now, handle(number), "member", BranchId("north"), paid)
        led.secretary.submit(admit, {"name": "Friend"})
    led.wait(ballot.voting_opens)
    for number in friends:
        answer = led.secretary.submit(CastBallot(handle(number), led.now, ballot.id), ballot="2")
        assert isinstance(answer, Refusal)
        assert answer.code == "election.no_vote"
    assert sorted(int(p, 16) for p in led.state.elections.elections[ballot.id].roll) == sorted(delegates(led))


def test_a_delegate_pressed_to_give_up_the_seat_stays_on_the_roll(led: Living) -> None:
    ballot = reached(led, R1)
    gone = handle(delegates(led)[0])
    led.does(DeclineSeat(gone, led.now, next(iter(led.state.meetings.conventions))))
    led.wait(ballot.voting_opens)
    led.votes(ballot.id, delegates(led)[0], "1")


def test_the_result_comes_from_the_box_alone_and_nobody_types_it(led: Living) -> None:
    ballot = reached(led, R1)
    led.wait(ballot.voting_closes - 1)
    empty = CountBallots(CHAIRING, led.now, ballot.id, 1, 1, (), Lot(""))
    assert led.refused(empty).code == "election.not_the_clock"


def test_a_server_whose_clock_was_stopped_counts_before_anything_else_and_the_delay_shows(led: Living) -> None:
    ballot = reached(led, R1)
    led.wait(ballot.voting_opens)
    led.votes(ballot.id, delegates(led)[0], "1")
    led.now = Moment(ballot.voting_closes + 9 * WEEK)
    late = engine.overdue(led.secretary.state, led.now)
    assert ("count-election", ballot.id) in [(d.kind, d.about) for d in late]
    led.wait(led.now)
    assert chairs(led) == []


def test_whoever_was_recalled_is_not_put_back_by_appointment(led: Living) -> None:
    voted(led, reached(led, R1), delegates(led))
    back = AppointProvisionally(led.founder, led.now, CHAIRING, "chair")
    assert led.refused(back).code == "post.not_founder"
    for officer in (SECRETARY, FIRST):
        assert led.refused(Appoint(handle(officer), led.now, CHAIRING, "chair")).code == "post.elected"
    assert chairs(led) == []


def test_the_vacancy_is_filled_by_an_election_that_nobody_has_to_call(led: Living) -> None:
    voted(led, reached(led, R1), delegates(led))
    election = next(e for e in led.state.elections.elections.values() if e.until)
    assert (election.post, election.opened) == ("chair", led.state.recalls.recalls[R1].decided)
    for act in (OpenVoting(CHAIRING, led.now, election.id), CloseVoting(CHAIRING, led.now, election.id)):
        assert led.refused(act).code == "election.not_by_chair"


def test_a_term_that_ends_without_an_election_stands_overdue_and_ends_all_the_same(led: Living) -> None:
    held = holders(led.state, "chair", led.now)[-1]
    led.wait(held.until + 1)
    assert chairs(led) == []
    assert ("fill-post", "chair") in [(d.kind, d.about) for d in engine.overdue(led.state, led.now)]


def test_the_same_recall_is_asked_for_once_so_that_support_is_not_split(led: Living) -> None:
    again = AskForRecall(handle(20), led.now, CHAIRING, "chair")
    assert led.refused(again, reasons="Another petition.").code == "recall.asked"


def test_an_auditor_decides_the_whole_recall_again_and_finds_nothing(led: Living) -> None:
    voted(led, reached(led, R1), delegates(led)[:4], delegates(led)[4:])
    report = led.audited()
    assert report.findings == ()
    assert report.size == led.state.size


def test_a_ballot_that_the_operator_takes_out_of_the_box_leaves_the_count_overdue_for_all_to_see(led: Living) -> None:
    ballot = reached(led, R1)
    led.wait(ballot.voting_opens)
    led.votes(ballot.id, delegates(led)[0], "1")
    led.secretary.box.empty(ballot.id)
    led.wait(ballot.voting_closes + 1)
    assert not led.state.recalls.recalls[R1].decided
    late = engine.overdue(led.state, Moment(ballot.voting_closes + 1))
    assert ("count-election", ballot.id) in [(d.kind, d.about) for d in late]
