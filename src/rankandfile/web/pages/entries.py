"""What an entry of the record says, as a sentence: one for each act and each effect, filled with its fields.

A field is written for people by its name: handles as names, ids of branches and posts as their names, moments as
weekday, date and hour. A test fails when a kind of entry has no sentence.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from rankandfile.core.chapters.casting import CardsReported, CastVote, CastVotes, ReportCards, VoteCast
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.ids import CLOCK, ConventionId, Moment
from rankandfile.core.state import State

from ..templatetags.pieces import isolated, number, written_moment
from .bodies import in_a_sentence, named
from .entry_sentences import ACTS, CODES, EFFECTS
from .erased import slot_name
from .naming import actor, branch_name, class_title, post_title
from .procedural_names import motion_name
from .telling import counts_are_shown
from .timetable import happens

SENTENCES = {**ACTS, **EFFECTS}
KEPT_BACK = _(
    "A teller has reported a count in vote {vote}. Its numbers are shown once the other tellers have counted."
)
KEPT_VOTE = _("Votes in vote {vote} are recorded. How each voted is shown once it is closed.")
PEOPLE = frozenset(
    {"by", "member", "person", "applicant", "founder", "mover", "author", "candidate", "elector", "teller", "delegate",
     "voter", "handle", "trustee", "instead_of", "holder", "giver"}
)  # fmt: skip
MOMENTS = frozenset({"voting_opens", "voting_closes", "opens", "closes", "paid_until", "until", "since", "due", "held"})
CODED = frozenset({"fate", "state", "choice", "duty", "line", "ground", "stage", "why"})


def said(state: State, body: Any, at: Moment) -> str:
    """The sentence of the entry, in the reader's language."""
    kind = type(body).__name__
    kept = KEPT_VOTE if isinstance(body, CastVote | CastVotes | VoteCast) else KEPT_BACK
    told = gettext(kept if is_kept_back(state, body) else SENTENCES.get(kind, kind))
    facts = {name: in_words(state, name, getattr(body, name), at) for name in body.__struct_fields__}
    if getattr(body, "by", "") == CLOCK and told.startswith("{by}"):
        facts["by"] = gettext("The clock")
    if told.startswith("{convention}"):
        facts["convention"] = isolated(_meeting(state, body.convention, named))
    return told.format_map(facts)


def is_kept_back(state: State, body: Any) -> bool:
    """Whether pages keep a part of the entry back: a count that other tellers must not know yet, an open vote."""
    if isinstance(body, CastVote | CastVotes | VoteCast):
        vote = state.floor.votes.get(body.vote)
        return vote is not None and not vote.closed and not state.meetings.conventions[vote.convention].closed
    vote = state.floor.votes.get(body.vote) if isinstance(body, ReportCards | CardsReported) else None
    return vote is not None and not counts_are_shown(state, vote)


def in_words(state: State, name: str, value: Any, at: Moment) -> str:
    """A field of an entry as people read it."""
    for names, written in _WRITTEN:
        if name in names and value:
            return isolated(written(state, value, at))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, tuple):
        return ", ".join(in_words(state, "person", one, at) for one in value if isinstance(one, str))
    return number(value) if isinstance(value, int) else isolated(str(value))


def _meeting(state: State, number: str, called: Callable[[State, Convention], str] = in_a_sentence) -> str:
    """The meeting of this number, as people name it."""
    own = state.meetings.conventions.get(ConventionId(number))
    return called(state, own) if own is not None else number


def _code(value: str) -> str:
    """What a code stands for: a fate, a duty of the clock, a line of the timetable."""
    return gettext(CODES[value]) if value in CODES else happens(value) or value


Written = Callable[[State, Any, Moment], str]
_WRITTEN: tuple[tuple[frozenset[str], Written], ...] = (
    (PEOPLE, lambda state, value, at: actor(state, value, at)),
    (frozenset({"convention"}), lambda state, value, at: _meeting(state, value)),
    (frozenset({"alternate"}), lambda state, value, at: actor(state, value, at) if isinstance(value, str) else ""),
    (frozenset({"branch", "scope", "to"}), lambda state, value, at: branch_name(state, value)),
    (frozenset({"procedural"}), lambda state, value, at: motion_name(state, value)),
    (frozenset({"post", "body"}), lambda state, value, at: post_title(state, value)),
    (frozenset({"member_class"}), lambda state, value, at: class_title(state, value)),
    (MOMENTS, lambda state, value, at: written_moment(value)),
    (frozenset({"slot"}), lambda state, value, at: slot_name(value)),
    (frozenset({"stands"}), lambda state, value, at: gettext("no") if value == "no" else gettext("yes")),
    (CODED, lambda state, value, at: _code(value) if isinstance(value, str) else str(value)),
)
