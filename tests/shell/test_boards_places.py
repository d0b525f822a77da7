"""Boards in files and in a database, and on the way from one place to another: the same election, the same archive."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rankandfile.core.chapters.boards import board
from rankandfile.core.refusal import Refusal
from rankandfile.record.boards import BALLOTS
from rankandfile.record.verify import verify
from rankandfile.shell.backup import backup
from rankandfile.shell.home import FILES, Database, Home
from rankandfile.shell.relocation import move
from rankandfile.shell.restore import restore
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.sources import opened
from rankandfile.shell.trouble import Moved
from tests.balloting import circle
from tests.boards import Voting
from tests.core.chapters.boarding import E1, RULES
from tests.living import living
from tests.unpacking import unpacked
from tests.world import handle


def no_accounts(old: Path, new: Path) -> None:
    """There are no accounts here."""


def no_progress(done: int, size: int) -> None:
    """Nobody waits."""


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Voting]:
    """In files: six have voted, the voting goes on."""
    with living(tmp_path / "home", RULES) as own:
        voting = Voting(own, circle(2, 3))
        voting.set_up()
        voting.open_voting()
        voting.everybody_votes(10, 15)
        yield voting


def goes_on(voting: Voting, home: Home) -> None:
    """The organisation goes on in this home: one more votes, and the election is held to its end."""
    archive, credential = voting.archive(), voting.boards.credential_of(E1, handle(10))
    voting.own.secretary.close()
    voting.own.home = home
    voting.own.restarted()
    assert voting.archive() == archive
    assert voting.boards.credential_of(E1, handle(10)) == credential
    voting.votes(20, 1, 2, 3)
    voting.close_voting()
    voting.open_all()
    own = board(voting.own.secretary.state, E1)
    assert own is not None
    assert own.voters == 7
    assert voting.own.audited().findings == ()


def test_an_election_is_moved_into_a_database_and_goes_on_there(
    cast: Voting, tmp_path: Path, shared_database: Database
) -> None:
    old = cast.own.secretary
    move(cast.own.home, Home(tmp_path / "new"), shared_database, no_accounts, no_progress)
    late = cast.ballot(16, 1, 2, 3)
    with pytest.raises(Moved):
        old.boards.cast(E1, handle(16), late)
    goes_on(cast, Home(tmp_path / "new"))
    credential = cast.boards.credential_of(E1, handle(10))
    rows = cast.boards.store.place.rows("SELECT credential FROM holder")
    assert credential is not None
    assert rows
    assert not any(credential.encode() in bytes(each) for (each,) in rows)
    move(cast.own.home, Home(tmp_path / "back"), FILES, no_accounts, no_progress)
    again = Secretary(Home(tmp_path / "back"), lambda: cast.own.now)
    assert again.boards.archive(E1) == cast.archive()
    again.close()


def test_a_backup_has_the_boards(cast: Voting, tmp_path: Path) -> None:
    backup(cast.own.home, tmp_path / "b.tar", no_accounts, no_progress, cast.own.now, with_keys=True)
    plan = restore(tmp_path / "b.tar", Home(tmp_path / "new"), accounts=no_accounts, progress=no_progress)
    assert plan.lost == 0
    goes_on(cast, Home(tmp_path / "new"))


def test_two_machines_keep_one_board(cast: Voting, tmp_path: Path, shared_database: Database) -> None:
    move(cast.own.home, Home(tmp_path / "new"), shared_database, no_accounts, no_progress)
    cast.own.home = Home(tmp_path / "new")
    cast.own.restarted()
    other = Secretary(Home(tmp_path / "new"), lambda: cast.own.now)
    try:
        answers = [other.boards.cast(E1, handle(20), cast.ballot(20, 1, 2, 3)), cast.votes(21, 2, 1, 3)]
        assert not any(isinstance(each, Refusal) for each in answers)
        assert [each.height for each in answers if not isinstance(each, Refusal)] == [12, 13]
        cast.close_voting()
        other.boards.close_due()
        cast.open_all()
        other.look()
        assert other.state.elections.elections[E1].counted
        assert cast.own.audited().findings == ()
    finally:
        other.boards.end()
        other.close()


def test_a_board_is_audited_from_a_folder_and_from_an_organisations_own_home(cast: Voting, tmp_path: Path) -> None:
    cast.close_voting()
    cast.open_all()
    folder = unpacked(cast.own.exported(), tmp_path / "unpacked")
    for place in (folder, cast.own.home.path):
        with opened(str(place)) as source:
            report = verify(source)
            assert report.findings == ()
            assert dict(report.checked)[BALLOTS] == 11
    (folder / "boards/x.txt").write_text("x")
    (folder / f"boards/{E1}.bel").rename(folder / "boards/E9.bel")
    with opened(str(folder)) as source:
        codes = {finding.code for finding in verify(source).findings}
    assert {"board.missing", "board.stray", "file.other"} <= codes
    cast.own.secretary.close()
    for file in cast.own.home.path.glob("boards.db*"):
        file.unlink()
    with opened(str(cast.own.home.path)) as source:
        assert {finding.code for finding in verify(source).findings} == {"board.missing"}
