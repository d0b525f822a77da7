"""Discussing: what members say to each other under a motion or document, and ask movers and candidates.

A comment answers the paper, or another comment under it. An author's own answers are marked as such. A question goes to
the mover of a motion, the author of a document or a candidate; it stands without an answer, and since when, until the
one who was asked gives it. Limits are the same for everybody, office or not, and the order is that of time: nothing is
counted, weighed or hidden by what others think of it. A comment is its author's own for ever: withdrawn, its words can
be destroyed, whatever others have answered. Who takes one out stands in `moderating.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Text, Texts
from ..calendar import shifted
from ..ids import CommentId, ConventionId, DocumentId, ElectionId, Handle, Moment, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..rulebook.schema import Discussion
from ..table import Table
from ..text import count_words
from .bulletin import is_open_to_members
from .elections import Election, phase
from .foundation import rulebook
from .meetings import deadline
from .standing import why_not_in_good_standing

if TYPE_CHECKING:
    from ..state import State


class Comment(Struct, frozen=True, gc=False):
    """What somebody said under a paper; `answers` is the comment it answers, empty where that is the paper itself."""

    id: CommentId
    about: str
    """A motion, a document, or a candidate as "election/handle"."""
    by: Handle
    at: Moment
    entry: int
    answers: CommentId = CommentId("")
    question: bool = False
    by_author: bool = False
    """By whoever wrote the paper, or stands: marked wherever it shows."""
    answered: CommentId = CommentId("")
    """Of a question, the answer of whoever was asked."""
    free: bool = False
    """The author's first answer to another's comment, which no limit counts."""
    withdrawn: Moment = Moment(0)


class Complaint(Struct, frozen=True, gc=False):
    """Somebody complained about a comment, and the moderators have not looked since."""

    comment: CommentId
    since: Moment
    by: tuple[Handle, ...]
    looked: Moment = Moment(0)
    """When a moderator last looked and let it stand; 0 before."""
    by_moderator: Handle = Handle("")
    entry: int = -1
    """The entry with the reason for letting it stand."""


class DiscussionState(Struct, frozen=True):
    """The slice of this chapter. `of` lists what was said under each paper, `by` what each person said, in time."""

    comments: Table[CommentId, Comment] = Table()
    of: Table[str, tuple[CommentId, ...]] = Table()
    by: Table[Handle, tuple[CommentId, ...]] = Table()
    complaints: Table[CommentId, Complaint] = Table()
    waiting: Table[CommentId, Moment] = Table()
    """The questions that wait for an answer, and since when."""


class WriteComment(Act, frozen=True):
    """Say something under a motion or document, or about a comment under it; or ask its author, or a candidate."""

    about: str
    answers: CommentId = CommentId("")
    question: bool = False


class WithdrawComment(Act, frozen=True):
    """Take one's own comment back; its words can be erased then."""

    comment: CommentId


class CommentWritten(Effect, frozen=True):
    """It stands in the discussion."""

    comment: CommentId
    about: str
    by: Handle
    at: Moment
    entry: int
    answers: CommentId = CommentId("")
    question: bool = False
    by_author: bool = False
    free: bool = False


class CommentWithdrawn(Effect, frozen=True):
    """Its author took it back; that it was there stays."""

    comment: CommentId
    at: Moment


REFUSALS = {
    "discussion.none": Words(
        gettext_noop("Under this rulebook there are no discussions here."),
        gettext_noop("Answer with a document, or move to add a clause [discussion]."),
    ),
    "discussion.unknown": Words(
        gettext_noop("There is nothing here that could be discussed."),
        gettext_noop("See the motions, the documents of the bulletin, and who stands for election."),
    ),
    "discussion.closed": Words(
        gettext_noop("This discussion closed on {since}."),
        gettext_noop("Speak at the meeting; what was said here stays readable."),
    ),
    "discussion.no_comment": Words(
        gettext_noop("There is no such comment in this discussion, or it was withdrawn."),
        gettext_noop("Read the discussion, and answer a comment that stands in it."),
    ),
    "discussion.candidates": Words(
        gettext_noop("Under a candidate there are questions and the candidate's answers, and nothing else."),
        gettext_noop("Ask a question. About your reasons you can write a document."),
    ),
    "discussion.own": Words(
        gettext_noop("This question would go to yourself."),
        gettext_noop("Write a comment."),
    ),
    "discussion.questions": Words(
        gettext_noop("You have asked {asked} questions here; {limit} is the most for everybody."),
        gettext_noop("Wait for the answers, or let another member ask this one."),
    ),
    "discussion.enough": Words(
        gettext_noop("You have written {written} comments in {lasts}; {number} is the most, for everybody alike."),
        gettext_noop("Write again from {until}. An author's first answer to each comment does not count."),
    ),
    "discussion.words": Words(
        gettext_noop("The comment has {words} words; the limit for everybody is {limit}."),
        gettext_noop("Shorten it by {over} words, or hand it in as a document."),
    ),
    "discussion.empty": Words(
        gettext_noop("The comment says nothing."),
        gettext_noop("Write what you want to say."),
    ),
    "discussion.not_yours": Words(
        gettext_noop("Only its author can withdraw a comment."),
        gettext_noop("Answer it; or complain about it, on a ground that the rulebook knows."),
    ),
}


def author_of(state: State, about: str) -> Handle:
    """Whose paper it is, or who stands; empty where there is nothing of this name that members may read."""
    motion = state.motions.motions.get(MotionId(about))
    if motion is not None:
        return motion.mover
    document = state.bulletin.documents.get(DocumentId(about))
    if document is not None:
        return document.author if is_open_to_members(state, document.id, document.approved) else Handle("")
    found = state.elections.elections.get(ElectionId(about.partition("/")[0]))
    candidate = found.candidates.get(Handle(about.partition("/")[2])) if found is not None else None
    return candidate.person if candidate is not None and candidate.accepted and not candidate.withdrawn else Handle("")


def election_of(state: State, about: str) -> Election | None:
    """The election in which the person stands that this is about; None for a motion or document."""
    return state.elections.elections.get(ElectionId(about.partition("/")[0])) if "/" in about else None


def closes(state: State, about: str) -> Moment:
    """When this discussion closes or closed; 0 where that is not known yet."""
    own = election_of(state, about)
    if own is not None:
        return own.voting_closes
    convention = _convention_of(state, about)
    meeting = state.meetings.conventions[convention]
    return deadline(state, convention, "discussion-closes") or meeting.closed or meeting.closes


def _convention_of(state: State, about: str) -> ConventionId:
    motion = state.motions.motions.get(MotionId(about))
    return motion.convention if motion is not None else state.bulletin.documents[DocumentId(about)].convention


def is_over(state: State, about: str, at: Moment) -> bool:
    """Whether nothing more can be said: its deadline has passed, the convention or the voting is closed."""
    own = election_of(state, about)
    if own is not None:
        return phase(own, at) in ("closed", "counted")
    convention = _convention_of(state, about)
    ends = deadline(state, convention, "discussion-closes")
    return bool(state.meetings.conventions[convention].closed) or (ends is not None and at >= ends)


def under(state: State, about: str) -> tuple[Comment, ...]:
    """Everything that was said under the paper, in time."""
    own = state.discussion
    return tuple(own.comments[each] for each in own.of.get(about, ()))


def write_comment(state: State, act: WriteComment, texts: Texts) -> Answer:
    """Any member in good standing says something, within limits that are the same for all."""
    clause = rulebook(state).discussion
    if clause is None:
        return refuse(rulebook(state).bulletin.article, "discussion.none")
    author = author_of(state, act.about)
    if not author:
        return refuse(clause.article, "discussion.unknown")
    refusal = (
        why_not_in_good_standing(state, act.by, act.at)
        or _why_not_here(state, clause, act, author)
        or _why_too_much(state, clause, act, author)
        or _why_not_these_words(clause, texts.get("text"))
    )
    if refusal is not None:
        return refusal
    number, entry = CommentId(f"K{len(state.discussion.comments) + 1}"), int(state.size)
    free = act.by == author and _is_first_answer(state, act)
    written = CommentWritten(
        number, act.about, act.by, act.at, entry, act.answers, act.question, act.by == author, free
    )  # fmt: skip
    return (written,)


def _why_not_here(state: State, clause: Discussion, act: WriteComment, author: Handle) -> Refusal | None:
    if is_over(state, act.about, act.at):
        return refuse(clause.article, "discussion.closed", since=min(closes(state, act.about) or act.at, act.at))
    answered = state.discussion.comments.get(act.answers)
    if act.answers and (answered is None or answered.about != act.about or answered.withdrawn):
        return refuse(clause.article, "discussion.no_comment")
    if act.question and act.by == author:
        return refuse(clause.article, "discussion.own")
    if election_of(state, act.about) is not None and not act.question and not (act.by == author and answered):
        return refuse(clause.article, "discussion.candidates")
    return None


def _why_too_much(state: State, clause: Discussion, act: WriteComment, author: Handle) -> Refusal | None:
    if act.question:
        asked = sum(each.question and each.about == act.about for each in _mine(state, act.by))
        if asked >= clause.questions:
            return refuse(clause.article, "discussion.questions", asked=asked, limit=clause.questions)
    if act.by == author and _is_first_answer(state, act):
        return None
    recent = takewhile(lambda each: _ends(state, clause, each.at) > act.at, _mine(state, act.by))
    counting = [each for each in recent if not each.free]
    if len(counting) < clause.number:
        return None
    until = _ends(state, clause, counting[clause.number - 1].at) if counting else act.at
    lasts = f"{clause.within.amount} {clause.within.unit}"
    return refuse(
        clause.article, "discussion.enough", written=len(counting), lasts=lasts, number=clause.number, until=until
    )  # fmt: skip


def _mine(state: State, by: Handle) -> Iterator[Comment]:
    """What the person has said, the newest first."""
    own = state.discussion
    return (own.comments[each] for each in reversed(own.by.get(by, ())))


def _ends(state: State, clause: Discussion, at: Moment) -> Moment:
    """Until when a comment counts."""
    return shifted(at, clause.within, 1, rulebook(state).organisation.week)


def _is_first_answer(state: State, act: WriteComment) -> bool:
    """Whether the author answers somebody else's comment for the first time."""
    answered = state.discussion.comments.get(act.answers)
    if answered is None or answered.by == act.by:
        return False
    return not any(each.answers == act.answers for each in _mine(state, act.by))


def _why_not_these_words(clause: Discussion, text: str | None) -> Refusal | None:
    if text is None:
        return None
    words = count_words(text)
    if not words:
        return refuse(clause.article, "discussion.empty")
    if words <= clause.words:
        return None
    return refuse(clause.article, "discussion.words", words=words, limit=clause.words, over=words - clause.words)


def withdraw_comment(state: State, act: WithdrawComment, texts: Texts) -> Answer:
    """Only the author withdraws, and always can."""
    own, clause = state.discussion.comments.get(act.comment), rulebook(state).discussion
    article = clause.article if clause is not None else rulebook(state).bulletin.article
    if own is None or own.withdrawn:
        return refuse(article, "discussion.no_comment")
    if own.by != act.by:
        return refuse(article, "discussion.not_yours")
    return (CommentWithdrawn(own.id, act.at),)


def _written(state: State, effect: CommentWritten) -> DiscussionState:
    own = state.discussion
    comment = Comment(
        effect.comment, effect.about, effect.by, effect.at, effect.entry, effect.answers, effect.question,
        effect.by_author, free=effect.free,
    )  # fmt: skip
    comments = own.comments.set(comment.id, comment)
    asked, waiting = own.comments.get(effect.answers), own.waiting
    if asked is not None and asked.question and effect.by_author and not asked.answered:
        comments, waiting = comments.set(asked.id, replace(asked, answered=comment.id)), waiting.remove(asked.id)
    return replace(
        own,
        comments=comments,
        waiting=waiting.set(comment.id, comment.at) if comment.question else waiting,
        of=own.of.set(effect.about, (*own.of.get(effect.about, ()), comment.id)),
        by=own.by.set(effect.by, (*own.by.get(effect.by, ()), comment.id)),
    )


def _withdrawn(state: State, effect: CommentWithdrawn) -> DiscussionState:
    own = state.discussion
    gone = replace(own.comments[effect.comment], withdrawn=effect.at)
    return replace(own, comments=own.comments.set(gone.id, gone), complaints=own.complaints.remove(gone.id),
                   waiting=own.waiting.remove(gone.id))  # fmt: skip


SLICE = "discussion"
ADMIT: dict[type, Any] = {WriteComment: write_comment, WithdrawComment: withdraw_comment}
APPLY: dict[type, Any] = {CommentWritten: _written, CommentWithdrawn: _withdrawn}
TEXTS = {WriteComment: (Text("text"),)}
