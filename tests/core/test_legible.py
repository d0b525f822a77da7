"""What a reader sees of a text is what was written, and nothing is hidden in it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.engine import REFUSALS
from rankandfile.core.legible import LONGEST, legible
from rankandfile.core.refusal import Refusal


@pytest.mark.parametrize(
    "text", ["", "Publish the accounts.", "a\tb\n\nc", "نص عربي", "עברית", "Ελλάδα 🏴‍☠️", "a\u200fb"]
)
def test_what_people_write_goes_in_as_it_is(text: str) -> None:
    assert legible("text", text) == text


def test_text_is_written_in_one_way() -> None:
    assert legible("text", "Zoe\u0308\r\nand\rme") == "Zo\u00eb\nand\nme"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("a\0b", ("U+0000", "a control character", 1, 2)),
        ("one\r\ntwo \x1b[31m", ("U+001B", "a control character", 2, 5)),
        ("\u202egnp.exe", ("U+202E", "right-to-left override", 1, 1)),
        ("x\ny\n\u2066", ("U+2066", "left-to-right isolate", 3, 1)),
        ("\ud83d", ("U+D83D", "a control character", 1, 1)),
        ("a\u2028b", ("U+2028", "line separator", 1, 2)),
        ("a\x85b", ("U+0085", "a control character", 1, 2)),
    ],
)
def test_a_hidden_character_is_named_with_its_place(text: str, facts: tuple[str, str, int, int]) -> None:
    refusal = legible("text", text)
    assert isinstance(refusal, Refusal)
    told = dict(refusal.facts)
    assert (told["character"], told["called"], told["line"], told["place"]) == facts


@pytest.mark.parametrize("kind", ["civic", "personal"])
def test_a_text_too_long_is_refused_before_it_is_looked_at(kind: str) -> None:
    assert legible("text", "x" * LONGEST[kind], kind) == "x" * LONGEST[kind]
    refusal = legible("text", "\0" * 10_000_000, kind)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "text.long"
    assert len(str(refusal)) < 300


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
def test_every_text_is_answered(text: str) -> None:
    answer = legible("text", text)
    if isinstance(answer, Refusal):
        words = REFUSALS[answer.code]
        assert words.because.format_map(dict(answer.facts))
        return
    answer.encode()
    assert unicodedata.is_normalized("NFC", answer)
    assert legible("text", answer) == answer


def test_marks_that_copied_text_is_full_of_are_left_out_and_joiners_stay() -> None:
    assert legible("text", "Pub\u200blish\ufeff the\u2060 accounts") == "Publish the accounts"
    assert (
        legible("text", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")
        == "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    )


@pytest.mark.parametrize("filler", ["\u3164", "\u115f", "\uffa0", "\U000e0041"])
def test_fillers_and_tags_are_refused_with_their_names(filler: str) -> None:
    refusal = legible("text", f"Accounts{filler}")
    assert isinstance(refusal, Refusal)
    assert dict(refusal.facts)["place"] == 9
