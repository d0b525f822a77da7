"""What becomes of the other amendments when one is decided, and the versions that the motion goes through."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core.chapters import amending
from rankandfile.core.chapters import amendments as am
from rankandfile.core.chapters.amendment_moving import ACTIONS
from rankandfile.core.chapters.following import felled_by, outlook, versions
from rankandfile.core.chapters.ordering import bases, to_vote
from rankandfile.core.ids import MotionId
from tests.world import World, assemble, called, elect_delegates, handle

from ..refusals.stages import changed
from .test_convention import SECONDERS, cards, take_up

M1 = MotionId("M1")
MOVER = handle(41)
ACCEPTS = changed('accepted = "meeting"', 'accepted = "mover"')


def with_motion(rulebook: str | None = None) -> World:
    """A convention called, and a motion of three lines with its support."""
    world = called(rulebook)
    world.second(world.move(41), SECONDERS)
    return world


def amend(world: World, action: str, first: int = 0, last: int = 0, placed: bool = True, **more: Any) -> str:
    """An amendment to the motion, with its support."""
    world.does(am.MoveAmendment(handle(42), world.now, M1, action, first, last, **more), text="Other words.")
    number = am.of_motion(world.state, M1)[-1].id
    for seconder in (11, 12, 13, 14, 15) if placed else ():
        world.does(amending.SecondAmendment(handle(seconder), world.now, number))
    return number


def on_the_floor(world: World) -> World:
    """The motion is on the floor."""
    elect_delegates(world)
    assemble(world)
    take_up(world, "1")
    return world


def fates(world: World) -> list[str]:
    """What became of each amendment, by number."""
    return [a.fate for a in am.of_motion(world.state, M1)]


def expected(world: World, number: str) -> dict[str, tuple[str, str, str]]:
    """What is told of each other amendment before this one is decided."""
    own = world.state.amendments.amendments[number]  # type: ignore[index]
    return {o.amendment: (o.if_carried, o.if_not, o.why) for o in outlook(world.state, own)}


def test_one_that_falls_with_another_falls_when_that_one_is_lost_and_so_do_those_that_fall_with_it() -> None:
    world = with_motion()
    base = amend(world, "add", 1)
    middle = amend(world, "replace", 3, 3, falls_with=(base,))
    amend(world, "add", 0, falls_with=(middle,))
    on_the_floor(world)
    assert expected(world, base) == {
        "M1-A2": ("stands", "falls", "falls-with"),
        "M1-A3": ("stands", "falls", "falls-with"),
    }
    cards(world, base, 2, 5)
    assert fates(world) == ["lost", "fell", "fell"]
    assert [felled_by(world.state, a) for a in am.of_motion(world.state, M1)] == [None, base, middle]
    assert to_vote(world.state, M1) == ()


def test_one_that_falls_with_another_stands_when_that_one_carries() -> None:
    world = with_motion()
    base = amend(world, "add", 2)
    amend(world, "add", 1, falls_with=(base,))
    on_the_floor(world)
    assert [a.id for a in to_vote(world.state, M1)] == [base, "M1-A2"], "the order of lines alone would turn them"
    cards(world, base, 5, 2)
    assert fates(world) == ["carried", ""]
    cards(world, "M1-A2", 5, 2)
    assert [(v.number, v.amendment, v.vote) for v in versions(world.state, M1)] == [(1, base, "V1"), (2, "M1-A2", "V2")]


def test_withdrawing_an_amendment_lets_those_that_fall_with_it_fall() -> None:
    world = with_motion()
    base = amend(world, "add", 1, placed=False)
    amend(world, "delete", 3, 3, falls_with=(base,))
    world.does(amending.WithdrawAmendment(handle(42), world.now, base))
    assert fates(world) == ["withdrawn", "fell"]


def test_one_that_falls_with_an_amendment_without_support_is_not_put_to_the_vote() -> None:
    world = with_motion()
    base = amend(world, "add", 1, placed=False)
    amend(world, "delete", 3, 3, falls_with=(base,))
    on_the_floor(world)
    assert to_vote(world.state, M1) == ()


def test_one_that_competes_falls_when_the_other_carries_and_stands_when_it_is_lost() -> None:
    for yes, no, then in ((5, 2, ["carried", "fell"]), (2, 5, ["lost", ""])):
        world = with_motion()
        first = amend(world, "add", 1)
        amend(world, "add", 3, competes_with=(first,))
        on_the_floor(world)
        assert expected(world, first) == {"M1-A2": ("falls", "stands", "competes")}
        cards(world, first, yes, no)
        assert fates(world) == then
        second = am.of_motion(world.state, M1)[1]
        assert felled_by(world.state, second) == (first if yes > no else None)


def test_naming_others_as_competing_strikes_down_none_of_them() -> None:
    """Else a popular trifle could be moved to take every other amendment with it."""
    world = with_motion()
    for line in (2, 3):
        amend(world, "replace", line, line)
    amend(world, "add", 0, competes_with=("M1-A1", "M1-A2"))
    on_the_floor(world)
    assert expected(world, "M1-A3") == {
        "M1-A1": ("ruling", "stands", "named"),
        "M1-A2": ("ruling", "stands", "named"),
    }
    cards(world, "M1-A3", 5, 2)
    assert fates(world) == ["", "", "carried"]


def test_the_outlook_names_each_way_in_which_lines_can_lie() -> None:
    world = with_motion()
    amend(world, "replace", 1, 3)
    amend(world, "delete", 1, 2)
    amend(world, "add", 3)
    amend(world, "instruct")
    amend(world, "add", 3)
    assert expected(world, "M1-A1") == {
        "M1-A2": ("falls", "stands", "whole-text"),
        "M1-A3": ("ruling", "stands", "beside-whole"),
        "M1-A4": ("ruling", "stands", "prose"),
        "M1-A5": ("ruling", "stands", "beside-whole"),
    }
    assert expected(world, "M1-A3")["M1-A5"] == ("ruling", "stands", "same-place")
    assert expected(world, "M1-A2")["M1-A3"] == ("stands", "stands", "apart")


def test_an_instruction_that_names_lines_overtakes_what_concerns_them() -> None:
    world = with_motion()
    amend(world, "instruct", 1, 2)
    amend(world, "delete", 2, 2)
    assert expected(world, "M1-A1") == {"M1-A2": ("falls", "stands", "overlaps")}
    assert expected(world, "M1-A2") == {"M1-A1": ("ruling", "stands", "prose")}


def test_the_mover_takes_in_a_dependent_amendment_after_the_one_that_it_falls_with() -> None:
    world = with_motion(ACCEPTS)
    base = amend(world, "add", 1)
    amend(world, "add", 3, falls_with=(base,))
    refused = world.refused(amending.AcceptAmendment(MOVER, world.now, "M1-A2"))
    assert refused.code == "amendment.base_first"
    for number in (base, "M1-A2"):
        world.does(amending.AcceptAmendment(MOVER, world.now, number))
    assert [(v.amendment, v.vote) for v in versions(world.state, M1)] == [(base, None), ("M1-A2", None)]


def test_a_decided_amendment_and_one_to_another_motion_cannot_be_named() -> None:
    world = with_motion()
    world.move(42, "Another motion.")
    base = amend(world, "add", 1)
    world.does(am.MoveAmendment(handle(42), world.now, MotionId("M2"), "add", 0), text="Words.")
    world.does(amending.WithdrawAmendment(handle(42), world.now, base))
    for name in (base, "M2-A1", "M1-A9", ""):
        for field in ("falls_with", "competes_with"):
            act = am.MoveAmendment(handle(42), world.now, M1, "add", 0, **{field: (name,)})  # type: ignore[arg-type]
            assert world.refused(act, text="Words.").code == "amendment.related"


@st.composite
def moved(draw: st.DrawFn, before: int) -> tuple[str, int, int, int, tuple[str, ...], tuple[str, ...]]:
    """An amendment that may name those before it."""
    action = draw(st.sampled_from(ACTIONS))
    first = draw(st.integers(1, 3))
    named = draw(st.lists(st.sampled_from([f"M1-A{n}" for n in range(1, before + 1)]), unique=True)) if before else []
    cut = draw(st.integers(0, len(named)))
    last = draw(st.integers(first, 3 if action != "move" or first > 1 else 2))
    after = 3 if first == 1 else 0
    return action, first, last, after, tuple(named[:cut]), tuple(named[cut:])


@settings(max_examples=40, deadline=None)
@given(st.tuples(*(moved(n) for n in range(5))), st.booleans(), st.integers(1, 5))
def test_what_was_told_before_a_decision_comes_about_by_it(found: Any, takes_in: bool, which: int) -> None:
    world = with_motion(ACCEPTS)
    for action, first, last, after, falls_with, competes_with in found:
        amend(world, action, first, last, falls_with=falls_with, competes_with=competes_with, after=after)
    own = world.state.amendments.amendments[f"M1-A{which}"]  # type: ignore[index]
    takes_in = takes_in and not bases(world.state, own)
    told = outlook(world.state, own)
    if takes_in:
        world.does(amending.AcceptAmendment(MOVER, world.now, own.id))
    else:
        world.does(amending.WithdrawAmendment(handle(42), world.now, own.id))
    falls = {o.amendment for o in told if (o.if_carried if takes_in else o.if_not) == "falls"}
    assert falls == {a.id for a in am.of_motion(world.state, M1) if a.fate == "fell"}


def test_the_rulebook_says_in_which_order_amendments_are_put() -> None:
    orders = {"line": ["M1-A2", "M1-A3", "M1-A1"], "number": ["M1-A1", "M1-A2", "M1-A3"]}
    orders["far-reaching"] = ["M1-A3", "M1-A2", "M1-A1"]
    for order, numbers in orders.items():
        world = with_motion(changed('order = "line"', f'order = "{order}"'))
        for first, last in ((3, 3), (1, 1), (1, 2)):
            amend(world, "replace", first, last)
        assert [a.id for a in to_vote(world.state, M1)] == numbers
