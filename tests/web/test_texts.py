"""Two texts in one: what stays, what goes, what comes."""

from hypothesis import given
from hypothesis import strategies as st

WORDS = st.lists(st.sampled_from(["all", "members", "vote", "2", "3", "terms.", "عضو"]), max_size=12).map(" ".join)
LINE = WORDS.filter(bool)


def test_one_changed_word_is_struck_and_replaced_in_its_place(django: None) -> None:
    from rankandfile.web.pages.pieces import Bit
    from rankandfile.web.pages.texts import compared

    assert compared("At most 3 terms in a row.", "At most 2 terms in a row.") == (
        Bit("At most "), Bit("3 ", "removed"), Bit("2 ", "added"), Bit("terms in a row."),
    )  # fmt: skip


def test_texts_with_little_in_common_stand_one_after_the_other(django: None) -> None:
    from rankandfile.web.pages.pieces import Bit
    from rankandfile.web.pages.texts import compared

    assert compared("One thing.", "Quite another matter.") == (
        Bit("One thing.", "removed"), Bit("Quite another matter.", "added"),
    )  # fmt: skip
    assert compared("", "New.") == (Bit("New.", "added"),)
    assert compared("Old.", "") == (Bit("Old.", "removed"),)


@given(before=WORDS, after=WORDS)
def test_both_texts_can_be_read_out_of_the_one(django: None, before: str, after: str) -> None:
    from rankandfile.web.pages.texts import compared

    bits = compared(before, after)
    assert "".join(bit.text for bit in bits if bit.change != "added") == before
    assert "".join(bit.text for bit in bits if bit.change != "removed") == after


def test_of_replaced_lines_the_words_that_go_and_come_are_marked_each_in_its_line(
    django: None,
) -> None:
    from rankandfile.core.text import Change
    from rankandfile.web.pages.pieces import Bit
    from rankandfile.web.pages.texts import by_words, with_changes

    text = "First.\n1. to pay the legal costs of any member,\n2. and to report on both."
    whole = by_words(
        with_changes(text, (Change("replace", 2, 2, "1. to pay all legal costs of any member, at once,"),))
    )
    assert [(line.number, line.change) for line in whole] == [(1, ""), (2, "edited"), (3, "")]
    assert whole[1].bits == (
        Bit("1. to pay "), Bit("the", "removed"), Bit(" "), Bit("all", "added"), Bit(" "),
        Bit("legal costs of any member, "), Bit("at once,", "added"),
    )  # fmt: skip


def test_of_writing_without_spaces_the_signs_that_go_and_come_are_marked(django: None) -> None:
    from rankandfile.core.text import Change
    from rankandfile.web.pages.pieces import Bit
    from rankandfile.web.pages.texts import by_words, compared, with_changes

    assert compared("工会每年公开账目。", "工会每月公开账目。") == (
        Bit("工会每"), Bit("年", "removed"), Bit("月", "added"), Bit("公开账目。"),
    )  # fmt: skip
    (line,) = by_words(with_changes("工会每年公开账目。", (Change("replace", 1, 1, "工会每月公开账目。"),)))
    assert line.bits == (Bit("工会每"), Bit("年", "removed"), Bit("月", "added"), Bit("公开账目。"))


def test_where_most_words_are_others_the_lines_stand_one_after_the_other(django: None) -> None:
    from rankandfile.core.text import Change
    from rankandfile.web.pages.texts import by_words, with_changes

    whole = by_words(with_changes("One thing.\nAnother.", (Change("replace", 1, 1, "Quite something else."),)))
    assert [line.change for line in whole] == ["removed", "added", ""]


@given(st.lists(LINE, min_size=1, max_size=6), st.lists(LINE, min_size=1, max_size=6))
def test_the_words_kept_and_removed_are_the_old_ones_and_those_kept_and_added_the_new(
    django: None, old: list[str], new: list[str]
) -> None:
    from rankandfile.core.text import Change, count_lines
    from rankandfile.web.pages.pieces import Bit
    from rankandfile.web.pages.texts import by_words, with_changes

    before, after = "\n\n".join(old), "\n".join(new)
    shown = by_words(with_changes(before, (Change("replace", 1, count_lines(before), after),)))
    bits = [bit for line in shown for bit in line.bits or (Bit(f"{line.text} ", _plain(line.change)),)]
    words = {
        change: "".join(f"{bit.text} " for bit in bits if bit.change in ("", change)).split()
        for change in ("removed", "added")
    }
    assert words == {"removed": before.split(), "added": after.split()}


def _plain(change: str) -> str:
    return change if change in ("removed", "added") else ""


@given(
    st.lists(st.one_of(LINE, st.just("")), max_size=30).map("\n".join),
    st.sampled_from(["add", "replace", "delete"]),
    st.integers(0, 30),
    st.integers(0, 6),
    st.lists(st.one_of(LINE, st.just("")), max_size=5).map("\n".join),
)
def test_what_is_near_a_change_is_the_same_without_looking_at_the_rest(
    django: None, text: str, action: str, first: int, more: int, new: str
) -> None:
    from rankandfile.core.text import Change, count_lines
    from rankandfile.web.pages.texts import around_changes, near_changes, with_changes

    last = count_lines(text)
    first = min(first, last) if action == "add" else min(max(first, 1), max(last, 1))
    change = Change(action, first, first if action == "add" else min(first + more, max(last, 1)), new)
    assert near_changes(text, (change,)) == around_changes(with_changes(text, (change,)))


def test_a_line_number_that_no_text_has_costs_nothing(django: None) -> None:
    from rankandfile.core.text import Change
    from rankandfile.web.pages.texts import near_changes, with_changes

    change = Change("delete", -(10**18), 10**18)
    assert [line.change for line in with_changes("One.\nTwo.", (change,))] == ["removed", "removed"]
    assert len(near_changes("One.\nTwo.", (change,))) == 2
