"""The Condorcet methods by name.

Schulze (arXiv:1804.02973): a beats b when the strongest path from a to b is stronger than that from b to a. A path's
strength is its weakest defeat. Everybody is ordered by how many they beat.

1  Every ballot compares each two candidates; who is preferred on more ballots defeats the other.
2  By winning votes a defeat is as strong as the votes for it, by margins as strong as their lead.
3  Unranked candidates are last on a ballot, or, with no opinion, not compared.

Ranked pairs (Tideman 1987): the defeats are locked in from the strongest on, leaving out each that would close a
circle. Elekto, as Kubernetes uses it: Schulze by winning votes, unranked is no opinion, equal paths count as beaten.
"""

from rankandfile.core.count.condorcet import CondorcetRule

SCHULZE = CondorcetRule("schulze", "schulze", "winning-votes", "last")
SCHULZE_MARGINS = CondorcetRule("schulze-margins", "schulze", "margins", "last")
SCHULZE_NO_OPINION = CondorcetRule("schulze-no-opinion", "schulze", "winning-votes", "no-opinion")
ELEKTO = CondorcetRule("elekto", "schulze", "winning-votes", "no-opinion", equal_paths_win=True)
RANKED_PAIRS = CondorcetRule("ranked-pairs", "ranked-pairs", "winning-votes", "last")
RANKED_PAIRS_MARGINS = CondorcetRule("ranked-pairs-margins", "ranked-pairs", "margins", "last")
ALL = (SCHULZE, SCHULZE_MARGINS, SCHULZE_NO_OPINION, ELEKTO, RANKED_PAIRS, RANKED_PAIRS_MARGINS)
