"""A small organisation whose whole record is made in memory, the same bytes every time.

What is random in life (nonces, openings, handles) is counted here. `record` keeps the rules; `smuggle` writes what
somebody with the log's key could write.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from msgspec.structs import replace

from rankandfile.core.act import Act, Effect
from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.calling import CallConvention
from rankandfile.core.chapters.foundation import FoundOrganisation, KeepTime, on_shelf, rules_in_force
from rankandfile.core.chapters.members import RecordDues, TransferMember
from rankandfile.core.chapters.motions import MoveMotion
from rankandfile.core.chapters.seconding import SecondMotion
from rankandfile.core.engine import TEXTS, admit, follow, next_due
from rankandfile.core.entry import Entry, Slot
from rankandfile.core.ids import CLOCK, BranchId, Handle, Index, Lot, Moment
from rankandfile.core.refusal import Refusal
from rankandfile.core.rulebook.parse import parse, rules_hash
from rankandfile.core.state import State
from rankandfile.core.text import count_lines, fingerprint
from rankandfile.record import checkpoint, leaf
from rankandfile.record.checkpoint import Checkpoint
from rankandfile.record.export import write
from rankandfile.record.lot import lot
from rankandfile.record.note import LogKey
from rankandfile.record.slots import SlotValue, commit
from rankandfile.record.tree import Tree, leaf_hash

ORIGIN = "union.example/record"
KEY = LogKey(ORIGIN, b"\x11" * 32)
RULEBOOK = (Path(__file__).parent / "union.toml").read_text(encoding="utf-8")
NOON = Moment(1_772_366_400)
DAY = 86_400
FOUNDER = Handle(sha256(b"founder").hexdigest()[:32])


def handle(number: int) -> Handle:
    """The handle of a member, the same each time."""
    return Handle(sha256(b"member %d" % number).hexdigest()[:32])


class Made:
    """A record in the making: its leaves, the texts behind them, its tree and the state it leads to."""

    def __init__(self) -> None:
        self.state = State()
        self.leaves: list[bytes] = []
        self.values: list[SlotValue] = []
        self.tree = Tree()
        self._count = 0

    def record(self, act: Act, texts: Mapping[str, str] | None = None) -> int:
        """The index of the act, which is admitted, the clock's duties before it."""
        self.keep_time(act.at)
        return self._admitted(act, texts or {})

    def keep_time(self, at: Moment) -> None:
        """The clock has done what it owes by then."""
        while (due := next_due(self.state)) is not None and due[0] <= at:
            self._admitted(KeepTime(CLOCK, at, *due, lot=Lot("")), {})

    def _admitted(self, act: Act, texts: Mapping[str, str]) -> int:
        if "rulebook" in texts:
            rulebook = parse(texts["rulebook"])
            assert not isinstance(rulebook, tuple), rulebook
            self.state = on_shelf(self.state, rules_hash(texts["rulebook"]), rulebook)
        act = self._with_lot(act)
        effects = admit(self.state, act, texts)
        assert not isinstance(effects, Refusal), (act, effects)
        return self.smuggle(act, effects, texts)

    def _with_lot(self, act: Act) -> Act:
        if "lot" not in act.__struct_fields__:
            return act
        return replace(act, lot=lot(self.tree.root(), self.tree.size))

    def smuggle(self, act: Act, effects: tuple[Effect, ...], texts: Mapping[str, str] | None = None) -> int:
        """The index of the act, which stands in the record with these effects whether or not the rules allow it."""
        index, rules = self.tree.size, rules_in_force(self.state)
        nonce = self._random("nonce")[:32]
        slots = tuple(self._slots(index, nonce, act, texts or {}))
        self.add(Entry(act, nonce, rules, slots=slots))
        for effect in effects:
            self.add(Entry(effect, self._random("nonce")[:32], rules, Index(index)))
        self.state = follow(self.state, act, effects)
        return index

    def add(self, entry: Entry) -> None:
        """The entry is the last of the record."""
        self.append(leaf.encode(entry))

    def append(self, bytes_of_entry: bytes) -> None:
        """The bytes are the last leaf, whatever they say."""
        self.leaves.append(bytes_of_entry)
        self.tree.append(leaf_hash(bytes_of_entry))

    def _slots(self, index: int, nonce: str, act: Act, texts: Mapping[str, str]) -> Iterator[Slot]:
        for text in TEXTS.get(type(act), ()):
            if text.name in texts:
                shown = SlotValue(index, text.name, self._random("opening"), texts[text.name])
                commitment = commit(bytes.fromhex(shown.opening), ORIGIN, nonce, text.name, shown.value)
                self.values.append(shown)
                yield Slot(text.name, text.kind, Handle(getattr(act, text.owner)), commitment)

    def _random(self, what: str) -> str:
        self._count += 1
        return sha256(f"{what} {self._count}".encode()).hexdigest()

    def checkpoint(self, size: int | None = None) -> str:
        """The signed checkpoint, or the one that was signed when there were `size` entries."""
        size = self.tree.size if size is None else size
        return checkpoint.sign(Checkpoint(ORIGIN, size, self.tree.root_at(size)), KEY)

    def export(self, personal: bool = False) -> bytes:
        """The export of the whole record."""
        stream = BytesIO()
        write(
            stream,
            checkpoint=self.checkpoint(),
            log=KEY.vkey,
            leaves=lambda start, stop: self.leaves[start:stop],
            read_tile=self.tree.tile,
            values=lambda start, stop: sorted(
                (value for value in self.values if start <= value.entry < stop), key=lambda v: (v.entry, v.slot)
            ),
            personal=personal,
        )
        return stream.getvalue()


def founded() -> Made:
    """An organisation with a founder and a rulebook, and nothing else."""
    made = Made()
    texts = {"rulebook": RULEBOOK, "organisation": "Union of Invented Trades", "name": "Ada Founder"}
    made.record(FoundOrganisation(FOUNDER, NOON, rules_hash(RULEBOOK), "member"), texts)
    return made


def with_members(branches: int = 3, members: int = 12) -> Made:
    """An organisation with branches and members, who have paid for a year."""
    made = founded()
    for number in range(branches):
        made.record(FormBranch(FOUNDER, NOON, BranchId(f"branch-{number}")), {"name": f"Branch number {number}"})
    for number in range(members):
        branch = BranchId(f"branch-{number % branches}")
        act = AdmitMember(FOUNDER, NOON, handle(number), "member", branch, Moment(NOON + 366 * DAY))
        made.record(act, {"name": f"Member number {number}", "contact": f"member-{number}@union.example"})
    return made


def with_a_motion() -> Made:
    """The same, with a convention called, a motion that found its seconders, and a text that the clock published."""
    made = with_members()
    opens = Moment(NOON + 200 * DAY)
    made.record(CallConvention(FOUNDER, Moment(NOON + DAY), opens, Moment(opens + 2 * DAY)), {"place": "Harbour Hall"})
    convention = next(iter(made.state.meetings.conventions))
    text = "The union publishes its accounts each year.\n\nThe treasurer answers questions on them."
    at = Moment(NOON + 2 * DAY)
    move = MoveMotion(handle(0), at, convention, "policy", count_lines(text), fingerprint(text))
    made.record(move, {"title": "Open accounts", "text": text})
    motion = next(iter(made.state.motions.motions))
    for number in range(1, 12):
        made.record(SecondMotion(handle(number), Moment(at + number), motion))
    made.record(TransferMember(handle(2), Moment(NOON + 3 * DAY), handle(2), BranchId("branch-0")))
    made.record(RecordDues(FOUNDER, Moment(NOON + 190 * DAY), handle(3), Moment(NOON + 700 * DAY)))
    return made
