"""The Go team's signed notes and transparency logs, Debian's edition, accept what we write and refuse what was changed.

`audit.go` is the program; it is compiled here, against golang-golang-x-mod-dev, without any network.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

import pytest

from rankandfile.record import cosignature
from rankandfile.record.export import bundle_widths
from rankandfile.record.spelling import bundle_path, tile_path
from rankandfile.record.tree import tile_widths
from rankandfile.shell.published import Published
from rankandfile.shell.secretary import Secretary
from tests.living import living
from tests.record.organisation import KEY
from tests.world import SECRETARY, handle

from .records import all_proofs, consistency_line, inclusion_line, laid_out, made_of, some_proofs

HERE = Path(__file__).parent
GOCODE = Path("/usr/share/gocode")
CACHE = HERE.parents[1] / "var/strangers/go-cache"
SIZES = (1, 255, 256, 257, 70_000)
SIZE = 600
Audit: TypeAlias = Callable[..., tuple[int, str]]


@pytest.fixture(scope="session")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """Runs the program on a folder: exit code, and what it says."""
    if not shutil.which("go") or not (GOCODE / "src/golang.org/x/mod").is_dir():
        pytest.skip("needs Debian's golang-go and golang-golang-x-mod-dev")
    program = tmp_path_factory.mktemp("go") / "audit"
    settings = {**os.environ, "GO111MODULE": "off", "GOPATH": str(GOCODE), "GOCACHE": str(CACHE), "GOFLAGS": ""}
    subprocess.run(["go", "build", "-o", program, HERE / "audit.go"], env=settings, check=True)

    def audited(folder: Path, *options: object, key: object = KEY.vkey) -> tuple[int, str]:
        words = [str(word) for word in (program, *options, folder, key)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        return done.returncode, done.stdout

    return audited


def listed(lines: Iterable[str], folder: Path) -> Path:
    (folder / "proofs").write_text("\n".join(lines) + "\n")
    return folder / "proofs"


@pytest.mark.parametrize("size", SIZES)
def test_every_file_and_every_proof_of_ours_holds(size: int, audit: Audit, tmp_path: Path) -> None:
    lines = some_proofs(size) if size > 1000 else all_proofs(size)
    code, said = audit(laid_out(size, tmp_path), "-proofs", listed(lines, tmp_path))
    assert code == 0, said
    assert f"checkpoint: {size} entries, 1 signatures" in said
    assert f"proofs: {size} of each kind, from the tiles" in said


def test_partial_tiles_of_older_sizes_are_beginnings_of_newer_ones(audit: Audit, tmp_path: Path) -> None:
    laid_out(SIZE, tmp_path)
    for older in (1, 44, 87):
        laid_out(512 + older, tmp_path / "older")
        for path in (tile_path(0, 2, older), bundle_path(2, older)):
            (tmp_path / path).write_bytes((tmp_path / "older" / path).read_bytes())
    shutil.rmtree(tmp_path / "older")
    assert audit(tmp_path)[0] == 0
    (tmp_path / tile_path(0, 2, 44)).write_bytes(bytes(44 * 32))
    assert audit(tmp_path) == (1, audit(tmp_path)[1])
    assert "tile/0/002.p/44: not what the entries give" in audit(tmp_path)[1]


def test_cosignatures_hold_and_one_that_does_not_refuses_the_whole(audit: Audit, tmp_path: Path) -> None:
    witness = cosignature.CosigningKey("sister-org-0.example/witness", b"\x20" * 32)
    file = laid_out(SIZE, tmp_path) / "checkpoint"
    note = file.read_text()
    text = note.rpartition("\n\n")[0] + "\n"
    file.write_text(note + cosignature.cosign(witness, text, 1_700_000_000))
    code, said = audit(tmp_path, "-witness", witness.vkey)
    assert (code, "600 entries, 2 signatures" in said) == (0, True), said
    file.write_text(note + cosignature.cosign(witness, text.replace("600", "601"), 1_700_000_000))
    assert audit(tmp_path, "-witness", witness.vkey)[0] == 1
    assert audit(tmp_path)[0] == 0


def changed(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    file = folder / name
    file.write_bytes(change(file.read_bytes()))


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 4]) + content[middle + 1 :]


LAST = bundle_path(2, 88)
CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "a bit": flipped,
    "the end": lambda old: old[:-1],
    "everything": lambda _old: b"",
    "one byte more": lambda old: old + b"\0",
}
NAMED = ("tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/000", LAST)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", NAMED)
def test_a_tile_or_bundle_that_was_changed_is_named(name: str, change: str, audit: Audit, tmp_path: Path) -> None:
    changed(laid_out(SIZE, tmp_path), name, CHANGES[change])
    code, said = audit(tmp_path)
    assert code == 1
    assert name in said or "root: the entries give" in said


@pytest.mark.parametrize("name", [*NAMED, "checkpoint"])
def test_a_file_that_is_missing_is_named(name: str, audit: Audit, tmp_path: Path) -> None:
    (laid_out(SIZE, tmp_path) / name).unlink()
    code, said = audit(tmp_path)
    assert (code, name in said) == (1, True)


@pytest.mark.parametrize("name", ["tile/0/003", "tile/1/000", "tile/2/000.p/1", "tile/0/002.p/89", "tile/note.txt"])
def test_a_file_that_must_not_be_there_is_named(name: str, audit: Audit, tmp_path: Path) -> None:
    file = laid_out(SIZE, tmp_path) / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(bytes(32))
    code, said = audit(tmp_path)
    assert (code, f"{name}: no such file in a tree of 600 entries" in said) == (1, True)


@pytest.mark.parametrize("change", CHANGES)
def test_a_checkpoint_that_was_changed_is_refused(change: str, audit: Audit, tmp_path: Path) -> None:
    changed(laid_out(SIZE, tmp_path), "checkpoint", CHANGES[change])
    assert audit(tmp_path)[0] == 1


def test_the_checkpoint_of_another_size_root_or_key_is_refused(audit: Audit, tmp_path: Path) -> None:
    file = laid_out(SIZE, tmp_path) / "checkpoint"
    own = file.read_text()
    file.write_text(made_of(SIZE).checkpoint(599))
    assert audit(tmp_path)[0] == 1
    file.write_text(own)
    assert audit(tmp_path, key="example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")[0] == 1


def swapped(bundle: bytes) -> bytes:
    """The first two entries have changed places."""
    first = 2 + int.from_bytes(bundle[:2])
    second = first + 2 + int.from_bytes(bundle[first : first + 2])
    return bundle[first:second] + bundle[:first] + bundle[second:]


def test_entries_that_changed_places_are_found(audit: Audit, tmp_path: Path) -> None:
    changed(laid_out(SIZE, tmp_path), "tile/entries/001", swapped)
    code, said = audit(tmp_path)
    assert (code, "tile/0/001: not what the entries give" in said) == (1, True)


def test_a_proof_of_ours_with_another_place_or_another_hash_is_refused(audit: Audit, tmp_path: Path) -> None:
    made = made_of(SIZE)
    inclusion, consistency = inclusion_line(made, 300, SIZE), consistency_line(made, 301, SIZE)
    wrong = [
        inclusion.replace(" 300 ", " 301 "),
        consistency.replace(" 301 ", " 300 "),
        inclusion.rpartition(" ")[0],
        consistency.rpartition(" ")[0],
        inclusion + " " + inclusion.rpartition(" ")[2],
        consistency + " " + inclusion.rpartition(" ")[2],
    ]
    laid_out(SIZE, tmp_path)
    assert audit(tmp_path, "-proofs", listed([inclusion, consistency], tmp_path))[0] == 0
    for line in wrong:
        code, said = audit(tmp_path, "-proofs", listed([line], tmp_path))
        assert (code, f"given {line.split()[0]}" in said) == (1, True), line


def test_what_a_growing_organisation_published_at_each_size_is_kept_and_holds(audit: Audit, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    with living(tmp_path / "home") as own:
        own.call(handle(SECRETARY))
        for number in (41, 42, 43):
            mirrored(own.secretary, folder)
            own.move(number)
        size = mirrored(own.secretary, folder)
        key = own.secretary.key.vkey
    code, said = audit(folder, key=key)
    assert (code, f"checkpoint: {size} entries" in said) == (0, True), said
    assert len(list((folder / "tile/0").glob("000.p/*"))) > 1


def mirrored(secretary: Secretary, folder: Path) -> int:
    """Everything that C2SP tlog-tiles names is copied, over what was copied at smaller sizes. The size now."""
    published = Published(secretary.store, secretary.vault, secretary.key.vkey, secretary.state)
    size = secretary.store.size()
    names = [tile_path(*place) for place in tile_widths(size)]
    names += [bundle_path(number, width) for number, width in bundle_widths(size)]
    for name in ("checkpoint", *names):
        content = published.read(name)
        assert content is not None, name
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return size
