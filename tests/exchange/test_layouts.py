"""Conferences in each known form are read with nothing lost, and each file has its line in the report."""

import re
from pathlib import Path

import pytest

from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.ids import Handle, Moment
from rankandfile.shell.draft import Recorded
from rankandfile.shell.exchange.layouts import read_any
from rankandfile.shell.exchange.motions import Folder, Paper, ended, same
from rankandfile.shell.exchange.moving import Moving, record, rehearsed
from rankandfile.shell.exchange.understood import Understood, understood, written
from rankandfile.shell.secretary import NOW, Secretary

WEEK = 604_800
RESOLUTIONS = """## 1. Benches

### Authors
* Amina L, Old Mill

### Synopsis

<details>
<summary>Justification</summary>
Whereas, there is nowhere to sit;
</details>

<details>
<summary>Action</summary>
Resolved, to put a bench in every yard.
</details>

### Commentary


## 3. Trees

Resolved, to plant trees.
"""
RELATED = r"setzt Annahme von \hyperref[chap:7]{Antrag 7} voraus, konkurrierend zu \hyperref[chap:8]{Antrag 8} und "
META = rf"""\renewcommand{{\LPTantragsteller}}{{Mitglied-04}}
\renewcommand{{\LPTtitel}}{{Sitze \& B\%aume}}
\setboolean{{LPTrelated}}{{true}}
\renewcommand{{\LPTrelations}}{{{RELATED}\hyperref[chap:9]{{Antrag 9}}}}
"""
TEXTILE = "h1. Antrag\n\nbq. Bisher\n\n# eins\n# zwei\n* drei\n"


def put(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_md", ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def report(folder: Path, found: Folder | None = None) -> dict[str, Understood]:
    return {row.file: row for row in understood(folder, found or read_any(folder))}


def test_resolutions_in_one_file_are_told_apart_and_a_missing_number_is_named(tmp_path: Path) -> None:
    put(tmp_path, all_md=RESOLUTIONS)
    benches, trees = read_any(tmp_path).motions
    assert (benches.title, benches.number) == ("Benches", "1")
    wanted = "### Authors\n* Amina L, Old Mill\n\n### Justification\nWhereas, there is nowhere to sit;\n\n### Action\n"
    assert benches.text == wanted + "Resolved, to put a bench in every yard."
    assert (trees.number, trees.text) == ("3", "Resolved, to plant trees.")
    assert report(tmp_path)["all.md#3"].not_understood == ("There is no number 2 in the file.",)


def test_a_motion_of_two_files_keeps_mover_and_relations(tmp_path: Path) -> None:
    (tmp_path / "5-meta.tex").write_text(META, encoding="utf-8")
    (tmp_path / "5.textile").write_text(TEXTILE, encoding="utf-8")
    (tmp_path / "5-lqfb.tex").write_text(
        r"\renewcommand{\LPTlqfbsummary}{Angenommen am 22.\ September}", encoding="utf-8"
    )
    (tmp_path / "all-meta.tex").write_text("%", encoding="utf-8")
    (paper,) = read_any(tmp_path).motions
    assert paper.text.startswith(
        "# Antrag\n\n> Bisher\n\n1. eins\n1. zwei\n* drei\n\n*Mitglied-04*\n\n*setzt Annahme von Antrag 7"
    )
    assert paper.related == ("competes with 8", "competes with 9", "presupposes 7")
    assert paper.status == ""
    rows = report(tmp_path)
    assert rows["5-meta.tex"].understood == ("Read with 5.textile.",)
    assert "that is no result here" in rows["5.textile"].not_understood[0]
    assert rows["all-meta.tex"].not_understood == ("It is no paper; it was left alone.",)


def test_a_motion_whose_other_file_is_missing_or_broken_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "5-meta.tex").write_text(META, encoding="utf-8")
    (tmp_path / "6-meta.tex").write_text(META, encoding="utf-8")
    (tmp_path / "6.textile").write_text(" \n", encoding="utf-8")
    assert [fault.file for fault in read_any(tmp_path).faults] == ["5.textile", "6.textile"]
    assert read_any(tmp_path / "nothing").faults[0].what == "There is no folder “motions” in it."


@pytest.mark.parametrize(
    ("status", "means"),
    [("tbd", "unreached"), ("", "unreached"), ("TBD ", "unreached"), ("defeated", "lost"), ("passed ", "carried"),
     ("referred", "referred"), ("fell", "fell"), ("final", "")],
)  # fmt: skip
def test_what_was_not_reached_is_not_defeated(status: str, means: str) -> None:
    assert ended(status) == means


def test_a_composite_of_several_motions_in_one_file_loses_none_of_them(tmp_path: Path) -> None:
    parts = "A note.\n\n## Part 1\n## Synopsis\nOne.\n## Motion\nTo sit.\n\n## Part 2\n## Motion\nTo stand.\n"
    put(tmp_path, motions__a_md=f"---\ntitle: A\n---\n{parts}")
    (paper,) = read_any(tmp_path).motions
    assert (paper.synopsis, paper.text) == ("", parts.strip())
    assert paper.parts == ("Part 1", "Part 2")
    told = report(tmp_path)["motions/a.md"].understood
    assert "A composite of 2 motions: “Part 1”, “Part 2”." in told
    assert "It comes in as the one motion that is voted on, in parts where the rulebook lets it be." in told


def test_what_stands_before_synopsis_and_motion_comes_behind_the_text(tmp_path: Path) -> None:
    put(tmp_path, motions__a_md="---\ntitle: A\n---\nA note.\n\n## Synopsis\nShort.\n## Motion\nTo sit.\n")
    (paper,) = read_any(tmp_path).motions
    assert (paper.synopsis, paper.text) == ("Short.", "To sit.\n\n## Note\n\nA note.")


@pytest.fixture
def dependent(tmp_path: Path) -> Path:
    """A motion with amendments of which some fall with another."""
    text = (
        "## Motion\nTo sit.\nTo stand.\nTo go.\n\nIf amendment 4 falls then amendments 5, 6 and 25 also fall.\n"
        '{% include amendment.html number="4" status="passed" %}\n{%include amendment.html number="5" status="tbd"%}\n'
    )
    files = {"motions__a_md": f"---\ntitle: A\nnumber: 1\nsection: B\nstatus: tbd\ncoproposers: 3\n---\n{text}"}
    for number, line in (("5", 2), ("4", 1), ("6", 3)):
        files[f"amendments__{number}_md"] = (
            f"---\nmotion_title: A\namendment_number: {number}\n---\nDelete line {line}."
        )
    return put(tmp_path, **files, config_yml="x: 1\n")


def test_amendments_that_fall_with_another_are_recorded_so_whatever_order_the_files_have(
    secretary: Secretary, founder: Handle, dependent: Path
) -> None:
    start = Moment(secretary.now() + 17 * WEEK)
    called = CallConvention(founder, NOW, start, Moment(start + 172_800))
    assert isinstance(secretary.submit(called, {"place": "The hall"}), Recorded)
    moving = Moving(founder, "policy")
    assert rehearsed(secretary, read_any(dependent), moving) == {}
    assert record(secretary, read_any(dependent), moving) == 4
    found = {a.first: a for a in secretary.state.amendments.amendments.values()}
    assert [found[line].falls_with for line in (1, 2, 3)] == [(), (found[1].id,), (found[1].id,)]
    assert record(secretary, read_any(dependent), moving) == 0


def test_the_report_says_of_each_file_what_was_understood_and_what_not(dependent: Path) -> None:
    rows = report(dependent)
    assert rows["amendments/4.md"].understood == (
        "Amendment 4 to “A”.",
        "It is placed by lines: delete, 1 to 1.",
        "“passed”: it was carried there. No result is imported.",
    )
    assert "“tbd”: the conference did not reach it. That is no defeat." in rows["amendments/5.md"].understood
    assert "It falls with amendment 4." in rows["amendments/6.md"].understood
    assert rows["motions/a.md"].not_understood == ("3 supporters are claimed; members second it here themselves.",)
    assert rows["config_yml"].not_understood == ("It is no paper; it was left alone.",)
    assert written(tuple(rows.values())).count("\n    + ") == sum(len(row.understood) for row in rows.values())


def test_an_amendment_that_falls_with_one_that_is_not_there_is_told(dependent: Path) -> None:
    (dependent / "amendments/4.md").unlink()
    assert "It falls with amendment 4, which is not there." in report(dependent)["amendments/5.md"].not_understood


def test_every_file_of_a_real_conference_has_its_line_and_no_word_of_a_paper_is_lost(shared: Path) -> None:
    folders = sorted((shared / "data/conventions").iterdir())
    assert len(folders) >= 4
    for folder in folders:
        found = read_any(folder)
        assert found.faults == ()
        named = {file.partition("#")[0] for file in report(folder, found)}
        assert named == {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        for paper in found.motions:
            _nothing_is_lost(folder, paper)


def _nothing_is_lost(folder: Path, paper: Paper) -> None:
    source = (folder / paper.file.partition("#")[0]).read_text(encoding="utf-8")
    source = source.replace("\u200b", "")
    kept = set(f"{paper.synopsis} {paper.text}".split())
    assert len(kept) > 3
    assert kept - set(source.split()) <= {"#", "##", "###", "1.", ">"} | _said_behind(paper.text)
    if "#" not in paper.file:
        body = source.split("---", 2)[2] if source.startswith("---") else source
        body = re.sub(r"\{%.*?%\}|^(?:h\d|bq)\. |^#+ .*$|^# ", "", body, flags=re.MULTILINE)
        assert set(body.split()) - kept <= {"**Motion**"}


def _said_behind(text: str) -> set[str]:
    """Words that come from beside the text: mover and relations, names of folded parts, a synopsis' own heading."""
    return {word for line in text.splitlines() if line.startswith(("*", "#")) for word in line.split()}


def test_the_composite_of_a_real_conference_is_told_with_its_parts(shared: Path) -> None:
    folders = [each for each in sorted((shared / "data/conventions").iterdir()) if (each / "motions").is_dir()]
    composed = [paper for folder in folders for paper in read_any(folder).motions if paper.parts]
    assert [(paper.section, paper.number, len(paper.parts)) for paper in composed] == [("C", "1", 4)]


def test_the_statuses_of_real_conferences_come_out_right(shared: Path) -> None:
    folders = [each for each in sorted((shared / "data/conventions").iterdir()) if (each / "motions").is_dir()]
    for folder, unreached in zip(folders, (36, 35), strict=True):
        found = read_any(folder)
        fates = [ended(paper.status) for paper in found.motions if paper.status]
        assert fates.count("unreached") == unreached
        assert "lost" not in fates
        lost = [one for one in found.amendments if ended(one.status) == "lost"]
        assert lost
        assert {same(one.motion) for one in lost} <= {same(paper.title) for paper in found.motions}
