"""The bulletin: its issues, what waits for the next one, a document, submitting and withdrawing one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rankandfile.core.chapters.bulletin import ApproveForBulletin, Document, SubmitDocument, WithdrawDocument
from rankandfile.core.ids import ConventionId
from rankandfile.core.state import State
from rankandfile.core.text import count_words

from .. import bringing, organisation
from .. import drafting as keeping
from ..doing import ask, check_answers, is_checked, no, perform, ready, stamped
from ..forms.papers import Document as Form
from ..page import asked, show, way
from ..pages import bulletin as pages
from ..pages import discussing, issues, opposing, printed
from ..pages.bodies import named
from ..pages.meetings import asked_for
from ..pages.pieces import Can, Heading
from ..pages.texts import rendered
from ..trying import check_paper, perform_new, why_not
from . import digest, my_bulletin, search

AS_A_MEMBER = {"capacity": "member/"}
TRIED = {"title": "–", "text": "–"}
"""What a document would say, when only whether one can be submitted is asked."""


def bulletin(request: HttpRequest) -> HttpResponse:
    """The issues before a convention, the newest first, and what waits for the next one."""
    state, reader = asked(request)
    meeting = asked_for(state, request.GET.get("convention", ""))
    if meeting is None:
        return show(request, "bulletin/none_called.html", Heading(_("Bulletin"), _("Bulletin")))
    act = pages.submitting(state, reader, AS_A_MEMBER)
    can = Can(_("Submit a document"), reverse("submit_document"), main=True)
    write = Can(_("Write a motion"), reverse("new_motion"))
    mine = Can(_("My bulletin"), f"{reverse('my_bulletin')}?convention={meeting.id}")
    digest_of = Can(_("Read the digest"), reverse("digest", args=[meeting.id]))
    read = (mine, digest_of, Can(_("Search"), reverse("search")))
    ways = (*((way(state, act, TRIED, can), write) if not meeting.closed else ()), *read)
    heading = Heading(_("Bulletin"), _("Bulletin before convention {number}").format(number=meeting.id))
    return show(request, "bulletin/list.html", heading, ways, page=pages.page(state, meeting))


def issue(request: HttpRequest, meeting: str, number: int = 0) -> HttpResponse:
    """One issue, or what waits for the next one: decisions apart from documents, in its order."""
    state, _reader = asked(request)
    before = state.meetings.conventions.get(ConventionId(meeting))
    own = pages.issue(state, before, number) if before else None
    if before is None or own is None:
        raise Http404
    page = issues.page(state, own, request.GET.get("page", "1"))
    kind = _("Bulletin before convention {number}").format(number=before.id)
    name = _("Issue {number}").format(number=number) if number else _("Received for the next issue")
    all_issues = Can(_("All issues"), f"{reverse('bulletin')}?convention={before.id}")
    digest_of = (Can(_("Read the digest"), reverse("issue_digest", args=[before.id, number])),) if number else ()
    ways = (*digest_of, all_issues, *(printed.ways("issue_paper", before.id, number) if number else ()))
    against = opposing.printed_in(state, before.id, number) if number else ()
    return show(request, "bulletin/issue.html", Heading(kind, name), ways, page=page, against=against)


def document(request: HttpRequest, document: str) -> HttpResponse:
    """One document, with where it stands."""
    state, reader = asked(request)
    own = _found(state, document)
    values = {
        "page": pages.paper(state, own, reader),
        "decided_by": pages.decided_by(state),
        "talk": discussing.beside(state, own.id),
    }
    heading, ways = (
        pages.heading(state, own, reader),
        (*pages.ways(state, reader, own), *my_bulletin.way(request, own.id)),
    )
    return show(request, "bulletin/document.html", heading, ways, **values)


def _found(state: State, number: str) -> Document:
    own = pages.find(state, number)
    if own is None:
        raise Http404
    return own


def submit_document(request: HttpRequest) -> HttpResponse:
    """A document is written, looked at once more, and handed in."""
    state, reader = asked(request)
    own = keeping.opened(request, "submit_document")
    number = keeping.meeting_of(request, own)
    meeting = pages.meeting_for(state, number)
    given = pages.form(state, reader, meeting)
    if given is None or meeting is None:
        return show(request, "bulletin/none_called.html", Heading(_("Bulletin"), _("Submit a document")))
    closed = None if given["capacities"] else why_not(pages.submitting(state, reader, AS_A_MEMBER, number), TRIED)
    if closed is not None:
        return no(request, closed, back=reverse("bulletin"))
    if keeping.wants_keeping(request) and (answer := keeping.put_by(request, "submit_document")) is not None:
        return answer
    form, brought = bringing.filled(request, Form, keeping.begun(request, own, given))
    heading = Heading(_("Document"), _("Submit a document"))
    if not ready(request, form):
        text = request.POST.get("text", "")
        preview = {"html": rendered(text), "words": count_words(text)} if text.strip() else None
        return ask(
            request, form, heading, _("Check this document"), template="bulletin/write.html", preview=preview,
            back=reverse("bulletin"), to=named(state, meeting), number=meeting.id,
            is_convention=not meeting.body, **keeping.shown(request, own),
            **bringing.shown(brought),
        )  # fmt: skip
    act, typed = pages.submitting(state, reader, form.cleaned_data, number), form.cleaned_data
    texts = {"title": typed["title"], "text": typed["text"]}
    return keeping.handed_in(request, "submit_document", _checked_and_submitted(request, act, texts, heading))


def _checked_and_submitted(
    request: HttpRequest, act: SubmitDocument, texts: dict[str, str], heading: Heading
) -> HttpResponse:
    refusal = why_not(act, texts)
    if refusal is not None:
        return no(request, refusal, back=reverse("bulletin"))
    if not is_checked(request):
        values = {"title": texts["title"], "html": rendered(texts["text"]), "words": count_words(texts["text"])}
        return check_paper(request, "bulletin/check.html", heading, _("Submit this document"), **values)
    own = organisation.read_state().meetings.conventions[act.convention]
    follows = (
        _("It goes along with the agenda of the meeting; nobody can keep it out.")
        if own.body
        else _("The next issue publishes it at its hour; nobody can keep it out.")
    )
    return perform_new(
        request, act, texts, to=lambda made: reverse("document", args=[made.document]), back=reverse("bulletin"),
        done=_("Your document is received."), follows=follows,
    )  # fmt: skip


def withdraw_document(request: HttpRequest, document: str) -> HttpResponse:
    """Its author takes the document back; asked twice."""
    state, _reader = asked(request)
    own = _found(state, document)
    if not is_checked(request):
        final = _("What was published stays readable and is marked as withdrawn.")
        heading = Heading(_("Document {number}").format(number=own.id), _("Withdraw this document"))
        answers = ((_("Document"), issues.title(own)),)
        return check_answers(request, heading, answers, _("Withdraw this document"), final=final)
    act = WithdrawDocument(**stamped(request), document=own.id)
    return perform(request, act, to=reverse("document", args=[own.id]), done=_("The document is withdrawn."))


@require_POST
def approve_document(request: HttpRequest, document: str) -> HttpResponse:
    """Somebody's discretion lets the document in, where the rulebook gives that away."""
    state, _reader = asked(request)
    own = _found(state, document)
    act = ApproveForBulletin(**stamped(request), item=own.id)
    return perform(request, act, to=reverse("document", args=[own.id]), done=_("The next issue publishes it."))


URLS = [
    *digest.URLS,
    *my_bulletin.URLS,
    *search.URLS,
    path("bulletin/", bulletin, name="bulletin"),
    path("bulletin/submit/", submit_document, name="submit_document"),
    path("bulletin/<str:meeting>/issue/<int:number>/", issue, name="issue"),
    path("bulletin/<str:meeting>/waiting/", issue, name="waiting"),
    path("bulletin/<str:document>/", document, name="document"),
    path("bulletin/<str:document>/withdraw/", withdraw_document, name="withdraw_document"),
    path("bulletin/<str:document>/approve/", approve_document, name="approve_document"),
]
