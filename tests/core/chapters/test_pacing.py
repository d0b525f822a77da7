"""The agenda against the clock, and the consent agenda: guillotine, pace, what is not reached, what is put together."""

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.agenda import TakeUpItem, items
from rankandfile.core.chapters.consenting import TakeOutOfConsent, consent_items
from rankandfile.core.chapters.pacing import expected, pace, times
from rankandfile.core.chapters.speaking import AskToSpeak
from rankandfile.core.chapters.voting import PutToVote
from tests.world import World, assemble, called, elect_delegates, handle

from .procedures import C1, CHAIRING, carries, rules, voters, votes

POLICY = 'business = ["policy"]\n'
SECONDERS = [11, 12, 13, 14, 42, 43, 44, 73, 74, 75]


def meeting(keys: str = "", motions: int = 3, text: str = "") -> World:
    """In session; so many motions in one section with these keys."""
    world = called(text or rules().replace(POLICY, POLICY + keys))
    for place in range(motions):
        world.second(world.move(50 + place, f"Moved by {place}."), SECONDERS)
    elect_delegates(world)
    assemble(world)
    return world


def take_up(world: World, item: str) -> str:
    """The chair takes it up; what it is about."""
    world.does(TakeUpItem(CHAIRING, world.now, C1, item))
    return world.state.floor.agenda[C1][item].about


def order(world: World) -> list[str]:
    """The motions' items, in the order of the agenda."""
    return [i.id for i in items(world.state, C1) if i.section == "policy"]


def fates(world: World) -> list[str]:
    """What became of the motions, by number."""
    return [m.fate for m in world.state.motions.motions.values()]


def test_the_clock_ends_the_debate_when_the_time_of_the_part_is_used_up() -> None:
    world = meeting('minutes = 30\nguillotine = "debate"\n')
    first = take_up(world, "1")
    began = world.now
    world.does(AskToSpeak(voters(world)[2], world.now, C1, "for"))
    assert engine.next_due(world.state) == (began + 1800, "guillotine", "C1/policy")
    world.wait(began + 1800)
    assert world.refused(AskToSpeak(voters(world)[3], world.now, C1, "for")).code == "speaking.closed"
    votes(world, first, "yyyyyyy")
    assert fates(world).count("carried") == 1


def test_what_follows_in_the_part_is_put_without_debate() -> None:
    world = meeting('minutes = 30\nguillotine = "debate"\n')
    first = take_up(world, "1")
    world.wait(world.now + 1800)
    votes(world, first, "yyyyyyy")
    second = take_up(world, "2")
    assert world.refused(AskToSpeak(voters(world)[3], world.now, C1, "for")).code == "speaking.closed"
    votes(world, second, "yyyyyyy")


def test_or_it_comes_after_everything_else() -> None:
    world = meeting('minutes = 30\nguillotine = "later"\n')
    take_up(world, "1")
    world.wait(world.now + 1800)
    assert [i.id for i in items(world.state, C1)][-2:] == ["2", "3"]
    assert items(world.state, C1)[1].section == "elections"


def test_a_pause_does_not_count() -> None:
    world = meeting('minutes = 30\nguillotine = "debate"\n')
    take_up(world, "1")
    began = world.now
    carries(world, "recess", minutes=20)
    due = engine.next_due(world.state)
    assert due is not None
    assert due[0] == began + 1800 + 1200


def test_several_items_share_the_time_of_their_part() -> None:
    world = meeting('minutes = 30\nguillotine = "debate"\n')
    first = take_up(world, "1")
    world.wait(world.now + 600)
    votes(world, first, "yyyyyyy")
    assert engine.next_due(world.state) is None or engine.next_due(world.state)[1] != "guillotine"  # type: ignore[index]
    world.wait(world.now + 300)
    take_up(world, "2")
    due = engine.next_due(world.state)
    assert due is not None
    assert due[:2] == (world.now + 900, "guillotine")


def test_the_meeting_suspends_the_guillotine_for_an_item() -> None:
    world = meeting('minutes = 30\nguillotine = "debate"\n')
    take_up(world, "1")
    carries(world, "suspend", about="11.4")
    due = engine.next_due(world.state)
    assert due is None or due[1] != "guillotine"


def test_without_a_guillotine_the_time_is_counted_and_nothing_falls() -> None:
    world = meeting("minutes = 30\n")
    take_up(world, "1")
    world.wait(world.now + 3600)
    own = next(t for t in times(world.state, C1, world.now) if t.section == "policy")
    assert (own.used, own.planned, own.fell) == (3600, 1800, False)
    world.does(AskToSpeak(voters(world)[3], world.now, C1, "for"))


def test_the_pace_says_what_is_reached_and_what_is_not_in_whole_seconds() -> None:
    world = meeting(motions=3)
    assert (pace(world.state, C1, world.now), expected(world.state, C1, world.now)) == (0, ())
    first = take_up(world, "1")
    closes = world.state.meetings.conventions[C1].closes
    world.wait(closes - 7200)
    votes(world, first, "yyyyyyy")
    began = world.now
    seconds = pace(world.state, C1, began)
    found = expected(world.state, C1, began)
    assert [(e.item, e.begins) for e in found[:2]] == [("2", began), ("3", 0)]
    assert seconds == closes - 7200 - world.state.procedure.began[C1][0].at
    assert all(e.begins == 0 for e in found[1:])


def test_the_open_item_counts_with_what_it_still_needs() -> None:
    world = meeting(motions=3)
    first = take_up(world, "1")
    world.wait(world.now + 1200)
    votes(world, first, "yyyyyyy")
    take_up(world, "2")
    world.wait(world.now + 300)
    assert pace(world.state, C1, world.now) == 1200
    assert expected(world.state, C1, world.now)[0].begins == world.now + 900


def test_what_a_part_with_a_guillotine_puts_off_is_not_expected_in_it() -> None:
    world = meeting('minutes = 30\nguillotine = "later"\n')
    first = take_up(world, "1")
    world.wait(world.now + 1200)
    votes(world, first, "yyyyyyy")
    found = {e.item: e.begins for e in expected(world.state, C1, world.now)}
    assert found["2"] == world.now
    assert found["3"] == 0


CONSENT = "consent = true\n"


def test_what_nobody_takes_out_is_carried_in_one_vote() -> None:
    world = meeting(CONSENT)
    votes(world, "consent:policy", "yyyynnn")
    assert fates(world) == ["carried", "carried", "carried"]
    assert [i.state for i in items(world.state, C1)][:3] == ["done", "done", "done"]


def test_one_delegate_takes_an_item_out_and_it_is_debated_by_itself() -> None:
    world = meeting(CONSENT)
    world.does(TakeOutOfConsent(voters(world)[5], world.now, C1, "2"))
    assert [i.id for i in consent_items(world.state, C1, "policy")] == ["1", "3"]
    votes(world, "consent:policy", "yyyyyyy")
    assert sorted(fates(world)) == ["", "carried", "carried"]
    take_up(world, "2")


def test_a_consent_agenda_that_is_lost_decides_nothing() -> None:
    world = meeting(CONSENT)
    votes(world, "consent:policy", "yyynnnn")
    assert fates(world) == ["", "", ""]
    take_up(world, "1")


def test_nothing_is_put_together_before_its_turn_or_over_an_open_item() -> None:
    world = meeting(CONSENT)
    take_up(world, "1")
    act = PutToVote(CHAIRING, world.now, C1, "consent:policy", "roll-call")
    assert world.refused(act).code == "consent.none"
    other = PutToVote(CHAIRING, world.now, C1, "consent:reports", "roll-call")
    assert world.refused(other).code == "consent.none"


def test_the_hardest_majority_of_what_is_put_together_holds() -> None:
    text = rules().replace(POLICY, 'business = ["policy", "emergency"]\n' + CONSENT)
    text = text.replace('id = "policy"\nmovers', 'id = "policy"\nmajority = "two-thirds"\nmovers')
    world = meeting(text=text)
    votes(world, "consent:policy", "yyyynnn")
    assert fates(world) == ["", "", ""]
    votes(world, "consent:policy", "yyyyynn")
    assert fates(world) == ["carried", "carried", "carried"]


@pytest.mark.parametrize("who", [39, 0])
def test_nobody_who_is_not_there_takes_anything_out(who: int) -> None:
    world = meeting(CONSENT)
    assert world.refused(TakeOutOfConsent(handle(who), world.now, C1, "2")).code == "consent.nobody"


def test_what_has_amendments_is_not_put_together() -> None:
    from rankandfile.core.chapters.amending import SecondAmendment
    from rankandfile.core.chapters.amendments import MoveAmendment

    world = called(rules().replace(POLICY, POLICY + CONSENT))
    world.second(world.move(41), SECONDERS)
    world.does(MoveAmendment(handle(42), world.now, "M1", "replace", 1, 1), text="Other words.")
    for number in (11, 12, 13, 14, 15):
        world.does(SecondAmendment(handle(number), world.now, "M1-A1"))
    elect_delegates(world)
    assemble(world)
    assert consent_items(world.state, C1, "policy") == ()
