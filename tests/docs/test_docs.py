"""What is documented is true, and what there is is documented."""

import re
from pathlib import Path

import pytest

from . import floor
from .entries import PAGE, written

DOCS = PAGE.parent
ROOT = DOCS.parent


def test_every_act_and_effect_is_documented_as_it_is() -> None:
    assert PAGE.read_text() == written(), "write it anew: python -m tests.docs.entries"


@pytest.mark.parametrize("page", sorted([*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"]), ids=str)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text())
    assert [t for t in targets if not (page.parent / t).exists()] == []


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_files_that_a_page_names_exist(page: Path) -> None:
    named = set(re.findall(r"`((?:src|tests|docs|rulebooks|bench)/[A-Za-z0-9_./-]+?)`", page.read_text()))
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


SPEED = re.compile(r"\d[\d,.]*\s*(?:\w+ (?:a|per) second|(?:a|per) second|\w+/s\b|[MG]i?B\b)")


@pytest.mark.parametrize("page", sorted({*DOCS.glob("*.md"), ROOT / "README.md"} - {DOCS / "figures.md"}), ids=str)
def test_figures_of_speed_and_memory_stand_on_their_own_page_only(page: Path) -> None:
    assert SPEED.findall(page.read_text()) == [], "quote docs/figures.md by a link"


def test_every_benchmark_has_its_figures() -> None:
    benchmarks = {file.stem for file in (ROOT / "bench").glob("[!_]*.py")}
    assert (
        set(re.findall(r"^## `rankandfile bench (\w+)`", (DOCS / "figures.md").read_text(), re.MULTILINE)) == benchmarks
    )


def test_every_finding_is_explained_to_auditors() -> None:
    record = (ROOT / "src/rankandfile/record").glob("*.py")
    codes = {code for file in record for code in re.findall(r'Finding\(\s*"([a-z_.]+)"', file.read_text())}
    explained = set(re.findall(r"`([a-z]+\.[a-z_]+)`", (DOCS / "auditing.md").read_text()))
    assert len(codes) > 20
    assert sorted(codes - explained) == []


def test_the_tables_of_the_floor_in_the_manual_are_those_that_hold() -> None:
    assert floor.PAGE.read_text() == floor.written(), "write it anew: python -m tests.docs.floor"
