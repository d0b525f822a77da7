"""The pages of a board: what it waits for, what is compared, and what officer and trustees hand in."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rankandfile.core.ballot.trustees import lines
from rankandfile.core.chapters.boards import board
from rankandfile.core.chapters.elections import phase
from rankandfile.core.ids import Handle
from tests import balloting
from tests.balloting import Trustees
from tests.boards import ROLL, Voting
from tests.core.chapters.boarding import E1, RULES, TRUSTEES
from tests.living import living
from tests.world import SECRETARY, TELLERS, handle

from .conftest import show

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

BOARD = "/elections/E1/board/"


@pytest.fixture(scope="module")
def trustees() -> Trustees:
    return balloting.circle(2, 3)


@pytest.fixture
def voting(
    tmp_path: Path,
    settings_home: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
    trustees: Trustees,
    django: None,
) -> Iterator[Voting]:
    """Nominations of the north are closed, and the site shows it."""
    with living(tmp_path / "board", RULES) as own:
        show(own, tmp_path / "board", settings_home, monkeypatch)  # type: ignore[arg-type]
        yield Voting(own, trustees)


def words(answer: "HttpResponse") -> str:
    return " ".join(answer.content.decode().split())


def files(voting: Voting, **other: bytes) -> dict[str, object]:
    """What the returning officer hands in."""
    given = {
        "trustees_json": voting.trustees.file + b"\n",
        "pubcreds": voting.authority.pubcreds + b"\n",
        "rehearsal": balloting.rehearsal(voting.trustees),
        **other,
    }
    return {name: SimpleUploadedFile(name, content) for name, content in given.items()}


def set_up(voting: Voting, officer: "Client") -> "HttpResponse":
    page = officer.get(f"{BOARD}set-up/")
    holders: list[Handle] = page.context["form"].holders  # type: ignore[attr-defined]
    numbers = {f"number_{place}": TRUSTEES.index(own) + 1 for place, own in enumerate(holders)}
    return officer.post(f"{BOARD}set-up/", {**files(voting), **numbers})


def test_before_the_board_its_page_says_what_is_needed(voting: Voting, reader: Callable[[int], "Client"]) -> None:
    page = words(reader(11).get(BOARD))
    assert "The board is to be set up now" in page
    assert voting.boards.uuid(E1) in page
    assert "Set the board up" not in page
    assert "Set the board up" in words(reader(SECRETARY).get(BOARD))
    assert reader(11).get("/elections/E99/board/").status_code == 404


def test_the_roll_says_how_each_came_to_be_on_it_and_is_a_file_for_those_who_need_it(
    voting: Voting, reader: Callable[[int], "Client"], visitor: "Client"
) -> None:
    page = words(reader(11).get(f"{BOARD}roll/"))
    assert "30 people may vote" in page
    assert "Dues paid until" in page
    assert visitor.get(f"{BOARD}roll/").status_code in (302, 404)
    assert reader(11).get(f"{BOARD}roll.csv").status_code == 404
    table = reader(SECRETARY).get(f"{BOARD}roll.csv").content.decode().splitlines()
    assert table[0] == "handle,name"
    assert [line.partition(",")[0] for line in table[1:]] == list(ROLL)


def test_the_officer_corrects_the_roll_in_public_and_nobody_else(
    voting: Voting, reader: Callable[[int], "Client"]
) -> None:
    page = words(reader(11).get(f"{BOARD}roll/"))
    assert "Nobody was struck off or added since." in page
    assert "The roll was frozen on" in page
    assert "Correct the roll" not in page
    assert "Correct the roll" in words(reader(SECRETARY).get(f"{BOARD}roll/"))
    answers = {"person": "Member 15", "what": "strike/court", "reason": "Order of the <b>district</b> court."}
    assert reader(11).post(f"{BOARD}roll/correct/", answers).status_code == 409
    assert reader(SECRETARY).post(f"{BOARD}roll/correct/", {**answers, "reason": ""}).status_code == 422
    assert reader(SECRETARY).post(f"{BOARD}roll/correct/", answers).status_code == 302
    page = words(reader(11).get(f"{BOARD}roll/"))
    assert "29 people may vote" in page
    assert "Struck off: by order of a court" in page
    assert "Order of the &lt;b&gt;district&lt;/b&gt; court." in page
    assert "Member 15" in page


def test_who_is_struck_off_while_the_vote_runs_casts_no_ballot(
    voting: Voting, reader: Callable[[int], "Client"]
) -> None:
    set_up(voting, reader(SECRETARY))
    voting.open_voting()
    made = SimpleUploadedFile("ballot.json", voting.ballot(15, 1, 2, 3))
    answers = {"person": "Member 15", "what": "strike/twice", "reason": "Is Member 16."}
    assert reader(SECRETARY).post(f"{BOARD}roll/correct/", answers).status_code == 302
    answer = reader(15).post("/elections/E1/booth/cast/", {"ballot": made})
    assert answer.status_code == 409
    assert "You were struck off the roll" in words(answer)
    added = {"person": "Member 41", "what": "add/entitled", "reason": "Was forgotten."}
    assert "nobody can be added" in words(reader(SECRETARY).post(f"{BOARD}roll/correct/", added))


def test_the_whole_way_from_set_up_to_the_last_share_on_pages(
    voting: Voting, reader: Callable[[int], "Client"]
) -> None:
    answer = set_up(voting, reader(SECRETARY))
    assert answer.status_code == 302, words(answer)
    page = words(reader(11).get(BOARD))
    own = board(voting.own.secretary.state, E1)
    assert own is not None
    for shown in (own.fingerprint, own.credentials, own.head):
        assert shown in page
    voting.open_voting()
    voting.everybody_votes(10, 14)
    voting.close_voting()
    assert "Trustees shuffle the ballots now" in words(reader(11).get(BOARD))
    for number, person in ((1, TELLERS[0]), (2, TELLERS[1])):
        assert "Hand in your shuffle" in words(reader(person).get(BOARD))
        made = SimpleUploadedFile("shuffle.json", balloting.shuffle(voting.archive(), str(number)) + b"\n")
        assert reader(person).post(f"{BOARD}hand-in/", {"step": made}).status_code == 302
    for number, person in ((1, TELLERS[0]), (3, 72)):
        assert "Hand in your part" in words(reader(person).get(BOARD))
        made = SimpleUploadedFile("share.json", balloting.share(voting.archive(), voting.trustees, number))
        assert reader(person).post(f"{BOARD}hand-in/", {"step": made}).status_code == 302
    voting.own.strike()
    assert "The result stands on the board" in words(reader(11).get(BOARD))
    assert voting.own.secretary.state.elections.elections[E1].counted
    result = words(reader(11).get("/elections/E1/"))
    assert "Every ranking was opened after trustees had shuffled them" in result
    assert "Follow this ballot" not in result
    counted = voting.own.secretary.state.elections.elections[E1]
    command = f"rankandfile count BALLOTS.blt --method {counted.method} --seats {counted.seats} --lot {counted.lot}"
    assert command in result
    assert "The ballot is verifiable: everybody can check it." in result
    delegates = words(reader(11).get("/convention/C1/delegates/"))
    assert "The ballot is verifiable: everybody can check it." in delegates
    from rankandfile.web.pages.boards import turnout

    assert turnout(voting.own.secretary.state, voting.own.secretary.state.elections.elections[E1]) == 5


def test_what_does_not_fit_is_refused_with_what_would(voting: Voting, reader: Callable[[int], "Client"]) -> None:
    officer = reader(SECRETARY)
    numbers = {"number_0": 1, "number_1": 2, "number_2": 3}
    assert "each number once" in words(officer.post(f"{BOARD}set-up/", {**files(voting), "number_0": 1, "number_1": 1}))
    assert officer.post(f"{BOARD}set-up/", numbers).status_code == 422
    for other in ({"trustees_json": b"x"}, {"pubcreds": b"[]"}, {"rehearsal": b"<script>"}):
        answer = officer.post(f"{BOARD}set-up/", {**files(voting, **other), **numbers})
        assert answer.status_code == 409
        assert "<script>" not in words(answer)
    assert reader(11).post(f"{BOARD}set-up/", {**files(voting), **numbers}).status_code == 409
    assert board(voting.own.secretary.state, E1) is None


def test_nobody_hands_in_what_is_not_due(voting: Voting, reader: Callable[[int], "Client"]) -> None:
    set_up(voting, reader(SECRETARY))
    for person in (11, TELLERS[0]):
        answer = reader(person).get(f"{BOARD}hand-in/")
        assert answer.status_code == 409
        assert ("no trustee" in words(answer)) == (person == 11)
    voting.open_voting()
    voting.everybody_votes(10, 12)
    voting.close_voting()
    made = SimpleUploadedFile("shuffle.json", b"{}")
    assert reader(TELLERS[0]).post(f"{BOARD}hand-in/", {"step": made}).status_code == 409
    assert handle(TELLERS[0]) == TRUSTEES[0]


STEPS = f"{BOARD}steps/"


def test_each_is_led_through_the_own_steps_with_the_commands_of_this_election(
    voting: Voting, reader: Callable[[int], "Client"]
) -> None:
    assert STEPS in words(reader(TELLERS[0]).get(BOARD))
    page = words(reader(TELLERS[1]).get(STEPS))
    assert "rankandfile ballots trustee begin --folder mine --number 2 --of 3 --threshold 2 --group Ed25519" in page
    assert "--number N --of 3" in words(reader(11).get(STEPS))
    uuid = voting.boards.uuid(E1)
    command = f"rankandfile ballots credentials roll-E1.csv --election {uuid} --group Ed25519 --out FOLDER"
    assert command in page
    assert page.count('<span class="signal wait">you</span>') == 1
    assert f"{BOARD}set-up/" in page
    set_up(voting, reader(SECRETARY))
    voting.open_voting()
    voting.everybody_votes(10, 12)
    voting.close_voting()
    page = words(reader(TELLERS[0]).get(STEPS))
    assert f"rankandfile ballots trustee shuffle --folder mine {uuid}.bel" in page
    assert page.count('<span class="signal wait">now</span>') == 1
    assert f"{BOARD}archive.bel" in page


def test_lines_of_keys_and_what_was_handed_in_stand_on_the_page(
    voting: Voting, reader: Callable[[int], "Client"]
) -> None:
    set_up(voting, reader(SECRETARY))
    page = words(reader(11).get(BOARD))
    assert all(line in page for line in lines(voting.trustees.file))
    voting.open_voting()
    voting.everybody_votes(10, 12)
    voting.close_voting()
    made = balloting.shuffle(voting.archive(), "1")
    assert sha256(made).hexdigest() not in page
    assert reader(TELLERS[0]).post(f"{BOARD}hand-in/", {"step": SimpleUploadedFile("s", made)}).status_code == 302
    assert sha256(made).hexdigest() in words(reader(11).get(BOARD))


def test_a_trustee_who_stands_is_marked_where_nobody_else_could_hold_the_key(
    voting: Voting, reader: Callable[[int], "Client"], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(voting, reader(SECRETARY))
    mark = "stands in this election"
    assert mark not in words(reader(11).get(BOARD))
    monkeypatch.setattr("rankandfile.web.pages.boards.concerned", lambda state, own: {TRUSTEES[1]})
    assert words(reader(11).get(BOARD)).count(mark) == 1


def test_the_list_of_elections_says_what_the_secrecy_of_each_rests_on(
    voting: Voting, reader: Callable[[int], "Client"]
) -> None:
    trust = "secret by trust in the operator"
    assert trust not in words(reader(11).get("/elections/")), "not decided before the voting"
    set_up(voting, reader(SECRETARY))
    voting.open_voting()
    page = words(reader(11).get("/elections/"))
    state = voting.own.secretary.state
    others = sum(phase(each, state.now) == "voting" for each in state.elections.elections.values()) - 1
    assert others
    assert (page.count("verifiable ballots"), page.count(trust)) == (1, others)
