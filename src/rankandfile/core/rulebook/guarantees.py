"""What a rulebook does with each of the fifteen guarantees: gives it, gives it up, or leaves it to a later chapter.

Each guarantee answers one way in which an apparatus keeps control of an organisation that is democratic on paper. The
software offers all of them; a rulebook may give one away, and then this says so and names the article.
"""

from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

from ..calendar import shifted
from ..count.shares import ratio
from ..ids import Moment
from ..refusal import gettext_noop
from .lines import Path
from .schema import Business, Limit, Post, Rulebook, Threshold
from .sentences import Sentence, sentence

Given: TypeAlias = Literal["given", "given-up", "silent", "later"]
Loss: TypeAlias = tuple[Path, Sentence]

PROPORTIONAL = frozenset(
    {
        "scottish-stv-2011", "wigm-prf", "wigm-prf-batch", "wigm-prf-one-winner", "minneapolis", "ers97",
        "northern-ireland", "cambridge", "meek-prf", "meek-hww-1987", "sequential-pav", "phragmen",
    }
)  # fmt: skip
"""Methods that give a minority its share of several places."""

PROMISES = {
    "G1": gettext_noop("nobody can withhold a document"),
    "G2": gettext_noop("nothing is buried under longer texts or a chosen order"),
    "G3": gettext_noop("enough supporters put a motion on the agenda, and the leadership needs as many"),
    "G4": gettext_noop("motions are answered before they are debated"),
    "G5": gettext_noop("branches elect their own delegates"),
    "G6": gettext_noop("persons are elected one by one"),
    "G7": gettext_noop("staff are elected, with a term and recall"),
    "G8": gettext_noop("papers and minutes are open"),
    "G9": gettext_noop("history cannot be rewritten"),
    "G10": gettext_noop("ballots can be checked by everybody, the roll is frozen, and nobody can type a result"),
    "G11": gettext_noop("complaints go to an independent commission"),
    "G12": gettext_noop("the books of every related entity are open"),
    "G13": gettext_noop("what was adopted comes back for review"),
    "G14": gettext_noop("members may form caucuses"),
    "G15": gettext_noop("the organisation can act together with others"),
}


class Guarantee(Struct, frozen=True):
    """What the rulebook makes of one guarantee; `given_up` says where and why."""

    code: str
    promise: str
    status: Given
    given_up: tuple[Loss, ...] = ()


def guarantees(rulebook: Rulebook) -> tuple[Guarantee, ...]:
    """All fifteen, in their order."""
    return tuple(_guarantee(code, rulebook) for code in PROMISES)


def _guarantee(code: str, rulebook: Rulebook) -> Guarantee:
    if code in LATER:
        return Guarantee(code, PROMISES[code], "later")
    lost = tuple(LOSSES[code](rulebook)) if code in LOSSES else ()
    status: Given = "given-up" if lost else "silent" if code in SILENT and SILENT[code](rulebook) else "given"
    return Guarantee(code, PROMISES[code], status, lost)


def _withheld(rulebook: Rulebook) -> Iterator[Loss]:
    """G1: documents and motions are published by the clock."""
    if rulebook.bulletin.published_by == "discretion":
        yield ("bulletin", "published_by"), sentence(gettext_noop("documents are published at somebody's discretion."))
    clause = rulebook.erasure
    if clause is not None and clause.agreeing < 2 and (clause.on_behalf or clause.sealing):
        yield ("erasure", "agreeing"), sentence(gettext_noop("one person alone erases or closes what others wrote."))
    yield from _ruled_out(rulebook)
    yield from _placed_at_discretion(rulebook)


def _ruled_out(rulebook: Rulebook) -> Iterator[Loss]:
    """A motion is ruled out of order by others than the leadership, and somebody else decides on the appeal."""
    clause = rulebook.admissibility
    if clause is None:
        return
    if clause.ruled_by in _voting_in_executive(rulebook):
        why = sentence(gettext_noop("“{name}” leads, and rules motions out of order."), name=clause.ruled_by)
        yield ("admissibility", "ruled_by"), why
    if clause.appeal is None:
        yield ("admissibility",), sentence(gettext_noop("nobody can appeal when a motion is ruled out of order."))


def _voting_in_executive(rulebook: Rulebook) -> set[str]:
    seats = (seat for body in rulebook.bodies if body.id == "executive" for seat in body.seats)
    return {"executive", *(seat.who for seat in seats if seat.vote)}


def _placed_at_discretion(rulebook: Rulebook) -> Iterator[Loss]:
    for number, business in enumerate(rulebook.business):
        if business.placed == "discretion":
            why = sentence(gettext_noop("“{name}” comes on the agenda at somebody's discretion."), name=business.id)
            yield ("business", number, "placed"), why


def _buried(rulebook: Rulebook) -> Iterator[Loss]:
    """G2: one limit for all, an order that nobody chooses."""
    if rulebook.bulletin.order == "officer":
        yield ("bulletin", "order"), sentence(gettext_noop("an officer chooses the order."))
    if _favours(rulebook.bulletin.limits):
        yield ("bulletin", "limits"), sentence(_LONGER)
    for number, business in enumerate(rulebook.business):
        if _favours(business.limit) and not business.report:
            yield ("business", number, "limit"), sentence(_LONGER)


_LONGER = gettext_noop("the leadership may write longer texts than members, or there is no limit.")


def _favours(limits: tuple[Limit, ...]) -> bool:
    """Whether somebody may write longer than a member, or everybody as long as they like."""
    words = {limit.author: limit.words for limit in limits if limit.author != "candidate"}
    member = words.get("member", words.get("any", 0))
    return not words or max(words.values()) > member > 0


def _short_of_seconders(rulebook: Rulebook) -> Iterator[Loss]:
    """G3: members second, the threshold acts, and it is no lower for the leadership."""
    yield from _placed_at_discretion(rulebook)
    for number, business in _of_convention(rulebook):
        if business.seconded_by == "delegates":
            why = sentence(gettext_noop("only delegates may second “{name}”."), name=business.id)
            yield ("business", number, "seconded_by"), why
        if not business.report:
            yield from _unequal(business, ("business", number, "movers"))
    if rulebook.letters is not None and not rulebook.letters.number:
        yield ("letters", "number"), sentence(gettext_noop("members cannot write to each other to find supporters."))


def _of_convention(rulebook: Rulebook) -> Iterator[tuple[int, Business]]:
    """Business of the convention with its number; what goes to another body is decided by those who sit there."""
    yield from ((number, business) for number, business in enumerate(rulebook.business) if not business.to)


def _unequal(business: Business, path: Path) -> Iterator[Loss]:
    needed = {mover.who: mover.seconders for mover in business.movers}
    if "member" not in needed:
        yield path, sentence(gettext_noop("no member may move “{name}” as a member."), name=business.id)
        return
    for who, threshold in needed.items():
        if who not in ("member", "branch") and _is_lower(threshold, needed["member"]):
            template = gettext_noop("“{who}” needs fewer supporters for “{name}” than members do.")
            yield path, sentence(template, who=who, name=business.id)


def _is_lower(one: Threshold, other: Threshold) -> bool:
    if ratio(one.share) != ratio(other.share):
        return ratio(one.share) < ratio(other.share)
    return (one.members + one.delegates, one.branches) < (other.members + other.delegates, other.branches)


def _unanswered(rulebook: Rulebook) -> Iterator[Loss]:
    """G4: an answer is due to every motion that there is time to answer."""
    for number, business in _of_convention(rulebook):
        if business.answer_due is None and not business.report and not business.emergency:
            yield ("business", number), sentence(gettext_noop("no answer is due to “{name}”."), name=business.id)


def _hand_picked(rulebook: Rulebook) -> Iterator[Loss]:
    """G5: own nomination, proportional election in the branch."""
    clause = rulebook.delegates
    if clause is None:
        return
    if clause.chosen == "appointment":
        yield ("delegates", "chosen"), sentence(gettext_noop("delegates are appointed."))
        return
    if clause.nomination == "branch":
        yield ("delegates", "nomination"), sentence(gettext_noop("only whom the branch names can become a delegate."))
    if clause.method not in PROPORTIONAL:
        yield ("delegates", "method"), sentence(_NOT_PROPORTIONAL)


_NOT_PROPORTIONAL = gettext_noop("the method gives all places to the largest group.")


def _one_slate(rulebook: Rulebook) -> Iterator[Loss]:
    """G6: no list as a whole, and a proportional count where several places are filled."""
    for number, post in enumerate(rulebook.posts):
        if post.filled == "slate":
            why = sentence(gettext_noop("“{name}” is filled by one list as a whole."), name=post.id)
            yield ("posts", number, "filled"), why
        elif post.filled == "election" and _leads(rulebook, post) and post.method not in PROPORTIONAL:
            yield ("posts", number, "method"), sentence(_NOT_PROPORTIONAL)


def _leads(rulebook: Rulebook, post: Post) -> bool:
    """Whether several hold the post and have a vote in a body by it."""
    voting = {seat.who for body in rulebook.bodies for seat in body.seats if seat.vote}
    return post.number > 1 and post.id in voting


def _paid_from_above(rulebook: Rulebook) -> Iterator[Loss]:
    """G7: whoever is paid is elected, and can be recalled."""
    for number, post in enumerate(rulebook.posts):
        if post.paid_by and post.filled == "appointment":
            why = sentence(gettext_noop("“{name}” is paid, and appointed by “{by}”."), name=post.id, by=post.by)
            yield ("posts", number, "filled"), why
        elif post.paid_by and post.recall is None:
            yield ("posts", number), sentence(gettext_noop("“{name}” is paid and cannot be recalled."), name=post.id)


def _filtered(rulebook: Rulebook) -> Iterator[Loss]:
    """G8: papers open, minutes within half a year."""
    half_a_year = 183 * 86_400
    for number, body in enumerate(rulebook.bodies):
        if not body.papers_open:
            yield (
                ("bodies", number, "papers_open"),
                sentence(gettext_noop("the papers of “{name}” are closed."), name=body.id),
            )
        if shifted(Moment(0), body.minutes_within, 1, rulebook.organisation.week) > half_a_year:
            why = sentence(gettext_noop("the minutes of “{name}” come after more than half a year."), name=body.id)
            yield ("bodies", number, "minutes_within"), why
    yield from _talked_over(rulebook)


def _talked_over(rulebook: Rulebook) -> Iterator[Loss]:
    """Who leads does not say what members read of each other, and somebody else decides on the appeal."""
    clause = rulebook.discussion
    if clause is None or not clause.moderated_by:
        return
    if clause.moderated_by in _voting_in_executive(rulebook):
        why = sentence(gettext_noop("“{name}” leads, and takes comments out of discussions."), name=clause.moderated_by)
        yield ("discussion", "moderated_by"), why
    if clause.appeal is None:
        yield ("discussion",), sentence(gettext_noop("nobody can appeal when a comment is taken out."))


def _nobody_is_paid(rulebook: Rulebook) -> bool:
    return not any(post.paid_by for post in rulebook.posts)


def _nothing_is_verifiable(rulebook: Rulebook) -> bool:
    return rulebook.ballots is None or rulebook.ballots.form == "plain"


def _nobody_witnesses(rulebook: Rulebook) -> bool:
    return rulebook.witnesses is None


def _nothing_is_reviewed(rulebook: Rulebook) -> bool:
    return not any(business.review_after for business in rulebook.business)


LOSSES: dict[str, Callable[[Rulebook], Iterator[Loss]]] = {
    "G1": _withheld,
    "G2": _buried,
    "G3": _short_of_seconders,
    "G4": _unanswered,
    "G5": _hand_picked,
    "G6": _one_slate,
    "G7": _paid_from_above,
    "G8": _filtered,
}
"""Where a rulebook gives a guarantee up. G9 and G10 no rulebook can wholly: the record and the engine keep them."""
SILENT: dict[str, Callable[[Rulebook], bool]] = {
    "G7": _nobody_is_paid,
    "G9": _nobody_witnesses,
    "G10": _nothing_is_verifiable,
    "G13": _nothing_is_reviewed,
}
"""Where a rulebook says nothing of a guarantee. G9 then rests on the members who keep their receipts, and G10 on the
operator, who alone could tell how somebody voted, and on the voters, who each look for the own ballot."""
LATER = frozenset({"G11", "G12", "G14", "G15"})
"""Chapters of a rulebook that this schema does not have yet."""
