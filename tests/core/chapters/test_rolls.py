"""Rolls that are corrected: by whom, on which ground, until when; and what becomes of the vote."""

from rankandfile.core import engine
from rankandfile.core.chapters.balloting import CastBallot, count_electors, is_elector, why_no_ballot
from rankandfile.core.chapters.board_roll import electors
from rankandfile.core.chapters.boards import board
from rankandfile.core.chapters.members import ResignMembership
from rankandfile.core.chapters.rolls import CorrectRoll, Ground, corrections, officer, why_struck
from rankandfile.core.digest import digest
from tests.core.refusals.rolls import struck
from tests.world import DESK, SECRETARY, World, handle

from .boarding import BARE, E1, set_up, setting_up, waiting


def correct(world: World, person: int, added: bool, ground: Ground, by: int = SECRETARY) -> None:
    act = CorrectRoll(handle(by), world.now, E1, handle(person), added, ground)
    world.does(act, reason="As the minutes of the branch say.")


def test_who_is_struck_off_casts_no_ballot_from_then_on_and_everybody_sees_why() -> None:
    world = waiting()
    correct(world, 15, False, "twice")
    world.wait(world.at("delegate-voting-opens"))
    own = world.state.elections.elections[E1]
    assert not is_elector(world.state, own, handle(15), world.now)
    refusal = why_no_ballot(world.state, own, handle(15), world.now)
    assert refusal is not None
    assert refusal.code == "election.no_vote"
    (made,) = corrections(world.state, E1)
    assert (made.person, made.added, made.ground, made.by) == (handle(15), False, "twice", handle(SECRETARY))
    assert handle(15) not in electors(world.state, own)
    assert count_electors(world.state, own) == 29


def test_a_board_has_as_many_credentials_as_the_corrected_roll() -> None:
    world = waiting()
    correct(world, 15, False, "court")
    assert world.refused(setting_up(world, voters=30)).code == "board.voters"
    world.does(setting_up(world))
    own = board(world.state, E1)
    assert own is not None
    assert len(own.roll) == 29


def test_once_the_board_stands_its_credentials_stay_and_who_is_struck_off_casts_none() -> None:
    world = struck()
    there, own = board(world.state, E1), world.state.elections.elections[E1]
    assert there is not None
    assert len(there.roll) == 30
    assert why_struck(world.state, own, handle(15)) is not None
    assert why_struck(world.state, own, handle(16)) is None


def test_who_was_struck_off_by_mistake_is_added_again_before_the_board_and_votes() -> None:
    world = waiting(BARE)
    correct(world, 15, False, "twice", by=DESK)
    correct(world, 15, True, "entitled", by=DESK)
    assert [made.added for made in corrections(world.state, E1)] == [False, True]
    world.wait(world.at("delegate-voting-opens"))
    world.does(CastBallot(handle(15), world.now, E1))
    own = world.state.elections.elections[E1]
    assert count_electors(world.state, own) == 30


def test_who_has_left_is_struck_off_and_casts_no_ballot_in_any_case() -> None:
    world = set_up()
    world.does(ResignMembership(handle(15), world.now))
    own = world.state.elections.elections[E1]
    refusal = why_struck(world.state, own, handle(15))
    assert refusal is not None
    assert refusal.code == "member.left"
    correct(world, 15, False, "left")


def test_the_officer_is_the_rulebooks_or_who_checks_credentials() -> None:
    assert officer(waiting().state) == "secretary"
    assert officer(waiting(BARE).state) == "credentials"


def test_a_record_of_corrections_is_replayed_to_the_same_state() -> None:
    world = struck()
    start = next(n for n, (act, _, _) in enumerate(world.history) if type(act).__name__ == "SetUpBoard")
    again = waiting()
    for act, effects, texts in world.history[start:]:
        assert engine.admit(again.state, act, texts) == effects
        again.state = engine.follow(again.state, act, effects)
    assert digest(again.state) == digest(world.state)
