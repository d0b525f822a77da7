"""Co-authors and references on the site, and motions that say the same before another is moved."""

import pytest

from tests.world import handle

from .live import name_of
from .stages import FERRIES
from .test_motions import WRITTEN, read

MOVER, FRIEND = 72, 50
YES = {"checked": "yes"}


def invite(reader, number=FRIEND, by=MOVER):
    return reader(by).post("/motions/M2/authors/", {"person": handle(number)}, follow=True)


def test_a_co_author_is_named_only_after_consenting(hall, reader):
    hall("papers")
    page = read(invite(reader))
    assert "Not answered yet" in page
    assert name_of(FRIEND) in page
    assert f"{name_of(FRIEND)}</a>" not in read(reader(51).get("/motions/M2/"))
    assert "Co-authors" not in read(reader(51).get("/motions/M2/"))
    assert name_of(FRIEND) not in read(reader(51).get("/motions/M2/authors/"))
    front = read(reader(FRIEND).get("/"))
    assert "asks you to be co-author of motion M2" in front
    page = read(reader(FRIEND).post("/motions/M2/authors/consent/", follow=True))
    assert "You stand as co-author of M2." in page
    shown = reader(51).get("/motions/M2/").context["beside"]
    assert [one.name for one in shown.authors] == [name_of(FRIEND)]
    page = read(reader(FRIEND).post("/motions/M2/authors/leave/", follow=True))
    assert "Your name does not stand on M2." in page
    assert reader(51).get("/motions/M2/").context["beside"].authors == ()


def test_an_invitation_is_taken_back(hall, reader):
    hall("papers")
    invite(reader)
    page = read(reader(MOVER).post("/motions/M2/authors/take-back/", {"person": handle(FRIEND)}, follow=True))
    assert "The invitation is taken back." in page
    assert reader(FRIEND).post("/motions/M2/authors/consent/").status_code == 409


def test_nobody_but_the_mover_invites(hall, reader):
    hall("papers")
    answer = invite(reader, by=51)
    assert answer.status_code == 409
    assert "Only the mover of M2 invites co-authors." in read(answer)


def test_a_co_author_stands_on_paper(hall, reader):
    hall("papers")
    invite(reader, by=MOVER)
    reader(FRIEND).post("/motions/M2/authors/consent/")
    paper = reader(50).get("/bulletin/C1/issue/1/paper.md").content.decode()
    assert f"Co-authors: {name_of(FRIEND)}" in paper


def test_a_reference_stands_on_both_pages(hall, reader):
    hall("papers")
    page = read(reader(MOVER).post("/motions/M2/refer/", {"to": "m1"}, follow=True))
    assert "M2 refers to M1." in page
    assert [one.id for one in reader(50).get("/motions/M2/").context["beside"].see] == ["M1"]
    other = reader(50).get("/motions/M1/")
    assert [one.id for one in other.context["beside"].seen_from] == ["M2"]
    assert "refers to this motion" in read(other)
    page = read(reader(MOVER).post("/motions/M2/refer/take-off/", {"to": "M1"}, follow=True))
    assert "M2 refers to M1 no longer." in page


def test_a_number_that_is_not_there_is_told_in_the_form(hall, reader):
    hall("papers")
    answer = reader(MOVER).post("/motions/M2/refer/", {"to": "M99"})
    assert answer.status_code == 422
    assert "There is no motion of this number." in read(answer)


def test_a_motion_is_withdrawn_in_favour_of_another_after_a_second_look(hall, reader):
    live = hall("papers")
    page = read(reader(MOVER).post("/motions/M2/withdraw/in-favour/", {"to": "M1"}))
    assert "Withdraw it in favour of M1" in page
    assert not live.state.motions.motions["M2"].fate
    page = read(reader(MOVER).post("/motions/M2/withdraw/in-favour/", {"to": "M1", **YES}, follow=True))
    assert "Motion M2 is withdrawn in favour of M1." in page
    assert live.state.motions.motions["M2"].fate == "withdrawn"
    assert [one.id for one in reader(50).get("/motions/M1/").context["beside"].replaces] == ["M2"]
    assert reader(50).get("/motions/M2/").context["beside"].in_favour.id == "M1"


def test_what_says_the_same_is_shown_before_a_motion_is_moved_and_hinders_nobody(hall, reader):
    live = hall("papers")
    paper = {**WRITTEN, "business": "emergency", "text": FERRIES.replace("ferries", "boats", 1)}
    page = reader(50).post("/motions/new/", paper)
    assert [one.id for one in page.context["same"]] == ["M1"]
    assert "These say much the same" in read(page)
    before = len(live.state.motions.motions)
    reader(50).post("/motions/new/", {**paper, **YES})
    assert len(live.state.motions.motions) == before + 1
    page = reader(50).post("/motions/new/", {**paper, "text": "Quite another matter, of which nobody spoke."})
    assert page.context["same"] == ()


@pytest.mark.parametrize("direct", [200, 1])
def test_a_motion_in_chinese_is_found_by_its_signs(hall, reader, monkeypatch, direct):
    from rankandfile.web.pages import related

    hall("papers")
    said = "本次大会决定：司库每季度公布账目，写在一页纸上，使每一位会员都能读懂，各分会可以就其中任何一行提出询问。"
    paper = {**WRITTEN, "business": "emergency", "title": "公开账目", "text": said}
    reader(50).post("/motions/new/", {**paper, **YES})
    monkeypatch.setattr(related, "DIRECT", direct)
    page = reader(51).post("/motions/new/", {**paper, "text": said.replace("司库", "财务长")})
    assert [one.title for one in page.context["same"]] == ["公开账目"]


def test_of_many_motions_an_index_of_words_says_which_are_compared(hall, reader, monkeypatch):
    from rankandfile.web.pages import related

    hall("papers")
    paper = {**WRITTEN, "business": "emergency", "text": FERRIES.replace("ferries", "boats", 1)}
    whole = reader(50).post("/motions/new/", paper).context["same"]
    monkeypatch.setattr(related, "DIRECT", 1)
    assert reader(50).post("/motions/new/", paper).context["same"] == whole
    assert [one.id for one in whole] == ["M1"]
    page = reader(50).post("/motions/new/", {**paper, "text": "Quite another matter, of which nobody spoke."})
    assert page.context["same"] == ()
