"""Cambridge, Massachusetts: whole papers, and of a surplus every so many-th paper of the pile (Cincinnati method).

Massachusetts General Laws, chapter 54A (1938), in short:

9 (c)  The quota is the valid ballots divided by one more than the places, fractions disregarded, plus one. Whoever
       reaches it at any stage is elected, and receives no more.
9 (d)  Ballots are sorted by first choices, polling place by polling place in the order that was drawn.
16 (b) A surplus may go on by a method that was in use in 1938. The city's: the elected candidate's ballots are numbered
       in the order in which they were counted, and every nth is drawn, n being ballots ÷ surplus to the nearest whole
       number: ballots n, 2n, 3n …, then n+1, 2n+1 … until the quota is left. A ballot that names no continuing
       candidate is skipped and stays.
9 (g)  When that is done, all with fewer ballots than the signatures that a nomination needs (fifty) are defeated.
9 (h)  Their ballots go each to the next choice among the continuing candidates; those without one are exhausted.
9 (i)(j) Then the lowest candidate is defeated, one at a time, and the ballots go on in the same way.
9 (k)  Of several who are lowest, the one with fewest ballots before the last transfer, or before the one before that;
       those defeated together under (g) make one transfer. Otherwise the lot.
9 (l)  When as many as there are places have the quota, the transfer in progress is completed and the count ends. When
       no more candidates are left than places, they are elected.

How the text is read here. The largest surplus goes first. A half is rounded up. When all rounds of n+1, n+2 … are
through, the first n−1 ballots follow. (g) defeats nobody where it would leave fewer candidates than places. The order
of the pile is that of the file, line by line, the ballots of one line one behind the other; where precincts were drawn,
the file has to be in that order.
"""

from rankandfile.core.count.ties import TieRule
from rankandfile.core.count.whole import WholeRule

CAMBRIDGE = WholeRule(
    name="cambridge",
    paragraphs={
        "first": "9(d)",
        "elected": "9(c)",
        "surplus": "16(b)",
        "few": "9(g)",
        "exclusion": "9(i)",
        "remaining": "9(l)",
    },
    signatures=50,
    ties=TieRule(direction="backwards"),
)
