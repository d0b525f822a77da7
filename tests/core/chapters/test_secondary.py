"""Amendments to amendments: as deep as the clause goes, voted on before what they change, part of it if they carry."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rankandfile.core.chapters import amending
from rankandfile.core.chapters import amendments as am
from rankandfile.core.chapters.amendment_moving import WITHOUT_TEXT
from rankandfile.core.chapters.authorship import why_not_ones_own
from rankandfile.core.chapters.following import felled_by, outlook, versions
from rankandfile.core.chapters.ordering import to_amend_first, to_vote
from rankandfile.core.chapters.wording import amendment_reads, motion_reads
from rankandfile.core.digest import digest
from rankandfile.core.ids import AmendmentId, MotionId
from rankandfile.core.text import Change, amended, count_lines
from tests.world import TEXT, World, called, handle

from ..refusals.stages import SECONDERS, changed
from ..test_properties import replayed
from ..test_touching import changes
from .test_convention import cards
from .test_following import on_the_floor

M1, FIRST = MotionId("M1"), AmendmentId("M1-A1")
MOVER, OTHER = 41, 42
FLAT = changed("degrees = 2\n", "")
DEEPER = changed("degrees = 2\n", "degrees = 3\n")
MOVER_ACCEPTS = changed('accepted = "meeting"', 'accepted = "mover"')
PUT_IN = "One report a year,\nsent to every branch,\nread aloud at its meeting."


def with_motion(rulebook: str | None = None) -> World:
    """A convention called, a motion of three lines with its support, and an amendment of three lines to it."""
    world = called(rulebook)
    world.second(world.move(MOVER), SECONDERS)
    amend(world, "replace", 2, 2, text=PUT_IN, amends="")
    return world


def amend(
    world: World, action: str, first: int = 0, last: int = 0, *, text: str = "Other words.", amends: str = FIRST,
    placed: bool = True, by: int = OTHER, **more: Any,
) -> AmendmentId:  # fmt: skip
    """An amendment to the first one, or to another text, with its support."""
    act = am.MoveAmendment(
        handle(by), world.now, M1, action, first, last, amends=AmendmentId(amends), lines=count_lines(text), **more
    )
    world.does(act, text=text)
    number = list(world.state.amendments.amendments)[-1]
    for seconder in (11, 12, 13, 14, 15) if placed else ():
        world.does(amending.SecondAmendment(handle(seconder), world.now, number))
    return number


def words(world: World) -> dict[int, str]:
    """The texts of motions and amendments by their entries."""
    moved = {m.entry: m.id for m in world.state.motions.motions.values()}
    moved |= {a.entry: a.id for a in world.state.amendments.amendments.values()}
    acts = iter(moved)
    given = [texts["text"] for act, _effects, texts in world.history if "text" in texts]
    return dict(zip(sorted(acts), given, strict=True))


def one(world: World, number: str) -> am.Amendment:
    """The amendment of this number."""
    return world.state.amendments.amendments[AmendmentId(number)]


def test_what_carries_to_an_amendment_becomes_the_amendment_and_then_the_motion() -> None:
    world = with_motion()
    inner = amend(world, "replace", 2, 2, text="sent to every member,")
    assert inner == "M1-A1-A1"
    on_the_floor(world)
    assert [a.id for a in to_vote(world.state, M1)] == [inner, FIRST]
    cards(world, inner, 5, 2)
    read = words(world).__getitem__
    assert amendment_reads(world.state, one(world, FIRST), read).splitlines()[1] == "sent to every member,"
    cards(world, FIRST, 5, 2)
    motion = motion_reads(world.state, world.state.motions.motions[M1], read)
    assert "sent to every member," in motion.splitlines()
    assert [v.amendment for v in versions(world.state, M1)] == [FIRST], "the motion changed once"
    assert digest(replayed(world)) == digest(world.state)


def test_one_that_is_lost_leaves_the_amendment_as_it_was() -> None:
    world = with_motion()
    inner = amend(world, "delete", 1, 1, text="-")
    on_the_floor(world)
    cards(world, inner, 2, 5)
    assert amendment_reads(world.state, one(world, FIRST), words(world).__getitem__) == PUT_IN
    assert [a.id for a in to_vote(world.state, M1)] == [FIRST]


def test_the_amendment_itself_is_not_put_before_those_that_would_change_it() -> None:
    world = with_motion()
    inner = amend(world, "add", 3)
    on_the_floor(world)
    from rankandfile.core.chapters.voting import PutToVote

    early = PutToVote(handle(10), world.now, "C1", FIRST, "show-of-cards")  # type: ignore[arg-type]
    refusal = world.refused(early)
    assert refusal.code == "floor.amendments_first"
    assert dict(refusal.facts)["amendment"] == inner


def test_those_that_touch_in_the_same_amendment_fall_and_those_to_another_text_stand() -> None:
    world = with_motion()
    amend(world, "add", 3, amends="")
    winner = amend(world, "replace", 1, 2)
    for first, last in ((2, 2), (3, 3)):
        amend(world, "replace", first, last)
    to_other = amend(world, "replace", 1, 1, amends="M1-A2")
    told = {o.amendment: (o.if_carried, o.if_not) for o in outlook(world.state, one(world, winner))}
    assert told == {"M1-A1-A2": ("falls", "stands"), "M1-A1-A3": ("stands", "stands")}
    on_the_floor(world)
    cards(world, winner, 5, 2)
    assert [one(world, n).fate for n in ("M1-A1-A2", "M1-A1-A3", to_other, "M1-A2")] == ["fell", "", "", ""]
    assert felled_by(world.state, one(world, "M1-A1-A2")) == winner


def test_without_a_vote_of_its_own_it_goes_the_way_of_the_amendment() -> None:
    world = with_motion()
    inner = amend(world, "add", 1, placed=False)
    for yes, no in ((5, 2), (2, 5)):
        other = world.copy()
        on_the_floor(other)
        cards(other, FIRST, yes, no)
        assert am.outcome(other.state, one(other, inner)) == "fell"
        assert other.refused(amending.SecondAmendment(handle(11), other.now, inner)).code == "amendment.over"
    world.does(amending.WithdrawAmendment(handle(OTHER), world.now, FIRST))
    assert am.outcome(world.state, one(world, inner)) == "fell"


def test_the_rulebook_says_how_deep_a_text_is_amended() -> None:
    flat = called(FLAT)
    flat.second(flat.move(MOVER), SECONDERS)
    amend(flat, "replace", 2, 2, text=PUT_IN, amends="")
    act = am.MoveAmendment(handle(OTHER), flat.now, M1, "delete", 1, 1, amends=FIRST)
    assert flat.refused(act, text="-").code == "amendment.degree"
    world = with_motion()
    inner = amend(world, "add", 1)
    assert world.refused(replace(act, at=world.now, amends=inner, lines=1), text="-").code == "amendment.degree"
    deeper = with_motion(DEEPER)
    inner = amend(deeper, "add", 1, text="A line.\nAnother.")
    third = amend(deeper, "delete", 2, 2, text="-", amends=inner)
    assert (third, am.degree(deeper.state, one(deeper, third))) == ("M1-A1-A1-A1", 3)
    on_the_floor(deeper)
    assert [a.id for a in to_vote(deeper.state, M1)] == [third, inner, FIRST]
    for number in (third, inner, FIRST):
        cards(deeper, number, 5, 2)
    read = motion_reads(deeper.state, deeper.state.motions.motions[M1], words(deeper).__getitem__)
    assert "A line." in read
    assert "Another." not in read


@pytest.mark.parametrize(
    ("action", "first", "last", "code"),
    [
        ("replace", 3, 4, "amendment.lines_of"),
        ("delete", 0, 1, "amendment.lines_of"),
        ("add", 4, 4, "amendment.lines_of"),
        ("sing", 1, 1, "amendment.action"),
    ],
)
def test_it_names_lines_of_the_amendments_own_text(action: str, first: int, last: int, code: str) -> None:
    world = with_motion()
    act = am.MoveAmendment(handle(OTHER), world.now, M1, action, first, last, amends=FIRST, lines=1)
    assert world.refused(act, text="Other words.").code == code


def test_a_text_is_moved_in_lines_and_replaced_as_a_whole() -> None:
    world = with_motion()
    moving = amend(world, "move", 1, 1, text="-", after=3, amends="")
    amend(world, "substitute", text="Another text.\nAltogether.", amends="")
    assert (one(world, moving).after, one(world, moving).lines) == (3, 0)
    whole = one(world, "M1-A3")
    assert (whole.first, whole.last, whole.lines) == (1, 3, 2)
    told = {o.amendment: (o.if_carried, o.why) for o in outlook(world.state, whole)}
    assert told == {FIRST: ("falls", "whole-text"), moving: ("falls", "whole-text")}
    on_the_floor(world)
    other = world.copy()
    cards(world, moving, 5, 2)
    assert one(world, "M1-A3").fate == "fell"
    cards(world, FIRST, 2, 5)
    read = motion_reads(world.state, world.state.motions.motions[M1], words(world).__getitem__)
    assert read.splitlines() == [*TEXT.splitlines()[1:], TEXT.splitlines()[0]]
    cards(other, moving, 2, 5)
    cards(other, "M1-A3", 5, 2)
    assert one(other, FIRST).fate == "fell"
    read = motion_reads(other.state, other.state.motions.motions[M1], words(other).__getitem__)
    assert read == "Another text.\nAltogether."


def test_a_place_where_the_lines_are_already_is_none_to_move_them_to() -> None:
    world = with_motion()
    for after in (0, 1, 2, 4, -1):
        act = am.MoveAmendment(handle(OTHER), world.now, M1, "move", 1, 2, after=after)
        assert world.refused(act, text="-").code == "amendment.target", after


def test_the_whole_text_is_voted_on_first_where_the_rule_is_the_most_far_reaching() -> None:
    world = with_motion(changed('order = "line"', 'order = "far-reaching"'))
    amend(world, "delete", 1, 2, text="-", amends="")
    amend(world, "substitute", text="Another text.", amends="")
    assert [a.id for a in to_vote(world.state, M1)] == ["M1-A3", "M1-A2", FIRST]


def test_what_an_amendment_deletes_has_no_text_to_amend() -> None:
    world = with_motion()
    gone = amend(world, "delete", 3, 3, text="-", amends="")
    act = am.MoveAmendment(handle(OTHER), world.now, M1, "replace", 1, 1, amends=gone, lines=1)
    assert world.refused(act, text="x").code == "amendment.lines_of"


def test_an_amendment_of_another_motion_or_none_at_all_is_unknown() -> None:
    world = with_motion()
    world.move(MOVER, f"{TEXT}\nAnd more.")
    act = am.MoveAmendment(handle(OTHER), world.now, MotionId("M2"), "delete", 1, 1, amends=FIRST, lines=1)
    assert world.refused(act, text="-").code == "amendment.unknown"
    assert world.refused(replace(act, motion=M1, amends=AmendmentId("M1-A9")), text="-").code == "amendment.unknown"


def test_who_moved_the_amendment_takes_one_to_it_in_and_nobody_else() -> None:
    world = with_motion(MOVER_ACCEPTS)
    inner = amend(world, "replace", 1, 1, by=43)
    outer = amending.AcceptAmendment(handle(MOVER), world.now, FIRST)
    assert world.refused(outer).code == "amendment.amended_first"
    assert world.refused(amending.AcceptAmendment(handle(MOVER), world.now, inner)).code == "motion.not_yours"
    world.does(amending.AcceptAmendment(handle(OTHER), world.now, inner))
    assert to_amend_first(world.state, one(world, FIRST)) == ()
    world.does(amending.AcceptAmendment(handle(MOVER), world.now, FIRST))
    read = motion_reads(world.state, world.state.motions.motions[M1], words(world).__getitem__)
    assert "Other words." in read.splitlines()


def test_it_names_only_others_to_the_same_text() -> None:
    world = with_motion()
    inner = amend(world, "add", 1)
    amend(world, "add", 2, falls_with=(inner,))
    act = am.MoveAmendment(handle(OTHER), world.now, M1, "add", 3, amends=FIRST, lines=1, falls_with=(FIRST,))
    refusal = world.refused(act, text="x")
    assert (refusal.code, dict(refusal.facts)["motion"]) == ("amendment.related", FIRST)


def test_an_amendment_that_somebody_else_would_amend_is_no_longer_its_movers_to_erase() -> None:
    world = with_motion()
    own = amend(world, "add", 3, amends="", placed=False)
    inner = amend(world, "add", 1, amends=own, by=43, placed=False)
    world.does(amending.WithdrawAmendment(handle(OTHER), world.now, own))
    why = why_not_ones_own(world.state, "17", one(world, own).entry, "text")
    assert why is not None
    assert why.code == "erasing.bound"
    assert why_not_ones_own(world.state, "17", one(world, inner).entry, "text") is None, "it fell with it, unread"


@settings(max_examples=60, deadline=None)
@given(st.lists(changes(lines=3), max_size=5), st.randoms())
def test_what_carried_to_an_amendment_is_worked_in_the_same_in_any_order(found: list[Change], chance) -> None:
    """Which of them stand is decided by the rules; in which order they were put does not change the text."""
    world = with_motion()
    for change in found:
        amend(world, change.action, change.first, change.last, text=change.text or "-", after=change.after)
    carried: list[Change] = []
    left = [a for a in am.to_amendment(world.state, FIRST) if a.action != "instruct"]
    chance.shuffle(left)
    while left:
        own = left.pop()
        told = {o.amendment: o.if_carried for o in outlook(world.state, own)}
        world.state = replace(world.state, amendments=am.with_amendment(world.state, own.id, fate="carried"))
        left = [a for a in left if told[a.id] == "stands"]
        carried.append(am.change_of(own, words(world)[own.entry] if own.action not in WITHOUT_TEXT else ""))
    reads = amendment_reads(world.state, one(world, FIRST), words(world).__getitem__)
    assert reads == (amended(PUT_IN, carried) if carried else PUT_IN)
