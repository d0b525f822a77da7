"""Minutes as the record gives them: Markdown with attendance, decisions and their numbers, rulings, texts, and notes.

Nobody writes a decision into them and nobody can leave one out: every line but the notes is read from the record, each
time. What the minute-taker has noted stands under its item, with the name of who wrote it down.
"""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.agenda import Item, items, open_item
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.minuting import Note, notes
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.turns import speakers
from rankandfile.core.ids import ElectionId, Handle
from rankandfile.core.state import State
from rankandfile.core.text import amended

from ..templatetags.pieces import number, written_moment
from . import motions, secret_votes, votes
from .agenda import item_title
from .boards import secrecy, turnout
from .bodies import in_a_sentence
from .erased import shown
from .meetings import place_of
from .naming import member_name
from .procedural_names import own_name
from .speaking_times import SIDES


def draft(state: State, meeting: Convention) -> str:
    """Everything that the record knows about the meeting, in the order of the agenda, with the notes."""
    return "\n".join(_parts(state, meeting)).strip() + "\n"


def text(state: State, meeting: Convention) -> str:
    """The minutes: as the minute-taker has published them, or as the record and the notes give them."""
    own = shown(state, meeting.minutes, "minutes") if is_by_taker(meeting) else ""
    return own or draft(state, meeting)


def is_by_taker(meeting: Convention) -> bool:
    """Whether the minute-taker has published them, rather than the clock."""
    from .. import organisation

    return meeting.minutes >= 0 and bool(organisation.text(meeting.minutes, "minutes"))


class File(Struct, frozen=True):
    """A file that can be taken along."""

    label: str
    url: str


def files(state: State, meeting: Convention) -> tuple[File, ...]:
    """The votes by name as files, where there were any."""
    if not any(v.convention == meeting.id and v.closed and v.method == "roll-call" for v in state.floor.votes.values()):
        return ()
    return (
        File(_("table (CSV)"), reverse("roll_calls", args=[meeting.id, "csv"])),
        File(_("for programs (Popolo JSON)"), reverse("roll_calls", args=[meeting.id, "json"])),
    )


def choices(state: State, meeting: Convention) -> list[tuple[str, str]]:
    """What a note can stand under."""
    known = ((i.id, f"{i.id}. {item_title(state, i.about)}") for i in items(state, meeting.id))
    return [("", _("The whole meeting")), *known]


def open_now(state: State, meeting: Convention) -> str:
    """The item that is on the floor, or none."""
    item = open_item(state, meeting.id)
    return item.id if item is not None else ""


def _parts(state: State, meeting: Convention) -> Iterator[str]:
    yield (
        _("# Minutes of {meeting}, {place}").format(meeting=in_a_sentence(state, meeting), place=place_of(meeting))
        + "\n"
    )
    yield _opening(meeting) + "\n"
    yield from _attendance(state, meeting)
    written = notes(state, meeting.id)
    yield from _noted(state, (note for note in written if not note.item))
    taken = tuple(items(state, meeting.id))
    for item in taken:
        yield "\n" + _("## {number}. {title}").format(number=item.id, title=item_title(state, item.about)) + "\n"
        yield from _item(state, meeting, item)
        yield from _noted(state, (note for note in written if note.item == item.id))
    yield from _beside_the_agenda(state, meeting)


def _opening(meeting: Convention) -> str:
    facts = {
        "opened": written_moment(meeting.opened), "closed": written_moment(meeting.closed),
        "people": number(len(meeting.present)),
        "votes": number(sum(seat.vote for seat in meeting.present.values())),
    }  # fmt: skip
    if not meeting.closed:
        told = _("It was opened {opened}. {people} people have taken their seats, {votes} of them with a vote.")
        return told.format_map(facts)
    told = _(
        "It was opened {opened} and closed {closed}. {people} people took their seats, {votes} of them with a vote."
    )
    return told.format_map(facts)


def _attendance(state: State, meeting: Convention) -> Iterator[str]:
    yield "\n" + _("## Attendance") + "\n"
    with_vote = [who for who, seat in meeting.present.items() if seat.vote]
    without = [who for who, seat in meeting.present.items() if not seat.vote]
    for label, people in ((_("With a vote"), with_vote), (_("Without a vote"), without)):
        if people:
            yield f"* {label}: {_named(state, people)}."
    for alternate, delegate in meeting.seated.items():
        told = _("{alternate} in the place of {delegate}")
        yield "* " + told.format(alternate=_name(state, alternate), delegate=_name(state, delegate))


def _named(state: State, people: Iterable[Handle]) -> str:
    return ", ".join(sorted(_name(state, who) for who in people))


def _name(state: State, who: Handle) -> str:
    """The name, so that no sign in it is taken for Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#" else sign for sign in member_name(state, who))


def _item(state: State, meeting: Convention, item: Item) -> Iterator[str]:
    if item.state == "unreached":
        yield _("The item was not reached. That is not a defeat.")
    if item.state == "waiting" and not meeting.closed:
        yield _("Not taken up yet.")
    yield from _elected(state, item)
    motion = motions.find(state, item.about)
    if motion is None:
        return
    yield _("Moved by {name}.").format(name=_name(state, motion.mover)) + "\n"
    yield from _spoke(state, meeting, item)
    yield from _raised(state, meeting, item.id)
    for result in votes.of_motion(state, motion.id):
        if result.tally is not None:
            yield _decision(result)
    if secret := secret_votes.for_minutes(state, meeting, motion.id):
        yield "\n" + secret + "\n"
    yield from _adopted(state, motion)


def _elected(state: State, item: Item) -> Iterator[str]:
    election = state.elections.elections.get(ElectionId(item.about))
    if election is None or not election.counted:
        return
    names = ", ".join(_name(state, person) for person in election.elected)
    yield _("Elected, in the order of election: {names}.").format(names=names) if names else _("Nobody was elected.")
    yield _("{number} people voted.").format(number=number(turnout(state, election)))
    yield secrecy(state, election)


def _spoke(state: State, meeting: Convention, item: Item) -> Iterator[str]:
    called = sorted((s for s in speakers(state, meeting.id, item.id) if s.called), key=lambda s: s.called)
    if called:
        told = ", ".join(f"{_name(state, s.person)} ({_(SIDES[s.side])})" for s in called)
        yield _("Spoke, in this order: {names}.").format(names=told) + "\n"


def _decision(result: votes.Result) -> str:
    assert result.tally is not None, "only votes that are closed are decisions"
    verdict = _("Carried.") if result.tally.carried else _("Not carried.")
    counts = ", ".join(f"{number(share.votes)} {share.label}" for share in result.tally.shares)
    told = _("{title}: {counts}, by {method}. {sentence} {verdict}").format(
        title=result.title, counts=counts, method=result.method, sentence=result.tally.sentence, verdict=verdict
    )
    if result.is_advice:
        told = f"{told} {_('There was no quorum, so nothing is decided. A meeting with a quorum decides.')}"
    for first in result.before:
        shares = ", ".join(f"{number(share.votes)} {share.label}" for share in first.shares)
        again = _("It was counted again on demand; the first account was {counts}.")
        told = f"{told} {again.format(counts=shares)}"
    if result.on_paper:
        paper = _("It was taken on paper {when}, and entered afterwards.")
        told = f"{told} {paper.format(when=written_moment(result.on_paper))}"
    return f"* {told}"


def _raised(state: State, meeting: Convention, item: str) -> Iterator[str]:
    """What was raised under the item, and how the chair or the meeting settled it, with the ruling's words."""
    for key in state.procedure.of.get(meeting.id, ()):
        own = state.procedure.raised[key]
        if own.item != item:
            continue
        fate = own_name(state, own)
        yield "* " + _("{what}, raised by {name} {when}.").format(
            what=fate, name=_name(state, own.by), when=written_moment(own.raised)
        )
        if own.ruling >= 0:
            yield "    * " + _("Ruling: {words}").format(words=_line(shown(state, own.ruling, "ruling")))
            if own.overturned:
                yield "    * " + _("The meeting did not let the ruling stand.")
    for ruling in state.speaking.overruled.get(f"{meeting.id}/{item}", ()):
        told = _("The chair called {name} out of turn. Ruling: {words}")
        words = _line(shown(state, ruling.entry, "ruling"))
        yield "* " + told.format(name=_name(state, ruling.person), words=words)


def _line(written: str) -> str:
    """Words of somebody on one line."""
    return " ".join(written.split())


def _adopted(state: State, motion: Motion) -> Iterator[str]:
    """The text as adopted, with the amendments that carried."""
    if motion.fate != "carried":
        return
    adopted = amended(shown(state, motion.entry, "text"), motions.changes_carried(state, motion))
    yield "\n" + _("Text as adopted:") + "\n"
    yield from (f"> {line}" for line in adopted.splitlines())


def _noted(state: State, written: Iterable[Note]) -> Iterator[str]:
    for note in written:
        told = _("Noted by {name} {when}:").format(name=_name(state, note.by), when=written_moment(note.at))
        yield f"\n*{told}*\n\n{shown(state, note.entry, 'note')}\n"


def _beside_the_agenda(state: State, meeting: Convention) -> Iterator[str]:
    """Decisions on the order of business and on procedure, and what was raised while no item was open."""
    decided = [
        votes.result(state, vote)
        for vote in state.floor.votes.values()
        if vote.convention == meeting.id and vote.closed and is_beside(state, vote.subject)
    ]
    raised = list(_raised(state, meeting, ""))
    if decided or raised:
        yield "\n" + _("## Order of business") + "\n"
        yield from raised
        yield from (_decision(result) for result in decided)


def is_beside(state: State, subject: str) -> bool:
    """Whether a vote was on no motion and none of its amendments."""
    about = {key for motion, amendments in state.amendments.of.items() for key in (motion, *amendments)}
    return subject not in about and subject not in state.motions.motions
