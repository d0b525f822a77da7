"""Whatever people try, in whatever order: what must always hold of the organisation.

Random acts by random people, sensible and senseless, at random moments through a whole convention. Most are refused;
those that pass are followed. After each step the invariants are looked at, and at the end the history is replayed.
"""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core import engine
from rankandfile.core.act import Act
from rankandfile.core.chapters import admission as admission_mb
from rankandfile.core.chapters import agenda as agenda_fl
from rankandfile.core.chapters import amending, casting
from rankandfile.core.chapters import amendments as am
from rankandfile.core.chapters import answering as answering_mo
from rankandfile.core.chapters import balloting as balloting_el
from rankandfile.core.chapters import bulletin as bu
from rankandfile.core.chapters import composites as co
from rankandfile.core.chapters import credentials as credentials_me
from rankandfile.core.chapters import debating as debating_fl
from rankandfile.core.chapters import delegates as de
from rankandfile.core.chapters import erasing as er
from rankandfile.core.chapters import holding as ho
from rankandfile.core.chapters import members as mb
from rankandfile.core.chapters import motions as mo
from rankandfile.core.chapters import nominations as nominations_el
from rankandfile.core.chapters import objecting as objecting_er
from rankandfile.core.chapters import offices as of
from rankandfile.core.chapters import parts as pa
from rankandfile.core.chapters import presence as presence_fl
from rankandfile.core.chapters import representing as representing_er
from rankandfile.core.chapters import seconding as seconding_mo
from rankandfile.core.chapters import speaking as fl
from rankandfile.core.chapters import unopposed as un
from rankandfile.core.chapters import voting as voting_fl
from rankandfile.core.chapters import withdrawing as wi
from rankandfile.core.chapters.amendment_moving import ACTIONS
from rankandfile.core.chapters.ordering import sequence
from rankandfile.core.digest import digest
from rankandfile.core.ids import CLOCK, Handle, Moment
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from rankandfile.core.text import count_lines, fingerprint

from .. import erasing
from ..world import (
    CHAIR,
    DAY,
    DESK,
    FOUNDER,
    LOT,
    SECRETARY,
    TELLERS,
    TEXT,
    WEEK,
    World,
    called,
    elect_delegates,
    handle,
)
from .trying import tried

PEOPLE = [*range(10, 20), *range(40, 50), *range(70, 76), 95, 96, 999]
POSTS = ("chair", "secretary", "organiser", "king")


def anybody(chance: Random) -> Handle:
    """Somebody: a member mostly, an officer often, a stranger now and then."""
    officers = [CHAIR, SECRETARY, *TELLERS, DESK]
    return handle(chance.choice(officers) if chance.random() < 0.4 else chance.choice(PEOPLE))


def motion(chance: Random) -> str:
    """The number of a motion that may exist."""
    return f"M{chance.randint(1, 5)}"


def vote(chance: Random, world: World) -> str:
    """The number of the last vote, mostly."""
    return f"V{max(1, len(world.state.floor.votes) - (chance.random() < 0.1))}"


def election(chance: Random, world: World) -> str:
    """The number of an election that may exist."""
    return f"E{chance.randint(1, max(1, len(world.state.elections.elections)))}"


def subject(chance: Random, world: World) -> str:
    """Something that may be put to the vote: what is on the floor, mostly."""
    own = agenda_fl.open_item(world.state, "C1")
    first = own.about if own is not None else "close"
    coming = sequence(world.state, first)[0] if first.startswith("M") else first
    return chance.choice([coming, coming, first, "close", "item:3", motion(chance)])


def request(chance: Random) -> str:
    """The number of a request that may exist."""
    return f"X{chance.randint(1, 4)}"


def a_text(chance: Random, world: World) -> tuple[int, str]:
    """A text of somebody: a name, a motion's, or one that does not exist."""
    name = erasing.name_of(world, chance.choice(PEOPLE[:-1])), "name"
    motions = [(m.entry, chance.choice(["text", "title"])) for m in world.state.motions.motions.values()]
    return chance.choice([name, name, *motions, (chance.randrange(int(world.state.size)), "text")])


def asking(chance: Random, world: World) -> Act:
    """Somebody asks for the erasure of a text, mostly of its own."""
    entry, slot = a_text(chance, world)
    owner = erasing.facts(world, entry, slot)["owner"] or anybody(chance)
    return erasing.own(world, int(owner if chance.random() < 0.8 else anybody(chance), 16), entry, slot)


Maker = Callable[[Random, World], tuple[Act, dict[str, str]]]


def related(c: Random, w: World) -> am.MoveAmendment:
    """An amendment that names another of the same motion."""
    number = motion(c)
    named = {c.choice(("falls_with", "competes_with")): (f"{number}-A{c.randint(1, 3)}",)}
    return am.MoveAmendment(anybody(c), w.now, number, "add", c.randint(0, 3), lines=1, **named)  # type: ignore[arg-type]


def joint(chance: Random, world: World) -> co.ProposeComposite:
    """A composite of two motions that may exist."""
    originals = (motion(chance), motion(chance))
    return co.ProposeComposite(
        handle(chance.choice((41, 72))), world.now, originals, count_lines(TEXT), fingerprint(TEXT)
    )


def divisible(chance: Random) -> str:
    """The number of a motion or amendment that may exist."""
    return motion(chance) if chance.random() < 0.7 else f"{motion(chance)}-A{chance.randint(1, 2)}"


def secondary(c: Random, w: World) -> am.MoveAmendment:
    """An amendment to an amendment that may exist."""
    number, place = motion(c), c.randint(0, 2)
    return am.MoveAmendment(
        anybody(c), w.now, number, c.choice(ACTIONS), place, place, amends=f"{number}-A{c.randint(1, 3)}", lines=1
    )


ACTS: list[Maker] = [
    lambda c, w: (admission_mb.ApplyToJoin(handle(c.randint(800, 805)), w.now, "north", "member"), {}),
    lambda c, w: (admission_mb.AnswerApplication(anybody(c), w.now, handle(c.randint(800, 805)), c.random() < 0.7), {}),
    lambda c, w: (mb.RecordDues(anybody(c), w.now, anybody(c), Moment(w.now + c.randint(-30, 90) * WEEK)), {}),
    lambda c, w: (mb.TransferMember(anybody(c), w.now, anybody(c), c.choice(["north", "south", "moon"])), {}),
    lambda c, w: (mb.ResignMembership(anybody(c) if c.random() < 0.05 else handle(999), w.now), {}),
    lambda c, w: (of.AppointProvisionally(anybody(c), w.now, anybody(c), c.choice(POSTS)), {}),
    lambda c, w: (of.Appoint(anybody(c), w.now, anybody(c), c.choice(POSTS)), {}),
    lambda c, w: (of.ResignPost(anybody(c), w.now, c.choice(POSTS)), {}),
    lambda c, w: (bu.SubmitDocument(anybody(c), w.now, "C1"), {"title": "A", "text": TEXT}),
    lambda c, w: (bu.WithdrawDocument(anybody(c), w.now, f"D{c.randint(1, 4)}"), {}),
    lambda c, w: (w.motion_act(int(anybody(c), 16), f"{TEXT} {c.randint(1, 9)}"), {}),
    lambda c, w: (seconding_mo.SecondMotion(anybody(c), w.now, motion(c)), {}),
    lambda c, w: (seconding_mo.SecondMotion(handle(c.choice(PEOPLE)), w.now, "M1"), {}),
    lambda c, w: (seconding_mo.WithdrawSecond(anybody(c), w.now, motion(c)), {}),
    lambda c, w: (mo.WithdrawMotion(anybody(c), w.now, motion(c)), {}),
    lambda c, w: (mo.WithdrawMotion(handle(41), w.now, "M1"), {}),
    lambda c, w: (wi.TakeOverMotion(anybody(c), w.now, motion(c)), {}),
    lambda c, w: (answering_mo.AnswerMotion(anybody(c), w.now, motion(c)), {"answer": "No."}),
    lambda c, w: (answering_mo.ReplyToAnswer(anybody(c), w.now, motion(c)), {"reply": "Yes."}),
    lambda c, w: (
        am.MoveAmendment(anybody(c), w.now, motion(c), c.choice(ACTIONS), c.randint(0, 4), c.randint(0, 4), lines=1,
                         after=c.randint(0, 4)),
        {"text": "Other words."},
    ),
    lambda c, w: (related(c, w), {"text": "Other words."}),
    lambda c, w: (secondary(c, w), {"text": "Other words."}),
    lambda c, w: (joint(c, w), {"title": "Both", "text": TEXT}),
    lambda c, w: (co.ConsentToComposite(handle(c.choice((41, 72))), w.now, f"K{c.randint(1, 3)}"), {}),
    lambda c, w: (co.LeaveComposite(anybody(c), w.now, f"K{c.randint(1, 3)}"), {}),
    lambda c, w: (un.AskForObjections(handle(CHAIR), w.now, subject(c, w)), {}),
    lambda c, w: (un.ObjectToAmendment(anybody(c), w.now, subject(c, w)), {}),
    lambda c, w: (un.TakeInUnopposed(handle(CHAIR), w.now, subject(c, w)), {}),
    lambda c, w: (pa.AskForPart(anybody(c), w.now, divisible(c), c.randint(0, 3), c.randint(0, 4)), {}),
    lambda c, w: (pa.AskForPart(handle(c.choice((41, 72))), w.now, motion(c), 1, c.randint(1, 3)), {}),
    lambda c, w: (amending.SecondAmendment(anybody(c), w.now, f"{motion(c)}-A{c.randint(1, 3)}-A1"), {}),
    lambda c, w: (amending.SecondAmendment(anybody(c), w.now, f"{motion(c)}-A{c.randint(1, 3)}"), {}),
    lambda c, w: (amending.WithdrawAmendment(anybody(c), w.now, f"{motion(c)}-A{c.randint(1, 3)}"), {}),
    lambda c, w: (asking(c, w), {}),
    lambda c, w: (asking(c, w), {}),
    lambda c, w: (er.WithdrawErasure(anybody(c), w.now, request(c)), {}),
    lambda c, w: (er.ReportDestroyed(c.choice([CLOCK, anybody(c)]), w.now, request(c)), {}),
    lambda c, w: (er.SignDestruction(anybody(c), w.now, request(c), c.choice(["secretary", "credentials"])), {}),
    lambda c, w: (erasing.behalf(w, c.choice([DESK, CHAIR]), owner=c.choice(PEOPLE[:-1])), {}),
    lambda c, w: (erasing.order(w, c.choice([DESK, CHAIR]), *a_text(c, w)), {"court": "A court", "file": "1"}),
    lambda c, w: (representing_er.AgreeToRequest(handle(c.choice([DESK, CHAIR, 97, 98])), w.now, request(c)), {}),
    lambda c, w: (representing_er.UnsealText(handle(c.choice([DESK, 97])), w.now, request(c)), {}),
    lambda c, w: (
        objecting_er.ObjectToErasure(handle(c.choice([SECRETARY, CHAIR])), w.now, request(c), "claims"),
        {"reasons": "Why."},
    ),
    lambda c, w: (objecting_er.AppealObjection(anybody(c), w.now, request(c)), {"reasons": "Why."}),
    lambda c, w: (objecting_er.DecideAppeal(handle(DESK), w.now, request(c), c.random() < 0.5), {"reasons": "Why."}),
    lambda c, w: (nominations_el.Nominate(p := anybody(c), w.now, election(c, w), p), {}),
    lambda c, w: (nominations_el.Nominate(anybody(c), w.now, election(c, w), anybody(c)), {}),
    lambda c, w: (nominations_el.AcceptNomination(anybody(c), w.now, election(c, w)), {}),
    lambda c, w: (nominations_el.SupportNomination(anybody(c), w.now, election(c, w), anybody(c)), {}),
    lambda c, w: (nominations_el.WithdrawCandidacy(anybody(c), w.now, election(c, w)), {}),
    lambda c, w: (balloting_el.OpenVoting(anybody(c), w.now, election(c, w)), {}),
    lambda c, w: (balloting_el.CloseVoting(anybody(c), w.now, election(c, w)), {}),
    lambda c, w: (de.DeclineSeat(anybody(c) if c.random() < 0.2 else handle(999), w.now, "C1"), {}),
    lambda c, w: (credentials_me.CheckIn(handle(DESK), w.now, "C1", anybody(c)), {}),
    lambda c, w: (credentials_me.CheckIn(p := anybody(c), w.now, "C1", p), {}),
    lambda c, w: (credentials_me.CheckOut(anybody(c), w.now, "C1", anybody(c)), {}),
    lambda c, w: (credentials_me.SeatAlternate(handle(DESK), w.now, "C1", anybody(c), anybody(c)), {}),
    lambda c, w: (ho.OpenConvention(anybody(c), w.now, "C1"), {}),
    lambda c, w: (ho.CloseConvention(anybody(c), w.now, "C1"), {}),
    lambda c, w: (agenda_fl.TakeUpItem(handle(CHAIR), w.now, "C1", str(c.randint(1, 6))), {}),
    lambda c, w: (fl.AskToSpeak(anybody(c), w.now, "C1", c.choice(["for", "against", "question", "point"])), {}),
    lambda c, w: (fl.CallSpeaker(handle(CHAIR), w.now, "C1", anybody(c)), {}),
    lambda c, w: (fl.LeaveSpeakersList(anybody(c), w.now, "C1"), {}),
    lambda c, w: (fl.BeginSpeech(handle(CHAIR), w.now, "C1"), {}),
    lambda c, w: (fl.EndSpeech(handle(CHAIR), w.now, "C1"), {}),
    lambda c, w: (debating_fl.CallOutOfTurn(handle(CHAIR), w.now, "C1", anybody(c)), {"ruling": "Because."}),
    lambda c, w: (credentials_me.GiveSeatBack(anybody(c), w.now, "C1", anybody(c)), {}),
    lambda c, w: (presence_fl.CheckInByCode(anybody(c), w.now, "C1"), {"code": "0000000000"}),
    lambda c, w: (
        presence_fl.ShowHallCode(handle(DESK), w.now, "C1", presence_fl.digest("C1", "0000000000")),
        {"code": "0000000000"},
    ),
    lambda c, w: (debating_fl.DeclareGroups(anybody(c), w.now, "C1", c.choice([(), ("women",)])), {}),
    lambda c, w: (voting_fl.DemandRollCall(anybody(c), w.now, "C1", subject(c, w)), {}),
    lambda c, w: (
        voting_fl.PutToVote(handle(CHAIR), w.now, "C1", subject(c, w), c.choice(["roll-call", "show-of-cards"])),
        {},
    ),
    lambda c, w: (casting.ReportCards(handle(c.choice(TELLERS)), w.now, vote(c, w), c.randint(0, 3), 1, 0), {}),
    lambda c, w: (casting.CastVote(anybody(c), w.now, vote(c, w), c.choice("yna-")), {}),
    lambda c, w: (casting.CastVotes(handle(71), w.now, vote(c, w), c.randint(0, 3), c.choice(["yyn", "x"])), {}),
    lambda c, w: (voting_fl.CloseVote(handle(CHAIR), w.now, vote(c, w), LOT, c.choice(["", "yes", "no"])), {}),
]  # fmt: skip


def holds(state: State, before: State) -> None:
    """What must be true after every step."""
    assert state.size >= before.size
    assert state.now >= before.now
    due = engine.next_due(state)
    assert state.quiet_until <= (due[0] if due else engine.FOREVER)
    assert all(state.bulletin.published.get(i) == where for i, where in before.bulletin.published.items())
    assert all(m in state.motions.motions for m in before.motions.motions)
    assert sum(state.members.counts.values()) == sum(not m.left for m in state.members.members.values())
    for each in state.floor.votes.values():
        assert each.yes + each.no + each.abstain <= len(each.electorate)
        assert len(each.choices) == len(each.electorate)
    for own in state.motions.motions.values():
        assert own.mover not in own.seconders
    for vote_before in before.floor.votes.values():
        assert not vote_before.closed or state.floor.votes[vote_before.id] == vote_before
    erasing_holds(state, before)
    assert before.foundation.history == state.foundation.history[: len(before.foundation.history)]


def erasing_holds(state: State, before: State) -> None:
    """What is erased stays erased, and only what nobody else has acted on."""
    own = state.erasing
    for each in own.requests.values():
        earlier = before.erasing.requests.get(each.id)
        assert earlier is None or earlier.stage not in er.GONE or each.stage in er.GONE
        assert each.stage not in er.GONE or er.is_closed(state, each.entry, each.slot)
        assert (each.id in own.undone) == (each.stage == "executed")
        assert (each.id in own.ahead) == bool(each.until)
    gone = {each.entry for each in own.requests.values() if each.stage in er.GONE and each.kind == "civic"}
    assert not [m.id for m in state.motions.motions.values() if m.entry in gone and (m.seconders or not m.fate)]
    held = [key for key, each in own.of.items() if own.requests[each].stage not in er.HOLDS]
    assert not held


def replayed(world: World) -> State:
    """The organisation that the history gives when it is admitted again from nothing."""
    state = State()
    for rules, text in world.state.foundation.shelf.items():
        from rankandfile.core.chapters.foundation import on_shelf

        state = on_shelf(state, rules, text)
    for act, effects, texts in world.history:
        assert engine.admit(state, act, texts) == effects
        state = engine.follow(state, act, effects)
    return state


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_no_sequence_of_acts_breaks_an_invariant_and_replay_equals_live(seed: int) -> None:
    chance, world = Random(seed), called()
    world.move(41)
    for step in (0, 4 * WEEK, WEEK, 2 * WEEK, WEEK, 2 * WEEK, 7 * WEEK, DAY // 2, DAY):
        world.wait(world.now + step)
        for _ in range(25):
            before = world.state
            tried(world, chance, ACTS)
            holds(world.state, before)
    assert digest(replayed(world)) == digest(world.state)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_no_sequence_of_acts_on_the_floor_breaks_an_invariant(seed: int) -> None:
    chance, world = Random(seed), called()
    for mover in (41, 72):
        world.second(world.move(mover, f"{TEXT}\nBy {mover}."), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    elect_delegates(world)
    from ..world import assemble

    assemble(world)
    for _ in range(200):
        before = world.state
        world.now = Moment(world.now + chance.randint(0, 60))
        tried(world, chance, ACTS)
        holds(world.state, before)
    assert digest(replayed(world)) == digest(world.state)


@pytest.mark.parametrize("make", ACTS)
def test_a_stranger_can_do_nothing(make: Maker) -> None:
    from msgspec.structs import replace

    chance, world = Random(1), called()
    for _ in range(20):
        act, texts = make(chance, world)
        if not isinstance(act, admission_mb.ApplyToJoin):
            stranger = replace(act, by=handle(999))
            assert isinstance(engine.admit(world.state, stranger, texts), Refusal), stranger


def test_the_founder_loses_provisional_powers_with_the_founding() -> None:
    world = called()
    world.wait(world.now + 53 * WEEK)
    late = of.AppointProvisionally(FOUNDER, world.now, handle(11), "chair")
    assert world.refused(late).code == "post.not_founder"
