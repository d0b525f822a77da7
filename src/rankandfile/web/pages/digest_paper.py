"""The digest as paper: all proposals of an issue or of a convention on two pages for each hundred.

The same values as on its page. Of answer and reply stand as many words of the one as of the other: as many as on the
page where all of them have room, else fewer of each.
"""

from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from rankandfile.core.chapters.bulletin import is_drawn
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.ids import MotionId
from rankandfile.core.state import State
from rankandfile.shell.press import marked as press
from rankandfile.shell.press.sheet import ANSWERS, Brief, Sheet, SheetWords

from .. import organisation
from ..templatetags.pieces import number, written_moment
from . import digest
from .meetings import place_of


def sheet(state: State, meeting: Convention, issue: int = 0) -> Sheet:
    """The digest of the issue that is out, or of all of them, in the language of this moment."""
    with timezone.override(None):
        items = digest.proposals(state, meeting.id, issue)
        entries = tuple(_brief(digest.entry(state, state.motions.motions[MotionId(item)])) for item in items)
        at = max((int(state.bulletin.published[item].at) for item in items), default=int(meeting.called))
        n = len(entries)
        counted = ngettext("{n} proposal", "{n} proposals", n).format(n=number(n))
        order = _("In the order of the public lot. Nobody chose what stands here.") if is_drawn(state) else ""
        title = _("Digest of issue {number}").format(number=issue) if issue else _("Digest of all issues")
        subtitle = _("Before convention {number}, {place}").format(number=meeting.id, place=place_of(meeting))
        facts = (_("Published {when}.").format(when=written_moment(at)), counted, order)
        return Sheet(
            title, subtitle, organisation.organisation_name(state), get_language() or "en",
            "rtl" if get_language_bidi() else "ltr", at, tuple(fact for fact in facts if fact), entries, _words(),
        )  # fmt: skip


def _words() -> SheetWords:
    return SheetWords(
        changes=_("Would change"),
        answer=_("Answer of the leadership"),
        reply=_("Reply of the mover"),
        space=_("Of each answer and each reply: the first {n} words."),
        page=_("page {page} of {pages}"),
    )


def _brief(own: digest.Entry) -> Brief:
    synopsis = _said(own.synopsis)
    ruling = f"{own.ruling.word} ({own.ruling.id})" if own.ruling is not None else ""
    seconders = " · ".join(filter(None, (own.seconders.removesuffix("."), own.fate, ruling)))
    return Brief(
        own.id, own.title, f"{own.mover}, {own.capacity}", press.direction(synopsis),
        press.language(synopsis, get_language() or "en"), press.breakable(synopsis), own.changes, seconders,
        _beginnings(own.answer) if own.answer.text or not own.is_late else (_("overdue"),) * len(ANSWERS),
        _beginnings(own.reply),
    )  # fmt: skip


def _beginnings(own: digest.Excerpt) -> tuple[str, ...]:
    return tuple(_said(digest.excerpt(own.text, words), own.is_cut) for words in ANSWERS)


def _said(own: digest.Excerpt, is_cut: bool = False) -> str:
    return f"{own.text} …" if own.text and (own.is_cut or is_cut) else own.text
