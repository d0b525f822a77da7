"""Presence: the code of the hall, the desk, and a quorum that is lost and found again."""

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.agenda import TakeUpItem, items
from rankandfile.core.chapters.alternates import PassOverAlternate, StandBy
from rankandfile.core.chapters.casting import CastVote
from rankandfile.core.chapters.credentials import (
    CheckedIn,
    CheckedOut,
    CheckIn,
    CheckOut,
    GiveSeatBack,
    QuorumLost,
    QuorumRegained,
    SeatAlternate,
    SeatGivenBack,
)
from rankandfile.core.chapters.delegates import is_delegate
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.presence import CheckInByCode, ShowHallCode, digest, ends, written
from rankandfile.core.chapters.speaking import AskToSpeak
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import ConventionId
from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.reading import article
from rankandfile.core.seat_code import is_well_typed, seat_code, seat_of
from tests.world import DESK, LOT, World, handle, opened

from ..refusals.presence import ADJOURNS, BY_CODE, BY_DESK, CODE, SILENT, WAITS, adjourned, with_code
from ..refusals.speaking import delegates
from ..refusals.stages import C1, CHAIRING, changed, in_item, people, subject
from ..rulebook.texts import read

C = ConventionId(C1)


def leave(world: World, how_many: int) -> None:
    """So many delegates leave."""
    for person in delegates(world)[:how_many]:
        world.does(CheckOut(person, world.now, C1, person))


def test_who_enters_the_code_of_the_hall_takes_the_own_seat_and_no_other() -> None:
    world = with_code()
    person = delegates(world)[0]
    [effect] = world.does(CheckInByCode(person, world.now, C1), code=" k7qf-2m9xda ")
    assert isinstance(effect, CheckedIn)
    assert effect.person == person
    assert "person" not in CheckInByCode.__struct_fields__
    assert world.refused(CheckInByCode(handle(39), world.now, C1), code=CODE).code == "convention.no_seat"
    assert world.refused(CheckInByCode(person, world.now, C1), code=CODE).code == "convention.present"


def test_a_new_code_takes_the_place_of_the_old_one() -> None:
    world = with_code()
    world.does(ShowHallCode(handle(DESK), world.now, C1, digest(C, "0000000000")), code="0000000000")
    person = delegates(world)[0]
    assert world.refused(CheckInByCode(person, world.now, C1), code=CODE).code == "presence.wrong_code"
    world.does(CheckInByCode(person, world.now, C1), code="OOOOO ooooo")


def test_only_the_desk_shows_a_code_and_its_digest_must_be_that_of_the_code() -> None:
    world = with_code()
    assert (
        world.refused(ShowHallCode(CHAIRING, world.now, C1, digest(C, "1" * 10)), code="1" * 10).code == "member.power"
    )
    other = ShowHallCode(handle(DESK), world.now, C1, digest(C, "1" * 10))
    assert world.refused(other, code="2" * 10).code == "presence.digest"


def test_a_replay_that_has_no_code_admits_what_was_admitted() -> None:
    world = with_code()
    answer = engine.admit(world.state, CheckInByCode(delegates(world)[0], world.now, C1), {})
    assert isinstance(answer, tuple)


def test_with_a_code_or_a_desk_nobody_checks_in_from_home_and_the_desk_always_can() -> None:
    for rulebook in (BY_CODE, BY_DESK):
        world = with_code(rulebook)
        person = delegates(world)[0]
        assert world.refused(CheckIn(person, world.now, C1, person)).code.startswith("presence.")
        world.does(CheckIn(handle(DESK), world.now, C1, person))
    world = with_code(BY_DESK)
    assert world.refused(CheckInByCode(delegates(world)[0], world.now, C1), code=CODE).code == "presence.no_code"


def test_the_desk_needs_no_code_to_say_that_it_is_there_itself() -> None:
    world = with_code(BY_DESK)
    assert world.refused(CheckIn(handle(DESK), world.now, C1, handle(DESK))).code == "convention.no_seat"


def test_losing_the_quorum_and_having_it_again_are_entries() -> None:
    world = opened()
    people = delegates(world)
    leave(world, 3)
    [_, lost] = world.does(CheckOut(people[3], world.now, C1, people[3]))
    assert lost == QuorumLost(C, world.now, 3, 4)
    assert world.does(CheckOut(people[4], world.now, C1, people[4]))[1:] == ()
    assert world.does(CheckIn(people[4], world.now, C1, people[4]))[1:] == ()
    [_, regained] = world.does(CheckIn(handle(DESK), world.now, C1, people[3]))
    assert regained == QuorumRegained(C, world.now, 4, 4)
    assert not world.state.meetings.conventions[C].lost


def test_a_meeting_that_adjourns_without_a_quorum_goes_on_as_soon_as_it_is_there_again() -> None:
    world = adjourned()
    people = delegates(world)
    assert world.refused(AskToSpeak(people[5], world.now, C1, "for")).code == "presence.adjourned"
    assert world.refused(CloseConvention(CHAIRING, world.now, C1)).code == "convention.waiting"
    world.does(CheckIn(people[0], world.now, C1, people[0]))
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))


def test_a_meeting_that_stays_without_a_quorum_is_closed_by_the_clock_and_nothing_is_defeated() -> None:
    world = adjourned()
    until = ends(world.state, world.state.meetings.conventions[C])
    assert until == world.now + 3600
    world.wait(world.now + 3599)
    assert not world.state.meetings.conventions[C].closed
    world.wait(world.now + 1)
    assert world.state.meetings.conventions[C].closed == world.now
    assert {item.state for item in items(world.state, C)} == {"unreached"}
    assert world.state.motions.motions["M1"].fate == "unreached"  # type: ignore[index]


def test_a_vote_that_was_open_is_finished_before_the_meeting_ends() -> None:
    world = in_item(ADJOURNS)
    voter = delegates(world)[5]
    world.does(PutToVote(CHAIRING, world.now, C1, subject(world), "roll-call"))
    leave(world, 4)
    world.wait(world.now + 7200)
    assert not world.state.meetings.conventions[C].closed
    world.does(CastVote(voter, world.now, "V1", "y"))  # type: ignore[arg-type]
    world.does(CloseVote(CHAIRING, world.now, "V1", LOT))  # type: ignore[arg-type]
    world.wait(world.now + 1)
    assert world.state.meetings.conventions[C].closed


def test_without_the_clause_a_lost_quorum_stops_votes_and_nothing_else() -> None:
    world = in_item(SILENT)
    leave(world, 4)
    assert not world.state.meetings.conventions[C].lost
    world.does(AskToSpeak(delegates(world)[5], world.now, C1, "for"))
    assert world.refused(PutToVote(CHAIRING, world.now, C1, subject(world), "roll-call")).code == "convention.quorum"


def test_a_body_that_decides_nothing_without_a_quorum_still_talks() -> None:
    world = in_item(changed('without = "adjourn"', 'without = "no-decision"'))
    leave(world, 4)
    assert world.state.meetings.conventions[C].lost
    assert ends(world.state, world.state.meetings.conventions[C]) is None
    world.does(AskToSpeak(delegates(world)[5], world.now, C1, "for"))


def test_an_alternate_who_is_seated_can_bring_the_quorum_back() -> None:
    world = opened()
    for person in delegates(world)[:4]:
        world.does(CheckOut(handle(DESK), world.now, C1, person))
    delegate, alternate = people(world)[0][0], people(world)[1][0]
    effects = world.does(SeatAlternate(handle(DESK), world.now, C1, alternate, delegate))
    assert isinstance(effects[-1], QuorumRegained)


def test_a_delegate_who_comes_late_has_the_place_again_that_an_alternate_kept() -> None:
    world = opened()
    delegate, alternate = people(world)[0][0], people(world)[1][0]
    world.does(CheckOut(delegate, world.now, C1, delegate))
    world.does(SeatAlternate(handle(DESK), world.now, C1, alternate, delegate))
    assert world.refused(CheckIn(handle(DESK), world.now, C1, delegate)).code == "convention.no_seat"
    assert world.refused(GiveSeatBack(delegate, world.now, C1, alternate)).code == "convention.desk"
    effects = world.does(GiveSeatBack(handle(DESK), world.now, C1, alternate))
    assert [type(effect) for effect in effects] == [CheckedOut, SeatGivenBack]
    world.does(CheckIn(delegate, world.now, C1, delegate))
    assert is_delegate(world.state, C, delegate)
    assert not is_delegate(world.state, C, alternate)


def test_an_alternate_who_has_left_gives_back_an_empty_place() -> None:
    world = opened()
    delegate, alternate = people(world)[0][0], people(world)[1][0]
    world.does(CheckOut(delegate, world.now, C1, delegate))
    world.does(SeatAlternate(handle(DESK), world.now, C1, alternate, delegate))
    world.does(CheckOut(alternate, world.now, C1, alternate))
    [back] = world.does(GiveSeatBack(alternate, world.now, C1, alternate))
    assert isinstance(back, SeatGivenBack)


def test_an_alternate_who_has_not_come_is_passed_over_after_the_time_of_the_rulebook_and_seated_later() -> None:
    world = opened(WAITS)
    delegate, (first, second, *_) = people(world)[0][0], people(world)[1]
    world.does(CheckOut(handle(DESK), world.now, C1, delegate))
    assert world.refused(SeatAlternate(handle(DESK), world.now, C1, second, delegate)).code == "convention.rank"
    world.wait(world.now + 3600)
    assert world.refused(PassOverAlternate(CHAIRING, world.now, C, first)).code == "member.power"
    assert world.refused(PassOverAlternate(handle(DESK), world.now, C, delegate)).code == "convention.not_alternate"
    world.does(PassOverAlternate(handle(DESK), world.now, C, first))
    world.does(SeatAlternate(handle(DESK), world.now, C1, second, delegate))
    world.does(StandBy(first, world.now, C))
    assert not meeting_of(world).passed_over
    assert world.refused(StandBy(first, world.now, C)).code == "alternate.passed"
    assert world.refused(StandBy(second, world.now, C)).code == "convention.not_alternate"
    assert "may be passed over at the desk" in article(read(WAITS), "23")


def meeting_of(world: World):  # type: ignore[no-untyped-def]
    """The convention."""
    return world.state.meetings.conventions[C]


def test_a_seat_code_names_one_seat_and_a_slip_is_found() -> None:
    world = opened()
    people = delegates(world)
    code = seat_code(C, people[0])
    assert len(code) == 9
    assert seat_of(C, written(code), people) == people[0]
    assert seat_of(C, "00000000", people) is None
    assert is_well_typed(written(code))
    wrong = written(code)[:-1] + ("0" if code[-1] != "0" else "1")
    assert not is_well_typed(wrong)
    assert not is_well_typed("short")


@pytest.mark.parametrize(
    ("key", "part"),
    [("code_lasts = '0 minutes'", "nobody can enter"), ("ends_after = '0 minutes'", "for a moment")],
)
def test_a_time_of_no_use_is_found(key: str, part: str) -> None:
    problems = examine(changed('check_in = "self"', f'check_in = "code"\n{key}'))[1]
    assert any(part in str(p.what) for p in problems if p.path.startswith("presence"))


def test_a_time_that_is_never_used_is_found() -> None:
    problems = examine(ADJOURNS.replace('without = "adjourn"', 'without = "no-decision"'))[1]
    assert any("never used" in str(p.what) for p in problems)
    assert not any(p.path.startswith("presence") for p in examine(ADJOURNS)[1])


def test_the_clause_reads_as_plain_sentences() -> None:
    assert article(read(BY_CODE), "23") == (
        "Whoever has a seat checks in with the code that is shown in the hall, or at the desk. A code is taken for 30"
        " minutes. When a quorum is lost, and when it is there again, is recorded by itself."
    )
    assert article(read(ADJOURNS), "23") == (
        "Whoever has a seat checks in alone, or at the credentials desk. When a quorum is lost, and when it is there"
        " again, is recorded by itself. A meeting that adjourns without a quorum is closed by the clock after 1 hour."
    )
