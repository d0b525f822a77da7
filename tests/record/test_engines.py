"""A new meaning is a new version of the engine, adopted by an entry, with a rulebook that names it and in no other way.

Version 2 here is one in which whoever moves comes to the east first; the software has it while a test lasts. What was
recorded before the entry keeps the old meaning for ever, what follows has the new one, and a program without version 2
says that it is too old.
"""

from io import BytesIO

import pytest
from msgspec.structs import replace

from rankandfile.core import engine, versions
from rankandfile.core.act import Answer, Effect, Texts
from rankandfile.core.chapters.foundation import EngineAdopted, FoundOrganisation
from rankandfile.core.chapters.holding import CloseConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.members import MemberTransferred, TransferMember
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.ids import BranchId
from rankandfile.core.rulebook.check import examine
from rankandfile.core.rulebook.parse import rules_hash
from rankandfile.core.rulebook.reading import article
from rankandfile.core.state import State
from rankandfile.record.export import read
from rankandfile.record.leaf import decode
from rankandfile.record.report import Report, as_text
from rankandfile.record.verify import Trusted, verify
from tests.records.convention import SECONDERS, OnRecord, decide, provisional
from tests.world import CHAIR, SECRETARY, TEXT, assemble, elect_delegates, handle

from .organisation import FOUNDER, KEY, NOON, RULEBOOK, Made

CLAUSE = 'title = "Changing this rulebook"\n'
EAST, SOUTH = BranchId("east"), BranchId("south")
TWO = RULEBOOK.replace(CLAUSE, f"{CLAUSE}engine = 2\n")


@pytest.fixture
def version_2(monkeypatch: pytest.MonkeyPatch) -> None:
    """This software has a second version, which differs from the first in what a transfer means."""
    first = engine.ENGINES[1]

    def eastward(state: State, act: TransferMember, texts: Texts) -> Answer:
        effects = first.admit[TransferMember](state, act, texts)
        return tuple(map(_to_the_east, effects)) if isinstance(effects, tuple) else effects

    changed = replace(first, version=2, admit={**first.admit, TransferMember: eastward})
    monkeypatch.setitem(engine.ENGINES, 2, changed)
    monkeypatch.setattr(versions, "KNOWN", (1, 2))


def _to_the_east(effect: Effect) -> Effect:
    assert isinstance(effect, MemberTransferred)
    return replace(effect, to=EAST)


def until_adopted(rules: str = TWO) -> OnRecord:
    """The convention has carried a rulebook that names version 2, and is about to close."""
    world = OnRecord()
    provisional(world)
    world.call(handle(SECRETARY))
    act = world.motion_act(41, TEXT, "rulebook-change", rules=world.shelve(rules))
    world.does(act, title="The next engine", text=TEXT, rulebook=rules)
    world.second(list(world.state.motions.motions)[-1], SECONDERS)
    elect_delegates(world)
    assemble(world)
    for item in world.state.floor.agenda[world.state.meetings.current]:
        decide(world, item)
    return world


def close(world: OnRecord) -> None:
    meeting = current(world.state)
    assert meeting is not None
    world.wait(meeting.closes)
    world.does(CloseConvention(handle(CHAIR), world.now, meeting.id))


def moves(world: OnRecord, number: int) -> str:
    """Where a member of the north comes to who moves to the south."""
    world.does(TransferMember(handle(number), world.now, handle(number), SOUTH))
    return world.state.members.members[handle(number)].branch


def a_life() -> Made:
    """Somebody moves before the adoption, somebody else after it."""
    world = until_adopted()
    assert moves(world, 31) == SOUTH
    close(world)
    assert world.state.foundation.engine == 2
    assert moves(world, 32) == EAST
    return world.made


def verified(made: Made) -> Report:
    return verify(read(BytesIO(made.export())), Trusted(KEY.vkey))


@pytest.mark.usefixtures("version_2")
def test_an_act_means_what_the_version_of_its_day_makes_of_it() -> None:
    report = verified(a_life())
    assert report.findings == ()
    assert (report.complete, report.engine) == (True, 2)
    assert "judged by version 2 of the engine" in as_text(report)


@pytest.mark.usefixtures("version_2")
def test_the_adoption_is_an_entry_right_behind_the_rulebook_that_named_it() -> None:
    world = until_adopted()
    before = world.made.tree.size
    close(world)
    bodies = [type(decode(leaf).body).__name__ for leaf in world.made.leaves[before:]]
    assert bodies.index("EngineAdopted") == bodies.index("RulebookInForce") + 1


@pytest.mark.usefixtures("version_2")
def test_a_server_that_brings_a_version_in_by_itself_is_found_out() -> None:
    world = OnRecord()
    provisional(world)
    act, effects = transferred(world)
    world.made.smuggle(act, (*effects, EngineAdopted(2)))
    assert [finding.code for finding in verified(world.made).findings] == ["effect.differs"]


def transferred(world: OnRecord) -> tuple[TransferMember, tuple[Effect, ...]]:
    """An act, and what version 1 makes of it."""
    act = TransferMember(handle(33), world.now, handle(33), SOUTH)
    effects = engine.ENGINES[1].admit[TransferMember](world.state, act, {})
    assert isinstance(effects, tuple)
    return act, effects


@pytest.mark.usefixtures("version_2")
def test_an_act_with_the_meaning_of_another_version_is_found_out() -> None:
    world = until_adopted()
    close(world)
    world.made.smuggle(*transferred(world))
    assert [finding.code for finding in verified(world.made).findings] == ["effect.differs"]


@pytest.mark.usefixtures("version_2")
def test_a_rulebook_that_names_an_older_version_leaves_the_one_in_force() -> None:
    world = until_adopted(RULEBOOK.replace("tellers_agree = 2", "tellers_agree = 3"))
    world.made.state = replace(world.state, foundation=replace(world.state.foundation, engine=2))
    close(world)
    own = world.state.foundation
    assert (own.rulebook and own.rulebook.voting.tellers_agree, own.engine) == (3, 2)


def test_a_program_without_the_version_says_so_and_finds_nothing_in_what_it_cannot_judge(
    version_2: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = a_life()
    monkeypatch.undo()
    report = verified(made)
    assert (report.findings, report.complete, report.engine) == ((), False, 0)
    assert any("judged by version 2 of the engine" in sentence for sentence in report.unchecked)


def test_this_software_records_nothing_under_a_version_that_it_does_not_have() -> None:
    state = replace(State(), foundation=replace(State().foundation, engine=2, founder=FOUNDER))
    answer = engine.admit(state, SecondMotion(FOUNDER, NOON, "M1"), {})  # type: ignore[arg-type]
    assert answer.code == "foundation.engine_unknown"  # type: ignore[union-attr]


def test_the_founding_and_its_rulebook_name_the_same_version() -> None:
    made = Made()
    act = FoundOrganisation(FOUNDER, NOON, rules_hash(TWO), "member", engine=1)
    with pytest.raises(AssertionError, match=r"foundation\.engine"):
        made.record(act, {"rulebook": TWO, "organisation": "Ours", "name": "Ada"})


def test_the_list_of_known_versions_is_that_of_the_engines() -> None:
    assert tuple(engine.ENGINES) == versions.KNOWN


def test_a_check_of_a_rulebook_says_that_nobody_knows_its_version() -> None:
    rulebook, problems = examine(TWO)
    assert rulebook is not None
    assert ("change.engine", "error") in [(problem.path, problem.severity) for problem in problems]
    assert "version 2 of the engine" in article(rulebook, rulebook.change.article)
