"""A motion decided in secret at the convention, as the chair, delegates and the wall see it."""

import pytest

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.shell.presets import preset_text
from tests.core.chapters.sitting import LOCAL
from tests.world import DAY, handle

from .conftest import show
from .live import HandClock, Live
from .test_motions import read
from .test_notices import call, move

S1 = "S1"


@pytest.fixture
def branch(tmp_path, settings_home, monkeypatch):
    """A branch under a rulebook that decides its motions in secret, with a motion on the floor."""
    rules = preset_text("member-democracy").replace(
        "tellers_agree = 2\n", 'tellers_agree = 2\nsecret = ["branch-motion"]\n'
    )
    monkeypatch.setattr("tests.web.hall.live.preset_text", lambda _name: rules)
    live = Live(tmp_path / "home", HandClock())
    show(live, tmp_path / "home", settings_home, monkeypatch)
    for name, members in (("north", range(10, 30)), ("south", range(30, 50))):
        live.branch(name, members)
    live.appoint(20, "branch-secretary", "north")
    opens = call(live)
    move(live)
    live.wait(opens)
    from rankandfile.core.chapters.credentials import CheckIn
    from rankandfile.core.chapters.holding import OpenConvention

    for number in range(20, 27):
        live.does(CheckIn(handle(number), live.now, S1, handle(number)))
    live.does(OpenConvention(handle(LOCAL), live.now, S1))
    live.does(TakeUpItem(handle(LOCAL), live.now, S1, "1"))
    yield live
    live.secretary.close()


def test_the_chair_opens_the_ballot_and_no_other_vote(branch, reader):
    chair = reader(LOCAL)
    page = read(chair.get("/convention/S1/chair/"))
    assert "Open the voting" in page
    assert "to the vote by roll call" not in page.replace("Ask the meeting", "")
    chair.post("/convention/S1/do/open-voting/", {"election": "E1"}, follow=True)
    page = read(reader(21).get("/convention/S1/floor/"))
    assert "Vote now, in secret: Motion M1: A lamp for the mill" in page
    assert "0 of 7 have voted" in page
    wall = read(reader(21).get("/convention/S1/projector/"))
    assert "Vote now, in secret" in wall


def test_the_result_stands_on_the_floor_the_wall_and_in_the_minutes_with_what_its_secrecy_rests_on(branch, reader):
    chair = reader(LOCAL)
    chair.post("/convention/S1/do/open-voting/", {"election": "E1"})
    for number in range(20, 26):
        branch.votes("E1", number, "1" if number < 24 else "2")
    chair.post("/convention/S1/do/close-voting/", {"election": "E1"})
    branch.wait(branch.now + 1)
    assert branch.state.motions.motions["M1"].fate == "carried"
    page = read(reader(21).get("/convention/S1/floor/"))
    assert "4 yes" in page or "Yes" in page
    assert "secret by trust in the operator" in page
    branch.wait(branch.state.meetings.conventions[S1].closes)
    chair.post("/convention/S1/close/", {"is_checked": "yes"})
    minutes = read(reader(21).get("/convention/S1/minutes/"))
    assert "By secret ballot E1: 4 yes, 2 no, 0 blank, 0 spoilt; Carried." in minutes
    assert DAY
