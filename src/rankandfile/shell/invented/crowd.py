"""What a membership does by itself: support papers, stand, vote in the branch, take its seats.

Each function looks at a state and answers with what the invented people would now ask the secretary to record. Whether
somebody takes part follows from the person and the occasion alone, so asking twice brings nothing twice.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from random import Random

from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import Amendment
from rankandfile.core.chapters.amendments import needs as amendment_needs
from rankandfile.core.chapters.balloting import CastBallot, count_electors, is_elector
from rankandfile.core.chapters.boards import board
from rankandfile.core.chapters.credentials import CheckIn, SeatAlternate, is_present
from rankandfile.core.chapters.delegates import Elected, alternates_of, delegates_of
from rankandfile.core.chapters.elections import DELEGATE, Election, on_the_ballot, phase
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.motions import Motion, needs
from rankandfile.core.chapters.nominations import Nominate, SupportNomination
from rankandfile.core.chapters.offices import holders, post_named
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.chapters.standing import Member, why_may_not
from rankandfile.core.chapters.thresholds import is_reached, support
from rankandfile.core.ids import Handle, Moment
from rankandfile.core.state import State

from ..draft import Ask
from ..secretary import NOW

STATEMENTS = (
    "I have chaired our branch for two years and bring its questions, not my own.",
    "I read the papers before I vote, and I report back to the branch within a week.",
    "I joined because of the repairs in our block. I stayed because we win when we ask together.",
    "I work shifts, so I know what it takes to be heard when the meeting is at ten in the morning.",
    "I would rather lose a vote in the open than win one in a corridor.",
    "I keep minutes that people can use, and I answer letters.",
    "I have no list behind me. Ask me anything before the voting closes.",
    "I want shorter papers, longer notice, and a vote on everything that costs money.",
)


def is_inclined(person: str, occasion: str, percent: int) -> bool:
    """Whether this person is among the so many in a hundred who would, on this occasion: always the same answer."""
    return int(sha256(f"{occasion}/{person}".encode()).hexdigest()[:8], 16) % 100 < percent


def active(state: State, right: str, at: Moment) -> list[Member]:
    """The members who have the right at this moment, in order of admission."""
    return [m for m in state.members.members.values() if why_may_not(state, m.handle, right, at) is None]


def from_many_branches(people: Sequence[Member], chance: Random) -> list[Handle]:
    """The people in an order of chance in which the branches take turns."""
    return from_each_branch(chance.sample(people, len(people)))


def from_each_branch(people: Sequence[Member]) -> list[Handle]:
    """The people in an order in which the branches take turns, so that the first few come from many of them."""
    turns: dict[str, list[Handle]] = {}
    for member in people:
        turns.setdefault(member.branch, []).append(member.handle)
    placed = [(place, branch, person) for branch, held in turns.items() for place, person in enumerate(held)]
    return [person for _, _, person in sorted(placed, key=lambda turn: turn[0])]


def seconds(state: State, motion: Motion, number: int, chance: Random, at: Moment) -> list[Ask]:
    """So many members, from as many branches as there are, second the motion."""
    willing = [m for m in active(state, "move", at) if m.handle != motion.mover and m.handle not in motion.seconders]
    return [Ask(SecondMotion(p, NOW, motion.id)) for p in from_many_branches(willing, chance)[:number]]


def amendment_seconds(
    state: State, amendment: Amendment, number: int, chance: Random, at: Moment, among: tuple[Handle, ...] = ()
) -> list[Ask]:
    """So many members second the amendment; only some of these people, where they are given."""
    busy = {amendment.mover, *amendment.seconders}
    willing = [m for m in active(state, "move", at) if m.handle not in busy and (not among or m.handle in among)]
    return [Ask(SecondAmendment(p, NOW, amendment.id)) for p in from_many_branches(willing, chance)[:number]]


def missing_seconds(state: State, chance: Random, at: Moment) -> list[Ask]:
    """What brings every paper that is still open to its threshold."""
    asks: list[Ask] = []
    for motion in state.motions.motions.values():
        if not motion.fate and not motion.placed:
            missing = needs(state, motion).members - len(motion.seconders)
            asks += seconds(state, motion, missing, chance, at)
    for amendment in state.amendments.amendments.values():
        if not amendment.fate and not amendment.placed and not amendment.from_floor:
            missing = amendment_needs(state, amendment).members - len(amendment.seconders)
            asks += amendment_seconds(state, amendment, missing, chance, at)
    return asks


def is_short(state: State, motion: Motion) -> bool:
    """Whether the motion still lacks support."""
    return not is_reached(needs(state, motion), support(state, motion.convention, motion.seconders))


def running(state: State, wanted: str, at: Moment) -> list[Election]:
    """The elections in this phase now: `nominations` or `voting`."""
    return [e for e in state.elections.elections.values() if phase(e, at) == wanted]


def candidacies(state: State, chance: Random, at: Moment) -> list[Ask]:
    """In every election with open nominations as many stand as make it a choice, each with enough nominators."""
    busy: set[Handle] = set()
    asks: list[Ask] = []
    for election in running(state, "nominations", at):
        asks += _candidacies(state, election, busy, chance, at)
    return asks


def _candidacies(state: State, election: Election, busy: set[Handle], chance: Random, at: Moment) -> Iterator[Ask]:
    eligible = [m for m in active(state, "stand", at) if _may_stand(state, election, m)]
    wanted = election.seats + max(1, (election.seats + election.alternates) // 2) - len(election.candidates)
    willing = [p for p in from_many_branches(eligible, chance) if p not in busy and p not in election.candidates]
    post = post_named(state, election.post)
    for person in willing[: max(0, wanted)]:
        if not election.scope:
            busy.add(person)
        yield Ask(Nominate(person, NOW, election.id, person), {"statement": chance.choice(STATEMENTS)})
        supporters = [p for p in from_many_branches(eligible, chance) if p != person]
        for supporter in supporters[: post.nominators if post is not None else 0]:
            yield Ask(SupportNomination(supporter, NOW, election.id, person))


def _may_stand(state: State, election: Election, member: Member) -> bool:
    if election.post != DELEGATE:
        return election.scope in ("", member.branch)
    made_up = state.delegates.of.get(election.convention)
    return made_up is not None and made_up.roll.get(member.handle) == election.scope


def ballots(state: State, chance: Random, at: Moment, turnout: int = 60) -> list[Ask]:
    """Whoever would vote and has not yet casts a ballot, in every election whose voting is open."""
    return [ask for election in running(state, "voting", at) for ask in _ballots(state, election, chance, at, turnout)]


def _ballots(state: State, election: Election, chance: Random, at: Moment, turnout: int) -> Iterator[Ask]:
    if board(state, election.id) is not None:
        return  # its ballots are made in the booth: `polling`
    for voter, ranking in rankings(state, election, chance, at, turnout):
        if voter not in election.voted:
            yield Ask(CastBallot(voter, NOW, election.id), ballot=",".join(map(str, ranking)))


def rankings(
    state: State, election: Election, chance: Random, at: Moment, turnout: int
) -> Iterator[tuple[Handle, tuple[int, ...]]]:
    """Whoever would vote in the election, and how: candidates by their places on the ballot, from 1."""
    standing = on_the_ballot(state, election)
    if not standing:
        return
    favour = [1 + int(sha256(f"{election.id}/{c}".encode()).hexdigest()[:4], 16) for c in standing]
    for voter in electors(state, election, at):
        if is_inclined(voter, election.id, turnout):
            yield voter, _ranking(favour, chance)


def electors(state: State, election: Election, at: Moment) -> list[Handle]:
    """Who may vote in the election, in the order of the roll."""
    if election.post == DELEGATE:
        roll = state.delegates.of[election.convention].roll
        return [person for person, branch in roll.items() if branch == election.scope]
    if not election.convention:
        return list(election.roll)
    meeting = state.meetings.conventions[election.convention]
    return [person for person in meeting.present if is_elector(state, election, person, at)]


def _ranking(favour: Sequence[int], chance: Random) -> tuple[int, ...]:
    """A ballot of one to six preferences; candidates in favour come first more often."""
    drawn = sorted(range(len(favour)), key=lambda place: -chance.randrange(favour[place] + 20_000))
    return tuple(place + 1 for place in drawn[: chance.randint(1, min(6, len(drawn)))])


def turnout_of(state: State, election: Election) -> tuple[int, int]:
    """How many voted of how many who might."""
    own = board(state, election.id)
    if own is not None:
        return own.voters, len(own.roll)
    return len(election.voted), count_electors(state, election)


def arrivals(state: State, meeting: Convention, at: Moment, percent: int = 90) -> list[Ask]:
    """Delegates who come check in at the desk, and those who sit by their post with them."""
    desk = holders(state, "credentials", at)
    elected = [d.person for d in delegates_of(state, meeting.id) if not d.declined]
    coming = [person for person in elected if is_inclined(person, meeting.id, percent)]
    coming += [h.person for post in ("chair", "secretary", "treasurer") for h in holders(state, post, at)]
    asks = [
        Ask(CheckIn(desk[0].person if desk else person, NOW, meeting.id, person))
        for person in dict.fromkeys(coming)
        if not is_present(meeting, person)
    ]
    return asks + _alternates(state, meeting, at, set(coming))


def _alternates(state: State, meeting: Convention, at: Moment, coming: set[Handle]) -> list[Ask]:
    """The empty places go to the branches' alternates, by rank."""
    desk = holders(state, "credentials", at)
    taken = set(meeting.seated)
    asks: list[Ask] = []
    for delegate in _absent(state, meeting, coming) if desk else ():
        free = [a.person for a in alternates_of(state, meeting.id, delegate.branch) if not a.declined]
        alternate = next((person for person in free if person not in taken), None)
        if alternate is not None:
            taken.add(alternate)
            asks.append(Ask(SeatAlternate(desk[0].person, NOW, meeting.id, alternate, delegate.person)))
    return asks


def _absent(state: State, meeting: Convention, coming: set[Handle]) -> list[Elected]:
    """The delegates whose places are empty and stay so."""
    filled = {*coming, *meeting.seated.values()}
    elected = delegates_of(state, meeting.id)
    return [d for d in elected if d.person not in filled and not is_present(meeting, d.person)]
