"""Voting in parts on the site: asked for, put one after the other, and what was lost is no longer in the text."""

from tests.world import CHAIR, TELLERS

from .stages import STAGES
from .test_motions import read


def vote(live, reader, subject: str, number: str, *, yes: int, no: int) -> None:
    """The chair puts it to the vote, two tellers count, the vote is closed, and its result in force."""
    reader(CHAIR).post("/convention/C1/do/put/", {"subject": subject, "method": "show-of-cards"})
    for teller in TELLERS[:2]:
        reader(teller).post("/convention/C1/tell/", {"yes": str(yes), "no": str(no), "abstain": "0"})
    reader(CHAIR).post("/convention/C1/do/close-vote/", {"vote": number})
    live.wait(live.state.floor.votes[number].waits)


def test_the_mover_asks_for_paragraphs_and_sees_what_follows_before(hall, reader):
    live, mover = hall("papers"), reader(41)
    assert "Ask for a vote in parts" in read(mover.get("/motions/M1/"))
    page = read(mover.get("/parts/M1/"))
    assert "Lines 4 to 5: 1. to demand that the port authority" in page
    checked = read(mover.post("/parts/M1/", {"first": "4", "last": "5"}))
    assert "Lines 4 to 5" in checked
    assert "If they do not carry, they are taken out" in checked
    page = read(mover.post("/parts/M1/", {"first": "4", "last": "5", "checked": "yes"}, follow=True))
    assert live.state.parts.divisions["M1"].cuts == (3, 5)
    assert 'id="parts"' in page
    assert "to be voted on" in page


def test_odd_choices_are_told_beside_the_field_or_with_the_article(hall, reader):
    hall("papers")
    mover = reader(41)
    backwards = mover.post("/parts/M1/", {"first": "6", "last": "5"})
    assert backwards.status_code == 422
    assert "does not come before the first" in read(backwards)
    assert mover.post("/parts/M1/", {"first": "5", "last": "5"}).status_code == 422, "no paragraph begins there"
    whole = mover.post("/parts/M1/", {"first": "1", "last": "8"})
    assert whole.status_code == 409
    assert "not all of them" in read(whole)
    assert mover.get("/parts/M9/").status_code == 404
    assert reader(50).post("/parts/M1/", {"first": "4", "last": "5", "checked": "yes"}).status_code == 409


def test_who_cannot_ask_reads_who_can(hall, reader):
    hall("papers")
    page = read(reader(50).get("/motions/M1/"))
    assert "<strong>Ask for a vote in parts</strong>" in page
    assert "Ask a delegate to ask for it while the meeting sits." in page
    assert "/parts/M1-A1/" not in page, "not said again at each amendment"


def test_parts_are_put_one_after_the_other_and_what_is_lost_is_gone(hall, reader):
    live = hall("papers")
    reader(41).post("/parts/M1/", {"first": "6", "last": "7", "checked": "yes"})
    STAGES["branches"](live)
    STAGES["floor"](live)
    vote(live, reader, "M1-A1", "V2", yes=5, no=1)
    chair = read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "Lines 1 to 5 of M1" in chair
    assert "If it does not carry, these lines are taken out" in chair
    assert "Put Lines 1 to 5 of M1 to the vote by" in chair
    vote(live, reader, "part:M1:1-5", "V3", yes=5, no=1)
    floor = read(reader(50).get("/convention/C1/floor/"))
    assert "Lines 6 to 7 of M1" in floor
    assert "or fined" in floor, "the part stands there as amended"
    vote(live, reader, "part:M1:6-7", "V4", yes=1, no=5)
    vote(live, reader, "part:M1:8-8", "V5", yes=5, no=1)
    page = read(reader(50).get("/motions/M1/"))
    assert "taken out" in page
    assert "Lines 6 to 7 of M1" in page, "among its votes"
    versions = reader(50).get("/motions/M1/versions/")
    assert [one.title for one in versions.context["versions"]][-1] == "Version 2: without these lines: Lines 6 to 7"
    assert "not carried in vote V4" in read(versions)
    assert "dismissed" not in " ".join(line.text for line in versions.context["whole"].text)
    vote(live, reader, "M1", "V6", yes=5, no=1)
    assert live.state.motions.motions["M1"].fate == "carried"
    assert "Lines 6 to 7 of M1" in read(reader(50).get("/convention/C1/votes/V4/"))
