"""The booth's ballots: made by its own code, they hold before our check; what is not allowed makes none."""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from rankandfile.core.ballot import credentials
from rankandfile.core.ballot import election as elections
from rankandfile.core.ballot.checking import checked
from rankandfile.core.ballot.disclosed import recomputed
from tests.core.ballot.test_checking import ALLOWED, CREDENTIAL, FORBIDDEN
from tests.core.ballot.vectors import H_ED25519, R_ED25519, board

CLONE = Path(__file__).resolve().parents[3]
BOOTH = CLONE / "src/rankandfile/web/static/rankandfile/booth"
ELECTIONS = (H_ED25519, R_ED25519)
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed (make test installs it)")


def made(
    name: str, choices: list[Any], credential: str = CREDENTIAL, tests: bool = False, check: Sequence[Any] = ()
) -> Any:
    """What the booth's code answers for these choices; with `tests` also what it gives for a ballot that is opened.

    `check` are such ballots, for the second device to compute again.
    """
    job = {
        "module": str(BOOTH / "ballot.js"),
        "election": base64.b64encode(board(name).events[0].objects[0]).decode(),
        "credential": credential,
        "choices": choices,
        "tests": tests,
        "check": list(check),
    }
    script = Path(__file__).with_name("make.mjs")
    done = subprocess.run(["node", str(script)], input=json.dumps(job), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@needs_node
@pytest.mark.parametrize("name", ELECTIONS)
def test_a_ballot_of_the_booth_holds(name: str) -> None:
    own = elections.opened(board(name).events[0].objects[0])
    found = made(name, ALLOWED[name])
    assert found["hash"] == own.hash
    assert found["public"] == own.group.text(credentials.public(own.group, own.uuid, CREDENTIAL))
    for answer in found["answers"]:
        assert checked(own, answer["ballot"].encode(), {found["public"]}).tracker == answer["tracker"]
    assert len({answer["tracker"] for answer in found["answers"]}) == len(ALLOWED[name])


@needs_node
@pytest.mark.parametrize("name", ELECTIONS)
def test_choices_that_are_not_allowed_make_no_ballot_in_the_booth(name: str) -> None:
    for answer in made(name, FORBIDDEN[name])["answers"]:
        assert answer.get("error") == "choices"


@needs_node
def test_a_mistyped_credential_makes_no_ballot() -> None:
    with pytest.raises(AssertionError, match="credential"):
        made(R_ED25519, [[[1, 2, 3, 4, 5]]], CREDENTIAL[:-1] + "0")


@needs_node
@pytest.mark.parametrize("name", ELECTIONS)
def test_what_the_booth_opens_for_a_test_encrypts_what_it_says(name: str) -> None:
    own = elections.opened(board(name).events[0].objects[0])
    for test, choices in zip(made(name, ALLOWED[name], tests=True)["tests"], ALLOWED[name], strict=True):
        content = json.dumps(test, separators=(",", ":"), ensure_ascii=False).encode()
        found = recomputed(own, content)
        assert found.choices == tuple(tuple(each) for each in choices)
        assert b'"signature"' not in content


@needs_node
@pytest.mark.parametrize("name", ELECTIONS)
def test_the_second_device_computes_a_test_again_and_tells_a_cheat(name: str) -> None:
    tests = made(name, ALLOWED[name], tests=True)["tests"]
    other = {**tests[0], "choices": tests[1]["choices"]}
    numbers = [[str(int(r) + 1) for r in row] for row in tests[0]["randomness"]]
    foreign = {**tests[0], "unsigned": {**tests[0]["unsigned"], "election_uuid": "AnotherElectio"}}
    false = [other, {**tests[0], "randomness": numbers}, {**tests[0], "code": "A" * 43}, foreign, {"format": "x"}]
    checked = made(name, [], check=[*tests, *false])["checked"]
    assert [each.get("choices") for each in checked[: len(tests)]] == ALLOWED[name]
    errors = [each.get("error") for each in checked[len(tests) :]]
    assert errors[0] in ("cheated", "format")
    assert errors[1:] == ["cheated", "code", "election", "format"]


def test_the_list_of_the_booths_files_is_that_of_the_files() -> None:
    from tools.booth_sums import listed

    assert (BOOTH / "SHA256SUMS").read_text() == listed(BOOTH), "run tools/booth_sums.py"


def test_the_vendored_files_are_those_that_are_pinned() -> None:
    pinned = dict(line.split("  ")[::-1] for line in (BOOTH / "noble/SHA256SUMS").read_text().splitlines())
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (BOOTH / "noble").iterdir()}
    del found["SHA256SUMS"]
    assert found == pinned


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed (make test installs it)")
def test_whoever_vendors_again_gets_the_same_bytes(tmp_path: Path) -> None:
    tool = [sys.executable, str(CLONE / "tools/vendor_noble.py"), str(tmp_path)]
    done = subprocess.run(tool, capture_output=True, text=True)
    if "registry" in done.stderr or "ENOTFOUND" in done.stderr:
        pytest.skip("the npm registry does not answer")
    assert done.returncode == 0, done.stderr
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        file.name: file.read_bytes() for file in (BOOTH / "noble").iterdir()
    }
