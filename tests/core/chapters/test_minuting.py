"""Notes for the minutes, and the hour at which the clock publishes them."""

from rankandfile.core import engine
from rankandfile.core.chapters.holding import CloseConvention, PublishMinutes
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.minuting import NoteForMinutes, notes, publishes
from rankandfile.core.ids import Moment
from tests.core.refusals.stages import C1, CHAIRING, changed
from tests.world import CHAIR, MINUTES, WEEK, World, handle, opened

BY_THE_TAKER = changed('minutes_by = "clock"\n', "")


def closed(world: World) -> World:
    """The meeting is over, at its hour."""
    world.wait(current(world.state).closes)  # type: ignore[union-attr]
    world.does(CloseConvention(CHAIRING, world.now, C1))
    return world


def note(world: World, by: int = MINUTES, item: str = "") -> NoteForMinutes:
    return NoteForMinutes(handle(by), world.now, C1, item)


def test_the_minute_taker_notes_what_was_said_under_an_item_and_for_the_meeting() -> None:
    world = opened()
    world.does(note(world, item="1"), note="Three asked about the cost.")
    world.does(note(world), note="The heating had failed.")
    assert [(each.item, each.by) for each in notes(world.state, C1)] == [("1", handle(MINUTES)), ("", handle(MINUTES))]
    closed(world).does(note(world, item="1"), note="The treasurer will answer by letter.")
    assert [each.item for each in notes(world.state, C1)] == ["1", "", "1"]


def test_nobody_else_writes_into_the_minutes_and_nobody_after_they_are_out() -> None:
    world = opened()
    assert world.refused(note(world, by=CHAIR), note="All agreed.").code == "member.power"
    closed(world).does(PublishMinutes(handle(MINUTES), world.now, C1), minutes="We met.")
    assert world.refused(note(world), note="And another thing.").code == "minutes.not_open"


def test_the_clock_publishes_the_minutes_when_they_are_due_whoever_has_not_written_them() -> None:
    world = closed(opened())
    meeting = world.state.meetings.conventions[C1]
    due = publishes(world.state, meeting)
    assert due == meeting.closed + 4 * WEEK
    world.wait(Moment(due - 1))
    assert world.state.meetings.conventions[C1].minutes < 0
    world.wait(due)
    assert world.state.meetings.conventions[C1].minutes >= 0
    assert "minutes" not in {d.kind for d in engine.duties(world.state)}
    assert world.refused(PublishMinutes(handle(MINUTES), world.now, C1), minutes="Others.").code == "convention.minutes"


def test_the_minute_taker_may_publish_before_the_clock_does() -> None:
    world = closed(opened())
    world.does(PublishMinutes(handle(MINUTES), world.now, C1), minutes="We met.")
    before = world.state.meetings.conventions[C1].minutes
    world.wait(Moment(world.now + 5 * WEEK))
    assert world.state.meetings.conventions[C1].minutes == before
    assert publishes(world.state, world.state.meetings.conventions[C1]) is None


def test_where_the_rulebook_leaves_them_to_the_minute_taker_they_stand_overdue() -> None:
    world = closed(opened(BY_THE_TAKER))
    assert publishes(world.state, world.state.meetings.conventions[C1]) is None
    world.wait(Moment(world.now + 5 * WEEK))
    assert "minutes" in {d.kind for d in engine.overdue(world.state, world.now)}
