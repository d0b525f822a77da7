"""Signed notes: the published examples open, and nothing opens that should not."""

import json
import random
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from rankandfile.record.checkpoint import Checkpoint, opened, parse, sign
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import ED25519, LogKey, Signed, Vkey, open_note, parse_vkey, pinned, signed

NOTE = """\
union.example/record
8
XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

— union.example/record AKTojPk3Vyqs9AlJeHZAedXVcgeAKXybOIeepJEiO/hdnXlJqwu/eemjVlU8rloRD7eN5lDsQi9+i7Xl3vUig6HHQgw=
"""
COSIGNED = NOTE + (
    "— sister-org-0.example/witness "
    "Cez62AAAAABlU/EA3EWZUogCgKdiDNyH6rIJECqJ14iFPL0N91z5wljGecyP4edglzZthC5yOHkK1f3UJYFo55NzpirFcz+2mL+WBA==\n"
)
LOG = parse_vkey("union.example/record+00a4e88c+AdBKsjJ0K7SrOhNovUYV5ObQIkq3GgFrr4UgozLJd4c3")
WITNESS = parse_vkey("sister-org-0.example/witness+09ecfad8+BE7TL2O/NfDu78sl8oouH73Ic64oNWcbDJRg9fEuRVao")
EXAMPLE = parse_vkey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
EXAMPLE_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
SUMDB = parse_vkey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")
KEY = LogKey("union.example/record", b"\x11" * 32)
CHECKPOINT = Checkpoint(
    "union.example/record", 8, bytes.fromhex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
)


def test_the_golden_checkpoint_comes_out_byte_for_byte() -> None:
    assert sign(CHECKPOINT, KEY) == NOTE
    assert (KEY.vkey, str(KEY.vkey)) == (LOG, str(LOG))
    assert str(LOG) == "union.example/record+00a4e88c+AdBKsjJ0K7SrOhNovUYV5ObQIkq3GgFrr4UgozLJd4c3"


def test_the_golden_checkpoint_opens_with_both_keys() -> None:
    found = opened(COSIGNED, LOG, (WITNESS,))
    assert found.checkpoint == CHECKPOINT
    assert found.note.signatures == (Signed(LOG), Signed(WITNESS, 1_700_000_000))


def test_signatures_by_unknown_keys_are_ignored() -> None:
    assert opened(COSIGNED, LOG).note.signatures == (Signed(LOG),)


def test_a_fingerprint_can_be_computed_by_anybody() -> None:
    spelled = "union.example/record+00a4e88c+AdBKsjJ0K7SrOhNovUYV5ObQIkq3GgFrr4UgozLJd4c3"
    assert LOG.fingerprint.replace(" ", "") == sha256(spelled.encode()).hexdigest()
    assert len(LOG.fingerprint.split(" ")) == 16


def test_the_example_of_the_specification_opens() -> None:
    assert open_note(EXAMPLE_NOTE, [EXAMPLE]).text == "This is an example message.\n"


def test_the_last_empty_line_divides() -> None:
    text = "One.\n\nTwo.\n\n\n"
    assert open_note(KEY.sign(text), [LOG]).text == text


def test_a_real_checkpoint_of_a_large_public_log_opens() -> None:
    request = (Path(__file__).parents[1] / "vectors/tlog/sumdb.hurl").read_text()
    note = request.partition("old 0\n\n")[2].partition("```")[0]
    found = parse(open_note(note, [SUMDB]).text)
    assert (found.origin, found.size) == ("go.sum database tree", 35_225_469)


@pytest.mark.parametrize(
    ("note", "why"),
    [
        (NOTE[:-1], "ends in a line feed"),
        (NOTE.replace("record", "re\x01cord", 1), "control characters"),
        (NOTE.replace("record", "re\ud800cord", 1), "UTF-8"),
        (NOTE.replace("\n\n", "\n"), "an empty line"),
        (NOTE.partition("—")[0], "1 to 100"),
        (NOTE + NOTE.splitlines()[-1].replace("union", "other") * 1 + "\n" + "— a AAAAAAA=\n" * 99, "1 to 100"),
        (NOTE.replace("— ", "- "), "a dash"),
        (NOTE.replace("— union.example/record", "— "), "a dash"),
        (NOTE.replace("— ", "— x "), "a dash"),
        (NOTE + "— x !\n", "not base64"),
        (NOTE + "— x AAAAAA==\n", "longer than"),
        (NOTE.replace("\n8\n", "\n9\n"), "does not hold"),
        (NOTE + NOTE.splitlines()[-1] + "\n", "signed twice"),
        (EXAMPLE_NOTE, "None of the keys"),
    ],
)
def test_a_note_that_is_not_one_is_refused(note: str, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        open_note(note, [LOG, WITNESS])


def test_a_cosignature_whose_time_was_changed_is_refused() -> None:
    with pytest.raises(Malformed, match=r"sister-org-0\.example/witness does not hold"):
        open_note(COSIGNED.replace("AAAABlU/EA", "AAAABlU/EB"), [LOG, WITNESS])


def test_one_changed_bit_of_a_checkpoint_is_always_noticed() -> None:
    chance = random.Random(8)
    for _ in range(300):
        changed = bytearray(NOTE.encode())
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        with pytest.raises(Malformed):
            opened(changed.decode(errors="surrogateescape"), LOG)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("origin\n1\n", "three lines"),
        ("\n1\nAA==\n", "three lines"),
        ("origin\n1\nAA==\nmore\n", "three lines"),
        ("origin\n01\nAA==\n", "whole number"),
        ("origin\n1\nAA==\n", "32 bytes"),
    ],
)
def test_a_text_that_is_no_checkpoint_is_refused(text: str, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        parse(text)


def test_a_log_speaks_only_for_its_own_origin() -> None:
    other = Checkpoint("other.example/record", 8, CHECKPOINT.root)
    with pytest.raises(Malformed, match="does not sign for other"):
        sign(other, KEY)
    with pytest.raises(Malformed, match=r"of other\.example/record, not of union"):
        opened(KEY.sign(other.text()), LOG)


def test_a_witness_alone_does_not_make_a_checkpoint() -> None:
    by_witness = NOTE.partition("—")[0] + COSIGNED.splitlines()[-1] + "\n"
    with pytest.raises(Malformed, match="itself has not signed"):
        opened(by_witness, LOG, (WITNESS,))
    with pytest.raises(Malformed, match="itself has not signed"):
        opened(by_witness, WITNESS)


@pytest.mark.parametrize(
    ("vkey", "why"),
    [
        ("union.example/record+00a4e88d+AdBKsjJ0K7SrOhNovUYV5ObQIkq3GgFrr4UgozLJd4c3", "does not belong"),
        ("union.example/record+00A4E88C+AdBKsjJ0K7SrOhNovUYV5ObQIkq3GgFrr4UgozLJd4c3", "does not belong"),
        ("union example+00a4e88c+AdBKsjJ0K7SrOhNovUYV5ObQIkq3GgFrr4UgozLJd4c3", "neither spaces"),
        ("+00a4e88c+AdBKsjJ0K7SrOhNovUYV5ObQIkq3GgFrr4UgozLJd4c3", "not empty"),
        ("union.example/record+00a4e88c+AtBKsjJ0K7SrOhNovUYV5ObQIkq3GgFrr4UgozLJd4c3", "does not know"),
        ("union.example/record+00a4e88c+AdBK", "does not know"),
        ("union.example/record", "does not know"),
        ("union.example/record+00a4e88c+A", "not base64"),
    ],
)
def test_a_vkey_that_is_not_right_is_refused(vkey: str, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        parse_vkey(vkey)


@pytest.mark.parametrize("y", [0, 1, 2**255 - 20, 2**255 - 19, 2**255 - 18, 2**255 - 1])
@pytest.mark.parametrize("sign_bit", [0, 1 << 255])
def test_weak_keys_are_not_pinned(y: int, sign_bit: int) -> None:
    with pytest.raises(Malformed, match="weak"):
        pinned(Vkey("weak", ED25519, (y | sign_bit).to_bytes(32, "little")))


def test_every_low_order_key_of_the_public_collection_is_refused(shared: Path) -> None:
    cases = json.loads((shared / "data/vectors/tlog/ed25519vectors.json").read_text())
    weak = {case["key"] for case in cases if "low_order_A" in (case["flags"] or [])}
    for key in weak:
        with pytest.raises(Malformed, match="weak"):
            pinned(Vkey("weak", ED25519, bytes.fromhex(key)))
    assert len(weak) == 14


def verdict(case: dict[str, str]) -> str:
    try:
        key = pinned(Vkey("edge", ED25519, bytes.fromhex(case["key"])))
    except Malformed:
        return "not pinned"
    try:
        signed(key, case["msg"], bytes.fromhex(case["sig"]))
    except Malformed:
        return "does not hold"
    return "holds"


def test_the_edge_cases_of_ed25519_get_the_verdicts_of_one_library(shared: Path) -> None:
    """The collection gives no verdicts. A library with others would change which records hold."""
    cases = json.loads((shared / "data/vectors/tlog/ed25519vectors.json").read_text())
    assert Counter(map(verdict, cases)) == {"not pinned": 526, "does not hold": 302, "holds": 86}
    flags = {flag for case in cases if verdict(case) == "holds" for flag in case["flags"] or []}
    assert flags == {
        "low_order_component_A",
        "low_order_component_R",
        "low_order_R",
    }
