"""Ballots outside of a meeting, on record: a recall with its countback, a motion that all members confirm.

And, on the way, a chair who does nothing and another whom those present put there.
"""

from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import current, present_voters
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.petitioning import AnswerRecall, SupportRecall, WithdrawRecallSupport
from rankandfile.core.chapters.presiding import NameChair
from rankandfile.core.chapters.recalls import AskForRecall
from rankandfile.core.ids import Handle, RecallId
from tests.record.organisation import RULEBOOK, Made
from tests.world import CHAIR, SECRETARY, assemble, elect_delegates, handle

from .convention import SECONDERS, OnRecord, candidates, decide, elect, provisional

CHANGES = (
    ('review_after = "104 weeks"', "readings = 2\nreferendum = true\nper_mover = 2"),
    ('id = "executive-member"\n', 'id = "executive-member"\nvacancy = "countback"\n'),
    ("petition = { members = 100, branches = 5 }", 'petition = { share = "1/30", branches = 2 }'),
    ('every = "52 weeks"', 'every = "12 months"\nchair_after = "1 hour"'),
)
R1 = RecallId("R1")


def a_recall() -> Made:
    """A convention reads a motion and elects; somebody is recalled; the next reads it again, and all confirm it."""
    world = OnRecord(_rules())
    provisional(world)
    _convention(world)
    _recall(world)
    world.call(handle(SECRETARY))
    elect_delegates(world)
    assemble(world)
    decide(world, "1")
    _members_confirm(world)
    return world.made


def _rules() -> str:
    text = RULEBOOK
    for old, new in CHANGES:
        assert old in text, old
        text = text.replace(old, new)
    return text


def _convention(world: OnRecord) -> None:
    world.call(handle(SECRETARY))
    world.second(world.move(41), SECONDERS)
    executive = candidates(world)
    elect_delegates(world)
    assemble(world)
    decide(world, "1")
    assert next(iter(world.state.motions.motions.values())).read == ("C1",)
    elect(world, executive)
    _idle_chair(world)


def _idle_chair(world: OnRecord) -> None:
    meeting = current(world.state)
    assert meeting is not None
    world.wait(world.now + 7200)
    voters = present_voters(meeting)
    for voter in voters[: len(voters) // 2 + 1]:
        world.does(NameChair(voter, world.now, meeting.id, voters[0]))
    world.wait(meeting.closes)
    world.does(CloseConvention(voters[0], world.now, meeting.id))


def _recall(world: OnRecord) -> None:
    gone = _executive(world)[0]
    world.does(AskForRecall(handle(14), world.now, gone, "executive-member"), reasons="Never seen at a meeting.")
    for number in (15, 42):
        world.does(SupportRecall(handle(number), world.now, R1))
    world.does(WithdrawRecallSupport(handle(15), world.now, R1))
    world.does(AnswerRecall(gone, world.now, R1), answer="I was ill.")
    for number in (16, 43):
        world.does(SupportRecall(handle(number), world.now, R1))
    ballot = world.state.elections.elections[world.state.recalls.recalls[R1].election]
    world.wait(ballot.voting_opens)
    for voter, mark in zip(ballot.roll, ("1", "1", "1", "2", ""), strict=False):
        world.votes(ballot.id, int(voter, 16), mark)
    world.wait(ballot.voting_closes + 1)
    assert gone not in _executive(world)
    assert len(_executive(world)) == 5


def _executive(world: OnRecord) -> list[Handle]:
    return [h.person for h in holders(world.state, "executive-member", world.now)]


def _members_confirm(world: OnRecord) -> None:
    motion = next(iter(world.state.motions.motions.values()))
    ballot = world.state.elections.elections[motion.ballot]
    for number in (CHAIR, *range(20, 29)):
        world.votes(ballot.id, number, "2" if number % 4 == 0 else "1")
    world.wait(ballot.voting_closes + 1)
    assert world.state.motions.motions[motion.id].fate == "carried"
