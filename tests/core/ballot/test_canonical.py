"""The protocol's JSON has one spelling; what others would read in another way is refused."""

import pytest

from rankandfile.core.ballot.canonical import read, written
from rankandfile.core.ballot.refused import Refused
from rankandfile.core.ballot.shapes import Stamp

CONTROLS = [chr(number) for number in (*range(0x20), 0x7F)]


@pytest.mark.parametrize("control", CONTROLS, ids=lambda own: f"{ord(own):02x}")
@pytest.mark.parametrize("before", ["", "\\", 'a "b" \\\\'])
def test_no_text_holds_a_control_character(control: str, before: str) -> None:
    with pytest.raises(Refused, match="control character"):
        read(written(f"{before}{control}x"), str, "The text")


@pytest.mark.parametrize("text", ["\\n", "\\\\t", "\\u0000", "„Ja“ / nein 🌻", '"', "\u2028"])
def test_what_only_looks_like_one_is_a_text(text: str) -> None:
    assert read(written(text), str, "The text") == text


@pytest.mark.parametrize(
    "content",
    [
        b'"\\/"', b'"\\u0041"', b'"\\ud83c\\udf3b"', b'"\xed\xa0\x80"', b'"\xc0\xaf"', b'"\n"', b' "a"', b'"a" ',
        b'"a"\n', b"\xef\xbb\xbf\"a\"", b'"a', b"", b"'a'", b"null", b"1",
    ],
)  # fmt: skip
def test_another_spelling_of_a_text_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        read(content, str, "The text")


@pytest.mark.parametrize("content", [b"01", b"1.0", b"1e0", b"-0", b"+1", b" 1", b"1_0", b'"1"', b"true", b"9" * 5000])
def test_another_spelling_of_a_number_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        read(content, int, "The number")


@pytest.mark.parametrize(
    "content",
    [
        b'{"timestamp":"1","version":1}',
        b'{"version":1,"timestamp":"1","timestamp":"1"}',
        b'{"version":1,"version":1,"timestamp":"1"}',
        b'{"version":1,"timestamp":"1","more":1}',
        b'{"version":1}',
        b'{"version":2,"timestamp":"1"}',
        b'[1,"1"]',
    ],
)
def test_fields_stand_once_and_in_their_order(content: bytes) -> None:
    with pytest.raises(Refused):
        read(content, Stamp, "The stamp")
