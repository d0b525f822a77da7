"""Whatever people say, ask, complain about, rule and judge, in whatever order: what must always hold of it."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core import engine
from rankandfile.core.act import Act
from rankandfile.core.chapters import discussing as di
from rankandfile.core.chapters import moderating as md
from rankandfile.core.chapters import opposing as op
from rankandfile.core.chapters.admissibility import RuleAmendmentOutOfOrder, RuleOutOfOrder
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.appealing import AppealAgainstRuling, JudgeRuling
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.rulings import LiftRuling, keeps_out
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.digest import digest
from rankandfile.core.ids import AmendmentId, CommentId, Handle, Moment, MotionId, RulingId, StatementId
from rankandfile.core.state import State

from ..world import CHAIR, DAY, DESK, MINUTES, SECRETARY, TELLERS, World, called, handle
from .refusals.stages import SECONDERS
from .test_properties import replayed
from .trying import tried

PEOPLE = (11, 12, 41, 42, 72, CHAIR, SECRETARY, DESK, MINUTES, *TELLERS, 999)
GROUNDS = ("threat", "private", "unlawful", "against-rulebook", "hostile")
REASON = {"reason": "Because."}
Maker = Callable[[Random, World], tuple[Act, dict[str, str]]]


def anybody(chance: Random) -> Handle:
    return handle(chance.choice(PEOPLE))


def motion(chance: Random) -> MotionId:
    return MotionId(f"M{chance.randint(1, 4)}")


def comment(chance: Random) -> CommentId:
    return CommentId(f"K{chance.randint(1, 12)}")


def ruling(chance: Random) -> RulingId:
    return RulingId(f"U{chance.randint(1, 6)}")


def ruler(chance: Random) -> Handle:
    """Who rules and judges, mostly."""
    return handle(chance.choice((DESK, MINUTES))) if chance.random() < 0.8 else anybody(chance)


ACTS: list[Maker] = [
    lambda c, w: (di.WriteComment(anybody(c), w.now, motion(c)), {"text": "So it is."}),
    lambda c, w: (di.WriteComment(anybody(c), w.now, motion(c), comment(c)), {"text": "So it is."}),
    lambda c, w: (di.WriteComment(handle(c.choice((41, 72))), w.now, motion(c), comment(c)), {"text": "An answer."}),
    lambda c, w: (di.WriteComment(anybody(c), w.now, motion(c), question=True), {"text": "Why?"}),
    lambda c, w: (di.WithdrawComment(anybody(c), w.now, comment(c)), {}),
    lambda c, w: (md.ComplainAboutComment(anybody(c), w.now, comment(c), c.choice(GROUNDS)), {}),
    lambda c, w: (md.ModerateComment(ruler(c), w.now, comment(c), c.choice(GROUNDS)), REASON),
    lambda c, w: (md.LetCommentStand(ruler(c), w.now, comment(c)), REASON),
    lambda c, w: (RuleOutOfOrder(ruler(c), w.now, motion(c), c.choice(GROUNDS)), REASON),
    lambda c, w: (
        RuleAmendmentOutOfOrder(ruler(c), w.now, AmendmentId(f"{motion(c)}-A1"), c.choice(GROUNDS)),
        REASON,
    ),
    lambda c, w: (LiftRuling(ruler(c), w.now, ruling(c)), {}),
    lambda c, w: (AppealAgainstRuling(anybody(c), w.now, ruling(c)), REASON),
    lambda c, w: (JudgeRuling(ruler(c), w.now, ruling(c), c.random() < 0.5), REASON),
    lambda c, w: (op.OpposeMotion(anybody(c), w.now, motion(c)), {"text": "No."}),
    lambda c, w: (op.WithdrawStatement(anybody(c), w.now, StatementId(f"S{c.randint(1, 6)}")), {}),
    lambda c, w: (SecondMotion(handle(c.choice(SECONDERS)), w.now, motion(c)), {}),
    lambda c, w: (WithdrawMotion(handle(c.choice((41, 72))), w.now, motion(c)), {}),
]


def holds(state: State, before: State) -> None:
    """What must be true after every step."""
    due = engine.next_due(state)
    assert state.quiet_until <= (due[0] if due else engine.FOREVER)
    talk, rulings = state.discussion, state.rulings
    for each in before.discussion.comments.values():
        now = talk.comments[each.id]
        assert (now.by, now.at, now.entry, now.answers) == (each.by, each.at, each.entry, each.answers)
        assert now.withdrawn or not each.withdrawn
        assert now.answered == each.answered or not each.answered
    assert sum(map(len, talk.of.values())) == sum(map(len, talk.by.values())) == len(talk.comments)
    waiting = {c.id for c in talk.comments.values() if c.question and not c.answered and not c.withdrawn}
    assert set(talk.waiting) == waiting
    assert all(
        keeps_out(state, r.about) == (r.stage in ("made", "appealed", "stands")) for r in rulings.rulings.values()
    )
    assert len({each.about for each in rulings.rulings.values()}) == len(rulings.rulings), "nothing is ruled on twice"
    assert {r.id for r in rulings.rulings.values() if r.until} == set(rulings.ahead)
    for own in before.rulings.rulings.values():
        assert not own.ended or rulings.rulings[own.id] == own, "what has ended stays so"
    for own in rulings.rulings.values():
        about = state.motions.motions.get(MotionId(own.about))
        assert own.by not in (own.concerns, *own.voices)
        assert about is None or own.stage != "stands" or about.fate == "fell"
    for motion_id in state.opposing.of:
        printed = [each for each in op.against(state, motion_id) if each.issue]
        assert [each.place for each in printed] == list(range(1, len(printed) + 1))
        assert len(printed) <= 3


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_nothing_that_people_say_or_rule_breaks_an_invariant_and_replay_equals_live(seed: int) -> None:
    chance, world = Random(seed), called()
    for mover in (41, 72):
        number = world.move(mover, f"Moved by {mover}.")
        world.does(MoveAmendment(handle(12), world.now, number, "replace", 1, 1, lines=1), text="Other words.")
    for _ in range(200):
        before = world.state
        if chance.random() < 0.1:
            world.wait(Moment(world.now + chance.randint(1, 6) * DAY))
        tried(world, chance, ACTS)
        holds(world.state, before)
    world.strike()
    assert digest(replayed(world)) == digest(world.state)


@pytest.mark.parametrize("make", ACTS)
def test_a_stranger_can_do_nothing(make: Maker) -> None:
    from msgspec.structs import replace

    chance, world = Random(1), called()
    world.move(41)
    for _ in range(20):
        act, texts = make(chance, world)
        world.refused(replace(act, by=handle(999)), **texts)
