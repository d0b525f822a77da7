"""The election of an executive of thirteen by a hundred and fifty members, on a board, from the call to a recount.

Officer, authority and three trustees, of whom one is lost; the audit of the board, the verification of the record, and
a count of the board's own result by `core.count` come to the same thirteen.
"""

from pathlib import Path
from random import Random

from rankandfile.core.ballot.audit import audit
from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.board_results import ballots_of
from rankandfile.core.chapters.counting import account_of
from rankandfile.core.chapters.elections import CallElection
from rankandfile.core.count.account import winners
from rankandfile.core.ids import BranchId, ElectionId, Moment
from tests import world
from tests.balloting import circle
from tests.boards import Voting
from tests.core.chapters.boarding import E1, RULES, TRUSTEES
from tests.living import Living, living
from tests.world import DAY, WEEK, handle

NORTH = BranchId("north")
VOTERS = [*range(10, 40), *range(1000, 1120)]
CANDIDATES = VOTERS[:20]
SEATS = 13
THIRTEEN = RULES.replace('id = "branch-secretary"\n', f'id = "branch-secretary"\nnumber = {SEATS}\n', 1)


def called(own: Living) -> Moment:
    """A hundred and fifty members, and the election called; when its voting closes."""
    own.appoint(72, "teller")
    paid = Moment(own.now + 100 * WEEK)
    for number in VOTERS[30:]:
        own.does(AdmitMember(world.FOUNDER, own.now, handle(number), "member", NORTH, paid), name=f"Member {number}")
    own.wait(own.now + WEEK)
    nominated = Moment(own.now + WEEK)
    closes = Moment(nominated + WEEK)
    own.does(CallElection(handle(11), own.now, "branch-secretary", NORTH, nominated, closes))
    own.stand(E1, CANDIDATES)
    own.wait(nominated)
    return closes


def test_a_hundred_and_fifty_elect_thirteen_and_a_recount_from_the_archive_seats_the_same(tmp_path: Path) -> None:
    with living(tmp_path / "home", THIRTEEN) as own:
        closes = called(own)
        voting = Voting(own, circle(2, 3), ElectionId(E1), [handle(number) for number in sorted(VOTERS)])
        voting.set_up()
        own.wait(own.now + 2 * DAY)
        chance = Random(13)
        for number in VOTERS:
            order = chance.sample(range(1, len(CANDIDATES) + 1), len(CANDIDATES))
            voting.votes(number, *order)
        for number in VOTERS[:10]:
            voting.votes(number, *range(1, len(CANDIDATES) + 1), seed="again")
        own.wait(closes)
        voting.open_all()

        election = own.state.elections.elections[E1]
        assert len(election.elected) == SEATS
        found = audit(voting.archive())
        assert found.findings == ()
        assert (found.ballots, len(found.counted), found.owners) == (160, 150, (3, 1))
        assert found.result is not None
        again = account_of(own.state, election, ballots_of(election, found.result[0]), election.lot)
        assert winners(again) == election.elected
        assert own.audited().findings == ()
        assert TRUSTEES[1] not in election.elected
