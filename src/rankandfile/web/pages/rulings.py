"""Rulings as pages show them: on which ground, by whom, why, who objects, and what became of it."""

from collections.abc import Callable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from msgspec import Struct

from rankandfile.core.chapters.agenda import RULING
from rankandfile.core.chapters.amendments import Amendment
from rankandfile.core.chapters.appealing import AppealAgainstRuling, JudgeRuling
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.rulings import (
    OPEN,
    LiftRuling,
    Ruling,
    appeal_of,
    goes_to_convention,
    holds_post,
    is_on_business,
    ruling_on,
    stage_of,
)
from rankandfile.core.chapters.rulings import Stage as At
from rankandfile.core.ids import AmendmentId, CommentId, RulingId
from rankandfile.core.rulebook.schema import Ground
from rankandfile.core.state import State

from ..addresses import address
from ..page import way
from ..rules import rule
from ..templatetags.pieces import isolated, number, written_moment
from ..who import Reader
from . import motions
from .erased import shown
from .naming import member_name, person, post_title
from .pieces import Can, Cannot, Heading, Need, Person, Rule
from .texts import rendered

STAGES: dict[At, tuple[str, str]] = {
    "made": (gettext_noop("Ruled out"), "late"),
    "appealed": (gettext_noop("Appealed against"), "wait"),
    "stands": (gettext_noop("Out of order"), "late"),
    "overturned": (gettext_noop("Overturned"), "good"),
    "lifted": (gettext_noop("Taken back"), "good"),
    "lapsed": (gettext_noop("Lapsed"), "wait"),
}
"""The word and the signal of each stage of a ruling."""
TAKEN_OUT = gettext_noop("Taken out")
"""The word of a ruling on a comment, while nobody has appealed and when it stands."""


class Ruled(Struct, frozen=True):
    """A ruling in a few words, to stand on the paper that it is about."""

    id: str
    url: str
    word: str
    signal: str
    ground: str
    """The ground with its article."""
    by: str
    at: int
    state: str
    """Where it stands, as a sentence."""


class Paper(Struct, frozen=True):
    """Reasons that belong to a ruling: what they are, by whom, in which entry."""

    title: str
    by: str
    entry: int
    html: str


class Page(Struct, frozen=True):
    """Everything about one ruling."""

    ruled: Ruled
    about: str
    about_url: str
    maker: Person
    post: str
    reason: str
    entry: int
    papers: tuple[Paper, ...]
    law: Rule


def find(state: State, ruling: str) -> Ruling | None:
    """The ruling of that number."""
    return state.rulings.rulings.get(RulingId(ruling))


def ruled(state: State, own: Ruling) -> Ruled:
    """The ruling in a few words."""
    word, signal = STAGES[stage_of(state, own)]
    if own.stage in ("made", "stands") and not is_on_business(state, own):
        word = TAKEN_OUT
    return Ruled(
        id=own.id,
        url=address("ruling", own.id),
        word=_(word),
        signal=signal,
        ground=ground_of(state, own),
        by=member_name(state, own.by),
        at=own.at,
        state=where_it_stands(state, own),
    )


def on(state: State, about: str) -> Ruled | None:
    """The ruling on this motion or comment; None where there is none."""
    own = ruling_on(state, about)
    return ruled(state, own) if own is not None else None


def ground_of(state: State, own: Ruling) -> str:
    """The ground and its article, as people cite it."""
    title = rule(state, own.article).title or own.ground
    return _("{ground}, article {article}").format(ground=isolated(title), article=isolated(own.article))


def where_it_stands(state: State, own: Ruling) -> str:
    """What has become of the ruling, or what is open until when."""
    when = written_moment(own.ended)
    match stage_of(state, own):
        case "made":
            until = written_moment(own.until)
            return _("The author, or enough members, can appeal until {when}; else it stands.").format(when=until)
        case "appealed" if goes_to_convention(state, own):
            return _("The convention decides on the appeal before it votes on the motion.")
        case "appealed":
            return _("{post} decides on the appeal by {when}; else the ruling falls.").format(
                post=_judges(state, own), when=written_moment(own.until)
            )
        case "stands":
            return _("It stands since {when}.").format(when=when)
        case "overturned":
            return _("It was overturned {when} and has no effect.").format(when=when)
        case "lifted":
            return _("Whoever made it took it back {when}; it has no effect.").format(when=when)
        case _:
            return _("It has no effect: what it was about came to another end first.")


def _judges(state: State, own: Ruling) -> str:
    appeal = appeal_of(state, own)
    return post_title(state, appeal.to) if appeal is not None else _("Nobody")


def title(state: State, own: Ruling) -> str:
    """What the ruling is about, as people name it."""
    motion = motions.find(state, own.about)
    if motion is not None:
        return _("Motion {number}: {title}").format(number=own.about, title=motions.title(motion))
    if own.about in state.amendments.amendments:
        return _("Amendment {number}").format(number=own.about)
    comment = state.discussion.comments[CommentId(own.about)]
    return _("Comment {number} under {about}").format(number=own.about, about=comment.about.partition("/")[0])


def about_url(state: State, own: Ruling) -> str:
    """Where what was ruled on stands."""
    amendment = state.amendments.amendments.get(AmendmentId(own.about))
    if amendment is not None:
        return f"{address('motion', amendment.motion)}#{amendment.id}"
    return address("motion" if is_on_business(state, own) else "comment", own.about)


def rows(state: State) -> tuple[tuple[Ruled, str], ...]:
    """Every ruling with what it is about, the newest first."""
    return tuple((ruled(state, own), title(state, own)) for own in reversed(list(state.rulings.rulings.values())))


def heading(state: State, own: Ruling, reader: Reader) -> Heading:
    """What it is, on what, by whom."""
    out = _("Ruling {number}: out of order") if is_on_business(state, own) else _("Ruling {number}: taken out")
    kind = out.format(number=own.id)
    return Heading(kind, title(state, own), person(state, own.by, reader.at))


def page(state: State, own: Ruling, reader: Reader) -> Page:
    """The ruling with all its papers."""
    return Page(
        ruled=ruled(state, own),
        about=own.about,
        about_url=about_url(state, own),
        maker=person(state, own.by, reader.at),
        post=post_title(state, own.post),
        reason=reason(state, own),
        entry=own.entry,
        papers=tuple(_papers(state, own)),
        law=rule(state, own.article),
    )


def reason(state: State, own: Ruling) -> str:
    """Why, in the words of whoever ruled."""
    return rendered(shown(state, own.entry, "reason"))


def _papers(state: State, own: Ruling) -> Iterator[Paper]:
    judged = [(judge, _("The ruling stands") if said == "yes" else _("The ruling falls"))
              for judge, said in own.voices.items()]  # fmt: skip
    told = [*((who, _("Appeal")) for who in own.appellants), *judged]
    for (who, name), entry in zip(told, own.papers, strict=True):
        yield Paper(name, member_name(state, who), entry, rendered(shown(state, entry, "reason")))


def ways(state: State, reader: Reader, own: Ruling) -> tuple[Can | Cannot, ...]:
    """What the reader can do about the ruling."""
    if stage_of(state, own) not in OPEN:
        return ()
    return tuple(_ways(state, reader, own))


def _ways(state: State, reader: Reader, own: Ruling) -> Iterator[Can | Cannot]:
    if own.by == reader.handle:
        lift = LiftRuling(reader.handle, reader.at, own.id)
        yield way(state, lift, {}, Can(_("Take this ruling back"), reverse("lift_ruling", args=[own.id])))
    if own.stage == "made":
        appeal = AppealAgainstRuling(reader.handle, reader.at, own.id)
        can = Can(_("Appeal against it"), reverse("appeal_against_ruling", args=[own.id]), main=True)
        yield way(state, appeal, {"reason": "x"}, can)
    rules = appeal_of(state, own)
    if own.stage == "appealed" and rules is not None and holds_post(state, reader.handle, rules.to, reader.at):
        judge = JudgeRuling(reader.handle, reader.at, own.id, stands=True)
        can = Can(_("Judge this appeal"), reverse("judge_ruling", args=[own.id]), main=True)
        yield way(state, judge, {"reason": "x"}, can)


def ways_on_motion(state: State, reader: Reader, motion: Motion) -> tuple[Can, ...]:
    """Ruling a motion out of order, for whoever the rulebook names."""
    if motion.fate or motion.mover == reader.handle or not _may_rule(state, reader, motion, motion.id):
        return ()
    return (Can(_("Rule it out of order"), reverse("rule_out_of_order", args=[motion.id])),)


def ways_on_amendment(state: State, reader: Reader, motion: Motion, own: Amendment) -> tuple[Can, ...]:
    """Ruling an amendment out of order, for whoever the rulebook names."""
    if own.fate or own.mover == reader.handle or not _may_rule(state, reader, motion, own.id):
        return ()
    return (Can(_("Rule {id} out of order").format(id=own.id), reverse("rule_amendment", args=[own.id])),)


def _may_rule(state: State, reader: Reader, motion: Motion, about: str) -> bool:
    """Whether the reader is whom the rulebook names, nothing is ruled yet, and the convention is not open."""
    clause, meeting = rulebook(state).admissibility, state.meetings.conventions[motion.convention]
    if clause is None or meeting.opened or ruling_on(state, about) is not None:
        return False
    return holds_post(state, reader.handle, clause.ruled_by, reader.at)


def grounds(known: tuple[Ground, ...]) -> list[tuple[str, str]]:
    """The grounds to choose from, each with its article and what it says."""
    return [(each.id, f"{each.article} {each.title or each.id}: {each.text}") for each in known]


def needed(state: State, own: Ruling) -> str:
    """How many more must object before it is an appeal; empty where whoever objects appeals alone."""
    appeal = appeal_of(state, own)
    if appeal is None or not appeal.members:
        return ""
    missing = max(appeal.members - len(own.appellants), 0)
    told = ngettext("{n} more member, or the author alone, makes it an appeal.",
                    "{n} more members, or the author alone, make it an appeal.", missing)  # fmt: skip
    return told.format(n=number(missing))


def named(subject: str) -> str:
    """The subject of a vote, to stand in a button: for a ruling “the appeal against U1”; else as it is."""
    if not subject.startswith(RULING):
        return subject
    return _("the appeal against {ruling}").format(ruling=subject.removeprefix(RULING))


def needs_you(state: State, reader: Reader) -> Iterator[Need]:
    """On the front page: a ruling on the reader's own text that can still be appealed against."""
    for own in map(state.rulings.rulings.__getitem__, state.rulings.ahead):
        if own.concerns == reader.handle and stage_of(state, own) == "made":
            sentence = _("Your {about} was ruled out of order. You can appeal.")
            if not is_on_business(state, own):
                sentence = _("Your comment {about} was taken out. You can appeal.")
            yield Need(
                sentence.format(about=own.about), own.until, rule(state, own.article), reverse("ruling", args=[own.id])
            )


def called(state: State, about: str) -> str:
    """The ruling that a duty is about."""
    own = find(state, about)
    return f"{about}, {title(state, own)}" if own else about


DUTIES: dict[str, tuple[str, Callable[[str], str]]] = {
    "judge-ruling": (
        gettext_noop("Judge the appeal against ruling {about}"),
        lambda about: reverse("ruling", args=[about]),
    )
}
