"""The organisation of `world.py`, living: the same steps through the secretary, into files on a disk.

For the attacks, which need a server to hold: an operator with the database, an officer with every right.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from rankandfile.core.act import Act, Effect
from rankandfile.core.chapters.balloting import CastBallot
from rankandfile.core.ids import ElectionId, RulesHash
from rankandfile.core.refusal import Refusal
from rankandfile.core.rulebook.parse import rules_hash
from rankandfile.record.export import Export
from rankandfile.record.report import Report
from rankandfile.record.verify import verify
from rankandfile.shell.copies import write_export
from rankandfile.shell.draft import Recorded
from rankandfile.shell.founding import found
from rankandfile.shell.home import Home
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import Secretary

from . import world
from .world import START, World, handle

ORIGIN = "union.example/record"


class Living(World):
    """A world whose acts are entries in a record on disk."""

    def __init__(self, path: Path, rulebook: str | None = None) -> None:
        self.now, self.history, self.boxes = START, [], {}
        self.home = Home(path)
        self.trackers: dict[tuple[ElectionId, int], str] = {}
        founded = found(path, ORIGIN, rulebook or preset_text("member-democracy"), "Ours", "Founder", lambda: self.now)
        assert isinstance(founded, Recorded), founded
        self.founder = founded.act.by
        self.secretary = Secretary(self.home, lambda: self.now)
        self.state = self.secretary.state

    def does(self, act: Act, **texts: str) -> tuple[Effect, ...]:
        """The act is recorded."""
        answer = self.secretary.submit(act, texts)
        assert isinstance(answer, Recorded), (act, answer)
        self.state = self.secretary.state
        return self.in_force(act, answer.effects)

    def refused(self, act: Act, **texts: str) -> Refusal:
        """The secretary refuses the act, and the record has not grown by it."""
        self.strike()
        size = self.secretary.state.size
        answer = self.secretary.submit(act, texts)
        assert isinstance(answer, Refusal), (act, answer)
        assert self.secretary.state.size == size
        return answer

    def strike(self) -> None:
        """The clock of the server does what is due."""
        self.state = self.secretary.strike()

    def shelve(self, text: str) -> RulesHash:
        """The secretary puts rulebooks on the shelf itself; only the hash is needed."""
        return rules_hash(text)

    def votes(self, election_id: ElectionId, number: int, ranking: str) -> None:
        """A ballot goes into the box on disk."""
        answer = self.secretary.submit(CastBallot(handle(number), self.now, election_id), ballot=ranking)
        assert isinstance(answer, Recorded), answer
        self.trackers[election_id, number] = answer.tracker
        self.state = self.secretary.state

    def exported(self) -> bytes:
        """An export of the record as it is on the disk now."""
        stream = BytesIO()
        write_export(self.secretary, stream)
        return stream.getvalue()

    def audited(self) -> Report:
        """What an auditor finds in an export of now."""
        return verify(Export(BytesIO(self.exported())))

    def restarted(self) -> Secretary:
        """The server is stopped and started again on the same files."""
        self.secretary.close()
        self.secretary = Secretary(self.home, lambda: self.now)
        self.state = self.secretary.state
        return self.secretary


@contextmanager
def living(path: Path, rulebook: str | None = None) -> Iterator[Living]:
    """Four branches with provisional officers, on disk."""
    own = Living(path, rulebook)
    kept, world.FOUNDER = world.FOUNDER, own.founder
    try:
        for name, members in world.BRANCHES.items():
            own.branch(name, members)
        for number, post in ((world.CHAIR, "chair"), (world.SECRETARY, "secretary"), (world.DESK, "credentials")):
            own.appoint(number, post)
        for number in world.TELLERS:
            own.appoint(number, "teller")
        own.appoint(world.MINUTES, "minute-taker")
        yield own
    finally:
        world.FOUNDER = kept
        own.secretary.boards.end()
        own.secretary.close()
