"""A large organisation for benchmarks: 100,000 members in 300 branches, some five weeks before their convention.

Motions with seconders, amendments and answers stand in two issues of the bulletin with the documents; the branches vote
for their delegates. The clock is set so that the last of it happens now. Everything goes through the secretary, in
batches. The home is kept in `var/bench` for a day: making it takes longer than measuring it.
"""

import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from random import Random

from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.amending import SecondAmendment
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.answering import AnswerMotion
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.bulletin import SubmitDocument
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.elections import DELEGATE
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.chapters.nominations import Nominate
from rankandfile.core.chapters.offices import AppointProvisionally
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.ids import BranchId, Handle, Moment
from rankandfile.shell import chance
from rankandfile.shell.draft import Ask
from rankandfile.shell.founding import found
from rankandfile.shell.home import Home
from rankandfile.shell.invented.names import names
from rankandfile.shell.invented.play import Play, SetClock, done
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import NOW, Secretary

MEMBERS, BRANCHES, MOTIONS, DOCUMENTS = 100_000, 300, 100, 200
KEPT = Path("var/bench")
DAY, WEEK = 86_400, 7 * 86_400
BATCH = 1_000
POSTS = ("chair", "secretary", "treasurer", "teller", "minute-taker", "credentials")
SENTENCES = (
    "This convention notes that the rent of our meeting rooms has doubled in two years.",
    "Members in small branches travel furthest and are heard least.",
    "We shall publish the accounts of every branch that asks for money, by the month.",
    "What was promised to the night shift was not kept, and nobody had to say why.",
    "The executive reports in writing, before the next bulletin, on each of these points.",
    "No fund is opened and none is closed without a vote of the members who pay into it.",
    "A branch that has not met for half a year is visited, not dissolved.",
    "Translations are paid for by all of us, since all of us gain by them.",
)


def large_organisation() -> Path:
    """The home folder, made where there is none of today."""
    home = KEPT / sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    if home.exists() and time.time() - Home(home).key.stat().st_mtime < DAY:
        return home
    shutil.rmtree(KEPT, ignore_errors=True)
    print(f"Making a record of {MEMBERS:,} members in {home}", file=sys.stderr, flush=True)
    making = home.with_name("making")
    _make(making)
    return making.rename(home)


def _make(home: Path) -> None:
    now = int(time.time())
    opening = now + 4 * WEEK + 4 * DAY
    clock = SetClock(opening - 25 * WEEK)
    done(found(home, "bench.example/record", preset_text("member-democracy"), "The Large One", "Ada Quay", clock))
    play = Play(Secretary(Home(home), clock), clock, Random(1))
    _settle(play, opening)
    _papers(play)
    _elections(play)
    play.until(now)
    play.secretary.close()


def _in_batches(play: Play, asks: Iterable[Ask]) -> None:
    stream = iter(asks)
    while batch := list(islice(stream, BATCH)):
        play.expect(batch)


def _settle(play: Play, opening: int) -> None:
    founder = play.state.foundation.founder
    branches = [BranchId(f"branch-{number}") for number in range(BRANCHES)]
    _in_batches(play, (Ask(FormBranch(founder, NOW, b), {"name": f"Branch {n}"}) for n, b in enumerate(branches)))
    called, paid = names(15_000, play.chance), Moment(opening + 30 * WEEK)
    _in_batches(
        play,
        (
            Ask(
                AdmitMember(founder, NOW, chance.handle(), "member", branches[number % BRANCHES], paid),
                {"name": f"{called[number % len(called)]} {number}"},
            )
            for number in range(MEMBERS)
        ),
    )
    members = _members(play)
    play.does(*(AppointProvisionally(founder, NOW, members[n], post) for n, post in enumerate(POSTS)))
    play.does(*(AppointProvisionally(founder, NOW, members[n], "branch-secretary", b) for n, b in enumerate(branches)))
    play.until(opening - 17 * WEEK)
    call = CallConvention(play.holder("secretary"), NOW, Moment(opening), Moment(opening + 3 * DAY))
    play.expect([Ask(call, {"place": "Everywhere"})])


def _members(play: Play) -> list[Handle]:
    return list(play.state.members.members)[1:]


def _papers(play: Play) -> None:
    """Motions and half of the documents before the first issue; answers and the other half before the second."""
    people = _members(play)
    anybody: Callable[[int], list[Handle]] = lambda number: play.chance.sample(people, number)  # noqa: E731
    play.until(play.meeting.opens - 11 * WEEK)
    _in_batches(play, (_motion(play, who) for who in anybody(MOTIONS)))
    motions = list(play.state.motions.motions)
    _in_batches(play, (Ask(SecondMotion(who, NOW, m)) for m in motions for who in anybody(play.chance.randint(10, 40))))
    _in_batches(play, (_document(play, who) for who in anybody(DOCUMENTS // 2)))
    play.until_line("issue-1")
    _in_batches(play, (_amendment(m, who) for m in motions for who in anybody(play.chance.randint(0, 6))))
    amendments = list(play.state.amendments.amendments)
    _in_batches(play, (Ask(SecondAmendment(who, NOW, a)) for a in amendments for who in anybody(6)))
    chair = play.holder("chair")
    _in_batches(play, (Ask(AnswerMotion(chair, NOW, m), {"answer": _text(play, 200)}) for m in motions))
    _in_batches(play, (_document(play, who) for who in anybody(DOCUMENTS // 2)))


def _motion(play: Play, who: Handle) -> Ask:
    act = MoveMotion(who, NOW, play.meeting.id, "policy", 0, "")
    return Ask(act, {"title": _title(play), "text": _text(play, 400)})


def _document(play: Play, who: Handle) -> Ask:
    return Ask(SubmitDocument(who, NOW, play.meeting.id), {"title": _title(play), "text": _text(play, 800)})


def _amendment(motion: str, who: Handle) -> Ask:
    return Ask(MoveAmendment(who, NOW, motion, "replace", 2, 2), {"text": SENTENCES[0], "reason": SENTENCES[1]})


def _title(play: Play) -> str:
    return play.chance.choice(SENTENCES)[:48]


def _text(play: Play, words: int) -> str:
    return "\n".join(islice(_sentences(play.chance), words // 14))


def _sentences(chance_of_text: Random) -> Iterator[str]:
    while True:
        yield chance_of_text.choice(SENTENCES)


def _elections(play: Play) -> None:
    """Three stand in each branch."""
    play.until_line("delegate-nominations-open")
    elections = [e for e in play.state.elections.elections.values() if e.post == DELEGATE]
    members: dict[str, list[Handle]] = {}
    for member in play.state.members.members.values():
        members.setdefault(member.branch, []).append(member.handle)
    candidacies = ((e.id, who) for e in elections for who in members[e.scope][:3])
    _in_batches(play, (Ask(Nominate(who, NOW, e, who), {"statement": SENTENCES[1]}) for e, who in candidacies))
