"""The agenda against the clock on the site: what is not reached at this pace, a part's time, the consent agenda."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from rankandfile.core.chapters.meetings import current, present_voters
from rankandfile.core.state import State
from tests.world import CHAIR

from .test_motions import read

AGENDA = "/convention/C1/agenda/"


@pytest.fixture
def floor(hall):
    """The convention in session, an amendment before its vote."""
    return hall("floor")


@pytest.fixture
def under_sections(floor, monkeypatch) -> Callable[..., None]:
    """The site under a rulebook whose sections say this too; its first item waits as if nothing had been done."""
    from rankandfile.web import organisation

    def say(**keys: object) -> None:
        state: State = floor.state
        own, agenda, motions = state.foundation.rulebook, state.floor.agenda["C1"], state.motions
        sections = tuple(replace(s, **keys) for s in own.agenda.sections)
        rules = replace(own, agenda=replace(own.agenda, sections=sections))
        waiting = agenda.set("1", replace(agenda["1"], state="waiting"))
        alive = motions.motions.set("M3", replace(motions.motions["M3"], fate=""))
        changed = replace(
            state, foundation=replace(state.foundation, rulebook=rules), motions=replace(motions, motions=alive),
            floor=replace(state.floor, agenda=state.floor.agenda.set("C1", waiting)),
        )  # fmt: skip
        monkeypatch.setattr(organisation, "read_state", lambda: changed)

    return say


def test_near_the_end_everybody_reads_how_many_items_are_not_reached_and_which(floor, reader):
    assert "Short of time" not in read(reader(50).get(AGENDA))
    floor.wait(current(floor.state).closes - 1)
    page = read(reader(50).get(AGENDA))
    assert "Short of time" in page
    assert "Not reached at this pace" in page
    for address in ("/convention/C1/floor/", "/convention/C1/chair/"):
        assert "items are not reached." in read(reader(CHAIR).get(address))


def test_a_part_says_what_the_clock_does_when_its_time_is_used_up(under_sections, reader):
    under_sections(minutes=30, guillotine="later")
    page = read(reader(50).get(AGENDA))
    assert "30 minutes are set aside." in page
    assert "the rest of this part comes after everything else." in page


def test_a_consent_agenda_is_marked_and_who_has_a_vote_takes_an_item_out(floor, under_sections, reader):
    under_sections(consent=True)
    voter = next(n for n in (int(p, 16) for p in present_voters(current(floor.state))) if n != CHAIR)
    told = read(reader(50).get(AGENDA))
    assert "is put together in one vote, without debate." in told
    assert "· consent" in told
    assert "Take item 1 out" not in told
    assert "Take item 1 out" in read(reader(voter).get(AGENDA))
    assert "Put the consent agenda to the vote" in read(reader(CHAIR).get(AGENDA))


def test_nobody_takes_out_what_is_in_no_consent_agenda(floor, reader):
    voter = int(present_voters(current(floor.state))[0], 16)
    answer = reader(voter).post("/convention/C1/do/take-out/", {"item": "2"})
    assert answer.status_code == 409
    assert "is not in a consent agenda that waits." in read(answer)
