"""The refusals of meetings of branches and other bodies, provoked."""

from collections.abc import Callable
from itertools import count

from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.balloting import OpenVoting
from rankandfile.core.chapters.casting import ReportCards
from rankandfile.core.chapters.convening import AHEAD, CallOffMeeting
from rankandfile.core.chapters.demanding_meetings import DemandMeeting, WithdrawMeetingDemand
from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.secret_votes import secret_ballot
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.refusal import Refusal
from tests.core.chapters import sitting
from tests.core.chapters.sitting import LOCAL, NORTH, S1, calling
from tests.world import TEXT, World, handle

from .stages import C1, CHAIRING, changed, in_item, on, subject

SECRET = changed("tellers_agree = 2\n", 'tellers_agree = 2\nsecret = ["policy"]\n')
NO_DEMAND = changed("demanded_by = 5\n", "")


def _demanded() -> World:
    world = sitting.with_secretaries()
    world.does(DemandMeeting(handle(21), world.now, "branch", NORTH))
    return world


def _called_by_demand() -> World:
    world = sitting.with_secretaries()
    for number in range(21, 26):
        world.does(DemandMeeting(handle(number), world.now, "branch", NORTH))
    return world


def _a_year_ahead() -> Refusal:
    world = sitting.with_secretaries()
    days = count(10)
    for _ in range(AHEAD):
        world.does(calling(world, days=next(days)), place="The library")
    return world.refused(calling(world, days=next(days)), place="The library")


def _by_another() -> Refusal:
    world = sitting.convened()
    world.wait(sitting.meeting(world).opens)
    return world.refused(OpenConvention(handle(45), world.now, S1))


def _amended_from_outside() -> Refusal:
    world = sitting.on_the_floor()
    return world.refused(MoveAmendment(handle(50), world.now, "M1", "delete", 1, 1), text="")  # type: ignore[arg-type]


def _over_a_secret_voting() -> Refusal:
    world = in_item(SECRET)
    own = secret_ballot(world.state, C1, subject(world))  # type: ignore[arg-type]
    world.does(OpenVoting(CHAIRING, world.now, own.id))  # type: ignore[union-attr]
    return world.refused(PutToVote(CHAIRING, world.now, C1, "close", "roll-call"))  # type: ignore[arg-type]


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "meeting.role": _by_another,
    "meeting.teller": lambda: on(
        sitting.asked("show-of-cards"),
        lambda w: ReportCards(handle(LOCAL), w.now, "V1", 5, 3, 0),  # type: ignore[arg-type]
    ),
    "meeting.outside": lambda: on(
        sitting.convened(), lambda w: sitting.motion_act(w, 50, TEXT, "branch-motion"), title="A", text=TEXT
    ),
    "meeting.no_rule": lambda: on(sitting.with_secretaries(), lambda w: calling(w, body="choir")),
    "meeting.branch": lambda: on(sitting.with_secretaries(), lambda w: calling(w, branch="moon")),
    "meeting.no_branch": lambda: on(sitting.with_secretaries(), lambda w: calling(w, body="executive")),
    "meeting.caller": lambda: on(sitting.with_secretaries(), lambda w: calling(w, 45)),
    "meeting.notice": lambda: on(sitting.with_secretaries(), lambda w: calling(w, days=6)),
    "meeting.overlap": lambda: on(sitting.convened(), calling),
    "meeting.many": _a_year_ahead,
    "meeting.unknown": lambda: on(sitting.gathered(), lambda w: CallOffMeeting(handle(LOCAL), w.now, S1), reason="x"),
    "meeting.demanded": lambda: on(_called_by_demand(), lambda w: CallOffMeeting(handle(LOCAL), w.now, S1), reason="x"),
    "meeting.no_demand": lambda: on(
        sitting.with_secretaries(NO_DEMAND), lambda w: DemandMeeting(handle(21), w.now, "branch", NORTH)
    ),
    "meeting.not_in_it": lambda: on(
        sitting.with_secretaries(), lambda w: DemandMeeting(handle(50), w.now, "branch", NORTH)
    ),
    "meeting.demand_made": lambda: on(_demanded(), lambda w: DemandMeeting(handle(21), w.now, "branch", NORTH)),
    "meeting.demand_not_made": lambda: on(
        _demanded(), lambda w: WithdrawMeetingDemand(handle(22), w.now, "branch", NORTH)
    ),
    "meeting.called": lambda: on(sitting.convened(), lambda w: DemandMeeting(handle(21), w.now, "branch", NORTH)),
    "motion.elsewhere": lambda: on(
        sitting.convened(), lambda w: sitting.motion_act(w, 21, TEXT, "policy"), title="A", text=TEXT
    ),
    "amendment.seat": _amended_from_outside,
    "floor.secret": lambda: on(in_item(SECRET), lambda w: PutToVote(CHAIRING, w.now, C1, subject(w), "roll-call")),
    "floor.secret_voting": _over_a_secret_voting,
}
