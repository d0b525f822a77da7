"""Whatever happens to a file of an export, by accident or by somebody who writes the sums anew, is found and named."""

import tarfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO

import pytest

from rankandfile.record.archive import BLOCK, SUMS, header
from rankandfile.record.export import read
from rankandfile.record.malformed import Malformed
from rankandfile.record.report import Report, as_text, unreadable
from rankandfile.record.verify import Trusted, verify

from .organisation import KEY, with_members
from .test_export import archived


@cache
def files() -> dict[str, bytes]:
    """The files of an export of two bundles, the sums among them."""
    with tarfile.open(fileobj=BytesIO(with_members(members=130).export(personal=True))) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]


NAMES = (
    "README.txt", "checkpoint", "log.vkey", "tile/0/000", "tile/0/001.p/15", "tile/1/000.p/1", "tile/entries/000",
    "slots/000.jsonl", "tile/entries/001.p/15", "slots/001.jsonl",
)  # fmt: skip


def damages(content: bytes) -> Iterator[bytes]:
    """The content with one bit changed at the beginning, in the middle, at the end, and here and there; cut; longer."""
    for at in sorted({0, 1, len(content) // 2, len(content) - 1, *range(0, len(content), 1 + len(content) // 7)}):
        for bit in (1, 128):
            yield content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]
    for end in (0, 1, len(content) // 2, len(content) - 1):
        yield content[:end]
    for more in (b"\0", b"\n", b" ", bytes(BLOCK), content):
        yield content + more


def packed(changed: dict[str, bytes]) -> bytes:
    """An archive of these files as they are, the sums too."""
    blocks = (header(name, len(each)) + each + bytes(-len(each) % BLOCK) for name, each in changed.items())
    return b"".join(blocks) + bytes(2 * BLOCK)


def verified(exported: bytes) -> Report:
    try:
        return verify(read(BytesIO(exported)), Trusted(KEY.vkey))
    except Malformed as error:
        return unreadable(str(error))


def anew(changed: dict[str, bytes]) -> bytes:
    """The archive as somebody would write it who knows how."""
    return archived({name: content for name, content in changed.items() if name != SUMS})


def test_the_files_are_those_of_an_export() -> None:
    rulebook = [name for name in files() if name.startswith("rulebooks/")]
    assert list(files()) == [*NAMES, *rulebook, SUMS]
    assert packed(files()) == anew(files()) == with_members(members=130).export(personal=True)


@pytest.mark.parametrize("name", [*NAMES, "rulebooks/", SUMS])
def test_an_accident_is_named_by_the_file(name: str) -> None:
    full = next(own for own in files() if own.startswith(name))
    for content in damages(files()[full]):
        report = verified(packed({**files(), full: content}))
        said = as_text(report).replace("\n    ", " ")
        assert not report.sound
        assert full in said or (full == SUMS and any(each in said for each in files())), said


PLACES = {
    "checkpoint": ("root.other", "checkpoint.unsigned", "export.unreadable"),
    "log.vkey": ("key.other", "export.unreadable"),
    "tile/0/": ("tile.other",),
    "tile/1/": ("tile.other",),
    "tile/entries/": ("entry.changed", "entry.missing"),
    "slots/": ("file.damaged", "slot.withheld", "slot.forged", "slot.stray"),
    "rulebooks/": ("rulebook.other",),
}
"""What must be among the findings, whatever else follows. README.txt is words for people, which only the sums guard."""


@pytest.mark.parametrize("name", [*NAMES[1:], "rulebooks/"])
def test_malice_that_writes_the_sums_anew_is_found_where_it_was_done(name: str) -> None:
    full = next(own for own in files() if own.startswith(name))
    codes = next(codes for place, codes in PLACES.items() if full.startswith(place))
    for content in damages(files()[full]):
        report = verified(anew({**files(), full: content}))
        found = {finding.code for finding in report.findings}
        assert found & set(codes), (full, found)
        assert is_named(full, report), as_text(report)


def is_named(name: str, report: Report) -> bool:
    """Whether a finding says which file, which tile, which entry or which rulebook it is about."""
    said = as_text(report)
    if name.startswith("rulebooks/"):
        return name[10:74] in said
    if name in ("checkpoint", "log.vkey"):
        return any(word in said for word in (name, "signature", "signed", "root", "key"))
    return name in said or any(finding.entry is not None for finding in report.findings)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_missing_is_named(name: str) -> None:
    report = verified(anew({own: content for own, content in files().items() if own != name}))
    said = as_text(report).replace("\n    ", " ")
    assert not report.sound
    assert name in said or (name.startswith("slots/") and "WITHHELD" in said)
