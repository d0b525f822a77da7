"""What a decision on an amendment means for the others, told on the pages before the vote and after it."""

from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.meetings import current
from tests.world import CHAIR, TELLERS, handle

from .test_motions import read

RELATED = (("replace", 6, 6, (), ()), ("add", 8, 8, ("M1-A1",), ()), ("add", 0, 0, (), ("M1-A1",)))


def with_others(hall):
    """The stage of the papers, and three more amendments to the first motion, all with their support."""
    live = hall("papers")
    for action, first, last, falls_with, competes_with in RELATED:
        act = MoveAmendment(
            handle(44), live.now, "M1", action, first, last, falls_with=falls_with, competes_with=competes_with
        )
        live.does(act, text="Other words.")
    for number in ("M1-A1", "M1-A3", "M1-A4", "M1-A5"):
        for seconder in (11, 12, 13, 14, 15):
            if not live.state.amendments.amendments[number].placed:
                live.does(SecondAmendment(handle(seconder), live.now, number))
    return live


def test_the_page_of_a_motion_says_what_becomes_of_the_others_once_each_is_decided(hall, reader):
    with_others(hall)
    page = read(reader(50).get("/motions/M1/"))
    assert "What becomes of the others once M1-A1 is decided" in page
    assert "<strong>It falls if M1-A1 carries, and stands if not.</strong> It concerns the same lines." in page
    assert "<strong>It stands if M1-A1 carries, and falls if not.</strong> It falls with another" in page
    assert "<strong>It falls if M1-A1 carries, and stands if not.</strong> Its mover says that it competes" in page
    assert "It falls with M1-A1.</p>" in page
    assert "It competes with M1-A1.</p>" in page
    assert "in the order of the lines that they concern" in page


def test_an_amendment_that_fell_says_with_which_other(hall, reader):
    live = with_others(hall)
    reader(44).post("/amendments/M1-A1/do/withdraw/")
    assert live.state.amendments.amendments["M1-A4"].fate == "fell"
    assert "fell with M1-A1" in read(reader(50).get("/motions/M1/"))


def test_chair_and_delegates_see_before_the_vote_what_follows_from_it_and_after_it_what_followed(hall, reader):
    live = hall("floor")
    act = MoveAmendment(next(iter(current(live.state).present)), live.now, "M1", "delete", 7, 8)
    live.does(act, text="–")
    for number, path in ((CHAIR, "/convention/C1/chair/"), (50, "/convention/C1/floor/")):
        page = read(reader(number).get(path))
        assert "What becomes of the other amendments" in page
        assert "Delete lines 7 to 8. <strong>It falls if M1-A1 carries, and stands if not.</strong>" in page
    reader(CHAIR).post("/convention/C1/do/put/", {"subject": "M1-A1", "method": "show-of-cards"})
    for teller in TELLERS[:2]:
        reader(teller).post("/convention/C1/tell/", {"yes": "5", "no": "1", "abstain": "0"})
    reader(CHAIR).post("/convention/C1/do/close-vote/", {"vote": "V2"})
    live.wait(live.state.floor.votes["V2"].waits)
    assert live.state.amendments.amendments["M1-A3"].fate == "fell"
    assert "fell when M1-A1 carried" in read(reader(50).get("/motions/M1/"))
