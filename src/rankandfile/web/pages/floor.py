"""The floor as pages show it: the item, in full what is put to the vote, the vote, who speaks, the agenda."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters import agenda as chapter
from rankandfile.core.chapters.agenda import SILENT, Item, Vote
from rankandfile.core.chapters.amendments import Amendment
from rankandfile.core.chapters.casting import votes_of
from rankandfile.core.chapters.composites import composite_of
from rankandfile.core.chapters.credentials import CheckIn, is_present, seat_flags
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.ordering import sequence
from rankandfile.core.chapters.parts import part_named, whole_of
from rankandfile.core.chapters.rulings import in_the_way
from rankandfile.core.chapters.speaking import AskToSpeak, EndSpeech
from rankandfile.core.chapters.turns import on_the_floor, spoken
from rankandfile.core.chapters.voting import DemandRollCall, enough_for_roll_call
from rankandfile.core.ids import ElectionId, Handle, Moment
from rankandfile.core.rulebook.compare import Change as Clause
from rankandfile.core.state import State
from rankandfile.core.text import amended

from ..page import way
from ..who import Reader
from . import (
    amendments,
    capacities,
    composites,
    following,
    motions,
    parts,
    presiding,
    procedural_names,
    procedure,
    rule_amendments,
    rulings,
    secret_votes,
    speaking,
    together,
    unopposed,
    votes,
)
from .agenda import item_title, section_title
from .erased import shown
from .meetings import Quorum, quorum
from .naming import person
from .pieces import Can, Cannot, Need, Person, Rule
from .texts import Shown, lines

FOR_OTHERS = ("branch", "executive")
"""Capacities in which somebody moves for others; every other is said by the mover's name and posts."""


class Speaker(Struct, frozen=True):
    """Somebody on the speakers' list, and how often they spoke at this convention."""

    who: Person
    side: str
    at: int
    called: int
    times: int
    may_be_called: bool
    now: speaking.Holder | None = None
    """The speech with its clock, of who has the floor."""


class Subject(Struct, frozen=True):
    """What is put to the vote: its text in full, with its change where it is an amendment."""

    id: str
    title: str
    url: str
    change: tuple[Shown, ...]
    mover: Person
    moved: str
    """For whom it was moved, where the mover did not move it for themselves alone."""
    what_if: tuple[str, ...]
    """What becomes of the originals where it is a composite."""
    is_part: bool
    """Whether it is some lines of a text, which stay in it or are taken out."""
    instruction: str
    above: str
    """The amendment that would be amended; empty where it is the motion."""
    above_change: tuple[Shown, ...]
    text: tuple[Shown, ...]
    source: str
    """The same in Markdown."""
    majority: str
    proposes: tuple[Clause, ...]
    """What it would change in the rulebook, article by article; an amendment, in the rulebook that is proposed."""
    remarks: tuple[str, ...]
    """What the check finds of the rulebook as it would be, and does not find of the one in force."""
    outlook: following.Outlook | None
    """What becomes of the other amendments once it is decided; None for a motion."""


class OpenVote(Struct, frozen=True):
    """The vote that is open, and the reader's part in it."""

    id: str
    title: str
    method: str
    is_roll_call: bool
    electors: int
    cast: int
    mine: str
    majority: str
    says: str
    """The procedural motion in its own words; empty where it is none."""
    together: tuple[together.Paper, ...]
    """What is decided at once; empty where it is one question."""


class Floor(Struct, frozen=True):
    """What happens in the hall now."""

    is_open: bool
    item: str
    section: str
    title: str
    subject: Subject | None
    election: str
    election_title: str
    vote: OpenVote | None
    last: votes.Result | None
    quorum: Quorum
    speakers: tuple[Speaker, ...]
    next_title: str
    waiting: int
    asked: unopposed.Asked | None
    """Whether the meeting is asked to take an amendment in without a vote."""
    secret: secret_votes.Secret | None = None
    decided: secret_votes.Decided | None = None
    """What the last secret vote decided, where nothing was voted on after it."""


def floor(state: State, reader: Reader, meeting: Convention) -> Floor:
    """What happens in the hall now, for this reader."""
    item, vote = chapter.open_item(state, meeting.id), chapter.open_vote(state, meeting.id)
    about = item.about if item else ""
    coming = chapter.next_item(state, meeting.id)
    election = state.elections.elections.get(ElectionId(about))
    closed = [v for v in state.floor.votes.values() if v.convention == meeting.id and v.closed]
    return Floor(
        is_open=bool(meeting.opened) and not meeting.closed,
        item=item.id if item else "",
        section=_section_title(state, item),
        title=item_title(state, about) if item else "",
        subject=_subject(state, meeting, vote, about, reader.at),
        election=election.id if election else "",
        election_title=item_title(state, about) if election else "",
        vote=_vote(state, reader, vote) if vote else None,
        last=votes.result(state, closed[-1]) if closed else None,
        quorum=quorum(state, meeting),
        speakers=speakers(state, reader, meeting),
        next_title=_next_title(state, about, coming) if chapter.undecided_vote(state, meeting.id) is None else "",
        waiting=chapter.count_waiting(state, meeting.id),
        asked=unopposed.asked(state, reader, meeting, next_subject(state, about)) if vote is None else None,
        secret=secret_votes.coming(state, meeting, next_subject(state, about)),
        decided=_decided(state, meeting, closed),
    )


def _next_title(state: State, about: str, coming: Item | None) -> str:
    """What is put to the vote next on the item that is open; without one, the item that comes next."""
    subject = next_subject(state, about)
    if subject:
        return votes.subject_title(state, subject)
    return item_title(state, coming.about) if coming else ""


def _decided(state: State, meeting: Convention, closed: list[Vote]) -> secret_votes.Decided | None:
    own = secret_votes.decided(state, meeting)
    return own if own is not None and all(vote.closed <= own.at for vote in closed) else None


def _section_title(state: State, item: Item | None) -> str:
    titles = {s.id: section_title(s) for s in chapter.sections(state)}
    return titles.get(item.section, item.section) if item else ""


def next_subject(state: State, about: str) -> str:
    """What of the item is put to the vote next: a ruling in its way, amendments and parts that wait, the motion.

    Empty for nothing.
    """
    motion = motions.find(state, about)
    if motion is None or motion.fate:
        return ""
    ruling = in_the_way(state, motion.id)
    if ruling is not None:
        return f"{chapter.RULING}{ruling.id}"
    first = sequence(state, motion.id)[0]
    ruling = in_the_way(state, whole_of(first))
    return f"{chapter.RULING}{ruling.id}" if ruling is not None else first


def motion_of(state: State, subject: str) -> Motion | None:
    """The motion that the subject of a vote is, changes, or was ruled on; None where it is about no paper."""
    ruling = rulings.find(state, subject.removeprefix(chapter.RULING))
    about = ruling.about if ruling else whole_of(subject)
    amendment = amendments.find(state, about)
    return motions.find(state, amendment.motion if amendment else about)


def address_of(state: State, subject: str) -> str:
    """Where what is voted on can be read, with everything about it; empty where it is about no paper."""
    motion = motion_of(state, subject)
    return f"{reverse('motion', args=[motion.id])}#{subject}" if motion is not None else ""


def _subject(state: State, meeting: Convention, vote: Vote | None, about: str, at: Moment) -> Subject | None:
    """What is under vote, or what will be put to it next."""
    subject = vote.subject if vote else next_subject(state, about)
    named, motion = part_named(subject), motion_of(state, subject)
    if motion is None:
        return None
    ruling = rulings.find(state, subject.removeprefix(chapter.RULING))
    amendment = amendments.find(state, ruling.about if ruling else whole_of(subject))
    text = amended(shown(state, motion.entry, "text"), motions.changes_carried(state, motion))
    rules = None if ruling or named else _rules(state, motion, amendment)
    paper = amendment or motion
    return Subject(
        id=subject,
        title=votes.subject_title(state, subject),
        url=address_of(state, subject),
        change=parts.text_of(state, *named) if named else amendments.in_place(state, amendment) if amendment else (),
        is_part=named is not None,
        mover=person(state, paper.mover, at),
        moved=capacities.written(state, paper.capacity, paper.branch) if paper.capacity in FOR_OTHERS else "",
        what_if=composites.what_if(state) if subject == motion.id and composite_of(state, motion.id) else (),
        instruction=_instruction(state, amendment) if ruling is None else shown(state, ruling.entry, "reason"),
        above=amendment.amends if amendment else "",
        above_change=_above(state, amendment),
        text=lines(text),
        source=text,
        majority=votes.majority_titles(state, subject, meeting.id),
        proposes=rules.clauses if rules else (),
        remarks=rules.remarks if rules else (),
        outlook=following.outlook(state, amendment) if amendment and not named and not ruling else None,
    )


def _rules(state: State, motion: Motion, amendment: Amendment | None) -> rule_amendments.Rules | None:
    if amendment is not None:
        return rule_amendments.of_amendment(state, amendment)
    return rule_amendments.of_motion(state, motion)


def _above(state: State, amendment: Amendment | None) -> tuple[Shown, ...]:
    """The amendment whose text is amended, in its place in the motion; nothing where the motion's own is."""
    above = amendments.find(state, amendment.amends) if amendment else None
    if above is None:
        return ()
    return amendments.in_place(state, above) or lines(amendments.text_of(state, above))


def _instruction(state: State, amendment: Amendment | None) -> str:
    return amendments.text_of(state, amendment) if amendment is not None and amendment.action == "instruct" else ""


def _vote(state: State, reader: Reader, vote: Vote) -> OpenVote:
    names = len(vote.choices) - vote.choices.count(SILENT)
    by_name = vote.method == "roll-call"
    mine = _choice(vote, reader) if by_name else ""
    return OpenVote(
        id=vote.id,
        title=votes.subject_title(state, vote.subject),
        method=_(votes.METHODS[vote.method]),
        is_roll_call=by_name,
        electors=len(vote.electorate),
        cast=names if by_name else len(vote.cards),
        mine=mine,
        majority=votes.majority_titles(state, vote.subject, vote.convention),
        says=procedural_names.says(state, vote.subject),
        together=together.papers(state, vote),
    )


def _choice(vote: Vote, reader: Reader) -> str:
    """What the reader has voted so far; empty where the reader has no vote in it."""
    return vote.choices[vote.electorate.index(reader.handle)] if reader.handle in vote.electorate else ""


def votes_here(state: State, reader: Reader, meeting: Convention) -> bool:
    """Whether the reader has a vote in the roll call that is open, or would have one if it were opened now."""
    seat, vote = meeting.present.get(reader.handle), chapter.open_vote(state, meeting.id)
    if vote is not None and vote.method == "roll-call":
        return bool(votes_of(vote, reader.handle))
    return seat is not None and seat.vote and not seat.left


def speakers(state: State, reader: Reader, meeting: Convention) -> tuple[Speaker, ...]:
    """The speakers' list of the open item: who has the floor, then those who wait, in the rulebook's order."""
    item = chapter.open_item(state, meeting.id)
    if item is None:
        return ()
    now, times = speaking.holder(state, reader.at, meeting, item), spoken(state, meeting.id)
    waiting = tuple(
        Speaker(one.who, one.side, one.at, 0, one.times, one.may_be_called)
        for one in speaking.places(state, reader.at, meeting, item)
    )
    if now is None:
        return waiting
    return (
        Speaker(now.who, now.side, now.called, now.called, times[Handle(now.who.handle)], False, now),
        *waiting,
    )


def needs_you(state: State, reader: Reader) -> Iterator[Need]:
    """On the front page: a roll call in which the reader has not voted."""
    for convention, number in state.floor.open_vote.items():
        vote = state.floor.votes[number]
        if vote.method == "roll-call" and _choice(vote, reader) == SILENT:
            sentence = _("Vote by name: {title}").format(title=votes.subject_title(state, vote.subject))
            yield Need(sentence, 0, None, reverse("floor", args=[convention]))


def ways(state: State, reader: Reader, meeting: Convention) -> tuple[Can | Cannot, ...]:
    """What somebody in the hall can do: ask to speak, demand a roll call."""
    if meeting.closed:
        return ()
    if not is_present(meeting, reader.handle):
        return _at_the_door(state, reader, meeting)
    if not meeting.opened:
        return presiding.ways(state, reader, meeting)
    if _has_the_floor(state, reader, meeting):
        finish = EndSpeech(reader.handle, reader.at, meeting.id)
        ended = way(state, finish, {}, _can(_("I have finished"), meeting, "end-speech", True))
        return (ended, *procedure.rail(state, reader, meeting.id))
    debating = chapter.undecided_vote(state, meeting.id) is None
    asks = [
        (_("Ask to speak for"), "for", debating),
        (_("Ask to speak against"), "against", False),
        (_("Ask a question"), "question", False),
    ]
    found: list[Can | Cannot] = [
        way(
            state,
            AskToSpeak(reader.handle, reader.at, meeting.id, side),
            {},
            _can(label, meeting, "ask", main, side=side),
        )
        for label, side, main in asks
    ]
    found = found if isinstance(found[0], Can) else [Cannot(_("Ask to speak"), *_why(found[0]))]
    item = chapter.open_item(state, meeting.id)
    subject = next_subject(state, item.about) if item and debating else ""
    if subject and enough_for_roll_call(state, meeting.id):
        demand = DemandRollCall(reader.handle, reader.at, meeting.id, subject)
        label = _("Demand a roll call on {subject}").format(subject=rulings.named(votes.subject_name(subject)))
        found.append(way(state, demand, {}, _can(label, meeting, "demand", False, subject=subject)))
    return (*found, *procedure.rail(state, reader, meeting.id), *presiding.ways(state, reader, meeting))


def _at_the_door(state: State, reader: Reader, meeting: Convention) -> tuple[Can | Cannot, ...]:
    """Checking in, for who has a seat; for everybody else why not, and who sits here."""
    seats = reverse("credentials", args=[meeting.id])
    if seat_flags(state, meeting.id, reader.handle, reader.at) is not None:
        return (Can(_("Check in"), seats, main=True),)
    closed = way(state, CheckIn(reader.handle, reader.at, meeting.id, reader.handle), {}, Can("", ""))
    return (Can(_("See who has a seat here"), seats), Cannot(_("Check in"), *_why(closed)))


def _has_the_floor(state: State, reader: Reader, meeting: Convention) -> bool:
    item = chapter.open_item(state, meeting.id)
    now = on_the_floor(state, meeting.id, item.id) if item is not None else None
    return now is not None and now.person == reader.handle


def _why(closed: Can | Cannot) -> tuple[str, str, Rule | None]:
    return (closed.because, closed.remedy, closed.rule) if isinstance(closed, Cannot) else ("", "", None)


def _can(label: str, meeting: Convention, doing: str, main: bool = False, **fields: str) -> Can:
    return Can(label, reverse("do", args=[meeting.id, doing]), main, tuple(fields.items()))
