"""Erasure: whoever acts for others exists, is not the executive, and is enough of them; the law's month is kept."""

from collections.abc import Iterator

from ...calendar import shifted
from ...ids import Moment
from ...refusal import gettext_noop
from ..lines import Path
from ..problem import Found
from ..schema import Erasure, Rulebook
from ..sentences import sentence
from .names import bodies, posts

A_MONTH = 28 * 86_400
EXECUTIVE = "executive"


def _named(clause: Erasure) -> Iterator[tuple[Path, str]]:
    for key in ("on_behalf", "sealing", "objections", "appeals"):
        if name := getattr(clause, key):
            yield ("erasure", key), name
    yield from ((("erasure", "confirmed_by", number), post) for number, post in enumerate(clause.confirmed_by))


def unknown_hands(rulebook: Rulebook) -> Iterator[Found]:
    """Whoever acts for others, seals, objects or decides is a body or a post of the rulebook; who signs is a post."""
    if rulebook.erasure is None:
        return
    for path, name in _named(rulebook.erasure):
        known = posts(rulebook) if path[1] == "confirmed_by" else posts(rulebook) | bodies(rulebook)
        if name not in known:
            remedy = sentence(gettext_noop("Use one of: {known}."), known=", ".join(sorted(known)))
            yield Found(path, sentence(gettext_noop("There is no body and no post “{name}”."), name=name), remedy)


def executive_hands(rulebook: Rulebook) -> Iterator[Found]:
    """Nobody who sits in the executive destroys or closes what others wrote, or decides on an appeal."""
    voting = {seat.who for body in rulebook.bodies if body.id == EXECUTIVE for seat in body.seats if seat.vote}
    for path, name in _named(rulebook.erasure) if rulebook.erasure else ():
        if path[1] in ("on_behalf", "sealing", "appeals") and name in voting | {EXECUTIVE}:
            what = sentence(gettext_noop("“{name}” sits in the executive, which acts for nobody here."), name=name)
            yield Found(path, what, sentence(gettext_noop("Name a post outside it, such as one that checks others.")))


def objection_without_appeal(rulebook: Rulebook) -> Iterator[Found]:
    """An objection that nobody can be asked about would be a veto."""
    clause = rulebook.erasure
    if clause is not None and clause.objections and not clause.appeals:
        what = sentence(gettext_noop("Nobody decides on an appeal, so no objection can be made."))
        yield Found(("erasure", "objections"), what, sentence(gettext_noop("Name who decides in appeals.")))


def too_few_hands(rulebook: Rulebook) -> Iterator[Found]:
    """Two at least agree, and there are as many."""
    clause = rulebook.erasure
    if clause is None:
        return
    if clause.agreeing < 2 and (clause.on_behalf or clause.sealing):
        what = sentence(gettext_noop("One person alone could have what another wrote destroyed or closed."))
        yield Found(("erasure", "agreeing"), what, sentence(gettext_noop("Ask for 2 or more.")), "warning")
    for key in ("on_behalf", "sealing"):
        for post in rulebook.posts:
            if post.id == getattr(clause, key) and post.number < clause.agreeing:
                what = sentence(
                    gettext_noop("{number} must agree, and only {holders} can hold “{name}”."),
                    number=clause.agreeing,
                    holders=post.number,
                    name=post.id,
                )
                yield Found(("erasure", key), what, sentence(gettext_noop("Let more hold it, or fewer agree.")))


def longer_than_the_law(rulebook: Rulebook) -> Iterator[Found]:
    """A request is carried out within the month that GDPR art. 12(3) gives."""
    clause = rulebook.erasure
    if clause is not None and shifted(Moment(0), clause.waiting, 1, rulebook.organisation.week) > A_MONTH:
        what = sentence(gettext_noop("The law of the European Union asks for an answer within a month."))
        yield Found(("erasure", "waiting"), what, sentence(gettext_noop("Wait 4 weeks at most.")), "warning")


def silent(rulebook: Rulebook) -> Iterator[Found]:
    """The rulebook says who acts for whoever cannot."""
    if rulebook.erasure is None or not rulebook.erasure.on_behalf:
        what = sentence(gettext_noop("Nobody can have the name of somebody erased who is dead or has lost the key."))
        remedy = sentence(gettext_noop("Name a post for it: on_behalf in the clause [erasure]."))
        yield Found(("erasure",), what, remedy, "notice")


QUESTIONS = (
    unknown_hands, executive_hands, objection_without_appeal, too_few_hands, longer_than_the_law, silent,
)  # fmt: skip
