"""Letters between members as pages show them: to whom, what it says, what became of it in numbers."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.relay import clause_of
from rankandfile.core.rulebook.reading import letters as reading
from rankandfile.core.rulebook.sentences import say
from rankandfile.core.state import State
from rankandfile.shell.people import relay
from rankandfile.shell.people.models import Delivery, Letter

from ..rules import rule, translated
from ..templatetags.pieces import number
from .naming import branch_name, member_name
from .pieces import Rule

SHOWN = 50
"""Letters that one wrote, as the page shows them: the newest."""


class Received(Struct, frozen=True):
    """A letter to the reader."""

    id: int
    subject: str
    text: str
    name: str
    sender: str
    when: int
    circle: str
    people: int
    fingerprint: str
    is_muted: bool


class Written(Struct, frozen=True):
    """A letter of the reader's, and what became of it."""

    id: int
    subject: str
    text: str
    when: int
    circle: str
    told: tuple[str, ...]


def circle_title(state: State, circle: str, about: str) -> str:
    """To whom a letter is, in words."""
    match circle:
        case "motion":
            return _("the mover of motion {number}").format(number=about)
        case "branch":
            return _("all members of {branch}").format(branch=branch_name(state, about))
        case "delegates":
            return _("the delegates of the writer's branch")
        case "convention":
            return _("everybody with a seat at the convention")
        case _:
            return _("whoever wrote the letter that it answers")


def law(state: State) -> Rule:
    """The clause on letters."""
    return rule(state, clause_of(state).article)


def limits(state: State) -> str:
    """What the rulebook says on letters, or what holds where it is silent, in the reader's language."""
    own = rulebook(state)
    return " ".join(say(told, own.words, translated) for told in reading.letters(clause_of(state), own))


def received(state: State, deliveries: tuple[Delivery, ...], muted: tuple[str, ...]) -> tuple[Received, ...]:
    """The letters of these deliveries."""
    return tuple(_received(state, each.letter, muted) for each in deliveries)


def _received(state: State, own: Letter, muted: tuple[str, ...]) -> Received:
    return Received(
        own.pk, own.subject, own.text, member_name(state, own.sender), own.sender, own.made,
        circle_title(state, own.circle, own.about), own.people, own.fingerprint, own.sender in muted,
    )  # fmt: skip


def written(state: State, handle: str) -> tuple[Written, ...]:
    """The reader's own letters, the newest first."""
    return tuple(_written(state, own) for own in relay.written(handle)[:SHOWN])


def _written(state: State, own: Letter) -> Written:
    """Whom it reached is told in numbers: who has muted the reader, or has no account, is not told."""
    reached, waits, lost = (int(getattr(own, name)) for name in ("reached", "waits", "lost"))
    told = [
        ngettext("To {n} person,", "To {n} people,", own.people).format(n=number(own.people)),
        ngettext("on the page of {n}.", "on the pages of {n}.", reached).format(n=number(reached)),
    ]
    if waits:
        told.append(ngettext("{n} waits to be mailed.", "{n} wait to be mailed.", waits).format(n=number(waits)))
    if lost:
        words = ngettext(
            "Of {n} we do not know that it was mailed.", "Of {n} we do not know that they were mailed.", lost
        )
        told.append(words.format(n=number(lost)))
    return Written(own.pk, own.subject, own.text, own.made, circle_title(state, own.circle, own.about), tuple(told))


def reach(people: int) -> str:
    """How many a letter goes to, and what they see."""
    goes = ngettext("Your letter goes to {n} person.", "Your letter goes to {n} people.", people)
    seen = _(
        "They see your name and the letter, and can answer. Nobody is shown an address: theirs to you or yours to them."
    )
    return f"{goes.format(n=number(people))} {seen}"
