"""Appending to a PostgreSQL database that machines share: acts decided and durable per second, and when others know.

    python bench/shared.py [seconds]

A server of Debian's package is started for it, on this machine and this disk. The limits are those of the same server:
a bare connection that inserts the same bytes in the same transactions, waits for the disk, and does nothing else. What
a file does instead stands in `append.py`. The follower is another secretary of this process, with its own connections.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from _figures import Figure, heading, told
from append import LEAST_SINGLY, admissions, dues, founder, in_threads, rate, recorded

from rankandfile.core.chapters.branches import FormBranch
from rankandfile.core.ids import BranchId
from rankandfile.shell.draft import Recorded
from rankandfile.shell.follower import followed
from rankandfile.shell.founding import found, machine_clock
from rankandfile.shell.home import Database, Home
from rankandfile.shell.postgres_session import connect
from rankandfile.shell.presets import preset_text
from rankandfile.shell.secretary import NOW, Secretary
from rankandfile.shell.trouble import Trouble

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.postgres import server

MOST_LAG = 1000
"""Milliseconds after which another machine must know of an entry."""


def organisation(folder: Path, url: str) -> Secretary:
    """An organisation with one branch and a hundred members, founded this moment in the database."""
    rules, names = preset_text("member-democracy"), ("Bench", "Ada Quay")
    answer = found(folder, "bench.example/record", rules, *names, machine_clock, Database(url=url))
    if not isinstance(answer, Recorded):
        raise Trouble("The founding was refused.")
    secretary = Secretary(Home(folder))
    secretary.submit(FormBranch(founder(secretary), NOW, BranchId("north")), {"name": "North"})
    recorded(secretary, admissions(secretary), 100)
    return secretary


def bare(url: str, rows: int, seconds: float) -> float:
    """Acts a second of a connection that inserts two entries for each act, durable, and no more."""
    indices = count()
    with closing(connect(url)) as connection:
        connection.execute(f"CREATE TABLE bare_{rows}(i bigint PRIMARY KEY, d bytea NOT NULL)".encode())

        def transaction() -> int:
            with connection.transaction(), connection.cursor() as cursor:
                some = [(next(indices), bytes(200)) for _ in range(2 * rows)]
                cursor.executemany(f"INSERT INTO bare_{rows} VALUES(%s, %s)".encode(), some)
            return rows

        return rate(transaction, seconds)[0]


def main(seconds: float) -> int:
    """0 when acts are recorded fast enough one by one, and others know of them in time."""
    with server() as running, tempfile.TemporaryDirectory(prefix="rankandfile-bench-", dir=".") as name:
        secretary = organisation(Path(name) / "home", running.new_database())
        heading("acts, each with its effect, durable in PostgreSQL")
        kept = [*measure_batches(running.new_database(), secretary, seconds), measure_lag(secretary, seconds)]
        measure_threads(secretary, seconds)
        secretary.close()
    return 0 if all(kept) else 1


def measure_batches(url: str, secretary: Secretary, seconds: float) -> Iterator[bool]:
    """Tells of acts that share a transaction: so many at a time, with a name for the vault and without."""
    with closing(connect(url)) as connection:
        connection.execute("CREATE SCHEMA record")
    for size in (1, 10, 100, 1000):
        limit = bare(url, size, seconds)
        with_names = rate(lambda: recorded(secretary, admissions(secretary), size), seconds)[0]  # noqa: B023
        without = rate(lambda: recorded(secretary, dues(secretary), size), seconds)[0]  # noqa: B023
        yield told(Figure(f"{size:,} in a transaction, with a name", with_names, "acts/s", limit))
        floor = LEAST_SINGLY if size == 1 else 0
        yield told(Figure(f"{size:,} in a transaction, without a text", without, "acts/s", limit, floor))


def measure_threads(secretary: Secretary, seconds: float) -> None:
    """Tells what the sharing of transactions brings to threads that each submit one act at a time."""
    for threads in (8, 64):
        acts, _ = in_threads(secretary, threads, seconds)
        told(Figure(f"{threads} threads that share transactions", acts, "acts/s"))


def measure_lag(secretary: Secretary, seconds: float) -> bool:
    """Tells after how long another machine knows of an entry; whether it was soon enough, 99 times of 100."""
    other = Secretary(secretary.home)
    following, asks, waits = followed(other), dues(secretary), list[float]()
    assert following is not None
    begun = perf_counter()
    while perf_counter() - begun < seconds:
        recorded(secretary, asks, 1)
        committed = perf_counter()
        other.wait_for_news(secretary.state.size - 1, 5)
        waits.append((perf_counter() - committed) * 1000)
    following.stop()
    other.close()
    cuts = quantiles(waits, n=100)
    told(Figure("another machine knows, half of the times within", cuts[49], "ms"))
    return told(Figure("another machine knows, 99 of 100 times within", cuts[98], "ms", ceiling=MOST_LAG))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 2))
