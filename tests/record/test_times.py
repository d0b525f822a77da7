"""Acts stand between the moments at which witnesses saw the record; what the clock did late is noted."""

import pytest

from rankandfile.core.chapters.foundation import KeepTime
from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.ids import CLOCK, Lot, Moment
from rankandfile.record import cosignature
from rankandfile.record.report import Finding, Report
from rankandfile.record.times import LATE, TOLERANCE, Seen, Windows, late, seen, told
from rankandfile.record.verify import Trusted

from .organisation import DAY, FOUNDER, KEY, NOON, ORIGIN, Made, handle, with_a_motion
from .test_verify import verified

WITNESSES = tuple(cosignature.CosigningKey(f"sister-{n}.example/witness", bytes([n]) * 32) for n in (1, 2))
KEYS = tuple(witness.vkey for witness in WITNESSES)
SIZE = 107


def cosigned(made: Made, size: int, at: int, *witnesses: cosignature.CosigningKey) -> str:
    """The checkpoint of this size, as these witnesses saw it at the moment."""
    note = made.checkpoint(size)
    text = note.rpartition("\n\n")[0] + "\n"
    return note + "".join(cosignature.cosign(witness, text, at) for witness in witnesses)


def found(report: Report) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.entry) for finding in report.findings]


def codes(windows: Windows, index: int, at: int) -> list[str]:
    return [finding.code for finding in windows.outside(index, at)]


def test_a_time_is_between_what_witnesses_saw_before_and_after() -> None:
    windows = Windows([Seen(10, 1_000_000, "a"), Seen(20, 2_000_000, "b"), Seen(20, 1_900_000, "a"), Seen(5, 0, "c")])
    inside = [(4, 0), (9, 999_999), (10, 1_000_000), (15, 1_500_000), (19, 1_900_000), (20, 2_000_000), (99, 10**9)]
    assert [codes(windows, index, at) for index, at in inside] == [[]] * len(inside)
    assert codes(windows, 10, 1_000_000 - TOLERANCE - 1) == ["time.backdated"]
    assert codes(windows, 10, 1_000_000 - TOLERANCE) == []
    assert codes(windows, 9, 1_000_000 + TOLERANCE + 1) == ["time.forward"]
    assert codes(windows, 19, 1_900_000 + TOLERANCE + 1) == ["time.forward"]
    assert codes(windows, 20, 2_000_000 - TOLERANCE - 1) == ["time.backdated"]
    assert not Windows([])
    assert codes(Windows([]), 5, 0) == []


def test_only_witnesses_that_are_trusted_bear_witness() -> None:
    made = with_a_motion()
    note = cosigned(made, 50, NOON, *WITNESSES)
    assert seen([note], ORIGIN, KEYS) == [Seen(50, NOON, KEYS[0].name), Seen(50, NOON, KEYS[1].name)]
    assert seen([note], ORIGIN, KEYS[:1]) == [Seen(50, NOON, KEYS[0].name)]
    assert seen([note, "nothing"], ORIGIN, ()) == []
    assert seen([note], "other.example/record", KEYS) == []
    assert seen([made.checkpoint(50)], ORIGIN, (KEY.vkey,)) == []


def test_an_entry_dated_back_is_found_by_the_heads_that_a_witness_kept() -> None:
    made = with_a_motion()
    at = Moment(NOON + 195 * DAY)
    made.record(RecordDues(FOUNDER, Moment(NOON + 191 * DAY), handle(3), Moment(NOON + 800 * DAY)))
    before = cosigned(made, SIZE, at, WITNESSES[0])
    report = verified(made.export(), Trusted(KEY.vkey, KEYS, (before,)))
    assert found(report) == [("time.backdated", SIZE)]
    assert "says 2026-09-08 12:00:00 UTC" in report.findings[0].what
    assert KEYS[0].name in report.findings[0].what
    assert verified(made.export(), Trusted(KEY.vkey, (), (before,))).sound


def test_an_entry_dated_forward_is_found_by_the_checkpoint_itself() -> None:
    made = with_a_motion()
    early = cosigned(made, SIZE, NOON + 4 * DAY, WITNESSES[1])
    report = verified(made.export(), Trusted(KEY.vkey, KEYS, (early,)))
    assert {code for code, _ in found(report)} == {"time.forward"}
    assert ("time.forward", 105) in found(report)


def test_heads_that_fit_say_nothing() -> None:
    made = with_a_motion()
    heads = (cosigned(made, 1, NOON, *WITNESSES), cosigned(made, SIZE, NOON + 191 * DAY, *WITNESSES))
    assert verified(made.export(), Trusted(KEY.vkey, KEYS, heads)).sound


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(LATE + 1, "an hour after"), (7201, "2 hours after"), (DAY * 9, "9 days after"), (DAY, "24 hours after")],
)
def test_a_duty_of_the_clock_performed_late_is_noted(seconds: int, said: str) -> None:
    act = KeepTime(CLOCK, Moment(NOON + seconds), NOON, "publish", "issue-1", Lot(""))
    (notice,) = late(5, act)
    assert (notice.code, notice.entry) == ("duty.late", 5)
    assert said in notice.what
    assert "publish issue-1" in notice.what


def test_a_duty_performed_in_time_is_not_noted() -> None:
    assert list(late(5, KeepTime(CLOCK, Moment(NOON + LATE), NOON, "publish", "", Lot("")))) == []


def test_a_stopped_clock_shows_in_the_report_and_breaks_no_rule() -> None:
    report = verified(with_a_motion().export())
    assert report.sound
    assert {notice.code for notice in report.notices} == {"duty.late"}
    assert all(isinstance(notice, Finding) and notice.what.startswith("LATE: ") for notice in report.notices)


def test_moments_are_told_in_utc_as_far_as_there_are_years() -> None:
    assert told(0) == "1970-01-01 00:00:00 UTC"
    assert told(253_402_300_800) == "second 253402300800 since 1970"
