"""An organisation moves into a database and back: the same root, the same texts, and one place that records."""

from pathlib import Path

import pytest

from rankandfile.core.ids import BranchId, ElectionId, Handle
from rankandfile.shell.board_store import Row
from rankandfile.shell.box import Ballot
from rankandfile.shell.home import FILES, Database, Home, settings_of
from rankandfile.shell.relocation import move
from rankandfile.shell.rooms import rooms_of
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.trouble import Moved, Trouble, WrongUse

from .conftest import HandClock, admission, admit_some, form_branch

BALLOTS = tuple(Ballot(ElectionId("e1"), f"{n:032x}", "2,1") for n in range(50))


def nothing(source: Path, target: Path) -> None:
    """No accounts are moved: that is the site's (`tests/web/test_moving_accounts.py`)."""


def silent(done: int, total: int) -> None:
    """Nobody looks."""


def furnished(home: Home, clock: HandClock) -> Secretary:
    """An organisation with some members, a text that was destroyed, and ballots in the box."""
    secretary = Secretary(home, clock)
    form_branch(secretary)
    admit_some(secretary, 300)
    secretary.vault.destroy([(secretary.state.size - 2, "name")])
    secretary.box.lay_aside(BALLOTS, secretary.state.size, secretary.store.head().root)
    (home.path / "letters").mkdir()
    (home.path / "letters" / "one.txt").write_text("Dear member")
    home.settings.write_text(home.settings.read_text() + '\n[site]\naddress = "https://votes.example.org"\n')
    return secretary


@pytest.mark.parametrize("way", ["to a database and back", "to a folder"])
def test_an_organisation_moves_and_is_the_same(
    home: Home, clock: HandClock, tmp_path: Path, shared_database: Database, way: str
) -> None:
    before = furnished(home, clock)
    head, size = before.store.head(), before.state.size
    last, told = home, list[tuple[int, int]]()
    for number, database in enumerate([shared_database, FILES] if way == "to a database and back" else [FILES]):
        target = Home(tmp_path / f"new-{number}")
        assert move(last, target, database, nothing, lambda done, total: told.append((done, total))) == head
        assert settings_of(target).database == database
        last = target
    assert told[-1][0] == told[-1][1] > 900
    after = Secretary(last, clock)
    assert after.store.head() == head
    assert after.state == before.state
    assert list(after.store.entries()) == list(before.store.entries())
    assert list(after.vault.opened(0, size)) == list(before.vault.opened(0, size))
    assert after.value(size - 2, "name") is None
    assert after.box.ballots(ElectionId("e1")) == BALLOTS
    assert (last.path / "letters" / "one.txt").read_text() == "Dear member"
    assert 'address = "https://votes.example.org"' in last.settings.read_text()
    admit_some(after, 1)
    after.store.check()
    after.close()
    before.close()


def test_the_old_place_records_nothing_any_more_and_says_where_to_go(
    home: Home, clock: HandClock, tmp_path: Path, shared_database: Database
) -> None:
    served = furnished(home, clock)
    there, back = Home(tmp_path / "there"), Home(tmp_path / "back")
    move(home, there, shared_database, nothing, silent)
    other = Secretary(there, clock)
    move(there, back, FILES, nothing, silent)
    for secretary, place in ((served, "there"), (other, "back")):
        size = secretary.store.size()
        with pytest.raises(Moved, match=f"is kept in .*{place} since entry"):
            admit_some(secretary, 1)
        assert secretary.store.size() == size
        secretary.close()
    for old in (home, there):
        with pytest.raises(Moved, match="serve that folder"):
            Secretary(old, clock)
    admit_some(Secretary(back, clock), 1)


def test_a_place_that_is_in_use_is_left_alone(
    home: Home, clock: HandClock, tmp_path: Path, shared_database: Database
) -> None:
    furnished(home, clock).close()
    move(home, Home(tmp_path / "first"), shared_database, nothing, silent)
    first = Secretary(Home(tmp_path / "first"), clock)
    other = tmp_path / "other"
    second = Home(other)
    from rankandfile.shell.founding import found
    from rankandfile.shell.presets import preset_text

    found(other, "other.example/record", preset_text("member-democracy"), "Other", "Ann", clock)
    with pytest.raises(WrongUse, match="is in use"):
        move(second, Home(tmp_path / "again"), shared_database, nothing, silent)
    with pytest.raises(WrongUse, match="in use already"):
        move(second, Home(tmp_path / "first"), FILES, nothing, silent)
    with pytest.raises(WrongUse, match="already"):
        move(second, second, FILES, nothing, silent)
    form_branch(Secretary(second, clock), BranchId("still-here"))
    admit_some(first, 1)
    assert not (tmp_path / "again").exists()
    first.close()


def test_a_move_that_fails_leaves_everything_as_it_was(
    home: Home, clock: HandClock, tmp_path: Path, shared_database: Database
) -> None:
    secretary = furnished(home, clock)

    def broken(source: Path, target: Path) -> None:
        raise Trouble("The accounts cannot be read.")

    for database in (shared_database, FILES):
        with pytest.raises(Trouble, match="cannot be read"):
            move(home, Home(tmp_path / "new"), database, broken, silent)
        secretary.submit_many([admission(secretary)])
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    move(home, Home(tmp_path / "new"), shared_database, nothing, silent)
    secretary.close()


def test_boards_go_along_with_whose_credential_is_whose(
    home: Home, clock: HandClock, tmp_path: Path, shared_database: Database
) -> None:
    person, election = Handle("ab" * 16), ElectionId("e9")
    rooms = rooms_of(home)
    with rooms.boards.writing():
        rooms.boards.begin(election, 1_767_225_600, Row(0, "a hash", "Setup", d=b"the first event"), {person: "G1"})
    archive = rooms.boards.archive(election)
    rooms.close()
    there, back = Home(tmp_path / "there"), Home(tmp_path / "back")
    move(home, there, shared_database, nothing, silent)
    move(there, back, FILES, nothing, silent)
    for place in (there, back):
        rooms = rooms_of(place)
        assert rooms.boards.archive(election) == archive
        assert rooms.boards.credential(election, person) == "G1"
        rooms.close()
