"""A convention under each of the other presets: the small assembly, and the captured shell, which has to be sayable."""

from collections.abc import Iterable

from rankandfile.core import engine
from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.agenda import TakeUpItem, items
from rankandfile.core.chapters.balloting import CloseVoting, OpenVoting, count_electors
from rankandfile.core.chapters.bulletin import ApproveForBulletin, SubmitDocument, is_open_to_members, issue
from rankandfile.core.chapters.casting import CastVotes
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.delegates import PickDelegate
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.motions import of_convention
from rankandfile.core.chapters.nominations import ProposeSlate, SupportNomination
from rankandfile.core.chapters.offices import Appoint, holders, post_named
from rankandfile.core.chapters.quorum import count_entitled, quorum_needed
from rankandfile.core.chapters.seconding import PlaceMotion
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import BranchId, ElectionId, Moment
from rankandfile.shell.presets import preset_text
from tests import world as people
from tests.world import CHAIR, LOT, SECRETARY, WEEK, World, handle, organisation

C1, CHAIRING, NORTH = "C1", handle(CHAIR), BranchId("north")


def assembly() -> World:
    """Thirty members of a club without branches, and an assembly called."""
    world = World(preset_text("small-assembly"))
    until = Moment(world.now + 90 * WEEK)
    for number in range(10, 40):
        act = AdmitMember(people.FOUNDER, world.now, handle(number), "member", BranchId(""), until)
        world.does(act, name=f"Member {number}")
    for number, post in ((10, "chair"), (11, "secretary"), (12, "teller"), (13, "teller"), (14, "minute-taker")):
        world.appoint(number, post)
    world.call(handle(11), 7)
    return world


def test_in_a_small_assembly_every_member_sits_votes_and_elects() -> None:
    world = assembly()
    motion = world.move(20)
    world.second(motion, [21, 22, 23])
    world.wait(world.at("candidates-open"))
    treasurer = next(e.id for e in world.state.elections.elections.values() if e.post == "treasurer")
    world.stand(treasurer, [30, 31])
    for candidate in (30, 31):
        supported(world, treasurer, candidate, range(15, 15 + _needed(world, "treasurer")))
    world.wait(current(world.state).opens)  # type: ignore[union-attr]
    for number in range(10, 30):
        world.does(CheckIn(handle(number), world.now, C1, handle(number)))
    world.does(OpenConvention(handle(10), world.now, C1))
    assert count_entitled(world.state, C1) == 31
    assert quorum_needed(world.state, C1) <= 20
    world.does(TakeUpItem(handle(10), world.now, C1, "1"))
    world.does(PutToVote(handle(10), world.now, C1, motion, "roll-call"))
    world.does(CastVotes(handle(12), world.now, "V1", 0, "y" * 11 + "n" * 9))
    world.does(CloseVote(handle(10), world.now, "V1", LOT))
    assert world.state.motions.motions[motion].fate == "carried"
    world.does(OpenVoting(handle(10), world.now, treasurer))
    assert count_electors(world.state, world.state.elections.elections[treasurer]) == 20
    for number in range(10, 30):
        world.votes(treasurer, number, "2,1" if number < 22 else "1")
    world.does(CloseVoting(handle(10), world.now, treasurer))
    world.strike()
    assert [h.person for h in holders(world.state, "treasurer", world.now)] == [handle(31)]


def supported(world: World, election: ElectionId, candidate: int, numbers: Iterable[int]) -> None:
    """Members support the nomination."""
    for number in numbers:
        world.does(SupportNomination(handle(number), world.now, election, handle(candidate)))


def _needed(world: World, post: str) -> int:
    clause = post_named(world.state, post)
    assert clause is not None
    return clause.nominators


def captured() -> World:
    """The shell: everybody past the waiting time, a convention called, an organiser appointed from above."""
    world = organisation(preset_text("slate-convention"))
    world.wait(world.now + 27 * WEEK)
    world.does(Appoint(handle(SECRETARY), world.now, handle(20), "organiser"))
    world.call(handle(SECRETARY))
    return world


def test_in_the_captured_shell_nothing_is_read_without_the_leaderships_leave() -> None:
    world = captured()
    for author in (30, 31):
        world.does(SubmitDocument(handle(author), world.now, C1), title="On the rent", text="Who owns our office?")
    document = world.state.bulletin.documents["D1"]
    assert not is_open_to_members(world.state, "D1", document.approved)
    assert [d.about for d in engine.duties(world.state) if d.kind == "decide-on-document"] == ["D1", "D2"]
    assert world.refused(ApproveForBulletin(handle(SECRETARY), world.now, "D9")).code == "bulletin.no_document"
    world.does(ApproveForBulletin(handle(SECRETARY), world.now, "D2"))
    own = world.move(SECRETARY, capacity="executive")
    world.does(PlaceMotion(handle(SECRETARY), world.now, own))
    world.wait(world.at("issue-1"))
    assert {item for item, _ in issue(world.state, C1, 1)} == {"D2", own}
    assert [m.id for m in of_convention(world.state, C1) if m.placed] == [own]


def test_in_the_captured_shell_an_organiser_picks_delegates_and_one_slate_is_elected() -> None:
    world = captured()
    own = world.move(SECRETARY, capacity="executive")
    world.does(PlaceMotion(handle(SECRETARY), world.now, own))
    world.wait(world.at("roll-date"))
    seats = {b: s.seats for b, s in world.state.delegates.of[C1].shares.items()}
    for branch, count in seats.items():
        for number in list(people.BRANCHES[branch])[5 : 5 + count]:
            world.does(PickDelegate(handle(20), world.now, C1, branch, handle(number)))
    world.wait(world.at("candidates-open"))
    executive = next(e.id for e in world.state.elections.elections.values() if e.post == "executive-member")
    slate = tuple(handle(n) for n in range(30, 35))
    world.does(ProposeSlate(handle(CHAIR), world.now, executive, slate))
    assert world.refused(ProposeSlate(handle(30), world.now, executive, slate)).code == "election.nominated"
    supporters = [n for members in people.BRANCHES.values() for n in members if n != 30]
    supported(world, executive, 30, supporters[: _needed(world, "executive-member")])
    twice = (*slate[:4], slate[0])
    assert world.refused(ProposeSlate(handle(30), world.now, executive, twice)).code == "election.slate_size"
    world.wait(current(world.state).opens)  # type: ignore[union-attr]
    elected = list(world.state.delegates.of[C1].elected)
    for person in elected:
        world.does(CheckIn(person, world.now, C1, person))
    world.does(OpenConvention(CHAIRING, world.now, C1))
    assert next(i.about for i in items(world.state, C1)) == own
    world.does(OpenVoting(CHAIRING, world.now, executive))
    for person in elected:
        world.votes(executive, int(person, 16), "1")
    world.does(CloseVoting(CHAIRING, world.now, executive))
    world.strike()
    assert {h.person for h in holders(world.state, "executive-member", world.now)} == set(slate)
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
