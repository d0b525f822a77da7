"""The election of the north's delegates on a board, living: officer, authority, three trustees, thirty voters."""

from collections.abc import Sequence

from rankandfile.core.ids import ElectionId, Handle
from rankandfile.shell.boards import Boards, Receipt
from rankandfile.shell.draft import Recorded

from . import balloting
from .balloting import Authority, Trustees
from .core.chapters.boarding import E1, TRUSTEES
from .living import Living
from .world import SECRETARY, handle

ROLL = [handle(number) for number in range(10, 40)]


def nominated(own: Living) -> None:
    """Three stand in the north, and nominations are closed. Three people can be trustees."""
    own.appoint(72, "teller")
    own.call(handle(SECRETARY))
    own.wait(own.at("delegate-nominations-open"))
    own.stand(E1, [11, 12, 13])
    own.wait(own.at("delegate-nominations-close"))


class Voting:
    """An election on a board: that of the north's delegates, where nothing else is said."""

    def __init__(self, own: Living, trustees: Trustees, election: ElectionId = E1, roll: Sequence[Handle] = ()) -> None:
        self.own, self.trustees, self.election, self.roll = own, trustees, election, roll or ROLL
        if not roll:
            nominated(own)
        self.authority: Authority = balloting.authority(self.boards.uuid(election), self.roll)

    @property
    def boards(self) -> Boards:
        return self.own.secretary.boards

    def archive(self) -> bytes:
        found = self.boards.archive(self.election)
        assert found is not None
        return found

    def set_up(self) -> Recorded:
        answer = self.boards.set_up(
            self.election, handle(SECRETARY), TRUSTEES, self.trustees.file, self.authority.pubcreds,
            balloting.rehearsal(self.trustees),
        )  # fmt: skip
        assert isinstance(answer, Recorded), answer
        return answer

    def open_voting(self) -> None:
        self.own.wait(self.own.at("delegate-voting-opens"))

    def ballot(self, number: int, *ranks: int, seed: str = "ballot") -> bytes:
        """Made in the booth, with the letter of the member of this number."""
        return balloting.ballot(self.archive(), self.authority.private[handle(number)], [ranks], seed)

    def votes(self, number: int, *ranks: int, seed: str = "ballot") -> Receipt:
        answer = self.boards.cast(self.election, handle(number), self.ballot(number, *ranks, seed=seed))
        assert isinstance(answer, Receipt), answer
        return answer

    def close_voting(self) -> None:
        self.own.wait(self.own.at("delegate-voting-closes"))

    def shuffle(self, number: int) -> None:
        made = balloting.shuffle(self.archive(), str(number))
        answer = self.boards.shuffle(self.election, TRUSTEES[number - 1], made)
        assert isinstance(answer, Recorded), answer

    def open(self, number: int) -> None:
        made = balloting.share(self.archive(), self.trustees, number)
        answer = self.boards.share(self.election, TRUSTEES[number - 1], made)
        assert isinstance(answer, Recorded), answer

    def everybody_votes(self, first: int = 10, last: int = 37) -> dict[int, Receipt]:
        """Each member of these numbers votes; the first five of them think again."""
        receipts = {n: self.votes(n, 1 + n % 3, 1 + (n + 1) % 3, 1 + (n + 2) % 3) for n in range(first, last + 1)}
        return receipts | {n: self.votes(n, 3, 1, 2, seed="again") for n in range(first, first + 5)}

    def open_all(self) -> None:
        """Two shuffle and two open; the one who is lost is the second."""
        for number in (2, 1):
            self.shuffle(number)
        for number in (3, 1):
            self.open(number)
        self.own.strike()
