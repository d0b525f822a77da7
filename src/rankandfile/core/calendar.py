"""Moments and spans: how the rulebook's years, months, weeks, days, hours and working days become UTC seconds.

A day is 86,400 seconds from the anchor; a rulebook that wants deadlines at an hour of the day says so with its anchor.
Working days skip the rulebook's days of rest and holidays, in the organisation's fixed offset from UTC. Months and
years count by the calendar of that place: to the same day of the month at the same hour, or to the last day of a month
that has no such day (a month after 31 January is 28 or 29 February). Civil dates are computed with the proleptic
Gregorian calendar (the era algorithm); no time zone database decides anything.
"""

from msgspec import Struct

from .ids import Moment

SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400, "weeks": 604_800}
MONTHS = {"months": 1, "years": 12}
DAY = 86_400


class Span(Struct, frozen=True):
    """A length of time as the rulebook says it: an amount and a unit."""

    amount: int
    unit: str


class Week(Struct, frozen=True):
    """Which days count as working days: weekdays 1 (Monday) to 7, holidays as ISO dates, offset in minutes."""

    working: tuple[int, ...] = (1, 2, 3, 4, 5)
    holidays: tuple[str, ...] = ()
    offset_minutes: int = 0


def shifted(start: Moment, span: Span, direction: int, week: Week) -> Moment:
    """The moment a span after (direction 1) or before (-1) the start."""
    if span.unit in MONTHS:
        return _by_months(start, direction * span.amount * MONTHS[span.unit], week)
    if span.unit != "working-days":
        return Moment(start + direction * span.amount * SECONDS[span.unit])
    left, moment = span.amount, int(start)
    while left:
        moment += direction * DAY
        left -= is_working_day(Moment(moment), week)
    return Moment(moment)


def _by_months(start: Moment, months: int, week: Week) -> Moment:
    """The same day of the month and the same hour, so many months on; the month's last day where it has no such day."""
    day, second = divmod(start + 60 * week.offset_minutes, DAY)
    year, month, date = civil(day)
    year, month = divmod(12 * year + month - 1 + months, 12)
    first, following = day_number(year, month + 1), day_number(year + (month == 11), (month + 1) % 12 + 1)
    return Moment((min(first + date, following) - 1) * DAY + second - 60 * week.offset_minutes)


def is_working_day(moment: Moment, week: Week) -> bool:
    """Whether the moment falls on a working day of the organisation."""
    day = (moment + 60 * week.offset_minutes) // DAY
    return (day + 3) % 7 + 1 in week.working and iso_date(day) not in week.holidays


def civil(day: int) -> tuple[int, int, int]:
    """Year, month and day of the day number (0 is 1970-01-01)."""
    day += 719_468
    era, of_era = divmod(day, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    date = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return year + era * 400 + (month <= 2), month, date


def day_number(year: int, month: int, date: int = 1) -> int:
    """The day number of the date (1970-01-01 is 0): the other way round than `civil`."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + date - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def iso_date(day: int) -> str:
    """The day number as an ISO date."""
    year, month, date = civil(day)
    return f"{year:04d}-{month:02d}-{date:02d}"


def iso_moment(moment: Moment) -> str:
    """The moment as an ISO time in UTC, to the minute."""
    day, rest = divmod(moment, DAY)
    return f"{iso_date(day)} {rest // 3600:02d}:{rest % 3600 // 60:02d} UTC"
