"""Re-open nominations stands on the ballot where the rulebook offers it: who comes behind it is not elected."""

import pytest

from rankandfile.core.chapters.balloting import CountBallots
from rankandfile.core.chapters.board_results import ballots_of
from rankandfile.core.chapters.elections import RON, Election, on_the_ballot
from rankandfile.core.ids import CLOCK
from rankandfile.core.rulebook.reading import article
from rankandfile.record.boards import asked
from tests.core.rulebook.texts import read
from tests.world import LOT, World, handle

from .boarding import E1, RULES, published

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
