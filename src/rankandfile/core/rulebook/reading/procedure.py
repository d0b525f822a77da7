"""What the clause on procedure says: the usage, and each row that is otherwise here."""

from collections.abc import Iterator

from ...procedure.table import SCHOOLS
from ...refusal import gettext_noop
from ..schema import ProceduralMotion, Procedure, Rulebook
from ..sentences import Sentence, ngettext, sentence
from . import phrases

DEBATES = {
    "no": gettext_noop("It is put without debate."),
    "once": gettext_noop("Its mover and the chair speak to it, each once."),
    "yes": gettext_noop("It can be debated."),
}
FLAGS = {
    "amendable": (gettext_noop("It can be amended."), gettext_noop("It cannot be amended.")),
    "interrupts": (gettext_noop("It may interrupt a speech."), gettext_noop("It does not interrupt a speech.")),
    "not_spoken": (
        gettext_noop("Only who has not spoken may move it."),
        gettext_noop("Who has spoken may move it too."),
    ),
}


def procedure(clause: Procedure, rulebook: Rulebook) -> Iterator[Sentence]:
    """Which usage holds."""
    usage = sentence(SCHOOLS[clause.school].title)
    yield sentence(gettext_noop("Procedural motions: {usage}, as the manual's table of the floor has it."), usage=usage)
    template = gettext_noop(
        "An appeal has {support} to find its support; if the chair has not put it within {put}, its supporters put it."
    )
    yield sentence(template, support=phrases.span(clause.support_within), put=phrases.span(clause.put_within))
    yield _recount(clause)
    if clause.motions:
        yield sentence(gettext_noop("What is otherwise here stands in the articles below."))


def _recount(clause: Procedure) -> Sentence:
    if clause.recount_within is None:
        return sentence(gettext_noop("A recount of a show of cards is demanded before the chair closes the vote."))
    template = gettext_noop(
        "The result of a show of cards waits {span} for the demand of a recount; then it takes effect by itself."
    )
    return sentence(template, span=phrases.span(clause.recount_within))


def procedural_motion(clause: ProceduralMotion, rulebook: Rulebook) -> Iterator[Sentence]:
    """What is otherwise about this motion."""
    school = SCHOOLS[rulebook.procedure.school] if rulebook.procedure is not None else None
    row = school.rows.get(clause.id) if school is not None else None
    name = sentence(row.name) if row is not None else clause.id
    if not clause.allowed:
        yield sentence(gettext_noop("There is no “{name}” here."), name=name)
        return
    yield sentence(gettext_noop("This is about “{name}”."), name=name)
    yield from _needs(clause, rulebook)
    if clause.debatable != "school":
        yield sentence(DEBATES[clause.debatable])
    for key, (yes, no) in FLAGS.items():
        if (said := getattr(clause, key)) is not None:
            yield sentence(yes if said else no)
    yield from _when(clause)


def _needs(clause: ProceduralMotion, rulebook: Rulebook) -> Iterator[Sentence]:
    if clause.seconds is not None:
        yield ngettext("It needs {number} other supporter.", "It needs {number} other supporters.", clause.seconds)
    if clause.majority:
        majority = phrases.named_majority(rulebook, clause.majority)
        yield sentence(gettext_noop("Its majority: {majority}."), majority=majority)


def _when(clause: ProceduralMotion) -> Iterator[Sentence]:
    if clause.rank is not None:
        yield sentence(gettext_noop("Its rank among them is {rank}."), rank=clause.rank)
    if clause.speeches is not None:
        yield ngettext(
            "Not before {number} has spoken on each side on which people ask to.",
            "Not before {number} have spoken on each side on which people ask to.",
            clause.speeches,
        )
    if clause.again_after is not None:
        template = gettext_noop("Once lost, it can be moved again after {span}.")
        yield sentence(template, span=phrases.span(clause.again_after))
