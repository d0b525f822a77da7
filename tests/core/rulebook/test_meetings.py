"""How other bodies meet, and what is decided in secret: what the clauses say, and what is found wrong with them."""

import pytest

from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.reading import article

from .texts import DEFAULT, changed, read

FAULTS = {
    "a body that is not there": (('body = "executive"\ncalled_by', 'body = "choir"\ncalled_by'), "meetings[1].body"),
    "the convention again": (('body = "executive"\ncalled_by', 'body = "convention"\ncalled_by'), "meetings[1].body"),
    "a post that is not there": (('chaired_by = "branch-secretary"', 'chaired_by = "king"'), "meetings[0].chaired_by"),
    "tellers that are not there": (
        ('chaired_by = "branch-secretary"', 'chaired_by = "branch-secretary"\ncounted_by = "king"'),
        "meetings[0].counted_by",
    ),
    "nobody can have it called": (('every = "26 weeks"\nagenda = "1 day before opening"\ndemanded_by = 5\n',
                                   'agenda = "1 day before opening"\n'), "meetings[0].called_by"),
    "an agenda before the call": (
        ('every = "26 weeks"\nagenda = "1 day', 'every = "26 weeks"\nagenda = "3 weeks'),
        "meetings[0].agenda",
    ),
    "an agenda after nothing": (
        ('every = "26 weeks"\nagenda = "1 day before opening"', 'every = "26 weeks"\nagenda = "1 day before lunch"'),
        "meetings[0].agenda",
    ),
    "business to a body that does not meet": (('to = "branch"', 'to = "choir"'), "business[4].to"),
    "a rulebook changed in a branch": (('to = "branch"\n', 'to = "branch"\nchanges_rulebook = true\n'),
                                       "business[4].changes_rulebook"),
    "a referendum from a branch": (('to = "branch"\n', 'to = "branch"\nreferendum = true\n'), "business[4].referendum"),
    "a secret on nothing": (("tellers_agree = 2\n", 'tellers_agree = 2\nsecret = ["songs"]\n'), "voting.secret[0]"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_where_it_is(fault: str) -> None:
    change, path = FAULTS[fault]
    assert path in [problem.path for problem in examine(changed(DEFAULT, change))[1]]


def test_a_meeting_of_a_branch_reads_as_plain_sentences() -> None:
    assert article(read(DEFAULT), "7.1") == (
        "This is how “branch” meets, in each branch. It is called by “Branch secretary”, at least 7 days before it "
        "opens, and “Branch secretary” presides. It opens at the latest 26 weeks after the last one closed. The agenda "
        "is composed 1 day before the opening, by the clock. “Branch secretary” writes the minutes; “Branch secretary” "
        "records who is there. Cards are counted by those present with a vote who do not preside. A vote is taken by "
        "name when 2 of those present with a vote demand it. Whoever has a voice there may move amendments until the "
        "vote. It is called at once when 5 of those who sit in it with a vote demand it. When the chair does nothing "
        "for 15 minutes, more than half of those present name another. A meeting that nobody opens ends at the hour of "
        "its close, and stands as not held."
    )


def test_business_says_to_which_body_it_goes_and_is_timed_by_its_meeting() -> None:
    told = article(read(DEFAULT), "9.5")
    assert told.startswith("It goes to meetings of the branch meeting.")
    assert "until 2 days before the opening, support" in told


def test_what_is_decided_in_secret_is_said() -> None:
    secret = changed(DEFAULT, ("tellers_agree = 2\n", 'tellers_agree = 2\nsecret = ["policy", "branch-motion"]\n'))
    told = article(read(secret), "13")
    assert "Decided by secret ballot and in no other way: “Motions” and “Motions to a branch”." in told
    assert "Amendments are open votes." in told
