"""Verifiable ballots: checking one, auditing a board, and casting in a crowd, beside belenios-tool in the same run.

    python bench/ballots.py [approval ballots] [ranked ballots]

The tool is version 3.3, as `tools/belenios.sh` puts it at var/belenios; without it its lines are missing. It is timed
on whole archives, all its ballots in one process: the time for one with ballots, less that for one without, so that
starting it does not count. Times of checks and audits are the processor's, ours and the tool's alike.

The crowd: members who cast at once, each waiting for the answer, on a server that checks every proof in processes of
its own and makes each ballot durable before it answers. Waits are those of the clock on the wall.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from threading import Barrier
from time import perf_counter, process_time

from _booth import figures as booth
from _figures import Figure, heading, told
from msgspec import Raw

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from rankandfile.core.ballot import archive, course, election
from rankandfile.core.ballot.audit import audit
from rankandfile.core.ballot.canonical import written
from rankandfile.core.ballot.checking import checked
from rankandfile.core.ballot.shapes import ElectionFile, Question, RankedQuestion, RankedValue
from rankandfile.core.ballot.trustees import together
from rankandfile.core.ids import Handle
from rankandfile.shell.boards import Receipt
from tests import balloting, boards
from tests.balloting import Authority, ballot, circle
from tests.core.chapters.boarding import RULES
from tests.living import living
from tests.world import handle

TOOL = Path(__file__).resolve().parents[1] / "var/belenios/belenios-tool"
UUID = "BenchBaLLots11"
TEN = tuple(f"Answer {number}" for number in range(1, 11))
APPROVAL = Question(TEN, 0, 10, "Approve of")
RANKED = RankedQuestion("NonHomomorphic", RankedValue(TEN, "Rank"))
CROWD = 200


def begun(question: Question | RankedQuestion, voters: int) -> tuple[bytes, Authority, list[Handle]]:
    """An archive in which the voting of ten options is open, and the voters' letters."""
    trustees, roll = circle(2, 3), [handle(number) for number in range(voters)]
    own = balloting.authority(UUID, roll)
    key = balloting.ED25519.text(together(trustees.file, balloting.ED25519).key(balloting.ED25519))
    file = written(ElectionFile(1, "A bench", "Bench", "Ed25519", key, (Raw(written(question)),), UUID))
    public = written(tuple(line.partition(",")[0] for line in own.pubcreds.decode()[2:-2].split('","')))
    objects = course.setup(file, trustees.file, public)
    return archive.begun(1) + archive.appended(None, 0, "Setup", objects, 1)[0], own, roll


def made(start: bytes, own: Authority, roll: Sequence[Handle], choices: Sequence[int]) -> list[bytes]:
    """A ballot of each voter."""
    work = partial(_made, start, choices)
    with ProcessPoolExecutor() as makers:
        return list(makers.map(work, [own.private[person] for person in roll], chunksize=8))


def _made(start: bytes, choices: Sequence[int], credential: str) -> bytes:
    return ballot(start, credential, [choices])


def posted(start: bytes, ballots: Sequence[bytes]) -> bytes:
    """The archive with the ballots, closed and its tally encrypted."""
    head, parts, first = archive.opened(start).head, [start], archive.opened(start).events[0]
    events = [("Ballot", (each,)) for each in ballots]
    events += [("EndBallots", ()), ("EncryptedTally", course.closing(first, ballots)[0])]
    for height, (kind, objects) in enumerate(events, 1):
        part, head = archive.appended(head, height, kind, objects, 1)
        parts.append(part)
    return b"".join(parts)


def checking(start: bytes, ballots: Sequence[bytes]) -> float:
    """Milliseconds of the processor to check a ballot."""
    first = archive.opened(start).events[0].objects
    own = election.opened(first[0])
    voters = election.electorate(first[2], own.group).weights
    began = process_time()
    for each in ballots:
        checked(own, each, voters)
    return (process_time() - began) / len(ballots) * 1000


def by_tool(content: bytes) -> float:
    """Seconds of the processor for the tool's verification of the whole archive."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{UUID}.bel").write_bytes(content)
        before = getrusage(RUSAGE_CHILDREN)
        subprocess.run([TOOL, "election", "verify"], cwd=folder, check=True, capture_output=True)
        after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def audited(content: bytes) -> float:
    """Seconds of the processor for our audit of the whole archive, which finds nothing."""
    began = process_time()
    found = audit(content)
    assert not found.findings, found.findings
    return process_time() - began


def figures(name: str, question: Question | RankedQuestion, choices: Sequence[int], size: int) -> list[Figure]:
    """What there is to say of one kind of question."""
    start, own, roll = begun(question, size)
    ballots = made(start, own, roll, choices)
    whole, empty = posted(start, ballots), posted(start, [])
    ours, whole_time = checking(start, ballots), audited(whole)
    least = 2 if question is RANKED else 1
    if not TOOL.exists():
        return [
            Figure(f"{name}: checking one", ours, "ms"),
            Figure(f"{name}: audit of {size:,}", whole_time, "s"),
        ]
    tools, nothing = by_tool(whole), by_tool(empty)
    one = (tools - nothing) / size * 1000
    return [
        Figure(f"{name}: checking one, the tool", one, "ms"),
        Figure(f"{name}: checking one, ours", ours, "ms", one, ceiling=one / least),
        Figure(f"{name}: audit of {size:,}, the tool", tools, "s"),
        Figure(f"{name}: audit of {size:,}, ours", whole_time, "s", tools, ceiling=tools if least == 1 else 0),
    ]


def crowd(name: str, question: Question | RankedQuestion, choices: Sequence[int], most: float) -> list[Figure]:
    """200 members cast at once on a board that a server keeps."""
    with tempfile.TemporaryDirectory() as folder, living(Path(folder) / "home", RULES) as own:
        voting = boards.Voting(own, circle(2, 3))
        _swap_question(voting, question)
        voting.set_up()
        voting.open_voting()
        people = voting.roll
        ballots = [
            (person, ballot(voting.archive(), voting.authority.private[person], [choices], f"{turn}"))
            for turn in range(-(-CROWD // len(people)))
            for person in people
        ][:CROWD]
        first = ballot(voting.archive(), voting.authority.private[people[0]], [choices], "first")
        assert isinstance(voting.boards.cast(voting.election, people[0], first), Receipt)  # the processes have begun
        gate, waits = Barrier(CROWD), list[float]()

        def cast(each: tuple[Handle, bytes]) -> bool:
            gate.wait()
            began = perf_counter()
            answer = voting.boards.cast(voting.election, *each)
            waits.append(perf_counter() - began)
            return isinstance(answer, Receipt)

        began = perf_counter()
        with ThreadPoolExecutor(CROWD) as threads:
            assert all(threads.map(cast, ballots)), "a ballot was lost"
        passed = perf_counter() - began
        assert voting.boards.store.number(voting.election) == CROWD + 1
    waits.sort()
    return [
        Figure(f"{name}: cast, {CROWD} at once", CROWD / passed, "/s"),
        Figure(f"{name}: the wait of 99 in 100", waits[int(CROWD * 0.99) - 1], "s", ceiling=most),
    ]


def _swap_question(voting: boards.Voting, question: Question | RankedQuestion) -> None:
    """The board asks this instead of ranking those who stand; the bench alone does so."""
    from rankandfile.record import boards as asked

    asked.asked = lambda state, own: (question,)  # type: ignore[assignment]


def main() -> int:
    approval, ranked = (int(each) for each in (*sys.argv[1:], "1000", "1000")[:2])
    heading("verifiable ballots, ten choices")
    parts: list[Callable[[], list[Figure]]] = [
        partial(figures, "approval", APPROVAL, (1, 0) * 5, approval),
        partial(figures, "ranked", RANKED, tuple(range(1, 11)), ranked),
        partial(crowd, "approval", APPROVAL, (1, 0) * 5, 4),
        partial(crowd, "ranked", RANKED, tuple(range(1, 11)), 1),
        booth,
    ]
    kept = [told(figure) for part in parts for figure in part()]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
