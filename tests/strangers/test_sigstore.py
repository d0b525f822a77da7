"""sigstore's verifiers, for Node and for Python, accept our receipts and refuse every one that was changed.

They know nothing of Rank & File: a receipt holds the bytes of an entry, a proof of RFC 6962 and a signed checkpoint,
and that is what they check for the public log of software signatures.
"""

import json
from collections.abc import Callable

import pytest

from rankandfile.record import cosignature, receipt
from rankandfile.record.note import LogKey
from rankandfile.record.spelling import base64
from tests.record.organisation import KEY, ORIGIN, with_a_motion

from .conftest import Check
from .records import made_of

VERIFIERS = pytest.mark.parametrize("verifier", ["npm", "pypi"])
VKEY = str(KEY.vkey)


@pytest.fixture
def check(verifier: str, request: pytest.FixtureRequest) -> Check:
    """One of the verifiers."""
    found: Check = request.getfixturevalue(verifier)
    return found


def receipt_of(size: int, index: int) -> str:
    made = made_of(size)
    return receipt.make(made.leaves[index], index, made.tree, made.checkpoint()).decode()


@VERIFIERS
@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 1000])
def test_every_receipt_of_ours_holds(size: int, check: Check) -> None:
    told = check([{"receipt": receipt_of(size, index), "vkey": VKEY} for index in range(size)])
    assert told == ["holds"] * size


@VERIFIERS
def test_the_receipt_of_an_act_holds_with_its_texts_and_cosignatures(check: Check) -> None:
    made = with_a_motion()
    witness = cosignature.CosigningKey("sister-org-0.example/witness", b"\x20" * 32)
    note = made.checkpoint()
    cosigned = note + cosignature.cosign(witness, note.rpartition("\n\n")[0] + "\n", 1_700_000_000)
    given = receipt.make(made.leaves[60], 60, made.tree, cosigned, made.values[:2]).decode()
    assert check([{"receipt": given, "vkey": VKEY}]) == ["holds"]


def with_proof(change: Callable[[list[str]], list[str]]) -> Callable[[dict[str, str]], None]:
    """The lines of the proof are others."""

    def changed(read: dict[str, str]) -> None:
        read["proof"] = "\n".join(change(read["proof"].split("\n")))

    return changed


def other_leaf(read: dict[str, str]) -> None:
    read["leaf"] = base64(b"another entry")


TAMPERED: dict[str, Callable[[dict[str, str]], None]] = {
    "another entry": other_leaf,
    "another index": with_proof(lambda lines: [lines[0], "index 299", *lines[2:]]),
    "an index beyond the end": with_proof(lambda lines: [lines[0], "index 4000", *lines[2:]]),
    "another hash": with_proof(lambda lines: [*lines[:3], base64(bytes(32)), *lines[4:]]),
    "a hash too few": with_proof(lambda lines: [*lines[:3], *lines[4:]]),
    "a hash too many": with_proof(lambda lines: [*lines[:3], lines[3], *lines[3:]]),
    "another size": with_proof(lambda lines: ["601" if line == "600" else line for line in lines]),
    "another root": with_proof(lambda lines: [*lines[:-4], base64(bytes(32)), *lines[-3:]]),
    "another signature": with_proof(lambda lines: [*lines[:-2], lines[-2][:-8] + "AAAAAAA=", ""]),
    "no signature": with_proof(lambda lines: [*lines[:-2], ""]),
}


@VERIFIERS
@pytest.mark.parametrize("tampering", TAMPERED)
def test_a_receipt_that_was_changed_is_refused(tampering: str, check: Check) -> None:
    read = json.loads(receipt_of(600, 300))
    TAMPERED[tampering](read)
    told = check([{"receipt": json.dumps(read), "vkey": VKEY}])
    assert told[0].startswith("refused: "), told


@VERIFIERS
def test_a_receipt_under_another_key_is_refused(check: Check) -> None:
    other = LogKey(ORIGIN, b"\x12" * 32).vkey
    assert check([{"receipt": receipt_of(600, 300), "vkey": str(other)}])[0].startswith("refused: ")
