"""What the clauses on members, branches, bodies and posts say in plain language."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..schema import Body, Branches, MemberClass, Membership, Organisation, Post, Rulebook, Threshold
from ..sentences import Sentence, Told, listed, ngettext, sentence
from . import phrases

WEEKDAYS = {
    1: gettext_noop("Monday"),
    2: gettext_noop("Tuesday"),
    3: gettext_noop("Wednesday"),
    4: gettext_noop("Thursday"),
    5: gettext_noop("Friday"),
    6: gettext_noop("Saturday"),
    7: gettext_noop("Sunday"),
}


def organisation(clause: Organisation, rulebook: Rulebook) -> Iterator[Sentence]:
    """Name, purpose, working days, and when the founder's powers end."""
    yield sentence(gettext_noop("The organisation is called {name}."), name=clause.name)
    if clause.purpose:
        yield sentence(gettext_noop("Its purpose: {purpose}."), purpose=clause.purpose.rstrip("."))
    days = listed([sentence(WEEKDAYS[day]) for day in clause.week.working])
    yield sentence(gettext_noop("Working days are {days}."), days=days)
    if clause.week.holidays:
        yield sentence(gettext_noop("These days are holidays: {days}."), days=listed(clause.week.holidays))
    template = gettext_noop("The founder's powers end when the first {convention} closes, at the latest after {span}.")
    yield sentence(template, span=phrases.span(clause.founding_ends_after))


ADMITTED = {
    "branch": gettext_noop("The {branch} answers applications within {span}."),
    "executive": gettext_noop("The {leadership} answers applications within {span}."),
    "anyone": gettext_noop("Whoever applies is a {member} at once."),
}


def membership(clause: Membership, rulebook: Rulebook) -> Iterator[Sentence]:
    """Admission, good standing and transfer."""
    yield sentence(ADMITTED[clause.admitted_by], span=phrases.span(clause.answer_within))
    if clause.silence_admits and clause.admitted_by != "anyone":
        yield sentence(gettext_noop("An application that is not answered in time is granted."))
    template = gettext_noop("A {member} stays in good standing until {span} after dues run out.")
    yield sentence(template, span=phrases.span(clause.grace))
    if clause.waiting.amount:
        template = gettext_noop("New {members} take part in decisions after {span}.")
        yield sentence(template, span=phrases.span(clause.waiting))
    by_member = gettext_noop("{Members} move to another {branch} as they wish.")
    by_branch = gettext_noop("{Members} move to another {branch} when their own lets them go.")
    yield sentence(by_member if clause.transfer_by == "member" else by_branch)


RIGHTS = {
    "vote": gettext_noop("vote"),
    "stand": gettext_noop("stand as candidates"),
    "move": gettext_noop("move and second business"),
}


def member_class(clause: MemberClass, rulebook: Rulebook) -> Iterator[Sentence]:
    """The rights of a class of members."""
    held = [sentence(right) for key, right in RIGHTS.items() if getattr(clause, key)]
    lacking = [sentence(right) for key, right in RIGHTS.items() if not getattr(clause, key)]
    title = clause.title or clause.id
    if held:
        yield sentence(gettext_noop("{title} may {rights}."), title=title, rights=listed(held))
    if lacking:
        yield sentence(gettext_noop("{title} may do none of this: {rights}."), title=title, rights=listed(lacking))
    if rulebook.delegates is not None:
        counted = gettext_noop("They count when {delegates} are apportioned.")
        left_out = gettext_noop("They do not count when {delegates} are apportioned.")
        yield sentence(counted if clause.counts else left_out)


def branches(clause: Branches, rulebook: Rulebook) -> Iterator[Sentence]:
    """Who forms branches, and their size."""
    who = phrases.name(rulebook, clause.formed_by)
    yield sentence(gettext_noop("A {branch} is recognised by {who}."), who=who)
    if clause.minimum:
        template = gettext_noop("It takes {number} {members} to send {delegates} of its own.")
        yield sentence(template, number=clause.minimum)
    if clause.regions:
        yield sentence(gettext_noop("{Branches} may form {regions}."))


def body(clause: Body, rulebook: Rulebook) -> Iterator[Sentence]:
    """Who sits in the body with which rights, its quorum, its papers."""
    for template, seats in (
        (gettext_noop("Voting: {seats}."), [seat.who for seat in clause.seats if seat.vote]),
        (gettext_noop("With a voice and no vote: {seats}."), [s.who for s in clause.seats if s.voice and not s.vote]),
        (gettext_noop("Listening: {seats}."), [seat.who for seat in clause.seats if not seat.voice and not seat.vote]),
        (gettext_noop("Voting, but not counted for the quorum: {seats}."), _beside_quorum(clause)),
    ):
        if seats:
            yield sentence(template, seats=phrases.names(rulebook, seats))
    yield from _quorum(clause)
    yield sentence(gettext_noop("Minutes are due within {span}."), span=phrases.span(clause.minutes_within))
    if clause.minutes_by == "clock":
        yield sentence(gettext_noop("The clock publishes them then; what the record knows stands in them by itself."))
    opened = gettext_noop("Every {member} may read its papers and minutes.")
    closed = gettext_noop("Its papers and minutes are closed to {members}.")
    yield sentence(opened if clause.papers_open else closed)


def _beside_quorum(clause: Body) -> list[str]:
    return [seat.who for seat in clause.seats if seat.vote and not seat.quorum]


def _quorum(clause: Body) -> Iterator[Sentence]:
    needed = phrases.quorum(clause.quorum)
    if not needed:
        yield sentence(gettext_noop("There is no quorum."))
        return
    yield sentence(gettext_noop("The quorum is {needed}."), needed=needed)
    if clause.quorum.exclusions:
        yield sentence(gettext_noop("Left out of that number: {groups}."), groups=listed(clause.quorum.exclusions))
    yield sentence(phrases.WITHOUT[clause.quorum.without])


FILLED = {
    "election": gettext_noop("Elected by {by}, counted by {method}: {places}."),
    "appointment": gettext_noop("Appointed by {by}: {places}."),
    "slate": gettext_noop("Elected by {by} as one list, to be taken or left as a whole: {places}."),
}
POWERS = {
    "admit": gettext_noop("answers applications and admits {members}"),
    "roll": gettext_noop("records dues"),
    "branches": gettext_noop("recognises {branches}"),
    "call": gettext_noop("calls the {convention}"),
    "chair": gettext_noop("chairs the {convention}"),
    "credentials": gettext_noop("checks credentials and seats {alternates}"),
    "tell": gettext_noop("counts votes"),
    "minutes": gettext_noop("writes the minutes"),
    "answer": gettext_noop("answers {motions} for the {leadership}"),
    "discretion": gettext_noop("decides what is published and comes on the agenda"),
    "appoint": gettext_noop("fills posts by appointment"),
    "keys": gettext_noop("changes the key that signs the record"),
}


def _reopening(clause: Post) -> Iterator[Sentence]:
    """What voters can ask for instead of those who stand."""
    if not clause.reopen:
        return
    yield sentence(gettext_noop("The ballot offers to re-open nominations; who comes behind that is not elected."))
    if clause.vacancy != "vacant":
        yield sentence(gettext_noop("Where voters want that, nominations open again at once."))


def post(clause: Post, rulebook: Rulebook) -> Iterator[Sentence]:
    """How the post is filled, for how long, what it may do, and how its holder is recalled."""
    places: Told = ngettext("{number} place", "{number} places", clause.number)
    by = phrases.name(rulebook, clause.by) if clause.by != "branch" else sentence(gettext_noop("each {branch}"))
    yield sentence(FILLED[clause.filled], by=by, method=phrases.method(clause.method), places=places)
    yield from _reopening(clause)
    yield sentence(gettext_noop("The term is {span}."), span=phrases.span(clause.term))
    if clause.terms_at_most:
        yield ngettext("At most {number} term in a row.", "At most {number} terms in a row.", clause.terms_at_most)
    if clause.candidates != "member":
        yield sentence(gettext_noop("Who may stand: {who}."), who=phrases.author(rulebook, clause.candidates))
    if clause.nominators:
        yield ngettext(
            "A candidate needs {number} {member} as a supporter.",
            "A candidate needs {number} {members} as supporters.",
            clause.nominators,
        )
    if clause.powers:
        powers = listed([sentence(POWERS.get(power, "{power}"), power=power) for power in clause.powers])
        yield sentence(gettext_noop("Whoever holds it {powers}."), powers=powers)
    if clause.paid_by:
        yield sentence(gettext_noop("Paid by {payer}; this stands beside the name."), payer=clause.paid_by)
    yield from _recall(clause, rulebook)
    if clause.filled != "appointment":
        yield sentence(VACANCIES[clause.vacancy])


VACANCIES = {
    "vacant": gettext_noop("A place that falls vacant stays vacant until the next election."),
    "by-election": gettext_noop("An election at once fills a place that falls vacant, for the rest of the term."),
    "countback": gettext_noop(
        "A place that falls vacant goes to whom the same ballots elect next, for the rest of the term."
    ),
}


def _recall(clause: Post, rulebook: Rulebook) -> Iterator[Sentence]:
    if clause.recall is None:
        yield sentence(gettext_noop("There is no recall before the term ends."))
        return
    by, majority = phrases.name(rulebook, clause.recall.by), phrases.named_majority(rulebook, clause.recall.majority)
    yield sentence(gettext_noop("Recalled by {by} with {majority}."), by=by, majority=majority)
    if clause.recall.petition != Threshold():
        support = phrases.support(clause.recall.petition)
        yield sentence(gettext_noop("The demand for a recall needs {support}."), support=support)
    template = gettext_noop("The vote opens by itself {span} after the demand is complete. Nobody in office opens it.")
    yield sentence(template, span=phrases.span(clause.recall.answer_within))
