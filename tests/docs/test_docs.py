"""What is documented is true, and what there is is documented."""

import re
from pathlib import Path

import pytest

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
