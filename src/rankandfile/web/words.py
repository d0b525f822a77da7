"""Sentences of the core in the reader's language: refusals with their facts, made readable.

The core gives codes and bare facts. Here a moment becomes a weekday with its hour, the id of a branch its name, the id
of a post the title that the rulebook gives it.
"""

from collections.abc import Callable
from typing import TypeAlias

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from rankandfile.core.engine import REFUSALS
from rankandfile.core.refusal import MOMENTS, Fact, Refusal, Words
from rankandfile.core.rulebook.reading import phrases
from rankandfile.core.rulebook.sentences import say
from rankandfile.core.rulebook.times import span_from
from rankandfile.core.state import State

from .pages.naming import branch_name, class_title, member_name, post_title
from .pages.pieces import Refused
from .pages.procedural_names import motion_name, position_name
from .rules import rule, translated
from .templatetags.pieces import isolated, number, written_moment

OWN = {
    "account.waiting": Words(
        _("Access to this account was recovered by mail, so voting and acts of office are closed to it until {until}."),
        _("Sign in with a passkey that is older than the recovery, and this opens at once; or wait."),
    ),
}
POWERS = {
    "admit": _("admitting members"),
    "roll": _("keeping the roll of members"),
    "branches": _("forming branches"),
    "call": _("calling the convention"),
    "chair": _("presiding"),
    "credentials": _("checking credentials"),
    "tell": _("counting votes"),
    "minutes": _("writing the minutes"),
    "answer": _("answering motions for the leadership"),
    "discretion": _("deciding what is published"),
    "appoint": _("appointing"),
    "keys": _("changing the key of the record"),
}
Named: TypeAlias = Callable[[State, Fact], str]


def _span(fact: Fact) -> str:
    """A length of time, given as "8 weeks" or "10 working-days", in the reader's language."""
    length = span_from(str(fact).replace("-", " "))
    return say(phrases.span(length), translate=translated) if length is not None else str(fact)


def _each(named: Named) -> Named:
    return lambda state, fact: ", ".join(named(state, one) for one in str(fact).split(", "))


CAPACITIES = {"member": _("member"), "delegate": _("delegate"), "branch": _("branch")}


def _capacity(state: State, fact: Fact) -> str:
    """In which capacity somebody acts: a plain word, or the body for which it is."""
    return gettext(CAPACITIES[str(fact)]) if fact in CAPACITIES else post_title(state, str(fact))


def _business(state: State, fact: Fact) -> str:
    from .pages.motions import business_title

    return business_title(state, str(fact))


def _fate(state: State, fact: Fact) -> str:
    from .pages.stages import FATES

    return gettext(FATES.get(str(fact), str(fact)))


def _method(state: State, fact: Fact) -> str:
    from .pages.votes import METHODS

    return gettext(METHODS.get(str(fact), str(fact)))


def _seats(state: State, fact: Fact) -> str:
    """How many seats there are, or who has one."""
    return number(fact) if isinstance(fact, int) else _each(_capacity)(state, fact)


STEPS = {
    "close": _("the close of the voting"),
    "shuffle": _("the shuffle of a trustee"),
    "open": _("the part of a trustee in the decryption"),
    "publish": _("the result, which the server computes"),
    "count": _("the count"),
    "lost": _("nothing any more: it was not opened in time"),
}
FACTS: dict[str, Named] = {
    "procedural": lambda state, fact: motion_name(state, str(fact)),
    "pending": lambda state, fact: motion_name(state, str(fact)),
    "open": _each(lambda state, fact: motion_name(state, str(fact))),
    "position": lambda state, fact: position_name(str(fact)),
    "objects": _each(lambda state, fact: post_title(state, str(fact))),
    "officer": lambda state, fact: post_title(state, str(fact)),
    "step": lambda state, fact: gettext(STEPS.get(str(fact), str(fact))),
    "speaker": lambda state, fact: member_name(state, str(fact)),
    "seats": _seats,
    "movers": _each(_capacity),
    "capacity": _capacity,
    "business": _business,
    "fate": _fate,
    "method": _method,
    "bodies": _each(lambda state, fact: post_title(state, str(fact))),
    "person": lambda state, fact: member_name(state, str(fact)),
    "branch": lambda state, fact: branch_name(state, str(fact)),
    "post": lambda state, fact: post_title(state, str(fact)),
    "appointer": lambda state, fact: post_title(state, str(fact)),
    "body": lambda state, fact: post_title(state, str(fact)),
    "posts": _each(lambda state, fact: post_title(state, str(fact))),
    "holders": _each(lambda state, fact: post_title(state, str(fact))),
    "notice": lambda state, fact: _span(fact),
    "lasts": lambda state, fact: _span(fact),
    "power": lambda state, fact: gettext(POWERS.get(str(fact), str(fact))),
    "member_class": lambda state, fact: class_title(state, str(fact)),
    "classes": _each(lambda state, fact: class_title(state, str(fact))),
}
"""How a fact of this name is written for people; all others stand as they are."""


def fact_in_words(state: State, name: str, fact: Fact) -> str:
    """The fact as people read it."""
    if name in MOMENTS:
        return written_moment(int(fact))
    if name in FACTS:
        return isolated(FACTS[name](state, fact))
    return number(fact) if isinstance(fact, int) else isolated(fact)


def refused(state: State, refusal: Refusal) -> Refused:
    """The refusal in the reader's language, with its rule."""
    words = OWN.get(refusal.code) or REFUSALS[refusal.code]
    facts = {name: fact_in_words(state, name, fact) for name, fact in refusal.facts}
    return Refused(
        gettext(words.because).format_map(facts),
        gettext(words.remedy).format_map(facts),
        rule(state, refusal.article) if refusal.article else None,
    )
