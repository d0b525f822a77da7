"""What is closed to members who do not sit in a body: papers, floor, votes and minutes, where its clause says so.

That such a meeting is called, where and when, stays on its page for everybody, and its entries stay in the record.
"""

from collections.abc import Mapping

from rankandfile.core.chapters.bodies import Role, belongs, is_in_role, meeting_body, rules_of
from rankandfile.core.chapters.convening import why_not_caller
from rankandfile.core.chapters.credentials import seat_flags
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.ids import (
    AmendmentId,
    CommentId,
    ConventionId,
    DocumentId,
    MotionId,
    VoteId,
)
from rankandfile.core.state import State

from ..who import Reader

ROLES: tuple[Role, ...] = ("chair", "minutes", "credentials", "tell")


def is_closed(state: State, meeting: str) -> bool:
    """Whether the meeting is of a body whose papers are closed to those who do not sit in it."""
    own = state.meetings.conventions.get(ConventionId(meeting))
    return own is not None and bool(own.body) and not meeting_body(state, own.id).papers_open


def is_closed_to(state: State, reader: Reader, meeting: str) -> bool:
    """Whether it is closed to this reader, who neither sits in the body nor works at its meeting."""
    return is_closed(state, meeting) and not _sits(state, reader, state.meetings.conventions[ConventionId(meeting)])


def _sits(state: State, reader: Reader, own: Convention) -> bool:
    if not reader.handle:
        return False
    clause = rules_of(state, own.id)
    return (
        seat_flags(state, own.id, reader.handle, reader.at) is not None
        or belongs(state, meeting_body(state, own.id), own.branch, reader.handle, reader.at)
        or any(is_in_role(state, own.id, reader.handle, role, reader.at) for role in ROLES)
        or (clause is not None and why_not_caller(state, clause, own.branch, reader.handle, reader.at) is None)
    )


def meeting_of(state: State, about: str) -> str:
    """The meeting to which a motion, amendment, document, comment or part of a text belongs; empty for none."""
    number = about.partition("#")[0]
    comment = state.discussion.comments.get(CommentId(number))
    if comment is not None:
        return meeting_of(state, comment.about)
    amendment = state.amendments.amendments.get(AmendmentId(number))
    motion = state.motions.motions.get(amendment.motion if amendment is not None else MotionId(number))
    document = state.bulletin.documents.get(DocumentId(number))
    own = motion or document
    return own.convention if own is not None else ""


def meeting_named(state: State, named: Mapping[str, object]) -> str:
    """The meeting that an address or an entry with these fields is about; empty for none."""
    for field in ("convention", "meeting"):
        if named.get(field):
            return str(named[field])
    vote = state.floor.votes.get(VoteId(str(named.get("vote", ""))))
    if vote is not None:
        return vote.convention
    fields = ("motion", "amendment", "document", "paper", "comment", "subject", "about")
    return next((found for field in fields if named.get(field) and (found := meeting_of(state, str(named[field])))), "")


def is_own(state: State, reader: Reader, named: Mapping[str, object]) -> bool:
    """Whether the motion or the document is the reader's: nobody is kept from the own text."""
    motion = state.motions.motions.get(MotionId(str(named.get("motion", ""))))
    document = state.bulletin.documents.get(DocumentId(str(named.get("document", ""))))
    return bool(reader.handle) and reader.handle in (
        motion.mover if motion else "", document.author if document else "",
    )  # fmt: skip
