"""The course of a board, for whoever keeps it: where it stands, and what each next event consists of.

Here the objects on the board are taken as they are, because each was checked when it came: a ballot by `checking`, a
shuffle and a share by the functions below. The audit takes nothing as it is and checks everything again.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct

from . import election, shuffling, tallying, trustees
from .archive import Posted
from .canonical import read, written
from .checking import Ballot, Choices
from .election import AnyQuestion, Election
from .proofs import pair, tracker
from .refused import Refused
from .shapes import (
    Answer,
    BallotFile,
    BlankAnswer,
    BlankQuestion,
    Owned,
    PartialDecryption,
    RankedAnswer,
    RankedQuestion,
    Result,
    SetupData,
    Shuffle,
    SizedTally,
)
from .tallying import LARGEST, Share, Tally
from .trustees import Trustees


class Course(Struct, frozen=True):
    """An election that is closed, as far as it has come."""

    election: Election
    trustees: Trustees
    tally: Tally
    """What is shuffled or opened next."""
    voters: int
    shuffles: tuple[int, ...]
    """The trustees who shuffled, in order."""
    shares: Mapping[int, Share]
    """By the number of the trustee."""


def setup(own: bytes, keys: bytes, voters: bytes) -> tuple[bytes, ...]:
    """The objects of the first event. Raises Refused where election, trustees and credentials do not fit together."""
    opened = election.opened(own)
    trustees.opened(keys, opened)
    if not election.is_sorted(opened.group, election.electorate(voters, opened.group)):
        raise Refused("The credentials do not stand in the order of the group, and another order can tell who is who.")
    data = SetupData(*(sha256(each).hexdigest() for each in (own, keys, voters)))
    return own, keys, voters, written(data)


def closing(start: Posted, ballots: Iterable[bytes]) -> tuple[tuple[bytes, ...], int]:
    """The objects of the event after the last ballot, and how many ballots count."""
    own = election.opened(start.objects[0])
    voters = election.electorate(start.objects[2], own.group)
    last = {_credential(content): content for content in ballots}
    counted = tallying.counted([_ballot(own, content) for content in last.values()], voters)
    tally = written(tallying.shown(own.group, tallying.encrypted(own, counted, voters)))
    size = SizedTally(len(counted.ballots), counted.weight, sha256(tally).hexdigest())
    return (tally, written(size)), len(counted.ballots)


def followed(events: Sequence[Posted]) -> Course:
    """The course of a board that is closed. `events` may leave its ballots out. Cost: one reading of its last tally."""
    start = events[0].objects
    own = election.opened(start[0])
    by_kind = {kind: [each.objects for each in events if each.event.type == kind] for kind in _KINDS}
    tally_file, size = by_kind["EncryptedTally"][0]
    tally = tallying.given(own, tally_file)
    for content, _ in by_kind["Shuffle"][-1:]:
        tally = _after(own, tally, content)
    return Course(
        own,
        trustees.opened(start[1], own),
        tally,
        read(size, SizedTally, "The size of the tally").num_tallied,
        tuple(_owner(owned) for _, owned in by_kind["Shuffle"]),
        {_owner(owned): _factors(own, content) for content, owned in by_kind["PartialDecryption"]},
    )


_KINDS = ("EncryptedTally", "Shuffle", "PartialDecryption")


def shuffled(course: Course, number: int, content: bytes) -> tuple[bytes, ...]:
    """The objects of this trustee's shuffle. Raises Refused where it is not proven to be the same ballots."""
    shuffling.shuffled(course.election, course.tally, content, f"The shuffle of trustee {number}")
    return content, _owned(number, content)


def shared(course: Course, number: int, content: bytes) -> tuple[bytes, ...]:
    """The objects of this trustee's share. Raises Refused where it is not proven to open these ballots by its key."""
    key = course.trustees.keys.get(number)
    if key is None:
        raise Refused(f"There is no trustee {number}.")
    tallying.share(course.election, course.tally, key, content, number)
    return content, _owned(number, content)


def resulting(course: Course) -> bytes:
    """The result that the shares open. Raises Refused where they are too few."""
    opened = tallying.result(course.election, course.tally, course.trustees, course.shares, course.voters)
    return written(Result(opened.outcome))


def outcome(content: bytes) -> tallying.Outcome:
    """What a result says."""
    found: Result = read(content, Result, "The result", LARGEST)
    return found.result


def _credential(content: bytes) -> str:
    own: BallotFile = read(content, BallotFile, "The ballot")
    return own.credential


def _ballot(own: Election, content: bytes) -> Ballot:
    found: BallotFile = read(content, BallotFile, "The ballot")
    choices = tuple(
        _choices(own, question, bytes(raw)) for question, raw in zip(own.questions, found.answers, strict=True)
    )
    return Ballot(tracker(content), found.credential, choices)


def _choices(own: Election, question: AnyQuestion, raw: bytes) -> Choices:
    if isinstance(question, RankedQuestion):
        ranked: RankedAnswer = read(raw, RankedAnswer, "An answer")
        return (pair(own.group, ranked.choices),)
    kind = BlankAnswer if isinstance(question, BlankQuestion) else Answer
    answer: Answer | BlankAnswer = read(raw, kind, "An answer")
    return tuple(pair(own.group, each) for each in answer.choices)


def _after(own: Election, tally: Tally, content: bytes) -> Tally:
    """The tally after this shuffle: the ranked questions in its order, the others as they were."""
    found: Shuffle = read(content, Shuffle, "The shuffle", LARGEST)
    after = list(tally)
    for place, row in zip(own.ranked, found.ciphertexts, strict=True):
        after[place] = tuple(pair(own.group, each) for each in row)
    return tuple(after)


def _factors(own: Election, content: bytes) -> Share:
    found: PartialDecryption = read(content, PartialDecryption, "The share", LARGEST)
    return tuple(tuple(own.group.parse(each) for each in row) for row in found.decryption_factors)


def _owned(number: int, content: bytes) -> bytes:
    return written(Owned(number, sha256(content).hexdigest()))


def _owner(content: bytes) -> int:
    """The number of the trustee whom the small object names."""
    found: Owned = read(content, Owned, "The owner")
    return found.owner


def contributor(event: Posted) -> int:
    """The number of the trustee whose shuffle or share the event published."""
    return _owner(event.objects[1])
