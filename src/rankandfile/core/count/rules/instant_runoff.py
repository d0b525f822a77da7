"""Instant run-off (the alternative vote): one seat, the last excluded until somebody has more than half.

The rule, as a member would read it:

1  Each paper counts for its first preference.
2  Whoever has more than half of the votes that still count is elected.
3  Otherwise the candidate with the fewest votes is excluded, and each of those papers goes to its next preference among
   the candidates who remain; a paper without one counts no more.
4  Of several with the fewest, the one with the fewest at the most recent earlier stage at which they differed is
   excluded; if they were always equal, the lot decides.
5  Steps 2 to 4 are repeated until somebody is elected.
"""

from rankandfile.core.count.gregory import GregoryRule
from rankandfile.core.count.ties import TieRule

INSTANT_RUNOFF = GregoryRule(
    name="irv",
    paragraphs={"first": "1", "elected": "2", "surplus": "2", "exclusion": "3", "remaining": "5"},
    decimals=0,
    quota="half-of-continuing",
    ties=TieRule(direction="backwards", narrowing=True),
)
