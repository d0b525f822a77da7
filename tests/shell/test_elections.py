"""From the ballot cast to the count: every vote once, in the record after the close, and nothing left in the box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.chapters.balloting import CastBallot, CountBallots
from rankandfile.core.chapters.elections import CallElection
from rankandfile.core.chapters.nominations import AcceptNomination, Nominate
from rankandfile.core.ids import BranchId, ElectionId, Handle, Moment
from rankandfile.core.refusal import Refusal
from rankandfile.record import leaf
from rankandfile.shell.box import Ballot
from rankandfile.shell.count import in_parts
from rankandfile.shell.draft import Ask, Recorded
from rankandfile.shell.home import Database, Home
from rankandfile.shell.secretary import NOW, Secretary
from rankandfile.shell.trouble import DiskFull, WrongUse

from .conftest import NORTH, HandClock, admit_some, form_branch

WEEK = 7 * 86_400
E1 = ElectionId("E1")


@pytest.fixture
def database(either: Database) -> Database:
    """Everything here holds in files and in a database alike."""
    return either


@pytest.fixture
def voters(secretary: Secretary, clock: HandClock) -> list[Handle]:
    """Members of a branch whose election of a secretary is open for voting, with two candidates."""
    form_branch(secretary)
    members = admit_some(secretary, 60)
    closes = clock.now + 2 * WEEK
    outcomes = secretary.submit_many(
        [
            Ask(CallElection(members[0], NOW, "branch-secretary", NORTH, Moment(clock.now + WEEK), Moment(closes))),
            *(Ask(Nominate(each, NOW, E1, each)) for each in members[:2]),
        ]
    )
    assert all(isinstance(each, Recorded) for each in outcomes), outcomes
    clock.now = secretary.state.elections.elections[E1].voting_opens + 1
    return members


def cast(secretary: Secretary, voter: Handle, ranking: str) -> Recorded:
    answer = secretary.submit(CastBallot(voter, NOW, E1), ballot=ranking)
    assert isinstance(answer, Recorded), answer
    return answer


def test_every_ballot_is_counted_once_and_its_voter_finds_it(
    secretary: Secretary, voters: list[Handle], clock: HandClock
) -> None:
    trackers = {cast(secretary, voter, "2,1" if n % 3 else "1").tracker: n for n, voter in enumerate(voters)}
    clock.now += 2 * WEEK
    state = secretary.strike()
    election = state.elections.elections[E1]
    assert {b.partition(":")[0]: b.partition(":")[2] for b in election.ballots} == {
        tracker: "2,1" if n % 3 else "1" for tracker, n in trackers.items()
    }
    assert election.elected == (voters[1],)
    assert secretary.box.elections() == ()


def test_the_entry_of_a_vote_says_nothing_of_the_ballot(secretary: Secretary, voters: list[Handle]) -> None:
    answer = cast(secretary, voters[0], "2,1")
    entries = b"".join(secretary.store.entries(answer.index))
    assert answer.tracker.encode() not in entries
    assert b"2,1" not in entries
    assert answer.openings == {}


def test_a_second_vote_puts_nothing_into_the_box(secretary: Secretary, voters: list[Handle]) -> None:
    cast(secretary, voters[0], "1")
    assert isinstance(secretary.submit(CastBallot(voters[0], NOW, E1), ballot="2"), Refusal)
    assert [b.ranking for b in secretary.box.ballots(E1)] == ["1"]


def test_votes_cast_together_are_all_in_the_box(secretary: Secretary, voters: list[Handle]) -> None:
    secretary.submit_many(Ask(CastBallot(voter, NOW, E1), ballot="1,2") for voter in voters)
    assert secretary.box.number(E1) == len(voters) == len(secretary.state.elections.elections[E1].voted)


def test_a_vote_that_was_not_recorded_leaves_no_ballot(
    secretary: Secretary, voters: list[Handle], home: Home, clock: HandClock
) -> None:
    def full(*_: object) -> str:
        raise DiskFull("The disk is full.")

    cast(secretary, voters[0], "1")
    lay_aside = secretary.box.lay_aside
    secretary.box.lay_aside = lambda *what: (lay_aside(*what), full())  # type: ignore[method-assign]
    with pytest.raises(DiskFull):
        secretary.submit(CastBallot(voters[1], NOW, E1), ballot="2")
    again = Secretary(home, clock)
    assert [b.ranking for b in again.box.ballots(E1)] == ["1"]
    cast(again, voters[1], "1,2")
    assert again.box.number(E1) == 2


def test_a_vote_recorded_before_a_crash_is_in_the_box_after_it(
    secretary: Secretary, voters: list[Handle], home: Home, clock: HandClock
) -> None:
    secretary._mix_in = lambda: None  # type: ignore[method-assign]
    cast(secretary, voters[0], "1")
    assert secretary.box.number(E1) == 0
    assert Secretary(home, clock).box.number(E1) == 1


def test_a_stuffed_box_is_not_counted_and_stands_overdue(
    secretary: Secretary, voters: list[Handle], clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    cast(secretary, voters[0], "1")
    secretary.box.lay_aside([Ballot(E1, "f" * 32, "2")], secretary.store.size(), secretary.store.head().root)
    clock.now += 2 * WEEK
    for _ in range(2):
        assert secretary.strike().elections.elections[E1].ballots == ()
    assert caplog.text.count("cannot be counted") == 1
    secretary.box.settle(secretary.store.had_root)
    assert secretary.box.number(E1) == 2


def test_nobody_voted_and_the_count_says_so(secretary: Secretary, voters: list[Handle], clock: HandClock) -> None:
    clock.now += 2 * WEEK
    assert secretary.strike().elections.elections[E1].counted == clock.now


def test_ballots_of_a_count_that_was_recorded_before_a_crash_are_swept(
    secretary: Secretary, voters: list[Handle], home: Home, clock: HandClock
) -> None:
    cast(secretary, voters[0], "1")
    clock.now += 2 * WEEK
    secretary.box.empty = lambda election: None  # type: ignore[method-assign]
    secretary.strike()
    assert secretary.box.number(E1) == 1
    assert Secretary(home, clock).box.elections() == ()


@pytest.mark.parametrize("ballot", [None, "1;2", "x" * 10, "1" * 1025, "<script>"])
def test_a_ballot_that_is_none_is_the_callers_mistake(
    secretary: Secretary, voters: list[Handle], ballot: str | None
) -> None:
    with pytest.raises(WrongUse, match="ballot"):
        secretary.submit(CastBallot(voters[0], NOW, E1), ballot=ballot)


def test_a_ballot_goes_with_no_other_act(secretary: Secretary, voters: list[Handle]) -> None:
    with pytest.raises(WrongUse, match="no other act"):
        secretary.submit(AcceptNomination(voters[0], NOW, E1), ballot="1")


@given(st.lists(st.integers(0, 1024), max_size=300))
def test_the_parts_of_a_count_fit_into_entries_and_hold_every_ballot(lengths: list[int]) -> None:
    ballots = [Ballot(E1, f"{n:032x}", "1" * length) for n, length in enumerate(lengths)]
    parts = in_parts(E1, ballots)
    assert [b for part in parts for b in part.ballots] == [f"{b.tracker}:{b.ranking}" for b in ballots]
    assert [(part.part, part.parts) for part in parts] == [(n, len(parts)) for n in range(1, len(parts) + 1)]
    assert all(fits(part) for part in parts)


def fits(part: CountBallots) -> bool:
    from rankandfile.core.entry import Entry
    from rankandfile.core.ids import Lot, RulesHash

    whole = CountBallots(
        part.by, Moment(2**40), ElectionId("E" + "9" * 20), part.part, 10**6, part.ballots, Lot("f" * 64)
    )
    return len(leaf.encode(Entry(whole, "f" * 32, RulesHash("f" * 64)))) <= leaf.LONGEST


def test_trouble_after_the_votes_are_recorded_is_no_answer_to_the_voters(
    secretary: Secretary, voters: list[Handle], caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("broken")

    secretary.box.settle = broken  # type: ignore[method-assign]
    outcomes = secretary.submit_many(Ask(CastBallot(voter, NOW, E1), ballot="1") for voter in voters[:3])
    assert all(isinstance(each, Recorded) for each in outcomes)
    assert len(secretary.state.elections.elections[E1].voted) == 3
    assert "could not be put in order" in caplog.text


def test_a_count_that_fails_keeps_nobody_from_acting(
    secretary: Secretary, voters: list[Handle], clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("broken")

    secretary.box.ballots = broken  # type: ignore[method-assign]
    clock.now += 2 * WEEK
    assert isinstance(form_branch(secretary, BranchId("south")), Recorded)
    assert isinstance(form_branch(secretary, BranchId("west")), Recorded)
    assert caplog.text.count("cannot be counted") == 1
    assert not secretary.state.elections.elections[E1].counted
