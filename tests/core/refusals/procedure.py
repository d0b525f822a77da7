"""The refusals of procedure, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.casting import ReportCards
from rankandfile.core.chapters.consenting import TakeOutOfConsent
from rankandfile.core.chapters.points import RulePoint
from rankandfile.core.chapters.procedural import RaiseProcedural
from rankandfile.core.chapters.procedural_amending import AmendProcedural
from rankandfile.core.chapters.speaking import AskToSpeak, CallSpeaker, EndSpeech
from rankandfile.core.chapters.supporting import SecondProcedural, WithdrawProcedural
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.refusal import Refusal
from tests.core.chapters.procedures import (
    C1,
    CHAIRING,
    RULES,
    between,
    carries,
    debating,
    placed,
    raises,
    row,
    rules,
    rules_on,
    seconds,
    voters,
    votes,
    why_not,
)
from tests.world import LOT, TELLERS, World, handle, opened

from .stages import in_item, on


def _put(world: World, subject: str) -> Refusal:
    return world.refused(PutToVote(CHAIRING, world.now, C1, subject, "roll-call"))


def _motion(world: World) -> str:
    return next(i.about for i in world.state.floor.agenda[C1].values() if i.state == "open")


def _none() -> Refusal:
    world = opened(RULES)
    return world.refused(RaiseProcedural(voters(world)[0], world.now, C1, "closure"))


def _by_name() -> Refusal:
    world = debating()
    world.does(PutToVote(CHAIRING, world.now, C1, _motion(world), "roll-call"))
    return why_not(world, "roll-call")


def _nothing_counted() -> Refusal:
    world = debating()
    world.does(PutToVote(CHAIRING, world.now, C1, _motion(world), "show-of-cards"))
    return why_not(world, "recount")


def _called(school: str = "british") -> World:
    world = debating(school)
    world.does(AskToSpeak(voters(world)[0], world.now, C1, "for"))
    world.does(CallSpeaker(CHAIRING, world.now, C1, voters(world)[0]))
    return world


def _spoken(school: str = "british") -> World:
    world = _called(school)
    world.does(EndSpeech(CHAIRING, world.now, C1))
    return world


def _prevailing() -> Refusal:
    world = debating("us")
    motion = _motion(world)
    votes(world, motion, "yyyynnn")
    return why_not(world, "reconsider", by=6, about=motion)


def _speeches() -> Refusal:
    world = debating(rows=row("closure", "20.1", "speeches = 2"))
    world.does(AskToSpeak(voters(world)[3], world.now, C1, "for"))
    return why_not(world, "closure")


def _again() -> Refusal:
    world = debating()
    votes(world, placed(world, "closure").id, "nnnnnnn")
    return why_not(world, "closure")


def _closed() -> Refusal:
    world = debating()
    carries(world, "closure")
    return why_not(world, "refer", by=2, about="executive")


def _yields() -> Refusal:
    world = debating()
    placed(world, "closure")
    return why_not(world, "refer", by=2, about="executive")


def _seconded() -> Refusal:
    world = debating()
    own = raises(world, "chair-leaves")
    seconds(world, own.id, 1)
    return world.refused(SecondProcedural(voters(world)[1], world.now, own.id))


def _raised() -> tuple[World, str]:
    world = debating()
    return world, raises(world, "closure").id


def _not_yours() -> Refusal:
    world, number = _raised()
    return world.refused(WithdrawProcedural(voters(world)[3], world.now, number))


def _no_vote() -> Refusal:
    world, number = _raised()
    return world.refused(SecondProcedural(handle(39), world.now, number))


def _not_placed() -> Refusal:
    world, number = _raised()
    return _put(world, number)


def _recess() -> Refusal:
    world = debating()
    carries(world, "recess", minutes=10)
    return world.refused(TakeUpItem(CHAIRING, world.now, C1, "2"))


def _point_first() -> Refusal:
    world = debating()
    raises(world, "point-of-order")
    return _put(world, _motion(world))


def _motion_first() -> Refusal:
    world = debating()
    placed(world, "closure")
    return _put(world, _motion(world))


def _gathering() -> Refusal:
    world = debating()
    rules_on(world, raises(world, "point-of-order").id, False)
    raises(world, "appeal")
    return _put(world, _motion(world))


def _not_refusable() -> Refusal:
    world = debating()
    own = placed(world, "next-business")
    return world.refused(RulePoint(CHAIRING, world.now, own.id), ruling="No.")


def _chair_left() -> Refusal:
    world = debating()
    carries(world, "chair-leaves")
    return _put(world, _motion(world))


def _ended() -> Refusal:
    world = debating()
    world.does(AskToSpeak(voters(world)[2], world.now, C1, "for"))
    carries(world, "closure")
    return world.refused(CallSpeaker(CHAIRING, world.now, C1, voters(world)[2]))


def _one_already() -> Refusal:
    world = debating()
    raises(world, "point-of-order")
    return why_not(world, "point-of-order")


def _consent(act: str) -> Refusal:
    world = opened(rules().replace('business = ["policy"]\n', 'business = ["policy"]\nconsent = true\n'))
    if act == "late":
        world.does(PutToVote(CHAIRING, world.now, C1, "consent:policy", "roll-call"))
    who = handle(39) if act == "nobody" else voters(world)[0]
    return world.refused(TakeOutOfConsent(who, world.now, C1, "99" if act == "unknown" else "1"))


def _amending(motion: str, about: str = "", minutes: int = 0, other: str = "") -> Refusal:
    world = debating()
    own = placed(world, motion, about=about, minutes=minutes)
    return world.refused(AmendProcedural(voters(world)[2], world.now, own.id, other, minutes))


def _ruled_out() -> Refusal:
    world = debating()
    own = placed(world, "recess", minutes=30)
    world.does(AmendProcedural(voters(world)[2], world.now, own.id, minutes=10))
    seconds(world, "P2", 3)
    rules_on(world, "P2", False)
    return _put(world, own.id)


def _result_waits() -> Refusal:
    world = debating(rows='recount_within = "20 seconds"')
    world.hurries = True
    world.does(PutToVote(CHAIRING, world.now, C1, _motion(world), "show-of-cards"))
    for teller in TELLERS:
        world.does(ReportCards(handle(teller), world.now, world.state.floor.open_vote[C1], 4, 3, 0))
    world.does(CloseVote(CHAIRING, world.now, world.state.floor.open_vote[C1], LOT))
    return world.refused(TakeUpItem(CHAIRING, world.now, C1, "2"))


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "procedure.none": _none,
    "procedure.parts": lambda: why_not(debating(), "parts"),
    "procedure.one_already": _one_already,
    "procedure.over": lambda: on(in_item(), lambda w: WithdrawProcedural(voters(w)[0], w.now, "P9")),
    "procedure.seconded": _seconded,
    "procedure.not_yours": _not_yours,
    "procedure.no_vote": _no_vote,
    "procedure.unknown": lambda: why_not(debating(), "filibuster"),
    "procedure.position": lambda: why_not(between(), "closure"),
    "procedure.yields": _yields,
    "procedure.closed": _closed,
    "procedure.speaking": lambda: why_not(_called(), "closure", by=1),
    "procedure.nothing-ruled": lambda: why_not(debating(), "appeal"),
    "procedure.nothing-counted": _nothing_counted,
    "procedure.nothing-aside": lambda: why_not(between(), "take-up", about="1"),
    "procedure.nothing-decided": lambda: why_not(between("us"), "reconsider", about="M1"),
    "procedure.by-name": _by_name,
    "procedure.debated": lambda: why_not(_spoken("us"), "objection", by=1),
    "procedure.voice": lambda: on(
        debating(), lambda w: RaiseProcedural(handle(39), w.now, C1, "point-of-order")
    ),
    "procedure.vote": lambda: on(debating(), lambda w: RaiseProcedural(handle(39), w.now, C1, "closure")),
    "procedure.mover": lambda: why_not(debating(), "withdraw"),
    "procedure.spoken": lambda: why_not(_spoken(), "closure"),
    "procedure.prevailing": _prevailing,
    "procedure.speeches": _speeches,
    "procedure.again": _again,
    "procedure.object": lambda: why_not(debating(), "refer", about="friends"),
    "procedure.minutes": lambda: why_not(debating(), "recess", minutes=900),
    "procedure.not_suspendable": lambda: why_not(debating(), "suspend", about="12.1"),
    "procedure.not_refusable": _not_refusable,
    "procedure.not_amendable": lambda: _amending("refer", about="executive", other="credentials"),
    "procedure.no_change": lambda: _amending("recess", minutes=30),
    "procedure.ruled_out": _ruled_out,
    "procedure.recess": _recess,
    "procedure.result_waits": _result_waits,
    "procedure.point_first": _point_first,
    "procedure.motion_first": _motion_first,
    "procedure.gathering": _gathering,
    "procedure.not_placed": _not_placed,
    "consent.not_in_it": lambda: _consent("unknown"),
    "consent.too_late": lambda: _consent("late"),
    "consent.nobody": lambda: _consent("nobody"),
    "consent.none": lambda: _put(between(), "consent:policy"),
    "chair.left": _chair_left,
    "speaking.ended": _ended,
}  # fmt: skip
