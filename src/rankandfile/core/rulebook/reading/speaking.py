"""What the clause on the speakers' list says, sentence by sentence."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..schema import Rulebook, SpeakersGroup, Speaking
from ..sentences import Sentence, listed, ngettext, sentence
from . import phrases

CRITERIA = {
    "sides": gettext_noop("speakers for and against in turn"),
    "groups": gettext_noop("groups that are behind their share"),
    "least": gettext_noop("who has spoken least at this meeting"),
}


def speaking(clause: Speaking, rulebook: Rulebook) -> Iterator[Sentence]:
    """The order, who may depart from it, the lengths, and what closes a list."""
    order = listed([sentence(CRITERIA[name]) for name in dict.fromkeys(clause.order)])
    if clause.order:
        yield sentence(
            gettext_noop("What comes first on the list, by weight: {order}; then who asked first."), order=order
        )
    else:
        yield sentence(gettext_noop("Who asked first speaks first."))
    yield sentence(gettext_noop("The chair calls who is next, or says in a ruling that all read why not."))
    yield sentence(
        gettext_noop("A speech lasts at most {speech}, a question or point {question}, the mover's reply {reply}."),
        speech=phrases.span(clause.speech),
        question=phrases.span(clause.question),
        reply=phrases.span(clause.reply),
    )
    yield sentence(gettext_noop("The mover of the {motion} may reply last, once."))
    if clause.at_most:
        yield ngettext(
            "A list takes {number} speech on one item.", "A list takes {number} speeches on one item.", clause.at_most
        )
    majority = phrases.named_majority(rulebook, clause.closed_by)
    template = gettext_noop("Only a vote closes a list before that or ends a debate, by this majority: {majority}.")
    yield sentence(template, majority=majority)


def group(clause: SpeakersGroup, rulebook: Rulebook) -> Iterator[Sentence]:
    """Whose share it is, and how large."""
    yield sentence(gettext_noop("Who belongs to it says so, for one meeting; nobody says it of another."))
    if clause.proportional:
        yield sentence(
            gettext_noop("While they ask, their part of the speeches is as large as their part of those present.")
        )
    elif clause.share != "0":
        template = gettext_noop("While they ask, {share} of the speeches on each item are theirs.")
        yield sentence(template, share=phrases.share(clause.share))
    else:
        yield sentence(gettext_noop("Its speeches and their time are counted, and no more."))
