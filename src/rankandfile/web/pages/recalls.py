"""Recalls as pages show them: who is asked to leave which post, why, how much support there is, where it stands."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from msgspec import Struct

from rankandfile.core.chapters import recalls as chapter
from rankandfile.core.chapters.balloting import why_no_ballot
from rankandfile.core.chapters.elections import phase
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.lengths import limit_for
from rankandfile.core.chapters.offices import Holding, is_staff
from rankandfile.core.chapters.petitioning import AnswerRecall, SupportRecall, WithdrawRecallSupport
from rankandfile.core.chapters.recalls import AskForRecall, Recall
from rankandfile.core.ids import BranchId, Handle, Moment, RecallId
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State

from ..page import way
from ..rules import rule
from ..who import Reader
from . import questions, support
from .erased import shown
from .motions import Supporter
from .naming import branch_name, member_name, person, post_title
from .pieces import Can, Cannot, Heading, Need, Person, Rule, Stage, Tally
from .texts import rendered


class Row(Struct, frozen=True):
    """One line of the list of recalls."""

    id: str
    title: str
    state: str
    signal: str
    need: str


class Page(Struct, frozen=True):
    """Everything about one recall."""

    id: str
    who: Person
    post: str
    scope: str
    scope_id: str
    law: Rule
    asked: int
    entry: int
    reasons: str
    answer: str
    answer_entry: int
    need: str
    is_open: bool
    supporters: tuple[Supporter, ...]
    ballot: str
    opens: int
    closes: int
    is_decided: bool
    is_carried: bool
    tally: Tally | None


def find(state: State, recall: str) -> Recall | None:
    """The recall of that number."""
    return state.recalls.recalls.get(RecallId(recall))


def title(state: State, own: Recall) -> str:
    """Who is asked to leave which post."""
    return _("{name}, {post}").format(name=member_name(state, own.person), post=place(state, own.post, own.scope))


def place(state: State, post: str, scope: str) -> str:
    """The post, with the branch where it is held in one."""
    named = post_title(state, post)
    return _("{post}, {branch}").format(post=named, branch=branch_name(state, scope)) if scope else named


def rows(state: State, at: Moment) -> tuple[Row, ...]:
    """Every recall that was asked for, the newest first."""
    return tuple(_row(state, own, at) for own in reversed(list(state.recalls.recalls.values())))


def of_holding(state: State, held: Holding, at: Moment) -> tuple[Row, ...]:
    """The recalls that are open about this holding."""
    return tuple(
        _row(state, own, at)
        for own in chapter.open_recalls(state, at)
        if (own.post, own.scope, own.person, own.since) == (held.post, held.scope, held.person, held.since)
    )


def _row(state: State, own: Recall, at: Moment) -> Row:
    told, signal = _where_it_stands(state, own, at)
    return Row(own.id, title(state, own), told, signal, _lacks(state, own, at))


def _where_it_stands(state: State, own: Recall, at: Moment) -> tuple[str, str]:
    if own.decided:
        return (_("recalled"), "good") if own.carried else (_("not recalled"), "late")
    if chapter.holding_of(state, own, at) is None:
        return _("over: the post is no longer held"), "late"
    if not own.reached:
        return _("short of support"), "wait"
    now = phase(state.elections.elections[own.election], at)
    return (_("the vote is open"), "good") if now == "voting" else (_("has its support: the vote is on"), "good")


def _lacks(state: State, own: Recall, at: Moment) -> str:
    if own.reached or own.decided:
        return ""
    return support.missing(chapter.needed(state, own), chapter.has(state, own, at), support.more_members)


def page(state: State, own: Recall, at: Moment) -> Page:
    """The recall's page."""
    ballot = state.elections.elections.get(own.election)
    is_open = not own.decided and chapter.holding_of(state, own, at) is not None
    return Page(
        id=own.id,
        who=person(state, own.person, at),
        post=post_title(state, own.post),
        scope=branch_name(state, own.scope) if own.scope else "",
        scope_id=own.scope,
        law=rule(state, chapter.article_of(state, own)),
        asked=own.asked,
        entry=own.entry,
        reasons=rendered(shown(state, own.entry, "reasons")),
        answer=rendered(shown(state, own.answer, "answer")) if own.answer >= 0 else "",
        answer_entry=own.answer,
        need=_lacks(state, own, at),
        is_open=is_open,
        supporters=tuple(_supporter(state, handle, since) for handle, since in own.supporters.items()),
        ballot=own.election,
        opens=ballot.voting_opens if ballot is not None else 0,
        closes=ballot.voting_closes if ballot is not None else 0,
        is_decided=bool(own.decided),
        is_carried=own.carried,
        tally=questions.answer(ballot) if ballot is not None else None,
    )


def _supporter(state: State, handle: Handle, at: int) -> Supporter:
    branch = branch_name(state, state.members.members[handle].branch)
    return Supporter(handle, member_name(state, handle), branch, at, is_staff(state, handle, state.now))


def heading(state: State, own: Recall, at: Moment) -> Heading:
    """What it is, and where it stands."""
    ballot = state.elections.elections.get(own.election)
    stages = [Stage(_("asked for"), "done" if own.reached else "now", own.asked)]
    if ballot is not None:
        now = "done" if at >= ballot.voting_closes else "now"
        stages.append(Stage(_("vote"), now, ballot.voting_closes))  # type: ignore[arg-type]
    else:
        stages.append(Stage(_("vote"), "ahead"))
    if own.decided:
        stages.append(Stage(_("recalled") if own.carried else _("not recalled"), "now", own.decided))
    return Heading(_("Recall {number}").format(number=own.id), title(state, own), None, tuple(stages))


def ways(state: State, reader: Reader, own: Recall) -> tuple[Can | Cannot, ...]:
    """What the reader can do about the recall."""
    return tuple(_ways(state, reader, own))


def _ways(state: State, reader: Reader, own: Recall) -> Iterator[Can | Cannot]:
    if own.decided:
        return
    if own.person == reader.handle and own.answer < 0:
        act = AnswerRecall(reader.handle, reader.at, own.id)
        yield way(state, act, {}, Can(_("Answer"), reverse("answer_recall", args=[own.id]), main=True))
    ballot = state.elections.elections.get(own.election)
    if ballot is not None:
        open_to_reader = why_no_ballot(state, ballot, reader.handle, reader.at) is None
        yield Can(
            _("Vote") if open_to_reader else _("The ballot"), reverse("election", args=[ballot.id]), open_to_reader
        )
        return
    if reader.handle in own.supporters:
        back = Can(_("Ask for it no longer"), reverse("act_on_recall", args=[own.id, "withdraw"]), fields=())
        yield way(state, WithdrawRecallSupport(reader.handle, reader.at, own.id), {}, back)
        return
    join = Can(_("Ask for this recall too"), reverse("act_on_recall", args=[own.id, "support"]), main=True, fields=())
    yield way(state, SupportRecall(reader.handle, reader.at, own.id), {}, join)


def asking(state: State, reader: Reader, held: Holding) -> Can | None:
    """The way to ask for the recall of whoever holds the post; None where that is not open to the reader."""
    if why_not_asking(state, reader, held.post, held.person, held.scope) is not None:
        return None
    url = f"{reverse('ask_for_recall', args=[held.post])}?person={held.person}&branch={held.scope}"
    return Can(_("Ask for a recall"), url)


def why_not_asking(state: State, reader: Reader, post: str, who: str, scope: str) -> Refusal | None:
    """Why the reader cannot ask for this recall; None when it can."""
    return chapter.why_no_recall(state, asked(reader, post, who, scope))


def asked(reader: Reader, post: str, who: str, scope: str) -> AskForRecall:
    """The act by which the reader asks for it."""
    return AskForRecall(reader.handle, reader.at, Handle(who), post, BranchId(scope))


def words(state: State) -> int:
    """The words for reasons and answer: those of any member's document."""
    return limit_for(rulebook(state).bulletin.limits, "member")


def law(state: State, post: str) -> Rule:
    """The article of the post."""
    return rule(state, next((p.article for p in rulebook(state).posts if p.id == post), ""))


def needs_you(state: State, reader: Reader) -> Iterator[Need]:
    """On the front page: a recall of the reader, while an answer can be given."""
    for own in chapter.open_recalls(state, reader.at):
        if own.person == reader.handle and own.answer < 0:
            told = _("Your recall from the post {post} is asked for. You can answer.")
            post, url = place(state, own.post, own.scope), reverse("recall", args=[own.id])
            closes = state.elections.elections[own.election].voting_closes if own.election else 0
            yield Need(told.format(post=post), closes, None, url)


def happening(state: State, reader: Reader) -> Iterator[Need]:
    """On the front page: recalls that are asked for."""
    for own in chapter.open_recalls(state, reader.at):
        if own.person != reader.handle:
            told = _("A recall is asked for: {title}").format(title=title(state, own))
            yield Need(told, 0, None, reverse("recall", args=[own.id]), _("Now"))


def called(state: State, about: str) -> str:
    """The post that a duty is about."""
    post, _slash, scope = about.partition("/")
    return place(state, post, scope)


DUTIES = {
    "fill-post": (
        gettext_noop("Fill the post again: {about}"),
        lambda about: f"{reverse('offices')}#post_{about.partition('/')[0]}",
    ),
}
