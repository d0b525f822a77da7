"""The clauses on dividing texts: what they say, and what is found wrong with them."""

import pytest

from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.reading import article

from .texts import DEFAULT, read

PARTS = "[parts]\n"
FAULTS = {
    "nobody asks": ("asked_by = 3", "asked_by = 0\nmover = false", "parts.asked_by", "Nobody can ask"),
    "one part": ("asked_by = 3", "most = 1", "parts.most", "two parts at least"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_where_it_is(fault: str) -> None:
    old, new, path, part = FAULTS[fault]
    hits = [(p.severity, str(p.what)) for p in examine(DEFAULT.replace(old, new))[1] if p.path == path]
    assert [severity for severity, _what in hits] == ["error"]
    assert part in hits[0][1]


def test_the_clause_on_composites_says_who_makes_one_and_what_becomes_of_the_originals() -> None:
    said = article(read(DEFAULT), "10.2")
    assert "Each mover consents; until it is on the floor each can leave it, which ends it." in said
    assert said.endswith("If it is lost, the originals are taken in their places.")
    falls = 'if_lost = "fall"\ncloses = "2 weeks before opening"'
    other = article(read(DEFAULT.replace('if_lost = "originals"', falls)), "10.2")
    assert "Composites are made until 2 weeks before" in other
    assert other.endswith("If it is lost, the originals fall with it.")


def test_the_clause_on_parts_says_who_asks_and_what_follows() -> None:
    said = article(read(DEFAULT), "10.1")
    assert said.startswith("A text is voted on in parts when 3 people present with a vote ask for the same lines.")
    assert "Who moved a text can have it voted on in parts without asking others." in said
    assert said.endswith("without it, the part is taken out. Then what is left is voted on as a whole.")
    alone = article(read(DEFAULT.replace("asked_by = 3", "asked_by = 0")), "10.1")
    assert alone.startswith("Who moved a text")
    others = article(read(DEFAULT.replace("asked_by = 3", "asked_by = 1\nmover = false")), "10.1")
    assert others.startswith("A text is voted on in parts when 1 person present with a vote asks for it. It has 10")
