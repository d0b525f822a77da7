"""What became of each text, as an auditor finds it: shown, erased, closed, restricted, or what must not be."""

from io import BytesIO
from typing import Any

import pytest
from msgspec.structs import replace

from rankandfile.core.chapters.erasing import ErasureExecuted, ReportDestroyed, RequestErasure, TextDestroyed
from rankandfile.core.chapters.foundation import KeepTime
from rankandfile.core.chapters.members import RecordDues, ResignMembership
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.representing import SealText, TextSealed
from rankandfile.core.engine import admit
from rankandfile.core.ids import CLOCK, Lot, Moment, MotionId, RequestId
from rankandfile.core.refusal import Refusal
from rankandfile.record.export import read
from rankandfile.record.fates import of_entry
from rankandfile.record.naming import recorded
from rankandfile.record.report import Finding, Report, as_text
from rankandfile.record.statuses import CLOSED, ERASED, FORGED, NOT_DESTROYED, RESTRICTED, SHOWN, WITHHELD
from rankandfile.record.verify import Trusted, verify

from .organisation import DAY, FOUNDER, KEY, NOON, Made, handle, with_a_motion, with_members
from .test_verify import found, verified

X1 = RequestId("X1")
WEEK = Moment(NOON + 7 * DAY)
AFTER = Moment(NOON + 30 * DAY)


def asking(made: Made, member: int, at: Moment = WEEK, **other: Any) -> RequestErasure:
    """The member's own request for its name, as the secretary completes it."""
    entry = made.state.members.members[handle(member)].entry
    act = RequestErasure(handle(member), at, entry, "name", **recorded(made.leaves[entry], "name"))
    return replace(act, **other)


def lose(made: Made, entry: int, slot: str) -> None:
    """The vault no longer has the text."""
    made.values = [v for v in made.values if (v.entry, v.slot) != (entry, slot)]


def erased(made: Made, member: int = 3, personal: bool = True) -> Made:
    """The member's name is erased and destroyed, and the record says so."""
    made.record(asking(made, member))
    made.keep_time(AFTER)
    own = made.state.erasing.requests[RequestId(f"X{len(made.state.erasing.requests)}")]
    if personal:
        lose(made, own.entry, "name")
    made.record(ReportDestroyed(CLOCK, AFTER, own.id))
    return made


def later(made: Made) -> Made:
    """Something else happens a day after."""
    made.record(RecordDues(FOUNDER, Moment(AFTER + DAY), handle(1), Moment(NOON + 700 * DAY)))
    return made


def status(report: Report) -> dict[str, int]:
    """How many texts there are of each status, those of which there are none left out."""
    return {what: count for what, count in report.texts if count}


def test_an_erased_name_is_no_offence_and_is_counted_by_its_ground() -> None:
    made = erased(with_members())
    for personal in (True, False):
        report = verified(made.export(personal=personal))
        assert report.sound, report.findings
        assert status(report)[ERASED] == 1
        assert report.erased == (("at the owner's request", 1),)
        assert "at the owner's request" in as_text(report)
    assert status(verified(made.export(personal=True))) == {SHOWN: 29, ERASED: 1}
    assert status(verified(made.export())) == {SHOWN: 5, RESTRICTED: 24, ERASED: 1}


def test_each_text_has_its_own_line_with_the_entry_that_says_what_became_of_it() -> None:
    made = erased(with_members())
    own = made.state.erasing.requests[X1]
    report = verified(made.export(personal=True))
    (fate,) = report.fates
    assert (fate.entry, fate.slot, fate.status, fate.by) == (own.entry, "name", "erased", own.done_in)
    assert f"Entry {own.entry}, “name”: erased by entry {own.done_in}, at the owner's request" in as_text(report)


def test_of_one_entry_each_text_is_told_with_its_words_or_its_fate() -> None:
    made = erased(with_members())
    entry = made.state.members.members[handle(3)].entry
    for personal, contact in ((True, ("shown", "member-3@union.example")), (False, ("restricted", ""))):
        source = read(BytesIO(made.export(personal=personal)))
        known = verify(source, Trusted(KEY.vkey)).fates
        told = {each.slot: (each.status, each.value) for each in of_entry(source, known, entry)}
        assert told == {"name": ("erased", ""), "contact": contact}
        assert of_entry(source, known, 10_000) == ()


@pytest.mark.parametrize("change", ["lost", "other", "kept", "sealed"])
def test_what_must_not_be_has_a_line_of_its_own_too(change: str) -> None:
    made = with_a_motion()
    entry = next(v.entry for v in made.values if v.slot == "text")
    expected: tuple[str, str, str] = ("withheld", "text", "WITHHELD")
    if change == "lost":
        lose(made, entry, "text")
    if change == "other":
        made.values = [replace(v, value="Other") if (v.entry, v.slot) == (entry, "text") else v for v in made.values]
        expected = ("forged", "text", "FORGED")
    if change == "kept":
        made, expected = erased(with_members(), personal=False), ("not-destroyed", "name", "NOT YET DESTROYED")
    if change == "sealed":
        made, expected = closed(with_members()), ("closed", "name", "by order of a court")
        lose(made, made.state.erasing.requests[X1].entry, "name")
    report = verified(made.export(personal=True))
    (fate,) = report.fates
    assert (fate.status, fate.slot, expected[2] in as_text(report)) == (*expected[:2], True)


def test_the_leaves_and_the_receipts_stay_what_they_were() -> None:
    made = with_members()
    root, size = made.tree.root(), made.tree.size
    erased(made)
    assert made.tree.root_at(size) == root


def test_a_text_that_is_gone_without_an_entry_is_withheld() -> None:
    made = with_a_motion()
    entry = made.state.motions.motions[MotionId("M1")].entry
    lose(made, entry, "text")
    report = verified(made.export())
    assert found(report) == [("slot.withheld", entry)]
    assert status(report)[WITHHELD] == 1


def test_another_text_in_its_place_is_forged_whether_or_not_it_was_erased() -> None:
    made = with_members()
    entry = made.state.members.members[handle(3)].entry
    made.values = [
        replace(v, value="Somebody Else") if (v.entry, v.slot) == (entry, "name") else v for v in made.values
    ]
    report = verified(made.export(personal=True))
    assert found(report) == [("slot.forged", entry)]
    assert status(report)[FORGED] == 1
    erased(made, personal=False)
    assert ("slot.forged", entry) in found(verified(made.export(personal=True)))


def test_what_is_still_there_although_it_was_erased_is_not_yet_destroyed() -> None:
    made = erased(with_members(), personal=False)
    own = made.state.erasing.requests[X1]
    report = verified(made.export(personal=True))
    assert found(report) == [("slot.not_destroyed", own.entry)]
    assert report.findings[0].what.startswith("NOT YET DESTROYED")
    assert f"entry {own.done_in}" in report.findings[0].what
    assert report.findings[0].article == "2"
    assert status(report)[NOT_DESTROYED] == 1


def test_what_nobody_reported_as_destroyed_an_hour_later_is_not_yet_destroyed() -> None:
    made = with_members()
    made.record(asking(made, 3))
    made.keep_time(AFTER)
    lose(made, made.state.erasing.requests[X1].entry, "name")
    assert verified(made.export()).sound
    report = verified(later(made).export())
    assert [code for code, _ in found(report)] == ["slot.not_destroyed"]
    assert "nobody has reported" in report.findings[0].what


def test_a_name_erased_by_somebody_who_may_not_is_found() -> None:
    made = with_members()
    thief = asking(made, 3, by=FOUNDER)
    assert isinstance(admit(made.state, thief, {}), Refusal)
    requested = admit(made.state, asking(made, 3), {})
    assert not isinstance(requested, Refusal)
    at = made.smuggle(thief, requested)
    report = verified(made.export())
    assert found(report) == [("act.refused", at)]
    assert "against the rules" in report.findings[0].what
    assert report.findings[0].article


def test_a_record_that_says_the_text_is_somebody_elses_is_found_when_the_entry_is_looked_up() -> None:
    made = with_members()
    at = made.record(asking(made, 3, by=FOUNDER, owner=FOUNDER))
    report = verified(made.export())
    assert found(report) == [("erasure.other_text", at)]
    assert FOUNDER in report.findings[0].what
    assert handle(3) in report.findings[0].expected


@pytest.mark.parametrize("other", [{"text_kind": "civic"}, {"commitment": "0" * 64}, {"entry": 2}, {"slot": "moon"}])
def test_whatever_else_is_said_falsely_of_a_text_is_found(other: dict[str, Any]) -> None:
    made = with_members()
    act = asking(made, 3, **other)
    requested = admit(made.state, asking(made, 3), {})
    assert not isinstance(requested, Refusal)
    effect = replace(requested[0], **other)  # type: ignore[type-var]
    at = made.smuggle(act, (effect,))
    assert ("erasure.other_text", at) in found(verified(made.export()))


def test_an_erasure_before_its_time_is_found() -> None:
    made = with_members()
    made.record(asking(made, 3))
    own = made.state.erasing.requests[X1]
    at = Moment(WEEK + DAY)
    index = made.tree.size
    hasty = KeepTime(CLOCK, at, own.until, "erasure-due", "X1", Lot("0" * 64))
    made.smuggle(hasty, (ErasureExecuted(X1, own.entry, "name", "own", at, index),))
    assert ("act.refused", index) in found(verified(made.export()))


def test_a_motion_that_others_acted_on_cannot_be_erased_in_any_record() -> None:
    made = with_a_motion()
    entry, at = made.state.motions.motions[MotionId("M1")].entry, Moment(made.state.now + DAY)
    act = RequestErasure(handle(0), at, entry, "text", **recorded(made.leaves[entry], "text"))
    refusal = admit(made.state, act, {})
    assert isinstance(refusal, Refusal)
    assert refusal.code == "erasing.bound"
    assert isinstance(admit(made.state, WithdrawMotion(handle(0), at, MotionId("M1")), {}), tuple | Refusal)


def closed(made: Made) -> Made:
    """A name is closed by order of a court, in a record whose rulebook lets nobody: the state is what is looked at."""
    entry = made.state.members.members[handle(3)].entry
    facts = recorded(made.leaves[entry], "name")
    order = SealText(FOUNDER, WEEK, entry, "name", **facts)
    requested = admit(made.state, asking(made, 3), {})
    assert not isinstance(requested, Refusal)
    asked = replace(requested[0], ground="court", until=Moment(0), by=FOUNDER, source=made.tree.size)  # type: ignore[type-var]
    sealed = TextSealed(X1, entry, "name", WEEK, made.tree.size)
    made.smuggle(order, (asked, sealed), {"court": "District court", "file": "3 C 17/26"})
    return made


def test_what_a_court_closed_is_counted_and_must_not_be_shown() -> None:
    made = closed(with_members())
    shown = verified(made.export(personal=True))
    assert "slot.closed" in [code for code, _ in found(shown)]
    lose(made, made.state.erasing.requests[X1].entry, "name")
    report = verified(made.export(personal=True))
    assert "slot.closed" not in [code for code, _ in found(report)]
    assert status(report)[CLOSED] == 1


def ownerless(report: Report) -> list[Finding]:
    """What is noted of personal texts without an owner."""
    return [notice for notice in report.notices if notice.code == "slot.ownerless"]


def test_personal_texts_of_whoever_left_are_worth_a_look_and_no_offence() -> None:
    made = with_members()
    made.record(ResignMembership(handle(3), WEEK))
    report = verified(made.export())
    assert report.sound
    (notice,) = ownerless(report)
    assert notice.code == "slot.ownerless"
    assert "2 personal texts" in notice.what
    assert "WORTH A LOOK" in as_text(report)
    entry = made.state.members.members[handle(3)].entry
    for slot in ("name", "contact"):
        made.record(RequestErasure(handle(3), WEEK, entry, slot, **recorded(made.leaves[entry], slot)))
    made.keep_time(AFTER)
    for slot, request in (("name", "X1"), ("contact", "X2")):
        lose(made, entry, slot)
        made.record(ReportDestroyed(CLOCK, AFTER, RequestId(request)))
    assert ownerless(verified(made.export())) == []


def test_many_texts_without_an_owner_are_counted_and_some_named() -> None:
    made = with_members()
    for number in range(8):
        made.record(ResignMembership(handle(number), WEEK))
    (notice,) = ownerless(verified(made.export()))
    assert "16 personal texts" in notice.what
    assert notice.what.endswith("….")


def test_a_report_of_destruction_without_a_request_ends_the_replay_with_a_finding() -> None:
    made = with_members()
    effect = TextDestroyed(RequestId("X9"), WEEK)
    with pytest.raises(LookupError):
        made.smuggle(ReportDestroyed(CLOCK, WEEK, RequestId("X9")), (effect,))
    report = verified(made.export())
    assert "replay.stuck" in [code for code, _ in found(report)]
    assert status(report)[SHOWN] == 5


def test_an_index_that_no_record_has_is_no_text() -> None:
    made = with_members()
    for entry in (-3, 10**9):
        requested = admit(made.state, asking(made, 3), {})
        assert not isinstance(requested, Refusal)
        act, effect = asking(made, 3, entry=entry), replace(requested[0], entry=entry, request=f"X{-entry}")  # type: ignore[type-var]
        made.smuggle(act, (effect,))
    made.keep_time(AFTER)
    codes = [code for code, _ in found(verified(made.export()))]
    assert codes.count("erasure.other_text") == 2
