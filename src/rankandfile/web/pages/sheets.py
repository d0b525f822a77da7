"""Tellers' sheets: what is printed before the network can fail, and filled in by hand when it does.

A sheet of the cards for each teller, who counts alone, and the roll by name with a box for each choice. They name what
is voted on and who can vote now; what was counted on them is entered on the tellers' page and marked as taken on paper
(`core/chapters/on_paper.py`).
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from rankandfile.core.chapters.agenda import open_item, open_vote
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention, present_voters
from rankandfile.core.ids import Handle
from rankandfile.core.state import State
from rankandfile.shell.press import marked as press
from rankandfile.shell.press.booklet import Booklet, Part, Text

from ..templatetags.pieces import number, written_moment
from . import votes
from .floor import next_subject
from .meetings import place_of
from .naming import branch_name, member_name
from .press import made_booklet, made_text

LINE = "…" * 12
BOX = "□"
"""The box that the fonts of the paper have; the ballot box, ☐, is in none of them."""


def sheets(state: State, meeting: Convention) -> Booklet | None:
    """The sheets for what is voted on now or next; without it, for any vote. None while nobody has a seat."""
    if not meeting.opened or meeting.closed:
        return None
    vote, item = open_vote(state, meeting.id), open_item(state, meeting.id)
    subject = vote.subject if vote else next_subject(state, item.about) if item else ""
    electors = vote.electorate if vote else present_voters(meeting)
    with timezone.override(None):
        title = _("Tellers' sheets: {subject}").format(subject=_subject(state, subject))
        facts = (
            _("Who can vote, as of {when}: {number}.").format(
                when=written_moment(state.now), number=number(len(electors))
            ),
            _("Enter what was counted on the tellers' page, and mark the vote as taken on paper."),
        )
        alone = tuple(_cards(state, place) for place in range(1, rulebook(state).voting.tellers_agree + 1))
        parts = (Part(_("Show of cards"), "", alone), Part(_("Roll call"), "", (_roll(state, electors),)))
        return made_booklet(state, title, place_of(meeting), state.now, facts, parts)


def _subject(state: State, subject: str) -> str:
    return votes.subject_title(state, subject) if subject else LINE


def _cards(state: State, place: int) -> Text:
    """One teller's sheet: each counts alone."""
    labels = (
        _("For"),
        _("Against"),
        _("Abstaining"),
        _("What is voted on"),
        _("Counted at"),
        _("Teller"),
        _("Signature"),
    )
    written = "\n\n".join(f"**{label}:** {LINE}" for label in labels)
    title = _("Teller {number} of {needed}, counting alone").format(
        number=number(place), needed=number(rulebook(state).voting.tellers_agree)
    )
    return made_text("", title, (), press.marked(written, 2), written=written)


def _roll(state: State, electors: tuple[Handle, ...]) -> Text:
    """Everybody who can vote, by name, with a box for each choice."""
    named = sorted((member_name(state, who), _branch(state, who)) for who in electors)
    boxes = "\u2003".join(f"{BOX} {label}" for label in (_("for"), _("against"), _("abstaining")))
    lines = (_plainly(f"{name}, {branch}: {boxes}") for name, branch in named)
    written = "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1))
    return made_text("", _("Everybody who can vote, by name"), (), press.marked(written, 2), written=written)


def _branch(state: State, who: Handle) -> str:
    member = state.members.members.get(who)
    return branch_name(state, member.branch) if member is not None else ""


def _plainly(line: str) -> str:
    """The line so that no sign in it is taken for Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#" else sign for sign in line)
