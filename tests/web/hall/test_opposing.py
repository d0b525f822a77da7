"""Statements against a motion on the site: written in its space, read beside it, printed by lot."""

import pytest

from rankandfile.core.chapters.opposing import OpposeMotion
from tests.world import handle

from .test_motions import read

TEXT = "It costs **too much**."


@pytest.fixture
def papers(hall):
    return hall("papers")


def write(live, numbers=(20, 21, 22, 50, 51)) -> None:
    """These members write against the first motion."""
    for number in numbers:
        live.does(OpposeMotion(handle(number), live.now, "M1"), text=f"Reason {number}.")


def test_a_member_writes_against_a_motion_and_sees_it_once_more(papers, reader):
    member = reader(20)
    assert "Write against it" in read(member.get("/motions/M1/"))
    form = read(member.get("/motions/M1/against/write/"))
    assert 'data-words="800"' in form
    assert "<strong>too much</strong>" in read(member.post("/motions/M1/against/write/", {"text": TEXT}))
    page = read(member.post("/motions/M1/against/write/", {"text": TEXT, "checked": "yes"}, follow=True))
    assert "Your statement stands beside motion M1." in page
    assert "A lot says at the next issue which of them the bulletin prints." in page
    assert "Withdraw this statement" in page


def test_one_that_is_too_long_comes_back_with_what_is_over(papers, reader):
    answer = reader(20).post("/motions/M1/against/write/", {"text": "word " * 801, "checked": "yes"})
    assert answer.status_code == 409
    assert "Shorten it by 1 words." in read(answer)


def test_the_motions_page_counts_them_and_shows_those_that_are_printed(papers, reader):
    write(papers)
    page = read(reader(20).get("/motions/M1/"))
    assert "5 statements in all" in page
    assert "Reason 20." not in page
    papers.wait(papers.at("issue-2") + 1)
    page = read(reader(20).get("/motions/M1/"))
    assert page.count("printed in issue 2") == 3
    assert "Statements against it" in read(reader(20).get("/bulletin/C1/digest/"))
    issue = read(reader(20).get("/bulletin/C1/issue/2/"))
    assert issue.count("against M1") == 3
    assert "A public lot gave them their places" in issue


def test_what_is_printed_stands_on_paper_beside_its_motion_and_in_the_issue_that_prints_it(papers, reader):
    from rankandfile.web.pages import press

    write(papers)
    papers.wait(papers.at("issue-2") + 1)
    meeting = papers.state.meetings.conventions["C1"]
    first, second = press.bulletin(papers.state, meeting, 1), press.bulletin(papers.state, meeting, 2)
    assert str(first).count("Statement against M1") == 3
    assert "Against motions of earlier issues" in str(second)
    assert str(second).count("Against motion M1: Night ferries") == 3


def test_the_author_takes_it_back(papers, reader):
    write(papers, (20,))
    page = read(reader(20).post("/statements/S1/withdraw/", {"checked": "yes"}, follow=True))
    assert "Your statement is withdrawn." in page
    assert "None was written." in page


def test_the_list_is_turned_page_by_page(papers, reader):
    write(papers, range(20, 40))
    write(papers, range(45, 55))
    assert "Reason 20." in read(reader(20).get("/motions/M1/against/"))
    assert "Reason 54." in read(reader(20).get("/motions/M1/against/?page=2"))


def test_an_unknown_one_is_not_found(papers, reader):
    assert reader(20).get("/statements/S9/withdraw/").status_code == 404
    assert reader(20).get("/motions/M99/against/").status_code == 404
