"""Calendars as another library reads them."""

from datetime import UTC, datetime

import pytest

from rankandfile.shell.icalendar import Event, calendar

icalendar = pytest.importorskip("icalendar")

HOSTILE = (
    "Plain", "a, b; c\\d", "two\nlines", "one\r\nEND:VEVENT\r\nBEGIN:VALARM", "ج" * 200, "公" * 90, "é" * 37 + "x",
    "\\n", "tab\tand bell\x07", "",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_another_library_reads_what_was_written(text: str) -> None:
    made = calendar(
        text, "-//Test//EN", [Event(f"C1/{text}@x", 1_700_000_000, 1_600_000_000, text, "https://x.example/")]
    )
    read = icalendar.Calendar.from_ical(made)
    (event,) = read.walk("VEVENT")
    plain = text.replace("\r\n", "\n").replace("\x07", "").replace("\t", "")
    assert str(event["SUMMARY"]) == plain
    assert event.decoded("DTSTART") == datetime.fromtimestamp(1_700_000_000, UTC)
    assert event.decoded("DTSTAMP") == datetime.fromtimestamp(1_600_000_000, UTC)
    assert [each.name for each in read.walk()] == ["VCALENDAR", "VEVENT"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_line_is_longer_than_75_octets_and_none_is_cut_inside_a_character(text: str) -> None:
    made = calendar(text, "-//Test//EN", [Event("1@x", 0, 0, text)])
    assert made.endswith(b"\r\n")
    assert b"\n" not in made.replace(b"\r\n", b"")
    for line in made.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_the_same_events_give_the_same_bytes() -> None:
    events = [Event(f"{n}@x", n, n, f"Event {n}") for n in range(50)]
    assert calendar("a", "b", events) == calendar("a", "b", events)
