"""Whole conferences, from the founding to the verified export: one on texts of our own, one on somebody's real ones."""

from io import BytesIO
from pathlib import Path
from shutil import copytree

import pytest
from msgspec import Struct

from rankandfile.cli.main import main
from rankandfile.core.ids import ConventionId
from rankandfile.core.state import State
from rankandfile.record import export, verify
from rankandfile.record.boards import BALLOTS
from rankandfile.record.report import Report
from rankandfile.shell.copies import write_export
from rankandfile.shell.demo.papers import TEXTS
from rankandfile.shell.exchange.motions import read
from rankandfile.shell.invented.conference import PLACES, STEPS, Conference, hold
from rankandfile.shell.invented.season import Place
from rankandfile.shell.invented.told import told

FIRST = ConventionId("C1")
SMALL = tuple(Place(place.id, place.name, place.region, 6 + n % 7 * 3) for n, place in enumerate(PLACES))
"""The same thirty branches with some 450 members."""
URGENT = "title: The boiler at Gasworks Lane\nsection: EM\nnumber: 1\ncoproposers: 25\nstatus: passed"
LONG = "title: A long read\nsection: D\nnumber: 4\ncoproposers: 12"
FLOOR = "motion_title: the boiler at gasworks lane\namendment_number: 1a\nstatus: passed"


class Held(Struct):
    """A conference that was held, what was told of it, and the report on its record."""

    state: State
    own: Conference
    told: str
    report: Report
    steps: list[str]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    """A small conference with papers of our own: an emergency, an amendment from the floor, a text that is too long."""
    folder = tmp_path_factory.mktemp("papers") / "papers"
    copytree(Path(str(TEXTS / "first")), folder)
    (folder / "motions/em1.md").write_text(f"---\n{URGENT}\n---\nThe union calls a fitter\nand sends the bill on.\n")
    (folder / "motions/long.md").write_text(f"---\n{LONG}\n---\n{'word ' * 900}\n")
    (folder / "amendments/em1-1.md").write_text(f"---\n{FLOOR}\n---\nReplace “a fitter” with “two fitters”.\n")
    steps: list[str] = []
    secretary, own = hold(tmp_path_factory.mktemp("conference") / "home", read(folder), steps.append, SMALL)
    stream = BytesIO()
    write_export(secretary, stream)
    report = verify.verify(export.read(stream))
    found = Held(secretary.state, own, told(secretary, own), report, steps)
    secretary.close()
    return found


def test_the_exported_record_follows_every_rule(held: Held) -> None:
    assert held.report.findings == ()
    assert held.report.size == held.state.size


def test_the_conference_is_closed_with_minutes_and_each_motion_has_its_fate(held: Held) -> None:
    meeting = held.state.meetings.conventions[FIRST]
    assert meeting.closed
    assert meeting.minutes >= 0
    assert all(motion.fate for motion in held.state.motions.motions.values())


def test_all_branches_elected_their_delegates_by_ballot(held: Held) -> None:
    elections = [e for e in held.state.elections.elections.values() if e.post == "delegate"]
    assert len(elections) == 30
    assert all(e.counted and len(e.elected) == e.seats for e in elections)


def test_alternates_sit_in_the_places_of_absent_delegates(held: Held) -> None:
    assert len(held.state.meetings.conventions[FIRST].seated) > 0


def test_the_executive_is_elected_by_the_scottish_count(held: Held) -> None:
    executive = next(e for e in held.state.elections.elections.values() if e.post == "executive-member")
    assert executive.method == "scottish-stv-2011"
    assert len(executive.elected) == 5


def test_the_executive_is_elected_on_a_board_and_its_ballots_are_checked_with_the_record(held: Held) -> None:
    executive = next(e for e in held.state.elections.elections.values() if e.post == "executive-member")
    (board,) = held.state.boards.boards.values()
    assert board.election == executive.id
    assert not executive.voted
    assert board.voters == len(executive.ballots) > 20
    checked = dict(held.report.checked)
    assert checked[BALLOTS] == board.voters
    assert f"{board.voters:,} verifiable ballots" in " ".join(held.told.split())


def test_votes_are_taken_by_cards_and_by_name(held: Held) -> None:
    assert {vote.method for vote in held.state.floor.votes.values()} == {"show-of-cards", "roll-call"}


def test_a_change_of_the_rulebook_is_in_force_since_the_close(held: Held) -> None:
    assert [force.since for force in held.state.foundation.history][1:] == [
        held.state.meetings.conventions[FIRST].closed
    ]


def test_an_emergency_is_amended_from_the_floor(held: Held) -> None:
    (amendment,) = [a for a in held.state.amendments.amendments.values() if a.from_floor]
    assert (amendment.action, amendment.first, amendment.fate) == ("replace", 1, "carried")


def test_a_paper_that_lacks_what_its_class_needs_is_refused_and_told(held: Held) -> None:
    assert [each.refusal.code for each in held.own.refused] == ["motion.rulebook"]
    assert "10-shorter-papers.md (article 9.3)" in held.told


def test_the_story_says_what_was_done_and_with_which_limits(held: Held) -> None:
    assert held.steps == list(STEPS)
    assert "raised to 20,000" in held.told
    for head in ("Members", "Papers", "Delegates", "In the hall", "Elected", "Unreached", "Refused"):
        assert f"\n{head}" in held.told
    assert max(map(len, held.told.splitlines())) <= 100


def test_the_real_conference_is_held_by_one_command(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenario", str(shared / "data/conventions/gpew-2023-spring")]) == 0
    said = capsys.readouterr().out
    assert "5,881 in 30 branches" in said
    assert "56 motions" in said
    assert "verified: 0 findings" in said


def test_a_folder_without_papers_is_told_and_nothing_is_held(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scenario", str(tmp_path)]) == 1
    assert "There is no folder “motions” in it." in capsys.readouterr().err
