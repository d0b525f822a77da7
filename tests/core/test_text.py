"""Numbered lines, words, and texts with amendments worked in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.text import Change, amended, count_lines, count_words, fingerprint, first_words, numbered, touch

TEXT = "One line.\n\nA second paragraph.\nA third line."
PROSE = st.text(alphabet="ab \n", max_size=400)


def test_lines_are_numbered_through_and_empty_ones_carry_no_number() -> None:
    assert [(line.number, line.text) for line in numbered(TEXT)] == [
        (1, "One line."),
        (0, ""),
        (2, "A second paragraph."),
        (3, "A third line."),
    ]


def test_a_long_line_is_broken_at_spaces_within_66_characters() -> None:
    lines = numbered("word " * 40)
    assert all(len(line.text) <= 66 for line in lines)
    assert [line.opens for line in lines] == [True, False, False, False]


def test_a_word_longer_than_a_line_stays_whole() -> None:
    assert [line.text for line in numbered("x" * 200 + " y")] == ["x" * 200, "y"]


@given(PROSE)
def test_without_changes_the_words_stay_as_they_were(text: str) -> None:
    assert amended(text, ()).split() == text.split()


@given(PROSE)
def test_deleting_every_line_leaves_no_words(text: str) -> None:
    last = count_lines(text)
    assert not last or not amended(text, [Change("delete", 1, last)]).split()


def test_changes_are_worked_in_by_the_numbers_of_the_original() -> None:
    changes = [Change("replace", 2, 2, "Another."), Change("add", 0, 0, "First."), Change("add", 3, 3, "Last.")]
    assert amended(TEXT, changes) == "First.\nOne line.\n\nAnother.\nA third line.\nLast."


def test_a_replaced_piece_of_a_paragraph_stands_on_its_own() -> None:
    text = " ".join(f"word{n}" for n in range(30))
    assert amended(text, [Change("replace", 2, 2, "NEW")]).split("\n")[1] == "NEW"


def test_two_changes_touch_when_they_concern_the_same_lines() -> None:
    assert touch(Change("delete", 1, 3), Change("replace", 3, 4))
    assert not touch(Change("delete", 1, 2), Change("replace", 3, 4))
    assert not touch(Change("add", 2, 2), Change("add", 2, 2))
    assert touch(Change("add", 2, 2), Change("delete", 1, 3))
    assert not touch(Change("delete", 1, 3), Change("add", 3, 3))
    assert not touch(Change("add", 0, 0), Change("delete", 1, 3))


def test_a_fingerprint_is_of_the_words_however_they_are_laid_out() -> None:
    assert fingerprint("Publish  the\naccounts") == fingerprint("publish the accounts ")
    assert fingerprint("Publish the accounts") != fingerprint("Publish the books")
    assert count_words(" a  b\nc ") == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0), ("word " * 50, 50), ("w" * 30, 1), ("w" * 31, 2), ("w" * 3_000, 100), ("ä" * 31, 2), ("عمل " * 9, 9),
        ("公开账目", 2), ("公开账目。", 3), ("公 开", 2), ("みんなで会計を公開する", 6),
        ("เปิดเผยบัญชีทุกเดือน", 4), ("회계를 공개한다", 2),
        ("see https://union.example/accounts/2026/third-quarter", 3),
    ],
)  # fmt: skip
def test_nobody_has_more_room_by_leaving_the_spaces_out(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text(max_size=200), st.integers(1, 20))
def test_the_first_words_are_a_beginning_that_keeps_the_limit(text: str, most: int) -> None:
    first = first_words(text, most)
    assert count_words(first) <= most
    assert "".join(text.split()).startswith("".join(first.split()))
    assert first == " ".join(text.split()) or count_words(text) > most


def test_the_first_words_of_a_text_without_spaces_have_no_more_room_than_others() -> None:
    assert first_words("公开账目" * 100, 50) == "公开账目" * 25
    assert first_words("a b " + "w" * 100, 3) == "a b " + "w" * 30
    assert first_words("one two three", 2) == "one two"
