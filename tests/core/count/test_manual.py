"""The manual names every method and every field of an account."""

from pathlib import Path

import msgspec
import pytest

from rankandfile.core.count.account import Account, Draw, Stage, Tie, Transfer
from rankandfile.core.count.files import READERS, WRITERS
from rankandfile.core.count.methods import METHODS

MANUAL = (Path(__file__).parents[3] / "docs/counting.md").read_text()


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_explained_under_a_heading(method: str) -> None:
    assert any(f"`{method}`" in line for line in MANUAL.splitlines() if line.startswith("###"))


@pytest.mark.parametrize("part", [Account, Stage, Transfer, Tie, Draw])
def test_every_field_of_the_account_is_explained(part: type[msgspec.Struct]) -> None:
    assert [name for name in part.__struct_fields__ if f"`{name}`" not in MANUAL] == []


def test_every_format_has_a_name_to_ask_for_it() -> None:
    assert set(WRITERS) <= set(READERS)
