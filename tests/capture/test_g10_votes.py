"""G10. The captor tampers with a vote, or stuffs the roll."""

import sqlite3
from contextlib import closing, suppress

import pytest
from msgspec.structs import replace

from rankandfile.core import engine
from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.balloting import BallotCast, CastBallot, CountBallots, ElectionCounted
from rankandfile.core.chapters.casting import ReportCards
from rankandfile.core.chapters.voting import CloseVote, PutToVote, VoteDecided
from rankandfile.core.ids import Lot
from rankandfile.shell.count import BoxRefused
from tests.living import Living
from tests.world import CHAIR, LOT, SECRETARY, TELLERS, assemble, elect_delegates, handle

from .software import honest, lawless, tampered

ENOUGH = [11, 12, 13, 14, 42, 43, 44, 73, 74, 75]


def voting(own: Living) -> None:
    """Two stand in the north; three of its members vote, each for the first."""
    own.wait(own.at("delegate-nominations-open"))
    own.stand("E1", [11, 12, 13])
    own.wait(own.at("delegate-voting-opens"))
    for number in (14, 15, 16):
        own.votes("E1", number, "1,2")


def in_box(own: Living, sql: str, *values: object) -> None:
    """The operator reaches into the ballot box on the disk."""
    own.secretary.close()
    with closing(sqlite3.connect(own.home.box)) as database, database:
        database.execute(sql, values)
    own.restarted()


def test_no_act_types_a_result() -> None:
    from msgspec.structs import fields

    results = {"elected", "carried", "winner", "result"}
    assert [a.__name__ for a in engine.ACTS if results & {f.name for f in fields(a)}] == []


def test_no_officer_opens_the_box_or_casts_anothers_ballot(own: Living) -> None:
    voting(own)
    own.now = own.at("delegate-voting-closes")
    act = CountBallots(handle(CHAIR), own.now, "E1", 1, 1, ("0" * 16 + ":1",), Lot(""))
    assert own.refused(act).code in ("election.not_the_clock", "election.counted")


def test_nobody_votes_twice_or_off_the_roll(own: Living) -> None:
    voting(own)
    twice = own.secretary.submit(CastBallot(handle(14), own.now, "E1"), ballot="2,1")
    outside = own.secretary.submit(CastBallot(handle(41), own.now, "E1"), ballot="2,1")
    assert getattr(twice, "code", "") == "election.voted"
    assert getattr(outside, "code", "") == "election.no_vote"
    assert own.secretary.box.number("E1") == 3


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM ballot WHERE tracker = (SELECT min(tracker) FROM ballot)",
        "INSERT INTO ballot(election, tracker, ranking) VALUES('E1', 'ffffffffffffffff', '3')",
    ],
)
def test_a_box_with_a_ballot_too_few_or_too_many_is_not_counted(own: Living, sql: str) -> None:
    voting(own)
    in_box(own, sql)
    own.now = own.at("delegate-voting-closes")
    with suppress(BoxRefused):
        own.secretary.strike()
    own.state = own.secretary.state
    assert not own.state.elections.elections["E1"].counted
    assert ("count-election", "E1") in {(d.kind, d.about) for d in engine.overdue(own.state, own.now + 1)}


def test_a_ballot_exchanged_in_the_box_is_missed_by_its_voter_under_the_tracker(own: Living) -> None:
    voting(own)
    mine = own.trackers["E1", 14]
    in_box(own, "UPDATE ballot SET ranking = '3' WHERE tracker = ?", mine)
    own.wait(own.at("delegate-voting-closes"))
    published = dict(b.split(":") for b in own.state.elections.elections["E1"].ballots)
    assert published[mine] == "3"  # the voter, who kept tracker and ranking, sees it and can say so


def test_a_server_that_declares_another_winner_is_found(own: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    voting(own)
    tampered(
        monkeypatch,
        lambda state, act, effects: tuple(
            replace(e, elected=(handle(13), handle(12))) if isinstance(e, ElectionCounted) else e for e in effects
        ),
    )
    own.wait(own.at("delegate-voting-closes"))
    assert own.state.elections.elections["E1"].elected[0] == handle(13)
    assert any(f.code.startswith("effect") for f in own.audited().findings)


def test_a_server_that_marks_somebody_off_the_roll_as_a_voter_is_found(
    own: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    voting(own)
    lawless(monkeypatch, lambda state, act: (BallotCast("E1", handle(41), own.now),))
    own.secretary.submit(CastBallot(handle(41), own.now, "E1"), ballot="3")
    honest(monkeypatch)
    assert any(f.code == "act.refused" for f in own.audited().findings)


def test_tellers_cannot_report_more_cards_than_electors_and_one_alone_decides_nothing(own: Living) -> None:
    own.second(own.move(41), ENOUGH)
    elect_delegates(own)
    assemble(own)
    own.does(TakeUpItem(handle(CHAIR), own.now, "C1", "1"))
    own.does(PutToVote(handle(CHAIR), own.now, "C1", "M1", "show-of-cards"))
    teller = handle(TELLERS[0])
    assert own.refused(ReportCards(teller, own.now, "V1", 50, 0, 0)).code == "vote.too_many"
    own.does(ReportCards(teller, own.now, "V1", 0, 7, 0))
    own.does(ReportCards(teller, own.now, "V1", 0, 7, 0))
    assert own.refused(CloseVote(handle(CHAIR), own.now, "V1", LOT)).code == "vote.cards"
    assert own.refused(ReportCards(handle(SECRETARY), own.now, "V1", 0, 7, 0)).code == "member.power"


def test_a_server_that_turns_a_vote_round_is_found(own: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    own.second(own.move(41), ENOUGH)
    elect_delegates(own)
    assemble(own)
    own.does(TakeUpItem(handle(CHAIR), own.now, "C1", "1"))
    own.does(PutToVote(handle(CHAIR), own.now, "C1", "M1", "show-of-cards"))
    for teller in TELLERS:
        own.does(ReportCards(handle(teller), own.now, "V1", 6, 1, 0))
    tampered(
        monkeypatch,
        lambda state, act, effects: tuple(
            replace(e, carried=False) if isinstance(e, VoteDecided) else e for e in effects
        ),
    )
    own.does(CloseVote(handle(CHAIR), own.now, "V1", LOT))
    assert any(f.code.startswith("effect") for f in own.audited().findings)
