"""Any text is answered: with its rules, or with each of its faults, the line, the article and what would be right."""

import random
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core.calendar import Span
from rankandfile.core.rulebook.parse import DEEPEST, LONGEST, lines_in, parse, rules_hash
from rankandfile.core.rulebook.problem import Problem
from rankandfile.core.rulebook.schema import Deadline, Rulebook
from rankandfile.shell.presets import preset_names, preset_text
from tests.core.rulebook.texts import DEFAULT, changed, line_with, read


def the_problem(text: str) -> Problem:
    """The only thing that is wrong with the text."""
    problems = parse(text)
    assert isinstance(problems, tuple)
    assert len(problems) == 1, [str(problem.what) for problem in problems]
    return problems[0]


def described(problem: Problem) -> str:
    return f"{problem.what} {problem.remedy}"


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_can_be_read(name: str) -> None:
    assert isinstance(parse(preset_text(name)), Rulebook)


def test_there_is_no_preset_of_an_unknown_name() -> None:
    with pytest.raises(KeyError):
        preset_text("../schema")


def test_spans_deadlines_and_shares_become_exact_values() -> None:
    rulebook = read(DEFAULT)
    assert rulebook.convention.notice == Span(16, "weeks")
    assert rulebook.convention.agenda == Deadline(Span(2, "weeks"), -1, "opening")
    assert next(m for m in rulebook.majorities if m.id == "two-thirds").rule.ratio == "2/3"


def test_a_share_without_quotation_marks_is_kept_exactly_too() -> None:
    rulebook = read(changed(DEFAULT, ('quorum = { share = "1/2" }', "quorum = { share = 0.66 }")))
    assert rulebook.bodies[1].quorum.share == "0.66"


def test_a_rulebook_without_delegates_has_none() -> None:
    start, end = DEFAULT.index("[delegates]"), DEFAULT.index("[convention]")
    assert read(DEFAULT[:start] + DEFAULT[end:]).delegates is None


def test_a_floor_is_a_number_or_a_share() -> None:
    by_number = read(changed(DEFAULT, ('floor = "1/2"', "floor = 40")))
    assert by_number.majorities[2].rule.floor == 40
    assert read(DEFAULT).majorities[2].rule.floor == "1/2"


def test_the_hash_names_the_text() -> None:
    assert rules_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert rules_hash(DEFAULT) != rules_hash(DEFAULT + "\n")
    assert len(rules_hash("\ud800")) == 64


FAULTS = {
    "a span of an unknown unit": ('term = "60 weeks"', 'term = "60 wks"', "5.1", "posts[0].term", "8 weeks"),
    "a deadline without an anchor": (
        'agenda = "2 weeks before opening"',
        'agenda = "2 weeks"',
        "7",
        "convention.agenda",
        "8 weeks before opening",
    ),
    "a deadline in an unknown unit": (
        'agenda = "2 weeks before',
        'agenda = "2 moons before',
        "7",
        "convention.agenda",
        "8 weeks before opening",
    ),
    "a deadline that is a number": (
        'roll_date = "12 weeks before opening"',
        "roll_date = 12",
        "6",
        "delegates.roll_date",
        "at closing",
    ),
    "a number in quotation marks": ("nominators = 5", 'nominators = "5"', "5.1", "posts[0].nominators", "whole number"),
    "a number below nothing": ("minimum = 5", "minimum = -5", "3", "branches.minimum", "from 0"),
    "a truth in quotation marks": (
        "silence_admits = true",
        'silence_admits = "yes"',
        "2",
        "membership.silence_admits",
        "true or false",
    ),
    "a text that is a number": ('article = "13"', "article = 13", "13", "voting.article", "quotation marks"),
    "a text that is a date": (
        'article = "13"',
        "article = 1999-01-01",
        "1999-01-01",
        "voting.article",
        "quotation marks",
    ),
    "a choice that is none": (
        'order = "line"',
        'order = "best"',
        "10",
        "amendments.order",
        "“far-reaching”, “line”, “number”",
    ),
    "an unknown key": ("tellers_agree = 2", "teller_agree = 2", "13", "voting.teller_agree", "tellers_agree"),
    "a share above one": ('ratio = "2/3"', 'ratio = "4/3"', "12.2", "majorities[1].rule", "4/3"),
    "a share of nothing": ('ratio = "2/3"', 'ratio = "2/0"', "12.2", "majorities[1].rule.ratio", "“2/3” or “60%”"),
    "a share that would fill the memory": (
        'ratio = "2/3"',
        'ratio = "1e99999999"',
        "12.2",
        "majorities[1].rule.ratio",
        "“2/3”",
    ),
    "a list that is a text": ('powers = ["tell"]', 'powers = "tell"', "5.6", "posts[5].powers", "square brackets"),
    "a table that is a text": (
        "floor = { delegates = 20 }",
        'floor = "20 delegates"',
        "10",
        "amendments.floor",
        "{ key = … }",
    ),
    "an element in the middle of a list": (
        '{ who = "treasurer", vote = false,',
        '{ who = "treasurer", vote = 0,',
        "4.1",
        "bodies[0].seats[3].vote",
        "true or false",
    ),
    "an apportionment without its number": ("divisor = 20, ", "", "6", "delegates.apportionment", "needs divisor"),
    "a week without work": ("working = [1, 2, 3, 4, 5]", "working = []", "1", "organisation.week.working", "Monday"),
    "a week of eight days": ("working = [1, 2, 3, 4, 5]", "working = [8]", "1", "organisation.week.working", "Sunday"),
    "a place beyond every time zone": (
        "offset_minutes = 0",
        "offset_minutes = -900",
        "1",
        "organisation.week.offset_minutes",
        "840",
    ),
    "a holiday that is no date": (
        "offset_minutes = 0",
        'holidays = ["1 May"]',
        "1",
        "organisation.week.holidays[0]",
        "2026-12-25",
    ),
    "a missing key": ('id = "teller"', "", "5.6", "posts[5]", "Add “id”"),
    "a hidden character by its number": (
        'title = "Tellers"',
        r'title = "Tel\u202elers"',
        "5.6",
        "posts[5].title",
        "U+202E",
    ),
    "a word that is a number": (
        "[organisation]",
        "[words]\nbranch = 1\n[organisation]",
        "",
        "words.branch",
        "quotation marks",
    ),
    "words that are no table": ("[organisation]", "words = 1\n[organisation]", "", "words", "table"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_reported_with_line_article_key_and_remedy(fault: str) -> None:
    old, new, article, path, remedy = FAULTS[fault]
    text = changed(DEFAULT, (old, new))
    problem = the_problem(text)
    assert (problem.article, problem.path, problem.severity) == (article, path, "error")
    assert remedy in described(problem)
    if new:
        assert abs(problem.line - line_with(text, new.splitlines()[0])) <= new.count("\n")


def test_an_element_that_is_no_table_is_reported_on_its_own_line() -> None:
    problem = the_problem(
        changed(DEFAULT, ('  { who = "observer", voice = false, vote = false, quorum = false },', "  7,"))
    )
    assert problem.path == "bodies[0].seats[6]"
    assert problem.line == line_with(DEFAULT, "observer")


def test_every_missing_clause_is_named_and_what_it_is() -> None:
    problems = parse('title = "Nothing"')
    assert isinstance(problems, tuple)
    text = "\n".join(map(described, problems))
    assert "“organisation”" in text
    assert "“bodies”: a list, or a table in double square brackets" in text
    span = parse("[[posts]]")
    assert isinstance(span, tuple)
    assert any("“term”: a length of time" in described(problem) for problem in span)


def test_faults_come_in_the_order_of_the_lines() -> None:
    text = changed(DEFAULT, ('usual = "show-of-cards"', "usual = 1"), ("minimum = 5", "minimum = true"))
    problems = parse(text)
    assert isinstance(problems, tuple)
    assert [problem.path for problem in problems] == ["branches.minimum", "voting.usual"]


HOSTILE = {
    "ten megabytes": "#" * 10_000_000,
    "one character too many": "#" * (LONGEST + 1),
    "a null byte": DEFAULT + "\0",
    "a right-to-left override in a remark": DEFAULT + "# \u202e nothing",
    "brackets without end": "a = " + "[" * 100_000,
    "tables without end": "a = " + "{ a = " * (DEEPEST + 1),
    "a name of a hundred thousand names": "a." * 100_000 + "a = 1",
    "a key twice": "a = 1\na = 2",
    "a table twice": "[a]\n[a]",
    "a number of many digits": "a = " + "9" * 5000,
    "a text without an end": 'a = """',
    "half a surrogate": "a = '\ud800'",
    "nothing after the key": "a =",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_answered_with_one_problem(name: str) -> None:
    problem = the_problem(HOSTILE[name])
    assert problem.line >= 1
    assert described(problem).isprintable()


def test_a_key_twice_is_reported_where_it_comes_again() -> None:
    assert the_problem("a = 1\n\na = 2").line == 3


def test_a_long_value_is_shown_by_its_beginning() -> None:
    problem = the_problem(changed(DEFAULT, ('order = "line"', f'order = "{"x" * 500}"')))
    assert "x" * 40 + "…" in str(problem.what)
    assert "x" * 41 not in str(problem.what)


def test_lines_are_known_of_a_text_that_can_be_read_and_of_no_other() -> None:
    assert lines_in(DEFAULT)["voting", "usual"] == line_with(DEFAULT, "usual =")
    assert lines_in("a = ") == {}


def test_windows_line_ends_are_line_ends() -> None:
    assert parse(DEFAULT.replace("\n", "\r\n")) == parse(DEFAULT)


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert isinstance(parse(text), tuple)


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 10**9), st.integers(1, 4))
def test_a_damaged_preset_is_read_or_answered_with_problems_on_lines_that_exist(seed: int, cuts: int) -> None:
    text, chance = DEFAULT, random.Random(seed)
    for _ in range(cuts):
        start = chance.randrange(len(text))
        piece = chance.choice(["", "[", "]", '"', "=", "\n", "{", "1", "\x00", "é", "''' "])
        text = text[:start] + piece + text[start + chance.randrange(12) :]
    problems = parse(text)
    if isinstance(problems, tuple):
        assert problems
        assert all(1 <= problem.line <= text.count("\n") + 2 for problem in problems)
        assert all(described(problem) for problem in problems)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**9))
def test_whatever_value_is_put_in_the_fault_is_found_on_its_line(seed: int) -> None:
    lines = DEFAULT.splitlines()
    assigned = [n for n, line in enumerate(lines) if " = " in line and line[0].isalpha() and line[-1] != "["]
    number = random.Random(seed).choice(assigned)
    lines[number] = lines[number].partition(" = ")[0] + " = [[1999-12-31]]"
    text = "\n".join(lines)
    assert tomllib.loads(text)
    problems = parse(text)
    assert isinstance(problems, tuple)
    assert {problem.line for problem in problems} == {number + 1}
