"""What others say of a motion, on paper: the ruling on it, and the statements against it that the lot gave a place."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.opposing import Statement, against
from rankandfile.core.chapters.rulings import ruling_on
from rankandfile.core.ids import ConventionId
from rankandfile.core.state import State
from rankandfile.shell.press import marked as press
from rankandfile.shell.press.booklet import Node

from ..templatetags.pieces import written_moment
from . import rulings
from .erased import shown
from .naming import person


def ruling(state: State, own: Motion) -> Iterator[Node]:
    """What was ruled on it: ground, by whom, where that stands, and the reason."""
    found = ruling_on(state, own.id)
    if found is not None:
        told = rulings.ruled(state, found)
        yield Node("label", _("Ruling {number}: out of order").format(number=told.id))
        said = f"{told.ground}. {told.by}, {written_moment(told.at)}. {told.state}"
        yield Node("paragraph", parts=(Node("emph", parts=(Node("text", press.breakable(said)),)),))
        yield from press.within(shown(state, found.entry, "reason"))


def statements(state: State, own: Motion) -> Iterator[Node]:
    """The statements against it that an issue has printed, in their places."""
    for each in against(state, own.id):
        if each.issue:
            yield from statement(state, each)


def statement(state: State, own: Statement) -> Iterator[Node]:
    """A statement under the name of whoever wrote it."""
    who = person(state, own.by, own.at)
    by = " · ".join(filter(None, (who.name, who.branch_name, *who.posts)))
    yield Node("label", _("{number} · Statement against {motion} · {by}").format(
        number=own.id, motion=own.motion, by=by))  # fmt: skip
    yield from press.within(shown(state, own.entry, "text"))


def of_earlier_motions(state: State, convention: ConventionId, issue: int) -> tuple[Statement, ...]:
    """The statements that this issue prints against motions of earlier issues, motion by motion."""
    published = state.bulletin.published
    return tuple(
        each
        for motion in state.opposing.of
        if motion in published and published[motion].convention == convention and published[motion].issue < issue
        for each in against(state, motion)
        if each.issue == issue
    )
