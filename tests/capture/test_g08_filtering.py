"""G8. The captor filters what members hear."""

from pathlib import Path

from rankandfile.core import engine
from rankandfile.core.chapters.holding import CloseConvention, PublishMinutes
from rankandfile.core.chapters.minuting import NoteForMinutes
from rankandfile.shell.presets import preset_text
from tests.living import Living, living
from tests.world import CHAIR, MINUTES, SECRETARY, WEEK, assemble, elect_delegates, handle


def held(own: Living) -> None:
    """A convention is held and closed."""
    elect_delegates(own)
    assemble(own)
    own.wait(own.state.meetings.conventions["C1"].closes)
    own.does(CloseConvention(handle(CHAIR), own.now, "C1"))


def test_minutes_that_nobody_publishes_stand_overdue_with_who_owes_them(tmp_path: Path) -> None:
    by_the_taker = preset_text("member-democracy").replace('minutes_by = "clock"\n', "")
    with living(tmp_path / "home", by_the_taker) as own:
        own.call(handle(SECRETARY))
        held(own)
        own.wait(own.now + 4 * WEEK)
        assert ("minutes", "C1", "minute-taker") in {
            (d.kind, d.about, d.owed_by) for d in engine.overdue(own.state, own.now)
        }


def test_minutes_that_nobody_wants_to_publish_are_published_by_the_clock(own: Living) -> None:
    held(own)
    assert own.refused(NoteForMinutes(handle(CHAIR), own.now, "C1"), note="All agreed.").code == "member.power"
    own.wait(own.now + 4 * WEEK)
    assert own.state.meetings.conventions["C1"].minutes >= 0
    assert own.audited().findings == ()


def test_minutes_cannot_be_published_twice_nor_by_the_chair(own: Living) -> None:
    elect_delegates(own)
    assemble(own)
    own.wait(own.state.meetings.conventions["C1"].closes)
    own.does(CloseConvention(handle(CHAIR), own.now, "C1"))
    assert own.refused(PublishMinutes(handle(CHAIR), own.now, "C1"), minutes="All agreed.").code == "member.power"
    own.does(PublishMinutes(handle(MINUTES), own.now, "C1"), minutes="Nothing was decided.")
    assert own.refused(PublishMinutes(handle(MINUTES), own.now, "C1"), minutes="All.").code == "convention.minutes"


def test_the_result_of_every_vote_is_in_the_record_whatever_the_minutes_say(own: Living) -> None:
    kinds = {effect.__name__ for effect in engine.EFFECTS}
    assert {"VoteDecided", "ElectionCounted", "MotionDecided", "ItemEnded"} <= kinds
