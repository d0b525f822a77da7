"""Whatever can be read as a rulebook, however little sense it makes, is checked, read out, compared and merged."""

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core.rulebook.articles import articles
from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.compare import changes, merge
from rankandfile.core.rulebook.guarantees import guarantees
from rankandfile.core.rulebook.reading import as_text
from rankandfile.core.rulebook.schema import Rulebook
from rankandfile.shell.presets import preset_names, preset_text
from tests.core.rulebook.texts import read

PRESETS = tuple(preset_text(name) for name in preset_names())


def garbled(text: str, seed: int, changes: int) -> str:
    """The text with some of its values exchanged for other values of its own, and some lines left out."""
    chance = random.Random(seed)
    values = re.findall(r'"[^"\n]*"|\b\d+\b|true|false', text)
    for _ in range(changes):
        places = [match.span() for match in re.finditer(r'"[^"\n]*"|\b\d+\b|true|false|(?<=\n)[^\n]*\n', text)]
        start, end = chance.choice(places)
        text = text[:start] + ("" if text[end - 1] == "\n" else chance.choice([*values, "[]", "0"])) + text[end:]
    return text


@settings(deadline=None, max_examples=120)
@given(st.sampled_from(PRESETS), st.integers(0, 10**9), st.integers(1, 6))
def test_a_garbled_rulebook_is_answered_in_every_way(text: str, seed: int, many: int) -> None:
    base = read(text)
    changed_text = garbled(text, seed, many)
    rulebook, problems = examine(changed_text)
    assert all(1 <= problem.line <= changed_text.count("\n") + 1 for problem in problems)
    assert all(str(problem.what) and str(problem.remedy) for problem in problems)
    if rulebook is None:
        assert problems
        return
    assert as_text(rulebook)
    assert len(guarantees(rulebook)) == 15
    assert articles(rulebook)
    assert bool(changes(base, rulebook)) == (base != rulebook)
    assert merge(base, rulebook, base) == rulebook
    assert merge(base, base, rulebook) == rulebook
    assert isinstance(merge(base, rulebook, rulebook), Rulebook)
