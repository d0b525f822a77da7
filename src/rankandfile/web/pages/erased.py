"""What stands in the place of a text that is no longer there: which entry erased or closed it, and on which ground."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rankandfile.core.chapters.erasing import GONE, request_about
from rankandfile.core.state import State

from .. import organisation
from ..templatetags.pieces import number

SLOTS = {
    "name": gettext_noop("name"),
    "contact": gettext_noop("contact"),
    "title": gettext_noop("title"),
    "text": gettext_noop("text"),
    "synopsis": gettext_noop("summary"),
    "reason": gettext_noop("reason"),
    "statement": gettext_noop("statement"),
    "answer": gettext_noop("answer"),
    "reply": gettext_noop("reply"),
    "minutes": gettext_noop("minutes"),
    "note": gettext_noop("note"),
    "place": gettext_noop("place"),
    "ground": gettext_noop("ground"),
    "rulebook": gettext_noop("rulebook"),
    "organisation": gettext_noop("name of the organisation"),
    "court": gettext_noop("court"),
    "file": gettext_noop("file"),
    "reasons": gettext_noop("reasons"),
    "evidence": gettext_noop("evidence"),
}
GROUNDS = {
    "own": lambda entry: _("Erased by entry {entry} at the owner's request.").format(entry=entry),
    "key-lost": lambda entry: _("Erased by entry {entry} for its owner, who has lost the key.").format(entry=entry),
    "dead": lambda entry: _("Erased by entry {entry}; its owner is dead.").format(entry=entry),
    "minor": lambda entry: _("Erased by entry {entry} for its owner, who is a minor.").format(entry=entry),
    "court": lambda entry: _("Closed by entry {entry} by order of a court.").format(entry=entry),
}


def slot_name(slot: str) -> str:
    """What people call the text."""
    return _(SLOTS.get(slot, slot))


def why_gone(state: State, entry: int, slot: str) -> str:
    """Why the text is not shown, as a sentence; empty where nothing was erased or closed."""
    own = request_about(state, entry, slot)
    if own is None or own.stage not in (*GONE, "sealed"):
        return ""
    return GROUNDS[own.ground](number(own.done_in))


def shown(state: State, entry: int, slot: str) -> str:
    """The text, or in its place, in brackets, why it is not there; empty where there never was one."""
    text = organisation.text(entry, slot)
    if text:
        return text
    why = why_gone(state, entry, slot)
    return f"[{why}]" if why else ""
