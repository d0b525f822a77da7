"""My bulletin: marks of one's own, lists that nobody chose, and nothing of it in the record."""

from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.bulletin import PARTS, part_of
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.text import count_lines, fingerprint
from tests.world import handle

from .hostile import TRICKS, harmless
from .test_motions import read


def listed(answer):
    return [row.item.id for row in answer.context["page"].rows]


def test_what_is_marked_as_read_leaves_the_unread_and_can_be_taken_back(hall, reader):
    live = hall("papers")
    before, mine = live.state.size, reader(50)
    unread = listed(mine.get("/bulletin/mine/"))
    assert {"M1", "D1"} <= set(unread)
    answer = mine.post("/bulletin/mine/read/", {"item": "M1", "back": "unread"})
    assert answer["Location"] == "/bulletin/mine/?show=unread"
    assert listed(mine.get("/bulletin/mine/")) == [item for item in unread if item != "M1"]
    assert listed(mine.get("/bulletin/mine/?show=read")) == ["M1"]
    assert listed(reader(51).get("/bulletin/mine/?show=read")) == []
    assert "Mark as unread" in read(mine.get("/motions/M1/"))
    assert mine.post("/bulletin/mine/read/", {"item": "M1", "again": "yes"})["Location"] == "/motions/M1/"
    assert listed(mine.get("/bulletin/mine/")) == unread
    assert live.state.size == before


def test_marks_stand_in_my_data_and_are_erased_at_once(hall, reader):
    from rankandfile.shell.people.models import ReadMark

    hall("papers")
    mine = reader(50)
    for item in ("M1", "D1"):
        mine.post("/bulletin/mine/read/", {"item": item})
    assert "Marked as read in the bulletin" in read(mine.get("/my-data/"))
    mine.post("/bulletin/mine/forget/")
    assert not ReadMark.objects.filter(account__handle=handle(50)).exists()
    assert "You have marked 0 of" in read(mine.get("/bulletin/mine/"))


def test_the_lists_follow_the_lot_and_what_waits_comes_last(hall, reader):
    live = hall("papers")
    unread = listed(reader(50).get("/bulletin/mine/"))
    places = live.state.bulletin.published
    out = [item for item in unread if item in places]
    assert unread[: len(out)] == out
    for kind in PARTS:
        own = [item for item in out if part_of(live.state, item) == kind]
        assert own
        assert own == sorted(own, key=lambda item: places[item].place)


def test_motions_that_lack_seconders_say_how_many_and_until_when(hall, reader):
    live = hall("papers")
    text = "To publish the accounts."
    act = MoveMotion(
        handle(52), live.now, live.state.meetings.current, "emergency", count_lines(text), fingerprint(text)
    )
    live.does(act, title="Accounts", text=text)
    page = reader(50).get("/bulletin/mine/?show=seconders")
    assert listed(page) == ["M2", "M4"]
    assert "Needed: 2 more seconders" in read(page)
    assert "Needed: 20 more seconders, from 4 more branches" in read(page)


def test_what_is_written_in_the_own_branch_or_for_it_touches_it(hall, reader):
    live = hall("papers")
    branch = live.state.members.members[handle(50)].branch
    shown = listed(reader(50).get("/bulletin/mine/?show=branch"))
    everything = listed(reader(50).get("/bulletin/mine/"))
    for item in everything:
        own = live.state.motions.motions.get(item) or live.state.bulletin.documents[item]
        by = getattr(own, "mover", None) or own.author
        assert (item in shown) == (own.branch == branch or live.state.members.members[by].branch == branch)


def test_a_text_that_names_the_branch_touches_it_whoever_wrote_it(hall, reader):
    live = hall("papers")
    branch = live.state.members.members[handle(50)].branch
    name = live.secretary.value(live.state.branches.branches[branch].entry, "name")
    other = next(n for n in range(50, 90) if live.state.members.members[handle(n)].branch != branch)
    before = listed(reader(50).get("/bulletin/mine/?show=branch"))
    given = {"capacity": "member/", "title": "Rooms", "checked": "yes"}
    reader(other).post("/bulletin/submit/", {**given, "text": f"The room of {name} is cold."})
    reader(other).post("/bulletin/submit/", {**given, "text": "The room of another branch is cold."})
    first = [*live.state.bulletin.documents][-2]
    assert listed(reader(50).get("/bulletin/mine/?show=branch")) == [*before, first]
    motion = next(each for each in ("M1", "M2") if each not in before)
    act = MoveAmendment(handle(other), live.now, motion, "add", 1, 1, lines=1)
    live.does(act, text=f"Beginning with {name}.", reason="")
    assert set(listed(reader(50).get("/bulletin/mine/?show=branch"))) == {*before, first, motion}
    assert "Touches your branch" in read(reader(50).get("/bulletin/mine/"))


def test_nobody_marks_what_is_no_text_and_visitors_have_no_bulletin(hall, reader):
    from django.test import Client

    hall("papers")
    for wrong in ("M99", "", "x" * 999):
        assert reader(50).post("/bulletin/mine/read/", {"item": wrong}).status_code == 404
    assert reader(50).get("/bulletin/mine/read/").status_code == 405
    assert (
        reader(50).post("/bulletin/mine/read/", {"item": "M1", "back": "//evil.example"})["Location"] == "/motions/M1/"
    )
    assert Client(SERVER_NAME="localhost").get("/bulletin/mine/").status_code == 302


def test_hostile_titles_are_only_text(hall, reader):
    hall("papers")
    for trick in TRICKS:
        title = " ".join(trick.split())[:150]
        reader(51).post("/bulletin/submit/", {"capacity": "member/", "title": title, "text": trick, "checked": "yes"})
    harmless(reader(50), "/bulletin/mine/", "/bulletin/mine/?show=<script>&page=x&convention=C1")
