"""The demonstration comes about through the secretary, and a newcomer finds it in the middle of its timetable."""

from collections import Counter
from pathlib import Path

import pytest

from rankandfile.core.chapters.elections import DELEGATE
from rankandfile.core.chapters.offices import holders
from rankandfile.core.state import State
from rankandfile.shell.demo.build import build, opening_after
from rankandfile.shell.demo.clock import DemoClock
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary

NOW = 1_767_600_000
"""Monday 5 January 2026."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of a demonstration; nobody changes it."""
    home = tmp_path_factory.mktemp("demo") / "home"
    build(home, NOW)
    return home


@pytest.fixture(scope="module")
def state(built: Path) -> State:
    """The organisation as the demonstration begins."""
    secretary = Secretary(Home(built), lambda: NOW + 400 * 86_400)
    secretary.close()
    return secretary.state


@pytest.mark.parametrize("days", range(8))
def test_the_second_convention_opens_on_a_saturday_morning_and_motions_are_still_open(days: int) -> None:
    now = NOW + days * 86_400
    opening = opening_after(now)
    assert (opening // 86_400 + 3) % 7 == 5
    assert opening % 86_400 == 10 * 3600
    assert 74 * 86_400 < opening - now <= 82 * 86_400


def test_the_first_convention_is_over_and_its_minutes_are_published(state: State) -> None:
    first = state.meetings.conventions["C1"]
    assert first.closed
    assert first.minutes >= 0


def test_the_past_shows_every_fate_that_a_motion_can_have(state: State) -> None:
    fates = Counter(m.fate for m in state.motions.motions.values() if m.convention == "C1")
    assert set(fates) == {"carried", "lost", "fell", "withdrawn", "unreached"}


def test_the_executive_and_every_branch_secretary_were_elected(state: State) -> None:
    held = {h.post: h.how for holdings in state.offices.holdings.values() for h in holdings if h.until > state.now}
    assert {"chair", "secretary", "treasurer", "executive-member", "branch-secretary"} <= set(held)
    assert all(how == "elected" for how in held.values())
    assert len(holders(state, "branch-secretary", state.now)) == 12


def test_a_change_of_the_rulebook_is_in_force(state: State) -> None:
    assert len(state.foundation.history) == 2


def test_delegates_came_from_all_branches_by_ballot(state: State) -> None:
    elections = [e for e in state.elections.elections.values() if e.post == DELEGATE and e.convention == "C1"]
    assert len({e.scope for e in elections}) == 12
    assert all(e.voted for e in elections)


def test_the_demonstration_has_a_clock_that_goes_on_from_where_its_story_ends(built: Path, state: State) -> None:
    assert 0 <= DemoClock(built)() - state.now < 10**6
