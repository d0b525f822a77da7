"""Delegates who take part by themselves: they ask to speak, speak, move, demand, count, vote, go out and come back.

    delegates = Delegates(Random(7), pace=1.0)
    asks = delegates.wants(state, meeting, now)          # what they would do at this moment, each for themselves

Each look answers with what somebody would now ask the secretary to record; what the rules refuse is refused to them as
to anybody. Who would, and after how many seconds, follows from the person and the occasion, so nobody does a thing
twice; in which order they come is chance. Nobody here does what belongs to the chair (`preside.py`).
"""

from collections.abc import Iterator
from hashlib import sha256
from random import Random

from rankandfile.core.chapters.agenda import SILENT, Item, Vote, open_item, open_vote, undecided_vote
from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import Amendment, MoveAmendment
from rankandfile.core.chapters.amendments import needs as amendment_needs
from rankandfile.core.chapters.bodies import is_in_role, rules_of
from rankandfile.core.chapters.casting import CastVote, ReportCards
from rankandfile.core.chapters.credentials import CheckIn, CheckOut, is_present
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention, present_voters
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.procedural import RaiseProcedural, gathering, raised
from rankandfile.core.chapters.recounting import result_that_waits
from rankandfile.core.chapters.speaking import AskToSpeak, EndSpeech
from rankandfile.core.chapters.supporting import SecondProcedural, WithdrawProcedural
from rankandfile.core.chapters.turns import on_the_floor, speakers
from rankandfile.core.chapters.voting import DemandRollCall, enough_for_roll_call
from rankandfile.core.ids import Handle, Moment, MotionId
from rankandfile.core.state import State

from ..draft import Ask
from ..secretary import NOW
from .crowd import ballots, is_inclined
from .hall import cards, choice

ADDITION = "and to report on this in writing before the next meeting."
REASON = "Who decides something should hear what became of it."
PROCEDURE = (
    ("point-of-order", "The last speaker has spoken twice on this item."),
    ("closure", "Both sides have been heard."),
    ("point-of-order", "We are not at this amendment yet."),
    ("next-business", "We cannot decide this tonight without the figures."),
    ("lay-aside", "Let us hear the treasurer first."),
)
"""What is raised, and why."""
WITHDRAWN_AFTER = 25
"""Seconds after which somebody takes back what nobody supports."""
SPEECHES, SPEECH, COUNTING = (2, 5), (15, 40), (6, 14)
"""How many speak on an item, how many seconds a speech takes, and how long a teller counts: from, to."""
VOTES_AT_ONCE = 0.18
"""Which share of those who have not voted yet does so between two looks."""
STAYS_OUT = 60
"""Seconds for which somebody is out of the hall."""


class Delegates:
    """The delegates of one meeting. With pace 2 they take half the time over everything."""

    def __init__(self, chance: Random, pace: float = 1.0) -> None:
        self.chance, self.pace = chance, pace

    def wants(self, state: State, meeting: Convention, at: Moment) -> list[Ask]:
        """What they would do now. Nothing before the opening and after the close."""
        if not meeting.opened or meeting.closed:
            return []
        return [*self._about_a_vote(state, meeting, at), *self._doubts(state, meeting),
                *self._about_the_item(state, meeting, at), *self._coming_and_going(state, meeting, at),
                *self._ballots(state, at)]  # fmt: skip

    def _seconds(self, occasion: str, least: int, most: int) -> float:
        """How long it takes on this occasion: always the same answer."""
        return (least + _drawn(occasion) % (most - least + 1)) / self.pace

    def _about_a_vote(self, state: State, meeting: Convention, at: Moment) -> Iterator[Ask]:
        vote = open_vote(state, meeting.id)
        if vote is None:
            return
        share = 30 + _drawn(vote.id) % 50
        if vote.method == "show-of-cards":
            yield from (Ask(act) for act in self._counted(state, vote, share, at))
            return
        silent = [who for who, made in zip(vote.electorate, vote.choices, strict=True) if made == SILENT]
        willing = [who for who in silent if is_inclined(who, vote.id, 97)]
        number = max(1, int(len(willing) * min(1.0, VOTES_AT_ONCE * self.pace)))
        for who in self.chance.sample(willing, min(number, len(willing))):
            yield Ask(CastVote(who, NOW, vote.id, choice(share, self.chance)))

    def _counted(self, state: State, vote: Vote, share: int, at: Moment) -> Iterator[ReportCards]:
        """Each teller counts alone; on one vote in five the last one counts wrongly first, and counts again."""
        tellers = _tellers(state, vote, at)[: max(2, rulebook(state).voting.tellers_agree)]
        since = vote.before[-1].closed if vote.before else vote.opened
        right = cards(vote, tellers, share, Random(f"{vote.id}{len(vote.before) or ''}"))
        slips = _drawn(f"slip/{vote.id}") % 5 == 0
        for report in right:
            takes, known = self._seconds(f"{vote.id}/{report.by}", *COUNTING), vote.cards.get(report.by)
            slip = 1 if slips and report.by == tellers[-1] and report.no else 0
            if known is None and at - since >= takes:
                yield ReportCards(report.by, NOW, vote.id, report.yes, report.no - slip, report.abstain)
            elif known is not None and known.no != report.no and at - since >= 2 * takes:
                yield report

    def _doubts(self, state: State, meeting: Convention) -> Iterator[Ask]:
        """After every third show of cards somebody demands a recount while its result waits, and others join."""
        vote = result_that_waits(state, meeting.id)
        if vote is None or _drawn(f"recount/{vote.id}") % 3:
            return
        people, demands = present_voters(meeting), [own for own in gathering(state, meeting.id) if own.about == vote.id]
        if not demands and people:
            yield Ask(RaiseProcedural(self.chance.choice(people), NOW, meeting.id, "recount"))
        for own in demands:
            others = [who for who in people if who != own.by and who not in own.seconders]
            yield from (
                Ask(SecondProcedural(who, NOW, own.id)) for who in self.chance.sample(others, min(1, len(others)))
            )

    def _about_the_item(self, state: State, meeting: Convention, at: Moment) -> Iterator[Ask]:
        item = open_item(state, meeting.id)
        motion = state.motions.motions.get(MotionId(item.about)) if item is not None else None
        if item is None or motion is None or motion.fate or undecided_vote(state, meeting.id) is not None:
            return
        yield from self._speech(state, meeting, item, at)
        if self.chance.random() < 0.4 * self.pace:
            yield from self._asks_to_speak(state, meeting, item)
        yield from self._raises(state, meeting, item, at)
        yield from self._demands(state, meeting, motion)
        yield from self._moves(state, meeting, motion)

    def _speech(self, state: State, meeting: Convention, item: Item, at: Moment) -> Iterator[Ask]:
        """Whoever has the floor says so when they have finished."""
        speaker = on_the_floor(state, meeting.id, item.id)
        if speaker is not None:
            takes = self._seconds(f"{item.id}/{speaker.person}", *SPEECH)
            if at - speaker.called >= takes:
                yield Ask(EndSpeech(speaker.person, NOW, meeting.id))

    def _asks_to_speak(self, state: State, meeting: Convention, item: Item) -> Iterator[Ask]:
        listed = speakers(state, meeting.id, item.id)
        wanted = SPEECHES[0] + _drawn(f"speeches/{meeting.id}/{item.id}") % (SPEECHES[1] - SPEECHES[0] + 1)
        known = {one.person for one in listed}
        quiet = [who for who, seat in meeting.present.items() if seat.voice and not seat.left and who not in known]
        if len(listed) < wanted and quiet:
            side = self.chance.choices(("for", "against", "question"), (45, 45, 10))[0]
            yield Ask(AskToSpeak(self.chance.choice(quiet), NOW, meeting.id, side))

    def _raises(self, state: State, meeting: Convention, item: Item, at: Moment) -> Iterator[Ask]:
        """On every other item somebody raises a point or moves something about the order; others support it.

        What finds no support is withdrawn, so that nothing waits for ever.
        """
        if rulebook(state).procedure is None:
            return
        people = present_voters(meeting)
        for own in gathering(state, meeting.id):
            if at - own.raised > WITHDRAWN_AFTER / self.pace:
                yield Ask(WithdrawProcedural(own.by, NOW, own.id))
            others = [who for who in people if who != own.by and who not in own.seconders]
            if others and self.chance.random() < 0.5 * self.pace:
                yield Ask(SecondProcedural(self.chance.choice(others), NOW, own.id))
        drawn = _drawn(f"procedure/{meeting.id}/{item.id}")
        was_raised = any(own.item == item.id for own in raised(state, meeting.id))
        if drawn % 2 == 0 and not was_raised and people and self.chance.random() < 0.4 * self.pace:
            kind, reason = PROCEDURE[drawn // 2 % len(PROCEDURE)]
            yield Ask(RaiseProcedural(self.chance.choice(people), NOW, meeting.id, kind), {"reason": reason})

    def _demands(self, state: State, meeting: Convention, motion: Motion) -> Iterator[Ask]:
        """On every other motion delegates demand one after the other that the vote be taken by name."""
        enough = enough_for_roll_call(state, meeting.id)
        demanded = state.floor.demands.get(motion.id, ())
        if _drawn(f"by name/{motion.id}") % 2 or len(demanded) >= enough:
            return
        others = [who for who in present_voters(meeting) if who not in demanded]
        if others and self.chance.random() < 0.5 * self.pace:
            yield Ask(DemandRollCall(self.chance.choice(others), NOW, meeting.id, motion.id))

    def _moves(self, state: State, meeting: Convention, motion: Motion) -> Iterator[Ask]:
        """On one motion in three somebody moves an addition from the floor, and others second it."""
        own = [state.amendments.amendments[a] for a in state.amendments.of.get(motion.id, ())]
        moved = next((a for a in own if a.from_floor or (meeting.body and a.received >= meeting.opened)), None)
        people = present_voters(meeting)
        if moved is not None:
            yield from self._seconds_it(state, moved, people)
        elif _drawn(f"from the floor/{motion.id}") % 3 == 0 and people and self.chance.random() < 0.1 * self.pace:
            act = MoveAmendment(self.chance.choice(people), NOW, motion.id, "add", 1, 1)
            yield Ask(act, {"text": ADDITION, "reason": REASON})

    def _seconds_it(self, state: State, moved: Amendment, people: tuple[Handle, ...]) -> Iterator[Ask]:
        if moved.placed or moved.fate:
            return
        missing = amendment_needs(state, moved).members - len(moved.seconders)
        willing = [who for who in people if who != moved.mover and who not in moved.seconders]
        for who in self.chance.sample(willing, min(max(missing, 1), len(willing), 3)):
            yield Ask(SecondAmendment(who, NOW, moved.id))

    def _coming_and_going(self, state: State, meeting: Convention, at: Moment) -> Iterator[Ask]:
        """Now and then somebody without a post goes out, and comes back after a minute."""
        for who, seat in meeting.present.items():
            if seat.left and at - seat.left >= STAYS_OUT / self.pace and not is_present(meeting, who):
                yield Ask(CheckIn(who, NOW, meeting.id, who))
        if open_vote(state, meeting.id) is None and self.chance.random() < 0.02 * self.pace:
            plain = [who for who in present_voters(meeting) if who not in state.offices.holdings]
            if plain:
                leaving = self.chance.choice(plain)
                yield Ask(CheckOut(leaving, NOW, meeting.id, leaving))

    def _ballots(self, state: State, at: Moment) -> list[Ask]:
        """In an election each votes at a moment of their own."""
        asks = ballots(state, self.chance, at, turnout=95)
        number = max(1, int(len(asks) * min(1.0, VOTES_AT_ONCE * self.pace)))
        return self.chance.sample(asks, min(number, len(asks)))


def _tellers(state: State, vote: Vote, at: Moment) -> list[Handle]:
    """Who counts the cards: the tellers, or at the meeting of another body those there who may."""
    if rules_of(state, vote.convention) is None:
        return [h.person for h in holders(state, "teller", at)]
    return [who for who in vote.electorate if is_in_role(state, vote.convention, who, "tell", at)]


def _drawn(occasion: str) -> int:
    return int(sha256(occasion.encode()).hexdigest()[:6], 16)
