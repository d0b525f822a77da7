"""What the clauses on majorities, votes, changes of the rules, the end and rulings say in plain language."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..schema import Change, Dissolution, NamedMajority, Rulebook, Ruling, Tier, Voting
from ..sentences import Sentence, listed, sentence
from . import phrases

TIES = {
    "falls": gettext_noop("With equal votes it falls."),
    "chair": gettext_noop("With equal votes the chair decides."),
    "lot": gettext_noop("With equal votes the lot decides."),
}


def majority(clause: NamedMajority, rulebook: Rulebook) -> Iterator[Sentence]:
    """The share, what it is taken of, the floor, the tie."""
    rule = clause.rule
    yield sentence(gettext_noop("It means {majority}."), majority=phrases.majority(rule))
    if rule.base == "cast":
        counted = [sentence(what) for key, what in IN_BASE.items() if getattr(rule, key) == "count"]
        left_out = [sentence(what) for key, what in IN_BASE.items() if getattr(rule, key) == "ignore"]
        if counted:
            yield sentence(gettext_noop("Counted among the votes: {kinds}."), kinds=listed(counted))
        if left_out:
            yield sentence(gettext_noop("Not counted among the votes: {kinds}."), kinds=listed(left_out))
    if rule.base == "entitled" and rule.vacant == "count":
        yield sentence(gettext_noop("Vacant seats count as entitled."))
    if rule.rounding != "exact":
        rounding = sentence(phrases.ROUNDINGS[rule.rounding])
        yield sentence(gettext_noop("The share is rounded: {rounding}."), rounding=rounding)
    if rule.floor:
        template = gettext_noop("Besides, {floor} of those entitled must say yes.")
        least = phrases.share(rule.floor) if isinstance(rule.floor, str) else rule.floor
        yield sentence(template, floor=least)
    yield sentence(TIES[rule.tie])


IN_BASE = {"abstentions": gettext_noop("abstentions"), "spoilt": gettext_noop("spoilt votes")}


def voting(clause: Voting, rulebook: Rulebook) -> Iterator[Sentence]:
    """Cards or roll call, and who may ask for it."""
    cards = gettext_noop("Votes are taken by a show of cards.")
    roll_call = gettext_noop("Votes are taken by roll call, each by name.")
    yield sentence(cards if clause.usual == "show-of-cards" else roll_call)
    if clause.roll_call_on_demand:
        template = gettext_noop("{number} voters can demand a roll call.")
        yield sentence(template, number=clause.roll_call_on_demand)
    if clause.tellers_agree > 1:
        yield sentence(gettext_noop("{number} tellers must find the same count."), number=clause.tellers_agree)
    if clause.secret:
        titles = {business.id: business.title or business.id for business in rulebook.business}
        template = gettext_noop("Decided by secret ballot and in no other way: {classes}. {Amendments} are open votes.")
        yield sentence(template, classes=listed([f"“{titles.get(name, name)}”" for name in clause.secret]))
    template = gettext_noop("A ballot outside of a meeting is open for {span}.")
    yield sentence(template, span=phrases.span(clause.ballot_lasts))
    if any(post.vacancy != "vacant" for post in rulebook.posts):
        template = gettext_noop("Candidates for a place that fell vacant are nominated for {span} before it.")
        yield sentence(template, span=phrases.span(clause.nominations_last))


def change(clause: Change, rulebook: Rulebook) -> Iterator[Sentence]:
    """Where the majorities for a change stand."""
    tiers = listed([tier.article for tier in clause.tiers])
    yield sentence(gettext_noop("This rulebook is changed by the majorities of articles {tiers}."), tiers=tiers)
    if clause.engine > 1:
        yield sentence(
            gettext_noop("Acts are judged by version {version} of the engine, the program behind the rules."),
            version=clause.engine,
        )


IN_FORCE = {
    "at-once": gettext_noop("A change is in force at once."),
    "closing": gettext_noop("A change is in force when the {convention} closes."),
    "date": gettext_noop("A change is in force {span} after the {convention} closes."),
}


def tier(clause: Tier, rulebook: Rulebook) -> Iterator[Sentence]:
    """Which articles, which majority, in force when."""
    majority = phrases.named_majority(rulebook, clause.majority)
    named = [article for article in clause.articles if article != "*"]
    if named:
        template = gettext_noop("The majority that changes articles {articles}: {majority}.")
        yield sentence(template, articles=listed(named), majority=majority)
    if "*" in clause.articles:
        yield sentence(gettext_noop("The majority that changes all other articles: {majority}."), majority=majority)
    yield sentence(IN_FORCE[clause.in_force], span=phrases.span(clause.after))


def dissolution(clause: Dissolution, rulebook: Rulebook) -> Iterator[Sentence]:
    """The majority, the notice, the referendum, the assets."""
    majority = phrases.named_majority(rulebook, clause.majority)
    yield sentence(gettext_noop("The majority that ends the organisation: {majority}."), majority=majority)
    yield sentence(gettext_noop("Notice of it is given {span} before."), span=phrases.span(clause.notice))
    if clause.quorum is not None:
        yield sentence(gettext_noop("The quorum for it is {needed}."), needed=phrases.quorum(clause.quorum))
    if clause.referendum:
        yield sentence(gettext_noop("All {members} must confirm it in a ballot."))
    if clause.assets_to:
        yield sentence(gettext_noop("What is left goes to {whom}."), whom=clause.assets_to)


def ruling(clause: Ruling, rulebook: Rulebook) -> Iterator[Sentence]:
    """The question, who rules on it, and the appeal."""
    yield sentence("{text}", text=clause.text)
    who = phrases.name(rulebook, clause.ruled_by)
    yield sentence(gettext_noop("When this comes up, {who} rules on it, and the ruling is recorded."), who=who)
    if clause.appeal_to:
        appeal = phrases.name(rulebook, clause.appeal_to)
        yield sentence(gettext_noop("An appeal goes to {whom}."), whom=appeal)
