"""Ballots that arrive at the server: whose, how large, with which form; and the page of those that count."""

import re
import shutil
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rankandfile.core.ballot.audit import Known, audit
from tests import balloting
from tests.balloting import circle
from tests.boards import Voting
from tests.core.chapters.boarding import E1, RULES
from tests.living import living
from tests.world import handle

from .conftest import show
from .live import HandClock, Live
from .test_motions import read

CAST = "/elections/E1/booth/cast/"


class Polls:
    """The election of the north's delegates, whose voting is open, with every voter's letter."""

    def __init__(self, live, voting, archive):
        self.live, self.private, self.archive = live, voting.authority.private, archive

    def ballot(self, number, *ranks, seed="ballot"):
        return balloting.ballot(self.archive, self.private[handle(number)], [ranks], seed)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    home = tmp_path_factory.mktemp("polls") / "home"
    with living(home, RULES) as own:
        voting = Voting(own, circle(2, 3))
        voting.set_up()
        voting.open_voting()
        return home, int(own.now), voting, voting.archive()


@pytest.fixture
def polls(made, tmp_path: Path, settings_home, monkeypatch):
    home, now, voting, archive = made
    shutil.copytree(home, tmp_path / "home")
    live = Live(tmp_path / "home", HandClock(now))
    show(live, tmp_path / "home", settings_home, monkeypatch)
    yield Polls(live, voting, archive)
    live.secretary.close()


def sent(voter, ballot, **more):
    return voter.post(CAST, {"ballot": SimpleUploadedFile("ballot.json", ballot)}, **more)


def told(voter, ballot):
    return sent(voter, ballot, headers={"accept": "application/json"})


def test_a_ballot_is_answered_with_a_receipt_and_sent_again_with_the_same(polls, reader):
    ballot = polls.ballot(15, 1, 2, 3)
    answer = told(reader(15), ballot)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert sorted(answer.json()) == ["head", "height", "note", "tracker"]
    assert told(reader(15), ballot).json() == answer.json()
    assert polls.live.secretary.boards.trackers(E1) == (answer.json()["tracker"],)


def test_a_file_of_the_tool_ends_in_a_line_feed_and_is_the_same_ballot(polls, reader):
    page = read(sent(reader(15), polls.ballot(15, 1, 0, 2) + b"\n"))
    assert polls.live.secretary.boards.trackers(E1)[0] in page
    assert "rankandfile/ballot/v1" in page
    assert "rankandfile ballots receipt" in page


@pytest.mark.parametrize(
    ("voter", "maker", "why"),
    [(16, 15, "made with another credential than yours"), (50, 15, "You are not on the roll of this election.")],
)
def test_a_ballot_of_somebody_else_is_refused(voter, maker, why, polls, reader):
    answer = told(reader(voter), polls.ballot(maker, 1, 2, 3))
    assert answer.status_code == 409
    assert why in answer.json()["because"]
    assert why in read(sent(reader(voter), polls.ballot(maker, 1, 2, 3)))
    assert polls.live.secretary.boards.trackers(E1) == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda ballot: ballot[:-1],
        lambda ballot: ballot.replace(b'"challenge":"', b'"challenge":"1', 1),
        lambda ballot: b" " + ballot,
        lambda ballot: b"[" * 5000,
        lambda ballot: b"\xff\xfe" + ballot,
        lambda ballot: b"",
        lambda ballot: ballot + b"\n\n",
    ],
)
def test_what_is_no_ballot_is_refused_in_a_sentence(change, polls, reader):
    answer = told(reader(15), change(polls.ballot(15, 1, 2, 3)))
    assert answer.status_code == 409
    assert "This ballot does not hold" in answer.json()["because"]
    assert polls.live.secretary.boards.trackers(E1) == ()


def test_an_old_ballot_that_was_replaced_is_not_taken_again(polls, reader):
    old, new = polls.ballot(15, 1, 2, 3), polls.ballot(15, 3, 2, 1, seed="again")
    assert [told(reader(15), each).status_code for each in (old, new, old)] == [200, 200, 409]


def test_what_is_larger_than_any_ballot_is_not_even_read(polls, reader):
    answer = told(reader(15), b"x" * (3 << 20))
    assert answer.status_code == 413
    assert "larger than any ballot" in answer.json()["because"]
    page = sent(reader(15), b"x" * (3 << 20))
    assert page.status_code == 413
    assert "Back to the booth" in read(page)


def test_a_form_without_a_ballot_is_told(polls, reader):
    answer = reader(15).post(CAST, {})
    assert answer.status_code == 422
    assert "No ballot came with the form." in read(answer)


def test_without_session_token_or_post_nothing_is_taken(polls, reader):
    ballot = polls.ballot(15, 1, 2, 3)
    assert sent(Client(SERVER_NAME="localhost"), ballot).status_code == 302
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    strict.cookies = reader(15).cookies
    assert sent(strict, ballot).status_code == 403
    assert reader(15).get(CAST).status_code == 405
    assert polls.live.secretary.boards.trackers(E1) == ()


def test_an_account_in_its_waiting_time_after_a_recovery_casts_nothing(polls, reader):
    from django.utils import timezone

    from rankandfile.shell.people.models import Account

    voter = reader(15)
    Account.objects.filter(handle=handle(15)).update(recovered=timezone.now())
    answer = told(voter, polls.ballot(15, 1, 2, 3))
    assert answer.status_code == 409
    assert "recovered by mail" in answer.json()["because"]


def test_after_the_close_nothing_is_taken_and_before_the_opening_neither(polls, reader):
    polls.live.clock.now = polls.live.state.elections.elections[E1].voting_closes
    assert told(reader(15), polls.ballot(15, 1, 2, 3)).status_code == 409
    page = read(reader(15).get("/elections/E1/booth/"))
    assert "Voting is closed" in page
    assert "<script src" not in page


def test_the_booth_has_its_own_policy_and_a_digest_on_every_script(polls, reader):
    answer = reader(15).get("/elections/E1/booth/")
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    scripts = re.findall(r"<script ([^>]*)>", answer.content.decode())
    assert len(scripts) == 5
    assert all("integrity=" in each or 'type="application/json"' in each for each in scripts)
    assert str(polls.private[handle(15)]) not in answer.content.decode()


def test_re_open_nominations_is_offered_by_its_name_where_the_rulebook_has_it(polls, reader, monkeypatch):
    from rankandfile.core.chapters import elections

    assert "Re-open nominations" not in read(reader(15).get("/elections/E1/booth/"))
    monkeypatch.setattr(elections, "can_reopen", lambda state, own: True)
    page = read(reader(15).get("/elections/E1/booth/"))
    assert '"re-open-nominations": "Re-open nominations"' in page


def test_a_server_whose_booth_is_not_the_records_makes_no_ballot(polls, reader, monkeypatch):
    recorded = polls.live.state.boards.boards[E1].booth
    assert recorded in read(reader(15).get("/elections/E1/booth/"))
    assert recorded in read(reader(15).get("/elections/E1/board/"))
    monkeypatch.setattr("rankandfile.web.pages.booth.own_bundle", lambda: "f" * 64)
    page = read(reader(15).get("/elections/E1/booth/"))
    assert "are not those that the record names" in page
    assert "<script" not in page
    assert "belenios-tool" in page


def test_the_election_and_the_credentials_are_served_as_the_board_has_them(polls, reader):
    own = reader(15)
    archive = own.get("/elections/E1/board/archive.bel").content
    assert audit(archive, Known(polls.live.secretary.boards.uuid(E1))).sound
    for name in ("election", "credentials"):
        assert own.get(f"/elections/E1/booth/{name}.json").content in archive


def test_trackers_are_listed_and_found_and_nobody_who_voted_is_named(polls, reader):
    tracker = told(reader(15), polls.ballot(15, 1, 2, 3)).json()["tracker"]
    page = read(reader(16).get("/elections/E1/ballots/"))
    assert tracker in page
    assert "One ballot counts, of 30 people on the roll." in page
    assert handle(15) not in page
    assert polls.live.secretary.boards.credential_of(E1, handle(15)) not in page
    assert "counts as the board stands" in read(reader(16).post("/elections/E1/ballots/", {"tracker": f" {tracker}= "}))
    assert "No ballot that counts" in read(reader(16).post("/elections/E1/ballots/", {"tracker": "<b>"}))


def test_the_page_of_the_election_leads_to_the_booth_and_says_what_its_secrecy_is(polls, reader):
    page = read(reader(15).get("/elections/E1/"))
    assert "/elections/E1/booth/" in page
    assert "verifiable: encrypted on the voters’ own devices" in page
    assert reader(15).get("/elections/E1/ballot/")["Location"] == "/elections/E1/booth/"
    assert "/elections/E1/booth/" not in read(reader(50).get("/elections/E1/"))


def test_who_has_voted_is_asked_no_more_and_may_vote_again(polls, reader):
    own = reader(15)
    assert "Vote: Delegates of North" in read(own.get("/"))
    told(own, polls.ballot(15, 1, 2, 3))
    assert "Vote: Delegates of North" not in read(own.get("/"))
    page = read(own.get("/elections/E1/"))
    assert "You can vote again until the close; the last ballot counts." in page
    assert "1 of 30 on the roll" in page
    assert "You have voted" not in read(reader(16).get("/elections/E1/"))


CHECK = "/elections/E1/booth/check/"


def test_a_test_is_carried_to_another_device_for_an_hour_and_no_longer(polls, reader):
    from datetime import timedelta

    from django.utils import timezone

    from rankandfile.shell.people.models import CarriedTest

    own, friend = reader(15), reader(16)
    assert own.post(f"{CHECK}carry/", {"name": "ab" * 32, "content": "c2VjcmV0"}).status_code == 204
    answer = friend.get(f"{CHECK}carried/", {"name": "ab" * 32})
    assert answer.content == b"c2VjcmV0"
    assert answer["Cache-Control"] == "no-store"
    assert friend.get(f"{CHECK}carried/", {"name": "cd" * 32}).status_code == 404
    assert friend.post(f"{CHECK}carry/", {"name": "ab" * 32, "content": "b3RoZXI="}).status_code == 422
    assert own.post(f"{CHECK}carry/", {"name": "ef" * 32, "content": "bmV3"}).status_code == 204
    assert friend.get(f"{CHECK}carried/", {"name": "ab" * 32}).status_code == 404
    CarriedTest.objects.update(made=timezone.now() - timedelta(hours=2))
    assert friend.get(f"{CHECK}carried/", {"name": "ef" * 32}).status_code == 404
    assert CarriedTest.objects.count() == 0


@pytest.mark.parametrize("sent", [{}, {"name": "x", "content": "AAAA"}, {"name": "ab" * 32, "content": "<script>"}])
def test_what_is_no_carried_test_is_not_kept(sent, polls, reader):
    assert reader(15).post(f"{CHECK}carry/", sent).status_code == 422
    assert reader(15).post(f"{CHECK}carry/", {"name": "ab" * 32, "content": "A" * (1 << 19)}).status_code == 422
    assert Client(SERVER_NAME="localhost").get(f"{CHECK}carried/", {"name": "ab" * 32}).status_code == 302


def test_the_page_that_checks_has_the_booths_policy_and_no_way_to_cast(polls, reader):
    answer = reader(15).get(CHECK)
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    scripts = re.findall(r"<script ([^>]*)>", answer.content.decode())
    assert len(scripts) == 5
    assert all("integrity=" in each or 'type="application/json"' in each for each in scripts)
    assert CHECK in read(reader(15).get("/elections/E1/booth/"))


def test_an_election_without_a_board_has_no_booth(hall, reader):
    hall("branches")
    for page in ("booth/", "booth/election.json", "booth/credentials.json", "board/archive.bel"):
        assert reader(20).get(f"/elections/E1/{page}").status_code == 404
    assert reader(20).post(CAST).status_code == 404
