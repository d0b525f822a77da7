"""A question that was put to a ballot, as pages show it: what is asked, what yes and no bring about, the answer."""

from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec import Struct, structs

from rankandfile.core.chapters.counting import ranking_of
from rankandfile.core.chapters.elections import Election, phase
from rankandfile.core.chapters.meetings import is_by_post
from rankandfile.core.chapters.questions import ANSWERS
from rankandfile.core.ids import MotionId, RecallId
from rankandfile.core.state import State

from .. import organisation
from ..templatetags.pieces import number
from .naming import member_name, post_title
from .pieces import Heading, Stage, Tally, tally


class Question(Struct, frozen=True):
    """What is asked, where it comes from, and what each answer brings about."""

    title: str
    yes: str
    no: str
    about: str
    """The address of the recall or motion."""
    answer: Tally | None
    spoilt: int


def title(state: State, own: Election) -> str:
    """What is asked, in a few words."""
    recall = state.recalls.recalls.get(RecallId(own.question))
    if recall is not None:
        name, post = member_name(state, recall.person), post_title(state, recall.post)
        return _("Recall of {name} from the post {post}").format(name=name, post=post)
    motion = state.motions.motions[MotionId(own.question)]
    named = organisation.text(motion.entry, "title") or _("a title that was erased")
    decides = is_by_post(state) or own.convention
    asked = _("Motion {number}: {title}") if decides else _("Confirm motion {number}: {title}")
    return asked.format(number=motion.id, title=named)


def names() -> tuple[str, ...]:
    """The answers as they stand on the ballot, in its order."""
    return _("Yes"), _("No")


def question(state: State, own: Election) -> Question | None:
    """The question; None for an election of persons."""
    if not own.question:
        return None
    yes, no = _meanings(state, own)
    is_recall = RecallId(own.question) in state.recalls.recalls
    about = reverse("recall" if is_recall else "motion", args=[own.question])
    spoilt = own.tally.spoilt if own.tally is not None else 0
    return Question(title(state, own), yes, no, about, answer(own), spoilt)


def _meanings(state: State, own: Election) -> tuple[str, str]:
    recall = state.recalls.recalls.get(RecallId(own.question))
    if recall is None and own.convention:
        return _("The motion is carried, as it stands after its amendments."), _("The motion is lost.")
    if recall is None and is_by_post(state):
        return _("The motion is carried, if as many vote as the quorum asks for."), _("The motion is lost.")
    if recall is None:
        return _("The motion holds, as the convention carried it."), _("The motion is lost.")
    facts = {"name": member_name(state, recall.person), "post": post_title(state, recall.post)}
    leaves = _("{name} leaves the post {post} as soon as the ballots are counted.").format_map(facts)
    return leaves, _("{name} keeps the post {post} until the term ends.").format_map(facts)


def answer(own: Election) -> Tally | None:
    """The answer with the majority's arithmetic; None before the count."""
    found = own.tally
    if found is None:
        return None
    sides: tuple[tuple[str, int, Literal["yes", "no", "other"]], ...] = (
        (_("Yes"), found.yes, "yes"), (_("No"), found.no, "no"), (_("blank"), found.blank, "other"),
    )  # fmt: skip
    told = _("Of a base of {base}, {required} yes were needed; {yes} said yes.").format(
        base=number(found.base), required=number(found.required), yes=number(found.yes)
    )
    made, total = tally(sides, told, found.carried), found.yes + found.no + found.blank
    return structs.replace(made, mark=found.required * 1000 // total) if 0 < found.required <= total else made


def said_by(own: Election, tracker: str) -> tuple[str, ...] | None:
    """What the ballot under the tracker said; None where there is no such ballot."""
    ballot = next((b for b in own.ballots if b.partition(":")[0] == tracker), None)
    if ballot is None or not tracker:
        return None
    ranking = ranking_of(ballot, ANSWERS)
    if ranking is None:
        return (_("The ballot is spoilt: it says neither yes nor no."),)
    return (_("It says: {answer}.").format(answer=names()[ranking[0]] if ranking else _("blank")),)


def heading(state: State, own: Election, at: int) -> Heading:
    """What is asked and where it stands."""
    now = phase(own, at)  # type: ignore[arg-type]
    voting = "now" if now == "voting" else "ahead" if now in ("nominations", "waiting") else "done"
    stages = (
        Stage(_("announced"), "now" if voting == "ahead" else "done", own.opened),
        Stage(_("voting"), voting, own.voting_opens if voting == "ahead" else own.voting_closes),  # type: ignore[arg-type]
        Stage(_("counted"), "now" if own.counted else "ahead", own.counted or own.voting_closes),
    )
    return Heading(_("Ballot {number}").format(number=own.id), title(state, own), None, stages)
