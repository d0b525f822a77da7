"""Which changes of one text touch each other; those that do not are worked in in any order; an edit is one change."""

from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.text import Change, amended, count_lines, edited, numbered, touch
from rankandfile.core.touching import relation

LINES = 8
TEXT = "\n\n".join(f"Paragraph {n}." for n in range(1, LINES + 1))
PROSE = st.text(alphabet="ab \n", max_size=400)
WORDS = st.text(alphabet="xyz ", min_size=1, max_size=90).filter(lambda text: bool(text.strip()))


@st.composite
def changes(draw: st.DrawFn, lines: int = LINES) -> Change:
    """A change of a text with so many lines."""
    action = draw(st.sampled_from(("add", "delete", "replace", "instruct")))
    text = "" if action == "delete" else draw(WORDS)
    if action in ("add", "instruct"):
        place = draw(st.integers(0, lines)) if action == "add" else 0
        return Change(action, place, place, text)
    first = draw(st.integers(1, lines))
    return Change(action, first, draw(st.integers(first, lines)), text)


def apart(found: list[Change]) -> list[Change]:
    """Those of the changes that neither touch one before them nor add in the same place."""
    kept: list[Change] = []
    for change in found:
        if all(relation(change, other, LINES) in ("apart", "adjacent", "beside-whole") for other in kept):
            kept.append(change)
    return kept


def read(text: str) -> list[str]:
    """The lines that hold something."""
    return [line.rstrip() for line in text.split("\n") if line.strip()]


@given(st.lists(changes(), max_size=8).map(apart), st.randoms())
def test_changes_that_do_not_touch_give_the_same_text_in_any_order(found: list[Change], chance) -> None:
    other = list(found)
    chance.shuffle(other)
    assert amended(TEXT, found) == amended(TEXT, other)


@given(st.lists(changes(), max_size=8).map(apart), st.randoms())
def test_worked_in_one_after_the_other_they_give_the_same_text_as_at_once(found: list[Change], chance) -> None:
    """Each decision makes a text of its own, whose lines are numbered anew; the last of them is the text as amended."""
    order = list(found)
    chance.shuffle(order)
    text = TEXT
    for place, change in enumerate(order):
        text = amended(text, [_moved(change, order[:place])])
    assert read(text) == read(amended(TEXT, found))


def _moved(change: Change, done: list[Change]) -> Change:
    """The change by the numbers that its lines have after those that were worked in."""
    start = change.first if change.action == "add" else change.first - 1
    shift = sum(_grown(other) for other in done if _comes_before(other, change, start))
    return Change(change.action, change.first + shift, change.last + shift, change.text)


def _comes_before(other: Change, change: Change, start: int) -> bool:
    end = other.first if other.action == "add" else other.last
    return end < start or (end == start and not (other.action == "add" and change.action == "add"))


def _grown(change: Change) -> int:
    gone = 0 if change.action in ("add", "instruct") else change.last - change.first + 1
    come = count_lines(change.text) if change.action in ("add", "replace") else 0
    return come - gone


@given(changes(), changes())
def test_how_two_changes_lie_is_the_same_from_both_sides(a: Change, b: Change) -> None:
    assert relation(a, b, LINES) == relation(b, a, LINES)


@given(changes(), changes())
def test_those_that_concern_the_same_lines_are_told_so_and_no_others(a: Change, b: Change) -> None:
    told = relation(a, b, LINES) in ("overlaps", "whole-text")
    assert told == ("instruct" not in (a.action, b.action) and touch(a, b))


def test_each_way_in_which_two_changes_can_lie_has_a_name() -> None:
    lie = {
        (Change("delete", 1, 3), Change("replace", 3, 4)): "overlaps",
        (Change("replace", 1, LINES), Change("delete", 2, 2)): "whole-text",
        (Change("replace", 1, LINES), Change("add", 0, 0)): "beside-whole",
        (Change("add", 2, 2), Change("add", 2, 2)): "same-place",
        (Change("delete", 1, 2), Change("replace", 3, 4)): "adjacent",
        (Change("add", 2, 2), Change("delete", 3, 3)): "adjacent",
        (Change("delete", 1, 2), Change("add", 2, 2)): "adjacent",
        (Change("add", 2, 2), Change("add", 3, 3)): "apart",
        (Change("delete", 1, 1), Change("delete", 3, 3)): "apart",
        (Change("instruct", 0, 0), Change("delete", 3, 3)): "prose",
    }
    for (a, b), told in lie.items():
        assert relation(a, b, LINES) == told, (a, b)


def test_an_addition_after_a_replaced_line_stands_after_what_replaces_it() -> None:
    both = [Change("add", 1, 1, "Then this."), Change("replace", 1, 1, "First that.")]
    assert amended("One.\nTwo.", both) == "First that.\nThen this.\nTwo."


@given(PROSE, PROSE)
def test_the_change_between_two_texts_worked_in_gives_the_second(text: str, target: str) -> None:
    change = edited(text, target)
    assert read(amended(text, [change] if change else [])) == read(target)


@given(PROSE)
def test_a_text_that_was_not_edited_makes_no_change(text: str) -> None:
    assert edited(text, text) is None


def test_an_edit_of_one_word_is_a_change_of_its_paragraph_alone() -> None:
    long = " ".join(f"word{n}" for n in range(40))
    text = f"One.\n\n{long}\n\nThree."
    change = edited(text, text.replace("word25", "WORD"))
    assert change is not None
    assert (change.action, change.first, change.last) == ("replace", 2, count_lines(text) - 1)
    assert [line.text for line in numbered(text)][-1] == "Three."
    assert edited(text, f"{text}\n\nFour.") == Change("add", 7, 7, "Four.")
    assert edited(text, text.replace("One.", "")) == Change("delete", 1, 1)
