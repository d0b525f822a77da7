"""A conference told to somebody who was not there: what was moved, who came, what was decided, and by how much."""

from collections import Counter
from collections.abc import Iterator
from textwrap import fill

from rankandfile.core.chapters.agenda import Vote, items
from rankandfile.core.chapters.boards import board
from rankandfile.core.chapters.counting import account_of
from rankandfile.core.chapters.delegates import delegates_of
from rankandfile.core.chapters.elections import DELEGATE, Election
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.offices import post_named
from rankandfile.core.engine import sentences
from rankandfile.core.ids import ConventionId, Handle, MotionId
from rankandfile.core.state import State
from rankandfile.core.text import count_words

from ..secretary import Secretary
from .conference import LONG, Conference, too_long

WIDTH, MARGIN = 100, 13
FIRST = ConventionId("C1")
FATES = (("carried", "carried"), ("lost", "lost"), ("fell", "fell for want of seconders"), ("unreached", "unreached"))


def told(secretary: Secretary, own: Conference) -> str:
    """The story in some thirty lines."""
    state = secretary.state
    parts = {
        "Rules": _rules(own),
        "Members": _members(state),
        "Papers": _papers(state, own),
        "Delegates": _delegates(state),
        "In the hall": _hall(state),
        "By name": _by_name(state, own),
        "Rulebook": _change(state, own),
        "Elected": "; ".join(_elected(secretary, state)),
        "Unreached": _unreached(state, own),
        "Refused": "; ".join(_refused(own)) or "nothing.",
    }
    return "\n".join(_paragraph(head, text) for head, text in parts.items() if text)


def _paragraph(head: str, text: str) -> str:
    return fill(text, WIDTH, initial_indent=head.ljust(MARGIN), subsequent_indent=" " * MARGIN)


def _rules(own: Conference) -> str:
    if not own.longer:
        return "the preset member-democracy."
    longest = max((count_words(paper.text) for paper in own.folder.motions), default=0)
    return (
        f"the preset member-democracy, but for its limits of words, raised to {LONG:,}: {too_long(own.folder)} of these"
        f" papers are longer than it allows (800 words a motion, 400 in an emergency, 300 an amendment; the longest"
        f" has {longest:,}), and would be refused."
    )


def _members(state: State) -> str:
    return f"{len(state.members.members):,} in {len(state.branches.branches)} branches."


def _papers(state: State, own: Conference) -> str:
    fates = Counter[str](motion.fate for motion in state.motions.motions.values())
    became = ", ".join(f"{fates[fate]} {words}" for fate, words in FATES if fates[fate])
    amended = Counter(a.fate or "not voted, their motion was over" for a in state.amendments.amendments.values())
    by_lines = sum(a.action != "instruct" for a in state.amendments.amendments.values())
    floor = sum(a.from_floor for a in state.amendments.amendments.values())
    told = ", ".join(f"{number} {fate}" for fate, number in sorted(amended.items()))
    return (
        f"{len(own.motions)} motions: {became}. {len(own.amendments)} amendments, {by_lines} placed by lines and the"
        f" rest as instructions, {floor} moved from the floor: {told}."
    )


def _delegates(state: State) -> str:
    counted = [e for e in state.elections.elections.values() if e.post == DELEGATE]
    ballots, roll = sum(len(e.voted) for e in counted), len(state.delegates.of[FIRST].roll)
    clause = rulebook(state).delegates
    alternates = sum(len(e.next_in_line) for e in counted)
    divisor = clause.apportionment.divisor if clause is not None else 0
    return (
        f"{len(delegates_of(state, FIRST))} seats, one for {divisor} members or part of it, and {alternates}"
        f" alternates, from {sum(len(e.candidates) for e in counted)} candidates; {ballots:,} of {roll:,} members cast"
        f" a ballot; {len(counted)} counts by Scottish STV."
    )


def _hall(state: State) -> str:
    meeting = state.meetings.conventions[FIRST]
    votes = list(state.floor.votes.values())
    voters = sum(seat.vote for seat in meeting.present.values())
    days = (meeting.closed - meeting.opened) // 86_400 + 1
    return (
        f"{voters} with a vote, {len(meeting.seated)} of them alternates in an absent delegate's place. In {days} days"
        f" {sum(i.state == 'done' for i in items(state, FIRST))} of {len(items(state, FIRST))} items were settled by"
        f" {len(votes)} votes: {sum(v.method == 'show-of-cards' for v in votes)} by show of cards, with two tellers who"
        f" agreed, and {sum(v.method == 'roll-call' for v in votes)} by roll call."
    )


def _by_name(state: State, own: Conference) -> str:
    called = [v for v in state.floor.votes.values() if v.method == "roll-call"]
    if not called:
        return ""
    closest = min(called, key=lambda vote: abs(vote.yes - vote.no))
    title = own.motions[MotionId(closest.subject)].title
    votes = sum(vote.yes + vote.no + vote.abstain for vote in called)
    return f"{votes:,} votes. The closest roll call: “{title}”, {_result(closest)}."


def _result(vote: Vote) -> str:
    return f"{'carried' if vote.carried else 'lost'} by {vote.yes} to {vote.no}, {vote.abstain} abstaining"


def _change(state: State, own: Conference) -> str:
    changes = [m for m in state.motions.motions.values() if m.rules]
    votes = [vote for vote in state.floor.votes.values() if vote.subject in {m.id for m in changes}]
    if not votes:
        return "no change was reached."
    vote, since = votes[0], len(state.foundation.history) - 1
    force = "in force since the close" if since else "not in force"
    return (
        f"“{own.motions[MotionId(vote.subject)].title}”: {_result(vote)}, where {vote.required} of {vote.base} were"
        f" needed; {force}."
    )


def _elected(secretary: Secretary, state: State) -> Iterator[str]:
    for election in state.elections.elections.values():
        post = post_named(state, election.post)
        if election.post == DELEGATE or post is None or not election.counted:
            continue
        names = ", ".join(_name(secretary, state, person) for person in election.elected)
        yield f"{post.title.lower()}: {names} ({_count(state, election)})"


def _count(state: State, election: Election) -> str:
    stages = len(account_of(state, election, election.ballots, election.lot).stages)
    counted = f"{stages} {'stage' if stages == 1 else 'stages'}"
    kind = "verifiable ballots" if board(state, election.id) is not None else "ballots"
    return f"{len(election.candidates)} stood, {len(election.ballots):,} {kind}, {counted}"


def _name(secretary: Secretary, state: State, person: Handle) -> str:
    return secretary.value(state.members.members[person].entry, "name") or person


def _unreached(state: State, own: Conference) -> str:
    left = [m for m in state.motions.motions.values() if m.fate == "unreached"]
    return "; ".join(f"“{own.motions[m.id].title}”" for m in left) + "." if left else "nothing."


def _refused(own: Conference) -> Iterator[str]:
    for each in own.refused:
        yield f"{each.file} (article {each.refusal.article}): {sentences(each.refusal)[0]}"
    moved = {proposal.file for proposal in own.amendments.values()}
    for proposal in own.floor:
        if proposal.file not in moved and not any(each.file == proposal.file for each in own.refused):
            yield f"{proposal.file}: its motion never came to the floor"
