"""G5. The captor hand-picks the delegates."""

import pytest
from msgspec.structs import replace

from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.credentials import CheckIn, SeatAlternate
from rankandfile.core.chapters.delegates import (
    BranchApportioned,
    DelegateElected,
    PickDelegate,
    alternates_of,
    delegates_of,
)
from rankandfile.core.chapters.members import TransferMember
from rankandfile.core.chapters.nominations import Nominate
from rankandfile.core.ids import BranchId, Moment
from tests.living import Living
from tests.world import CHAIR, DESK, SECRETARY, WEEK, elect_delegates, handle

from .software import tampered

NORTH = BranchId("north")


def test_no_officer_picks_a_delegate(own: Living) -> None:
    own.wait(own.at("roll-date"))
    for officer in (CHAIR, SECRETARY):
        act = PickDelegate(handle(officer), own.now, "C1", NORTH, handle(11))
        assert own.refused(act).code == "delegate.elected_here"


def test_nobody_nominates_another_nor_somebody_moved_into_the_branch_after_the_roll_date(own: Living) -> None:
    own.wait(own.at("roll-date") + 60)
    own.does(TransferMember(handle(45), own.now, handle(45), NORTH))
    own.wait(own.at("delegate-nominations-open"))
    assert own.refused(Nominate(handle(CHAIR), own.now, "E1", handle(12))).code == "election.own_only"
    assert own.refused(Nominate(handle(45), own.now, "E1", handle(45))).code == "delegate.not_on_roll"


def test_members_admitted_after_the_roll_date_bring_no_seats_and_no_votes(own: Living) -> None:
    own.wait(own.at("roll-date") + 60)
    until = Moment(own.now + 90 * WEEK)
    for number in range(700, 760):
        own.does(AdmitMember(own.founder, own.now, handle(number), "member", NORTH, until), name="Ghost")
    own.wait(own.at("delegate-nominations-open"))
    assert own.state.delegates.of["C1"].shares[NORTH].seats == 2
    own.wait(own.at("delegate-voting-opens"))
    from rankandfile.core.chapters.balloting import CastBallot

    answer = own.secretary.submit(CastBallot(handle(700), own.now, "E1"), ballot="1")
    assert getattr(answer, "code", "") == "election.no_vote"


def test_a_server_that_gives_a_loyal_branch_more_seats_is_found(own: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    tampered(
        monkeypatch,
        lambda state, act, effects: tuple(
            replace(e, seats=9) if isinstance(e, BranchApportioned) and e.branch == NORTH else e for e in effects
        ),
    )
    own.wait(own.at("roll-date"))
    assert own.state.delegates.of["C1"].shares[NORTH].seats == 9
    assert any(f.code.startswith("effect") for f in own.audited().findings)


def test_a_server_that_seats_the_losers_of_a_branch_election_is_found(
    own: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    def favourite(state: object, act: object, effects: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(
            replace(e, person=handle(39)) if isinstance(e, DelegateElected) and e.rank == 1 and e.branch == NORTH else e
            for e in effects
        )

    tampered(monkeypatch, favourite)  # type: ignore[arg-type]
    elect_delegates(own)
    assert own.state.delegates.of["C1"].elected.get(handle(39)) is not None
    assert any(f.code.startswith("effect") for f in own.audited().findings)


def test_the_desk_cannot_seat_a_friend_before_the_next_alternate_by_rank(own: Living) -> None:
    elect_delegates(own)
    own.wait(own.state.meetings.conventions["C1"].opens)
    delegate = delegates_of(own.state, "C1", NORTH)[0].person
    _, second = (a.person for a in alternates_of(own.state, "C1", NORTH))
    assert own.refused(SeatAlternate(handle(DESK), own.now, "C1", second, delegate)).code == "convention.rank"
    assert own.refused(CheckIn(handle(DESK), own.now, "C1", handle(39))).code == "convention.no_seat"
