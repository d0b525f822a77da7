"""The rules of the Electoral Reform Society, third edition 1997 (ERS97), counted to two decimals.

The rules, in short:

5.1.6  The quota is the valid votes divided by one more than the seats; where it does not come out even to two decimals
       it is rounded up to the next hundredth.
5.1.7  Whoever has the quota is elected. So is, later and rarely, whoever has the active vote divided by one more than
       the seats still vacant, where that is less than the quota.
5.2.2  The largest surplus is transferred next. Surpluses are deferred when together they do not exceed the difference
       between the two candidates with the fewest votes, or cannot save a lowest group who would go together.
5.2.3  Of equal surpluses, that of the candidate who had more votes at the first stage at which they differed; then lot.
5.2.5  Without a surplus to transfer, the candidate with the fewest votes is excluded; two or more together, when their
       votes with all surpluses do not exceed those of the next.
5.3.2  A surplus that arises later is taken from the last batch of papers received.
5.3.7  Its transferable papers go on at surplus ÷ their number, to two decimals, the remainder ignored, but never above
       the value at which they were received.
5.3.10 While nobody is elected, the quota is taken anew from the votes that still count.
5.4    Papers of the excluded go on value by value, the highest first; whoever reaches the quota in between is elected
       and receives no more.
5.6    The count ends when all seats are filled; as many candidates as vacancies are elected.

Reading: "do not exceed" is taken as it stands, in 5.2.2 and 5.2.5 alike.
"""

from rankandfile.core.count.parcel_table import ParcelRule
from rankandfile.core.count.ties import TieRule

ERS97 = ParcelRule(
    name="ers97",
    paragraphs={"first": "5.1", "elected": "5.1.7", "surplus": "5.3", "exclusion": "5.4", "remaining": "5.6"},
    decimals=2,
    falling_quota=True,
    ties=TieRule(direction="forwards"),
)
