"""What a procedural motion can name: an item, a body, an article, a motion, a number of minutes.

What can be suspended is the order of business and of the speakers' list and the rows of procedure, and nothing else:
everything that a member relies on stands in other articles. No slice and no acts of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from ..ids import ConventionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from .agenda import items, next_item, waiting_items
from .foundation import rulebook
from .picture import last_ruling
from .procedural import RaiseProcedural, article, table
from .reconsidering import reconsiderable
from .recounting import vote_to_recount

if TYPE_CHECKING:
    from ..state import State

Objects: TypeAlias = Callable[["State", ConventionId], tuple[str, ...]]
MINUTES = {"recess": (1, 240), "limit-debate": (1, 60)}
"""The least and the most that each takes."""
REFUSALS = {
    "procedure.object": Words(
        gettext_noop("“{about}” is nothing that this motion can name now."),
        gettext_noop("It can name: {objects}."),
    ),
    "procedure.minutes": Words(
        gettext_noop("This motion names from {least} to {most} minutes."),
        gettext_noop("Say how many."),
    ),
    "procedure.not_suspendable": Words(
        gettext_noop("Article {about} cannot be suspended: a meeting sets aside only its rules of order."),
        gettext_noop("These can be: {objects}. Every other article holds until a motion changes it."),
    ),
}


def suspendable(state: State, convention: ConventionId) -> tuple[str, ...]:
    """The articles that a meeting can set aside: order and time of business and speeches, and rows but for rights."""
    own = rulebook(state)
    rights = {row.article for row in known.rows.values() if row.is_right} if (known := table(state)) else set()
    rows = [each.article for each in own.procedure.motions] if own.procedure is not None else []
    clause = [own.procedure.article] if own.procedure is not None else []
    cut = [s.article for s in own.agenda.sections if s.guillotine != "none"]
    speaking = [own.speaking.article] if own.speaking is not None else []
    return tuple(each for each in (own.agenda.article, *cut, *clause, *speaking, *rows) if each not in rights)


def _bodies(state: State, convention: ConventionId) -> tuple[str, ...]:
    """Whoever a matter can be referred to: every body but the meeting itself, and every post."""
    own = rulebook(state)
    bodies = (body.id for body in own.bodies if body.id != own.convention.body)
    return (*bodies, *(post.id for post in own.posts))


def _others_waiting(state: State, convention: ConventionId) -> tuple[str, ...]:
    return tuple(item.id for item in waiting_items(state, convention))


def _not_next(state: State, convention: ConventionId) -> tuple[str, ...]:
    first = next_item(state, convention)
    return tuple(each for each in _others_waiting(state, convention) if first is None or each != first.id)


def _aside(state: State, convention: ConventionId) -> tuple[str, ...]:
    return tuple(item.id for item in items(state, convention) if item.state == "laid-aside")


def _decided(state: State, convention: ConventionId) -> tuple[str, ...]:
    return tuple(motion.id for motion in reconsiderable(state, convention))


OBJECTS: dict[str, Objects] = {
    "refer": _bodies,
    "postpone": _others_waiting,
    "reorder": _not_next,
    "take-up": _aside,
    "reconsider": _decided,
    "suspend": suspendable,
}
"""What the motions of each effect can name; those of other effects name nothing."""


def objects_of(state: State, convention: ConventionId, motion: str) -> tuple[str, ...]:
    """What this motion can name now; nothing where it names nothing."""
    known = table(state)
    row = known.rows.get(motion) if known is not None else None
    return OBJECTS[row.effect](state, convention) if row is not None and row.effect in OBJECTS else ()


def why_not_about(state: State, act: RaiseProcedural) -> Refusal | None:
    """Why it cannot name this; None where it can, or names nothing."""
    known = table(state)
    assert known is not None, "asked what a motion can name where the rulebook has no table"
    row = known.rows[act.procedural]
    least, most = MINUTES.get(row.effect, (0, 0))
    if not least <= act.minutes <= most:
        return refuse(article(state, row), "procedure.minutes", least=least, most=most)
    if row.effect not in OBJECTS:
        return None
    found = objects_of(state, act.convention, act.procedural)
    if act.about in found:
        return None
    code = "procedure.not_suspendable" if row.effect == "suspend" else "procedure.object"
    return refuse(article(state, row), code, about=act.about[:40], objects=", ".join(found) or "-")


def about_of(state: State, act: RaiseProcedural) -> str:
    """What it is about: what it names, of an appeal the ruling against which it is, of a recount the vote."""
    known = table(state)
    effect = known.rows[act.procedural].effect if known is not None else ""
    if effect == "overturn":
        ruling = last_ruling(state, act.convention)
        return ruling.id if ruling is not None else ""
    if effect == "recount":
        return vote_to_recount(state, act.convention)
    return act.about if effect in OBJECTS else ""


SLICE = ""
ADMIT: dict[type, object] = {}
APPLY: dict[type, object] = {}
TEXTS: dict[type, tuple[object, ...]] = {}
