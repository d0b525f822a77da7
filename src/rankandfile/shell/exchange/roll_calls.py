"""Roll calls as files: CSV for a spreadsheet, and vote events in JSON as Popolo describes them.

    Popolo, "Vote event": http://www.popoloproject.com/specs/vote-event.html
    a `votes` entry has `option`, `voter_id` and `voter`; `counts` has `option` and `value`; `result` is pass or fail;
    the options are yes, no, abstain, and "not voting" for who had a vote and did not use it

A cell that a spreadsheet would take for a formula is written with an apostrophe before it.
"""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from io import StringIO

import msgspec
from msgspec import Struct

COLUMNS = ("vote", "subject", "title", "closed", "result", "voter_id", "voter", "branch", "option", "weight")
OPTIONS = {"y": "yes", "n": "no", "a": "abstain", "-": "not voting"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Voter(Struct, frozen=True):
    """One who had a vote: a choice is y, n, a or -."""

    id: str
    name: str
    branch: str
    choice: str
    weight: int = 1


class RollCall(Struct, frozen=True):
    """One vote by name, closed; moments in UTC seconds."""

    id: str
    organisation: str
    session: str
    subject: str
    title: str
    opened: int
    closed: int
    carried: bool
    required: int
    voters: tuple[Voter, ...]

    def count(self, choice: str) -> int:
        """The weight of those who chose so."""
        return sum(voter.weight for voter in self.voters if voter.choice == choice)


def as_csv(calls: Sequence[RollCall]) -> str:
    """A line for each voter in each roll call."""
    written = StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for call in calls:
        result = "carried" if call.carried else "not carried"
        head = (call.id, call.subject, call.title, moment(call.closed), result)
        for voter in call.voters:
            cells = (*head, voter.id, voter.name, voter.branch, OPTIONS[voter.choice], voter.weight)
            table.writerow([safe(str(cell)) for cell in cells])
    return written.getvalue()


def safe(cell: str) -> str:
    """The cell so that no spreadsheet computes it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_popolo(calls: Sequence[RollCall]) -> bytes:
    """A list of vote events, one for each roll call."""
    return msgspec.json.format(msgspec.json.encode([_event(call) for call in calls]), indent=2)


def _event(call: RollCall) -> dict[str, object]:
    return {
        "identifier": call.id,
        "organization": {"name": call.organisation},
        "legislative_session": {"identifier": call.session},
        "motion": {"identifier": call.subject, "text": call.title, "requirement": str(call.required)},
        "start_date": moment(call.opened),
        "end_date": moment(call.closed),
        "result": "pass" if call.carried else "fail",
        "counts": [{"option": name, "value": call.count(choice)} for choice, name in OPTIONS.items()],
        "votes": [_vote(voter) for voter in call.voters],
    }


def _vote(voter: Voter) -> dict[str, object]:
    told: dict[str, object] = {
        "option": OPTIONS[voter.choice],
        "voter_id": voter.id,
        "voter": {"id": voter.id, "name": voter.name},
        "group": {"name": voter.branch},
    }
    return {**told, "weight": voter.weight} if voter.weight != 1 else told


def moment(at: int) -> str:
    """The moment by ISO 8601, in UTC."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
