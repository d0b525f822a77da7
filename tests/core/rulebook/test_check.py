"""Each way in which a rulebook contradicts itself or leaves a hole is found, under its article and on its line."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

from rankandfile.core.rulebook.check import check, examine
from rankandfile.core.rulebook.checks.names import references
from rankandfile.core.rulebook.checks.numbers import tier_of
from rankandfile.core.rulebook.checks.people import rooted
from rankandfile.core.rulebook.problem import Problems
from tests.core.rulebook import faults
from tests.core.rulebook.texts import DEFAULT, changed, line_with, read


def problems(*changes: tuple[str, str]) -> Problems:
    """What the check says about the default preset with these changes, beside what it says of every preset."""
    return beside_witnesses(examine(changed(DEFAULT, *changes))[1])


def beside_witnesses(found: Problems) -> Problems:
    """What was found, without the one notice that a preset has: whom it asks to witness is still to be named."""
    return tuple(p for p in found if (p.severity, p.path) != ("notice", "witnesses.named"))


def told(found: Problems) -> list[str]:
    return [f"{p.severity} {p.article} {p.path}: {p.what} {p.remedy}" for p in found]


def test_the_default_preset_has_nothing_wrong_with_it_and_waits_for_its_witnesses() -> None:
    assert told(check(read(DEFAULT))) == [
        (
            "notice 17 witnesses.named: 4 witnesses are still to be named; until enough are, no receipt is witnessed."
            " Ask sister organisations, far branches or elected auditors, and name them here."
        )
    ]


def test_a_text_that_cannot_be_read_has_no_rules_but_problems() -> None:
    rulebook, found = examine("title = 1")
    assert rulebook is None
    assert found


FILES = [import_module(f"{faults.__name__}.{each.name}") for each in iter_modules(faults.__path__)]
BROKEN: dict[str, tuple[str, str, str, str, str]] = {
    name: fault for file in FILES for name, fault in file.BROKEN.items()
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_contradiction_or_a_hole_is_found_where_it_is(fault: str) -> None:
    old, new, article, path, part = BROKEN[fault]
    text = changed(DEFAULT, (old, new))
    _, found = examine(text)
    hits = [p for p in found if (p.article, p.path) == (article, path) and part in str(p.what)]
    assert len(hits) == 1, "\n".join(told(found))
    assert str(hits[0].remedy)
    if article.strip() and article in old + text:
        block = line_with(text, f'article = "{article}"')
        assert block - 1 <= hits[0].line <= block + 25


def test_rules_that_are_easier_to_change_than_business_is_to_decide() -> None:
    found = problems(
        ("limit = [{ words = 800 }]\nreview_after", 'limit = [{ words = 800 }]\nmajority = "two-thirds"\nreview_after'),
        ('articles = ["*"]\nmajority = "two-thirds"', 'articles = ["*"]\nmajority = "simple"'),
    )
    assert "change.tiers[1].majority" in {p.path for p in found}


def test_each_right_needs_a_class_of_members_that_has_it() -> None:
    for right, sentence in {
        "vote": "may vote",
        "stand": "may stand",
        "move": "may move",
        "counts": "counts when delegates",
    }.items():
        found = problems(('id = "member"', f'id = "member"\n{right} = false'))
        assert any(sentence in str(p.what) for p in found), right


def test_where_anyone_is_admitted_nobody_needs_the_power() -> None:
    text = changed(DEFAULT, ('admitted_by = "branch"', 'admitted_by = "anyone"'), ('["admit", "roll"]', '["roll"]'))
    assert told(beside_witnesses(examine(text)[1])) == []


def test_a_rulebook_without_delegates_must_not_seat_them_nor_let_them_second() -> None:
    start, end = DEFAULT.index("[delegates]"), DEFAULT.index("[convention]")
    text = changed(
        DEFAULT[:start] + DEFAULT[end:], ("amendable = false", 'amendable = false\nseconded_by = "delegates"')
    )
    found = {p.path: str(p.what) for p in examine(text)[1] if p.severity == "error"}
    assert "no clause says how they are chosen" in found["convention.body"]
    assert found["business[0].seconded_by"] == "Delegates second, but there are none."


def test_bands_that_leave_130_members_undefined_are_found() -> None:
    """IWW, North American Regional Administration, constitution VI.3(c): "between 90 and 129 … six delegates, branches
    with more than 130 … 1 more delegate for each additional 40"."""
    bands = "[[10, 19, 1], [20, 29, 2], [30, 49, 3], [50, 69, 4], [70, 89, 5], [90, 129, 6]]"
    rule = f'{{ method = "bands", bands = {bands}, above = 130, divisor = 40, rounding = "down" }}'
    old = 'apportionment = { method = "divisor-per", divisor = 20, rounding = "or-part-thereof", minimum = 1 }'
    text = changed(DEFAULT, (old, f"apportionment = {rule}"), ("minimum = 5", "minimum = 10"))
    holes = [p for p in examine(text)[1] if p.path == "delegates.apportionment"]
    assert [str(p.what) for p in holes] == ["A branch of exactly 130 members has no number of delegates."]
    assert holes[0].line == line_with(text, "apportionment =")


def test_bands_that_begin_late_or_end_are_found_too() -> None:
    old = 'apportionment = { method = "divisor-per", divisor = 20, rounding = "or-part-thereof", minimum = 1 }'
    text = changed(DEFAULT, (old, 'apportionment = { method = "bands", bands = [[10, 19, 1]] }'))
    assert [str(p.what) for p in examine(text)[1] if p.path == "delegates.apportionment"] == [
        "A branch of 5 to 9 members has no number of delegates.",
        "A branch of 20 or more members has no number of delegates.",
    ]


def test_an_issue_before_the_call_is_found_on_its_own_line() -> None:
    (problem,) = problems(('"9 weeks before opening", ', '\n  "20 weeks before opening",\n  '))
    assert (problem.path, problem.article) == ("bulletin.issues[0]", "8")
    assert problem.line == line_with(DEFAULT, "issues = [") + 1


def test_errors_come_before_warnings_and_notices() -> None:
    found = problems(
        ("quorum = { number = 5 }", "quorum = {}"),
        ('term = "60 weeks"', 'term = "52 weeks"'),
        ('usual = "show-of-cards"', 'article = "9.1"'),
        ('article = "13"\n', ""),
    )
    assert [p.severity for p in found] == ["error", "warning", "notice"]


def test_members_stand_behind_every_body_and_post_of_the_default() -> None:
    rulebook = read(DEFAULT)
    assert rooted(rulebook) == {b.id for b in rulebook.bodies} | {p.id for p in rulebook.posts}


def test_the_tier_that_names_an_article_most_closely_holds() -> None:
    rulebook = read(
        changed(DEFAULT, ('articles = ["14", "15", "17"]', 'articles = ["14", "14.2"]'), ('["*"]', '["*", "1"]'))
    )
    named = {article: tier_of(rulebook, article) for article in ("14.1", "15", "1")}
    assert {article: tier.article if tier else "" for article, tier in named.items()} == {
        "14.1": "14.1",
        "15": "14.2",
        "1": "14.2",
    }


def test_an_article_outside_every_tier_has_none() -> None:
    assert tier_of(read(changed(DEFAULT, ('articles = ["*"]', 'articles = ["1"]'))), "9.1") is None


def test_references_are_found_in_prose() -> None:
    prose = "See articles 4 and 5.1, § 7, §4.1(2), Article VI.3(c) (or article 8)."
    assert references(prose) == ["4", "5.1", "7", "4.1(2)", "VI.3(c)", "8"]
    assert references("An article of faith, in this article And nothing.") == []


def test_a_rulebook_that_is_silent_on_its_end_is_told_so() -> None:
    start, end = DEFAULT.index("[dissolution]"), DEFAULT.index("[[rulings]]")
    text = changed(DEFAULT[:start] + DEFAULT[end:], ('["14", "15", "17"]', '["14", "17"]'))
    assert [(p.severity, p.path) for p in beside_witnesses(examine(text)[1])] == [("notice", "dissolution")]


def test_a_deadline_of_business_before_the_call_is_found() -> None:
    found = problems(('closes = "10 weeks before opening"', 'closes = "17 weeks before opening"'))
    assert [p.path for p in found if "before the call" in str(p.what)] == ["business[1].closes"]
