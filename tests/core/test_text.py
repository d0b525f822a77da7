"""Numbered lines, words, and texts with amendments worked in."""

from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.text import Change, amended, count_lines, count_words, fingerprint, numbered, touch

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
