"""The ballot box keeps every counted ballot, no other, and no trace of the order."""

from pathlib import Path
from random import Random

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


def layout(file: Path, ballots: list[Ballot]) -> list[list[str]]:
    """The trackers on each page as they lie there, the pages sorted; each tracker stands once in the whole file."""
    raw = file.read_bytes()
    assert all(raw.count(b.tracker.encode()) == 1 for b in ballots)
    pages = [raw[at : at + 4096] for at in range(0, len(raw), 4096)]
    places = [sorted((page.find(b.tracker.encode()), b.tracker) for b in ballots) for page in pages]
    return sorted([tracker for at, tracker in page if at >= 0] for page in places)


def test_nothing_in_the_file_tells_the_order_of_casting(tmp_path: Path) -> None:
    ballots = [ballot(ranking="A>" * (9 * i % 400) + "B") for i in range(60)]
    layouts = []
    for seed in range(4):
        box, order = made(tmp_path / str(seed)), Random(seed).sample(ballots, len(ballots))
        for each in order:
            cast(box, each)
        layouts.append(layout(tmp_path / str(seed) / "box.db", ballots))
        assert (tmp_path / str(seed) / "box.db-journal").stat().st_size == 0
    assert len([page for page in layouts[0] if page]) > 5
    assert all(each == layouts[0] for each in layouts)


def test_an_emptied_box_has_nothing_of_the_ballots_in_it(tmp_path: Path) -> None:
    box, kept = made(tmp_path), ballot(THERE)
    ballots = [ballot(ranking="NOBODY") for _ in range(500)]
    cast(box, *ballots, kept)
    box.empty(HERE)
    everything = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"NOBODY" not in everything
    assert not any(b.tracker.encode() in everything for b in ballots)
    assert box.ballots(THERE) == (kept,)
