"""Discussions as pages show them: threads in the order of time, answers of the author marked, what is not there any
more with the reason in its place, and questions that wait for their answer with since when.
"""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from msgspec import Struct

from rankandfile.core.chapters import discussing as chapter
from rankandfile.core.chapters.discussing import Comment, WriteComment
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.rulings import holds_post, keeps_out, ruling_on
from rankandfile.core.ids import CommentId, DocumentId
from rankandfile.core.state import State

from .. import organisation
from ..addresses import address
from ..derived import Once
from ..page import way
from ..rules import rule
from ..templatetags.pieces import number
from ..who import Reader
from . import motions, rulings
from .erased import shown, why_gone
from .naming import member_name, person
from .pieces import Can, Cannot, Heading, Need, Person, Rule, Slice, sliced
from .texts import rendered

A_PAGE = 50
DEEPEST = 4
"""Answers to answers move in so often; deeper ones stand in the same column and say what they answer."""


class Row(Struct, frozen=True):
    """One comment, or what stands in its place."""

    id: str
    who: Person
    at: int
    entry: int
    depth: int
    answers: str
    by_author: bool
    question: bool
    answered: str
    waits: bool
    """Whether it is a question without an answer."""
    html: str
    gone: str
    """Why its words are not here: withdrawn, erased or closed; empty while they are."""
    ruled: rulings.Ruled | None
    reason: str
    """The reason of the ruling on it."""
    stands: str
    """Who looked at it after a complaint and let it stand, with the reason; empty for nobody."""
    ways: tuple[tuple[str, str], ...]
    """What the reader can do with it: label and address."""


class Beside(Struct, frozen=True):
    """What stands on the paper's own page: how much was said, and which questions wait."""

    url: str
    told: str
    waiting: tuple[tuple[str, str, int], ...]
    """Questions without an answer: number, address, since when."""
    is_candidate: bool


class Page(Struct, frozen=True):
    """A page of a discussion."""

    about: str
    paper: str
    paper_url: str
    is_candidate: bool
    rows: tuple[Row, ...]
    slice: Slice[tuple[str, int]]
    waiting: tuple[tuple[str, str, int], ...]
    closes: int
    is_over: bool
    law: Rule


def exists(state: State, about: str) -> bool:
    """Whether there is something of this name to talk about, and the rulebook lets members do so."""
    return rulebook(state).discussion is not None and bool(chapter.author_of(state, about))


def find(state: State, comment: str) -> Comment | None:
    """The comment of that number."""
    return state.discussion.comments.get(CommentId(comment))


def title_of(state: State, about: str) -> str:
    """What the discussion is about, as people name it."""
    election = chapter.election_of(state, about)
    if election is not None:
        from .elections import title

        return _("{name}, {election}").format(
            name=member_name(state, about.partition("/")[2]), election=title(state, election)
        )
    motion = motions.find(state, about)
    if motion is not None:
        return motions.title(motion)
    return organisation.text(state.bulletin.documents[DocumentId(about)].entry, "title") or about


def _threaded(state: State, about: str) -> tuple[tuple[str, int], ...]:
    """Every comment with its depth: first what answers the paper, by time, each followed by its answers. Linear."""
    answers: dict[str, list[str]] = {}
    for each in chapter.under(state, about):
        answers.setdefault(each.answers, []).append(each.id)
    found: list[tuple[str, int]] = []
    ahead = [(each, 0) for each in reversed(answers.get("", []))]
    while ahead:
        comment, depth = ahead.pop()
        found.append((comment, depth))
        ahead.extend((each, depth + 1) for each in reversed(answers.get(comment, [])))
    return tuple(found)


threaded = Once(_threaded)


def page_of(state: State, own: Comment) -> int:
    """On which page of its discussion the comment stands."""
    place = next(n for n, (each, _depth) in enumerate(threaded(state, own.about)) if each == own.id)
    return place // A_PAGE + 1


def beside(state: State, about: str) -> Beside | None:
    """What stands on the paper's own page; None where the rulebook knows no discussions."""
    if not exists(state, about):
        return None
    total = len(state.discussion.of.get(about, ()))
    is_candidate = chapter.election_of(state, about) is not None
    if is_candidate:
        told = ngettext("{n} question or answer", "{n} questions and answers", total)
    else:
        told = ngettext("{n} comment", "{n} comments", total)
    return Beside(address("discussion", about), told.format(n=number(total)), waiting(state, about), is_candidate)


def waiting(state: State, about: str) -> tuple[tuple[str, str, int], ...]:
    """The questions to this paper's author that wait for an answer, the oldest first."""
    own = state.discussion
    return tuple(
        (each, address("comment", each), since)
        for each, since in own.waiting.items()
        if own.comments[each].about == about and not keeps_out(state, each)
    )


def page(state: State, reader: Reader, about: str, asked: str) -> Page:
    """The page that was asked for."""
    clause = rulebook(state).discussion
    part = sliced(threaded(state, about), asked, A_PAGE)
    is_candidate = chapter.election_of(state, about) is not None
    over = chapter.is_over(state, about, reader.at)
    return Page(
        about=about,
        paper=about.partition("/")[0],
        paper_url=_paper_url(state, about),
        is_candidate=is_candidate,
        rows=tuple(_row(state, reader, state.discussion.comments[CommentId(c)], d, over) for c, d in part.items),
        slice=part,
        waiting=waiting(state, about),
        closes=chapter.closes(state, about),
        is_over=over,
        law=rule(state, clause.article if clause else ""),
    )


def _paper_url(state: State, about: str) -> str:
    if "/" in about:
        return address("election", about.partition("/")[0])
    return address("motion" if motions.find(state, about) is not None else "document", about)


def _row(state: State, reader: Reader, own: Comment, depth: int, is_over: bool) -> Row:
    ruling, gone = ruling_on(state, own.id), _gone(state, own)
    is_out = keeps_out(state, own.id)
    return Row(
        id=own.id,
        who=person(state, own.by, reader.at),
        at=own.at,
        entry=own.entry,
        depth=min(depth, DEEPEST),
        answers=own.answers,
        by_author=own.by_author,
        question=own.question,
        answered=own.answered,
        waits=own.question and not own.answered and not own.withdrawn and not is_out,
        html="" if gone or is_out else rendered(shown(state, own.entry, "text")),
        gone=gone,
        ruled=rulings.ruled(state, ruling) if ruling is not None else None,
        reason=rulings.reason(state, ruling) if ruling is not None and is_out else "",
        stands=_stands(state, own),
        ways=() if gone else tuple(_ways(state, reader, own, is_over, is_out)),
    )


def _gone(state: State, own: Comment) -> str:
    erased = why_gone(state, own.entry, "text")
    return erased or (_("Its author took this comment back.") if own.withdrawn else "")


def _stands(state: State, own: Comment) -> str:
    known = state.discussion.complaints.get(own.id)
    if known is None or not known.looked:
        return ""
    name, reason = member_name(state, known.by_moderator), shown(state, known.entry, "reason")
    return _("Somebody complained; {name} looked and let it stand: {reason}").format(name=name, reason=reason)


def _ways(state: State, reader: Reader, own: Comment, is_over: bool, is_out: bool) -> Iterator[tuple[str, str]]:
    clause = rulebook(state).discussion
    is_paper = chapter.election_of(state, own.about) is None or chapter.author_of(state, own.about) == reader.handle
    if not is_over and is_paper:
        yield _("Answer"), f"{address('write_comment', own.about)}?answers={own.id}"
    if own.by == reader.handle:
        yield _("Withdraw"), address("withdraw_comment", own.id)
    if clause is None or not clause.moderated_by or is_out or own.by == reader.handle:
        return
    known = state.discussion.complaints.get(own.id)
    if known is None or not known.looked:
        yield _("Complain"), address("complain", own.id)
    if holds_post(state, reader.handle, clause.moderated_by, reader.at):
        if ruling_on(state, own.id) is None:
            yield _("Take it out"), address("moderate", own.id)
        if known is not None and not known.looked:
            yield _("Let it stand"), address("let_stand", own.id)


def why_hidden(state: State, entry: int, reader: Reader) -> str:
    """Why the words of this entry are shown to the reader nowhere; empty where they are, or it is no comment.

    What is taken out is shown to its author, and to those who rule or judge; what was withdrawn to its author alone.
    """
    own = next((each for each in state.discussion.comments.values() if each.entry == entry), None)
    if own is None or own.by == reader.handle:
        return _withdrawn_statement(state, entry, reader)
    if own.withdrawn:
        return _("Its author took this comment back.")
    if not keeps_out(state, own.id) or judges(state, own, reader):
        return ""
    ruling = ruling_on(state, own.id)
    return _("Taken out of its discussion by ruling {number}.").format(number=ruling.id if ruling else "")


def _withdrawn_statement(state: State, entry: int, reader: Reader) -> str:
    own = next((each for each in state.opposing.statements.values() if each.entry == entry), None)
    if own is None or not own.withdrawn or own.by == reader.handle:
        return ""
    return _("Its author took this statement back.")


def judges(state: State, own: Comment, reader: Reader) -> bool:
    """Whether the reader rules on comments, or judges the appeals."""
    clause = rulebook(state).discussion
    posts = (clause.moderated_by, clause.appeal.to if clause.appeal else "") if clause else ()
    return any(post and holds_post(state, reader.handle, post, reader.at) for post in posts)


def words_of(state: State, own: Comment, reader: Reader) -> str:
    """The words of a comment that is taken out, for its author and for those who judge; empty for others."""
    if own.by != reader.handle and not judges(state, own, reader):
        return ""
    return rendered(shown(state, own.entry, "text"))


def quoted(state: State, reader: Reader, comment: str) -> Row | None:
    """The comment that somebody answers, as it stands; None for an answer to the paper itself."""
    own = find(state, comment)
    return _row(state, reader, own, 0, is_over=True) if own is not None else None


def heading(state: State, about: str) -> Heading:
    """What is talked about, and whose it is."""
    kind = _("Questions to a candidate") if chapter.election_of(state, about) else _("Discussion of {paper}")
    return Heading(kind.format(paper=about), title_of(state, about))


def ways(state: State, reader: Reader, about: str) -> tuple[Can | Cannot, ...]:
    """What the reader can say here."""
    url = reverse("write_comment", args=[about])
    asking = WriteComment(reader.handle, reader.at, about, question=True)
    saying = WriteComment(reader.handle, reader.at, about)
    is_candidate = chapter.election_of(state, about) is not None
    found: list[Can | Cannot] = []
    if not is_candidate:
        found.append(way(state, saying, {"text": "x"}, Can(_("Write a comment"), url, main=True)))
    if chapter.author_of(state, about) != reader.handle:
        label = _("Ask the candidate") if is_candidate else _("Ask the author")
        found.append(way(state, asking, {"text": "x"}, Can(label, f"{url}?question=yes", main=is_candidate)))
    return (*found, Can(_("Rulings"), reverse("rulings")))


def needs_you(state: State, reader: Reader) -> Iterator[Need]:
    """On the front page: questions that wait for the reader's answer."""
    asked: dict[str, int] = {}
    own = state.discussion
    for each, since in own.waiting.items():
        about = own.comments[each].about
        if chapter.author_of(state, about) == reader.handle and not chapter.is_over(state, about, reader.at):
            asked.setdefault(about, since)
    for about in asked:
        count = len(waiting(state, about))
        told = ngettext("{n} question about {about} waits for your answer.",
                        "{n} questions about {about} wait for your answer.", count)  # fmt: skip
        sentence = told.format(n=number(count), about=about.partition("/")[0])
        yield Need(sentence, 0, None, reverse("discussion", args=[about]))


def _discussed(state: State) -> dict[str, frozenset[str]]:
    """For each branch, what its members have said something about."""
    found: dict[str, set[str]] = {}
    for each in state.discussion.comments.values():
        member = state.members.members.get(each.by)
        if member is not None and not each.withdrawn and not keeps_out(state, each.id):
            found.setdefault(member.branch, set()).add(each.about)
    return {branch: frozenset(about) for branch, about in found.items()}


discussed = Once(_discussed)
"""What the members of each branch talk about. Cost: one pass over all comments, once for each state."""


def called(state: State, about: str) -> str:
    """The comment that a duty is about."""
    own = find(state, about)
    return f"{about}, {title_of(state, own.about)}" if own else about


DUTIES = {
    "look-at-comment": (
        gettext_noop("Look at comment {about}: somebody complained"),
        lambda about: reverse("comment", args=[about]),
    ),
}
MANY_DUTIES = {
    "look-at-comment": lambda n: ngettext(
        "Look at {n} comment about which somebody complained", "Look at {n} comments about which somebody complained", n
    )
}
