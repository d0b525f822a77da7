"""Proxies and card votes on the site: given, taken back, cast for all at once or for each, and the arithmetic."""

from pathlib import Path

import pytest

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.meetings import current
from rankandfile.shell.home import Home, make
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import Secretary
from tests.world import (
    BRANCHES,
    CHAIR,
    DESK,
    SECRETARY,
    TELLERS,
    TEXT,
    assemble,
    elect_delegates,
    handle,
)

from .conftest import show
from .live import HandClock, Live
from .test_motions import read

RULES = (
    preset_text("member-democracy")
    + '\n[proxies]\narticle = "96"\nper_holder = 2\n'
    + '\n[card_votes]\narticle = "97"\nbusiness = ["policy"]\n'
)
HERE = "/convention/C1/credentials/"


@pytest.fixture
def weighed(tmp_path: Path, settings_home, monkeypatch: pytest.MonkeyPatch):
    """A convention in session under a rulebook with proxies and card votes, a motion on the floor."""
    live = Live.__new__(Live)
    live.clock, live.history, live.boxes = HandClock(), [], {}
    make(Home(tmp_path / "home"), "hall.example/record")
    live.secretary = Secretary(Home(tmp_path / "home"), live.clock)
    live.found(RULES)
    for name, members in BRANCHES.items():
        live.branch(name, members)
    for number, post in ((CHAIR, "chair"), (SECRETARY, "secretary"), (DESK, "credentials"), (TELLERS[0], "teller")):
        live.appoint(number, post)
    live.call(handle(SECRETARY))
    live.second(live.move(41, TEXT), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    elect_delegates(live)
    assemble(live)
    live.does(TakeUpItem(handle(CHAIR), live.now, "C1", "1"))  # type: ignore[arg-type]
    show(live, tmp_path / "home", settings_home, monkeypatch)
    yield live
    live.secretary.close()


def delegates(live) -> list[int]:
    """The numbers of the delegates, whoever presides left out."""
    return [n for d in delegates_of(live.state, current(live.state).id) if (n := int(d.person, 16)) != CHAIR]


def leaves(reader, number: int):
    """This delegate leaves the meeting."""
    return reader(number).post("/convention/C1/do/check-out/", {"person": f"{number:032x}"}, follow=True)


def test_who_leaves_lets_somebody_vote_and_takes_it_back(weighed, reader):
    giver, holder = delegates(weighed)[:2]
    leaves(reader, giver)
    form = read(reader(giver).get(f"{HERE}proxy/"))
    assert "Each vote stands beside your own name." in form
    page = read(reader(giver).post(f"{HERE}proxy/", {"holder": f"{holder:032x}"}, follow=True))
    assert "votes for you while you are not there." in page
    assert "You vote for:" in read(reader(holder).get(HERE))
    back = read(reader(giver).post("/convention/C1/do/withdraw-proxy/", follow=True))
    assert "Your proxy is taken back." in back
    assert "You vote for:" not in read(reader(holder).get(HERE))


def test_nobody_gives_the_proxy_of_another_and_who_is_there_gives_none(weighed, reader):
    giver, holder = delegates(weighed)[:2]
    answer = reader(giver).post(f"{HERE}proxy/", {"holder": f"{holder:032x}"})
    assert answer.status_code == 422
    assert reader(50).post("/convention/C1/do/withdraw-proxy/").status_code == 409


def test_a_card_vote_is_cast_for_all_at_once_or_for_each_and_its_sum_is_shown(weighed, reader):
    giver, holder, *others = delegates(weighed)
    leaves(reader, giver)
    reader(giver).post(f"{HERE}proxy/", {"holder": f"{holder:032x}"})
    chair = read(reader(CHAIR).get("/convention/C1/chair/"))
    assert "Put M1 to a card vote" in chair
    assert "each vote counts the members whom it represents" in chair
    put = {"subject": "M1", "method": "roll-call", "weighted": "yes"}
    reader(CHAIR).post("/convention/C1/do/put/", put)
    assert "The votes that you cast" in read(reader(holder).get("/convention/C1/floor/"))
    away = read(reader(giver).get("/convention/C1/floor/"))
    assert "votes for you while you are not there." in away
    assert "You have no vote in this roll call" not in away
    reader(holder).post("/convention/C1/do/vote/", {"vote": "V1", "choice": "y"})
    reader(holder).post("/convention/C1/do/vote/", {"vote": "V1", "choice": "n", "of": f"{giver:032x}"})
    for number in others:
        reader(number).post("/convention/C1/do/vote/", {"vote": "V1", "choice": "y"})
    assert "for:" not in read(reader(50).get("/convention/C1/votes/V1/"))
    assert reader(others[0]).post(
        "/convention/C1/do/vote/", {"vote": "V1", "choice": "n", "of": f"{giver:032x}"}
    ).status_code == 409  # fmt: skip
    reader(CHAIR).post("/convention/C1/do/close-vote/", {"vote": "V1"})
    page = read(reader(50).get("/convention/C1/votes/V1/"))
    vote = weighed.state.floor.votes["V1"]
    assert vote.no == vote.weights[vote.electorate.index(handle(giver))]
    assert "members represented in the votes cast" in page
    assert "by card vote" in page
    assert "Against: 1" in page
    again = reader(holder).post("/convention/C1/do/vote/", {"vote": "V1", "choice": "a"})
    assert again.status_code == 409


def test_on_what_needs_a_card_vote_nothing_else_is_put(weighed, reader):
    answer = reader(CHAIR).post("/convention/C1/do/put/", {"subject": "M1", "method": "show-of-cards"})
    assert answer.status_code == 409
    assert "Put it to a card vote." in read(answer)
