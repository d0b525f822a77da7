"""The refusals of the bulletin, provoked."""

from collections.abc import Callable

from rankandfile.core.chapters.bulletin import ApproveForBulletin, WithdrawDocument
from rankandfile.core.refusal import Refusal
from tests.world import START, TEXT, WEEK, World, called, handle

from .stages import CHAIRING, captured, doc, later, on


def _with_document() -> World:
    world = called()
    world.does(doc(world), title="On dues", text=TEXT)
    return world


def _with_as_many_as_may_be() -> World:
    world = called()
    for number in range(5):
        world.does(doc(world), title=f"On dues, part {number}", text=TEXT)
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "bulletin.closed": lambda: later(called(), doc, START + 16 * WEEK, text=TEXT),
    "bulletin.words": lambda: on(called(), doc, text="word " * 1501),
    "bulletin.title": lambda: on(called(), doc, title="On dues " * 21, text=TEXT),
    "bulletin.capacity": lambda: on(called(), lambda w: doc(w, capacity="executive"), text=TEXT),
    "bulletin.per_author": lambda: on(_with_as_many_as_may_be(), doc, text=TEXT),
    "bulletin.subject": lambda: on(called(), lambda w: doc(w, subject="sports"), text=TEXT),
    "bulletin.not_yours": lambda: on(_with_document(), lambda w: WithdrawDocument(handle(12), w.now, "D1")),
    "bulletin.no_document": lambda: on(called(), lambda w: WithdrawDocument(handle(12), w.now, "D1")),
    "bulletin.no_discretion": lambda: on(_with_document(), lambda w: ApproveForBulletin(CHAIRING, w.now, "D1")),
    "bulletin.not_discretion": lambda: on(captured(), lambda w: ApproveForBulletin(handle(30), w.now, "D1")),
}
