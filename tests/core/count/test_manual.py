"""The manual names every method and every field of an account."""

import re
from pathlib import Path

import msgspec
import pytest

from rankandfile.core.count.account import Account, Draw, Limit, Stage, Tie, Transfer
from rankandfile.core.count.files import READERS, WRITERS
from rankandfile.core.count.methods import METHODS

PAGES = Path(__file__).parents[3] / "docs/counting"
MANUAL = PAGES.with_suffix(".md").read_text()
SAID = ["You vote", "It is counted", "Take it when", "Beware", "Held against"]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_explained_under_a_heading(method: str) -> None:
    assert any(f"`{method}`" in line for line in MANUAL.splitlines() if line.startswith("###"))


@pytest.mark.parametrize("method", METHODS)
def test_every_method_has_a_page_of_its_own_that_the_manual_leads_to(method: str) -> None:
    page = (PAGES / f"{method}.md").read_text()
    assert f"(counting/{method}.md)" in MANUAL
    assert page.startswith(f"# `{method}`: ")
    assert re.findall(r"^\*\*([A-Z][a-z ]+)", page, re.MULTILINE) == SAID
    assert len(page.splitlines()) < 50


def test_no_page_explains_a_method_that_there_is_not() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == set(METHODS)


@pytest.mark.parametrize("part", [Account, Stage, Transfer, Tie, Draw, Limit])
def test_every_field_of_the_account_is_explained(part: type[msgspec.Struct]) -> None:
    assert [name for name in part.__struct_fields__ if f"`{name}`" not in MANUAL] == []


def test_every_format_has_a_name_to_ask_for_it() -> None:
    assert set(WRITERS) <= set(READERS)
