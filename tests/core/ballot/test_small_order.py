"""Elements outside the group and numbers in another spelling, wherever one stands in an archive: each is found.

A point of small order beside an element of the group changes no product that is raised to eight times something; a
number that is larger by the order of the group is the same exponent. A verifier that takes either can be led astray.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rankandfile.core.ballot import edwards
from rankandfile.core.ballot.audit import audit
from rankandfile.core.ballot.edwards import ONE, P, Q, scaled

from .vectors import H_ED25519, R_ED25519, board, chained, compact, posted

EIGHTH = next(
    point for y in range(2, 50) if (x := edwards.x_of(y)) is not None and scaled(point := scaled((x, y), Q), 4) != ONE
)
"""A point of order 8."""
LOW = {order: scaled(EIGHTH, 8 // order) for order in (2, 4, 8)}


def shifted(text: str, low: edwards.Point) -> str:
    """The element with a point of small order added: on the curve, in its one spelling, outside the subgroup."""
    point = edwards.from_bytes(bytes.fromhex(text)[::-1])
    assert point is not None
    wide = edwards.add((*point, 1, point[0] * point[1] % P), (*low, 1, low[0] * low[1] % P))
    inverse = pow(wide[2], -1, P)
    return edwards.to_bytes((wide[0] * inverse % P, wide[1] * inverse % P))[::-1].hex()


CHANGES: dict[str, tuple[str, Callable[[str], str]]] = {
    **{f"a point of order {order}": ("element", lambda own, low=low: shifted(own, low)) for order, low in LOW.items()},
    "a point alone of order 8": ("element", lambda own: edwards.to_bytes(EIGHTH)[::-1].hex()),
    "capital letters": ("element", lambda own: own.upper() if own.upper() != own else own.replace("0", "O")),
    "y and the prime": ("element", lambda own: f"{P + 1:064x}"),
    "the order more": ("number", lambda own: str(int(own) + Q)),
    "a zero in front": ("number", lambda own: f"0{own}"),
    "the negative": ("number", lambda own: str(int(own) - Q)),
}

HASHES = ("payload", "encrypted_tally", "hash", "election", "trustees", "credentials")
"""Fields that look like an element and name an object."""


def places(own: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Each element and each number modulo q that stands here, by kind and path."""
    if isinstance(own, dict):
        for name, each in own.items():
            if name not in HASHES:
                yield from places(each, (*path, name))
    elif isinstance(own, list):
        for place, each in enumerate(own):
            yield from places(each, (*path, place))
    elif isinstance(own, str) and re.fullmatch("[0-9a-f]{64}", own):
        yield "element", path
    elif isinstance(own, str) and re.fullmatch("[0-9]{60,}", own):
        yield "number", path


def kinds(name: str) -> Iterator[tuple[int, int, str, tuple[Any, ...]]]:
    """One place of each kind: the event, its object, what stands there, and where in it; the last where there are
    many, so that no first one stands for all."""
    found: dict[tuple[str, int, str], tuple[int, int, str, tuple[Any, ...]]] = {}
    for height, (event, objects) in enumerate(posted(board(name))):
        for place, content in enumerate(objects):
            for kind, path in places(json.loads(content)):
                named = "/".join(step for step in path if isinstance(step, str)) + f"#{len(path)}"
                shape = f"{path[:2]}" if event == "Shuffle" and path[0] == "proofs" else ""
                found[event, place, f"{kind} {named} {shape}"] = height, place, kind, path
    yield from found.values()


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", [H_ED25519, R_ED25519])
def test_what_is_no_element_or_no_number_is_found_wherever_it_stands(name: str, change: str) -> None:
    wanted, made = CHANGES[change]
    tried = 0
    for height, place, kind, path in kinds(name):
        if kind != wanted:
            continue
        events = posted(board(name))[: height + 1]
        own = whole = json.loads(events[height][1][place])
        for step in path[:-1]:
            own = own[step]
        own[path[-1]] = made(own[path[-1]])
        events[height][1][place] = compact(whole)
        findings = audit(chained(events)).findings
        rules = {finding.rule for finding in findings}
        assert rules, (height, path)
        assert rules != {"bytes"}, "the hashes of the archive are in order"
        tried += 1
    assert tried > 5
