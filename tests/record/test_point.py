"""A verification that stops goes on and says the same; one that begins at a verified head reads nothing before it."""

from io import BytesIO

import msgspec
import pytest

from rankandfile.core.chapters.members import DuesRecorded, RecordDues, ResignMembership
from rankandfile.core.ids import Handle, Moment
from rankandfile.record import point as points
from rankandfile.record.export import Export, read
from rankandfile.record.mirror import Mirror
from rankandfile.record.point import Point
from rankandfile.record.report import Report
from rankandfile.record.source import Source
from rankandfile.record.verify import Trusted, verify

from .organisation import DAY, FOUNDER, KEY, NOON, Made, handle, with_a_motion, with_members
from .test_export import unpacked

PINNED = Trusted(KEY.vkey)
LATER = Moment(NOON + 190 * DAY)


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A point is offered after each act."""
    monkeypatch.setattr("rankandfile.record.verify.EVERY", 0)


def every_point(source: Source, trusted: Trusted = PINNED) -> tuple[list[Point], Report]:
    kept: list[Point] = []
    report = verify(source, trusted, keep=lambda _is_head, make: kept.append(through_bytes(make())))
    return kept, report


def through_bytes(kept: Point) -> Point:
    """The point as it comes back from a file."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(kept), type=Point)


def with_offences() -> Made:
    """A record in which not everything is lawful, and a text is not shown."""
    made = with_a_motion()
    stranger = Handle("f" * 32)
    made.smuggle(ResignMembership(stranger, LATER), ())
    made.record(RecordDues(FOUNDER, LATER, handle(1), Moment(LATER + 5)))
    made.smuggle(RecordDues(FOUNDER, LATER, handle(1), Moment(LATER + 6)), (DuesRecorded(handle(2), LATER),))
    del made.values[3]
    return made


@pytest.mark.parametrize(
    "made", [with_a_motion(), with_offences(), with_members(members=130)], ids=["sound", "offences", "members"]
)
def test_a_run_that_was_interrupted_anywhere_says_the_same(made: Made) -> None:
    exported = made.export(personal=True)
    kept, whole = every_point(read(BytesIO(exported)))
    assert len(kept) > 20
    for at in kept:
        if not at.is_head:
            assert verify(read(BytesIO(exported)), PINNED, start=at) == whole


def test_entries_before_the_point_are_not_decided_again(monkeypatch: pytest.MonkeyPatch) -> None:
    exported = with_a_motion().export()
    kept, whole = every_point(read(BytesIO(exported)))
    asked: list[int] = []

    def noted(state: object, deed: object) -> object:
        asked.append(deed.index)  # type: ignore[attr-defined]
        return replayed(state, deed)  # type: ignore[arg-type]

    from rankandfile.record.verify import replayed

    monkeypatch.setattr("rankandfile.record.verify.replayed", noted)
    assert verify(read(BytesIO(exported)), PINNED, start=kept[20]) == whole
    assert min(asked) == kept[20].size


def grown() -> tuple[Made, Point]:
    """A record that has grown since it was verified, and the point at which it was found sound."""
    made = with_members(members=130)
    kept, report = every_point(read(BytesIO(made.export())))
    assert report.sound
    assert kept[-1].is_head
    for number in range(40):
        made.record(RecordDues(FOUNDER, Moment(NOON + DAY), handle(number), Moment(NOON + 400 * DAY)))
    return made, kept[-1]


class Reads:
    """The files of a record, and which of them were asked for."""

    def __init__(self, made: Made) -> None:
        self.files = unpacked(made.export())
        self.asked: list[str] = []

    def __call__(self, name: str) -> bytes | None:
        self.asked.append(name)
        return self.files.get(name)


def test_from_a_verified_head_only_what_came_since_is_read() -> None:
    made, head = grown()
    reads = Reads(made)
    report = verify(Mirror(reads, None, sorted(reads.files)), PINNED, start=head)
    assert (report.sound, report.since, report.size) == (True, 271, 351)
    assert "tile/entries/000" not in reads.asked
    assert dict(report.checked)["entries hashed, read strictly, and found in their place in the tree"] == 80
    assert dict(report.checked)["acts decided again by the rules in force at their time"] == 40
    assert any(sentence.startswith("The first 271 entries: an earlier run") for sentence in report.unchecked)
    assert report.state == verify(read(BytesIO(made.export())), PINNED).state


def test_an_offence_after_the_verified_head_is_found() -> None:
    made, head = grown()
    made.smuggle(ResignMembership(Handle("f" * 32), Moment(NOON + 2 * DAY)), ())
    report = verify(read(BytesIO(made.export())), PINNED, start=head)
    assert (report.since, [(f.code, f.entry) for f in report.findings]) == (271, [("act.refused", 351)])


def test_heads_from_before_are_held_against_the_record_too() -> None:
    made, head = grown()
    heads = (made.checkpoint(5), made.checkpoint(271), made.checkpoint(300))
    report = verify(read(BytesIO(made.export())), Trusted(KEY.vkey, heads=heads), start=head)
    assert (report.sound, dict(report.checked)["older checkpoints that lie on the way to this one"]) == (True, 3)


def test_a_point_of_another_history_is_not_used() -> None:
    head = grown()[1]
    other = with_members(members=129)
    for number in range(60):
        other.record(RecordDues(FOUNDER, Moment(NOON + DAY), handle(number), Moment(NOON + 400 * DAY)))
    report = verify(read(BytesIO(other.export())), PINNED, start=head)
    assert (report.sound, report.since) == (True, 0)
    assert verify(read(BytesIO(with_a_motion().export())), PINNED, start=head).since == 0


@pytest.mark.parametrize("name", ["tile/0/001.p/95", "tile/1/000.p/1"])
def test_a_point_whose_edge_was_changed_is_not_used_and_the_change_is_found(name: str) -> None:
    made, head = grown()
    files = unpacked(made.export())
    for content in (bytes(len(files[name])), files[name][:5], b""):
        changed = {**files, name: content}
        report = verify(Mirror(changed.get, None, sorted(files)), PINNED, start=head)
        assert (report.sound, report.since) == (False, 0)


def test_a_changed_tile_is_found_by_a_run_that_goes_on() -> None:
    made = with_members(members=130)
    kept, _ = every_point(read(BytesIO(made.export())))
    at = next(point for point in kept if point.size > 256)
    files = unpacked(made.export())
    files["tile/0/000"] = bytes(31) + b"\x01" + files["tile/0/000"][32:]
    for content in (files["tile/0/000"], files["tile/0/000"][:-1]):
        changed = {**files, "tile/0/000": content}
        report = verify(Mirror(changed.get, None, sorted(files)), PINNED, start=at)
        assert [finding.code for finding in report.findings] == ["tile.other"]


def test_a_state_that_cannot_be_read_is_not_used() -> None:
    made, head = grown()
    broken = msgspec.structs.replace(head, state=b"x")
    assert verify(read(BytesIO(made.export())), PINNED, start=broken).since == 0


def test_what_was_found_wrong_is_no_head_to_go_on_from() -> None:
    kept, report = every_point(read(BytesIO(with_offences().export())))
    assert not report.sound
    assert not any(at.is_head for at in kept)
    assert points.EVERY > 0
    assert Export.has_texts
