"""Minneapolis, chapter 167 of the code of ordinances: the multiple-seat count.

In short:

167.20  The threshold is the ballots counted divided by one more than the seats, decimals ignored, plus one. The surplus
        fraction of a vote is (votes − threshold) ÷ votes of the elected candidate, to four decimals, the remainder
        ignored.
167.70  (a) Candidates who are mathematically impossible to be elected, because their votes together with all surplus
        stay below the next higher candidate, are defeated together, before any surplus is transferred.
        (b) Whoever has the threshold is elected. (c) The largest surplus is transferred: each ballot gets its value ×
        surplus fraction, to four decimals. (d) Without one, the candidate with the fewest votes is defeated. Ties are
        settled by lot. (e) When no more candidates are left than seats, they are elected.
"""

from rankandfile.core.count.gregory import GregoryRule
from rankandfile.core.count.ties import TieRule

MINNEAPOLIS = GregoryRule(
    name="minneapolis",
    paragraphs={
        "first": "167.70",
        "elected": "167.70(b)",
        "surplus": "167.70(c)",
        "exclusion": "167.70(d)",
        "remaining": "167.70(e)",
    },
    decimals=4,
    quota="whole",
    ties=TieRule(direction="lot"),
    sure_losers=True,
    two_roundings=True,
)
