"""Replay: how fast a stranger verifies a whole record, how much memory that takes, and how near it is to the limit.

    python bench/replay.py [entries]

Makes a record through the engine (members admitted, dues recorded, motions seconded, ballots cast), exports it, and
verifies the export in a process of its own. The limit is hashing: two SHA-256 for each entry. All times are those of
the processor, so that what else the machine does counts less.
"""

import gc
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from time import process_time

from _figures import Figure, heading, told
from _machine import MB, peak

from rankandfile.core.act import Act
from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.balloting import CastBallot
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.foundation import FoundOrganisation, KeepTime, on_shelf, rules_in_force
from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.chapters.nominations import Nominate
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.engine import TEXTS, admit, follow, next_due
from rankandfile.core.entry import Entry, Slot
from rankandfile.core.ids import CLOCK, BranchId, Handle, Index, Moment
from rankandfile.core.refusal import Refusal
from rankandfile.core.rulebook.parse import parse, rules_hash
from rankandfile.core.rulebook.schema import Rulebook
from rankandfile.core.state import State
from rankandfile.core.text import count_lines, fingerprint
from rankandfile.record import checkpoint, leaf
from rankandfile.record.checkpoint import Checkpoint
from rankandfile.record.export import read, write
from rankandfile.record.lot import lot
from rankandfile.record.note import LogKey
from rankandfile.record.slots import SlotValue, commit
from rankandfile.record.tree import Tree, leaf_hash
from rankandfile.record.verify import Trusted, verify
from rankandfile.shell.presets import preset_text

KEY = LogKey("bench.example/record", b"\x07" * 32)
FOUNDER = Handle("f" * 32)
BRANCHES, MOTIONS = 40, 50
DAY = 86_400
BEGAN = Moment(1_772_366_400)
OPENS = Moment(BEGAN + 200 * DAY)
NOMINATING, VOTING = Moment(OPENS - 55 * DAY), Moment(OPENS - 34 * DAY)
RULEBOOK = preset_text("member-democracy").replace("plain_up_to = 50", "plain_up_to = 1_000_000")
"""Everybody votes in a box: what a board costs is measured in `ballots.py`."""
FLOOR = 60_000
"""Entries a second below which replay counts as too slow."""


class Recording:
    """A record being made: every act is admitted, the clock's duties before it."""

    def __init__(self) -> None:
        self.state = State()
        self.leaves: list[bytes] = []
        self.values: dict[int, list[SlotValue]] = {}
        self.tree = Tree()

    def record(self, act: Act, texts: dict[str, str]) -> None:
        while (due := next_due(self.state)) is not None and due[0] <= act.at:
            self._admitted(KeepTime(CLOCK, act.at, *due, lot=lot(self.tree.root(), self.tree.size)), {})
        self._admitted(act, texts)

    def _admitted(self, act: Act, texts: dict[str, str]) -> None:
        effects = admit(self.state, act, texts)
        if isinstance(effects, Refusal):
            raise SystemExit(f"{act} was refused: {effects}")
        index, rules, nonce = self.tree.size, rules_in_force(self.state), self._random()[:32]
        self._add(Entry(act, nonce, rules, slots=tuple(self._slots(index, nonce, act, texts))))
        for effect in effects:
            self._add(Entry(effect, self._random()[:32], rules, Index(index)))
        self.state = follow(self.state, act, effects)

    def _slots(self, index: int, nonce: str, act: Act, texts: dict[str, str]) -> Iterator[Slot]:
        for text in TEXTS.get(type(act), ()):
            if text.name in texts:
                opening = self._random()
                value = SlotValue(index, text.name, opening, texts[text.name])
                self.values.setdefault(index, []).append(value)
                commitment = commit(bytes.fromhex(opening), KEY.vkey.name, nonce, text.name, value.value)
                yield Slot(text.name, text.kind, Handle(getattr(act, text.owner)), commitment)

    def _add(self, entry: Entry) -> None:
        self.leaves.append(leaf.encode(entry))
        self.tree.append(leaf_hash(self.leaves[-1]))

    def _random(self) -> str:
        return sha256(b"%d" % self.tree.size).hexdigest()


def member(number: int) -> Handle:
    return Handle(sha256(b"member %d" % number).hexdigest()[:32])


def branch(number: int) -> BranchId:
    return BranchId(f"branch-{number % BRANCHES}")


def life(recording: Recording, entries: int) -> Iterator[tuple[Act, dict[str, str]]]:
    """What an organisation does until its record has about so many entries, up to the election of delegates."""
    members = entries // 8
    yield from founded(members)
    yield from moved(recording, members)
    yield from voted(recording, members)
    for number in range(max(0, (entries - recording.tree.size) // 2)):
        yield RecordDues(FOUNDER, VOTING, member(number % members), Moment(VOTING + 366 * DAY)), {}


def founded(members: int) -> Iterator[tuple[Act, dict[str, str]]]:
    founding = FoundOrganisation(FOUNDER, BEGAN, rules_hash(RULEBOOK), "member")
    yield founding, {"rulebook": RULEBOOK, "organisation": "The Benchmark", "name": "A Founder"}
    for number in range(BRANCHES):
        yield FormBranch(FOUNDER, BEGAN, branch(number)), {"name": f"Branch {number}"}
    paid = Moment(BEGAN + 366 * DAY)
    for number in range(members):
        yield AdmitMember(FOUNDER, BEGAN, member(number), "member", branch(number), paid), {"name": f"Member {number}"}
    yield CallConvention(FOUNDER, BEGAN, OPENS, Moment(OPENS + 3 * DAY)), {"place": "Everywhere"}


def moved(recording: Recording, members: int) -> Iterator[tuple[Act, dict[str, str]]]:
    convention, at = next(iter(recording.state.meetings.conventions)), Moment(BEGAN + DAY)
    for number in range(MOTIONS):
        text = f"Motion number {number} of many.\nIt asks for what it asks for."
        move = MoveMotion(member(number), at, convention, "policy", count_lines(text), fingerprint(text))
        yield move, {"title": f"Motion {number}", "text": text}
    for place, motion in enumerate(recording.state.motions.motions):
        for number in range(members * 4 // (5 * MOTIONS)):
            yield SecondMotion(member((place * 97 + number + MOTIONS) % members), Moment(at + DAY), motion), {}


def voted(recording: Recording, members: int) -> Iterator[tuple[Act, dict[str, str]]]:
    yield RecordDues(FOUNDER, NOMINATING, member(0), Moment(OPENS + DAY)), {}
    elections = {own.scope: own.id for own in recording.state.elections.elections.values() if own.post == "delegate"}
    for number in range(3 * BRANCHES):
        yield Nominate(member(number), NOMINATING, elections[branch(number)], member(number)), {}
    for number in range(members):
        yield CastBallot(member(number), VOTING, elections[branch(number)]), {}


def recorded(entries: int) -> Recording:
    """A record of about so many entries."""
    recording, rulebook = Recording(), parse(RULEBOOK)
    assert isinstance(rulebook, Rulebook)
    recording.state = on_shelf(recording.state, rules_hash(RULEBOOK), rulebook)
    for act, texts in life(recording, entries):
        recording.record(act, texts)
    return recording


def export(recording: Recording, path: Path) -> None:
    size, values = recording.tree.size, recording.values
    with path.open("wb") as stream:
        write(
            stream,
            checkpoint=checkpoint.sign(Checkpoint(KEY.vkey.name, size, recording.tree.root()), KEY),
            log=KEY.vkey,
            leaves=lambda start, stop: recording.leaves[start:stop],
            read_tile=recording.tree.tile,
            values=lambda start, stop: [
                value
                for index in range(start, stop)
                for value in sorted(values.get(index, ()), key=lambda value: value.slot)
            ],
        )


def seconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def hashed(count: int) -> None:
    entry, nodes = b"\x00" + bytes(300), b"\x01" + bytes(64)
    for _ in range(count):
        sha256(entry).digest()
        sha256(nodes).digest()


def measure(path: Path) -> int:
    """Verifies the export and says what that took. Alone in its process, so that the memory is its own."""
    empty = peak()
    gc.disable()  # as `rankandfile verify` does
    with path.open("rb") as stream:
        exported = read(stream)
        began = process_time()
        report = verify(exported, Trusted(KEY.vkey))
        took = process_time() - began
    assert report.sound, report.findings[:3]
    held = peak() - empty
    rate, bare = report.size / took, 200_000 / seconds(lambda: hashed(200_000))
    kept = told(Figure(f"{report.size:,} entries, rules checked", rate, "entries/s", bare, floor=FLOOR))
    told(Figure("memory above the program itself", held, "MB"))
    return 0 if kept else 1


def main(arguments: list[str]) -> int:
    """0 when replay is as fast as it must be."""
    if arguments[:1] == ["--measure"]:
        return measure(Path(arguments[1]))
    entries = int(arguments[0]) if arguments else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.tar"
        heading("replay, seconds of the processor")
        make(entries, path)
        gc.collect()
        return subprocess.run([sys.executable, __file__, "--measure", str(path)]).returncode


def make(entries: int, path: Path) -> None:
    """An export of a record of about so many entries stands at the path."""
    began = process_time()
    recording = recorded(entries)
    size, took = recording.tree.size, process_time() - began
    told(Figure(f"{size:,} entries made: admitted and hashed", size / took, "entries/s"))
    export(recording, path)
    told(Figure("the export", path.stat().st_size / MB, "MB"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
