"""Votes as pages show them: the numbers, the arithmetic of the majority in one sentence, the verdict, who voted how."""

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct, structs

from rankandfile.core.chapters.agenda import ABSTAIN, CLOSE_NOW, NO, RULING, SILENT, YES, Account, Vote, sections
from rankandfile.core.chapters.amendments import every
from rankandfile.core.chapters.consenting import CONSENT
from rankandfile.core.chapters.debating import CLOSE_LIST, END_DEBATE, OPEN_LIST
from rankandfile.core.chapters.deciding import majorities
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.on_paper import on_paper
from rankandfile.core.chapters.parts import part_named, whole_of
from rankandfile.core.chapters.recounting import result_that_waits, takes_effect
from rankandfile.core.ids import AmendmentId, ConventionId, MotionId, RulingId
from rankandfile.core.state import State

from ..rules import rule
from ..templatetags.pieces import number
from .naming import member_name
from .pieces import Rule, Tally, tally
from .procedural_names import raised_title
from .together import majorities_needed, motions_of

LONG_TITLE = 70
"""Characters of a motion's title after which its amendments name it by its beginning."""
METHODS = {"show-of-cards": gettext_noop("show of cards"), "roll-call": gettext_noop("roll call")}
ORDERLY = {
    CLOSE_NOW: gettext_noop("Close the meeting now"),
    CLOSE_LIST: gettext_noop("Close the speakers' list"),
    OPEN_LIST: gettext_noop("Open the speakers' list again"),
    END_DEBATE: gettext_noop("End the debate"),
}
"""Subjects that are no paper."""
BASES = {
    "cast": gettext_noop("votes cast"),
    "present": gettext_noop("people present with a vote"),
    "entitled": gettext_noop("people entitled to vote"),
}

WEIGHED = {
    "cast": gettext_noop("members represented in the votes cast"),
    "present": gettext_noop("members represented by those present with a vote"),
    "entitled": gettext_noop("members of the branches with seats"),
}
"""What the majority of a card vote is taken of."""


class Side(Struct, frozen=True):
    """Who voted so, by name."""

    label: str
    names: tuple[str, ...]


class Result(Struct, frozen=True):
    """A vote and what came of it."""

    id: str
    convention: str
    subject: str
    title: str
    method: str
    opened: int
    closed: int
    electors: int
    tally: Tally | None
    law: Rule
    waits: int = 0
    """Until when the result waits for the demand of a recount; 0 where it is in force."""
    before: tuple[Tally, ...] = ()
    """What was counted first, where it was counted again."""
    on_paper: int = 0
    """When hands were counted, where it was taken on paper and entered afterwards; 0 where it was taken here."""
    is_advice: bool = False
    """Taken without a quorum: advice, from which nothing follows."""


def subject_name(subject: str) -> str:
    """What is voted on in a word or two, for a button: its number, or the lines of a text."""
    from .parts import in_lines

    named = part_named(subject)
    if named is None:
        return subject
    text, part = named
    return _("{lines} of {text}").format(lines=in_lines(part.first, part.last), text=text)


def short_title(state: State, subject: str) -> str:
    """What is voted on where there is little room: its number, or what it does to the order of business."""
    return _orderly_title(state, subject) or subject_name(subject)


def subject_title(state: State, subject: str) -> str:
    """What was voted on, as people name it."""
    orderly = _orderly_title(state, subject)
    if orderly:
        return orderly
    if part_named(subject) is not None:
        return _("{lines}, “{title}”").format(lines=subject_name(subject), title=_title(state, whole_of(subject)))
    amendment, title = state.amendments.amendments.get(AmendmentId(subject)), _title(state, subject)
    if amendment is not None and amendment.amends:
        told = _("Amendment {number} to {text}, “{title}”")
        return told.format(number=subject, text=amendment.amends, title=title)
    if amendment is not None:
        return _("Amendment {number} to “{title}”").format(number=subject, title=title)
    return _("Motion {number}: {title}").format(number=subject, title=title) if title else subject


def _title(state: State, paper: str) -> str:
    """The title of the motion, or of the motion that the amendment would change; empty where there is none."""
    from .motions import find, title

    amendment = state.amendments.amendments.get(AmendmentId(paper))
    motion = find(state, amendment.motion if amendment is not None else paper)
    whole = title(motion) if motion is not None else ""
    return whole if amendment is None else Truncator(whole).chars(LONG_TITLE)


def _orderly_title(state: State, subject: str) -> str:
    """What was voted on, where it is no paper but the order of business; empty where it is one."""
    if subject in ORDERLY:
        return _(ORDERLY[subject])
    if subject in state.procedure.raised:
        return capfirst(raised_title(state, subject))
    if subject.startswith(CONSENT):
        titles = {s.id: s.title or s.id for s in sections(state)}
        name = subject.removeprefix(CONSENT)
        return _("Consent agenda: {section}").format(section=titles.get(name, name))
    if subject.startswith("item:"):
        return _("Take item {number} next").format(number=subject[5:])
    return _overturning(state, subject.removeprefix(RULING)) if subject.startswith(RULING) else ""


def _overturning(state: State, number: str) -> str:
    own = state.rulings.rulings.get(RulingId(number))
    about = own.about if own is not None else ""
    return _("Overturn ruling {number}, that {about} is out of order").format(number=number, about=about)


def result(state: State, vote: Vote) -> Result:
    """The vote as pages show it; without a tally while it is open."""
    return Result(
        id=vote.id,
        convention=vote.convention,
        subject=vote.subject,
        title=subject_title(state, vote.subject),
        method=_("card vote") if vote.weights else _(METHODS[vote.method]),
        opened=vote.opened,
        closed=vote.closed,
        electors=len(vote.electorate),
        tally=counted(state, vote) if vote.closed else None,
        law=rule(state, rulebook(state).voting.article),
        waits=takes_effect(state, vote) if vote is result_that_waits(state, vote.convention) else 0,
        before=tuple(_counted_before(state, vote, account) for account in vote.before),
        on_paper=paper.held if (paper := on_paper(state, vote.id)) is not None else 0,
        is_advice=vote.advice,
    )


def of_motion(state: State, motion: MotionId) -> tuple[Result, ...]:
    """The votes on the motion and its amendments, in order; with that on the consent agenda in which it stood."""
    papers = (motion, *(amendment.id for amendment in every(state, motion)))
    ruled = (f"{RULING}{ruling}" for paper in papers if (ruling := state.rulings.of.get(paper)) is not None)
    about = {*papers, *ruled}
    return tuple(
        result(state, vote)
        for vote in state.floor.votes.values()
        if whole_of(vote.subject) in about or motion in (own.id for own in motions_of(state, vote))
    )


def of_convention(state: State, convention: ConventionId) -> tuple[Result, ...]:
    """Every vote of the convention, the newest first."""
    found = [vote for vote in state.floor.votes.values() if vote.convention == convention]
    return tuple(result(state, vote) for vote in reversed(found))


def counted(state: State, vote: Vote) -> Tally:
    """The result: two numbers, a verdict, and the sum behind it."""
    made = tally(
        ((_("for"), vote.yes, "yes"), (_("against"), vote.no, "no"), (_("abstaining"), vote.abstain, "other")),
        arithmetic(state, vote),
        vote.carried,
    )
    total = vote.yes + vote.no + vote.abstain
    return structs.replace(made, mark=vote.required * 1000 // total) if 0 < vote.required <= total else made


def _counted_before(state: State, vote: Vote, account: Account) -> Tally:
    """The first account of a vote that was counted again."""
    names = ("yes", "no", "abstain", "required", "base", "carried")
    return counted(state, structs.replace(vote, **{name: getattr(account, name) for name in names}))


def arithmetic(state: State, vote: Vote) -> str:
    """The majority's arithmetic in one sentence."""
    facts = {
        "yes": number(vote.yes), "no": number(vote.no), "required": number(vote.required), "base": number(vote.base),
        "of": _((WEIGHED if vote.weights else BASES)[base_of(state, vote)]), "rule": majority_title(state, vote),
    }  # fmt: skip
    if vote.yes == vote.no and vote.carried != (vote.yes >= vote.required):
        return _("{yes} for and {no} against: the tie was settled as the rule on {rule} says.").format_map(facts)
    return _("{rule}: of {base} {of}, {required} for were needed; {yes} were for.").format_map(facts)


def base_of(state: State, vote: Vote) -> str:
    """What the majority is taken of."""
    return majorities_needed(state, vote)[0].base


def majority_title(state: State, vote: Vote) -> str:
    """What the rulebook calls the majority that the subject needs."""
    wanted = majorities_needed(state, vote)
    titles = [clause.title or clause.id for clause in rulebook(state).majorities if clause.rule in wanted]
    return titles[0] if len(wanted) == 1 and titles else _("The hardest of the majorities that it touches")


def sides(state: State, vote: Vote) -> tuple[Side, ...]:
    """Who voted how in a roll call, by name; nothing where cards were shown, or while the vote is open."""
    if vote.method != "roll-call" or not vote.closed:
        return ()
    labels = {YES: _("for"), NO: _("against"), ABSTAIN: _("abstaining"), SILENT: _("did not vote")}
    pairs = [(_elector(state, vote, place), choice) for place, choice in enumerate(vote.choices)]
    return tuple(
        Side(label, tuple(sorted(name for name, made in pairs if made == choice))) for choice, label in labels.items()
    )


def _elector(state: State, vote: Vote, place: int) -> str:
    """The elector by name, with who voted instead and how many members the vote stands for, where that is so."""
    person = vote.electorate[place]
    name, holder = member_name(state, person), vote.proxies.get(person)
    if holder is not None:
        name = _("{name}, by {holder}").format(name=name, holder=member_name(state, holder))
    return _("{name} ({members})").format(name=name, members=number(vote.weights[place])) if vote.weights else name


def majority_titles(state: State, subject: str, meeting: ConventionId) -> str:
    """What the rulebook calls the majorities that the subject needs."""
    wanted = majorities(state, subject, meeting)
    return ", ".join(clause.title or clause.id for clause in rulebook(state).majorities if clause.rule in wanted)
