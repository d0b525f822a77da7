"""Whatever people try around meetings of branches, of the executive and a convention at once, what must always hold."""

from hashlib import sha256
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core import engine
from rankandfile.core.act import Act
from rankandfile.core.chapters.agenda import TakeUpItem, next_item, open_item, open_vote
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.balloting import CastBallot, CloseVoting, OpenVoting
from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.casting import CastVote, ReportCards
from rankandfile.core.chapters.convening import CallOffMeeting
from rankandfile.core.chapters.credentials import CheckIn, CheckOut
from rankandfile.core.chapters.demanding_meetings import DemandMeeting, WithdrawMeetingDemand
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention, PublishMinutes
from rankandfile.core.chapters.meetings import conventions_of, without_minutes
from rankandfile.core.chapters.members import TransferMember
from rankandfile.core.chapters.minuting import NoteForMinutes
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.chapters.presiding import NameChair
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.chapters.speaking import AskToSpeak, CallSpeaker
from rankandfile.core.chapters.standing import find
from rankandfile.core.chapters.voting import CloseVote, DemandRollCall, PutToVote
from rankandfile.core.digest import digest
from rankandfile.core.ids import BranchId, ConventionId, Handle, Moment
from rankandfile.core.state import State
from rankandfile.core.text import count_lines, fingerprint
from tests.core.refusals.stages import changed
from tests.core.trying import Making, tried
from tests.world import CHAIR, DAY, LOT, SECRETARY, TEXT, WEEK, World, handle

from .sitting import LOCAL, calling, with_secretaries

SECRET = changed("tellers_agree = 2\n", 'tellers_agree = 2\nsecret = ["executive-motion"]\n')
NORTH = (LOCAL, *range(21, 27))
BOARD = (CHAIR, SECRETARY, 80, 81)
PEOPLE = [*NORTH, 45, 46, *BOARD, 999]


def anybody(c: Random) -> Handle:
    """Somebody, those who lead more often than others."""
    return handle(c.choice((LOCAL, CHAIR, SECRETARY, 45)) if c.random() < 0.4 else c.choice(PEOPLE))


def a_meeting(c: Random, w: World) -> ConventionId:
    """A meeting at its hour, mostly; else one that is called, is over, or never was."""
    now = [m.id for m in w.state.meetings.conventions.values() if m.opens <= w.now < m.closes and not m.closed]
    if now and c.random() < 0.8:
        return c.choice(now)
    known = [*w.state.meetings.sittings, *(["C1"] if w.state.meetings.current else [])]
    return ConventionId(c.choice(known) if known and c.random() < 0.9 else f"S{c.randint(1, 9)}")


def a_motion(c: Random, w: World) -> str:
    return f"M{c.randint(1, max(1, len(w.state.motions.motions)))}"


def chairing(w: World, meeting: ConventionId, c: Random) -> Handle:
    """Who presides there, mostly."""
    own = w.state.meetings.conventions.get(meeting)
    if own is None or c.random() < 0.2:
        return anybody(c)
    return own.chair or handle(LOCAL if own.branch == "north" else 45 if own.branch else CHAIR)


def leading(c: Random, w: World) -> Act:
    """What whoever presides does next, mostly in its turn."""
    meeting = a_meeting(c, w)
    by, item, vote = chairing(w, meeting, c), open_item(w.state, meeting), open_vote(w.state, meeting)
    about = item.about if item is not None else "M1"
    ballots = [e.id for e in w.state.elections.elections.values() if e.convention == meeting and e.question]
    ballot = ballots[-1] if ballots else "E1"
    coming = next_item(w.state, meeting)
    turn = [
        OpenConvention(by, w.now, meeting),
        TakeUpItem(by, w.now, meeting, coming.id if coming is not None else "1"),
        PutToVote(by, w.now, meeting, c.choice([about, about, "close"]), c.choice(["roll-call", "show-of-cards"])),
        OpenVoting(by, w.now, ballot),
    ]
    end = [
        CloseVote(by, w.now, vote.id if vote is not None else "V1", LOT),
        CloseVoting(by, w.now, ballot),
        CallSpeaker(by, w.now, meeting, anybody(c)),
        *([CloseConvention(by, w.now, meeting)] if c.random() < 0.1 else []),
    ]
    return c.choice(turn if c.random() < 0.7 else end)  # type: ignore[no-any-return]


def voting(c: Random, w: World) -> Act:
    """Somebody votes, or counts."""
    meeting = a_meeting(c, w)
    vote = open_vote(w.state, meeting)
    number = vote.id if vote is not None else "V1"
    ballots = [e.id for e in w.state.elections.elections.values() if e.question]
    return c.choice([
        CastVote(anybody(c), w.now, number, c.choice("yna")),
        CastVote(anybody(c), w.now, number, "y"),
        ReportCards(anybody(c), w.now, number, 4, 1, 0),
        DemandRollCall(anybody(c), w.now, meeting, a_motion(c, w)),
        CastBallot(anybody(c), w.now, ballots[-1] if ballots else "E1"),
    ])  # type: ignore[arg-type]  # fmt: skip


def moving(c: Random, w: World) -> tuple[Act, dict[str, str]]:
    """A motion, mostly of a class that goes to that meeting, by somebody who may."""
    text, meeting = f"{TEXT} {c.randint(1, 30)}", a_meeting(c, w)
    own, by = w.state.meetings.conventions.get(meeting), anybody(c)
    business, capacity = c.choice(["branch-motion", "executive-motion", "policy"]), c.choice(["member", "executive"])
    if own is not None and own.body and c.random() < 0.8:
        business, capacity = f"{own.body}-motion", "executive" if own.body == "executive" else "member"
        by = handle(c.choice(BOARD if own.body == "executive" else NORTH))
    act = MoveMotion(by, w.now, meeting, business, count_lines(text), fingerprint(text), capacity)
    return act, {"title": "A", "text": text}


def call_of(c: Random, w: World) -> Act:
    body, branch = c.choice([("branch", "north"), ("branch", "south"), ("executive", ""), ("choir", "")])
    by = c.choice([LOCAL, 45, SECRETARY, 26])
    return calling(w, by, body, branch, days=c.choice([3, 8, 8, 8, 12]))


def moving_house(c: Random, w: World) -> Act:
    """Seldom somebody goes to another branch; else somebody checks in."""
    person = handle(c.choice(NORTH))
    if c.random() < 0.05:
        return TransferMember(person, w.now, person, c.choice([BranchId("south"), BranchId("north")]))
    return CheckIn(person, w.now, a_meeting(c, w), person)


def convention(c: Random, w: World) -> Act:
    opens = Moment(w.now + 17 * WEEK)
    return CallConvention(anybody(c), w.now, opens, Moment(opens + DAY))


ACTS: list[Making] = [
    lambda c, w: (call_of(c, w), {"place": "Here"}),
    lambda c, w: (CallOffMeeting(handle(c.choice(PEOPLE)), w.now, a_meeting(c, w)), {"reason": "No."}),
    lambda c, w: (DemandMeeting(anybody(c), w.now, "executive"), {}),
    lambda c, w: (DemandMeeting(handle(c.choice(NORTH)), w.now, "branch", BranchId("north")), {}),
    lambda c, w: (WithdrawMeetingDemand(anybody(c), w.now, "branch", BranchId("north")), {}),
    lambda c, w: (convention(c, w), {"place": "Hall"}),
    *[moving] * 4,
    lambda c, w: (SecondMotion(anybody(c), w.now, a_motion(c, w)), {}),  # type: ignore[arg-type]
    lambda c, w: (SubmitDocument(anybody(c), w.now, a_meeting(c, w)), {"title": "A", "text": TEXT}),
    lambda c, w: (MoveAmendment(anybody(c), w.now, a_motion(c, w), "replace", 1, 1, lines=1), {"text": "Other words."}),  # type: ignore[arg-type]
    lambda c, w: (CheckIn(p := anybody(c), w.now, a_meeting(c, w), p if c.random() < 0.8 else anybody(c)), {}),
    *[lambda c, w: (CheckIn(p := handle(c.choice(NORTH)), w.now, a_meeting(c, w), p), {})] * 3,
    lambda c, w: (CheckIn(p := handle(c.choice(BOARD)), w.now, a_meeting(c, w), p), {}),
    lambda c, w: (CheckOut(p := anybody(c), w.now, a_meeting(c, w), p), {}),
    lambda c, w: (moving_house(c, w), {}),
    lambda c, w: (NameChair(anybody(c), w.now, a_meeting(c, w), anybody(c)), {}),
    lambda c, w: (AskToSpeak(anybody(c), w.now, a_meeting(c, w), "for"), {}),
    lambda c, w: (NoteForMinutes(anybody(c), w.now, a_meeting(c, w)), {"note": "x"}),
    lambda c, w: (PublishMinutes(anybody(c), w.now, a_meeting(c, w)), {"minutes": "x"}),
    *[lambda c, w: (leading(c, w), {})] * 5,
    *[lambda c, w: (voting(c, w), {})] * 4,
]  # fmt: skip


def holds(state: State) -> None:
    """What must always be the case."""
    own = state.meetings
    going = {each for each, m in own.conventions.items() if m.body and not m.closed}
    assert set(own.sittings) == going
    assert len(own.sittings) == len(going)
    assert [m.id for m in conventions_of(state)] == [f"C{n}" for n in range(1, len(conventions_of(state)) + 1)]
    assert not own.current or not own.conventions[own.current].body
    for each in without_minutes(state):
        assert each.closed
        assert each.minutes < 0
        assert not each.ended
    for meeting in own.conventions.values():
        assert not meeting.ended or not meeting.opened
        assert meeting.opened == 0 or meeting.opened >= meeting.opens
    for vote in state.floor.votes.values():
        held = own.conventions[vote.convention]
        assert set(vote.electorate) <= set(held.present)
    for motion in state.motions.motions.values():
        if motion.fate in ("carried", "lost"):
            voted = [v for v in state.floor.votes.values() if v.subject == motion.id and v.closed]
            secret = [e for e in state.elections.elections.values() if e.question == motion.id and e.counted]
            assert voted or secret, motion.id


def seated(world: World, act: Act) -> None:
    """Nobody takes a seat in a branch to which the person does not belong at that moment."""
    if isinstance(act, CheckIn):
        meeting = world.state.meetings.conventions[act.convention]
        member = find(world.state, act.person)
        assert member is not None
        assert not meeting.branch or member.branch == meeting.branch


def later(c: Random, w: World) -> int:
    """Some minutes later while a meeting may be held; else its opening, or the next day."""
    known = [w.state.meetings.conventions[each] for each in w.state.meetings.sittings]
    if any(m.opens <= w.now < m.closes for m in known) and c.random() < 0.9:
        return w.now + 120
    coming = [m.opens for m in known if m.opens > w.now]
    return min(coming) if coming and c.random() < 0.5 else w.now + c.choice([600, DAY])


def through_weeks(seed: int, steps: int) -> World:
    """So many tries over some weeks."""
    chance, world = Random(seed), with_secretaries(SECRET)
    for number, post in ((80, "treasurer"), (81, "executive-member")):
        world.appoint(number, post)
    for _ in range(steps):
        before = len(world.history)
        tried(world, chance, ACTS)
        holds(world.state)
        for act, _effects, _texts in world.history[before:]:
            seated(world, act)
            if isinstance(act, CastBallot):
                tracker = sha256(f"{act.election}/{act.by}".encode()).hexdigest()[:16]
                world.boxes.setdefault(act.election, []).append(f"{tracker}:{chance.choice('12')}")
        if chance.random() < 0.1:
            world.now = Moment(later(chance, world))
            world.strike()
            holds(world.state)
    return world


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**9))
def test_what_must_always_hold_and_a_replay_that_says_the_same(seed: int) -> None:
    world = through_weeks(seed, 1500)
    state = World(SECRET).state
    for act, effects, texts in world.history[1:]:
        assert engine.admit(state, act, texts) == effects
        state = engine.follow(state, act, effects)
    assert digest(state) == digest(world.state)


@pytest.mark.parametrize("seed", [3])
def test_the_tries_reach_decisions(seed: int) -> None:
    """Else the properties above would say little."""
    fates, held = set[str](), 0
    for each in range(seed, seed + 12):
        world = through_weeks(each, 3000)
        fates |= {m.fate for m in world.state.motions.motions.values()}
        held += sum(bool(m.opened) for m in world.state.meetings.conventions.values() if m.body)
    assert held >= 5
    assert fates >= {"carried", "unreached"}
