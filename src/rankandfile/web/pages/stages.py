"""A motion's way: what is behind it with its date, where it is, what is ahead and when."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rankandfile.core.calendar import shifted
from rankandfile.core.chapters.agenda import item_about
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import deadline
from rankandfile.core.chapters.motions import Motion, business_of
from rankandfile.core.chapters.rulings import is_out_of_order
from rankandfile.core.state import State

from .pieces import Stage

FATES = {
    "withdrawn": gettext_noop("withdrawn"),
    "fell": gettext_noop("fell: short of support"),
    "carried": gettext_noop("carried"),
    "lost": gettext_noop("lost"),
    "referred": gettext_noop("referred, and not adopted"),
    "unreached": gettext_noop("unreached: the meeting ended first"),
}


OUT_OF_ORDER = gettext_noop("fell: ruled out of order")


def ended(state: State, motion: Motion) -> str:
    """How it ended, in words; empty while it is alive."""
    if motion.fate == "fell" and is_out_of_order(state, motion.id):
        return _(OUT_OF_ORDER)
    joint = state.composites.of.get(motion.id)
    if motion.fate == "fell" and joint is not None and state.motions.motions[joint].fate in ("carried", "lost"):
        return _("fell: {number} stood in its place and was decided").format(number=joint)
    return _(FATES[motion.fate]) if motion.fate else ""


def stages(state: State, motion: Motion) -> tuple[Stage, ...]:
    """The motion's way: what is behind it with its date, where it is, what is ahead and when."""
    way_behind = _reached(state, motion)
    last = max((place for place, (_label, at, _plan) in enumerate(way_behind) if at), default=0)
    told = [
        Stage(label, "now" if place == last and not motion.fate else "done" if at else "ahead", at or plan)
        for place, (label, at, plan) in enumerate(way_behind)
        if not motion.fate or at
    ]
    return (*told, *_end(state, motion))


def _reached(state: State, motion: Motion) -> list[tuple[str, int, int]]:
    """Each stage on the way to the decision: its word, when it was reached, when it is planned."""
    where, item = state.bulletin.published.get(motion.id), item_about(state, motion.convention, motion.id)
    agenda = deadline(state, motion.convention, "agenda") or 0
    votes = [v.opened for v in state.floor.votes.values() if v.subject == motion.id]
    return [
        (_("written"), motion.received, 0),
        (_("seconded"), motion.placed, deadline(state, motion.convention, f"seconding-close-{motion.business}") or 0),
        (_("published"), where.at if where else 0, _next_issue(state, motion)),
        (_("on the agenda"), max(agenda, motion.placed) if item else 0, agenda),
        (_("debated"), min(votes) if votes else state.now if item and item.state == "open" else 0, 0),
        *_readings(state, motion),
        *([] if motion.fate else [(_("decided"), 0, 0)]),
    ]


def _readings(state: State, motion: Motion) -> list[tuple[str, int, int]]:
    """Each convention that adopted it where several must, and the ballot of all members, and when."""
    carried = {v.convention: v.closed for v in state.floor.votes.values() if v.subject == motion.id and v.carried}
    read = [
        (_("adopted at reading {number}").format(number=number), carried[convention], 0)
        for number, convention in enumerate(motion.read, 1)
    ]
    asked = state.elections.elections.get(motion.ballot)
    if asked is None:
        return list(read)
    return [*read, (_("put to a secret ballot") if asked.convention else _("put to all members"), asked.opened, 0)]


def _next_issue(state: State, motion: Motion) -> int:
    meeting = state.meetings.conventions[motion.convention]
    ahead = [line.at for line in meeting.timetable if line.kind == "issue" and line.at > state.now]
    return min(ahead, default=0)


def _end(state: State, motion: Motion) -> tuple[Stage, ...]:
    """How it ended, and when it comes back."""
    if not motion.fate:
        return ()
    end = Stage(ended(state, motion), "now" if motion.fate == "carried" else "dropped", motion.decided)
    clause = business_of(state, motion.business)
    if motion.fate != "carried" or clause is None or clause.review_after is None:
        return (end,)
    again = shifted(motion.decided, clause.review_after, 1, rulebook(state).organisation.week)
    return (end, Stage(_("to be reviewed"), "ahead", again))
