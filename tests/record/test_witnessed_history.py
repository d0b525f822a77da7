"""An export carries what witnesses signed before: each hour of an act lies between two of their signatures."""

from io import BytesIO
from pathlib import Path

import pytest

from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.ids import Moment
from rankandfile.record.export import parse_witnessed, read, write
from rankandfile.record.malformed import Malformed
from rankandfile.record.report import Report
from rankandfile.record.verify import Trusted, verify
from rankandfile.shell.sources.folder import opened_folder
from rankandfile.shell.witnessed import Kept, Witnessed
from tests.record.organisation import DAY, FOUNDER, KEY, NOON, Made, handle
from tests.record.test_verify_witnesses import WITNESSES, cosigned, founded, named
from tests.unpacking import unpacked
from tests.witnessing import rulebook

HOUR = 3600


def grown() -> tuple[Made, list[str]]:
    """A record that grew for three days, and the checkpoints that three witnesses signed each evening."""
    made, notes = founded(rulebook(named(*WITNESSES))), []
    for day in range(1, 4):
        made.record(RecordDues(FOUNDER, Moment(NOON + day * DAY), FOUNDER, Moment(NOON + (500 + day) * DAY)))
        notes.append(cosigned(made, *WITNESSES[:3], at=NOON + day * DAY + 6 * HOUR))
    made.record(RecordDues(FOUNDER, Moment(NOON + 4 * DAY), FOUNDER, Moment(NOON + 600 * DAY)))
    return made, notes


def exported(made: Made, witnessed: list[str]) -> bytes:
    stream = BytesIO()
    write(
        stream,
        checkpoint=made.checkpoint(),
        log=KEY.vkey,
        leaves=lambda start, stop: made.leaves[start:stop],
        read_tile=made.tree.tile,
        values=lambda start, stop: sorted(
            (value for value in made.values if start <= value.entry < stop), key=lambda v: (v.entry, v.slot)
        ),
        witnessed=witnessed,
    )
    return stream.getvalue()


def report(content: bytes) -> Report:
    return verify(read(BytesIO(content)), Trusted(KEY.vkey))


def codes(found: Report) -> list[str]:
    return [finding.code for finding in found.findings]


def test_what_was_signed_before_comes_along_and_lies_on_the_way() -> None:
    made, notes = grown()
    assert read(BytesIO(exported(made, notes))).witnessed == tuple(notes)
    found = report(exported(made, notes))
    assert found.sound, found.findings
    assert dict(found.checked)["older checkpoints that lie on the way to this one"] == 3
    assert read(BytesIO(exported(made, []))).witnessed == ()


def test_an_act_dated_back_before_what_a_witness_saw_is_found_in_the_export_alone() -> None:
    made, notes = grown()
    early = NOON + 3 * DAY + HOUR
    act = RecordDues(FOUNDER, Moment(early), handle(1), Moment(NOON + 700 * DAY))
    made.smuggle(act, ())
    assert "time.backdated" in codes(report(exported(made, notes)))
    assert "time.backdated" not in codes(report(exported(made, [])))


def test_a_history_that_does_not_fit_is_a_fork() -> None:
    made, notes = grown()
    other = founded(rulebook(named(*WITNESSES)))
    other.record(RecordDues(FOUNDER, Moment(NOON + DAY), FOUNDER, Moment(NOON + 900 * DAY)))
    fork = cosigned(other, *WITNESSES[:3], at=NOON + DAY + 6 * HOUR)
    assert "head.forked" in codes(report(exported(made, [fork, *notes[1:]])))


def test_a_line_that_does_not_hold_is_found() -> None:
    made, notes = grown()
    lines = notes[1].splitlines()
    forged = "\n".join([*lines[:-1], notes[0].splitlines()[-1]]) + "\n"
    assert codes(report(exported(made, [notes[0], forged, notes[2]]))) == ["head.unsigned"]


@pytest.mark.parametrize("content", [b"", b"\n", b"no note", b"a\n\nb\n\nc\n", b"\xff"])
def test_what_is_no_list_of_checkpoints_is_damaged_and_the_rest_is_read(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(Malformed):
        parse_witnessed(content)
    made, _ = grown()
    folder = in_a_folder(made, [], tmp_path)
    (folder / "witnessed").write_bytes(content)
    source = opened_folder(folder, KEY.vkey)
    assert source.witnessed == ()
    assert "witnessed" in source.damaged
    assert source.size == made.tree.size


def test_checkpoints_stand_by_their_size_and_once() -> None:
    _, notes = grown()
    for wrong in ([notes[1], notes[0]], [notes[0], notes[0]]):
        with pytest.raises(Malformed):
            parse_witnessed("\n".join(wrong).encode())


def in_a_folder(made: Made, witnessed: list[str], folder: Path) -> Path:
    return unpacked(exported(made, witnessed), folder / "unpacked")


def test_an_unpacked_export_has_them_too_and_a_flipped_bit_is_named(tmp_path: Path) -> None:
    made, notes = grown()
    folder = in_a_folder(made, notes, tmp_path)
    assert opened_folder(folder, KEY.vkey).witnessed == tuple(notes)
    content = bytearray((folder / "witnessed").read_bytes())
    content[40] ^= 1
    (folder / "witnessed").write_bytes(content)
    found = verify(opened_folder(folder, KEY.vkey), Trusted(KEY.vkey))
    assert found.findings[0].code == "file.damaged"
    assert "witnessed" in found.findings[0].what


def test_of_each_hour_the_last_checkpoint_is_kept_with_the_first_signatures(tmp_path: Path) -> None:
    kept = Witnessed(tmp_path / "witnessed.db")
    for size, at in ((1, 10), (2, 20), (3, HOUR + 5), (4, 3 * HOUR), (5, 3 * HOUR + 9), (6, 4 * HOUR)):
        for witness in "ab":
            kept.keep(size, f"note {size}\n\n", Kept(witness, at, f"{witness} at {at}\n"))
    kept.keep(2, "note 2\n\n", Kept("a", 9 * HOUR, "a much later\n"))
    assert kept.history(6) == tuple(
        f"note {size}\n\na at {at}\nb at {at}\n" for size, at in ((2, 20), (3, HOUR + 5), (5, 3 * HOUR + 9))
    )
    assert Witnessed(tmp_path / "none.db").history(6) == ()
    kept.close()
