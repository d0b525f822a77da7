"""The demonstration comes about through the secretary, and a newcomer finds it in the middle of its timetable."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from shutil import copytree
from time import time

import pytest

from rankandfile.core.act import Act
from rankandfile.core.chapters.agenda import TakeUpItem, next_item, open_vote
from rankandfile.core.chapters.balloting import CloseVoting, OpenVoting
from rankandfile.core.chapters.elections import DELEGATE
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.chapters.offices import holders
from rankandfile.core.chapters.ordering import to_vote
from rankandfile.core.chapters.voting import CloseVote, PutToVote
from rankandfile.core.ids import ConventionId, Lot, MotionId
from rankandfile.core.state import State
from rankandfile.record.export import read
from rankandfile.record.verify import verify
from rankandfile.shell.copies import write_export
from rankandfile.shell.demo.build import build, opening_after
from rankandfile.shell.demo.clock import FILE, DemoClock
from rankandfile.shell.demo.forward import forward, others_act
from rankandfile.shell.draft import Recorded
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import NOW as NOW_OF_THE_SECRETARY
from rankandfile.shell.secretary import Secretary

NOW = 1_767_600_000
"""Monday 5 January 2026."""
CHANCE = Random(7)
SECOND = ConventionId("C2")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of a demonstration; nobody changes it."""
    home = tmp_path_factory.mktemp("demo") / "home"
    build(home, NOW)
    return home


@pytest.fixture(scope="module")
def state(built: Path) -> State:
    """The organisation as the demonstration begins."""
    secretary = Secretary(Home(built), lambda: NOW + 400 * 86_400)
    secretary.close()
    return secretary.state


@pytest.mark.parametrize("days", range(8))
def test_the_second_convention_opens_on_a_saturday_morning_and_motions_are_still_open(days: int) -> None:
    now = NOW + days * 86_400
    opening = opening_after(now)
    assert (opening // 86_400 + 3) % 7 == 5
    assert opening % 86_400 == 10 * 3600
    assert 74 * 86_400 < opening - now <= 82 * 86_400


def test_the_first_convention_is_over_and_its_minutes_are_published(state: State) -> None:
    first = state.meetings.conventions["C1"]
    assert first.closed
    assert first.minutes >= 0


def test_the_past_shows_every_fate_that_a_motion_can_have(state: State) -> None:
    fates = Counter(m.fate for m in state.motions.motions.values() if m.convention == "C1")
    assert set(fates) == {"carried", "lost", "fell", "withdrawn", "unreached"}


def test_the_executive_and_every_branch_secretary_were_elected(state: State) -> None:
    held = {h.post: h.how for holdings in state.offices.holdings.values() for h in holdings if h.until > state.now}
    assert {"chair", "secretary", "treasurer", "executive-member", "branch-secretary"} <= set(held)
    assert all(how == "elected" for how in held.values())
    assert len(holders(state, "branch-secretary", state.now)) == 12


def test_a_change_of_the_rulebook_is_in_force(state: State) -> None:
    assert len(state.foundation.history) == 2


def test_delegates_came_from_all_branches_by_ballot(state: State) -> None:
    elections = [e for e in state.elections.elections.values() if e.post == DELEGATE and e.convention == "C1"]
    assert len({e.scope for e in elections}) == 12
    boards = state.boards.boards
    assert all(boards[e.id].voters if e.id in boards else e.voted for e in elections)
    large = {
        e.id for e in elections if sum(branch == e.scope for branch in state.delegates.of["C1"].roll.values()) > 20
    }
    assert len(large) > 5
    assert large == {e.id for e in elections if e.id in boards}


def test_the_leadership_was_elected_on_boards_with_keys_that_say_what_they_are(state: State, built: Path) -> None:
    leading = ("chair", "secretary", "treasurer", "executive-member")
    elections = [e for e in state.elections.elections.values() if e.post in leading and e.convention == "C1"]
    assert len(elections) == 4
    for own in elections:
        board = state.boards.boards[own.id]
        assert (len(board.opened), len(board.shuffled), board.threshold) == (3, 2, 3)
        assert board.booth
        assert len(own.elected) == own.seats
    folder = built / "demo-keys"
    assert "DEMO KEYS" in (folder / "README.txt").read_text()
    secret = folder / "trustee-1/DEMO-KEY.json"
    assert "DEMO KEYS" in secret.read_text()
    assert secret.stat().st_mode & 0o77 == 0


def test_the_demonstration_has_a_clock_that_goes_on_from_where_its_story_ends(built: Path, state: State) -> None:
    assert 0 <= DemoClock(built)() - state.now < 10**6


# A newcomer's sitting, on a demonstration of one's own


@pytest.fixture
def sitting(built: Path, tmp_path: Path) -> Iterator[tuple[Secretary, DemoClock]]:
    """A copy of the demonstration, with its own clock, running."""
    home = tmp_path / "home"
    copytree(built, home)
    clock = DemoClock(home)
    secretary = Secretary(Home(home), clock)
    yield secretary, clock
    secretary.close()


def test_the_clock_goes_to_the_next_deadline_and_never_back(sitting: tuple[Secretary, DemoClock]) -> None:
    secretary, clock = sitting
    before = clock()
    stop = forward(secretary, clock, CHANCE)
    assert stop is not None
    assert stop.lines == ("motions-close-policy", "motions-close-rulebook-change")
    assert clock() > stop.at > before
    clock.resume(secretary.state.now)
    assert clock() >= stop.at


def test_a_demonstration_left_alone_goes_on_where_it_was_left(built: Path, tmp_path: Path) -> None:
    copytree(built, tmp_path / "home")
    clock = DemoClock(tmp_path / "home")
    then = clock()
    moment, _ = (tmp_path / "home" / FILE).read_text().split()
    (tmp_path / "home" / FILE).write_text(f"{moment} {int(time()) - 90 * 86_400}\n")
    assert clock() >= then + 89 * 86_400
    clock.resume(0)
    assert clock() - then < 60


def test_what_others_would_do_is_done_once(sitting: tuple[Secretary, DemoClock]) -> None:
    secretary, _ = sitting
    assert others_act(secretary, CHANCE) > 0
    assert others_act(secretary, CHANCE) == 0


def test_a_newcomer_sees_a_motion_through_in_one_sitting(sitting: tuple[Secretary, DemoClock]) -> None:
    secretary, clock = sitting
    mine = written(secretary, "Benches\nThis convention resolves that every block has a bench in the sun.")
    others_act(secretary, CHANCE)
    assert secretary.state.motions.motions[mine].placed
    while secretary.now() < secretary.state.meetings.conventions[SECOND].opens:
        assert forward(secretary, clock, CHANCE) is not None
    assert mine in secretary.state.bulletin.published
    chair(secretary, OpenConvention, SECOND)
    hold(secretary, clock)
    state = secretary.state
    assert state.motions.motions[mine].fate in ("carried", "lost")
    assert [h.how for h in holders(state, "chair", secretary.now())] == ["elected"]
    chair(secretary, CloseConvention, SECOND)
    assert secretary.state.meetings.conventions[SECOND].closed
    exported = BytesIO()
    write_export(secretary, exported)
    assert verify(read(exported)).findings == ()


def written(secretary: Secretary, text: str) -> MotionId:
    """A motion by a member who holds no post."""
    state = secretary.state
    member = next(m for m in reversed(list(state.members.members)) if m not in state.offices.holdings)
    act = MoveMotion(member, NOW_OF_THE_SECRETARY, SECOND, "policy", 0, "")
    assert isinstance(secretary.submit(act, {"title": "Benches", "text": text}), Recorded)
    return list(secretary.state.motions.motions)[-1]


def chair(secretary: Secretary, act: type[Act], *values: object) -> None:
    """The chair does it, whoever that is by now."""
    who = holders(secretary.state, "chair", secretary.now())[0].person
    answer = secretary.submit(act(who, NOW_OF_THE_SECRETARY, *values))
    assert isinstance(answer, Recorded), answer


def hold(secretary: Secretary, clock: DemoClock) -> None:
    """Every item of the agenda is taken up and settled; the others vote where the chair puts something to the vote."""
    while (item := next_item(secretary.state, SECOND)) is not None:
        chair(secretary, TakeUpItem, SECOND, item.id)
        if item.about in secretary.state.elections.elections:
            chair(secretary, OpenVoting, item.about)
            others_act(secretary, CHANCE)
            chair(secretary, CloseVoting, item.about)
            others_act(secretary, CHANCE)
            continue
        while not secretary.state.motions.motions[MotionId(item.about)].fate:
            waiting = to_vote(secretary.state, MotionId(item.about))
            chair(secretary, PutToVote, SECOND, waiting[0].id if waiting else item.about, "show-of-cards")
            others_act(secretary, CHANCE)
            vote = open_vote(secretary.state, SECOND).id
            chair(secretary, CloseVote, vote, Lot(""))
            clock.set(max(clock(), secretary.state.floor.votes[vote].waits))
            secretary.strike()


def test_members_talk_about_the_papers_and_a_question_waits(state: State) -> None:
    said = tuple(state.discussion.comments.values())
    assert len(said) > 10
    assert any(each.by_author for each in said)
    assert len(state.discussion.waiting) == 1
    assert any(each.looked for each in state.discussion.complaints.values())
    assert len(state.opposing.statements) == 3


def test_branches_and_the_executive_have_met_and_two_meetings_are_called(state: State) -> None:
    others = [own for own in state.meetings.conventions.values() if own.body]
    past, ahead = [own for own in others if own.closed], [own for own in others if not own.closed]
    assert {own.body for own in past} == {own.body for own in ahead} == {"branch", "executive"}
    assert all(own.minutes >= 0 and not own.ended for own in past)
    assert [m.convention for m in state.motions.motions.values() if not m.fate and m.business == "branch-motion"] == [
        ahead[0].id
    ]
