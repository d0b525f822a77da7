"""An organisation in a home folder, with a clock that the test sets."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.ids import BranchId, Handle, Moment
from rankandfile.shell import chance
from rankandfile.shell.draft import Ask, Recorded
from rankandfile.shell.founding import found
from rankandfile.shell.home import FILES, Database, Home
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import NOW, Secretary
from tests.postgres import Server

ORIGIN = "union.example/record"
FOUNDED = 1_767_225_600
"""2026-01-01, midnight."""
NORTH = BranchId("north")
YEAR = 366 * 86_400


class HandClock:
    """A clock that stands still until it is set."""

    def __init__(self, now: int = FOUNDED) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def database() -> Database:
    """Where organisations are kept: in files, where a file of tests says nothing else."""
    return FILES


@pytest.fixture
def shared_database(postgres: Server) -> Iterator[Database]:
    """An empty PostgreSQL database."""
    with postgres.database() as url:
        yield Database(url=url)


@pytest.fixture(params=["files", "postgres"])
def either(request: pytest.FixtureRequest) -> Database:
    """Files, and then a database: for what has to hold in both."""
    if request.param == "files":
        return FILES
    shared: Database = request.getfixturevalue("shared_database")
    return shared


@pytest.fixture
def home(tmp_path: Path, clock: HandClock, database: Database) -> Home:
    """The home of an organisation that was founded this moment."""
    path = tmp_path / "home"
    answer = found(path, ORIGIN, preset_text("member-democracy"), "Harbour Workers", "Ada Quay", clock, database)
    assert isinstance(answer, Recorded)
    return Home(path)


@pytest.fixture
def secretary(home: Home, clock: HandClock) -> Iterator[Secretary]:
    live = Secretary(home, clock)
    yield live
    live.close()


def form_branch(secretary: Secretary, branch: BranchId = NORTH) -> Recorded:
    founder = secretary.state.foundation.founder
    answer = secretary.submit(FormBranch(founder, NOW, branch), {"name": f"Branch {branch}"})
    assert isinstance(answer, Recorded)
    return answer


def admission(secretary: Secretary, name: str = "Some Body") -> Ask:
    """The founder admits somebody to the northern branch, which has to exist."""
    until = Moment(secretary.state.foundation.founded + YEAR)
    act = AdmitMember(secretary.state.foundation.founder, NOW, chance.handle(), "member", NORTH, until)
    return Ask(act, {"name": name})


def admit_some(secretary: Secretary, number: int) -> list[Handle]:
    """The handles of as many new members of the northern branch."""
    outcomes = secretary.submit_many(admission(secretary, f"Member {n}") for n in range(number))
    assert all(isinstance(each, Recorded) for each in outcomes)
    return list(secretary.state.members.members)[-number:]
