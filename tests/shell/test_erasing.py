"""What was erased is in no file of the home any more, whatever happens between the entry and the destruction."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import apsw
import pytest

from rankandfile.core.chapters.admission import ApplyToJoin
from rankandfile.core.chapters.erasing import RequestErasure
from rankandfile.core.chapters.offices import AppointProvisionally
from rankandfile.core.chapters.representing import AgreeToRequest, SealText, UnsealText
from rankandfile.core.ids import Handle, RequestId
from rankandfile.core.refusal import Refusal
from rankandfile.record.receipt import check
from rankandfile.shell import chance
from rankandfile.shell import vault as vaults
from rankandfile.shell.box import Ballot
from rankandfile.shell.copies import receipt_for
from rankandfile.shell.directory import Directory
from rankandfile.shell.draft import Ask, Recorded
from rankandfile.shell.home import FILES, Database, Home
from rankandfile.shell.secretary import NOW, Secretary
from rankandfile.shell.trouble import Busy
from rankandfile.shell.vault import Kept

from .conftest import HandClock, admit_some, form_branch

ERASER = Path(__file__).with_name("eraser.py")
FORTNIGHT = 14 * 86_400
X1 = RequestId("X1")


def entry_of(secretary: Secretary, person: Handle) -> int:
    return secretary.state.members.members[person].entry


def ask(secretary: Secretary, person: Handle, slot: str = "name") -> Recorded:
    answer = secretary.submit(RequestErasure(person, NOW, entry_of(secretary, person), slot))
    assert isinstance(answer, Recorded), answer
    return answer


def kept_of(secretary: Secretary, entry: int, slot: str = "name") -> Kept:
    kept = secretary.vault.kept(entry, slot)
    assert kept is not None
    return kept


def traces(kept: Kept) -> list[bytes]:
    """The bytes that must be nowhere: the opening, as bytes and as text, the text, and the text under its key."""
    return [kept.opening, kept.opening.hex().encode(), kept.text.encode(), vaults.sealed(kept)]


def left(home: Home, kept: Kept) -> list[str]:
    """The files of the home in which any trace of it is."""
    files = [file for file in home.path.rglob("*") if file.is_file()]
    return [file.name for file in files if any(trace in file.read_bytes() for trace in traces(kept))]


in_files = pytest.mark.parametrize("database", [FILES], ids=["files"])


@pytest.fixture
def database(either: Database) -> Database:
    """What looks into no file holds in a database too."""
    return either


@pytest.fixture
def members(secretary: Secretary) -> list[Handle]:
    """Forty members, whose names are "Member 0" to "Member 39"."""
    form_branch(secretary)
    return admit_some(secretary, 40)


@in_files
def test_after_the_waiting_time_no_byte_is_left_and_the_record_says_so(
    secretary: Secretary, home: Home, clock: HandClock, members: list[Handle]
) -> None:
    entry = entry_of(secretary, members[3])
    kept = kept_of(secretary, entry)
    assert left(home, kept)
    recorded = ask(secretary, members[3])
    clock.now += FORTNIGHT - 1
    secretary.strike()
    assert secretary.value(entry, "name") == "Member 3"
    clock.now += 1
    state = secretary.strike()
    assert state.erasing.requests[X1].stage == "destroyed"
    assert left(home, kept) == []
    assert secretary.value(entry, "name") is None
    assert secretary.vault.opening(entry, "name") is None
    assert secretary.value(entry_of(secretary, members[4]), "name") == "Member 4"
    assert state.erasing.requests[X1].source == recorded.index


def test_in_files_and_in_a_database_alike_it_is_gone_from_the_vault(
    secretary: Secretary, clock: HandClock, members: list[Handle]
) -> None:
    entry = entry_of(secretary, members[3])
    ask(secretary, members[3])
    clock.now += FORTNIGHT
    assert secretary.strike().erasing.requests[X1].stage == "destroyed"
    assert secretary.vault.opening(entry, "name") is None
    assert secretary.vault.kept(entry, "name") is None
    assert secretary.value(entry_of(secretary, members[4]), "name") == "Member 4"


def test_the_secretary_says_whose_text_it_is_whatever_the_act_claims(
    secretary: Secretary, members: list[Handle]
) -> None:
    entry = entry_of(secretary, members[3])
    lie = RequestErasure(members[4], NOW, entry, "name", members[4], "personal", "0" * 64)
    answer = secretary.submit(lie)
    assert isinstance(answer, Refusal)
    assert answer.code == "erasing.not_yours"
    for nowhere in (-1, 10**9, int(secretary.state.size)):
        answer = secretary.submit(RequestErasure(members[4], NOW, nowhere, "name"))
        assert isinstance(answer, Refusal)
        assert answer.code == "erasing.no_text"


def test_a_request_can_name_a_text_of_the_same_batch(secretary: Secretary, members: list[Handle]) -> None:
    new, index = chance.handle(), int(secretary.state.size)
    both = [
        Ask(ApplyToJoin(new, NOW, "north", "member"), {"name": "In Haste"}),  # type: ignore[arg-type]
        Ask(RequestErasure(new, NOW, index, "name")),
    ]
    assert all(isinstance(each, Recorded) for each in secretary.submit_many(both))


@in_files
@pytest.mark.parametrize(("step", "is_left"), [("before", True), ("half", None), ("after", False)])
def test_a_server_killed_between_entry_and_destruction_makes_an_end_at_its_next_start(
    secretary: Secretary, home: Home, clock: HandClock, members: list[Handle], step: str, is_left: bool | None
) -> None:
    kept = kept_of(secretary, entry_of(secretary, members[7]))
    ask(secretary, members[7])
    secretary.close()
    clock.now += FORTNIGHT
    done = subprocess.run([sys.executable, str(ERASER), str(home.path), str(clock.now), step], check=False)
    assert done.returncode == -signal.SIGKILL
    assert is_left in (None, bool(left(home, kept)))
    again = Secretary(home, clock)
    assert again.state.erasing.requests[X1].stage == "destroyed"
    assert left(home, kept) == []
    again.store.check()
    again.close()


@in_files
@pytest.mark.parametrize("seed", range(4))
def test_a_server_killed_at_any_moment_of_it_makes_an_end_too(
    secretary: Secretary, home: Home, clock: HandClock, members: list[Handle], seed: int
) -> None:
    gone = [kept_of(secretary, entry_of(secretary, each)) for each in members[:20]]
    for each in members[:20]:
        ask(secretary, each)
    secretary.close()
    clock.now += FORTNIGHT
    command = [sys.executable, str(ERASER), str(home.path), str(clock.now), "never"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(Random(seed).random() / 20)
    process.kill()
    process.wait()
    process.stdout.close()
    again = Secretary(home, clock)
    again.strike()
    assert {own.stage for own in again.state.erasing.requests.values()} == {"destroyed"}
    assert [left(home, kept) for kept in gone] == [[]] * 20
    assert again.value(entry_of(again, members[30]), "name") == "Member 30"
    again.close()


@in_files
def test_while_somebody_reads_the_vault_it_stands_overdue_and_is_done_after(
    secretary: Secretary, home: Home, clock: HandClock, members: list[Handle]
) -> None:
    kept = kept_of(secretary, entry_of(secretary, members[3]))
    ask(secretary, members[3])
    reader = apsw.Connection(str(home.vault))
    reader.execute("BEGIN; SELECT count(*) FROM opening").fetchall()
    secretary.vault._connections.here().set_busy_timeout(10)  # type: ignore[attr-defined]
    clock.now += FORTNIGHT
    with pytest.raises(Busy):
        secretary.strike()
    assert secretary.state.erasing.undone == (X1,)
    assert secretary.value(kept.entry, "name") is None
    reader.execute("COMMIT")
    secretary.strike()
    assert secretary.state.erasing.undone == ()
    assert left(home, kept) == []


@in_files
def test_what_an_older_copy_of_the_vault_brings_back_is_destroyed_again_at_the_start(
    secretary: Secretary, home: Home, clock: HandClock, members: list[Handle]
) -> None:
    kept = kept_of(secretary, entry_of(secretary, members[3]))
    ask(secretary, members[3])
    secretary.close()
    older = home.vault.read_bytes()
    secretary = Secretary(home, clock)
    clock.now += FORTNIGHT
    secretary.strike()
    secretary.close()
    home.vault.write_bytes(older)
    assert left(home, kept)
    again = Secretary(home, clock)
    assert left(home, kept) == []
    again.close()


@in_files
def test_no_page_of_the_vault_is_mapped_into_memory(secretary: Secretary) -> None:
    assert secretary.vault._connections.here().pragma("mmap_size") in (None, 0)  # type: ignore[attr-defined]


@in_files
def test_the_ballot_box_is_not_touched(
    secretary: Secretary, home: Home, clock: HandClock, members: list[Handle]
) -> None:
    with secretary.store.batch() as batch:
        secretary.box.lay_aside([Ballot("E1", "ab" * 8, "2,1")], batch.tree.size, batch.tree.root())  # type: ignore[arg-type]
    secretary.box.settle(secretary.store.had_root)
    before = home.box.read_bytes()
    ask(secretary, members[3])
    clock.now += FORTNIGHT
    secretary.strike()
    assert home.box.read_bytes() == before


def test_nothing_kept_in_memory_shows_it_any_longer(
    secretary: Secretary, clock: HandClock, members: list[Handle]
) -> None:
    directory, entry = Directory(secretary), entry_of(secretary, members[3])
    assert directory.text(entry, "name") == "Member 3"
    assert directory.words(entry, "name") == 2
    assert "member 3" in [name for name, _, _ in directory.by_name(secretary.state.members.members)]
    ask(secretary, members[3])
    clock.now += FORTNIGHT
    secretary.strike()
    assert directory.text(entry, "name") == ""
    assert directory.words(entry, "name") == 0
    assert "member 3" not in [name for name, _, _ in directory.by_name(secretary.state.members.members)]
    assert "Member 3" not in map(str, directory._kept.values())
    assert secretary.values("name", [entry, entry + 2]) == {entry + 2: "Member 4"}


def test_the_author_proves_the_text_with_the_receipt_after_the_server_has_lost_it(
    secretary: Secretary, clock: HandClock, members: list[Handle]
) -> None:
    entry = entry_of(secretary, members[3])
    mine = receipt_for(secretary, entry, openings=True)
    ask(secretary, members[3])
    clock.now += FORTNIGHT
    secretary.strike()
    assert b"Member 3" not in receipt_for(secretary, entry, openings=True)
    found = check(mine, secretary.key.vkey)
    assert found.holds
    assert found.proved[-1].endswith("whatever the server shows now, and even where it has erased it since.")
    forged = check(mine.replace(b"Member 3", b"Member 4"), secretary.key.vkey)
    assert not forged.holds


def test_what_a_court_has_closed_leaves_the_house_in_no_way_and_comes_back(
    secretary: Secretary, members: list[Handle]
) -> None:
    founder, entry = secretary.state.foundation.founder, entry_of(secretary, members[3])
    for keeper in members[:2]:
        secretary.submit(AppointProvisionally(founder, NOW, keeper, "credentials"))
    order = SealText(members[0], NOW, entry, "name")
    assert isinstance(secretary.submit(order, {"court": "District court", "file": "3 C 17/26"}), Recorded)
    assert secretary.value(entry, "name") == "Member 3"
    secretary.submit(AgreeToRequest(members[1], NOW, X1))
    assert secretary.value(entry, "name") is None
    assert b"Member 3" not in receipt_for(secretary, entry, openings=True)
    assert secretary.kept_by_order(entry, "name") == "Member 3"
    secretary.submit(UnsealText(members[0], NOW, X1))
    assert secretary.value(entry, "name") == "Member 3"
