"""Ties between three: what the rule's direction and its silence make of them."""

from rankandfile.core.count.account import Tie
from rankandfile.core.count.ties import Tiebreak, TieRule, foremost, hindmost

NAMES = ("Ash", "Birch", "Cedar")
HISTORY = [(3, 1, 1), (2, 5, 4), (4, 4, 2), (6, 6, 6)]


def tiebreak(rule: TieRule) -> Tiebreak:
    return Tiebreak(rule, "0" * 64, NAMES, list(HISTORY), [])


def test_the_most_recent_difference_counts_looking_back_and_the_first_looking_forward() -> None:
    assert hindmost(tiebreak(TieRule("backwards")), "exclusion", (0, 1, 2)) == 2
    assert foremost(tiebreak(TieRule("forwards")), "surplus", (0, 1, 2)) == 0


def test_a_stage_that_separates_one_of_three_narrows_the_tie_to_the_other_two() -> None:
    narrowing = tiebreak(TieRule("backwards"))
    assert foremost(narrowing, "surplus", (0, 1, 2)) == 1
    assert narrowing.ties == [
        Tie("surplus", (0, 1, 2), (0, 1), "earlier-stage", 3, (4, 4, 2)),
        Tie("surplus", (0, 1), (1,), "earlier-stage", 2, (2, 5)),
    ]


def test_without_narrowing_such_a_stage_leaves_all_three_to_the_lot() -> None:
    strict = tiebreak(TieRule("backwards", narrowing=False))
    foremost(strict, "surplus", (0, 1, 2))
    (tie,) = strict.ties
    assert (tie.by, tie.tied, len(tie.draws)) == ("lot", (0, 1, 2), 3)


def test_without_narrowing_a_stage_that_settles_the_tie_by_itself_counts() -> None:
    strict = tiebreak(TieRule("backwards", narrowing=False))
    assert hindmost(strict, "exclusion", (0, 1, 2)) == 2
    assert strict.ties[0].by == "earlier-stage"


def test_a_rule_that_knows_only_the_lot_looks_at_no_stage() -> None:
    lot = tiebreak(TieRule("lot"))
    assert foremost(lot, "election", (1, 2)) in (1, 2)
    assert lot.ties[0].by == "lot"


def test_one_candidate_is_no_tie() -> None:
    alone = tiebreak(TieRule())
    assert foremost(alone, "surplus", (1,)) == 1
    assert alone.ties == []
