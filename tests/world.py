"""A small organisation for tests: everything in it comes about through the engine, as it would on the site.

`World` holds a state and a clock of its own. `does` submits an act and expects it to pass; `refused` expects a refusal
and gives it back. Lots are fixed, handles are readable numbers padded to 32 digits.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256

from msgspec.structs import replace

from rankandfile.core import engine
from rankandfile.core.act import Act, Effect
from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.amendments import MoveAmendment
from rankandfile.core.chapters.balloting import CastBallot, CountBallots, awaiting_count
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.credentials import CheckIn
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.elections import election
from rankandfile.core.chapters.foundation import FoundOrganisation, KeepTime, on_shelf
from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.meetings import current
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.chapters.nominations import Nominate
from rankandfile.core.chapters.offices import AppointProvisionally
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.chapters.voting import CloseVote
from rankandfile.core.ids import CLOCK, BranchId, ConventionId, ElectionId, Handle, Lot, Moment, MotionId, RulesHash
from rankandfile.core.refusal import Refusal
from rankandfile.core.rulebook.parse import parse, rules_hash
from rankandfile.core.rulebook.schema import Rulebook
from rankandfile.core.state import State
from rankandfile.core.text import count_lines, fingerprint
from rankandfile.shell.presets import preset_text

DAY = 86_400
WEEK = 7 * DAY
START = Moment(1_767_600_000)
"""Monday 5 January 2026, 08:00 UTC."""
LOT = Lot(sha256(b"a lot for tests").hexdigest())
TEXT = "This organisation resolves\nto publish its accounts every quarter\nand to explain them at a meeting."


def handle(number: int) -> Handle:
    """The handle of the member of this number."""
    return Handle(f"{number:032x}")


FOUNDER = handle(1)


class World:
    """An organisation under test, its history, and the time it is there."""

    hurries = False
    """Whether a result that waits for the demand of a recount is looked at before it is in force."""

    def __init__(self, rulebook: str | None = None) -> None:
        self.state = State()
        self.now = START
        self.history: list[tuple[Act, tuple[Effect, ...], dict[str, str]]] = []
        self.boxes: dict[ElectionId, list[str]] = {}
        self.found(rulebook or preset_text("member-democracy"))

    def copy(self) -> "World":
        """The same organisation at the same moment, free to go another way."""
        other = World.__new__(World)
        other.state, other.now, other.history = self.state, self.now, list(self.history)
        other.hurries = self.hurries
        other.boxes = {each: list(ballots) for each, ballots in self.boxes.items()}
        return other

    def found(self, text: str) -> None:
        """Found the organisation on this rulebook."""
        rules = self.shelve(text)
        first = self.state.foundation.shelf[rules].membership.classes[0].id
        self.does(
            FoundOrganisation(FOUNDER, self.now, rules, first), rulebook=text, organisation="Ours", name="Founder"
        )

    def shelve(self, text: str) -> RulesHash:
        """Put a rulebook on the shelf and give its hash."""
        rulebook = parse(text)
        assert isinstance(rulebook, Rulebook), rulebook
        self.state = on_shelf(self.state, rules_hash(text), rulebook)
        return rules_hash(text)

    def does(self, act: Act, **texts: str) -> tuple[Effect, ...]:
        """The act passes; its effects."""
        self.strike()
        act = with_counted_lines(act, texts)
        effects = engine.admit(self.state, act, texts)
        assert not isinstance(effects, Refusal), (act, effects, engine.sentences(effects))
        self.state = engine.follow(self.state, act, effects)
        self.history.append((act, effects, texts))
        return self.in_force(act, effects)

    def in_force(self, act: Act, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """The effects of the act; after the close of a vote time passes until its result is in force."""
        waits = self.state.floor.votes[act.vote].waits if isinstance(act, CloseVote) else 0
        if self.hurries or not waits:
            return effects
        before = len(self.history)
        self.wait(waits)
        return (*effects, *(each for _, followed, _ in self.history[before:] for each in followed))

    def refused(self, act: Act, **texts: str) -> Refusal:
        """The act is refused; the refusal, whose sentences can be read."""
        self.strike()
        answer = engine.admit(self.state, with_counted_lines(act, texts), texts)
        assert isinstance(answer, Refusal), (act, answer)
        engine.sentences(answer)
        return answer

    def strike(self) -> None:
        """The clock performs everything that is due by now."""
        while (due := engine.next_due(self.state)) is not None and due[0] <= self.now:
            act = KeepTime(CLOCK, self.now, due[0], due[1], due[2], LOT)
            effects = engine.admit(self.state, act, {})
            assert not isinstance(effects, Refusal), engine.sentences(effects)
            self.state = engine.follow(self.state, act, effects)
            self.history.append((act, effects, {}))
        self.count()

    def count(self) -> None:
        """Boxes that nobody put a ballot in through `votes` are opened empty."""
        for waiting in awaiting_count(self.state, self.now):
            ballots = tuple(sorted(self.boxes.get(waiting.id, ())))
            act = CountBallots(CLOCK, self.now, waiting.id, 1, 1, ballots, LOT)
            effects = engine.admit(self.state, act, {})
            assert not isinstance(effects, Refusal), engine.sentences(effects)
            self.state = engine.follow(self.state, act, effects)
            self.history.append((act, effects, {}))

    def wait(self, until: int) -> None:
        """Time passes until this moment, and the clock does its duties."""
        self.now = Moment(max(self.now, until))
        self.strike()

    def branch(self, name: str, members: Iterable[int]) -> BranchId:
        """A branch with members of these numbers, admitted by the founder."""
        branch = BranchId(name)
        self.does(FormBranch(FOUNDER, self.now, branch), name=name.title())
        for number in members:
            paid = Moment(self.now + 100 * WEEK)
            self.does(AdmitMember(FOUNDER, self.now, handle(number), "member", branch, paid), name=f"Member {number}")
        return branch

    def appoint(self, number: int, post: str, branch: str = "") -> Handle:
        """The founder gives a provisional post."""
        self.does(AppointProvisionally(FOUNDER, self.now, handle(number), post, BranchId(branch)))
        return handle(number)

    def call(self, by: Handle, weeks: int = 17) -> ConventionId:
        """A convention is called, to open in so many weeks and last two days."""
        opens = Moment(self.now + weeks * WEEK)
        self.does(CallConvention(by, self.now, opens, Moment(opens + 2 * DAY)), place="The hall")
        return self.state.meetings.current

    def move(self, number: int, text: str = TEXT, business: str = "policy", **more: str) -> MotionId:
        """A motion by the member of this number to the convention that is called."""
        act = self.motion_act(number, text, business, **more)
        self.does(act, title="A motion", text=text)
        return MotionId(f"M{len(self.state.motions.motions)}")

    def motion_act(self, number: int, text: str = TEXT, business: str = "policy", **more: str) -> MoveMotion:
        """The act of moving a text."""
        return MoveMotion(
            handle(number), self.now, self.state.meetings.current, business, count_lines(text), fingerprint(text),
            **more,  # type: ignore[arg-type]
        )  # fmt: skip

    def second(self, motion: MotionId, numbers: Iterable[int]) -> None:
        """Members second the motion."""
        for number in numbers:
            self.does(SecondMotion(handle(number), self.now, motion))

    def stand(self, election_id: ElectionId, numbers: Iterable[int]) -> None:
        """Members nominate themselves."""
        for number in numbers:
            self.does(Nominate(handle(number), self.now, election_id, handle(number)))

    def votes(self, election_id: ElectionId, number: int, ranking: str) -> None:
        """A member casts a ballot with this ranking, such as "2,1"."""
        self.does(CastBallot(handle(number), self.now, election_id))
        tracker = sha256(f"{election_id}/{number}".encode()).hexdigest()[:16]
        self.boxes.setdefault(election_id, []).append(f"{tracker}:{ranking}")

    def at(self, line: str) -> Moment:
        """When the line of that name stands in the timetable of the convention that is called."""
        meeting = current(self.state)
        assert meeting is not None
        return next(each.at for each in meeting.timetable if each.name == line)


def with_counted_lines(act: Act, texts: dict[str, str]) -> Act:
    """The act as the secretary hands it on: the lines of an amendment's text are counted."""
    if isinstance(act, MoveAmendment) and not act.lines:
        return replace(act, lines=count_lines(texts.get("text", "")))
    return act


BRANCHES = {"north": range(10, 40), "south": range(40, 70), "east": range(70, 95), "west": range(95, 115)}
CHAIR, SECRETARY, TELLERS, DESK, MINUTES = 10, 40, (70, 71), 95, 96


def organisation(rulebook: str | None = None) -> World:
    """Four branches of 20 to 30 members, with provisional officers."""
    return _organisation(rulebook).copy()


@cache
def _organisation(rulebook: str | None) -> World:
    world = World(rulebook)
    for name, members in BRANCHES.items():
        world.branch(name, members)
    world.appoint(CHAIR, "chair")
    world.appoint(SECRETARY, "secretary")
    for teller in TELLERS:
        world.appoint(teller, "teller")
    world.appoint(DESK, "credentials")
    world.appoint(MINUTES, "minute-taker")
    return world


def called(rulebook: str | None = None) -> World:
    """That organisation, with a convention called."""
    return _called(rulebook).copy()


@cache
def _called(rulebook: str | None) -> World:
    world = organisation(rulebook)
    world.call(handle(SECRETARY))
    return world


def elect_delegates(world: World) -> None:
    """Each branch elects its delegates: twice as many stand as there are seats, everybody votes for three."""
    world.wait(world.at("delegate-nominations-open"))
    convention = world.state.meetings.current
    found = world.state.elections.elections.values()
    running = [e for e in found if e.post == "delegate" and e.convention == convention]
    for each in running:
        world.stand(each.id, list(BRANCHES[each.scope])[: each.seats + each.alternates])
    world.wait(world.at("delegate-voting-opens"))
    for each in running:
        standing = len(election(world.state, each.id).candidates)  # type: ignore[union-attr]
        for number in BRANCHES[each.scope]:
            first = number % standing
            ranking = ",".join(str((first + step) % standing + 1) for step in range(min(3, standing)))
            world.votes(each.id, number, ranking)
    world.wait(world.at("delegate-voting-closes") + 1)


def opened(rulebook: str | None = None) -> World:
    """That organisation in session: two motions on the agenda, delegates elected and checked in."""
    return _opened(rulebook).copy()


@cache
def _opened(rulebook: str | None) -> World:
    world = called(rulebook)
    for mover in (41, 72):
        text = f"{TEXT}\nMoved by {mover}."
        world.second(world.move(mover, text), [11, 12, 13, 14, 42, 43, 44, 73, 74, 75])
    elect_delegates(world)
    assemble(world)
    return world


def assemble(world: World) -> None:
    """Everybody elected checks in at the desk, and the chair opens the convention."""
    meeting = current(world.state)
    assert meeting is not None
    world.wait(meeting.opens)
    for delegate in delegates_of(world.state, meeting.id):
        world.does(CheckIn(handle(DESK), world.now, meeting.id, delegate.person))
    world.does(OpenConvention(handle(CHAIR), world.now, meeting.id))
