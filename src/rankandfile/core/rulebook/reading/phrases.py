"""The parts that sentences about rules are made of: spans, deadlines, support, quorums, majorities, formulas."""

from collections.abc import Sequence

from ...calendar import Span
from ...count.apportion import Apportionment
from ...count.majority import Majority
from ...count.quorum import Quorum
from ...refusal import gettext_noop
from ..schema import Deadline, Limit, Mover, Rulebook, Threshold
from ..sentences import Sentence, Told, listed, ngettext, sentence
from .counts import COUNTS

SHARES = {
    "1/2": gettext_noop("half"),
    "1/3": gettext_noop("a third"),
    "2/3": gettext_noop("two thirds"),
    "1/4": gettext_noop("a quarter"),
    "1/10": gettext_noop("a tenth"),
    "1/20": gettext_noop("a twentieth"),
    "3/4": gettext_noop("three quarters"),
    "1": gettext_noop("the whole"),
}


def span(length: Span) -> Sentence:
    """Eight weeks as "8 weeks"."""
    number = length.amount
    match length.unit:
        case "seconds":
            return ngettext("{number} second", "{number} seconds", number)
        case "minutes":
            return ngettext("{number} minute", "{number} minutes", number)
        case "hours":
            return ngettext("{number} hour", "{number} hours", number)
        case "days":
            return ngettext("{number} day", "{number} days", number)
        case "weeks":
            return ngettext("{number} week", "{number} weeks", number)
        case "months":
            return ngettext("{number} month", "{number} months", number)
        case "years":
            return ngettext("{number} year", "{number} years", number)
        case _:
            return ngettext("{number} working day", "{number} working days", number)


ANCHORS = {
    "call": gettext_noop("the call"),
    "opening": gettext_noop("the opening of the {convention}"),
    "closing": gettext_noop("the close of the {convention}"),
    "agenda": gettext_noop("the agenda is composed"),
}


OF_A_MEETING = {"opening": gettext_noop("the opening"), "closing": gettext_noop("the close")}


def deadline(when: Deadline, to: str = "") -> Sentence:
    """A deadline as "8 weeks before the opening of the convention", or before that of another body's meeting."""
    anchors = {**ANCHORS, **OF_A_MEETING} if to else ANCHORS
    known = anchors.get(when.anchor, gettext_noop("the deadline “{name}”"))
    anchor = sentence(known, name=when.anchor)
    if when.direction == 0:
        return sentence(gettext_noop("at {anchor}"), anchor=anchor)
    after = gettext_noop("{span} after {anchor}")
    before = gettext_noop("{span} before {anchor}")
    return sentence(after if when.direction > 0 else before, span=span(when.span), anchor=anchor)


def name(rulebook: Rulebook, who: str) -> Told:
    """How people call a body or a post: by its title, or by its id."""
    named = [(body.id, body.title) for body in rulebook.bodies] + [(post.id, post.title) for post in rulebook.posts]
    title = dict(named).get(who) or who
    if title.startswith("The "):
        return f"the {title[4:]}"
    return CLASSES.get(who) or f"“{title}”"


def author(rulebook: Rulebook, who: str) -> Told:
    """How people call a class of author: "any member", or a body or a post."""
    return CLASSES.get(who) or name(rulebook, who)


CLASSES: dict[str, Sentence] = {
    "member": sentence(gettext_noop("any {member}")),
    "delegate": sentence(gettext_noop("any {delegate}")),
    "branch": sentence(gettext_noop("any {branch}")),
    "observer": sentence(gettext_noop("observers")),
    "candidate": sentence(gettext_noop("any candidate")),
    "any": sentence(gettext_noop("everybody")),
}


def names(rulebook: Rulebook, whom: Sequence[str]) -> Told:
    """A list of them."""
    return listed([name(rulebook, who) for who in whom])


def authors(rulebook: Rulebook, whom: Sequence[str]) -> Told:
    """A list of classes of author."""
    return listed([author(rulebook, who) for who in whom])


def share(text: str) -> Told:
    """Two thirds as words, other shares as they are written."""
    return sentence(SHARES[text]) if text in SHARES else text


def support(threshold: Threshold) -> Told:
    """ "10 members from 3 branches", or that none is needed."""
    parts: list[Told] = [_part(threshold)] if threshold.share != "0" else []
    if threshold.members:
        parts.append(ngettext("{number} {member}", "{number} {members}", threshold.members))
    if threshold.delegates:
        parts.append(ngettext("{number} {delegate}", "{number} {delegates}", threshold.delegates))
    people = listed(parts) if parts else sentence(gettext_noop("supporters"))
    if not threshold.branches:
        return people
    return ngettext(
        "{people} from {number} {branch}", "{people} from {number} {branches}", threshold.branches, people=people
    )


def _part(threshold: Threshold) -> Told:
    """ "a tenth of all members who may vote (a part counts as a whole)": the share, of whom, and its rounding."""
    rounding = sentence(ROUNDINGS[threshold.rounding])
    members = gettext_noop("{share} of all {members} who may vote ({rounding})")
    delegates = gettext_noop("{share} of all {delegates} ({rounding})")
    template = members if threshold.of == "members" else delegates
    return sentence(template, share=share(threshold.share), rounding=rounding)


def movers(rulebook: Rulebook, given: Sequence[Mover]) -> Told:
    """Who may move, those who need the same support together."""
    groups: dict[Threshold, list[str]] = {}
    for mover in given:
        groups.setdefault(mover.seconders, []).append(mover.who)
    return listed([_moving(rulebook, whom, threshold) for threshold, whom in groups.items()])


def _moving(rulebook: Rulebook, whom: Sequence[str], threshold: Threshold) -> Sentence:
    who = authors(rulebook, whom)
    if threshold == Threshold():
        return sentence(gettext_noop("{who} without further support"), who=who)
    one = gettext_noop("{who} with the support of {support}")
    many = gettext_noop("{who}, each with the support of {support}")
    return sentence(one if len(whom) == 1 else many, who=who, support=support(threshold))


def limits(rulebook: Rulebook, given: Sequence[Limit]) -> Told:
    """The longest texts, by class of author."""
    return listed([_limit(limit.words, author(rulebook, limit.author)) for limit in given])


def _limit(words: int, who: Told) -> Sentence:
    return ngettext("{number} word for {who}", "{number} words for {who}", words, who=who)


def method(rulebook_name: str) -> Told:
    """How a count is called; a method that we have no name for by its own."""
    return sentence(COUNTS[rulebook_name]) if rulebook_name in COUNTS else rulebook_name


def named_majority(rulebook: Rulebook, wanted: str) -> Told:
    """A majority by its name and what it means: "simple" (more than half of the votes cast)."""
    clause = next((clause for clause in rulebook.majorities if clause.id == wanted), None)
    if clause is None:
        return f"“{wanted}”"
    template = gettext_noop("“{name}” ({meaning})")
    return sentence(template, name=clause.title or clause.id, meaning=majority(clause.rule))


def quorum(rule: Quorum) -> Told:
    """How many must be there."""
    parts: list[Told] = []
    if rule.number:
        parts.append(str(rule.number))
    if rule.share != "0":
        parts.append(sentence(gettext_noop("{share} of those entitled"), share=share(rule.share)))
    if rule.square_root != "0":
        template = gettext_noop("{times} times the square root of the number entitled")
        parts.append(sentence(template, times=rule.square_root))
    return listed(parts)


WITHOUT = {
    "no-decision": gettext_noop("Without it nothing is decided."),
    "adjourn": gettext_noop("Without it the meeting adjourns."),
    "advisory": gettext_noop("Without it decisions are advice only."),
}
BASES = {
    "cast": gettext_noop("of the votes cast"),
    "present": gettext_noop("of those present"),
    "entitled": gettext_noop("of all entitled to vote"),
}


def majority(rule: Majority) -> Sentence:
    """ "more than half of the votes cast"."""
    more = gettext_noop("more than {share} {base}")
    least = gettext_noop("at least {share} {base}")
    template = more if rule.comparison == "more-than" else least
    return sentence(template, share=share(rule.ratio), base=sentence(BASES[rule.base]))


ROUNDINGS = {
    "exact": gettext_noop("a part counts as a whole"),
    "up": gettext_noop("a part counts as a whole"),
    "or-part-thereof": gettext_noop("a part counts as a whole"),
    "down": gettext_noop("a part does not count"),
    "nearest": gettext_noop("rounded to the nearest"),
}


def formula(rule: Apportionment) -> Sentence:
    """The formula that gives each branch its number of delegates."""
    rounding = sentence(ROUNDINGS[rule.rounding])
    match rule.method:
        case "divisor-per":
            template = gettext_noop("one for every {divisor} {members} ({rounding})")
            return sentence(template, divisor=rule.divisor, rounding=rounding)
        case "bands":
            return _bands(rule, rounding)
        case "square-root":
            template = gettext_noop("the square root of its number of {members}, divided by {divisor} ({rounding})")
            return sentence(template, divisor=rule.divisor, rounding=rounding)
        case "equal":
            return sentence(gettext_noop("{each} each"), each=rule.each)
        case _:
            template = gettext_noop("its share of {house} by {method}")
            return sentence(template, house=rule.house_size, method=_sharing(rule))


def _sharing(rule: Apportionment) -> Told:
    """The name of the method by which a house is shared out; names of people stay as they are."""
    return sentence(gettext_noop("largest remainders")) if rule.method == "largest-remainder" else rule.series


def _bands(rule: Apportionment, rounding: Sentence) -> Sentence:
    bands: list[Told] = [_band(band) for band in rule.bands]
    if rule.divisor:
        template = gettext_noop("one more for each further {divisor} ({rounding})")
        bands.append(sentence(template, divisor=rule.divisor, rounding=rounding))
    return sentence(gettext_noop("by this table: {bands}"), bands=listed(bands))


def _band(band: tuple[int, ...]) -> Sentence:
    if len(band) == 2:
        return sentence(gettext_noop("{seats} up to {upto} {members}"), seats=band[1], upto=band[0])
    template = gettext_noop("{seats} from {first} to {upto} {members}")
    return sentence(template, seats=band[2], first=band[0], upto=band[1])
