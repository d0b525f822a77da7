"""What the clause on ballots says, sentence by sentence."""

from collections.abc import Iterator

from ...refusal import gettext_noop
from ..schema import Ballots, Rulebook
from ..sentences import Sentence, listed, sentence
from . import phrases


def ballots(clause: Ballots, rulebook: Rulebook) -> Iterator[Sentence]:
    """Which elections are verifiable, and who makes them so."""
    if clause.form == "plain":
        yield sentence(gettext_noop("Secret ballots are secret by trust in whoever runs the server."))
        return
    yield sentence(_VERIFIABLE, number=clause.plain_up_to)
    if clause.elections:
        named = listed([_ELECTIONS.get(each) or phrases.name(rulebook, each) for each in clause.elections])
        yield sentence(gettext_noop("This is so for these elections and no others: {names}."), names=named)
    names = {key: phrases.name(rulebook, getattr(clause, key)) for key in ("officer", "authority", "trustee")}
    yield sentence(
        _ROLES, officer=names["officer"], authority=names["authority"], span=phrases.span(clause.set_up_before)
    )
    yield sentence(_TRUSTEES, number=clause.number, post=names["trustee"], threshold=clause.threshold)
    if clause.branches > 1:
        yield sentence(gettext_noop("The trustees come from at least {number} branches."), number=clause.branches)
    if clause.per_branch:
        yield sentence(gettext_noop("At most {number} of them come from one branch."), number=clause.per_branch)
    for side in clause.sides:
        yield sentence(_SIDE, number=side.number, post=phrases.name(rulebook, side.post))
    yield sentence(_SHUFFLES, number=clause.shuffles)
    yield sentence(_HALL, span=phrases.span(clause.in_hall))
    yield sentence(_OPENED, span=phrases.span(clause.open_within))


_ELECTIONS = {
    "delegate": sentence(gettext_noop("the seats at the {convention}")),
    "question": sentence(gettext_noop("a ballot on a motion or a recall")),
}
_VERIFIABLE = gettext_noop(
    "Where more than {number} people vote, a secret ballot is encrypted by the voter and can be checked by everybody;"
    " with fewer it is secret by trust in whoever runs the server."
)
_ROLES = gettext_noop(
    "{officer} sets the board up, at the latest {span} before the voting opens; {authority} makes the credentials."
    " Where no board is set up in time, the ballot is plain and says so."
)
_TRUSTEES = gettext_noop("{number} trustees ({post}) hold the key, and {threshold} of them open the result together.")
_SIDE = gettext_noop("Who holds the post “{post}” can be a trustee too, and at least {number} of them are.")
_SHUFFLES = gettext_noop("Before rankings are opened, {number} of the trustees shuffle them.")
_HALL = gettext_noop(
    "Where the chair opens the voting, it waits for the board until {span} after the meeting opened; later the ballot"
    " is plain."
)
_OPENED = gettext_noop("What is not opened within {span} after the close is lost: nobody is elected.")
