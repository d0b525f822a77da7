"""An organisation with elected officers, for the tests of recall and of vacancies."""

from collections.abc import Sequence

from rankandfile.core.chapters.balloting import CloseVoting, OpenVoting
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.elections import CallElection, Election
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.nominations import SupportNomination
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.petitioning import SupportRecall
from rankandfile.core.chapters.recalls import AskForRecall, Recall
from rankandfile.core.ids import BranchId, ElectionId, Moment, RecallId
from tests.world import CHAIR, WEEK, World, assemble, called, elect_delegates, handle, organisation

from ..refusals.stages import changed

FIVE = 'petition = { members = 100, branches = 5 }, majority = "simple" }'
RULES = changed(FIVE, 'petition = { members = 5, branches = 2 }, majority = "simple" }')
"""The default rulebook, small: five members of two branches are enough to have the vote on a recall."""
NORTH = BranchId("north")
FIRST, SECOND = 12, 13
"""Who is elected chair, and who came second."""


def led(rulebook: str = RULES, voters: Sequence[str] = ("1,2",) * 5 + ("2,1",) * 2) -> World:
    """A convention elected FIRST into the chair over SECOND, and closed."""
    world = called(rulebook)
    lead(world, voters)
    return world


def lead(world: World, voters: Sequence[str] = ("1,2",) * 5 + ("2,1",) * 2) -> None:
    """The convention that is called elects FIRST into the chair over SECOND, and closes."""
    world.wait(world.at("candidates-open"))
    chair = next(e.id for e in world.state.elections.elections.values() if e.post == "chair")
    world.stand(chair, [FIRST, SECOND])
    for person in (FIRST, SECOND):
        for nominator in range(30, 35):
            world.does(SupportNomination(handle(nominator), world.now, chair, handle(person)))
    elect_delegates(world)
    assemble(world)
    world.does(OpenVoting(handle(CHAIR), world.now, chair))
    for delegate, ranking in zip(delegates_of(world.state, world.state.meetings.current), voters, strict=True):
        world.votes(chair, int(delegate.person, 16), ranking)
    world.does(CloseVoting(handle(CHAIR), world.now, chair))
    world.wait(world.now + 1)
    meeting = current(world.state)
    assert meeting is not None
    world.wait(meeting.closes)
    world.does(CloseConvention(handle(FIRST), world.now, meeting.id))


def chairs(world: World) -> list[str]:
    """Who holds the chair."""
    return [h.person for h in holders(world.state, "chair", world.now) if h.how == "elected"]


def delegates(world: World) -> list[int]:
    """The numbers of the delegates of the first convention."""
    return [int(d.person, 16) for d in delegates_of(world.state, next(iter(world.state.meetings.conventions)))]


def with_secretary(rulebook: str = RULES) -> World:
    """The members of the north elected FIRST as their secretary."""
    world = organisation(rulebook)
    closes = Moment(world.now + WEEK)
    world.does(CallElection(handle(11), world.now, "branch-secretary", NORTH, closes, Moment(closes + WEEK)))
    world.stand(ElectionId("E1"), [FIRST])
    world.wait(closes)
    world.votes(ElectionId("E1"), 11, "1")
    world.wait(closes + WEEK + 1)
    return world


def asked(world: World, by: int = 14, post: str = "chair", scope: str = "", person: int = FIRST) -> RecallId:
    """A member asks for the recall."""
    world.does(AskForRecall(handle(by), world.now, handle(person), post, BranchId(scope)), reasons="Why.")
    return list(world.state.recalls.recalls)[-1]


def reached(world: World, recall: RecallId, more: Sequence[int] = (15, 16, 42, 43)) -> Election:
    """Others join until it is enough; the ballot."""
    for number in more:
        world.does(SupportRecall(handle(number), world.now, recall))
    own = world.state.recalls.recalls[recall]
    return world.state.elections.elections[own.election]


def voted(
    world: World, ballot: Election, yes: Sequence[int], no: Sequence[int] = (), blank: Sequence[int] = ()
) -> None:
    """The ballot opens, they vote, and it closes by the clock."""
    world.wait(ballot.voting_opens)
    for numbers, mark in ((yes, "1"), (no, "2"), (blank, "")):
        for number in numbers:
            world.votes(ballot.id, number, mark)
    world.wait(ballot.voting_closes + 1)


def recall_of(world: World, recall: RecallId) -> Recall:
    """The recall as it stands."""
    return world.state.recalls.recalls[recall]
