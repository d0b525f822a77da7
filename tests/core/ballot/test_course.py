"""The course of a board: what comes next of it is what others wrote there, byte for byte."""

import json
from hashlib import sha256

import pytest

from rankandfile.core.ballot import archive, course
from rankandfile.core.ballot.refused import Refused
from rankandfile.core.ballot.trustees import lines

from .vectors import ARCHIVES, H_ED25519, R_ED25519, board, compact, content


@pytest.mark.parametrize("name", ARCHIVES)
def test_each_event_consists_of_what_others_put_there(name: str) -> None:
    own = board(name).events
    start, closed = own[0], next(each for each in own if each.event.type == "EncryptedTally")
    ballots = [each.objects[0] for each in own if each.event.type == "Ballot"]
    objects, voters = course.closing(start, ballots)
    assert voters <= len(ballots)
    if own[0].objects[0].count(b"NonHomomorphic") == 0:
        assert objects == closed.objects
    for place, each in enumerate(own):
        before = [other for other in own[:place] if other.event.type != "Ballot"]
        if each.event.type in ("Shuffle", "PartialDecryption"):
            work = course.shuffled if each.event.type == "Shuffle" else course.shared
            assert work(course.followed(before), course.contributor(each), each.objects[0]) == each.objects
        if each.event.type == "Result":
            assert course.resulting(course.followed(before)) == each.objects[0]
            assert course.outcome(each.objects[0])


@pytest.mark.parametrize("name", [H_ED25519, R_ED25519])
def test_the_setup_is_made_of_its_three_files(name: str) -> None:
    objects = board(name).events[0].objects
    assert course.setup(*objects[:3]) == objects
    turned = compact(list(reversed(objects[2].decode()[2:-2].split('","'))))
    with pytest.raises(Refused, match="order of the group"):
        course.setup(objects[0], objects[1], turned)


def test_a_share_of_nobody_is_refused() -> None:
    own = [each for each in board(H_ED25519).events if each.event.type != "Ballot"]
    closed = own[: next(place for place, each in enumerate(own) if each.event.type == "EncryptedTally") + 1]
    with pytest.raises(Refused, match="no trustee 9"):
        course.shared(course.followed(closed), 9, b"{}")


def test_one_event_is_read_from_the_bytes_that_it_added() -> None:
    whole = board(R_ED25519)
    head, parts = None, b""
    for own in whole.events:
        d, head = archive.appended(head, own.event.height, own.event.type, own.objects, whole.time)
        assert archive.posted(d) == own
        parts += d
    assert archive.begun(whole.time) + parts == content(R_ED25519)


def test_the_lines_that_trustees_compare_follow_from_their_certificates_or_keys() -> None:
    for name in ARCHIVES:
        content = board(name).events[0].objects[1]
        due = []
        for kind, own in json.loads(content):
            texts = [own["public_key"]] if kind == "Single" else [each["message"] for each in own["certs"]]
            due += [sha256(text.encode()).hexdigest() for text in texts]
        assert list(lines(content)) == due
