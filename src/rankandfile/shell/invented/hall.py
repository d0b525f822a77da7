"""What happens in the hall: the chair takes the agenda item by item, delegates speak and vote, tellers count.

`share_of` says how many in a hundred of the cards go up for a motion, an amendment or a question of order; `by_name`
says whether delegates demand a roll call on it. What carries then is the rulebook's arithmetic.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from random import Random
from typing import TypeAlias

from rankandfile.core.act import Act
from rankandfile.core.chapters.agenda import (
    ABSTAIN,
    NO,
    SILENT,
    YES,
    Item,
    Method,
    TakeUpItem,
    Vote,
    next_item,
    open_vote,
)
from rankandfile.core.chapters.balloting import CloseVoting, OpenVoting
from rankandfile.core.chapters.casting import CastVote, CastVotes, ReportCards
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention
from rankandfile.core.chapters.meetings import Convention, present_voters
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.ordering import to_vote
from rankandfile.core.chapters.speaking import AskToSpeak, CallSpeaker
from rankandfile.core.chapters.voting import CloseVote, DemandRollCall, PutToVote
from rankandfile.core.ids import ElectionId, Handle, Lot, Moment, MotionId
from rankandfile.core.state import State

from ..draft import Ask
from ..secretary import NOW
from .crowd import arrivals, ballots
from .play import Play

MINUTE = 60
DIVISION = 400
"""Votes in one act of a division: well within an entry."""
Shares: TypeAlias = Callable[[str], int]


class Hall:
    """The convention that is called, from the opening to the close."""

    def __init__(self, play: Play, share_of: Shares, by_name: Callable[[str], bool]) -> None:
        self.play = play
        self.share_of = share_of
        self.by_name = by_name

    def open(self, percent: int = 90) -> None:
        """Delegates check in, empty places go to alternates, and the chair opens."""
        play = self.play
        play.expect(arrivals(play.state, play.meeting, play.now, percent))
        play.does(OpenConvention(play.holder("chair"), NOW, play.meeting.id))

    def items(self) -> Iterator[Item]:
        """Each item as the chair takes it up, while any waits."""
        play = self.play
        while (item := next_item(play.state, play.meeting.id)) is not None:
            play.wait(MINUTE)
            play.does(TakeUpItem(play.holder("chair"), NOW, play.meeting.id, item.id))
            yield item

    def settle(self, item: Item, speakers: int = 2) -> None:
        """The item is debated and decided, by votes or by an election."""
        if ElectionId(item.about) in self.play.state.elections.elections:
            self.elect(ElectionId(item.about))
            return
        self.debate(speakers)
        motion = MotionId(item.about)
        while amendment := next(iter(to_vote(self.play.state, motion)), None):
            self.play.wait(4 * MINUTE)
            self.vote(amendment.id)
        if not self.play.state.motions.motions[motion].fate:
            self.vote(motion)

    def debate(self, speakers: int) -> None:
        """So many speak, for and against in turn, each called by the chair."""
        play, here = self.play, self.play.meeting.id
        people = present_voters(play.meeting)
        for place, person in enumerate(play.chance.sample(people, min(speakers, len(people)))):
            side = ("for", "against")[place % 2]
            play.does(AskToSpeak(person, NOW, here, side), CallSpeaker(play.holder("chair"), NOW, here, person))
            play.wait(3 * MINUTE)

    def vote(self, subject: str) -> bool:
        """The subject is put to the vote, by name where that is demanded; whether it carried."""
        play, here = self.play, self.play.meeting.id
        method: Method = "roll-call" if self.by_name(subject) else "show-of-cards"
        if method == "roll-call":
            self._demand(subject)
        play.does(PutToVote(play.holder("chair"), NOW, here, subject, method))
        vote = open_vote(play.state, here)
        assert vote is not None, "the chair has put it to the vote"
        play.wait(2 * MINUTE)
        play.does(*self._counted(vote))
        play.does(CloseVote(play.holder("chair"), NOW, vote.id, Lot("")))
        play.until(play.state.floor.votes[vote.id].waits)
        return play.state.floor.votes[vote.id].carried

    def _demand(self, subject: str) -> None:
        """As many as the rulebook asks for demand that this vote be taken by name."""
        play = self.play
        enough = rulebook(play.state).voting.roll_call_on_demand
        people = present_voters(play.meeting)[:enough]
        play.does(*(DemandRollCall(person, NOW, play.meeting.id, subject) for person in people))

    def _counted(self, vote: Vote) -> list[Act]:
        play = self.play
        tellers = [h.person for h in holders(play.state, "teller", play.now)]
        share = self.share_of(vote.subject)
        if vote.method == "roll-call":
            return division(vote, tellers[0], share, play.chance)
        return [*cards(vote, tellers[: rulebook(play.state).voting.tellers_agree], share, play.chance)]

    def elect(self, election: ElectionId) -> None:
        """The chair opens the voting, those present cast their ballots, the chair closes, box or board is counted.

        Where the rulebook wants a board, the officer sets it up first, and trustees open it after the close.
        """
        play = self.play
        play.polling.set_up_due()
        play.does(OpenVoting(play.holder("chair"), NOW, election))
        play.wait(MINUTE)
        play.expect(ballots(play.state, play.chance, play.now, turnout=95))
        play.polling.vote(play.chance, turnout=95)
        play.wait(10 * MINUTE)
        play.does(CloseVoting(play.holder("chair"), NOW, election))
        play.polling.open_due()

    def close(self) -> None:
        """The chair closes; what still waits is named as unreached."""
        self.play.does(CloseConvention(self.play.holder("chair"), NOW, self.play.meeting.id))


def in_the_hall(state: State, meeting: Convention, at: Moment, chance: Random) -> list[Ask]:
    """What delegates and tellers do about the vote that is open, where nobody plays them: each for themselves."""
    vote = open_vote(state, meeting.id)
    if vote is None:
        return []
    share = 30 + int(sha256(vote.id.encode()).hexdigest()[:4], 16) % 50
    if vote.method == "show-of-cards":
        tellers = [h.person for h in holders(state, "teller", at) if h.person not in vote.cards]
        return [Ask(act) for act in cards(vote, tellers[: rulebook(state).voting.tellers_agree], share, chance)]
    waiting = [person for person, choice in zip(vote.electorate, vote.choices, strict=True) if choice == SILENT]
    return [Ask(CastVote(person, NOW, vote.id, choice(share, chance))) for person in waiting]


def cards(vote: Vote, tellers: Sequence[Handle], share: int, chance: Random) -> list[ReportCards]:
    """The tellers report the same count; a few cards stay down."""
    electors = len(vote.electorate)
    voters = electors - chance.randint(0, electors // 20)
    abstain = chance.randint(0, voters // 12)
    yes = (voters - abstain) * share // 100
    return [ReportCards(teller, NOW, vote.id, yes, voters - abstain - yes, abstain) for teller in tellers]


def division(vote: Vote, teller: Handle, share: int, chance: Random) -> list[Act]:
    """The whole division, in as few acts as entries allow."""
    choices = "".join(choice(share, chance) for _ in vote.electorate)
    starts = range(0, len(choices), DIVISION)
    return [CastVotes(teller, NOW, vote.id, start, choices[start : start + DIVISION]) for start in starts]


def choice(share: int, chance: Random) -> str:
    """What one of them votes where so many in a hundred are for it: for, against, or in four of a hundred neither."""
    drawn = chance.randrange(100)
    if drawn >= 96:
        return ABSTAIN
    return YES if drawn < 96 * share // 100 else NO
