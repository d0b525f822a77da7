"""Standing orders: rows that exist, majorities that exist, and rights of a minority that stay within reach."""

from collections.abc import Iterator

from ...calendar import shifted
from ...ids import Moment
from ...procedure.rows import NAMING
from ...procedure.table import SCHOOLS, table_of
from ...refusal import gettext_noop
from ..problem import Found
from ..schema import Rulebook
from ..sentences import sentence

SLOW = 600
"""Seconds after which a meeting that waits stands still."""
MANY = 10
"""Supporters of an appeal above which a small meeting could never make one."""


def rows(rulebook: Rulebook) -> Iterator[Found]:
    """Each row that is changed is one of the school's, and is changed once."""
    clause = rulebook.procedure
    if clause is None:
        return
    known, seen = SCHOOLS[clause.school].rows, set[str]()
    for number, own in enumerate(clause.motions):
        path = ("procedure", "motions", number, "id")
        if own.id not in known:
            what = sentence(gettext_noop("This usage has no procedural motion “{name}”."), name=own.id)
            yield Found(path, what, sentence(gettext_noop("Use one of: {known}."), known=", ".join(known)))
        if own.id in seen:
            what = sentence(gettext_noop("There are two of the id “{name}”."), name=own.id)
            yield Found(path, what, sentence(gettext_noop("Say it all in one of them.")))
        seen.add(own.id)


def majorities(rulebook: Rulebook) -> Iterator[Found]:
    """The rulebook has each majority that the table asks for."""
    clause, table = rulebook.procedure, table_of(rulebook)
    if clause is None or table is None:
        return
    known = {each.id for each in rulebook.majorities}
    missing = dict.fromkeys(row.majority for row in table.rows.values() if row.majority not in known)
    for name in missing:
        what = sentence(gettext_noop("Procedural motions ask for the majority “{name}”, and there is none."), name=name)
        remedy = sentence(gettext_noop("Define it under majorities, or name another one in these rows."))
        yield Found(("procedure", "school"), what, remedy)


def rights(rulebook: Rulebook) -> Iterator[Found]:
    """What protects the few cannot be taken away, and an appeal is not put out of reach."""
    clause = rulebook.procedure
    for number, own in enumerate(clause.motions if clause is not None else ()):
        row = SCHOOLS[clause.school].rows.get(own.id) if clause is not None else None
        if row is not None and row.is_right and not own.allowed:
            what = sentence(gettext_noop("“{name}” can always be moved; this has no effect."), name=row.name)
            remedy = sentence(gettext_noop("Take the line out."))
            yield Found(("procedure", "motions", number, "allowed"), what, remedy, "warning")
        if row is not None and row.effect == "overturn" and (own.seconds or 0) > MANY:
            what = sentence(gettext_noop("An appeal needs {seconds} supporters."), seconds=own.seconds or 0)
            remedy = sentence(gettext_noop("Ask for fewer, so that a mistake of the chair can be put right."))
            yield Found(("procedure", "motions", number, "seconds"), what, remedy, "warning")


def sections(rulebook: Rulebook) -> Iterator[Found]:
    """A guillotine has a time at which it falls, and a consent agenda holds motions."""
    for number, section in enumerate(rulebook.agenda.sections):
        path = ("agenda", "sections", number)
        if section.guillotine != "none" and not section.minutes:
            what = sentence(gettext_noop("No time is set aside for this part, so its guillotine never falls."))
            yield Found((*path, "guillotine"), what, sentence(gettext_noop("Write “minutes”, or take it out.")))
        if section.consent and "election" in section.business:
            what = sentence(gettext_noop("An election cannot be put together with other items."))
            remedy = sentence(gettext_noop("Give elections a part of their own."))
            yield Found((*path, "consent"), what, remedy, "warning")


def amendable(rulebook: Rulebook) -> Iterator[Found]:
    """What is amendable names something that could be changed."""
    clause, table = rulebook.procedure, table_of(rulebook)
    for number, own in enumerate(clause.motions if clause is not None else ()):
        row = table.rows.get(own.id) if table is not None else None
        if own.amendable and row is not None and row.effect not in NAMING:
            what = sentence(gettext_noop("“{name}” names nothing that an amendment could change."), name=row.name)
            remedy = sentence(gettext_noop("Take the line out."))
            yield Found(("procedure", "motions", number, "amendable"), what, remedy, "warning")


def times(rulebook: Rulebook) -> Iterator[Found]:
    """A right has some time to find its support, and no meeting stands still for long."""
    clause = rulebook.procedure
    for name in ("support_within", "put_within", "recount_within") if clause is not None else ():
        span = getattr(clause, name)
        seconds = int(shifted(Moment(0), span, 1, rulebook.organisation.week)) if span is not None else SLOW
        if not seconds:
            what = sentence(gettext_noop("In no time at all nobody can act on it."))
            remedy = sentence(gettext_noop("Write a length of time, such as “1 minute”."))
            yield Found(("procedure", name), what, remedy)
        if seconds > SLOW:
            what = sentence(gettext_noop("The meeting could stand still for more than 10 minutes each time."))
            yield Found(("procedure", name), what, sentence(gettext_noop("Write a shorter time.")), "warning")


QUESTIONS = (rows, majorities, rights, amendable, times, sections)
