"""Elections held with `belenios-tool`, which is somebody else's: ours in its hands, and its in ours.

Version 2.0 of Debian 12 knows the two groups of 2048 bits; version 3.3, which `tools/belenios.sh` puts beside the
system, knows Ed25519 and another ceremony.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec import Raw

from rankandfile.core.ballot import archive, course, credentials, groups, making, opening, tallying
from rankandfile.core.ballot import election as elections
from rankandfile.core.ballot.audit import Known, audit
from rankandfile.core.ballot.canonical import written
from rankandfile.core.ballot.checking import checked
from rankandfile.core.ballot.group import Group
from rankandfile.core.ballot.shapes import ElectionFile, Owned, Result, SizedTally
from rankandfile.core.ballot.shuffling import shuffled
from rankandfile.core.ballot.trustees import opened as opened_trustees
from rankandfile.core.ballot.trustees import together
from rankandfile.core.ids import Handle
from tests import balloting

from .test_checking import random
from .vectors import chained, compact, posted

NEW = Path(__file__).parents[3] / "var/belenios/belenios-tool"
ADDED = [
    {"answers": ["Yes", "No", "Abstain"], "min": 1, "max": 1, "question": "Soll „das“ gelten? 🌻"},
    {"answers": ["A", "B", "C"], "blank": True, "min": 1, "max": 3, "question": "Board"},
]
RANKED = [{"type": "NonHomomorphic", "value": {"answers": ["A", "B", "C", "D"], "question": "Executive"}}]
CHOICES_ADDED = [
    [[1, 0, 0], [0, 1, 1, 0]],
    [[0, 1, 0], [1, 0, 0, 0]],
    [[1, 0, 0], [0, 1, 1, 1]],
    [[0, 0, 1], [0, 0, 0, 1]],
]
CHOICES_RANKED = [[[1, 2, 3, 4]], [[4, 3, 2, 1]], [[0, 1, 0, 0]], [[1, 1, 2, 2]]]
RESULT_ADDED = [[2, 1, 1], [1, 2, 2, 2]]


class Tool:
    """belenios-tool in a folder, in the words of its version."""

    def __init__(self, folder: Path, program: str) -> None:
        self.folder, self.program = folder, program
        self.new = program != "belenios-tool"

    def __call__(self, *arguments: str, given: bytes = b"") -> bytes:
        done = self.run(*arguments, given=given)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def run(self, *arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        environment = {**os.environ, "BELENIOS_USE_URANDOM": "1"}
        return subprocess.run(
            [self.program, *arguments], cwd=self.folder, input=given, capture_output=True, env=environment
        )

    def read(self, pattern: str) -> bytes:
        (found,) = self.folder.glob(pattern)
        return found.read_bytes()

    def write(self, name: str, content: bytes) -> str:
        (self.folder / name).write_bytes(content)
        return name

    def event(self, kind: str, given: bytes = b"") -> None:
        self("archive", "add-event", f"--type={kind}", given=given)

    def credentials(self, uuid: str, group: str, count: int) -> list[str]:
        self("setup", "generate-credentials", "--uuid", uuid, "--group", group, "--count", str(count))
        self.write("public_creds.json", self.read("*.pubcreds"))
        secret = self.read("*.privcreds").decode()
        return list(json.loads(secret).values()) if self.new else [line.split()[1] for line in secret.splitlines()]

    def ballot(self, credential: str, choices: list[list[int]]) -> bytes:
        self.write("credential", credential.encode())
        self.write("choice.json", json.dumps(choices).encode())
        option = "--choice" if self.new else "--ballot"
        return self("election", "generate-ballot", "--privcred", "credential", option, "choice.json").strip()

    def ceremony(self, group: str, size: int, threshold: int) -> list[str]:
        """The names of the files of a threshold group's members."""
        common = ("setup", "generate-trustee-key-threshold", "--group", group)
        contexts = [("--threshold-context", f"{i}/{threshold}/{size}") if self.new else () for i in range(1, size + 1)]
        names = []
        for context in contexts:
            before = set(self.folder.glob("*.cert"))
            self(*common, *context, "--step", "1")
            (made,) = set(self.folder.glob("*.cert")) - before
            names.append(made.stem)
        certs = ("--certs", self.write("certs.jsons", b"".join(self.read(f"{name}.cert") for name in names)))
        polynomials = b""
        for name, context in zip(names, contexts, strict=True):
            how = context or ("--threshold", str(threshold))
            polynomials += self(*common, *how, *certs, "--key", f"{name}.key", "--step", "3")
        shown = ("--polynomials", self.write("polynomials.jsons", polynomials))
        self(*common, *certs, "--step", "4", *shown)
        outputs = b""
        for name in names:
            given = self.read(f"{name}.vinput")
            outputs += self(*common, *certs, "--key", f"{name}.key", "--step", "5", given=given)
        self.write("threshold.json", self(*common, *certs, "--step", "6", *shown, given=outputs))
        return names


VERSIONS = {
    "2.0, added": ("belenios-tool", "BELENIOS-2048", ADDED, CHOICES_ADDED, 1, (2, 3)),
    "2.0, ranked": ("belenios-tool", "RFC-3526-2048", RANKED, CHOICES_RANKED, 1, (2, 3)),
    "3.3, added": (str(NEW), "Ed25519", ADDED, CHOICES_ADDED, 1, (3, 5)),
    "3.3, ranked": (str(NEW), "Ed25519", RANKED, CHOICES_RANKED, 1, (2, 3)),
    "3.3, added, a circle alone": (str(NEW), "Ed25519", ADDED, CHOICES_ADDED, 0, (2, 3)),
    "3.3, ranked, a circle alone": (str(NEW), "Ed25519", RANKED, CHOICES_RANKED, 0, (3, 5)),
    "3.3, added, each alone": (str(NEW), "Ed25519", ADDED, CHOICES_ADDED, 3, (0, 0)),
    "3.3, ranked, each alone": (str(NEW), "Ed25519", RANKED, CHOICES_RANKED, 2, (0, 0)),
}
"""Program, group, what is asked and chosen, how many trustees stand alone, and how many of how many in a circle."""


def tool_of(program: str, folder: Path) -> Tool:
    if program == str(NEW) and not NEW.exists():
        pytest.skip("belenios-tool 3.3 could not be fetched from Debian's unstable suite")
    if shutil.which(program) is None:
        pytest.skip("belenios-tool is not installed (make test installs it on Debian)")
    return Tool(folder, program)


def set_up(
    tool: Tool, group: str, questions: object, voters: int, size: int, threshold: int, singles: int = 1
) -> tuple[str, list[str], list[str]]:
    """The election's uuid, the credentials, and the names of the group's members. Single trustees stand beside it."""
    uuid = tool("setup", "generate-token").decode().strip()
    secrets = tool.credentials(uuid, group, voters)
    for _ in range(singles):
        tool("setup", "generate-trustee-key", "--group", group)
    tool.write("public_keys.jsons", b"".join(tool.read(name) for name in alone(tool, "pubkey")))
    names = tool.ceremony(group, size, threshold) if size else []
    tool("setup", "make-trustees")
    tool.write("questions.json", compact({"description": "A trial", "name": "Trial", "questions": questions}))
    tool("setup", "make-election", "--uuid", uuid, "--group", group, "--template", "questions.json")
    tool("archive", "init")
    for name in ("election.json", "trustees.json", "public_creds.json"):
        (tool.folder / name).unlink()
    return uuid, secrets, names


def alone(tool: Tool, ending: str) -> list[str]:
    """The files of the trustees who hold a key of their own, in the order of their numbers."""
    return sorted(file.name for file in tool.folder.glob(f"*.{ending}"))


def open_with(tool: Tool, names: list[str], owners: list[int]) -> None:
    """The single trustees and the members with these numbers give their shares; the result is computed."""
    keys = alone(tool, "privkey")
    for number, key in enumerate(keys, 1):
        share = tool("election", "decrypt", "--privkey", key, "--trustee-id", str(number))
        tool.event("PartialDecryption", share)
    for owner in owners:
        name = names[owner - len(keys) - 1]
        secret = ("--key", f"{name}.key", "--decryption-key", f"{name}.dkey")
        share = tool("election", "decrypt-threshold", *secret, "--trustee-id", str(owner))
        tool.event("PartialDecryption", share)
    tool.event("Result", tool("election", "compute-result"))


@pytest.mark.parametrize("version", VERSIONS)
def test_an_election_with_ballots_of_both(tmp_path: Path, version: str) -> None:
    """Where there is a circle, all but as many as must are lost."""
    program, group, questions, choices, singles, (threshold, size) = VERSIONS[version]
    tool = tool_of(program, tmp_path)
    uuid, secrets, names = set_up(tool, group, questions, 6, size, threshold, singles)
    own = elections.opened(archive.opened(tool.read("*.bel")).events[0].objects[0])
    numbers = random(group)
    for place, chosen in enumerate(choices):
        made = making.ballot(own, secrets[place], chosen, numbers) if place % 2 else tool.ballot(secrets[place], chosen)
        tool.event("Ballot", made)
    tool("election", "verify")
    tool.event("EndBallots")
    tool.event("EncryptedTally", tool("election", "compute-encrypted-tally"))
    if questions is RANKED:
        for trustee in ("1", "2"):
            tool.event("Shuffle", tool("election", "shuffle", "--trustee-id", trustee))
        tool.event("EndShuffles")
    owners = [*range(1 + singles, singles + threshold), singles + size] if size else []
    open_with(tool, names, owners)
    tool("election", "verify")

    whole = tool.read("*.bel")
    found = audit(whole, Known(uuid))
    assert found.findings == ()
    assert (found.ballots, found.owners) == (4, (*range(1, singles + 1), *owners))
    assert found.result is not None
    if questions is ADDED:
        assert [list(row) for row in found.result] == RESULT_ADDED
    else:
        ranks = [list(own) for own in found.result[0] if not isinstance(own, int)]
        assert sorted(ranks) == sorted(chosen[0] for chosen in choices)
    assert chained(posted(archive.opened(whole)), archive.opened(whole).time) == whole


@pytest.mark.parametrize("version", ["2.0, added", "3.3, ranked"])
def test_one_trustee_too_few_opens_nothing(tmp_path: Path, version: str) -> None:
    program, group, questions, choices, _singles, (threshold, size) = VERSIONS[version]
    tool = tool_of(program, tmp_path)
    _, secrets, names = set_up(tool, group, questions, 2, size, threshold)
    tool.event("Ballot", tool.ballot(secrets[0], choices[0]))
    tool.event("EndBallots")
    tool.event("EncryptedTally", tool("election", "compute-encrypted-tally"))
    if questions is RANKED:
        tool.event("Shuffle", tool("election", "shuffle", "--trustee-id", "1"))
        tool.event("EndShuffles")
    key = next(tmp_path.glob("*.privkey")).name
    tool.event("PartialDecryption", tool("election", "decrypt", "--privkey", key, "--trustee-id", "1"))
    keys = ("--key", f"{names[0]}.key", "--decryption-key", f"{names[0]}.dkey")
    tool.event("PartialDecryption", tool("election", "decrypt-threshold", *keys, "--trustee-id", "2"))
    assert tool.run("election", "compute-result").returncode != 0
    tool.event("Result", compact({"result": [[0] * len(row) for row in choices[0]]}))
    assert any("have opened" in finding.what for finding in audit(tool.read("*.bel")).findings)


def test_what_the_tool_takes_and_we_do_not(tmp_path: Path) -> None:
    """The tool's check of a whole archive accepts a ballot that is cast twice; ours names it."""
    tool = tool_of("belenios-tool", tmp_path)
    _, secrets, _ = set_up(tool, "BELENIOS-2048", ADDED, 3, 3, 2)
    own = elections.opened(archive.opened(tool.read("*.bel")).events[0].objects[0])
    numbers = random("BELENIOS-2048")
    first, second = (making.ballot(own, secrets[0], chosen, numbers) for chosen in CHOICES_ADDED[:2])
    for made in (first, second, first):
        tool.event("Ballot", made)
    tool("election", "verify")
    assert {finding.rule for finding in audit(tool.read("*.bel")).findings} == {"repeated"}


def held(group: Group, questions: list[object], choices: list[list[list[int]]]) -> bytes:
    """A whole election that no other program had a hand in: two single trustees, who both shuffle."""
    numbers, uuid = random(group.name), "AgQJc2SB8Ak6FL"
    secrets = [numbers(), numbers()]
    trustees = [opening.key(group, secret, numbers) for secret in secrets]
    key = group.product(group.of_generator(secret) for secret in secrets)
    file = written(
        ElectionFile(1, "d", "n", group.name, group.text(key), tuple(Raw(compact(each)) for each in questions), uuid)
    )
    own = elections.opened(file)
    typed = [f"VpDmu-W9nSB3-t2PT5-ANgpY{letter}" for letter in "abcdef"]
    public = sorted((credentials.public(group, uuid, each) for each in typed), key=group.key)
    listed = compact([group.text(each) for each in public])
    voters = elections.electorate(listed, group)
    ballots = [making.ballot(own, secret, chosen, numbers) for secret, chosen in zip(typed, choices, strict=False)]
    counted = tallying.counted([checked(own, each, voters.weights) for each in ballots], voters)
    tally = tallying.encrypted(own, counted, voters)
    size = written(SizedTally(len(counted.ballots), counted.weight, ""))
    events: list[tuple[str, list[bytes]]] = [
        ("Setup", [file, written(tuple(trustees)), listed, b""]),
        *(("Ballot", [each]) for each in ballots),
        ("EndBallots", []),
        ("EncryptedTally", [written(tallying.shown(group, tally)), size]),
    ]
    if own.ranked:
        for owner in (1, 2):
            order = list(range(len(ballots)))
            made = opening.shuffle(own, tally, [order[owner:] + order[:owner]] * len(own.ranked), numbers)
            tally = shuffled(own, tally, made, "The shuffle")
            events.append(("Shuffle", [made, written(Owned(owner, ""))]))
        events.append(("EndShuffles", []))
    shares = {}
    keys = opened_trustees(written(tuple(trustees)), own)
    for owner, secret in enumerate(secrets, 1):
        made = opening.share(own, tally, secret, numbers)
        shares[owner] = tallying.share(own, tally, keys.keys[owner], made, owner)
        events.append(("PartialDecryption", [made, written(Owned(owner, ""))]))
    result = tallying.result(own, tally, keys, shares, counted.weight)
    return chained([*events, ("Result", [written(Result(result.outcome))])])


OURS: dict[str, tuple[str, list[object], list[list[list[int]]]]] = {
    "Ed25519, both": (
        "Ed25519",
        [*ADDED, *RANKED],
        [a + r for a, r in zip(CHOICES_ADDED, CHOICES_RANKED, strict=True)],
    ),
    "Ed25519, one ranked ballot": ("Ed25519", [*RANKED], CHOICES_RANKED[:1]),
    "Ed25519, with hints for counting": (
        "Ed25519",
        [
            {**RANKED[0], "extra": {"method": "STV", "blank": True, "seats": 2}},
            {**RANKED[0], "extra": {"method": "Schulze", "blank": False}},
            {**RANKED[0], "extra": {"method": "MajorityJudgment", "blank": True, "grades": ["Good", "Bad"]}},
        ],
        [each * 3 for each in CHOICES_RANKED],
    ),
    "Ed25519, nobody voted": ("Ed25519", [*ADDED, *RANKED], []),
    "BELENIOS-2048": ("BELENIOS-2048", [*ADDED], CHOICES_ADDED),
    "RFC-3526-2048": ("RFC-3526-2048", [*RANKED], CHOICES_RANKED),
}


@pytest.mark.parametrize("election", OURS)
def test_an_election_of_ours_alone_is_accepted_by_the_tool(tmp_path: Path, election: str) -> None:
    group, questions, choices = OURS[election]
    whole = held(groups.named(group), questions, choices)
    found = audit(whole)
    assert found.findings == ()
    tool = tool_of(str(NEW) if group == "Ed25519" else "belenios-tool", tmp_path)
    accepted(tool, whole, "AgQJc2SB8Ak6FL")


def accepted(tool: Tool, whole: bytes, uuid: str) -> None:
    """By the tool: the archive as a whole and, where its version can, each ballot by itself, as when it arrives."""
    tool.write(f"{uuid}.bel", whole)
    tool("election", "verify")
    if not tool.new:
        return
    own, single = archive.opened(whole), tool.folder / "single"
    single.mkdir(exist_ok=True)
    (single / f"{uuid}.bel").write_bytes(chained(posted(own)[:1], own.time))
    for each in own.events:
        if each.event.type == "Ballot":
            tool.write("b.json", each.objects[0])
            tool("election", "verify-ballot", "--dir", "single", "--ballot", "b.json")


CIRCLES = {
    "two of three": (balloting.circle(2, 3), (3, 1)),
    "three of five": (balloting.circle(3, 5), (2, 5, 4)),
    "each alone": (balloting.singles(3), (1, 2, 3)),
}
"""Who holds the key, and who opens with it: of a circle some are lost."""


@pytest.mark.parametrize("held_by", CIRCLES)
@pytest.mark.parametrize("kind", ["added", "ranked"])
def test_an_election_of_our_trustees_is_accepted_by_the_tool(tmp_path: Path, held_by: str, kind: str) -> None:
    keys, opening_it = CIRCLES[held_by]
    questions, choices = (ADDED, CHOICES_ADDED) if kind == "added" else ([*RANKED], CHOICES_RANKED)
    whole = opened_by(keys, opening_it, questions, choices)
    found = audit(whole)
    assert (found.findings, found.owners) == ((), opening_it)
    assert found.shuffles == ((1, 2) if kind == "ranked" else ())
    accepted(tool_of(str(NEW), tmp_path), whole, found.uuid)


def opened_by(
    trustees: balloting.Trustees, owners: tuple[int, ...], questions: list[object], choices: list[list[list[int]]]
) -> bytes:
    """A whole election: the ballots, two shuffles where something is ranked, and the shares of these trustees."""
    uuid, group = "AgQJc2SB8Ak6FL", groups.named("Ed25519")
    key = group.text(together(trustees.file, group).key(group))
    file = written(ElectionFile(1, "d", "n", group.name, key, tuple(Raw(compact(each)) for each in questions), uuid))
    voters = [Handle(f"{number:032x}") for number in range(len(choices) + 2)]
    own = balloting.authority(uuid, voters)
    listed = compact([line.partition(",")[0] for line in json.loads(own.pubcreds)])
    events: list[tuple[str, list[bytes]]] = [("Setup", [file, trustees.file, listed, b""])]
    events += [
        ("Ballot", [balloting.ballot(chained(events), own.private[voter], chosen)])
        for voter, chosen in zip(voters, choices, strict=False)
    ]
    ballots = [objects[0] for _, objects in events[1:]]
    tally, _voters = course.closing(archive.opened(chained(events)).events[0], ballots)
    events += [("EndBallots", []), ("EncryptedTally", list(tally))]
    if questions == RANKED:
        for number in (1, 2):
            made = balloting.shuffle(chained(events), str(number))
            events.append(("Shuffle", [made, written(Owned(number, ""))]))
        events.append(("EndShuffles", []))
    for number in owners:
        made = balloting.share(chained(events), trustees, number)
        events.append(("PartialDecryption", [made, written(Owned(number, ""))]))
    before = [each for each in archive.opened(chained(events)).events if each.event.type != "Ballot"]
    return chained([*events, ("Result", [course.resulting(course.followed(before))])])
