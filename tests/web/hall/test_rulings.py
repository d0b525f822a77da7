"""Rulings on the site: made on a ground with a reason, read on the paper itself, appealed against, decided."""

import pytest

from rankandfile.core.chapters.admissibility import RuleOutOfOrder
from rankandfile.core.chapters.appealing import AppealAgainstRuling
from tests.world import DESK, WEEK, handle

from .test_motions import read

REASON = "It sets aside **article 4**."


@pytest.fixture
def papers(hall):
    """Motions are moved; one of them is called M1."""
    return hall("papers")


@pytest.fixture
def ruled(papers):
    """The first motion is ruled out of order."""
    papers.does(RuleOutOfOrder(handle(DESK), papers.now, "M1", "against-rulebook"), reason=REASON)
    return papers


def mover(live) -> int:
    """Whoever moved the first motion."""
    return int(live.state.motions.motions["M1"].mover, 16)


def appealed(live) -> None:
    """Its mover appeals."""
    live.does(AppealAgainstRuling(handle(mover(live)), live.now, "U1"), reason="It sets nothing aside.")


def test_whoever_the_rulebook_names_rules_with_a_ground_and_a_reason_and_sees_it_twice(papers, reader):
    desk = reader(DESK)
    assert "Rule it out of order" in read(desk.get("/motions/M1/"))
    form = read(desk.get("/motions/M1/rule/"))
    assert "16.2(a) Against the law" in form
    assert "these are all the grounds that the rulebook knows" in form.lower()
    sent = {"ground": "against-rulebook", "reason": REASON}
    assert "once only" in read(desk.post("/motions/M1/rule/", sent))
    page = read(desk.post("/motions/M1/rule/", {**sent, "checked": "yes"}, follow=True))
    assert "The ruling is published. The text stays where it is." in page
    assert "Against the rulebook, article 16.2(b)" in page
    assert "<strong>article 4</strong>" in page


def test_nobody_else_is_offered_it_and_reads_who_may(papers, reader):
    assert "Rule it out of order" not in read(reader(20).get("/motions/M1/"))
    assert "made by “Credentials committee”" in read(reader(20).get("/motions/M1/rule/"))


def test_a_ruling_stands_on_the_motion_whose_text_stays(ruled, reader):
    page = read(reader(20).get("/motions/M1/"))
    assert "Ruled out" in page
    assert "Against the rulebook, article 16.2(b)" in page
    assert "timetable eight weeks ahead" in page or "kitchen" in page
    assert "U1" in read(reader(20).get("/rulings/"))


def test_a_ruling_stands_in_the_bulletin_and_in_the_digest(ruled, reader):
    ruled.wait(ruled.now + 1)
    for page in ("/bulletin/", "/bulletin/C1/digest/"):
        shown = read(reader(20).get(page))
        assert "U1" in shown, page


def test_a_ruling_is_printed_with_the_text_and_its_reason(ruled):
    from rankandfile.web.pages import press
    from rankandfile.web.pages.bulletin import issue

    meeting = ruled.state.meetings.conventions["C1"]
    held = issue(ruled.state, meeting, 1)
    booklet = press.bulletin(ruled.state, meeting, 1)
    assert held is not None
    assert booklet is not None
    assert "M1" in held.decisions
    said = str(booklet)
    assert "Ruling U1: out of order" in said
    assert "article 4" in said
    assert "It sets aside" in said


def test_the_mover_reads_of_it_at_home_and_appeals(ruled, reader):
    own = reader(mover(ruled))
    assert "was ruled out of order. You can appeal." in read(own.get("/"))
    assert "Appeal against it" in read(own.get("/rulings/U1/"))
    page = read(own.post("/rulings/U1/appeal/", {"reason": "It sets nothing aside."}, follow=True))
    assert "Your appeal stands beside the ruling." in page
    assert "The convention decides on the appeal before it votes on the motion." in page


def test_five_others_appeal_together_and_read_how_many_are_missing(ruled, reader):
    page = read(reader(20).post("/rulings/U1/appeal/", {"reason": "It sets nothing aside."}, follow=True))
    assert "4 more members, or the author alone, make it an appeal." in page


def test_an_appeal_without_a_reason_comes_back(ruled, reader):
    assert reader(20).post("/rulings/U1/appeal/", {"reason": ""}).status_code == 422


def test_when_nobody_appeals_the_motion_falls_and_says_why(ruled, reader):
    ruled.wait(ruled.now + 2 * WEEK + 1)
    page = read(reader(20).get("/motions/M1/"))
    assert "fell: ruled out of order" in page
    assert "It stands since" in page
    refusal = read(reader(mover(ruled)).get("/rulings/U1/appeal/"))
    assert "U1 is no longer at this point." in refusal


def test_whoever_made_it_takes_it_back(ruled, reader):
    desk = reader(DESK)
    assert "nothing is ruled on twice" in read(desk.get("/rulings/U1/lift/"))
    page = read(desk.post("/rulings/U1/lift/", {"checked": "yes"}, follow=True))
    assert "Taken back" in page


def test_judging_is_not_offered_where_the_convention_decides(ruled, reader):
    appealed(ruled)
    page = read(reader(DESK).get("/rulings/U1/"))
    assert "Judge this appeal" not in page
    assert "The convention decides on this appeal, by a vote." in read(reader(DESK).get("/rulings/U1/judge/"))


def test_an_unknown_ruling_is_not_found(ruled, reader):
    assert reader(20).get("/rulings/U9/").status_code == 404
    assert reader(20).get("/motions/M99/rule/").status_code == 404


def test_the_chair_puts_the_appeal_to_the_vote_before_the_motion(hall, reader):
    from rankandfile.core.chapters.agenda import TakeUpItem, items
    from rankandfile.core.chapters.credentials import CheckIn
    from rankandfile.core.chapters.delegates import delegates_of
    from rankandfile.core.chapters.holding import OpenConvention
    from rankandfile.core.chapters.meetings import current
    from tests.world import CHAIR

    live = hall("branches")
    meeting = current(live.state)
    live.wait(live.at("agenda") + 1)
    first = items(live.state, "C1")[0].about
    assert first in live.state.motions.motions
    live.does(RuleOutOfOrder(handle(DESK), live.now, first, "against-rulebook"), reason=REASON)
    live.does(AppealAgainstRuling(live.state.motions.motions[first].mover, live.now, "U1"), reason="No.")
    live.wait(meeting.opens)
    for each in delegates_of(live.state, "C1"):
        live.does(CheckIn(handle(DESK), live.now, "C1", each.person))
    live.does(OpenConvention(handle(CHAIR), live.now, "C1"))
    live.does(TakeUpItem(handle(CHAIR), live.now, "C1", "1"))
    page = read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "Put the appeal against U1 to the vote by show of cards" in page
    assert f"Put {first} to the vote" not in page
    page = read(reader(CHAIR).post("/convention/C1/do/put/", {"subject": "ruling:U1", "method": "show-of-cards"},
                                   follow=True))  # fmt: skip
    assert f"Overturn ruling U1, that {first} is out of order" in page
    assert "article 4" in read(reader(CHAIR).get("/convention/C1/projector/"))


def test_an_amendment_is_ruled_out_and_says_so_in_its_place(papers, reader):
    desk = reader(DESK)
    assert "Rule M1-A1 out of order" in read(desk.get("/motions/M1/"))
    sent = {"ground": "against-rulebook", "reason": REASON}
    assert "once only" in read(desk.post("/amendments/M1-A1/rule/", sent))
    page = read(desk.post("/amendments/M1-A1/rule/", {**sent, "checked": "yes"}, follow=True))
    assert "Amendment M1-A1" in page
    assert 'href="/motions/M1/#M1-A1"' in page
    assert "Ruled out" in read(reader(20).get("/motions/M1/"))
    papers.wait(papers.now + 2 * WEEK + 1)
    assert "fell: ruled out of order" in read(reader(20).get("/motions/M1/"))
    assert desk.get("/amendments/M9-A1/rule/").status_code == 404
