"""Notices: whoever may come to a meeting is told by letter that it is called, what is on its agenda, or that it is off.

With the call goes a file for the receiver's calendar; with the agenda the papers as PDF, or the agenda alone where they
fill several volumes, and a link to them. Notices are laid into an outbox once for all processes: none is lost by a
restart, and none goes twice. A notice is not a letter of a member: nobody's limit counts it, and nobody mutes it.
"""

import logging
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation

from rankandfile.core.chapters.agenda import has_agenda, items
from rankandfile.core.chapters.bodies import branch_of, meeting_body, seated
from rankandfile.core.chapters.delegates import alternates_of, delegates_of
from rankandfile.core.chapters.meetings import Convention, going_on
from rankandfile.core.ids import BranchId, ConventionId, Handle
from rankandfile.core.state import State
from rankandfile.shell import letters
from rankandfile.shell.outbox import Outbox
from rankandfile.shell.people import meeting_letters
from rankandfile.shell.people.meeting_letters import AGENDA, CALLED, NOT_HELD
from rankandfile.shell.people.models import Account, MeetingLetter
from rankandfile.shell.press.typeset import NotTypeset, volumes
from rankandfile.shell.trouble import Busy

from . import organisation
from .looking import Looking
from .pages import feeds, press, printed
from .pages.agenda import item_title
from .pages.bodies import named
from .pages.meetings import place_of
from .templatetags.pieces import written_moment

LATE = 7 * 86_400
"""Seconds after which nothing is told any more: a site that is set up on an old record writes no old notices."""
LARGEST = 3_000_000
"""Bytes of papers that go along with a letter; larger ones are linked."""
_log = logging.getLogger(__name__)


def meeting_outbox() -> Outbox:
    """What sends notices in this process; not running yet."""
    place = organisation.secretary().store.place
    return Outbox(organisation.clock(), composed, _tidy, place.why_shut, MeetingLetter)


def _tidy(_now: int) -> None:
    meeting_letters.forget_done()


def to_tell(state: State, now: int) -> Iterator[tuple[Convention, str]]:
    """What is to be told of which meeting now: of those that are called, and of those that were not held lately."""
    for meeting in going_on(state):
        if now - meeting.called < LATE:
            yield meeting, CALLED
        if has_agenda(state, meeting.id) and not meeting.opened:
            yield meeting, AGENDA
    for meeting in reversed(list(state.meetings.conventions.values())):
        if meeting.ended and now - meeting.closed < LATE:
            yield meeting, NOT_HELD


def receivers(state: State, meeting: Convention, kind: str) -> frozenset[Handle]:
    """Who is told: whoever may come; that a convention is called, every member, for all of them elect and move."""
    if not meeting.body and kind == CALLED:
        return frozenset(member.handle for member in state.members.members.values() if not member.left)
    return frozenset(_seated(state, meeting))


def _seated(state: State, meeting: Convention) -> Iterator[Handle]:
    branch = branch_of(state, meeting.id)
    for seat in meeting_body(state, meeting.id).seats:
        if seat.who == "delegate":
            elected = delegates_of(state, meeting.id)
            yield from (each.person for each in elected)
            for each in dict.fromkeys(one.branch for one in elected):
                yield from (alternate.person for alternate in alternates_of(state, meeting.id, BranchId(each)))
        else:
            yield from seated(state, seat.who, branch, state.now)


class OfMeetings(Looking):
    """Looks whether there is something to tell, and lays the notices in."""

    trouble = "The notices of a meeting could not be written."

    def __init__(self) -> None:
        super().__init__("notices of meetings")
        self._told: set[tuple[ConventionId, str]] = set()

    def look(self) -> int:
        """How many kinds of notices were laid in now by this process."""
        state, now, laid = organisation.read_state(), organisation.clock()(), 0
        if not state.foundation.founder:
            return 0
        for meeting, kind in to_tell(state, now):
            if (meeting.id, kind) not in self._told:
                is_new = not meeting_letters.is_laid(meeting.id, kind)
                laid += is_new and meeting_letters.lay(meeting.id, kind, receivers(state, meeting, kind), now)
                self._told.add((meeting.id, kind))
        return laid


def composed(bundle: Sequence[MeetingLetter]) -> EmailMessage | None:
    """The message for this notice; None where the account or the meeting is gone, or there is nothing to tell now."""
    (letter,) = bundle
    account = Account.objects.filter(handle=letter.receiver, is_active=True).first()
    state = organisation.read_state()
    meeting = state.meetings.conventions.get(ConventionId(letter.meeting))
    if account is None or meeting is None or (letter.kind != NOT_HELD and meeting.closed):
        return None
    with translation.override(account.language or settings.LANGUAGE_CODE), timezone.override(None):
        files = tuple(_files(state, meeting, letter.kind))
        facts = _facts(state, meeting, any(kind != CALENDAR for _name, _content, kind in files))
        text = render_to_string(f"letters/meeting_{letter.kind.replace('-', '_')}.txt", facts)
    message = letters.message(account.email, text, "meeting-letters", letter.pk)
    for each in files:
        message.attach(*each)
    return message


CALENDAR = "text/calendar"


def _files(state: State, meeting: Convention, kind: str) -> Iterator[tuple[str, bytes, str]]:
    """The files that go along: name, content, type."""
    yield f"{meeting.id}.ics", feeds.of_one(state, settings.ADDRESS, meeting), CALENDAR
    if kind != AGENDA:
        return
    ending = "pdf" if printed.is_possible("pdf") else "md"
    whole = press.papers(state, meeting)
    parts = volumes(whole) if ending == "pdf" else (whole,)
    try:
        content = printed.made(parts if len(parts) == 1 else (press.agenda(state, meeting),), ending, 1)
    except (Busy, NotTypeset):
        _log.warning("The papers of a meeting could not be set; its notice has a link to them.")
        return
    if len(content) <= LARGEST:
        yield f"papers-{meeting.id}.{ending}", content, printed.TYPES[ending].partition(";")[0]


def _facts(state: State, meeting: Convention, has_papers: bool) -> dict[str, object]:
    closes = [line.at for line in meeting.timetable if line.kind == "motions-close" and line.at > state.now]
    reason = organisation.text(meeting.ended_entry, "reason") if meeting.ended == "called-off" else ""
    return {
        "organisation": organisation.organisation_name(state),
        "meeting": named(state, meeting),
        "place": place_of(meeting),
        "opens": written_moment(meeting.opens),
        "closes": written_moment(meeting.closes),
        "motions_until": written_moment(min(closes)) if closes else "",
        "invitation": organisation.text(meeting.entry, "invitation"),
        "items": [f"{item.id}. {item_title(state, item.about)}" for item in items(state, meeting.id)],
        "has_papers": has_papers,
        "reason": reason,
        "was_called_off": meeting.ended == "called-off",
        "link": letters.address_of("meeting", meeting.id),
        "papers": letters.address_of("papers_paper", meeting.id, "pdf" if printed.is_possible("pdf") else "md"),
    }
