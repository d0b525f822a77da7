"""Tellers and votes by name on the site: each counts alone, again where they differ; votes are public afterwards."""

import pytest

from rankandfile.core.chapters.meetings import current
from tests.world import CHAIR, TELLERS

from .test_motions import read

TELL = "/convention/C1/tell/"
FIRST, SECOND = ({"yes": "4", "no": "2", "abstain": "1"}, {"yes": "3", "no": "3", "abstain": "1"})


@pytest.fixture
def floor(hall):
    """The convention in session, an amendment before its vote."""
    return hall("floor")


def put(reader, method: str) -> None:
    """The chair puts the amendment to the vote."""
    reader(CHAIR).post("/convention/C1/do/put/", {"subject": "M1-A1", "method": method})


def test_counts_that_differ_are_shown_to_nobody_and_counted_again(floor, reader):
    put(reader, "show-of-cards")
    reader(TELLERS[0]).post(TELL, FIRST)
    reader(TELLERS[1]).post(TELL, SECOND)
    entry = int(floor.state.size) - 2
    for number, page in ((CHAIR, "/convention/C1/chair/"), (TELLERS[0], TELL), (TELLERS[1], TELL)):
        shown = read(reader(number).get(page))
        assert "The counts differ" in shown, page
        assert "each teller counts again, alone" in shown, page
    assert '<td class="number">3</td>' not in read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "4 for" not in read(reader(TELLERS[1]).get(TELL))
    assert "3 for" not in read(reader(TELLERS[0]).get(f"/record/{entry}/"))
    refused = reader(CHAIR).post("/convention/C1/do/close-vote/", {"vote": "V2"})
    assert "Tellers whose counts agree: 1; there must be 2." in read(refused)
    reader(TELLERS[1]).post(TELL, FIRST)
    chair = read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "The counts differ" not in chair
    assert '<td class="number">4</td>' in chair


def test_how_each_voted_is_shown_once_the_vote_is_closed_and_a_mistake_is_mended_before(floor, reader):
    put(reader, "roll-call")
    voter = next(int(p, 16) for p in current(floor.state).present if int(p, 16) != CHAIR)
    reader(voter).post("/convention/C1/do/vote/", {"vote": "V2", "choice": "y"})
    reader(voter).post("/convention/C1/do/vote/", {"vote": "V2", "choice": "n"})
    entry = int(floor.state.size) - 1
    assert floor.state.floor.votes["V2"].choices.count("n") == 1
    assert "Against: 1" not in read(reader(50).get("/convention/C1/votes/V2/"))
    assert "How each voted is shown once it is closed." in read(reader(50).get(f"/record/{entry}/"))
    assert '"choice"' not in reader(50).get(f"/record/{entry}/leaf/", follow=True).content.decode()
    reader(CHAIR).post("/convention/C1/do/close-vote/", {"vote": "V2"})
    assert "Against: 1" in read(reader(50).get("/convention/C1/votes/V2/"))
    late = reader(voter).post("/convention/C1/do/vote/", {"vote": "V2", "choice": "y"})
    assert late.status_code == 409
    assert "can be changed till then, not after" in read(late)
    assert "How each voted" not in read(reader(50).get(f"/record/{entry}/"))
