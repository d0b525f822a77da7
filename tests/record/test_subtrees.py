"""The public vectors of proofs about subtrees (tlog-mirror): our two checks answer them, since a subtree is a tree.

The record publishes no such proofs. But a proof that a leaf is in the subtree from `start` to `end` is one in a tree of
`end - start` leaves, and the subtree that starts at 0 is the tree as it once was. So other people's 322 cases, most of
them spoilt on purpose, are 322 more questions to the checks on which every receipt stands.
"""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from rankandfile.record.tree import EMPTY_ROOT, consistency_holds, inclusion_holds

VECTORS = Path(__file__).parents[1] / "vectors/tlog"
HASH = len(EMPTY_ROOT)


def vectors(kind: str) -> list[Any]:
    cases: dict[str, Any] = json.loads((VECTORS / f"subtree-{kind}.json").read_text())
    return [pytest.param(case, id=name) for name, case in cases.items()]


def is_subtree(start: int, end: int) -> bool:
    """Whether a tree has a subtree over these leaves: it starts at a multiple of the power of two that holds it."""
    return 0 <= start < end and start % (1 << (end - start - 1).bit_length()) == 0


def hashes(case: dict[str, Any]) -> list[bytes]:
    return [b64decode(each) for each in case["proof"] or ()]


def test_the_vectors_are_all_there() -> None:
    assert (len(vectors("inclusion")), len(vectors("consistency"))) == (204, 118)


@pytest.mark.parametrize("case", vectors("inclusion"))
def test_a_leaf_in_a_subtree_is_a_leaf_in_a_tree(case: dict[str, Any]) -> None:
    start, end = case["start"], case["end"]
    leaf, root = b64decode(case["leafHash"]), b64decode(case["root"])
    holds = inclusion_holds(leaf, case["leafIdx"] - start, end - start, hashes(case), root)
    assert (is_subtree(start, end) and holds) is not case["wantErr"]


@pytest.mark.parametrize("case", vectors("consistency"))
def test_a_subtree_from_the_beginning_is_the_tree_as_it_was(case: dict[str, Any]) -> None:
    start, end, size = case["start"], case["end"], case["size"]
    part, whole = b64decode(case["root1"]), b64decode(case["root2"])
    if start == end:  # of nothing, nothing is proved
        holds = not hashes(case) and part == EMPTY_ROOT and len(whole) == HASH and end <= size
    else:
        holds = is_subtree(start, end) and start == 0 and consistency_holds(end, size, hashes(case), part, whole)
    has_dummy = len(whole) not in (0, HASH)  # three cases expect bytes to pass that are no hash: ours has 32
    assert holds is (not case["wantErr"] and not has_dummy)
