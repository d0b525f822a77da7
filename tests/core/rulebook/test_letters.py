"""The clause on letters: what it says, what is found wrong with it, and that no key of it favours anybody."""

import pytest

from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.guarantees import guarantees
from rankandfile.core.rulebook.reading import article
from rankandfile.core.rulebook.schema import Letters

from .texts import DEFAULT, read

CLAUSE = '\n[letters]\narticle = "19"\n'
FAULTS = {
    "seldom": ("number = 1\nwithin = '2 weeks'\n", "warning", "letters.number", "less than one letter a week"),
    "no time": ("within = '0 days'\n", "error", "letters.within", "no limit"),
    "less than a branch": ("people = 3\n", "warning", "letters.people", "no letter may go to more than 3"),
    "none at all": ("number = 0\n", "notice", "letters.number", "gives up G3"),
}


def found(clause: str) -> list[tuple[str, str, str]]:
    """What the check says about letters: how grave, where, what."""
    problems = examine(DEFAULT + CLAUSE + clause)[1]
    return [(p.severity, p.path, str(p.what)) for p in problems if p.path.startswith("letters")]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_where_it_is(fault: str) -> None:
    clause, severity, path, part = FAULTS[fault]
    hits = found(clause)
    assert [hit[:2] for hit in hits] == [(severity, path)]
    assert part in hits[0][2]


def test_the_clause_as_it_stands_by_default_has_nothing_wrong_with_it() -> None:
    assert found("") == []
    assert found("people = 500\n") == []


def test_the_clause_reads_as_plain_sentences() -> None:
    assert article(read(DEFAULT + CLAUSE + "people = 500\n"), "19") == (
        "Any member may write to movers, delegates, a branch and the convention. Everybody may send 20 letters in 7"
        " days. Together they go to 500 people at most. The first answer to a letter does not count, and nobody is"
        " shown an address. The limit is the same for everybody, the leadership included."
    )
    assert (
        article(read(DEFAULT + CLAUSE + "number = 0\n"), "19")
        == "No letters go from member to member through the relay."
    )


def test_a_rulebook_without_letters_gives_up_that_members_find_supporters() -> None:
    own = {g.code: g for g in guarantees(read(DEFAULT + CLAUSE + "number = 0\n"))}
    assert own["G3"].status == "given-up"
    assert [path for path, _why in own["G3"].given_up] == [("letters", "number")]


def test_no_key_names_a_post_a_class_or_a_person() -> None:
    assert set(Letters.__struct_fields__) == {"article", "title", "number", "within", "people"}
