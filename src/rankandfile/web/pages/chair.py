"""The chair's screen: what is in order now, the next step first, and why the others are not in order."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct, structs

from rankandfile.core.act import Act
from rankandfile.core.chapters import agenda as chapter
from rankandfile.core.chapters.agenda import CLOSE_NOW, Item, Method, TakeUpItem, Vote
from rankandfile.core.chapters.balloting import CloseVoting, OpenVoting
from rankandfile.core.chapters.bodies import is_in_role
from rankandfile.core.chapters.consenting import CONSENT, consent_items
from rankandfile.core.chapters.elections import Election
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.holding import CloseConvention, OpenConvention
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.chapters.procedural import pending, row_of
from rankandfile.core.chapters.secret_votes import secret_ballot
from rankandfile.core.chapters.speaking import CallSpeaker
from rankandfile.core.chapters.turns import next_turn, on_the_floor
from rankandfile.core.chapters.voting import CloseVote, PutToVote, agreeing
from rankandfile.core.engine import admit
from rankandfile.core.ids import ElectionId, Lot
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State

from ..page import way
from ..templatetags.pieces import number
from ..who import Reader
from . import rulings, unopposed, votes
from .agenda import item_title
from .floor import next_subject
from .naming import member_name
from .pieces import Can, Cannot
from .procedural_names import raised_title
from .telling import counts_are_shown, counts_differ

NO_LOT = Lot("")
"""The secretary puts the lot in."""


class Report(Struct, frozen=True):
    """A teller's count."""

    teller: str
    yes: int
    no: int
    abstain: int


class Counting(Struct, frozen=True):
    """How far the open vote is: the tellers' counts, or how many have voted by name."""

    title: str
    is_roll_call: bool
    electors: int
    cast: int
    reports: tuple[Report, ...]
    agree: int
    needed: int
    differ: bool
    """Enough tellers have reported, and their counts do not agree."""


def presides(state: State, reader: Reader, meeting: Convention) -> bool:
    """Whether the reader has the chair, by its post or because the meeting put it there."""
    if meeting.chair:
        return meeting.chair == reader.handle
    return is_in_role(state, meeting.id, reader.handle, "chair", reader.at)


def steps(state: State, reader: Reader, meeting: Convention) -> tuple[Can | Cannot, ...]:
    """What the chair can do, the next step first as the main one; then what is not in order, with the reason.

    Ending the meeting early is never the next step. While somebody speaks, and no point and no vote comes before that,
    there is none: no slip cuts a speech short. Nor is there one while nobody has voted in a roll call.
    """
    found = [step for step in _steps(state, reader, meeting) if step is not None]
    can = [step for step in found if isinstance(step, Can)]
    cannot = [step for step in found if isinstance(step, Cannot)]
    ends_it = bool(can) and ("subject", CLOSE_NOW) in (can[0].fields or ())
    waits = _is_listening(state, meeting) or _awaits_votes(state, meeting)
    first = can[0] if can and not ends_it and not waits else None
    return (*(structs.replace(step, main=step is first) for step in can), *cannot)


def _is_listening(state: State, meeting: Convention) -> bool:
    """Whether somebody has the floor, and nothing comes before that."""
    item = chapter.open_item(state, meeting.id)
    if item is None or chapter.open_vote(state, meeting.id) is not None or pending(state, meeting.id):
        return False
    return on_the_floor(state, meeting.id, item.id) is not None


def _awaits_votes(state: State, meeting: Convention) -> bool:
    """Whether a roll call is open in which nobody has voted yet."""
    vote = chapter.open_vote(state, meeting.id)
    return vote is not None and vote.method == "roll-call" and not _cast(vote)


def _steps(state: State, reader: Reader, meeting: Convention) -> Iterator[Can | Cannot | None]:
    if not meeting.opened:
        opening = OpenConvention(reader.handle, reader.at, meeting.id)
        yield _step(state, meeting, opening, _opening_words(meeting), "open")
        return
    vote, item = chapter.open_vote(state, meeting.id), chapter.open_item(state, meeting.id)
    if vote is not None:
        yield from _closing(state, reader, meeting, vote)
    yield from _raised(state, reader, meeting)
    if item is not None and vote is None:
        yield from _calling(state, reader, meeting, item)
    if item is not None:
        yield from _deciding(state, reader, meeting, item.about)
    yield _together(state, reader, meeting)
    yield _taking_up(state, reader, meeting)
    yield _adjourning(state, reader, meeting)
    close = CloseConvention(reader.handle, reader.at, meeting.id)
    yield way(state, close, {}, Can(_closing_words(meeting), reverse("close_convention", args=[meeting.id])))


def _opening_words(meeting: Convention) -> str:
    return _("Open the meeting") if meeting.body else _("Open the convention")


def _closing_words(meeting: Convention) -> str:
    return _("Close the meeting") if meeting.body else _("Close the convention")


def _step(state: State, meeting: Convention, act: Act, label: str, doing: str, **fields: str) -> Can | Cannot:
    return way(state, act, {}, Can(label, reverse("do", args=[meeting.id, doing]), fields=tuple(fields.items())))


def _calling(state: State, reader: Reader, meeting: Convention, item: Item) -> Iterator[Can | Cannot]:
    """Whoever comes next on the list gets the floor, when nobody has it."""
    turn = next_turn(state, meeting.id, item.id) if on_the_floor(state, meeting.id, item.id) is None else None
    if turn is not None:
        label = _("Give the floor to {name}").format(name=member_name(state, turn.person))
        act = CallSpeaker(reader.handle, reader.at, meeting.id, turn.person)
        yield _step(state, meeting, act, label, "call-speaker", person=turn.person)


def _raised(state: State, reader: Reader, meeting: Convention) -> Iterator[Can | Cannot]:
    """What comes before everything: to rule on a point, to put a procedural motion to the vote or rule it out."""
    waits = pending(state, meeting.id)
    own = waits[-1] if waits else None
    row = row_of(state, own) if own is not None else None
    if own is None or row is None:
        return
    what = raised_title(state, own.id)
    ruling = Can(_("Rule on {what}").format(what=what), reverse("rule_point", args=[meeting.id, own.id]))
    if row.decided == "chair":
        yield ruling
        return
    for method in _methods(state):
        label = _("Put {subject} to the vote by {method}").format(subject=what, method=_(votes.METHODS[method]))
        act = PutToVote(reader.handle, reader.at, meeting.id, own.id, method)
        yield _step(state, meeting, act, label, "put", subject=own.id, method=method)
    if row.chair_may_refuse and not own.overturned:
        yield structs.replace(ruling, label=_("Rule {what} out, with a reason").format(what=what))


def _closing(state: State, reader: Reader, meeting: Convention, vote: Vote) -> Iterator[Can | Cannot]:
    """Closing the vote; where the votes are equal and the rule says so, with the chair's casting vote."""
    act = CloseVote(reader.handle, reader.at, vote.id, NO_LOT)
    answer = admit(state, act, {})
    if not (isinstance(answer, Refusal) and answer.code == "vote.tie"):
        yield _step(state, meeting, act, _closing_label(vote), "close-vote", vote=vote.id)
        return
    for casting, label in {"yes": _("Close it, casting for"), "no": _("Close it, casting against")}.items():
        act = CloseVote(reader.handle, reader.at, vote.id, NO_LOT, casting)
        yield _step(state, meeting, act, label, "close-vote", vote=vote.id, casting=casting)


def _closing_label(vote: Vote) -> str:
    """With how many have voted where that is by name, so that no vote is closed too soon by a slip."""
    if vote.method != "roll-call":
        return _("Close the vote")
    cast, electors = _cast(vote), len(vote.electorate)
    return _("Close the vote: {cast} of {electors} have voted").format(cast=number(cast), electors=number(electors))


def _cast(vote: Vote) -> int:
    return len(vote.choices) - vote.choices.count(chapter.SILENT)


def _deciding(state: State, reader: Reader, meeting: Convention, about: str) -> Iterator[Can | Cannot]:
    election = state.elections.elections.get(ElectionId(about)) or _in_secret(state, meeting, about)
    if election is not None and not election.voting_opens:
        opening = OpenVoting(reader.handle, reader.at, election.id)
        yield _step(state, meeting, opening, _("Open the voting"), "open-voting", election=election.id)
    elif election is not None and not election.voting_closes:
        closing = CloseVoting(reader.handle, reader.at, election.id)
        yield _step(state, meeting, closing, _("Close the voting"), "close-voting", election=election.id)
    subject = next_subject(state, about)
    if subject and (election is None or subject != about):
        named = rulings.named(votes.subject_name(subject))
        for method in _methods(state):
            label = _("Put {subject} to the vote by {method}").format(subject=named, method=_(votes.METHODS[method]))
            act = PutToVote(reader.handle, reader.at, meeting.id, subject, method)
            yield _step(state, meeting, act, label, "put", subject=subject, method=method)
        yield from unopposed.steps(state, reader, meeting, subject)
        yield from _weighing(state, reader, meeting, subject)


def _in_secret(state: State, meeting: Convention, about: str) -> Election | None:
    """The secret ballot on the motion, once nothing of it is voted on before."""
    own = secret_ballot(state, meeting.id, about)
    return own if own is not None and (own.voting_opens or next_subject(state, about) == about) else None


def _weighing(state: State, reader: Reader, meeting: Convention, subject: str) -> Iterator[Can | Cannot]:
    """A card vote, where the rulebook has them."""
    if rulebook(state).card_votes is not None:
        act = PutToVote(reader.handle, reader.at, meeting.id, subject, "roll-call", True)
        label = _("Put {subject} to a card vote").format(subject=subject)
        yield _step(state, meeting, act, label, "put", subject=subject, method="roll-call", weighted="yes")


def _methods(state: State) -> tuple[Method, ...]:
    """The ways of voting, the usual one first."""
    usual = rulebook(state).voting.usual
    return (usual, "roll-call" if usual == "show-of-cards" else "show-of-cards")


def _taking_up(state: State, reader: Reader, meeting: Convention) -> Can | Cannot | None:
    coming = chapter.next_item(state, meeting.id)
    if coming is None:
        return None
    label = _("Take up item {number}: {title}").format(number=coming.id, title=item_title(state, coming.about))
    return _step(
        state, meeting, TakeUpItem(reader.handle, reader.at, meeting.id, coming.id), label, "take-up", item=coming.id
    )


def _together(state: State, reader: Reader, meeting: Convention) -> Can | Cannot | None:
    """Putting the consent agenda to the vote, when its section comes next."""
    coming = chapter.next_item(state, meeting.id)
    found = consent_items(state, meeting.id, coming.section) if coming is not None else ()
    if coming is None or not found:
        return None
    usual, subject = rulebook(state).voting.usual, f"{CONSENT}{coming.section}"
    act = PutToVote(reader.handle, reader.at, meeting.id, subject, usual)
    label = ngettext(
        "Put the consent agenda to the vote: {n} item", "Put the consent agenda to the vote: {n} items", len(found)
    )
    return _step(state, meeting, act, label.format(n=number(len(found))), "put", subject=subject, method=usual)


def _adjourning(state: State, reader: Reader, meeting: Convention) -> Can | Cannot | None:
    """Asking the meeting whether it wants to close although items wait."""
    if not chapter.count_waiting(state, meeting.id) or meeting.adjourned:
        return None
    usual = rulebook(state).voting.usual
    act = PutToVote(reader.handle, reader.at, meeting.id, CLOSE_NOW, usual)
    label = _("Ask the meeting whether to close now")
    return _step(state, meeting, act, label, "put", subject=CLOSE_NOW, method=usual)


def counting(state: State, meeting: Convention) -> Counting | None:
    """How far the open vote is; None while none is open."""
    vote = chapter.open_vote(state, meeting.id)
    if vote is None:
        return None
    known = vote.cards.items() if counts_are_shown(state, vote) else ()
    reports = tuple(Report(member_name(state, t), c.yes, c.no, c.abstain) for t, c in known)
    return Counting(
        title=votes.subject_title(state, vote.subject),
        is_roll_call=vote.method == "roll-call",
        electors=len(vote.electorate),
        cast=_cast(vote),
        reports=reports,
        agree=agreeing(vote),
        needed=rulebook(state).voting.tellers_agree,
        differ=counts_differ(state, vote),
    )
