"""The boards of an organisation, kept by its server: whole elections, many at once, and whatever goes wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rankandfile.core.chapters.boards import board
from rankandfile.core.chapters.elections import phase
from tests.balloting import circle, singles
from tests.boards import ROLL, Voting
from tests.core.chapters.boarding import E1, RULES, TRUSTEES
from tests.living import living
from tests.world import SECRETARY, handle


@pytest.fixture
def voting(tmp_path: Path) -> Iterator[Voting]:
    with living(tmp_path / "home", RULES) as own:
        yield Voting(own, circle(2, 3))


def test_a_whole_election_with_revotes_and_a_trustee_who_is_lost(voting: Voting) -> None:
    voting.set_up()
    voting.open_voting()
    receipts = voting.everybody_votes()
    assert voting.boards.voted(E1) == 28
    voting.close_voting()
    voting.open_all()
    state = voting.own.secretary.state
    own, asked = board(state, E1), state.elections.elections[E1]
    assert own is not None
    assert (own.ballots, own.voters, own.shuffled, own.opened) == (33, 28, (2, 1), (3, 1))
    assert phase(asked, state.now) == "counted"
    assert voting.boards.trackers(E1) == tuple(sorted(receipt.tracker for receipt in receipts.values()))
    assert len(asked.ballots) == 28
    report = voting.own.audited()
    assert report.findings == ()
    assert dict(report.checked)["verifiable ballots, each with its proofs, from the archives of their boards"] == 33
