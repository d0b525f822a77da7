"""The articles on consent agenda, guillotine and proxies of the rulebooks that have them, obeyed and broken."""

from pathlib import Path

import pytest

from rankandfile.core import engine
from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.agenda import TakeUpItem, items
from rankandfile.core.chapters.casting import CastVote
from rankandfile.core.chapters.consenting import TakeOutOfConsent, consent_items
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.debating import DebateEnded
from rankandfile.core.chapters.delegates import PickDelegate
from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.offices import Appoint
from rankandfile.core.chapters.proxies import GiveProxy, held_by
from rankandfile.core.chapters.seconding import PlaceMotion
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import BranchId, MotionId, VoteId
from rankandfile.core.rulebook.reading import article
from rankandfile.shell.presets import preset_text
from tests.world import BRANCHES, DAY, FOUNDER, LOT, SECRETARY, WEEK, World, handle, organisation

from .rulebook.texts import read

RULEBOOKS = Path(__file__).resolve().parents[2] / "rulebooks"
C1, V1 = "C1", VoteId("V1")
CHAIR, CALLER = handle(10), handle(11)
SEATED = range(10, 20)


def text_of(name: str) -> str:
    """A preset, or the rulebook of somebody else."""
    own = RULEBOOKS / f"{name}.toml"
    return own.read_text(encoding="utf-8") if own.exists() else preset_text(name)


def called(name: str, weeks: int, **posts: int) -> World:
    """Ten members without branches under this rulebook, posts given, and their meeting called."""
    world = World(text_of(name))
    for number in SEATED:
        paid = world.now + 90 * WEEK
        act = AdmitMember(FOUNDER, world.now, handle(number), "member", BranchId(""), paid)  # type: ignore[arg-type]
        world.does(act, name=f"Member {number}")
    for post, number in posts.items():
        world.appoint(number, post.replace("_", "-"))
    world.call(CALLER, weeks)
    return world


def in_session(world: World, absent: tuple[int, ...] = ()) -> World:
    """Everybody but these has come, and whoever presides has opened."""
    meeting = current(world.state)
    assert meeting is not None
    world.wait(meeting.opens)
    for number in SEATED:
        if number not in absent:
            world.does(CheckIn(handle(number), world.now, meeting.id, handle(number)))
    world.does(OpenConvention(CHAIR, world.now, meeting.id))
    return world


def by_roll_call(world: World, subject: str, voters: int = len(SEATED)) -> None:
    """All of them vote for it."""
    world.does(PutToVote(CHAIR, world.now, C1, subject, "roll-call"))
    vote = VoteId(world.state.floor.open_vote[C1])  # type: ignore[index]
    for number in list(SEATED)[:voters]:
        world.does(CastVote(handle(number), world.now, vote, "y"))
    world.does(CloseVote(CHAIR, world.now, vote, LOT))


# --- small-assembly 11.1: reports are put together in one vote


def evening() -> World:
    """An assembly to which the committee brings three reports, and a member a motion."""
    world = called("small-assembly", 7, chair=10, secretary=11, teller=12, minute_taker=14, treasurer=13)
    for number in range(3):
        world.move(11, f"What the committee did, part {number}.", "report", capacity="executive")
    world.second(world.move(17), [15, 16, 18])
    return in_session(world)


def test_an_evening_takes_the_reports_together_and_debates_what_one_member_takes_out() -> None:
    world = evening()
    together = consent_items(world.state, C1, "reports")  # type: ignore[arg-type]
    assert [item.about for item in together] == ["M1", "M2", "M3"]
    out = next(item for item in together if item.about == "M2")
    world.does(TakeOutOfConsent(handle(18), world.now, C1, out.id))
    by_roll_call(world, "consent:reports")
    assert [world.state.motions.motions[MotionId(m)].fate for m in ("M1", "M2", "M3")] == ["carried", "", "carried"]
    world.does(TakeUpItem(CHAIR, world.now, C1, out.id))


def test_motions_of_members_are_never_put_together_in_a_small_assembly() -> None:
    world = evening()
    assert consent_items(world.state, C1, "policy") == ()  # type: ignore[arg-type]
    by_roll_call(world, "consent:reports")
    refusal = world.refused(PutToVote(CHAIR, world.now, C1, "consent:policy", "roll-call"))
    assert refusal.code == "consent.none"
    assert "one vote" in article(read(text_of("small-assembly")), "11.1")


# --- slate-convention 11.2 and 11.3: the clock ends the debate, puts emergencies off, and rules without debate


def shell() -> World:
    """The captured shell in session: two emergencies and two changes of the rulebook, all of the leadership."""
    world = organisation(text_of("slate-convention"))
    world.wait(world.now + 27 * WEEK)
    world.does(Appoint(handle(SECRETARY), world.now, handle(20), "organiser"))
    world.call(handle(SECRETARY))
    rules = world.shelve(text_of("slate-convention").replace("minutes = 60", "minutes = 45"))
    for number in range(2):
        own = world.move(SECRETARY, f"Change {number}.", "rulebook-change", capacity="executive", rules=rules)
        world.does(PlaceMotion(handle(SECRETARY), world.now, own))
    world.wait(world.at("roll-date"))
    for branch, share in world.state.delegates.of[C1].shares.items():  # type: ignore[index]
        for number in list(BRANCHES[branch])[5 : 5 + share.seats]:
            world.does(PickDelegate(handle(20), world.now, C1, branch, handle(number)))  # type: ignore[arg-type]
    meeting = current(world.state)
    assert meeting is not None
    world.wait(meeting.opens - 3 * DAY)
    for number in range(2):
        world.move(SECRETARY, f"Emergency {number}.", "emergency", capacity="executive")
    world.wait(meeting.opens)
    for person in world.state.delegates.of[C1].elected:  # type: ignore[index]
        world.does(CheckIn(person, world.now, C1, person))
    world.does(OpenConvention(CHAIR, world.now, C1))
    return world


def of_section(world: World, section: str) -> list[str]:
    """Its items, in the order in which they come."""
    return [item.id for item in items(world.state, C1) if item.section == section]  # type: ignore[arg-type]


def test_in_the_shell_an_hour_of_emergencies_ends_and_what_is_left_comes_after_everything_else() -> None:
    world = shell()
    first, second = of_section(world, "emergency")
    world.does(TakeUpItem(CHAIR, world.now, C1, first))
    assert engine.next_due(world.state) == (world.now + 3600, "guillotine", "C1/emergency")
    world.wait(world.now + 3600)
    assert next(iter(world.state.procedure.fallen[C1])) == "emergency"  # type: ignore[index]
    assert items(world.state, C1)[-1].id == second  # type: ignore[arg-type]


def test_in_the_shell_what_is_left_of_the_rules_after_two_hours_is_put_without_debate() -> None:
    world = shell()
    first, second = of_section(world, "rulebook")
    for item in of_section(world, "emergency"):
        world.does(TakeUpItem(CHAIR, world.now, C1, item))
        put(world, item)
    world.does(TakeUpItem(CHAIR, world.now, C1, first))
    world.wait(world.now + 7200)
    assert [i.id for i in items(world.state, C1) if i.section == "rulebook"] == [first, second]  # type: ignore[arg-type]
    put(world, first)
    ended = world.does(TakeUpItem(CHAIR, world.now, C1, second))
    assert DebateEnded(C1, second, world.now) in ended  # type: ignore[arg-type]


def put(world: World, item: str) -> None:
    """The motion of the item is put by roll call, and everybody there is against it."""
    about = world.state.floor.agenda[C1][item].about  # type: ignore[index]
    world.does(PutToVote(CHAIR, world.now, C1, about, "roll-call"))
    vote = VoteId(world.state.floor.open_vote[C1])  # type: ignore[index]
    for person in world.state.floor.votes[vote].electorate:
        world.does(CastVote(person, world.now, vote, "n"))
    world.does(CloseVote(CHAIR, world.now, vote, LOT))


# --- ctrl-alt-coop 14.7 and klimaliste-berlin 9.7: a member who comes votes for at most two who do not

CARRIED = (
    ("ctrl-alt-coop", "14.7", {"meeting_leader": 10, "board_member": 11}, 4),
    ("klimaliste-berlin", "9.7", {"congress_leader": 10, "chair": 11}, 8),
)


@pytest.mark.parametrize(("name", "law", "posts", "weeks"), CARRIED)
def test_a_member_carries_the_votes_of_two_who_do_not_come_and_each_counts(
    name: str, law: str, posts: dict[str, int], weeks: int
) -> None:
    world = called(name, weeks, **posts)
    for giver in (17, 18):
        world.does(GiveProxy(handle(giver), world.now, C1, handle(16)))
    in_session(world, absent=(17, 18, 19))
    meeting = world.state.meetings.conventions[C1]  # type: ignore[index]
    assert held_by(meeting, handle(16)) == (handle(17), handle(18))
    world.does(PutToVote(CHAIR, world.now, C1, "close", "roll-call"))
    world.does(CastVote(handle(16), world.now, V1, "n"))
    assert world.state.floor.votes[V1].choices.count("n") == 3


@pytest.mark.parametrize(("name", "law", "posts", "weeks"), CARRIED)
def test_a_third_proxy_is_refused_and_so_is_one_that_is_handed_on(
    name: str, law: str, posts: dict[str, int], weeks: int
) -> None:
    world = called(name, weeks, **posts)
    for giver in (17, 18):
        world.does(GiveProxy(handle(giver), world.now, C1, handle(16)))
    third = world.refused(GiveProxy(handle(19), world.now, C1, handle(16)))
    assert (third.code, third.article) == ("proxy.limit", law)
    handed = world.refused(GiveProxy(handle(16), world.now, C1, handle(15)))
    assert (handed.code, handed.article) == ("proxy.handed_on", law)
    assert "Nobody holds more than 2 proxies." in article(read(text_of(name)), law)
