"""Checks receipts with sigstore's verifier for Python: first the signed checkpoint, then the proof of inclusion.

Standard input: a JSON list of {receipt, vkey}. Standard output: a line for each, "holds" or why not. Runs in an
environment of its own that has nothing of ours in it.
"""

import json
import sys
from base64 import b64decode, b64encode
from types import SimpleNamespace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore._internal.rekor.checkpoint import SignedCheckpoint, verify_checkpoint
from sigstore._internal.trust import Keyring
from sigstore_models.common.v1 import PublicKey, PublicKeyDetails


def keyring_of(vkey):
    """The keys that sigstore trusts, and the name by which it looks for ours."""
    _, key_id, key = vkey.split("+", 2)
    der = Ed25519PublicKey.from_public_bytes(b64decode(key)[1:]).public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    )
    details = PublicKeyDetails.PKIX_ED25519
    return Keyring([PublicKey(raw_bytes=b64encode(der), key_details=details)]), bytes.fromhex(key_id) + bytes(28)


def check(receipt, vkey):
    """Raises where sigstore refuses the receipt."""
    read = json.loads(receipt)
    head, _, note = read["proof"].partition("\n\n")
    _, index, *hashes = head.split("\n")
    said = SignedCheckpoint.from_text(note).checkpoint
    keyring, key_id = keyring_of(vkey)
    proof = SimpleNamespace(
        log_index=int(index.split(" ")[1]),
        tree_size=said.log_size,
        root_hash=bytes.fromhex(said.log_hash),
        hashes=[b64decode(each) for each in hashes],
        checkpoint=SimpleNamespace(envelope=note),
    )
    inner = SimpleNamespace(
        inclusion_proof=proof, canonicalized_body=b64decode(read["leaf"]), log_id=SimpleNamespace(key_id=key_id)
    )
    entry = SimpleNamespace(_inner=inner)
    verify_checkpoint(keyring, entry)
    verify_merkle_inclusion(entry)


for given in json.load(sys.stdin):
    try:
        check(**given)
        sys.stdout.write("holds\n")
    except Exception as error:  # noqa: BLE001 - whatever it raises is a refusal
        sys.stdout.write("refused: " + str(error).split("\n")[0] + "\n")
