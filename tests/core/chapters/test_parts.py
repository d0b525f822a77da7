"""Voting in parts: who asks, the votes in their order, what is left, and that nothing else changes the text."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core.chapters import amending
from rankandfile.core.chapters.agenda import TakeUpItem
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.following import versions
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.ordering import sequence
from rankandfile.core.chapters.parts import AskForPart, Part, TextDivided, parts_of, taken_out
from rankandfile.core.chapters.wording import amendment_reads, motion_reads
from rankandfile.core.digest import digest
from rankandfile.core.ids import MotionId
from rankandfile.core.text import Change, amended, count_lines
from tests.world import World, called, handle

from ..refusals.stages import C1, SECONDERS, changed
from ..test_properties import replayed
from .test_convention import cards
from .test_following import on_the_floor
from .test_secondary import one, words

M1 = MotionId("M1")
MOVER, OTHER = 41, 42
FIVE = "One.\nTwo.\nThree.\nFour.\nFive."


def with_motion(rulebook: str | None = None, text: str = FIVE) -> World:
    """A convention called, and a motion of five lines with its support."""
    world = called(rulebook)
    world.second(world.move(MOVER, text), SECONDERS)
    return world


def amend(world: World, action: str, first: int, last: int, text: str = "Other words.", **more: Any) -> str:
    """An amendment with its support."""
    world.does(MoveAmendment(handle(OTHER), world.now, M1, action, first, last, **more), text=text)
    number = list(world.state.amendments.amendments)[-1]
    for seconder in (11, 12, 13, 14, 15):
        world.does(amending.SecondAmendment(handle(seconder), world.now, number))
    return number


def asks(world: World, first: int, last: int, subject: str = "M1", by: int = MOVER) -> tuple[object, ...]:
    """Somebody asks for a vote on these lines."""
    return world.does(AskForPart(handle(by), world.now, subject, first, last))


def spans(parts: tuple[Part, ...]) -> list[tuple[int, int]]:
    """The lines of the parts."""
    return [(part.first, part.last) for part in parts]


def reads(world: World) -> list[str]:
    """The motion as it stands."""
    return motion_reads(world.state, world.state.motions.motions[M1], words(world).__getitem__).split("\n")


def test_what_is_lost_is_taken_out_and_the_whole_is_what_is_left() -> None:
    world = with_motion()
    asks(world, 2, 3)
    assert spans(parts_of(world.state, M1)) == [(1, 1), (2, 3), (4, 5)]
    on_the_floor(world)
    assert sequence(world.state, M1) == ("part:M1:1-1", "part:M1:2-3", "part:M1:4-5", "M1")
    cards(world, "part:M1:1-1", 5, 2)
    cards(world, "part:M1:2-3", 2, 5)
    cards(world, "part:M1:4-5", 5, 2)
    assert reads(world) == ["One.", "Four.", "Five."]
    assert [(v.amendment, v.part and (v.part.first, v.part.last), v.vote) for v in versions(world.state, M1)] == [
        ("", (2, 3), "V2")
    ]
    cards(world, M1, 5, 2)
    assert world.state.motions.motions[M1].fate == "carried"
    assert digest(replayed(world)) == digest(world.state)


def test_where_every_part_is_lost_the_whole_is_lost_without_a_vote() -> None:
    world = with_motion()
    asks(world, 1, 2)
    on_the_floor(world)
    cards(world, "part:M1:1-2", 2, 5)
    cards(world, "part:M1:3-5", 2, 5)
    assert world.state.motions.motions[M1].fate == "lost"
    assert world.state.floor.agenda[C1]["1"].state == "done"
    assert taken_out(world.state, M1) == ()
    assert reads(world) == FIVE.split("\n"), "the text that was lost is the text that was moved"


def test_delegates_ask_together_for_the_same_lines_and_the_mover_alone() -> None:
    world = on_the_floor(with_motion())
    voters = [int(person, 16) for person in present_voters(world.state.meetings.conventions[C1])]
    assert not any(isinstance(e, TextDivided) for n in voters[:2] for e in asks(world, 2, 2, by=n))
    asks(world, 4, 5, by=voters[2])
    assert parts_of(world.state, M1) == (), "each asked for other lines"
    assert any(isinstance(e, TextDivided) for e in asks(world, 2, 2, by=voters[3]))
    assert spans(parts_of(world.state, M1)) == [(1, 1), (2, 2), (3, 5)]
    asks(world, 3, 3, by=MOVER)
    assert spans(parts_of(world.state, M1)) == [(1, 1), (2, 2), (3, 3), (4, 5)]


def test_a_rulebook_may_leave_it_to_the_mover_or_to_the_others() -> None:
    only_mover = on_the_floor(with_motion(changed("asked_by = 3", "asked_by = 0")))
    delegate = int(present_voters(only_mover.state.meetings.conventions[C1])[0], 16)
    refusal = only_mover.refused(AskForPart(handle(delegate), only_mover.now, "M1", 2, 2))
    assert refusal.code == "parts.only_mover"
    others = with_motion(changed("asked_by = 3", "asked_by = 3\nmover = false"))
    assert len(asks(others, 2, 2)) == 1, "the mover counts as one"
    assert parts_of(others.state, M1) == ()


def test_amendments_come_first_and_what_carried_is_never_cut_through() -> None:
    world = with_motion()
    crossing = amend(world, "replace", 2, 3)
    inside = amend(world, "replace", 5, 5, "Five, amended.")
    asks(world, 1, 2)
    asks(world, 5, 5)
    on_the_floor(world)
    assert sequence(world.state, M1)[0] == crossing
    cards(world, crossing, 5, 2)
    assert spans(parts_of(world.state, M1)) == [(1, 4), (5, 5)], "the cut after line 2 went through what carried"
    cards(world, inside, 5, 2)
    cards(world, "part:M1:1-4", 5, 2)
    cards(world, "part:M1:5-5", 2, 5)
    assert reads(world) == ["One.", "Other words.", "Four."], "what was changed in a part goes with it"


def test_a_move_keeps_together_what_it_takes_and_where_it_goes() -> None:
    world = with_motion()
    number = amend(world, "move", 4, 4, "-", after=2)
    for cut in (1, 2, 3, 4):
        asks(world, 1, cut)
    on_the_floor(world)
    cards(world, number, 5, 2)
    assert spans(parts_of(world.state, M1)) == [(1, 1), (2, 4), (5, 5)]
    cards(world, "part:M1:1-1", 5, 2)
    cards(world, "part:M1:2-4", 5, 2)
    cards(world, "part:M1:5-5", 2, 5)
    assert reads(world) == ["One.", "Two.", "Four.", "Three."]


def test_an_amendment_is_voted_on_in_parts_of_its_own_text() -> None:
    world = with_motion()
    number = amend(world, "replace", 2, 3, "Zwei.\nDrei.\nVier.")
    asks(world, 2, 2, number, OTHER)
    on_the_floor(world)
    assert sequence(world.state, M1)[:4] == (*(f"part:{number}:{n}-{n}" for n in (1, 2, 3)), number)
    for place, (yes, no) in enumerate(((5, 2), (2, 5), (5, 2)), 1):
        cards(world, f"part:{number}:{place}-{place}", yes, no)
    assert amendment_reads(world.state, one(world, number), words(world).__getitem__) == "Zwei.\nVier."
    cards(world, number, 5, 2)
    assert reads(world) == ["One.", "Zwei.", "Vier.", "Four.", "Five."]


def test_an_amendment_all_of_whose_parts_are_lost_is_lost_with_what_falls_with_it() -> None:
    world = with_motion()
    number = amend(world, "add", 5, 5, "Six.\nSeven.")
    amend(world, "add", 0, 0, falls_with=(number,))
    asks(world, 1, 1, number, OTHER)
    on_the_floor(world)
    for part in ("1-1", "2-2"):
        cards(world, f"part:{number}:{part}", 2, 5)
    assert [a.fate for a in world.state.amendments.amendments.values()] == ["lost", "fell"]


def test_once_the_votes_have_begun_neither_the_text_nor_the_parts_change() -> None:
    world = with_motion()
    late = MoveAmendment(handle(OTHER), world.now, M1, "add", 5, 5)
    world.does(late, text="Six.")
    asks(world, 1, 2)
    on_the_floor(world)
    cards(world, "part:M1:1-2", 5, 2)
    delegate = present_voters(world.state.meetings.conventions[C1])[0]
    again = MoveAmendment(delegate, world.now, M1, "add", 5, 5)
    assert world.refused(again, text="Six.").code == "parts.begun"
    assert world.refused(amending.SecondAmendment(handle(11), world.now, "M1-A1")).code == "parts.begun"
    assert world.refused(AskForPart(handle(MOVER), world.now, "M1", 4, 4)).code == "parts.begun"


def test_an_amendment_cannot_be_withdrawn_or_taken_in_while_it_is_voted_on() -> None:
    from rankandfile.core.chapters.voting import PutToVote

    world = with_motion(changed('accepted = "meeting"', 'accepted = "mover"'))
    number = amend(world, "add", 5, 5)
    on_the_floor(world)
    world.does(PutToVote(handle(10), world.now, C1, number, "show-of-cards"))
    assert world.refused(amending.WithdrawAmendment(handle(OTHER), world.now, number)).code == "parts.begun"
    assert world.refused(amending.AcceptAmendment(handle(MOVER), world.now, number)).code == "parts.begun"


def test_a_part_out_of_turn_is_not_put_and_neither_is_the_whole() -> None:
    from rankandfile.core.chapters.voting import PutToVote

    world = with_motion()
    asks(world, 1, 2)
    on_the_floor(world)
    for subject in ("part:M1:3-5", "M1"):
        refusal = world.refused(PutToVote(handle(10), world.now, C1, subject, "show-of-cards"))
        assert refusal.code == "floor.parts_first"
        assert dict(refusal.facts)["last"] == 2
    for odd in ("part:M1:1-1", "part:M9:1-2", "part:M1:0-2", "part:M1", "part:"):
        refused = world.refused(PutToVote(handle(10), world.now, C1, odd, "show-of-cards"))
        assert refused.code in ("floor.parts_first", "floor.no_subject"), odd


def test_a_roll_call_is_demanded_on_a_part_like_on_anything() -> None:
    from rankandfile.core.chapters.voting import DemandRollCall

    world = with_motion()
    asks(world, 1, 2)
    on_the_floor(world)
    delegate = present_voters(world.state.meetings.conventions[C1])[0]
    world.does(DemandRollCall(delegate, world.now, C1, "part:M1:1-2"))


def test_what_the_meeting_does_not_reach_keeps_its_fate_apart_from_defeat() -> None:
    from rankandfile.core.chapters.holding import CloseConvention
    from rankandfile.core.chapters.meetings import current

    world = with_motion()
    asks(world, 1, 2)
    on_the_floor(world)
    cards(world, "part:M1:1-2", 2, 5)
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(handle(10), world.now, C1))
    assert world.state.motions.motions[M1].fate == "unreached"


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(1, 4)), st.lists(st.booleans(), min_size=5, max_size=5), st.integers(0, 4))
def test_what_is_left_is_the_parts_that_carried_with_the_changes_in_them(
    cuts: set[int], votes: list[bool], changed_line: int
) -> None:
    world = with_motion()
    change = Change("replace", changed_line, changed_line, "Changed.") if changed_line else None
    number = amend(world, "replace", changed_line, changed_line, "Changed.") if change else ""
    for cut in sorted(cuts):
        asks(world, 1, cut)
    on_the_floor(world)
    if number:
        cards(world, number, 5, 2)
    parts = parts_of(world.state, M1)
    for part, carries in zip(parts, votes, strict=False):
        cards(world, f"part:M1:{part.first}-{part.last}", *((5, 2) if carries else (2, 5)))
    whole = amended(FIVE, [change] if change else []).split("\n")
    kept = [votes[place] for place, part in enumerate(parts) for _line in range(part.first, part.last + 1)]
    left = [line for line, stays in zip(whole, kept, strict=True) if stays] if any(kept) else whole
    assert reads(world) == left
    assert count_lines(FIVE) == sum(part.last - part.first + 1 for part in parts) or not parts


def test_the_meeting_takes_the_next_item_when_a_divided_motion_is_lost() -> None:
    world = with_motion()
    world.second(world.move(72, f"{FIVE}\nSix."), [number for number in SECONDERS if number != 72])
    on_the_floor(world)
    own = world.state.floor.agenda[C1]["1"].about
    mover = int(world.state.motions.motions[MotionId(own)].mover, 16)
    asks(world, 1, 1, own, mover)
    cards(world, f"part:{own}:1-1", 2, 5)
    last = world.state.motions.motions[MotionId(own)].lines
    cards(world, f"part:{own}:2-{last}", 2, 5)
    world.does(TakeUpItem(handle(10), world.now, C1, "2"))
