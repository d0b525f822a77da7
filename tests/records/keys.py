"""An organisation whose founding names its key and whose rulebook names witnesses: its key is changed twice."""

from io import BytesIO

from rankandfile.core.chapters.foundation import FoundOrganisation
from rankandfile.core.chapters.keys import RotateKey
from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.ids import Moment
from rankandfile.core.rulebook.parse import rules_hash
from rankandfile.record import checkpoint, succession
from rankandfile.record.checkpoint import Checkpoint
from rankandfile.record.cosignature import CosigningKey, cosign
from rankandfile.record.export import write
from rankandfile.record.note import LogKey
from tests.record.organisation import DAY, FOUNDER, KEY, NOON, ORIGIN, RULEBOOK, Made

KEYS = (KEY, LogKey(ORIGIN, b"\x12" * 32), LogKey(ORIGIN, b"\x13" * 32))
WITNESSES = tuple(CosigningKey(f"witness-{n}.example/witness", bytes([n + 32]) * 32) for n in range(4))
NAMED = "".join(
    f'\n[[witnesses.named]]\narticle = "17.{n}"\nid = "w{n}"\nvkey = "{key.vkey}"\nurl = "https://w{n}.example"\n'
    for n, key in enumerate(WITNESSES)
)
RULES = f'{RULEBOOK}\n[witnesses]\narticle = "17"\nquorum = "3 of 4"\n{NAMED}'


class Witnessed(Made):
    """Signed by the key of its time; three witnesses sign at noon of each day, and the newest checkpoint."""

    def __init__(self) -> None:
        super().__init__()
        self.key, self.days = KEYS[0], list[str]()

    def checkpoint(self, size: int | None = None) -> str:
        """The newest checkpoint, as the log signed it."""
        size = self.tree.size if size is None else size
        return checkpoint.sign(Checkpoint(ORIGIN, size, self.tree.root_at(size)), self.key)

    def cosigned(self, at: int) -> str:
        """The newest checkpoint with the lines of three witnesses."""
        text = Checkpoint(ORIGIN, self.tree.size, self.tree.root()).text()
        return self.checkpoint() + "".join(cosign(witness, text, at) for witness in WITNESSES[:3])

    def rotate(self, new: LogKey, at: Moment) -> None:
        """The founder brings in the new key."""
        act = RotateKey(FOUNDER, at, str(self.key.vkey), str(new.vkey), *succession.signatures(self.key, new))
        self.record(act)
        self.key = new

    def export(self, personal: bool = False) -> bytes:
        """The export, with what the witnesses signed on the days before."""
        stream = BytesIO()
        write(
            stream,
            checkpoint=self.cosigned(self.state.now + 60),
            log=self.key.vkey,
            leaves=lambda start, stop: self.leaves[start:stop],
            read_tile=self.tree.tile,
            values=lambda start, stop: sorted(
                (value for value in self.values if start <= value.entry < stop), key=lambda v: (v.entry, v.slot)
            ),
            personal=personal,
            witnessed=self.days,
        )
        return stream.getvalue()


def two_changes() -> Made:
    """Four days: dues, a change of the key, dues, another one, dues."""
    made = Witnessed()
    texts = {"rulebook": RULES, "organisation": "Union of Invented Trades", "name": "Ada Founder"}
    made.record(FoundOrganisation(FOUNDER, NOON, rules_hash(RULES), "member", key=str(KEY.vkey)), texts)
    for day in range(1, 5):
        made.days.append(made.cosigned(NOON + (day - 1) * DAY + 3600))
        at = Moment(NOON + day * DAY)
        made.record(RecordDues(FOUNDER, at, FOUNDER, Moment(at + 400 * DAY)))
        if day in (2, 3):
            made.rotate(KEYS[day - 1], at)
    return made
