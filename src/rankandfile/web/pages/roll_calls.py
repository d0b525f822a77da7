"""Roll calls of a meeting as plain values, for the files that members take along."""

from rankandfile.core.chapters.agenda import Vote
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.ids import ConventionId
from rankandfile.core.state import State
from rankandfile.shell.exchange.roll_calls import RollCall, Voter

from .. import organisation
from . import votes
from .bodies import body_name
from .naming import branch_name, member_name


def of_meeting(state: State, meeting: Convention) -> tuple[RollCall, ...]:
    """Every roll call of the meeting that is closed, in its order."""
    return tuple(
        of_vote(state, vote)
        for vote in state.floor.votes.values()
        if vote.convention == meeting.id and vote.closed and vote.method == "roll-call"
    )


def of_vote(state: State, vote: Vote) -> RollCall:
    """One roll call, with everybody who had a vote."""
    return RollCall(
        id=vote.id,
        organisation=_who_met(state, vote.convention),
        session=vote.convention,
        subject=vote.subject,
        title=votes.subject_title(state, vote.subject),
        opened=vote.opened,
        closed=vote.closed,
        carried=vote.carried,
        required=vote.required,
        voters=tuple(_voter(state, vote, place) for place in range(len(vote.electorate))),
    )


def _who_met(state: State, meeting: ConventionId) -> str:
    """The organisation; where a branch or another body met, its name behind it."""
    own, name = state.meetings.conventions[meeting], organisation.organisation_name(state)
    return f"{name}: {body_name(state, own.body, own.branch)}" if own.body else name


def _voter(state: State, vote: Vote, place: int) -> Voter:
    """One who had a vote, and how many it stood for in a card vote."""
    who, weight = vote.electorate[place], vote.weights[place] if vote.weights else 1
    member = state.members.members.get(who)
    branch = branch_name(state, member.branch) if member else ""
    return Voter(who, member_name(state, who), branch, vote.choices[place], weight)
