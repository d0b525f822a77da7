"""An export is one plain archive with every byte in its place; anything else is refused by name."""

import io
import subprocess
import tarfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.ids import Moment
from rankandfile.record.archive import BLOCK, LARGEST, Archive, Contents, header
from rankandfile.record.export import bundle, read, unbundled
from rankandfile.record.malformed import Malformed
from rankandfile.record.verify import verify

from .organisation import DAY, FOUNDER, NOON, ORIGIN, RULEBOOK, Made, handle, with_a_motion, with_members


@pytest.fixture(scope="module")
def made() -> Made:
    return with_a_motion()


@pytest.fixture(scope="module")
def exported(made: Made) -> bytes:
    return made.export()


def archived(files: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    archive = Archive(stream)
    for name, content in files.items():
        archive.add(name, content)
    archive.close()
    return stream.getvalue()


def unpacked(exported: bytes) -> dict[str, bytes]:
    """The files of an export, SHA256SUMS left out, as Python's own tar reader sees them."""
    with tarfile.open(fileobj=BytesIO(exported)) as tar:
        files = {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]
    del files["SHA256SUMS"]
    return files


def test_equal_records_give_equal_bytes(exported: bytes) -> None:
    assert with_a_motion().export() == exported


def test_what_is_read_is_what_was_written(made: Made, exported: bytes) -> None:
    export = read(BytesIO(exported))
    assert (export.size, export.checkpoint.origin, export.damaged) == (107, ORIGIN, [])
    assert export.leaves(0, 107) == made.leaves
    assert export.tile(0, 0, 107) == made.tree.tile(0, 0)
    assert dict(export.rulebooks()) == {sha256(RULEBOOK.encode()).hexdigest(): RULEBOOK}


def test_any_tar_program_unpacks_it_and_the_sums_are_right(exported: bytes, tmp_path: Path) -> None:
    (tmp_path / "record.tar").write_bytes(exported)
    subprocess.run(["tar", "xf", "record.tar"], cwd=tmp_path, check=True, capture_output=True)
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path, check=True, capture_output=True)
    assert ORIGIN in (tmp_path / "README.txt").read_text()


def test_names_are_not_in_an_export_unless_asked_for(made: Made, exported: bytes) -> None:
    assert b"Member number 3" not in exported
    assert b"Ada Founder" not in exported
    assert b"The union publishes its accounts each year." in exported
    assert b"Member number 3" in made.export(personal=True)


def test_an_export_shows_the_texts_of_its_entries(made: Made, exported: bytes) -> None:
    shown = read(BytesIO(exported)).values(0)
    civic = [value for value in made.values if value.slot not in ("contact", "name") or "Branch" in value.value]
    assert sorted(shown, key=lambda v: (v.entry, v.slot)) == sorted(civic, key=lambda v: (v.entry, v.slot))


def test_a_record_of_several_bundles_is_exported() -> None:
    made = with_members(members=130)
    export = read(BytesIO(made.export(personal=True)))
    assert export.size == 271
    assert export.leaves(1, 15) == made.leaves[256:]
    assert {value.entry // 256 for value in export.values(1)} == {1}
    assert verify(export).sound


def test_a_bundle_without_texts_has_no_file_for_them() -> None:
    made = with_members(members=121)
    for number in range(20):
        made.record(RecordDues(FOUNDER, NOON, handle(number), Moment(NOON + 400 * DAY)))
    export = read(BytesIO(made.export()))
    assert (export.size, export.values(1)) == (293, ())
    assert verify(export).sound


@pytest.mark.parametrize("leaves", [[b"a"], [b"a", b"bc"], [b"", b"x" * 2047]])
def test_a_bundle_is_read_as_it_is_written(leaves: list[bytes]) -> None:
    assert unbundled(bundle(leaves), len(leaves)) == leaves


def test_a_damaged_bundle_never_gives_the_leaves_that_were_written() -> None:
    leaves = [b"first", b"second", b"third"]
    whole = bundle(leaves)
    damaged = [
        whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :] for at in range(len(whole)) for bit in range(8)
    ]
    damaged += [whole[:at] for at in range(len(whole))] + [whole + b"\x00", b"\x00" + whole]
    for other in damaged:
        assert unbundled(other, 3) != leaves


def test_every_single_bit_of_an_archive_is_guarded() -> None:
    whole = archived({"README.txt": b"Hello.", "tile/0/000": b"\x01" * 600})
    names = ("README.txt", "tile/0/000", "SHA256SUMS")
    for at in range(len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :]
        try:
            contents = Contents(BytesIO(changed))
        except Malformed:
            continue
        assert not all(contents.is_intact(name, contents.read(name)) for name in names[:2])


def test_an_archive_that_is_cut_short_or_longer_is_refused(exported: bytes) -> None:
    whole = archived({"README.txt": b"Hello.", "b": b""})
    for end in range(0, len(whole), 100):
        with pytest.raises(Malformed):
            Contents(BytesIO(whole[:end]))
    for more in (b"\x00", b"\x00" * BLOCK, b"x"):
        with pytest.raises(Malformed, match="does not end"):
            Contents(BytesIO(whole + more))


def hostile(name: str, kind: bytes = tarfile.REGTYPE) -> bytes:
    stream = BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd" if kind != tarfile.REGTYPE else ""
        tar.addfile(member, io.BytesIO())
    return stream.getvalue()


@pytest.mark.parametrize(
    "kind", [tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.GNUTYPE_SPARSE]
)
def test_links_devices_and_other_archives_are_refused(kind: bytes) -> None:
    with pytest.raises(Malformed, match="not an export"):
        Contents(BytesIO(hostile("README.txt", kind)))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "README.txt\x00.exe", "rulebooks/x.toml", "tile/0/001"]
)
def test_a_file_that_an_export_does_not_have_is_refused(exported: bytes, name: str) -> None:
    with pytest.raises(Malformed):
        read(BytesIO(archived({**unpacked(exported), name: b"x"})))


@pytest.mark.parametrize("name", ["README.txt", "checkpoint", "log.vkey", "tile/0/000.p/107", "tile/entries/000.p/107"])
def test_a_file_that_is_missing_is_named(exported: bytes, name: str) -> None:
    files = unpacked(exported)
    del files[name]
    with pytest.raises(Malformed, match=name.partition(".")[0]):
        read(BytesIO(archived(files)))


def test_files_in_another_order_are_refused(exported: bytes) -> None:
    with pytest.raises(Malformed, match=r"where README\.txt should be"):
        read(BytesIO(archived(dict(reversed(unpacked(exported).items())))))


def test_a_checkpoint_that_claims_more_entries_than_there_are_is_refused(exported: bytes) -> None:
    files = unpacked(exported)
    files["checkpoint"] = files["checkpoint"].replace(b"\n107\n", b"\n4611686018427387904\n")
    with pytest.raises(Malformed, match=r"where tile/0/000 should be"):
        read(BytesIO(archived(files)))


@pytest.mark.parametrize(
    ("name", "content"),
    [("checkpoint", b"\xff\n"), ("checkpoint", b"nothing\n"), ("log.vkey", b"\xff"), ("log.vkey", b"none\n")],
)
def test_front_matter_that_cannot_be_read_is_refused(exported: bytes, name: str, content: bytes) -> None:
    with pytest.raises(Malformed):
        read(BytesIO(archived({**unpacked(exported), name: content})))


@pytest.mark.parametrize("sums", [b"", b"nonsense\n", b"0" * 64 + b"  README.txt\n" * 2, b"0" * 64 + b"  other\n"])
def test_sums_that_do_not_list_the_files_are_refused(sums: bytes) -> None:
    whole = header("README.txt", 0) + header("SHA256SUMS", len(sums)) + sums + bytes(-len(sums) % BLOCK) + bytes(1024)
    with pytest.raises(Malformed, match="does not list"):
        Contents(BytesIO(whole))


def test_the_same_name_twice_is_refused() -> None:
    twice = header("README.txt", 0) * 2 + bytes(1024)
    with pytest.raises(Malformed, match="twice"):
        Contents(BytesIO(twice))


def test_something_hidden_behind_a_file_is_refused() -> None:
    hidden = header("README.txt", 1) + b"a" + b"b" * 511 + bytes(1024)
    with pytest.raises(Malformed, match="hidden"):
        Contents(BytesIO(hidden))


def test_a_file_too_large_is_neither_written_nor_read() -> None:
    with pytest.raises(Malformed, match="too large"):
        Archive(BytesIO()).add("x" * 101, b"")
    with pytest.raises(Malformed, match="not an export"):
        Contents(BytesIO(header("big", LARGEST + 1) + bytes(1024)))
