"""A rulebook written from its rules is read back as the same rules."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rankandfile.core.rulebook.compare import merge
from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.schema import Deadline, Enough, Rulebook, Ruling, Witness, Witnesses
from rankandfile.core.rulebook.write import written
from rankandfile.shell.presets import preset_names, preset_text
from tests.core.rulebook.test_any_rulebook import PRESETS, garbled
from tests.core.rulebook.texts import read

REAL = sorted((Path(__file__).parents[3] / "rulebooks").glob("*.toml"))


def known() -> list[tuple[str, str]]:
    """Every rulebook that comes with us."""
    return [*((name, preset_text(name)) for name in preset_names()), *((file.stem, file.read_text()) for file in REAL)]


@pytest.mark.parametrize(("name", "text"), known(), ids=[name for name, _ in known()])
def test_every_rulebook_is_read_back_as_it_was_written(name: str, text: str):
    rules = read(text)
    assert read(written(rules)) == rules


def test_what_two_changes_made_together_is_read_back():
    base = read(preset_text("member-democracy"))
    longer = replace(base, convention=replace(base.convention, every=replace(base.convention.every, amount=60)))
    renamed = replace(base, words={"branch": "local", "branches": "locals"})
    both = merge(base, longer, renamed)
    assert isinstance(both, Rulebook)
    assert read(written(both)) == both
    assert both.words["branch"] == "local"
    assert both.convention.every.amount == 60


def test_signs_that_mean_something_in_the_file_are_written_so_that_they_stay_letters():
    base = read(preset_text("small-assembly"))
    text = 'He said: "no"\\never\n\tand = [left] # quickly\r\nعربي'
    ruling = Ruling(article="99", title='"', text=text, ruled_by="chair")
    hostile = replace(base, title='x"\n[bulletin]', rulings=(ruling,), words={'a"b': "c\\d"})
    assert read(written(hostile)) == hostile


def test_deadlines_and_parts_of_a_number_are_written_in_words():
    base = read(preset_text("member-democracy"))
    at = replace(base.business[0], closes=Deadline(base.convention.notice, 0, "opening"))
    lines = written(replace(base, business=(at,), witnesses=Witnesses(
        article="90", quorum=Enough(4, 5), named=(Witness(article="90.1", id="far"),))))  # fmt: skip
    assert 'closes = "at opening"' in lines
    assert 'quorum = "4 of 5"' in lines
    assert "[[witnesses.named]]" in lines


def test_defaults_are_left_out_and_long_lists_stand_line_by_line():
    lines = written(read(preset_text("member-democracy"))).splitlines()
    assert "schema = 1" not in lines
    assert max(map(len, lines)) < 400


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(PRESETS), st.integers(0, 10**9), st.integers(1, 6))
def test_whatever_is_read_as_a_rulebook_is_read_back(text: str, seed: int, many: int):
    rules = parse(garbled(text, seed, many))
    if isinstance(rules, Rulebook):
        assert read(written(rules)) == rules
