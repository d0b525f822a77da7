"""NIST cast vote records (SP 1500-103) in JSON; `cvr_xml` brings those in XML here.

A record may hold several snapshots of a ballot; the one that counts is named by CurrentSnapshotId. Within it a mark
counts when it has an indication and is not said to be unallocable. Who is meant is a selection id; names stand in the
election part of the report, where it has one.
"""

import re

import msgspec
from msgspec import Struct

from rankandfile.core.count.ballots import gather, groups, rows
from rankandfile.core.count.contest import Contest, Unreadable, different
from rankandfile.core.count.policy import Policy, by_rank, contested, ranking


class Position(Struct, rename="pascal"):
    """One mark."""

    has_indication: str = "yes"
    is_allocable: str = "unknown"
    rank: int = 1


class Selection(Struct, rename="pascal"):
    """The marks for one candidate."""

    contest_selection_id: str = ""
    selection_position: list[Position] = []


class VotedContest(Struct, rename="pascal"):
    """What a ballot says about one contest."""

    contest_id: str = ""
    selections: list[Selection] = msgspec.field(name="CVRContestSelection", default_factory=list)


class Snapshot(Struct):
    """A ballot as it was read at one time."""

    id: str = msgspec.field(name="@id", default="")
    kind: str = msgspec.field(name="Type", default="")
    contests: list[VotedContest] = msgspec.field(name="CVRContest", default_factory=list)


class Record(Struct):
    """One ballot."""

    snapshots: list[Snapshot] = msgspec.field(name="CVRSnapshot", default_factory=list)
    current: str = msgspec.field(name="CurrentSnapshotId", default="")


class Named(Struct):
    """A candidate with a name."""

    id: str = msgspec.field(name="@id", default="")
    name: str = msgspec.field(name="Name", default="")


class OnBallot(Struct):
    """A selection that candidates stand behind."""

    id: str = msgspec.field(name="@id", default="")
    candidates: list[str] = msgspec.field(name="CandidateIds", default_factory=list)


class ListedContest(Struct):
    """A contest as the report describes it."""

    id: str = msgspec.field(name="@id", default="")
    name: str = msgspec.field(name="Name", default="")
    selections: list[OnBallot] = msgspec.field(name="ContestSelection", default_factory=list)


class Election(Struct):
    """The election part of a report."""

    candidates: list[Named] = msgspec.field(name="Candidate", default_factory=list)
    contests: list[ListedContest] = msgspec.field(name="Contest", default_factory=list)


class Report(Struct):
    """A whole file."""

    records: list[Record] = msgspec.field(name="CVR", default_factory=list)
    elections: list[Election] = msgspec.field(name="Election", default_factory=list)


def read_cvr(raw: bytes, policy: Policy | None = None, contest: str = "") -> Contest:
    """The contest of this name or id in the file, or the only one in it."""
    try:
        report = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=Report, strict=False)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
        byte = re.search(r"\(byte (\d+)\)", str(problem))
        line = raw.count(b"\n", 0, int(byte[1])) + 1 if byte else 1
        raise Unreadable(line, f"this is no cast vote record in JSON: {problem}") from problem
    return contest_of(report, policy or Policy(), contest)


def contest_of(report: Report, policy: Policy, contest: str) -> Contest:
    """The contest of this name or id in a report, or the only one in it."""
    listed = _listed(report, contest)
    numbers = {selection.id: number for number, selection in enumerate(listed.selections)}
    found = [
        (1, ranking(policy, by_rank(_marks(voted, numbers)))[0])
        for record in report.records
        for voted in _current(record).contests
        if voted.contest_id == listed.id
    ]
    names = {named.id: named.name for election in report.elections for named in election.candidates}
    called = [next((names[c] for c in entry.candidates if c in names), entry.id) for entry in listed.selections]
    return Contest(_plain(listed.name), different(called), 0, contested(policy, gather(len(numbers), found)))


def write_cvr(contest: Contest) -> bytes:
    """The contest as cast vote records, one for each ballot."""
    if contest.ballots.unit != 1:
        raise ValueError("a cast vote record is a whole ballot; these ballots carry fractions")
    records = []
    for count, chosen, marks in rows(contest.ballots):
        record = _record(groups(chosen, marks))
        records += [record] * count
    people = [
        {"@type": "CVR.Candidate", "@id": f"c-{number}", "Name": name} for number, name in enumerate(contest.candidates)
    ]
    selections = [
        {"@type": "CVR.CandidateSelection", "@id": f"s-{number}", "CandidateIds": [f"c-{number}"]}
        for number in range(len(contest.candidates))
    ]
    listed = {"@type": "CVR.CandidateContest", "@id": "contest", "Name": contest.title, "ContestSelection": selections}
    election = {"@type": "CVR.Election", "@id": "election", "Candidate": people, "Contest": [listed]}
    report = {"@type": "CVR.CastVoteRecordReport", "Version": "1.0.0", "Election": [election], "CVR": records}
    return msgspec.json.encode(report) + b"\n"


def _record(ranked: tuple[tuple[int, ...], ...]) -> dict[str, object]:
    selections = [
        {
            "@type": "CVR.CVRContestSelection",
            "ContestSelectionId": f"s-{candidate}",
            "SelectionPosition": [
                {"@type": "CVR.SelectionPosition", "HasIndication": "yes", "NumberVotes": 1, "Rank": rank}
            ],
        }
        for rank, group in enumerate(ranked, 1)
        for candidate in group
    ]
    voted = {"@type": "CVR.CVRContest", "ContestId": "contest", "CVRContestSelection": selections}
    snapshot = {"@type": "CVR.CVRSnapshot", "@id": "only", "Type": "original", "CVRContest": [voted]}
    return {"@type": "CVR.CVR", "ElectionId": "election", "CurrentSnapshotId": "only", "CVRSnapshot": [snapshot]}


def _listed(report: Report, wanted: str) -> ListedContest:
    """The contest that is meant; without an election part it is made up from the selections that ballots name."""
    listed = [contest for election in report.elections for contest in election.contests]
    if not listed:
        listed = [_made_up(report, wanted)]
    matching = [contest for contest in listed if wanted in ("", contest.id, _plain(contest.name))]
    if len(matching) != 1 or not matching[0].selections:
        known = "; ".join(f"{contest.id} {_plain(contest.name)}".strip() for contest in listed)
        raise Unreadable(1, f"say which contest is meant, by its name or its id, of: {known}")
    return matching[0]


def _plain(name: str) -> str:
    return " ".join(name.split())


def _made_up(report: Report, wanted: str) -> ListedContest:
    voted = [contest for record in report.records for contest in _current(record).contests]
    ids = sorted({contest.contest_id for contest in voted})
    if wanted not in ids and len(ids) != 1:
        return ListedContest(" ".join(ids))
    chosen = wanted or ids[0]
    selections = sorted({s.contest_selection_id for c in voted if c.contest_id == chosen for s in c.selections})
    return ListedContest(chosen, chosen, [OnBallot(selection) for selection in selections])


def _current(record: Record) -> Snapshot:
    """The snapshot that counts: the one named as current, else the last."""
    named = [snapshot for snapshot in record.snapshots if snapshot.id == record.current]
    return (named or record.snapshots or [Snapshot()])[-1]


def _marks(voted: VotedContest, numbers: dict[str, int]) -> list[tuple[int, int]]:
    """The rank and candidate of every mark that counts."""
    return [
        (position.rank, numbers[selection.contest_selection_id])
        for selection in voted.selections
        for position in selection.selection_position
        if position.has_indication != "no" and position.is_allocable != "no"
        if selection.contest_selection_id in numbers
    ]
