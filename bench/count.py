"""Counting: files read, parsed and counted per CPU second, beside other programs and the limit.

    python bench/count.py [folder of BLT files]

Four questions: every BLT file of the folder (by default the Scottish wards beside the clone) under Scottish STV with
the whole account; a million ballots for 50 candidates and 9 seats, under Scottish STV and under Meek; Schulze with 100
candidates and 100,000 ballots. Figures are CPU seconds of one process, from the file's bytes to the account. The limit
beside each is parsing and one pass over the ballots, as our own reader and `lay_out` do it; below that only another
language goes. Memory is the most that a process held that did nothing else.

Other programs are asked the same where they are installed (`make bench` does that): of the wards every 20th, of the
large elections the first ballots, because some would take hours; what they take is scaled to the whole. They start from
our ballots, so their figures leave out reading and parsing. Beside each stands how many of its results are ours.
"""

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np
from _figures import Figure, heading, told
from _peers import SCHULZE, TRANSFERABLE, Peer, installed

from rankandfile.core.count.account import winners
from rankandfile.core.count.contest import Contest
from rankandfile.core.count.formats.blt import read_blt
from rankandfile.core.count.methods import count
from rankandfile.core.count.papers import lay_out

LOT = "0" * 64
WARDS = 1100
WARDS_SECONDS = 0.6
MILLION = 1_000_000
MILLION_SECONDS = 0.6
MEEK_SECONDS = 5.0
SCHULZE_SECONDS = 0.2
MEMORY = 200
SAMPLE = 20
FEW = 5_000
ALONE = """
import sys
from pathlib import Path
sys.path.insert(0, "bench")
from _machine import peak
from rankandfile.core.count.formats.blt import read_blt
from rankandfile.core.count.methods import count
contest = read_blt(Path(sys.argv[1]).read_bytes())
count("scottish-stv-2011", contest.candidates, contest.ballots, contest.seats, "0" * 64)
print(peak())
"""


def main(arguments: list[str] | None = None) -> int:
    """0 when every figure keeps its bound, 1 when one does not."""
    given = sys.argv[1:] if arguments is None else arguments
    beside = Path(__file__).resolve().parents[2] / "shared/data/elections/scotland/blt"
    folder = Path(given[0]) if given else beside
    heading("counting, seconds of the processor")
    kept = [_million(), _schulze()]
    if folder.is_dir():
        kept.append(_wards(sorted(folder.glob("*.blt"))))
    else:
        print("no folder of Scottish wards beside the clone")
    return 0 if all(kept) else 1


def _timed(work: Callable[[], object]) -> float:
    begin = process_time()
    work()
    return process_time() - begin


def _best(work: Callable[[], object]) -> float:
    return min(_timed(work) for _ in range(3))


def _line(what: str, seconds: float, limit: float, ceiling: float = 0) -> bool:
    return told(Figure(what, seconds, "s", limit, ceiling=ceiling))


def _counted(contest: Contest, method: str = "scottish-stv-2011", seats: int = 0) -> set[str]:
    asked = (contest.candidates, contest.ballots, seats or contest.seats, LOT, contest.withdrawn)
    return set(winners(count(method, *asked)))


def _read(files: list[Path]) -> list[Contest]:
    return [read_blt(file.read_bytes()) for file in files]


def _wards(files: list[Path]) -> bool:
    """All wards from file to account; scaled to as many wards as Scotland has published."""
    scale = WARDS / len(files)
    limit = _best(lambda: [lay_out(contest.ballots, contest.withdrawn, 1) for contest in _read(files)]) * scale
    seconds = _best(lambda: [_counted(contest) for contest in _read(files)]) * scale
    kept = _line(f"{WARDS} Scottish wards with their accounts", seconds, limit, WARDS_SECONDS)
    some = _read(files[::SAMPLE])
    _beside(TRANSFERABLE, some, [_counted(contest) for contest in some], WARDS / len(some), limit)
    return kept


def _million() -> bool:
    """A million ballots, 50 candidates, 9 seats: under Scottish STV, and under Meek."""
    raw = generated(MILLION, 50, 6.9, 5)
    limit = _best(lambda: lay_out(read_blt(raw).ballots, (), 1))
    seconds = _best(lambda: _counted(read_blt(raw)))
    kept = [_line("a million ballots, 50 for 9, Scottish STV", seconds, limit, MILLION_SECONDS)]
    few = read_blt(generated(FEW, 50, 6.9, 5))
    _beside(TRANSFERABLE, [few], [_counted(few)], MILLION / FEW, limit)
    meek = _best(lambda: _counted(read_blt(raw), "meek-prf"))
    kept.append(_line("the same under Meek (PRF)", meek, limit, MEEK_SECONDS))
    kept.append(told(Figure("  memory of the first", _memory(raw), "MB", ceiling=MEMORY)))
    return all(kept)


def _memory(raw: bytes) -> float:
    """The most that a process holds that reads the ballots and counts them, in MB."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "million.blt"
        file.write_bytes(raw)
        run = subprocess.run([sys.executable, "-c", ALONE, file], capture_output=True, text=True, check=True)
    return float(run.stdout)


def _schulze() -> bool:
    """Schulze with 100 candidates and 100,000 ballots."""
    raw = generated(100_000, 100, 15, 7)
    limit = _best(lambda: lay_out(read_blt(raw).ballots, (), 1))
    seconds = _best(lambda: _counted(read_blt(raw), "schulze", 1))
    kept = _line("Schulze, 100,000 ballots, 100 candidates", seconds, limit, SCHULZE_SECONDS)
    few = read_blt(generated(FEW, 100, 15, 7))
    _beside(SCHULZE, [few], [_counted(few, "schulze", 1)], 100_000 / FEW, limit)
    return kept


def generated(ballots: int, candidates: int, length: float, seed: int) -> bytes:
    """A BLT file of ballots in five blocs, each with its own likings."""
    chance = np.random.default_rng(seed)
    liking = np.log(chance.dirichlet(np.full(candidates, 0.4), 5) + 1e-6)
    lines: list[str] = []
    for _ in range(0, ballots, 50_000):
        size = min(50_000, ballots)
        noise = chance.gumbel(size=(size, candidates)) + liking[chance.integers(0, 5, size)]
        order = np.argsort(-noise, axis=1) + 1
        long = np.clip(chance.poisson(length, size), 1, candidates)
        lines += [f"1 {' '.join(map(str, row[:n]))} 0" for row, n in zip(order.tolist(), long.tolist(), strict=True)]
    names = [f'"Candidate {number}"' for number in range(candidates)]
    return "\n".join([f"{candidates} 9", *lines, "0", *names, ""]).encode()


def _beside(
    peers: Mapping[str, tuple[str, Peer]], contests: list[Contest], ours: list[set[str]], scale: float, limit: float
) -> None:
    """What other programs take for these contests, scaled, and how many of their results are ours. Each is asked for a
    small count first, so that loading it is not timed."""
    small = read_blt(generated(40, 5, 3, 2).replace(b"5 9", b"5 2", 1))
    for name, peer in installed(peers).items():
        if peer is None:
            print(f"  {name}: not installed")
            continue
        _safely(peer, small)
        begin = process_time()
        found = [_safely(peer, contest) for contest in contests]
        seconds = (process_time() - begin) * scale
        same = sum(elected == expected for elected, expected in zip(found, ours, strict=True))
        _line(f"  {name}, {same} of {len(contests)} as ours", seconds, limit)


def _safely(peer: Peer, contest: Contest) -> set[str]:
    """The peer's winners; none where it stops with an error of its own."""
    try:
        return peer(contest)
    except Exception as problem:  # noqa: BLE001 - another program's errors are of any kind
        print(f"    {type(problem).__name__}: {str(problem)[:80]}")
        return set()


if __name__ == "__main__":
    sys.exit(main())
