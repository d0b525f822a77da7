"""The refusals of erasing, of who acts for others, and of objections, provoked."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.erasing import ReportDestroyed, RequestErasure, SignDestruction, WithdrawErasure
from rankandfile.core.chapters.objecting import AppealObjection, DecideAppeal, ObjectToErasure
from rankandfile.core.chapters.representing import AgreeToRequest
from rankandfile.core.refusal import Refusal
from tests.erasing import (
    OWNER,
    asked,
    behalf,
    desks,
    destroyed,
    executed,
    facts,
    name_of,
    objected,
    own,
    proposed,
)
from tests.world import CHAIR, DESK, SECRETARY, World, called, handle

from .stages import changed, with_motion

NO_APPEAL = changed('appeals = "credentials"\n', "")
NOBODY = changed('on_behalf = "credentials"\n', "")
X1: Any = "X1"


def _text(world: World, entry: int, slot: str = "text", number: int = 41) -> Refusal:
    return world.refused(own(world, number, entry, slot))


def _motion(world: World, slot: str = "text") -> Refusal:
    return _text(world, world.state.motions.motions["M1"].entry, slot)


def _seconded() -> Refusal:
    world = with_motion()
    world.second("M1", [11])
    return _motion(world)


def _rulebook() -> Refusal:
    world = called()
    world.does(world.motion_act(41), title="Rules", text="This organisation resolves\nto publish its accounts every"
               " quarter\nand to explain them at a meeting.", rulebook="title = 1")  # fmt: skip
    return _motion(world, "rulebook")


def _office() -> Refusal:
    world = called()
    entry = world.state.branches.branches["north"].entry
    founder = world.state.foundation.founder
    return world.refused(RequestErasure(founder, world.now, entry, "name", **facts(world, entry, "name")))


def _member_in_the_executive() -> Refusal:
    world = desks()
    world.appoint(CHAIR, "credentials")
    return world.refused(behalf(world, CHAIR))


def _public_text() -> Refusal:
    world = with_motion()
    entry = world.state.motions.motions["M1"].entry
    act = replace(behalf(world), entry=entry, slot="text", **facts(world, entry, "text"))
    return world.refused(act)


def _objector_elsewhere() -> Refusal:
    world = asked(changed('objections = "secretary"', 'objections = "credentials"'))
    world.does(ObjectToErasure(handle(DESK), world.now, X1, "claims"), reasons="A suit.")
    world.does(AppealObjection(handle(OWNER), world.now, X1), reasons="It is settled.")
    return world.refused(DecideAppeal(handle(DESK), world.now, X1, stands=True), reasons="It stands.")


def _document() -> Refusal:
    world = called()
    world.does(SubmitDocument(handle(41), world.now, "C1"), title="A", text="Words.")
    return _text(world, world.state.bulletin.documents["D1"].entry)


def on(world: World, act: Callable[[World], Any], **texts: str) -> Refusal:
    """What the act meets in this world."""
    return world.refused(act(world), **texts)


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "erasing.no_text": lambda: on(desks(), lambda w: own(w, OWNER, name_of(w), "moon")),
    "erasing.not_yours": lambda: on(
        desks(),
        lambda w: RequestErasure(handle(12), w.now, name_of(w), "name", **facts(w, name_of(w), "name")),
    ),
    "erasing.asked": lambda: on(asked(), own),
    "erasing.unknown": lambda: on(desks(), lambda w: WithdrawErasure(handle(11), w.now, X1)),
    "erasing.over": lambda: on(executed(), lambda w: WithdrawErasure(handle(OWNER), w.now, X1)),
    "erasing.not_asker": lambda: on(asked(), lambda w: WithdrawErasure(handle(SECRETARY), w.now, X1)),
    "erasing.server": lambda: on(executed(), lambda w: ReportDestroyed(handle(CHAIR), w.now, X1)),
    "erasing.not_signer": lambda: on(destroyed(), lambda w: SignDestruction(handle(CHAIR), w.now, X1, "secretary")),
    "erasing.office": _office,
    "erasing.bound": _seconded,
    "erasing.withdraw_first": _document,
    "erasing.rulebook": _rulebook,
    "erasing.nobody": lambda: on(desks(NOBODY), behalf),
    "erasing.not_named": lambda: on(desks(), lambda w: behalf(w, 12)),
    "erasing.executive": _member_in_the_executive,
    "erasing.own_case": lambda: on(desks(), lambda w: behalf(w, DESK, owner=DESK)),
    "erasing.personal_only": _public_text,
    "erasing.ground": lambda: on(desks(), lambda w: behalf(w, ground="a nuisance")),
    "erasing.agreed": lambda: on(proposed(), lambda w: AgreeToRequest(handle(DESK), w.now, X1)),
    "erasing.objection_ground": lambda: on(
        asked(), lambda w: ObjectToErasure(handle(SECRETARY), w.now, X1, "pride"), reasons="We want it."
    ),
    "erasing.no_appeal": lambda: on(
        asked(NO_APPEAL), lambda w: ObjectToErasure(handle(SECRETARY), w.now, X1, "claims"), reasons="A suit."
    ),
    "erasing.not_owner": lambda: on(
        objected(), lambda w: AppealObjection(handle(12), w.now, X1), reasons="It is not mine."
    ),
    "erasing.objector": _objector_elsewhere,
}
