"""The floor at its edges: meetings that are not there, hands that are not the desk's, lists of other meetings."""

from msgspec.structs import replace

from rankandfile.core.chapters.agenda import Speaker
from rankandfile.core.chapters.casting import CastVotes, ReportCards
from rankandfile.core.chapters.credentials import CheckIn, CheckOut, GiveSeatBack, SeatAlternate
from rankandfile.core.chapters.presence import ShowHallCode, digest
from rankandfile.core.chapters.speaking import BeginSpeech, LeaveSpeakersList
from rankandfile.core.chapters.turns import spoken
from rankandfile.core.chapters.voting import DemandRollCall
from rankandfile.core.ids import ConventionId, Moment, VoteId
from rankandfile.core.rulebook.reading import article
from tests.world import DESK, TELLERS, handle, opened

from ..refusals.speaking import debated, delegates
from ..refusals.stages import C1, CHAIRING, RULES, in_item, people
from ..rulebook.texts import read

NOWHERE = ConventionId("C9")


def test_nobody_comes_goes_or_is_seated_at_a_meeting_that_is_not_there() -> None:
    world = opened()
    person, desk = delegates(world)[0], handle(DESK)
    acts = (
        CheckIn(desk, world.now, NOWHERE, person),
        CheckOut(desk, world.now, NOWHERE, person),
        SeatAlternate(desk, world.now, NOWHERE, person, person),
        GiveSeatBack(desk, world.now, NOWHERE, person),
        ShowHallCode(desk, world.now, NOWHERE, digest(NOWHERE, "0000000000")),
        DemandRollCall(person, world.now, NOWHERE, "M1"),
    )
    assert {world.refused(act, code="0000000000").code for act in acts} == {"convention.unknown"}


def test_nobody_but_the_desk_sends_another_out_or_seats_an_alternate() -> None:
    world = opened()
    person, other = delegates(world)[:2]
    assert world.refused(CheckOut(other, world.now, C1, person)).code == "convention.desk"
    alternate = people(world)[1][0]
    assert world.refused(SeatAlternate(other, world.now, C1, alternate, person)).code == "convention.desk"
    assert world.refused(SeatAlternate(handle(DESK), world.now, C1, person, other)).code == "convention.not_alternate"
    south = people(world, "south")[0][0]
    assert (
        world.refused(SeatAlternate(handle(DESK), world.now, C1, alternate, south)).code == "convention.not_alternate"
    )


def test_nobody_takes_another_off_the_list_and_no_time_runs_while_nobody_speaks() -> None:
    world = debated("for")
    first, second = delegates(world)[:2]
    assert world.refused(LeaveSpeakersList(second, world.now, C1, first)).code == "speaking.desk"
    assert world.refused(BeginSpeech(CHAIRING, world.now, C1)).code == "speaking.nobody"


def test_speeches_at_another_meeting_do_not_count_at_this_one() -> None:
    world = in_item()
    person = delegates(world)[0]
    listed = (Speaker(person, "for", Moment(1), Moment(2)),)
    floor = replace(world.state.floor, speakers=world.state.floor.speakers.set("C0/1", listed))
    assert spoken(replace(world.state, floor=floor), ConventionId(C1))[person] == 0


def test_a_count_or_a_division_of_no_vote_is_refused() -> None:
    world = in_item()
    teller = handle(TELLERS[0])
    assert world.refused(ReportCards(teller, world.now, VoteId("V9"), 1, 0, 0)).code == "vote.unknown"
    assert world.refused(CastVotes(teller, world.now, VoteId("V9"), 0, "y")).code == "vote.unknown"


def test_a_clause_on_card_votes_that_names_nothing_still_says_what_one_is() -> None:
    rules = read(RULES + '\n[card_votes]\narticle = "97"\n')
    assert article(rules, "97") == (
        "In a card vote each vote is by name and counts the members whom the delegate represents."
    )
