"""Verifiable ballots: the people who make them so exist, are not the leadership alone, and are enough."""

from collections.abc import Iterator

from ...calendar import shifted
from ...refusal import gettext_noop
from ..problem import Found
from ..schema import Rulebook
from ..sentences import sentence
from .erasing import EXECUTIVE
from .names import posts
from .times import SAMPLES, moments

OTHERS = ("delegate", "question")
"""What can be voted on besides posts."""


def unknown_posts(rulebook: Rulebook) -> Iterator[Found]:
    """The returning officer, the credential authority and the trustees hold posts of the rulebook."""
    clause = rulebook.ballots
    if clause is None or clause.form == "plain":
        return
    for key in ("officer", "authority", "trustee"):
        if getattr(clause, key) not in posts(rulebook):
            what = sentence(gettext_noop("There is no post “{name}”."), name=getattr(clause, key))
            remedy = sentence(gettext_noop("Use one of: {known}."), known=", ".join(sorted(posts(rulebook))))
            yield Found(("ballots", key), what, remedy)
    for place, side in enumerate(clause.sides):
        if side.post not in posts(rulebook):
            what = sentence(gettext_noop("There is no post “{name}”."), name=side.post)
            remedy = sentence(gettext_noop("Use one of: {known}."), known=", ".join(sorted(posts(rulebook))))
            yield Found(("ballots", "sides", place, "post"), what, remedy)


def unknown_elections(rulebook: Rulebook) -> Iterator[Found]:
    """The elections that the clause names are to posts of the rulebook, to seats of delegates, or questions."""
    clause = rulebook.ballots
    if clause is None or clause.form == "plain":
        return
    known = {*posts(rulebook), *OTHERS}
    for name in clause.elections:
        if name not in known:
            what = sentence(gettext_noop("There is no post “{name}”."), name=name)
            remedy = sentence(gettext_noop("Use one of: {known}."), known=", ".join(sorted(known)))
            yield Found(("ballots", "elections"), what, remedy)


def too_few_trustees(rulebook: Rulebook) -> Iterator[Found]:
    """One alone opens nothing, one who is lost stops nothing, and as many hold the post as are needed."""
    clause = rulebook.ballots
    if clause is None or clause.form == "plain":
        return
    path = ("ballots", "threshold")
    if not 1 <= clause.threshold <= clause.number:
        what = sentence(
            gettext_noop("{threshold} of {number} cannot open."), threshold=clause.threshold, number=clause.number
        )
        yield Found(path, what, sentence(gettext_noop("Let the threshold lie between 1 and their number.")))
    elif clause.threshold == 1:
        what = sentence(gettext_noop("One trustee alone can read every ballot."))
        yield Found(path, what, sentence(gettext_noop("Let two or more open together.")), "warning")
    elif clause.threshold == clause.number:
        what = sentence(gettext_noop("One trustee who is lost loses the election."))
        yield Found(path, what, sentence(gettext_noop("Name one more than are needed.")), "warning")
    for post in rulebook.posts:
        if post.id == clause.trustee and post.number < clause.number and not clause.sides:
            what = sentence(
                gettext_noop("The rulebook asks for {number} trustees, and {holders} can hold the post."),
                number=clause.number,
                holders=post.number,
            )
            yield Found(("ballots", "number"), what, sentence(gettext_noop("Let more hold it, or ask for fewer.")))
    if not 1 <= clause.shuffles <= clause.number:
        what = sentence(
            gettext_noop("{shuffles} of {number} cannot shuffle."), shuffles=clause.shuffles, number=clause.number
        )
        yield Found(("ballots", "shuffles"), what, sentence(gettext_noop("Let two of them shuffle, or all.")))


def one_branch(rulebook: Rulebook) -> Iterator[Found]:
    """No one branch opens ballots alone, and the sides and branches that are asked for fit among the trustees."""
    clause = rulebook.ballots
    if clause is None or clause.form == "plain":
        return
    if clause.per_branch >= clause.threshold > 1:
        what = sentence(
            gettext_noop("{number} trustees of one branch can open ballots alone: {threshold} are enough."),
            number=clause.per_branch,
            threshold=clause.threshold,
        )
        remedy = sentence(gettext_noop("Let fewer come from one branch than open a result."))
        yield Found(("ballots", "per_branch"), what, remedy, "warning")
    needed = sum(side.number for side in clause.sides)
    if needed > clause.number or any(side.number < 1 for side in clause.sides):
        what = sentence(
            gettext_noop("The sides ask for {needed} trustees, and the rulebook for {number}."),
            needed=needed,
            number=clause.number,
        )
        yield Found(("ballots", "sides"), what, sentence(gettext_noop("Ask for as many as there are to be.")))


def one_hand(rulebook: Rulebook) -> Iterator[Found]:
    """Whoever makes the credentials does not set up the board, and the executive does neither alone."""
    clause = rulebook.ballots
    if clause is None or clause.form == "plain":
        return
    if clause.authority == clause.officer:
        what = sentence(
            gettext_noop("The same post sets up the board and makes the credentials: it could vote for others.")
        )
        yield Found(("ballots", "authority"), what, sentence(gettext_noop("Name two different posts.")), "warning")
    voting = {seat.who for body in rulebook.bodies if body.id == EXECUTIVE for seat in body.seats if seat.vote}
    for key in ("authority", "trustee"):
        if getattr(clause, key) in voting:
            what = sentence(
                gettext_noop("“{name}” sits in the executive, which is what is voted on."), name=getattr(clause, key)
            )
            yield Found(("ballots", key), what, sentence(gettext_noop("Name a post outside it.")), "warning")


def no_time(rulebook: Rulebook) -> Iterator[Found]:
    """Between the nominations and the voting for delegates there is time to set the boards up."""
    clause = rulebook.ballots
    if clause is None or clause.form == "plain" or (clause.elections and "delegate" not in clause.elections):
        return
    for call in SAMPLES:
        when = moments(rulebook, call)
        closes, opens = when.get("delegate-nominations-close"), when.get("delegate-voting-opens")
        ready = shifted(closes, clause.set_up_before, 1, rulebook.organisation.week) if closes else None
        if closes and opens and ready and closes <= opens < ready:
            what = sentence(gettext_noop("There is no time to set up the boards of the delegates' elections."))
            remedy = sentence(
                gettext_noop("Open the voting later after nominations close, or set the boards up faster.")
            )
            yield Found(("delegates", "voting_opens"), what, remedy)
            return


QUESTIONS = (unknown_posts, unknown_elections, too_few_trustees, one_branch, one_hand, no_time)
