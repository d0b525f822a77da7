"""Search: what can be found, where the words are, and which part, branch and stage a hit belongs to.

Everything that every member may read: motions, amendments, answers, replies, documents that are open, candidates and
what they say, the rulebook in force. The order is how near a text is to the words, and nothing about who wrote it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from rankandfile.core.chapters.bulletin import is_open_to_members
from rankandfile.core.chapters.erasing import is_closed
from rankandfile.core.chapters.foundation import rulebook, rules_in_force
from rankandfile.core.chapters.motions import Motion
from rankandfile.core.chapters.rulings import keeps_out
from rankandfile.core.chapters.standing import find
from rankandfile.core.ids import AmendmentId, BranchId, CommentId, DocumentId, ElectionId, Handle, MotionId
from rankandfile.core.state import State
from rankandfile.shell.search import END, HIT, Excerpt, Paper, Sources

from .. import organisation
from ..addresses import address
from ..derived import Once
from ..rules import rules
from . import discussing
from .closed import is_closed as is_of_closed_body
from .closed import meeting_of
from .naming import member_name
from .pieces import Slice, sliced

A_PAGE = 20
PARTS = {
    "motion": gettext_noop("Motions"),
    "amendment": gettext_noop("Amendments"),
    "answer": gettext_noop("Answers of the leadership"),
    "reply": gettext_noop("Replies of movers"),
    "document": gettext_noop("Documents"),
    "candidate": gettext_noop("Candidates"),
    "comment": gettext_noop("Discussions"),
    "rule": gettext_noop("The rulebook"),
}
STAGES = {
    "short": gettext_noop("Short of seconders"),
    "agenda": gettext_noop("With their support"),
    "decided": gettext_noop("Decided"),
}


class Asked(Struct, frozen=True):
    """What somebody searches for, and which hits are wanted."""

    words: str
    part: str = ""
    branch: str = ""
    stage: str = ""


class Hit(Struct, frozen=True):
    """A text in which the words are."""

    part: str
    number: str
    title: SafeString
    excerpt: SafeString
    author: str
    url: str


class Page(Struct, frozen=True):
    """The hits."""

    asked: Asked
    hits: tuple[Hit, ...]
    slice: Slice[str]
    parts: tuple[tuple[str, str], ...]
    branches: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, str], ...]


def _wanted(state: State) -> dict[str, Sources]:
    """What can be found, with the slots of its words that are neither erased nor closed."""
    found = {key: own for key, own in _sources(state) if not _is_of_closed_body(state, key)}
    shown = ((key, tuple(one for one in own if not is_closed(state, *one))) for key, own in found.items())
    return {key: own for key, own in shown if own or not found[key]}


def _is_of_closed_body(state: State, key: str) -> bool:
    """Whether the text belongs to a meeting of a body whose papers are closed: then nobody finds it here."""
    return is_of_closed_body(state, meeting_of(state, key.split("/")[1]))


wanted = Once(_wanted)


def _sources(state: State) -> Iterator[tuple[str, Sources]]:
    for motion in state.motions.motions.values():
        yield from _of_motion(motion)
    for amendment in state.amendments.amendments.values():
        yield f"amendment/{amendment.id}", ((amendment.entry, "text"), (amendment.entry, "reason"))
    for document in state.bulletin.documents.values():
        if is_open_to_members(state, document.id, document.approved):
            yield f"document/{document.id}", ((document.entry, "title"), (document.entry, "text"))
    for comment in state.discussion.comments.values():
        if not comment.withdrawn and not keeps_out(state, comment.id):
            yield f"comment/{comment.id}", ((comment.entry, "text"),)
    yield from _candidates(state)
    for article in _articles(state):
        yield f"rule/{rules_in_force(state)}/{article}", ()


def _of_motion(motion: Motion) -> Iterator[tuple[str, Sources]]:
    yield f"motion/{motion.id}", tuple((motion.entry, slot) for slot in ("title", "synopsis", "text"))
    if motion.answer >= 0:
        yield f"answer/{motion.id}", ((motion.entry, "title"), (motion.answer, "answer"))
    if motion.reply >= 0:
        yield f"reply/{motion.id}", ((motion.entry, "title"), (motion.reply, "reply"))


def _candidates(state: State) -> Iterator[tuple[str, Sources]]:
    for election in state.elections.elections.values():
        for own in election.candidates.values():
            member = find(state, own.person)
            if member is not None and own.accepted and not own.withdrawn:
                yield f"candidate/{election.id}/{own.person}", ((member.entry, "name"), (own.entry, "statement"))


def _articles(state: State) -> dict[str, tuple[str, str]]:
    """The articles of the rulebook in force, in the organisation's own language, each once."""
    with translation.override(settings.LANGUAGE_CODE):
        found: dict[str, tuple[str, str]] = {}
        for each in rules(rules_in_force(state), rulebook(state)):
            title, body = found.get(each.article, (each.title, ""))
            found[each.article] = (title, f"{body} {each.sentence}".strip())
        return found


def _read(state: State, key: str) -> Paper:
    if key.startswith("rule/"):
        return Paper(key, *_articles(state)[key.split("/")[2]])
    slots = wanted(state)[key]
    named = {slot: organisation.text(entry, slot) for entry, slot in slots}
    title = named.pop("title", "") or named.pop("name", "")
    return Paper(key, title, "\n\n".join(text for text in named.values() if text))


def page(state: State, own: Asked, number: str) -> Page:
    """The page of hits that was asked for. The index follows the record first."""
    index = organisation.secretary().search
    index.follow(wanted(state), lambda key: _read(state, key))
    keys = tuple(key for key in index.found(own.words) if key in wanted(state) and _is_wanted(state, key, own))
    part = sliced(keys, number, A_PAGE)
    marked = index.excerpts(own.words, part.items)
    return Page(
        asked=own,
        hits=tuple(_hit(state, key, marked[key]) for key in part.items if key in marked),
        slice=part,
        parts=tuple(PARTS.items()),
        branches=tuple((each.id, organisation.text(each.entry, "name")) for each in state.branches.branches.values()),
        stages=tuple(STAGES.items()),
    )


def with_phrases(state: State, phrases: Iterable[str]) -> Counter[str]:
    """In how many of the phrases each text has its words as they stand there. The index follows the record first."""
    index = organisation.secretary().search
    index.follow(wanted(state), lambda key: _read(state, key))
    return Counter(key for phrase in phrases for key in index.found(f'"{phrase}"') if key in wanted(state))


def _is_wanted(state: State, key: str, own: Asked) -> bool:
    part = key.partition("/")[0]
    if own.part and part != own.part:
        return False
    if own.branch and own.branch not in _branches(state, key):
        return False
    return not own.stage or _stage(state, key) == own.stage


def _motion(state: State, key: str) -> Motion | None:
    """The motion that the text is, or belongs to."""
    part, number = key.split("/")[:2]
    if part == "amendment":
        return state.motions.motions[state.amendments.amendments[AmendmentId(number)].motion]
    return state.motions.motions[MotionId(number)] if part in ("motion", "answer", "reply") else None


def _stage(state: State, key: str) -> str:
    motion = _motion(state, key)
    return "" if motion is None else "decided" if motion.fate else "agenda" if motion.placed else "short"


def _author(state: State, key: str) -> tuple[Handle, str]:
    """Who wrote it, and the branch in whose name; nobody for a rule, and for the leadership's answer."""
    part, number, *rest = key.split("/")
    if part == "amendment":
        amendment = state.amendments.amendments[AmendmentId(number)]
        return amendment.mover, amendment.branch
    if part == "document":
        document = state.bulletin.documents[DocumentId(number)]
        return document.author, document.branch
    if part == "candidate":
        return Handle(rest[0]), ""
    if part == "comment":
        return state.discussion.comments[CommentId(number)].by, ""
    motion = _motion(state, key) if part != "answer" else None
    return (motion.mover, motion.branch) if motion is not None else (Handle(""), "")


def _branches(state: State, key: str) -> tuple[str, ...]:
    """The branch in whose name it was written, and that of its author."""
    author, written_for = _author(state, key)
    member = find(state, author)
    return (written_for, member.branch if member else BranchId(""))


def _hit(state: State, key: str, found: Excerpt) -> Hit:
    part, number, *_rest = key.split("/")
    author = _author(state, key)[0]
    return Hit(
        part=_(PARTS[part]),
        number=_rest[0] if part == "rule" else number,
        title=marked(found.title) or _untitled(state, key),
        excerpt=marked(found.body),
        author=member_name(state, author) if author and part != "candidate" else "",
        url=_address(state, key),
    )


def _untitled(state: State, key: str) -> SafeString:
    """An amendment and a comment have no title: that of what they belong to stands for it; nor has an erased one."""
    part, number = key.split("/")[:2]
    if part == "comment":
        return escape(discussing.title_of(state, state.discussion.comments[CommentId(number)].about))
    motion = _motion(state, key)
    return escape(organisation.text(motion.entry, "title") if motion is not None else "")


def _address(state: State, key: str) -> str:
    part, number, *rest = key.split("/")
    if part == "rule":
        return f"{address('rulebook')}#a{rest[0]}"
    if part == "document":
        return address("document", number)
    if part == "comment":
        return address("comment", number)
    if part == "candidate":
        return address("election", ElectionId(number))
    motion = _motion(state, key)
    return f"{address('motion', motion.id if motion else '')}{'#amendments' if part == 'amendment' else ''}"


def marked(text: str) -> SafeString:
    """The text, escaped, with its hits marked; nothing else in it is markup."""
    safe: SafeString = mark_safe(escape(text).replace(HIT, "<mark>").replace(END, "</mark>"))
    return safe
