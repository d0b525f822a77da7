"""The clock of a speech: points, interventions, votes, pauses and a lost quorum stop it, and what remains remains."""

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.credentials import CheckIn, CheckOut
from rankandfile.core.chapters.picture import floor_of
from rankandfile.core.chapters.procedural import RaiseProcedural
from rankandfile.core.chapters.speaking import AskToSpeak, BeginSpeech, CallSpeaker, EndSpeech
from rankandfile.core.chapters.speech_clock import Clock, clock, lengths
from rankandfile.core.chapters.supporting import WithdrawProcedural
from rankandfile.core.chapters.turns import interrupted, on_the_floor, speakers
from rankandfile.core.ids import Handle
from tests.world import World, opened

from .procedures import C1, CHAIRING, carries, debating, latest, placed, raises, rules, rules_on, seconds, voters, votes

RUNNING = 180
"""Seconds for a speech."""


def begun(world: World | None = None, by: int = 0) -> World:
    """A speech of three minutes has run for 40 seconds."""
    world = world or debating()
    calls(world, voters(world)[by], "for")
    world.does(BeginSpeech(CHAIRING, world.now, C1))
    world.wait(world.now + 40)
    return world


def calls(world: World, person: Handle, side: str) -> None:
    """This one asks, and the chair gives the floor."""
    world.does(AskToSpeak(person, world.now, C1, side))
    world.does(CallSpeaker(CHAIRING, world.now, C1, person))


def of(world: World, place: int = 0) -> Clock:
    """The clock of the speech that was asked for at this place."""
    listed = speakers(world.state, C1, "1")
    return clock(world.state, C1, listed, listed[place], world.now)


def seconds_of(world: World) -> list[int]:
    return [length for _, length in lengths(world.state, C1, speakers(world.state, C1, "1"), world.now)]


def test_a_speech_that_nothing_interrupts_runs_to_its_end() -> None:
    world = begun()
    assert of(world) == Clock(40, 140, world.now + 140)


def test_a_point_of_order_stops_the_clock_until_the_ruling_and_what_remained_remains() -> None:
    world = begun()
    point = raises(world, "point-of-order", 1)
    world.wait(world.now + 300)
    assert of(world) == Clock(40, 140, 0, "point")
    rules_on(world, point.id, False)
    assert of(world) == Clock(40, 140, world.now + 140)
    world.wait(world.now + 10)
    assert of(world).left == 130
    world.does(EndSpeech(CHAIRING, world.now, C1))
    assert seconds_of(world) == [50]


def test_a_point_that_is_taken_back_lets_the_clock_run_again() -> None:
    world = begun()
    point = raises(world, "point-of-order", 1)
    world.wait(world.now + 60)
    world.does(WithdrawProcedural(voters(world)[1], world.now, point.id))
    world.wait(world.now + 5)
    assert of(world).used == 45


def test_an_appeal_stops_it_from_its_support_to_its_vote() -> None:
    world = begun()
    rules_on(world, raises(world, "point-of-order", 1).id, False)
    appeal = raises(world, "appeal", 2)
    world.wait(world.now + 10)
    assert of(world).because == ""
    for place in (3, 4, 5):
        if not latest(world).placed:
            seconds(world, appeal.id, place)
    assert of(world) == Clock(50, 130, 0, "motion")
    world.wait(world.now + 100)
    votes(world, appeal.id, "y" * 7)
    assert of(world) == Clock(50, 130, world.now + 130)


def test_points_that_were_settled_before_a_speech_take_nothing_from_it() -> None:
    world = debating()
    point = raises(world, "point-of-order", 1)
    world.wait(world.now + 100)
    rules_on(world, point.id, True)
    assert of(begun(world)).used == 40


def test_a_speech_on_a_motion_that_is_debated_is_not_stopped_by_it() -> None:
    world = debating("us")
    own = placed(world, "refer", 1, "executive")
    assert own.placed
    assert of(begun(world)) == Clock(40, 140, world.now + 140)


def test_an_intervention_stops_the_clock_of_whom_it_interrupts_and_has_its_own() -> None:
    world = begun()
    calls(world, voters(world)[1], "intervention")
    assert on_the_floor(world.state, C1, "1").person == voters(world)[1]  # type: ignore[union-attr]
    assert interrupted(world.state, C1, "1").person == voters(world)[0]  # type: ignore[union-attr]
    world.wait(world.now + 25)
    assert of(world) == Clock(40, 140, 0, "floor")
    assert of(world, 1) == Clock(25, 35, world.now + 35)
    world.does(EndSpeech(CHAIRING, world.now, C1))
    assert interrupted(world.state, C1, "1") is None
    world.wait(world.now + 5)
    assert of(world) == Clock(45, 135, world.now + 135)
    assert seconds_of(world) == [45, 25]


def test_a_point_in_an_intervention_stops_both_and_no_second_is_counted_twice() -> None:
    world = begun()
    calls(world, voters(world)[1], "intervention")
    world.wait(world.now + 10)
    calls(world, voters(world)[2], "point")
    world.wait(world.now + 10)
    world.does(EndSpeech(CHAIRING, world.now, C1))
    world.wait(world.now + 10)
    world.does(EndSpeech(CHAIRING, world.now, C1))
    world.wait(world.now + 1)
    assert seconds_of(world) == [41, 20, 10]


def test_an_interrupted_speech_that_nobody_ended_is_counted_to_the_next_call() -> None:
    world = begun()
    calls(world, voters(world)[1], "intervention")
    world.wait(world.now + 10)
    calls(world, voters(world)[2], "against")
    world.wait(world.now + 400)
    assert seconds_of(world) == [40, 10, RUNNING]
    assert interrupted(world.state, C1, "1") is None


def test_a_pause_takes_nothing_from_a_speech_and_it_is_known_when_it_goes_on() -> None:
    world = begun(opened_without_a_clause())
    carries(world, "recess", minutes=10)
    over = world.now + 600
    world.wait(world.now + 100)
    assert of(world) == Clock(40, 140, over + 140, "pause", over)
    world.wait(over + 10)
    assert of(world) == Clock(50, 130, over + 140)


def opened_without_a_clause() -> World:
    """Where the rulebook says nothing on speaking, anything may be moved in the middle of a speech."""
    text = rules()
    world = opened(text[: text.index("[speaking]")] + text[text.index("# --- Who is there") :])
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    return world


def test_a_meeting_that_was_adjourned_without_a_quorum_goes_on_with_what_remained() -> None:
    world = begun()
    leave = voters(world)[1:5]
    for person in leave:
        world.does(CheckOut(person, world.now, C1, person))
    world.wait(world.now + 600)
    assert of(world) == Clock(40, 140, 0, "quorum")
    for person in leave:
        world.does(CheckIn(person, world.now, C1, person))
    assert of(world) == Clock(40, 140, world.now + 140)
    world.wait(world.now + 20)
    assert seconds_of(world) == [60]


def test_where_a_meeting_goes_on_without_a_quorum_speeches_run_on() -> None:
    text = rules().replace('without = "adjourn"', 'without = "no-decision"')
    world = opened(text)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    begun(world)
    for person in voters(world)[1:5]:
        world.does(CheckOut(person, world.now, C1, person))
    world.wait(world.now + 20)
    assert of(world) == Clock(60, 120, world.now + 120)


def test_while_an_interrupted_speech_has_time_left_nothing_is_moved_that_does_not_interrupt_one() -> None:
    world = begun()
    point = raises(world, "point-of-order", 1)
    world.wait(world.now + 300)
    rules_on(world, point.id, False)
    assert floor_of(world.state, C1, world.now).speaking
    refused = world.refused(RaiseProcedural(voters(world)[2], world.now, C1, "closure"))
    assert refused.code == "procedure.speaking"
    world.wait(world.now + 140)
    assert not floor_of(world.state, C1, world.now).speaking
