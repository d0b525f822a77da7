"""Tables of a rulebook about papers: the bulletin, what is moved and amended, what is said under it, and letters."""

from typing import Literal

from msgspec import Struct

from ...calendar import Span
from ...count.quorum import Quorum
from .clause import Clause, Deadline, Threshold


class Limit(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The longest a text may be, in words, for a class of author (`any` for everybody)."""

    author: str = "any"
    words: int


class Subject(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a text is about, by its author's own word."""

    id: str
    title: str = ""


class Bulletin(Clause, frozen=True, kw_only=True):
    """The numbered issues of what members and bodies submit before a convention."""

    issues: tuple[Deadline, ...]
    published_by: Literal["clock", "discretion"] = "clock"
    discretion_of: str = ""
    """The post or body that decides, where documents are published at somebody's discretion."""
    order: Literal["lot", "subject", "number", "officer"] = "lot"
    """`subject`: by the subjects below, in their order, and by lot within each."""
    subjects: tuple[Subject, ...] = ()
    """What authors can say that their text is about; texts that name none come last."""
    limits: tuple[Limit, ...]
    documents_by: tuple[str, ...] = ("member", "branch", "executive")
    """Which classes of author may submit documents; what a body or a post submits stands among the reports."""
    per_author: int = 0
    """The most documents that one author may submit before one convention, 0 for any number."""


class Mover(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A class of mover and the support that its motions need to be on the agenda."""

    who: str
    """`member`, `delegate`, `branch`, `executive`."""
    seconders: Threshold = Threshold()


class Business(Clause, frozen=True, kw_only=True):
    """A class of business: who may move it, with how much support, until when, decided how."""

    id: str
    movers: tuple[Mover, ...]
    seconded_by: Literal["members", "delegates"] = "members"
    placed: Literal["threshold", "discretion"] = "threshold"
    """Whether reaching the threshold puts it on the agenda, or somebody's discretion does."""
    discretion_of: str = ""
    closes: Deadline
    """Last moment to submit."""
    seconding_closes: Deadline
    answer_due: Deadline | None = None
    """When the leadership's answer is due in the bulletin."""
    limit: tuple[Limit, ...]
    majority: str = "simple"
    amendable: bool = True
    review_after: Span | None = None
    """When an adopted motion comes back by itself."""
    barred_for: Span | None = None
    """How long a defeated motion may not be moved again in the same words."""
    taken_over_within: Span | None = None
    """How long after it was withdrawn another member may take it over; nobody may where left out."""
    quorum: Quorum | None = None
    """A quorum of its own, where this business needs another than the body has."""
    readings: int = 1
    """Meetings in a row that must adopt it."""
    referendum: bool = False
    """Whether all members must confirm it in a ballot."""
    per_mover: int = 0
    """The most that one mover may submit to one convention, 0 for any number."""
    changes_rulebook: bool = False
    to: str = ""
    """The body to whose meetings it goes; empty for the convention."""
    report: bool = False
    """A report: moved to accept, and decides nothing else."""
    emergency: bool = False
    """Only about what has arisen since ordinary motions closed; it joins the agenda after the agenda is composed."""


class Amendments(Clause, frozen=True, kw_only=True):
    """How a text is amended."""

    degrees: int = 1
    movers: tuple[Mover, ...]
    closes: Deadline
    floor: Threshold | None = None
    """Support with which an amendment may be moved at the convention itself; none where it may not."""
    limit: tuple[Limit, ...]
    accepted: Literal["mover", "meeting", "never"] = "meeting"
    """Who may take an amendment in without a vote: the mover of the motion, the meeting without objection, nobody."""
    order: Literal["far-reaching", "line", "number"] = "line"
    majority: str = "simple"


class Parts(Clause, frozen=True, kw_only=True):
    """Voting on a text in parts, and then on what is left of it as a whole."""

    asked_by: int = 1
    """How many of those present with a vote must ask for the same lines; 0 where only the mover may."""
    mover: bool = True
    """Whether who moved the text can have it voted on in parts alone."""
    most: int = 10
    """Into how many parts a text is divided at most."""


class Composites(Clause, frozen=True, kw_only=True):
    """One motion made of several by their movers together."""

    if_lost: Literal["originals", "fall"] = "originals"
    """Whether the originals are taken when it is lost, or fall with it."""
    closes: Deadline | None = None
    """Last moment to propose one and to consent; until it would come to the floor where left out."""


class Appeal(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who decides when somebody objects to a ruling, and until when."""

    to: str
    """The body that meets as the convention, which votes on it; or a post or body whose holders decide."""
    members: int = 5
    """How many members can appeal beside whom it concerns, who appeals alone; 0 for nobody else."""
    within: Span = Span(14, "days")
    """How long after the ruling; after it the ruling stands."""
    decide_within: Span = Span(28, "days")
    """How long the holders may take; an appeal that is not decided by then is granted."""
    agreeing: int = 2
    """How many of these holders must say the same."""


class Ground(Clause, frozen=True, kw_only=True):
    """A ground on which something is ruled out of order, or taken out of a discussion."""

    id: str
    text: str
    """What it is, in the rulebook's own words."""


class Admissibility(Clause, frozen=True, kw_only=True):
    """Who may rule a motion out of order, on which grounds, and who decides on the appeal."""

    ruled_by: str
    """The post or body whose holders rule."""
    grounds: tuple[Ground, ...]
    appeal: Appeal | None = None


class Statements(Clause, frozen=True, kw_only=True):
    """Statements against a motion: as long as the motion may be, one for each member to each motion."""

    printed: int = 3
    """How many the bulletin prints beside a motion, drawn by lot among all of them; 0 where there are none at all."""
    per_member: int = 10
    """The most that one member may write before one convention, 0 for any number."""


class Discussion(Clause, frozen=True, kw_only=True):
    """What members say to each other under motions and documents, and ask movers and candidates."""

    number: int = 20
    """How many comments one person may write in that time, whoever it is. An author's first answer never counts."""
    within: Span = Span(1, "days")
    words: int = 200
    """The longest that a comment may be."""
    questions: int = 3
    """How many questions one person may ask one author or candidate; 0 where nobody is asked."""
    closes: Deadline | None = None
    """When it ends before a convention; with its close where nothing is said."""
    moderated_by: str = ""
    """The post or body whose holders may take a comment out of a discussion; empty for nobody."""
    grounds: tuple[Ground, ...] = ()
    appeal: Appeal | None = None
    look_within: Span = Span(3, "days")
    """How soon they look at a comment that somebody complained about."""


class Letters(Clause, frozen=True, kw_only=True):
    """Letters from member to member through the relay, which shows nobody's address: one limit for everybody."""

    number: int = 20
    """How many letters one person may send; 0 where there are none. The first answer to a letter never counts."""
    within: Span = Span(7, "days")
    """In how long a time."""
    people: int = 0
    """To how many people all these letters together may go; 0 for any number."""
