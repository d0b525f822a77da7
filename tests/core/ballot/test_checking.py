"""One ballot: what others made holds, ours hold, and whatever is changed in one is refused."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count
from typing import Any

import pytest

from rankandfile.core.ballot import election as elections
from rankandfile.core.ballot import groups, making
from rankandfile.core.ballot.audit import audit
from rankandfile.core.ballot.checking import checked
from rankandfile.core.ballot.election import Election, Electorate
from rankandfile.core.ballot.proofs import tracker
from rankandfile.core.ballot.refused import Refused

from .vectors import FOLDER, H_BELENIOS, H_ED25519, R_ED25519, R_RFC3526, THREE, board, chained, compact, posted

EVERY = (*THREE, R_ED25519)
SPARE = ("made-by-python-ed25519/jLskZQvogWCFv2.bel", "made-by-python-bel2048/GagDQtri9FamaA.bel")


def opened(name: str) -> tuple[Election, Electorate]:
    own = board(name).events[0].objects
    election = elections.opened(own[0])
    return election, elections.electorate(own[2], election.group)


def ballots(name: str) -> list[bytes]:
    return [each.objects[0] for each in board(name).events if each.event.type == "Ballot"]


def random(group: str) -> Callable[[], int]:
    """Numbers that are as good as random for a test, and the same each time."""
    numbers = count()
    return lambda: int.from_bytes(sha256(b"%d" % next(numbers)).digest() * 8) % groups.named(group).order


def paths(own: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where each value stands that is not made of others."""
    if isinstance(own, dict):
        for name, each in own.items():
            yield from paths(each, (*path, name))
    elif isinstance(own, list):
        for place, each in enumerate(own):
            yield from paths(each, (*path, place))
    else:
        yield path


def changed(content: bytes, path: tuple[Any, ...], change: Callable[[Any], Any]) -> bytes:
    whole = own = json.loads(content)
    for step in path[:-1]:
        own = own[step]
    own[path[-1]] = change(own[path[-1]])
    return compact(whole)


@pytest.mark.parametrize("name", EVERY)
def test_every_single_change_of_a_ballot_is_refused(name: str) -> None:
    election, voters = opened(name)
    content, other = ballots(name)[0], json.loads(ballots(name)[1])
    assert checked(election, content, voters.weights).tracker == tracker(content)
    places = list(paths(json.loads(content)))
    assert len(places) > 8
    for path in places:
        own: Any = other
        for step in path:
            own = own[step]
        for change in (lambda _, own=own: own, _one_more, lambda text: f"0{text}", lambda _: "", lambda _: 1):
            made = changed(content, path, change)
            if made != content:
                with pytest.raises(Refused):
                    checked(election, made, voters.weights)


def _one_more(text: str) -> str:
    return str(int(text) + 1) if text.isdigit() else ("1" if text[0] != "1" else "2") + text[1:]


def _without(whole: Any, *path: Any) -> bytes:
    own = whole
    for step in path[:-1]:
        own = own[step]
    del own[path[-1]]
    return compact(whole)


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "blanks": lambda c: c.replace(b",", b", ", 1),
    "a new line": lambda c: c + b"\n",
    "another order of fields": lambda c: compact(dict(reversed(json.loads(c).items()))),
    "a field twice": lambda c: c.replace(b'{"election_uuid"', b'{"election_uuid":"x","election_uuid"', 1),
    "a field more": lambda c: c[:-1] + b',"note":"vote for me"}',
    "escaped letters": lambda c: c.replace(b"election_uuid", b"\\u0065lection_uuid", 1),
    "no signature": lambda c: _without(json.loads(c), "signature"),
    "no answer": lambda c: compact({**json.loads(c), "answers": []}),
    "an answer twice": lambda c: compact({**json.loads(c), "answers": json.loads(c)["answers"] * 2}),
    "no proof": lambda c: _without(json.loads(c), "signature", "proof"),
    "nothing": lambda c: b"",
    "no JSON": lambda c: c[:-1],
    "not text": lambda c: b"\xff" + c,
    "deep nesting": lambda c: b"[" * 100_000,
    "deep answers": lambda c: c.replace(b'"answers":[', b'"answers":[' + b"[" * 50_000, 1),
    "ten megabytes": lambda c: c.replace(b'"answers"', b'"' + b"x" * 10_000_000 + b'","answers"', 1),
}


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("form", FORMS)
def test_other_forms_of_a_ballot_are_refused(name: str, form: str) -> None:
    election, voters = opened(name)
    with pytest.raises(Refused):
        checked(election, FORMS[form](ballots(name)[0]), voters.weights)


@pytest.mark.parametrize("name", EVERY)
def test_answers_of_somebody_else_are_refused(name: str) -> None:
    election, voters = opened(name)
    mine, theirs = (json.loads(own) for own in ballots(name)[:2])
    mine["answers"] = theirs["answers"]
    with pytest.raises(Refused, match="other answers"):
        checked(election, compact(mine), voters.weights)
    mine["signature"]["hash"] = tracker(compact({name: own for name, own in mine.items() if name != "signature"}))
    with pytest.raises(Refused, match="not signed"):
        checked(election, compact(mine), voters.weights)


def test_a_ballot_of_an_unlisted_credential_is_refused() -> None:
    election, _ = opened(H_ED25519)
    with pytest.raises(Refused, match="not in the list"):
        checked(election, ballots(H_ED25519)[0], ())


@pytest.mark.parametrize("name", SPARE)
def test_a_ballot_that_we_make_is_counted(name: str) -> None:
    election, voters = opened(name)
    credential = (FOLDER / name).with_name("spare_credential.txt").read_text().strip()
    choices = json.loads((FOLDER / name).with_name("spare_choices.json").read_text())
    made = making.ballot(election, credential, choices, random(election.group.name))
    assert checked(election, made, voters.weights).tracker == tracker(made)
    events = posted(board(name))[:2]
    assert audit(chained([*events, ("Ballot", [made])])).findings == ()


CREDENTIAL = "VpDmu-W9nSB3-t2PT5-ANgpYa"
ALLOWED = {
    H_ED25519: [[[1, 0, 0], [0, *[1] * 10]], [[0, 0, 1], [1, *[0] * 10]], [[0, 1, 0], [0, *[0] * 9, 1]]],
    H_BELENIOS: [[[1, 0, 0], [0, *[1] * 10]], [[0, 0, 1], [1, *[0] * 10]]],
    R_ED25519: [[[1, 2, 3, 4, 5]], [[0] * 5], [[255, 0, 0, 0, 1]]],
    R_RFC3526: [[[5, 4, 3, 2, 1]], [[0] * 5]],
}
FORBIDDEN = {
    H_ED25519: [
        [],
        [[1, 0, 0]],
        [[1, 1, 0], [0, *[1] * 10]],
        [[0, 0, 0], [0, *[1] * 10]],
        [[2, 0, 0], [0, *[1] * 10]],
        [[1, 0, 0, 0], [0, *[1] * 10]],
        [[1, 0, 0], [1, *[1] * 10]],
        [[1, 0, 0], [0, *[0] * 10]],
        [[1, 0, 0], [1] * 10],
    ],
    R_ED25519: [[[1, 2, 3]], [[256, 0, 0, 0, 0]], [[-1, 0, 0, 0, 0]], [[1, 2, 3, 4, 5], [1]]],
}


@pytest.mark.parametrize(("name", "choices"), [(name, own) for name, every in ALLOWED.items() for own in every])
def test_each_choice_that_is_allowed_makes_a_ballot_that_holds(name: str, choices: list[list[int]]) -> None:
    election, _ = opened(name)
    made = making.ballot(election, CREDENTIAL, choices, random(election.group.name))
    assert checked(election, made, {json.loads(made)["credential"]}).tracker == tracker(made)


@pytest.mark.parametrize(("name", "choices"), [(name, own) for name, every in FORBIDDEN.items() for own in every])
def test_choices_that_are_not_allowed_make_no_ballot(name: str, choices: list[list[int]]) -> None:
    election, _ = opened(name)
    with pytest.raises(Refused):
        making.ballot(election, CREDENTIAL, choices, random(election.group.name))
