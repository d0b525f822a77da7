"""The world of the engine's tests, in a real record: its acts go through a secretary, on a clock that the test sets."""

from itertools import cycle
from pathlib import Path

from rankandfile.core.act import Act, Effect
from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.balloting import CastBallot
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.ids import BranchId, ElectionId, Handle, Moment, MotionId
from rankandfile.core.state import State
from rankandfile.shell.draft import Ask, Recorded
from rankandfile.shell.home import Home, make
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import Secretary
from tests.world import FOUNDER, START, WEEK, World, handle

GIVEN = (
    "Amina",
    "Bo",
    "Chidi",
    "Dunja",
    "Emil",
    "Farah",
    "Goran",
    "Hana",
    "Idris",
    "Jarmila",
    "Kofi",
    "Leila",
    "Mirek",
)
FAMILY = (
    "Adeyemi",
    "Brandt",
    "Castell",
    "Dogan",
    "Eriksen",
    "Ferrante",
    "Gruber",
    "Halvorsen",
    "Ibarra",
    "Jansen",
    "Kaya",
)


class HandClock:
    """A clock that stands still until it is set."""

    def __init__(self, now: int = START) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def name_of(number: int) -> str:
    """What the member of this number is called."""
    return f"{GIVEN[number % 13]} {FAMILY[number % 11]}"


class Live(World):
    """An organisation in a home folder."""

    def __init__(self, path: Path, clock: HandClock, preset: str = "member-democracy") -> None:
        self.clock, self.history, self.boxes = clock, [], {}
        fresh = not path.exists()
        if fresh:
            make(Home(path), "hall.example/record")
        self.secretary = Secretary(Home(path), clock)
        if fresh:
            self.found(preset_text(preset))

    @property
    def state(self) -> State:  # type: ignore[override]
        """The organisation as the record has it."""
        return self.secretary.follow()

    @property
    def now(self) -> Moment:  # type: ignore[override]
        """The time there."""
        return Moment(self.clock.now)

    @now.setter
    def now(self, moment: int) -> None:
        self.clock.now = moment

    def found(self, text: str) -> None:
        """Founded on this rulebook."""
        from rankandfile.core.chapters.foundation import FoundOrganisation
        from rankandfile.core.ids import RulesHash

        act = FoundOrganisation(FOUNDER, self.now, RulesHash(""), "member")
        self.does(act, rulebook=text, organisation="The Harbour Union", name="Ilse Okafor")

    def does(self, act: Act, **texts: str) -> tuple[Effect, ...]:
        """The act is recorded; its effects."""
        answer = self.secretary.submit(act, texts)
        assert isinstance(answer, Recorded), answer
        return self.in_force(act, answer.effects)

    def do_all(self, asks: list[Ask]) -> None:
        """All of these are recorded, in one transaction."""
        answers = self.secretary.submit_many(asks)
        assert all(isinstance(answer, Recorded) for answer in answers), answers

    def strike(self) -> None:
        """The clock does what is due."""
        self.secretary.strike()

    def branch(self, name: str, members: object) -> BranchId:
        """A branch with members of these numbers."""
        branch, paid = BranchId(name), Moment(self.now + 100 * WEEK)
        asks = [Ask(FormBranch(FOUNDER, self.now, branch), {"name": f"{name.title()} Harbour"})]
        for number in members:  # type: ignore[attr-defined]
            admit = AdmitMember(FOUNDER, self.now, handle(number), "member", branch, paid)
            asks.append(Ask(admit, {"name": name_of(number)}))
        self.do_all(asks)
        return branch

    def write(self, number: int, title: str, text: str, synopsis: str = "", **more: str) -> MotionId:
        """A motion by the member of this number, with a title of its own; class and capacity may be given."""
        texts = {"title": title, "text": text, **({"synopsis": synopsis} if synopsis else {})}
        self.does(self.motion_act(number, text, **more), **texts)
        return MotionId(f"M{len(self.state.motions.motions)}")

    def votes(self, election_id: ElectionId, number: int, ranking: str) -> None:
        """A ballot in the box."""
        answer = self.secretary.submit(CastBallot(handle(number), self.now, election_id), {}, ranking)
        assert isinstance(answer, Recorded), answer

    def everybody_votes(self, election_id: ElectionId, numbers: object, standing: int, marks: int = 3) -> None:
        """Members vote for a few candidates each, all in one transaction."""
        starts = cycle(range(standing))
        asks = []
        for number in numbers:  # type: ignore[attr-defined]
            first = next(starts)
            ranking = ",".join(str((first + step * step) % standing + 1) for step in range(min(marks, standing)))
            marks_once = ",".join(dict.fromkeys(ranking.split(",")))
            asks.append(Ask(CastBallot(handle(number), self.now, election_id), {}, marks_once))
        self.do_all(asks)


def by(number: int) -> Handle:
    """The handle of the member of this number."""
    return handle(number)
