"""What comes over a slow line: pages and files with fewer bytes, and never where the length would tell a secret."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .house import House

READS = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"}
OURS = {**READS, "HTTP_SEC_FETCH_SITE": "same-origin"}
THEIRS = {**READS, "HTTP_SEC_FETCH_SITE": "cross-site"}


def is_compressed(answer: Any) -> bool:
    return bool(answer.headers.get("Content-Encoding") == "gzip")


@pytest.fixture
def bo(sign_in: Callable[[str], Any]) -> Any:
    return sign_in("Bo")


def test_a_page_comes_with_a_fraction_of_its_bytes_and_says_the_same(bo: Any) -> None:
    plain, short = bo.get("/rulebook/"), bo.get("/rulebook/", **READS)
    assert not is_compressed(plain)
    assert is_compressed(short)
    assert 3 * len(short.content) < len(plain.content)
    assert short.headers["Vary"].find("Accept-Encoding") >= 0
    assert int(short.headers["Content-Length"]) == len(short.content)
    title = b"<title>"
    assert gzip.decompress(short.content).partition(title)[2][:40] == plain.content.partition(title)[2][:40]


def test_each_answer_has_another_length(bo: Any) -> None:
    assert len({len(bo.get("/about/", **READS).content) for _ in range(12)}) > 1


@pytest.mark.parametrize("address", ["/search/?words=bread", "/members/?search=a", "/?x", "/demo/?search=Bo"])
def test_what_a_stranger_has_asked_is_not_compressed_together_with_the_answer(bo: Any, address: str) -> None:
    assert not is_compressed(bo.get(address, **READS))
    assert not is_compressed(bo.get(address, **THEIRS))
    assert not is_compressed(bo.get(address, **{**READS, "HTTP_SEC_FETCH_SITE": "same-site"}))


def test_a_question_from_a_page_of_ours_is_answered_with_fewer_bytes(bo: Any) -> None:
    assert is_compressed(bo.get("/search/?words=bread", **OURS))


def test_the_answer_to_a_form_is_not_compressed(bo: Any) -> None:
    answer = bo.post("/members/admit/", {"name": "x" * 3000}, **OURS)
    assert answer.status_code in (200, 422)
    assert not is_compressed(answer)


@pytest.mark.parametrize("address", ["/account/sign-in/", "/account/passkeys/", "/settings/", "/settings/feeds/"])
def test_pages_that_show_codes_and_keys_are_not_compressed(bo: Any, visitor: Any, address: str) -> None:
    for browser in (bo, visitor):
        assert not is_compressed(browser.get(address, **OURS))


def test_what_is_kept_byte_by_byte_is_not_compressed(house: House, bo: Any) -> None:
    assert not is_compressed(bo.get("/record/tile/0/000.p/1", **READS))
    assert not is_compressed(bo.get("/record/tile/entries/000.p/1", **READS))


def test_pages_name_their_files_by_content_and_browsers_keep_those(bo: Any) -> None:
    page = bo.get("/").content.decode()
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    path, _, digest = address.partition("?v=")
    assert (path, len(digest)) == ("/static/rankandfile/paper.css", 12)
    named, old, bare = (bo.get(each, **READS) for each in (address, f"{path}?v={'0' * 12}", path))
    assert named.headers["Cache-Control"] == "max-age=31536000, public, immutable"
    assert old.headers["Cache-Control"] == bare.headers["Cache-Control"] == "max-age=600, public"
    content = b"".join(named.streaming_content)
    assert is_compressed(named)
    assert int(named.headers["Content-Length"]) == len(content)
    whole = b"".join(bo.get(path).streaming_content)
    assert gzip.decompress(content) == whole
    assert 2 * len(content) < len(whole)
    assert b"".join(old.streaming_content) == b"".join(bare.streaming_content) == content


def test_a_file_that_a_browser_has_is_not_sent_again(bo: Any) -> None:
    def asked(etag: str) -> tuple[int, bytes, str]:
        answer = bo.get("/static/rankandfile/live.js", HTTP_IF_NONE_MATCH=etag, **READS)
        return answer.status_code, b"".join(answer.streaming_content), answer.headers["ETag"]

    status, content, has = asked('W/"another"')
    assert (status, len(content) > 1000) == (200, True)
    assert asked(has) == (304, b"", has)


def test_a_file_that_would_be_no_shorter_is_sent_as_it_is(bo: Any) -> None:
    from rankandfile.web import static_files

    own = static_files.StaticFiles(lambda request: None)  # type: ignore[arg-type, return-value]
    short = next(Path(each) for each in _paths(own) if each.endswith("mark.svg"))
    assert short.stat().st_size < 200
    answer = bo.get("/static/rankandfile/mark.svg", **READS)
    assert len(b"".join(answer.streaming_content)) <= short.stat().st_size


def _paths(own: Any) -> list[str]:
    return [path for file in own.files.values() for _encoding, path, _headers in file.alternatives]
