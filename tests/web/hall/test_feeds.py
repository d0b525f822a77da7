"""Feed and calendar of the bulletin."""

from xml.etree import ElementTree

from django.test import Client

from .hostile import TRICKS
from .live import name_of

ATOM = "{http://www.w3.org/2005/Atom}"


FEED, CALENDAR = "/bulletin/feed.atom", "/bulletin/timetable.ics"


def stranger():
    return Client(SERVER_NAME="localhost")


def test_a_feed_has_what_was_published_with_ids_that_stay(hall, reader):
    live = hall("papers")
    answer = reader(50).get(FEED)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    titles = [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]
    places = live.state.bulletin.published
    assert [title.split()[0] for title in titles] == sorted(places, key=lambda item: places[item].place)
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    assert all(each.startswith("tag:hall.example,2026-") for each in ids)
    live.wait(live.now + 3600)
    assert reader(50).get(FEED).content == answer.content
    assert "Eight weeks of notice" in answer.content.decode()


def test_no_name_of_a_member_is_in_what_other_machines_fetch(hall, reader):
    live = hall("papers")
    for address in (FEED, CALENDAR):
        told = reader(50).get(address).content.decode()
        for number in range(10, 100):
            assert name_of(number) not in told
        for own in live.state.motions.motions.values():
            assert own.mover not in told


def test_a_calendar_has_every_line_of_the_timetable(hall, reader):
    live = hall("papers")
    answer = reader(50).get(CALENDAR)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = live.state.meetings.conventions["C1"].timetable
    assert answer.content.count(b"BEGIN:VEVENT") == len(lines) + 3
    told = answer.content.replace(b"\r\n ", b"").decode().split("\r\n")
    uids = [line for line in told if line.startswith("UID:")]
    assert len(set(uids)) == len(uids)
    assert "UID:C1/issue-1@hall.example/record" in uids


def test_both_are_for_members_alone(hall):
    hall("papers")
    assert [stranger().get(address).status_code for address in (FEED, CALENDAR)] == [302, 302]


def test_hostile_titles_break_neither_feed_nor_calendar(hall, reader):
    live = hall("papers")
    for trick in TRICKS:
        title = " ".join(trick.split())[:150]
        reader(51).post("/bulletin/submit/", {"capacity": "member/", "title": title, "text": trick, "checked": "yes"})
    lines = live.state.meetings.conventions["C1"].timetable
    live.wait(next(line.at for line in lines if line.kind == "issue" and line.about == "2"))
    root = ElementTree.fromstring(reader(50).get(FEED).content)
    known = {ATOM + name for name in (
        "feed", "title", "link", "id", "updated", "published", "author", "name", "entry", "summary", "subtitle",
        "content",
    )}  # fmt: skip
    assert {each.tag for each in root.iter()} <= known
