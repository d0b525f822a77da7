"""The stranger's verifier goes on: keys, witnesses, times, erasures, from docs/record-format.md and entries.md alone.

With `test_stranger.py` it does what section 7 of the page asks of a verifier, but for the rules themselves and boards.
Every golden record is held against it. It shares no code with ours.
"""

import json
import lzma
import tomllib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .test_stranger import commitment, entries_of, files_of, root_of, texts_of, wrong_forms

GOLDEN = sorted((Path(__file__).parents[1] / "records").rglob("*.tar*"))
TOLERANCE = 600
HOUR = 3600
Heads = list[tuple[int, int]]
"""How many entries a witness had seen, and when."""


def wrong_with(files: dict[str, bytes]) -> list[str]:
    """What is wrong with the export of these files, the rules and the boards left aside."""
    leaves = entries_of(files)
    hashes = [sha256(b"\x00" + leaf).digest() for leaf in leaves]
    entries = [json.loads(leaf) for leaf in leaves]
    keys = keys_of(entries, files["log.vkey"].decode().strip())
    notes = [files["checkpoint"].decode(), *notes_in(files.get("witnessed", b"").decode())]
    witnesses = witnesses_of(files)
    heads = [head for note in notes for head in seen(note, witnesses)]
    return [
        *wrong_forms(leaves, hashes),
        *(f"checkpoint {each}" for note in notes for each in wrong_note(note, hashes, keys)),
        *wrong_changes(entries),
        *wrong_rulebooks(entries, files),
        *wrong_texts(entries, files),
        *wrong_times(entries, heads),
    ]


def notes_in(witnessed: str) -> list[str]:
    """The checkpoints in the file `witnessed`, which one empty line divides; each has one of its own in it."""
    parts = witnessed.split("\n\n")
    return (
        [f"{text}\n\n{lines.rstrip()}\n" for text, lines in zip(parts[::2], parts[1::2], strict=True)]
        if witnessed
        else []
    )


def keys_of(entries: list[dict[str, Any]], given: str) -> list[tuple[int, str]]:
    """From which size on which key signs (section 4)."""
    first = entries[0]["body"].get("key", "")
    changes = [(index, entry["body"]) for index, entry in enumerate(entries) if entry["body"]["kind"] == "RotateKey"]
    first = first or (changes[0][1]["old"] if changes else given)
    return [(0, first), *((index + 1, body["new"]) for index, body in changes)]


def signed_by(vkey: str, text: str, line: str) -> int | None:
    """The time of the cosignature, or 0 of the log's own signature; None where the line is somebody else's.

    Raises InvalidSignature where it is this key's and does not hold.
    """
    name, key_id, encoded = vkey.split("+", 2)
    signer, signature = line.removeprefix("— ").split(" ")
    key, given = b64decode(encoded), b64decode(signature)
    if (signer, given[:4].hex()) != (name, key_id):
        return None
    at, message = 0, text.encode()
    if key[0] == 4:
        at = int.from_bytes(given[4:12], "big")
        message = f"cosignature/v1\ntime {at}\n{text}".encode()
    Ed25519PublicKey.from_public_bytes(key[1:]).verify(given[-64:], message)
    return at


def wrong_note(note: str, hashes: list[bytes], keys: list[tuple[int, str]]) -> Iterator[str]:
    text, _, lines = note.rpartition("\n\n")
    _, size, root = text.split("\n")
    vkey = [key for since, key in keys if since < max(int(size), 1)][-1]
    try:
        if not any(signed_by(vkey, f"{text}\n", line) == 0 for line in lines.splitlines()):
            yield f"{size} unsigned"
    except InvalidSignature:
        yield f"{size} forged"
    if int(size) > len(hashes) or b64encode(root_of(hashes[: int(size)])).decode() != root:
        yield f"{size} root"


def wrong_changes(entries: list[dict[str, Any]]) -> Iterator[str]:
    """Both keys have signed each change of key."""
    for index, entry in enumerate(entries):
        body = entry["body"]
        if body["kind"] != "RotateKey":
            continue
        text = f"rankandfile/key/v1\n{body['old']}\n{body['new']}\n"
        for which in ("old", "new"):
            line = f"— {body[which].split('+')[0]} {body[f'{which}_signature']}"
            try:
                holds = signed_by(body[which], text, line) == 0
            except InvalidSignature:
                holds = False
            if not holds:
                yield f"{index} {which} key"


def witnesses_of(files: dict[str, bytes]) -> set[str]:
    books = [tomllib.loads(content.decode()) for name, content in files.items() if name.startswith("rulebooks/")]
    return {one["vkey"] for book in books for one in book.get("witnesses", {}).get("named", ()) if one.get("vkey")}


def seen(note: str, witnesses: set[str]) -> Heads:
    text, _, lines = note.rpartition("\n\n")
    times = [signed_by(vkey, f"{text}\n", line) for vkey in witnesses for line in lines.splitlines()]
    return [(int(text.split("\n")[1]), at) for at in times if at]


def wrong_times(entries: list[dict[str, Any]], heads: Heads) -> Iterator[str]:
    for index, entry in enumerate(entries):
        at = entry["body"].get("at")
        if "of" in entry or at is None:
            continue
        if any(size <= index and at < when - TOLERANCE for size, when in heads):
            yield f"{index} backdated"
        if any(size > index and at > when + TOLERANCE for size, when in heads):
            yield f"{index} dated forward"


def wrong_rulebooks(entries: list[dict[str, Any]], files: dict[str, bytes]) -> Iterator[str]:
    """Each rulebook in force is the text of its hash, or worked out of two as section 7 says."""
    moved = {
        entry["body"]["motion"]: (entries[entry["of"]]["rules"], entry["body"].get("rules", ""))
        for entry in entries
        if entry["body"]["kind"] == "MotionReceived"
    }
    current = ""
    for index, entry in enumerate(entries):
        if entry["body"]["kind"] != "RulebookInForce":
            continue
        name, base, theirs = entry["body"]["rules"], *moved.get(entry["body"].get("motion", ""), ("", ""))
        merged = sha256(f"rankandfile/merged/v1\n{base}\n{theirs}\n{current}".encode()).hexdigest()
        content = files.get(f"rulebooks/{name}.toml")
        if name != merged and (content is None or sha256(content).hexdigest() != name):
            yield f"{index} rulebook"
        current = name


Place = tuple[int, str]


class Fates:
    """What is erased and when, what a court has closed, and whose destruction is reported."""

    def __init__(self, entries: list[dict[str, Any]]) -> None:
        self.gone: dict[Place, int] = {}
        self.closed: set[Place] = set()
        self.reported: set[Place] = set()
        places: dict[str, Place] = {}
        for body in (entry["body"] for entry in entries):
            if body["kind"] in ("ErasureExecuted", "TextSealed"):
                places[body["request"]] = (body["entry"], body["slot"])
            if body["kind"] == "ErasureExecuted":
                self.gone[places[body["request"]]] = body["at"]
            if body["kind"] == "TextDestroyed":
                self.reported.add(places[body["request"]])
            if body["kind"] == "TextSealed":
                self.closed.add(places[body["request"]])
            if body["kind"] == "TextUnsealed":
                self.closed.discard(places[body["request"]])
        self.last = max(entry["body"].get("at", 0) for entry in entries)

    def wrong_shown(self, place: Place) -> str:
        return "not destroyed" if place in self.gone else "closed and shown" if place in self.closed else ""

    def wrong_absent(self, place: Place, promised: bool) -> str:
        if place in self.gone:
            late = place not in self.reported and self.last - self.gone[place] > HOUR
            return "not destroyed" if late else ""
        return "withheld" if promised and place not in self.closed else ""


def wrong_texts(entries: list[dict[str, Any]], files: dict[str, bytes]) -> Iterator[str]:
    """The table of section 7: what became of each text."""
    shown, origin, fates = texts_of(files), files["checkpoint"].decode().split("\n")[0], Fates(entries)
    slots = [(index, slot) for index, entry in enumerate(entries) for slot in entry.get("slots", ())]
    personal = {(index, slot["name"]) for index, slot in slots if slot["kind"] == "personal"}
    with_personal = bool(personal & shown.keys())
    for index, entry in enumerate(entries):
        for slot in entry.get("slots", ()):
            place = (index, slot["name"])
            given = shown.pop(place, None)
            if given is None:
                wrong = fates.wrong_absent(place, with_personal or place not in personal)
            elif commitment(origin, entry["nonce"], given) != slot["commitment"]:
                wrong = "forged"
            else:
                wrong = fates.wrong_shown(place)
            yield from [f"{index} {wrong}"] if wrong else ()
    yield from (f"{entry} stray" for entry, _ in shown)


@pytest.mark.parametrize("record", GOLDEN, ids=lambda path: path.name)
def test_a_stranger_finds_nothing_wrong_with_any_golden_record(record: Path) -> None:
    content = record.read_bytes()
    assert wrong_with(files_of(lzma.decompress(content) if record.suffix == ".xz" else content)) == []


def golden(name: str) -> dict[str, bytes]:
    return files_of((Path(__file__).parents[1] / f"records/{name}.tar").read_bytes())


def replaced(files: dict[str, bytes], old: bytes, new: bytes) -> dict[str, bytes]:
    assert any(old in content for content in files.values())
    return {name: content.replace(old, new) for name, content in files.items()}


def test_a_stranger_finds_a_change_of_key_that_one_of_them_has_not_signed() -> None:
    files = golden("v1-keys")
    change = json.loads(next(leaf for leaf in entries_of(files) if b"RotateKey" in leaf))["body"]
    other = change["new_signature"][:-4] + "AAA="
    wrong = wrong_with(replaced(files, change["new_signature"].encode(), other.encode()))
    assert [each for each in wrong if each.endswith("new key")]


def test_a_stranger_finds_a_head_that_nobody_signed() -> None:
    files = golden("v1-keys")
    root = files["witnessed"].split(b"\n")[2]
    with pytest.raises(InvalidSignature):
        wrong_with(replaced(files, root, b64encode(bytes(32))))


def test_a_stranger_finds_an_act_that_says_an_hour_at_which_a_witness_had_not_seen_it() -> None:
    files = golden("v1-keys")
    at = json.loads(entries_of(files)[-2])["body"]["at"]
    wrong = wrong_with(replaced(files, str(at).encode(), str(at - 9 * 86_400).encode()))
    assert [each for each in wrong if each.endswith("backdated")]


def test_a_stranger_finds_a_text_that_is_withheld_and_one_that_was_erased_and_is_shown() -> None:
    files = golden("v1-motion")
    name = next(name for name in files if name.startswith("slots/"))
    lines = files[name].splitlines(keepends=True)
    entry = json.loads(lines[-1])["entry"]
    assert wrong_with({**files, name: b"".join(lines[:-1])}) == [f"{entry} withheld"]
    erased = golden("v1-erasing")
    bodies = [json.loads(leaf)["body"] for leaf in entries_of(erased)]
    gone = next(body for body in bodies if body["kind"] == "ErasureExecuted")
    assert Fates([{"body": body} for body in bodies]).wrong_shown((gone["entry"], gone["slot"])) == "not destroyed"
