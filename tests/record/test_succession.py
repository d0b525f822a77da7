"""The keys of a record follow from one another, or it is found."""

from io import BytesIO

import pytest
from msgspec.structs import replace

from rankandfile.core.chapters.foundation import FoundOrganisation
from rankandfile.core.chapters.keys import Key, KeyInForce, RotateKey
from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.ids import Moment
from rankandfile.core.rulebook.parse import rules_hash
from rankandfile.record import checkpoint, succession
from rankandfile.record.checkpoint import Checkpoint, parse
from rankandfile.record.export import read, write
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import LogKey, open_note
from rankandfile.record.report import Report
from rankandfile.record.verify import Trusted, verify
from tests.record.organisation import DAY, FOUNDER, KEY, NOON, ORIGIN, RULEBOOK, Made, handle, with_members

NEW, NEWEST, THIEF = (LogKey(ORIGIN, bytes([number]) * 32) for number in (0x21, 0x22, 0x23))


def rotation(old: LogKey, new: LogKey, at: Moment) -> RotateKey:
    return RotateKey(FOUNDER, at, str(old.vkey), str(new.vkey), *succession.signatures(old, new))


def exported(made: Made, key: LogKey) -> bytes:
    """The export of the record with its head signed by this key."""
    stream = BytesIO()
    write(
        stream,
        checkpoint=head(made, key),
        log=key.vkey,
        leaves=lambda start, stop: made.leaves[start:stop],
        read_tile=made.tree.tile,
        values=lambda start, stop: sorted(
            (value for value in made.values if start <= value.entry < stop), key=lambda v: (v.entry, v.slot)
        ),
    )
    return stream.getvalue()


def head(made: Made, key: LogKey, size: int | None = None) -> str:
    size = made.tree.size if size is None else size
    return checkpoint.sign(Checkpoint(ORIGIN, size, made.tree.root_at(size)), key)


def rotated(*keys: LogKey) -> Made:
    """A record whose key was changed from each to the next, with something in between."""
    made = with_members(branches=1, members=4)
    at = Moment(NOON + 2 * DAY)
    for old, new in zip((KEY, *keys), keys, strict=False):
        made.record(RecordDues(FOUNDER, at, handle(1), Moment(at + 400 * DAY)))
        made.record(rotation(old, new, at))
        at = Moment(at + DAY)
    return made


def report(content: bytes, trusted: LogKey, *heads: str) -> Report:
    return verify(read(BytesIO(content)), Trusted(trusted.vkey, heads=heads))


def codes(found: Report) -> list[str]:
    return [finding.code for finding in found.findings]


def test_both_keys_sign_one_note_that_is_no_checkpoint() -> None:
    said = succession.text(KEY.vkey, NEW.vkey)
    lines = "".join(f"— {ORIGIN} {signature}\n" for signature in succession.signatures(KEY, NEW))
    assert len(open_note(f"{said}\n{lines}", (KEY.vkey, NEW.vkey)).signatures) == 2
    with pytest.raises(Malformed):
        parse(said)


def test_a_change_signed_by_both_is_right_and_every_other_is_not() -> None:
    right = rotation(KEY, NEW, NOON)
    assert succession.why_unsigned(right) == ""
    stolen = rotation(THIEF, NEW, NOON)
    wrong = (
        replace(right, old_signature=stolen.old_signature),
        replace(right, new_signature=right.old_signature),
        replace(right, new=str(NEWEST.vkey)),
        replace(right, old=str(THIEF.vkey)),
        replace(right, old="no key"),
    )
    assert all(succession.why_unsigned(act) for act in wrong)
    assert succession.why_unsigned(wrong[0]).startswith("The old key has not signed the change")
    assert succession.why_unsigned(wrong[1]).startswith("The new key has not signed the change")


def test_the_key_of_a_size_is_the_one_brought_in_before_it() -> None:
    history = (Key(str(KEY.vkey), NOON, 0), Key(str(NEW.vkey), NOON, 7))
    for size, key in ((1, KEY), (7, KEY), (8, NEW), (100, NEW)):
        assert succession.for_size(history, size, THIEF.vkey) == key.vkey
    assert succession.for_size((), 100, THIEF.vkey) == THIEF.vkey


@pytest.mark.parametrize("pinned", [KEY, NEW, NEWEST], ids=["first", "second", "last"])
def test_whoever_knows_any_key_of_the_record_can_follow_it_to_the_last(pinned: LogKey) -> None:
    made = rotated(NEW, NEWEST)
    found = report(exported(made, NEWEST), pinned)
    assert found.sound, found.findings


def test_older_heads_are_judged_by_the_key_of_their_time() -> None:
    made = rotated(NEW)
    change = made.state.keys.history[-1].entry
    right = (head(made, KEY, change), head(made, NEW, change + 1), head(made, KEY, 3))
    assert report(exported(made, NEW), KEY, *right).sound
    late = head(made, KEY, change + 1)
    assert codes(report(exported(made, NEW), KEY, late)) == ["head.unsigned"]


def test_a_key_that_nobody_handed_on_is_found() -> None:
    made = with_members(branches=1, members=4)
    assert codes(report(exported(made, THIEF), KEY)) == ["key.other", "checkpoint.unsigned"]


def test_the_old_key_signs_nothing_after_the_change() -> None:
    made = rotated(NEW)
    assert codes(report(exported(made, KEY), KEY)) == ["key.other", "checkpoint.unsigned"]


def test_a_record_whose_keys_lead_past_the_one_known_is_found() -> None:
    made = rotated(NEW)
    found = report(exported(made, NEW), THIEF)
    assert codes(found) == ["key.other"]
    assert str(THIEF.vkey) in found.findings[0].expected


def test_a_change_that_one_key_has_not_signed_is_found() -> None:
    made = with_members(branches=1, members=4)
    forged = replace(rotation(KEY, NEW, Moment(NOON + 2 * DAY)), old_signature=rotation(THIEF, NEW, NOON).old_signature)
    index = made.record(forged)
    found = report(exported(made, NEW), KEY)
    assert [(finding.code, finding.entry) for finding in found.findings] == [("key.unsigned", index)]


def test_a_change_by_somebody_without_the_power_is_found() -> None:
    made = with_members(branches=1, members=4)
    at = Moment(NOON + 2 * DAY)
    act = replace(rotation(KEY, NEW, at), by=handle(1))
    effects = (KeyInForce(str(KEY.vkey), NOON, 0), KeyInForce(str(NEW.vkey), at, made.tree.size))
    index = made.smuggle(act, effects)
    found = report(exported(made, NEW), KEY)
    assert [(finding.code, finding.entry) for finding in found.findings] == [("act.refused", index)]


def test_a_founding_that_names_its_key_binds_the_record_to_it() -> None:
    made = Made()
    texts = {"rulebook": RULEBOOK, "organisation": "Union of Invented Trades", "name": "Ada Founder"}
    founding = FoundOrganisation(FOUNDER, NOON, rules_hash(RULEBOOK), "member", key=str(KEY.vkey))
    made.record(founding, texts)
    assert report(exported(made, KEY), KEY).sound
    assert codes(report(exported(made, THIEF), THIEF)) == ["key.other", "key.other", "checkpoint.unsigned"]
