"""Whatever anybody does about recalls, in whatever order: a roll stays as it was fixed, a decision stays decided, votes
in are votes out, nobody holds a post that was taken back, and whoever replays it comes to the same organisation.
"""

from collections.abc import Callable
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core import engine
from rankandfile.core.act import Act
from rankandfile.core.chapters.balloting import why_no_ballot
from rankandfile.core.chapters.elections import phase
from rankandfile.core.chapters.members import ResignMembership
from rankandfile.core.chapters.nominations import Nominate
from rankandfile.core.chapters.offices import ResignPost
from rankandfile.core.chapters.petitioning import AnswerRecall, SupportRecall, WithdrawRecallSupport
from rankandfile.core.chapters.recalls import AskForRecall, holding_of
from rankandfile.core.digest import digest
from rankandfile.core.ids import BranchId, ElectionId, Handle, RecallId
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from tests.world import DAY, WEEK, World, handle

from ..test_properties import replayed
from .leading import FIRST, RULES, SECOND, delegates, led

PEOPLE = [FIRST, SECOND, 10, 11, 14, 15, 40, 42, 43, 70, 999]
EASY = RULES.replace("petition = { members = 5, branches = 2 }", "petition = { members = 2 }").replace(
    'vacancy = "by-election"', 'vacancy = "countback"', 1
)

Maker = Callable[[Random, World], tuple[Act, dict[str, str]]]
ACTS: list[Maker] = [
    lambda c, w: (AskForRecall(who(c), w.now, handle(c.choice([FIRST, SECOND, 10])), "chair"), {"reasons": "Why."}),
    lambda c, w: (AskForRecall(who(c), w.now, who(c), c.choice(["secretary", "king"]), BranchId("")), {"reasons": "?"}),
    lambda c, w: (SupportRecall(who(c), w.now, recall(c)), {}),
    lambda c, w: (SupportRecall(who(c), w.now, recall(c)), {}),
    lambda c, w: (WithdrawRecallSupport(who(c), w.now, recall(c)), {}),
    lambda c, w: (AnswerRecall(handle(c.choice([FIRST, SECOND])), w.now, recall(c)), {"answer": "No."}),
    lambda c, w: (ResignPost(handle(c.choice([FIRST, SECOND])), w.now, "chair"), {}),
    lambda c, w: (ResignMembership(who(c) if c.random() < 0.1 else handle(999), w.now), {}),
    lambda c, w: (Nominate(p := who(c), w.now, election(c, w), p), {}),
]


def who(chance: Random) -> Handle:
    """Somebody, a stranger now and then."""
    return handle(chance.choice(PEOPLE))


def recall(chance: Random) -> RecallId:
    """The number of a recall that may exist."""
    return RecallId(f"R{chance.randint(1, 3)}")


def election(chance: Random, world: World) -> ElectionId:
    """The number of one of the last elections."""
    return ElectionId(f"E{len(world.state.elections.elections) - chance.randint(0, 2)}")


def tried(world: World, chance: Random) -> None:
    """One random act, or one random ballot, is tried."""
    world.strike()
    if chance.random() < 0.4:
        vote(world, chance)
        return
    act, texts = chance.choice(ACTS)(chance, world)
    answer = engine.admit(world.state, act, texts)
    if isinstance(answer, Refusal):
        engine.sentences(answer)
        return
    assert act.by != handle(999), f"a stranger did {act}"
    world.does(act, **texts)


def vote(world: World, chance: Random) -> None:
    """A delegate votes in a ballot that is open."""
    for own in world.state.elections.elections.values():
        number = chance.choice(delegates(world))
        if own.question and why_no_ballot(world.state, own, handle(number), world.now) is None:
            world.votes(own.id, number, chance.choice(["1", "2", "1", "", "9"]))


def holds(state: State, before: State) -> None:
    """What must be true after every step."""
    for own in state.elections.elections.values():
        earlier = before.elections.elections.get(own.id)
        assert earlier is None or earlier.roll == own.roll
        assert earlier is None or not earlier.tally or earlier.tally == own.tally
        if own.question:
            assert set(own.voted) <= set(own.roll)
        if own.tally is not None:
            assert own.tally.yes + own.tally.no + own.tally.blank + own.tally.spoilt == len(own.voted)
    for each in state.recalls.recalls.values():
        was = before.recalls.recalls.get(each.id)
        assert was is None or not was.decided or was == each
        assert was is None or not was.reached or was.supporters == each.supporters
        assert not each.carried or holding_of(state, each, state.now) is None
        assert not each.election or state.elections.elections[each.election].question == each.id
        assert not each.decided or phase(state.elections.elections[each.election], state.now) == "counted"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_no_sequence_of_acts_about_recalls_breaks_an_invariant_and_replay_equals_live(seed: int) -> None:
    chance, world = Random(seed), led(EASY)
    for step in (0, DAY, WEEK, WEEK, 2 * WEEK, DAY, WEEK, 2 * WEEK, 3 * WEEK):
        world.wait(world.now + step)
        for _ in range(12):
            before = world.state
            tried(world, chance)
            holds(world.state, before)
    assert digest(replayed(world)) == digest(world.state)
