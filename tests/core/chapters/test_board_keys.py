"""Who holds the key of a board: from different places and sides, and not those whom the election is about."""

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.board_keys import concerned, who_may_hold
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.ids import Handle
from rankandfile.core.refusal import Refusal
from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.reading import article
from tests.world import MINUTES, World, handle

from ..rulebook.texts import read
from .boarding import CLAUSE, E1, RULES, TRUSTEES, setting_up, waiting
from .leading import FIRST, asked, led, reached

SIDED = RULES.replace(CLAUSE, CLAUSE + 'per_branch = 2\n[[ballots.sides]]\npost = "minute-taker"\n')


def with_tellers(*numbers: int, rules: str = RULES) -> World:
    """Nominations are closed, 11, 12 and 13 stand, and these members are tellers besides the three."""
    world = waiting(rules)
    for number in numbers:
        world.appoint(number, "teller")
    return world


def tells(world: World, *trustees: Handle) -> str:
    """The code of the refusal; empty where the board stands."""
    answer = engine.admit(world.state, setting_up(world, trustees=trustees), {})
    return answer.code if isinstance(answer, Refusal) else ""


def test_who_stands_holds_no_key_where_somebody_else_can() -> None:
    world = with_tellers(11)
    assert concerned(world.state, world.state.elections.elections[E1]) == {handle(11), handle(12), handle(13)}
    assert tells(world, *TRUSTEES[:2], handle(11)) == "board.concerned"
    refusal = world.refused(setting_up(world, trustees=(*TRUSTEES[:2], handle(11))))
    assert dict(refusal.facts)["person"] == handle(11)
    assert tells(world, *TRUSTEES) == ""


def test_whoever_stands_cannot_bring_a_plain_ballot_about() -> None:
    """All who hold the post but two stand: the board is set up with one of them."""
    world = with_tellers(11)
    four = RULES.replace("number = 3", "number = 4")
    assert tells(with_tellers(11, rules=four), *TRUSTEES, handle(11)) == ""
    spread = RULES.replace(CLAUSE, CLAUSE + "branches = 2\n")
    assert tells(with_tellers(11, rules=spread), *TRUSTEES[:2], handle(11)) == "", "all others are of one branch"
    assert tells(world, *TRUSTEES[:2], handle(11)) == "board.concerned"


def test_whom_a_recall_is_about_is_concerned() -> None:
    world = led()
    own = reached(world, asked(world))
    assert concerned(world.state, own) == {handle(FIRST)}


def test_no_one_branch_holds_more_than_the_rulebook_allows_and_each_side_has_a_hand() -> None:
    world = waiting(SIDED)
    clause = rulebook(world.state).ballots
    assert clause is not None
    assert who_may_hold(world.state, clause, world.now) == (*TRUSTEES, handle(MINUTES))
    assert tells(world, *TRUSTEES) == "board.one_branch"
    assert tells(world, *TRUSTEES[:2], handle(MINUTES)) == ""
    alone = SIDED.replace("per_branch = 2", "per_branch = 0")
    world = waiting(alone)
    assert tells(world, *TRUSTEES) == "board.side"


def test_the_rulebook_says_so_in_words() -> None:
    words = article(read(SIDED), "19")
    assert "At most 2 of them come from one branch." in words
    assert "can be a trustee too, and at least 1 of them are." in words
    assert "At most" not in article(read(RULES), "19")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("", "trustees of one branch can open ballots alone"),
        ('[[ballots.sides]]\npost = "nobody"', "There is no post"),
        ('[[ballots.sides]]\npost = "secretary"\nnumber = 4', "The sides ask for 4 trustees"),
        ('[[ballots.sides]]\npost = "secretary"\nnumber = 0', "The sides ask for 0 trustees"),
    ],
)
def test_sides_and_branches_that_cannot_hold_are_told(change: str, said: str) -> None:
    rules = RULES.replace(CLAUSE, CLAUSE + (change or "per_branch = 2") + "\n")
    assert any(said in str(problem.what) for problem in examine(rules)[1])
