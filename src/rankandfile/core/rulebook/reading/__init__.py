"""A rulebook in plain language, article by article, in the reader's language and the organisation's own words."""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from .. import schema
from ..articles import clause_of, clauses
from ..schema import Clause, Rulebook
from ..sentences import Sentence, Translate, english, say
from . import (
    admitting,
    ballots,
    deciding,
    erasing,
    letters,
    meeting,
    papers,
    people,
    presence,
    procedure,
    representing,
    speaking,
    talking,
    witnessing,
)


class Section(Struct, frozen=True):
    """An article: its number, its title, how deep it stands, and its sentences."""

    article: str
    title: str
    depth: int
    """0 for a clause of its own, 1 for a clause inside another."""
    sentences: tuple[str, ...]


READINGS: dict[type, Callable[[Any, Rulebook], Iterator[Sentence]]] = {
    schema.Organisation: people.organisation,
    schema.Membership: people.membership,
    schema.MemberClass: people.member_class,
    schema.Branches: people.branches,
    schema.Body: people.body,
    schema.Post: people.post,
    schema.Delegates: meeting.delegates,
    schema.Convention: meeting.convention,
    schema.Meetings: meeting.meetings,
    schema.Bulletin: meeting.bulletin,
    schema.Business: meeting.business,
    schema.Amendments: meeting.amendments,
    schema.Agenda: meeting.agenda,
    schema.Parts: papers.parts,
    schema.Composites: papers.composites,
    schema.Section: meeting.section,
    schema.NamedMajority: deciding.majority,
    schema.Voting: deciding.voting,
    schema.Change: deciding.change,
    schema.Tier: deciding.tier,
    schema.Dissolution: deciding.dissolution,
    schema.Erasure: erasing.erasure,
    schema.Ballots: ballots.ballots,
    schema.Letters: letters.letters,
    schema.Speaking: speaking.speaking,
    schema.Presence: presence.presence,
    schema.Proxies: representing.proxies,
    schema.CardVotes: representing.card_votes,
    schema.SpeakersGroup: speaking.group,
    schema.Procedure: procedure.procedure,
    schema.ProceduralMotion: procedure.procedural_motion,
    schema.Ruling: deciding.ruling,
    schema.Admissibility: admitting.admissibility,
    schema.Ground: admitting.ground,
    schema.Discussion: talking.discussion,
    schema.Statements: talking.statements,
    schema.Witnesses: witnessing.witnesses,
    schema.Witness: witnessing.witness,
}
"""What reads each kind of clause."""


def read(rulebook: Rulebook, translate: Translate = english) -> tuple[Section, ...]:
    """The whole rulebook, in its own order."""
    return tuple(_section(rulebook, clause, len(path), translate) for path, clause in clauses(rulebook))


def article(rulebook: Rulebook, number: str, translate: Translate = english) -> str:
    """What the article says, as one paragraph; empty where there is none of this number."""
    clause = clause_of(rulebook, number)
    return " ".join(_sentences(rulebook, clause, translate)) if clause else ""


def as_text(rulebook: Rulebook, translate: Translate = english) -> str:
    """The rulebook as plain text to print or mail: a heading and a paragraph for each article."""
    parts = [rulebook.title]
    for section in read(rulebook, translate):
        heading = f"{section.article}  {section.title}".rstrip()
        parts.append("\n".join((heading, *section.sentences)))
    return "\n\n".join(parts) + "\n"


def _section(rulebook: Rulebook, clause: Clause, steps: int, translate: Translate) -> Section:
    sentences = tuple(_sentences(rulebook, clause, translate))
    return Section(clause.article, clause.title, int(steps > 2), sentences)


def _sentences(rulebook: Rulebook, clause: Clause, translate: Translate) -> Iterator[str]:
    for told in READINGS[type(clause)](clause, rulebook):
        yield say(told, rulebook.words, translate)
