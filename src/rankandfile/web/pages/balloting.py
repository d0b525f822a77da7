"""The ballot paper, and the acts of an election as the reader would do them."""

from django.utils.translation import gettext as _

from rankandfile.core.chapters.elections import CallElection, Election, on_the_ballot
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.offices import sits_in
from rankandfile.core.ids import BranchId, Moment
from rankandfile.core.state import State

from ..who import Reader
from . import questions
from .naming import member_name, post_title


def listed(state: State, own: Election) -> tuple[str, ...]:
    """The names on the ballot, in its order; of a slate all its names. A question has yes and no."""
    if own.question:
        return questions.names()
    return tuple(_named(state, own, person) for person in on_the_ballot(state, own))


def _named(state: State, own: Election, person: str) -> str:
    slate = next((c.slate for c in own.candidates.values() if c.person == person), ())
    return ", ".join(member_name(state, each) for each in slate) if slate else member_name(state, person)


def answered(names: tuple[str, ...], ranking: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """The ballot on a question as the voter checks it."""
    return ((_("Your answer"), names[ranking[0] - 1]),)


def chosen(names: tuple[str, ...], ranking: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """The ballot as the voter checks it: the number and the name."""
    if not ranking:
        return ((_("Your ballot"), _("blank: it counts as cast and ranks nobody")),)
    return tuple((str(rank), names[place - 1]) for rank, place in enumerate(ranking, 1))


def callable_posts(state: State, reader: Reader) -> list[tuple[str, str]]:
    """The posts whose election the reader could call: of the reader's branch, or of a body that the reader sits in."""
    own = rulebook(state)
    return [
        (post.id, post_title(state, post.id))
        for post in own.posts
        if post.filled != "appointment"
        and post.by != own.convention.body
        and (post.by == "branch" or sits_in(state, reader.handle, post.by, reader.at))
    ]


def calling(state: State, reader: Reader, post: str, nominations_close: Moment, voting_closes: Moment) -> CallElection:
    """The act by which the reader would call the election."""
    by = next((p.by for p in rulebook(state).posts if p.id == post), "")
    scope = state.members.members[reader.handle].branch if by == "branch" else BranchId("")
    return CallElection(reader.handle, reader.at, post, scope, nominations_close, voting_closes)
