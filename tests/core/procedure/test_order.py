"""Is this in order now, and what does it need? The answers of two usages, each with the text that gives it."""

import pytest

from rankandfile.core.procedure.british import BRITISH
from rankandfile.core.procedure.order import Floor, in_order, open_now
from rankandfile.core.procedure.rows import POSITIONS, School
from rankandfile.core.procedure.us import US

from . import british_cases, us_cases
from .cases import CLOSED_DEBATE, MOTION, Case, pending

CASES = [
    pytest.param(school, case, id=f"{school.id} {case.cites} {case.motion} {place}")
    for school, cases in ((BRITISH, british_cases.CASES), (US, us_cases.CASES))
    for place, case in enumerate(cases)
]


@pytest.mark.parametrize(("school", "case"), CASES)
def test_the_table_answers_as_the_text_does(school: School, case: Case) -> None:
    answer = in_order(case.floor, school, case.motion, case.who)
    assert answer.why == case.why
    assert {key: getattr(answer.row, key) for key in case.needs} == case.needs


def test_there_are_cases_enough_and_each_names_its_text() -> None:
    assert len(CASES) >= 120
    assert all(case.cites for _, case in (param.values for param in CASES))


@pytest.mark.parametrize("school", [BRITISH, US], ids=lambda each: each.id)
def test_every_row_has_a_case_that_is_in_order_and_one_that_is_not(school: School) -> None:
    cases = british_cases.CASES if school is BRITISH else us_cases.CASES
    assert {case.motion for case in cases if not case.why} == set(school.rows)


@pytest.mark.parametrize("school", [BRITISH, US], ids=lambda each: each.id)
def test_every_row_cites_a_text_and_is_open_somewhere(school: School) -> None:
    for row in school.rows.values():
        assert row.cites
        assert set(row.during) <= set(POSITIONS)
        assert row.during


@pytest.mark.parametrize("school", [BRITISH, US], ids=lambda each: each.id)
def test_no_two_ranks_are_alike_so_that_one_of_two_always_comes_first(school: School) -> None:
    ranks = [row.rank for row in school.rows.values() if row.rank]
    assert len(ranks) == len(set(ranks))


def test_what_curtails_debate_takes_two_thirds_in_us_usage_and_not_in_british() -> None:
    assert US.rows["closure"].majority == US.rows["limit-debate"].majority == "two-thirds"
    assert BRITISH.rows["closure"].majority == "simple"


def test_one_speech_on_each_side_where_a_rulebook_asks_for_two_is_too_few_while_people_ask() -> None:
    from msgspec.structs import replace

    asks = replace(BRITISH, rows={**BRITISH.rows, "closure": replace(BRITISH.rows["closure"], speeches=2)})
    for speeches, asking, why in (((1, 2), (1, 0), "speeches"), ((1, 2), (0, 3), ""), ((2, 2), (4, 4), "")):
        floor = Floor(position="motion", speeches=speeches, asking=asking)
        assert in_order(floor, asks, "closure").why == why


def test_what_is_open_now_is_exactly_what_is_in_order() -> None:
    for floor in (MOTION, CLOSED_DEBATE, pending("refer"), pending("adjourn")):
        for school in (BRITISH, US):
            found = {row.id for row in open_now(floor, school)}
            assert found == {name for name in school.rows if in_order(floor, school, name).is_in_order}


def test_after_closure_british_usage_has_the_vote_and_us_usage_still_the_table() -> None:
    assert not in_order(CLOSED_DEBATE, BRITISH, "lay-aside").is_in_order
    assert in_order(CLOSED_DEBATE, US, "lay-aside").is_in_order


def test_an_unknown_pending_motion_lets_nothing_through_that_has_a_rank() -> None:
    assert in_order(pending("unheard-of"), US, "adjourn").why == "yields"
