"""The audit of whole elections: what others made is sound, and each thing that an operator could change is found."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from rankandfile.core.ballot import archive
from rankandfile.core.ballot.audit import Audit, Known, audit
from rankandfile.core.ballot.refused import Refused

from .vectors import (
    ARCHIVES,
    H_BELENIOS,
    H_ED25519,
    R_ED25519,
    R_RFC3526,
    board,
    chained,
    compact,
    content,
    posted,
)

Events = list[tuple[str, list[bytes]]]


@pytest.mark.parametrize("name", ARCHIVES)
def test_elections_made_by_others_are_sound(name: str) -> None:
    found, known = audit(content(name)), ARCHIVES[name]
    assert found.findings == ()
    assert (found.head, found.events) == (known["head"], known["events"])
    assert (found.fingerprint, found.credentials_fingerprint) == (
        known["fingerprint"],
        known["credentials_fingerprint"],
    )
    assert (found.credentials, found.ballots) == (known["credentials"], known["ballots"])
    assert list(found.counted) == sorted(known["counted_trackers"])
    assert [*found.shuffles, *found.owners] == known["owners"]
    assert json.loads(json.dumps(found.result)) == known["result"]


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_is_written_as_others_write_it(name: str) -> None:
    assert chained(posted(board(name)), board(name).time) == content(name)


@pytest.mark.parametrize("name", [H_ED25519, R_ED25519])
def test_an_election_that_still_runs_is_sound_at_each_event(name: str) -> None:
    events = posted(board(name))
    for length in range(1, len(events)):
        assert audit(chained(events[:length])).findings == ()


def rules(found: Audit) -> set[str]:
    return {finding.rule for finding in found.findings}


@pytest.mark.parametrize("change", [lambda c: c[:-1], lambda c: c + b"\0", lambda c: c + bytes(512), lambda c: c[512:]])
def test_a_file_cut_or_continued_is_found(change: Callable[[bytes], bytes]) -> None:
    assert rules(audit(change(content(H_ED25519)))) == {"bytes"}


def test_no_byte_of_an_archive_can_change_unnoticed() -> None:
    whole = content(R_ED25519)
    for at in range(0, len(whole), 97):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        assert rules(audit(changed)) == {"bytes"}, at


def test_empty_and_foreign_files_are_no_archives() -> None:
    for own in (b"", b"x" * 512, bytes(1024), b"BELENIOS".ljust(512, b"\0")):
        assert rules(audit(own)) == {"bytes"}
    with pytest.raises(Refused, match="stamp"):
        archive.opened(archive.record("BELENIOS", compact({"version": 1, "timestamp": "2"}), 1))


def swapped(events: Events, first: int, second: int) -> Events:
    events[first], events[second] = events[second], events[first]
    return events


def with_json(events: Events, height: int, place: int, change: Callable[[Any], None]) -> Events:
    own = json.loads(events[height][1][place])
    change(own)
    events[height][1][place] = compact(own)
    return events


def of(kind: str, events: Events) -> int:
    return next(height for height, (own, _) in enumerate(events) if own == kind)


ATTACKS: dict[str, tuple[str, str, Callable[[Events], Events]]] = {
    "a ballot is dropped": ("tally", "not what the ballots give", lambda e: e[:7] + e[8:]),
    "an old ballot is cast again": ("repeated", "twice", lambda e: [*e[:8], ("Ballot", e[1][1]), *e[8:]]),
    "ballots change places, so that the older counts": ("tally", "", lambda e: swapped(e, 1, 6)),
    "a ballot comes after the close": ("order", "", lambda e: [*e[:9], e[1], *e[9:]]),
    "an unknown event": ("order", "", lambda e: [*e[:8], ("Remark", [b"{}"]), *e[8:]]),
    "the close comes twice": ("order", "", lambda e: [*e[:9], e[8], *e[9:]]),
    "objects are missing": ("order", "comes with", lambda e: [*e[:1], ("Ballot", []), *e[2:]]),
    "the number is typed": (
        "numbers",
        "9 ballots",
        lambda e: with_json(e, 9, 1, lambda own: own.update(num_tallied=9)),
    ),
    "the weight is typed": (
        "numbers",
        "weight 6",
        lambda e: with_json(e, 9, 1, lambda own: own.update(total_weight=6)),
    ),
    "the result is typed": (
        "result",
        "not what the shares open",
        lambda e: with_json(e, -1, 0, lambda own: own["result"][0].reverse()),
    ),
    "the tally is exchanged": ("tally", "", lambda e: with_json(e, 9, 0, lambda own: own[0].reverse())),
    "a share comes twice": ("share", "before", lambda e: [*e[:11], e[10], *e[11:]]),
    "a share is missing": ("result", "have opened", lambda e: [*e[:10], *e[11:]]),
    "a share is another trustee's": ("share", "by its key", lambda e: with_json(e, 10, 1, lambda o: o.update(owner=3))),
    "a share is nobody's": ("share", "no trustee 9", lambda e: with_json(e, 10, 1, lambda o: o.update(owner=9))),
    "a share is false": (
        "share",
        "not a decryption",
        lambda e: with_json(e, 10, 0, lambda own: own["decryption_factors"][0].reverse()),
    ),
    "a share is for fewer": (
        "share",
        "not for the ciphertexts",
        lambda e: with_json(e, 10, 0, lambda own: own["decryption_factors"][0].pop()),
    ),
    "the credentials are more": ("setup", "twice", lambda e: with_json(e, 0, 2, lambda own: own.append(own[0]))),
    "a credential is not in the group": ("setup", "", lambda e: with_json(e, 0, 2, lambda own: own.append("0"))),
    "a credential has a strange weight": (
        "setup",
        "weight",
        lambda e: with_json(e, 0, 2, lambda own: own.append(own.pop() + ",0")),
    ),
    "the key is another": (
        "setup",
        "product",
        lambda e: with_json(e, 0, 0, lambda own: own.update(public_key=json.loads(e[0][1][2])[0])),
    ),
    "a trustee is left out": ("setup", "product", lambda e: with_json(e, 0, 1, lambda own: own.pop(0))),
    "the threshold is lowered": (
        "setup",
        "another ceremony",
        lambda e: with_json(e, 0, 1, lambda own: own[1][1].update(threshold=1)),
    ),
    "a trustee's key has no proof": (
        "setup",
        "no proof",
        lambda e: with_json(e, 0, 1, lambda own: own[0][1]["pok"].update(challenge="1")),
    ),
    "a certificate is exchanged": ("setup", "", lambda e: with_json(e, 0, 1, lambda own: own[1][1]["certs"].reverse())),
    "the ceremony's end is not signed": (
        "setup",
        "signed the ceremony",
        lambda e: with_json(e, 0, 1, lambda own: own[1][1]["signatures"].reverse()),
    ),
    "a polynomial is another trustee's": (
        "setup",
        "polynomial",
        lambda e: with_json(e, 0, 1, lambda own: own[1][1]["coefexps"].reverse()),
    ),
    "a share's key does not follow": (
        "setup",
        "does not follow",
        lambda e: with_json(e, 0, 1, lambda own: own[1][1]["verification_keys"].reverse()),
    ),
    "more may be chosen": (
        "setup",
        "asks for",
        lambda e: with_json(e, 0, 0, lambda own: own["questions"][0].update(max=4)),
    ),
    "nothing is asked": ("setup", "asks nothing", lambda e: with_json(e, 0, 0, lambda own: own.update(questions=[]))),
    "the group is a weak one": (
        "setup",
        "group of ours",
        lambda e: with_json(e, 0, 0, lambda own: own.update(group="x")),
    ),
    "the question is changed": (
        "ballot",
        "another election",
        lambda e: with_json(e, 0, 0, lambda own: own["questions"][0].update(question="Dissolve?")),
    ),
    "a text holds control characters": (
        "setup",
        "control",
        lambda e: with_json(e, 0, 0, lambda own: own.update(name="a\nb")),
    ),
}


@pytest.mark.parametrize("name", [H_ED25519, H_BELENIOS])
@pytest.mark.parametrize("attack", ATTACKS)
def test_what_an_operator_changes_is_found_and_named(name: str, attack: str) -> None:
    rule, words, change = ATTACKS[attack]
    found = audit(chained(change(posted(board(name)))))
    assert any(finding.rule == rule and words in finding.what for finding in found.findings), found.findings


SHUFFLES: dict[str, tuple[str, Callable[[Events], Events]]] = {
    "no shuffle": ("share", lambda e: [own for own in e if "Shuffle" not in own[0]]),
    "shuffles change places": ("shuffle", lambda e: swapped(e, of("Shuffle", e), of("Shuffle", e) + 1)),
    "a shuffle drops one": (
        "shuffle",
        lambda e: with_json(e, of("Shuffle", e), 0, lambda own: own["ciphertexts"][0].pop()),
    ),
    "a shuffle puts one in twice": (
        "shuffle",
        lambda e: with_json(
            e, of("Shuffle", e), 0, lambda own: own["ciphertexts"][0].__setitem__(0, own["ciphertexts"][0][1])
        ),
    ),
    "a shuffle is nobody's": ("shuffle", lambda e: with_json(e, of("Shuffle", e), 1, lambda own: own.update(owner=7))),
    "a ballot is opened before the shuffle": (
        "order",
        lambda e: [*e[: of("Shuffle", e)], e[-2], *e[of("Shuffle", e) :]],
    ),
    "the result leaves one out": ("result", lambda e: with_json(e, -1, 0, lambda own: own["result"][0].pop())),
    "the result turns one round": ("result", lambda e: with_json(e, -1, 0, lambda own: own["result"][0][0].reverse())),
}


@pytest.mark.parametrize("name", [R_ED25519, R_RFC3526])
@pytest.mark.parametrize("attack", SHUFFLES)
def test_a_false_shuffle_is_found(name: str, attack: str) -> None:
    rule, change = SHUFFLES[attack]
    assert rule in rules(audit(chained(change(posted(board(name))))))


@pytest.mark.parametrize("name", [R_ED25519, R_RFC3526])
def test_each_number_of_a_shuffles_proof_matters(name: str) -> None:
    events = posted(board(name))
    height = of("Shuffle", events)
    proof = json.loads(events[height][1][0])["proofs"][0]
    for path in list(leaves(proof)):
        changed = posted(board(name))[: height + 1]

        def exchange(own: Any, path: tuple[int, ...] = path) -> None:
            *way, last = path
            for step in way:
                own = own[step]
            own[last] = own[last - 1] if last and isinstance(own[last - 1], str) else proof[3][1]

        with_json(changed, height, 0, lambda own, exchange=exchange: exchange(own["proofs"][0]))
        assert rules(audit(chained(changed))) == {"shuffle"}, path


def leaves(own: Any, path: tuple[int, ...] = ()) -> Any:
    if isinstance(own, str):
        yield path
        return
    for place, each in enumerate(own):
        yield from leaves(each, (*path, place))


@pytest.mark.parametrize("name", [H_ED25519, R_ED25519])
def test_another_board_than_the_published_one_is_found(name: str) -> None:
    whole, head = content(name), board(name).events[3].hash
    uuid = re.sub(r".*/|\.bel", "", name)
    kept = chained(posted(board(name))[:4], board(name).time)
    found = audit(whole)
    same = Known(uuid, found.fingerprint, found.credentials_fingerprint, head, kept)
    assert audit(whole, same).findings == ()
    for other in (
        Known("another"),
        Known(fingerprint="x"),
        Known(credentials="x"),
        Known(head="0" * 64),
        Known(earlier=kept + b"x"),
    ):
        assert rules(audit(whole, other)) == {"outside"}
    assert "outside" in rules(audit(b"", Known(earlier=b"x")))


def test_progress_is_told_for_each_ballot() -> None:
    told: list[tuple[int, int]] = []
    audit(content(R_ED25519), progress=lambda done, size: told.append((done, size)))
    assert told == [(number, 9) for number in range(1, 10)]
