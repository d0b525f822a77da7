"""The refusals of recalls, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.petitioning import AnswerRecall, SupportRecall, WithdrawRecallSupport
from rankandfile.core.chapters.recalls import AskForRecall
from rankandfile.core.ids import BranchId, RecallId
from rankandfile.core.refusal import Refusal
from tests.world import World, handle, organisation

from ..chapters.leading import FIRST, NORTH, RULES, asked, delegates, led, reached, voted, with_secretary
from .stages import on

R1 = RecallId("R1")


def _ask(world: World, by: int = 14, post: str = "chair", person: int = FIRST, scope: BranchId = NORTH) -> AskForRecall:
    where = scope if post == "branch-secretary" else BranchId("")
    return AskForRecall(handle(by), world.now, handle(person), post, where)


def _asked() -> World:
    world = led()
    asked(world)
    return world


def _reached() -> World:
    world = _asked()
    reached(world, R1)
    return world


def _over() -> World:
    world = _asked()
    voted(world, reached(world, R1), delegates(world))
    return world


def _answered() -> World:
    world = _asked()
    world.does(AnswerRecall(handle(FIRST), world.now, R1), answer="I did what was decided.")
    return world


def _without_recall() -> World:
    clause = 'recall = { by = "convention", petition = { members = 5, branches = 2 }, majority = "simple" }\n'
    return led(RULES.replace(clause, "", 1))


def _by_nobody() -> World:
    return with_secretary(RULES.replace('recall = { by = "branch"', 'recall = { by = "convention"'))


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "recall.not_held": lambda: on(led(), lambda w: _ask(w, person=20), reasons="x"),
    "recall.none": lambda: on(_without_recall(), _ask, reasons="x"),
    "recall.provisional": lambda: on(organisation(), lambda w: _ask(w, person=10), reasons="x"),
    "recall.asked": lambda: on(_asked(), lambda w: _ask(w, 15), reasons="x"),
    "recall.not_your_branch": lambda: on(with_secretary(), lambda w: _ask(w, 42, "branch-secretary"), reasons="x"),
    "recall.reasons": lambda: on(led(), _ask, reasons=" "),
    "recall.nobody": lambda: on(_by_nobody(), lambda w: _ask(w, 14, "branch-secretary"), reasons="x"),
    "recall.unknown": lambda: on(led(), lambda w: SupportRecall(handle(14), w.now, R1)),
    "recall.over": lambda: on(_over(), lambda w: SupportRecall(handle(15), w.now, R1)),
    "recall.reached": lambda: on(_reached(), lambda w: SupportRecall(handle(20), w.now, R1)),
    "recall.supported": lambda: on(_asked(), lambda w: SupportRecall(handle(14), w.now, R1)),
    "recall.not_supported": lambda: on(_asked(), lambda w: WithdrawRecallSupport(handle(15), w.now, R1)),
    "recall.not_yours": lambda: on(_asked(), lambda w: AnswerRecall(handle(15), w.now, R1), answer="x"),
    "recall.answered": lambda: on(_answered(), lambda w: AnswerRecall(handle(FIRST), w.now, R1), answer="x"),
}
