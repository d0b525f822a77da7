"""Discussions: one of them, saying something, taking it back, complaining, taking out, letting stand."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.chapters.discussing import Comment, WithdrawComment, WriteComment
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.lengths import limit_for
from rankandfile.core.chapters.moderating import ComplainAboutComment, LetCommentStand, ModerateComment
from rankandfile.core.ids import CommentId
from rankandfile.core.rulebook.schema import Discussion
from rankandfile.core.state import State

from ..doing import ask, check_answers, filled, is_checked, no, perform, ready, stamped
from ..forms import discussing as forms
from ..forms import rulings as ruling_forms
from ..page import asked, show
from ..pages import discussing as pages
from ..pages.pieces import Heading
from ..pages.rulings import grounds
from ..rules import rule
from ..trying import perform_new, why_not
from . import my_bulletin


def discussion(request: HttpRequest, paper: str) -> HttpResponse:
    """What was said under the paper, thread by thread."""
    state, reader = asked(request)
    if not pages.exists(state, paper):
        raise Http404
    page = pages.page(state, reader, paper, request.GET.get("page", "1"))
    heading = pages.heading(state, paper)
    muting = () if page.is_candidate else my_bulletin.muting(request, paper)
    ways = (*pages.ways(state, reader, paper), *muting)
    return show(request, "discussion/discussion.html", heading, ways, page=page)


def comment(request: HttpRequest, comment: str) -> HttpResponse:
    """The place of the comment in its discussion."""
    state, _reader = asked(request)
    own, _clause = _found(state, comment)
    return HttpResponseRedirect(_place(state, own))


def _place(state: State, own: Comment) -> str:
    number = pages.page_of(state, own)
    return f"{reverse('discussion', args=[own.about])}{f'?page={number}' if number > 1 else ''}#{own.id}"


def _found(state: State, number: str) -> tuple[Comment, Discussion]:
    own, clause = pages.find(state, number), rulebook(state).discussion
    if own is None or clause is None:
        raise Http404
    return own, clause


def write_comment(request: HttpRequest, paper: str) -> HttpResponse:
    """A member says something, answers a comment, or asks the author or candidate."""
    state, reader = asked(request)
    clause = rulebook(state).discussion
    if clause is None or not pages.exists(state, paper):
        raise Http404
    sent = request.POST if request.method == "POST" else request.GET
    answers, question = sent.get("answers", "")[:16], bool(sent.get("question"))
    to = reverse("discussion", args=[paper])
    closed = why_not(WriteComment(reader.handle, reader.at, paper, CommentId(answers), question), {"text": "–"})
    if closed is not None:
        return no(request, closed, back=to)
    more: dict[str, Any] = {"words": clause.words}
    if request.method != "POST":
        more["initial"] = {"answers": answers, "question": "yes" if question else ""}
    form, law = filled(request, forms.Comment, **more), rule(state, clause.article)
    if not ready(request, form):
        heading = Heading(pages.heading(state, paper).title, _saying(answers, question))
        return ask(
            request, form, heading, _("Ask this") if question else _("Say this"), back=to, law=law,
            template="discussion/write.html", answered=pages.quoted(state, reader, answers),
            explained=_("It stands in the discussion with your name, for every member."),
        )  # fmt: skip
    act = WriteComment(**stamped(request), about=paper, answers=CommentId(answers), question=question)
    return perform_new(
        request, act, {"text": form.cleaned_data["text"]}, to=lambda made: reverse("comment", args=[made.comment]),
        back=to, done=_("It stands in the discussion."),
        follows=_("You can withdraw it at any time, and have its words erased then."),
    )  # fmt: skip


def _saying(answers: str, question: bool) -> str:
    if question:
        return _("Ask a question")
    return _("Answer {number}").format(number=answers) if answers else _("Write a comment")


def withdraw_comment(request: HttpRequest, comment: str) -> HttpResponse:
    """Its author takes the comment back; asked twice."""
    state, _reader = asked(request)
    own, _clause = _found(state, comment)
    if not is_checked(request):
        heading = Heading(_("Comment {number}").format(number=own.id), _("Withdraw this comment"))
        return check_answers(
            request, heading, ((_("Under"), pages.title_of(state, own.about)),), _("Withdraw this comment"),
            final=_("Its words are shown no longer; that it was there, and what others answered, stays."),
        )  # fmt: skip
    act = WithdrawComment(**stamped(request), comment=own.id)
    return perform(request, act, to=_place(state, own), done=_("Your comment is withdrawn."),
                   follows=_("Under “My data” you can have its words destroyed."))  # fmt: skip


def complain(request: HttpRequest, comment: str) -> HttpResponse:
    """A member asks the moderators to look, on a ground of the rulebook."""
    state, reader = asked(request)
    own, clause = _found(state, comment)
    first = clause.grounds[0].id if clause.grounds else ""
    closed = why_not(ComplainAboutComment(reader.handle, reader.at, own.id, first), {})
    if closed is not None:
        return no(request, closed, back=_place(state, own))
    form = filled(request, forms.Complaint, grounds=grounds(clause.grounds))
    if not ready(request, form):
        heading = Heading(_("Comment {number}").format(number=own.id), _("Complain about it"))
        told = _(
            "The moderators owe a look at it. It stays where it is until they have decided, however many complain."
        )
        return ask(request, form, heading, _("Complain"), back=_place(state, own), law=rule(state, clause.article),
                   explained=told)  # fmt: skip
    act = ComplainAboutComment(**stamped(request), comment=own.id, ground=form.cleaned_data["ground"])
    return perform(request, act, to=_place(state, own), done=_("The moderators owe a look at it."))


def moderate(request: HttpRequest, comment: str) -> HttpResponse:
    """Whoever the rulebook names takes the comment out, on a ground and with a reason; asked twice."""
    state, reader = asked(request)
    own, clause = _found(state, comment)
    to, first = _place(state, own), clause.grounds[0].id if clause.grounds else ""
    closed = why_not(ModerateComment(reader.handle, reader.at, own.id, first), {"reason": "–"})
    if closed is not None:
        return no(request, closed, back=to)
    words = limit_for(rulebook(state).bulletin.limits, "member")
    form = filled(request, ruling_forms.Ruling, grounds=grounds(clause.grounds), words=words)
    heading = Heading(_("Comment {number}").format(number=own.id), _("Take it out"))
    law = rule(state, clause.article)
    if not ready(request, form):
        return ask(request, form, heading, _("Check this ruling"), back=to, law=law)
    given = form.cleaned_data
    if not is_checked(request):
        chosen = dict(grounds(clause.grounds))[given["ground"]]
        answers = ((_("Comment"), own.id), (_("Ground"), chosen), (_("Reason"), given["reason"]))
        final = _("In its place stands your name, the ground and the reason. It is ruled on this once only.")
        return check_answers(request, heading, answers, _("Take it out"), final=final, law=law)
    act = ModerateComment(**stamped(request), comment=own.id, ground=given["ground"])
    return perform(request, act, {"reason": given["reason"]}, to=to, done=_("The comment is taken out."),
                   follows=_("Its author, or enough members, can appeal."))  # fmt: skip


def let_stand(request: HttpRequest, comment: str) -> HttpResponse:
    """A moderator has looked, and says why the comment stands."""
    state, reader = asked(request)
    own, clause = _found(state, comment)
    to = _place(state, own)
    closed = why_not(LetCommentStand(reader.handle, reader.at, own.id), {"reason": "–"})
    if closed is not None:
        return no(request, closed, back=to)
    words = limit_for(rulebook(state).bulletin.limits, "member")
    form = filled(request, ruling_forms.Reason, words=words)
    if not ready(request, form):
        heading = Heading(_("Comment {number}").format(number=own.id), _("Let it stand"))
        return ask(request, form, heading, _("Let it stand"), back=to, law=rule(state, clause.article))
    act = LetCommentStand(**stamped(request), comment=own.id)
    return perform(request, act, {"reason": form.cleaned_data["reason"]}, to=to, done=_("The comment stands."))


URLS = [
    path("discussion/<path:paper>/write/", write_comment, name="write_comment"),
    path("discussion/<path:paper>/", discussion, name="discussion"),
    path("comments/<str:comment>/", comment, name="comment"),
    path("comments/<str:comment>/withdraw/", withdraw_comment, name="withdraw_comment"),
    path("comments/<str:comment>/complain/", complain, name="complain"),
    path("comments/<str:comment>/moderate/", moderate, name="moderate"),
    path("comments/<str:comment>/stand/", let_stand, name="let_stand"),
]
