"""Counting: files read, parsed and counted per CPU second, beside other programs and the limit.

    python bench/count.py [folder of BLT files]

Four measurements: every BLT file of the folder (by default the Scottish wards beside the clone) under Scottish STV with
the whole account; a million ballots for 50 candidates and 9 seats, under Scottish STV and under Meek; Schulze with 100
candidates and 100,000 ballots. Figures are CPU seconds of one process. The limit beside each is parsing and one pass
over the ballots, as our own reader and `lay_out` do it; below that only another language goes.

Other programs are asked where they are installed (pyrankvote, pref_voting, votelib, python3-vote-core, votekit), on
every 20th file, and what they take is scaled; their winners are compared with ours.
"""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from time import process_time

import numpy as np
from _figures import Figure, heading, told

from rankandfile.core.count.account import winners
from rankandfile.core.count.ballots import rows
from rankandfile.core.count.contest import Contest
from rankandfile.core.count.formats.blt import read_blt
from rankandfile.core.count.methods import count
from rankandfile.core.count.papers import lay_out

LOT = "0" * 64
WARDS = 1100
WARDS_SECONDS = 0.6
MILLION_SECONDS = 0.6
MEEK_SECONDS = 5.0
SCHULZE_SECONDS = 0.2
SAMPLE = 20
Peer = Callable[[Contest], set[str]]


def main(arguments: list[str] | None = None) -> int:
    """0 when every figure keeps its floor, 1 when one does not."""
    given = sys.argv[1:] if arguments is None else arguments
    beside = Path(__file__).resolve().parents[2] / "shared/data/elections/scotland/blt"
    folder = Path(given[0]) if given else beside
    heading("counting, seconds of the processor")
    kept = [_million(), _schulze()]
    if folder.is_dir():
        kept.append(_wards(sorted(folder.glob("*.blt"))))
        _peers(sorted(folder.glob("*.blt"))[::SAMPLE])
    else:
        print("no folder of Scottish wards beside the clone")
    return 0 if all(kept) else 1


def _timed(work: Callable[[], object]) -> float:
    begin = process_time()
    work()
    return process_time() - begin


def _line(what: str, seconds: float, floor: float, limit: float) -> bool:
    return told(Figure(what, seconds, "s", limit, ceiling=floor))


def _counted(contest: Contest, method: str = "scottish-stv-2011") -> tuple[str, ...]:
    account = count(method, contest.candidates, contest.ballots, contest.seats, LOT, contest.withdrawn)
    return winners(account)


def _wards(files: list[Path]) -> bool:
    """All wards from file to account; scaled to as many wards as Scotland has published."""

    def whole() -> None:
        for file in files:
            _counted(read_blt(file.read_bytes()))

    def one_pass() -> None:
        for file in files:
            contest = read_blt(file.read_bytes())
            lay_out(contest.ballots, contest.withdrawn, 1)

    scale = WARDS / len(files)
    seconds = min(_timed(whole) for _ in range(3)) * scale
    limit = min(_timed(one_pass) for _ in range(3)) * scale
    return _line(f"{WARDS} Scottish wards, scaled from {len(files)}", seconds, 2 * WARDS_SECONDS, limit)


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


def _million() -> bool:
    """A million ballots, 50 candidates, 9 seats: under Scottish STV, and under Meek."""
    raw = generated(1_000_000, 50, 6.9, 5)
    limit = min(_timed(lambda: lay_out(read_blt(raw).ballots, (), 1)) for _ in range(3))
    scottish = min(_timed(lambda: _counted(read_blt(raw))) for _ in range(3))
    contest = read_blt(raw)
    meek = _timed(lambda: _counted(contest, "meek-prf"))
    kept = _line("a million ballots, 50 for 9, Scottish STV", scottish, MILLION_SECONDS, limit)
    return _line("the same under Meek (PRF), without parsing", meek, MEEK_SECONDS, limit) and kept


def _schulze() -> bool:
    """Schulze with 100 candidates and 100,000 ballots, parsing left out."""
    contest = read_blt(generated(100_000, 100, 15, 7))
    limit = _timed(lambda: lay_out(contest.ballots, (), 1))
    seconds = min(_timed(lambda: _counted(contest, "schulze")) for _ in range(3))
    return _line("Schulze, 100,000 ballots, 100 candidates", seconds, SCHULZE_SECONDS, limit)


def _peers(files: list[Path]) -> None:
    """Other programs on the sample: CPU seconds for as many wards as there are, and how many agree with ours."""
    contests = [read_blt(file.read_bytes()) for file in files]
    ours = [set(_counted(contest)) for contest in contests]
    own = _timed(lambda: [_counted(contest) for contest in contests])
    scale = WARDS / len(contests)
    print(f"\nCounting alone, {WARDS} wards scaled from {len(contests)}:")
    print(f"  {'this package':22} {own * scale:8.2f} s")
    for name, module, peer in _known():
        try:
            import_module(module)
        except ImportError:
            print(f"  {name:22} not installed")
            continue
        begin = process_time()
        same = sum(_safely(peer, contest) == expected for contest, expected in zip(contests, ours, strict=True))
        print(f"  {name:22} {(process_time() - begin) * scale:8.2f} s   {same} of {len(contests)} with our winners")


def _safely(peer: Peer, contest: Contest) -> set[str]:
    """The peer's winners; none where it stops with an error of its own."""
    try:
        return peer(contest)
    except Exception as problem:  # noqa: BLE001 - another program's errors are of any kind
        print(f"    {type(problem).__name__}: {str(problem)[:80]}")
        return set()


def _known() -> Iterator[tuple[str, str, Peer]]:
    yield "pyrankvote", "pyrankvote", _pyrankvote
    yield "pref_voting", "pref_voting", _pref_voting
    yield "votelib", "votelib", _votelib
    yield "python3-vote-core", "py3votecore", _vote_core
    yield "votekit", "votekit", _votekit


def _ranked(contest: Contest) -> list[tuple[int, tuple[int, ...]]]:
    return [(number, chosen) for number, chosen, _ in rows(contest.ballots) if chosen]


def _named(contest: Contest, elected: "set[int]") -> set[str]:
    return {contest.candidates[candidate] for candidate in elected}


def _pyrankvote(contest: Contest) -> set[str]:
    peer = import_module("pyrankvote")
    people = [peer.Candidate(name) for name in contest.candidates]
    ballots = []
    for number, chosen in _ranked(contest):
        ballots += [peer.Ballot([people[candidate] for candidate in chosen])] * number
    result = peer.single_transferable_vote(people, ballots, number_of_seats=contest.seats)
    return {person.name for person in result.get_winners()}


def _pref_voting(contest: Contest) -> set[str]:
    profiles = import_module("pref_voting.profiles_with_ties")
    methods = import_module("pref_voting.proportional_methods")
    ranked = _ranked(contest)
    rankings = [{candidate: rank for rank, candidate in enumerate(chosen, 1)} for _, chosen in ranked]
    candidates = list(range(len(contest.candidates)))
    profile = profiles.ProfileWithTies(rankings, [number for number, _ in ranked], candidates=candidates)
    return _named(contest, set(methods.stv_scottish(profile, num_seats=contest.seats)))


def _votelib(contest: Contest) -> set[str]:
    sequential = import_module("votelib.evaluate.sequential")
    votes: dict[tuple[int, ...], int] = {}
    for number, chosen in _ranked(contest):
        votes[chosen] = votes.get(chosen, 0) + number
    selector = sequential.TransferableVoteSelector(transferer="Gregory")
    return _named(contest, set(selector.evaluate(votes, contest.seats)))


def _vote_core(contest: Contest) -> set[str]:
    stv = import_module("py3votecore.stv")
    ballots = [{"count": number, "ballot": list(chosen)} for number, chosen in _ranked(contest)]
    return _named(contest, set(stv.STV(ballots, required_winners=contest.seats).as_dict()["winners"]))


def _votekit(contest: Contest) -> set[str]:
    kit = import_module("votekit")
    elections = import_module("votekit.elections")
    names = [str(number) for number in range(len(contest.candidates))]
    ballots = [
        kit.RankBallot(ranking=[{names[candidate]} for candidate in chosen], weight=number)
        for number, chosen in _ranked(contest)
    ]
    profile = kit.RankProfile(ballots=ballots, candidates=names)
    elected = elections.FastSTV(profile, n_seats=contest.seats, simultaneous=False).get_elected()
    return _named(contest, {int(name) for group in elected for name in group})


if __name__ == "__main__":
    sys.exit(main())
