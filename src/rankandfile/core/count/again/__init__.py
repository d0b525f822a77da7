"""The other hand: every method a second time, from its plain definition, on plain Python lists.

Nothing here is shared with the counters but the ballots as read, the choices that a rule names (its decimals, its
paragraphs) and the public lot. Each file writes the account that ought to have been written; `check` compares. Speed
is no aim: what a stage holds is added up anew from all papers, where the counters move only what changes.
"""
