"""The reference Meek rule of the Proportional Representation Foundation, in integers to nine decimals.

The rule (prfound.org, "Reference Meek Rule"), in short:

A    Every candidate who has not withdrawn is hopeful with a keep factor of 1; the others have 0.
B.1  Round. The count is complete when all seats are filled or no more candidates are left than seats; go to C.
B.2  Iterate. (a) Every ballot begins with weight 1. Each candidate on it in turn keeps weight × keep factor, rounded up
     to nine decimals; the rest goes on, until nothing is left. (b) The quota is the sum of votes divided by one more
     than the seats, cut after nine decimals, plus 0.000000001. (c) Each hopeful with the quota or more is elected.
     (d) The surplus is the sum of what the elected have above the quota. (e) If anybody was elected, begin a new round
     at B.1. If the surplus is below 0.000001, or no smaller than in the iteration before, go to B.3. (f) The keep
     factor of each elected candidate becomes factor × quota, rounded up, divided by votes, rounded up; iterate.
B.3  The hopeful with the fewest votes is excluded, keep factor 0; all within the surplus of the fewest count as tied.
C    If seats are left, the hopefuls are elected.
T    Ties are settled by lot.
"""

from rankandfile.core.count.meek import MeekRule
from rankandfile.core.count.ties import TieRule

MEEK_PRF = MeekRule(
    name="meek-prf",
    paragraphs={"iterate": "B.2", "elect": "B.2.c", "exclude": "B.3", "finish": "C"},
    decimals=9,
    enough=6,
    elects="at-once",
    surplus_ties=True,
    ties=TieRule(direction="lot"),
)
