"""A convention from the call to the minutes, on the record: the life of an organisation that golden records keep."""

from rankandfile.core.act import Act, Effect
from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.balloting import CloseVoting, CountBallots, OpenVoting, awaiting_count
from rankandfile.core.chapters.casting import CastVote, ReportCards
from rankandfile.core.chapters.holding import CloseConvention, PublishMinutes
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.nominations import SupportNomination
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import CLOCK, Lot
from tests.record.organisation import RULEBOOK, Made
from tests.world import (
    BRANCHES,
    CHAIR,
    DESK,
    MINUTES,
    SECRETARY,
    START,
    TELLERS,
    TEXT,
    World,
    assemble,
    elect_delegates,
    handle,
)

NO_LOT = Lot("")
"""The record puts the lot in that is due."""


class OnRecord(World):
    """The organisation of the other tests, each act of which goes into a record."""

    def __init__(self, rulebook: str = RULEBOOK) -> None:
        self.made = Made()
        super().__init__(rulebook)

    def does(self, act: Act, **texts: str) -> tuple[Effect, ...]:
        """The act is on record."""
        self.made.record(act, texts)
        self.state = self.made.state
        return ()

    def strike(self) -> None:
        """The clock has done what it owes by now, and boxes are counted."""
        self.made.keep_time(self.now)
        self.state = self.made.state
        for waiting in awaiting_count(self.state, self.now):
            ballots = tuple(sorted(self.boxes.get(waiting.id, ())))
            self.does(CountBallots(CLOCK, self.now, waiting.id, 1, 1, ballots, NO_LOT))


def a_convention() -> Made:
    """Delegates and executive elected, a motion carried on a roll call, two changes of the rulebook in force."""
    world = _called()
    world.second(world.move(41), SECONDERS)
    _change_of_rules(world, 41, "limit = [{ words = 300 }]", "limit = [{ words = 333 }]")
    _change_of_rules(world, 72, "tellers_agree = 2", "tellers_agree = 3")
    executive = candidates(world)
    elect_delegates(world)
    assemble(world)
    for item in world.state.floor.agenda[world.state.meetings.current]:
        decide(world, item)
    elect(world, executive)
    meeting = current(world.state)
    assert meeting is not None
    world.wait(meeting.closes)
    world.does(CloseConvention(handle(CHAIR), world.now, meeting.id))
    world.does(PublishMinutes(handle(MINUTES), world.now, meeting.id), minutes="We met, and decided what stands above.")
    assert world.state.foundation.rulebook is not None
    assert world.state.foundation.rulebook.voting.tellers_agree == 3
    return world.made


SECONDERS = [*range(11, 20), *range(42, 51), 73, 74, 96, 97]


def _called() -> OnRecord:
    world = OnRecord()
    provisional(world)
    world.call(handle(SECRETARY))
    assert world.now == START
    return world


def provisional(world: OnRecord) -> None:
    """Branches with their members, and officers whom the founder appointed."""
    for name, members in BRANCHES.items():
        world.branch(name, members)
    for number, post in ((CHAIR, "chair"), (SECRETARY, "secretary"), (DESK, "credentials"), (MINUTES, "minute-taker")):
        world.appoint(number, post)
    for teller in TELLERS:
        world.appoint(teller, "teller")


def _change_of_rules(world: OnRecord, mover: int, old: str, new: str) -> None:
    changed, text = RULEBOOK.replace(old, new), f"{TEXT}\n{new}"
    act = world.motion_act(mover, text, "rulebook-change", rules=world.shelve(changed))
    world.does(act, title="A change of the rulebook", text=text, rulebook=changed)
    world.second(list(world.state.motions.motions)[-1], SECONDERS)


def candidates(world: OnRecord) -> str:
    """Seven stand for the executive, each with its supporters; the election."""
    world.wait(world.at("candidates-open"))
    executive = next(e for e in world.state.elections.elections.values() if e.post == "executive-member")
    world.stand(executive.id, range(20, 27))
    for number in range(20, 27):
        for nominator in range(30, 35):
            world.does(SupportNomination(handle(nominator), world.now, executive.id, handle(number)))
    return executive.id


def decide(world: OnRecord, item: str) -> None:
    """Motions go to a roll call, changes of the rulebook to a show of cards; what is no motion stays where it is."""
    convention = world.state.meetings.current
    motion = world.state.motions.motions.get(world.state.floor.agenda[convention][item].about)
    if motion is None:
        return
    world.does(TakeUpItem(handle(CHAIR), world.now, convention, item))
    manner = "show-of-cards" if motion.rules else "roll-call"
    world.does(PutToVote(handle(CHAIR), world.now, convention, motion.id, manner))
    vote = world.state.floor.open_vote[convention]
    if motion.rules:
        for teller in TELLERS:
            world.does(ReportCards(handle(teller), world.now, vote, 6, 1, 0))
    else:
        for place, person in enumerate(world.state.floor.votes[vote].electorate):
            world.does(CastVote(person, world.now, vote, "yyyynna"[place % 7]))
    world.does(CloseVote(handle(CHAIR), world.now, vote, NO_LOT))


def elect(world: OnRecord, election: str) -> None:
    """Everybody present votes, and the ballots are counted."""
    world.does(OpenVoting(handle(CHAIR), world.now, election))
    for place, person in enumerate(world.state.meetings.conventions[world.state.meetings.current].present):
        world.votes(election, int(person, 16), ("6,1,2", "3,4", "1")[place % 3])
    world.does(CloseVoting(handle(CHAIR), world.now, election))
    world.strike()
    assert world.state.elections.elections[election].elected
