"""Erasing in the small organisation of `world.py`: what the record says of a text, and requests at each stage."""

from hashlib import sha256
from typing import Any

from rankandfile.core.act import Act
from rankandfile.core.chapters.erasing import ReportDestroyed, RequestErasure
from rankandfile.core.chapters.objecting import AppealObjection, ObjectToErasure
from rankandfile.core.chapters.representing import AgreeToRequest, RequestErasureFor, SealText
from rankandfile.core.engine import TEXTS
from rankandfile.core.ids import CLOCK

from .world import DAY, DESK, SECRETARY, World, handle, organisation

SECOND_DESK, THIRD_DESK = 97, 98
OWNER = 11
WAITING = 14 * DAY


def facts(world: World, entry: int, slot: str) -> dict[str, Any]:
    """What the secretary would find in the record about the text; empty where there is none."""
    at = 0
    for act, effects, texts in world.history:
        if at == entry and slot in texts:
            own = next(text for text in TEXTS[type(act)] if text.name == slot)
            commitment = sha256(f"{entry}/{slot}".encode()).hexdigest()
            return {"owner": getattr(act, own.owner), "text_kind": own.kind, "commitment": commitment}
        at += 1 + len(effects)
    return {"owner": "", "text_kind": "", "commitment": ""}


def name_of(world: World, number: int = OWNER) -> int:
    """The entry that holds the member's name."""
    return world.state.members.members[handle(number)].entry


def own(world: World, number: int = OWNER, entry: int | None = None, slot: str = "name") -> RequestErasure:
    """The act by which the member asks for the erasure of a text, its own name where nothing else is said."""
    entry = name_of(world, number) if entry is None else entry
    return RequestErasure(handle(number), world.now, entry, slot, **facts(world, entry, slot))


def behalf(world: World, by: int = DESK, ground: str = "dead", owner: int = OWNER) -> RequestErasureFor:
    """The act by which somebody asks for another."""
    entry = name_of(world, owner)
    return RequestErasureFor(handle(by), world.now, entry, "name", ground, **facts(world, entry, "name"))


def order(world: World, by: int = DESK, entry: int | None = None, slot: str = "name") -> SealText:
    """The act by which somebody brings the order of a court."""
    entry = name_of(world) if entry is None else entry
    return SealText(handle(by), world.now, entry, slot, **facts(world, entry, slot))


def desks(rulebook: str | None = None) -> World:
    """The organisation with three on the credentials committee, who act for others."""
    world = organisation(rulebook)
    for number in (SECOND_DESK, THIRD_DESK):
        world.appoint(number, "credentials")
    return world


def asked(rulebook: str | None = None) -> World:
    """A member has asked for the erasure of its name; the request is X1."""
    world = desks(rulebook)
    world.does(own(world))
    return world


def executed(rulebook: str | None = None) -> World:
    """And the waiting time is over."""
    world = asked(rulebook)
    world.wait(world.now + WAITING)
    return world


def destroyed(rulebook: str | None = None) -> World:
    """And the server has destroyed the bytes."""
    world = executed(rulebook)
    world.does(ReportDestroyed(CLOCK, world.now, "X1"))
    return world


def objected(rulebook: str | None = None) -> World:
    """The secretary objects to the erasure."""
    world = asked(rulebook)
    world.does(ObjectToErasure(handle(SECRETARY), world.now, "X1", "claims"), reasons="A suit is pending.")
    return world


def appealed(rulebook: str | None = None) -> World:
    """And the owner appeals."""
    world = objected(rulebook)
    world.does(AppealObjection(handle(OWNER), world.now, "X1"), reasons="It is settled.")
    return world


def proposed(rulebook: str | None = None) -> World:
    """One of the committee asks for somebody who is dead; another must agree."""
    world = desks(rulebook)
    world.does(behalf(world))
    return world


def closed(rulebook: str | None = None) -> World:
    """A name is closed by order of a court; X1 is the seal."""
    world = desks(rulebook)
    world.does(order(world), court="District court", file="3 C 17/26")
    world.does(AgreeToRequest(handle(SECOND_DESK), world.now, "X1"))
    return world


def refused_by(world: World, act: Act, **texts: str) -> str:
    """The code of the refusal that the act meets."""
    return world.refused(act, **texts).code
