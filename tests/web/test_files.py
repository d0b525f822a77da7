"""The record for programs: who gets which file, in which form, kept for how long, and nothing that is not published."""

from collections.abc import Callable
from typing import Any

import pytest

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
