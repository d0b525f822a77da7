"""The clause on the speakers' list: what it says, and what is found wrong with it."""

import pytest

from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.reading import article

from .texts import DEFAULT, read

START, END = DEFAULT.index("[speaking]"), DEFAULT.index("# --- Who is there")
WITHOUT = DEFAULT[:START] + DEFAULT[END:]
CLAUSE = '\n[speaking]\narticle = "22"\n'
GROUP = '[[speaking.groups]]\narticle = "22.{number}"\nid = "{id}"\n{more}\n'


def group(number: int, name: str, more: str = "") -> str:
    """A group of the list."""
    return GROUP.format(number=number, id=name, more=more)


FAULTS = {
    "more than all": (group(1, "a", 'share = "3/2"'), "error", "speaking.groups[0].share", "more than all"),
    "more than all together": (
        group(1, "a", 'share = "2/3"') + group(2, "b", 'share = "1/2"'), "warning", "speaking.groups", "together",
    ),
    "no use": ('order = ["sides"]\n' + group(1, "a", 'share = "1/2"'), "warning", "speaking.groups[0].share", "never"),
    "no id": (group(1, "A b"), "error", "speaking.groups[0].id", "cannot be an id"),
    "one id twice": (group(1, "a") + group(2, "a"), "error", "speaking.groups[1].id", "two of the id"),
    "no time": ('speech = "0 minutes"\n', "error", "speaking.speech", "no time"),
    "no majority": ('closed_by = "all"\n', "error", "speaking.closed_by", "no majority"),
}  # fmt: skip


def found(clause: str) -> list[tuple[str, str, str]]:
    """What the check says about speaking: how grave, where, what."""
    problems = examine(WITHOUT + CLAUSE + clause)[1]
    return [(p.severity, p.path, str(p.what)) for p in problems if p.path.startswith("speaking")]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_where_it_is(fault: str) -> None:
    clause, severity, path, part = FAULTS[fault]
    hits = found(clause)
    assert (severity, path) in [hit[:2] for hit in hits]
    assert any(part in hit[2] for hit in hits)


def test_the_clause_by_default_has_nothing_wrong_with_it_nor_has_a_rulebook_without_it() -> None:
    assert found("") == []
    assert found('order = ["least"]\n' + group(1, "a")) == []
    assert [p for p in examine(WITHOUT)[1] if "speaking" in p.path] == []


def test_the_clause_reads_as_plain_sentences() -> None:
    rules = read(WITHOUT + CLAUSE + "at_most = 12\n")
    assert article(rules, "22") == (
        "What comes first on the list, by weight: speakers for and against in turn, groups that are behind their share"
        " and who has spoken least at this meeting; then who asked first. The chair calls who is next, or says in a"
        " ruling that all read why not. A speech lasts at most 3 minutes, a question or point 1 minute, the mover's"
        " reply 3 minutes. The mover of the motion may reply last, once. A list takes 12 speeches on one item. Only a"
        " vote closes a list before that or ends a debate, by this majority: “Simple majority” (more than half of the"
        " votes cast)."
    )
    assert article(read(WITHOUT + CLAUSE + "order = []\n"), "22").startswith("Who asked first speaks first.")


def test_a_group_reads_as_what_is_its_share() -> None:
    more = (group(1, "a", 'share = "1/2"') + group(2, "b", "proportional = true") + group(3, "c"))  # fmt: skip
    rules = read(WITHOUT + CLAUSE + more)
    own = "Who belongs to it says so, for one meeting; nobody says it of another. "
    assert article(rules, "22.1") == own + "While they ask, half of the speeches on each item are theirs."
    assert article(rules, "22.2") == own + (
        "While they ask, their part of the speeches is as large as their part of those present."
    )
    assert article(rules, "22.3") == own + "Its speeches and their time are counted, and no more."
