"""A recount on the site: until when it can be demanded, by which button, and both accounts afterwards."""

from pathlib import Path

import pytest

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.meetings import current, present_voters
from rankandfile.shell.home import Home, make
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import Secretary
from tests.world import BRANCHES, CHAIR, DESK, SECRETARY, TELLERS, TEXT, assemble, elect_delegates, handle

from .conftest import show
from .live import HandClock, Live
from .test_motions import read

RULES = preset_text("member-democracy")
DO = "/convention/C1/do/"


@pytest.fixture
def floor(tmp_path: Path, settings_home, monkeypatch: pytest.MonkeyPatch):
    """A convention in session under a rulebook that gives 20 seconds for a recount, a motion on the floor."""
    live = Live.__new__(Live)
    live.clock, live.history, live.boxes = HandClock(), [], {}
    make(Home(tmp_path / "home"), "hall.example/record")
    live.secretary = Secretary(Home(tmp_path / "home"), live.clock)
    live.found(RULES)
    for name, members in BRANCHES.items():
        live.branch(name, members)
    posts = [(CHAIR, "chair"), (SECRETARY, "secretary"), (DESK, "credentials"), *((t, "teller") for t in TELLERS)]
    for number, post in posts:
        live.appoint(number, post)
    live.call(handle(SECRETARY))
    live.second(live.move(41, TEXT), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    elect_delegates(live)
    assemble(live)
    live.does(TakeUpItem(handle(CHAIR), live.now, "C1", "1"))  # type: ignore[arg-type]
    show(live, tmp_path / "home", settings_home, monkeypatch)
    yield live
    live.secretary.close()


@pytest.fixture
def voters(floor) -> list[int]:
    """The numbers of those present with a vote."""
    return [int(person, 16) for person in present_voters(current(floor.state))]


def counted(reader, yes: int, no: int) -> None:
    """Both tellers report this, and the chair closes the vote."""
    for teller in TELLERS:
        count = {"vote": "V1", "yes": yes, "no": no, "abstain": 0}
        reader(teller).post("/convention/C1/tell/", count, follow=True)
    reader(CHAIR).post(f"{DO}close-vote/", {"vote": "V1"}, follow=True)


def closed(reader) -> None:
    """A show of cards on the motion is counted, 4 for and 3 against, and closed."""
    reader(CHAIR).post(f"{DO}put/", {"subject": "M1", "method": "show-of-cards"}, follow=True)
    counted(reader, 4, 3)


def test_all_read_that_the_result_waits_and_the_chair_why_nothing_goes_on(floor, reader, voters):
    closed(reader)
    page = read(reader(voters[0]).get("/convention/C1/floor/"))
    assert "The result on M1 takes effect" in page
    assert "unless enough demand a recount before." in page
    assert "Demand a recount" in page
    chair = read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "Wait until then; the result takes effect by itself." in chair
    assert "Now: a result waits, in case a recount is demanded." in chair
    wall = read(reader(voters[0]).get("/convention/C1/projector/"))
    assert "unless enough demand a recount." in wall


def test_a_delegate_demands_it_another_joins_and_both_accounts_are_shown(floor, reader, voters):
    closed(reader)
    reader(voters[0]).post(f"{DO}raise/", {"procedural": "recount"}, follow=True)
    joined = read(reader(voters[1]).get("/convention/C1/procedure/"))
    assert "Recount: <bdi>vote V1</bdi>" in joined
    assert "Demand a recount" not in read(reader(voters[1]).get("/convention/C1/floor/"))
    reader(voters[1]).post(f"{DO}support/", {"number": "P1"}, follow=True)
    assert "Counts that agree: 0 of 2." in read(reader(CHAIR).get("/convention/C1/chair/"))
    counted(reader, 3, 4)
    page = read(reader(voters[0]).get("/convention/C1/votes/V1/"))
    assert "Enough demanded a recount, and the tellers counted again. The first account:" in page
    assert page.index("Not carried") < page.index("The first account:")
    minutes = read(reader(voters[0]).get("/convention/C1/minutes/"))
    assert "It was counted again on demand; the first account was 4 for, 3 against, 0 abstaining." in minutes


def test_when_its_time_is_over_the_result_is_in_force_and_the_button_is_gone(floor, reader, voters):
    closed(reader)
    floor.wait(floor.now + 20)
    page = read(reader(voters[0]).get("/convention/C1/floor/"))
    assert "Demand a recount" not in page
    assert "unless enough demand a recount" not in page
    record = read(reader(voters[0]).get("/record/"))
    assert "The result of vote V1 is in force: nobody had it counted again in time." in record
