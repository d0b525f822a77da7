"""What a rulebook can say: one frozen structure for each kind of clause.

A rulebook is one TOML file. Each table in it is a clause and carries its `article`, so that a refusal can cite it. The
structures below are those tables, field by field; `reading.py` turns them into plain language, `check.py` finds what
contradicts itself or leaves a hole, `parse.py` makes them from text. Spans are written "8 weeks" or "10 working days",
deadlines "8 weeks before opening", fractions "2/3".
"""

from typing import Literal

from msgspec import Struct, field

from ..calendar import Span, Week
from ..count.apportion import Apportionment
from ..count.majority import Majority
from ..count.quorum import Quorum
from ..count.shares import Rounding, ratio


class Clause(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the rulebook; `article` is the number by which people cite it."""

    article: str
    title: str = ""


class Deadline(Struct, frozen=True):
    """A moment named by its distance from an anchor: "8 weeks before opening", "at closing"."""

    span: Span
    direction: int
    """-1 before the anchor, 1 after it, 0 at it."""
    anchor: str
    """`call`, `opening` or `closing` of the convention, or the name of another deadline of its timetable."""


class Threshold(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much support is enough: every number given must be reached, and the share where one is given."""

    members: int = 0
    delegates: int = 0
    branches: int = 0
    share: str = "0"
    """A part of `of`, as "1/10" or "5%": at least so many of them support it, whatever the numbers say."""
    of: Literal["members", "delegates"] = "members"
    """What the share is a part of: all members who may vote at that moment, or all delegates to the convention."""
    rounding: Rounding = "up"
    """How a part of a person counts."""

    def __post_init__(self) -> None:
        if ratio(self.share) > 1:
            raise ValueError(f"more than all cannot support it: {self.share}")


class Enough(Struct, frozen=True):
    """How many of how many: "3 of 4"."""

    number: int
    of: int


class Organisation(Clause, frozen=True, kw_only=True):
    """Who we are, and how time is counted."""

    name: str
    purpose: str = ""
    week: Week = Week()
    founding_ends_after: Span = Span(52, "weeks")
    """How long the founder's provisional powers last; they end earlier when the first convention closes."""


class MemberClass(Clause, frozen=True, kw_only=True):
    """A kind of member and what it may do."""

    id: str
    vote: bool = True
    stand: bool = True
    """May be a candidate."""
    move: bool = True
    """May move and second business."""
    counts: bool = True
    """Counts when delegates are apportioned."""


class Membership(Clause, frozen=True, kw_only=True):
    """Admission, good standing, transfer, resignation."""

    classes: tuple[MemberClass, ...]
    admitted_by: Literal["branch", "executive", "anyone"] = "branch"
    answer_within: Span = Span(4, "weeks")
    """An application unanswered for this long stands overdue."""
    silence_admits: bool = False
    """Whether an application unanswered in time is granted by the clock."""
    grace: Span = Span(13, "weeks")
    """How long after dues run out a member keeps good standing."""
    waiting: Span = Span(0, "days")
    """How long after admission a member may first vote, stand, move and second."""
    transfer_by: Literal["member", "branch"] = "member"


class Branches(Clause, frozen=True, kw_only=True):
    """Branches and regions: who forms them."""

    formed_by: str = "executive"
    """The body or office that recognises a branch."""
    minimum: int = 0
    """Members it takes to be recognised; below it the branch has no delegates of its own."""
    regions: bool = True


class Seat(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Seats of a body: who sits, and three separate flags."""

    who: str
    """`delegate`, `member`, `observer`, or the id of a post."""
    voice: bool = True
    vote: bool = True
    quorum: bool = True


class Body(Clause, frozen=True, kw_only=True):
    """A body that meets and decides."""

    id: str
    seats: tuple[Seat, ...]
    quorum: Quorum
    minutes_within: Span = Span(4, "weeks")
    """How soon after the close of a meeting its minutes are due, open to every member."""
    minutes_by: Literal["taker", "clock"] = "taker"
    """Who publishes them then: `clock` for the record's own account with the notes that were taken; the minute-taker
    may do it earlier."""
    papers_open: bool = True
    """Whether every member may read its minutes and papers."""


class Recall(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How somebody is recalled before the term ends: who may, with which majority."""

    by: str
    """The branch, body or post that is asked; the convention is asked through its delegates, by ballot."""
    petition: Threshold = Threshold()
    majority: str = "simple"
    answer_within: Span = Span(1, "weeks")
    """Between the petition that is complete and the opening of the vote: time for the holder's answer."""


class Post(Clause, frozen=True, kw_only=True):
    """A post that persons fill: an office, a seat on the executive, an organiser."""

    id: str
    number: int = 1
    filled: Literal["election", "appointment", "slate"] = "election"
    by: str
    """The body that elects, or the post or body that appoints."""
    method: str = "scottish-stv-2011"
    reopen: bool = False
    """Whether the ballot offers to re-open nominations, beside those who stand."""
    term: Span
    terms_at_most: int = 0
    """Consecutive terms allowed; 0 for any number."""
    candidates: str = "member"
    """Who may stand: `member`, `delegate`, or a member class."""
    nominators: int = 0
    """Members, beside the candidate, that a nomination needs."""
    paid_by: str = ""
    """The legal person that pays whoever holds the post; empty for none."""
    recall: Recall | None = None
    vacancy: Literal["vacant", "by-election", "countback"] = "vacant"
    """What a place that falls vacant before its term ends brings by itself: nothing, an election, a countback."""
    powers: tuple[str, ...] = ()
    """What the holder does: see POWERS."""


POWERS = (
    "admit",  # answers applications, admits members to the holder's branch or to any
    "roll",  # records dues
    "branches",  # forms branches
    "call",  # calls the convention
    "chair",  # presides: opens, takes up items, puts to the vote, closes
    "credentials",  # checks delegates in, seats alternates
    "tell",  # counts cards
    "minutes",  # writes the minutes
    "answer",  # answers motions for the leadership
    "discretion",  # decides which documents and motions are published, where the rulebook gives that away
    "appoint",  # fills posts by appointment
    "keys",  # changes the key that signs the record
)


class Delegates(Clause, frozen=True, kw_only=True):
    """How branches are represented: from which roll, by which formula, elected how, and when."""

    apportionment: Apportionment
    alternates: Literal["none", "as-many", "half"] = "as-many"
    method: str = "scottish-stv-2011"
    reopen: bool = False
    """Whether the ballot offers to re-open nominations."""
    chosen: Literal["election", "appointment"] = "election"
    appointed_by: str = ""
    """The post that picks delegates where `chosen` is appointment."""
    nomination: Literal["own", "branch"] = "own"
    roll_date: Deadline
    nominations_open: Deadline
    nominations_close: Deadline
    voting_opens: Deadline
    voting_closes: Deadline


class Convention(Clause, frozen=True, kw_only=True):
    """The highest meeting: how often, who calls it, with what notice."""

    body: str = "convention"
    every: Span
    """At the latest this long after the last one closed, the next must open; else its call stands overdue."""
    called_by: str = "executive"
    notice: Span
    """Least time between the call and the opening."""
    agenda: Deadline
    """When the final agenda is composed by the clock."""
    candidates_open: Deadline
    candidates_close: Deadline
    held: Literal["meeting", "by-post"] = "meeting"
    """In a meeting, or by post: voting is open from the opening to the close."""
    lasts: Span | None = None
    """How long it lasts from opening to close, where the rulebook fixes that."""
    demanded_by: Threshold | None = None
    """How many members can have a convention called themselves; None where they cannot."""
    chair_after: Span | None = None
    """After how long without an opening or a vote those present may put another in the chair; None: never."""
    public: bool = False
    """Whether anybody may follow what is on the floor, and the results, without an account and without names."""


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


class Section(Clause, frozen=True, kw_only=True):
    """A part of the agenda: which class of business stands in it, and in which order."""

    id: str
    business: tuple[str, ...]
    order: Literal["lot", "number", "seconders"] = "lot"
    minutes: int = 0
    """Time set aside, 0 for none."""
    guillotine: Literal["none", "debate", "later"] = "none"
    """What the clock does when that time is used up: nothing; it ends the debates of this part; and puts the rest of
    it after everything else."""
    consent: bool = False
    """Put together in one vote without debate; any one delegate takes an item out."""


class Agenda(Clause, frozen=True, kw_only=True):
    """The order of business."""

    sections: tuple[Section, ...]


class NamedMajority(Clause, frozen=True, kw_only=True):
    """A majority under the name by which other clauses use it."""

    id: str
    rule: Majority


class Voting(Clause, frozen=True, kw_only=True):
    """How the meeting votes when nobody asks for anything else, and who may ask for a roll call."""

    usual: Literal["show-of-cards", "roll-call"] = "show-of-cards"
    roll_call_on_demand: int = 0
    """Delegates who can demand a roll call; 0 where only the chair decides."""
    tellers_agree: int = 2
    nominations_last: Span = Span(2, "weeks")
    """How long candidates for a place that fell vacant are nominated."""
    ballot_lasts: Span = Span(2, "weeks")
    """How long a ballot outside of a meeting is open: a recall, a referendum, a by-election."""


class SpeakersGroup(Clause, frozen=True, kw_only=True):
    """People who say of themselves that they belong to it, and the part of the speeches that is theirs if they ask."""

    id: str
    share: str = "0"
    """A part of the speeches on each item, as "1/2"; 0 where the group is only counted."""
    proportional: bool = False
    """The part is as large as the group's part of those present with a voice: a caucus and its share."""


class Speaking(Clause, frozen=True, kw_only=True):
    """The speakers' list: by what its order is computed, how long a speech is, when the list is full."""

    order: tuple[Literal["sides", "groups", "least"], ...] = ("sides", "groups", "least")
    """What decides who comes next, the weightiest first: for and against in turn, groups that are behind their share,
    who has spoken least. Who asked first decides the rest."""
    speech: Span = Span(3, "minutes")
    question: Span = Span(1, "minutes")
    """The longest question, intervention or point."""
    reply: Span = Span(3, "minutes")
    """The longest right of reply of the mover."""
    at_most: int = 0
    """Speeches on one item after which its list is full; 0 for any number."""
    closed_by: str = "simple"
    """The majority that closes a list, opens it again, or ends the debate. Nobody else can."""
    groups: tuple[SpeakersGroup, ...] = ()


class ProceduralMotion(Clause, frozen=True, kw_only=True):
    """A row of the table of procedure that this organisation has otherwise than its school; see `core/procedure`."""

    id: str
    """The name of the motion: `closure`, `next-business`, `refer`, `suspend` and so on."""
    allowed: bool = True
    """Whether it can be moved at all. Points of order, appeals, recounts and roll calls always can."""
    seconds: int | None = None
    """How many others must support it before it is put to the vote."""
    majority: str = ""
    """The name of a majority; empty for the school's."""
    debatable: Literal["school", "no", "once", "yes"] = "school"
    """`once`: the mover and the chair alone, each once."""
    amendable: bool | None = None
    interrupts: bool | None = None
    rank: int | None = None
    """In order over a pending one of a lower rank; 0 arises out of whatever is pending."""
    speeches: int | None = None
    """So many have spoken on each side, as long as people there want to."""
    not_spoken: bool | None = None
    """Only who has not spoken on the question may move it."""
    again_after: Span | None = None
    """How long after it was lost it can be moved again on the same question."""


class Procedure(Clause, frozen=True, kw_only=True):
    """Standing orders: procedural motions by one of two usages, and what is different here."""

    school: Literal["british", "us"]
    motions: tuple[ProceduralMotion, ...] = ()


class Presence(Clause, frozen=True, kw_only=True):
    """Who records that somebody is there, and what becomes of a meeting that loses its quorum."""

    check_in: Literal["self", "code", "desk"] = "self"
    """`self`: whoever has a seat, from anywhere; `code`: with the code shown in the hall; `desk`: at the desk alone."""
    code_lasts: Span = Span(30, "minutes")
    """How long a code that is shown in the hall can be used."""
    ends_after: Span | None = None
    """After how long without a quorum the clock closes a meeting that adjourns without one; None: never."""
    alternates_wait: Span | None = None
    """How long after the opening an alternate is waited for before the next one may be seated; None: for ever."""


class Proxies(Clause, frozen=True, kw_only=True):
    """Somebody who is there votes for somebody who is not."""

    per_holder: int = 1
    """How many proxies one person may hold."""
    within: Literal["meeting", "branch"] = "meeting"
    """Whether a holder may be anybody with a vote, or somebody of the same branch."""
    quorum: bool = False
    """Whether those for whom a holder votes count to the quorum."""


class CardVotes(Clause, frozen=True, kw_only=True):
    """Votes by name in which each counts as many members as it represents."""

    business: tuple[str, ...] = ()
    """Classes of business, their amendments included, that are decided so and in no other way."""
    others: bool = False
    """Whether whoever presides may put other questions to a card vote."""


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
    shuffles: int = 2
    """How many of them shuffle ranked ballots before they are opened."""
    set_up_before: Span = Span(2, "days")
    """The board stands so long before the voting opens."""
    in_hall: Span = Span(2, "hours")
    """So long after the meeting opened the chair waits for the board; after it the voting opens with a plain ballot."""
    open_within: Span = Span(7, "days")
    """After the close; what is not opened by then is lost."""


class Letters(Clause, frozen=True, kw_only=True):
    """Letters from member to member through the relay, which shows nobody's address: one limit for everybody."""

    number: int = 20
    """How many letters one person may send; 0 where there are none. The first answer to a letter never counts."""
    within: Span = Span(7, "days")
    """In how long a time."""
    people: int = 0
    """To how many people all these letters together may go; 0 for any number."""


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

    quorum: Enough
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
