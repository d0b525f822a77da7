"""The desk and its friends: another alternate, a delegate who is not there, a quorum that is none."""

import pytest

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.casting import CastVote, CastVotes, ReportCards
from rankandfile.core.chapters.credentials import CheckedIn, CheckIn, CheckOut, SeatAlternate
from rankandfile.core.chapters.delegates import DeclineSeat, alternates_of, delegates_of
from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.presence import CheckInByCode, ShowHallCode, digest
from rankandfile.core.chapters.proxies import GiveProxy
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import BranchId, ConventionId, Handle, Lot, VoteId
from tests.core.refusals.proxies import PROVOKED
from tests.living import Living
from tests.world import CHAIR, DESK, TELLERS, assemble, elect_delegates, handle

from .software import honest, lawless

C1, NORTH = ConventionId("C1"), BranchId("north")
CODE = "K7QF2M9XDA"


@pytest.fixture
def doors(own: Living) -> Living:
    """Delegates and alternates are elected; the doors are open."""
    own.second(own.move(41), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    elect_delegates(own)
    meeting = current(own.state)
    assert meeting is not None
    own.wait(meeting.opens)
    return own


def delegates(live: Living) -> list[Handle]:
    """Everybody elected, branch by branch."""
    return [d.person for d in delegates_of(live.state, C1)]


def north(live: Living) -> tuple[Handle, list[Handle]]:
    """A delegate of the north, and its alternates by rank."""
    first = delegates_of(live.state, C1, NORTH)[0].person
    return first, [a.person for a in alternates_of(live.state, C1, NORTH)]


def test_a_desk_that_seats_the_wrong_alternate_is_refused(doors: Living) -> None:
    delegate, alternates = north(doors)
    wrong = SeatAlternate(handle(DESK), doors.now, C1, alternates[1], delegate)
    assert doors.refused(wrong).code == "convention.rank"
    doors.does(DeclineSeat(alternates[0], doors.now, C1))
    doors.does(wrong)


def test_a_desk_seats_nobody_in_the_place_of_somebody_who_is_there_nor_of_another_branch(doors: Living) -> None:
    delegate, alternates = north(doors)
    other = delegates_of(doors.state, C1, BranchId("south"))[0].person
    elsewhere = SeatAlternate(handle(DESK), doors.now, C1, alternates[0], other)
    assert doors.refused(elsewhere).code == "convention.not_alternate"
    doors.does(CheckIn(delegate, doors.now, C1, delegate))
    there = SeatAlternate(handle(DESK), doors.now, C1, alternates[0], delegate)
    assert doors.refused(there).code == "convention.delegate_present"


def test_nobody_but_the_desk_checks_another_in_and_the_desk_is_named_where_it_does(doors: Living) -> None:
    absent = delegates(doors)[0]
    assert doors.refused(CheckIn(handle(50), doors.now, C1, absent)).code == "convention.desk"
    entry = int(doors.state.size)
    doors.does(CheckIn(handle(DESK), doors.now, C1, absent))
    assert f'"by":"{handle(DESK)}"'.encode() in doors.secretary.store.entry(entry)  # type: ignore[operator]


def test_nobody_votes_for_a_delegate_who_is_not_there(doors: Living) -> None:
    absent = delegates(doors)[-1]
    for person in delegates(doors)[:-1]:
        doors.does(CheckIn(person, doors.now, C1, person))
    doors.does(OpenConvention(handle(CHAIR), doors.now, C1))
    doors.does(TakeUpItem(handle(CHAIR), doors.now, C1, "1"))
    doors.does(PutToVote(handle(CHAIR), doors.now, C1, "M1", "roll-call"))
    electors = doors.state.floor.votes[VoteId("V1")].electorate
    assert absent not in electors
    assert doors.refused(CastVote(absent, doors.now, VoteId("V1"), "y")).code == "vote.no_elector"
    more = CastVotes(handle(TELLERS[0]), doors.now, VoteId("V1"), 0, "y" * (len(electors) + 1))
    assert doors.refused(more).code == "vote.division"
    doors.does(CheckIn(handle(DESK), doors.now, C1, absent))
    assert doors.refused(CastVote(absent, doors.now, VoteId("V1"), "y")).code == "vote.no_elector"


def test_nobody_collects_proxies_and_nobody_gives_the_proxy_of_another() -> None:
    assert set(GiveProxy.__struct_fields__) == {"by", "at", "convention", "holder"}
    for code in ("proxy.limit", "proxy.handed_on", "vote.not_yours"):
        assert PROVOKED[code]().code == code


def test_an_act_names_whose_vote_it_is_by_its_author_alone() -> None:
    assert set(CastVote.__struct_fields__) == {"by", "at", "vote", "choice", "of"}
    assert set(CheckInByCode.__struct_fields__) == {"by", "at", "convention"}


def test_a_guess_or_the_code_of_another_meeting_seats_nobody(doors: Living) -> None:
    person = delegates(doors)[0]
    assert digest(ConventionId("C0"), CODE) != digest(C1, CODE)
    doors.does(ShowHallCode(handle(DESK), doors.now, C1, digest(C1, CODE)), code=CODE)
    assert doors.refused(CheckInByCode(person, doors.now, C1), code="K7QF2M9XDB").code == "presence.wrong_code"


def test_a_server_that_seats_somebody_by_a_code_that_it_did_not_take_is_found(
    doors: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = handle(39)
    doors.does(ShowHallCode(handle(DESK), doors.now, C1, digest(C1, CODE)), code=CODE)
    lawless(monkeypatch, lambda state, act: (CheckedIn(C1, stranger, True, True, True, act.at),))
    doors.secretary.submit(CheckInByCode(stranger, doors.now, C1), {"code": CODE})
    honest(monkeypatch)
    assert any(f.code == "act.refused" for f in doors.audited().findings)


def test_a_chair_cannot_vote_before_a_quorum_nor_go_on_without_one(own: Living) -> None:
    own.second(own.move(41), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    elect_delegates(own)
    assemble(own)
    own.does(TakeUpItem(handle(CHAIR), own.now, C1, "1"))
    for person in delegates(own)[:4]:
        own.does(CheckOut(person, own.now, C1, person))
    refusal = own.refused(PutToVote(handle(CHAIR), own.now, C1, "M1", "show-of-cards"))
    assert refusal.code == "presence.adjourned"
    assert own.audited().findings == ()


def test_one_teller_alone_makes_no_result_however_often_and_two_who_differ_make_none(own: Living) -> None:
    own.second(own.move(41), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    elect_delegates(own)
    assemble(own)
    own.does(TakeUpItem(handle(CHAIR), own.now, C1, "1"))
    own.does(PutToVote(handle(CHAIR), own.now, C1, "M1", "show-of-cards"))
    first, second = (handle(number) for number in TELLERS)
    for _ in range(3):
        own.does(ReportCards(first, own.now, VoteId("V1"), 7, 0, 0))
    close = CloseVote(handle(CHAIR), own.now, VoteId("V1"), Lot(""))
    assert own.refused(close).code == "vote.cards"
    assert own.refused(ReportCards(handle(CHAIR), own.now, VoteId("V1"), 7, 0, 0)).code == "member.power"
    own.does(ReportCards(second, own.now, VoteId("V1"), 2, 5, 0))
    assert own.refused(close).code == "vote.cards"
    own.does(ReportCards(first, own.now, VoteId("V1"), 2, 5, 0))
    own.does(close)
    assert not own.state.floor.votes[VoteId("V1")].carried
