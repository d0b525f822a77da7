"""A receipt proves its entry and its text to anybody with the log's key, and nothing more."""

import json

import pytest

from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.record.cosignature import CosigningKey
from rankandfile.record.cosignature import cosign as cosign_line
from rankandfile.record.leaf import decode
from rankandfile.record.malformed import Malformed
from rankandfile.record.note import LogKey
from rankandfile.record.policy import Group, Log, Policy, Witness
from rankandfile.record.receipt import Checked, check, make, parse_proof, proof_text
from rankandfile.record.tree import inclusion_holds, leaf_hash

from .organisation import KEY, Made, with_a_motion
from .test_note import COSIGNED, LOG, WITNESS
from .test_tree import ENTRIES, grown

OTHER_KEY = LogKey("other.example/record", b"\x12" * 32)


@pytest.fixture(scope="module")
def made() -> Made:
    return with_a_motion()


@pytest.fixture(scope="module")
def index(made: Made) -> int:
    return next(i for i, leaf in enumerate(made.leaves) if isinstance(decode(leaf).body, MoveMotion))


@pytest.fixture(scope="module")
def receipt(made: Made, index: int) -> bytes:
    texts = [value for value in made.values if value.entry == index]
    return make(made.leaves[index], index, made.tree, made.checkpoint(), texts)


def with_change(receipt: bytes, **change: object) -> Checked:
    return check(json.dumps(json.loads(receipt) | change).encode(), KEY.vkey)


def test_a_receipt_proves_the_entry_and_its_texts(receipt: bytes, index: int) -> None:
    found = check(receipt, KEY.vkey)
    assert found.holds
    assert f"as entry {index}, among its first 107" in found.proved[0]
    assert "MoveMotion" in found.proved[0]
    assert "2026-03-03 12:00:00 UTC" in found.proved[0]
    assert [text for text in found.proved if "“text”" in text]
    assert found.not_proved


def test_a_receipt_from_an_earlier_time_still_holds(made: Made, index: int) -> None:
    early = make(made.leaves[index], index, made.tree, made.checkpoint(index + 1))
    assert f"among its first {index + 1}" in check(early, KEY.vkey).proved[0]


def test_an_effect_has_a_receipt_too(made: Made, index: int) -> None:
    found = check(make(made.leaves[index + 1], index + 1, made.tree, made.checkpoint()), KEY.vkey)
    assert "recorded MotionReceived as entry" in found.proved[0]


def test_a_cosignature_says_who_saw_it_and_when(made: Made, index: int) -> None:
    tree = grown([leaf_hash(entry) for entry in ENTRIES])
    held, proof, note = parse_proof(proof_text(5, tree.inclusion(5, 8), COSIGNED))
    assert (held, note) == (5, COSIGNED)
    assert inclusion_holds(leaf_hash(ENTRIES[5]), 5, 8, proof, tree.root())
    assert tuple(vkey for vkey in (LOG, WITNESS) if vkey.name in note) == (LOG, WITNESS)


@pytest.mark.parametrize("at", [1_700_000_000, 2**60])
def test_a_receipt_names_its_witnesses(made: Made, index: int, at: int) -> None:
    note, witness = made.checkpoint(), LogKey("sister.example/witness", b"\x21" * 32)
    cosigned, vkey = cosign(note, witness, at)
    found = check(make(made.leaves[index], index, made.tree, cosigned), KEY.vkey, (vkey,))
    assert found.proved[1].startswith("sister.example/witness saw this record at ")


def cosign(note: str, witness: LogKey, at: int):  # type: ignore[no-untyped-def]
    """The note with a cosignature/v1 of the witness, and its key."""
    from base64 import b64encode

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from rankandfile.record.note import COSIGNATURE, Vkey

    text = note.rpartition("\n\n")[0] + "\n"
    vkey = Vkey(witness.vkey.name, COSIGNATURE, witness.vkey.public)
    signature = Ed25519PrivateKey.from_private_bytes(b"\x21" * 32).sign(f"cosignature/v1\ntime {at}\n{text}".encode())
    line = b64encode(vkey.key_id + at.to_bytes(8) + signature).decode()
    return f"{note}— {vkey.name} {line}\n", vkey


def test_another_log_cannot_have_signed_it(receipt: bytes) -> None:
    assert not check(receipt, OTHER_KEY.vkey).holds


def test_a_text_that_was_changed_is_not_proved(receipt: bytes) -> None:
    texts = json.loads(receipt)["texts"]
    texts[0]["value"] += "!"
    texts[1]["opening"] = "not hexadecimal"
    found = with_change(receipt, texts=texts)
    assert len(found.findings) == 2
    assert found.proved


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"format": "rankandfile/receipt/v9"}, "another kind"),
        ({"more": 1}, "not a receipt"),
        ({"leaf": "AAAA"}, "does not lead"),
        ({"leaf": "A"}, "not base64"),
        ({"proof": "index 1\n\n"}, "not a tlog-proof"),
        ({"proof": "c2sp.org/tlog-proof@v1\nindex 1"}, "not a tlog-proof"),
        ({"proof": "c2sp.org/tlog-proof@v1\n\nnote"}, "has an index"),
        ({"proof": "c2sp.org/tlog-proof@v1\nwhere 1\n\nnote"}, "has an index"),
        ({"proof": "c2sp.org/tlog-proof@v1\nindex 1\n" + "A\n" * 64 + "\nnote"}, "at most 63"),
        ({"proof": "c2sp.org/tlog-proof@v1\nindex 1\n\nnote"}, "ends in a line feed"),
    ],
)
def test_a_receipt_that_is_none_says_why(receipt: bytes, change: dict[str, object], why: str) -> None:
    found = with_change(receipt, **change)
    assert not found.holds
    assert why in found.findings[0]
    assert found.proved == ()


def test_bytes_that_are_no_receipt_are_refused(receipt: bytes) -> None:
    assert "not a receipt" in check(receipt.replace(b"Open accounts", b"Open \xffccounts"), KEY.vkey).findings[0]
    assert "not a receipt" in check(b"[" * 100_000, KEY.vkey).findings[0]


def test_the_extra_line_of_a_proof_is_skipped(receipt: bytes) -> None:
    proof = json.loads(receipt)["proof"].replace("\nindex", "\nextra AAAA\nindex")
    assert with_change(receipt, proof=proof).holds


def test_every_character_of_a_proof_counts(receipt: bytes) -> None:
    proof = json.loads(receipt)["proof"]
    for at in range(0, len(proof), 7):
        changed = proof[:at] + ("B" if proof[at] != "B" else "C") + proof[at + 1 :]
        assert not with_change(receipt, proof=changed).holds


def test_a_receipt_for_an_entry_beyond_the_checkpoint_cannot_be_made(made: Made, index: int) -> None:
    with pytest.raises(ValueError, match="not among the first"):
        make(made.leaves[index], index, made.tree, made.checkpoint(index))
    assert issubclass(Malformed, ValueError)


def witnessed_by(note: str, number: int) -> tuple[str, Policy]:
    """The note with the cosignatures of so many of four witnesses, and the policy that asks for three of them."""
    keys = [CosigningKey(f"w{n}.example/witness", bytes([n + 1]) * 32) for n in range(4)]
    text = note.rpartition("\n\n")[0] + "\n"
    lines = (cosign_line(key, text, 1_700_000_000 + n) for n, key in enumerate(keys[:number]))
    witnesses = tuple(Witness(f"w{n}", key.vkey) for n, key in enumerate(keys))
    group = Group("enough", 3, tuple(each.name for each in witnesses))
    return note + "".join(lines), Policy((Log(KEY.vkey),), witnesses, (group,), "enough")


@pytest.mark.parametrize(
    ("number", "stage"), [(0, "registered"), (2, "registered"), (3, "witnessed"), (4, "witnessed")]
)
def test_a_receipt_says_at_which_stage_it_is(made: Made, index: int, number: int, stage: str) -> None:
    note, policy = witnessed_by(made.checkpoint(), number)
    found = check(make(made.leaves[index], index, made.tree, note), None, policy=policy)
    assert (found.holds, found.stage) == (True, stage)
    assert found.staged[0].startswith(f"{stage.upper()}: ")
    assert found.staged[1].startswith(f"{number} of 4 witnesses of the policy have signed: ")
    assert sum("saw this record at" in sentence for sentence in found.proved) == number
    if stage == "witnessed":
        assert "by 2023-11-14 22:13:22 UTC enough witnesses" in found.staged[0]
    else:
        assert "could still show others a record without this entry" in found.staged[2]


def test_without_a_policy_it_is_registered_and_says_what_is_missing(made: Made, index: int) -> None:
    note, policy = witnessed_by(made.checkpoint(), 4)
    receipt = make(made.leaves[index], index, made.tree, note)
    alone = check(receipt, KEY.vkey)
    assert alone.stage == "registered"
    assert "Give the one that you keep" in alone.staged[-1]
    seen = check(receipt, KEY.vkey, tuple(each.vkey for each in policy.witnesses))
    assert "no policy says how many are enough" in seen.staged[1]


def test_a_policy_that_asks_for_nobody_makes_no_receipt_witnessed(made: Made, index: int) -> None:
    found = check(
        make(made.leaves[index], index, made.tree, made.checkpoint()),
        None,
        policy=Policy((Log(KEY.vkey),), (), (), "none"),
    )
    assert found.stage == "registered"
    assert found.staged[1] == "The policy asks for no witnesses."


def test_a_policy_of_another_log_a_forged_line_and_no_key_at_all_prove_nothing(made: Made, index: int) -> None:
    note, policy = witnessed_by(made.checkpoint(), 3)
    receipt = make(made.leaves[index], index, made.tree, note)
    other = Policy((Log(OTHER_KEY.vkey),), policy.witnesses, policy.groups, policy.quorum)
    assert not check(receipt, None, policy=other).holds
    assert "without the record's public key" in check(receipt, None).findings[0]
    lines = note.split("\n")
    lines[-2] = lines[-2][:40] + ("A" if lines[-2][40] != "A" else "B") + lines[-2][41:]
    forged = check(make(made.leaves[index], index, made.tree, "\n".join(lines)), None, policy=policy)
    assert (forged.holds, forged.stage) == (False, "")
