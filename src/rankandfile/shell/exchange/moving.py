"""From a folder of papers into the record: every motion, then every amendment to it, tried before anything is recorded.

What stands in the record already is left alone, so a command that was interrupted can be given again: a motion is known
by its words, an amendment by its lines and its words. Amendments that fall with others come after those.
"""

from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

from rankandfile.core.chapters.amendments import AmendmentReceived, MoveAmendment, of_motion
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.motions import MotionReceived, MoveMotion, business_of, of_convention
from rankandfile.core.ids import AmendmentId, BranchId, ConventionId, Handle, MotionId, RulesHash
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from rankandfile.core.text import fingerprint

from ..draft import Ask, Outcome, Recorded
from ..secretary import NOW, Secretary
from .motions import Folder, Paper, Proposal, same
from .placing import Placed

Known: TypeAlias = dict[tuple[MotionId, str], AmendmentId]
"""The amendments in the record, by their motion and their number in the folder."""


class Moving(Struct, frozen=True):
    """Who moves what names no mover of its own, as what, and under which class of business."""

    by: Handle
    business: str
    capacity: str = "member"
    branch: str = ""


def rehearsed(secretary: Secretary, folder: Folder, moving: Moving) -> dict[str, Refusal]:
    """What would be refused, by file. Nothing is recorded."""
    motions, numbers = _to_move(secretary.follow(), folder)
    asks = [_motion(secretary.state, paper, moving) for paper in motions]
    answers = secretary.rehearse(asks)
    files = [paper.file for paper in motions]
    known: Known = {}
    for amendments in _to_amend(secretary, folder, numbers | _numbers(motions, answers), known):
        more = [_amendment(one, motion, moving, known) for one, motion in amendments]
        asks, files = [*asks, *more], [*files, *(one.file for one, _ in amendments)]
        answers = secretary.rehearse(asks)
        _note(amendments, answers[len(asks) - len(more) :], known)
    outcomes = zip(files, answers, strict=True)
    return {file: answer for file, answer in outcomes if isinstance(answer, Refusal)}


def record(secretary: Secretary, folder: Folder, moving: Moving) -> int:
    """How many papers were recorded: the motions in one transaction, then their amendments."""
    motions, numbers = _to_move(secretary.follow(), folder)
    answers = secretary.submit_many(_motion(secretary.state, paper, moving) for paper in motions)
    known: Known = {}
    for amendments in _to_amend(secretary, folder, numbers | _numbers(motions, answers), known):
        more = secretary.submit_many(_amendment(one, motion, moving, known) for one, motion in amendments)
        _note(amendments, more, known)
        answers += more
    return sum(isinstance(answer, Recorded) for answer in answers)


def _to_move(state: State, folder: Folder) -> tuple[list[Paper], dict[str, MotionId]]:
    """The motions that the record does not have yet, and the numbers of those it has, by title."""
    meeting = current(state)
    known = {m.fingerprint: m.id for m in of_convention(state, meeting.id)} if meeting is not None else {}
    there = {same(p.title): known[fingerprint(p.text)] for p in folder.motions if fingerprint(p.text) in known}
    return [paper for paper in folder.motions if same(paper.title) not in there], there


def _numbers(motions: list[Paper], answers: list[Outcome]) -> dict[str, MotionId]:
    """The numbers that the motions got, by title."""
    given: dict[str, MotionId] = {}
    for paper, answer in zip(motions, answers, strict=True):
        if isinstance(answer, Recorded) and isinstance(answer.effects[0], MotionReceived):
            given[same(paper.title)] = answer.effects[0].motion
    return given


def _to_amend(
    secretary: Secretary, folder: Folder, numbers: dict[str, MotionId], known: Known
) -> Iterator[list[tuple[Proposal, MotionId]]]:
    """The amendments that the record does not have yet, each with the motion that it changes.

    First those that fall with none, then the others. `known` is filled with those that are there.
    """
    wanted = [(one, numbers[same(one.motion)]) for one in folder.amendments if same(one.motion) in numbers]
    there = {motion: _there(secretary, motion) for motion in dict.fromkeys(motion for _, motion in wanted)}
    known |= {(motion, one.number): there[motion][one.placed] for one, motion in wanted if one.placed in there[motion]}
    new = [(one, motion) for one, motion in wanted if one.placed not in there[motion]]
    for falls in (False, True):
        yield [(one, motion) for one, motion in new if bool(one.falls_with) == falls]


def _there(secretary: Secretary, motion: MotionId) -> dict[Placed, AmendmentId]:
    found = of_motion(secretary.state, motion)
    return {Placed(a.action, a.first, a.last, secretary.value(a.entry, "text") or ""): a.id for a in found}


def _note(amendments: list[tuple[Proposal, MotionId]], answers: list[Outcome], known: Known) -> None:
    """The numbers that the amendments got are known from now on."""
    for (one, motion), answer in zip(amendments, answers, strict=True):
        if isinstance(answer, Recorded) and isinstance(answer.effects[0], AmendmentReceived):
            known[motion, one.number] = answer.effects[0].amendment


def _motion(state: State, paper: Paper, moving: Moving) -> Ask:
    meeting = current(state)
    business = paper.section if business_of(state, paper.section) is not None else moving.business
    act = MoveMotion(
        Handle(paper.mover or moving.by), NOW, meeting.id if meeting is not None else ConventionId(""), business, 0, "",
        moving.capacity, BranchId(moving.branch), RulesHash(""),
    )  # fmt: skip
    return Ask(act, {"title": paper.title, "text": paper.text, "synopsis": paper.synopsis})


def _amendment(proposal: Proposal, motion: MotionId, moving: Moving, known: Known) -> Ask:
    placed, by = proposal.placed, Handle(proposal.mover or moving.by)
    falls = (known[motion, number] for number in proposal.falls_with if (motion, number) in known)
    act = MoveAmendment(
        by, NOW, motion, placed.action, placed.first, placed.last, moving.capacity, BranchId(moving.branch),
        tuple(dict.fromkeys(falls)),
    )  # fmt: skip
    return Ask(act, {"text": placed.text})
