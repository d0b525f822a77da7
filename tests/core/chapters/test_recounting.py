"""A show of cards that is closed waits for the demand of a recount, is counted again, and then takes effect."""

import pytest
from msgspec.structs import replace

from rankandfile.core import engine
from rankandfile.core.chapters.agenda import Account, TakeUpItem, items
from rankandfile.core.chapters.casting import ReportCards
from rankandfile.core.chapters.consenting import TakeOutOfConsent
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.parts import why_begun
from rankandfile.core.chapters.picture import floor_of, position
from rankandfile.core.chapters.recounting import ResultWaits, takes_effect
from rankandfile.core.chapters.supporting import SecondProcedural, WithdrawProcedural
from rankandfile.core.chapters.voting import CloseVote, DemandRollCall, PutToVote, VoteDecided
from rankandfile.core.ids import Moment, MotionId
from tests.world import LOT, TELLERS, World, handle, opened

from .procedures import (
    C1,
    CHAIRING,
    RULES,
    between,
    debating,
    latest,
    placed,
    raises,
    rules,
    seconds,
    voters,
    votes,
    why_not,
)

WAIT = 'recount_within = "20 seconds"\n'


def motion(world: World) -> MotionId:
    """The motion of the first item."""
    return MotionId(next(i.about for i in items(world.state, C1) if i.id == "1"))


def fate(world: World) -> str:
    """What became of it."""
    return world.state.motions.motions[motion(world)].fate


def count(world: World, yes: int, no: int) -> tuple[object, ...]:
    """Both tellers count so of the open vote, and the chair closes it; what follows."""
    vote, world.hurries = world.state.floor.open_vote[C1], True
    for teller in TELLERS:
        world.does(ReportCards(handle(teller), world.now, vote, yes, no, 0))
    return world.does(CloseVote(CHAIRING, world.now, vote, LOT))


def closed(yes: int = 4, no: int = 3, school: str = "british", more: str = "") -> World:
    """The motion was put to a show of cards, and the chair has closed it with this count."""
    world = debating(school, WAIT + more)
    world.does(PutToVote(CHAIRING, world.now, C1, motion(world), "show-of-cards"))
    count(world, yes, no)
    return world


def demanded(world: World) -> None:
    """A recount has enough who demand it."""
    raises(world, "recount")
    seconds(world, latest(world).id, 1)


def test_the_result_is_declared_at_the_close_and_takes_effect_by_the_clock() -> None:
    world = closed()
    vote = world.state.floor.votes[world.state.floor.counted[C1]]
    assert (vote.yes, vote.no, vote.carried, vote.waits) == (4, 3, True, world.now + 20)
    assert fate(world) == ""
    assert position(world.state, C1, world.now) == "counted"
    world.wait(vote.waits)
    assert fate(world) == "carried"
    assert position(world.state, C1, world.now) == "no-business"
    assert why_not(world, "recount").code == "procedure.position"


def test_what_the_clock_does_is_named_with_its_hour_and_everything_that_follows() -> None:
    world = closed()
    due = engine.next_due(world.state)
    assert due == (world.now + 20, "result", "V1")
    world.wait(due[0] + 5)
    assert fate(world) == "carried"
    assert world.state.motions.motions[motion(world)].decided == world.now


def test_a_recount_after_the_close_opens_the_vote_again_and_the_result_follows_the_second_count() -> None:
    world = closed()
    demanded(world)
    vote = world.state.floor.votes[world.state.floor.open_vote[C1]]
    assert vote.before == (Account(4, 3, 0, 4, 7, True, world.now),)
    assert (vote.closed, vote.yes, vote.carried, len(vote.cards)) == (0, 0, False, 0)
    assert latest(world).fate == "met"
    assert world.refused(CloseVote(CHAIRING, world.now, vote.id, LOT)).code == "vote.cards"
    world.now = Moment(world.now + 300)
    follows = count(world, 3, 4)
    assert [type(each) for each in follows[:1]] == [VoteDecided]
    assert fate(world) == "lost"
    second = world.state.floor.votes[vote.id]
    assert (second.yes, second.carried, second.before[0].yes, second.before[0].carried) == (3, False, 4, True)


def test_after_a_recount_the_result_waits_no_more() -> None:
    world = closed()
    demanded(world)
    follows = count(world, 4, 3)
    assert ResultWaits not in {type(each) for each in follows}
    assert fate(world) == "carried"
    assert C1 not in world.state.floor.counted


def test_in_us_usage_one_alone_has_it_counted_again_after_the_close() -> None:
    world = closed(school="us")
    assert raises(world, "recount").fate == "met"
    assert C1 in world.state.floor.open_vote


def test_a_demand_of_the_last_second_has_its_time_to_find_support() -> None:
    world = closed()
    world.now = Moment(world.now + 19)
    own = raises(world, "recount")
    assert engine.next_due(world.state) == (own.raised + 60, "result", "V1")
    world.wait(own.raised + 59)
    assert fate(world) == ""
    assert why_not(world, "recount", by=2).code == "procedure.nothing-counted"
    seconds(world, own.id, 1)
    assert C1 in world.state.floor.open_vote


def test_a_demand_that_is_taken_back_delays_nothing() -> None:
    world = closed()
    world.now = Moment(world.now + 19)
    own = raises(world, "recount")
    world.wait(world.now + 10)
    world.does(WithdrawProcedural(voters(world)[0], world.now, own.id))
    world.strike()
    assert fate(world) == "carried"


def test_a_demand_that_finds_no_support_is_over_when_the_result_takes_effect() -> None:
    world = closed()
    own = raises(world, "recount")
    world.wait(own.raised + 60)
    assert fate(world) == "carried"
    assert world.refused(SecondProcedural(voters(world)[1], world.now, own.id)).code == "procedure.over"


def test_a_demand_raised_before_the_close_goes_on_after_it() -> None:
    world = debating(rows=WAIT)
    world.does(PutToVote(CHAIRING, world.now, C1, motion(world), "show-of-cards"))
    vote = world.state.floor.open_vote[C1]
    for teller in TELLERS:
        world.does(ReportCards(handle(teller), world.now, vote, 4, 3, 0))
    own, world.hurries = raises(world, "recount"), True
    assert own.about == vote
    world.does(CloseVote(CHAIRING, world.now, vote, LOT))
    seconds(world, own.id, 1)
    assert world.state.floor.votes[vote].before[0].yes == 4


def test_enough_demand_a_recount_of_an_open_vote_as_before() -> None:
    world = debating(rows=WAIT)
    world.does(PutToVote(CHAIRING, world.now, C1, motion(world), "show-of-cards"))
    vote = world.state.floor.open_vote[C1]
    for teller in TELLERS:
        world.does(ReportCards(handle(teller), world.now, vote, 4, 3, 0))
    demanded(world)
    assert (world.state.floor.votes[vote].before, len(world.state.floor.votes[vote].cards)) == ((), 0)


def test_while_a_result_waits_nothing_else_is_put_taken_up_or_closed() -> None:
    world = closed()
    for act in (
        PutToVote(CHAIRING, world.now, C1, "close", "show-of-cards"),
        PutToVote(CHAIRING, world.now, C1, motion(world), "roll-call"),
        TakeUpItem(CHAIRING, world.now, C1, "2"),
        CloseConvention(CHAIRING, world.now, C1),
    ):
        refusal = world.refused(act)
        assert refusal.code == "procedure.result_waits"
        assert dict(refusal.facts) == {"vote": "V1", "until": world.now + 20}


def test_points_can_be_raised_while_a_result_waits_and_other_motions_cannot() -> None:
    world = closed()
    assert not raises(world, "point-of-order").fate
    assert why_not(world, "closure", by=2).code == "procedure.position"
    assert floor_of(world.state, C1, world.now).counted


def test_a_roll_call_takes_effect_at_the_close() -> None:
    world = debating(rows=WAIT)
    votes(world, motion(world), "yyyynnn")
    assert fate(world) == "carried"


def test_without_the_time_in_the_rulebook_a_show_of_cards_takes_effect_at_the_close() -> None:
    world = debating()
    world.does(PutToVote(CHAIRING, world.now, C1, motion(world), "show-of-cards"))
    count(world, 4, 3)
    assert fate(world) == "carried"
    assert why_not(world, "recount").code == "procedure.position"


def test_a_procedural_motion_that_carried_takes_effect_only_when_its_result_does() -> None:
    world = debating(rows=WAIT)
    own = placed(world, "closure")
    world.does(PutToVote(CHAIRING, world.now, C1, own.id, "show-of-cards"))
    count(world, 4, 3)
    assert latest(world).fate == ""
    world.wait(world.now + 20)
    assert latest(world).fate == "carried"
    assert f"{C1}/1" in world.state.speaking.over


def test_a_recount_can_be_taken_by_name() -> None:
    world = opened(rules(rows=WAIT).replace("roll_call_on_demand = 20", "roll_call_on_demand = 1"))
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    world.does(PutToVote(CHAIRING, world.now, C1, motion(world), "show-of-cards"))
    count(world, 4, 3)
    demanded(world)
    world.does(DemandRollCall(voters(world)[2], world.now, C1, motion(world)))
    assert world.state.floor.votes[world.state.floor.open_vote[C1]].method == "roll-call"


def test_nobody_takes_an_item_out_of_a_consent_agenda_whose_result_waits() -> None:
    world = opened(rules(rows=WAIT).replace('business = ["policy"]\n', 'business = ["policy"]\nconsent = true\n'))
    world.does(PutToVote(CHAIRING, world.now, C1, "consent:policy", "show-of-cards"))
    count(world, 7, 0)
    assert world.refused(TakeOutOfConsent(voters(world)[0], world.now, C1, "1")).code == "consent.too_late"
    world.wait(world.now + 20)
    assert fate(world) == "carried"


def test_the_time_outlives_a_rulebook_that_loses_the_clause() -> None:
    world = closed()
    bare = World(RULES).state.foundation.rulebook
    state = replace(world.state, foundation=replace(world.state.foundation, rulebook=bare))
    vote = state.floor.votes[state.floor.counted[C1]]
    assert takes_effect(state, vote) == vote.waits


@pytest.mark.parametrize("told", [False, True])
def test_waiting_or_not_a_decision_comes_to_the_same(told: bool) -> None:
    world = between(rows=WAIT if told else "")
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    world.does(PutToVote(CHAIRING, world.now, C1, motion(world), "show-of-cards"))
    effects = count(world, 5, 2)
    kinds = {type(each).__name__ for each in effects}
    assert ("MotionDecided" in kinds) is not told
    world.wait(world.now + 20)
    assert fate(world) == "carried"
    assert next(i.state for i in items(world.state, C1) if i.id == "1") == "done"


def test_no_text_is_divided_while_the_result_on_it_waits() -> None:
    world = closed()
    assert why_begun(world.state, motion(world)) is not None
    world.wait(world.now + 20)
    assert why_begun(world.state, motion(world)) is None
