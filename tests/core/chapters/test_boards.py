"""Elections with a board: what each step allows, whom nobody waits for, and how the ballots are counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rankandfile.core import engine
from rankandfile.core.chapters.agenda import ItemTakenUp, TakeUpItem, item_about
from rankandfile.core.chapters.balloting import CastBallot, CloseVoting, CountBallots, OpenVoting, awaiting_count
from rankandfile.core.chapters.board_opening import BoardLost, OpenBoard, ShuffleBoard
from rankandfile.core.chapters.board_results import ballots_of, is_marked, most_marks
from rankandfile.core.chapters.board_roll import electors
from rankandfile.core.chapters.boards import AdvanceBoard, board, step
from rankandfile.core.chapters.counting import item_done, ranking_of
from rankandfile.core.chapters.elections import CallElection, Election, phase
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.methods import count
from rankandfile.core.digest import digest
from rankandfile.core.ids import CLOCK, BranchId, ConventionId, ElectionId, Moment
from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.reading import article
from tests.world import DAY, LOT, SECRETARY, WEEK, World, called, handle, organisation

from ..refusals.stages import CHAIRING
from ..rulebook.texts import read
from .boarding import (
    CHAIRS,
    CLAUSE,
    E1,
    RULES,
    TRUSTEES,
    closed,
    head,
    opened,
    published,
    set_up,
    setting_up,
    shuffled,
    sitting,
    voting,
    waiting,
)

NEVER = Moment(0)
RANKED = Election(
    ElectionId("E1"), "chair", ConventionId("C1"), BranchId(""), 1, 0, "scottish-stv-2011", NEVER, NEVER, NEVER, NEVER
)
QUESTION = replace(RANKED, post="", method="question", question="M1")


def duties(world: World) -> list[tuple[str, str]]:
    return [(duty.kind, duty.owed_by) for duty in engine.duties(world.state) if duty.about == E1]


def test_a_board_is_due_before_the_voting_and_owed_by_the_returning_officer() -> None:
    world = waiting()
    due = next(duty for duty in engine.duties(world.state) if duty.kind == "set-up-board" and duty.about == E1)
    assert (due.owed_by, due.article) == ("secretary", "19")
    assert due.due == world.at("delegate-voting-opens") - 2 * 86_400
    world.does(setting_up(world))
    assert "set-up-board" not in dict(duties(world))


def test_the_roll_is_frozen_with_the_board() -> None:
    world = set_up()
    own = board(world.state, E1)
    assert own is not None
    assert own.roll == tuple(sorted(handle(number) for number in range(10, 40)))
    assert step(own, True) == "close"


def test_the_booth_is_named_with_the_board_and_a_hash_or_nothing() -> None:
    world = waiting()
    assert world.refused(setting_up(world, booth="x")).code == "board.spelling"
    world.does(setting_up(world, booth=head(3)))
    own = board(world.state, E1)
    assert own is not None
    assert own.booth == head(3)
    assert getattr(board(set_up().state, E1), "booth", None) == ""


def test_the_chair_waits_for_the_board_and_not_for_ever() -> None:
    world = sitting()
    assert ("set-up-board", "secretary") in [
        (duty.kind, duty.owed_by) for duty in engine.duties(world.state) if duty.about == CHAIRS
    ]
    refusal = world.refused(OpenVoting(CHAIRING, world.now, CHAIRS))
    assert (refusal.code, refusal.article) == ("board.first", "19")
    for rules in (RULES, RULES.replace("threshold = 2", 'plain_up_to = 2\nelections = ["delegate"]\nthreshold = 2')):
        sitting(rules).does(OpenVoting(CHAIRING, world.now, CHAIRS))
    world.wait(Moment(world.now + 2 * 3600))
    world.does(OpenVoting(CHAIRING, world.now, CHAIRS))


def test_a_meeting_goes_on_while_trustees_open_the_board() -> None:
    world = sitting()
    own = world.state.elections.elections[CHAIRS]
    world.does(replace(setting_up(world), election=CHAIRS, voters=len(electors(world.state, own))))
    item = item_about(world.state, own.convention, CHAIRS)
    assert item is not None
    world.state = engine.follow(world.state, *_taken_up(world, own.convention, item.id))
    world.does(OpenVoting(CHAIRING, world.now, CHAIRS))
    world.does(CloseVoting(CHAIRING, world.now, CHAIRS))
    ended = item_about(world.state, own.convention, CHAIRS)
    assert ended is not None
    assert ended.state == "done"
    assert item_done(world.state, world.state.elections.elections[CHAIRS]) == ()


def _taken_up(world: World, convention: ConventionId, item: str) -> tuple[TakeUpItem, tuple[ItemTakenUp, ...]]:
    """The item is on the floor, before others that come first in the order of the agenda."""
    return TakeUpItem(CHAIRING, world.now, convention, item), (ItemTakenUp(convention, item),)


def test_an_election_runs_through_all_steps_and_is_counted_from_the_record() -> None:
    world = published()
    ballots = ballots_of(RANKED, ((1, 2, 3), (2, 1, 0), (1, 0, 0), (0, 0, 0), (1, 1, 0)))
    assert ballots == ("0001:1,2,3", "0002:2,1", "0003:1", "0004:", "0005:0")
    world.does(CountBallots(CLOCK, world.now, E1, 1, 1, ballots, LOT))
    own = world.state.elections.elections[E1]
    assert phase(own, world.now) == "counted"
    assert own.elected[0] == handle(11)


def test_other_numbers_of_ballots_are_not_counted() -> None:
    world = published()
    refusal = world.refused(CountBallots(CLOCK, world.now, E1, 1, 1, ballots_of(RANKED, ((1, 2, 3),)), LOT))
    assert refusal.code == "election.box"


def test_nothing_is_counted_before_enough_have_opened() -> None:
    world = shuffled()
    act = CountBallots(CLOCK, world.now, E1, 1, 1, ballots_of(RANKED, ((1, 2, 3),) * 5), LOT)
    assert world.refused(act).code == "board.too_few"
    assert awaiting_count(world.state, world.now) == tuple(
        own for own in awaiting_count(world.state, world.now) if own.id != E1
    )


def test_each_missing_trustee_stands_overdue_by_name() -> None:
    world = closed()
    assert sorted(owner for kind, owner in duties(world) if kind == "open-board") == sorted(TRUSTEES)
    world.does(ShuffleBoard(TRUSTEES[0], world.now, E1, head(9)))
    world.does(ShuffleBoard(TRUSTEES[1], world.now, E1, head(10)))
    world.does(OpenBoard(TRUSTEES[1], world.now, E1, head(11)))
    assert sorted(owner for kind, owner in duties(world) if kind == "open-board") == sorted((TRUSTEES[0], TRUSTEES[2]))


def test_a_trustee_who_is_lost_stops_nothing() -> None:
    world = opened()
    own = board(world.state, E1)
    assert own is not None
    assert (own.opened, step(own, True)) == ((1, 3), "publish")


def test_where_too_few_open_the_election_ends_and_can_be_called_again() -> None:
    world = shuffled()
    world.does(OpenBoard(TRUSTEES[0], world.now, E1, head(11)))
    world.wait(world.at("delegate-voting-closes") + WEEK)
    own = world.state.elections.elections[E1]
    assert phase(own, world.now) == "counted"
    assert own.elected == ()
    lost = [effect for _, effects, _ in world.history for effect in effects if isinstance(effect, BoardLost)]
    assert [(each.opened, each.needed) for each in lost] == [(1, 2)]
    assert duties(world) == []


def test_without_a_board_the_ballot_is_plain_and_nobody_has_held_it_up() -> None:
    world = waiting()
    world.wait(world.at("delegate-voting-opens"))
    world.votes(E1, 11, "1")
    assert world.refused(setting_up(world)).code == "board.too_late"
    world.wait(world.at("delegate-voting-closes") + 1)
    assert phase(world.state.elections.elections[E1], world.now) == "counted"


def test_small_electorates_and_other_rulebooks_have_plain_ballots() -> None:
    few = RULES.replace('form = "verifiable"\n', 'form = "verifiable"\nplain_up_to = 30\n')
    for rules in (RULES.replace(CLAUSE, ""), RULES.replace('"verifiable"', '"plain"'), few):
        world = waiting(rules)
        assert world.refused(setting_up(world)).code == "board.plain"
        assert "set-up-board" not in dict(duties(world))


def test_with_a_board_no_plain_ballot_is_taken() -> None:
    world = voting()
    refusal = world.refused(CastBallot(handle(11), world.now, E1))
    assert (refusal.code, refusal.article) == ("board.booth", "19")


def test_a_board_only_grows() -> None:
    world = voting()
    world.does(AdvanceBoard(CLOCK, world.now, E1, 6, head(8)))
    for ballots in (0, 5, 6):
        assert world.refused(AdvanceBoard(CLOCK, world.now, E1, ballots, head(9))).code == "board.backwards"


@pytest.mark.parametrize("stage", [waiting, set_up, voting, closed, shuffled, opened, published])
def test_replay_comes_to_the_same_state(stage: object) -> None:
    world = stage()  # type: ignore[operator]
    again = World.__new__(World)
    again.state = called(RULES).state
    start = len(called(RULES).history)
    for act, effects, texts in world.history[start:]:
        assert engine.admit(again.state, act, texts) == effects
        again.state = engine.follow(again.state, act, effects)
    assert digest(again.state) == digest(world.state)


def test_totals_become_ballots() -> None:
    assert ballots_of(QUESTION, (2, 1, 1)) == ("0001:1", "0002:1", "0003:2", "0004:")
    assert ballots_of(QUESTION, ()) == ()
    assert [own.partition(":")[0] for own in ballots_of(RANKED, ((1,),) * 10_001)][-1] == "10001"


@given(
    st.lists(st.sets(st.integers(0, 4), max_size=3), max_size=40),
    st.sampled_from(("approval", "block", "yes-no")),
)
def test_totals_of_marks_become_ballots_that_count_the_same(marked: list[set[int]], method: str) -> None:
    """However the marks are dealt out, votes in are votes out, blanks are blanks, and nobody has more than it may."""
    own = replace(RANKED, method=method, seats=3)
    row = (sum(not one for one in marked), *(sum(place in one for one in marked) for place in range(5)))
    ballots = ballots_of(own, row, len(marked))
    found = [ranking_of(ballot, 5) for ballot in ballots]
    assert None not in found
    assert max((len(one or ()) for one in found), default=0) <= (3 if method == "block" else 5)
    cast = [tuple(sorted(one)) for one in marked]
    if cast:
        people = tuple("abcde")
        made = [count(method, people, gather(5, [(1, one) for one in each]), 3, LOT) for each in (cast, found)]  # type: ignore[misc]
        assert made[0].stages == made[1].stages
        assert made[0].elected == made[1].elected


@pytest.mark.parametrize(("row", "voters"), [((3, 1), 2), ((0, 4), 3), ((0, 1, 1), 3), ((0, -1), 1)])
def test_totals_that_no_ballots_have_are_none(row: tuple[int, ...], voters: int) -> None:
    with pytest.raises(ValueError, match="these totals"):
        ballots_of(replace(RANKED, method="approval"), row, voters)


def test_how_many_may_be_marked_follows_from_the_method() -> None:
    most = {m: most_marks(replace(RANKED, method=m, seats=3), 5) for m in ("approval", "yes-no", "block", "plurality")}
    assert most == {"approval": 5, "yes-no": 5, "block": 3, "plurality": 1}
    assert [is_marked(each) for each in (RANKED, QUESTION, replace(RANKED, method="slate"))] == [False, False, True]


def test_the_clause_says_what_it_means() -> None:
    rules = read(RULES)
    told = article(rules, "19")
    assert "more than 10 people" in told
    assert "2 of them open" in told
    assert "7 days" in told
    assert "trust" in article(read(RULES.replace('"verifiable"', '"plain"')), "19")


FAULTS = {
    "an unknown trustee": ('trustee = "teller"', 'trustee = "moon"', "error", "“moon”"),
    "an unknown officer": ('officer = "secretary"', 'officer = "moon"', "error", "“moon”"),
    "one opens alone": ("threshold = 2", "threshold = 1", "warning", "alone"),
    "nobody may be lost": ("threshold = 2", "threshold = 3", "warning", "lost"),
    "a threshold beyond all": ("threshold = 2", "threshold = 4", "error", "cannot open"),
    "more than hold the post": ("number = 3", "number = 9", "error", "hold the post"),
    "no shuffle": ("threshold = 2", "threshold = 2\nshuffles = 0", "error", "cannot shuffle"),
    "one hand for both": ('authority = "credentials"', 'authority = "secretary"', "warning", "vote for others"),
    "the executive opens": ('trustee = "teller"', 'trustee = "executive-member"', "warning", "executive"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_clause_that_does_not_hold_is_found(fault: str) -> None:
    old, new, severity, words = FAULTS[fault]
    text = RULES.replace(CLAUSE, CLAUSE.replace(old, new, 1))
    found = [(p.severity, str(p.what)) for p in examine(text)[1] if p.path.startswith("ballots")]
    assert any(each == severity and words in what for each, what in found), found
    assert [p for p in examine(RULES)[1] if p.path.startswith("ballots")] == []


def test_boards_need_time_before_the_voting() -> None:
    hasty = RULES.replace('voting_opens = "5 weeks', 'voting_opens = "6 weeks')
    assert any("no time" in str(p.what) for p in examine(hasty)[1])
    some = hasty.replace("number = 3\nthreshold", 'elections = ["chair"]\nnumber = 3\nthreshold')
    assert not any("no time" in str(p.what) for p in examine(some)[1])
    assert not any("no time" in str(p.what) for p in examine(RULES)[1])


def test_an_election_that_a_branch_calls_leaves_time_for_its_board() -> None:
    world = organisation(RULES)
    closes = Moment(world.now + WEEK)
    call = CallElection(handle(11), world.now, "branch-secretary", BranchId("north"), closes, Moment(closes + 3 * DAY))
    refusal = world.refused(call)
    assert refusal.code == "election.too_short"
    (opened,) = world.does(replace(call, voting_closes=Moment(closes + 5 * DAY)))
    assert opened.voting_opens == closes + 2 * DAY  # type: ignore[attr-defined]


def test_the_secretary_alone_sets_boards_up() -> None:
    world = waiting()
    for other in (11, 10, 70):
        assert world.refused(setting_up(world, by=handle(other))).code == "board.not_officer"
    assert world.refused(replace(setting_up(world), at=Moment(world.now), voters=1)).code == "board.voters"
    assert handle(SECRETARY) == setting_up(world).by
