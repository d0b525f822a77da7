"""Moderating: a comment is taken out of its discussion, by whom the rulebook names and on a ground that it knows.

It is a ruling (`rulings.py`): with the name of whoever made it, its ground and its reason, open to everybody in the
place of the comment, appealed against by its author or by members together, decided by others, and made once. Members
complain about a comment; one complaint or a thousand bring the same: the moderators owe a look at it until a time, and
say why it stands or that it goes. Complaints hide nothing, and nobody is shown how many there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..duty import Duty
from ..ids import CommentId, Handle, Moment
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Discussion
from .discussing import Comment, Complaint, DiscussionState, author_of
from .foundation import rulebook
from .rulings import after, holds_post, keeps_out, made, why_not_reasoned, why_not_ruling
from .standing import why_lapsed, why_not_in_good_standing

if TYPE_CHECKING:
    from ..state import State


class ModerateComment(Act, frozen=True):
    """Take a comment out of its discussion, on a ground of the rulebook."""

    comment: CommentId
    ground: str


class ComplainAboutComment(Act, frozen=True):
    """Ask the moderators to look at a comment, on a ground of the rulebook."""

    comment: CommentId
    ground: str


class LetCommentStand(Act, frozen=True):
    """Answer the complaints about a comment: it stands, and why."""

    comment: CommentId


class CommentComplainedAbout(Effect, frozen=True):
    """The moderators owe a look at it."""

    comment: CommentId
    by: Handle
    at: Moment


class CommentLeftStanding(Effect, frozen=True):
    """A moderator looked, and it stands."""

    comment: CommentId
    by: Handle
    at: Moment
    entry: int


REFUSALS = {
    "moderating.nobody": Words(
        gettext_noop("Under this rulebook nobody takes a comment out of a discussion."),
        gettext_noop("Answer it; or move to name moderators and grounds in the clause [discussion]."),
    ),
    "moderating.own_case": Words(
        gettext_noop("The comment is your own, or stands under what you wrote."),
        gettext_noop("Withdraw your own; leave others to the other holders of “{post}”."),
    ),
    "moderating.complained": Words(
        gettext_noop("You have complained about this comment already."),
        gettext_noop("The moderators owe a look at it by {until}."),
    ),
    "moderating.many": Words(
        gettext_noop("{open} of your complaints wait for a look; {limit} is the most, for everybody alike."),
        gettext_noop("Wait until the moderators have looked at them."),
    ),
    "moderating.looked": Words(
        gettext_noop("The moderators looked at this comment on {since} and let it stand, with a reason."),
        gettext_noop("Read the reason beside the comment; and answer the comment."),
    ),
    "moderating.no_complaint": Words(
        gettext_noop("Nobody has complained about this comment since the moderators looked."),
        gettext_noop("Nothing is needed."),
    ),
    "moderating.out": Words(
        gettext_noop("The comment is taken out already."),
        gettext_noop("See the ruling in its place."),
    ),
}


def _found(state: State, comment: CommentId) -> tuple[Comment, Discussion] | Refusal:
    """The comment and the clause, where the rulebook has moderators and the comment still stands."""
    clause, own = rulebook(state).discussion, state.discussion.comments.get(comment)
    if clause is None or not clause.moderated_by:
        article = clause.article if clause is not None else rulebook(state).bulletin.article
        return refuse(article, "moderating.nobody")
    if own is None or own.withdrawn:
        return refuse(clause.article, "discussion.no_comment")
    return own, clause


def moderate_comment(state: State, act: ModerateComment, texts: Texts) -> Answer:
    """A ruling on a comment, by whom the rulebook names, with a ground and a reason."""
    found = _found(state, act.comment)
    if isinstance(found, Refusal):
        return found
    own, clause = found
    refusal = (
        why_not_ruling(state, act.by, clause.moderated_by, clause.grounds, act.ground, clause.article, own.id, act.at)
        or _why_own_case(state, own, clause, act.by)
        or why_not_reasoned(state, clause.article, texts.get("reason"))
    )
    if refusal is not None:
        return refusal
    ground = next(each for each in clause.grounds if each.id == act.ground)
    return (made(state, own.id, ground, act.by, clause.moderated_by, own.by, act.at, clause.appeal),)


def _why_own_case(state: State, own: Comment, clause: Discussion, by: Handle) -> Refusal | None:
    """Nobody moderates the own words, or what others say about them."""
    if by not in (own.by, author_of(state, own.about)):
        return None
    return refuse(clause.article, "moderating.own_case", post=clause.moderated_by)


def complain_about_comment(state: State, act: ComplainAboutComment, texts: Texts) -> Answer:
    """Any member complains, once, on a ground of the rulebook; what was looked at is not complained about again."""
    found = _found(state, act.comment)
    if isinstance(found, Refusal):
        return found
    own, clause = found
    refusal = why_not_in_good_standing(state, act.by, act.at)
    if refusal is not None:
        return refusal
    known = [each.id for each in clause.grounds]
    if act.ground not in known:
        return refuse(clause.article, "ruling.ground", ground=act.ground[:40], grounds=", ".join(known))
    if keeps_out(state, own.id):
        return refuse(clause.article, "moderating.out")
    complaint = state.discussion.complaints.get(own.id)
    if complaint is not None and complaint.looked:
        return refuse(clause.article, "moderating.looked", since=complaint.looked)
    if complaint is not None and act.by in complaint.by:
        return refuse(clause.article, "moderating.complained", until=look_due(state, clause, complaint))
    waiting = sum(not each.looked and act.by in each.by for each in state.discussion.complaints.values())
    if waiting >= clause.number:
        return refuse(clause.article, "moderating.many", open=waiting, limit=clause.number)
    return (CommentComplainedAbout(own.id, act.by, act.at),)


def look_due(state: State, clause: Discussion, complaint: Complaint) -> Moment:
    """By when the moderators owe a look."""
    return after(state, complaint.since, clause.look_within)


def let_comment_stand(state: State, act: LetCommentStand, texts: Texts) -> Answer:
    """A moderator has looked and says why the comment stands."""
    found = _found(state, act.comment)
    if isinstance(found, Refusal):
        return found
    own, clause = found
    if not holds_post(state, act.by, clause.moderated_by, act.at):
        return refuse(clause.article, "ruling.not_named", post=clause.moderated_by)
    complaint = state.discussion.complaints.get(own.id)
    if complaint is None or complaint.looked or keeps_out(state, own.id):
        return refuse(clause.article, "moderating.no_complaint")
    refusal = (
        why_lapsed(state, act.by, act.at)
        or _why_own_case(state, own, clause, act.by)
        or why_not_reasoned(state, clause.article, texts.get("reason"))
    )
    return refusal or (CommentLeftStanding(own.id, act.by, act.at, int(state.size)),)


def _complained(state: State, effect: CommentComplainedAbout) -> DiscussionState:
    own = state.discussion
    known = own.complaints.get(effect.comment) or Complaint(effect.comment, effect.at, ())
    return replace(own, complaints=own.complaints.set(effect.comment, replace(known, by=(*known.by, effect.by))))


def _left_standing(state: State, effect: CommentLeftStanding) -> DiscussionState:
    own = state.discussion
    known = own.complaints[effect.comment]
    looked = replace(known, looked=effect.at, by_moderator=effect.by, entry=effect.entry)
    return replace(own, complaints=own.complaints.set(effect.comment, looked))


def duties(state: State) -> tuple[Duty, ...]:
    """A look at each comment that somebody complained about."""
    clause = rulebook(state).discussion
    if clause is None or not clause.moderated_by:
        return ()
    waiting = (each for each in state.discussion.complaints.values() if not each.looked)
    return tuple(
        Duty("look-at-comment", each.comment, clause.moderated_by, look_due(state, clause, each), clause.article)
        for each in waiting
        if not keeps_out(state, each.comment)
    )


SLICE = "discussion"
ADMIT: dict[type, Any] = {
    ModerateComment: moderate_comment,
    ComplainAboutComment: complain_about_comment,
    LetCommentStand: let_comment_stand,
}
TIMELY = (ModerateComment,)
APPLY: dict[type, Any] = {
    CommentComplainedAbout: _complained,
    CommentLeftStanding: _left_standing,
}
TEXTS = {
    ModerateComment: (Text("reason"),),
    LetCommentStand: (Text("reason"),),
}
