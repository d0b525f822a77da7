"""A test ballot of the booth: another device finds what it encrypts, or that it is not what the booth says."""

import json
from typing import Any

import pytest

from rankandfile.core.ballot import election as elections
from rankandfile.core.ballot import groups, making
from rankandfile.core.ballot.disclosed import FORMAT, recomputed
from rankandfile.core.ballot.election import Election
from rankandfile.core.ballot.proofs import tracker
from rankandfile.core.ballot.refused import Refused
from tests.balloting import numbers

from .vectors import compact

GROUP = groups.named("Ed25519")
CREDENTIAL = "11111-222222-33333-444444"
RANKED = {"type": "NonHomomorphic", "value": {"answers": ["a", "b", "c"], "question": "Rank"}}
PLAIN = {"answers": ["a", "b", "c"], "min": 0, "max": 2, "question": "Approve"}
BLANK = {"answers": ["a", "b"], "blank": True, "min": 1, "max": 1, "question": "Choose"}
CASES = ((RANKED, [2, 0, 1]), (RANKED, [0, 0, 0]), (PLAIN, [1, 0, 1]), (PLAIN, [0, 0, 0]), (BLANK, [1, 0, 0]))


def asking(question: dict[str, Any], uuid: str = "FourteenLetter") -> Election:
    key = GROUP.text(GROUP.of_generator(4711))
    own = {"version": 1, "description": "", "name": "E1", "group": "Ed25519", "public_key": key}
    return elections.opened(compact({**own, "questions": [question], "uuid": uuid}))


def opened_in_test(election: Election, choices: list[int]) -> dict[str, Any]:
    """What the booth gives: the ciphertexts take the first random numbers."""
    random, drawn = numbers("test"), []

    def noted() -> int:
        drawn.append(random())
        return drawn[-1]

    ballot = json.loads(making.ballot(election, CREDENTIAL, [choices], noted))
    del ballot["signature"]
    ciphertexts = ballot["answers"][0]["choices"]
    used = drawn[: len(ciphertexts) if isinstance(ciphertexts, list) else 1]
    code = tracker(compact(ballot))
    return {
        "format": FORMAT,
        "code": code,
        "choices": [choices],
        "randomness": [list(map(str, used))],
        "unsigned": ballot,
    }


@pytest.mark.parametrize(("question", "choices"), CASES)
def test_another_device_finds_the_choices_that_are_encrypted(question: dict[str, Any], choices: list[int]) -> None:
    election = asking(question)
    found = recomputed(election, compact(opened_in_test(election, choices)))
    assert found.choices == (tuple(choices),)
    assert len(found.code) == 43


@pytest.mark.parametrize("choices", [[1, 0, 2], [2, 0, 3], [2, 0]])
def test_other_choices_than_those_encrypted_are_found(choices: list[int]) -> None:
    election = asking(RANKED)
    own = {**opened_in_test(election, [2, 0, 1]), "choices": [choices]}
    with pytest.raises(Refused, match=r"does not encrypt these choices|another number of choices"):
        recomputed(election, compact(own))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "another"}, "no test ballot"),
        ({"code": "A" * 43}, "not that of this ballot"),
        ({"choices": []}, "another number of answers"),
        ({"choices": [[1, 0, 2]]}, "another number of choices"),
        ({"choices": [[1, 1, 0]]}, "does not encrypt these choices"),
        ({"randomness": [["1", "2", "3"]]}, "does not encrypt these choices"),
        ({"randomness": [["1", "2"]]}, "another number of choices"),
    ],
)
def test_what_does_not_fit_together_is_named(changes: dict[str, Any], said: str) -> None:
    election = asking(PLAIN)
    with pytest.raises(Refused, match=said):
        recomputed(election, compact({**opened_in_test(election, [1, 0, 1]), **changes}))


def test_a_test_of_another_election_is_refused() -> None:
    own = opened_in_test(asking(PLAIN), [1, 0, 1])
    with pytest.raises(Refused, match="another election"):
        recomputed(asking(PLAIN, "AnotherLetters"), compact(own))
