"""Elections held with `belenios-tool`, which is somebody else's: ours in its hands, and its in ours.

Version 2.0 of Debian 12 knows the two groups of 2048 bits. Whole elections on Ed25519 by version 3.3 are among the
vectors.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

from rankandfile.core.ballot import archive, making
from rankandfile.core.ballot import election as elections
from rankandfile.core.ballot.audit import Known, audit

from .test_checking import random
from .vectors import chained, posted

QUESTIONS = {
    "BELENIOS-2048": [
        {"answers": ["Yes", "No", "Abstain"], "min": 1, "max": 1, "question": "Soll „das“ gelten? 🌻"},
        {"answers": ["A", "B", "C"], "blank": True, "min": 1, "max": 3, "question": "Board"},
    ],
    "RFC-3526-2048": [
        {"type": "NonHomomorphic", "value": {"answers": ["A", "B", "C", "D"], "question": "Executive"}},
    ],
}
CHOICES = {
    "BELENIOS-2048": [
        [[1, 0, 0], [0, 1, 1, 0]],
        [[0, 1, 0], [1, 0, 0, 0]],
        [[1, 0, 0], [0, 1, 1, 1]],
        [[0, 0, 1], [0, 0, 0, 1]],
    ],
    "RFC-3526-2048": [[[1, 2, 3, 4]], [[4, 3, 2, 1]], [[0, 1, 0, 0]], [[1, 1, 2, 2]]],
}
RESULTS = {"BELENIOS-2048": [[2, 1, 1], [1, 2, 2, 2]], "RFC-3526-2048": None}


class Tool:
    """belenios-tool 2.0 in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, given: bytes = b"") -> bytes:
        done = subprocess.run(
            ["belenios-tool", *arguments],
            cwd=self.folder,
            input=given,
            capture_output=True,
            env={**os.environ, "BELENIOS_USE_URANDOM": "1"},
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def read(self, pattern: str) -> bytes:
        (found,) = self.folder.glob(pattern)
        return found.read_bytes()

    def write(self, name: str, content: bytes) -> str:
        (self.folder / name).write_bytes(content)
        return name

    def event(self, kind: str, given: bytes = b"") -> None:
        self("archive", "add-event", f"--type={kind}", given=given)


@pytest.fixture(params=QUESTIONS)
def group(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def set_up(tool: Tool, group: str, voters: int) -> tuple[str, list[str], list[str]]:
    """The election's uuid, the credentials, and the secret keys of a threshold group of two of three."""
    uuid = tool("setup", "generate-token").decode().strip()
    tool("setup", "generate-credentials", "--uuid", uuid, "--group", group, "--count", str(voters))
    tool.write("public_creds.json", tool.read("*.pubcreds"))
    credentials = [line.split()[1].decode() for line in tool.read("*.privcreds").splitlines()]
    tool("setup", "generate-trustee-key", "--group", group)
    tool.write("public_keys.jsons", tool.read("*.pubkey"))
    threshold = ("setup", "generate-trustee-key-threshold", "--group", group)
    names = []
    for _ in range(3):
        before = set(tool.folder.glob("*.cert"))
        tool(*threshold, "--step", "1")
        (made,) = set(tool.folder.glob("*.cert")) - before
        names.append(made.stem)
    tool.write("certs.jsons", b"".join((tool.folder / f"{name}.cert").read_bytes() for name in names))
    certs = ("--certs", "certs.jsons")
    polynomials = [tool(*threshold, *certs, "--threshold", "2", "--key", f"{n}.key", "--step", "3") for n in names]
    tool.write("polynomials.jsons", b"".join(polynomials))
    tool(*threshold, *certs, "--step", "4", "--polynomials", "polynomials.jsons")
    outputs = [
        tool(*threshold, *certs, "--key", f"{n}.key", "--step", "5", given=tool.read(f"{n}.vinput")) for n in names
    ]
    whole = tool(*threshold, *certs, "--step", "6", "--polynomials", "polynomials.jsons", given=b"".join(outputs))
    tool.write("threshold.json", whole)
    tool("setup", "make-trustees")
    template = {"description": "A trial", "name": "Trial", "questions": QUESTIONS[group]}
    tool.write("questions.json", json.dumps(template).encode())
    tool("setup", "make-election", "--uuid", uuid, "--group", group, "--template", "questions.json")
    tool("archive", "init")
    for name in ("election.json", "trustees.json", "public_creds.json"):
        (tool.folder / name).unlink()
    return uuid, credentials, names


def test_an_election_with_ballots_of_both(tmp_path: Path, group: str) -> None:
    tool = Tool(tmp_path)
    uuid, credentials, names = set_up(tool, group, 6)
    own = elections.opened(archive.opened(tool.read("*.bel")).events[0].objects[0])
    numbers = random(group)
    for place, choices in enumerate(CHOICES[group]):
        if place % 2:
            made = making.ballot(own, credentials[place], choices, numbers)
        else:
            tool.write("credential", credentials[place].encode())
            tool.write("choice.json", json.dumps(choices).encode())
            made = tool("election", "generate-ballot", "--privcred", "credential", "--ballot", "choice.json").strip()
        tool.event("Ballot", made)
    tool("election", "verify")
    tool.event("EndBallots")
    tool.event("EncryptedTally", tool("election", "compute-encrypted-tally"))
    if group == "RFC-3526-2048":
        for trustee in ("1", "2"):
            tool.event("Shuffle", tool("election", "shuffle", "--trustee-id", trustee))
        tool.event("EndShuffles")
    key = str(next(tmp_path.glob("*.privkey")).name)
    tool.event("PartialDecryption", tool("election", "decrypt", "--privkey", key, "--trustee-id", "1"))
    for trustee, name in ((2, names[0]), (4, names[2])):
        tool.event("PartialDecryption", tool(
            "election", "decrypt-threshold", "--key", f"{name}.key", "--decryption-key", f"{name}.dkey",
            "--trustee-id", str(trustee),
        ))  # fmt: skip
    tool.event("Result", tool("election", "compute-result"))
    tool("election", "verify")

    whole = tool.read("*.bel")
    found = audit(whole, Known(uuid))
    assert found.findings == ()
    assert (found.ballots, found.owners) == (4, (1, 2, 4))
    wanted = RESULTS[group] or [sorted(choices[0] for choices in CHOICES[group])]
    result = [sorted(list(own) for own in row) if group != "BELENIOS-2048" else list(row) for row in found.result or ()]
    assert result == wanted
    assert chained(posted(archive.opened(whole)), archive.opened(whole).time) == whole


def test_what_the_tool_takes_and_we_do_not(tmp_path: Path) -> None:
    """The tool's check of a whole archive accepts a ballot that is cast twice; ours names it."""
    tool = Tool(tmp_path)
    _, credentials, _ = set_up(tool, "BELENIOS-2048", 3)
    own = elections.opened(archive.opened(tool.read("*.bel")).events[0].objects[0])
    numbers = random("BELENIOS-2048")
    first, second = (making.ballot(own, credentials[0], choices, numbers) for choices in CHOICES["BELENIOS-2048"][:2])
    for made in (first, second, first):
        tool.event("Ballot", made)
    tool("election", "verify")
    assert {finding.rule for finding in audit(tool.read("*.bel")).findings} == {"repeated"}
