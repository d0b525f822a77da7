"""Spans and dates, held against Python's own calendar."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.calendar import Span, Week, civil, day_number, is_working_day, iso_date, iso_moment, shifted
from rankandfile.core.ids import Moment

MONDAY = Moment(1_767_600_000)
DAY = 86_400


@given(st.integers(-50_000, 100_000))
def test_every_day_has_the_date_that_pythons_calendar_gives(day: int) -> None:
    assert iso_date(day) == (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=day)).date().isoformat()


@given(st.integers(-800_000, 3_000_000))
def test_the_day_of_a_date_is_the_day_it_came_from(day: int) -> None:
    assert day_number(*civil(day)) == day


def moment(*date: int) -> Moment:
    return Moment(int(datetime(*date, tzinfo=UTC).timestamp()))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "span", "direction", "end"),
    [
        ((2026, 1, 31, 18), Span(1, "months"), 1, (2026, 2, 28, 18)),
        ((2028, 1, 31, 18), Span(1, "months"), 1, (2028, 2, 29, 18)),
        ((2026, 12, 31), Span(2, "months"), 1, (2027, 2, 28)),
        ((2026, 3, 31), Span(1, "months"), -1, (2026, 2, 28)),
        ((2026, 1, 15), Span(12, "months"), 1, (2027, 1, 15)),
        ((2026, 1, 15), Span(13, "months"), -1, (2024, 12, 15)),
        ((2024, 2, 29), Span(1, "years"), 1, (2025, 2, 28)),
        ((2024, 2, 29), Span(4, "years"), 1, (2028, 2, 29)),
        ((2026, 11, 30), Span(1, "months"), 1, (2026, 12, 30)),
        ((2026, 5, 1), Span(0, "months"), 1, (2026, 5, 1)),
    ],
)
def test_months_and_years_go_by_the_calendar(
    start: tuple[int, ...], span: Span, direction: int, end: tuple[int, ...]
) -> None:
    assert shifted(moment(*start), span, direction, Week()) == moment(*end)


def test_the_month_is_that_of_the_place() -> None:
    """1 February, 01:00 in the place, is still January in UTC; a month later it is 1 March there."""
    ahead = Week(offset_minutes=120)
    assert shifted(moment(2026, 1, 31, 23), Span(1, "months"), 1, ahead) == moment(2026, 2, 28, 23)
    assert shifted(moment(2026, 1, 31, 23), Span(1, "months"), 1, Week()) == moment(2026, 2, 28, 23)
    assert shifted(moment(2026, 2, 28, 23), Span(1, "months"), 1, ahead) == moment(2026, 3, 31, 23)
    assert shifted(moment(2026, 2, 28, 23), Span(1, "months"), 1, Week()) == moment(2026, 3, 28, 23)


def test_weeks_days_hours_and_minutes_are_whole_seconds() -> None:
    spans = {"weeks": 604_800, "days": 86_400, "hours": 3600, "minutes": 60}
    for unit, seconds in spans.items():
        assert shifted(MONDAY, Span(2, unit), 1, Week()) == MONDAY + 2 * seconds
        assert shifted(MONDAY, Span(2, unit), -1, Week()) == MONDAY - 2 * seconds


def test_working_days_skip_days_of_rest_and_holidays() -> None:
    friday = Moment(MONDAY + 4 * DAY)
    assert shifted(friday, Span(1, "working-days"), 1, Week()) == friday + 3 * DAY
    holiday = Week(holidays=("2026-01-12",))
    assert shifted(friday, Span(1, "working-days"), 1, holiday) == friday + 4 * DAY
    assert shifted(MONDAY, Span(1, "working-days"), -1, Week()) == MONDAY - 3 * DAY


def test_the_offset_decides_which_day_it_is() -> None:
    sunday_evening = Moment(MONDAY - 9 * 3600)
    assert not is_working_day(sunday_evening, Week())
    assert is_working_day(sunday_evening, Week(offset_minutes=120))


def test_a_moment_is_written_in_utc() -> None:
    assert iso_moment(MONDAY) == "2026-01-05 08:00 UTC"
