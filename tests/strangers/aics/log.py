"""A log that we did not write (aics-tlog) asks a witness through a client that we did not write (aics-witness).

Run by the Python of the environment where these are installed. Reads JSON: the address and the key of the witness, the
steps (sizes to submit in order; an index from which on the entries are others). Answers each step with a line.
"""

import json
import sys

from aics_tlog import MerkleTree
from aics_tlog.checkpoint import Checkpoint, sign_checkpoint
from aics_witness import FeederError, WitnessClient
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def log(size: int, fork_at: int | None) -> MerkleTree:
    """The log with this many entries."""
    return MerkleTree(
        f"{'other' if fork_at is not None and index >= fork_at else 'entry'} {index}".encode() for index in range(size)
    )


def main() -> None:
    """One client for all steps, as a server would have."""
    given = json.load(sys.stdin)
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(given["seed"]))
    client = WitnessClient(given["url"], given["witness"], max_attempts=1)
    for size, fork_at in given["steps"]:
        tree = log(size, fork_at)
        note = sign_checkpoint(Checkpoint(given["origin"], size, tree.root()), key, given["origin"]).to_bytes()
        try:
            client.submit(note, tree.consistency_proof)
            sys.stdout.write("cosigned\n")
        except FeederError as error:
            sys.stdout.write(f"refused: {type(error).__name__} {getattr(error, 'status', '')}".strip() + "\n")


main()
