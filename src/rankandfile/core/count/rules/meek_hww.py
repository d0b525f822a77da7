"""Meek's method as Hill, Wichmann and Woodall gave it in 1987 (Algorithm 123, The Computer Journal 30), to convergence.

In short:

1  First preferences are counted; keep values are 1.
2  Votes are passed on by keep values, and the quota is the votes that still count divided by one more than the seats.
   The keep value of each elected candidate is multiplied by quota ÷ votes, again and again, until it has converged.
3  Whoever then has the quota is elected, and the iteration begins again.
4  When nobody has, the candidate with the fewest votes is excluded, and the iteration begins again.
5  When no more candidates are left than seats, they are elected.

Here "converged" is: all surpluses together below 0.000001. Keep values have nine decimals; the original used floating
point, and its printed table (two decimals) is reproduced. Ties are settled by looking back, then by lot.
"""

from rankandfile.core.count.meek import MeekRule
from rankandfile.core.count.ties import TieRule

MEEK_HWW = MeekRule(
    name="meek-hww-1987",
    paragraphs={"iterate": "2", "elect": "3", "exclude": "4", "finish": "5"},
    decimals=9,
    enough=6,
    elects="at-rest",
    surplus_ties=False,
    ties=TieRule(direction="backwards"),
)
