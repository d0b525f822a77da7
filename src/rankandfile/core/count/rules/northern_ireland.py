"""Northern Ireland's local elections: parcels as in ERS97, with a whole quota that never falls.

The Local Elections (Northern Ireland) Order 1985, schedule 5, part IV, in short:

44-45  First preferences are counted; the quota is the valid papers divided by one more than the seats, decimals
       ignored, plus one. Whoever has it is elected.
47     A surplus goes on, the largest first: from the first parcel, or later from the last one received, at
       surplus ÷ transferable papers, to two decimals, never above the value received. It may wait while it cannot
       change who has the fewest votes.
49     The candidate with the fewest votes is excluded, or several together; papers go on in the order of their value.
50     When no more candidates continue than seats are vacant, they are elected.

This follows the description of the rules, and has been held against no official sheet yet.
"""

from rankandfile.core.count.parcel_table import ParcelRule
from rankandfile.core.count.ties import TieRule

NORTHERN_IRELAND = ParcelRule(
    name="northern-ireland",
    paragraphs={"first": "44", "elected": "45", "surplus": "47", "exclusion": "49", "remaining": "50"},
    decimals=2,
    falling_quota=False,
    ties=TieRule(direction="forwards"),
)
