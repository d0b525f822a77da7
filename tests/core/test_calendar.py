"""Spans and dates, held against Python's own calendar."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rankandfile.core.calendar import Span, Week, is_working_day, iso_date, iso_moment, shifted
from rankandfile.core.ids import Moment

MONDAY = Moment(1_767_600_000)
DAY = 86_400


@given(st.integers(-50_000, 100_000))
def test_every_day_has_the_date_that_pythons_calendar_gives(day: int) -> None:
    assert iso_date(day) == (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=day)).date().isoformat()


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
