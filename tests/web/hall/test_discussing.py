"""Discussions on the site: written, answered, asked, complained about, taken out, found and not found, page by page."""

from time import process_time

import pytest
from django.urls import reverse

from rankandfile.core.chapters.discussing import WithdrawComment, WriteComment
from rankandfile.core.chapters.moderating import ComplainAboutComment, ModerateComment
from rankandfile.shell.draft import Ask
from tests.world import DESK, MINUTES, handle

from .test_motions import read

PAGE, WRITE = "/discussion/M1/", "/discussion/M1/write/"


@pytest.fixture
def papers(hall):
    return hall("papers")


def say(live, by=20, text="The ferries are late.", answers="", question=False, about="M1") -> None:
    live.does(WriteComment(handle(by), live.now, about, answers, question), text=text)


def mover(live) -> int:
    return int(live.state.motions.motions["M1"].mover, 16)


def test_a_member_says_something_under_a_motion_and_reads_it_there(papers, reader):
    member = reader(20)
    assert "0 comments" in read(member.get("/motions/M1/"))
    assert "Write a comment" in read(member.get(PAGE))
    assert 'data-words="200"' in read(member.get(WRITE))
    page = read(member.post(WRITE, {"text": "The ferries are **late**."}, follow=True))
    assert "It stands in the discussion." in page
    assert "<strong>late</strong>" in page
    assert "1 comment" in read(member.get("/motions/M1/"))


def test_answers_stand_under_what_they_answer_and_the_authors_are_marked(papers, reader):
    say(papers)
    say(papers, 21, "And the trains?")
    page = read(reader(mover(papers)).post(WRITE, {"text": "They are.", "answers": "K1"}, follow=True))
    assert page.index('id="K1"') < page.index('id="K3"') < page.index('id="K2"')
    assert "answers K1" in page
    assert "the author" in page
    assert 'class="said deep1"' in page


def test_whoever_answers_sees_what_is_answered(papers, reader):
    say(papers)
    assert "The ferries are late." in read(reader(21).get(f"{WRITE}?answers=K1"))
    assert "What you answer" not in read(reader(21).get(WRITE))
    papers.does(ModerateComment(handle(MINUTES), papers.now, "K1", "threat"), reason="It threatens.")
    assert "The ferries are late." not in read(reader(21).get(f"{WRITE}?answers=K1"))


def test_a_question_waits_in_public_until_it_is_answered(papers, reader):
    page = read(reader(20).post(WRITE, {"text": "What does it cost?", "question": "yes"}, follow=True))
    assert "question, not answered yet" in page
    assert "Questions that wait for an answer" in page
    assert "Waits for an answer" in read(reader(20).get("/motions/M1/"))
    own = reader(mover(papers))
    assert "1 question about M1 waits for your answer." in read(own.get("/"))
    page = read(own.post(WRITE, {"text": "Nothing.", "answers": "K1"}, follow=True))
    assert "answered in K2" in page
    assert "not answered yet" not in page


def test_a_candidate_is_asked_beside_the_name(hall, reader):
    live = hall("branches")
    election, person = next(
        (e, c.person) for e in live.state.elections.elections.values() for c in e.candidates.values() if c.accepted
    )
    address = f"/discussion/{election.id}/{person}/"
    asker = reader(20 if person != handle(20) else 21)
    assert address in read(asker.get(f"/elections/{election.id}/"))
    page = read(asker.get(address))
    assert "Ask the candidate" in page
    assert "Write a comment" not in page
    page = read(asker.post(f"{address}write/", {"text": "Will you report?", "question": "yes"}, follow=True))
    assert "question, not answered yet" in page
    page = read(reader(int(person, 16)).post(f"{address}write/", {"text": "Monthly.", "answers": "K1"}, follow=True))
    assert "the candidate" in page


def test_documents_have_discussions(papers, reader):
    say(papers, about="D1")
    assert "1 comment" in read(reader(20).get(reverse("document", args=["D1"])))


def test_too_much_is_refused_with_until_when(papers, reader):
    for number in range(20):
        say(papers, 20, f"Comment {number}.")
    answer = reader(20).get(WRITE)
    assert answer.status_code == 409
    assert "You have written 20 comments in 1 day; 20 is the most, for everybody alike." in read(answer)


def test_a_complaint_hides_nothing_and_the_moderators_say_why_it_stands(papers, reader):
    say(papers)
    page = read(reader(21).post("/comments/K1/complain/", {"ground": "threat"}, follow=True))
    assert "The moderators owe a look at it." in page
    assert "The ferries are late." in page
    moderator = reader(MINUTES)
    assert "Look at comment K1" in read(moderator.get("/"))
    assert "Let it stand" in read(moderator.get(PAGE))
    page = read(moderator.post("/comments/K1/stand/", {"reason": "It is no threat."}, follow=True))
    assert "looked and let it stand: It is no threat." in page


def test_what_is_taken_out_leaves_who_when_and_on_which_ground(papers, reader):
    say(papers, 20, "Something hateful about xylophones.")
    moderator = reader(MINUTES)
    form = read(moderator.get("/comments/K1/moderate/"))
    assert "16.3(a) Threats and hatred" in form
    sent = {"ground": "threat", "reason": "It threatens the crew."}
    assert "once only" in read(moderator.post("/comments/K1/moderate/", sent))
    page = read(moderator.post("/comments/K1/moderate/", {**sent, "checked": "yes"}, follow=True))
    assert "xylophones" not in page
    assert "Threats and hatred, article 16.3(a)" in page
    assert "It threatens the crew." in page
    assert "Taken out" in page
    page = read(reader(20).get("/rulings/U1/"))
    assert "Ruling U1: taken out" in page
    assert "Appeal against it" in page
    assert "Your comment K1 was taken out." in read(reader(20).get("/"))


def test_search_finds_comments_and_neither_withdrawn_nor_moderated_ones(papers, reader):
    for by, word in ((20, "xylophone"), (21, "zeppelin"), (22, "yttrium")):
        say(papers, by, f"Something about the {word}.")
    for word in ("xylophone", "zeppelin", "yttrium"):
        assert "<mark>" in read(reader(20).get(f"/search/?words={word}")), word
    papers.does(WithdrawComment(handle(20), papers.now, "K1"))
    papers.does(ModerateComment(handle(MINUTES), papers.now, "K2", "threat"), reason="It threatens.")
    for word in ("xylophone", "zeppelin"):
        assert "<mark>" not in read(reader(20).get(f"/search/?words={word}")), word
    assert "<mark>" in read(reader(20).get("/search/?words=yttrium"))


def test_the_author_withdraws_and_the_thread_stays(papers, reader):
    say(papers)
    say(papers, 21, "They are.", "K1")
    page = read(reader(20).post("/comments/K1/withdraw/", {"checked": "yes"}, follow=True))
    assert "Its author took this comment back." in page
    assert "The ferries are late." not in page
    assert "They are." in page


def test_two_thousand_comments_are_turned_page_by_page_quickly(papers, reader):
    total, people = 2000, range(10, 110)
    asks = [
        Ask(WriteComment(handle(people[n % 100]), papers.now, "M1"), {"text": f"Comment *{n}*."}) for n in range(total)
    ]
    papers.secretary.submit_many(asks)
    assert len(papers.state.discussion.of["M1"]) == total
    member = reader(20)
    member.get(PAGE)
    start = process_time()
    page = read(member.get(f"{PAGE}?page=20"))
    assert process_time() - start < 1
    assert page.count('class="said') == 50
    assert f"?page={(total - 1) // 50 + 1}#K{total}" in member.get(f"/comments/K{total}/")["Location"]


def test_nothing_is_counted_or_ordered_by_what_others_think(papers, reader):
    for by in (20, 21, 22):
        say(papers, by, f"Comment of {by}.")
    for by in (23, 24, 25):
        papers.does(ComplainAboutComment(handle(by), papers.now, "K1", "threat"))
    page = read(reader(20).get(PAGE))
    assert page.index('id="K1"') < page.index('id="K2"') < page.index('id="K3"')
    assert "3 complaints" not in page


def test_what_is_not_there_is_not_found(papers, reader):
    member = reader(20)
    for address in ("/discussion/M99/", "/discussion/M99/write/", "/comments/K9/", "/comments/K9/complain/"):
        assert member.get(address).status_code == 404, address


def test_the_desk_judges_an_appeal_about_a_comment(papers, reader):
    say(papers)
    papers.does(ModerateComment(handle(MINUTES), papers.now, "K1", "threat"), reason="It threatens.")
    page = read(reader(20).post("/rulings/U1/appeal/", {"reason": "It threatens nobody."}, follow=True))
    assert "decides on the appeal by" in page
    assert "Judge this appeal" in read(reader(DESK).get("/rulings/U1/"))
    page = read(reader(DESK).post("/rulings/U1/judge/", {"stands": "no", "reason": "Sharp, no more."}, follow=True))
    assert "The ruling falls" in page


def test_what_is_taken_out_or_withdrawn_is_on_no_page_but_for_its_author_and_those_who_judge(papers, reader):
    say(papers, 20, "Something about xylophones.")
    say(papers, 21, "Something about zeppelins.")
    papers.does(ModerateComment(handle(MINUTES), papers.now, "K1", "threat"), reason="It threatens.")
    papers.does(WithdrawComment(handle(21), papers.now, "K2"))
    first, second = (papers.state.discussion.comments[number].entry for number in ("K1", "K2"))
    places = (
        f"/record/{first}/",
        f"/record/{second}/",
        "/rulings/U1/",
        PAGE,
        "/motions/M1/",
        "/search/?words=something",
    )
    for address in places:
        page = read(reader(22).get(address))
        assert "xylophone" not in page, address
        assert "zeppelin" not in page, address
    for number in (20, DESK, MINUTES):
        assert "xylophones" in read(reader(number).get("/rulings/U1/")), number
    assert "Taken out of its discussion by ruling U1." in read(reader(22).get(f"/record/{first}/"))
    assert "xylophones" in read(reader(20).get(f"/record/{first}/"))
    assert "zeppelins" in read(reader(21).get(f"/record/{second}/"))
