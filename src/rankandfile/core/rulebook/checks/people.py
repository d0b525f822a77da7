"""People: somebody holds every power, members stand at the start of every chain, and no term leaves a gap."""

from collections.abc import Iterator

from ...calendar import Span, shifted
from ...ids import Moment
from ...refusal import gettext_noop
from ..lines import Path
from ..problem import Found
from ..schema import Body, Post, Rulebook
from ..sentences import sentence

NEEDED: dict[str, str] = {
    "call": gettext_noop("Nobody may call the {convention}."),
    "chair": gettext_noop("Nobody may chair the {convention}: it cannot be opened, vote or close."),
    "credentials": gettext_noop("Nobody may check credentials: nobody is seated."),
    "tell": gettext_noop("Nobody may count cards."),
    "minutes": gettext_noop("Nobody may write the minutes."),
    "roll": gettext_noop("Nobody may record dues: in the end everybody falls behind."),
    "branches": gettext_noop("Nobody may form a {branch} after the founding."),
}
"""Powers that every rulebook gives to somebody, and what follows where it does not."""


def powers(rulebook: Rulebook) -> Iterator[Found]:
    """Every power that the rules need is held by a post."""
    held = {power for post in rulebook.posts for power in post.powers}
    needed = dict(NEEDED)
    if rulebook.membership.admitted_by != "anyone":
        needed["admit"] = gettext_noop("Nobody may answer applications.")
    if any(business.answer_due for business in rulebook.business):
        needed["answer"] = gettext_noop("Answers are due, but nobody may answer for the {leadership}.")
    for power, what in needed.items():
        if power not in held:
            remedy = sentence(gettext_noop("Add “{power}” to the powers of a post."), power=power)
            yield Found(("posts",), sentence(what), remedy)
    if "keys" not in held and rulebook.witnesses is not None:
        nobody = sentence(gettext_noop("Nobody may change the key that signs the record after the founding."))
        remedy = sentence(gettext_noop("Add “{power}” to the powers of a post."), power="keys")
        yield Found(("posts",), nobody, remedy, "warning")


def discretion(rulebook: Rulebook) -> Iterator[Found]:
    """Where something is at somebody's discretion, the rulebook says at whose."""
    known = {body.id for body in rulebook.bodies} | {post.id for post in rulebook.posts}
    for path, whose in _discretions(rulebook):
        if whose not in known:
            what = sentence(gettext_noop("It is at somebody's discretion, but not at whose: “{name}”."), name=whose)
            yield Found(path, what, sentence(gettext_noop("Name a post or a body.")))


def _discretions(rulebook: Rulebook) -> Iterator[tuple[Path, str]]:
    if rulebook.bulletin.published_by == "discretion":
        yield ("bulletin", "discretion_of"), rulebook.bulletin.discretion_of
    for number, business in enumerate(rulebook.business):
        if business.placed == "discretion":
            yield ("business", number, "discretion_of"), business.discretion_of
    if rulebook.delegates is not None and rulebook.delegates.chosen == "appointment":
        yield ("delegates", "appointed_by"), rulebook.delegates.appointed_by


def rights(rulebook: Rulebook) -> Iterator[Found]:
    """Some class of members has each right."""
    rights = {
        "vote": gettext_noop("No class of members may vote."),
        "stand": gettext_noop("No class of members may stand as a candidate."),
        "move": gettext_noop("No class of members may move and second business."),
        "counts": gettext_noop("No class of members counts when delegates are apportioned."),
    }
    for right, what in rights.items():
        if not any(getattr(member_class, right) for member_class in rulebook.membership.classes):
            remedy = sentence(gettext_noop("Give at least one class “{right} = true”."), right=right)
            yield Found(("membership", "classes"), sentence(what), remedy)


def rooted(rulebook: Rulebook) -> set[str]:
    """The bodies and posts that members stand behind, directly or through whom they elected."""
    found: set[str] = set()
    while True:
        more = {body.id for body in rulebook.bodies if _is_rooted_body(body, found)}
        more |= {post.id for post in rulebook.posts if post.by in found | more}
        if more <= found:
            return found
        found |= more


def _is_rooted_body(body: Body, found: set[str]) -> bool:
    voters = {seat.who for seat in body.seats if seat.vote}
    return bool(voters & ({"member", "delegate"} | found))


def unrooted(rulebook: Rulebook) -> Iterator[Found]:
    """Every body and every post comes from the members in the end."""
    found = rooted(rulebook)
    for number, body in enumerate(rulebook.bodies):
        if not any(seat.vote for seat in body.seats):
            what = sentence(gettext_noop("Nobody has a vote in “{name}”, so it decides nothing."), name=body.id)
            yield Found(("bodies", number, "seats"), what, sentence(gettext_noop("Give some seat a vote.")))
        elif body.id not in found:
            what = sentence(
                gettext_noop("Nobody elects “{name}”: no seat with a vote comes from the members."), name=body.id
            )
            yield Found(("bodies", number, "seats"), what, _ELECT)
    for number, post in enumerate(rulebook.posts):
        if post.id not in found:
            chain = " → ".join(_chain(rulebook, post))
            what = sentence(gettext_noop("Members stand nowhere behind “{name}”: {chain}."), name=post.id, chain=chain)
            yield Found(("posts", number, "by"), what, _ELECT)


_ELECT = sentence(gettext_noop("Let a body of members or delegates elect whom this comes from."))


def _chain(rulebook: Rulebook, post: Post) -> list[str]:
    """Who fills the post, who fills that one, and so on until the chain ends or comes back to itself."""
    by = {other.id: other.by for other in rulebook.posts}
    found = [post.id]
    while found[-1] in by and by[found[-1]] not in found:
        found.append(by[found[-1]])
    return [*found, by[found[-1]]] if found[-1] in by else found


def terms(rulebook: Rulebook) -> Iterator[Found]:
    """Who the convention elects holds the post until the next convention elects; nobody holds one for an age."""
    between, age = _seconds(rulebook.convention.every, rulebook), 5 * 365 * 86_400
    for number, post in enumerate(rulebook.posts):
        term, by_convention = _seconds(post.term, rulebook), post.by == rulebook.convention.body
        if by_convention and post.filled != "appointment" and term <= between:
            what = sentence(gettext_noop("“{name}” stands empty before the next {convention} can elect."), name=post.id)
            remedy = sentence(gettext_noop("Make the term longer than the time between two conventions."))
            yield Found(("posts", number, "term"), what, remedy, "warning")
        if term > age:
            template = gettext_noop("“{name}” is held for more than five years without an election.")
            remedy = sentence(gettext_noop("Make the term shorter."))
            yield Found(("posts", number, "term"), sentence(template, name=post.id), remedy, "warning")


def _seconds(span: Span, rulebook: Rulebook) -> int:
    return shifted(Moment(0), span, 1, rulebook.organisation.week)


def numbers_of_people(rulebook: Rulebook) -> Iterator[Found]:
    """Every post has a place and a term, and tellers are as many as must agree."""
    for number, post in enumerate(rulebook.posts):
        for key, amount in (("number", post.number), ("term", post.term.amount)):
            if not amount:
                what = sentence(gettext_noop("“{key}” of the post “{name}” is nothing."), key=key, name=post.id)
                yield Found(("posts", number, key), what, sentence(gettext_noop("Give it at least 1.")))
    tellers = sum(post.number for post in rulebook.posts if "tell" in post.powers)
    if 0 < tellers < rulebook.voting.tellers_agree:
        template = gettext_noop("There are {tellers} tellers, and {needed} must agree.")
        what = sentence(template, tellers=tellers, needed=rulebook.voting.tellers_agree)
        yield Found(
            ("voting", "tellers_agree"), what, sentence(gettext_noop("Elect more tellers, or ask fewer to agree."))
        )


def delegates(rulebook: Rulebook) -> Iterator[Found]:
    """Delegates sit in the convention and second where there are delegates, and members where there are none."""
    body = next((body for body in rulebook.bodies if body.id == rulebook.convention.body), None)
    seated = body is not None and any(seat.vote and seat.who == "delegate" for seat in body.seats)
    if rulebook.delegates is None and seated:
        what = sentence(gettext_noop("Delegates vote in the {convention}, but no clause says how they are chosen."))
        yield Found(
            ("convention", "body"), what, sentence(gettext_noop("Add a [delegates] clause, or let members sit."))
        )
    if rulebook.delegates is not None and not seated:
        what = sentence(gettext_noop("Delegates are chosen, but they have no vote in the {convention}."))
        remedy = sentence(gettext_noop("Give the seat “delegate” a vote in “{body}”."), body=rulebook.convention.body)
        yield Found(("delegates",), what, remedy)
    for number, business in enumerate(rulebook.business):
        if rulebook.delegates is None and business.seconded_by == "delegates":
            what = sentence(gettext_noop("Delegates second, but there are none."))
            remedy = sentence(gettext_noop("Let members second."))
            yield Found(("business", number, "seconded_by"), what, remedy)


def quorums(rulebook: Rulebook) -> Iterator[Found]:
    """Every quorum can be met, and there is one."""
    places = {post.id: post.number for post in rulebook.posts}
    for number, body in enumerate(rulebook.bodies):
        counted = [seat.who for seat in body.seats if seat.quorum]
        most = sum(places.get(who, 0) for who in counted)
        if all(who in places for who in counted) and body.quorum.number > most:
            template = gettext_noop("The quorum of “{name}” is {quorum}, and only {most} count towards it.")
            what = sentence(template, name=body.id, quorum=body.quorum.number, most=most)
            yield Found(("bodies", number, "quorum"), what, _QUORUM)
        elif (body.quorum.number, body.quorum.share, body.quorum.square_root) == (0, "0", "0"):
            what = sentence(gettext_noop("“{name}” has no quorum: whoever comes decides."), name=body.id)
            yield Found(("bodies", number, "quorum"), what, _QUORUM, "notice")


_QUORUM = sentence(gettext_noop("Ask for a number or a share that can be met."))

QUESTIONS = (powers, discretion, rights, unrooted, terms, numbers_of_people, delegates, quorums)
