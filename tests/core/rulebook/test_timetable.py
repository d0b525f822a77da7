"""Every deadline has a name and, once the convention is called, a moment."""

from rankandfile.core.ids import Moment
from rankandfile.core.rulebook.timetable import deadlines, moments
from tests.core.rulebook.texts import DEFAULT, changed, read

WEEK = 604_800
OPENING = Moment(100 * WEEK)


def test_each_deadline_of_the_rulebook_has_a_name() -> None:
    names = list(deadlines(read(DEFAULT)))
    assert names[:8] == [
        "roll-date", "nominations-open", "nominations-close", "voting-opens", "voting-closes",
        "agenda", "candidates-open", "candidates-close",
    ]  # fmt: skip
    assert {"bulletin-3", "policy-closes", "policy-seconding-closes", "policy-answer-due", "amendments-close"} < set(
        names
    )
    assert "emergency-answer-due" not in names


def test_deadlines_are_counted_from_the_opening() -> None:
    due = moments(read(DEFAULT), {"opening": OPENING})
    assert due["roll-date"] == 88 * WEEK
    assert due["agenda"] == 98 * WEEK
    assert list(due) == list(deadlines(read(DEFAULT)))


def test_a_deadline_can_be_counted_from_another() -> None:
    text = changed(
        DEFAULT, ('candidates_close = "3 weeks before opening"', 'candidates_close = "2 hours after agenda"')
    )
    assert moments(read(text), {"opening": OPENING})["candidates-close"] == 98 * WEEK + 7200


def test_a_deadline_after_the_closing_has_no_moment_before_the_closing_is_known() -> None:
    text = changed(DEFAULT, ('candidates_close = "3 weeks before opening"', 'candidates_close = "at closing"'))
    assert "candidates-close" not in moments(read(text), {"opening": OPENING})


def test_deadlines_counted_from_each_other_have_no_moment() -> None:
    text = changed(
        DEFAULT,
        ('candidates_open = "8 weeks before opening"', 'candidates_open = "1 week before candidates-close"'),
        ('candidates_close = "3 weeks before opening"', 'candidates_close = "1 week after candidates-open"'),
    )
    assert "candidates-open" not in moments(read(text), {"opening": OPENING})


def test_a_rulebook_without_delegates_has_no_delegate_deadlines() -> None:
    start, end = DEFAULT.index("[delegates]"), DEFAULT.index("[convention]")
    assert "roll-date" not in deadlines(read(DEFAULT[:start] + DEFAULT[end:]))
