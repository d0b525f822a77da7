"""Meetings of other bodies: they can be called, opened and counted, and what goes to them is decided there."""

from collections.abc import Iterator

from ...calendar import shifted
from ...ids import Moment
from ...refusal import gettext_noop
from ...timetable import lines_of, wanted_by
from ..problem import Found
from ..schema import Meetings, Rulebook
from ..sentences import sentence
from .names import bodies, one_of, posts
from .times import SAMPLES, path_of

POSTS = ("called_by", "chaired_by", "minuted_by", "desk", "counted_by")


def unknown(rulebook: Rulebook) -> Iterator[Found]:
    """Each clause is about a body that there is, once, and names posts that there are."""
    seen: set[str] = {rulebook.convention.body}
    for number, clause in enumerate(rulebook.meetings):
        if clause.body not in bodies(rulebook):
            what = sentence(gettext_noop("There is no body “{name}”."), name=clause.body)
            yield Found(("meetings", number, "body"), what, one_of(bodies(rulebook)))
        elif clause.body in seen:
            what = sentence(gettext_noop("How “{body}” meets is said already."), body=clause.body)
            remedy = sentence(gettext_noop("Say it in one place; the convention has its own article."))
            yield Found(("meetings", number, "body"), what, remedy)
        seen.add(clause.body)
        for key in POSTS:
            name = getattr(clause, key)
            if name not in posts(rulebook) and (name or key in POSTS[:2]):
                what = sentence(gettext_noop("There is no post “{name}”."), name=name)
                yield Found(("meetings", number, key), what, one_of(posts(rulebook)))


def by_one_alone(rulebook: Rulebook) -> Iterator[Found]:
    """Whoever calls a body together could leave it uncalled for ever."""
    for number, clause in enumerate(rulebook.meetings):
        if clause.every is None and not clause.demanded_by:
            what = sentence(gettext_noop("Whoever calls “{body}” together may never do so."), body=clause.body)
            remedy = sentence(gettext_noop("Say how often it meets at least (every), or how many can demand it."))
            yield Found(("meetings", number, "called_by"), what, remedy, "warning")


def untimely(rulebook: Rulebook) -> Iterator[Found]:
    """Every deadline of such a meeting has a moment between its call, with just its notice, and its opening."""
    for number, clause in enumerate(rulebook.meetings):
        yield from _of_one(rulebook, number, clause)


def _of_one(rulebook: Rulebook, number: int, clause: Meetings) -> Iterator[Found]:
    week, call = rulebook.organisation.week, SAMPLES[0]
    opens = shifted(call, clause.notice, 1, week)
    timed = {line.name: line.at for line in lines_of(rulebook, clause, call, opens, Moment(opens + 3600))}
    for deadline in wanted_by(rulebook, clause):
        own = deadline.kind == "agenda"
        path = ("meetings", number, "agenda") if own else path_of(rulebook, deadline.kind, deadline.about)
        at = timed.get(f"{deadline.kind}-{deadline.about}" if deadline.about else deadline.kind)
        if at is None:
            anchor = deadline.deadline.anchor
            what = sentence(gettext_noop("It is counted from “{anchor}”, which has no moment."), anchor=anchor)
            names = ", ".join(sorted(timed)) or "–"
            remedy = sentence(gettext_noop("Count from call, opening, closing, or one of: {names}."), names=names)
            yield Found(path, what, remedy)
        elif not call <= at <= opens:
            template = gettext_noop("With the shortest notice of “{body}” it does not lie between call and opening.")
            what = sentence(template, body=clause.body)
            yield Found(path, what, sentence(gettext_noop("Give more notice, or a deadline nearer to the opening.")))


def misplaced(rulebook: Rulebook) -> Iterator[Found]:
    """What goes to another body goes to one that meets, and asks for nothing that is the convention's alone."""
    known = {clause.body for clause in rulebook.meetings}
    for number, business in enumerate(rulebook.business):
        if not business.to:
            continue
        if business.to not in known:
            what = sentence(
                gettext_noop("It is not said how “{body}” meets, so this is never decided."), body=business.to
            )
            yield Found(("business", number, "to"), what, one_of(known))
        of_convention = {
            "changes_rulebook": business.changes_rulebook, "referendum": business.referendum,
            "readings": business.readings > 1, "emergency": business.emergency,
            "answer_due": business.answer_due is not None, "placed": business.placed == "discretion",
        }  # fmt: skip
        for key, given in of_convention.items():
            if given:
                what = sentence(gettext_noop("This belongs to the convention alone."))
                remedy = sentence(gettext_noop("Leave it out, or let the business go to the convention."))
                yield Found(("business", number, key), what, remedy)


QUESTIONS = (unknown, by_one_alone, untimely, misplaced)
