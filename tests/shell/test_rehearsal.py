"""A practice meeting: invented delegates take part in it by themselves, and nobody is ever invented anywhere else."""

from collections import Counter
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from rankandfile.core.chapters.agenda import items, open_vote
from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.quorum import why_no_quorum
from rankandfile.record.export import read
from rankandfile.record.leaf import decode
from rankandfile.record.verify import verify
from rankandfile.shell.copies import write_export
from rankandfile.shell.draft import Recorded
from rankandfile.shell.founding import found
from rankandfile.shell.home import Home
from rankandfile.shell.invented import rehearsal
from rankandfile.shell.invented.play import SetClock
from rankandfile.shell.invented.rehearsal import MARK, NoRehearsal, Others, begin, is_rehearsal, throw_away
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import NOW, Secretary
from rankandfile.shell.trouble import WrongUse

TODAY = 1_790_000_000
LONGEST = 20_000
"""Seconds after which a meeting that is not closed has got stuck."""
OF_THE_CHAIR = {"OpenConvention", "TakeUpItem", "PutToVote", "CloseVote", "CallSpeaker", "OpenVoting", "CloseVoting"}


def rehearsed(home: Path, presides: bool, preset: str = "small-assembly", people: int = 40) -> Others:
    """A new rehearsal whose clock the test moves."""
    begin(home, preset_text(preset), people, TODAY)
    others = Others(home, presides=presides, chance=Random(3))
    others.secretary._clock = SetClock(int(others.secretary.state.now))
    return others


def passes(others: Others, seconds: int) -> None:
    """So many seconds pass in the hall, or as many as it takes to close."""
    for _ in range(seconds):
        others.look()
        others.secretary._clock.now += 1  # type: ignore[attr-defined]
        if others.meeting is None or others.meeting.closed:
            return


def acts(others: Others) -> Counter[str]:
    """How often each act was recorded."""
    return Counter(type(decode(leaf).body).__name__ for leaf in others.secretary.store.entries())


@pytest.mark.parametrize("body", ["branch", "executive"])
def test_a_branch_evening_and_a_session_are_held_by_themselves_and_their_record_is_sound(
    body: str, tmp_path: Path
) -> None:
    begin(tmp_path / "home", preset_text("member-democracy"), 80, TODAY, body=body)
    others = Others(tmp_path / "home", presides=True, chance=Random(3))
    others.secretary._clock = SetClock(int(others.secretary.state.now))
    passes(others, LONGEST)
    meeting = others.meeting
    assert meeting is not None
    assert (meeting.id, meeting.body, bool(meeting.closed), bool(meeting.opened)) == ("S1", body, True, True)
    assert [item.state for item in items(others.secretary.state, meeting.id)] == ["done"] * 4
    stream = BytesIO()
    write_export(others.secretary, stream)
    stream.seek(0)
    assert verify(read(stream)).findings == ()


def test_a_body_of_which_the_rulebook_does_not_say_how_it_meets_is_not_rehearsed(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="branch, executive"):
        begin(tmp_path / "home", preset_text("member-democracy"), 40, TODAY, body="choir")
    with pytest.raises(WrongUse, match="none"):
        begin(tmp_path / "other", preset_text("small-assembly"), 40, TODAY, body="branch")


@pytest.mark.parametrize(
    ("preset", "people"), [("small-assembly", 40), ("member-democracy", 200), ("slate-convention", 200)]
)
def test_a_meeting_is_held_from_the_opening_to_the_close_by_itself_and_its_record_is_sound(
    preset: str, people: int, tmp_path: Path
) -> None:
    others = rehearsed(tmp_path / "home", True, preset, people)
    passes(others, LONGEST)
    assert others.meeting is not None
    assert others.meeting.closed
    state = others.secretary.state
    assert all(item.state == "done" for item in items(state, others.meeting.id))
    assert len([vote for vote in state.floor.votes.values() if vote.closed]) > 5
    stream = BytesIO()
    write_export(others.secretary, stream)
    stream.seek(0)
    assert verify(read(stream)).findings == ()
    others.secretary.close()


def test_delegates_speak_move_second_demand_count_and_vote_by_themselves(tmp_path: Path) -> None:
    others = rehearsed(tmp_path / "home", True)
    passes(others, LONGEST)
    done = acts(others)
    spoken, moved = ("AskToSpeak", "EndSpeech"), ("MoveAmendment", "SecondAmendment")
    raised = ("RaiseProcedural", "RulePoint")
    decided = (*raised, "DemandRollCall", "CastVote", "ReportCards", "CastBallot")
    assert [act for act in (*spoken, *moved, *decided, "CheckOut") if not done[act]] == []
    by_cards = sum(v.method == "show-of-cards" for v in others.secretary.state.floor.votes.values())
    assert done["ReportCards"] > 2 * by_cards, "no teller ever had to count again"
    assert [v for v in others.secretary.state.floor.votes.values() if v.before], "nobody ever demanded a recount"
    others.secretary.close()


def test_whoever_trains_presides_alone(tmp_path: Path) -> None:
    others = rehearsed(tmp_path / "home", False)
    before = acts(others)
    passes(others, 60)
    assert acts(others) == before, "nobody does anything before the chair has opened"
    assert isinstance(others.secretary.submit(OpenConvention(others.chair, NOW, others.meeting.id)), Recorded)  # type: ignore[union-attr]
    passes(others, 300)
    assert not OF_THE_CHAIR & set((acts(others) - before).keys()) - {"OpenConvention"}
    assert open_vote(others.secretary.state, others.meeting.id) is None  # type: ignore[union-attr]
    others.secretary.close()


def test_everybody_is_in_the_hall_when_the_rehearsal_begins(tmp_path: Path) -> None:
    others = rehearsed(tmp_path / "home", False)
    state, meeting = others.secretary.state, others.meeting
    assert meeting is not None
    assert len(present_voters(meeting)) == 40
    assert why_no_quorum(state, meeting) is None
    assert {item.state for item in items(state, meeting.id)} == {"waiting"}
    others.secretary.close()


def test_an_organisation_is_never_rehearsed_in_whatever_lies_in_its_folder(tmp_path: Path) -> None:
    home = tmp_path / "union"
    found(home, "union.example/record", preset_text("small-assembly"), "The Union", "Ada Quay", lambda: TODAY)
    size = Secretary(Home(home), lambda: TODAY).state.size
    for mark in (False, True):
        if mark:
            (home / MARK).write_text("somebody put this here")
        assert not is_rehearsal(home)
        for attempt in (
            lambda: begin(home, preset_text("small-assembly"), 40, TODAY),
            lambda: Others(home),
            lambda: throw_away(home),
            lambda: rehearsal.main(str(home), "1"),
        ):
            with pytest.raises(NoRehearsal, match="is not a rehearsal"):
                attempt()
    assert Secretary(Home(home), lambda: TODAY).state.size == size


def test_a_rehearsal_is_not_begun_twice_and_says_what_it_cannot_do(tmp_path: Path) -> None:
    home = tmp_path / "home"
    begin(home, preset_text("small-assembly"), 20, TODAY)
    with pytest.raises(WrongUse, match="Go on with it"):
        begin(home, preset_text("small-assembly"), 20, TODAY)
    throw_away(home)
    assert not home.exists()
    cases = {
        "12 to 2,000 people": (preset_text("small-assembly"), 3),
        "ask for more people": (preset_text("member-democracy"), 12),
        "cannot be read": ("title = 1", 20),
        "no floor and no chair": (
            preset_text("small-assembly").replace('body = "assembly"\n', 'body = "assembly"\nheld = "by-post"\n', 1),
            20,
        ),
    }
    for told, (rules, people) in cases.items():
        with pytest.raises(WrongUse, match=told):
            begin(home, rules, people, TODAY)
        assert not home.exists()
