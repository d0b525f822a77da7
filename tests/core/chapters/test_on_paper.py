"""A vote on paper is counted as any other, and marked for what it is."""

import pytest

from rankandfile.core.chapters.agenda import CLOSE_NOW
from rankandfile.core.chapters.casting import CastVote, CastVotes, ReportCards
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.on_paper import MarkOnPaper, on_paper
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import Lot, Moment, VoteId
from tests.core.refusals.stages import C1, CHAIRING
from tests.world import CHAIR, TELLERS, World, handle, opened

V1 = VoteId("V1")


def put(world: World, method: str) -> None:
    world.does(PutToVote(CHAIRING, world.now, C1, CLOSE_NOW, method))  # type: ignore[arg-type]


def mark(world: World, by: int = TELLERS[0], ago: int = 0) -> MarkOnPaper:
    return MarkOnPaper(handle(by), world.now, V1, Moment(world.now - ago))


def test_cards_that_were_counted_on_paper_are_entered_by_tellers_who_agree_and_marked() -> None:
    world = opened()
    world.wait(Moment(world.now + 600))
    world.hurries = True
    put(world, "show-of-cards")
    world.does(mark(world, ago=300), reason="The network of the hall failed.")
    assert world.refused(CloseVote(CHAIRING, world.now, V1, Lot(""))).code == "vote.cards"
    for teller in TELLERS[:2]:
        world.does(ReportCards(handle(teller), world.now, V1, 1, 3, 0))
    world.does(CloseVote(CHAIRING, world.now, V1, Lot("")))
    paper = on_paper(world.state, V1)
    assert paper is not None
    assert (paper.by, world.now - paper.held) == (handle(TELLERS[0]), 300)
    assert (world.state.floor.votes[V1].yes, world.state.floor.votes[V1].no) == (1, 3)


def test_a_roll_called_on_paper_leaves_those_who_voted_before_the_network_failed_their_own_vote() -> None:
    world = opened()
    put(world, "roll-call")
    first, *others = present_voters(world.state.meetings.conventions[C1])
    world.does(CastVote(first, world.now, V1, "n"))
    world.does(mark(world), reason="The server stood still.")
    world.does(CastVotes(handle(TELLERS[0]), world.now, V1, 1, "y" * len(others)))
    world.does(CloseVote(CHAIRING, world.now, V1, Lot("")))
    assert world.state.floor.votes[V1].choices == "n" + "y" * len(others)


@pytest.mark.parametrize("ago", [-1, 10_000_000])
def test_no_hour_is_taken_at_which_nobody_can_have_counted(ago: int) -> None:
    world = opened()
    put(world, "show-of-cards")
    assert world.refused(mark(world, ago=ago), reason="Why.").code == "paper.held"


def test_nobody_but_who_counts_marks_a_vote_and_nobody_after_the_close() -> None:
    world = opened()
    put(world, "roll-call")
    assert world.refused(mark(world, by=CHAIR), reason="Why.").code == "member.power"
    world.does(CloseVote(CHAIRING, world.now, V1, Lot("1" * 64)))
    assert world.refused(mark(world), reason="Too late.").code == "paper.unknown"
    assert on_paper(world.state, V1) is None
