"""Ballots seen as Meek's method sees them: those elected, in the order of the ballot, and then the first hopeful.

Two ballots with the same beginning of elected candidates and the same hopeful behind it are treated alike, whatever
else they say. So the count runs over these beginnings, a few hundred nodes, and not over a million ballots. When
somebody is elected or excluded, only the ballots that wait with that person move on.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rankandfile.core.count.ballots import Ballots, Integers
from rankandfile.core.count.papers import Papers, lay_out, transfer


@dataclass(eq=False)
class Trie:
    """Nodes in the order of their making, so that a parent comes before its children; node 0 has no candidate."""

    papers: Papers  # with the first hopeful of each ballot
    elected: NDArray[np.bool_]
    node: NDArray[np.int64]  # of each ballot: the elected in front of its hopeful
    parent: list[int]
    candidate: list[int]  # whose election made the node
    through: list[int]  # ballots that pass the node, in units
    leaf_node: Integers
    leaf_target: Integers  # the hopeful, or the number of candidates
    leaf_count: Integers
    children: dict[int, int]  # by node × (candidates + 1) + candidate


def plant(ballots: Ballots, withdrawn: tuple[int, ...]) -> Trie:
    """The trie before anybody is elected: every ballot with its first hopeful."""
    papers = lay_out(ballots, withdrawn, 1)
    size = ballots.candidates + 1
    counts = np.zeros(size, dtype=np.int64)
    np.add.at(counts, papers.holder, ballots.counts)
    return Trie(
        papers,
        np.zeros(size, dtype=np.bool_),
        np.zeros(len(ballots.counts), dtype=np.int64),
        [0],
        [-1],
        [int(counts.sum())],
        np.zeros(size, dtype=np.int64),
        np.arange(size),
        counts,
        {},
    )


def elect(trie: Trie, candidate: int) -> None:
    """The ballots that waited with the candidate pass them, at a node, and wait with their next hopeful."""
    trie.elected[candidate] = True
    _settle(trie, _waiting(trie, candidate), candidate)


def exclude(trie: Trie, candidate: int) -> None:
    """The ballots that waited with the candidate wait with their next hopeful, as if the candidate had never stood."""
    moved = _waiting(trie, candidate)
    trie.papers.shut[candidate] = True
    transfer(trie.papers, moved)
    _settle(trie, moved, candidate)


def _waiting(trie: Trie, candidate: int) -> NDArray[np.intp]:
    waits: NDArray[np.bool_] = trie.papers.holder == candidate
    return waits.nonzero()[0]


def _settle(trie: Trie, moved: NDArray[np.intp], candidate: int) -> None:
    """The moved ballots have passed all elected candidates in front of them, and their leaves replace those of the
    candidate with whom they waited."""
    passing = moved[trie.elected[trie.papers.holder[moved]]]
    while passing.size:
        _pass(trie, passing)
        target = transfer(trie.papers, passing)
        passing = passing[trie.elected[target]]
    keys, counts, _ = _grouped(trie, moved)
    size = trie.papers.ballots.candidates + 1
    stays = trie.leaf_target != candidate
    trie.leaf_node = np.concatenate([trie.leaf_node[stays], keys // size])
    trie.leaf_target = np.concatenate([trie.leaf_target[stays], keys % size])
    trie.leaf_count = np.concatenate([trie.leaf_count[stays], counts])


def _pass(trie: Trie, passing: NDArray[np.intp]) -> None:
    """The ballots stand at the node behind the elected candidate with whom they were."""
    keys, counts, inverse = _grouped(trie, passing)
    nodes = [_child(trie, key) for key in keys.tolist()]
    for node, count in zip(nodes, counts.tolist(), strict=True):
        trie.through[node] += count
    trie.node[passing] = np.array(nodes, dtype=np.int64)[inverse]


def _grouped(trie: Trie, some: NDArray[np.intp]) -> tuple[Integers, Integers, NDArray[np.intp]]:
    """Node × size + holder of these ballots, each once; how many ballots it has; where each ballot is in it."""
    keys, inverse = np.unique(
        trie.node[some] * (trie.papers.ballots.candidates + 1) + trie.papers.holder[some], return_inverse=True
    )
    counts = np.zeros(len(keys), dtype=np.int64)
    np.add.at(counts, inverse, trie.papers.ballots.counts[some])
    return keys, counts, inverse


def _child(trie: Trie, key: int) -> int:
    """The node behind a node for an elected candidate; made when it is new."""
    found = trie.children.get(key)
    if found is not None:
        return found
    parent, candidate = divmod(key, trie.papers.ballots.candidates + 1)
    trie.parent.append(parent)
    trie.candidate.append(candidate)
    trie.through.append(0)
    trie.children[key] = len(trie.parent) - 1
    return trie.children[key]
