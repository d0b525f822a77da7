"""The reference rule for weighted inclusive Gregory of the Proportional Representation Foundation, to four decimals.

The rule (prfound.org, "Reference WIGM Rule"), in short:

A    The quota is the valid ballots divided by one more than the seats, cut after four decimals, plus 0.0001. Every
     ballot has weight 1 and lies with its first hopeful.
B.1  Each hopeful with the quota or more is elected, with a surplus, possibly zero, to transfer.
B.2  The largest surplus is transferred: each of those ballots gets weight × surplus ÷ votes, cut after four decimals.
B.3  Without one, the hopeful with the fewest votes is excluded, and those ballots go on at their weight.
C    The count ends when the seats are filled or no more candidates are left than seats.
T    Ties are settled by lot.

The batch variant first excludes together all who could not catch up even with every surplus.
The variant with one winner each round elects only the hopeful with the most votes, and the next when that surplus has
gone on; others with the quota go on receiving until then (RCTab's multiWinnerAllowOnlyOneWinnerPerRound).
"""

from msgspec.structs import replace

from rankandfile.core.count.gregory import GregoryRule
from rankandfile.core.count.ties import TieRule

WIGM_PRF = GregoryRule(
    name="wigm-prf",
    paragraphs={"first": "A", "elected": "B.1", "surplus": "B.2", "exclusion": "B.3", "remaining": "C"},
    decimals=4,
    quota="fraction",
    ties=TieRule(direction="lot"),
    empty_surplus=True,
)
WIGM_PRF_BATCH = replace(WIGM_PRF, name="wigm-prf-batch", sure_losers=True)
WIGM_PRF_ONE_WINNER = replace(WIGM_PRF, name="wigm-prf-one-winner", one_winner=True)
