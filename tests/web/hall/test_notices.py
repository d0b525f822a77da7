"""Notices of meetings by a real mail server: the call, the agenda with its papers, that a meeting is off; calendars."""

import subprocess

import pytest

from rankandfile.core.chapters.convening import CallMeeting, CallOffMeeting
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.ids import BranchId, Moment
from rankandfile.core.text import count_lines, fingerprint
from tests.postman import Postman
from tests.web.test_letters_by_mail import lead_to
from tests.world import DAY, WEEK, handle

NORTH = BranchId("north")
TEXT = "The branch meets at the mill,\nand buys a lamp."


@pytest.fixture
def postman(monkeypatch):
    server = Postman().start()
    lead_to(server.port, monkeypatch)
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def _nothing_is_left(django):
    _empty()
    yield
    _empty()


def _empty():
    from rankandfile.shell.people.models import MeetingLetter, ToldOfMeeting

    for model in (MeetingLetter, ToldOfMeeting):
        model.objects.all().delete()


@pytest.fixture
def branch(under, reader):
    """Two branches, and accounts of three in the north and one in the south; the secretary of the north is there."""
    live = under("member-democracy")
    for name, members in (("north", range(10, 30)), ("south", range(30, 50))):
        live.branch(name, members)
    live.appoint(20, "branch-secretary", "north")
    for number in (20, 21, 22, 31):
        reader(number)
    return live


def look():
    """As a process of the site that has just started: what it lays in, and what the mail server takes."""
    from rankandfile.web import telling_meetings

    laid = telling_meetings.OfMeetings().look()
    return laid, telling_meetings.meeting_outbox().look()


@pytest.fixture(autouse=True)
def _on_its_clock(monkeypatch, branch):
    from rankandfile.web import organisation

    monkeypatch.setattr(organisation, "clock", lambda: lambda: branch.now)


def call(live, days=10):
    opens = Moment(live.now + days * DAY)
    act = CallMeeting(handle(20), live.now, "branch", opens, Moment(opens + 7200), NORTH)
    live.does(act, place="The mill", invitation="Bring a lamp.")
    return opens


def move(live, number=21):
    act = MoveMotion(handle(number), live.now, "S1", "branch-motion", count_lines(TEXT), fingerprint(TEXT))
    live.does(act, title="A lamp for the mill", text=TEXT)


def body(letter):
    """What the letter says, without what goes along."""
    return letter.get_body(("plain",)).get_content()


def attached(letter):
    return {part.get_filename(): part.get_payload(decode=True) for part in letter.iter_attachments()}


def test_whoever_may_come_is_told_of_the_call_once_with_a_file_for_the_calendar(branch, postman):
    call(branch)
    assert look() == (1, 3)
    assert sorted(letter["To"] for letter in postman.letters) == sorted(_address(n) for n in (20, 21, 22))
    letter = postman.letters[0]
    text = body(letter)
    assert "Meeting S1 of branch North Harbour is called" in letter["Subject"]
    assert "Place: The mill" in text
    assert "Bring a lamp." in text
    assert "Motions can be moved until" in text
    assert "/convention/S1/" in text
    calendar = attached(letter)["S1.ics"].decode()
    assert "DTEND:" in calendar
    assert "LOCATION:The mill" in calendar
    assert look() == (0, 0), "another process, or this one after a restart, tells nobody again"


def _address(number):
    from rankandfile.shell.people.models import Account

    return Account.objects.get(handle=handle(number)).email


def test_with_the_agenda_come_the_papers_as_pdf(branch, postman):
    opens = call(branch)
    move(branch)
    look()
    postman.letters.clear()
    branch.wait(opens - DAY)
    assert look() == (1, 3)
    letter = postman.letters[0]
    text = body(letter)
    assert "1. M1: A lamp for the mill" in text
    assert "The papers go along with this letter." in text
    paper = attached(letter)["papers-S1.pdf"]
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=paper, capture_output=True, check=True)
    assert "and buys a lamp." in done.stdout.decode()


def test_that_a_meeting_is_called_off_comes_with_the_reason_and_the_call_is_not_told_any_more(branch, postman):
    call(branch)
    branch.does(CallOffMeeting(handle(20), branch.now, "S1"), reason="The mill is flooded.")
    laid, taken = look()
    assert (laid, taken) == (1, 3)
    assert "is called off" in postman.letters[0]["Subject"]
    assert "The mill is flooded." in body(postman.letters[0])
    assert "STATUS:CANCELLED" in attached(postman.letters[0])["S1.ics"].decode()


def test_that_nobody_opened_a_meeting_is_told_too(branch, postman):
    opens = call(branch)
    look()
    branch.wait(opens + 7200)
    postman.letters.clear()
    look()
    assert any("was not held" in letter["Subject"] for letter in postman.letters)


def test_a_notice_waits_for_a_mail_server_that_is_away(branch, postman):
    postman.stop()
    call(branch)
    assert look() == (1, 0)
    postman.start()
    assert look() == (0, 3)


def test_a_site_set_up_on_an_old_record_writes_no_old_notices(branch, postman):
    call(branch, 40)
    branch.wait(branch.now + 2 * WEEK)
    assert look() == (0, 0)


def test_each_body_has_a_calendar_for_members_and_at_a_secret_address(branch, reader):
    call(branch)
    answer = reader(21).get("/calendar/branch/north.ics")
    told = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Meeting S1 of branch North Harbour" in told
    assert "SUMMARY:S1: " in told, "its deadlines stand there too"
    assert "S1" not in reader(21).get("/calendar/executive.ics").content.decode()
    assert reader(21).get("/calendar/convention.ics").status_code == 200
    for nowhere in ("/calendar/branch.ics", "/calendar/choir.ics", "/calendar/branch/moon.ics"):
        assert reader(21).get(nowhere).status_code == 404
    shown = reader(21).post("/settings/feeds/", {"doing": "make", "is_checked": "yes"})
    assert shown.status_code == 200
