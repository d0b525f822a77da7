"""How often and how long was spoken at a meeting, by group, by side and by branch, and what share each group has."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from rankandfile.core.chapters import turns
from rankandfile.core.chapters.agenda import Speaker
from rankandfile.core.chapters.credentials import is_present
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.speech_clock import lengths
from rankandfile.core.chapters.standing import find
from rankandfile.core.ids import Handle, Moment
from rankandfile.core.rulebook.schema import SpeakersGroup
from rankandfile.core.state import State

from ..templatetags.pieces import number
from .naming import branch_name

SIDES = {
    "for": gettext_noop("for"),
    "against": gettext_noop("against"),
    "question": gettext_noop("question"),
    "intervention": gettext_noop("intervention"),
    "point": gettext_noop("point"),
    "reply": gettext_noop("the mover's reply"),
}


class Total(Struct, frozen=True):
    """How often and how long a group spoke at this meeting, and what its share of the speeches is; empty for none."""

    title: str
    speeches: int
    time: str
    share: str
    why: str = ""
    """How a share that is as large as the group's part of those present comes about; empty for a fixed one."""


def lasting(seconds: int) -> str:
    """A length of time in minutes and seconds."""
    minutes, rest = divmod(seconds, 60)
    if not rest:
        return _("{minutes} min").format(minutes=number(minutes))
    return _("{minutes} min {seconds} s").format(minutes=number(minutes), seconds=number(rest))


def _speeches(state: State, meeting: Convention, at: Moment) -> Iterator[tuple[Speaker, int]]:
    """Every speech at this meeting, points and replies too, with its seconds."""
    for key, listed in state.floor.speakers.items():
        if key.startswith(f"{meeting.id}/"):
            yield from lengths(state, meeting.id, listed, at)


def _totals(
    pairs: Iterator[tuple[str, int]], titles: dict[str, str], shares: dict[str, str], whys: dict[str, str]
) -> tuple[Total, ...]:
    times, seconds = Counter[str](), Counter[str]()
    for name, length in pairs:
        times[name] += 1
        seconds[name] += length
    known = [*titles, *(name for name in times if name not in titles)]
    return tuple(
        Total(titles.get(name, name), times[name], lasting(seconds[name]), shares.get(name, ""), whys.get(name, ""))
        for name in known
    )


def by_group(state: State, meeting: Convention, at: Moment) -> tuple[Total, ...]:
    """How often and how long each group of the rulebook spoke at the meeting, with its share and how it comes about."""
    clause, declared = turns.clause(state), turns.declared_at(state, meeting.id)
    if not clause.groups:
        return ()
    titles = {group.id: group.title or group.id for group in clause.groups} | {"": _("of no group")}
    shares = {group.id: _share(state, meeting, group.id) for group in clause.groups}
    spoken = _speeches(state, meeting, at)
    pairs = ((group, length) for s, length in spoken for group in declared.get(s.person, ()) or ("",))
    return _totals(pairs, titles, shares, {group.id: why_share(state, meeting, group) for group in clause.groups})


def why_share(state: State, meeting: Convention, group: SpeakersGroup) -> str:
    """Of how many present how many say that they belong, where the share follows from that."""
    if not group.proportional:
        return ""
    declared = turns.declared_at(state, meeting.id)
    here = [person for person in meeting.present if is_present(meeting, person) and meeting.present[person].voice]
    members = sum(group.id in declared.get(person, ()) for person in here)
    return _("{members} of {present} present say that they belong").format(
        members=number(members), present=number(len(here))
    )


def _share(state: State, meeting: Convention, group: str) -> str:
    share = turns.shares(state, meeting.id)[group]
    return _("{part} of {whole}").format(part=number(share.numerator), whole=number(share.denominator)) if share else ""


def by_side(state: State, meeting: Convention, at: Moment) -> tuple[Total, ...]:
    titles = {side: _(name) for side, name in SIDES.items()}
    found = _totals(((s.side, length) for s, length in _speeches(state, meeting, at)), titles, {}, {})
    return tuple(total for total in found if total.speeches)


def by_branch(state: State, meeting: Convention, at: Moment) -> tuple[Total, ...]:
    def branch_of(handle: Handle) -> str:
        member = find(state, handle)
        return branch_name(state, member.branch) if member and member.branch else _("of no branch")

    return _totals(((branch_of(s.person), length) for s, length in _speeches(state, meeting, at)), {}, {}, {})
