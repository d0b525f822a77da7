"""A verifier written from docs/record-format.md alone, with Python's standard library, and Ed25519 from `cryptography`.

It shares no code with ours: what it accepts and refuses shows that the page says enough.
"""

import hmac
import json
import re
import tarfile
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .organisation import with_a_motion, with_members


def files_of(export: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=BytesIO(export)) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]


def root_of(hashes: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, bottom up: pairs, an odd one carried along."""
    if not hashes:
        return sha256().digest()
    while len(hashes) > 1:
        pairs = [sha256(b"\x01" + a + b).digest() for a, b in zip(hashes[::2], hashes[1::2], strict=False)]
        hashes = [*pairs, *hashes[len(hashes) - len(hashes) % 2 :]]
    return hashes[0]


def entries_of(files: dict[str, bytes]) -> list[bytes]:
    entries = []
    for name, content in files.items():
        if name.startswith("tile/entries/"):
            at = 0
            while at < len(content):
                length = int.from_bytes(content[at : at + 2], "big")
                entries.append(content[at + 2 : at + 2 + length])
                at += 2 + length
    return entries


def texts_of(files: dict[str, bytes]) -> dict[tuple[int, str], dict[str, Any]]:
    lines = [line for name in files if name.startswith("slots/") for line in files[name].decode().split("\n")[:-1]]
    return {(shown["entry"], shown["slot"]): shown for shown in map(json.loads, lines)}


def commitment(origin: str, nonce: str, shown: dict[str, Any]) -> str:
    message = b"rankandfile/slot/v1\n"
    for part in (origin.encode(), bytes.fromhex(nonce), shown["slot"].encode(), shown["value"].encode()):
        message += len(part).to_bytes(4, "big") + part
    return hmac.new(bytes.fromhex(shown["opening"]), message, sha256).hexdigest()


def wrong_with(export: bytes) -> list[str]:
    """What is wrong with the export, the rules left aside."""
    files = files_of(export)
    origin, size, root = files["checkpoint"].decode().split("\n")[:3]
    sums = files.pop("SHA256SUMS").decode()
    leaves, shown = entries_of(files), texts_of(files)
    hashes = [sha256(b"\x00" + leaf).digest() for leaf in leaves]
    return [
        *(["sums"] if sums != "".join(f"{sha256(f).hexdigest()}  {name}\n" for name, f in files.items()) else []),
        *(["root"] if (len(leaves), b64encode(root_of(hashes)).decode()) != (int(size), root) else []),
        *wrong_forms(leaves, hashes),
        *wrong_links([json.loads(leaf) for leaf in leaves], files),
        *(each for index, leaf in enumerate(leaves) for each in wrong_texts(index, json.loads(leaf), origin, shown)),
        *(f"{entry} stray" for entry, _ in shown),
    ]


def wrong_forms(leaves: list[bytes], hashes: list[bytes]) -> Iterator[str]:
    for index, leaf in enumerate(leaves):
        entry = json.loads(leaf)
        if json.dumps(entry, sort_keys=True, separators=(",", ":")).encode() != leaf:
            yield f"{index} form"
        lot = sha256(b"rankandfile/lot/v1\n%d\n" % index + root_of(hashes[:index])).hexdigest()
        if entry["body"].get("lot", lot) != lot:
            yield f"{index} lot"


def wrong_links(entries: list[dict[str, Any]], files: dict[str, bytes]) -> Iterator[str]:
    act, in_force, rules = 0, "", ""
    for index, entry in enumerate(entries):
        if "of" not in entry:
            act, rules = index, in_force
        if entry.get("of", index) != act or entry["rules"] != rules:
            yield f"{index} links"
        if entry["body"]["kind"] == "RulebookInForce":
            in_force = entry["body"]["rules"]
            if sha256(files[f"rulebooks/{in_force}.toml"]).hexdigest() != in_force:
                yield f"{index} rulebook"


def wrong_texts(
    index: int, entry: dict[str, Any], origin: str, shown: dict[tuple[int, str], dict[str, Any]]
) -> Iterator[str]:
    for slot in entry.get("slots", ()):
        given = shown.pop((index, slot["name"]), None)
        if given is None and slot["kind"] == "civic":
            yield f"{index} withheld"
        if given is not None and commitment(origin, entry["nonce"], given) != slot["commitment"]:
            yield f"{index} forged"


@pytest.mark.parametrize("personal", [False, True])
def test_a_stranger_finds_nothing_wrong_with_a_lawful_record(personal: bool) -> None:
    assert wrong_with(with_a_motion().export(personal)) == []
    assert wrong_with(with_members(members=130).export(personal)) == []


def test_a_stranger_finds_a_text_that_was_changed() -> None:
    changed = with_a_motion().export().replace(b"publishes its accounts", b"publishes no accounts ")
    wrong = wrong_with(changed)
    assert "sums" in wrong
    assert [each for each in wrong if each.endswith("forged")]


def test_a_stranger_finds_an_entry_that_was_changed() -> None:
    changed = with_a_motion().export().replace(b"SecondMotion", b"SecondNotion", 1)
    assert "root" in wrong_with(changed)


def test_the_example_of_the_page_is_the_golden_vector() -> None:
    shown = {"opening": bytes(range(32)).hex(), "slot": "text", "value": "Publish the accounts of 2025."}
    nonce = bytes(range(0x40, 0x50)).hex()
    assert commitment("union.example/record", nonce, shown) == (
        "f837f8c3b9424f727059440e8edc87325b5605adbb72a6c5bbcca662fc6cbfc1"
    )


PAGE = (Path(__file__).parents[2] / "docs/record-format.md").read_text(encoding="utf-8")


def test_the_roots_of_the_page_are_those_of_its_leaves() -> None:
    words = re.search(r"the eight leaves.*?:\n", PAGE, re.DOTALL)
    assert words
    leaves = [bytes.fromhex(word.strip('"')) for word in re.findall(r"`([^`]*)`", words[0])]
    hashes = [sha256(b"\x00" + leaf).digest() for leaf in leaves]
    roots = dict(re.findall(r"^    ([1-8]) ([0-9a-f]{64})$", PAGE, re.MULTILINE))
    assert (len(leaves), len(roots)) == (8, 5)
    assert {size: root_of(hashes[: int(size)]).hex() for size in roots} == roots


def test_the_checkpoint_of_the_page_is_signed_and_cosigned_as_the_page_says() -> None:
    note = re.search(r"```\n(union\.example.*?)```", PAGE, re.DOTALL)
    assert note
    text, _, lines = note[1].rpartition("\n\n")
    text += "\n"
    keys = {vkey.split("+")[0]: vkey for vkey in re.findall(r"^    (\S+\+[0-9a-f]{8}\+\S+)$", PAGE, re.MULTILINE)}
    signed = dict(line[2:].split(" ") for line in lines.splitlines())
    assert set(signed) == set(keys)
    for name, vkey in keys.items():
        _, key_id, encoded = vkey.split("+", 2)
        key, signature = b64decode(encoded), b64decode(signed[name])
        assert sha256(name.encode() + b"\n" + key).hexdigest()[:8] == key_id == signature[:4].hex()
        message, rest = text.encode(), signature[4:]
        if key[0] == 4:
            at = int.from_bytes(rest[:8], "big")
            assert at == 1_700_000_000
            message, rest = f"cosignature/v1\ntime {at}\n{text}".encode(), rest[8:]
        Ed25519PublicKey.from_public_bytes(key[1:]).verify(rest, message)
