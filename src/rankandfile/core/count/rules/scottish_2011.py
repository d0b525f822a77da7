"""Scottish local elections: the single transferable vote of 2011, as its official result sheets show it carried out.

The Scottish Local Government Elections Order 2011 (SSI 2011/399), schedule 1, in short:

46  First stage. Papers are sorted by first preference; each is one vote; the valid papers are counted.
47  The quota is the valid papers divided by one more than the seats, decimals ignored, plus one.
48  (1) Whose votes equal or exceed the quota at any stage is deemed to be elected.
49  (1) While a vacancy remains, the papers of a candidate whose votes exceed the quota are sorted by the next available
    preference: the next for a candidate neither elected nor excluded.
    (3) Each goes on at a value: the surplus times the paper's value when received, divided by all votes of the
    candidate, to five decimal places, any remainder ignored.
50  (1) Of several surpluses the highest is transferred first. (2) If equal, that of the candidate who had more votes
    at the end of the most recent preceding stage at which they differed. (3) If equal at all stages, by lot.
51  (1) When no surplus is left to transfer, the candidate with the fewest votes is excluded.
    (4) Papers of an excluded candidate go on at the value at which they were received.
52  (2) Of several with the fewest, the one with the fewest at the end of the most recent preceding stage at which they
    differed; if equal at all stages, by lot.
53  (1) When as many candidates continue as vacancies remain, they are deemed to be elected.
    (2) Then no further transfer is required (SSI 2021/437; before: shall be made).

How the text is read here. "Exceeds" in 49(1): exactly the quota makes no stage. 50(2) and 52(2) with three tied
candidates: the comparison goes on among those still equal. 53(2): the official sheets of 2017 and 2022 show the
transfer of the last excluded candidate's papers, and no surplus after the last seat; so does this account.
"""

from rankandfile.core.count.gregory import GregoryRule
from rankandfile.core.count.ties import TieRule

SCOTTISH_2011 = GregoryRule(
    name="scottish-stv-2011",
    paragraphs={"first": "46", "elected": "48(1)", "surplus": "49", "exclusion": "51", "remaining": "53(1)"},
    decimals=5,
    quota="whole",
    ties=TieRule(direction="backwards", narrowing=True),
)
