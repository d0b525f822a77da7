"""The Markdown of a motion is read, and its numbered lines stay those of the text as it was typed."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core.text import numbered
from rankandfile.shell.press.lined import Span, lined, words_of

MOTION = """\
# What is asked

This convention notes that the **rent of the meeting rooms of all our branches has doubled** in two years[^1], and:

1. publishes *all* accounts;
2. opens no fund:
   - not this year
   - nor the next.

> We said so before.

| branch | rent |
|--------|-----:|
| North Harbour, where the rooms are the oldest and the largest of all | 40 |

[^1]: See [the report](https://people.example/report).
"""


def said(text: str) -> list[tuple[int, str]]:
    """The words of each line, as they read."""
    return [(line.number, "".join(span.text for span in line.spans)) for line in lined(text) if line.number]


def test_signs_of_markdown_are_read_and_move_no_line() -> None:
    assert [(line.number, line.text) for line in lined(MOTION)] == [(n.number, n.text) for n in numbered(MOTION)]
    assert said(MOTION)[:7] == [
        (1, "What is asked"),
        (2, "This convention notes that the rent of the meeting rooms of all"),
        (3, "our branches has doubled in two years, and:"),
        (4, "publishes all accounts;"),
        (5, "opens no fund:"),
        (6, "not this year"),
        (7, "nor the next."),
    ]


def test_headings_lists_and_quotations_are_told_apart() -> None:
    by_number = {line.number: line for line in lined(MOTION) if line.number}
    assert by_number[1].level == 1
    assert [(by_number[n].mark, by_number[n].depth) for n in (4, 5, 6, 7)] == [("1.", 1), ("2.", 1), ("•", 2), ("•", 2)]
    assert by_number[8].quoted == 1


def test_words_in_bold_stay_bold_where_a_line_ends_inside_of_them() -> None:
    lines = {line.number: line for line in lined(MOTION)}
    assert lines[2].spans[-1] == Span("rent of the meeting rooms of all", ("strong",))
    assert lines[3].spans[0] == Span("our branches has doubled", ("strong",))


def test_paragraphs_are_numbered_from_one_gap_to_the_next() -> None:
    assert [(line.paragraph, line.number) for line in lined(MOTION) if line.paragraph] == [
        (1, 1), (2, 2), (3, 4), (4, 8), (5, 9), (6, 13),
    ]  # fmt: skip


def test_a_table_keeps_the_numbers_of_its_lines() -> None:
    table = next(line for line in lined(MOTION) if line.kind == "table")
    assert [(row.first, row.last) for row in table.rows] == [(9, 10), (11, 12)]
    assert table.rows[1].cells[1] == (Span("40"),)
    assert [line.number for line in lined(MOTION) if line.kind == "within"] == [10, 11, 12]


def test_a_footnote_is_called_by_its_number_and_stands_in_its_line() -> None:
    assert Span("", note=1) in next(line.spans for line in lined(MOTION) if line.number == 3)
    note = next(line for line in lined(MOTION) if line.kind == "note")
    assert (note.mark, note.spans[1]) == ("1", Span("the report", to="https://people.example/report"))


def test_a_footnote_that_is_not_there_stays_as_it_was_typed() -> None:
    assert said("As said[^x].") == [(1, "As said[^x].")]


@pytest.mark.parametrize(
    "written",
    [
        "[press](javascript:alert(1))", "[press](data:text/html,x)", "[press](/account/delete/)",
        "[press](//evil.example)",
        "[press](file:///etc/passwd)", "<ftp://people.example/>",
        "![](https://people.example/pixel.png)", "[press](x:y)",
    ],
)  # fmt: skip
def test_only_https_http_and_mailto_are_links(written: str) -> None:
    assert not any(span.to for line in lined(written) for span in line.spans if not span.to.startswith("https://"))
    assert lined("[a](https://a.example) <mailto:b@b.example>")[0].spans[0].to == "https://a.example"


@pytest.mark.parametrize(
    "written",
    [
        "Title\n=====\nand\n---", "[1]: https://people.example 'x'",
        "    indented", "```\n# no heading\n```", "- \n- \n\n-",
        "<div>\n\n</div>", "***", "# " + "x" * 80, "- " + "字" * 90, "> > # - 1. deep", "a  \nb\\\nc",
        "|a|\n|-|", "\u205f\u205f",
        "1. a\n\n   b\n\n       c", "`a\u205fb` " * 20, "# closed ###",
        "[a](<https://x.example/a b> 't') " * 6, "\t- a\n\t\t- b",
    ],
    ids=repr,
)  # fmt: skip
def test_no_line_is_lost_whatever_was_typed(written: str) -> None:
    lines = numbered(written)
    assert [line.number for line in lined(written)] == [line.number for line in lines]
    for read, typed in zip(lined(written), lines, strict=True):
        assert read.text == typed.text.replace("\u205f", " ")
        assert bool(read.spans or read.rows or read.mark) == bool(typed.text.strip("#> ")) or read.kind == "within"


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet=st.sampled_from("#*_`[]()|-> \n1.^:ab\\<&!é中م~\t"), max_size=300))
def test_any_text_keeps_its_lines_and_its_letters(written: str) -> None:
    found = lined(written)
    assert [(line.number, line.text, line.begins) for line in found] == [
        (line.number, line.text, line.opens) for line in numbered(written)
    ]
    letters = "".join(letter for letter in written if letter in "abé中م")
    shown = "".join(
        span.text
        for line in found
        for span in (*line.spans, *(span for row in line.rows for cell in row.cells for span in cell))
    )
    addresses = any(span.to or span.note for line in found for span in line.spans) or "^" in written or "&" in written
    assert addresses or [x for x in shown if x in "abé中م"] == list(letters) or any(line.rows for line in found)


@pytest.mark.parametrize(
    "written",
    [
        "> " * 300 + "deep", "- " * 30_000, "*" * 9_000, "[" * 9_900, "![](" * 2_400, "|a|\n|---|\n" + "|b|\n" * 60_000,
        "- a\n" * 60_000, "\n".join(f"[^{n}]: note" for n in range(12_000)), ("[" * 9_000 + "x\n\n") * 27,
        "\n".join("  " * n + "- a" for n in range(400)), "<" * 9_900, "`" * 9_000, "_a" * 4_900,
    ],
    ids=lambda written: repr(written[:12]),
)  # fmt: skip
def test_a_text_made_to_take_long_takes_a_moment(written: str) -> None:
    before = time.process_time()
    assert [line.number for line in lined(written)] == [line.number for line in numbered(written)]
    assert time.process_time() - before < 3


def test_the_beginning_of_a_text_reads_without_its_signs() -> None:
    text = "# What *we* ask\n\n1. all **accounts**[^1]\n\n***\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: note"
    assert words_of(text).split() == [
        "What", "we", "ask", "all", "accounts", "a", "b", "1", "2", "note",
    ]  # fmt: skip
