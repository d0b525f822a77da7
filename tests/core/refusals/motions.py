"""The refusals of motions, seconding and answers, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.answering import AnswerMotion, ReplyToAnswer
from rankandfile.core.chapters.casting import ReportCards
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.motions import Motion, WithdrawMotion
from rankandfile.core.chapters.seconding import PlaceMotion, SecondMotion, WithdrawSecond
from rankandfile.core.chapters.voting import CloseVote
from rankandfile.core.refusal import Refusal
from tests.world import LOT, SECRETARY, START, TELLERS, TEXT, WEEK, World, called, handle, opened

from .stages import C1, CHAIRING, MOVER, captured, changed, later, on, placed, read_once, voting, with_motion

DELEGATES_SECOND = changed('id = "policy"\nmovers', 'id = "policy"\nseconded_by = "delegates"\nmovers')

ONE_EACH = changed('review_after = "104 weeks"', "per_mover = 1")


def defeated() -> World:
    """The first convention defeated a motion; the second is called."""
    world = voting("show-of-cards")
    for teller in TELLERS:
        world.does(ReportCards(handle(teller), world.now, "V1", 0, 7, 0))
    world.does(CloseVote(CHAIRING, world.now, "V1", LOT))
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    world.call(handle(SECRETARY), 20)
    return world


def barred(world: World) -> Refusal:
    """The same words again."""
    mover = world.state.motions.motions["M1"].mover
    lost = next(m for m in world.state.motions.motions.values() if m.fate == "lost")
    text = f"{TEXT}\nMoved by {41 if lost.mover == handle(41) else 72}."
    act = world.motion_act(int(mover, 16), text)
    return world.refused(act, title="Again", text=text)


def _withdrawn() -> World:
    world = with_motion()
    world.does(WithdrawMotion(handle(MOVER), world.now, "M1"))
    return world


def _seconded() -> World:
    world = with_motion()
    world.second("M1", [11])
    return world


def _placed_by_discretion() -> World:
    world = captured()
    world.call(handle(SECRETARY))
    business = next(b for b in world.state.foundation.rulebook.business if b.placed == "discretion")  # type: ignore[union-attr]
    world.does(world.motion_act(SECRETARY, business=business.id, capacity="executive"), title="A", text=TEXT)
    world.does(PlaceMotion(handle(SECRETARY), world.now, "M1"))
    return world


def _answered() -> World:
    world = with_motion()
    world.does(AnswerMotion(CHAIRING, world.now, "M1"), answer="We agree.")
    return world


def _read(world: World) -> Motion:
    return next(m for m in world.state.motions.motions.values() if m.read)


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "motion.no_business": lambda: on(called(), lambda w: w.motion_act(11, business="poetry"), text=TEXT),
    "motion.mover": lambda: on(called(), lambda w: w.motion_act(11, business="report"), text=TEXT),
    "motion.closed": lambda: later(called(), lambda w: w.motion_act(11), START + 8 * WEEK, text=TEXT),
    "motion.per_mover": lambda: on(with_motion(ONE_EACH), lambda w: w.motion_act(MOVER, "More."), text="More."),
    "motion.lines": lambda: on(called(), lambda w: w.motion_act(11), text="Another text."),
    "motion.empty": lambda: on(called(), lambda w: w.motion_act(11, text=" \n"), text=" \n"),
    "motion.synopsis": lambda: on(called(), lambda w: w.motion_act(11), text=TEXT, synopsis="word " * 51),
    "motion.rulebook": lambda: on(called(), lambda w: w.motion_act(11, business="rulebook-change"), text=TEXT),
    "motion.barred": lambda: barred(defeated()),
    "motion.unknown": lambda: on(called(), lambda w: SecondMotion(handle(11), w.now, "M9")),
    "motion.over": lambda: on(_withdrawn(), lambda w: SecondMotion(handle(11), w.now, "M1")),
    "motion.own": lambda: on(with_motion(), lambda w: SecondMotion(handle(MOVER), w.now, "M1")),
    "motion.seconded": lambda: on(_seconded(), lambda w: SecondMotion(handle(11), w.now, "M1")),
    "motion.not_seconded": lambda: on(with_motion(), lambda w: WithdrawSecond(handle(11), w.now, "M1")),
    "motion.seconding_closed": lambda: later(
        placed(), lambda w: SecondMotion(handle(30), w.now, "M1"), START + 11 * WEEK
    ),
    "motion.delegates_second": lambda: on(
        with_motion(DELEGATES_SECOND), lambda w: SecondMotion(handle(11), w.now, "M1")
    ),
    "motion.not_yours": lambda: on(with_motion(), lambda w: WithdrawMotion(handle(11), w.now, "M1")),
    "motion.on_agenda": lambda: on(opened(), lambda w: WithdrawMotion(handle(41), w.now, "M1")),
    "motion.read": lambda: on(read_once(), lambda w: WithdrawMotion(_read(w).mover, w.now, _read(w).id)),
    "motion.placed": lambda: on(_placed_by_discretion(), lambda w: PlaceMotion(handle(SECRETARY), w.now, "M1")),
    "motion.threshold_places": lambda: on(with_motion(), lambda w: PlaceMotion(CHAIRING, w.now, "M1")),
    "motion.answered": lambda: on(_answered(), lambda w: AnswerMotion(CHAIRING, w.now, "M1"), answer="No."),
    "motion.no_answer": lambda: on(with_motion(), lambda w: ReplyToAnswer(handle(MOVER), w.now, "M1"), reply="But."),
}
