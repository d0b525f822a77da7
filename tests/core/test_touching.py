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
def moves(draw: st.DrawFn, lines: int = LINES) -> Change:
    """Lines that go to another place."""
    first = draw(st.integers(1, lines))
    last = draw(st.integers(first, lines if first > 1 else lines - 1))
    free = [place for place in range(lines + 1) if not first - 1 <= place <= last]
    return Change("move", first, last, "", draw(st.sampled_from(free)))


@st.composite
def changes(draw: st.DrawFn, lines: int = LINES) -> Change:
    """A change of a text with so many lines."""
    action = draw(st.sampled_from(("add", "delete", "replace", "move", "instruct")))
    if action == "move":
        return draw(moves(lines))
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
    if change.action == "add":
        place = _now_after(change.first, done)
        return Change("add", place, place, change.text)
    first = _now(change.first, done)
    return Change(change.action, first, first + change.last - change.first, change.text, _now_after(change.after, done))


def _now(line: int, done: list[Change]) -> int:
    """The number that the line has now, which none of those that were worked in concerns."""
    return 1 + _before(line, done)


def _now_after(line: int, done: list[Change]) -> int:
    """The number of the line after which to put something now, where that was to be put after this line."""
    return _before(line + 1, done)


def _before(line: int, done: list[Change]) -> int:
    """How many lines stand before this one now: those that stayed before it, and those put between them."""
    gone = {number for change in done for number in change.taken}
    stayed = sum(number not in gone for number in range(1, line))
    come = sum(_lines_put(change) for change in done if _put_before(change, line))
    return stayed + come


def _lines_put(change: Change) -> int:
    return len(change.taken) if change.action == "move" else count_lines(change.text)


def _put_before(change: Change, line: int) -> bool:
    place = change.last if change.action == "replace" else change.put_after
    return place is not None and place < line


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
        (Change("move", 1, 2, "", 5), Change("replace", 2, 3)): "overlaps",
        (Change("move", 1, 2, "", 5), Change("replace", 5, 6)): "overlaps",
        (Change("move", 1, 2, "", 5), Change("replace", 3, 5)): "adjacent",
        (Change("move", 1, 2, "", 5), Change("add", 5, 5)): "same-place",
        (Change("move", 1, 2, "", 5), Change("move", 7, 8, "", 5)): "same-place",
        (Change("move", 1, 2, "", 5), Change("delete", 7, 8)): "apart",
        (Change("move", 1, 2, "", 5), Change("replace", 1, LINES)): "whole-text",
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


def test_lines_are_moved_with_what_stands_between_them() -> None:
    text = "One.\n\nTwo.\n\nThree.\n\nFour."
    assert read(amended(text, [Change("move", 2, 3, "", 4)])) == ["One.", "Four.", "Two.", "Three."]
    assert read(amended(text, [Change("move", 4, 4, "", 0)])) == ["Four.", "One.", "Two.", "Three."]
    both = [Change("move", 1, 1, "", 3), Change("replace", 3, 3, "Drei.")]
    assert read(amended(text, both)) == ["Two.", "Drei.", "One.", "Four."]


@given(moves())
def test_a_move_loses_no_line_and_changes_none(change: Change) -> None:
    assert sorted(read(amended(TEXT, [change]))) == sorted(read(TEXT))
    assert read(amended(TEXT, [change])) != read(TEXT)
