"""Condorcet methods: textbook elections, Kubernetes' published orders, Debian's published matrices and winners."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankandfile.core.count.account import Account
from rankandfile.core.count.ballots import Ranking, gather
from rankandfile.core.count.condorcet import count_debian
from rankandfile.core.count.formats.debian import read_debian
from rankandfile.core.count.formats.elekto import read_elekto
from rankandfile.core.count.methods import count
from rankandfile.core.count.pairwise import pairwise
from rankandfile.core.count.quorum import Quorum, needed

NAMES = ("A", "B", "C", "D", "E")
LOT = "0" * 64
# The example of Schulze's paper, 45 voters: A beats all others by the strongest paths but C and E.
SCHULZE_EXAMPLE = ["ACBED"] * 5 + ["ADECB"] * 5 + ["BEDAC"] * 8 + ["CABED"] * 3 + ["CAEBD"] * 7 + ["CBADE"] * 2
SCHULZE_EXAMPLE += ["DCEBA"] * 7 + ["EBADC"] * 8


def ordered(method: str, rows: list[tuple[int, Ranking]], size: int = 5) -> Account:
    return count(method, NAMES[:size], gather(size, rows), 1, LOT)


def letters(rankings: list[str]) -> list[tuple[int, Ranking]]:
    return [(1, tuple(NAMES.index(letter) for letter in ranking)) for ranking in rankings]


@pytest.mark.parametrize("method", ["schulze", "schulze-margins", "schulze-no-opinion", "elekto"])
def test_schulzes_own_example_has_its_order(method: str) -> None:
    account = ordered(method, letters(SCHULZE_EXAMPLE))
    assert "".join(NAMES[candidate] for candidate in account.order) == "EACBD"


def test_ranked_pairs_leave_out_the_defeat_that_closes_a_circle() -> None:
    rows: list[tuple[int, Ranking]] = [(7, (0, 1, 2)), (5, (1, 2, 0)), (4, (2, 0, 1))]
    assert ordered("ranked-pairs", rows, 3).order == (0, 1, 2)
    assert ordered("ranked-pairs-margins", rows, 3).order == (0, 1, 2)


def test_winning_votes_and_margins_differ_on_short_ballots() -> None:
    rows: list[tuple[int, Ranking]] = [(8, (0, 1)), (7, (1, 2)), (6, (2,)), (5, (2, 0)), (1, (0,))]
    orders = {method: ordered(method, rows, 3).order for method in ("schulze", "schulze-margins")}
    assert orders["schulze"] != orders["schulze-margins"]


def test_no_opinion_compares_nobody_and_last_is_below_all() -> None:
    ballots = gather(3, [(2, ((0, 1),)), (1, (2,))])
    assert pairwise(ballots, "no-opinion").tolist() == [[0, 0, 0]] * 3
    assert pairwise(ballots, "last").tolist() == [[0, 0, 2], [0, 0, 2], [1, 1, 0]]


def test_no_path_leads_through_whoever_withdrew() -> None:
    rows: list[tuple[int, Ranking]] = [(5, (0, 1, 2)), (4, (1, 2, 0)), (4, (2, 0, 1))]
    through = count("schulze", ("A", "B", "C"), gather(3, rows), 1, LOT)
    without = count("schulze", ("A", "B", "C"), gather(3, rows), 1, LOT, (1,))
    assert (through.order[0], without.order) == (0, (2, 0))
    assert without.stages[0].totals == (0, 0, 1)


def test_who_withdrew_is_in_no_order() -> None:
    account = count("schulze", ("A", "B"), gather(2, [(3, (0,)), (1, (1,))]), 1, LOT, (0,))
    assert account.order == account.elected == (1,)


ROWS = st.lists(
    st.tuples(st.integers(1, 20), st.permutations(range(5)).map(lambda p: tuple(p[: p[0] + 1]))), min_size=1
)


@settings(deadline=None)
@given(ROWS)
def test_whoever_beats_everybody_is_first_and_whoever_loses_to_everybody_last(rows: list[tuple[int, Ranking]]) -> None:
    matrix = pairwise(gather(5, rows), "last")
    for method in ("schulze", "schulze-margins", "ranked-pairs", "ranked-pairs-margins"):
        order = ordered(method, rows).order
        for candidate in range(5):
            beaten = [matrix[candidate, other] > matrix[other, candidate] for other in range(5) if other != candidate]
            lost = [matrix[candidate, other] < matrix[other, candidate] for other in range(5) if other != candidate]
            assert not all(beaten) or order[0] == candidate
            assert not all(lost) or order[-1] == candidate


def published(folder: Path) -> list[list[str]]:
    """The places of the published ranking, each with the names or handles that share it."""
    if not folder.is_dir():
        pytest.skip("needs the ballots of the shared folder")
    places = re.findall(r"^\d+\. (.+)$", (folder / "results.md").read_text(), re.MULTILINE)
    return [[plain(name) for name in place.split(" / ")] for place in places]


def plain(name: str) -> str:
    """A handle where a link has one, or the last part of a name, in small letters."""
    handle = re.search(r"github\.com/([\w-]+)", name)
    return handle[1] if handle else re.sub(r"[^a-z]", "", name.split()[-1].lower())


def counted_as_published(folder: Path) -> Account:
    contest = read_elekto((folder / "ballots.csv").read_bytes())
    return count("elekto", contest.candidates, contest.ballots, 3, LOT)


@pytest.mark.parametrize("election", ["steering-2017", "steering-2021", "steering-2024"])
def test_kubernetes_published_order_comes_out(shared: Path, election: str) -> None:
    folder = shared / "data/elections/kubernetes" / election
    places = published(folder)
    account = counted_as_published(folder)
    order = [re.sub(r"[^a-z0-9-]", "", account.candidates[candidate].lower()) for candidate in account.order]
    spelt = [(ours, name) for ours, (name, *_) in zip(order, places, strict=False) if name not in ours]
    assert len(places) >= 4
    assert [ours for ours, name in spelt if ours[-5:] != name[-5:]] == []


def test_a_published_tie_comes_out_as_a_tie(shared: Path) -> None:
    folder = shared / "data/elections/kubernetes/code-of-conduct-2025"
    first, *others = published(folder)
    account = counted_as_published(folder)
    (tie,) = account.stages[0].ties
    assert {account.candidates[candidate] for candidate in tie.tied} == set(first)
    assert [[account.candidates[candidate]] for candidate in account.order[2:]] == others


def printed_matrix(results: str, size: int) -> list[list[int]]:
    rows = [line.split() for line in re.findall(r"^Option (?:\d+|[A-Z])  [ \d]+$", results, re.MULTILINE)]
    assert len(rows) == size
    cells = [[int(cell) for cell in row[2:]] for row in rows]
    return [[*row[:number], 0, *row[number:]] for number, row in enumerate(cells)]


def test_debians_matrices_and_winners_come_out(shared: Path) -> None:
    seen = 0
    for file in sorted(shared.glob("data/elections/debian/20*/*_results.txt")):
        results = file.read_text(errors="replace")
        tally = Path(str(file).replace("_results", "_tally"))
        contest = read_debian(tally.read_bytes())
        size = len(contest.candidates)
        quorum_line = re.search(r"Reached quorum: \d+ > ([\d.]+)", results)
        ratios = {int(o): Fraction(n) for o, n in re.findall(r"Option (\d+) passes Majority\. .*>=? (\d+)", results)}
        ratios |= {
            int(o): Fraction(n)
            for o, n in re.findall(r"Dropping Option (\d+) because of Majority\. .*<=? (\d+)", results)
        }
        quorum = int(float(quorum_line[1])) + 1 if quorum_line else 0
        account, dropped = count_debian(
            contest.candidates,
            contest.ballots,
            size - 1,
            quorum,
            tuple(ratios.get(option + 1, Fraction(1)) for option in range(size)),
            LOT,
        )
        assert [list(row) for row in account.pairwise] == printed_matrix(results, size), file
        won = re.search(r"winners? (?:is|are):\s+Option (\d+)", results)
        if won:
            assert account.elected == (int(won[1]) - 1,), file
        assert {d.option + 1 for d in dropped} == {int(n) for n in re.findall(r"Dropping Option (\d+)", results)}
        seen += 1
    if not seen:
        pytest.skip("needs the tally sheets of the shared folder")


def test_an_option_below_quorum_or_majority_is_dropped_before_the_defeats_count() -> None:
    ballots = gather(3, [(5, (0, 2)), (4, (1, 2)), (2, (2,))])
    account, dropped = count_debian(("A", "B", "None"), ballots, 2, 5, (Fraction(3), Fraction(1), Fraction(1)), LOT)
    assert [(d.option, d.reason, d.votes, d.against) for d in dropped] == [(0, "majority", 5, 6), (1, "quorum", 4, 7)]
    assert account.elected == (2,)


def test_more_ballots_than_debians_strengths_can_hold_are_refused() -> None:
    many = gather(2, [(2**31, (0, 1))])
    with pytest.raises(ValueError, match="too many to be counted exactly"):
        count_debian(("A", "None"), many, 1, 0, (Fraction(1), Fraction(1)), LOT)


def test_debians_quorum_is_a_square_root() -> None:
    assert needed(Quorum(square_root="3/2"), 911) == 46
