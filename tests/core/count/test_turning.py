"""How many ballots would have to be different: the bound against trying everything, the shown against a recount."""

import random
from itertools import combinations, permutations, product
from pathlib import Path

import pytest

from rankandfile.core.count.account import Account
from rankandfile.core.count.ballots import gather
from rankandfile.core.count.close import closeness, summary
from rankandfile.core.count.constrained import count_constrained
from rankandfile.core.count.constraints import Constraint
from rankandfile.core.count.formats.blt import read_blt
from rankandfile.core.count.margins import last_round_margin
from rankandfile.core.count.methods import count
from rankandfile.core.count.turning import none_below, shown, turns

NAMES = ("Ash", "Birch", "Cedar", "Dogwood")
LOT = "0" * 64
METHODS = ["scottish-stv-2011", "wigm-prf", "wigm-prf-batch", "minneapolis", "irv"]
Rankings = list[tuple[int, ...]]


def counted(method: str, rankings: Rankings, seats: int, size: int) -> Account:
    return count(method, NAMES[:size], gather(size, [(1, ranking) for ranking in rankings]), seats, LOT)


def course(account: Account) -> list[object]:
    return [(s.action, s.candidates, set(s.elected), s.excluded) for s in account.stages]


def changes_something(method: str, rankings: Rankings, seats: int, altered: int) -> bool:
    """Whether any way to alter so many of the ballots changes the course of the count: all ways are tried."""
    every = [ranking for length in (1, 2, 3) for ranking in permutations(range(3), length)]
    before = course(counted(method, rankings, seats, 3))
    for places in combinations(range(len(rankings)), altered):
        for others in product(every, repeat=altered):
            changed = list(rankings)
            for place, other in zip(places, others, strict=True):
                changed[place] = other
            if course(counted(method, changed, seats, 3)) != before:
                return True
    return False


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("seed", range(12))
def test_fewer_altered_ballots_change_nothing_whatever_they_say(method: str, seed: int) -> None:
    chance = random.Random(seed)
    every = [ranking for length in (1, 2, 3) for ranking in permutations(range(3), length)]
    seats = 1 if method == "irv" else 1 + seed % 2
    rankings = [chance.choice(every[:: 1 + seed % 3]) for _ in range(5 + seed % 4)] * (1 + seed % 2)
    account = counted(method, rankings, seats, 3)
    for altered in range(1, min(none_below(account), 3)):
        assert not changes_something(method, rankings, seats, altered)


@pytest.mark.parametrize("method", METHODS)
def test_what_is_shown_is_never_below_what_is_proven(method: str) -> None:
    chance = random.Random(3)
    every = [ranking for length in (1, 2, 3, 4) for ranking in permutations(range(4), length)]
    exact = 0
    for _ in range(60):
        seats = 1 if method == "irv" else chance.choice([1, 2, 3])
        ballots = gather(4, [(chance.randint(1, 9), chance.choice(every)) for _ in range(9)])
        account = count(method, NAMES, ballots, seats, LOT)
        for turn in turns(account):
            found = shown(account, ballots, turn)
            assert found.enough == 0 or found.enough >= found.at_least >= none_below(account)
            exact += found.enough == found.at_least
    assert exact > 50


def test_an_exclusion_turns_when_half_the_gap_changes_sides() -> None:
    ballots = gather(4, [(30, (0,)), (22, (1,)), (18, (2,)), (8, (3,))])
    account = count("scottish-stv-2011", NAMES, ballots, 1, LOT)
    found = {turn.gap.stage: shown(account, ballots, turn) for turn in turns(account)}
    assert (found[2].gap.candidates, found[2].at_least, found[2].enough) == ((3, 2), 5, 5)
    assert (found[3].gap.candidates, found[3].at_least, found[3].enough) == ((2, 1), 2, 2)
    assert none_below(account) == 2


def test_the_decision_about_a_quota_turns_both_ways() -> None:
    elected = gather(3, [(60, (0,)), (20, (1,)), (19, (2,))])
    account = count("scottish-stv-2011", NAMES[:3], elected, 1, LOT)
    (turn,) = turns(account)
    found = shown(account, elected, turn)
    assert (found.gap.candidates, found.at_least, found.enough, found.elected) == ((0,), 11, 11, (0,))
    missed = gather(3, [(49, (0,)), (26, (1,)), (25, (2,))])
    account = count("scottish-stv-2011", NAMES[:3], missed, 1, LOT)
    found = shown(account, missed, turns(account)[0])
    assert (found.gap.candidates, found.at_least, found.enough) == ((0,), 2, 2)


def test_a_run_off_between_two_turns_with_the_last_rounds_margin() -> None:
    ballots = gather(2, [(31, (0,)), (20, (1,))])
    account = count("irv", NAMES[:2], ballots, 1, LOT)
    (turn,) = turns(account)
    assert shown(account, ballots, turn).enough == turn.at_least == last_round_margin(account) == 6


def test_a_ballot_split_between_equals_leaves_the_bound_alone() -> None:
    ballots = gather(3, [(6, ((0, 1), 2)), (5, (2,))])
    account = count("scottish-stv-2011", NAMES[:3], ballots, 1, LOT)
    halves = gather(3, [(6, (0, 1, 2)), (6, (1, 0, 2)), (10, (2,))], 2)
    assert all(shown(account, halves, turn) == turn for turn in turns(account))


def test_no_ballot_becomes_valid_or_invalid_by_being_altered() -> None:
    ballots = gather(3, [(8, (0,)), (9, (1,)), (7, ()), (5, (2,))])
    account = count("scottish-stv-2011", NAMES[:3], ballots, 1, LOT, (2,))
    assert [shown(account, ballots, turn).enough for turn in turns(account)] == [1]
    alone = count("irv", NAMES[:3], gather(3, [(3, (0,)), (4, (2, 0)), (9, ())]), 1, LOT, (1, 2))
    assert [turn.gap.candidates for turn in turns(alone)] == [(0,)]
    assert shown(alone, gather(3, [(3, (0,)), (4, (2, 0)), (9, ())]), turns(alone)[0]).enough == 0


def test_of_other_counts_nothing_is_said() -> None:
    ballots = gather(4, [(40, (0, 1)), (35, (2, 1)), (25, (1, 2))])
    each = count("wigm-prf-one-winner", NAMES, ballots, 1, LOT)
    limit = (Constraint("branch", at_most=1),)
    kinds = [{"branch": letter} for letter in "NNSS"]
    limited = count_constrained("scottish-stv-2011", NAMES, ballots, 2, LOT, limit, kinds).account
    for account in (each, limited, count("meek-prf", NAMES, ballots, 2, LOT)):
        assert turns(account) == ()
        assert none_below(account) == 0
        assert closeness(account, ballots) == (summary(account),)


def test_it_is_said_in_words() -> None:
    ballots = gather(4, [(30, (0,)), (22, (1, 0)), (18, (2, 1)), (8, (3,))])
    account = count("irv", NAMES, ballots, 1, LOT)
    told = closeness(account, ballots)
    assert told[2] == (
        "Stage 2: for Cedar to be excluded instead of Dogwood, or tied with Dogwood: 5 altered ballots, and no fewer."
    )
    assert told[-2].startswith("Proven: with fewer than 2 altered ballots every stage would have gone as it went")
    assert told[-1] == ("Shown: with 10 altered at stage 1, Ash would have been elected and Birch would not.")
    close = gather(2, [(5, (0,)), (4, (1,))])
    assert summary(count("irv", NAMES[:2], close, 1, LOT)).startswith("One altered ballot")


def test_most_stages_of_a_scottish_ward_are_known_exactly(shared: Path) -> None:
    folder = shared / "data/elections/scotland/blt"
    if not folder.is_dir():
        pytest.skip("needs the Scottish ballots of the shared folder")
    exact = stages = 0
    for file in sorted(folder.glob("*.blt"))[::20]:
        contest = read_blt(file.read_bytes())
        account = count("scottish-stv-2011", contest.candidates, contest.ballots, contest.seats, LOT)
        found = [shown(account, contest.ballots, turn) for turn in turns(account)]
        assert all(turn.enough >= turn.at_least for turn in found if turn.enough)
        exact += sum(turn.enough == turn.at_least for turn in found)
        stages += len(found)
    assert exact > 0.8 * stages
