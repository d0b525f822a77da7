"""Tables of a rulebook about a meeting: the convention, its agenda, who speaks, what is in order, how it votes."""

from typing import Literal

from ...calendar import Span
from ...count.majority import Majority
from .clause import Clause, Deadline, Threshold


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


class Meetings(Clause, frozen=True, kw_only=True):
    """How a body other than the convention meets: a branch evening, a session of the executive.

    Where the posts named here are of a branch, they are those of the branch that meets.
    """

    body: str
    of: Literal["organisation", "branch"] = "organisation"
    """Whether there is one such body, or one in each branch."""
    called_by: str
    """The post whose holders call it."""
    chaired_by: str
    """The post whose holders preside."""
    minuted_by: str = ""
    """The post whose holders write the minutes; empty where whoever presides does."""
    desk: str = ""
    """The post whose holders record who is there, beside those who do it alone; empty: whoever presides."""
    counted_by: str = ""
    """The post whose holders count cards; empty: whoever is present with a vote and does not preside."""
    notice: Span
    """Least time between the call and the opening."""
    every: Span | None = None
    """At the latest this long after the last one closed the next must open; else its call stands overdue."""
    agenda: Deadline
    """When the agenda is composed by the clock, of what may be moved until then."""
    amendments: int = 0
    """How many must support an amendment, which whoever has a voice may move until the vote."""
    roll_call_on_demand: int = 2
    """How many of those present with a vote have a vote taken by name; 0 where only whoever presides decides."""
    demanded_by: int = 0
    """How many of those who sit in it with a vote have it called by demanding it; 0 where they cannot."""
    chair_after: Span | None = None
    """After how long without an opening or a vote those present may put another in the chair; None: never."""


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
    secret: tuple[str, ...] = ()
    """Classes of business that a meeting decides by secret ballot and in no other way; amendments stay open."""
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
    support_within: Span = Span(1, "minutes")
    """How long an appeal, or another right that was raised, may look for its support before the chair goes on."""
    put_within: Span = Span(2, "minutes")
    """How long one that has its support waits for the chair; after that its supporters put it to the vote."""
    recount_within: Span | None = None
    """How long the result of a show of cards waits for the demand of a recount before it takes effect; None: it takes
    effect at the close, and a recount is demanded before that."""


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
