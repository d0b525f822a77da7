"""Whatever people raise, support, rule and put, in whatever order: what must always hold of the floor."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core import engine
from rankandfile.core.act import Act
from rankandfile.core.chapters.agenda import TakeUpItem, items, open_vote
from rankandfile.core.chapters.casting import CastVote, CastVotes, ReportCards
from rankandfile.core.chapters.consenting import TakeOutOfConsent
from rankandfile.core.chapters.objects import MINUTES, objects_of
from rankandfile.core.chapters.pacing import expected, pace, times
from rankandfile.core.chapters.picture import open_to, position, why_out_of_order
from rankandfile.core.chapters.points import RulePoint
from rankandfile.core.chapters.presiding import NameChair
from rankandfile.core.chapters.procedural import RaiseProcedural, gathering, pending, row_of, table
from rankandfile.core.chapters.procedural_amending import AmendProcedural
from rankandfile.core.chapters.recounting import takes_effect
from rankandfile.core.chapters.speaking import AskToSpeak, CallSpeaker, EndSpeech
from rankandfile.core.chapters.supporting import SecondProcedural, WithdrawProcedural
from rankandfile.core.chapters.turns import next_turn
from rankandfile.core.chapters.voting import CloseVote, DemandRollCall, PutToVote
from rankandfile.core.digest import digest
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from tests.world import LOT, TELLERS, World, handle

from .procedures import C1, CHAIRING, rules, voters
from .test_pacing import meeting

KEYS = 'minutes = 30\nguillotine = "later"\nconsent = true\n'


def somebody(c: Random, w: World) -> str:
    """A voter mostly, the chair often."""
    chair = w.state.meetings.conventions[C1].chair or CHAIRING
    return chair if c.random() < 0.2 else c.choice(voters(w))


def raising(c: Random, w: World) -> Act:
    """Something of the table: what is in order mostly, with what it can name."""
    who, known = somebody(c, w), table(w.state)
    assert known is not None
    offered = [row.id for row in open_to(w.state, C1, who, w.now)]
    motions = [name for name in offered if known.rows[name].decided == "vote"] or offered
    name = c.choice(motions) if motions and c.random() < 0.85 else c.choice(list(known.rows))
    named = objects_of(w.state, C1, name)
    return RaiseProcedural(who, w.now, C1, name, c.choice(named) if named else "", MINUTES.get(name, (0, 0))[0])


def amending(c: Random, w: World) -> Act:
    """Another value for what waits first, or for something else."""
    named = number(c, w)
    own = w.state.procedure.raised.get(named)
    found = objects_of(w.state, C1, own.motion) if own is not None else ()
    return AmendProcedural(somebody(c, w), w.now, named, c.choice(found) if found else "", c.choice([0, 2, 5]))


def number(c: Random, w: World) -> str:
    """The number of something raised: what waits, mostly."""
    waits = (*gathering(w.state, C1), *pending(w.state, C1))
    if waits and c.random() < 0.9:
        return waits[-1].id
    return f"P{c.randint(1, max(1, len(w.state.procedure.raised)))}"


def subject(c: Random, w: World) -> str:
    """What waits first, or what is on the floor, or something else."""
    waits = pending(w.state, C1)
    open_items = [i.about for i in items(w.state, C1) if i.state == "open"]
    if waits and c.random() < 0.8:
        return waits[-1].id
    return c.choice([*open_items, *open_items, "close", "consent:policy", "item:2", number(c, w)])


def vote(w: World) -> str:
    """The vote that is open, or one that is not."""
    own = open_vote(w.state, C1)
    return own.id if own is not None else "V1"


def voting(c: Random, w: World) -> Act:
    """A whole division, or one vote, or a count."""
    own = open_vote(w.state, C1)
    if own is None or c.random() < 0.2:
        return CastVote(somebody(c, w), w.now, vote(w), c.choice("yna"))
    if own.method == "show-of-cards":
        return ReportCards(handle(c.choice(TELLERS)), w.now, own.id, 4, 3, 0)
    choices = "".join(c.choice("yyyyn") for _ in own.electorate)
    return CastVotes(handle(TELLERS[0]), w.now, own.id, 0, choices)


def calling(c: Random, w: World) -> Act:
    """The chair calls who is next."""
    first = next((i.id for i in items(w.state, C1) if i.state == "open"), "")
    turn = next_turn(w.state, C1, first) if first else None
    return CallSpeaker(somebody(c, w), w.now, C1, turn.person if turn is not None else somebody(c, w))


MAKERS: list[Callable[[Random, World], Act]] = [
    raising,
    raising,
    raising,
    lambda c, w: SecondProcedural(somebody(c, w), w.now, number(c, w)),
    lambda c, w: SecondProcedural(somebody(c, w), w.now, number(c, w)),
    amending,
    amending,
    lambda c, w: WithdrawProcedural(somebody(c, w), w.now, number(c, w)),
    lambda c, w: RulePoint(CHAIRING, w.now, number(c, w), c.random() < 0.5),
    lambda c, w: RulePoint(CHAIRING, w.now, number(c, w), c.random() < 0.5),
    lambda c, w: PutToVote(CHAIRING, w.now, C1, number(c, w), "roll-call"),
    lambda c, w: PutToVote(CHAIRING, w.now, C1, number(c, w), "roll-call"),
    voting,
    lambda c, w: CloseVote(CHAIRING, w.now, vote(w), LOT),
    lambda c, w: PutToVote(CHAIRING, w.now, C1, subject(c, w), c.choice(["roll-call", "show-of-cards"])),
    lambda c, w: PutToVote(CHAIRING, w.now, C1, subject(c, w), "roll-call"),
    lambda c, w: PutToVote(somebody(c, w), w.now, C1, subject(c, w), "roll-call"),
    voting,
    voting,
    lambda c, w: CloseVote(CHAIRING, w.now, vote(w), LOT),
    lambda c, w: CloseVote(somebody(c, w), w.now, vote(w), LOT),
    lambda c, w: CloseVote(CHAIRING, w.now, vote(w), LOT),
    lambda c, w: TakeUpItem(CHAIRING, w.now, C1, str(c.randint(1, 4))),
    lambda c, w: TakeUpItem(CHAIRING, w.now, C1, str(c.randint(1, 4))),
    lambda c, w: TakeOutOfConsent(somebody(c, w), w.now, C1, str(c.randint(1, 4))),
    lambda c, w: DemandRollCall(somebody(c, w), w.now, C1, subject(c, w)),
    lambda c, w: AskToSpeak(somebody(c, w), w.now, C1, c.choice(["for", "against", "reply"])),
    calling,
    lambda c, w: EndSpeech(CHAIRING, w.now, C1),
    lambda c, w: NameChair(somebody(c, w), w.now, C1, c.choice(voters(w))),
]


def holds(state: State, w: World) -> None:
    """What is always so."""
    waits, due = pending(state, C1), engine.next_due(state)
    assert state.quiet_until <= (due[0] if due else engine.FOREVER)
    assert sum(i.state == "open" for i in items(state, C1)) <= 1
    voted = {v.subject: v for v in state.floor.votes.values() if v.closed}
    waiting = [state.floor.votes[v] for v in state.floor.counted.values()]
    assert all(v.closed and takes_effect(state, v) > w.now for v in waiting), (
        "a result that waits is counted, and is due"
    )
    assert not waiting or C1 not in state.floor.open_vote
    assert all(len(v.before) <= 1 for v in state.floor.votes.values()), "counted again twice after the close"
    for own in state.procedure.raised.values():
        row = row_of(state, own)
        assert row is not None
        assert own.fate not in ("carried", "lost") or own.id in voted, "decided without a vote"
        assert own.fate != "ruled-out" or row.chair_may_refuse, "the chair ruled out what is the meeting's"
        assert len(set(own.seconders)) == len(own.seconders)
        assert own.by not in own.seconders
        assert not own.placed or len(own.seconders) >= row.seconds - (row.decided == "demand")
    here = position(state, C1, w.now)
    assert (here in ("ruling", "procedural")) == (bool(waits) and here not in ("vote", "counted", "recess", "closed"))
    referred = [p for p in state.procedure.raised.values() if p.motion == "refer" and p.fate == "carried"]
    assert referred or not [m for m in state.motions.motions.values() if m.fate == "referred"]
    assert all(e.begins == 0 or e.begins >= w.now for e in expected(state, C1, w.now))
    assert pace(state, C1, w.now) >= 0
    assert all(t.used >= 0 for t in times(state, C1, w.now))


def offered_is_taken(w: World) -> None:
    """What the page offers the engine does not call out of order; what it does not offer, the engine refuses."""
    who, known = voters(w)[0], table(w.state)
    assert known is not None
    offered = {row.id for row in open_to(w.state, C1, who, w.now)}
    for name in known.rows:
        act = RaiseProcedural(who, w.now, C1, name)
        assert (why_out_of_order(w.state, act) is None) == (name in offered)
        answer = engine.admit(w.state, act, {})
        assert name in offered or isinstance(answer, Refusal)


@pytest.mark.parametrize("school", ["british", "us"])
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_the_floor_holds_whatever_is_tried_and_replays_the_same(school: str, seed: int) -> None:
    chance = Random(seed)
    policy = 'business = ["policy"]\n'
    keys = KEYS if chance.random() < 0.5 else ""
    rows = 'recount_within = "20 seconds"' if chance.random() < 0.5 else ""
    world = meeting(text=rules(school, rows).replace(policy, policy + keys))
    before = len(world.history)
    start = world.state
    for _ in range(120):
        world.now += chance.choice([0, 0, 1, 30, 61, 130])
        world.strike()
        act = chance.choice(MAKERS)(chance, world)
        texts = {"ruling": "Because."} if isinstance(act, RulePoint) else {}
        effects = engine.admit(world.state, act, texts)
        if not isinstance(effects, Refusal):
            world.state = engine.follow(world.state, act, effects)
            world.history.append((act, effects, texts))
        else:
            engine.sentences(effects)
        holds(world.state, world)
    offered_is_taken(world)
    again = start
    for act, effects, texts in world.history[before:]:
        assert engine.admit(again, act, texts) == effects
        again = engine.follow(again, act, effects)
    assert digest(again) == digest(world.state)
