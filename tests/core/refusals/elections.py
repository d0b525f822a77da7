"""The refusals of elections, nominations and ballots, provoked."""

from collections.abc import Callable

from rankandfile.core import engine
from rankandfile.core.chapters.balloting import CastBallot, CloseVoting, CountBallots, OpenVoting
from rankandfile.core.chapters.elections import CallElection
from rankandfile.core.chapters.foundation import KeepTime
from rankandfile.core.chapters.nominations import AcceptNomination, Nominate, ProposeSlate, WithdrawCandidacy
from rankandfile.core.ids import CLOCK, Lot, Moment
from rankandfile.core.refusal import Refusal
from tests.world import LOT, SECRETARY, WEEK, World, called, handle, opened, organisation

from .stages import CHAIRING, NORTH, captured, changed, delegate_voting, direct, elected, fresh, nominations, on


def slate_world() -> World:
    """The captured shell, with a convention called and nominations by slate open."""
    world = captured()
    world.call(handle(SECRETARY))
    world.wait(world.at("candidates-open"))
    return world


def slate_election(world: World) -> str:
    """The number of an election by slate."""
    return next(e.id for e in world.state.elections.elections.values() if e.method == "slate")


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


PROVOKED: dict[str, Callable[[], Refusal]] = {
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
