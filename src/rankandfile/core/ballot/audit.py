"""The audit of an election from its archive: everything is computed again, and what differs is a finding.

`belenios-tool election verify` checks less in some versions: it trusts the order of events and takes a ballot that
comes twice. What is checked here, by the name under which a finding stands:

    bytes       every record as it must be, each object named by its hash, each event pointing to the one before
    order       Setup, ballots, EndBallots, EncryptedTally, shuffles and EndShuffles, shares, Result; nothing else
    setup       group, questions, credentials, trustees' keys and their ceremony, the election's key
    ballot      each by itself: election, credential, signature, the proof of every choice
    repeated    a ballot stands in the archive twice: an old one, cast again by somebody, would replace a newer one
    numbers     how many ballots count, and what they weigh
    tally       the encrypted tally follows from the last ballot of each credential
    shuffle     each starts where the one before ended, and is proven
    share       one for each trustee, proven; enough of each circle
    result      what the shares open; nothing hidden beyond the ranks of a ballot
    outside     the head, the fingerprint, or an archive kept from earlier is another
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from itertools import zip_longest
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from . import archive, election, shuffling, tallying, trustees
from .archive import Board, Posted
from .canonical import read, written
from .checking import Ballot, checked
from .election import AnyQuestion, Election, Electorate
from .refused import Refused
from .shapes import BlankQuestion, Owned, RankedQuestion, Result, SetupData, SizedTally
from .tallying import Counted, Outcome, Share, Tally
from .trustees import Trustees

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the ballots checked and all of them."""
_LETTERS = {
    "Setup": "S",
    "Ballot": "B",
    "EndBallots": "E",
    "EncryptedTally": "T",
    "Shuffle": "H",
    "EndShuffles": "F",
    "PartialDecryption": "P",
    "Result": "R",
}
_OBJECTS = {"S": 4, "B": 1, "E": 0, "T": 2, "H": 2, "F": 0, "P": 2, "R": 1}
_ORDER = re.compile("SB*(E(T(H+(F(P+R?)?)?|P+R?)?)?)?")
LARGEST = 1 << 28


class Finding(Struct, frozen=True):
    """Something that is not as it must be."""

    rule: str
    what: str
    height: int | None = None
    """The event in question."""


class Known(Struct, frozen=True):
    """What an auditor brings along and never takes from the archive."""

    uuid: str | None = None
    fingerprint: str | None = None
    """Of the election."""
    credentials: str | None = None
    """Fingerprint of the list of credentials, from the credential authority."""
    head: str | None = None
    """Of an archive seen earlier, or from the record: must be the hash of an event here."""
    earlier: bytes = b""
    """An archive that was kept: must be the beginning of this one."""


NOTHING = Known()


class Asked(Struct, frozen=True):
    """A question as the voters saw it."""

    question: str
    answers: tuple[str, ...]
    """In the order of the result; the blank vote, where there is one, is an empty name before the others."""
    ranked: bool


class Audit(Struct, frozen=True):
    """What there is to say about an archive."""

    uuid: str = ""
    name: str = ""
    group: str = ""
    fingerprint: str = ""
    credentials: int = 0
    credentials_fingerprint: str = ""
    events: str = ""
    """The kinds of the events, a letter each."""
    head: str = ""
    ballots: int = 0
    counted: tuple[str, ...] = ()
    """The trackers of the ballots that count, sorted."""
    shuffles: tuple[int, ...] = ()
    """The trustees who are said to have shuffled, in order."""
    owners: tuple[int, ...] = ()
    """The trustees whose shares opened the result, in order."""
    asked: tuple[Asked, ...] = ()
    result: Outcome | None = None
    """Computed anew, not taken from the archive. None where it cannot be, or is not yet."""
    findings: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()
    """What a reader should know and is no offence."""

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def audit(content: bytes, known: Known = NOTHING, progress: Progress = lambda done, size: None) -> Audit:
    """The audit of an archive. Never raises: what is wrong with it is what it reports. Cost: see docs/figures.md."""
    try:
        board = archive.opened(content)
    except Refused as error:
        return Audit(findings=(Finding("bytes", str(error)), *_outside_bytes(content, known)))
    own = _Reading(board)
    own.go(progress)
    found = own.told()
    return replace(found, findings=(*found.findings, *_outside(found, board, content, known)))


class _Reading:
    """One way through the events of a board."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.kinds = "".join(_LETTERS.get(posted.event.type, "?") for posted in board.events)
        self.findings: list[Finding] = []
        self.remarks: list[str] = []
        self.election: Election | None = None
        self.voters = Electorate({}, "")
        self.trustees: Trustees | None = None
        self.ballots: list[Ballot] = []
        self.shuffles: list[int] = []
        self.shares: dict[int, Share] = {}
        self.counted: Counted | None = None
        self.tally: Tally | None = None
        self.result: Outcome | None = None

    def go(self, progress: Progress) -> None:
        """Everything is checked that can be."""
        if not _ORDER.fullmatch(self.kinds):
            self.find("order", f"The events stand in the order {self.kinds[:80]}, which no election has.")
            return
        cast = {posted.event.payload for posted in self.board.events if posted.event.type == "Ballot"}
        self.findings += [
            Finding("repeated", f"The object {digest} stands here twice.")
            for digest in self.board.repeated
            if digest in cast  # where nobody voted, what trustees shuffle and open is the same: nothing
        ]
        for height, posted in enumerate(self.board.events):
            if len(posted.objects) != _OBJECTS[self.kinds[height]]:
                self.find("order", f"{posted.event.type} comes with {len(posted.objects)} objects.", height)
                return
        self._attempt("setup", 0, lambda: self._set_up(self.board.events[0]))
        if self.election is None:
            return
        self._read_ballots(self.election, progress)
        if self.trustees is not None:
            for height, posted in enumerate(self.board.events):
                self._close(self.election, self.trustees, height, posted)

    def find(self, rule: str, what: str, height: int | None = None) -> None:
        self.findings.append(Finding(rule, what, height))

    def _attempt(self, rule: str, height: int, work: Callable[[], None]) -> None:
        try:
            work()
        except Refused as error:
            self.find(rule, str(error), height)

    def _set_up(self, posted: Posted) -> None:
        own, keys, voters, data = posted.objects
        hashes = SetupData(*(sha256(each).hexdigest() for each in (own, keys, voters)))
        if read(data, SetupData, "The setup") != hashes:
            raise Refused("The setup names other objects than those before it.")
        opened = election.opened(own)
        self.voters = election.electorate(voters, opened.group)
        self.election = opened
        self.trustees = trustees.opened(keys, opened)
        if self.trustees.old:
            self.remarks.append(
                "The threshold key is from belenios-tool 2.0, whose ceremony was not signed at its end."
            )
        if not election.is_sorted(opened.group, self.voters):
            self.remarks.append("The credentials do not stand in the order of the group: an order can tell who is who.")

    def _read_ballots(self, own: Election, progress: Progress) -> None:
        size = self.kinds.count("B")
        for height in range(1, size + 1):
            content = self.board.events[height].objects[0]
            try:
                self.ballots.append(checked(own, content, self.voters.weights))
            except Refused as error:
                self.find("ballot", str(error), height)
            progress(height, size)

    def _close(self, own: Election, keys: Trustees, height: int, posted: Posted) -> None:
        kind = self.kinds[height]
        work = {"T": self._tallied, "H": self._shuffled, "P": self._shared, "R": self._resulted}.get(kind)
        if work is not None:
            rule = {"T": "tally", "H": "shuffle", "P": "share", "R": "result"}[kind]
            self._attempt(rule, height, lambda: work(own, keys, posted))

    def _tallied(self, own: Election, keys: Trustees, posted: Posted) -> None:
        self.counted = tallying.counted(self.ballots, self.voters)
        self.tally = tallying.encrypted(own, self.counted, self.voters)
        sized = read(posted.objects[1], SizedTally, "The size of the tally")
        if sized.encrypted_tally != sha256(posted.objects[0]).hexdigest():
            raise Refused("The size names another tally.")
        if (sized.num_tallied, sized.total_weight) != (len(self.counted.ballots), self.counted.weight):
            self.find(
                "numbers",
                f"{sized.num_tallied} ballots of weight {sized.total_weight} are said to count;"
                f" {len(self.counted.ballots)} of weight {self.counted.weight} do.",
            )
        if posted.objects[0] != written(tallying.shown(own.group, self.tally)):
            self.tally = self._resorted(own, posted.objects[0])

    def _resorted(self, own: Election, content: bytes) -> Tally:
        """Where only the order of ranked ballots differs, which tells nothing, the order of the archive is followed."""
        assert self.tally is not None
        given, ranked = tallying.given(own, content), own.ranked
        for place, (theirs, ours) in enumerate(zip_longest(given, self.tally, fillvalue=())):
            if theirs != ours and (place not in ranked or Counter(theirs) != Counter(ours)):
                raise Refused("The encrypted tally is not what the ballots give.")
        self.remarks.append("The ranked ballots stand in another order than ours; they are the same.")
        return given

    def _shuffled(self, own: Election, keys: Trustees, posted: Posted) -> None:
        owner = self._owner(posted, keys)
        if self.tally is None:
            raise Refused("There is no tally to shuffle.")
        self.shuffles.append(owner)
        self.tally = shuffling.shuffled(own, self.tally, posted.objects[0], f"The shuffle of trustee {owner}")

    def _shared(self, own: Election, keys: Trustees, posted: Posted) -> None:
        if own.ranked and not self.shuffles:
            raise Refused("Ranked ballots are opened that nobody has shuffled.")
        owner = self._owner(posted, keys)
        if self.tally is None:
            raise Refused("There is no tally to open.")
        if owner in self.shares:
            raise Refused(f"Trustee {owner} has given a share before.")
        self.shares[owner] = tallying.share(own, self.tally, keys.keys[owner], posted.objects[0], owner)

    @staticmethod
    def _owner(posted: Posted, keys: Trustees) -> int:
        owned = read(posted.objects[1], Owned, "The owner")
        if owned.payload != sha256(posted.objects[0]).hexdigest():
            raise Refused("The owner is named for another object.")
        owner: int = owned.owner
        if owner not in keys.keys:
            raise Refused(f"There is no trustee {owner}.")
        return owner

    def _resulted(self, own: Election, keys: Trustees, posted: Posted) -> None:
        if self.tally is None or self.counted is None:
            raise Refused("There is no tally behind this result.")
        opened = tallying.result(own, self.tally, keys, self.shares, self.counted.weight)
        self.result = opened.outcome
        for place, at in opened.overfull:
            self.find("result", f"Ballot {at + 1} of question {place + 1} holds more than its ranks.")
        if read(posted.objects[0], Result, "The result", LARGEST).result != opened.outcome:
            raise Refused("The result is not what the shares open.")

    def told(self) -> Audit:
        own = self.election
        if own is None:
            return Audit(events=self.kinds, head=self.board.head, findings=tuple(self.findings))
        if own.ranked and "P" in self.kinds and "F" not in self.kinds:
            self.find("order", "A ranked question is opened without a shuffle.")
        if not own.ranked and "H" in self.kinds:
            self.find("order", "There is a shuffle, and no ranked question.")
        last = {ballot.credential: ballot.tracker for ballot in self.ballots}
        return Audit(
            own.uuid,
            own.name,
            own.group.name,
            own.hash,
            len(self.voters.weights),
            self.voters.fingerprint,
            self.kinds,
            self.board.head,
            len(self.ballots),
            tuple(sorted(last.values())),
            tuple(self.shuffles),
            tuple(self.shares),
            tuple(_asked(question) for question in own.questions),
            self.result,
            tuple(self.findings),
            tuple(self.remarks),
        )


def _asked(question: AnyQuestion) -> Asked:
    if isinstance(question, RankedQuestion):
        return Asked(question.value.question, question.value.answers, True)
    blank = ("",) if isinstance(question, BlankQuestion) else ()
    return Asked(question.question, blank + question.answers, False)


def _outside(found: Audit, board: Board, content: bytes, known: Known) -> Iterable[Finding]:
    pairs: Sequence[tuple[str, str | None, str]] = (
        ("election", known.uuid, found.uuid),
        ("fingerprint of the election", known.fingerprint, found.fingerprint),
        ("fingerprint of the credentials", known.credentials, found.credentials_fingerprint),
    )
    for what, wanted, there in pairs:
        if wanted is not None and wanted != there:
            yield Finding("outside", f"The {what} is {there or 'unknown'}, and should be {wanted}.")
    if known.head is not None and known.head not in {posted.hash for posted in board.events}:
        yield Finding("outside", f"No event here has the head {known.head} that was published: events were changed.")
    yield from _outside_bytes(content, known)


def _outside_bytes(content: bytes, known: Known) -> Iterable[Finding]:
    if not content.startswith(known.earlier):
        yield Finding("outside", "The archive that was kept is not the beginning of this one: events were changed.")
