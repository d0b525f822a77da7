"""A rehearsal: a practice meeting in a home of its own, in which a chair trains alone among invented delegates.

    python -m rankandfile.shell.invented.rehearsal HOME PACE [preside]      the others, until the parent ends

`begin` makes the home; `Others` lives in it and acts as everybody but the chair, or as the chair too. A home is a
rehearsal when `begin` has put its mark there before the first entry, and never becomes one later: in any other home
nobody is played by anybody, whoever asks.
"""

import os
import shutil
import sys
import time
from pathlib import Path
from random import Random

from rankandfile.core.chapters.bodies import post_for
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.offices import holders, posts_with
from rankandfile.core.ids import BranchId, ConventionId, Handle, Moment
from rankandfile.core.refusal import Refusal

from ..demo.clock import DemoClock
from ..demo.papers import papers
from ..draft import Recorded
from ..exchange.motions import Folder
from ..home import Home
from ..secretary import Secretary
from ..trouble import WrongUse
from .assembly import ORIGIN, assemble
from .delegates import Delegates
from .evening import gather
from .preside import next_step

MARK = "rehearsal"
LOOK_EVERY = 1.0
FEWEST, MOST = 12, 2_000


class NoRehearsal(WrongUse):
    """Somebody wanted to rehearse where an organisation lives."""


def is_rehearsal(home: Path) -> bool:
    """Whether the home was made for rehearsing, and its record is that of a rehearsal."""
    if not (home / MARK).is_file():
        return False
    return Home(home).path.is_dir() and _origin(home) == ORIGIN


def _origin(home: Path) -> str:
    from ..keyring import Keyring

    return str(Keyring(Home(home)).origin)


def must_be_rehearsal(home: Path) -> None:
    """Raises NoRehearsal where the home is anything else."""
    if not is_rehearsal(home):
        raise NoRehearsal(
            f"{home} is not a rehearsal, so nobody is played there. Invented people act in a home of their own only:"
            " name a folder that does not exist yet."
        )


def begin(home: Path, rulebook: str, people: int, now: int, folder: Folder | None = None, body: str = "") -> None:
    """The home holds a meeting of the body, or a convention, that its chair can open now. Raises WrongUse, Trouble."""
    if home.exists():
        must_be_rehearsal(home)
        raise WrongUse(f"{home} holds a rehearsal already. Go on with it, or begin anew.")
    if not FEWEST <= people <= MOST:
        raise WrongUse(f"A rehearsal has {FEWEST} to {MOST:,} people.")
    making = home.with_name(f".{home.name}.building")
    shutil.rmtree(making, ignore_errors=True)
    home.parent.mkdir(parents=True, exist_ok=True)
    written = folder or papers("second").folder
    secretary = (
        gather(making, rulebook, body, people, now, written)
        if body
        else assemble(making, rulebook, people, now, written)
    )
    DemoClock(making).set(int(secretary.now()))
    secretary.close()
    (making / MARK).write_text("Everybody here is invented. Nothing in this folder is anybody's organisation.\n")
    making.rename(home)


def throw_away(home: Path) -> None:
    """The rehearsal is gone. Raises NoRehearsal for any other folder, and leaves it as it is."""
    must_be_rehearsal(home)
    shutil.rmtree(home)


class Others:
    """Everybody who is not trained, in one rehearsal."""

    def __init__(self, home: Path, pace: float = 1.0, presides: bool = False, chance: Random | None = None) -> None:
        must_be_rehearsal(home)
        self.secretary = Secretary(Home(home), DemoClock(home))
        self.chance = chance or Random()
        self.delegates = Delegates(self.chance, pace)
        self.pace, self.presides = pace, presides
        self._size, self._since = 0, Moment(0)

    def look(self) -> int:
        """How many acts were recorded now: what each would do at this moment, and the chair's next step."""
        state, at = self.secretary.strike(), self.secretary.now()
        meeting = self.meeting
        if meeting is None:
            return 0
        if int(state.size) != self._size:
            self._size, self._since = int(state.size), at
        asks = self.delegates.wants(state, meeting, at)
        recorded = sum(isinstance(answer, Recorded) for answer in self.secretary.submit_many(asks))
        return recorded + (self._preside(at) if self.presides else 0)

    @property
    def meeting(self) -> Convention | None:
        """The meeting that is rehearsed; the last one, once it is closed."""
        known = self.secretary.look().meetings.conventions
        return known.get(ConventionId(next(reversed(list(known)), "")))

    @property
    def chair(self) -> Handle:
        """Who presides: whoever the meeting put there, else the first holder of the post."""
        state, meeting = self.secretary.look(), self.meeting
        if meeting is not None and meeting.chair:
            return meeting.chair
        own = post_for(state, meeting.id, "chair") if meeting is not None else ""
        posts, branch = (own,) if own else posts_with(state, "chair"), meeting.branch if meeting is not None else ""
        scope = BranchId(branch) if branch else None
        return next(h.person for post in posts for h in holders(state, post, self.secretary.now(), scope))

    def _preside(self, at: Moment) -> int:
        meeting = self.meeting
        since = Moment(int(at - (at - self._since) * self.pace))
        ask = next_step(self.secretary.look(), meeting, self.chair, at, since) if meeting is not None else None
        if ask is None:
            return 0
        answer = self.secretary.submit_many([ask])[0]
        return 0 if isinstance(answer, Refusal) else 1


def main(home: str, pace: str, preside: str = "") -> None:
    """The others act until the process that started them ends, or the meeting is closed."""
    parent, others = os.getppid(), Others(Path(home), float(pace), bool(preside))
    while os.getppid() == parent:
        meeting = others.meeting
        if meeting is None or meeting.closed:
            return
        others.look()
        time.sleep(LOOK_EVERY)


if __name__ == "__main__":
    main(*sys.argv[1:])
