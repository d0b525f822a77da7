"""Every refusal that the engine knows, provoked: what is the case, and the way forward, with every fact filled in.

`PROVOKED` has one line for each code. A code without a line, or a line without a code, fails the first test.
"""

from collections.abc import Callable

import pytest

from rankandfile.core import engine
from rankandfile.core.act import Act
from rankandfile.core.chapters.admission import AdmitMember, AnswerApplication, ApplyToJoin
from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.amendments import (
    AcceptAmendment,
    MoveAmendment,
    SecondAmendment,
    WithdrawAmendment,
)
from rankandfile.core.chapters.answering import AnswerMotion, ReplyToAnswer
from rankandfile.core.chapters.balloting import CastBallot, CloseVoting, CountBallots, OpenVoting
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.bulletin import ApproveForBulletin, SubmitDocument, WithdrawDocument
from rankandfile.core.chapters.credentials import CheckIn, CheckOut, SeatAlternate
from rankandfile.core.chapters.delegates import DeclineSeat, PickDelegate, alternates_of, delegates_of
from rankandfile.core.chapters.elections import CallElection
from rankandfile.core.chapters.floor import AskToSpeak, CallSpeaker
from rankandfile.core.chapters.foundation import FoundOrganisation, KeepTime
from rankandfile.core.chapters.meetings import CallConvention, CloseConvention, OpenConvention, PublishMinutes, current
from rankandfile.core.chapters.members import RecordDues, ResignMembership, TransferMember
from rankandfile.core.chapters.motions import WithdrawMotion
from rankandfile.core.chapters.nominations import AcceptNomination, Nominate, ProposeSlate, WithdrawCandidacy
from rankandfile.core.chapters.offices import Appoint, AppointProvisionally, ResignPost
from rankandfile.core.chapters.seconding import PlaceMotion, SecondMotion, WithdrawSecond
from rankandfile.core.chapters.voting import CastVote, CastVotes, CloseVote, DemandRollCall, PutToVote, ReportCards
from rankandfile.core.ids import CLOCK, BranchId, Lot, Moment, RulesHash
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from rankandfile.shell.presets import preset_text

from ..world import (
    CHAIR,
    DESK,
    FOUNDER,
    LOT,
    MINUTES,
    SECRETARY,
    START,
    TELLERS,
    TEXT,
    WEEK,
    World,
    called,
    elect_delegates,
    handle,
    opened,
    organisation,
)

NORTH = BranchId("north")
STRANGER = handle(999)
CHAIRING = handle(CHAIR)
C1 = "C1"
MOVER, OTHER = 41, 72
RULES = preset_text("member-democracy")
SECONDERS = [11, 12, 13, 14, 42, 43, 44, 73, 74, 75]


def changed(old: str, new: str) -> str:
    """The default rulebook with one rule changed."""
    assert old in RULES, old
    return RULES.replace(old, new)


MOVER_ACCEPTS = changed('accepted = "meeting"', 'accepted = "mover"')
NO_FLOOR = changed("floor = { delegates = 20 }\n", "")
WAITING = changed('waiting = "0 days"', 'waiting = "8 weeks"')
DELEGATES_SECOND = changed('id = "policy"\nmovers', 'id = "policy"\nseconded_by = "delegates"\nmovers')
NO_DEMAND = changed("roll_call_on_demand = 20", "roll_call_on_demand = 0")
TWO_DEMAND = changed("roll_call_on_demand = 20", "roll_call_on_demand = 2")
CHAIR_BREAKS = changed('comparison = "more-than" }', 'comparison = "more-than", tie = "chair" }')
LATE_SHOP = preset_text("slate-convention")


def doc(world: World, number: int = 11, **more: str) -> SubmitDocument:
    """A document by this member."""
    return SubmitDocument(handle(number), world.now, world.state.meetings.current, **more)  # type: ignore[arg-type]


def amendment(world: World, number: int = 42, action: str = "replace", first: int = 1, last: int = 1) -> MoveAmendment:
    """An amendment to the first motion."""
    return MoveAmendment(handle(number), world.now, "M1", action, first, last)


def with_motion(rulebook: str | None = None) -> World:
    """A convention called, and one motion without seconders."""
    world = called(rulebook)
    world.move(MOVER)
    return world


def with_amendment(rulebook: str | None = None) -> World:
    """And an amendment to it."""
    world = with_motion(rulebook)
    world.does(amendment(world), text="Other words.")
    return world


def in_item(rulebook: str | None = None) -> World:
    """In session, with the first item on the floor."""
    world = opened(rulebook)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    return world


def subject(world: World) -> str:
    """The motion on the floor."""
    return next(i.about for i in world.state.floor.agenda[C1].values() if i.state == "open")


def voting(method: str = "roll-call", rulebook: str | None = None) -> World:
    """And a vote open on its motion."""
    world = in_item(rulebook)
    world.does(PutToVote(CHAIRING, world.now, C1, subject(world), method))
    return world


def nominations() -> World:
    """Nominations for delegates are open; E1 is the north's."""
    world = called()
    world.wait(world.at("delegate-nominations-open"))
    return world


def delegate_voting() -> World:
    """Two stand in the north and the voting is open."""
    world = nominations()
    world.stand("E1", [11, 12])
    world.wait(world.at("delegate-voting-opens"))
    return world


def elected() -> World:
    """Delegates are elected; the doors of the convention are open."""
    world = called()
    elect_delegates(world)
    world.wait(current(world.state).opens)  # type: ignore[union-attr]
    return world


def people(world: World, branch: str = "north") -> tuple[list[str], list[str]]:
    """The branch's delegates and alternates."""
    own = delegates_of(world.state, C1, BranchId(branch))
    return [d.person for d in own], [a.person for a in alternates_of(world.state, C1, BranchId(branch))]


def bare(act: Act) -> Refusal:
    """The refusal in a record without an organisation."""
    answer = engine.admit(State(), act, {})
    assert isinstance(answer, Refusal)
    return answer


def on(world: World, make: Callable[[World], Act], **texts: str) -> Refusal:
    """The refusal of an act in this world."""
    return world.refused(make(world), **texts)


def fresh(make: Callable[[World], Act], **texts: str) -> Refusal:
    """The refusal of an act while founding."""
    return on(organisation(), make, **texts)


def later(world: World, make: Callable[[World], Act], moment: int, **texts: str) -> Refusal:
    """The refusal of an act after waiting."""
    world.wait(moment)
    return on(world, make, **texts)


def direct(world: World, act: Act) -> Refusal:
    """The refusal without letting the clock work first."""
    answer = engine.admit(world.state, act, {})
    assert isinstance(answer, Refusal)
    return answer


def alternate_seated() -> World:
    """The north's first alternate sits in the place of its first delegate."""
    world = elected()
    delegates, alternates = people(world)
    world.does(SeatAlternate(handle(DESK), world.now, C1, alternates[0], delegates[0]))
    return world


def captured() -> World:
    """The captured shell, its members past their waiting time, with a provisional organiser."""
    world = organisation(LATE_SHOP)
    world.appoint(20, "organiser")
    world.wait(world.now + 27 * WEEK)
    return world


def slate_world() -> World:
    """The captured shell, with a convention called and nominations by slate open."""
    world = captured()
    world.call(handle(SECRETARY))
    world.wait(world.at("candidates-open"))
    return world


def slate_election(world: World) -> str:
    """The number of an election by slate."""
    return next(e.id for e in world.state.elections.elections.values() if e.method == "slate")


def defeated() -> World:
    """The first convention defeated a motion; the second is called."""
    world = voting("show-of-cards")
    for teller in TELLERS:
        world.does(ReportCards(handle(teller), world.now, "V1", 0, 7, 0))
    world.does(CloseVote(CHAIRING, world.now, "V1", LOT))
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    world.call(handle(SECRETARY), 20)
    return world


def barred(world: World) -> Refusal:
    """The same words again."""
    mover = world.state.motions.motions["M1"].mover
    lost = next(m for m in world.state.motions.motions.values() if m.fate == "lost")
    text = f"{TEXT}\nMoved by {41 if lost.mover == handle(41) else 72}."
    act = world.motion_act(int(mover, 16), text)
    return world.refused(act, title="Again", text=text)


def tie() -> World:
    """Three for, three against, one abstains; the chair has the casting vote."""
    world = voting("roll-call", CHAIR_BREAKS)
    world.does(CastVotes(handle(TELLERS[0]), world.now, "V1", 0, "yyynnna"))
    return world


def twice_changed() -> World:
    """Two changes of the same article; the first is carried, the second on the floor."""
    world = called()
    for mover, words in ((41, 700), (72, 600)):
        text = changed("limit = [{ words = 300 }]", f"limit = [{{ words = {words} }}]")
        rules = world.shelve(text)
        number = world.move(mover, f"{TEXT} {words}", "rulebook-change", rules=rules)
        world.second(number, [*range(11, 20), *range(42, 51), 73, 74, 96, 97])
    elect_delegates(world)
    from ..world import assemble

    assemble(world)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    world.does(PutToVote(CHAIRING, world.now, C1, subject(world), "roll-call"))
    world.does(CastVotes(handle(TELLERS[0]), world.now, "V1", 0, "yyyyyyy"))
    world.does(CloseVote(CHAIRING, world.now, "V1", LOT))
    world.does(TakeUpItem(CHAIRING, world.now, C1, "2"))
    return world


PROVOKED: dict[str, Callable[[], Refusal]] = {
    "foundation.exists": lambda: fresh(lambda w: FoundOrganisation(FOUNDER, w.now, RulesHash(""), "member")),
    "foundation.none": lambda: bare(ResignMembership(FOUNDER, START)),
    "foundation.no_text": lambda: bare(FoundOrganisation(FOUNDER, START, RulesHash("0" * 64), "member")),
    "foundation.no_class": lambda: direct(
        _unfounded(), FoundOrganisation(FOUNDER, START, next(iter(_unfounded().state.foundation.shelf)), "duke")
    ),
    "foundation.engine": lambda: bare(FoundOrganisation(FOUNDER, START, RulesHash(""), "member", 7)),
    "clock.nothing_due": lambda: fresh(lambda w: KeepTime(CLOCK, w.now, w.now, "issue", "", LOT)),
    "clock.first": lambda: direct(called(), ResignMembership(FOUNDER, Moment(START + 12 * WEEK))),
    "clock.backwards": lambda: fresh(lambda w: ResignMembership(FOUNDER, Moment(w.now - 1))),
    "member.unknown": lambda: fresh(lambda w: ResignMembership(STRANGER, w.now)),
    "member.left": lambda: on(_left(), lambda w: SecondMotion(handle(11), w.now, "M1")),
    "member.arrears": lambda: on(_in_arrears(), lambda w: SecondMotion(handle(11), w.now, "M1")),
    "member.waiting": lambda: on(_with_newcomer(), lambda w: w.motion_act(500), text=TEXT),
    "member.class_may_not": lambda: on(_with_supporter(), lambda w: SecondMotion(handle(500), w.now, "M1")),
    "member.not_yours": lambda: fresh(lambda w: TransferMember(handle(12), w.now, handle(11), "south")),
    "member.power": lambda: fresh(lambda w: RecordDues(handle(12), w.now, handle(11), w.now)),
    "member.already": lambda: fresh(lambda w: ApplyToJoin(handle(11), w.now, NORTH, "member")),
    "member.no_branch": lambda: fresh(lambda w: ApplyToJoin(STRANGER, w.now, BranchId("moon"), "member")),
    "member.no_class": lambda: fresh(lambda w: ApplyToJoin(STRANGER, w.now, NORTH, "duke")),
    "member.no_application": lambda: fresh(lambda w: AnswerApplication(FOUNDER, w.now, STRANGER, True)),
    "member.same_branch": lambda: fresh(lambda w: TransferMember(handle(11), w.now, handle(11), NORTH)),
    "branch.exists": lambda: fresh(lambda w: FormBranch(FOUNDER, w.now, NORTH)),
    "branch.id": lambda: fresh(lambda w: FormBranch(FOUNDER, w.now, BranchId("Süd & West"))),
    "post.unknown": lambda: fresh(lambda w: AppointProvisionally(FOUNDER, w.now, handle(11), "king")),
    "post.not_founder": lambda: fresh(lambda w: AppointProvisionally(handle(11), w.now, handle(11), "chair")),
    "post.elected": lambda: fresh(lambda w: Appoint(FOUNDER, w.now, handle(11), "chair")),
    "post.full": lambda: on(
        _organiser_appointed(), lambda w: Appoint(handle(SECRETARY), w.now, handle(13), "organiser", NORTH)
    ),
    "post.not_held": lambda: fresh(lambda w: ResignPost(handle(11), w.now, "chair")),
    "post.appointer": lambda: on(
        organisation(LATE_SHOP), lambda w: Appoint(handle(12), w.now, handle(13), "organiser", NORTH)
    ),
    "convention.notice": lambda: fresh(lambda w: _call(w, WEEK, 2 * WEEK)),
    "convention.order": lambda: fresh(lambda w: _call(w, 20 * WEEK, 19 * WEEK)),
    "convention.timetable": lambda: on(
        organisation(changed('notice = "16 weeks"', 'notice = "1 week"')), lambda w: _call(w, 2 * WEEK, 3 * WEEK)
    ),
    "convention.called": lambda: on(called(), lambda w: _call(w, 20 * WEEK, 21 * WEEK)),
    "convention.unknown": lambda: fresh(lambda w: doc(w), text=TEXT),
    "convention.not_open": lambda: on(called(), lambda w: TakeUpItem(CHAIRING, w.now, C1, "1")),
    "convention.open": lambda: on(opened(), lambda w: OpenConvention(CHAIRING, w.now, C1)),
    "convention.early": lambda: on(called(), lambda w: OpenConvention(CHAIRING, w.now, C1)),
    "convention.quorum": lambda: on(elected(), lambda w: OpenConvention(CHAIRING, w.now, C1)),
    "convention.waiting": lambda: on(opened(), lambda w: CloseConvention(CHAIRING, w.now, C1)),
    "convention.voting": lambda: on(voting(), lambda w: CloseConvention(CHAIRING, w.now, C1)),
    "convention.no_seat": lambda: on(elected(), lambda w: CheckIn(handle(39), w.now, C1, handle(39))),
    "convention.desk": lambda: on(elected(), lambda w: CheckIn(handle(39), w.now, C1, handle(11))),
    "convention.doors": lambda: on(called(), lambda w: CheckIn(handle(39), w.now, C1, handle(39))),
    "convention.present": lambda: on(opened(), lambda w: CheckIn(handle(DESK), w.now, C1, people(w)[0][0])),
    "convention.absent": lambda: on(elected(), lambda w: CheckOut(handle(DESK), w.now, C1, handle(39))),
    "convention.not_alternate": lambda: on(
        elected(), lambda w: SeatAlternate(handle(DESK), w.now, C1, handle(39), people(w)[0][0])
    ),
    "convention.rank": lambda: on(
        elected(), lambda w: SeatAlternate(handle(DESK), w.now, C1, people(w)[1][1], people(w)[0][0])
    ),
    "convention.delegate_present": lambda: on(
        alternate_seated(), lambda w: SeatAlternate(handle(DESK), w.now, C1, people(w)[1][1], people(w)[0][0])
    ),
    "convention.not_closed": lambda: on(opened(), lambda w: PublishMinutes(handle(MINUTES), w.now, C1)),
    "convention.minutes": lambda: on(_with_minutes(), lambda w: PublishMinutes(handle(MINUTES), w.now, C1)),
    "delegate.elected_here": lambda: on(called(), lambda w: PickDelegate(handle(11), w.now, C1, NORTH, handle(12))),
    "delegate.picker": lambda: on(_slate_roll(), lambda w: PickDelegate(handle(11), w.now, C1, NORTH, handle(12))),
    "delegate.no_seats": lambda: on(_picked_full(), lambda w: _pick(w, 30)),
    "delegate.not_on_roll": lambda: on(nominations(), lambda w: Nominate(handle(41), w.now, "E2", handle(11))),
    "delegate.none": lambda: on(called(), lambda w: DeclineSeat(handle(11), w.now, C1)),
    "bulletin.closed": lambda: later(called(), doc, START + 16 * WEEK, text=TEXT),
    "bulletin.words": lambda: on(called(), doc, text="word " * 1501),
    "bulletin.capacity": lambda: on(called(), lambda w: doc(w, capacity="executive"), text=TEXT),
    "bulletin.not_yours": lambda: on(_with_document(), lambda w: WithdrawDocument(handle(12), w.now, "D1")),
    "bulletin.no_document": lambda: on(called(), lambda w: WithdrawDocument(handle(12), w.now, "D1")),
    "bulletin.no_discretion": lambda: on(_with_document(), lambda w: ApproveForBulletin(CHAIRING, w.now, "D1")),
    "bulletin.not_discretion": lambda: on(captured(), lambda w: ApproveForBulletin(handle(30), w.now, "D1")),
    "motion.no_business": lambda: on(called(), lambda w: w.motion_act(11, business="poetry"), text=TEXT),
    "motion.mover": lambda: on(called(), lambda w: w.motion_act(11, business="report"), text=TEXT),
    "motion.closed": lambda: later(called(), lambda w: w.motion_act(11), START + 8 * WEEK, text=TEXT),
    "motion.lines": lambda: on(called(), lambda w: w.motion_act(11), text="Another text."),
    "motion.empty": lambda: on(called(), lambda w: w.motion_act(11, text=" \n"), text=" \n"),
    "motion.rulebook": lambda: on(called(), lambda w: w.motion_act(11, business="rulebook-change"), text=TEXT),
    "motion.barred": lambda: barred(defeated()),
    "motion.unknown": lambda: on(called(), lambda w: SecondMotion(handle(11), w.now, "M9")),
    "motion.over": lambda: on(_withdrawn(), lambda w: SecondMotion(handle(11), w.now, "M1")),
    "motion.own": lambda: on(with_motion(), lambda w: SecondMotion(handle(MOVER), w.now, "M1")),
    "motion.seconded": lambda: on(_seconded(), lambda w: SecondMotion(handle(11), w.now, "M1")),
    "motion.not_seconded": lambda: on(with_motion(), lambda w: WithdrawSecond(handle(11), w.now, "M1")),
    "motion.seconding_closed": lambda: later(
        _placed(), lambda w: SecondMotion(handle(30), w.now, "M1"), START + 11 * WEEK
    ),
    "motion.delegates_second": lambda: on(
        with_motion(DELEGATES_SECOND), lambda w: SecondMotion(handle(11), w.now, "M1")
    ),
    "motion.not_yours": lambda: on(with_motion(), lambda w: WithdrawMotion(handle(11), w.now, "M1")),
    "motion.on_agenda": lambda: on(opened(), lambda w: WithdrawMotion(handle(41), w.now, "M1")),
    "motion.placed": lambda: on(_placed_by_discretion(), lambda w: PlaceMotion(handle(SECRETARY), w.now, "M1")),
    "motion.threshold_places": lambda: on(with_motion(), lambda w: PlaceMotion(CHAIRING, w.now, "M1")),
    "motion.answered": lambda: on(_answered(), lambda w: AnswerMotion(CHAIRING, w.now, "M1"), answer="No."),
    "motion.no_answer": lambda: on(with_motion(), lambda w: ReplyToAnswer(handle(MOVER), w.now, "M1"), reply="But."),
    "amendment.unknown": lambda: on(called(), lambda w: SecondAmendment(handle(11), w.now, "M1-A1")),
    "amendment.over": lambda: on(_amendment_withdrawn(), lambda w: SecondAmendment(handle(11), w.now, "M1-A1")),
    "amendment.not_amendable": lambda: on(_with_report(), lambda w: amendment(w), text="x"),
    "amendment.mover": lambda: on(
        with_motion(), lambda w: MoveAmendment(handle(42), w.now, "M1", "add", 1, 1, "observer"), text="x"
    ),
    "amendment.closed": lambda: later(_placed(NO_FLOOR), amendment, START + 14 * WEEK, text="x"),
    "amendment.floor": lambda: later(_placed(), amendment, START + 14 * WEEK, text="x"),
    "amendment.action": lambda: on(with_motion(), lambda w: amendment(w, action="sing"), text="x"),
    "amendment.lines": lambda: on(with_motion(), lambda w: amendment(w, first=3, last=9), text="x"),
    "amendment.own": lambda: on(with_amendment(), lambda w: SecondAmendment(handle(42), w.now, "M1-A1")),
    "amendment.seconded": lambda: on(_amendment_seconded(), lambda w: SecondAmendment(handle(11), w.now, "M1-A1")),
    "amendment.not_yours": lambda: on(with_amendment(), lambda w: WithdrawAmendment(handle(11), w.now, "M1-A1")),
    "amendment.accept": lambda: on(with_amendment(), lambda w: AcceptAmendment(handle(MOVER), w.now, "M1-A1")),
    "amendment.not_placed": lambda: on(
        with_amendment(MOVER_ACCEPTS), lambda w: AcceptAmendment(handle(MOVER), w.now, "M1-A1")
    ),
    "floor.no_item": lambda: on(opened(), lambda w: PutToVote(CHAIRING, w.now, C1, "item:99", "roll-call")),
    "floor.not_next": lambda: on(opened(), lambda w: TakeUpItem(CHAIRING, w.now, C1, "2")),
    "floor.item_open": lambda: on(in_item(), lambda w: TakeUpItem(CHAIRING, w.now, C1, "2")),
    "floor.no_open_item": lambda: on(opened(), lambda w: AskToSpeak(people(w)[0][0], w.now, C1, "for")),
    "floor.not_on_the_floor": lambda: on(opened(), lambda w: PutToVote(CHAIRING, w.now, C1, "M1", "roll-call")),
    "floor.no_voice": lambda: on(in_item(), lambda w: AskToSpeak(handle(39), w.now, C1, "for")),
    "floor.side": lambda: on(in_item(), lambda w: AskToSpeak(people(w)[0][0], w.now, C1, "loudly")),
    "floor.listed": lambda: on(_asked(), lambda w: AskToSpeak(people(w)[0][0], w.now, C1, "against")),
    "floor.not_listed": lambda: on(in_item(), lambda w: CallSpeaker(CHAIRING, w.now, C1, handle(39))),
    "floor.no_subject": lambda: on(opened(), lambda w: PutToVote(CHAIRING, w.now, C1, "lunch", "roll-call")),
    "floor.vote_open": lambda: on(voting(), lambda w: PutToVote(CHAIRING, w.now, C1, "close", "roll-call")),
    "floor.amendments_first": lambda: on(
        _amended_on_floor(), lambda w: PutToVote(CHAIRING, w.now, C1, subject(w), "roll-call")
    ),
    "floor.roll_call": lambda: on(
        _demanded(TWO_DEMAND, 2), lambda w: PutToVote(CHAIRING, w.now, C1, subject(w), "show-of-cards")
    ),
    "floor.no_demand": lambda: on(in_item(NO_DEMAND), lambda w: DemandRollCall(people(w)[0][0], w.now, C1, subject(w))),
    "floor.demanded": lambda: on(
        _demanded(TWO_DEMAND, 1), lambda w: DemandRollCall(people(w)[0][0], w.now, C1, subject(w))
    ),
    "floor.rulebook_changed": lambda: on(
        twice_changed(), lambda w: PutToVote(CHAIRING, w.now, C1, subject(w), "roll-call")
    ),
    "vote.unknown": lambda: on(in_item(), lambda w: CastVote(people(w)[0][0], w.now, "V1", "y")),
    "vote.method": lambda: on(voting("show-of-cards"), lambda w: CastVote(people(w)[0][0], w.now, "V1", "y")),
    "vote.no_elector": lambda: on(voting(), lambda w: CastVote(handle(39), w.now, "V1", "y")),
    "vote.choice": lambda: on(voting(), lambda w: CastVote(people(w)[0][0], w.now, "V1", "maybe")),
    "vote.too_many": lambda: on(
        voting("show-of-cards"), lambda w: ReportCards(handle(TELLERS[0]), w.now, "V1", 5, 5, 5)
    ),
    "vote.cards": lambda: on(voting("show-of-cards"), lambda w: CloseVote(CHAIRING, w.now, "V1", LOT)),
    "vote.division": lambda: on(voting(), lambda w: CastVotes(handle(TELLERS[0]), w.now, "V1", 0, "y" * 8)),
    "vote.tie": lambda: on(tie(), lambda w: CloseVote(CHAIRING, w.now, "V1", LOT)),
    "election.unknown": lambda: on(called(), lambda w: Nominate(handle(11), w.now, "E1", handle(11))),
    "election.post": lambda: fresh(lambda w: CallElection(handle(11), w.now, "chair", NORTH, w.now, w.now)),
    "election.not_vacant": lambda: on(_secretary_elected(), _call_branch_election),
    "election.running": lambda: on(_branch_election(), _call_branch_election),
    "election.too_short": lambda: fresh(
        lambda w: CallElection(handle(11), w.now, "branch-secretary", NORTH, w.now, w.now)
    ),
    "election.not_your_body": lambda: fresh(
        lambda w: CallElection(handle(41), w.now, "branch-secretary", NORTH, w.now, w.now)
    ),
    "election.nominations_closed": lambda: on(
        delegate_voting(), lambda w: Nominate(handle(13), w.now, "E1", handle(13))
    ),
    "election.nominated": lambda: on(_standing(), lambda w: Nominate(handle(11), w.now, "E1", handle(11))),
    "election.terms": lambda: on(_secretary_again(), lambda w: Nominate(handle(12), w.now, "E2", handle(12))),
    "election.own_only": lambda: on(nominations(), lambda w: Nominate(handle(11), w.now, "E1", handle(12))),
    "election.not_candidate": lambda: on(nominations(), lambda w: WithdrawCandidacy(handle(11), w.now, "E1")),
    "election.accepted": lambda: on(_standing(), lambda w: AcceptNomination(handle(11), w.now, "E1")),
    "election.candidates_of": lambda: on(_branch_election(), lambda w: Nominate(handle(11), w.now, "E1", handle(41))),
    "election.slate": lambda: on(slate_world(), lambda w: Nominate(handle(11), w.now, slate_election(w), handle(11))),
    "election.no_slate": lambda: on(nominations(), lambda w: ProposeSlate(handle(11), w.now, "E1", (handle(11),))),
    "election.slate_size": lambda: on(slate_world(), lambda w: ProposeSlate(handle(11), w.now, slate_election(w), ())),
    "election.voting_not_open": lambda: on(nominations(), lambda w: CastBallot(handle(11), w.now, "E1")),
    "election.chair_opens": lambda: on(nominations(), lambda w: CastBallot(handle(11), w.now, "E5")),
    "election.voting_closed": lambda: on(elected(), lambda w: CastBallot(handle(11), w.now, "E1")),
    "election.nominations_open": lambda: on(_early_session(), lambda w: OpenVoting(CHAIRING, w.now, "E5")),
    "election.no_vote": lambda: on(delegate_voting(), lambda w: CastBallot(handle(41), w.now, "E1")),
    "election.voted": lambda: on(_voted(), lambda w: CastBallot(handle(11), w.now, "E1")),
    "election.voting": lambda: on(delegate_voting(), lambda w: WithdrawCandidacy(handle(11), w.now, "E1")),
    "election.not_by_chair": lambda: on(delegate_voting(), lambda w: CloseVoting(CHAIRING, w.now, "E1")),
    "election.counted": lambda: on(elected(), lambda w: CountBallots(CLOCK, w.now, "E1", 1, 1, (), LOT)),
    "election.box": lambda: direct(_uncounted(), _opening(())),
    "election.parts": lambda: direct(_uncounted(), _opening(("b:1", "a:1"))),
    "election.not_the_clock": lambda: direct(
        _uncounted(), CountBallots(handle(11), _uncounted().now, "E1", 1, 1, (), Lot(""))
    ),
}


def _unfounded() -> World:
    world = World.__new__(World)
    world.state, world.now, world.history, world.boxes = State(), START, [], {}
    world.shelve(RULES)
    return world


def _call(world: World, opens: int, closes: int) -> CallConvention:
    return CallConvention(handle(SECRETARY), world.now, Moment(world.now + opens), Moment(world.now + closes))


def _left() -> World:
    world = with_motion()
    world.does(ResignMembership(handle(11), world.now))
    return world


def _in_arrears() -> World:
    world = with_motion()
    world.does(RecordDues(FOUNDER, world.now, handle(11), Moment(world.now - 20 * WEEK)))
    return world


def _with_supporter() -> World:
    world = with_motion()
    until = Moment(world.now + 90 * WEEK)
    world.does(AdmitMember(FOUNDER, world.now, handle(500), "supporter", NORTH, until), name="S")
    return world


def _with_newcomer() -> World:
    world = organisation(WAITING)
    world.wait(world.now + 9 * WEEK)
    until = Moment(world.now + 90 * WEEK)
    world.does(AdmitMember(FOUNDER, world.now, handle(500), "member", NORTH, until), name="N")
    world.call(handle(SECRETARY))
    return world


def _organiser_appointed() -> World:
    world = captured()
    post = next(p for p in world.state.foundation.rulebook.posts if p.id == "organiser")  # type: ignore[union-attr]
    for number in range(20, 20 + post.number):
        world.does(Appoint(handle(SECRETARY), world.now, handle(number), "organiser", NORTH))
    return world


def _with_minutes() -> World:
    world = opened()
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    world.does(PublishMinutes(handle(MINUTES), world.now, C1), minutes="We met.")
    return world


def _slate_roll() -> World:
    world = captured()
    world.call(handle(SECRETARY))
    world.wait(world.at("roll-date"))
    return world


def _pick(world: World, number: int) -> PickDelegate:
    clause = world.state.foundation.rulebook.delegates  # type: ignore[union-attr]
    held = (h for each in world.state.offices.holdings.values() for h in each)
    picker = next(h.person for h in held if h.post == clause.appointed_by)  # type: ignore[union-attr]
    return PickDelegate(picker, world.now, C1, NORTH, handle(number))


def _picked_full() -> World:
    world = _slate_roll()
    for number in range(12, 12 + world.state.delegates.of[C1].shares[NORTH].seats):
        world.does(_pick(world, number))
    return world


def _with_document() -> World:
    world = called()
    world.does(doc(world), title="On dues", text=TEXT)
    return world


def _withdrawn() -> World:
    world = with_motion()
    world.does(WithdrawMotion(handle(MOVER), world.now, "M1"))
    return world


def _seconded() -> World:
    world = with_motion()
    world.second("M1", [11])
    return world


def _placed(rulebook: str | None = None) -> World:
    world = with_motion(rulebook)
    world.second("M1", SECONDERS)
    return world


def _placed_by_discretion() -> World:
    world = captured()
    world.call(handle(SECRETARY))
    business = next(b for b in world.state.foundation.rulebook.business if b.placed == "discretion")  # type: ignore[union-attr]
    world.does(world.motion_act(SECRETARY, business=business.id, capacity="executive"), title="A", text=TEXT)
    world.does(PlaceMotion(handle(SECRETARY), world.now, "M1"))
    return world


def _answered() -> World:
    world = with_motion()
    world.does(AnswerMotion(CHAIRING, world.now, "M1"), answer="We agree.")
    return world


def _amendment_withdrawn() -> World:
    world = with_amendment()
    world.does(WithdrawAmendment(handle(42), world.now, "M1-A1"))
    return world


def _amendment_seconded() -> World:
    world = with_amendment()
    world.does(SecondAmendment(handle(11), world.now, "M1-A1"))
    return world


def _with_report() -> World:
    world = called()
    world.move(CHAIR, business="report", capacity="executive")
    return world


def _asked() -> World:
    world = in_item()
    world.does(AskToSpeak(people(world)[0][0], world.now, C1, "for"))
    return world


def _amended_on_floor() -> World:
    world = called()
    world.move(MOVER)
    world.second("M1", SECONDERS)
    world.does(amendment(world), text="Other words.")
    for number in (11, 12, 13, 14, 15):
        world.does(SecondAmendment(handle(number), world.now, "M1-A1"))
    elect_delegates(world)
    from ..world import assemble

    assemble(world)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    return world


def _demanded(rulebook: str, count: int) -> World:
    world = in_item(rulebook)
    for person in people(world)[0][:count]:
        world.does(DemandRollCall(person, world.now, C1, subject(world)))
    return world


def _call_branch_election(world: World) -> CallElection:
    closes = Moment(world.now + WEEK)
    return CallElection(handle(11), world.now, "branch-secretary", NORTH, closes, Moment(closes + WEEK))


def _branch_election() -> World:
    world = organisation()
    world.does(_call_branch_election(world))
    return world


def _secretary_elected() -> World:
    world = _branch_election()
    world.stand("E1", [12])
    world.wait(world.now + WEEK)
    world.votes("E1", 11, "1")
    world.wait(world.now + WEEK + 1)
    return world


def _secretary_again() -> World:
    world = organisation(changed("terms_at_most = 4\npowers", "terms_at_most = 1\npowers"))
    world.does(_call_branch_election(world))
    world.stand("E1", [12])
    world.wait(world.now + 2 * WEEK + 1)
    world.wait(world.now + 55 * WEEK)
    world.does(_call_branch_election(world))
    return world


def _standing() -> World:
    world = nominations()
    world.stand("E1", [11])
    return world


def _voted() -> World:
    world = delegate_voting()
    world.votes("E1", 11, "1")
    return world


def _early_session() -> World:
    return opened(changed('candidates_close = "3 weeks before opening"', 'candidates_close = "1 hour after opening"'))


def _uncounted() -> World:
    world = _voted()
    world.now = Moment(world.at("delegate-voting-closes") + 1)
    while (due := engine.next_due(world.state)) is not None and due[0] <= world.now:
        act = KeepTime(CLOCK, world.now, *due, LOT)
        world.state = engine.follow(world.state, act, engine.admit(world.state, act, {}))  # type: ignore[arg-type]
    return world


def _opening(ballots: tuple[str, ...]) -> CountBallots:
    return CountBallots(CLOCK, _uncounted().now, "E1", 1, 1, ballots, LOT)


def test_every_refusal_is_provoked_here() -> None:
    chapters = {code for chapter in engine.CHAPTERS for code in getattr(chapter, "REFUSALS", {})}
    assert set(PROVOKED) == chapters


@pytest.mark.parametrize("code", PROVOKED)
def test_a_refusal_says_what_is_the_case_and_the_way_forward(code: str) -> None:
    refusal = PROVOKED[code]()
    because, remedy = engine.sentences(refusal)
    assert refusal.code == code, because
    assert because.endswith(".")
    assert remedy.endswith(".")
    assert "{" not in because + remedy


@pytest.mark.parametrize("code", PROVOKED)
def test_a_refusal_cites_an_article_of_the_rulebook(code: str) -> None:
    refusal = PROVOKED[code]()
    without = ("foundation.", "clock.")
    assert refusal.article or code.startswith(without)
