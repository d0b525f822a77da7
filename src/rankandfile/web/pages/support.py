"""Support in words: what a paper needs, what it has, what is missing."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from rankandfile.core.rulebook.schema import Threshold

from ..templatetags.pieces import number

NUMBERS = ("members", "delegates", "branches")


def more_seconders(n: int) -> str:
    """So many more who second a paper."""
    return ngettext("{n} more seconder", "{n} more seconders", n).format(n=number(n))


def more_members(n: int) -> str:
    """So many more who ask for something that is no paper."""
    return ngettext("{n} more member", "{n} more members", n).format(n=number(n))


def missing(need: Threshold, has: Threshold, more: Callable[[int], str] = more_seconders) -> str:
    """What is still missing: "2 more seconders, from 1 more branch"; empty where nothing is."""
    lacks = Threshold(**{name: max(getattr(need, name) - getattr(has, name), 0) for name in NUMBERS})
    who = [more(lacks.members)] * bool(lacks.members) + [_more_delegates(lacks.delegates)] * bool(lacks.delegates)
    where = [_more_branches(lacks.branches)] * bool(lacks.branches)
    return _together([*(who or [_("seconders")] * bool(where)), *where])


def _together(parts: list[str]) -> str:
    return (pgettext("between two parts", ",") + " ").join(parts)


def _more_delegates(n: int) -> str:
    return ngettext("{n} more delegate", "{n} more delegates", n).format(n=number(n))


def _more_branches(n: int) -> str:
    return ngettext("from {n} more branch", "from {n} more branches", n).format(n=number(n))


def written(support: Threshold) -> str:
    """The support in numbers: "10 seconders, from 3 branches"; a phrase for none."""
    seconders = ngettext("{n} seconder", "{n} seconders", support.members).format(n=number(support.members))
    delegates = ngettext("{n} delegate", "{n} delegates", support.delegates).format(n=number(support.delegates))
    branches = ngettext("from {n} branch", "from {n} branches", support.branches).format(n=number(support.branches))
    told = (
        [seconders] * bool(support.members)
        + [delegates] * bool(support.delegates)
        + [branches] * bool(support.branches)
    )
    return _together(told) or _("no seconders")


def standing(need: Threshold, has: Threshold) -> str:
    """Both in two sentences, the second in the terms of the first."""
    if need == Threshold():
        return _("It needs no seconders.")
    in_its_terms = Threshold(**{name: getattr(has, name) * bool(getattr(need, name)) for name in NUMBERS})
    return _("It needs {needed}. It has {has}.").format(needed=written(need), has=written(in_its_terms))
