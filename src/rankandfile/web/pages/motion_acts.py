"""What the reader can do with a motion, or why not now: the engine is asked, nothing is recorded."""

from django.urls import reverse
from django.utils.translation import gettext as _

from rankandfile.core.act import Act
from rankandfile.core.chapters import motions as chapter
from rankandfile.core.chapters import seconding as seconding_chapter
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.motions import Motion, business_of
from rankandfile.core.chapters.offices import has_power
from rankandfile.core.state import State

from ..page import way
from ..who import Reader
from . import composites, opposing, parts, related, rulings, withdrawing
from .pieces import Can, Cannot


def ways(state: State, reader: Reader, motion: Motion) -> tuple[Can | Cannot, ...]:
    """What the reader can do with the motion, or why not now."""
    if motion.fate:
        return withdrawing.ways(state, reader, motion)
    found = [_seconding(state, reader, motion), _amending(state, reader, motion)]
    if motion.mover == reader.handle:
        asking = Can(_("Ask others to second it"), "#share-it", main=True)
        found = [*([] if motion.placed else [asking]), _withdrawing(state, reader, motion), *found[1:]]
        if motion.answer >= 0 and motion.reply < 0:
            found.insert(0, Can(_("Reply to the answer"), reverse("reply", args=[motion.id]), main=True))
    if motion.answer < 0 and has_power(state, reader.handle, "answer", "", reader.at):
        found.insert(0, Can(_("Answer for the leadership"), reverse("answer_motion", args=[motion.id])))
    if motion.mover != reader.handle:
        found.append(Can(_("Write to the mover"), reverse("write_letter", args=["motion", motion.id])))
    return (
        *found,
        *_placing(state, reader, motion),
        *opposing.ways(state, reader, motion),
        *parts.ways(state, reader, motion.id),
        *composites.ways_on_motion(state, reader, motion),
        *rulings.ways_on_motion(state, reader, motion),
        *related.ways(state, reader, motion),
    )


def _does(
    state: State, reader: Reader, act: Act, label: str, doing: str, motion: Motion, main: bool = False
) -> Can | Cannot:
    return way(state, act, {}, Can(label, reverse("act_on_motion", args=[motion.id, doing]), main, fields=()))


def _seconding(state: State, reader: Reader, motion: Motion) -> Can | Cannot:
    if reader.handle in motion.seconders:
        act: Act = seconding_chapter.WithdrawSecond(reader.handle, reader.at, motion.id)
        return _does(state, reader, act, _("Take your second back"), "take-back", motion)
    act = seconding_chapter.SecondMotion(reader.handle, reader.at, motion.id)
    return _does(state, reader, act, _("Second this motion"), "second", motion, main=True)


def _amending(state: State, reader: Reader, motion: Motion) -> Can | Cannot:
    act = MoveAmendment(reader.handle, reader.at, motion.id, "add", 0, lines=1)
    can = Can(_("Move an amendment"), reverse("move_amendment", args=[motion.id]))
    return way(state, act, {"text": "x"}, can)


def _withdrawing(state: State, reader: Reader, motion: Motion) -> Can | Cannot:
    act = chapter.WithdrawMotion(reader.handle, reader.at, motion.id)
    return way(state, act, {}, Can(_("Withdraw this motion"), reverse("withdraw_motion", args=[motion.id])))


def _placing(state: State, reader: Reader, motion: Motion) -> tuple[Can | Cannot, ...]:
    clause = business_of(state, motion.business)
    if clause is None or clause.placed == "threshold" or motion.placed:
        return ()
    act = seconding_chapter.PlaceMotion(reader.handle, reader.at, motion.id)
    return (_does(state, reader, act, _("Put it on the agenda"), "place", motion),)
