"""The digest on the site: the same space for each, in the order of the lot."""

import re
from typing import Any

from rankandfile.core.chapters.admissibility import RuleOutOfOrder
from rankandfile.core.chapters.answering import AnswerMotion, ReplyToAnswer
from rankandfile.core.chapters.bulletin import part_of
from tests.world import DESK, SECRETARY, handle

from .hostile import TRICKS, harmless
from .test_motions import read


def entries(page: Any) -> dict[str, Any]:
    return {entry.id: entry for entry in page.context["page"].entries}


def test_each_proposal_stands_in_the_digest_in_the_order_of_the_lot(hall, reader):
    live = hall("papers")
    page = reader(50).get("/bulletin/C1/issue/1/digest/")
    keys = reader(50).get("/bulletin/C1/issue/1/").context["page"].draw.keys
    drawn = [key for key, _ in keys if part_of(live.state, key) == "decision"]
    assert list(entries(page)) == drawn
    assert entries(reader(50).get("/bulletin/C1/digest/")) == entries(page)
    told = read(page)
    for motion in drawn:
        assert live.secretary.value(live.state.motions.motions[motion].entry, "title") in told
    assert "Eight weeks of notice, and the union pays in court." in told
    assert "The mover wrote no synopsis; the text begins:" in told
    assert "no article of the rulebook (" in told


def test_synopsis_answer_and_reply_have_the_same_space(hall, reader):
    live = hall("papers")
    number = next(m for m in ("M1", "M2", "M3") if m in live.state.bulletin.published)
    mover = live.state.motions.motions[number].mover
    if live.state.motions.motions[number].answer < 0:
        live.does(AnswerMotion(handle(SECRETARY), live.now, number), answer="yes " * 80)
    if live.state.motions.motions[number].reply < 0:
        live.does(ReplyToAnswer(mover, live.now, number), reply="but " * 80)
    for own in entries(reader(50).get("/bulletin/C1/digest/")).values():
        for text in (own.synopsis, own.answer, own.reply):
            assert len(text.text.split()) <= 50


def test_a_text_without_spaces_has_no_more_space_than_others(hall, reader):
    live = hall("papers")
    live.does(AnswerMotion(handle(SECRETARY), live.now, "M1"), answer="公开账目。" * 100)
    own = entries(reader(50).get("/bulletin/C1/digest/"))["M1"].answer
    assert (len(own.text), own.is_cut) == (122, True)
    form = {"business": "emergency", "capacity": "member/", "title": "Accounts", "text": "Publish.", "checked": "yes"}
    answer = reader(50).post("/motions/new/", {**form, "synopsis": "公开账目" * 26})
    assert answer.status_code == 409
    assert "The synopsis has 52 words; 50 is the most for everybody." in read(answer)


def test_a_synopsis_of_more_than_fifty_words_is_refused_and_nothing_typed_is_lost(hall, reader):
    hall("papers")
    form = {"business": "emergency", "capacity": "member/", "title": "Accounts", "text": "Publish.", "checked": "yes"}
    answer = reader(50).post("/motions/new/", {**form, "synopsis": "word " * 51})
    assert answer.status_code == 409
    assert "The synopsis has 51 words; 50 is the most for everybody." in read(answer)
    assert "word word" in read(answer)
    assert reader(50).post("/motions/new/", {**form, "synopsis": "word " * 50}).status_code == 302


def test_a_digest_says_nothing_that_a_mover_can_make_run(hall, reader):
    live = hall("papers")
    for trick in TRICKS:
        title = " ".join(trick.split())[:150]
        reader(51).post("/motions/new/", {
            "business": "emergency", "capacity": "member/", "title": title, "text": trick, "synopsis": trick[:200],
            "checked": "yes",
        })  # fmt: skip
    lines = live.state.meetings.conventions["C1"].timetable
    live.wait(next(line.at for line in lines if line.kind == "issue" and line.about == "2"))
    assert len(entries(reader(50).get("/bulletin/C1/issue/2/digest/"))) > 3
    harmless(reader(50), "/bulletin/C1/digest/", "/bulletin/C1/issue/2/digest/")


def test_there_is_no_digest_of_what_is_not_out(hall, reader):
    hall("papers")
    for wrong in ("/bulletin/C7/digest/", "/bulletin/C1/issue/2/digest/", f"/bulletin/C1/issue/{10**30}/digest/"):
        assert reader(50).get(wrong).status_code == 404
    assert re.search("/bulletin/C1/issue/1/digest/", read(reader(50).get("/bulletin/C1/issue/1/")))


def test_the_digest_on_paper_has_every_proposal_and_equal_words_of_answer_and_reply(hall, reader):
    live = hall("papers")
    live.does(AnswerMotion(handle(SECRETARY), live.now, "M1"), answer="yes " * 80)
    live.does(ReplyToAnswer(live.state.motions.motions["M1"].mover, live.now, "M1"), reply="but " * 80)
    from rankandfile.shell.press.sheet import ANSWERS
    from rankandfile.web.pages import printed
    from rankandfile.web.pages.digest_paper import sheet

    own = sheet(live.state, live.state.meetings.conventions["C1"], 1)
    assert [one.id for one in own.entries] == list(entries(reader(50).get("/bulletin/C1/issue/1/digest/")))
    answered = next(one for one in own.entries if one.id == "M1")
    assert answered.answer == tuple("yes " * words + "…" for words in ANSWERS)
    assert answered.reply == tuple("but " * words + "…" for words in ANSWERS)
    link = 'href="/bulletin/C1/issue/1/digest/paper.pdf"'
    assert (link in read(reader(50).get("/bulletin/C1/issue/1/digest/"))) == printed.is_possible("pdf")
    if printed.is_possible("pdf"):
        for page in ("/bulletin/C1/issue/1/digest/paper.pdf", "/bulletin/C1/digest/paper.pdf"):
            answer = reader(50).get(page)
            assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
            assert answer.content == reader(50).get(page).content
    assert reader(50).get("/bulletin/C1/issue/9/digest/paper.pdf").status_code == 404


def test_the_digest_on_paper_says_that_a_motion_was_ruled_out(hall):
    live = hall("papers")
    live.does(RuleOutOfOrder(handle(DESK), live.now, "M1", "against-rulebook"), reason="It sets aside an article.")
    from rankandfile.web.pages.digest_paper import sheet

    own = sheet(live.state, live.state.meetings.conventions["C1"], 1)
    ruled = next(one for one in own.entries if one.id == "M1")
    assert ruled.seconders.endswith("from 3 branches · Ruled out (U1)")
