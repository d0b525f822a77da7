"""The booth in a real browser: chosen, checked, encrypted, cast; what it refuses, and what never leaves it."""

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from msgspec import Struct
from playwright.sync_api import Page, Request, Route, expect

from rankandfile.core.ballot import archive, disclosed
from rankandfile.core.ballot.audit import Known, audit
from rankandfile.core.ballot.election import opened
from rankandfile.core.ballot.proofs import tracker
from rankandfile.core.chapters.elections import CallElection
from rankandfile.core.ids import BranchId, ElectionId, Moment
from rankandfile.shell.demo.clock import DemoClock
from tests.balloting import circle, singles
from tests.boards import ROLL, Voting
from tests.core.chapters.boarding import E1, RULES
from tests.core.chapters.leading import FIRST, asked, reached
from tests.living import living
from tests.web.house import House
from tests.world import DAY, WEEK, handle

from .barriers import barriers, is_wider_than_the_window, speak
from .conftest import Site
from .test_keyboard import tab_to

TOOL = Path(__file__).resolve().parents[2] / "var/belenios/belenios-tool"
WIDTHS = {"phone": {"width": 360, "height": 640}, "desktop": {"width": 1280, "height": 800}}


class Poll(Struct):
    """An election whose voting is open, served, with the letters of its voters and the board as it began."""

    site: Site
    election: ElectionId
    private: dict[str, str]
    fingerprint: str
    letter: str
    """The fingerprint of the credentials, as it stands in everybody's letter."""
    uuid: str
    closes: int


class Voter(Struct):
    """Somebody with a browser: what it asked for, and what it sent."""

    page: Page
    poll: Poll
    number: int
    requests: list[Request]

    @property
    def credential(self) -> str:
        return self.poll.private[handle(self.number)]

    def sealed(self, choose: Callable[[Page], None], credential: str = "") -> str:
        """The tracker of the ballot that is ready to be sent."""
        self.page.goto(f"/elections/{self.poll.election}/booth/")
        self.fill(choose, credential)
        self.page.get_by_role("button", name="Check this ballot").click()
        self.page.get_by_role("button", name="Encrypt this ballot").click()
        expect(self.page.get_by_role("heading", name="your tracker, before anything is sent")).to_be_visible()
        return self.page.locator("#tracker").inner_text()

    def fill(self, choose: Callable[[Page], None], credential: str = "", letter: str = "") -> None:
        choose(self.page)
        self.page.get_by_label("Your credential").fill(credential or self.credential)
        self.page.get_by_label("The first six characters").fill(letter or self.poll.letter[:6])

    def cast(self, choose: Callable[[Page], None]) -> str:
        tracker = self.sealed(choose)
        self.page.get_by_role("button", name="Cast this ballot").first.click()
        expect(self.page.get_by_role("heading", name="your ballot is cast")).to_be_visible()
        return tracker

    def archive(self) -> bytes:
        return self.page.request.get(f"/elections/{self.poll.election}/board/archive.bel").body()


def ranking(*order: int) -> Callable[[Page], None]:
    """The numbers are written beside the candidates."""

    def choose(page: Page) -> None:
        for place, rank in enumerate(order):
            page.locator(f"#q0-{place}").fill(str(rank) if rank else "")

    return choose


def answer(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_label(name, exact=True).check()


def poll_of(voting: Voting, site: Callable[[], Site]) -> Poll:
    board = archive.opened(voting.archive())
    own = opened(board.events[0].objects[0])
    closes = voting.own.state.elections.elections[voting.election].voting_closes
    private = {str(person): credential for person, credential in voting.authority.private.items()}
    return Poll(site(), voting.election, private, own.hash, tracker(board.events[0].objects[2]), own.uuid, closes)


def opened_poll(home: Path, voting: Voting, opens: int, serving: Callable[..., Site]) -> Poll:
    """The board is set up, the voting open, and the site served on a clock that stands there."""
    voting.set_up()
    voting.own.wait(opens)

    def site() -> Site:
        voting.own.secretary.close()
        DemoClock(home).set(voting.own.now)
        return serving(House(home, voting.own.founder, {}))

    return poll_of(voting, site)


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site]) -> Poll:
    """The delegates of the north, of whom three stand."""
    home = tmp_path_factory.mktemp("ranked") / "home"
    with living(home, RULES) as own:
        voting = Voting(own, circle(2, 3))
        return opened_poll(home, voting, own.at("delegate-voting-opens"), serving)


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory, serving: Callable[..., Site]) -> Poll:
    """A recall in the north: yes, no or abstain."""
    home = tmp_path_factory.mktemp("question") / "home"
    with living(home, RULES) as own:
        own.appoint(72, "teller")
        closes = Moment(own.now + WEEK)
        by = (handle(11), own.now, "branch-secretary", BranchId("north"))
        own.does(CallElection(*by, closes, Moment(closes + WEEK)))
        own.stand(E1, [FIRST])
        own.wait(closes + 2 * DAY)
        own.votes(E1, 11, "1")
        own.wait(closes + WEEK + 1)
        ballot = reached(own, asked(own, 14, "branch-secretary", "north"), [15, 16, 17, 18])
        return opened_poll(home, Voting(own, singles(3), ballot.id, ROLL), ballot.voting_opens, serving)


@pytest.fixture
def voter(window: Callable[..., Page]) -> Callable[..., Voter]:
    """A browser in which the member of this number is signed in. What the console says is an error, if it is quiet."""

    def entered(poll: Poll, number: int, width: str = "desktop", quiet: bool = True, **settings: Any) -> Voter:
        wanted, requests = {"viewport": WIDTHS[width], **settings}, list[Request]()
        page = window(poll.site, handle(number), f"Member {number}", not quiet, **wanted)
        page.context.on("request", lambda request: requests.append(request))
        return Voter(page, poll, number, requests)

    return entered


def holds(voter: Voter, *trackers: str) -> None:
    """The board passes the audit, and these ballots count."""
    found = audit(voter.archive(), Known(voter.poll.uuid, voter.poll.fingerprint))
    assert found.sound, found.findings
    assert set(trackers) <= set(found.counted)


def passes_the_tool(board: bytes, uuid: str, folder: Path) -> None:
    """belenios-tool, which others wrote, accepts every ballot; in an archive with the beginning alone."""
    if not TOOL.exists():
        return
    own = archive.opened(board)
    begun, _ = archive.begun(own.time), None
    first = own.events[0]
    added, _head = archive.appended(None, 0, "Setup", first.objects, own.time)
    (folder / f"{uuid}.bel").write_bytes(begun + added)
    for place, event in enumerate(own.events[1:]):
        if event.event.type == "Ballot":
            file = folder / f"{place}.json"
            file.write_bytes(event.objects[0])
            command = [str(TOOL), "election", "verify-ballot", "--dir", str(folder), "--ballot", str(file)]
            done = subprocess.run(command, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr


def test_ranked_ballots_are_cast_and_the_last_one_counts(
    ranked: Poll, voter: Callable[..., Voter], tmp_path: Path
) -> None:
    own = voter(ranked, 15)
    first = own.cast(ranking(2, 1, 0))
    assert own.page.locator("#cast [data-tracker]").inner_text() == first
    with own.page.expect_download() as download:
        own.page.get_by_role("button", name="Download the signed receipt").click()
    receipt = json.loads(download.value.path().read_bytes())
    assert receipt["tracker"] == first
    assert first in receipt["note"]
    holds(own, first)
    own.page.get_by_role("button", name="Vote again").click()
    expect(own.page.get_by_label("Your credential")).to_have_value("")
    second = own.cast(ranking(0, 0, 1))
    found = audit(own.archive(), Known(ranked.uuid, ranked.fingerprint))
    assert found.sound
    assert second in found.counted
    assert first not in found.counted
    passes_the_tool(own.archive(), ranked.uuid, tmp_path)


def test_a_question_is_answered_and_the_letter_has_the_tracker(
    question: Poll, voter: Callable[..., Voter], tmp_path: Path
) -> None:
    trackers = [
        voter(question, number).cast(answer(word)) for number, word in ((12, "Yes"), (13, "No"), (14, "Abstain"))
    ]
    own = voter(question, 15)
    holds(own, *trackers)
    passes_the_tool(own.archive(), question.uuid, tmp_path)
    for each in trackers:
        letters_with(question, each)


def test_nothing_is_loaded_from_elsewhere_and_no_credential_leaves_the_booth(
    ranked: Poll, voter: Callable[..., Voter]
) -> None:
    own = voter(ranked, 16)
    own.page.goto("about:blank")
    own.requests.clear()
    own.cast(ranking(1, 2, 3))
    assert all(each.url.startswith((f"{ranked.site.address}/", "blob:")) for each in own.requests)
    secret = own.credential
    for each in own.requests:
        said = f"{each.url}\n{json.dumps(each.headers)}\n".encode() + (each.post_data_buffer or b"")
        assert secret.encode() not in said
        assert secret.replace("-", "").encode() not in said
        assert secret not in unquote(each.url)
    sent = [each for each in own.requests if each.method == "POST"]
    assert [each.url for each in sent] == [f"{ranked.site.address}/elections/E1/booth/cast/"]
    kept = own.page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert secret not in kept
    assert secret not in own.page.content()


def test_everything_but_the_sending_works_without_a_network(ranked: Poll, voter: Callable[..., Voter]) -> None:
    own = voter(ranked, 17, quiet=False)
    own.page.goto("/elections/E1/booth/")
    expect(own.page.get_by_role("heading", name="1 of 4")).to_be_visible()
    own.page.context.set_offline(True)
    own.fill(ranking(3, 2, 1))
    own.page.get_by_role("button", name="Check this ballot").click()
    own.page.get_by_role("button", name="Encrypt this ballot").click()
    expect(own.page.locator("#tracker")).to_be_visible()
    tracker = own.page.locator("#tracker").inner_text()
    own.page.get_by_role("button", name="Cast this ballot").first.click()
    expect(own.page.get_by_role("alert")).to_contain_text("The server does not answer.")
    own.page.context.set_offline(False)
    own.page.get_by_role("button", name="Cast this ballot").first.click()
    expect(own.page.get_by_role("heading", name="your ballot is cast")).to_be_visible()
    holds(own, tracker)


def test_a_mistyped_credential_and_other_slips_are_told_before_anything_is_made(
    ranked: Poll, voter: Callable[..., Voter]
) -> None:
    own = voter(ranked, 18)
    own.page.goto("/elections/E1/booth/")
    own.fill(ranking(1, 1, 0), own.credential, ranked.letter[1:7])
    own.page.get_by_role("button", name="Check this ballot").click()
    expect(own.page.locator("#errors")).to_be_focused()
    expect(own.page.locator("#errors")).to_contain_text("The number 1 is given twice.")
    expect(own.page.locator("#errors")).to_contain_text("This is not how the fingerprint of the credentials begins")
    for credential, said in (
        (own.credential[:-1], "This is no credential."),
        (own.credential[:-1] + ("2" if own.credential[-1] != "2" else "3"), "is not on the list of this election"),
    ):
        own.fill(ranking(1, 2, 0), credential)
        own.page.get_by_role("button", name="Check this ballot").click()
        own.page.get_by_role("button", name="Encrypt this ballot").click()
        expect(own.page.locator("#errors")).to_contain_text(said)
    expect(own.page.get_by_label("Your credential")).to_have_attribute("aria-invalid", "true")


def test_the_credential_of_somebody_else_is_refused_by_the_server(ranked: Poll, voter: Callable[..., Voter]) -> None:
    own = voter(ranked, 19)
    own.sealed(ranking(1, 2, 3), ranked.private[handle(20)])
    own.page.get_by_role("button", name="Cast this ballot").first.click()
    expect(own.page.get_by_role("alert")).to_contain_text("made with another credential than yours")


def test_another_election_than_the_records_makes_no_ballot(ranked: Poll, voter: Callable[..., Voter]) -> None:
    own = voter(ranked, 21)

    def other(route: Any) -> None:
        content = route.fetch().body().replace(b'"name":"E1"', b'"name":"E2"')
        route.fulfill(body=content, content_type="application/json")

    own.page.route("**/booth/election.json", other)
    own.page.goto("/elections/E1/booth/")
    expect(own.page.get_by_role("alert")).to_contain_text("This page makes no ballot for it.")
    expect(own.page.locator("#choose")).to_be_hidden()


@pytest.mark.parametrize("name", ["ballot.js", "noble/edwards.js", "booth.js"])
def test_a_file_of_the_booth_that_was_changed_does_not_run(
    name: str, ranked: Poll, voter: Callable[..., Voter]
) -> None:
    own = voter(ranked, 21, quiet=False)

    def changed(route: Any) -> None:
        route.fulfill(body=route.fetch().body() + b"\n// changed", content_type="text/javascript")

    own.page.route(f"**/booth/{name}*", changed)
    own.page.goto("/elections/E1/booth/")
    if name == "booth.js":
        expect(own.page.locator("#loading")).to_be_visible()
    else:
        expect(own.page.get_by_role("alert")).to_contain_text("The booth could not be started")
    expect(own.page.locator("#choose")).to_be_hidden()


def test_a_test_ballot_is_opened_recomputed_elsewhere_and_never_cast(ranked: Poll, voter: Callable[..., Voter]) -> None:
    own = voter(ranked, 22)
    own.sealed(ranking(2, 0, 1))
    own.page.get_by_text("Does this device encrypt what I chose?").click()
    code = own.page.locator("#code").inner_text()
    own.page.get_by_role("button", name="Open this ballot as a test").click()
    expect(own.page.get_by_role("heading", name="opened and thrown away")).to_be_visible()
    with own.page.expect_download() as download:
        own.page.get_by_role("button", name="Download the test").click()
    file = download.value.path().read_bytes()
    election = opened(archive.opened(own.archive()).events[0].objects[0])
    found = disclosed.recomputed(election, file)
    assert (found.code, found.choices) == (code, ((2, 0, 1),))
    assert b"signature" not in file
    expect(own.page.get_by_role("button", name="Cast this ballot").first).to_be_hidden()
    own.page.get_by_role("button", name="Back to my choices").click()
    expect(own.page.get_by_label("Your credential")).to_have_value("")


def test_a_ballot_is_either_sent_or_opened_and_never_both(ranked: Poll, voter: Callable[..., Voter]) -> None:
    """Nothing else is done with a ballot while it is on its way, and what may be on the board is not opened."""
    own = voter(ranked, 30, quiet=False)
    page, waiting = own.page, list[Route]()
    tracker = own.sealed(ranking(1, 2, 3))
    page.get_by_text("Does this device encrypt what I chose?").click()
    test = page.get_by_role("button", name="Open this ballot as a test")
    expect(test).to_be_visible()
    page.route("**/booth/cast/", lambda route: waiting.append(route))
    page.get_by_role("button", name="Cast this ballot").first.click()
    expect(page.locator("#copied")).to_have_text("Sending; wait for the receipt.")
    assert page.locator("#sealed button:enabled").count() == 0
    expect(test).to_be_hidden()
    waiting.pop().fulfill(status=500, body="lost on the way back", content_type="text/plain")
    expect(page.get_by_role("alert")).to_contain_text("You have no receipt, so it may not be there.")
    expect(page.get_by_text("This ballot was sent or downloaded, so it is not opened any more")).to_be_visible()
    expect(test).to_be_hidden()
    page.unroute("**/booth/cast/")
    page.get_by_role("button", name="Cast this ballot").first.click()
    expect(page.get_by_role("heading", name="your ballot is cast")).to_be_visible()
    holds(own, tracker)

    own.sealed(ranking(3, 2, 1))
    page.get_by_text("Does this device encrypt what I chose?").click()
    expect(test).to_be_visible()
    with page.expect_download():
        page.get_by_role("button", name="Download the encrypted ballot").click()
    expect(test).to_be_hidden()
    page.get_by_role("button", name="Change the answers").last.click()
    page.locator("#credential").fill(own.credential)
    page.get_by_role("button", name="Check this ballot").click()
    page.get_by_role("button", name="Encrypt this ballot").click()
    expect(page.locator("#sealed h2")).to_be_focused()
    assert page.evaluate(OPENED_AND_SENT) == "tested", "a click on casting right behind that on opening does nothing"
    expect(page.get_by_role("heading", name="opened and thrown away")).to_be_visible()
    assert len([each for each in own.requests if each.method == "POST" and each.url.endswith("/cast/")]) == 2


OPENED_AND_SENT = """async () => {
  document.getElementById("test").click()
  document.getElementById("send").click()
  while (document.getElementById("tested").hidden && document.getElementById("cast").hidden) {
    await new Promise((later) => setTimeout(later, 20))
  }
  return document.getElementById("tested").hidden ? "cast" : "tested"
}"""


def test_another_device_checks_the_test_by_a_code_that_never_leaves_the_two(
    ranked: Poll, voter: Callable[..., Voter]
) -> None:
    own, other = voter(ranked, 27), voter(ranked, 28, "phone")
    own.sealed(ranking(3, 1, 2))
    own.page.get_by_text("Does this device encrypt what I chose?").click()
    code = own.page.locator("#code").inner_text()
    own.page.get_by_role("button", name="Open this ballot as a test").click()
    own.page.get_by_role("button", name="Show a code for the other device").click()
    expect(own.page.locator("#carried-code")).not_to_be_empty()
    carried = own.page.locator("#carried-code").inner_text()
    other.page.goto("/elections/E1/booth/check/")
    other.page.get_by_label("The code of sixteen").fill(carried[:-1] + ("2" if carried[-1] != "2" else "3"))
    other.page.get_by_role("button", name="Check this test").click()
    expect(other.page.get_by_role("alert")).to_contain_text("There is no test under this code.")
    other.page.get_by_label("The code of sixteen").fill(f" {carried.replace('-', ' ')} ")
    other.page.get_by_role("button", name="Check this test").click()
    expect(other.page.locator("#checked")).to_be_focused()
    expect(other.page.locator("#answers dd")).to_have_text(["1. Member 12", "2. Member 13", "3. Member 11"])
    assert other.page.locator("#code").inner_text() == code
    assert other.page.get_by_role("button", name="Cast").count() == 0
    for each in (*own.requests, *other.requests):
        said = each.url.encode() + (each.post_data_buffer or b"")
        assert carried.encode() not in said
        assert carried.replace("-", "").encode() not in said
        assert b"randomness" not in said


def test_another_device_tells_a_test_that_was_changed(
    ranked: Poll, voter: Callable[..., Voter], tmp_path: Path
) -> None:
    own = voter(ranked, 29)
    own.sealed(ranking(1, 2, 3))
    own.page.get_by_text("Does this device encrypt what I chose?").click()
    own.page.get_by_role("button", name="Open this ballot as a test").click()
    expect(own.page.get_by_role("heading", name="opened and thrown away")).to_be_visible()
    test = json.loads(own.page.locator("#test-file").text_content() or "")
    file = tmp_path / "test.json"
    file.write_text(json.dumps({**test, "choices": [[2, 1, 3]]}))
    own.page.goto("/elections/E1/booth/check/")
    own.page.locator("#file").set_input_files(file)
    expect(own.page.get_by_role("alert")).to_contain_text("does not encrypt the choices")
    own.page.locator("#file").set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": b"null"})
    expect(own.page.get_by_role("alert")).to_contain_text("This is no test ballot.")
    assert barriers(own.page, ("/elections/E1/booth/check/",)) == []


def test_the_ballot_is_ranked_and_cast_with_the_keyboard_alone(ranked: Poll, voter: Callable[..., Voter]) -> None:
    own = voter(ranked, 23)
    page = own.page
    page.goto("/elections/E1/booth/")
    expect(page.get_by_role("heading", name="1 of 4")).to_be_focused()
    tab_to(page, "[aria-label='Move up: Member 13']")
    page.keyboard.press("Enter")
    expect(page.locator("#q0-2")).to_have_value("1")
    tab_to(page, "#credential")
    page.keyboard.type(own.credential)
    tab_to(page, "#letter")
    page.keyboard.type(ranked.letter[:6])
    page.keyboard.press("Enter")
    expect(page.locator("#review h2")).to_be_focused()
    expect(page.locator("#answers dd")).to_have_text("Member 13")
    tab_to(page, "#seal")
    page.keyboard.press("Enter")
    expect(page.locator("#sealed h2")).to_be_focused()
    tab_to(page, "#send")
    page.keyboard.press("Enter")
    expect(page.locator("#cast h2")).to_be_focused()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_step_has_a_barrier(width: str, language: str, ranked: Poll, voter: Callable[..., Voter]) -> None:
    own = voter(ranked, 24, width)
    page = own.page
    speak(page, language)
    page.goto("/elections/E1/booth/")
    expect(page.locator("#choose")).to_be_visible()
    seen: list[Any] = []

    def look(step: str) -> None:
        expect(page.locator(f"#{step}")).to_be_visible()
        found = [each["id"] for each in Axe().run(page).response["violations"]]
        seen.append((step, found, is_wider_than_the_window(page)))

    page.locator("#choose button.main").click()
    look("errors")
    ranking(1, 3, 2)(page)
    page.locator("#credential").fill(own.credential)
    page.locator("#letter").fill(ranked.letter[:6])
    page.locator("#choose button.main").click()
    look("review")
    page.locator("#seal").click()
    look("sealed")
    page.locator("#sealed summary").click()
    page.locator("#test").click()
    look("tested")
    assert seen == [(step, [], False) for step in ("errors", "review", "sealed", "tested")]
    assert barriers(page, ("/elections/E1/ballots/", "/elections/E1/")) == []


QUESTIONS = """questions => {
  const { words } = JSON.parse(document.getElementById("booth-data").textContent)
  const place = document.createElement("div")
  document.querySelector("main").append(place)
  globalThis.asked = boothQuestions(questions, { words, names: { a: "Amina" }, titles: {} }, place)
}"""
READ = "() => { const found = asked.read(); return found.wrong ? found.wrong.map(([, why]) => why) : found }"
APPROVE = {"answers": ["a", "b", "c"], "min": 0, "max": 2, "question": "Approve"}
BLANK = {"answers": ["a", "b", "c"], "blank": True, "min": 1, "max": 2, "question": "Choose"}


def test_approval_at_most_so_many_and_blank_votes_are_asked_as_the_election_says(
    ranked: Poll, voter: Callable[..., Voter]
) -> None:
    page = voter(ranked, 26).page
    page.goto("/elections/E1/booth/")
    expect(page.locator("#choose")).to_be_visible()
    page.evaluate("() => document.getElementById('choose').remove()")
    page.evaluate(QUESTIONS, [APPROVE, BLANK])
    assert page.evaluate(READ) == ["Choose at least 1 and at most 2."]
    page.get_by_label("Blank vote").check()
    assert page.evaluate(READ) == {
        "choices": [[0, 0, 0], [1, 0, 0, 0]], "answers": [["Approve", "nobody"], ["Choose", "Blank vote"]]
    }  # fmt: skip
    page.locator("#q1-1").check()
    assert page.evaluate(READ) == ["A blank vote chooses nothing else. Take back the one or the other."]
    page.get_by_label("Blank vote").uncheck()
    for place in range(3):
        page.locator(f"#q0-{place}").check()
    assert page.evaluate(READ) == ["Choose up to 2, or nobody."]
    page.locator("#q0-1").uncheck()
    assert page.evaluate(READ) == {
        "choices": [[1, 0, 1], [0, 1, 0, 0]], "answers": [["Approve", "Amina\nc"], ["Choose", "Amina"]]
    }  # fmt: skip


def test_approval_says_that_one_may_mark_as_many_as_one_likes(ranked: Poll, voter: Callable[..., Voter]) -> None:
    page = voter(ranked, 26).page
    page.goto("/elections/E1/booth/")
    expect(page.locator("#choose")).to_be_visible()
    page.evaluate("() => document.getElementById('choose').remove()")
    page.evaluate(QUESTIONS, [{**BLANK, "max": 3}])
    assert page.evaluate(READ) == ["Mark as many as you like, or vote blank."]
    for place in (1, 2, 3):
        page.locator(f"#q0-{place}").check()
    assert page.evaluate(READ) == {"choices": [[0, 1, 1, 1]], "answers": [["Choose", "Amina\nb\nc"]]}


def test_without_javascript_a_ballot_is_uploaded_and_found(
    ranked: Poll, voter: Callable[..., Voter], tmp_path: Path
) -> None:
    maker = voter(ranked, 25)
    tracker = maker.sealed(ranking(3, 1, 2))
    with maker.page.expect_download() as download:
        maker.page.get_by_role("button", name="Download the encrypted ballot").click()
    own = voter(ranked, 25, "phone", java_script_enabled=False)
    page = own.page
    page.goto("/elections/E1/booth/")
    expect(page.get_by_text("It encrypts your ballot on your own device")).to_be_visible()
    page.get_by_text("Upload a ballot that was made elsewhere").click()
    page.locator("#ballot").set_input_files(download.value.path())
    page.get_by_role("button", name="Cast this ballot").click()
    expect(page.locator("#tracker")).to_have_text(tracker)
    page.get_by_role("link", name="Is my ballot there?").click()
    page.get_by_label("Tracker of the ballot").fill(tracker)
    page.get_by_role("button", name="Look for this ballot").click()
    expect(page.locator("#mine")).to_contain_text("counts as the board stands")
    page.get_by_label("Tracker of the ballot").fill("A" * 43)
    page.get_by_role("button", name="Look for this ballot").click()
    expect(page.locator("#mine")).to_contain_text("No ballot that counts has the tracker")


def test_the_voting_closes_while_the_page_is_open_and_voters_are_told_which_ballot_counts(
    question: Poll, voter: Callable[..., Voter]
) -> None:
    own = voter(question, 16)
    first = own.cast(answer("No"))
    own.sealed(answer("Yes"))
    DemoClock(question.site.house.home).set(question.closes)
    own.page.get_by_role("button", name="Cast this ballot").first.click()
    expect(own.page.get_by_role("alert")).to_contain_text("closed")
    assert len(letters_with(question, "your ballot that counts", first)) == 1


def letters_with(poll: Poll, *texts: str) -> list[str]:
    """The letters in which all of this stands, once there is one."""
    for _ in range(300):
        letters = [each.read_text() for each in (poll.site.house.home / "letters").glob("*")]
        found = [each for each in letters if all(text in each for text in texts)]
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"no letter with {texts}")
