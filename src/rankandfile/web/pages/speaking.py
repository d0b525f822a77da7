"""The speakers' list as pages show it: who has the floor, who comes next and why, the reader's place, time by group."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct
from msgspec.structs import replace

from rankandfile.core.act import Act
from rankandfile.core.chapters import turns
from rankandfile.core.chapters.agenda import Item, Speaker, open_item
from rankandfile.core.chapters.bodies import is_in_role
from rankandfile.core.chapters.debating import CLOSE_LIST, END_DEBATE, ON_SPEAKING, OPEN_LIST, Overruled
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention, current
from rankandfile.core.chapters.speaking import (
    AskToSpeak,
    BeginSpeech,
    CallSpeaker,
    EndSpeech,
    LeaveSpeakersList,
    list_of,
)
from rankandfile.core.chapters.speech_clock import clock
from rankandfile.core.chapters.voting import PutToVote
from rankandfile.core.ids import Handle, Moment
from rankandfile.core.state import State

from .. import organisation
from ..derived import Once
from ..page import way
from ..rules import rule
from ..who import Reader
from .agenda import item_title
from .naming import member_name, person
from .pieces import Can, Cannot, Need, Person, Rule
from .speaking_times import SIDES, Total, by_branch, by_group, by_side, lasting

ASKING = {
    "for": gettext_noop("Ask to speak for"),
    "against": gettext_noop("Ask to speak against"),
    "question": gettext_noop("Ask a question"),
    "intervention": gettext_noop("Ask for an intervention"),
    "point": gettext_noop("Raise a point"),
    "reply": gettext_noop("Reply as the mover"),
}
REASONS = {
    "kind": gettext_noop("a point comes first, an intervention next, the mover's reply last"),
    "sides": gettext_noop("for and against take turns"),
    "groups": gettext_noop("belongs to a group that is behind its share"),
    "least": gettext_noop("has spoken less often at this meeting"),
    "asked": gettext_noop("asked earlier"),
}
STANDS = {
    "point": gettext_noop("a point waits for the chair's ruling"),
    "motion": gettext_noop("a procedural motion comes first"),
    "floor": gettext_noop("a point or an intervention has the floor"),
    "pause": gettext_noop("the meeting pauses"),
    "quorum": gettext_noop("there is no quorum"),
}
"""Why the clock of a speech stands."""
VOTES = {
    CLOSE_LIST: gettext_noop("Ask the meeting whether to close the speakers' list"),
    OPEN_LIST: gettext_noop("Ask the meeting whether to open the speakers' list again"),
    END_DEBATE: gettext_noop("Ask the meeting whether to end the debate"),
}


class Holder(Struct, frozen=True):
    """Who has the floor, until when; `until` is 0 before the time runs and while nobody knows when it runs again."""

    who: Person
    side: str
    called: int
    until: int
    is_over: bool
    length: str
    left: str
    """How much time is left."""
    stands: str
    """Why the time stands; empty while it runs, and before it began."""
    resumes: int
    """When the time runs again, where that is known; else 0."""
    is_waiting: bool
    """The time does not run yet."""
    interrupted: "Holder | None" = None
    """Who was speaking, and speaks again after this point or intervention."""


class Place(Struct, frozen=True):
    """One who waits: what for, since when, and what puts this one before the next."""

    who: Person
    side: str
    at: int
    times: int
    groups: tuple[str, ...]
    because: str
    may_be_called: bool


class Mine(Struct, frozen=True):
    """The reader's own place, and who comes before, each with the reason."""

    place: int
    before: tuple[tuple[str, str], ...]


class Ruling(Struct, frozen=True):
    """A call out of turn: whom instead of whom, when, why."""

    at: int
    entry: int
    name: str
    instead_of: str
    reason: str


class Page(Struct, frozen=True):
    """Everything about the list of the open item."""

    item: str
    title: str
    holder: Holder | None
    places: tuple[Place, ...]
    mine: Mine | None
    rulings: tuple[Ruling, ...]
    closed: int
    over: int
    room: int
    """How many speeches the list still takes; -1 where there is no limit."""
    groups: tuple[Total, ...]
    sides: tuple[Total, ...]
    branches: tuple[Total, ...]
    law: Rule
    suspended: bool
    """Whether the meeting has set the rulebook's order aside for this item."""
    is_free: bool
    """Whether the chair calls whom it will, because the rulebook has no clause on speaking."""


in_order = Once(turns.turns)


def page(state: State, reader: Reader, meeting: Convention) -> Page:
    """The list of the open item, for this reader."""
    item = open_item(state, meeting.id)
    key = list_of(meeting.id, item.id) if item else ""
    return Page(
        item=item.id if item else "",
        title=item_title(state, item.about) if item else "",
        holder=holder(state, reader.at, meeting, item) if item else None,
        places=places(state, reader.at, meeting, item) if item else (),
        mine=_mine(state, reader.handle, meeting, item) if item else None,
        rulings=tuple(_ruling(state, r) for r in state.speaking.overruled.get(key, ())),
        closed=state.speaking.closed.get(key, 0),
        over=state.speaking.over.get(key, 0),
        room=_room(state, meeting, item),
        groups=by_group(state, meeting, reader.at),
        sides=by_side(state, meeting, reader.at),
        branches=by_branch(state, meeting, reader.at),
        law=rule(state, turns.clause(state).article),
        suspended=turns.is_set_aside(state, meeting.id),
        is_free=rulebook(state).speaking is None,
    )


def my_place(state: State, reader: Reader, meeting: Convention) -> int:
    """Which number the reader has on the list: 1 for who is next; 0 for who does not wait."""
    item = open_item(state, meeting.id)
    listed = [turn.speaker.person for turn in in_order(state, meeting.id, item.id)] if item is not None else []
    return listed.index(reader.handle) + 1 if reader.handle in listed else 0


def my_speech(state: State, reader: Reader, meeting: Convention) -> Holder | None:
    """The reader's own speech, while the reader has the floor; None for everybody else."""
    item = open_item(state, meeting.id)
    now = holder(state, reader.at, meeting, item) if item is not None else None
    return now if now is not None and now.who.handle == reader.handle else None


def needs_you(state: State, reader: Reader) -> Iterator[Need]:
    """On the front page: the reader has the floor, or is next."""
    meeting = current(state)
    item = open_item(state, meeting.id) if meeting is not None else None
    if meeting is None or item is None:
        return
    now, url = turns.on_the_floor(state, meeting.id, item.id), reverse("speakers", args=[meeting.id])
    if now is not None and now.person == reader.handle:
        yield Need(_("You have the floor."), 0, None, url)
    elif my_place(state, reader, meeting) == 1:
        yield Need(_("You are the next to speak."), 0, None, url)


def holder(state: State, at: Moment, meeting: Convention, item: Item) -> Holder | None:
    """Who has the floor; None while nobody does."""
    own = turns.on_the_floor(state, meeting.id, item.id)
    if own is None:
        return None
    waits = turns.interrupted(state, meeting.id, item.id)
    now = _held(state, at, meeting, item, own)
    return replace(now, interrupted=_held(state, at, meeting, item, waits)) if waits is not None else now


def _held(state: State, at: Moment, meeting: Convention, item: Item, own: Speaker) -> Holder:
    """The speech with its clock, which runs once the chair said so."""
    now = clock(state, meeting.id, turns.speakers(state, meeting.id, item.id), own, at)
    return Holder(
        who=person(state, own.person, at),
        side=_(SIDES[own.side]),
        called=own.called,
        until=now.until if own.began else 0,
        is_over=bool(own.began) and not now.left,
        length=lasting(turns.longest(state, own.side, meeting.id)),
        left=lasting(now.left),
        stands=_(STANDS[now.because]) if own.began and now.because else "",
        resumes=now.resumes if own.began else 0,
        is_waiting=not own.began,
    )


def places(state: State, at: Moment, meeting: Convention, item: Item) -> tuple[Place, ...]:
    """Those who wait, in the rulebook's order."""
    is_free, declared = rulebook(state).speaking is None, turns.declared_at(state, meeting.id)
    titles = {group.id: group.title or group.id for group in turns.clause(state).groups}
    return tuple(
        Place(
            person(state, turn.speaker.person, at), _(SIDES[turn.speaker.side]), turn.speaker.at, turn.times,
            tuple(titles[g] for g in declared.get(turn.speaker.person, ()) if g in titles),
            _(REASONS[turn.because]), is_free or place == 0,
        )
        for place, turn in enumerate(in_order(state, meeting.id, item.id))
    )  # fmt: skip


def _mine(state: State, reader: Handle, meeting: Convention, item: Item) -> Mine | None:
    listed = [turn.speaker.person for turn in in_order(state, meeting.id, item.id)]
    if reader not in listed:
        return None
    before = turns.before(state, meeting.id, item.id, reader)
    told = tuple((member_name(state, speaker.person), _(REASONS[why])) for speaker, why in before)
    return Mine(listed.index(reader) + 1, told)


def _ruling(state: State, own: Overruled) -> Ruling:
    name, other = member_name(state, own.person), member_name(state, own.instead_of)
    return Ruling(own.at, own.entry, name, other, organisation.text(own.entry, "ruling"))


def _room(state: State, meeting: Convention, item: Item | None) -> int:
    at_most = turns.clause_now(state, meeting.id).at_most
    if not at_most or item is None:
        return -1
    listed = turns.speakers(state, meeting.id, item.id)
    return max(0, at_most - sum(s.side in turns.SPEECHES and not s.withdrawn for s in listed))


def ways(state: State, reader: Reader, meeting: Convention) -> tuple[Can | Cannot, ...]:
    """What the reader can do about the list: as the chair, as who speaks or waits, at the desk."""
    item = open_item(state, meeting.id)
    if item is None:
        return ()
    chairs = tuple(_chairing(state, reader, meeting, item))
    return (*chairs, *_own(state, reader, meeting, item), *_at_the_desk(state, reader, meeting))


def _chairing(state: State, reader: Reader, meeting: Convention, item: Item) -> Iterator[Can]:
    """The chair's steps that are in order, the next one first."""
    now, first = turns.on_the_floor(state, meeting.id, item.id), turns.next_turn(state, meeting.id, item.id)
    steps: list[tuple[Act, str, str, dict[str, str]]] = []
    if now is not None and not now.began:
        steps.append((BeginSpeech(reader.handle, reader.at, meeting.id), _("Let the time run"), "begin-speech", {}))
    if now is not None and now.person != reader.handle:
        steps.append((EndSpeech(reader.handle, reader.at, meeting.id), _("End the speech"), "end-speech", {}))
    if first is not None:
        label = _("Give the floor to {name}").format(name=member_name(state, first.person))
        act = CallSpeaker(reader.handle, reader.at, meeting.id, first.person)
        steps.append((act, label, "call-speaker", {"person": first.person}))
    first_step, usual = bool(steps), rulebook(state).voting.usual
    for subject in ON_SPEAKING:
        put = PutToVote(reader.handle, reader.at, meeting.id, subject, usual)
        steps.append((put, _(VOTES[subject]), "put", {"subject": subject, "method": usual}))
    can = [c for act, label, doing, more in steps if (c := _open(state, meeting, act, label, doing, more)) is not None]
    for place, each in enumerate(can):
        yield Can(each.label, each.url, place == 0 and first_step, each.fields)
    if can and len(turns.waiting(state, meeting.id, item.id)) > 1 and rulebook(state).speaking is not None:
        yield Can(_("Call somebody out of turn, with a ruling"), reverse("call_out_of_turn", args=[meeting.id]))


def _open(state: State, meeting: Convention, act: Act, label: str, doing: str, more: dict[str, str]) -> Can | None:
    can = Can(label, reverse("do", args=[meeting.id, doing]), False, tuple(more.items()))
    found = way(state, act, {}, can)
    return found if isinstance(found, Can) else None


def _own(state: State, reader: Reader, meeting: Convention, item: Item) -> Iterator[Can | Cannot]:
    """Leaving the list, ending one's speech, or asking for the floor in one of the ways that are open."""
    leave = LeaveSpeakersList(reader.handle, reader.at, meeting.id)
    now = turns.on_the_floor(state, meeting.id, item.id)
    mine = [
        _open(state, meeting, leave, _("Leave the list"), "leave-list", {}),
        _open(state, meeting, EndSpeech(reader.handle, reader.at, meeting.id), _("I have finished"), "end-speech", {})
        if now is not None and now.person == reader.handle
        else None,
    ]
    yield from (can for can in mine if can is not None)
    if mine[0] is None:
        yield from _asking(state, reader, meeting)
    if turns.clause(state).groups and _is_here(meeting, reader.handle):
        yield Can(_("Say to which groups you count"), reverse("declare_groups", args=[meeting.id]))


def _is_here(meeting: Convention, person: Handle) -> bool:
    seat = meeting.present.get(person)
    return seat is not None and seat.voice and not seat.left


def _asking(state: State, reader: Reader, meeting: Convention) -> Iterator[Can | Cannot]:
    url, found = reverse("do", args=[meeting.id, "ask"]), []
    for side, label in ASKING.items():
        act = AskToSpeak(reader.handle, reader.at, meeting.id, side)
        found.append(way(state, act, {}, Can(_(label), url, False, (("side", side),))))
    can = [each for each in found if isinstance(each, Can)]
    closed = found[0]
    yield from can
    if isinstance(closed, Cannot):
        yield Cannot(_("Ask to speak"), closed.because, closed.remedy, closed.rule)


def _at_the_desk(state: State, reader: Reader, meeting: Convention) -> Iterator[Can]:
    if is_in_role(state, meeting.id, reader.handle, "credentials", reader.at):
        yield Can(_("Put somebody on the list, or take them off"), reverse("list_speaker", args=[meeting.id]))


def people_here(state: State, meeting: Convention) -> list[tuple[str, str]]:
    """Everybody present with a voice, by name."""
    found = [(str(p), member_name(state, p)) for p in meeting.present if _is_here(meeting, p)]
    return sorted(found, key=lambda pair: pair[1].casefold())


def people_waiting(state: State, meeting: Convention) -> list[tuple[str, str]]:
    """Those who wait but the next one, in their order."""
    item = open_item(state, meeting.id)
    listed = in_order(state, meeting.id, item.id)[1:] if item is not None else ()
    return [(str(turn.speaker.person), member_name(state, turn.speaker.person)) for turn in listed]


def groups_known(state: State) -> list[tuple[str, str]]:
    """The groups of the list, by id and title."""
    return [(group.id, group.title or group.id) for group in turns.clause(state).groups]


def my_groups(state: State, reader: Reader, meeting: Convention) -> list[str]:
    """To which the reader counts now."""
    return list(turns.declared_at(state, meeting.id).get(reader.handle, ()))


def law(state: State) -> Rule:
    """The clause on speaking; that on the order of business where there is none."""
    return rule(state, turns.clause(state).article)
