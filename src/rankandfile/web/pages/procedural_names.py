"""What procedural motions, and the states of the floor, are called in the reader's language."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rankandfile.core.chapters.agenda import items
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.procedural import Procedural, pending, row_of
from rankandfile.core.ids import ConventionId, Moment
from rankandfile.core.procedure.rows import POSITIONS
from rankandfile.core.procedure.table import SCHOOLS, table_of
from rankandfile.core.rulebook.articles import clause_of
from rankandfile.core.state import State

from ..templatetags.pieces import number, written_moment
from .naming import post_title


def motion_name(state: State, motion: str) -> str:
    """What the procedural motion of this id is called in the usage that the rulebook has chosen."""
    known = table_of(state.foundation.rulebook) if state.foundation.rulebook is not None else None
    tables = (known, *SCHOOLS.values()) if known is not None else tuple(SCHOOLS.values())
    row = next((table.rows[motion] for table in tables if motion in table.rows), None)
    return _(row.name) if row is not None else motion


def position_name(position: str) -> str:
    """Where the floor is, in words."""
    return _(POSITIONS[position]) if position in POSITIONS else position


def raised_title(state: State, number: str) -> str:
    """What was raised under this number, as people name it: with what it names, where it names something."""
    own = state.procedure.raised[number]
    about = about_name(state, own)
    told = _("{motion} ({number}): {about}") if about else _("{motion} ({number})")
    return told.format(number=number, motion=own_name(state, own), about=about)


def own_name(state: State, own: Procedural) -> str:
    """The name of what was raised, by its row."""
    row = row_of(state, own)
    name = _(row.name) if row is not None else own.motion
    return _("amendment to {number}, {motion}").format(number=own.amends, motion=name) if own.amends else name


def about_name(state: State, own: Procedural) -> str:
    """What it names, in words: an item, a body, an article, a motion, minutes, the ruling appealed, a vote."""
    if own.minutes:
        return ngettext("{n} minute", "{n} minutes", own.minutes).format(n=number(own.minutes))
    if not own.about:
        return ""
    if own.about in state.floor.votes:
        return _("vote {number}").format(number=own.about)
    if own.about in state.procedure.raised:
        return _("the ruling on {what}").format(what=raised_title(state, own.about))
    return object_name(state, own.convention, own.motion, own.about)


def object_name(state: State, meeting: ConventionId, motion: str, about: str) -> str:
    """Something that a motion can name at this meeting, as people call it."""
    from .agenda import item_title

    if motion in ("postpone", "reorder", "take-up"):
        item = next((each for each in items(state, meeting) if each.id == about), None)
        title = item_title(state, item.about) if item is not None else ""
        return _("Item {number}: {title}").format(number=about, title=title)
    if motion == "suspend":
        return article_name(state, about)
    return post_title(state, about) if motion == "refer" else item_title(state, about)


def article_name(state: State, about: str) -> str:
    """The article with its title, where it has one."""
    clause = clause_of(rulebook(state), about)
    title = clause.title if clause is not None else ""
    return _("Article {number}: {title}").format(number=about, title=title) if title else about


def says(state: State, number: str) -> str:
    """What was raised under this number, in the words in which it is moved; empty where nothing was."""
    own = state.procedure.raised.get(number)
    row = row_of(state, own) if own is not None else None
    return _(row.says) if row is not None else ""


def comes_first(state: State, meeting: ConventionId, at: Moment) -> str:
    """What everybody in the hall waits for before anything else: a pause, a ruling, a vote; empty for nothing."""
    until = state.procedure.recess.get(meeting, Moment(0))
    if at < until:
        return _("The meeting pauses until {when}.").format(when=written_moment(until))
    waits = pending(state, meeting)
    if not waits:
        return ""
    row, what = row_of(state, waits[-1]), capfirst(raised_title(state, waits[-1].id))
    if row is not None and row.decided == "chair":
        return _("{what} waits for the chair's ruling.").format(what=what)
    return _("{what} is put to the vote before anything else.").format(what=what)
