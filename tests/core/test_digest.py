"""The digest tells two organisations apart, and nothing else."""

from importlib.resources import files

from msgspec.structs import replace

from rankandfile.core.chapters.foundation import FoundationState, InForce, on_shelf
from rankandfile.core.chapters.standing import Member, MembersState
from rankandfile.core.digest import digest
from rankandfile.core.ids import BranchId, Handle, Index, Moment, RulesHash
from rankandfile.core.rulebook.parse import parse
from rankandfile.core.rulebook.schema import Rulebook
from rankandfile.core.state import State
from rankandfile.core.table import Table

ANN = Member(Handle("ann"), "member", BranchId("north"), Moment(1), Moment(2), 0)
BEN = Member(Handle("ben"), "member", BranchId("north"), Moment(1), Moment(2), 1)


def with_members(*members: Member) -> State:
    return State(members=MembersState(Table((member.handle, member) for member in members)))


def test_the_empty_organisation_has_the_digest_of_nothing() -> None:
    assert digest(State()) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_equal_states_have_equal_digests_however_they_came_about() -> None:
    table = Table([(ANN.handle, ANN), (BEN.handle, replace(BEN, left=Moment(9)))])
    assert digest(with_members(ANN, BEN)) == digest(State(members=MembersState(table.set(BEN.handle, BEN))))


def test_every_change_shows_and_so_does_the_order() -> None:
    states = [
        State(),
        State(size=Index(1)),
        with_members(ANN),
        with_members(BEN),
        with_members(ANN, BEN),
        with_members(BEN, ANN),
        with_members(replace(ANN, left=Moment(3))),
        State(foundation=FoundationState(history=(InForce(RulesHash("a"), Moment(1)),))),
    ]
    assert len({digest(state) for state in states}) == len(states)


def test_what_is_content_or_kept_for_speed_does_not_count() -> None:
    preset = files("rankandfile.core.rulebook") / "presets" / "member-democracy.toml"
    rulebook = parse(preset.read_text(encoding="utf-8"))
    assert isinstance(rulebook, Rulebook)
    assert digest(on_shelf(State(quiet_until=Moment(7)), RulesHash("a"), rulebook)) == digest(State())
