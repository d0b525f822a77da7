"""Texts erased, closed and kept, on record: names, a motion that nobody had acted on, objections, a court's order."""

from rankandfile.core.act import Act
from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.erasing import ReportDestroyed, RequestErasure, SignDestruction, WithdrawErasure
from rankandfile.core.chapters.foundation import FoundOrganisation
from rankandfile.core.chapters.motions import MoveMotion, WithdrawMotion
from rankandfile.core.chapters.objecting import AppealObjection, DecideAppeal, ObjectToErasure
from rankandfile.core.chapters.offices import AppointProvisionally
from rankandfile.core.chapters.representing import AgreeToRequest, RequestErasureFor, SealText, UnsealText
from rankandfile.core.ids import CLOCK, BranchId, Moment, MotionId, RequestId
from rankandfile.core.rulebook.parse import rules_hash
from rankandfile.core.text import count_lines, fingerprint
from rankandfile.record.naming import recorded
from tests.record.organisation import DAY, FOUNDER, NOON, RULEBOOK, Made, handle

RULES = (
    RULEBOOK
    + """
[erasure]
article = "18"
waiting = "14 days"
on_behalf = "credentials"
sealing = "credentials"
objections = "secretary"
appeals = "credentials"
confirmed_by = ["secretary", "credentials"]
"""
)
TEXT = "The union paints the hall.\n\nIn one colour."
DESK, OTHER_DESK, SECRETARY = 0, 1, 2
WEEK = Moment(NOON + 7 * DAY)


def an_erasure() -> Made:
    """A seal opened again, a motion, a name, one request kept, one granted, one taken back, one for the dead."""
    made = _founded()
    _court(made)
    _motion(made)
    for number in (3, 4, 5, 6):
        _asks(made, number)
    made.record(RequestErasureFor(handle(DESK), WEEK, **_text(made, _name(made, 7), "name"), ground="dead"))
    made.record(AgreeToRequest(handle(OTHER_DESK), WEEK, RequestId("X8")))
    for request in ("X5", "X6"):
        made.record(ObjectToErasure(handle(SECRETARY), WEEK, RequestId(request), "claims"), {"reasons": "A suit."})
    made.record(AppealObjection(handle(5), WEEK, RequestId("X6")), {"reasons": "It is settled."})
    made.record(DecideAppeal(handle(DESK), WEEK, RequestId("X6"), stands=False), {"reasons": "So it is."})
    made.record(WithdrawErasure(handle(6), WEEK, RequestId("X7")))
    at = Moment(WEEK + 15 * DAY)
    made.keep_time(at)
    _destroyed(made, at)
    made.record(SignDestruction(handle(SECRETARY), at, RequestId("X4"), "secretary"))
    made.record(SignDestruction(handle(DESK), at, RequestId("X4"), "credentials"))
    made.record(UnsealText(handle(DESK), at, RequestId("X1")), {"court": "Court of appeal", "file": "5 S 2/26"})
    return made


def _founded() -> Made:
    made = Made()
    texts = {"rulebook": RULES, "organisation": "Union of Invented Trades", "name": "Ada Founder"}
    made.record(FoundOrganisation(FOUNDER, NOON, rules_hash(RULES), "member"), texts)
    made.record(FormBranch(FOUNDER, NOON, BranchId("north")), {"name": "North"})
    for number in range(10):
        act = AdmitMember(FOUNDER, NOON, handle(number), "member", BranchId("north"), Moment(NOON + 366 * DAY))
        made.record(act, {"name": f"Member number {number}", "contact": f"member-{number}@union.example"})
    for number, post in ((DESK, "credentials"), (OTHER_DESK, "credentials"), (SECRETARY, "secretary")):
        made.record(AppointProvisionally(FOUNDER, NOON, handle(number), post))
    return made


def _name(made: Made, number: int) -> int:
    return made.state.members.members[handle(number)].entry


def _text(made: Made, entry: int, slot: str) -> dict[str, object]:
    return {"entry": entry, "slot": slot, **recorded(made.leaves[entry], slot)}


def _asks(made: Made, number: int, entry: int = -1, slot: str = "name") -> None:
    entry = _name(made, number) if entry < 0 else entry
    made.record(RequestErasure(handle(number), WEEK, **_text(made, entry, slot)))  # type: ignore[arg-type]


def _court(made: Made) -> None:
    """X1: a name is closed by order of a court."""
    act: Act = SealText(handle(DESK), WEEK, **_text(made, _name(made, 9), "name"))  # type: ignore[arg-type]
    made.record(act, {"court": "District court", "file": "3 C 17/26"})
    made.record(AgreeToRequest(handle(OTHER_DESK), WEEK, RequestId("X1")))


def _motion(made: Made) -> None:
    """X2 and X3: a motion that nobody had acted on is withdrawn, and its words are erased."""
    opens = Moment(WEEK + 200 * DAY)
    made.record(CallConvention(FOUNDER, WEEK, opens, Moment(opens + 2 * DAY)), {"place": "Harbour Hall"})
    convention = next(iter(made.state.meetings.conventions))
    move = MoveMotion(handle(8), WEEK, convention, "policy", count_lines(TEXT), fingerprint(TEXT))
    entry = made.record(move, {"title": "Paint", "text": TEXT})
    made.record(WithdrawMotion(handle(8), WEEK, MotionId("M1")))
    for slot in ("title", "text"):
        _asks(made, 8, entry, slot)


def _destroyed(made: Made, at: Moment) -> None:
    """The server destroys what the clock has executed."""
    gone = [made.state.erasing.requests[request] for request in made.state.erasing.undone]
    lost = {(own.entry, own.slot) for own in gone}
    made.values = [value for value in made.values if (value.entry, value.slot) not in lost]
    for own in gone:
        made.record(ReportDestroyed(CLOCK, at, own.id))
