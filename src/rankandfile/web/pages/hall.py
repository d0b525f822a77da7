"""What everybody in the hall sees alike: made once for each language, and sent to every open screen.

    shared(state, meeting, "floor", "en")       the piece of a delegate's phone that is nobody's own
    shared(state, meeting, "wall", "en")        the wall of the hall

A thousand phones cannot each fetch their page when a vote opens or closes: one machine makes some hundred pages a
second, and the result must be everywhere within one. So the floor's page has two parts. What is alike for all is made
here, kept for as long as the state is what it is, and handed on by the live stream as it stands; what is the reader's
own (whether they have voted, what they can ask for) is fetched by each page when there is time for it. Hours are those
of the organisation's own time zone here: that of the hall.
"""

from typing import Any

from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.agenda import Item, open_item, open_vote
from rankandfile.core.chapters.consenting import CONSENT
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention, current
from rankandfile.core.chapters.procedural import raised
from rankandfile.core.ids import Handle, Moment
from rankandfile.core.state import State

from ..who import Reader
from . import bodies, floor, presiding, procedural_names, secret_votes, speaking, speaking_times, timing
from .meetings import where_it_stands
from .pieces import Heading

KINDS = {"floor": "floor/hall.html", "wall": "floor/wall.html", "public": "floor/wall.html"}
TOKEN = "<!--token-->"
"""Where a page puts the token of its reader's forms; the stream sends it on empty, and the page fills it in."""
PAGES_A_SECOND = 50
"""How many pages of their own readers may fetch in a second, so that votes are never kept waiting by them."""
FASTEST = 1
FRESH = 5
"""Seconds after which a piece is made anew though nothing was recorded: a time that was set aside may be over."""
RESULT_STAYS = 90
"""Seconds for which the wall shows a result before it goes on to what is next."""
NOBODY = Handle("")


class Hall(Struct, frozen=True):
    """The piece, and by which words one knows that something else is on the floor now."""

    html: str
    phase: str


_kept: dict[tuple[str, str, str], tuple[State, int, Hall]] = {}


def shared(state: State, meeting: Convention, kind: str, language: str, at: Moment) -> Hall:
    """The piece of this kind in this language, as the state has it; its hours are those of the hall."""
    key, turn = (meeting.id, kind, language), at // FRESH
    kept = _kept.get(key)
    if kept is None or kept[0] is not state or kept[1] != turn:
        kept = _kept[key] = (state, turn, _made(state, meeting, kind, language, at))
    return kept[2]


def forget() -> None:
    """No piece that was made is kept: something that may stand in one was erased."""
    _kept.clear()


def _made(state: State, meeting: Convention, kind: str, language: str, at: Moment) -> Hall:
    with translation.override(language), timezone.override(None):
        values = {**_values(state, meeting, at), "names": kind != "public", "tag": "h2" if kind == "public" else "h1"}
        html = get_template(KINDS[kind]).render({**values, "phase": phase(state, meeting), "token": TOKEN})
    return Hall(html, phase(state, meeting))


def _values(state: State, meeting: Convention, at: Moment) -> dict[str, Any]:
    from .. import organisation

    item = open_item(state, meeting.id)
    own = floor.floor(state, Reader(NOBODY, at, False), meeting)
    holder = speaking.holder(state, at, meeting, item) if item is not None else None
    is_new = own.last is not None and at - own.last.closed < RESULT_STAYS and _is_here(state, own.last.subject, item)
    return {
        "floor": own, "meeting": meeting.id, "limits": timing.limits(state, meeting, at), "now": at,
        "in_chair": presiding.put_there(state, meeting), "spread": spread(meeting), "holder": holder,
        "groups": speaking_times.by_group(state, meeting, at),
        "is_news": is_new and own.vote is None and holder is None,
        "decided_is_news": own.decided is not None and at - own.decided.at < RESULT_STAYS and holder is None,
        "organisation": organisation.organisation_name(state), "meeting_title": bodies.named(state, meeting),
        "opens": meeting.opens, "is_over": bool(meeting.closed),
        "first": procedural_names.comes_first(state, meeting.id, at),
    }  # fmt: skip


def _is_here(state: State, subject: str, item: Item | None) -> bool:
    """Whether what was decided is no business of an earlier item: then the wall goes on with the one that is open."""
    motion = floor.motion_of(state, subject)
    if subject.startswith(CONSENT):
        return item is None
    return item is None or motion is None or motion.id == item.about


def is_public(state: State) -> bool:
    """Whether the rulebook opens the convention to anybody's eyes."""
    return rulebook(state).convention.public


def open_to_all(state: State) -> str:
    """The number of the convention that is in session and open to anybody's eyes; empty where none is."""
    own = current(state) if state.foundation.rulebook is not None and is_public(state) else None
    return own.id if own is not None and own.opened else ""


def public_heading(state: State, meeting: Convention) -> Heading:
    """What the public's page is."""
    told = where_it_stands(meeting)[0]
    return Heading(_("Open to the public"), _("Convention {number}, {stands}").format(number=meeting.id, stands=told))


def phase(state: State, meeting: Convention) -> str:
    """What is on the floor: item, vote, the last thing decided or raised. Votes and speakers do not change it."""
    item, vote = open_item(state, meeting.id), open_vote(state, meeting.id)
    stage = "closed" if meeting.closed else "open" if meeting.opened else "called"
    points = raised(state, meeting.id)
    waits = f"{len(points)}.{sum(bool(own.fate) for own in points)}"
    result = state.floor.counted.get(meeting.id, "")
    secret = secret_votes.stands(state, meeting)
    what = f"{item.id if item else ''}/{vote.id if vote else ''}/{len(state.floor.votes)}"
    return f"{stage}/{what}/{waits}/{result}/{secret}"


def spread(meeting: Convention) -> int:
    """Over how many seconds the pages of all who are present spread when they fetch what is their own."""
    return max(FASTEST, len(meeting.present) // PAGES_A_SECOND)
