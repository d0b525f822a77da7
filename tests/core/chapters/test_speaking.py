"""The speakers' list: its computed order, who is called, how long a speech is, and what closes it."""

import pytest

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.casting import CastVotes
from rankandfile.core.chapters.credentials import CheckOut
from rankandfile.core.chapters.debating import (
    CLOSE_LIST,
    END_DEBATE,
    OPEN_LIST,
    CallOutOfTurn,
    DeclareGroups,
    what_the_vote_brings,
)
from rankandfile.core.chapters.procedural import RaiseProcedural
from rankandfile.core.chapters.speaking import AskToSpeak, BeginSpeech, CallSpeaker, EndSpeech, LeaveSpeakersList
from rankandfile.core.chapters.speech_clock import lengths
from rankandfile.core.chapters.supporting import SecondProcedural
from rankandfile.core.chapters.turns import (
    before,
    is_set_aside,
    next_turn,
    on_the_floor,
    share_of,
    speakers,
    turns,
)
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from tests.world import DESK, LOT, TELLERS, World, handle, opened

from ..refusals.speaking import (
    NO_CLAUSE,
    TWO_AT_MOST,
    closed,
    debated,
    delegates,
    moved_by_a_delegate,
    mover,
    speaking,
    voted,
    with_reply,
)
from ..refusals.stages import C1, CHAIRING, changed, in_item, subject

ASKED_FIRST = changed('order = ["sides", "groups", "least"]', "order = []")
CAUCUS = changed('id = "women"\nshare = "1/2"', 'id = "women"\nproportional = true')


def order(world: World) -> list[int]:
    """Where each who waits stood among the delegates, in the list's order."""
    people = delegates(world)
    return [people.index(turn.speaker.person) for turn in turns(world.state, C1, "1")]


def calls(world: World, place: int) -> None:
    """The chair calls this delegate, who is next, and the speech is over."""
    world.wait(world.now + 1)
    world.does(CallSpeaker(CHAIRING, world.now, C1, delegates(world)[place]))
    world.wait(world.now + 30)
    world.does(EndSpeech(CHAIRING, world.now, C1))


def test_speakers_for_and_against_come_in_turn() -> None:
    world = debated("for", "for", "for", "against", "against")
    assert order(world) == [0, 3, 1, 4, 2]


def test_a_side_for_which_nobody_waits_does_not_hold_the_others_up() -> None:
    assert order(debated("against", "against")) == [0, 1]


def test_a_question_waits_for_neither_side() -> None:
    assert order(debated("question", "against", "for")) == [0, 2, 1]


def test_who_has_spoken_least_comes_first_among_those_of_a_side() -> None:
    world = debated("for", "against")
    calls(world, 0)
    calls(world, 1)
    for place in (0, 2):
        world.wait(world.now + 1)
        world.does(AskToSpeak(delegates(world)[place], world.now, C1, "for"))
    assert order(world) == [2, 0]
    assert [turn.times for turn in turns(world.state, C1, "1")] == [0, 1]


def test_a_point_comes_first_an_intervention_next_and_the_reply_last() -> None:
    world = moved_by_a_delegate()
    first, *others = [p for p in delegates(world) if p != mover(world)]
    world.does(AskToSpeak(mover(world), world.now, C1, "reply"))
    for person, side in zip([first, *others], ("for", "intervention", "point"), strict=False):
        world.does(AskToSpeak(person, world.now, C1, side))
    assert [turn.speaker.side for turn in turns(world.state, C1, "1")] == ["point", "intervention", "for", "reply"]


def test_a_group_behind_its_share_comes_first_among_those_of_a_side() -> None:
    world = debated("for", "for", "for", "for")
    for place in (2, 3):
        world.does(DeclareGroups(delegates(world)[place], world.now, C1, ("women",)))
    assert order(world) == [0, 2, 1, 3]


def test_where_the_rulebook_orders_by_nothing_who_asked_first_speaks_first() -> None:
    assert order(debated("against", "against", "for", rulebook=ASKED_FIRST)) == [0, 1, 2]


def test_a_caucus_has_the_part_of_the_speeches_that_it_has_of_those_present() -> None:
    world = debated("for", rulebook=CAUCUS)
    for place in (0, 1):
        world.does(DeclareGroups(delegates(world)[place], world.now, C1, ("women",)))
    group = world.state.foundation.rulebook.speaking.groups[0]  # type: ignore[union-attr]
    assert share_of(world.state, C1, group) == pytest.approx(2 / len(delegates(world)))
    world.does(DeclareGroups(delegates(world)[0], world.now, C1))
    assert share_of(world.state, C1, group) == pytest.approx(1 / len(delegates(world)))


def test_a_share_of_nobody_present_is_nothing() -> None:
    world = in_item(CAUCUS)
    for person in delegates(world):
        world.does(CheckOut(handle(DESK), world.now, C1, person))
    group = world.state.foundation.rulebook.speaking.groups[0]  # type: ignore[union-attr]
    assert share_of(world.state, C1, group) == 0


def test_each_reads_what_puts_the_others_before() -> None:
    world = debated("for", "for", "against", "point")
    people = delegates(world)
    ahead = before(world.state, C1, "1", people[1])
    assert [(people.index(s.person), why) for s, why in ahead] == [(3, "kind"), (0, "asked"), (2, "sides")]
    assert before(world.state, C1, "1", people[6]) == ()


def test_the_order_of_the_list_is_what_comes_of_calling_the_next_one_again_and_again() -> None:
    world = debated("against", "for", "for", "question", "against", "for", "against")
    foreseen = order(world)
    for place in foreseen:
        following = next_turn(world.state, C1, "1")
        assert following is not None
        assert following.person == delegates(world)[place]
        calls(world, place)
    assert next_turn(world.state, C1, "1") is None


def test_who_has_left_the_meeting_or_the_list_is_passed_over() -> None:
    world = debated("for", "for", "for")
    people = delegates(world)
    world.does(CheckOut(people[0], world.now, C1, people[0]))
    world.does(LeaveSpeakersList(people[1], world.now, C1))
    assert order(world) == [2]
    world.does(AskToSpeak(people[1], world.now, C1, "for"))
    assert order(world) == [2, 1]


def test_the_desk_puts_members_on_the_list_and_takes_them_off() -> None:
    world = in_item()
    person = delegates(world)[0]
    world.does(AskToSpeak(handle(DESK), world.now, C1, "for", person))
    assert order(world) == [0]
    world.does(LeaveSpeakersList(handle(DESK), world.now, C1, person))
    assert order(world) == []
    assert world.refused(LeaveSpeakersList(person, world.now, C1)).code == "floor.not_listed"


def test_only_the_chair_calls_and_only_who_is_next() -> None:
    world = debated("for", "for")
    people = delegates(world)
    assert world.refused(CallSpeaker(handle(50), world.now, C1, people[0])).code == "member.power"
    refusal = world.refused(CallSpeaker(CHAIRING, world.now, C1, people[1]))
    assert refusal.code == "speaking.not_next"
    assert dict(refusal.facts) == {"speaker": people[0]}
    assert refusal.article == "22"


def test_a_call_out_of_turn_stands_in_the_record_with_its_reason_and_whom_it_passed_over() -> None:
    world = debated("for", "for")
    people, entry = delegates(world), int(world.state.size)
    world.does(CallOutOfTurn(CHAIRING, world.now, C1, people[1]), ruling="The first speaker has gone for the figures.")
    [ruling] = world.state.speaking.overruled["C1/1"]
    assert (ruling.person, ruling.instead_of, ruling.entry) == (people[1], people[0], entry)
    assert order(world) == [0]
    assert world.refused(CallOutOfTurn(CHAIRING, world.now, C1, people[2]), ruling="x").code == "floor.not_listed"
    assert world.refused(CallOutOfTurn(people[3], world.now, C1, people[0]), ruling="x").code == "member.power"


def test_without_a_clause_the_chair_calls_anybody_who_asked() -> None:
    world = debated("for", "for", rulebook=NO_CLAUSE)
    world.does(CallSpeaker(CHAIRING, world.now, C1, delegates(world)[1]))
    assert order(world) == [0]
    world.does(PutToVote(CHAIRING, world.now, C1, subject(world), "show-of-cards"))


def test_a_speech_runs_from_its_beginning_to_its_end() -> None:
    world = speaking()
    person = delegates(world)[0]
    world.wait(world.now + 100)
    assert [seconds for _, seconds in lengths(world.state, C1, speakers(world.state, C1, "1"), world.now)] == [100]
    world.does(EndSpeech(person, world.now, C1))
    assert on_the_floor(world.state, C1, "1") is None
    world.wait(world.now + 500)
    assert [seconds for _, seconds in lengths(world.state, C1, speakers(world.state, C1, "1"), world.now)] == [100]


def test_a_speech_that_nobody_ended_is_counted_to_the_next_call_and_at_most_as_long_as_it_may_last() -> None:
    world = debated("for", "against")
    for person in delegates(world)[:2]:
        world.does(CallSpeaker(CHAIRING, world.now, C1, person))
        world.wait(world.now + 60)
    world.wait(world.now + 1000)
    assert [seconds for _, seconds in lengths(world.state, C1, speakers(world.state, C1, "1"), world.now)] == [60, 180]


def test_a_point_gives_the_floor_back_to_who_was_interrupted() -> None:
    world = speaking()
    first, second = delegates(world)[:2]
    world.wait(world.now + 10)
    world.does(AskToSpeak(second, world.now, C1, "point"))
    world.does(CallSpeaker(CHAIRING, world.now, C1, second))
    assert on_the_floor(world.state, C1, "1").person == second  # type: ignore[union-attr]
    world.wait(world.now + 10)
    world.does(EndSpeech(CHAIRING, world.now, C1))
    assert on_the_floor(world.state, C1, "1").person == first  # type: ignore[union-attr]
    assert world.refused(EndSpeech(second, world.now, C1)).code == "member.power"
    assert not any(turn.times for turn in turns(world.state, C1, "1"))


def test_a_vote_closes_the_list_and_a_vote_opens_it_again() -> None:
    world = closed()
    second, third = delegates(world)[1:3]
    assert world.refused(AskToSpeak(second, world.now, C1, "for")).code == "speaking.closed"
    world.does(AskToSpeak(second, world.now, C1, "point"))
    voted(world, OPEN_LIST)
    world.does(AskToSpeak(third, world.now, C1, "against"))


def test_a_vote_that_is_lost_closes_nothing() -> None:
    world = debated("for")
    world.does(PutToVote(CHAIRING, world.now, C1, CLOSE_LIST, "roll-call"))
    world.does(CastVotes(handle(TELLERS[0]), world.now, "V1", 0, "nnnnyyy"))
    world.does(CloseVote(CHAIRING, world.now, "V1", LOT))
    assert not world.state.speaking.closed


def test_the_motion_is_not_put_to_the_vote_over_those_who_wait_unless_a_vote_ends_the_debate() -> None:
    world = debated("for")
    refusal = world.refused(PutToVote(CHAIRING, world.now, C1, subject(world), "show-of-cards"))
    assert (refusal.code, dict(refusal.facts)) == ("speaking.waiting", {"waiting": 1})
    voted(world, END_DEBATE)
    world.does(PutToVote(CHAIRING, world.now, C1, subject(world), "show-of-cards"))


def test_the_mover_replies_even_when_the_debate_was_ended() -> None:
    world = moved_by_a_delegate()
    voted(world, END_DEBATE)
    world.does(AskToSpeak(mover(world), world.now, C1, "reply"))
    assert world.refused(PutToVote(CHAIRING, world.now, C1, subject(world), "roll-call")).code == "speaking.reply_waits"
    world.does(CallSpeaker(CHAIRING, world.now, C1, mover(world)))
    world.does(PutToVote(CHAIRING, world.now, C1, subject(world), "roll-call"))


def test_when_the_debate_was_ended_the_mover_is_called_past_those_who_waited() -> None:
    world = moved_by_a_delegate()
    others = [person for person in delegates(world) if person != mover(world)]
    for person in others[:2]:
        world.does(AskToSpeak(person, world.now, C1, "for"))
    world.does(AskToSpeak(mover(world), world.now, C1, "reply"))
    voted(world, END_DEBATE)
    assert world.refused(CallSpeaker(CHAIRING, world.now, C1, others[0])).code == "speaking.ended"
    world.does(CallSpeaker(CHAIRING, world.now, C1, mover(world)))
    voted(world, OPEN_LIST)
    world.does(CallSpeaker(CHAIRING, world.now, C1, others[0]))


def test_a_reply_counts_for_no_side_and_no_speech() -> None:
    world = with_reply()
    world.does(CallSpeaker(CHAIRING, world.now, C1, mover(world)))
    world.does(BeginSpeech(CHAIRING, world.now, C1))
    world.wait(world.now + 1)
    world.does(AskToSpeak(mover(world), world.now, C1, "for"))
    assert [turn.times for turn in turns(world.state, C1, "1")] == [0]


def test_without_a_meeting_or_an_item_there_is_no_list() -> None:
    world, person = opened(), handle(12)
    acts = (
        LeaveSpeakersList(person, world.now, C1),
        CallSpeaker(CHAIRING, world.now, C1, person),
        CallOutOfTurn(CHAIRING, world.now, C1, person),
        BeginSpeech(CHAIRING, world.now, C1),
        PutToVote(CHAIRING, world.now, C1, END_DEBATE, "roll-call"),
    )
    assert {world.refused(act, ruling="x").code for act in acts} == {"floor.no_open_item"}
    assert world.refused(EndSpeech(CHAIRING, world.now, C1)).code == "speaking.nobody"
    away = (EndSpeech(CHAIRING, world.now, "C9"), DeclareGroups(person, world.now, "C9"))
    assert {world.refused(act).code for act in away} == {"convention.unknown"}
    assert world.refused(DeclareGroups(handle(39), world.now, C1)).code == "floor.no_voice"


def test_a_vote_about_a_list_that_is_gone_brings_nothing() -> None:
    world = opened()
    assert what_the_vote_brings(world.state, C1, CLOSE_LIST, world.now) == ()


def sets_aside(world: World, article: str = "22") -> None:
    """All the delegates suspend this article for the item on the floor."""
    mover, other, *_ = delegates(world)
    world.does(RaiseProcedural(mover, world.now, C1, "suspend", article))
    world.does(SecondProcedural(other, world.now, "P1"))
    voted(world, "P1")


def test_while_the_clause_is_set_aside_who_asked_first_is_first_and_the_share_of_a_group_stays() -> None:
    world = debated("for", "for", "for", "against", "against")
    people = delegates(world)
    sets_aside(world)
    assert order(world) == [0, 1, 2, 3, 4]
    world.does(DeclareGroups(people[3], world.now, C1, ("women",)))
    calls(world, 0)
    assert order(world)[0] == 3


def test_while_the_clause_is_set_aside_a_full_list_takes_more() -> None:
    world = debated("for", "for", rulebook=TWO_AT_MOST)
    people = delegates(world)
    asks = AskToSpeak(people[2], world.now, C1, "for")
    assert world.refused(asks).code == "speaking.full"
    sets_aside(world)
    world.does(AskToSpeak(people[2], world.now, C1, "for"))


def test_the_order_of_the_list_holds_again_on_the_next_item() -> None:
    world = debated("for", "for", "against")
    sets_aside(world)
    assert is_set_aside(world.state, C1)
    for each in (0, 1, 2):
        calls(world, each)
    voted(world, subject(world))
    world.does(TakeUpItem(CHAIRING, world.now, C1, "2"))
    assert not is_set_aside(world.state, C1)


def test_the_share_of_a_group_is_never_set_aside() -> None:
    world = debated("for")
    act = RaiseProcedural(delegates(world)[0], world.now, C1, "suspend", "22.1")
    assert world.refused(act).code == "procedure.not_suspendable"


def test_without_a_clause_on_speaking_a_suspended_order_of_business_changes_no_list() -> None:
    world = debated("for", "against", rulebook=NO_CLAUSE)
    sets_aside(world, "11")
    assert not is_set_aside(world.state, C1)
