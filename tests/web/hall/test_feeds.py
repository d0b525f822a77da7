"""Feed and calendar of the bulletin."""

from xml.etree import ElementTree

from django.test import Client

from rankandfile.core.chapters.members import ResignMembership
from tests.world import handle

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


def addresses(answer):
    return answer.context["addresses"]


def made(client):
    return addresses(client.post("/settings/feeds/", {"doing": "make", "checked": "yes"}))


def test_a_program_that_cannot_sign_in_fetches_both_at_a_secret_address(hall, reader):
    hall("papers")
    member = reader(50)
    assert addresses(member.get("/settings/feeds/")) == ()
    for secret, own in zip(made(member), (FEED, CALENDAR), strict=True):
        assert stranger().get(secret).content == member.get(own).content
        assert stranger().get(secret)["Cache-Control"] == "private, no-store"
    assert addresses(member.get("/settings/feeds/")) == ()


def test_an_address_that_was_made_anew_or_taken_back_leads_nowhere(hall, reader):
    hall("papers")
    first = made(reader(50))
    second = made(reader(50))
    assert [stranger().get(each).status_code for each in (*first, *second)] == [404, 404, 200, 200]
    reader(50).post("/settings/feeds/", {"doing": "take-back", "checked": "yes"})
    assert [stranger().get(each).status_code for each in second] == [404, 404]
    assert stranger().get("/feeds/forged/bulletin.atom").status_code == 404


def test_the_address_of_somebody_who_left_or_is_locked_out_leads_nowhere(hall, reader):
    live = hall("papers")
    from rankandfile.shell.people.models import Account

    gone, locked = made(reader(50)), made(reader(60))
    live.does(ResignMembership(handle(50), live.now))
    Account.objects.filter(handle=handle(60)).update(is_active=False)
    assert [stranger().get(each).status_code for each in (*gone, *locked)] == [404] * 4


def test_who_reads_the_table_of_accounts_learns_no_address_and_a_forgotten_account_has_none(hall, reader):
    hall("papers")
    from rankandfile.shell.people.forgetting import forget
    from rankandfile.shell.people.models import Account, FeedKey

    secret = made(reader(50))[0].split("/")[-2]
    assert secret not in str(list(FeedKey.objects.values()))
    forget(Account.objects.get(handle=handle(50)))
    assert not FeedKey.objects.exists()
