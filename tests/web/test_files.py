"""The record for programs: who gets which file, in which form, kept for how long, and nothing that is not published."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from rankandfile.cli.main import main
from rankandfile.cli.verify import INCOMPLETE
from rankandfile.record.checkpoint import opened
from rankandfile.record.export import unbundled
from rankandfile.record.note import parse_vkey
from rankandfile.record.tree import leaf_hash

from .house import House

FOR_MEMBERS = ("tile/0/000.p/1", "tile/entries/000.p/1", "slots/000.jsonl", "rulebooks/index")


def test_the_checkpoint_and_the_key_are_for_everybody(house: House, visitor: Any) -> None:
    key = visitor.get("/record/log.vkey")
    answer = visitor.get("/record/checkpoint")
    assert answer["Content-Type"] == key["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=2"
    found = opened(answer.content.decode(), parse_vkey(key.content.decode()[:-1])).checkpoint
    assert (found.origin, found.size > 10) == ("test.example/record", True)


@pytest.mark.parametrize("name", FOR_MEMBERS)
def test_leaves_hashes_and_texts_are_for_members(
    name: str, house: House, visitor: Any, sign_in: Callable[[str], Any]
) -> None:
    asked = visitor.get(f"/record/{name}")
    assert (asked.status_code, asked["Location"]) == (302, f"/account/sign-in/?next=/record/{name}")
    browser = sign_in("Amina")
    assert browser.get(f"/record/{name}").status_code == 200
    browser.post("/members/leave/", {"checked": "yes"})
    assert browser.get(f"/record/{name}").status_code == 403


def test_a_bundle_hashes_to_its_tile(house: House, sign_in: Callable[[str], Any]) -> None:
    from rankandfile.web import organisation

    size, browser = organisation.secretary().store.size(), sign_in("Bo")
    bundle, tile = (browser.get(f"/record/tile/{kind}/000.p/{size}") for kind in ("entries", "0"))
    assert b"".join(map(leaf_hash, unbundled(bundle.content, size))) == tile.content
    assert bundle["Content-Type"] == tile["Content-Type"] == "application/octet-stream"
    assert tile["Cache-Control"] == "private, max-age=31536000, immutable"


def test_texts_are_the_civic_ones_and_are_not_kept(house: House, sign_in: Callable[[str], Any]) -> None:
    texts = sign_in("Bo").get("/record/slots/000.jsonl")
    assert b"North Harbour" in texts.content
    assert b"Amina" not in texts.content
    assert texts["Cache-Control"] == "private, no-cache"


def test_every_rulebook_is_served_under_its_hash(house: House, sign_in: Callable[[str], Any]) -> None:
    from hashlib import sha256

    browser = sign_in("Bo")
    names = browser.get("/record/rulebooks/index").content.decode().split()
    assert names
    for name in names:
        assert sha256(browser.get(f"/record/rulebooks/{name}.toml").content).hexdigest() == name


@pytest.mark.parametrize(
    "name",
    [
        "tile/0/000",
        "tile/0/000.p/256",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/0.p/1",
        "tile/0/x000/000.p/1",
        "tile/0/001.p/1",
        "tile/00/000.p/1",
        "tile/1/000.p/1",
        "tile/8/000.p/1",
        "tile/64/000.p/1",
        "tile/-1/000.p/1",
        "tile/entries/000.p/200",
        "tile/entries/٠٠٠.p/1",
        "tile/entries/",
        "tile/data/000",
        "slots/000",
        "slots/000.p/1.jsonl",
        "slots/001.jsonl",
        "slots/00.jsonl",
        "rulebooks/none.toml",
        "rulebooks/",
        "checkpoint/000",
    ],
)
def test_what_is_not_published_is_not_found(name: str, house: House, sign_in: Callable[[str], Any]) -> None:
    assert sign_in("Bo").get(f"/record/{name}").status_code == 404


@pytest.fixture
def served(house: House) -> Iterator[str]:
    """The site behind a real socket; the address of its record."""
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_words: object) -> None:
            """Nobody reads it."""

    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/record"
        server.shutdown()
        thread.join()


def cookie_of(browser: Any, folder: Path) -> Path:
    """What a browser that is signed in sends, in a file."""
    (folder / "cookie").write_text(f"sessionid={browser.cookies['sessionid'].value}\n")
    return folder / "cookie"


def test_a_member_verifies_the_running_site_and_a_stranger_its_checkpoint(
    served: str, sign_in: Callable[[str], Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cookie = cookie_of(sign_in("Bo"), tmp_path)
    assert main(["verify", served, "--cookie", str(cookie)]) == 0
    assert "Everything that was checked is as it must be" in capsys.readouterr().out
    assert main(["verify", served]) == INCOMPLETE
    said = capsys.readouterr().out
    assert "state  not reached" in said
    assert "they cannot be read here" in said
    assert main(["verify", f"{served}/"]) == INCOMPLETE


def test_an_address_without_a_record_says_what_one_looks_like(served: str, capsys: pytest.CaptureFixture[str]) -> None:
    for address in (served.removesuffix("/record"), f"{served}/nothing", "http:///x", "http://127.0.0.1:x/"):
        assert main(["verify", address]) in (1, 3)
        captured = capsys.readouterr()
        assert "checkpoint" in captured.out + captured.err or "https://union.example/record" in captured.err
    assert main(["verify", "http://127.0.0.1:9/record"]) == 3
    assert "does not answer" in capsys.readouterr().err


def test_what_an_operator_changes_in_the_running_database_is_found_at_the_site(
    served: str, house: House, sign_in: Callable[[str], Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cookie = cookie_of(sign_in("Bo"), tmp_path)
    assert main(["verify", served, "--cookie", str(cookie)]) == 0
    with closing(sqlite3.connect(house.home / "record.db")) as database, database:
        database.execute("UPDATE entry SET d = CAST(replace(CAST(d AS TEXT), 'north', 'south') AS BLOB) WHERE i = 5")
    assert main(["verify", served, "--cookie", str(cookie)]) == 1
    assert "Entry 5: Its bytes are not those that were recorded" in capsys.readouterr().out


def test_a_cookie_that_ends_in_the_middle_is_trouble_and_accuses_nobody(
    served: str, sign_in: Callable[[str], Any], tmp_path: Path
) -> None:
    from rankandfile.shell.sources import opened as source_at
    from rankandfile.shell.trouble import Unreachable

    browser = sign_in("Bo")
    with source_at(served, cookie=cookie_of(browser, tmp_path).read_text().strip()) as source:
        assert source.has_texts
        browser.logout()
        with pytest.raises(Unreachable, match="no longer gives tile/entries"):
            source.leaves(0, source.size)
