"""What the clauses on delegates, the convention, its bulletin, business and agenda say in plain language."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..schema import Agenda, Amendments, Bulletin, Business, Convention, Delegates, Meetings, Rulebook, Section
from ..sentences import Sentence, Told, listed, ngettext, sentence
from . import phrases


def delegates(clause: Delegates, rulebook: Rulebook) -> Iterator[Sentence]:
    """The formula, the roll, the election and its times."""
    formula = phrases.formula(clause.apportionment)
    yield sentence(gettext_noop("Each {branch} sends {delegates}: {formula}."), formula=formula)
    rule = clause.apportionment
    if rule.minimum:
        yield sentence(gettext_noop("Never fewer than {number}."), number=rule.minimum)
    if rule.maximum:
        yield sentence(gettext_noop("Never more than {number}."), number=rule.maximum)
    template = gettext_noop("The number is taken from the roll as it is {when}; the roll is published.")
    yield sentence(template, when=phrases.deadline(clause.roll_date))
    yield from _chosen(clause, rulebook)
    yield sentence(ALTERNATES[clause.alternates])


ALTERNATES = {
    "none": gettext_noop("There are no {alternates}."),
    "as-many": gettext_noop("There are as many {alternates} as {delegates}, seated by their rank in the count."),
    "half": gettext_noop("There are half as many {alternates} as {delegates}, seated by their rank in the count."),
}


def _chosen(clause: Delegates, rulebook: Rulebook) -> Iterator[Sentence]:
    if clause.chosen == "appointment":
        who = phrases.name(rulebook, clause.appointed_by)
        yield sentence(gettext_noop("They are chosen by {who}, without an election."), who=who)
        return
    own = gettext_noop("{Members} nominate themselves, from {opens} until {closes}.")
    branch = gettext_noop("The {branch} nominates, from {opens} until {closes}.")
    opens, closes = phrases.deadline(clause.nominations_open), phrases.deadline(clause.nominations_close)
    yield sentence(own if clause.nomination == "own" else branch, opens=opens, closes=closes)
    template = gettext_noop("The {branch} votes from {opens} until {closes}, counted by {method}.")
    opens, closes = phrases.deadline(clause.voting_opens), phrases.deadline(clause.voting_closes)
    yield sentence(template, opens=opens, closes=closes, method=phrases.method(clause.method))
    if clause.reopen:
        yield sentence(gettext_noop("The ballot offers to re-open nominations; who comes behind that is not elected."))


def convention(clause: Convention, rulebook: Rulebook) -> Iterator[Sentence]:
    """How often, who calls, with what notice, and its own deadlines."""
    yield sentence(
        gettext_noop("It opens at the latest {span} after the last one closed; {who} calls it."),
        span=phrases.span(clause.every),
        who=phrases.name(rulebook, clause.called_by),
    )
    template = gettext_noop("Between the call and the opening lie at least {span}.")
    yield sentence(template, span=phrases.span(clause.notice))
    yield sentence(
        gettext_noop("Candidates for posts are nominated from {opens} until {closes}."),
        opens=phrases.deadline(clause.candidates_open),
        closes=phrases.deadline(clause.candidates_close),
    )
    yield sentence(gettext_noop("The agenda is composed {when}, by the clock."), when=phrases.deadline(clause.agenda))
    if clause.held == "by-post":
        yield sentence(gettext_noop("It votes by post: voting is open from the opening to the close."))
        yield sentence(gettext_noop("What the mover has not taken in of the {amendments} falls at the opening."))
    if clause.lasts is not None:
        yield sentence(gettext_noop("It lasts {span}."), span=phrases.span(clause.lasts))
    if clause.demanded_by is not None:
        template = gettext_noop("It is called at once when {support} demand it, whoever is in office.")
        yield sentence(template, support=phrases.support(clause.demanded_by))
    if clause.chair_after is not None:
        template = gettext_noop("When the chair does nothing for {span}, more than half of those present name another.")
        yield sentence(template, span=phrases.span(clause.chair_after))
    if clause.public:
        yield sentence(gettext_noop("Anybody may follow what is on the floor, and the results, without names."))


def meetings(clause: Meetings, rulebook: Rulebook) -> Iterator[Sentence]:
    """Who calls the body together and presides, with what notice, how often, and what members can do themselves."""
    template = gettext_noop("This is how “{body}” meets, in each {branch}.")
    whole = gettext_noop("This is how “{body}” meets.")
    yield sentence(template if clause.of == "branch" else whole, body=clause.body)
    yield sentence(
        gettext_noop("It is called by {who}, at least {span} before it opens, and {chair} presides."),
        who=phrases.name(rulebook, clause.called_by), span=phrases.span(clause.notice),
        chair=phrases.name(rulebook, clause.chaired_by),
    )  # fmt: skip
    if clause.every is not None:
        template = gettext_noop("It opens at the latest {span} after the last one closed.")
        yield sentence(template, span=phrases.span(clause.every))
    yield sentence(
        gettext_noop("The agenda is composed {when}, by the clock."),
        when=phrases.deadline(clause.agenda, to=clause.body),
    )
    yield from _at_the_meeting(clause, rulebook)
    if clause.demanded_by:
        template = gettext_noop("It is called at once when {number} of those who sit in it with a vote demand it.")
        yield sentence(template, number=clause.demanded_by)
    if clause.chair_after is not None:
        template = gettext_noop("When the chair does nothing for {span}, more than half of those present name another.")
        yield sentence(template, span=phrases.span(clause.chair_after))
    yield sentence(gettext_noop("A meeting that nobody opens ends at the hour of its close, and stands as not held."))


def _at_the_meeting(clause: Meetings, rulebook: Rulebook) -> Iterator[Sentence]:
    minutes = phrases.name(rulebook, clause.minuted_by or clause.chaired_by)
    desk = phrases.name(rulebook, clause.desk or clause.chaired_by)
    template = gettext_noop("{minutes} writes the minutes; {desk} records who is there.")
    yield sentence(template, minutes=minutes, desk=desk)
    if clause.counted_by:
        who = phrases.name(rulebook, clause.counted_by)
        yield sentence(gettext_noop("Cards are counted by {who}."), who=who)
    else:
        yield sentence(gettext_noop("Cards are counted by those present with a vote who do not preside."))
    if clause.roll_call_on_demand:
        template = gettext_noop("A vote is taken by name when {number} of those present with a vote demand it.")
        yield sentence(template, number=clause.roll_call_on_demand)
    yield sentence(gettext_noop("Whoever has a voice there may move {amendments} until the vote."))
    if clause.amendments:
        yield sentence(gettext_noop("Each of them needs the support of {number} others."), number=clause.amendments)


ORDERS = {
    "lot": gettext_noop("The order is drawn by public lot."),
    "subject": gettext_noop("The order is by subject, and drawn by public lot within each."),
    "number": gettext_noop("The order is that of their numbers."),
    "officer": gettext_noop("An officer chooses the order."),
    "seconders": gettext_noop("What has most supporters comes first."),
    "line": gettext_noop("They are put in the order of the lines they change."),
    "far-reaching": gettext_noop("What changes most is put first."),
}


def bulletin(clause: Bulletin, rulebook: Rulebook) -> Iterator[Sentence]:
    """When issues appear, who publishes, in which order, how long texts are."""
    if clause.issues:
        issues = listed([phrases.deadline(issue) for issue in clause.issues])
        yield sentence(gettext_noop("An issue of the {bulletin} appears {issues}."), issues=issues)
    else:
        yield sentence(gettext_noop("No {bulletin} appears."))
    if clause.published_by == "clock":
        yield sentence(gettext_noop("What was submitted is published by the clock. Nobody can refuse it."))
    else:
        template = gettext_noop("{who} decides what is published.")
        yield sentence(template, who=phrases.name(rulebook, clause.discretion_of))
    yield sentence(ORDERS[clause.order])
    if clause.subjects:
        subjects = listed([subject.title or subject.id for subject in clause.subjects])
        yield sentence(gettext_noop("The subjects are: {subjects}. Authors name theirs, or none."), subjects=subjects)
    authors = phrases.authors(rulebook, clause.documents_by)
    yield sentence(gettext_noop("Documents may be submitted by {authors}."), authors=authors)
    if clause.per_author:
        template = gettext_noop("One author, branch or body may submit at most {number} before a convention.")
        yield sentence(template, number=clause.per_author)
    yield from _limits(phrases.limits(rulebook, clause.limits))


def _limits(given: Told) -> Iterator[Sentence]:
    if given:
        yield sentence(gettext_noop("A text has at most {limits}."), limits=given)
    else:
        yield sentence(gettext_noop("There is no limit to the length of a text."))


def business(clause: Business, rulebook: Rulebook) -> Iterator[Sentence]:
    """Who moves, with how much support, until when, and how it is decided."""
    if clause.emergency:
        yield sentence(gettext_noop("Only about what has arisen since ordinary {motions} closed."))
    if clause.to:
        yield sentence(gettext_noop("It goes to meetings of {who}."), who=phrases.name(rulebook, clause.to))
    yield sentence(gettext_noop("It may be moved by {movers}."), movers=phrases.movers(rulebook, clause.movers))
    if clause.seconded_by == "delegates":
        yield sentence(gettext_noop("Only {delegates} count as supporters."))
    to = clause.to
    closes, seconding = phrases.deadline(clause.closes, to=to), phrases.deadline(clause.seconding_closes, to=to)
    template = gettext_noop("Texts are taken until {closes}, support until {seconding}.")
    yield sentence(template, closes=closes, seconding=seconding)
    if clause.placed == "threshold":
        yield sentence(gettext_noop("With enough support it is on the agenda. Nobody can keep it off."))
    else:
        who = phrases.name(rulebook, clause.discretion_of)
        yield sentence(gettext_noop("Whether it comes on the agenda is decided by {who}."), who=who)
    if clause.answer_due is not None:
        template = gettext_noop("The {leadership} owes an answer in the {bulletin} until {when}.")
        yield sentence(template, when=phrases.deadline(clause.answer_due))
    yield from _limits(phrases.limits(rulebook, clause.limit))
    yield from _outcome(clause, rulebook)


def _outcome(clause: Business, rulebook: Rulebook) -> Iterator[Sentence]:
    majority = phrases.named_majority(rulebook, clause.majority)
    yield sentence(gettext_noop("The majority that carries it: {majority}."), majority=majority)
    yield from _conditions(clause)
    if not clause.amendable:
        yield sentence(gettext_noop("It cannot be amended."))
    if clause.changes_rulebook:
        yield sentence(gettext_noop("Once carried, it changes this rulebook."))
    if clause.report:
        yield sentence(gettext_noop("It is a report: the question is whether to accept it."))
    if clause.review_after is not None:
        template = gettext_noop("What was adopted comes back for review after {span}.")
        yield sentence(template, span=phrases.span(clause.review_after))
    if clause.taken_over_within is not None:
        template = gettext_noop("What its mover withdraws another {member} may take over within {span}.")
        yield sentence(template, span=phrases.span(clause.taken_over_within))
    if clause.barred_for is not None:
        template = gettext_noop("What was defeated may not be moved again in the same words for {span}.")
        yield sentence(template, span=phrases.span(clause.barred_for))


def _conditions(clause: Business) -> Iterator[Sentence]:
    """What it takes beside a majority, and how many one mover may submit."""
    if clause.quorum is not None:
        yield sentence(gettext_noop("The quorum for it is {needed}."), needed=phrases.quorum(clause.quorum))
    if clause.readings > 1:
        yield sentence(gettext_noop("It must be adopted in {number} meetings in a row."), number=clause.readings)
    if clause.referendum:
        yield sentence(gettext_noop("All {members} must confirm it in a ballot."))
    if clause.per_mover:
        yield sentence(gettext_noop("One mover may submit at most {number}."), number=clause.per_mover)


ACCEPTED = {
    "mover": gettext_noop("The mover of the {motion} may take an {amendment} in."),
    "meeting": gettext_noop("An {amendment} is taken in without a vote when nobody in the meeting objects."),
    "never": gettext_noop("Every {amendment} is voted on."),
}


def amendments(clause: Amendments, rulebook: Rulebook) -> Iterator[Sentence]:
    """Who amends, until when, to which degree, in which order."""
    movers = phrases.movers(rulebook, clause.movers)
    yield sentence(gettext_noop("An {amendment} may be moved by {movers}."), movers=movers)
    yield sentence(gettext_noop("They are taken until {when}."), when=phrases.deadline(clause.closes))
    if clause.floor is not None:
        template = gettext_noop("On the floor an {amendment} needs the support of {support}.")
        yield sentence(template, support=phrases.support(clause.floor))
    else:
        yield sentence(gettext_noop("None may be moved on the floor."))
    if clause.degrees > 1:
        yield ngettext(
            "An {amendment} may be amended itself, {number} time over.",
            "An {amendment} may be amended itself, {number} times over.",
            clause.degrees - 1,
        )
        yield sentence(gettext_noop("What would change an {amendment} is voted on before it."))
    else:
        yield sentence(gettext_noop("An {amendment} cannot be amended itself."))
    yield from _limits(phrases.limits(rulebook, clause.limit))
    yield sentence(ACCEPTED[clause.accepted])
    yield sentence(ORDERS[clause.order])
    majority = phrases.named_majority(rulebook, clause.majority)
    yield sentence(gettext_noop("The majority that carries each: {majority}."), majority=majority)


def agenda(clause: Agenda, rulebook: Rulebook) -> Iterator[Sentence]:
    """The sections in their order."""
    sections = listed([section.title or section.id for section in clause.sections])
    yield sentence(gettext_noop("The order of business is: {sections}."), sections=sections)


GUILLOTINES = {
    "debate": gettext_noop("The rest of this part is put without debate."),
    "later": gettext_noop("The rest of this part comes after everything else."),
}


def section(clause: Section, rulebook: Rulebook) -> Iterator[Sentence]:
    """What stands in a section, in which order, for how long."""
    titles = {business.id: business.title or business.id for business in rulebook.business}
    business = listed([titles.get(name, name) for name in clause.business])
    yield sentence(gettext_noop("This part holds: {business}."), business=business)
    yield sentence(ORDERS[clause.order])
    if clause.minutes:
        yield ngettext("{number} minute is set aside.", "{number} minutes are set aside.", clause.minutes)
    if clause.guillotine != "none":
        yield sentence(gettext_noop("When they are used up the clock ends the debate, and the question is put."))
        yield sentence(GUILLOTINES[clause.guillotine])
    if clause.consent:
        template = gettext_noop("What nobody takes out is put together in one vote; any one {delegate} takes one out.")
        yield sentence(template)
