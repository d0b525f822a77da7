"""A convention from the call to the close, as the default rulebook wants it."""

from rankandfile.core import engine
from rankandfile.core.chapters import agenda as agenda_fl
from rankandfile.core.chapters import amending, casting
from rankandfile.core.chapters import amendments as am
from rankandfile.core.chapters import speaking as fl
from rankandfile.core.chapters import voting as voting_fl
from rankandfile.core.chapters.answering import AnswerMotion, ReplyToAnswer
from rankandfile.core.chapters.balloting import CloseVoting, OpenVoting
from rankandfile.core.chapters.bulletin import SubmitDocument, WithdrawDocument, issue
from rankandfile.core.chapters.credentials import CheckIn, CheckOut, SeatAlternate
from rankandfile.core.chapters.delegates import DeclineSeat, alternates_of, delegates_of, is_delegate
from rankandfile.core.chapters.foundation import rules_in_force
from rankandfile.core.chapters.holding import CloseConvention, PublishMinutes
from rankandfile.core.chapters.meetings import current, in_session
from rankandfile.core.chapters.nominations import Nominate, SupportNomination, WithdrawCandidacy
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.ordering import to_vote
from rankandfile.core.chapters.quorum import quorum_needed
from rankandfile.core.chapters.seconding import WithdrawSecond
from rankandfile.core.chapters.thresholds import support
from rankandfile.core.ids import BranchId
from rankandfile.core.lots import draw_key
from rankandfile.core.text import amended
from rankandfile.shell.presets import preset_text
from tests.world import (
    CHAIR,
    DAY,
    DESK,
    LOT,
    MINUTES,
    SECRETARY,
    TELLERS,
    TEXT,
    WEEK,
    World,
    assemble,
    called,
    elect_delegates,
    handle,
    opened,
    organisation,
)

from ..refusals.presence import SILENT

CHAIRING, C1 = handle(CHAIR), "C1"
SECONDERS = [11, 12, 13, 14, 42, 43, 44, 73, 74, 75]
RULES = preset_text("member-democracy")


def cards(world: World, subject: str, yes: int, no: int, abstain: int = 0) -> tuple[object, ...]:
    """A vote by show of cards, counted by two tellers."""
    world.does(voting_fl.PutToVote(CHAIRING, world.now, C1, subject, "show-of-cards"))
    number = world.state.floor.open_vote[C1]
    for teller in TELLERS:
        world.does(casting.ReportCards(handle(teller), world.now, number, yes, no, abstain))
    return world.does(voting_fl.CloseVote(CHAIRING, world.now, number, LOT))


def take_up(world: World, item: str) -> str:
    """The chair takes the item up; what it is about."""
    world.does(agenda_fl.TakeUpItem(CHAIRING, world.now, C1, item))
    return world.state.floor.agenda[C1][item].about


def test_the_timetable_follows_from_the_rulebook_at_the_call() -> None:
    world = called()
    meeting = current(world.state)
    assert meeting is not None
    assert world.at("roll-date") == meeting.opens - 12 * WEEK
    assert world.at("issue-2") == meeting.opens - 5 * WEEK
    assert [line.at for line in meeting.timetable] == sorted(line.at for line in meeting.timetable)


def test_seats_follow_by_formula_from_the_roll_of_the_roll_date() -> None:
    world = called()
    world.wait(world.at("roll-date"))
    shares = world.state.delegates.of[C1].shares
    assert {b: (s.members, s.seats) for b, s in shares.items()} == {
        "north": (30, 2),
        "south": (30, 2),
        "east": (25, 2),
        "west": (20, 1),
    }


def test_delegates_and_alternates_come_from_one_secret_count() -> None:
    world = called()
    elect_delegates(world)
    north = delegates_of(world.state, C1, BranchId("north"))
    following = alternates_of(world.state, C1, BranchId("north"))
    assert [d.rank for d in north] == [1, 2]
    assert [a.rank for a in following] == [1, 2]
    assert not {d.person for d in north} & {a.person for a in following}
    assert len(world.state.elections.elections["E1"].ballots) == 30


def test_an_alternate_sits_when_a_delegate_gives_the_seat_up() -> None:
    world = called()
    elect_delegates(world)
    meeting = current(world.state)
    assert meeting is not None
    delegate = delegates_of(world.state, C1, BranchId("north"))[0].person
    alternate = alternates_of(world.state, C1, BranchId("north"))[0].person
    world.does(DeclineSeat(delegate, world.now, C1))
    world.wait(meeting.opens)
    world.does(SeatAlternate(handle(DESK), world.now, C1, alternate, delegate))
    assert is_delegate(world.state, C1, alternate)
    assert not is_delegate(world.state, C1, delegate)


def test_an_alternate_whose_place_is_taken_up_stays_out_and_the_delegate_too() -> None:
    world = called()
    elect_delegates(world)
    world.wait(current(world.state).opens)  # type: ignore[union-attr]
    delegate = delegates_of(world.state, C1, BranchId("north"))[0].person
    first, second = (a.person for a in alternates_of(world.state, C1, BranchId("north")))
    world.does(DeclineSeat(first, world.now, C1))
    world.does(SeatAlternate(handle(DESK), world.now, C1, second, delegate))
    assert world.refused(CheckIn(delegate, world.now, C1, delegate)).code == "convention.no_seat"


def test_the_tenth_second_places_a_motion_and_taking_it_back_does_not_take_it_off() -> None:
    world = called()
    motion = world.move(41)
    world.second(motion, SECONDERS[:-1])
    assert not world.state.motions.motions[motion].placed
    world.second(motion, SECONDERS[-1:])
    assert world.state.motions.motions[motion].placed == world.now
    world.does(WithdrawSecond(handle(11), world.now, motion))
    assert world.state.motions.motions[motion].placed
    assert support(world.state, C1, world.state.motions.motions[motion].seconders).members == 9


def test_ten_seconders_from_two_branches_are_not_enough() -> None:
    world = called()
    motion = world.move(41)
    world.second(motion, [*range(11, 17), *range(42, 48)])
    assert not world.state.motions.motions[motion].placed
    world.wait(world.at("seconding-close-policy"))
    assert world.state.motions.motions[motion].fate == "fell"


def test_the_bulletin_is_published_by_the_clock_in_the_order_of_the_lot() -> None:
    world = called()
    for author in (11, 42, 73):
        world.does(SubmitDocument(handle(author), world.now, C1), title="On dues", text="Text.")
    world.move(41)
    world.does(WithdrawDocument(handle(73), world.now, "D3"))
    world.wait(world.at("issue-1"))
    items = [item for item, _ in issue(world.state, C1, 1)]
    assert items == sorted(["D1", "D2", "M1"], key=lambda item: draw_key(LOT, "C1/issue-1", item))
    world.wait(world.at("issue-2"))
    assert issue(world.state, C1, 2) == ()


def test_what_was_published_and_is_withdrawn_stays_published() -> None:
    world = called()
    world.does(SubmitDocument(handle(11), world.now, C1), title="On dues", text="Text.")
    world.wait(world.at("issue-1"))
    world.does(WithdrawDocument(handle(11), world.now, "D1"))
    assert "D1" in world.state.bulletin.published
    assert world.state.bulletin.documents["D1"].withdrawn


def test_a_late_answer_is_taken_and_marked_and_the_mover_replies() -> None:
    world = called()
    motion = world.move(41)
    world.second(motion, SECONDERS)
    due = next(d for d in engine.duties(world.state) if d.kind == "answer-motion")
    world.wait(due.due + 1)
    assert due in engine.overdue(world.state, world.now)
    effects = world.does(AnswerMotion(CHAIRING, world.now, motion), answer="We do not agree.")
    assert getattr(effects[0], "late", None) is True
    world.does(ReplyToAnswer(handle(41), world.now, motion), reply="You should.")
    assert world.refused(ReplyToAnswer(handle(41), world.now, motion), reply="Again.").code == "motion.answered"


def test_an_issue_after_a_restart_of_the_clock_says_when_it_was_due() -> None:
    world = called()
    world.now = world.at("roll-date") + 3 * DAY  # type: ignore[assignment]
    world.strike()
    act, effects, _ = world.history[-1]
    assert act.at - effects[0].due == 3 * DAY  # type: ignore[attr-defined]


def test_amendments_are_voted_on_first_and_one_that_carries_makes_others_fall() -> None:
    world = called()
    motion = world.move(41)
    world.second(motion, SECONDERS)
    for first, last in ((1, 2), (2, 2), (3, 3)):
        act = am.MoveAmendment(handle(42), world.now, motion, "replace", first, last)
        world.does(act, text=f"Lines {first} to {last}.")
        number = f"M1-A{len(am.of_motion(world.state, motion))}"
        for seconder in (11, 12, 13, 14, 15):
            world.does(amending.SecondAmendment(handle(seconder), world.now, number))
    elect_delegates(world)
    assemble(world)
    take_up(world, "1")
    assert [a.id for a in to_vote(world.state, motion)] == ["M1-A1", "M1-A2", "M1-A3"]
    cards(world, "M1-A1", 5, 2)
    assert [a.fate for a in am.of_motion(world.state, motion)] == ["carried", "fell", ""]
    cards(world, "M1-A3", 2, 5)
    cards(world, "M1", 4, 3)
    part = [am.change_of(a, "Lines 1 to 2.") for a in am.carried(world.state, motion)]
    assert amended(TEXT, part) == "Lines 1 to 2.\nand to explain them at a meeting."
    assert world.state.motions.motions[motion].fate == "carried"


def test_where_the_mover_accepts_an_amendment_it_is_part_of_the_motion_without_a_vote() -> None:
    world = called(RULES.replace('accepted = "meeting"', 'accepted = "mover"'))
    motion = world.move(41)
    for line in (1, 1):
        world.does(am.MoveAmendment(handle(42), world.now, motion, "delete", line, line), text="")
    for number in (11, 12, 13, 14, 15):
        world.does(amending.SecondAmendment(handle(number), world.now, "M1-A1"))
    world.does(amending.AcceptAmendment(handle(41), world.now, "M1-A1"))
    assert [a.fate for a in am.of_motion(world.state, motion)] == ["carried", "fell"]
    assert world.refused(amending.AcceptAmendment(handle(41), world.now, "M1-A1")).code == "amendment.over"


def test_only_the_mover_of_the_motion_accepts() -> None:
    world = called(RULES.replace('accepted = "meeting"', 'accepted = "mover"'))
    motion = world.move(41)
    world.does(am.MoveAmendment(handle(42), world.now, motion, "add", 0), text="First.")
    assert world.refused(amending.AcceptAmendment(handle(42), world.now, "M1-A1")).code == "motion.not_yours"


def test_a_tie_falls_and_abstentions_count_for_nothing() -> None:
    world = opened()
    motion = take_up(world, "1")
    result = cards(world, motion, 3, 3, 1)[0]
    assert (result.required, result.base, result.carried) == (4, 6, False)  # type: ignore[attr-defined]
    assert world.state.motions.motions[motion].fate == "lost"


def test_a_roll_call_is_the_votes_themselves_and_can_be_changed_until_the_close() -> None:
    world = opened()
    motion = take_up(world, "1")
    world.does(voting_fl.PutToVote(CHAIRING, world.now, C1, motion, "roll-call"))
    electorate = world.state.floor.votes["V1"].electorate
    for person in electorate:
        world.does(casting.CastVote(person, world.now, "V1", "n"))
    for person in electorate[:4]:
        world.does(casting.CastVote(person, world.now, "V1", "y"))
    world.does(voting_fl.CloseVote(CHAIRING, world.now, "V1", LOT))
    assert world.state.floor.votes["V1"].choices == "yyyynnn"
    assert world.state.motions.motions[motion].fate == "carried"


def test_the_electorate_is_who_was_present_when_the_vote_opened() -> None:
    world = opened()
    motion = take_up(world, "1")
    gone = world.state.delegates.of[C1].elected
    leaving = next(iter(gone))
    world.does(CheckOut(handle(DESK), world.now, C1, leaving))
    world.does(voting_fl.PutToVote(CHAIRING, world.now, C1, motion, "roll-call"))
    world.does(CheckIn(handle(DESK), world.now, C1, leaving))
    assert world.refused(casting.CastVote(leaving, world.now, "V1", "y")).code == "vote.no_elector"


def test_without_a_quorum_nothing_is_put_to_the_vote() -> None:
    world = opened(SILENT)
    motion = take_up(world, "1")
    present = [p for p, seat in current(world.state).present.items() if seat.vote]  # type: ignore[union-attr]
    assert quorum_needed(world.state, C1) == 4
    for person in present[:4]:
        world.does(CheckOut(person, world.now, C1, person))
    refusal = world.refused(voting_fl.PutToVote(CHAIRING, world.now, C1, motion, "roll-call"))
    assert refusal.facts == (("present", 3), ("entitled", 7), ("needed", 4), ("missing", 1))


def test_speakers_are_called_from_the_list() -> None:
    world = opened()
    take_up(world, "1")
    first = delegates_of(world.state, C1)[0].person
    world.does(fl.AskToSpeak(first, world.now, C1, "against"))
    world.does(fl.CallSpeaker(CHAIRING, world.now, C1, first))
    world.does(fl.AskToSpeak(first, world.now, C1, "question"))
    assert [s.side for s in fl.speakers(world.state, C1, "1")] == ["against", "question"]


def test_the_meeting_can_vote_to_take_an_item_next_and_to_close_early() -> None:
    world = opened()
    cards(world, "item:2", 5, 1)
    assert agenda_fl.next_item(world.state, C1).id == "2"  # type: ignore[union-attr]
    cards(world, "close", 1, 5)
    assert world.refused(CloseConvention(CHAIRING, world.now, C1)).code == "convention.waiting"
    cards(world, "close", 5, 1)
    world.does(CloseConvention(CHAIRING, world.now, C1))
    assert {m.fate for m in world.state.motions.motions.values()} == {"unreached"}
    assert {i.state for i in agenda_fl.items(world.state, C1)} == {"unreached"}


def test_what_reaches_its_support_after_the_agenda_comes_at_the_end_of_its_section() -> None:
    world = called()
    world.second(world.move(41), SECONDERS)
    elect_delegates(world)
    world.wait(world.at("agenda") + DAY)
    motion = world.move(41, business="emergency")
    world.second(motion, [*range(11, 20), *range(42, 51), 73, 96])
    again = world.move(72, "Another one.", business="emergency")
    world.second(again, [*range(11, 20), *range(42, 51), 74, 96])
    assert [i.about for i in agenda_fl.items(world.state, C1)][:2] == [motion, again]


def test_the_agenda_may_be_ordered_by_support_or_by_number() -> None:
    for order, expected in (("seconders", ["M2", "M1"]), ("number", ["M1", "M2"])):
        text = RULES.replace('business = ["policy"]', f'business = ["policy"]\norder = "{order}"')
        world = called(text)
        world.second(world.move(41, f"{TEXT} One."), SECONDERS)
        world.second(world.move(72, f"{TEXT} Two."), [*SECONDERS, 15])
        world.wait(world.at("agenda"))
        assert [i.about for i in agenda_fl.items(world.state, C1) if i.section == "policy"] == expected


def test_the_executive_is_elected_one_by_one_and_holds_its_posts() -> None:
    world = called()
    world.wait(world.at("candidates-open"))
    executive = next(e for e in world.state.elections.elections.values() if e.post == "executive-member")
    world.stand(executive.id, range(20, 28))
    for number in range(20, 28):
        for nominator in (30, 31, 32, 33, 34)[: 5 if number < 27 else 4]:
            world.does(SupportNomination(handle(nominator), world.now, executive.id, handle(number)))
    world.does(WithdrawCandidacy(handle(26), world.now, executive.id))
    elect_delegates(world)
    assemble(world)
    world.does(OpenVoting(CHAIRING, world.now, executive.id))
    for person in list(world.state.meetings.conventions[C1].present)[:6]:
        world.votes(executive.id, int(person, 16), "6,1,2")
    world.boxes[executive.id].append("0" * 16 + ":9,9")
    last = list(world.state.meetings.conventions[C1].present)[6]
    from rankandfile.core.chapters.balloting import CastBallot

    world.does(CastBallot(last, world.now, executive.id))
    world.does(CloseVoting(CHAIRING, world.now, executive.id))
    world.strike()
    counted = world.state.elections.elections[executive.id]
    assert len(counted.elected) == 5
    assert handle(26) not in counted.elected
    assert handle(27) not in counted.elected
    assert handle(25) in counted.elected
    held = holders(world.state, "executive-member", world.now)
    assert [h.person for h in held] == list(counted.elected)
    assert {h.how for h in held} == {"elected"}


def test_a_nomination_by_another_stands_when_it_is_accepted() -> None:
    from rankandfile.core.chapters.elections import standing
    from rankandfile.core.chapters.nominations import AcceptNomination

    world = called()
    world.wait(world.at("candidates-open"))
    number = next(e.id for e in world.state.elections.elections.values() if e.post == "chair")
    world.does(Nominate(handle(11), world.now, number, handle(12)))
    assert standing(world.state.elections.elections[number]) == ()
    world.does(AcceptNomination(handle(12), world.now, number), statement="I stand.")
    assert standing(world.state.elections.elections[number]) == (handle(12),)


def test_after_the_close_minutes_are_due_the_next_convention_can_be_called_and_the_founding_is_over() -> None:
    world = opened()
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    assert not in_session(world.state.meetings.conventions[C1])
    assert world.state.foundation.founding_closed == world.now
    owed = {d.kind: d.owed_by for d in engine.duties(world.state)}
    assert owed["minutes"] == "minute-taker"
    world.does(PublishMinutes(handle(MINUTES), world.now, C1), minutes="We met.")
    assert "minutes" not in {d.kind for d in engine.duties(world.state)}
    assert world.call(handle(SECRETARY), 20) == "C2"


def test_a_convention_that_nobody_calls_stands_overdue() -> None:
    world = organisation()
    world.wait(world.now + 40 * WEEK)
    overdue = engine.overdue(world.state, world.now)
    of_convention = [(d.kind, d.owed_by) for d in overdue if d.kind != "call-meeting"]
    assert of_convention == [("call-convention", "secretary")]


def changed_rules(world: World, mover: int, old: str, new: str) -> str:
    """A change of the rulebook with its seconders."""
    rules = world.shelve(RULES.replace(old, new))
    motion = world.move(mover, f"{TEXT} {new}", "rulebook-change", rules=rules)
    world.second(motion, [*range(11, 20), *range(42, 51), 73, 74, 96, 97])
    return motion


def test_two_changes_of_the_rulebook_carried_are_both_in_force_from_the_close() -> None:
    world = called()
    changed_rules(world, 41, "limit = [{ words = 300 }]", "limit = [{ words = 333 }]")
    changed_rules(world, 72, "tellers_agree = 2", "tellers_agree = 3")
    elect_delegates(world)
    assemble(world)
    before = rules_in_force(world.state)
    for item in ("1", "2"):
        cards(world, take_up(world, item), 5, 2)
    assert rules_in_force(world.state) == before
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    own = world.state.foundation.rulebook
    assert own is not None
    assert (own.amendments.limit[0].words, own.voting.tellers_agree) == (333, 3)
    assert [len(h.rules) for h in world.state.foundation.history] == [64, 64, 64]


def test_two_thirds_of_seven_is_five_for_a_change_of_the_rulebook() -> None:
    world = called()
    motion = changed_rules(world, 41, "tellers_agree = 2", "tellers_agree = 3")
    elect_delegates(world)
    assemble(world)
    take_up(world, "1")
    result = cards(world, motion, 4, 3)[0]
    assert (result.required, result.carried) == (5, False)  # type: ignore[attr-defined]


def test_a_change_of_how_rules_are_changed_needs_three_quarters_so_six_of_seven() -> None:
    world = called()
    hard, easier = (f'majority = "{name}"\nin_force = "closing"' for name in ("three-quarters", "two-thirds"))
    motion = changed_rules(world, 41, hard, easier)
    elect_delegates(world)
    assemble(world)
    take_up(world, "1")
    result = cards(world, motion, 5, 2)[0]
    assert (result.required, result.carried) == (6, False)  # type: ignore[attr-defined]


def test_a_change_may_be_in_force_at_once_or_from_a_date() -> None:
    for when, weeks in (("at-once", 0), ("date", 4)):
        rest = 'articles = ["*"]\nmajority = "two-thirds"\nin_force = "{}"'
        text = RULES.replace(rest.format("closing"), rest.format(when))
        world = called(text)
        rules = world.shelve(text.replace("tellers_agree = 2", "tellers_agree = 3"))
        motion = world.move(41, TEXT, "rulebook-change", rules=rules)
        world.second(motion, [*range(11, 20), *range(42, 51), 73, 74, 96, 97])
        elect_delegates(world)
        assemble(world)
        cards(world, take_up(world, "1"), 7, 0)
        closes = current(world.state).closes  # type: ignore[union-attr]
        assert (rules_in_force(world.state) == rules) == (weeks == 0)
        world.wait(closes)
        world.does(CloseConvention(CHAIRING, world.now, C1))
        world.wait(closes + weeks * WEEK)
        assert rules_in_force(world.state) == rules
