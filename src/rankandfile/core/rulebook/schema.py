"""What a rulebook can say: one frozen structure for each kind of clause.

A rulebook is one TOML file. Each table in it is a clause and carries its `article`, so that a refusal can cite it. The
structures here and in `tables` are those tables, field by field; `reading` turns them into plain language, `check.py`
finds what contradicts itself or leaves a hole, `parse.py` makes them from text. Spans are written "8 weeks" or "10
working days", deadlines "8 weeks before opening", fractions "2/3".
"""

from typing import Literal

from msgspec import Struct, field

from ..calendar import Span
from ..count.quorum import Quorum
from .tables.clause import Clause, Deadline, Enough, Threshold
from .tables.meeting import (
    Agenda,
    CardVotes,
    Convention,
    Meetings,
    NamedMajority,
    Presence,
    ProceduralMotion,
    Procedure,
    Proxies,
    Section,
    SpeakersGroup,
    Speaking,
    Voting,
)
from .tables.papers import (
    Admissibility,
    Amendments,
    Appeal,
    Bulletin,
    Business,
    Composites,
    Discussion,
    Ground,
    Letters,
    Limit,
    Mover,
    Parts,
    Statements,
    Subject,
)
from .tables.people import POWERS, Body, Branches, Delegates, MemberClass, Membership, Organisation, Post, Recall, Seat

__all__ = [
    "POWERS",
    "Admissibility",
    "Agenda",
    "Amendments",
    "Appeal",
    "Ballots",
    "Body",
    "Branches",
    "Bulletin",
    "Business",
    "CardVotes",
    "Change",
    "Clause",
    "Composites",
    "Convention",
    "Deadline",
    "Delegates",
    "Discussion",
    "Dissolution",
    "Enough",
    "Erasure",
    "Ground",
    "Letters",
    "Limit",
    "Meetings",
    "MemberClass",
    "Membership",
    "Mover",
    "NamedMajority",
    "Organisation",
    "Parts",
    "Post",
    "Presence",
    "ProceduralMotion",
    "Procedure",
    "Proxies",
    "Recall",
    "Rulebook",
    "Ruling",
    "Seat",
    "Section",
    "SpeakersGroup",
    "Speaking",
    "Statements",
    "Subject",
    "Threshold",
    "Tier",
    "Voting",
    "Witness",
    "Witnesses",
]


class Tier(Clause, frozen=True, kw_only=True):
    """Articles that need a majority of their own to be changed: `articles` are prefixes, `*` is all the rest."""

    articles: tuple[str, ...]
    majority: str
    in_force: Literal["at-once", "closing", "date"] = "closing"
    after: Span = Span(4, "weeks")
    """How long after the close it comes into force, where `in_force` is date."""


class Change(Clause, frozen=True, kw_only=True):
    """How the rulebook itself is changed."""

    tiers: tuple[Tier, ...]
    engine: int = 1
    """The version of the engine that judges acts once this rulebook is in force. Never behind the one before it."""


class Dissolution(Clause, frozen=True, kw_only=True):
    """How the organisation may end, and what becomes of what it owns."""

    majority: str
    quorum: Quorum | None = None
    notice: Span = Span(12, "weeks")
    referendum: bool = True
    assets_to: str = ""


class Erasure(Clause, frozen=True, kw_only=True):
    """Texts that may be destroyed: after how long, who acts for those who cannot, who may object, who seals."""

    waiting: Span = Span(14, "days")
    """Between the request and the destruction. The law allows a month in all (GDPR art. 12(3))."""
    on_behalf: str = ""
    """The post or body whose holders ask for whoever cannot: key lost, dead, a minor. Empty for nobody."""
    sealing: str = ""
    """The post or body whose holders close a text by order of a court, and keep it. Empty for nobody."""
    agreeing: int = 2
    """How many of these holders must agree before anything is closed or destroyed."""
    objections: str = ""
    """The post or body that may object, on the grounds of GDPR art. 17(3) and no others. Empty for nobody."""
    appeals: str = ""
    """The post or body that decides when the owner appeals against an objection."""
    appeal_within: Span = Span(14, "days")
    """How long the owner may appeal; after it the objection stands."""
    decide_within: Span = Span(28, "days")
    """How long an appeal may take; undecided after it, the objection falls."""
    confirmed_by: tuple[str, ...] = ()
    """Posts whose holders sign that copies and backups are gone too, each for itself."""
    confirm_within: Span = Span(30, "days")
    """After the destruction. Backups have to be rotated by then."""


class Ruling(Clause, frozen=True, kw_only=True):
    """What could not be said as data: the text, and who rules on it when the question comes up."""

    text: str
    ruled_by: str
    appeal_to: str = ""


class Side(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A side that has a hand on the key of a board, such as a caucus: it names whom it trusts for this post."""

    post: str
    number: int = 1
    """How many of the trustees hold this post, at least."""


class Ballots(Clause, frozen=True, kw_only=True):
    """Secret ballots: secret by trust in the operator, or encrypted by the voter and checked by everybody."""

    form: Literal["plain", "verifiable"]
    plain_up_to: int = 10
    """With so many voters or fewer a plain secret ballot is enough."""
    elections: tuple[str, ...] = ()
    """Only elections to these posts, to `delegate` seats, or on a `question`; none named: all."""
    officer: str = ""
    """The post whose holder sets the board up: the returning officer."""
    authority: str = ""
    """The post whose holder makes the credentials, on a machine of its own."""
    trustee: str = ""
    """The post whose holders hold the key together."""
    number: int = 5
    """How many of them, at least."""
    threshold: int = 3
    """How many of them open a result, at least."""
    branches: int = 1
    """From how many branches they come, at least."""
    per_branch: int = 0
    """How many of them come from one branch, at most; 0: as many as like."""
    sides: tuple[Side, ...] = ()
    """Posts of the sides of the organisation, whose holders can be trustees too; of each so many must be."""
    shuffles: int = 2
    """How many of them shuffle ranked ballots before they are opened."""
    set_up_before: Span = Span(2, "days")
    """The board stands so long before the voting opens."""
    in_hall: Span = Span(2, "hours")
    """So long after the meeting opened the chair waits for the board; after it the voting opens with a plain ballot."""
    open_within: Span = Span(7, "days")
    """After the close; what is not opened by then is lost."""


class Witness(Clause, frozen=True, kw_only=True):
    """Somebody outside who signs that the record only grew; `title` is the name that people read."""

    id: str
    who: str = ""
    """Who they are, and how they came to be asked: one sentence."""
    vkey: str = ""
    """Their public key as a C2SP vkey of type 04; empty while it is not known yet."""
    url: str = ""
    """Where they are asked: `<url>/add-checkpoint`."""


class Witnesses(Clause, frozen=True, kw_only=True):
    """Who outside signs the record, and how many of them must have signed before a receipt is witnessed."""

    quorum: Enough = Enough(3, 4)
    """As the statutes say it; of the witnesses some, or all, may still have to be named."""
    named: tuple[Witness, ...] = ()


class Rulebook(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All the rules of one organisation."""

    title: str
    schema: Literal[1] = 1
    words: dict[str, str] = field(default_factory=dict)
    """Our word for a thing to the organisation's own: branch = "local"."""
    organisation: Organisation
    membership: Membership
    branches: Branches
    bodies: tuple[Body, ...]
    posts: tuple[Post, ...]
    delegates: Delegates | None = None
    """None where every member sits in the convention."""
    convention: Convention
    meetings: tuple[Meetings, ...] = ()
    """How other bodies meet; of one that is not named here nothing is called, and nothing on record."""
    bulletin: Bulletin
    business: tuple[Business, ...]
    amendments: Amendments
    parts: Parts | None = None
    """None where a text is voted on as a whole only."""
    composites: Composites | None = None
    """None where motions are not joined."""
    agenda: Agenda
    majorities: tuple[NamedMajority, ...]
    voting: Voting
    change: Change
    dissolution: Dissolution | None = None
    """None where the rulebook is silent on its end."""
    erasure: Erasure | None = None
    """None where the rulebook is silent: each may erase what is theirs after 14 days, and nobody acts for others."""
    ballots: Ballots | None = None
    """None where every secret ballot is plain: secret by trust in the operator."""
    rulings: tuple[Ruling, ...] = ()
    admissibility: Admissibility | None = None
    """None where nobody may rule a motion out of order."""
    discussion: Discussion | None = None
    """None where the rulebook is silent: documents are answered with documents, and nobody is asked anything."""
    statements: Statements | None = None
    """None where the rulebook is silent: the bulletin prints 3 statements against each motion, drawn by lot."""
    witnesses: Witnesses | None = None
    """None where nobody outside is asked to sign the record."""
    speaking: Speaking | None = None
    """None where the rulebook is silent: who has spoken least comes first, and the chair calls whom it will."""
    procedure: Procedure | None = None
    """None where the rulebook knows no procedural motions but “close now” and “take item N next”."""
    presence: Presence | None = None
    """None where the rulebook is silent: whoever has a seat checks in alone, and a lost quorum stops votes alone."""
    proxies: Proxies | None = None
    """None where nobody votes for another."""
    card_votes: CardVotes | None = None
    """None where every vote counts one."""
    letters: Letters | None = None
    """None where the rulebook is silent: the same 20 letters in 7 days for everybody, to any number of people."""
