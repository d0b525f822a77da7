"""The clause on what is out of order: what it says, what is found wrong with it, and what it gives up."""

import pytest

from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.guarantees import guarantees
from rankandfile.core.rulebook.reading import article

from .texts import DEFAULT, changed, read

APPEAL = 'appeal = { to = "convention", members = 5, within = "14 days" }'
GROUNDS = DEFAULT[DEFAULT.index("[[admissibility.grounds]]") : DEFAULT.index("# --- Witnesses")]
FAULTS = {
    "no ground": ((APPEAL, APPEAL + "\ngrounds = []"), (GROUNDS, ""), "error", "admissibility.grounds", "no ground"),
    "itself": (
        (APPEAL, APPEAL.replace("convention", "credentials")),
        None,
        "warning",
        "admissibility.appeal.to",
        "its",
    ),
    "too few": (
        (APPEAL, 'appeal = { to = "teller", agreeing = 9 }'),
        None,
        "error",
        "admissibility.appeal.agreeing",
        "only 4",
    ),
    "no time": ((APPEAL, APPEAL.replace("14", "0")), None, "error", "admissibility.appeal.within", "no time"),
    "nobody": ((APPEAL, APPEAL.replace("convention", "king")), None, "error", "admissibility.appeal.to", "king"),
    "unknown": (
        ('ruled_by = "credentials"', 'ruled_by = "king"'),
        None,
        "error",
        "admissibility.ruled_by",
        "no post “king”",
    ),
    "twice": (('"single-person"', '"unlawful"'), None, "error", "admissibility.grounds[2].id", "two of the id"),
    "the leadership": (
        ('ruled_by = "credentials"', 'ruled_by = "secretary"'),
        None,
        "notice",
        "admissibility.ruled_by",
        "gives up G1",
    ),
    "no appeal": ((APPEAL, ""), None, "notice", "admissibility", "nobody can appeal"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_where_it_is(fault: str) -> None:
    first, second, severity, path, part = FAULTS[fault]
    problems = examine(changed(DEFAULT, *(edit for edit in (first, second) if edit)))[1]
    hits = [(p.severity, p.path, str(p.what)) for p in problems if p.path.startswith("admissibility")]
    assert [hit[:2] for hit in hits] == [(severity, path)]
    assert part in hits[0][2]


def test_the_clause_reads_as_plain_sentences() -> None:
    assert article(read(DEFAULT), "16.2") == " ".join(
        (
            "“Credentials committee” may rule a motion or an amendment out of order until the convention opens, on",
            "one of the grounds below, with a reason and once only. The text stays readable and in the bulletin, with",
            "the ruling on it. The author, or 5 members together, may appeal within 14 days. The convention votes on",
            "it; carried, the ruling is overturned.",
        )
    )
    assert article(read(DEFAULT), "16.2(a)") == "It asks the organisation to do what the law forbids."


def test_an_appeal_to_a_post_and_one_of_the_author_alone_read_as_plain_sentences() -> None:
    told = article(read(changed(DEFAULT, (APPEAL, 'appeal = { to = "teller", members = 0 }'))), "16.2")
    assert "The author may appeal within 14 days." in told
    assert "“Tellers” decides: 2 of them must say the same" in told
    assert "Nobody can appeal." in article(read(changed(DEFAULT, (APPEAL, ""))), "16.2")


def test_the_preset_keeps_the_first_guarantee() -> None:
    assert {g.code: g.status for g in guarantees(read(DEFAULT))}["G1"] == "given"
