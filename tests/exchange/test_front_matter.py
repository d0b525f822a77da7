"""Front matter is read as keys and plain values; everything else is refused where it stands."""

from pathlib import Path

import pytest

from rankandfile.shell.exchange.fault import Fault, Unreadable
from rankandfile.shell.exchange.front_matter import LARGEST, read_page

TWELVE = "\n".join(f"{a}: &{a} [{', '.join([f'*{b}'] * 9)}]" for a, b in zip("bcdefghijkl", "abcdefghijk", strict=True))
BOMB = f'a: &a ["lol", "lol"]\n{TWELVE}'


def page(tmp_path: Path, text: str | bytes) -> Path:
    file = tmp_path / "paper.md"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def fault(tmp_path: Path, text: str | bytes) -> Fault:
    with pytest.raises(Unreadable) as unreadable:
        read_page(page(tmp_path, text), "paper.md")
    return unreadable.value.fault


def test_values_and_text_are_told_apart(tmp_path: Path) -> None:
    read = read_page(page(tmp_path, "---\ntitle: 'A: B'\nnumber: 1a\n# a comment\n---\n\nThe text.\n"), "paper.md")
    assert read.values == {"title": "A: B", "number": "1a"}
    assert read.lines == {"title": 2, "number": 3}
    assert read.text == "\nThe text.\n"
    assert read.text_line == 6


def test_line_ends_and_byte_order_marks_of_other_machines_do_not_matter(tmp_path: Path) -> None:
    read = read_page(page(tmp_path, b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\nText\r\n"), "paper.md")
    assert (read.values, read.text) == ({"title": "A"}, "Text\n")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "does not begin with front matter"),
        ("no dashes\n---\n", 1, "does not begin with front matter"),
        ("---\ntitle: A\n", 1, "does not begin with front matter"),
        ("---\ntitle: A: B\n---\n", 2, "is not YAML"),
        ('---\ntitle: A\nother: "open\n---\n', 3, "is not YAML"),
        ("---\n\ttitle: A\n---\n", 2, "is not YAML"),
        ("---\ntitle: A\ntitle: B\n---\n", 3, "stands there twice"),
        ("---\njust words\n---\n", 2, "not a list of keys and values"),
        ("---\ntitle: A\nmovers: [a, b]\n---\n", 3, "more than keys and plain values"),
        ("---\ntitle:\n  inner: A\n---\n", 3, "more than keys and plain values"),
        ("---\ntitle: !!python/object/apply:os.system [ls]\n---\n", 2, "more than keys and plain values"),
        ("---\ntitle: &a A\nother: *a\n---\n", 2, "more than keys and plain values"),
        (f"---\n{BOMB}\n---\n", 2, "more than keys and plain values"),
        (f"---\n{'[' * 9000}\n---\n", 2, "more than keys and plain values"),
        (f"---\ntitle: {'A' * 20_000}\n---\n", 2, "too long"),
        (b"---\ntitle: A\n---\n\n\xff\xfe\n", 5, "not UTF-8"),
        (b"---\ntitle: A\x00B\n---\n", 2, "characters that YAML does not allow"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, text: str | bytes, line: int, what: str) -> None:
    found = fault(tmp_path, text)
    assert found.line == line
    assert what in found.what
    assert found.remedy


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    assert "KiB" in fault(tmp_path, b"---\ntitle: A\n---\n" + b"x" * LARGEST).what


def test_a_missing_file_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read"):
        read_page(tmp_path / "none.md", "none.md")
