"""The clause on procedure: what it says, what is found wrong with it, and which table comes of it."""

import pytest

from rankandfile.core.procedure.table import table_of
from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.reading import article
from rankandfile.core.rulebook.write import written
from tests.core.chapters.procedures import RULES as DEFAULT

from .texts import changed, read

CLAUSE = '\n[procedure]\narticle = "20"\nschool = "british"\n'
ROW = '\n[[procedure.motions]]\narticle = "20.1"\n'
FAULTS = {
    "no such motion": ('id = "filibuster"\n', "error", "procedure.motions[0].id", "no procedural motion “filibuster”"),
    "a right taken away": ('id = "appeal"\nallowed = false\n', "warning", "procedure.motions[0].allowed", "always be"),
    "out of reach": ('id = "appeal"\nseconds = 40\n', "warning", "procedure.motions[0].seconds", "40 supporters"),
    "nothing to amend": ('id = "closure"\namendable = true\n', "warning",
                         "procedure.motions[0].amendable", "could change"),
    "no such majority": ('id = "closure"\nmajority = "huge"\n', "error", "procedure.school", "the majority “huge”"),
    "twice": ('id = "closure"\n' + ROW.replace("20.1", "20.2") + 'id = "closure"\n', "error",
              "procedure.motions[1].id", "two of the id"),
}  # fmt: skip


def found(clause: str) -> list[tuple[str, str, str]]:
    """What the check says about procedure: how grave, where, what."""
    problems = examine(DEFAULT + clause)[1]
    return [(p.severity, p.path, str(p.what)) for p in problems if p.path.startswith("procedure")]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_where_it_is(fault: str) -> None:
    clause, severity, path, part = FAULTS[fault]
    hits = found(CLAUSE + ROW + clause)
    assert [hit[:2] for hit in hits] == [(severity, path)]
    assert part in hits[0][2]


@pytest.mark.parametrize("name", ["support_within", "put_within", "recount_within"])
def test_a_time_is_some_time_and_no_meeting_stands_still_for_long(name: str) -> None:
    assert found(f'{CLAUSE}{name} = "45 seconds"\n') == []
    none, long = found(f'{CLAUSE}{name} = "0 minutes"\n'), found(f'{CLAUSE}{name} = "11 minutes"\n')
    assert none == [("error", f"procedure.{name}", "In no time at all nobody can act on it.")]
    assert [hit[:2] for hit in long] == [("warning", f"procedure.{name}")]


def test_the_times_of_the_clause_read_as_plain_sentences() -> None:
    times = 'support_within = "45 seconds"\nput_within = "3 minutes"\nrecount_within = "20 seconds"\n'
    told = article(read(DEFAULT + CLAUSE + times), "20")
    assert "An appeal has 45 seconds to find its support; if the chair has not put it within 3 minutes" in told
    assert "The result of a show of cards waits 20 seconds for the demand of a recount;" in told


def test_a_guillotine_needs_a_time_and_an_election_is_never_put_together() -> None:
    policy = 'business = ["policy"]\n'
    text = changed(DEFAULT, (policy, 'business = ["policy", "election"]\nguillotine = "debate"\nconsent = true\n'))
    found = {p.path: p.severity for p in examine(text)[1] if p.path.startswith("agenda.sections")}
    assert found["agenda.sections[3].guillotine"] == "error"
    assert found["agenda.sections[3].consent"] == "warning"
    timed = changed(DEFAULT, (policy, policy + 'minutes = 90\nguillotine = "later"\nconsent = true\n'))
    assert [p for p in examine(timed)[1] if p.path.startswith("agenda.sections")] == []
    told = article(read(timed), "11.4")
    assert "90 minutes are set aside. When they are used up the clock ends the debate, and the question is put." in told
    assert "The rest of this part comes after everything else." in told
    assert told.endswith("What nobody takes out is put together in one vote; any one delegate takes one out.")


@pytest.mark.parametrize("school", ["british", "us"])
def test_either_usage_alone_has_nothing_wrong_with_it(school: str) -> None:
    assert found(CLAUSE.replace("british", school)) == []


def test_a_rulebook_without_the_clause_has_no_table() -> None:
    assert table_of(read(DEFAULT)) is None


def test_the_clause_reads_as_plain_sentences() -> None:
    row = (
        'id = "closure"\nseconds = 2\nmajority = "two-thirds"\ndebatable = "once"\namendable = true\n'
        'interrupts = false\nnot_spoken = false\nrank = 7\nspeeches = 2\nagain_after = "20 minutes"\n'
    )
    rulebook = read(DEFAULT + CLAUSE + ROW + row)
    assert article(rulebook, "20") == (
        "Procedural motions: British usage, as the manual's table of the floor has it."
        " An appeal has 1 minute to find its support; if the chair has not put it within 2 minutes, its supporters"
        " put it. A recount of a show of cards is demanded before the chair closes the vote."
        " What is otherwise here stands in the articles below."
    )
    assert article(rulebook, "20.1") == (
        "This is about “closure”. It needs 2 other supporters."
        " Its majority: “Two thirds” (at least two thirds of the votes cast)."
        " Its mover and the chair speak to it, each once. It can be amended. It does not interrupt a speech."
        " Who has spoken may move it too. Its rank among them is 7."
        " Not before 2 have spoken on each side on which people ask to."
        " Once lost, it can be moved again after 20 minutes."
    )
    left_out = read(DEFAULT + CLAUSE + ROW + 'id = "next-business"\nallowed = false\n')
    assert article(left_out, "20.1") == "There is no “next business” here."


def test_rows_of_the_rulebook_take_the_place_of_the_schools_and_a_right_stays() -> None:
    rows = 'id = "closure"\nspeeches = 2\nmajority = "two-thirds"\nagain_after = "20 minutes"\n'
    rows += ROW.replace("20.1", "20.2") + 'id = "appeal"\nallowed = false\nseconds = 1\n'
    rows += ROW.replace("20.1", "20.3") + 'id = "next-business"\nallowed = false\n'
    table = table_of(read(DEFAULT + CLAUSE + ROW + rows))
    assert table is not None
    closure, appeal = table.rows["closure"], table.rows["appeal"]
    assert (closure.speeches, closure.majority, closure.again_after, closure.article) == (2, "two-thirds", 1200, "20.1")
    assert (closure.seconds, closure.not_spoken) == (1, True)
    assert appeal.seconds == 1
    assert "next-business" not in table.rows


def test_the_number_for_a_roll_call_is_that_of_the_clause_on_voting() -> None:
    table = table_of(read(DEFAULT + CLAUSE))
    assert table is not None
    assert (table.rows["roll-call"].seconds, table.rows["roll-call"].article) == (20, "13")
    without = table_of(read(changed(DEFAULT, ("roll_call_on_demand = 20\n", "")) + CLAUSE))
    assert without is not None
    assert "roll-call" not in without.rows


def test_voting_in_parts_is_that_of_the_clause_on_parts() -> None:
    table = table_of(read(DEFAULT + CLAUSE))
    assert table is not None
    assert (table.rows["parts"].decided, table.rows["parts"].seconds, table.rows["parts"].article) == (
        "demand",
        3,
        "10.1",
    )
    before, _, after = DEFAULT.partition("[parts]")
    without = table_of(read(before + "[agenda]" + after.partition("[agenda]")[2] + CLAUSE))
    assert without is not None
    assert "parts" not in without.rows


def test_the_clause_is_written_back_as_it_was_read() -> None:
    text = DEFAULT + CLAUSE + ROW + 'id = "closure"\nseconds = 0\namendable = false\nagain_after = "1 hours"\n'
    rulebook = read(text)
    assert read(written(rulebook)) == rulebook
