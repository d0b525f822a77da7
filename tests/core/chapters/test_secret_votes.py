"""Motions that a meeting decides by secret ballot, where the rulebook says so."""

from msgspec.structs import replace

from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.balloting import CastBallot, CloseVoting, OpenVoting
from rankandfile.core.chapters.board_roll import electors
from rankandfile.core.chapters.boards import AdvanceBoard
from rankandfile.core.chapters.credentials import CheckIn, CheckOut
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.secret_votes import secret_ballot
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.digest import digest
from rankandfile.core.ids import CLOCK, ElectionId
from tests.core.refusals.stages import C1, CHAIRING, changed, in_item, subject
from tests.world import World, handle

from . import boarding
from .sitting import HERE, LOCAL, S1, on_the_floor
from .test_sittings import replayed

SECRET = changed("tellers_agree = 2\n", 'tellers_agree = 2\nsecret = ["policy"]\n')
IN_THE_BRANCH = changed("tellers_agree = 2\n", 'tellers_agree = 2\nsecret = ["branch-motion"]\n')


def ballot(world: World) -> ElectionId:
    """The secret ballot on the motion on the floor."""
    found = secret_ballot(world.state, C1, subject(world))
    assert found is not None
    return found.id


def opened(rulebook: str = SECRET) -> World:
    """Its voting is open."""
    world = in_item(rulebook)
    world.does(OpenVoting(CHAIRING, world.now, ballot(world)))
    return world


def delegates(world: World) -> list[str]:
    return [d.person for d in delegates_of(world.state, C1)]


def vote(world: World, choices: str) -> None:
    """Delegates vote, 1 for yes and 2 for no; who has a dash does not; then the chair closes and the box is opened."""
    own = ballot(world)
    for person, choice in zip(delegates(world), choices, strict=True):
        if choice != "-":
            world.votes(own, int(person, 16), choice)
    world.does(CloseVoting(CHAIRING, world.now, own))
    world.strike()


def test_the_ballot_is_prepared_with_the_item_and_the_motion_is_put_to_no_other_vote() -> None:
    world = in_item(SECRET)
    for method in ("show-of-cards", "roll-call"):
        refusal = world.refused(PutToVote(CHAIRING, world.now, C1, subject(world), method))
        assert (refusal.code, dict(refusal.facts)["election"]) == ("floor.secret", ballot(world))


def test_it_is_carried_by_the_majority_and_nobody_can_say_who_voted_what() -> None:
    world = opened()
    motion = subject(world)
    vote(world, "1111222")
    tally = world.state.elections.elections[secret_ballot(world.state, C1, motion).id].tally  # type: ignore[union-attr]
    assert (tally.yes, tally.no, tally.carried) == (4, 3, True)  # type: ignore[union-attr]
    assert world.state.motions.motions[motion].fate == "carried"
    assert world.state.floor.agenda[C1]["1"].state == "done"
    assert not world.state.floor.votes


def test_it_is_lost_on_equal_votes() -> None:
    world = opened()
    motion = subject(world)
    vote(world, "111222-")
    assert world.state.motions.motions[motion].fate == "lost"


def test_the_roll_is_those_present_at_the_opening() -> None:
    world = in_item(SECRET)
    first, *rest = delegates(world)
    world.does(CheckOut(first, world.now, C1, first))
    world.does(OpenVoting(CHAIRING, world.now, ballot(world)))
    own = world.state.elections.elections[ballot(world)]
    assert own.roll == tuple(sorted(rest))
    world.does(CheckIn(first, world.now, C1, first))
    assert world.refused(CastBallot(first, world.now, own.id)).code == "election.no_vote"


def test_amendments_come_first_and_none_comes_after_the_opening() -> None:
    world = in_item(SECRET.replace("floor = { delegates = 20 }", "floor = { delegates = 0 }"))
    person = delegates(world)[0]
    change = MoveAmendment(person, world.now, subject(world), "replace", 1, 1)
    world.does(change, text="We resolve")
    refusal = world.refused(OpenVoting(CHAIRING, world.now, ballot(world)))
    assert refusal.code == "floor.amendments_first"
    later = opened(SECRET.replace("floor = { delegates = 20 }", "floor = { delegates = 0 }"))
    act = MoveAmendment(delegates(later)[0], later.now, subject(later), "replace", 1, 1)
    assert later.refused(act, text="We resolve").code == "amendment.read"


def test_the_meeting_neither_goes_on_nor_closes_over_a_secret_voting() -> None:
    world = opened()
    put = PutToVote(CHAIRING, world.now, C1, "close", "show-of-cards")
    assert world.refused(put).code == "floor.secret_voting"
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    assert world.refused(CloseConvention(CHAIRING, world.now, C1)).code == "convention.voting"


def test_a_branch_decides_in_secret_too() -> None:
    world = on_the_floor(IN_THE_BRANCH)
    own = secret_ballot(world.state, S1, "M1")
    assert own is not None
    world.does(OpenVoting(handle(LOCAL), world.now, own.id))
    for number in HERE:
        world.votes(own.id, number, "1" if number < 25 else "2")
    world.does(CloseVoting(handle(LOCAL), world.now, own.id))
    world.strike()
    assert world.state.motions.motions["M1"].fate == "carried"
    assert digest(replayed(world, IN_THE_BRANCH)) == digest(world.state)


def test_the_base_of_the_majority_is_who_is_there_or_entitled_where_the_rule_says_so() -> None:
    absolute = SECRET.replace(
        'rule = { ratio = "1/2", base = "cast", comparison = "more-than" }',
        'rule = { ratio = "1/2", base = "entitled", comparison = "more-than" }',
    )
    world = opened(absolute)
    motion = subject(world)
    vote(world, "111----")
    tally = secret_ballot(world.state, C1, motion).tally  # type: ignore[union-attr]
    assert (tally.required, tally.base, tally.carried) == (4, 7, False)  # type: ignore[union-attr]


def test_without_the_list_nothing_is_secret() -> None:
    world = in_item()
    assert secret_ballot(world.state, C1, subject(world)) is None


BOARD = boarding.RULES.replace("threshold = 2", "plain_up_to = 2\nthreshold = 2").replace(
    "tellers_agree = 2\n", 'tellers_agree = 2\nsecret = ["policy"]\n'
)


def on_a_board() -> tuple[World, ElectionId]:
    """More are there than a plain ballot is enough for; the returning officer has set the board up, voting is open."""
    world = boarding.sitting(BOARD)
    world.does(TakeUpItem(CHAIRING, world.now, C1, "1"))
    own = ballot(world)
    assert world.refused(OpenVoting(CHAIRING, world.now, own)).code == "board.first"
    people = len(electors(world.state, world.state.elections.elections[own]))
    world.does(replace(boarding.setting_up(world), election=own, voters=people))
    world.does(OpenVoting(CHAIRING, world.now, own))
    return world, own


def test_with_a_board_the_meeting_goes_on_and_the_motion_is_decided_when_it_is_opened() -> None:
    world, own = on_a_board()
    motion = subject(world)
    world.does(AdvanceBoard(CLOCK, world.now, own, 5, boarding.head(7)))
    world.does(CloseVoting(CHAIRING, world.now, own))
    assert world.state.floor.agenda[C1]["1"].state == "laid-aside"
    world.does(TakeUpItem(CHAIRING, world.now, C1, "2"))
    assert not world.state.motions.motions[motion].fate


def test_a_board_that_nobody_opens_carries_nothing() -> None:
    world, own = on_a_board()
    motion = subject(world)
    world.does(CloseVoting(CHAIRING, world.now, own))
    world.wait(world.now + 8 * 86_400)
    assert world.state.boards.boards[own].lost
    assert world.state.motions.motions[motion].fate == "lost"
