"""The state of 100,000 members: its memory, how long a start takes, what is due.

    python bench/state.py

Whoever opens the organisation reads its whole record once, site and command line alike, or a snapshot of the state and
what came since. The limit of the first is the same entries read from the disk and parsed, without a state being made of
them; of the second, the bytes of the snapshot read and hashed. Times are those of the processor.
"""

import gc
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time

import msgspec
from _figures import Figure, heading, told
from _large import large_organisation
from _machine import memory

from rankandfile.core.engine import duties
from rankandfile.shell import snapshot
from rankandfile.shell.home import Home
from rankandfile.shell.secretary import Secretary
from rankandfile.shell.store import Store

MOST_MB = 400
TIMES = 20


def main(arguments: list[str]) -> int:
    """0 when the state is as small as it must be."""
    if arguments[:1] == ["--measure"]:
        return measure(Home(Path(arguments[1])))
    home = large_organisation()
    code = subprocess.run([sys.executable, __file__, "--measure", str(home)]).returncode
    told(Figure("rankandfile status, from start to end", status(home), "s"))
    return code


def measure(home: Home) -> int:
    """What a start takes. Alone in its process, so that the memory is its own."""
    (home.path / snapshot.NAME).unlink(missing_ok=True)
    snapshot.WORTH = sys.maxsize  # no start of these makes one but where it is measured
    gc.collect()
    before, began = memory(), process_time()
    secretary = Secretary(home)
    took, state = process_time() - began, secretary.state
    gc.collect()
    held = memory() - before
    heading("the state of a large organisation")
    kept = told(Figure(f"memory of {len(state.members.members):,} members", held, "MB", ceiling=MOST_MB))
    told(Figure(f"a start that reads {state.size:,} entries", state.size / took, "entries/s", parsed(home)))
    told(Figure("that start", took, "s"))
    kept = with_snapshot(home, secretary, took) and kept
    told(Figure(f"what {len(duties(state)):,} duties are due", milliseconds_of_duties(secretary), "ms"))
    return 0 if kept else 1


def with_snapshot(home: Home, secretary: Secretary, without: float) -> bool:
    """Tells of a start with a snapshot of the newest entry; whether it is quicker than one without."""
    began = process_time()
    snapshot.keep(home.path, secretary.state, secretary.store.head().root)
    told(Figure("a snapshot of the state", process_time() - began, "s"))
    began = process_time()
    content = sha256((home.path / snapshot.NAME).read_bytes())
    read, began = process_time() - began, process_time()
    again = Secretary(home)
    took = process_time() - began
    assert again.state == secretary.state, content
    return told(Figure("a start with the snapshot", took, "s", read, ceiling=without))


def parsed(home: Home) -> float:
    """Entries a second that are read and parsed, and no more."""
    store, decoder, began = Store(home.record), msgspec.json.Decoder(), process_time()
    for leaf in store.entries():
        decoder.decode(leaf)
    return store.size() / (process_time() - began)


def milliseconds_of_duties(secretary: Secretary) -> float:
    began = process_time()
    for _ in range(TIMES):
        duties(secretary.state)
    return (process_time() - began) * 1000 / TIMES


def status(home: Path) -> float:
    """The seconds of processor that the command takes."""
    before = getrusage(RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "rankandfile.cli.main", "status", "--home", str(home)]
    subprocess.run(command, stdout=subprocess.DEVNULL)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
