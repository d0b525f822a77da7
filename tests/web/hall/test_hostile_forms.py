"""Forms that no browser would send, and forms far too large: plain words, never a crash."""

from typing import TYPE_CHECKING

import pytest

from .hostile import YES, Hall, Reader, size

if TYPE_CHECKING:
    from django.test import Client


@pytest.mark.parametrize("raw", [b"%ED%A0%80", b"%FF%FE", b"%C0%AF", b"%", b"%00", b"%zz", b"%F4%90%80%80"])
def test_bytes_that_are_no_text_are_answered_plainly(raw: bytes, hall: Hall, reader: Reader) -> None:
    hall("papers")
    there = reader(50)
    for page in ("/motions/new/", "/bulletin/submit/", "/members/move/", "/language/", "/account/sign-in/"):
        body = (
            b"business=policy&capacity=member/&title="
            + raw
            + b"&text="
            + raw
            + b"&checked=yes&next="
            + raw
            + b"&to="
            + raw
        )
        answer = there.post(page, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < 500
    for page in (
        b"/motions/%s/",
        b"/members/%s/",
        b"/convention/%s/",
        b"/record/%s/",
        b"/?convention=%s",
        b"/members/?search=%s",
    ):
        assert there.get((page % raw).decode()).status_code < 500


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data; boundary=x", b"--x\r\nnothing"),
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
        ("application/json", b'{"title": "x"}'),
        ("application/x-www-form-urlencoded; charset=utf-7", b"title=+ADw-script+AD4-"),
        ("application/x-www-form-urlencoded; charset=nothing", b"title=x"),
        ("text/xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
        ("", b"title=x"),
    ],
)
def test_forms_in_no_known_shape_are_answered_plainly(
    content_type: str, body: bytes, hall: Hall, reader: Reader
) -> None:
    hall("papers")
    before = size()
    for page in ("/motions/new/", "/members/leave/", "/motions/M1/do/second/", "/convention/C1/do/open/"):
        assert reader_once(reader).generic("POST", page, body, content_type).status_code < 500
    assert size() <= before + 2


def reader_once(reader: Reader) -> "Client":
    """The browser of member 51, signed in once in a test."""
    kept = getattr(reader, "kept", None)
    if kept is None:
        kept = reader(51)
        reader.kept = kept  # type: ignore[attr-defined]
    return kept


def test_a_text_of_ten_megabytes_is_refused_in_plain_words(hall: Hall, reader: Reader) -> None:
    hall("papers")
    before = size()
    form = {"business": "emergency", "capacity": "member/", "title": "Long", "text": "x " * 5_000_000, **YES}
    answer = reader(50).post("/motions/new/", form)
    assert (answer.status_code, size()) == (400, before)
    assert "What was sent could not be read" in answer.content.decode()


@pytest.mark.parametrize("page", ["/motions/new/", "/bulletin/submit/"])
def test_a_text_far_too_long_comes_back_to_be_shortened(page: str, hall: Hall, reader: Reader) -> None:
    hall("papers")
    before, text = size(), "word " * 60_000 + "the end"
    form = {"business": "emergency", "capacity": "member/", "title": "Long", "text": text, **YES}
    answer = reader(50).post(page, form)
    assert (answer.status_code, size()) == (409, before)
    assert "the end" in answer.content.decode()


def test_too_many_fields_are_refused_in_plain_words(hall: Hall, reader: Reader) -> None:
    hall("papers")
    answer = reader(50).post("/motions/new/", {f"field{n}": "x" for n in range(3_000)})
    assert answer.status_code == 400
