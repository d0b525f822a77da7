"""A record whose files are asked for by name: whole, with tiles alone, with the checkpoint alone, with older tiles."""

from collections.abc import Callable

import pytest

from rankandfile.record.checkpoint import Checkpoint, sign
from rankandfile.record.malformed import Malformed
from rankandfile.record.mirror import INDEX, Mirror
from rankandfile.record.note import LogKey
from rankandfile.record.report import Report
from rankandfile.record.spelling import bundle_path, tile_path
from rankandfile.record.verify import Trusted, verify

from .organisation import KEY, ORIGIN, with_members
from .test_export import unpacked

SIZE = 271
Files = dict[str, bytes]


@pytest.fixture
def files() -> Files:
    return unpacked(with_members(members=130).export())


def mirror(files: Files, **how: object) -> Mirror:
    return Mirror(files.get, None, sorted(files), **how)  # type: ignore[arg-type]


def verified(files: Files, trusted: Trusted = Trusted(KEY.vkey), **how: object) -> Report:  # noqa: B008
    return verify(mirror(files, **how), trusted)


def found(report: Report) -> list[tuple[str, str]]:
    return [(finding.code, finding.what) for finding in report.findings]


def test_a_whole_mirror_is_verified_as_its_export_is(files: Files) -> None:
    report = verified(files)
    assert (report.sound, report.size) == (True, SIZE)
    assert report.state
    served = {**files, INDEX: "".join(f"{name[10:74]}\n" for name in files if name.startswith("rulebooks/")).encode()}
    assert verify(Mirror(served.get), Trusted(KEY.vkey)) == report


def test_tiles_alone_are_hashed_and_nobody_is_accused_of_withholding(files: Files) -> None:
    tiles = {name: content for name, content in files.items() if name.startswith(("tile/", "checkpoint", "log"))}
    report = verified(tiles, has_texts=False)
    assert (report.sound, report.state) == (True, "")
    assert dict(report.checked)["entries hashed, read strictly, and found in their place in the tree"] == SIZE
    assert any(sentence.startswith("Texts, rulebooks and every decision") for sentence in report.unchecked)
    tiles["tile/entries/000"] = tiles["tile/entries/000"].replace(b"AdmitMember", b"AdmitNumber", 1)
    assert "root.other" in [code for code, _ in found(verified(tiles, has_texts=False))]


def test_the_checkpoint_alone_is_opened_and_the_rest_is_said_to_be_unread(files: Files) -> None:
    made = with_members(members=130)
    alone = {name: files[name] for name in ("checkpoint", "log.vkey")}
    heads = (made.checkpoint(), made.checkpoint(5))
    report = verified(alone, Trusted(KEY.vkey, (), heads), has_entries=False)
    assert report.sound
    assert [count for _, count in report.checked][:3] == [1, 1, 0]
    assert any(sentence.startswith("The entries, the hashes over them") for sentence in report.unchecked)
    assert any(sentence.startswith("1 of the checkpoints that you gave") for sentence in report.unchecked)


def test_the_checkpoint_alone_shows_a_fork_of_the_same_size_and_a_rollback(files: Files) -> None:
    other, longer = with_members(members=129), with_members(members=131)
    other.append(b"{}")
    other.append(b"{}")
    assert other.tree.size == SIZE
    alone = {name: files[name] for name in ("checkpoint", "log.vkey")}
    report = verified(alone, Trusted(KEY.vkey, (), (other.checkpoint(), longer.checkpoint())), has_entries=False)
    assert [code for code, _ in found(report)] == ["head.forked", "head.ahead"]


@pytest.mark.parametrize("name", ["tile/0/000", "tile/0/001.p/15", "tile/1/000.p/1", "tile/entries/001.p/15"])
def test_a_file_that_is_missing_is_named(name: str, files: Files) -> None:
    del files[name]
    assert ("file.damaged", f"{name} (missing) is not as it was written.") in found(verified(files))


def test_a_rulebook_that_is_missing_or_a_text_is_named(files: Files) -> None:
    report = verified({name: content for name, content in files.items() if name != "slots/000.jsonl"})
    assert "slot.withheld" in [code for code, _ in found(report)]
    rulebook = next(name for name in files if name.startswith("rulebooks/"))
    report = verified({name: content for name, content in files.items() if name != rulebook})
    assert "act.refused" in [code for code, _ in found(report)]
    served = {**files, INDEX: f"{rulebook[10:74]}\n".encode()}
    del served[rulebook]
    report = verify(Mirror(served.get), Trusted(KEY.vkey))
    assert ("file.damaged", f"{rulebook} (missing) is not as it was written.") in found(report)


def test_older_partial_tiles_may_be_kept_and_must_be_beginnings(files: Files) -> None:
    older = {
        tile_path(0, 0, 17): files["tile/0/000"][: 17 * 32],
        tile_path(0, 1, 3): files["tile/0/001.p/15"][: 3 * 32],
        bundle_path(1, 3): mirror_bundle(files["tile/entries/001.p/15"], 3),
    }
    assert verified({**files, **older}).sound
    for name in older:
        wrong = verified({**files, **older, name: older[name][:-1] + b"\x00"})
        assert found(wrong) == [("file.other", f"{name} is no file of a record of this size.")]


def mirror_bundle(content: bytes, count: int) -> bytes:
    at = 0
    for _ in range(count):
        at += 2 + int.from_bytes(content[at : at + 2])
    return content[:at]


@pytest.mark.parametrize(
    "name",
    ["tile/0/002", "tile/0/001.p/16", "tile/9/000.p/1", "tile/x/000", "tile/0/1", "slots/002.jsonl", "tile/entries/002",
     "rulebooks/none.toml", "slots/notes.txt"],
)  # fmt: skip
def test_a_file_that_no_record_of_this_size_has_is_named(name: str, files: Files) -> None:
    report = verify(Mirror({**files, name: b""}.get, None, [*files, name]), Trusted(KEY.vkey))
    named = [code for code, what in found(report) if name in what or "none" in what]
    assert named
    assert set(named) <= {"file.other", "rulebook.other"}


def test_other_things_in_the_folder_are_nobodys_business(files: Files) -> None:
    assert verified({**files, "notes.txt": b"mine", "tiles/x": b""}).sound


def test_a_mirror_that_grows_shows_texts_of_later_entries_to_nobody(files: Files) -> None:
    later = b'{"entry":300,"opening":"","slot":"name","value":""}\n'
    assert verified({**files, "slots/001.jsonl": later}, grows=True).sound
    assert not verified({**files, "slots/001.jsonl": later}).sound


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda files: files.pop("checkpoint"), "There is no file checkpoint here."),
        (lambda files: files.update(checkpoint=b"nothing\n"), "The file checkpoint: A note has a text"),
        (lambda files: files.update(checkpoint=b"\xff"), "The file checkpoint is not text in UTF-8."),
        (lambda files: files.update({"log.vkey": b"none"}), "The file log.vkey: "),
        (lambda files: files.pop("log.vkey"), "Nothing here says by which key the record is signed"),
    ],
)
def test_a_mirror_without_a_front_is_none(change: Callable[[Files], object], said: str, files: Files) -> None:
    change(files)
    with pytest.raises(Malformed, match=said):
        mirror(files)


def test_the_key_may_be_known_from_elsewhere_alone(files: Files) -> None:
    del files["log.vkey"]
    assert verify(Mirror(files.get, KEY.vkey, sorted(files)), Trusted(KEY.vkey)).sound
    other = LogKey(ORIGIN, b"\x12" * 32).vkey
    assert not verify(Mirror(files.get, other, sorted(files)), Trusted(other)).sound


def test_a_checkpoint_that_claims_more_than_any_disk_holds_is_answered_at_once(files: Files) -> None:
    files["checkpoint"] = sign(Checkpoint(ORIGIN, 1 << 62, bytes(32)), KEY).encode()
    report = verified(files)
    assert {"root.other", "entry.missing"} <= {code for code, _ in found(report)}
    assert verified(files, Trusted(KEY.vkey), has_texts=False).findings
