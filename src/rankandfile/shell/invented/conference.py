"""A whole conference, from somebody's real papers: thirty invented branches, from the founding to the minutes.

The folder is one that `rankandfile import motions` reads. Who seconds is what its files say (`coproposers`); what
carries is votes of invented delegates, most of whom vote as the files say that the real ones did. Nothing is forced:
what the rulebook refuses is counted as refused, and what time does not reach is unreached.
"""

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TypeAlias

from msgspec import Struct

from rankandfile.core.chapters.agenda import Item, count_waiting, item_about
from rankandfile.core.chapters.elections import open_at
from rankandfile.core.chapters.holding import PublishMinutes
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.motions import business_of
from rankandfile.core.ids import BranchId, Moment, MotionId
from rankandfile.core.refusal import Refusal
from rankandfile.core.text import count_words

from ..draft import Ask
from ..exchange.motions import Folder, Paper, Proposal, same
from ..founding import found
from ..home import Home
from ..presets import preset_text
from ..secretary import NOW, Secretary
from .author import Author
from .hall import MINUTE, Hall
from .play import Play, SetClock, done
from .season import DAY, WEEK, Place, call, elect_delegates, settle

FOUNDED = 1_767_600_000
"""Monday 5 January 2026, eight in the morning."""
OPENING = FOUNDED + 22 * WEEK + 4 * DAY + 2 * 3600
CLOSING = OPENING + 2 * DAY + 6 * 3600
"""Friday at ten to Sunday at four."""
EVENING, NIGHT = 18 * 3600, 15 * 3600
ELECTIONS = OPENING + 2 * DAY - 3600
"""When the meeting turns to the elections, whatever else is left."""
LONG = 20_000
PLACES = tuple(
    Place(BranchId(f"branch-{n:02}"), f"Branch {n}", f"region-{n % 5 + 1}", 72 + 8 * n) for n in range(1, 31)
)
CHANGE = Paper(
    file="", title="Fewer hands to amend from the floor", synopsis="", section="", number="", mover="",
    text="Twenty delegates are many to find in ten minutes. Let it be fifteen.", status="passed", coproposers=26,
)  # fmt: skip
"""The one paper of our own: a change of the rulebook."""
LATE = ("EM", "LM")
"""Sections of papers that came after the deadline: emergency motions here."""
SHARES = {"passed": 74, "defeated": 36}
Tell: TypeAlias = Callable[[str], None]
STEPS = ("papers read", "branches settled", "papers moved", "delegates elected", "in the hall", "minutes published")


class Refusals(Struct, frozen=True):
    """What was refused, with the file it stands in and why."""

    file: str
    refusal: Refusal


class Conference(Struct):
    """What a conference keeps of its papers: which motion is whose file, and what was refused."""

    folder: Folder
    longer: bool
    motions: dict[MotionId, Paper] = {}
    amendments: dict[str, Proposal] = {}
    refused: list[Refusals] = []
    floor: list[Proposal] = []


def too_long(folder: Folder) -> int:
    """How many papers are longer than the preset lets them be: 800 words, 400 in an emergency, 300 to amend."""
    motions = sum(count_words(p.text) > (400 if is_late(p) else 800) for p in folder.motions)
    return motions + sum(count_words(a.placed.text) > 300 for a in folder.amendments)


def rulebook(longer: bool) -> str:
    """The preset `member-democracy`, with longer texts allowed where these papers need it; the executive on a board."""
    text = preset_text("member-democracy").replace('name = "Our organisation"', 'name = "Thirty Branches"')
    text = text.replace("plain_up_to = 50", 'plain_up_to = 20\nelections = ["executive-member"]')
    return re.sub(r"words = \d+", f"words = {LONG}", text) if longer else text


def changed_rulebook(longer: bool) -> str:
    """The rulebook that a motion of ours proposes: fewer delegates are needed to amend from the floor."""
    return rulebook(longer).replace("floor = { delegates = 20 }", "floor = { delegates = 15 }")


def is_late(paper: Paper) -> bool:
    """Whether the paper stands in a section for what came after the deadline."""
    return paper.section.upper().startswith(LATE)


def hold(home: Path, folder: Folder, tell: Tell, places: tuple[Place, ...] = PLACES) -> tuple[Secretary, Conference]:
    """The conference is held and closed, in a new home folder; the secretary, and what became of the papers."""
    own = Conference(folder, too_long(folder) > 0)
    clock = SetClock(FOUNDED)
    done(found(home, "thirty-branches.example/record", rulebook(own.longer), "Thirty Branches", "Ada Lanternby", clock))
    play = Play(Secretary(Home(home), clock), clock, Random(30))
    tell("papers read")
    settle(play, places, Moment(OPENING + 40 * WEEK))
    tell("branches settled")
    call(play, OPENING, CLOSING, "A hall large enough")
    author = Author(play)
    move(play, own, author)
    tell("papers moved")
    elect_delegates(play, turnout=55)
    tell("delegates elected")
    move_late(play, own, author)
    meet(play, own, author)
    tell("in the hall")
    report(play)
    tell("minutes published")
    return play.secretary, own


def move(play: Play, own: Conference, author: Author) -> None:
    """Motions in good time, one of ours to change the rulebook, and the amendments to those that are alive."""
    play.wait(WEEK)
    for paper in own.folder.motions:
        if not is_late(paper):
            business = paper.section if business_of(play.state, paper.section) is not None else "policy"
            _moved(own, paper, author.move(paper, business))
    _moved(own, CHANGE, author.move(CHANGE, "rulebook-change", changed_rulebook(own.longer)))
    play.until_line("issue-1")
    for proposal in own.folder.amendments:
        _amend(own, proposal, author)


def _moved(own: Conference, paper: Paper, answer: MotionId | Refusal) -> None:
    if isinstance(answer, Refusal):
        own.refused.append(Refusals(paper.file, answer))
    else:
        own.motions[answer] = paper


def _amend(own: Conference, proposal: Proposal, author: Author) -> None:
    motion = next((m for m, paper in own.motions.items() if same(paper.title) == same(proposal.motion)), None)
    if motion is None:
        own.floor.append(proposal)
        return
    answer = author.amend(proposal, motion, 6)
    if isinstance(answer, Refusal):
        own.refused.append(Refusals(proposal.file, answer))
    else:
        own.amendments[answer] = proposal


def move_late(play: Play, own: Conference, author: Author) -> None:
    """Emergency motions, three days before the opening."""
    play.until(OPENING - 3 * DAY)
    for paper in own.folder.motions:
        if is_late(paper):
            _moved(own, paper, author.move(paper, "emergency"))


def meet(play: Play, own: Conference, author: Author) -> None:
    """The meeting, day by day, until the agenda or the time is over; what came late is taken first, by votes."""
    play.until(play.meeting.opens)
    hall = Hall(play, lambda subject: _share(own, subject), lambda subject: is_contested(own, subject))
    hall.open()
    late = [m for m, paper in own.motions.items() if is_late(paper) and play.state.motions.motions[m].placed]
    _take_next(play, hall, late, lambda item: _settle(play, own, hall, author, item))
    elections = list(open_at(play.state, play.meeting.id))
    for item in hall.items():
        _settle(play, own, hall, author, item)
        if play.now >= ELECTIONS and elections:
            _take_next(play, hall, elections, hall.settle)
            elections.clear()
        if _is_over(play):
            break
    play.until(play.meeting.closes)
    hall.close()


def _take_next(play: Play, hall: Hall, abouts: Sequence[str], settle: Callable[[Item], None]) -> None:
    """The meeting takes each of these next, by a vote, and settles it."""
    for about in abouts:
        item = item_about(play.state, play.meeting.id, about)
        if item is not None and item.state == "waiting" and hall.vote(f"item:{item.id}"):
            settle(next(hall.items()))


def _settle(play: Play, own: Conference, hall: Hall, author: Author, item: Item) -> None:
    motion = MotionId(item.about)
    title = same(own.motions[motion].title) if motion in own.motions else ""
    for proposal in own.floor:
        if same(proposal.motion) == title:
            _amend_from_the_floor(play, own, author, proposal, motion)
    hall.settle(item, speakers=6)
    play.wait(5 * MINUTE)


def _amend_from_the_floor(play: Play, own: Conference, author: Author, proposal: Proposal, motion: MotionId) -> None:
    present = present_voters(play.meeting)
    answer = author.amend_as(present[0], proposal, motion, 20, present)
    if isinstance(answer, Refusal):
        own.refused.append(Refusals(proposal.file, answer))
    else:
        own.amendments[answer] = proposal


def is_contested(own: Conference, subject: str) -> bool:
    """Whether delegates want this vote by name: on the rulebook, and on one motion in eight, always the same ones."""
    paper = own.motions.get(MotionId(subject))
    return paper is CHANGE or (paper is not None and int(sha256(subject.encode()).hexdigest()[:4], 16) % 8 == 0)


def _share(own: Conference, subject: str) -> int:
    """How many in a hundred vote for it: as the file says it went, else as the subject's own hash has it."""
    paper = own.motions.get(MotionId(subject)) or own.amendments.get(subject)
    drawn = int(sha256(subject.encode()).hexdigest()[:4], 16) % 40
    if paper is None or paper is CHANGE:
        return 88
    return SHARES.get(paper.status, 34 + drawn) + drawn % 7


def _is_over(play: Play) -> bool:
    """Whether nothing waits or the time is over; a night is slept through on the way."""
    if play.now % DAY > EVENING:
        play.wait(NIGHT)
    return play.now >= CLOSING - 30 * MINUTE or not count_waiting(play.state, play.meeting.id)


def report(play: Play) -> None:
    """The minutes are published a week later."""
    meeting = list(play.state.meetings.conventions)[-1]
    play.wait(WEEK)
    text = {"minutes": "The record has every vote. The minute-takers have nothing to add to it."}
    play.expect([Ask(PublishMinutes(play.holder("minute-taker"), NOW, meeting), text)])
