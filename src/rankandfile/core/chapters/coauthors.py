"""Co-authors: members who stand beside the mover of a motion, each by an act of its own.

The mover invites; nobody's name stands before that person consents. Co-authors are public and change nothing else: the
mover alone withdraws, accepts and replies, and the same support is needed. Who is invited can decline, and who stands
there can take the name off again, until the final agenda is composed: then the motion belongs to the meeting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from ..act import Act, Answer, Effect, Texts
from ..ids import Handle, Moment, MotionId
from ..refusal import Refusal, Words, gettext_noop, refuse
from ..table import Table
from .motions import Motion, article_of, why_not_alive
from .standing import why_may_not

if TYPE_CHECKING:
    from ..state import State

MOST = 20
"""Co-authors of a motion, those who are invited counted: whoever wants more asks for seconders."""


class CoauthorsState(Struct, frozen=True):
    """The slice of this chapter: who is invited, and who stands beside the mover since when."""

    invited: Table[MotionId, tuple[Handle, ...]] = Table()
    standing: Table[MotionId, Table[Handle, Moment]] = Table()


class InviteCoauthor(Act, frozen=True):
    """Ask a member to stand beside oneself as author of one's motion."""

    motion: MotionId
    person: Handle


class TakeInvitationBack(Act, frozen=True):
    """Take the invitation back that nobody has answered yet."""

    motion: MotionId
    person: Handle


class ConsentAsCoauthor(Act, frozen=True):
    """Stand as co-author of the motion to which one was invited."""

    motion: MotionId


class LeaveCoauthors(Act, frozen=True):
    """Decline the invitation, or take one's own name off the motion again."""

    motion: MotionId


class CoauthorInvited(Effect, frozen=True):
    """The mover asks this member; no name stands yet."""

    motion: MotionId
    person: Handle


class CoauthorJoined(Effect, frozen=True):
    """The member consented and is named beside the mover."""

    motion: MotionId
    person: Handle
    at: Moment


class CoauthorLeft(Effect, frozen=True):
    """The member is invited or named no longer."""

    motion: MotionId
    person: Handle


REFUSALS = {
    "coauthor.not_mover": Words(
        gettext_noop("Only the mover of {motion} invites co-authors."),
        gettext_noop("Write to the mover, and ask to be invited."),
    ),
    "coauthor.self": Words(
        gettext_noop("The mover is an author already."),
        gettext_noop("Invite another member."),
    ),
    "coauthor.already": Words(
        gettext_noop("This member is invited, or stands beside the mover already."),
        gettext_noop("Nothing more is needed; the member answers on the own front page."),
    ),
    "coauthor.many": Words(
        gettext_noop("{motion} has {count} co-authors, those who are invited counted; {limit} is the most."),
        gettext_noop("Take an invitation back, or ask for seconders."),
    ),
    "coauthor.not_invited": Words(
        gettext_noop("The mover of {motion} has not invited this member, or has taken the invitation back."),
        gettext_noop("Write to the mover, and ask to be invited."),
    ),
    "coauthor.not_one": Words(
        gettext_noop("You are neither invited nor named as co-author of {motion}."),
        gettext_noop("There is nothing to take back."),
    ),
    "coauthor.late": Words(
        gettext_noop("The final agenda is composed, and {motion} now belongs to the meeting with its authors."),
        gettext_noop("Speak for or against it at the meeting."),
    ),
}


def coauthors(state: State, motion: MotionId) -> Table[Handle, Moment]:
    """Who stands beside the mover, in the order in which they consented, and since when."""
    return state.coauthors.standing.get(motion, Table())


def invited(state: State, motion: MotionId) -> tuple[Handle, ...]:
    """Whom the mover has asked and who has not answered."""
    return state.coauthors.invited.get(motion, ())


def is_author(state: State, own: Motion, person: Handle) -> bool:
    """Whether the person is the mover or stands beside the mover."""
    return person == own.mover or person in coauthors(state, own.id)


def _why_not_open(state: State, motion: MotionId) -> Refusal | None:
    from .agenda import has_agenda, item_about

    refusal = why_not_alive(state, motion)
    if refusal is not None:
        return refusal
    own = state.motions.motions[motion]
    if own.read or own.ballot or (has_agenda(state, own.convention) and item_about(state, own.convention, own.id)):
        return refuse(article_of(state, own), "coauthor.late", motion=own.id)
    return None


def _why_not_movers(state: State, act: InviteCoauthor | TakeInvitationBack) -> Refusal | None:
    refusal = _why_not_open(state, act.motion)
    if refusal is not None:
        return refusal
    own = state.motions.motions[act.motion]
    return None if own.mover == act.by else refuse(article_of(state, own), "coauthor.not_mover", motion=own.id)


def invite_coauthor(state: State, act: InviteCoauthor, texts: Texts) -> Answer:
    """The mover asks a member who may move motions."""
    refusal = _why_not_movers(state, act)
    if refusal is not None:
        return refusal
    own, article = state.motions.motions[act.motion], article_of(state, state.motions.motions[act.motion])
    if act.person == own.mover:
        return refuse(article, "coauthor.self")
    waiting, standing = invited(state, own.id), coauthors(state, own.id)
    if act.person in waiting or act.person in standing:
        return refuse(article, "coauthor.already")
    count = len(waiting) + len(standing)
    if count >= MOST:
        return refuse(article, "coauthor.many", motion=own.id, count=count, limit=MOST)
    return why_may_not(state, act.person, "move", act.at) or (CoauthorInvited(own.id, act.person),)


def take_invitation_back(state: State, act: TakeInvitationBack, texts: Texts) -> Answer:
    """The mover no longer asks somebody who has not answered."""
    refusal = _why_not_movers(state, act)
    if refusal is not None:
        return refusal
    own = state.motions.motions[act.motion]
    if act.person not in invited(state, own.id):
        return refuse(article_of(state, own), "coauthor.not_invited", motion=own.id)
    return (CoauthorLeft(own.id, act.person),)


def consent_as_coauthor(state: State, act: ConsentAsCoauthor, texts: Texts) -> Answer:
    """Who was invited consents, and is named from now on."""
    refusal = _why_not_open(state, act.motion)
    if refusal is not None:
        return refusal
    own = state.motions.motions[act.motion]
    if act.by not in invited(state, own.id):
        return refuse(article_of(state, own), "coauthor.not_invited", motion=own.id)
    return why_may_not(state, act.by, "move", act.at) or (CoauthorJoined(own.id, act.by, act.at),)


def leave_coauthors(state: State, act: LeaveCoauthors, texts: Texts) -> Answer:
    """Who was invited declines; who is named takes the name off."""
    refusal = _why_not_open(state, act.motion)
    if refusal is not None:
        return refusal
    own = state.motions.motions[act.motion]
    if act.by not in invited(state, own.id) and act.by not in coauthors(state, own.id):
        return refuse(article_of(state, own), "coauthor.not_one", motion=own.id)
    return (CoauthorLeft(own.id, act.by),)


def _with(state: State, motion: MotionId, waiting: tuple[Handle, ...], named: Table[Handle, Moment]) -> CoauthorsState:
    own = state.coauthors
    return replace(own, invited=own.invited.set(motion, waiting), standing=own.standing.set(motion, named))


def _invited(state: State, effect: CoauthorInvited) -> CoauthorsState:
    waiting = (*invited(state, effect.motion), effect.person)
    return _with(state, effect.motion, waiting, coauthors(state, effect.motion))


def _joined(state: State, effect: CoauthorJoined) -> CoauthorsState:
    waiting = tuple(each for each in invited(state, effect.motion) if each != effect.person)
    return _with(state, effect.motion, waiting, coauthors(state, effect.motion).set(effect.person, effect.at))


def _left(state: State, effect: CoauthorLeft) -> CoauthorsState:
    waiting = tuple(each for each in invited(state, effect.motion) if each != effect.person)
    named = coauthors(state, effect.motion)
    return _with(state, effect.motion, waiting, named.remove(effect.person) if effect.person in named else named)


SLICE = "coauthors"
ADMIT: dict[type, Any] = {
    InviteCoauthor: invite_coauthor,
    TakeInvitationBack: take_invitation_back,
    ConsentAsCoauthor: consent_as_coauthor,
    LeaveCoauthors: leave_coauthors,
}
APPLY: dict[type, Any] = {CoauthorInvited: _invited, CoauthorJoined: _joined, CoauthorLeft: _left}
TEXTS: dict[type, tuple[Any, ...]] = {}
