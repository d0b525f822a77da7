"""Elections: the list, one of them, standing and nominating, the ballot paper, the account of the count."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from msgspec import structs

from rankandfile.core.chapters import nominations
from rankandfile.core.chapters.balloting import CastBallot, why_no_ballot
from rankandfile.core.chapters.boards import board
from rankandfile.core.chapters.elections import Election
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.lengths import limit_for
from rankandfile.core.ids import Handle
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State

from .. import organisation
from ..doing import ask, check_answers, filled, is_checked, no, perform, ready, stamped, submit
from ..forms import elections as forms
from ..forms.meetings import moment
from ..page import asked, show
from ..pages import balloting, election_acts, questions, results
from ..pages import elections as pages
from ..pages.offices import people
from ..pages.pieces import Can, Heading
from ..trying import perform_new
from . import booth


def elections(request: HttpRequest) -> HttpResponse:
    """The elections, the newest first."""
    state, reader = asked(request)
    shown = request.GET.get("show", "")
    callable_ = bool(balloting.callable_posts(state, reader))
    ways = (Can(_("Call an election"), reverse("call_election")),) if callable_ else ()
    rows = pages.rows(state, reader, shown)
    return show(request, "elections/list.html", Heading(_("List"), _("Elections")), ways, rows=rows, shown=shown)


def election(request: HttpRequest, election: str) -> HttpResponse:
    """One election, from its nominations to its result."""
    state, reader = asked(request)
    own = found(state, election)
    top, ways = pages.heading(state, own, reader.at), election_acts.ways(state, reader, own)
    asked_ = questions.question(state, own)
    template = "elections/question.html" if asked_ else "elections/election.html"
    page, has_board = pages.page(state, reader, own), board(state, own.id) is not None
    if has_board:
        page = structs.replace(page, voted=organisation.secretary().boards.voted(own.id))
    values = {"page": page, "result": results.result(state, own), "question": asked_, "has_board": has_board}
    values["has_cast"] = has_board and pages.has_cast(state, own, reader)
    return show(request, template, top, ways, **values)


def found(state: State, number: str) -> Election:
    """The election of that number. Raises Http404 where there is none."""
    own = pages.find(state, number)
    if own is None:
        raise Http404
    return own


def call_election(request: HttpRequest) -> HttpResponse:
    """A member of the branch or body that fills a post calls its election."""
    state, reader = asked(request)
    form = filled(request, forms.Call, posts=balloting.callable_posts(state, reader))
    if not ready(request, form):
        heading = Heading(_("Election"), _("Call an election"))
        return ask(request, form, heading, _("Call this election"), back=reverse("elections"))
    given = form.cleaned_data
    closes = (moment(given["nominations_close"]), moment(given["voting_closes"]))
    act = balloting.calling(state, reader, given["post"], *closes)
    return perform_new(
        request, act, {}, to=lambda made: reverse("election", args=[made.election]), back=reverse("elections"),
        done=_("The election is called, and nominations are open."),
    )  # fmt: skip


def stand(request: HttpRequest, election: str) -> HttpResponse:
    """The reader stands."""
    return _speak_up(request, election, _("Stand yourself"), _("Stand in this election"), by_own=True)


def accept(request: HttpRequest, election: str) -> HttpResponse:
    """The reader accepts a nomination."""
    return _speak_up(request, election, _("Accept the nomination"), _("Accept and stand"), by_own=False)


def _speak_up(request: HttpRequest, election: str, title: str, button: str, by_own: bool) -> HttpResponse:
    state, reader = asked(request)
    own = found(state, election)
    words = limit_for(rulebook(state).bulletin.limits, "candidate")
    form, to = filled(request, forms.Stand, words=words), reverse("election", args=[own.id])
    if not ready(request, form):
        top, law = Heading(pages.title(state, own), title), pages.page(state, reader, own).law
        return ask(request, form, top, button, back=to, template="elections/stand.html", law=law)
    who = stamped(request)
    standing = nominations.Nominate(**who, election=own.id, candidate=reader.handle)
    act = standing if by_own else nominations.AcceptNomination(**who, election=own.id)
    return perform(request, act, {"statement": form.cleaned_data["statement"]}, to=to, done=_("You stand."))


def nominate(request: HttpRequest, election: str) -> HttpResponse:
    """Somebody else is nominated, and is asked."""
    state, _reader = asked(request)
    own = found(state, election)
    form, to = filled(request, forms.Nominate, people=people(state)), reverse("election", args=[own.id])
    if not ready(request, form):
        heading = Heading(pages.title(state, own), _("Nominate somebody else"))
        return ask(request, form, heading, _("Nominate this member"), back=to)
    act = nominations.Nominate(**stamped(request), election=own.id, candidate=Handle(form.cleaned_data["person"]))
    follows = _("The nomination counts when that person accepts it.")
    return perform(request, act, to=to, done=_("The member is nominated."), follows=follows)


def propose_slate(request: HttpRequest, election: str) -> HttpResponse:
    """Several persons as one choice, where the rulebook fills the post by slate."""
    state, _reader = asked(request)
    own = found(state, election)
    form, to = filled(request, forms.Slate, people=people(state)), reverse("election", args=[own.id])
    if not ready(request, form):
        heading = Heading(pages.title(state, own), _("Propose a slate"))
        return ask(request, form, heading, _("Propose this slate"), back=to)
    persons = tuple(Handle(each) for each in form.cleaned_data["names"])
    act = nominations.ProposeSlate(**stamped(request), election=own.id, persons=persons)
    return perform(request, act, {"statement": form.cleaned_data["statement"]}, to=to, done=_("The slate is proposed."))


def stand_down(request: HttpRequest, election: str) -> HttpResponse:
    """The reader stands no longer; asked twice."""
    state, _reader = asked(request)
    own = found(state, election)
    if not is_checked(request):
        heading = Heading(pages.title(state, own), _("Stand no longer"))
        final = _("Your name leaves the list of candidates. While nominations are open you can stand again.")
        return check_answers(request, heading, ((_("Election"), own.id),), _("Stand no longer"), final=final)
    act = nominations.WithdrawCandidacy(**stamped(request), election=own.id)
    return perform(request, act, to=reverse("election", args=[own.id]), done=_("You no longer stand."))


@require_POST
def act_on_election(request: HttpRequest, election: str, doing: str) -> HttpResponse:
    """A nomination is supported."""
    state, _reader = asked(request)
    own = found(state, election)
    if doing != "support":
        raise Http404
    who = Handle(request.POST.get("candidate", "")[:64])
    act = nominations.SupportNomination(**stamped(request), election=own.id, candidate=who)
    return perform(request, act, to=reverse("election", args=[own.id]), done=_("You support this nomination."))


def ballot(request: HttpRequest, election: str) -> HttpResponse:
    """The ballot paper: ranked, looked at once more, cast into the box. The tracker is shown once and kept nowhere."""
    state, reader = asked(request)
    own = found(state, election)
    names, to = balloting.listed(state, own), reverse("election", args=[own.id])
    if board(state, own.id) is not None:
        return redirect("booth", own.id)
    refusal = why_no_ballot(state, own, reader.handle, reader.at)
    if refusal is not None:
        return no(request, refusal, back=to)
    paper = partial(forms.Ballot, candidates=names, one=own.method == "slate" or bool(own.question))
    form = paper(request.POST) if request.method == "POST" else paper()
    heading, law = Heading(_("Ballot"), pages.title(state, own)), pages.page(state, reader, own).law
    if not ready(request, form):
        page, asked_ = pages.page(state, reader, own), questions.question(state, own)
        template = "elections/question_ballot.html" if asked_ else "elections/ballot.html"
        return ask(
            request, form, heading, _("Check this ballot"), template=template, page=page, question=asked_, back=to
        )
    if not is_checked(request):
        told = _("This is your ballot. It goes into the box without your name.")
        final = _("A ballot in the box cannot be told from the others, so it cannot be changed or taken back.")
        answers = (balloting.answered if own.question else balloting.chosen)(names, form.ranking)
        return check_answers(request, heading, answers, _("Cast this ballot"), explained=told, final=final, law=law)
    return _cast(request, own, form.ranking, heading)


def _cast(request: HttpRequest, own: Election, ranking: tuple[int, ...], heading: Heading) -> HttpResponse:
    act = CastBallot(**stamped(request), election=own.id)
    marks = ",".join(str(place) for place in ranking)
    answer = submit(request, act, ballot=marks)
    if isinstance(answer, Refusal):
        return no(request, answer, back=reverse("election", args=[own.id]))
    page = show(
        request, "elections/cast.html", heading, tracker=answer.tracker, entry=int(answer.index), election=own.id
    )
    page["Cache-Control"] = "no-store"
    return page


@require_POST
def my_ballot(request: HttpRequest, election: str) -> HttpResponse:
    """What the ballot under a tracker did in the count. The tracker is read and forgotten."""
    state, _reader = asked(request)
    own = found(state, election)
    told = results.what_it_did(state, own, request.POST.get("tracker", "")[:64])
    heading = Heading(pages.title(state, own), _("What this ballot did"))
    return show(request, "elections/my_ballot.html", heading, told=told, election=own.id)


def ballots(request: HttpRequest, election: str) -> HttpResponse:
    """Every ballot as it was counted, to count again; of an election with a board the trackers of those that count."""
    if board(organisation.read_state(), found(organisation.read_state(), election).id) is not None:
        return booth.ballots(request, election)
    return counted_ballots(request, election)


def counted_ballots(request: HttpRequest, election: str) -> HttpResponse:
    """Every ballot as it was counted, to count again."""
    state, _reader = asked(request)
    own = found(state, election)
    if not own.counted:
        raise Http404
    answer = HttpResponse(results.written(state, own), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="election-{own.id}-ballots.txt"'
    return answer


def flow(request: HttpRequest, election: str) -> HttpResponse:
    """The picture of the count. Its few styles stand in it, so it has a policy of its own."""
    state, _reader = asked(request)
    drawn = results.flow(state, found(state, election))
    if not drawn:
        raise Http404
    answer = HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    return answer


URLS = [
    path("elections/", elections, name="elections"),
    path("elections/call/", call_election, name="call_election"),
    path("elections/<str:election>/", election, name="election"),
    path("elections/<str:election>/stand/", stand, name="stand"),
    path("elections/<str:election>/accept/", accept, name="accept"),
    path("elections/<str:election>/nominate/", nominate, name="nominate"),
    path("elections/<str:election>/slate/", propose_slate, name="propose_slate"),
    path("elections/<str:election>/stand-down/", stand_down, name="stand_down"),
    path("elections/<str:election>/ballot/", ballot, name="ballot"),
    path("elections/<str:election>/ballot/find/", my_ballot, name="my_ballot"),
    path("elections/<str:election>/ballots/", ballots, name="ballots"),
    path("elections/<str:election>/ballots.txt", counted_ballots, name="counted_ballots"),
    path("elections/<str:election>/flow.svg", flow, name="flow"),
    path("elections/<str:election>/do/<slug:doing>/", act_on_election, name="act_on_election"),
]
