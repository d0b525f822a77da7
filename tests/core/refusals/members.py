"""The refusals of membership, admission and branches, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.admission import AdmitMember, AnswerApplication, ApplyToJoin
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.members import RecordDues, ResignMembership, TransferMember
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.ids import BranchId, Moment
from rankandfile.core.refusal import Refusal
from tests.world import FOUNDER, SECRETARY, TEXT, WEEK, World, handle, organisation

from .stages import NORTH, STRANGER, changed, fresh, on, with_motion

WAITING = changed('waiting = "0 days"', 'waiting = "8 weeks"')


def _left() -> World:
    world = with_motion()
    world.does(ResignMembership(handle(11), world.now))
    return world


def _in_arrears() -> World:
    world = with_motion()
    world.does(RecordDues(FOUNDER, world.now, handle(11), Moment(world.now - 20 * WEEK)))
    return world


def _with_supporter() -> World:
    world = with_motion()
    until = Moment(world.now + 90 * WEEK)
    world.does(AdmitMember(FOUNDER, world.now, handle(500), "supporter", NORTH, until), name="S")
    return world


def _with_newcomer() -> World:
    world = organisation(WAITING)
    world.wait(world.now + 9 * WEEK)
    until = Moment(world.now + 90 * WEEK)
    world.does(AdmitMember(FOUNDER, world.now, handle(500), "member", NORTH, until), name="N")
    world.call(handle(SECRETARY))
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "member.unknown": lambda: fresh(lambda w: ResignMembership(STRANGER, w.now)),
    "member.left": lambda: on(_left(), lambda w: SecondMotion(handle(11), w.now, "M1")),
    "member.arrears": lambda: on(_in_arrears(), lambda w: SecondMotion(handle(11), w.now, "M1")),
    "member.waiting": lambda: on(_with_newcomer(), lambda w: w.motion_act(500), text=TEXT),
    "member.class_may_not": lambda: on(_with_supporter(), lambda w: SecondMotion(handle(500), w.now, "M1")),
    "member.not_yours": lambda: fresh(lambda w: TransferMember(handle(12), w.now, handle(11), "south")),
    "member.power": lambda: fresh(lambda w: RecordDues(handle(12), w.now, handle(11), w.now)),
    "member.already": lambda: fresh(lambda w: ApplyToJoin(handle(11), w.now, NORTH, "member")),
    "member.no_branch": lambda: fresh(lambda w: ApplyToJoin(STRANGER, w.now, BranchId("moon"), "member")),
    "member.no_class": lambda: fresh(lambda w: ApplyToJoin(STRANGER, w.now, NORTH, "duke")),
    "member.no_application": lambda: fresh(lambda w: AnswerApplication(FOUNDER, w.now, STRANGER, True)),
    "member.same_branch": lambda: fresh(lambda w: TransferMember(handle(11), w.now, handle(11), NORTH)),
    "branch.exists": lambda: fresh(lambda w: FormBranch(FOUNDER, w.now, NORTH)),
    "branch.id": lambda: fresh(lambda w: FormBranch(FOUNDER, w.now, BranchId("Süd & West"))),
}
