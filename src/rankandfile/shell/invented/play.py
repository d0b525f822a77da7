"""A play: invented people on a clock that the play moves, with a real secretary who records what they do."""

from collections.abc import Iterable
from random import Random
from typing import TypeVar

from rankandfile.core.act import Act
from rankandfile.core.chapters.meetings import Convention, current
from rankandfile.core.chapters.offices import holders
from rankandfile.core.engine import sentences
from rankandfile.core.ids import BranchId, Handle, Moment
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from rankandfile.core.timetable import when

from ..draft import Ask, Outcome, Recorded
from ..secretary import Secretary
from .polling import Polling

T = TypeVar("T")


class SetClock:
    """A clock that stands still until it is set."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


class Refused(Exception):
    """Somebody was refused where the play needs the act: a mistake in the play, or in the rules."""


class Play:
    """The secretary, the clock and the chance of one play."""

    def __init__(self, secretary: Secretary, clock: SetClock, chance: Random) -> None:
        self.secretary = secretary
        self.clock = clock
        self.chance = chance
        self.polling = Polling(secretary, secretary.home.path)

    @property
    def state(self) -> State:
        """The organisation now."""
        return self.secretary.state

    @property
    def now(self) -> Moment:
        """The time in the play."""
        return self.secretary.now()

    @property
    def meeting(self) -> Convention:
        """The convention that is called and not yet closed."""
        found = current(self.state)
        assert found is not None, "the play asks for a convention that is called"
        return found

    def does(self, *acts: Act) -> None:
        """The acts are recorded; Refused where one is not."""
        self.expect([Ask(act) for act in acts])

    def expect(self, asks: Iterable[Ask]) -> list[Recorded]:
        """What is asked is recorded; Refused where something is not."""
        asked = list(asks)
        return [_expected(ask, answer) for ask, answer in zip(asked, self.secretary.submit_many(asked), strict=True)]

    def holder(self, post: str, branch: str = "") -> Handle:
        """Who holds the post now."""
        return holders(self.state, post, self.now, BranchId(branch))[0].person

    def wait(self, seconds: int) -> None:
        """So much time passes, and the clock performs its duties."""
        self.clock.now += seconds
        self.secretary.strike()

    def until(self, moment: int) -> None:
        """It is this moment, or later already, and the clock has performed its duties."""
        self.wait(max(0, moment - self.clock.now))

    def until_line(self, name: str) -> None:
        """It is the moment after this line of the timetable."""
        found = when(self.meeting.timetable, name)
        assert found is not None, f"the timetable has no line {name}"
        self.until(found + 1)


def _expected(ask: Ask, answer: Outcome) -> Recorded:
    return done(answer, type(ask.act).__name__)


def done(answer: T | Refusal, what: str = "The paper") -> T:
    """What came of it; Refused where it was refused."""
    if isinstance(answer, Refusal):
        raise Refused(f"{what}: {answer.code} (article {answer.article}). {sentences(answer)[0]}")
    return answer
