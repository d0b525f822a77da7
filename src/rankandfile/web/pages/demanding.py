"""A convention that members demand, as the page of conventions shows it: how many do, how many it takes."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from rankandfile.core.chapters import demanding as chapter
from rankandfile.core.chapters.demanding import DemandConvention, WithdrawDemand
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.ids import Moment
from rankandfile.core.state import State

from ..page import way
from ..rules import rule
from ..templatetags.pieces import number
from ..who import Reader
from . import support
from .pieces import Can, Cannot, Rule


class Demand(Struct, frozen=True):
    """How many demand it, what is still missing, and the rule."""

    told: str
    need: str
    law: Rule


def demand(state: State, at: Moment) -> Demand | None:
    """The demand as it stands; None where the rulebook knows none, or a convention is called."""
    need = chapter.needed(state)
    if need is None or state.meetings.current:
        return None
    has = chapter.has(state, at)
    told = ngettext("{n} member demands a convention.", "{n} members demand a convention.", has.members)
    lacks = support.missing(need, has, support.more_members)
    return Demand(told.format(n=number(has.members)), lacks, law(state))


def ways(state: State, reader: Reader) -> tuple[Can | Cannot, ...]:
    """What the reader can do about it."""
    if rulebook(state).convention.demanded_by is None or state.meetings.current:
        return ()
    if reader.handle in state.meetings.demand:
        act, url = WithdrawDemand(reader.handle, reader.at), reverse("withdraw_demand")
        return (way(state, act, {}, Can(_("Demand it no longer"), url, fields=())),)
    can = Can(_("Demand a convention"), reverse("demand_convention"))
    return (way(state, DemandConvention(reader.handle, reader.at), {}, can),)


def law(state: State) -> Rule:
    """The clause on the convention."""
    return rule(state, rulebook(state).convention.article)
