"""Whoever presides has a motion voted in the open that the rules decide in secret, or turns what was voted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rankandfile.core.chapters.agenda import ItemEnded, TakeUpItem
from rankandfile.core.chapters.balloting import CastBallot, CloseVoting, OpenVoting, VotingClosed
from rankandfile.core.chapters.convening import CallMeeting
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention
from rankandfile.core.chapters.motions import MotionDecided, MoveMotion
from rankandfile.core.chapters.questions import QuestionAnswered
from rankandfile.core.chapters.secret_votes import secret_ballot
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.ids import BranchId, ConventionId, ElectionId, Moment, MotionId
from rankandfile.core.refusal import Refusal
from rankandfile.core.text import count_lines, fingerprint
from rankandfile.shell.presets import preset_text
from tests.living import Living, living
from tests.world import DAY, TEXT, handle

from .software import honest, lawless

S1, M1 = ConventionId("S1"), MotionId("M1")
CHAIRING = 20
"""The branch secretary of the north, who presides over its meeting."""
HERE = tuple(range(20, 29))
LATE = 30
"""A member of the north whom the chair sends for when voting has begun."""
SECRET = preset_text("member-democracy").replace(
    "tellers_agree = 2\n", 'tellers_agree = 2\nsecret = ["branch-motion"]\n'
)


@pytest.fixture
def north(tmp_path: Path) -> Iterator[Living]:
    """The branch meets, and a motion that it decides in secret is on the floor."""
    assert "secret = [" in SECRET
    with living(tmp_path / "home", SECRET) as live:
        live.appoint(CHAIRING, "branch-secretary", "north")
        opens = Moment(live.now + 10 * DAY)
        call = CallMeeting(handle(CHAIRING), live.now, "branch", opens, Moment(opens + 7200), BranchId("north"))
        live.does(call, place="The library")
        motion = MoveMotion(handle(21), live.now, S1, "branch-motion", count_lines(TEXT), fingerprint(TEXT))
        live.does(motion, title="The books of the branch", text=TEXT)
        live.wait(opens)
        for number in HERE:
            live.does(CheckIn(handle(number), live.now, S1, handle(number)))
        live.does(OpenConvention(handle(CHAIRING), live.now, S1))
        live.does(TakeUpItem(handle(CHAIRING), live.now, S1, "1"))
        yield live


def ballot(live: Living) -> ElectionId:
    """The secret ballot on the motion."""
    found = secret_ballot(live.state, S1, M1)
    assert found is not None
    return found.id


def voted(live: Living) -> None:
    """Voting is opened; five of nine vote against."""
    live.does(OpenVoting(handle(CHAIRING), live.now, ballot(live)))
    for number in HERE:
        live.votes(ballot(live), number, "1" if number < 24 else "2")


@pytest.mark.parametrize("method", ["show-of-cards", "roll-call"])
def test_a_secret_motion_is_not_put_to_hands_or_names(north: Living, method: str) -> None:
    refusal = north.refused(PutToVote(handle(CHAIRING), north.now, S1, M1, method))
    assert (refusal.code, dict(refusal.facts)["election"]) == ("floor.secret", ballot(north))


def test_nobody_is_fetched_to_turn_the_result_once_voting_has_begun(north: Living) -> None:
    voted(north)
    north.does(CheckIn(handle(LATE), north.now, S1, handle(LATE)))
    answer = north.secretary.submit(CastBallot(handle(LATE), north.now, ballot(north)), ballot="1")
    assert isinstance(answer, Refusal)
    assert answer.code == "election.no_vote"


def test_the_meeting_is_not_closed_over_it(north: Living) -> None:
    voted(north)
    north.wait(north.state.meetings.conventions[S1].closes)
    assert north.refused(CloseConvention(handle(CHAIRING), north.now, S1)).code == "convention.voting"


def test_what_was_voted_decides_and_no_vote_by_name_stands(north: Living) -> None:
    voted(north)
    north.does(CloseVoting(handle(CHAIRING), north.now, ballot(north)))
    north.strike()
    own = north.state.elections.elections[ballot(north)]
    assert own.tally is not None
    assert (own.tally.yes, own.tally.no, own.tally.carried) == (4, 5, False)  # type: ignore[union-attr]
    assert north.state.motions.motions[M1].fate == "lost"
    assert not north.state.floor.votes
    assert north.audited().findings == ()


def test_an_answer_that_nobody_voted_is_found(north: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    """The software is changed and declares carried what five of nine voted down."""
    voted(north)
    own, now = ballot(north), north.now
    declared = (
        VotingClosed(own, now), QuestionAnswered(own, 5, 4, 0, 0, 5, 9, True, now), MotionDecided(M1, "carried", now),
        ItemEnded(S1, "1", "done"),
    )  # fmt: skip
    lawless(monkeypatch, lambda state, act: declared)
    north.does(CloseVoting(handle(CHAIRING), now, own))
    honest(monkeypatch)
    first, *_ = north.audited().findings
    assert first.code == "effect.differs"
    assert "QuestionAnswered" in first.what
