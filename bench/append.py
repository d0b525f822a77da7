"""Appending: acts decided and durable per second, one by one, in batches, from many threads, and the disk's limit.

    python bench/append.py [seconds]

Each measurement runs for so many seconds (2 where none are given) in a folder of its own. Texts: `AdmitMember` brings a
name for the vault, so two files are synced for each transaction; `RecordDues` brings none, so one is. The limits are
those of the same disk: a bare SQLite that inserts the same bytes in the same transactions and syncs them, nothing else.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path
from threading import Thread
from time import perf_counter

from _figures import Figure, heading, told

from rankandfile.core.chapters.admission import AdmitMember
from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.chapters.members import RecordDues
from rankandfile.core.ids import BranchId, Handle, Moment
from rankandfile.shell import chance
from rankandfile.shell.database import connect, create, writing
from rankandfile.shell.draft import Ask, Recorded
from rankandfile.shell.founding import found
from rankandfile.shell.home import Home
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import NOW, Secretary
from rankandfile.shell.store import RECORD
from rankandfile.shell.trouble import Trouble

NORTH = BranchId("north")
LEAST_SINGLY = 20
"""Durable acts a second below which this counts as failed. Slow disks sync 100 times; one act is needed."""


def organisation(folder: Path) -> Secretary:
    """An organisation with one branch and a hundred members, founded this moment."""
    answer = found(folder, "bench.example/record", preset_text("member-democracy"), "Bench", "Ada Quay")
    if not isinstance(answer, Recorded):
        raise Trouble("The founding was refused.")
    secretary = Secretary(Home(folder))
    secretary.submit(FormBranch(founder(secretary), NOW, NORTH), {"name": "North"})
    secretary.submit_many(islice(admissions(secretary), 100))
    return secretary


def founder(secretary: Secretary) -> Handle:
    """Who may admit members and record dues from the first day."""
    return secretary.state.foundation.founder


def admissions(secretary: Secretary) -> Iterator[Ask]:
    """Acts with a name for the vault."""
    until = Moment(secretary.state.now + 100 * 86_400)
    for number in count():
        act = AdmitMember(founder(secretary), NOW, chance.handle(), "member", NORTH, until)
        yield Ask(act, {"name": f"Member Number {number}"})


def dues(secretary: Secretary) -> Iterator[Ask]:
    """Acts without texts."""
    members = list(secretary.state.members.members)
    for number in count(1):
        until = Moment(secretary.state.now + 100 * 86_400 + number)
        yield Ask(RecordDues(founder(secretary), NOW, members[number % len(members)], until))


def rate(transaction: Callable[[], int], seconds: float) -> tuple[float, float]:
    """Things and transactions a second."""
    begun, things, transactions = perf_counter(), 0, 0
    while (passed := perf_counter() - begun) < seconds:
        things += transaction()
        transactions += 1
    return things / passed, transactions / passed


def recorded(secretary: Secretary, asks: Iterator[Ask], size: int) -> int:
    """How many acts were recorded; all of them, or the measurement is worth nothing."""
    outcomes = secretary.submit_many(islice(asks, size))
    if not all(isinstance(outcome, Recorded) for outcome in outcomes):
        raise Trouble(f"An act was refused: {outcomes[0]}")
    return size


def in_threads(secretary: Secretary, threads: int, seconds: float) -> tuple[float, list[float]]:
    """Acts a second from threads that submit one at a time, and how long each submission took."""
    waits: list[float] = []

    def submit() -> None:
        asks, begun = dues(secretary), perf_counter()
        while perf_counter() - begun < seconds:
            before = perf_counter()
            recorded(secretary, asks, 1)
            waits.append(perf_counter() - before)
        secretary.close()

    workers = [Thread(target=submit) for _ in range(threads)]
    begun = perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return len(waits) / (perf_counter() - begun), sorted(waits)


def bare(folder: Path, rows: int, seconds: float) -> tuple[float, float]:
    """Acts and transactions a second of an SQLite that inserts two entries for each act, synced, and no more."""
    create(folder / f"bare-{rows}.db", RECORD)
    connection = connect(folder / f"bare-{rows}.db", RECORD)
    indices = count()

    def transaction() -> int:
        with writing(connection):
            connection.executemany(
                "INSERT INTO entry VALUES(?, ?)", [(next(indices), bytes(200)) for _ in range(2 * rows)]
            )
        return rows

    return rate(transaction, seconds)


def main(seconds: float) -> int:
    """0 when acts are recorded fast enough one by one."""
    with tempfile.TemporaryDirectory(prefix="rankandfile-bench-", dir=".") as name:
        folder = Path(name)
        secretary = organisation(folder / "home")
        heading("acts, each with its effect, durable")
        kept = list(measure_batches(folder, secretary, seconds))
        measure_threads(secretary, seconds)
    return 0 if all(kept) else 1


def measure_batches(folder: Path, secretary: Secretary, seconds: float) -> Iterator[bool]:
    """Tells of acts that share a transaction: so many at a time, with a name for the vault and without."""
    for size in (1, 10, 100, 1000):
        limit = bare(folder, size, seconds)[0]
        with_names = rate(lambda: recorded(secretary, admissions(secretary), size), seconds)[0]  # noqa: B023
        without = rate(lambda: recorded(secretary, dues(secretary), size), seconds)[0]  # noqa: B023
        yield told(Figure(f"{size:,} in a transaction, with a name", with_names, "acts/s", limit))
        floor = LEAST_SINGLY if size == 1 else 0
        yield told(Figure(f"{size:,} in a transaction, without a text", without, "acts/s", limit, floor))


def measure_threads(secretary: Secretary, seconds: float) -> None:
    """Tells what the sharing of transactions brings to threads that each submit one act at a time."""
    for threads in (1, 8, 64, 512):
        acts, waits = in_threads(secretary, threads, seconds)
        told(Figure(f"{threads} threads that share transactions", acts, "acts/s"))
        told(Figure("  half of them wait at most", waits[len(waits) // 2] * 1000, "ms"))
        told(Figure("  99 of 100 wait at most", waits[len(waits) * 99 // 100] * 1000, "ms"))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 2))
