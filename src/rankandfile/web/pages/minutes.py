"""Minutes as the record gives them: Markdown that the minute-taker completes and publishes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rankandfile.core.chapters.agenda import items
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.ids import ElectionId
from rankandfile.core.state import State

from ..templatetags.pieces import number, written_moment
from . import motions, votes
from .agenda import item_title
from .meetings import place_of
from .naming import member_name


def draft(state: State, meeting: Convention) -> str:
    """Everything that the record knows about the meeting, in the order of the agenda."""
    return "\n".join(_parts(state, meeting)).strip() + "\n"


def _parts(state: State, meeting: Convention) -> Iterator[str]:
    yield _("# Minutes of convention {number}, {place}").format(number=meeting.id, place=place_of(meeting)) + "\n"
    told = _(
        "It was opened {opened} and closed {closed}. {people} people took their seats, {votes} of them with a vote."
    )
    yield told.format(
        opened=written_moment(meeting.opened),
        closed=written_moment(meeting.closed),
        people=number(len(meeting.present)),
        votes=number(sum(seat.vote for seat in meeting.present.values())),
    )
    for item in items(state, meeting.id):
        yield "\n" + _("## {number}. {title}").format(number=item.id, title=item_title(state, item.about)) + "\n"
        yield from _item(state, meeting, item.about, item.state)


def _item(state: State, meeting: Convention, about: str, stage: str) -> Iterator[str]:
    if stage == "unreached":
        yield _("The item was not reached. That is not a defeat.")
    election = state.elections.elections.get(ElectionId(about))
    if election is not None and election.counted:
        names = ", ".join(member_name(state, person) for person in election.elected)
        told = _("Elected, in the order of election: {names}.").format(names=names)
        yield told if names else _("Nobody was elected.")
    motion = motions.find(state, about)
    if motion is None:
        return
    yield _("Moved by {name}.").format(name=member_name(state, motion.mover))
    for result in votes.of_motion(state, motion.id):
        if result.tally is not None:
            verdict = _("Carried.") if result.tally.carried else _("Not carried.")
            yield f"* {result.title}: {result.tally.sentence} {verdict}"
