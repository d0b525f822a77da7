"""Elections as pages show them: the list, one election from nominations to the result, what the reader can do."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from rankandfile.core.chapters import balloting, nominations
from rankandfile.core.chapters import elections as chapter
from rankandfile.core.chapters.boards import board
from rankandfile.core.chapters.elections import DELEGATE, Candidate, Election, phase
from rankandfile.core.chapters.offices import post_named
from rankandfile.core.ids import ElectionId, Moment
from rankandfile.core.rulebook.reading.counts import COUNTS
from rankandfile.core.state import State

from .. import organisation
from ..addresses import address
from ..page import way
from ..rules import rule
from ..who import Reader
from . import discussing, questions
from .erased import shown
from .naming import branch_name, member_name, person, post_title
from .pieces import Can, Cannot, Heading, Need, Person, Rule, Stage
from .texts import rendered

PHASES = {
    "nominations": (gettext_noop("nominations are open"), "good"),
    "waiting": (gettext_noop("nominations are closed, voting is ahead"), "wait"),
    "voting": (gettext_noop("voting is open"), "good"),
    "closed": (gettext_noop("voting is closed, the count follows"), "wait"),
    "counted": (gettext_noop("counted"), "good"),
}
METHODS = {
    **COUNTS,
    "scottish-stv-2011": gettext_noop("single transferable vote (Scottish rules of 2011)"),
    "slate": gettext_noop("slate: voters take or leave a whole list"),
    "plurality": gettext_noop("most votes"),
    "irv": gettext_noop("instant run-off"),
    "approval": gettext_noop("approval"),
    "yes-no": gettext_noop("yes or no for each person"),
}


class Row(Struct, frozen=True):
    """One line of the list of elections."""

    id: str
    title: str
    scope: str
    state: str
    signal: str
    until: int
    seats: int
    secrecy: str
    """What the secrecy of its ballots rests on; empty while that is not decided."""


class Stander(Struct, frozen=True):
    """Somebody nominated, and how far the nomination is."""

    who: Person
    place: int
    """The number on the ballot; 0 while the nomination is not complete."""
    statement: str
    nominated_by: str
    state: str
    signal: str
    nominators: int
    needed: int
    slate: tuple[str, ...]
    ways: tuple[Can | Cannot, ...]
    talk: discussing.Beside | None


class Page(Struct, frozen=True):
    """An election's page."""

    id: str
    title: str
    is_delegates: bool
    is_slate: bool
    convention: str
    scope: str
    scope_id: str
    seats: int
    alternates: int
    method: str
    phase: str
    opened: int
    nominations_close: int
    voting_opens: int
    voting_closes: int
    electors: int
    voted: int
    i_voted: int
    candidates: tuple[Stander, ...]
    law: Rule
    after: str = ""
    """The election in which voters rather had nominations re-opened, where this one follows from it."""
    anew: str = ""
    """The election that follows where voters of this one did."""


def find(state: State, number: str) -> Election | None:
    """The election of that number."""
    return state.elections.elections.get(ElectionId(number))


def title(state: State, own: Election) -> str:
    """What is elected, and where; or what is asked."""
    if own.question:
        return questions.title(state, own)
    if own.post == DELEGATE:
        return _("Delegates of {branch}").format(branch=branch_name(state, own.scope))
    post = post_title(state, own.post)
    return _("{post}, {branch}").format(post=post, branch=branch_name(state, own.scope)) if own.scope else post


def rows(state: State, reader: Reader, show: str = "") -> tuple[Row, ...]:
    """The elections, the newest first: all, those that go on, or those of the reader's branch."""
    found = reversed(list(state.elections.elections.values()))
    branch = state.members.members[reader.handle].branch
    scopes = ("", branch) if show == "mine" else None
    return tuple(
        _row(state, own, reader.at)
        for own in found
        if (scopes is None or own.scope in scopes) and not (show == "open" and own.counted)
    )


def of_branch(state: State, branch: str, at: Moment) -> tuple[Row, ...]:
    """The elections in the branch, the newest first."""
    found = (own for own in state.elections.elections.values() if own.scope == branch)
    return tuple(_row(state, own, at) for own in reversed(list(found)))


def _row(state: State, own: Election, at: Moment) -> Row:
    now = phase(own, at)
    until = {"nominations": own.nominations_close, "waiting": own.voting_opens, "voting": own.voting_closes}.get(now, 0)
    told, signal = PHASES[now]
    scope = branch_name(state, own.scope) if own.scope else ""
    return Row(
        id=own.id,
        title=title(state, own),
        scope=scope,
        state=_(told),
        signal=signal,
        until=until,
        seats=0 if own.question else own.seats,
        secrecy=_secrecy(state, own, now),
    )


def _secrecy(state: State, own: Election, now: str) -> str:
    if board(state, own.id) is not None:
        return _("verifiable ballots")
    return "" if now in ("nominations", "waiting") else _("secret by trust in the operator")


def page(state: State, reader: Reader, own: Election) -> Page:
    """The election's page."""
    return Page(
        id=own.id,
        title=title(state, own),
        is_delegates=own.post == DELEGATE,
        is_slate=own.method == "slate",
        convention=own.convention,
        scope=branch_name(state, own.scope) if own.scope else "",
        scope_id=own.scope,
        seats=own.seats,
        alternates=own.alternates,
        method=_(METHODS.get(own.method, own.method)),
        phase=phase(own, reader.at),
        opened=own.opened,
        nominations_close=own.nominations_close,
        voting_opens=balloting.opens_at(state, own),
        voting_closes=own.voting_closes,
        electors=balloting.count_electors(state, own),
        voted=len(own.voted),
        i_voted=own.voted.get(reader.handle, 0),
        candidates=tuple(_stander(state, reader, own, c) for c in own.candidates.values()),
        law=rule(state, chapter.article_of(state, own)),
        after=own.reopened,
        anew=_nominated_anew(state, own),
    )


def _nominated_anew(state: State, own: Election) -> str:
    """The election that this one led to: its voters rather had nominations re-opened. Each is opened at the count."""
    first = own.reopened or own.id
    return next(
        (e.id for e in state.elections.elections.values() if e.reopened == first and own.counted == e.opened), ""
    )


def _stander(state: State, reader: Reader, own: Election, candidate: Candidate) -> Stander:
    post, listed = post_named(state, own.post), chapter.on_the_ballot(state, own)
    needed = post.nominators if post is not None else 0
    place = listed.index(candidate.person) + 1 if candidate.person in listed else 0
    told, signal = _how_far(candidate, needed)
    by_other = candidate.nominated_by != candidate.person
    return Stander(
        who=person(state, candidate.person, reader.at),
        place=place,
        statement=rendered(shown(state, candidate.entry, "statement")),
        nominated_by=member_name(state, candidate.nominated_by) if by_other else "",
        state=told,
        signal=signal,
        nominators=len(candidate.nominators),
        needed=needed,
        slate=tuple(member_name(state, each) for each in candidate.slate),
        ways=tuple(_supporting(state, reader, own, candidate, needed)),
        talk=discussing.beside(state, f"{own.id}/{candidate.person}") if candidate.accepted else None,
    )


def _how_far(candidate: Candidate, needed: int) -> tuple[str, str]:
    if candidate.withdrawn:
        return _("withdrawn"), "late"
    if not candidate.accepted:
        return _("has not accepted yet"), "wait"
    if len(candidate.nominators) < needed:
        return _("short of nominators"), "wait"
    return _("on the ballot"), "good"


def _supporting(state: State, reader: Reader, own: Election, candidate: Candidate, needed: int) -> Iterator[Can]:
    """The button to support a nomination, where that is asked for and open to the reader."""
    act = nominations.SupportNomination(reader.handle, reader.at, own.id, candidate.person)
    fields = (("candidate", str(candidate.person)),)
    can = Can(_("Support this nomination"), reverse("act_on_election", args=[own.id, "support"]), fields=fields)
    found = way(state, act, {}, can) if needed else None
    if isinstance(found, Can):
        yield found


def heading(state: State, own: Election, at: Moment) -> Heading:
    """What is elected and where it stands."""
    if own.question:
        return questions.heading(state, own, at)
    now, counted = phase(own, at), own.counted
    order = ("nominations", "voting", "counted")
    here = {"waiting": "nominations", "closed": "voting"}.get(now, now)
    times = {"nominations": own.nominations_close, "voting": own.voting_closes or own.voting_opens, "counted": counted}
    labels = {"nominations": _("nominations"), "voting": _("voting"), "counted": _("counted")}
    stages = tuple(
        Stage(
            labels[each],
            "now" if each == here else "done" if order.index(each) < order.index(here) else "ahead",
            times[each],
        )
        for each in order
    )
    return Heading(_("Election {number}").format(number=own.id), title(state, own), None, stages)


def needs_you(state: State, reader: Reader) -> Iterator[Need]:
    """On the front page: nominations that wait for the reader's word, and votes that are open to the reader."""
    for own in state.elections.elections.values():
        if own.counted:
            continue
        mine, url = own.candidates.get(reader.handle), address("election", own.id)
        if mine is not None and not mine.accepted and not mine.withdrawn and reader.at < own.nominations_close:
            asked = _("You are nominated: {title}. Accept, or let it pass.").format(title=title(state, own))
            yield Need(asked, own.nominations_close, None, url)
        # A branch is one of hundreds: most elections are not the reader's, which is sooner known than why.
        is_elector = balloting.is_elector(state, own, reader.handle, reader.at)
        can = is_elector and balloting.why_no_ballot(state, own, reader.handle, reader.at) is None
        if can and not has_cast(state, own, reader):
            yield Need(_("Vote: {title}").format(title=title(state, own)), own.voting_closes, None, url)


def has_cast(state: State, own: Election, reader: Reader) -> bool:
    """Whether the reader has a ballot on the election's board: the server tells nobody else, and no page of others."""
    if board(state, own.id) is None:
        return False
    boards = organisation.secretary().boards
    credential = boards.credential_of(own.id, reader.handle)
    return credential is not None and boards.store.newest(own.id, credential) > 0


def happening(state: State, reader: Reader) -> Iterator[Need]:
    """On the front page: open votes of the reader's branch and of all, but for those that need the reader."""
    branch = state.members.members[reader.handle].branch
    for own in state.elections.elections.values():
        if own.counted or own.scope not in ("", branch) or phase(own, reader.at) != "voting":
            continue
        if balloting.why_no_ballot(state, own, reader.handle, reader.at) is not None:
            sentence = _("Voting is open: {title}").format(title=title(state, own))
            yield Need(sentence, 0, None, reverse("election", args=[own.id]), _("Now"))


def called(state: State, about: str) -> str:
    """The election that a duty is about."""
    own = find(state, about)
    return title(state, own) if own else about


DUTIES = {
    "count-election": (
        gettext_noop("Open the box and count: {about}"),
        lambda about: reverse("election", args=[about]),
    ),
    "set-up-board": (gettext_noop("Set up the ballot board: {about}"), lambda about: reverse("election", args=[about])),
    "open-board": (gettext_noop("Open the ballot board: {about}"), lambda about: reverse("election", args=[about])),
}
