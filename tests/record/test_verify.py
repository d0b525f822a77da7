"""Whatever somebody changes in a record, or does against the rules in it, a verification finds and names."""

import random
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO

import msgspec
import pytest
from msgspec.structs import replace

from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.foundation import FoundingEnded, FoundOrganisation, KeepTime
from rankandfile.core.chapters.members import DuesRecorded, MemberAdmitted, MemberResigned, RecordDues, ResignMembership
from rankandfile.core.digest import digest
from rankandfile.core.entry import Entry, Slot
from rankandfile.core.ids import CLOCK, BranchId, Handle, Index, Lot, Moment, RulesHash
from rankandfile.record.checkpoint import Checkpoint, sign
from rankandfile.record.export import bundle, read
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import LogKey
from rankandfile.record.report import SHOWN, Finding, Report, as_text, unreadable
from rankandfile.record.verify import Trusted, verify

from .organisation import DAY, FOUNDER, KEY, NOON, ORIGIN, Made, handle, with_a_motion, with_members
from .test_export import archived, unpacked

LATER = Moment(NOON + 190 * DAY)
NONCE = "77" * 16


@pytest.fixture(scope="module")
def made() -> Made:
    return with_a_motion()


@pytest.fixture(scope="module")
def exported(made: Made) -> bytes:
    return made.export()


def verified(exported: bytes, trusted: Trusted = Trusted(KEY.vkey)) -> Report:  # noqa: B008
    return verify(read(BytesIO(exported)), trusted)


def found(report: Report) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.entry) for finding in report.findings]


def changed(exported: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The export with one file changed, as somebody would who also writes the sums anew."""
    files = unpacked(exported)
    return archived({**files, name: change(files[name])})


def attacked(attack: Callable[[Made], object]) -> Report:
    """What is found in a record to which somebody with the log's key has added."""
    made = with_a_motion()
    attack(made)
    return verified(made.export())


def test_a_lawful_record_is_sound(made: Made, exported: bytes) -> None:
    report = verified(exported)
    assert report.sound
    assert (report.size, report.root, report.state) == (107, made.tree.root().hex(), digest(made.state))
    assert report.until == LATER
    assert [count for _, count in report.checked] == [1, 0, 107, 41, 10, 8]


def test_progress_is_told(exported: bytes) -> None:
    told: list[tuple[int, int]] = []
    verify(read(BytesIO(exported)), progress=lambda done, size: told.append((done, size)))
    assert told == [(107, 107)]


def test_an_empty_record_is_sound_and_says_so() -> None:
    report = verified(Made().export())
    assert (report.sound, report.size) == (True, 0)


def test_a_changed_byte_of_an_entry_is_found_in_that_entry(exported: bytes) -> None:
    chance = random.Random(4)
    leaves = read(BytesIO(exported)).leaves(0, 107)
    for index in [0, 106, *chance.sample(range(107), 12)]:
        at, bit = chance.randrange(len(leaves[index])), 1 << chance.randrange(8)
        altered = bytearray(leaves[index])
        altered[at] ^= bit
        other = bundle([*leaves[:index], bytes(altered), *leaves[index + 1 :]])
        report = verified(changed(exported, "tile/entries/000.p/107", lambda _, other=other: other))  # type: ignore[misc]
        assert ("entry.changed", index) in found(report)
        assert ("root.other", None) in found(report)


def test_a_length_that_was_changed_is_found_in_its_entry(exported: bytes) -> None:
    report = verified(changed(exported, "tile/entries/000.p/107", lambda old: b"\xff\xff" + old[2:]))
    assert {("entry.changed", 0), ("entry.missing", 1)} <= set(found(report))


def test_one_bit_in_any_file_of_an_export_is_found(exported: bytes) -> None:
    chance = random.Random(11)
    for _ in range(150):
        altered = bytearray(exported)
        altered[chance.randrange(len(altered))] ^= 1 << chance.randrange(8)
        try:
            export = read(BytesIO(bytes(altered)))
        except Malformed:
            continue
        assert not verify(export, Trusted(KEY.vkey)).sound


def test_one_bit_in_any_file_is_found_when_the_sums_are_written_anew(exported: bytes) -> None:
    chance = random.Random(12)
    for name in unpacked(exported):
        if name == "README.txt":
            continue
        for _ in range(12):
            at, bit = chance.random(), 1 << chance.randrange(8)
            try:
                report = verified(changed(exported, name, lambda old, at=at, bit=bit: _flipped(old, at, bit)))  # type: ignore[misc]
            except Malformed:
                continue
            assert not report.sound, name


def _flipped(old: bytes, at: float, bit: int) -> bytes:
    place = int(at * len(old))
    return old[:place] + bytes([old[place] ^ bit]) + old[place + 1 :]


@pytest.mark.parametrize("cut", [lambda old: old[:-1], lambda old: old + b"\n", lambda old: b""])
def test_a_file_cut_short_or_extended_is_found_and_named(exported: bytes, cut: Callable[[bytes], bytes]) -> None:
    files = unpacked(exported)
    for name in files:
        try:
            report = verified(changed(exported, name, cut))
        except Malformed:
            continue
        assert not report.sound or name == "README.txt"


def test_a_damaged_file_is_named_by_its_sum(exported: bytes) -> None:
    at = exported.index(b"The record of")
    report = verified(exported[:at] + b"t" + exported[at + 1 :])
    assert [finding.what for finding in report.findings] == ["README.txt is not as it was written."]


def test_a_tile_that_was_changed_is_named_and_no_entry_accused(exported: bytes) -> None:
    report = verified(changed(exported, "tile/0/000.p/107", lambda old: old[:64] + bytes(32) + old[96:]))
    assert found(report) == [("tile.other", None)]
    assert "Tile 0 of level 0, of the entries from 0 on" in report.findings[0].what


def test_a_tile_of_a_higher_level_is_checked_too() -> None:
    exported = with_members(members=130).export()
    report = verified(changed(exported, "tile/1/000.p/1", lambda old: bytes(32)))
    assert report.findings[0].what.startswith("Tile 0 of level 1, does not hold")


def test_an_entry_that_is_no_entry_ends_the_replay_but_not_the_hashing(made: Made) -> None:
    def write_nonsense(made: Made) -> None:
        made.append(b"nonsense")
        made.append(made.leaves[3])

    report = attacked(write_nonsense)
    assert ("entry.unreadable", 107) in found(report)
    assert (report.state, report.until) == ("", 0)
    assert "not reached" in as_text(report)
    assert ("root.other", None) not in found(report)


def test_a_checkpoint_signed_by_somebody_else_is_found(exported: bytes) -> None:
    other = LogKey(ORIGIN, b"\x12" * 32)
    report = verified(exported, Trusted(other.vkey))
    assert found(report)[:2] == [("key.other", None), ("checkpoint.unsigned", None)]


def test_a_key_taken_from_the_export_is_not_called_checked(exported: bytes) -> None:
    unpinned = verify(read(BytesIO(exported)))
    assert unpinned.sound
    assert str(KEY.vkey) in unpinned.unchecked[0]
    assert str(KEY.vkey) not in "".join(verified(exported).unchecked)


def test_older_checkpoints_lie_on_the_way(made: Made, exported: bytes) -> None:
    report = verified(exported, Trusted(KEY.vkey, heads=(made.checkpoint(1), made.checkpoint(50))))
    assert report.sound
    assert dict(report.checked)["older checkpoints that lie on the way to this one"] == 2


def test_a_fork_and_a_rollback_are_found_with_a_checkpoint_that_somebody_kept(made: Made, exported: bytes) -> None:
    forked = sign(Checkpoint(ORIGIN, 50, b"\x01" * 32), KEY)
    ahead = sign(Checkpoint(ORIGIN, 200, b"\x01" * 32), KEY)
    report = verified(exported, Trusted(KEY.vkey, heads=(forked, ahead, "nothing")))
    assert found(report) == [("head.forked", None), ("head.ahead", 107), ("head.unsigned", None)]


def test_a_dropped_entry_is_found_although_all_is_signed_anew() -> None:
    made = with_a_motion()
    kept = made.checkpoint()
    shorter = Made()
    for leaf in [*made.leaves[:60], *made.leaves[61:]]:
        shorter.append(leaf)
    shorter.values = [replace(v, entry=v.entry - (v.entry > 60)) for v in made.values if v.entry != 60]
    report = verified(shorter.export(), Trusted(KEY.vkey, heads=(kept,)))
    assert "head.ahead" in [code for code, _ in found(report)]
    assert any(code in ("entry.link", "effect.differs", "lot.chosen") for code, _ in found(report))


def test_a_withheld_text_is_an_alarm_and_a_personal_one_is_not(made: Made, exported: bytes) -> None:
    value = next(v for v in made.values if v.slot == "text")
    line = next(each for each in unpacked(exported)["slots/000.jsonl"].splitlines(True) if b'"slot":"text"' in each)
    report = verified(changed(exported, "slots/000.jsonl", lambda old: old.replace(line, b"")))
    assert found(report) == [("slot.withheld", value.entry)]
    assert "WITHHELD" in report.findings[0].what
    assert "25 personal texts" in report.unchecked[-1]


def test_with_personal_texts_shown_nothing_is_said_of_hidden_ones(made: Made) -> None:
    report = verified(made.export(personal=True))
    assert report.sound
    assert "personal texts" not in "".join(report.unchecked)


def test_a_forged_text_is_an_alarm(exported: bytes) -> None:
    report = verified(changed(exported, "slots/000.jsonl", lambda old: old.replace(b"each year", b"each leap year")))
    assert [code for code, _ in found(report)] == ["slot.forged"]


def test_a_text_for_which_no_entry_has_a_place_is_found(exported: bytes) -> None:
    def add(old: bytes) -> bytes:
        first = old.splitlines(True)[0]
        stray = first.replace(b'"entry":0', b'"entry":1')
        beyond = first.replace(b'"entry":0', b'"entry":200')
        other = first.replace(b'"slot":"organisation"', b'"slot":"organisatiom"')
        return other + first + old.partition(b"\n")[2].partition(b"\n")[0] + b"\n" + stray + (
            b"".join(old.splitlines(True)[2:]) + beyond
        )  # fmt: skip

    report = verified(changed(exported, "slots/000.jsonl", add))
    assert found(report) == [("slot.stray", 0), ("slot.stray", 1), ("slot.stray", 200)]


@pytest.mark.parametrize("line", [b"{}\n", b"not json\n", b'{"entry": 300,"opening":"","slot":"a","value":""}\n'])
def test_a_line_of_texts_that_cannot_be_read_is_named(exported: bytes, line: bytes) -> None:
    report = verified(changed(exported, "slots/000.jsonl", lambda old: old + line))
    assert report.findings[0].what.startswith("slots/000.jsonl, line ")


def test_a_text_under_the_wrong_bundle_is_named(exported: bytes) -> None:
    line = b'{"entry":300,"opening":"","slot":"a","value":""}\n'
    report = verified(changed(exported, "slots/000.jsonl", lambda old: old + line))
    assert report.findings[0].what == "slots/000.jsonl, line 9 is not as it was written."


def test_a_rulebook_that_was_changed_is_found(exported: bytes) -> None:
    name = next(name for name in unpacked(exported) if name.startswith("rulebooks/"))
    report = verified(changed(exported, name, lambda old: old.replace(b"4 weeks", b"9 weeks", 1)))
    assert ("rulebook.other", None) in found(report)
    assert ("act.refused", 0) in found(report)
    assert ("replay.stuck", 0) in found(report)


def test_a_rulebook_that_no_longer_can_be_read_is_found(exported: bytes) -> None:
    files = unpacked(exported)
    broken = b"[organisation\n"
    files[f"rulebooks/{sha256(broken).hexdigest()}.toml"] = broken
    ordered = {
        name: files[name]
        for name in sorted(files, key=lambda n: (n.startswith("rulebooks/"), n if n.startswith("r") else ""))
    }
    report = verified(archived(ordered))
    assert [finding.code for finding in report.findings] == ["rulebook.unreadable"]


def test_an_act_against_the_rules_is_named_with_its_article() -> None:
    stranger = Handle("f" * 32)
    dues = RecordDues(stranger, LATER, handle(1), Moment(LATER + 1))
    report = attacked(lambda made: made.smuggle(dues, (DuesRecorded(handle(1), Moment(LATER + 1)),)))
    assert found(report) == [("act.refused", 107)]
    finding = report.findings[0]
    assert finding.article
    assert "RecordDues is against the rules" in finding.what
    assert "a refusal, and no entry" in finding.expected


def test_the_replay_goes_on_after_an_offence_and_finds_the_next() -> None:
    def twice(made: Made) -> None:
        stranger = Handle("f" * 32)
        made.smuggle(ResignMembership(stranger, LATER), ())
        made.record(RecordDues(FOUNDER, LATER, handle(1), Moment(LATER + 5)))
        made.smuggle(ResignMembership(stranger, LATER), ())

    assert found(attacked(twice)) == [("act.refused", 107), ("act.refused", 110)]


def test_an_effect_that_the_rules_do_not_make_is_named() -> None:
    dues = RecordDues(FOUNDER, LATER, handle(1), Moment(LATER + 5))
    report = attacked(lambda made: made.smuggle(dues, (DuesRecorded(handle(2), Moment(LATER + 5)),)))
    assert found(report) == [("effect.differs", 108)]
    assert handle(2) in report.findings[0].what
    assert handle(1) in report.findings[0].expected


def test_an_effect_that_is_missing_or_too_many_is_named() -> None:
    dues = RecordDues(FOUNDER, LATER, handle(1), Moment(LATER + 5))
    right = DuesRecorded(handle(1), Moment(LATER + 5))
    missing = attacked(lambda made: made.smuggle(dues, ()))
    assert (found(missing), missing.findings[0].what[-8:]) == ([("effect.differs", 108)], "nothing.")
    more = attacked(lambda made: made.smuggle(dues, (right, right)))
    assert (found(more), more.findings[0].expected) == ([("effect.differs", 109)], "nothing")


def test_a_lot_that_somebody_chose_is_found() -> None:
    made = with_members()
    act = KeepTime(CLOCK, Moment(NOON + 400 * DAY), Moment(0), "founding-ends", "", Lot("a" * 64))
    made.smuggle(act, (FoundingEnded(Moment(0)),))
    assert ("lot.chosen", 35) in found(verified(made.export()))


def test_an_entry_backdated_is_found() -> None:
    report = attacked(lambda made: made.smuggle(ResignMembership(handle(1), NOON), ()))
    assert found(report) == [("act.refused", 107)]
    assert "before the last entry" in report.findings[0].what


def test_entries_with_wrong_links_rules_slots_or_signatures_are_found() -> None:
    def attack(made: Made) -> None:
        rules = RulesHash("d" * 64)
        made.add(Entry(ResignMembership(handle(4), LATER), NONCE, rules, Index(3)))
        slot = Slot("name", "civic", handle(4), "0" * 64)
        right = made.state.foundation.history[-1].rules
        leave = MemberResigned(handle(4), LATER)
        made.add(Entry(leave, NONCE, right, Index(3), (slot,), "signed"))

    assert found(attacked(attack)) == [
        ("slot.withheld", 108),
        ("entry.rules", 107),
        ("entry.link", 107),
        ("entry.link", 108),
        ("entry.form", 108),
        ("slot.form", 108),
    ]


def test_an_effect_before_any_act_is_found() -> None:
    made = Made()
    made.add(Entry(DuesRecorded(handle(1), NOON), NONCE, RulesHash(""), Index(0)))
    assert found(verified(made.export())) == [("entry.link", 0)]


def test_an_act_without_its_text_is_found() -> None:
    admit = AdmitMember(FOUNDER, LATER, handle(99), "member", BranchId("branch-0"), LATER)
    report = attacked(
        lambda made: made.smuggle(
            admit, (MemberAdmitted(handle(99), "member", BranchId("branch-0"), LATER, LATER, made.tree.size),)
        )
    )
    assert found(report) == [("slot.form", 107)]
    assert report.findings[0].expected == f"name (personal, of {handle(99)})"


def test_a_slot_that_an_act_does_not_have_is_found() -> None:
    def attack(made: Made) -> None:
        right = made.state.foundation.history[-1].rules
        slot = Slot("diary", "personal", handle(4), "0" * 64)
        made.add(Entry(RecordDues(FOUNDER, LATER, handle(1), LATER), NONCE, right, slots=(slot,)))
        made.add(Entry(DuesRecorded(handle(1), LATER), NONCE, right, Index(made.tree.size - 1)))

    report = attacked(attack)
    assert found(report) == [("slot.form", 107)]
    assert report.findings[0].expected == "none"


def test_a_motion_that_names_another_rulebook_than_it_brings_is_found() -> None:
    made = Made()
    made.smuggle(FoundOrganisation(FOUNDER, NOON, RulesHash("e" * 64), "member"), (), {
        "rulebook": "x", "organisation": "y", "name": "z",
    })  # fmt: skip
    assert ("rulebook.other", 0) in found(verified(made.export()))


def test_effects_that_no_state_can_take_end_the_replay_with_a_finding() -> None:
    dues = RecordDues(FOUNDER, LATER, handle(1), LATER)
    made = with_members()
    state = made.state
    made.add(Entry(dues, NONCE, state.foundation.history[-1].rules))
    made.add(Entry(DuesRecorded(Handle("nobody"), LATER), NONCE, state.foundation.history[-1].rules, Index(35)))
    report = verified(made.export())
    assert ("replay.stuck", 35) in found(report)
    assert report.state == ""


def test_a_report_reads_as_text(exported: bytes) -> None:
    text = as_text(verified(exported))
    assert "The record of union.example/record: 107 entries" in text
    assert "Nothing. Everything that was checked is as it must be." in text
    assert max(len(line) for line in text.splitlines()) <= 100
    assert msgspec.json.decode(msgspec.json.encode(verified(exported)), type=Report) == verified(exported)


def test_a_report_with_very_many_findings_counts_the_rest() -> None:
    many = tuple(Finding("entry.link", "Wrong.", "right" if n else "", n, "4.1") for n in range(SHOWN + 3))
    text = as_text(Report("o", 9, "r", "s", 0, (), many, ()))
    assert "! Entry 0, article 4.1: Wrong." in text
    assert "It should have been: right" in text
    assert "and 3 more." in text


def test_something_that_is_no_export_has_a_report_too() -> None:
    text = as_text(unreadable("This is not an export."))
    assert not unreadable("x").sound
    assert "This is not an export." in text
    assert "The record of" not in text
