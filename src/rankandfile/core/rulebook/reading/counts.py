"""How each way of counting is called in a sentence. Every method that a rulebook may name has its words here."""

from collections.abc import Mapping

from ...refusal import gettext_noop

COUNTS: Mapping[str, str] = {
    "scottish-stv-2011": gettext_noop("Scottish single transferable vote"),
    "wigm-prf": gettext_noop("single transferable vote, reference rule"),
    "wigm-prf-batch": gettext_noop("single transferable vote, reference rule, excluding in batches"),
    "wigm-prf-one-winner": gettext_noop("single transferable vote, reference rule, one winner each round"),
    "minneapolis": gettext_noop("single transferable vote of Minneapolis"),
    "ers97": gettext_noop("single transferable vote of the Electoral Reform Society (1997)"),
    "northern-ireland": gettext_noop("single transferable vote of Northern Ireland"),
    "cambridge": gettext_noop("single transferable vote of Cambridge, Massachusetts"),
    "meek-prf": gettext_noop("Meek’s single transferable vote, reference rule"),
    "meek-hww-1987": gettext_noop("Meek’s single transferable vote of 1987"),
    "schulze": gettext_noop("Schulze’s method"),
    "schulze-margins": gettext_noop("Schulze’s method by margins"),
    "schulze-no-opinion": gettext_noop("Schulze’s method, comparing only those ranked"),
    "elekto": gettext_noop("Schulze’s method as Elekto counts it"),
    "ranked-pairs": gettext_noop("ranked pairs"),
    "ranked-pairs-margins": gettext_noop("ranked pairs by margins"),
    "block": gettext_noop("as many votes as seats, most votes"),
    "borda": gettext_noop("points by rank (Borda)"),
    "modified-borda": gettext_noop("points by rank, fewer for fewer names (modified Borda)"),
    "sequential-pav": gettext_noop("proportional approval, seat by seat"),
    "phragmen": gettext_noop("Phragmén’s proportional approval"),
    "irv": gettext_noop("instant run-off"),
    "plurality": gettext_noop("most votes"),
    "approval": gettext_noop("approval"),
    "yes-no": gettext_noop("yes or no to each"),
    "slate": gettext_noop("one list as a whole"),
}
