"""The boards of an organisation, kept by its server: whole elections, many at once, and whatever goes wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rankandfile.core.chapters.boards import board
from rankandfile.core.chapters.elections import phase
from rankandfile.shell.boards import Boards, Receipt
from rankandfile.shell.draft import Recorded
from tests import balloting
from tests.balloting import Authority, Trustees
from tests.core.chapters.boarding import E1, RULES, TRUSTEES
from tests.living import Living, living
from tests.world import SECRETARY, handle

ROLL = [handle(number) for number in range(10, 40)]


class Voting:
    """The election of the north's delegates, on a board."""

    def __init__(self, own: Living, trustees: Trustees) -> None:
        self.own, self.trustees = own, trustees
        own.appoint(72, "teller")
        own.call(handle(SECRETARY))
        own.wait(own.at("delegate-nominations-open"))
        own.stand(E1, [11, 12, 13])
        own.wait(own.at("delegate-nominations-close"))
        self.authority: Authority = balloting.authority(self.boards.uuid(E1), ROLL)

    @property
    def boards(self) -> Boards:
        return self.own.secretary.boards

    def archive(self) -> bytes:
        found = self.boards.archive(E1)
        assert found is not None
        return found

    def set_up(self) -> Recorded:
        answer = self.boards.set_up(
            E1, handle(SECRETARY), TRUSTEES, self.trustees.file, self.authority.pubcreds,
            balloting.rehearsal(self.trustees),
        )  # fmt: skip
        assert isinstance(answer, Recorded), answer
        return answer

    def open_voting(self) -> None:
        self.own.wait(self.own.at("delegate-voting-opens"))

    def ballot(self, number: int, *ranks: int, seed: str = "ballot") -> bytes:
        return balloting.ballot(self.archive(), self.authority.private[handle(number)], [ranks], seed)

    def votes(self, number: int, *ranks: int, seed: str = "ballot") -> Receipt:
        answer = self.boards.cast(E1, handle(number), self.ballot(number, *ranks, seed=seed))
        assert isinstance(answer, Receipt), answer
        return answer

    def close_voting(self) -> None:
        self.own.wait(self.own.at("delegate-voting-closes"))

    def shuffle(self, number: int) -> None:
        made = balloting.shuffle(self.archive(), str(number))
        answer = self.boards.shuffle(E1, TRUSTEES[number - 1], made)
        assert isinstance(answer, Recorded), answer

    def open(self, number: int) -> None:
        made = balloting.share(self.archive(), self.trustees, number)
        answer = self.boards.share(E1, TRUSTEES[number - 1], made)
        assert isinstance(answer, Recorded), answer


@pytest.fixture
def voting(tmp_path: Path) -> Iterator[Voting]:
    with living(tmp_path / "home", RULES) as own:
        yield Voting(own, balloting.circle(2, 3))


def test_a_whole_election_with_revotes_and_a_trustee_who_is_lost(voting: Voting) -> None:
    voting.set_up()
    voting.open_voting()
    receipts = {}
    for number in range(10, 38):
        receipts[number] = voting.votes(number, 1 + number % 3, 1 + (number + 1) % 3, 1 + (number + 2) % 3)
    for number in range(10, 15):
        receipts[number] = voting.votes(number, 3, 1, 2, seed="again")
    assert voting.boards.voted(E1) == 28
    voting.close_voting()
    voting.shuffle(2)
    voting.shuffle(1)
    voting.open(3)
    voting.open(1)
    state = voting.own.secretary.strike()
    own, asked = board(state, E1), state.elections.elections[E1]
    assert own is not None
    assert (own.ballots, own.voters, own.shuffled, own.opened) == (33, 28, (2, 1), (3, 1))
    assert phase(asked, state.now) == "counted"
    assert voting.boards.trackers(E1) == tuple(sorted(receipt.tracker for receipt in receipts.values()))
    assert len(asked.ballots) == 28
    report = voting.own.audited()
    assert report.findings == ()
