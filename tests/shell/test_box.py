"""The ballot box keeps every counted ballot, no other, and no trace of the order."""

from pathlib import Path

import pytest

from rankandfile.core.ids import ElectionId
from rankandfile.shell import chance
from rankandfile.shell.box import Ballot, Box

ROOT = bytes(32)
HERE, THERE = ElectionId("e1"), ElectionId("e2")


def made(folder: Path) -> Box:
    folder.mkdir(exist_ok=True)
    Box.create(folder / "box.db")
    return Box(folder / "box.db")


def ballot(election: ElectionId = HERE, ranking: str = "A>B>C") -> Ballot:
    return Ballot(election, chance.tracker(), ranking)


def cast(box: Box, *ballots: Ballot) -> None:
    box.lay_aside(ballots, 1, ROOT)
    box.settle(lambda size, root: True)


def test_ballots_come_back_in_the_order_of_their_trackers(tmp_path: Path) -> None:
    box, ballots = made(tmp_path), [ballot() for _ in range(50)]
    cast(box, *ballots, ballot(THERE))
    assert box.ballots(HERE) == tuple(sorted(ballots, key=lambda b: b.tracker))
    assert box.number(THERE) == 1


def test_a_ballot_lies_aside_until_its_entry_is_durable(tmp_path: Path) -> None:
    box = made(tmp_path)
    box.lay_aside([ballot()], 1, ROOT)
    assert box.ballots(HERE) == ()


def test_a_ballot_whose_entry_never_came_to_be_is_thrown_away(tmp_path: Path) -> None:
    box, good, lost = made(tmp_path), ballot(), ballot()
    box.lay_aside([good], 7, ROOT)
    box.lay_aside([lost], 8, ROOT)
    box.settle(lambda size, root: size == 7)
    box.settle(lambda size, root: True)
    assert box.ballots(HERE) == (good,)
    assert lost.tracker.encode() not in (tmp_path / "box.db").read_bytes()


def test_a_crash_in_the_middle_of_mixing_counts_no_ballot_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, good = made(tmp_path), ballot()
    box.lay_aside([good], 7, ROOT)
    box._connections.here().execute("INSERT INTO ballot SELECT election, tracker, ranking FROM aside")
    box.settle(lambda size, root: True)
    assert box.ballots(HERE) == (good,)


def pages(file: Path) -> bytes:
    """The file without the counters in its header (change counter, schema cookie, version valid for)."""
    found = bytearray(file.read_bytes())
    for at in (24, 40, 92):
        found[at : at + 4] = bytes(4)
    return bytes(found)


def test_the_file_is_the_same_whatever_the_order_of_casting(tmp_path: Path) -> None:
    ballots = [ballot(ranking="A>" * (9 * i % 400) + "B") for i in range(60)]
    one, other = made(tmp_path / "one"), made(tmp_path / "other")
    for each in ballots:
        cast(one, each)
    for each in reversed(ballots):
        cast(other, each)
    assert pages(tmp_path / "one/box.db") == pages(tmp_path / "other/box.db")
    assert (tmp_path / "one/box.db-journal").stat().st_size == 0


def test_an_emptied_box_has_nothing_of_the_ballots_in_it(tmp_path: Path) -> None:
    box, kept = made(tmp_path), ballot(THERE)
    ballots = [ballot(ranking="NOBODY") for _ in range(500)]
    cast(box, *ballots, kept)
    box.empty(HERE)
    everything = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"NOBODY" not in everything
    assert not any(b.tracker.encode() in everything for b in ballots)
    assert box.ballots(THERE) == (kept,)
