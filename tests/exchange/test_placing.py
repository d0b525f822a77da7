"""Amendments in prose are placed by lines where their words leave no doubt, and instruct where they do."""

import pytest

from rankandfile.core.text import Change, amended
from rankandfile.shell.exchange.placing import Placed, placed

MOTION = """This convention resolves:
- to publish the accounts every quarter;
- to explain them at a meeting that everybody can come to, with an interpreter where ten members ask for one;
- to answer questions.

The executive reports. The executive reports."""


@pytest.mark.parametrize(
    ("prose", "action", "first", "last", "text"),
    [
        ("Insert after line 2: - to audit them;", "add", 2, 2, "- to audit them;"),
        ("After line 0, add: Preamble.", "add", 0, 0, "Preamble."),
        ("Delete line 5.", "delete", 5, 5, "Delete line 5."),
        ("delete lines 3 to 4", "delete", 3, 4, "delete lines 3 to 4"),
        ("Replace lines 3–4 with:\n\n- to explain them;", "replace", 3, 4, "- to explain them;"),
        ("Replace “every quarter” with “every month”.", "replace", 2, 2, "- to publish the accounts every month;"),
        ('Delete "quarter" and replace with "year"', "replace", 2, 2, "- to publish the accounts every year;"),
        ("After “to answer questions.”, insert “In writing.”", "replace", 5, 5, "- to answer questions. In writing."),
        ("Delete “- to answer questions.”", "delete", 5, 5, "Delete “- to answer questions.”"),
    ],
)
def test_plain_ways_of_writing_are_placed(prose: str, action: str, first: int, last: int, text: str) -> None:
    assert placed(prose, MOTION) == Placed(action, first, last, text)


def test_words_that_run_over_the_end_of_a_numbered_line_are_found() -> None:
    found = placed(
        "Replace “with an interpreter where ten members ask” with “with interpreters where five ask”.", MOTION
    )
    assert (found.action, found.first, found.last) == ("replace", 3, 4)
    whole = amended(MOTION, [Change(found.action, found.first, found.last, found.text)])
    assert "everybody can come to, with interpreters where five ask for one;" in whole
    assert whole.count("\n") == MOTION.count("\n")


@pytest.mark.parametrize(
    "prose",
    [
        "Make it shorter.",
        "Delete line 99.",
        "Delete line 0.",
        "Delete lines 4 to 3.",
        "Replace “The executive reports.” with “Nobody reports.”",
        "Replace “words that are not there” with “others”",
        "Delete “every quarter”. This would save the treasurer a great deal of work.",
        "Delete “to answer questions.\n\nThe executive”",
        "Delete lines 999999999999 to 2",
        "",
    ],
)
def test_where_there_is_doubt_it_stays_an_instruction(prose: str) -> None:
    assert placed(prose, MOTION) == Placed("instruct", 0, 0, prose.strip())


def test_hostile_prose_takes_no_longer_than_its_length_asks_for() -> None:
    for prose in ("“" * 20_000, "Delete “" + "a " * 20_000, "replace " * 5_000, "after line " + "1" * 20_000):
        assert placed(prose, MOTION).action == "instruct"
