"""What the clauses on witnesses say in plain language."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..checks.witnesses import absent, dishonest
from ..schema import Rulebook, Witness, Witnesses
from ..sentences import Sentence, ngettext, sentence


def witnesses(clause: Witnesses, rulebook: Rulebook) -> Iterator[Sentence]:
    """The quorum, what it survives, and how many are still to be named."""
    own = clause.quorum
    yield sentence(
        gettext_noop("Witnesses outside sign how long the record is and what it holds, at least once a day.")
    )
    template = gettext_noop("A receipt is witnessed when {quorum} of {of} witnesses have signed the record with it.")
    yield sentence(template, quorum=own.number, of=own.of)
    if dishonest(own) >= 0 and own.number <= own.of:
        template = gettext_noop("This holds with up to {dishonest} dishonest and up to {absent} absent witnesses.")
        yield sentence(template, dishonest=dishonest(own), absent=absent(own))
    missing = own.of - len(clause.named)
    if missing > 0:
        yield ngettext("{number} witness is still to be named.", "{number} witnesses are still to be named.", missing)


def witness(clause: Witness, rulebook: Rulebook) -> Iterator[Sentence]:
    """Who it is, where it is asked, and its key."""
    yield sentence(gettext_noop("{name} signs the record as a witness."), name=clause.title or clause.id)
    if clause.who:
        yield sentence("{who}", who=clause.who)
    if clause.url:
        yield sentence(gettext_noop("It is asked at {url}."), url=clause.url)
    if clause.vkey:
        yield sentence(gettext_noop("Its public key is {vkey}."), vkey=clause.vkey)
    else:
        yield sentence(gettext_noop("Its key is not known yet, so it cannot sign."))
