"""Secret ballots that anybody can verify: the Belenios protocol, version 1, on the groups that it names.

Values in, values out: who makes a ballot hands in the random numbers, and no secret is made here. `audit` reads a
whole election from its archive and says what is wrong with it. Written from the published specification, whose section
numbers the modules quote; `docs/ballots.md` says what each check is for.
"""
