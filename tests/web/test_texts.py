"""Two texts in one: what stays, what goes, what comes."""

from hypothesis import given
from hypothesis import strategies as st

WORDS = st.lists(st.sampled_from(["all", "members", "vote", "2", "3", "terms.", "عضو"]), max_size=12).map(" ".join)


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
