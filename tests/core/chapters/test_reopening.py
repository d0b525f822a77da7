"""Re-open nominations stands on the ballot where the rulebook offers it: who comes behind it is not elected."""

import re

import pytest
from msgspec.structs import replace

from rankandfile.core.chapters.balloting import CountBallots
from rankandfile.core.chapters.board_results import ballots_of
from rankandfile.core.chapters.elections import RON, CallElection, Election, ElectionOpened, on_the_ballot
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.vacancies import nominated_anew
from rankandfile.core.ids import CLOCK, BranchId, Moment
from rankandfile.core.rulebook.reading import article
from rankandfile.record.boards import asked
from tests.core.rulebook.texts import read
from tests.world import DAY, LOT, WEEK, World, handle, organisation

from .boarding import BARE, CLAUSE, E1, RULES, published

DELEGATES = 'method = "scottish-stv-2011"\nroll_date'
OFFERED = RULES.replace(DELEGATES, DELEGATES.replace("\n", "\nreopen = true\n"), 1)
LAST = 4
"""The place of re-open nominations behind three who stand."""


def counted(rows: tuple[tuple[int, ...], ...], rules: str = OFFERED) -> Election:
    """The election of two delegates, from five ballots that a board was opened to."""
    world: World = published(rules)
    own = world.state.elections.elections[E1]
    world.does(CountBallots(CLOCK, world.now, E1, 1, 1, ballots_of(own, rows, 5), LOT))
    return world.state.elections.elections[E1]


def test_it_stands_last_on_the_ballot_and_on_the_board() -> None:
    world = published(OFFERED)
    own = world.state.elections.elections[E1]
    assert on_the_ballot(world.state, own) == (handle(11), handle(12), handle(13), RON)
    (question,) = asked(world.state, own)
    assert "re-open-nominations" in str(question)
    plain = published().state
    assert RON not in on_the_ballot(plain, plain.elections.elections[E1])
    assert "re-open nominations" in article(read(OFFERED), "6")


def test_where_the_voters_want_nobody_nobody_is_elected_and_no_alternate_follows() -> None:
    own = counted(((2, 0, 0, 1),) * 5)
    assert (own.elected, own.next_in_line) == ((), ())
    assert own.counted


def test_who_comes_before_it_is_elected_and_who_comes_behind_is_not() -> None:
    own = counted((*((1, 0, 0, 2),) * 4, (0, 2, 0, 1)))
    assert (own.elected, own.next_in_line) == ((handle(11),), ())


def test_a_few_who_want_it_keep_nobody_out() -> None:
    own = counted((*((1, 2, 3, 0),) * 2, *((2, 1, 3, 0),) * 2, (0, 0, 0, 1)))
    assert set(own.elected) == {handle(11), handle(12)}
    assert own.next_in_line == (handle(13),)


@pytest.mark.parametrize("method", ["approval", "block"])
def test_it_is_marked_like_a_name_where_names_are_marked(method: str) -> None:
    rules = OFFERED.replace("scottish-stv-2011", method, 8)
    own = counted((0, 5, 1, 0, 4), rules)
    assert own.elected == (handle(11),)


NORTH = BranchId("north")
POST = 'id = "branch-secretary"\nby = "branch"'
RON_MARK, FIRST_MARK = "3", "1"


def asking_anew(vacancy: str = "by-election", more: str = "") -> str:
    """The rulebook in which members of a branch can have nominations for their secretary re-opened."""
    bare = re.sub(r'vacancy = ".*"\n', "", BARE)
    assert POST in bare
    return bare.replace(POST, f'{POST}\nreopen = true\nvacancy = "{vacancy}"') + more


def secretaries(world: World) -> list[str]:
    return [held.person for held in holders(world.state, "branch-secretary", world.now, NORTH)]


def polled(rules: str, mark: str) -> World:
    """The north has a secretary, 20, and elects another: 12 and 13 stand, and all mark this."""
    world = organisation(rules)
    world.appoint(20, "branch-secretary", "north")
    closes = Moment(world.now + WEEK)
    world.does(CallElection(handle(11), world.now, "branch-secretary", NORTH, closes, Moment(closes + WEEK)))
    world.stand(E1, [12, 13])
    world.wait(world.state.elections.elections[E1].voting_opens)
    for number in range(10, 15):
        world.votes(E1, number, mark)
    world.wait(closes + WEEK + 1)
    return world


def anew(world: World) -> list[Election]:
    return [each for each in world.state.elections.elections.values() if each.reopened]


def test_nominations_open_again_by_the_clock_and_whoever_held_the_post_holds_it_until_then() -> None:
    world = polled(asking_anew(), RON_MARK)
    (own,) = anew(world)
    assert (own.reopened, own.seats, own.scope, own.post) == (E1, 1, NORTH, "branch-secretary")
    assert secretaries(world) == [handle(20)]
    world.stand(own.id, [14])
    world.wait(own.voting_opens)
    for number in range(10, 15):
        world.votes(own.id, number, FIRST_MARK)
    world.wait(own.voting_closes + 1)
    assert secretaries(world) == [handle(14)]
    held = holders(world.state, "branch-secretary", world.now, NORTH)[0]
    assert held.until == own.until == world.state.elections.elections[own.id].until
    assert len(anew(world)) == 1


def test_voters_can_ask_for_it_again_and_it_stays_the_same_question() -> None:
    world = polled(asking_anew("countback"), RON_MARK)
    (own,) = anew(world)
    world.stand(own.id, [14, 15])
    world.wait(own.voting_opens)
    for number in range(10, 15):
        world.votes(own.id, number, RON_MARK)
    world.wait(own.voting_closes + 1)
    first, second = anew(world)
    assert (second.reopened, second.until) == (E1, first.until)
    world.wait(second.voting_closes + 1)
    assert len(anew(world)) == 2, "where nobody stands nobody asked for it"
    assert secretaries(world) == [handle(20)]


def test_where_somebody_is_elected_or_the_rulebook_waits_nothing_opens() -> None:
    assert anew(polled(asking_anew(), FIRST_MARK)) == []
    assert anew(polled(asking_anew("vacant"), RON_MARK)) == []
    assert anew(polled(asking_anew().replace("reopen = true\n", ""), RON_MARK)) == []


def test_those_elected_stay_and_only_the_empty_places_are_nominated_for_anew() -> None:
    world = polled(asking_anew(), RON_MARK)
    own = replace(world.state.elections.elections[E1], seats=2)
    (effect,) = nominated_anew(world.state, own, 1, world.now)
    assert isinstance(effect, ElectionOpened)
    assert effect.seats == 1
    assert nominated_anew(world.state, own, 2, world.now) == ()
    ending = replace(own, until=Moment(world.now + 60))
    assert nominated_anew(world.state, ending, 0, world.now) == (), "the term would be over before"


def test_there_is_time_to_set_a_board_up_for_it() -> None:
    world = polled(asking_anew(more=CLAUSE.replace("threshold = 2", "plain_up_to = 2\nthreshold = 2")), RON_MARK)
    (own,) = anew(world)
    assert own.voting_opens - own.nominations_close == 2 * DAY
