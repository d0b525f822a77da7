"""The floor: agenda, the item on it, the chair's screen, tellers, projector, votes; and what is done there."""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST
from msgspec import ValidationError, convert

from rankandfile.core.act import Act
from rankandfile.core.chapters import casting, voting
from rankandfile.core.chapters.agenda import TakeUpItem, open_vote
from rankandfile.core.chapters.alternates import PassOverAlternate, StandBy
from rankandfile.core.chapters.balloting import CloseVoting, OpenVoting
from rankandfile.core.chapters.consenting import TakeOutOfConsent
from rankandfile.core.chapters.credentials import CheckIn, CheckOut, GiveSeatBack, SeatAlternate
from rankandfile.core.chapters.holding import OpenConvention
from rankandfile.core.chapters.meetings import present_voters
from rankandfile.core.chapters.procedural import RaiseProcedural
from rankandfile.core.chapters.proxies import WithdrawProxy
from rankandfile.core.chapters.speaking import AskToSpeak, BeginSpeech, CallSpeaker, EndSpeech, LeaveSpeakersList
from rankandfile.core.chapters.supporting import SecondProcedural, WithdrawProcedural
from rankandfile.core.chapters.unopposed import AskForObjections, ObjectToAmendment, TakeInUnopposed
from rankandfile.core.ids import ConventionId, VoteId

from ..doing import ask, filled, perform, ready, stamped
from ..forms.meetings import Cards
from ..page import asked, show
from ..pages import agenda as agenda_pages
from ..pages import chair as chairing
from ..pages import floor as pages
from ..pages import printed, representing, speaking, telling, timing, together
from ..pages import procedure as procedure_pages
from ..pages import votes as results
from ..pages.chair import NO_LOT
from ..pages.meetings import heading
from .hall import hall_here
from .meetings import found


class Doing(NamedTuple):
    """Something done at a convention with one button: its act, what is then the case, and where to look."""

    act: type[Act]
    done: str
    to: str


DOINGS = {
    "open": Doing(OpenConvention, gettext_noop("The meeting is open."), "chair"),
    "take-up": Doing(TakeUpItem, gettext_noop("The item is on the floor."), "chair"),
    "put": Doing(voting.PutToVote, gettext_noop("The vote is open. Who is present with a vote now can vote."), "chair"),
    "close-vote": Doing(voting.CloseVote, gettext_noop("The vote is closed."), "chair"),
    "ask-objections": Doing(AskForObjections, gettext_noop("The meeting is asked. One objection is enough."), "chair"),
    "object": Doing(ObjectToAmendment, gettext_noop("You object: the amendment is voted on."), "floor"),
    "take-in": Doing(TakeInUnopposed, gettext_noop("Nobody objected: the amendment is taken in."), "chair"),
    "open-voting": Doing(OpenVoting, gettext_noop("The voting is open."), "chair"),
    "close-voting": Doing(
        CloseVoting, gettext_noop("The voting is closed. The box is opened and counted at once."), "chair"
    ),
    "call-speaker": Doing(CallSpeaker, gettext_noop("The speaker has the floor."), "chair"),
    "begin-speech": Doing(BeginSpeech, gettext_noop("The time runs."), "speakers"),
    "end-speech": Doing(EndSpeech, gettext_noop("The speech is over."), "speakers"),
    "ask": Doing(AskToSpeak, gettext_noop("You are on the speakers' list."), "speakers"),
    "leave-list": Doing(LeaveSpeakersList, gettext_noop("You are no longer on the speakers' list."), "speakers"),
    "demand": Doing(voting.DemandRollCall, gettext_noop("Your demand for a roll call is recorded."), "floor"),
    "vote": Doing(
        casting.CastVote,
        gettext_noop("Your vote is recorded by name; you can change it until the close."),
        "floor",
    ),
    "take-out": Doing(TakeOutOfConsent, gettext_noop("The item is taken by itself."), "agenda"),
    "raise": Doing(RaiseProcedural, gettext_noop("It is raised."), "procedure"),
    "support": Doing(SecondProcedural, gettext_noop("Your support is recorded."), "procedure"),
    "take-back": Doing(WithdrawProcedural, gettext_noop("It is taken back."), "procedure"),
    "stand-by": Doing(StandBy, gettext_noop("You are recorded as there, and wait for a place."), "credentials"),
    "pass-over": Doing(PassOverAlternate, gettext_noop("The next alternate can be seated."), "credentials"),
    "give-back": Doing(GiveSeatBack, gettext_noop("The place is the delegate's again."), "credentials"),
    "withdraw-proxy": Doing(WithdrawProxy, gettext_noop("Your proxy is taken back."), "credentials"),
    "check-in": Doing(CheckIn, gettext_noop("Checked in."), "credentials"),
    "check-out": Doing(CheckOut, gettext_noop("Checked out."), "credentials"),
    "seat": Doing(SeatAlternate, gettext_noop("The alternate is seated and checked in."), "credentials"),
}


CHOSEN = {
    "y": gettext_noop("You have voted for it. Your vote is recorded by name; you can change it until the close."),
    "n": gettext_noop("You have voted against it. Your vote is recorded by name; you can change it until the close."),
    "a": gettext_noop("You have abstained. Your vote is recorded by name; you can change it until the close."),
}
"""What is said to who has voted: which way, so that a slip of the finger is seen."""


ON_THE_LIST = frozenset({"call-speaker", "begin-speech", "end-speech"})
"""What is done on the chair's screen as on the speakers' list."""


@require_POST
def do(request: HttpRequest, meeting: str, doing: str) -> HttpResponse:
    """One of the things above is done."""
    state, _reader = asked(request)
    own = found(state, meeting)
    if doing not in DOINGS:
        raise Http404
    kind, done, to = DOINGS[doing]
    said = CHOSEN.get(request.POST.get("choice", ""), done) if doing == "vote" else done
    where = _where(request, own.id, doing, to)
    return perform(request, _sent(request, kind, own.id), to=where, done=_(said), typed_here=False)


def _where(request: HttpRequest, meeting: ConventionId, doing: str, usual: str) -> str:
    """Where to look afterwards: who works the speakers' list stays on the page where the button is."""
    came_from = urlsplit(request.headers.get("referer", "")).path
    pages_of_the_list = [reverse(page, args=[meeting]) for page in ("chair", "speakers")]
    stays = doing in ON_THE_LIST and came_from in pages_of_the_list
    return came_from if stays else reverse(usual, args=[meeting])


def _sent(request: HttpRequest, kind: type[Act], meeting: ConventionId) -> Act:
    """The act made from the fields sent, each of exactly its type. Raises BadRequest where one is not."""
    fields: dict[str, Any] = {name: request.POST[name] for name in kind.__struct_fields__ if name in request.POST}
    own = {"convention": meeting, "lot": NO_LOT, **stamped(request)}
    fields |= {name: value for name, value in own.items() if name in kind.__struct_fields__}
    fields |= {name: fields[name] == "yes" for name in ("weighted",) if name in fields}
    try:
        return convert(fields, kind)
    except ValidationError as error:
        raise BadRequest(str(error)) from error


def agenda(request: HttpRequest, meeting: str) -> HttpResponse:
    """The agenda, section by section, with the rule that composed it."""
    state, reader = asked(request)
    own = found(state, meeting)
    values = {
        "sections": agenda_pages.sections(state, reader, own),
        "composed": agenda_pages.composed_at(state, own),
        "late": agenda_pages.count_late(state, reader, own),
        "takes_out": reader.handle in present_voters(own),
        "is_open": bool(own.opened) and not own.closed,
        "is_chair": chairing.presides(state, reader, own),
    }
    paper = printed.ways("agenda_paper", own.id)
    return show(request, "floor/agenda.html", heading(state, own, _("Agenda")), paper, meeting=own.id, **values)


def floor(request: HttpRequest, meeting: str) -> HttpResponse:
    """What happens in the hall now, on a delegate's phone."""
    state, reader = asked(request)
    own = found(state, meeting)
    values = {
        "floor": pages.floor(state, reader, own), "is_chair": chairing.presides(state, reader, own),
        "tells": telling.tells(state, reader, own), "meeting": own.id,
        "votes_here": pages.votes_here(state, reader, own),
        "place": speaking.my_place(state, reader, own), "holds": speaking.my_speech(state, reader, own),
        "now": reader.at,
        "own_votes": representing.own_votes(state, reader, own), "voted_by": representing.voted_by(state, reader, own),
    }  # fmt: skip
    values |= {"late": agenda_pages.count_late(state, reader, own), **hall_here(request, state, own, "floor")}
    ways = (*telling.ways(state, reader, own), *pages.ways(state, reader, own))
    return show(request, "floor/floor.html", heading(state, own, _("The floor")), ways, **values)


def chair(request: HttpRequest, meeting: str) -> HttpResponse:
    """The next step as the one main button; the others with why they are not in order."""
    state, reader = asked(request)
    own = found(state, meeting)
    values = {
        "floor": pages.floor(state, reader, own), "counting": chairing.counting(state, own), "meeting": own.id,
        "limits": timing.limits(state, own, reader.at), "now": reader.at,
        "procedure": procedure_pages.page(state, reader, own.id),
        "late": agenda_pages.count_late(state, reader, own),
    }  # fmt: skip
    ways = chairing.steps(state, reader, own) if not own.closed else ()
    values["presides"] = chairing.presides(state, reader, own)
    return show(request, "floor/chair.html", heading(state, own, _("The chair")), ways, **values)


def projector(request: HttpRequest, meeting: str) -> HttpResponse:
    """The text under vote, the result, the quorum: legible from the last row."""
    state, reader = asked(request)
    own = found(state, meeting)
    values: dict[str, Any] = hall_here(request, state, own, "wall")
    return show(
        request, "floor/projector.html", heading(state, own, _("The floor")),
        limits=timing.limits(state, own, reader.at), now=reader.at, **values,
    )  # fmt: skip


def tell(request: HttpRequest, meeting: str) -> HttpResponse:
    """A teller reports the cards, or enters a division by name as one act."""
    state, reader = asked(request)
    own = found(state, meeting)
    vote = open_vote(state, own.id)
    top = heading(state, own, _("Count the vote"))
    counts = telling.tells(state, reader, own)
    if vote is None or (request.method != "POST" and not counts):
        return show(
            request, "floor/nothing_to_tell.html", top, meeting=own.id, counts=counts, is_open=vote is not None,
            is_over=bool(own.closed),
        )  # fmt: skip
    to = reverse("tell", args=[own.id])
    if vote.method == "roll-call":
        if request.method != "POST":
            return show(request, "floor/division.html", top, division=telling.division(state, vote))
        return perform(
            request, telling.divided(state, reader, vote, request.POST), to=to, done=_("The division is recorded.")
        )
    form = filled(request, Cards)
    if not ready(request, form):
        told = telling.cards(state, reader, vote)
        return ask(request, form, top, _("Report this count"), template="floor/cards.html", told=told)
    act = casting.ReportCards(**stamped(request), vote=vote.id, **form.cleaned_data)
    return perform(request, act, to=to, done=_("Your count is reported."))


def vote(request: HttpRequest, meeting: str, vote: str) -> HttpResponse:
    """One vote: the numbers, the arithmetic, and in a roll call who voted how."""
    state, _reader = asked(request)
    own = state.floor.votes.get(VoteId(vote))
    if own is None or own.convention != meeting:
        raise Http404
    result = results.result(state, own)
    top = heading(state, found(state, meeting), result.title)
    about = pages.address_of(state, own.subject)
    return show(
        request, "floor/vote.html", top, vote=result, sides=results.sides(state, own), about=about,
        together=together.papers(state, own),
    )  # fmt: skip


def votes(request: HttpRequest, meeting: str) -> HttpResponse:
    """Every vote of the convention, the newest first."""
    state, _reader = asked(request)
    own = found(state, meeting)
    shown = results.of_convention(state, own.id)
    return show(request, "floor/votes.html", heading(state, own, _("Votes")), votes=shown, meeting=own.id)


URLS = [
    path("convention/<str:meeting>/do/<slug:doing>/", do, name="do"),
    path("convention/<str:meeting>/agenda/", agenda, name="agenda"),
    path("convention/<str:meeting>/floor/", floor, name="floor"),
    path("convention/<str:meeting>/chair/", chair, name="chair"),
    path("convention/<str:meeting>/projector/", projector, name="projector"),
    path("convention/<str:meeting>/tell/", tell, name="tell"),
    path("convention/<str:meeting>/votes/", votes, name="votes"),
    path("convention/<str:meeting>/votes/<str:vote>/", vote, name="vote"),
]
