"""A folder of papers is read whole, every fault is named, and it goes into the record whole or not at all."""

from pathlib import Path

import pytest

from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.ids import Handle, Moment
from rankandfile.shell.draft import Recorded
from rankandfile.shell.exchange.motions import Folder, by_number, read
from rankandfile.shell.exchange.moving import Moving, record, rehearsed
from rankandfile.shell.secretary import NOW, Secretary

WEEK = 604_800
BENCHES = "## Synopsis\nSit.\n\n## Motion\nThis convention resolves\nto put a bench in every yard.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two motions and an amendment to one of them."""
    paper(
        tmp_path,
        "motions/benches.md",
        "title: Benches\nsection: B\nnumber: 2\ncoproposers: 12\nstatus: passed",
        BENCHES,
    )
    paper(
        tmp_path, "motions/trees.md", "title: Trees\nsection: B\nnumber: 1a", "Plant trees.\n{% include map.html %}\n"
    )
    paper(tmp_path, "amendments/b2a1.md", "motion_title: BENCHES\namendment_number: 1a", "Replace “a bench” with “two”")
    return tmp_path


def paper(folder: Path, name: str, front: str, text: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(f"---\n{front}\n---\n{text}", encoding="utf-8")


def faults(found: Folder) -> str:
    return "\n".join(map(str, found.faults))


def test_sections_of_a_motion_are_told_apart(folder: Path) -> None:
    found = read(folder)
    assert found.faults == ()
    trees, benches = found.motions
    assert (benches.synopsis, benches.text) == ("Sit.", "This convention resolves\nto put a bench in every yard.")
    assert (trees.synopsis, trees.text) == ("", "Plant trees.")
    assert (benches.coproposers, benches.status, benches.number) == (12, "passed", "2")


def test_an_amendment_finds_its_motion_and_its_lines(folder: Path) -> None:
    (amendment,) = read(folder).amendments
    assert (amendment.motion, amendment.number) == ("Benches", "1a")
    assert (amendment.placed.action, amendment.placed.first) == ("replace", 2)


def test_a_motion_without_its_heading_is_all_that_is_no_synopsis(tmp_path: Path) -> None:
    paper(tmp_path, "motions/a.md", "title: A", "## Synopsis\nShort.\n\n## Background\nWe resolve it.\n")
    assert read(tmp_path).motions[0].text == "## Background\nWe resolve it."


def test_a_synopsis_that_is_too_long_for_the_digest_stands_whole_behind_the_text(tmp_path: Path) -> None:
    for name, words in (("a", 50), ("b", 51)):
        front = f"title: {name}"
        paper(tmp_path, f"motions/{name}.md", front, f"## Synopsis\n{'long ' * words}\n## Motion\nTo sit.\n")
    fits, moved = read(tmp_path).motions
    assert (fits.synopsis.count("long"), fits.text) == (50, "To sit.")
    assert (moved.synopsis, moved.text.count("long")) == ("", 51)
    assert moved.text.startswith("To sit.\n\n## Synopsis\n\nlong")


def test_numbers_with_letters_are_put_in_order() -> None:
    assert sorted(["10", "2", "1b", "1a", "", "A7", "²"], key=by_number) == ["", "A7", "²", "1a", "1b", "2", "10"]


@pytest.mark.parametrize(
    ("name", "front", "text", "said"),
    [
        ("motions/x.md", "section: A", "Text", "“title” is missing"),
        ("motions/x.md", "title: ''", "Text", "“title” is missing"),
        ("motions/x.md", "title: X", "  \n", "The motion has no text"),
        ("motions/x.md", "title: X", "## Motion\n{% include a.html %}\n", "The motion has no text"),
        ("motions/x.md", "title: X\ncoproposers: many", "Text", "“many” is not a number"),
        ("motions/x.md", "title: X\nmover: somebody", "Text", "not the handle of a member"),
        ("motions/x.md", "title: X\ntitel: Y", "Text", "“titel” is no key"),
        ("motions/x.md", "title: benches", "Other text", "is that of motions/benches.md too"),
        ("motions/x.md", "title: X", "Hidden \u202e text", "U+202E"),
        ("motions/x.md", "title: X", "a" * 300_000, "characters"),
        ("amendments/x.md", "motion_title: Bench", "Text", "Did you mean “Benches”?"),
        ("amendments/x.md", "motion_title: Nothing like it", "Text", "No motion has the title"),
        ("amendments/x.md", "amendment_number: 1", "Text", "“motion_title” is missing"),
        ("amendments/x.md", "motion_title: Benches", "", "The amendment has no text"),
    ],
)
def test_each_fault_is_named_with_its_file(folder: Path, name: str, front: str, text: str, said: str) -> None:
    paper(folder, name, front, text)
    found = read(folder)
    assert said in faults(found)
    assert name in faults(found)
    assert len(found.motions) == 2


def test_a_folder_without_motions_says_so(tmp_path: Path) -> None:
    assert "no folder “motions”" in faults(read(tmp_path))


# Into the record


@pytest.fixture
def called(secretary: Secretary, founder: Handle) -> Secretary:
    """The organisation with a convention called."""
    opens = Moment(secretary.now() + 17 * WEEK)
    answer = secretary.submit(CallConvention(founder, NOW, opens, Moment(opens + 86_400)), {"place": "The hall"})
    assert isinstance(answer, Recorded)
    return secretary


def test_nothing_is_moved_where_no_convention_is_called(secretary: Secretary, founder: Handle, folder: Path) -> None:
    refused = rehearsed(secretary, read(folder), Moving(founder, "policy"))
    assert {file: refusal.code for file, refusal in refused.items()} == {
        "motions/trees.md": "convention.unknown",
        "motions/benches.md": "convention.unknown",
    }


def test_a_rehearsal_records_nothing_and_finds_what_would_be_refused(
    called: Secretary, founder: Handle, folder: Path
) -> None:
    size = called.state.size
    assert rehearsed(called, read(folder), Moving(founder, "policy")) == {}
    paper(folder, "motions/long.md", "title: Long", "word " * 900)
    refused = rehearsed(called, read(folder), Moving(founder, "policy"))
    assert {file: refusal.code for file, refusal in refused.items()} == {"motions/long.md": "bulletin.words"}
    assert called.state.size == size


def test_the_papers_stand_in_the_record_with_their_texts(called: Secretary, founder: Handle, folder: Path) -> None:
    assert record(called, read(folder), Moving(founder, "policy")) == 3
    trees, benches = called.state.motions.motions.values()
    assert called.value(benches.entry, "text") == "This convention resolves\nto put a bench in every yard."
    assert called.value(benches.entry, "synopsis") == "Sit."
    (amendment,) = called.state.amendments.amendments.values()
    assert (amendment.motion, amendment.action, amendment.first) == (benches.id, "replace", 2)
    assert not benches.seconders
    assert not trees.placed


def test_the_same_folder_again_records_nothing_twice(called: Secretary, founder: Handle, folder: Path) -> None:
    record(called, read(folder), Moving(founder, "policy"))
    assert record(called, read(folder), Moving(founder, "policy")) == 0


def test_an_interrupted_import_goes_on_with_what_is_missing(called: Secretary, founder: Handle, folder: Path) -> None:
    found = read(folder)
    record(called, Folder(found.motions[:1], (), ()), Moving(founder, "policy"))
    assert record(called, found, Moving(founder, "policy")) == 2


def test_the_papers_of_two_real_conferences_are_read_without_a_fault(shared: Path) -> None:
    for name, motions, amendments in (("gpew-2023-spring", 55, 45), ("gpew-2022-autumn", 59, 34)):
        found = read(shared / "data/conventions" / name)
        assert (len(found.motions), len(found.amendments), found.faults) == (motions, amendments, ())
