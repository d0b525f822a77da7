"""Names: every number and name once, and everything that is referred to exists."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from ... import versions
from ...count.methods import BY_RANKING
from ...refusal import gettext_noop
from ..articles import clauses, covers
from ..lines import Path
from ..problem import Found
from ..schema import POWERS, Clause, Limit, Mover, Rulebook, Subject
from ..sentences import Sentence, sentence
from . import admitting

AUTHORS = ("member", "delegate", "branch", "executive")
"""Classes of author and mover that every organisation has."""
SHORT_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")


def duplicate_articles(rulebook: Rulebook) -> Iterator[Found]:
    """Each article number stands once, so that a citation means one clause."""
    seen: set[str] = set()
    for path, clause in clauses(rulebook):
        if not clause.article.strip():
            what = sentence(gettext_noop("The clause has no article number, so nobody can cite it."))
            yield Found((*path, "article"), what, sentence(gettext_noop("Give it a number of its own.")))
        elif clause.article in seen:
            what = sentence(gettext_noop("Article {article} is there twice."), article=clause.article)
            yield Found((*path, "article"), what, sentence(gettext_noop("Number one of the two anew.")))
        seen.add(clause.article)


def ids(rulebook: Rulebook) -> Iterator[Found]:
    """Each id is short and stands once among its kind."""
    for kind in ("bodies", "posts", "business", "majorities"):
        yield from _ids((kind,), getattr(rulebook, kind))
    yield from _ids(("membership", "classes"), rulebook.membership.classes)
    yield from _ids(("agenda", "sections"), rulebook.agenda.sections)
    yield from _ids(("bulletin", "subjects"), rulebook.bulletin.subjects)
    if rulebook.witnesses is not None:
        yield from _ids(("witnesses", "named"), rulebook.witnesses.named)
    for path, grounds in admitting.grounds_of(rulebook):
        yield from _ids(path, grounds)


def _ids(path: Path, named: tuple[Clause | Subject, ...]) -> Iterator[Found]:
    seen: set[str] = set()
    for number, clause in enumerate(named):
        name = str(getattr(clause, "id"))  # noqa: B009  mypy knows no id on every clause
        if not SHORT_ID.fullmatch(name):
            what = sentence(gettext_noop("“{name}” cannot be an id."), name=name)
            remedy = sentence(gettext_noop("Use up to 32 small letters, digits and hyphens, such as “north-harbour”."))
            yield Found((*path, number, "id"), what, remedy)
        if name in seen:
            what = sentence(gettext_noop("There are two of the id “{name}”."), name=name)
            yield Found((*path, number, "id"), what, sentence(gettext_noop("Give one of them another id.")))
        seen.add(name)


def bodies(rulebook: Rulebook) -> set[str]:
    """The ids of all bodies."""
    return {body.id for body in rulebook.bodies}


def posts(rulebook: Rulebook) -> set[str]:
    """The ids of all posts."""
    return {post.id for post in rulebook.posts}


def _referred(rulebook: Rulebook) -> Iterator[tuple[Path, str, bool]]:
    """Every reference to who decides: the path, the name, and whether it must be a body that can vote."""
    for number, post in enumerate(rulebook.posts):
        yield ("posts", number, "by"), post.by, post.filled != "appointment"
        if post.recall is not None:
            yield ("posts", number, "recall", "by"), post.recall.by, True
    yield ("convention", "body"), rulebook.convention.body, True
    yield ("convention", "called_by"), rulebook.convention.called_by, False
    yield ("branches", "formed_by"), rulebook.branches.formed_by, False
    yield from admitting.referred(rulebook)
    for number, ruling in enumerate(rulebook.rulings):
        yield ("rulings", number, "ruled_by"), ruling.ruled_by, False
        if ruling.appeal_to:
            yield ("rulings", number, "appeal_to"), ruling.appeal_to, False


def unknown_deciders(rulebook: Rulebook) -> Iterator[Found]:
    """Whoever elects, appoints, recalls, calls or rules is a body or a post of the rulebook."""
    for path, name, must_vote in _referred(rulebook):
        known = bodies(rulebook) if must_vote else bodies(rulebook) | posts(rulebook)
        if name not in known:
            kind = gettext_noop("There is no body “{name}”.")
            either = gettext_noop("There is no body and no post “{name}”.")
            yield Found(path, sentence(kind if must_vote else either, name=name), one_of(known))


def one_of(known: set[str]) -> Sentence:
    """The remedy that names what there is."""
    return sentence(gettext_noop("Use one of: {known}."), known=", ".join(sorted(known)))


def unknown_seats(rulebook: Rulebook) -> Iterator[Found]:
    """Whoever sits in a body is a delegate, a member, an observer, or holds a post."""
    known = {"delegate", "member", "observer"} | posts(rulebook)
    for number, body in enumerate(rulebook.bodies):
        for place, seat in enumerate(body.seats):
            if seat.who not in known:
                what = sentence(gettext_noop("Nobody is a “{name}”, so the seat stays empty."), name=seat.who)
                yield Found(("bodies", number, "seats", place, "who"), what, one_of(known))


def unknown_authors(rulebook: Rulebook) -> Iterator[Found]:
    """Whoever moves business, or has a limit on texts, is a class of author, a body or a post."""
    known = {*AUTHORS} | bodies(rulebook) | posts(rulebook) | {c.id for c in rulebook.membership.classes}
    for path, who in chain(_movers(rulebook), _limits(rulebook)):
        if who not in known and not (path[-1] == "author" and who in ("any", *_standing(path))):
            yield Found(path, sentence(gettext_noop("There is no class of author “{name}”."), name=who), one_of(known))


def _standing(path: Path) -> tuple[str, ...]:
    """Whoever stands for a post is a class of author in the bulletin."""
    return ("candidate",) if path[0] == "bulletin" else ()


def _movers(rulebook: Rulebook) -> Iterator[tuple[Path, str]]:
    def of(path: Path, movers: tuple[Mover, ...]) -> Iterator[tuple[Path, str]]:
        yield from (((*path, "movers", number, "who"), mover.who) for number, mover in enumerate(movers))

    for number, business in enumerate(rulebook.business):
        yield from of(("business", number), business.movers)
    yield from of(("amendments",), rulebook.amendments.movers)
    documents = enumerate(rulebook.bulletin.documents_by)
    yield from ((("bulletin", "documents_by", number), who) for number, who in documents)


def _limits(rulebook: Rulebook) -> Iterator[tuple[Path, str]]:
    def of(path: Path, limits: tuple[Limit, ...]) -> Iterator[tuple[Path, str]]:
        yield from (((*path, number, "author"), limit.author) for number, limit in enumerate(limits))

    yield from of(("bulletin", "limits"), rulebook.bulletin.limits)
    yield from of(("amendments", "limit"), rulebook.amendments.limit)
    for number, business in enumerate(rulebook.business):
        yield from of(("business", number, "limit"), business.limit)


def unknown_candidates(rulebook: Rulebook) -> Iterator[Found]:
    """Who may stand is everybody, the delegates, or a class of members."""
    known = {"member", "delegate"} | {member_class.id for member_class in rulebook.membership.classes}
    for number, post in enumerate(rulebook.posts):
        if post.candidates not in known:
            what = sentence(gettext_noop("“{name}” is no class of members, so nobody may stand."), name=post.candidates)
            yield Found(("posts", number, "candidates"), what, one_of(known))


def unknown_powers(rulebook: Rulebook) -> Iterator[Found]:
    """Every power is one that the software knows."""
    for number, post in enumerate(rulebook.posts):
        for place, power in enumerate(post.powers):
            if power not in POWERS:
                what = sentence(gettext_noop("There is no power “{power}”."), power=power)
                yield Found(("posts", number, "powers", place), what, one_of(set(POWERS)))


def unknown_majorities(rulebook: Rulebook) -> Iterator[Found]:
    """Every majority that a clause names is defined."""
    known = {majority.id for majority in rulebook.majorities}
    for path, name in majorities_named(rulebook):
        if name not in known:
            yield Found(path, sentence(gettext_noop("There is no majority “{name}”."), name=name), one_of(known))


def majorities_named(rulebook: Rulebook) -> Iterator[tuple[Path, str]]:
    """Every place where a clause asks for a majority by name."""
    for number, post in enumerate(rulebook.posts):
        if post.recall is not None:
            yield ("posts", number, "recall", "majority"), post.recall.majority
    for number, business in enumerate(rulebook.business):
        yield ("business", number, "majority"), business.majority
    yield ("amendments", "majority"), rulebook.amendments.majority
    if rulebook.speaking is not None:
        yield ("speaking", "closed_by"), rulebook.speaking.closed_by
    for number, tier in enumerate(rulebook.change.tiers):
        yield ("change", "tiers", number, "majority"), tier.majority
    if rulebook.dissolution is not None:
        yield ("dissolution", "majority"), rulebook.dissolution.majority


def unknown_methods(rulebook: Rulebook) -> Iterator[Found]:
    """Every election is counted by a method that the software knows, and that elects persons from rankings."""
    for path, method in _methods(rulebook):
        if method not in BY_RANKING:
            what = sentence(gettext_noop("This software does not count by the method “{method}”."), method=method)
            remedy = sentence(
                gettext_noop("Count by hand and record it, or use one of: {known}."), known=", ".join(BY_RANKING)
            )
            yield Found(path, what, remedy, "warning")


def _methods(rulebook: Rulebook) -> Iterator[tuple[Path, str]]:
    for number, post in enumerate(rulebook.posts):
        if post.filled == "election":
            yield ("posts", number, "method"), post.method
    if rulebook.delegates is not None and rulebook.delegates.chosen == "election":
        yield ("delegates", "method"), rulebook.delegates.method


def agenda(rulebook: Rulebook) -> Iterator[Found]:
    """Every section names business that exists, and every class of business stands in one section."""
    known = {business.id for business in rulebook.business}
    placed = Counter[str]()
    for number, section in enumerate(rulebook.agenda.sections):
        placed.update(section.business)
        for place, name in enumerate(section.business):
            if name not in known:
                what = sentence(gettext_noop("There is no class of business “{name}”."), name=name)
                yield Found(("agenda", "sections", number, "business", place), what, one_of(known))
    for number, business in enumerate(rulebook.business):
        if placed[business.id] != 1:
            yield Found(("business", number), _misplaced(business.id, placed[business.id]), _SECTION)


_SECTION = sentence(gettext_noop("Name it in one section of the agenda."))


def _misplaced(name: str, times: int) -> Sentence:
    if times:
        return sentence(gettext_noop("Business “{name}” stands in more than one section of the agenda."), name=name)
    return sentence(
        gettext_noop("Business “{name}” stands in no section of the agenda: it is never reached."), name=name
    )


REFERENCE = re.compile(
    r"(?:\barticles?\s+|§§?\s?)((?:[0-9A-Z][\w.()-]*)(?:(?:,| and| or| to)\s+[0-9][\w.()-]*)*)", re.IGNORECASE
)


def references(text: str) -> list[str]:
    """The article numbers that a text refers to: "articles 4 and 5.1" are 4 and 5.1."""
    lists = (match[1] for match in REFERENCE.finditer(text))
    numbers = (_trimmed(number) for found in lists for number in re.split(r",?\s+(?:(?:and|or|to)\s+)?", found))
    return [number for number in numbers if any(c.isdigit() for c in number) or number.isupper()]


def _trimmed(number: str) -> str:
    """Without the full stop or the bracket of the sentence around it."""
    number = number.rstrip(".")
    return number.rstrip(")") if number.count("(") < number.count(")") else number


def dangling_references(rulebook: Rulebook) -> Iterator[Found]:
    """Every article that a text or a tier refers to exists."""
    known = [clause.article for _, clause in clauses(rulebook)]
    for path, number in _cited(rulebook):
        if not any(covers(number, article) for article in known):
            what = sentence(gettext_noop("It refers to article {article}, which does not exist."), article=number)
            yield Found(path, what, sentence(gettext_noop("Refer to the article that is meant, or add it.")))


def _cited(rulebook: Rulebook) -> Iterator[tuple[Path, str]]:
    for path, clause in clauses(rulebook):
        for key in clause.__struct_fields__:
            value = getattr(clause, key)
            if isinstance(value, str) and key != "article":
                yield from (((*path, key), number) for number in references(value))
    for number, tier in enumerate(rulebook.change.tiers):
        yield from ((("change", "tiers", number, "articles", at), cited) for at, cited in enumerate(tier.articles))


def unknown_engine(rulebook: Rulebook) -> Iterator[Found]:
    """The version of the engine that it names is one of this software."""
    if rulebook.change.engine not in versions.KNOWN:
        known = ", ".join(map(str, versions.KNOWN))
        what = sentence(
            gettext_noop("This software does not know version {version} of the engine."), version=rulebook.change.engine
        )
        yield Found(("change", "engine"), what, sentence(gettext_noop("Name one of these: {known}."), known=known))


QUESTIONS = (
    duplicate_articles, ids, unknown_deciders, unknown_seats, unknown_authors, unknown_candidates, unknown_powers,
    unknown_majorities, unknown_methods, agenda, dangling_references, unknown_engine,
)  # fmt: skip
