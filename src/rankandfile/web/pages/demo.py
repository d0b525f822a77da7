"""Whom one can be in a demonstration, and where its clock goes next."""

from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.board_opening import awaiting
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.meetings import current, deadline
from rankandfile.core.chapters.offices import holders
from rankandfile.core.ids import Handle, Moment
from rankandfile.core.state import State
from rankandfile.shell.demo.forward import Stop, next_stop
from rankandfile.shell.invented.crowd import from_each_branch
from rankandfile.shell.invented.polling import Polling
from rankandfile.shell.secretary import Secretary

from ..templatetags.pieces import written_moment
from . import elections
from .members import Row, found, rows
from .naming import person
from .pieces import Person
from .timetable import happens

FEW = 6


class Group(Struct, frozen=True):
    """People who play the same part, or why there are none yet."""

    part: str
    people: tuple[Person, ...]
    none_yet: str = ""


class Ahead(Struct, frozen=True):
    """The next stop of the clock."""

    at: Moment
    what: tuple[str, ...]


def stop(state: State, at: Moment) -> Ahead | None:
    """Where the clock goes next; None when nothing lies ahead."""
    found = next_stop(state, at)
    return Ahead(found.at, what_happens(found)) if found is not None else None


def what_happens(at_stop: Stop) -> tuple[str, ...]:
    """What happens at the stop, in words, each thing once."""
    return tuple(dict.fromkeys(happens(line) or _("a duty of the clock is due") for line in at_stop.lines))


def told(at_stop: Stop) -> str:
    """What has happened, for the head of the page."""
    what = "; ".join(what_happens(at_stop))
    return _("It is {when}: {what}.").format(when=written_moment(at_stop.at), what=what)


class Letter(Struct, frozen=True):
    """What the credential authority would have sent by post."""

    election: str
    title: str
    credential: str
    fingerprint: str


def letters(secretary: Secretary, state: State, person: Handle) -> tuple[Letter, ...]:
    """The letters of this person for elections that are not closed; the demonstration made what is in them."""
    polling = Polling(secretary, secretary.home.path)
    found = [(board, polling.credential(board.election, person)) for board in awaiting(state)]
    return tuple(
        Letter(
            board.election, elections.title(state, state.elections.elections[board.election]), own, board.credentials
        )
        for board, own in found
        if own is not None and not board.closed
    )


def groups(state: State, at: Moment) -> tuple[Group, ...]:
    """The parts that people play, each with some who can play it."""
    executive, desk = ("secretary", "treasurer", "executive-member"), ("teller", "credentials", "minute-taker")
    return (
        _group(state, at, _("Members"), _plain_members(state)),
        _group(state, at, _("Branch secretaries"), _holding(state, at, "branch-secretary")),
        Group(_("Delegates"), _people(state, at, _delegates(state)), _none_elected(state)),
        _group(state, at, _("The chair"), _holding(state, at, "chair")),
        _group(state, at, _("Secretary, treasurer, executive"), _holding(state, at, *executive)),
        _group(state, at, _("Tellers, credentials, minutes"), _holding(state, at, *desk)),
    )


def _group(state: State, at: Moment, part: str, found: list[Handle]) -> Group:
    return Group(part, _people(state, at, found), _("Nobody holds this now."))


def _people(state: State, at: Moment, found: list[Handle]) -> tuple[Person, ...]:
    return tuple(person(state, handle, at) for handle in found[:FEW])


def _holding(state: State, at: Moment, *posts: str) -> list[Handle]:
    return [h.person for post in posts for h in holders(state, post, at)]


def _plain_members(state: State) -> list[Handle]:
    """Members without a post, those whose dues are paid the longest first."""
    busy = set(state.offices.holdings)
    members = [m for m in state.members.members.values() if not m.left and m.handle not in busy]
    return from_each_branch(sorted(members, key=lambda member: -member.paid_until))


def _delegates(state: State) -> list[Handle]:
    meeting = current(state)
    return [d.person for d in delegates_of(state, meeting.id)] if meeting is not None else []


def _none_elected(state: State) -> str:
    meeting = current(state)
    closes = deadline(state, meeting.id, "delegate-voting-closes") if meeting is not None else None
    if closes is None:
        return _("No convention is called.")
    return _("They are elected when the branches' vote closes, on {when}.").format(when=written_moment(closes))


def everybody(state: State, at: Moment, search: str) -> tuple[Row, ...]:
    """The first hundred members whose name has the words searched for."""
    return rows(state, found(state, search, "")[:100], at)
