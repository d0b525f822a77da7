"""Amendments to amendments on the site: written by editing, put before what they change, shown in it once carried."""

from rankandfile.core.chapters.amending import SecondAmendment
from tests.world import CHAIR, TELLERS, handle

from .stages import STAGES
from .test_motions import read

GIVEN = {"reason": "Milder.", "capacity": "member/"}


def text_of(reader, amendment: str) -> str:
    """The text of the amendment, as its form offers it."""
    return reader(50).get(f"/amendments/{amendment}/amend/").context["form"]["text"].value()


def amended(reader, amendment: str, old: str, new: str, number: int = 50) -> None:
    """Somebody edits the text of an amendment and moves the change."""
    text = text_of(reader, amendment)
    assert old in text
    given = {**GIVEN, "text": text.replace(old, new), "checked": "yes"}
    reader(number).post(f"/amendments/{amendment}/amend/", given)


def carry(live, reader, subject: str, vote: str) -> None:
    """The chair puts it to the vote, two tellers count, and it carries."""
    reader(CHAIR).post("/convention/C1/do/put/", {"subject": subject, "method": "show-of-cards"})
    for teller in TELLERS[:2]:
        reader(teller).post("/convention/C1/tell/", {"yes": "5", "no": "1", "abstain": "0"})
    reader(CHAIR).post("/convention/C1/do/close-vote/", {"vote": vote})
    live.wait(live.state.floor.votes[vote].waits)


def test_an_amendment_is_amended_by_editing_its_text_and_the_change_is_seen_before_it_is_moved(hall, reader):
    live, member = hall("papers"), reader(50)
    assert "Amend M1-A1 itself" in read(member.get("/motions/M1/"))
    address = "/amendments/M1-A1/amend/"
    page = read(member.get(address))
    assert "What you move is voted on before M1-A1; if it carries, it is part of it." in page
    text = text_of(reader, "M1-A1")
    given = {**GIVEN, "text": text.replace("fined", "warned")}
    assert "How it will change the text" in read(member.post(address, {**given, "again": "preview"}))
    checked = read(member.post(address, given))
    assert '<ins><bdi class="unseen">[added: </bdi>warned' in checked
    page = read(member.post(address, {**given, "checked": "yes"}, follow=True))
    made = live.state.amendments.amendments["M1-A1-A1"]
    assert (made.amends, made.action, made.first) == ("M1-A1", "replace", 1)
    assert 'id="M1-A1-A1"' in page
    assert "It changes the text of amendment M1-A1, which is voted on after it." in page


def test_a_text_that_was_not_edited_and_an_amendment_that_is_not_there_are_told_so(hall, reader):
    hall("papers")
    same = {**GIVEN, "text": text_of(reader, "M1-A1")}
    assert reader(50).post("/amendments/M1-A1/amend/", same).status_code == 422
    assert reader(50).get("/amendments/M1-A9/amend/").status_code == 404
    deletes = reader(50).get("/amendments/M1-A2/amend/")
    assert deletes.status_code == 409
    assert "What puts no text in is not amended." in read(deletes)


def test_the_hall_sees_what_it_would_change_and_what_carries_stands_in_the_amendment(hall, reader):
    live = hall("papers")
    amended(reader, "M1-A1", "fined", "warned")
    for number in (11, 12, 13, 14, 15):
        live.does(SecondAmendment(handle(number), live.now, "M1-A1-A1"))
    STAGES["branches"](live)
    STAGES["floor"](live)
    chair = read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "Put M1-A1-A1 to the vote" in chair
    assert "Amendment M1-A1-A1 to M1-A1" in chair
    assert "Amendment M1-A1 in its place" in chair
    carry(live, reader, "M1-A1-A1", "V2")
    page = read(reader(50).get("/motions/M1/"))
    assert "As amended by" in page
    assert "M1-A1 as it was moved" in page
    carry(live, reader, "M1-A1", "V3")
    versions = reader(50).get("/motions/M1/versions/")
    assert versions.context["versions"][0].changed_by == ("M1-A1-A1",)
    assert "warned" in " ".join(line.text for line in versions.context["whole"].text)
