"""Numbers: formulas without holes, majorities that say what they mean, and limits for every text.

Majorities are tried on examples, because "at least a half" and "rounded down" look harmless until seven people vote.
"""

from collections.abc import Iterator

from ...count.apportion import holes
from ...count.majority import Majority, decide
from ...count.shares import ratio
from ...refusal import gettext_noop
from ..articles import clauses, covers
from ..lines import Path
from ..problem import Found
from ..schema import Business, Limit, Mover, Rulebook, Tier
from ..sentences import Sentence, sentence


def bands(rulebook: Rulebook) -> Iterator[Found]:
    """Every number of members from a recognised branch's minimum on has its delegates."""
    if rulebook.delegates is None:
        return
    for first, upto in holes(rulebook.delegates.apportionment):
        first = max(first, rulebook.branches.minimum)
        if upto is None or first <= upto:
            remedy = sentence(gettext_noop("Let the bands meet, and say what holds above the last."))
            yield Found(("delegates", "apportionment"), _hole(first, upto), remedy)


def _hole(first: int, upto: int | None) -> Sentence:
    if upto is None:
        return sentence(
            gettext_noop("A {branch} of {first} or more members has no number of {delegates}."), first=first
        )
    if first == upto:
        return sentence(
            gettext_noop("A {branch} of exactly {first} members has no number of {delegates}."), first=first
        )
    template = gettext_noop("A {branch} of {first} to {upto} members has no number of {delegates}.")
    return sentence(template, first=first, upto=upto)


def majorities(rulebook: Rulebook) -> Iterator[Found]:
    """Every majority can be reached, is one, and is not lost by rounding."""
    for number, named in enumerate(rulebook.majorities):
        path: Path = ("majorities", number, "rule")
        if not _carries(named.rule, 100):
            yield Found(path, sentence(gettext_noop("It cannot be reached even if all vote yes.")), _AT_LEAST)
        yield from _too_small(named.rule, path)


_AT_LEAST = sentence(gettext_noop("Write comparison = “at-least”, or a smaller ratio or floor."))
_MORE_THAN = sentence(gettext_noop("Write comparison = “more-than”, or a larger ratio."))
_EXACT = sentence(gettext_noop("Write rounding = “exact” or “up”."))


def _carries(rule: Majority, voters: int, no: int = 0) -> bool:
    return decide(rule, voters - no, no, present=voters, entitled=voters).carried


def _too_small(rule: Majority, path: Path) -> Iterator[Found]:
    """What carries although it is less than the share that the clause names, or no more than half."""
    lost = next((voters for voters in range(1, 31) if _needed(rule, voters) < ratio(rule.ratio) * voters), 0)
    if lost:
        template = gettext_noop("Rounding loses votes: of {voters}, {required} carry, which is less than {ratio}.")
        what = sentence(template, voters=lost, required=_needed(rule, lost), ratio=rule.ratio)
        yield Found(path, what, _EXACT, "warning")
    elif _carries(rule, 100, no=51):
        what = sentence(gettext_noop("49 of 100 carry it against 51: a minority decides."))
        yield Found(path, what, _MORE_THAN, "warning")
    elif _carries(rule, 100, no=50):
        what = sentence(gettext_noop("50 of 100 carry it against 50: a tie decides."))
        yield Found(path, what, _MORE_THAN, "warning")


def _needed(rule: Majority, voters: int) -> int:
    """How many of so many, all present and voting, carry."""
    return decide(rule, 0, voters, present=voters, entitled=voters).required


def strength(rulebook: Rulebook, name: str) -> int:
    """How many of a hundred, all present and voting, carry under the majority of that name; 0 for an unknown one."""
    rule = next((named.rule for named in rulebook.majorities if named.id == name), None)
    return _needed(rule, 100) if rule else 0


def contradictions(rulebook: Rulebook) -> Iterator[Found]:
    """The rules are not easier to change than anything else, and only one clause says how hard it is."""
    rest = next((tier for tier in rulebook.change.tiers if "*" in tier.articles), None)
    for number, business in enumerate(rulebook.business):
        if business.changes_rulebook and rest is not None and business.majority != rest.majority:
            template = gettext_noop(
                "“{name}” is adopted by “{own}”, but article {article} asks for “{other}”; the article holds."
            )
            what = sentence(
                template, name=business.id, own=business.majority, article=rest.article, other=rest.majority
            )
            yield Found(
                ("business", number, "majority"), what, sentence(gettext_noop("Name the same majority.")), "warning"
            )
    ordinary = min((strength(rulebook, b.majority) for b in rulebook.business if _is_ordinary(b)), default=0)
    for number, tier in enumerate(rulebook.change.tiers):
        if 0 < strength(rulebook, tier.majority) < ordinary:
            what = sentence(gettext_noop("The rules are easier to change than ordinary business is to decide."))
            yield Found(("change", "tiers", number, "majority"), what, _HARDER, "warning")
    end = strength(rulebook, rulebook.dissolution.majority) if rulebook.dissolution else 0
    if rest is not None and 0 < end < strength(rulebook, rest.majority):
        what = sentence(gettext_noop("It is easier to end the organisation than to change its rules."))
        yield Found(("dissolution", "majority"), what, _HARDER, "warning")


def _is_ordinary(business: Business) -> bool:
    """Whether it is a class of motions like any other."""
    return (
        business.amendable
        and not business.to
        and not (business.changes_rulebook or business.emergency or business.report)
    )


_HARDER = sentence(gettext_noop("Ask for a larger majority here."))


def tier_of(rulebook: Rulebook, article: str) -> Tier | None:
    """The tier whose majority changes the article: the one that names it most closely; None where none does."""
    naming = [
        (len(prefix) * (prefix != "*"), tier)
        for tier in rulebook.change.tiers
        for prefix in tier.articles
        if covers(prefix, article)
    ]
    return max(naming, key=lambda named: named[0])[1] if naming else None


def tiers(rulebook: Rulebook) -> Iterator[Found]:
    """Every article is in a tier, and no article is named by two."""
    forgotten = [clause.article for _, clause in clauses(rulebook) if tier_of(rulebook, clause.article) is None]
    if forgotten:
        what = sentence(
            gettext_noop("No tier says how these articles are changed: {articles}."), articles=", ".join(forgotten)
        )
        yield Found(("change", "tiers"), what, sentence(gettext_noop("Add a tier with articles = [“*”].")))
    seen: set[str] = set()
    for number, tier in enumerate(rulebook.change.tiers):
        for place, prefix in enumerate(tier.articles):
            if prefix in seen:
                what = sentence(gettext_noop("“{prefix}” stands in two tiers."), prefix=prefix)
                path = ("change", "tiers", number, "articles", place)
                yield Found(path, what, sentence(gettext_noop("Leave it in the one that is meant.")))
            seen.add(prefix)


def limits(rulebook: Rulebook) -> Iterator[Found]:
    """Every text has a longest length, whoever writes it."""
    yield from _limits(("bulletin", "limits"), rulebook.bulletin.limits, rulebook.bulletin.documents_by)
    for number, business in enumerate(rulebook.business):
        yield from _limits(("business", number, "limit"), business.limit, tuple(mover.who for mover in business.movers))
    movers = tuple(mover.who for mover in rulebook.amendments.movers)
    yield from _limits(("amendments", "limit"), rulebook.amendments.limit, movers)


def subjects(rulebook: Rulebook) -> Iterator[Found]:
    """An order by subject has subjects."""
    if rulebook.bulletin.order == "subject" and not rulebook.bulletin.subjects:
        what = sentence(gettext_noop("The order is by subject, and no subject is named."))
        remedy = sentence(gettext_noop("Name them in the order that is meant, or let a lot draw the whole order."))
        yield Found(("bulletin", "subjects"), what, remedy)


def _limits(path: Path, given: tuple[Limit, ...], authors: tuple[str, ...]) -> Iterator[Found]:
    limited = {limit.author for limit in given}
    unlimited = [author for author in authors if author not in limited and "any" not in limited]
    if unlimited:
        template = gettext_noop("Texts may be of any length when they are by: {authors}.")
        what = sentence(template, authors=", ".join(unlimited))
        yield Found(path, what, sentence(gettext_noop("Add a limit for “any”.")), "warning")
    for number, limit in enumerate(given):
        if limit.words == 0:
            what = sentence(gettext_noop("A text of no words says nothing."))
            yield Found((*path, number, "words"), what, sentence(gettext_noop("Allow at least one word.")))


def degrees(rulebook: Rulebook) -> Iterator[Found]:
    """A text is amended once at least, and no deeper than a hall can follow."""
    own = rulebook.amendments.degrees
    if own == 0:
        what = sentence(gettext_noop("With 0 degrees there would be no amendment to anything."))
        remedy = sentence(gettext_noop("Write 1, and “amendable = false” for business that cannot be amended."))
        yield Found(("amendments", "degrees"), what, remedy)
    elif own > DEEP:
        what = sentence(
            gettext_noop("Amendments to amendments go {degrees} deep: hardly a hall can follow."), degrees=own
        )
        yield Found(("amendments", "degrees"), what, sentence(gettext_noop("Two degrees are usual.")), "warning")


DEEP = 2


def thresholds(rulebook: Rulebook) -> Iterator[Found]:
    """Supporters can come from as many branches as are asked for."""
    for number, business in enumerate(rulebook.business):
        yield from _thresholds(("business", number), business.movers)
        if not business.movers:
            yield Found(
                ("business", number, "movers"), sentence(gettext_noop("Nobody may move this business.")), _MOVER
            )
    yield from _thresholds(("amendments",), rulebook.amendments.movers)


_MOVER = sentence(gettext_noop("Name at least one class of mover."))


def _thresholds(path: Path, movers: tuple[Mover, ...]) -> Iterator[Found]:
    for number, mover in enumerate(movers):
        people = mover.seconders.members + mover.seconders.delegates
        if mover.seconders.share == "0" and 0 < people < mover.seconders.branches:
            template = gettext_noop("{people} supporters cannot come from {branches} branches.")
            what = sentence(template, people=people, branches=mover.seconders.branches)
            remedy = sentence(gettext_noop("Ask for as many supporters as branches, or for fewer branches."))
            yield Found((*path, "movers", number, "seconders"), what, remedy)


QUESTIONS = (bands, majorities, contradictions, tiers, limits, subjects, degrees, thresholds)
