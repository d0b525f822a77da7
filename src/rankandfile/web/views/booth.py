"""The booth of an election with a board, the ballots that arrive from it, and the page of those that count."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from rankandfile.core.ballot.archive import opened, posted
from rankandfile.core.ballot.canonical import LARGEST
from rankandfile.core.ballot.election import opened as opened_election
from rankandfile.core.chapters.boards import Board, board
from rankandfile.core.chapters.elections import Election, phase
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from rankandfile.shell.boards import Receipt
from rankandfile.shell.people import carried

from .. import organisation
from ..doing import no, on_board
from ..page import asked, show
from ..pages import booth as pages
from ..pages import elections, questions
from ..pages.pieces import Heading
from ..telling_voters import tell_tracker
from ..who import account_of
from ..words import refused

FORM = 1 << 14
"""Bytes of a form around the ballot in it."""
ARCHIVE = "application/octet-stream"


def with_board(number: str) -> tuple[State, Election, Board]:
    """The election and its board. Raises Http404 where there is none."""
    state = organisation.read_state()
    own = elections.find(state, number)
    found = board(state, own.id) if own is not None else None
    if own is None or found is None:
        raise Http404
    return state, own, found


def booth(request: HttpRequest, election: str) -> HttpResponse:
    """The booth: from the choice to the receipt, in the voter's own browser; or how to vote without it."""
    state, own, found = with_board(election)
    uuid = organisation.secretary().boards.uuid(own.id)
    heading = Heading(_("Booth"), elections.title(state, own))
    page = pages.page(state, own, found, uuid, request.build_absolute_uri("/")[:-1])
    now = phase(own, asked(request)[1].at)
    values: dict[str, Any] = {"page": page, "phase": now, "question": questions.question(state, own)}
    answer = show(request, "booth/booth.html", heading, data=pages.data(state, own, found, uuid), **values)
    answer["Content-Security-Policy"] = pages.POLICY
    answer["Cache-Control"] = "no-store"
    return answer


def check(request: HttpRequest, election: str) -> HttpResponse:
    """The second device of a voter who tests the booth: takes the test by a code or a file, and computes it again."""
    state, own, found = with_board(election)
    uuid = organisation.secretary().boards.uuid(own.id)
    page = pages.page(state, own, found, uuid, scripts=pages.IN_CHECK)
    heading = Heading(_("Test of the booth"), elections.title(state, own))
    answer = show(request, "booth/check.html", heading, page=page, data=pages.data(state, own, found, uuid))
    answer["Content-Security-Policy"] = pages.POLICY
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def carry(request: HttpRequest, election: str) -> HttpResponse:
    """A test ballot, encrypted under a code that stays with the voter, lies here for an hour."""
    with_board(election)
    account = account_of(request)
    if account is None or not carried.carry(account, request.POST.get("name", ""), request.POST.get("content", "")):
        return HttpResponse(status=422)
    return HttpResponse(status=204)


def carried_test(request: HttpRequest, election: str) -> HttpResponse:
    """The encrypted test under this name, for the device that has the code."""
    with_board(election)
    content = carried.carried(request.GET.get("name", "")[:64])
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="text/plain; charset=ascii", headers={"Cache-Control": "no-store"})


def election_file(request: HttpRequest, election: str) -> HttpResponse:
    """The election as it stands on the board, byte for byte: its SHA-256 is the fingerprint."""
    _state, own, _found = with_board(election)
    content = organisation.secretary().boards.election_file(own.id)
    return HttpResponse(content, content_type="application/json", headers={"Cache-Control": "private, no-cache"})


def credentials(request: HttpRequest, election: str) -> HttpResponse:
    """The public credentials as they stand on the board, without names: their SHA-256 is in everybody's letter."""
    _state, own, _found = with_board(election)
    content = posted(organisation.secretary().boards.store.steps(own.id)[0]).objects[2]
    return HttpResponse(content, content_type="application/json", headers={"Cache-Control": "private, no-cache"})


@csrf_exempt
@require_POST
def cast(request: HttpRequest, election: str) -> HttpResponse:
    """A ballot arrives, from the booth or as a file. What is too large is refused before it is read."""
    with_board(election)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LARGEST + FORM:
        sentence = _("The file is larger than any ballot. Nothing was read, and nothing was cast.")
        said = {"because": sentence, "remedy": _("Choose the file of the ballot again.")}
        return _answered(request, said, 413, election)
    return _cast(request, election)


@csrf_protect
def _cast(request: HttpRequest, election: str) -> HttpResponse:
    _state, own, _found = with_board(election)
    file = request.FILES.get("ballot")
    if file is None:
        sentence = _("No ballot came with the form.")
        return _answered(request, {"because": sentence, "remedy": _("Choose the file of the ballot.")}, 422, election)
    content = file.read(LARGEST + 1)
    given = on_board(request, lambda boards, by: boards.cast(own.id, by, _trimmed(content)))
    if isinstance(given, Refusal):
        return _refused(request, given, own)
    tell_tracker(request, own, given)
    return _receipt(request, own, given)


def _trimmed(content: bytes) -> bytes:
    """A file of belenios-tool ends in a newline, which is no part of the ballot."""
    return content.removesuffix(b"\n")


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _receipt(request: HttpRequest, own: Election, receipt: Receipt) -> HttpResponse:
    if _wants_json(request):
        facts = {"tracker": receipt.tracker, "height": receipt.height, "head": receipt.head, "note": receipt.note}
        return JsonResponse(facts, headers={"Cache-Control": "no-store"})
    heading = Heading(_("Ballot"), elections.title(organisation.read_state(), own))
    page = show(request, "booth/cast.html", heading, receipt=receipt, election=own.id)
    page["Cache-Control"] = "no-store"
    return page


def _refused(request: HttpRequest, refusal: Refusal, own: Election) -> HttpResponse:
    back = reverse("booth", args=[own.id])
    if not _wants_json(request):
        return no(request, refusal, back=back)
    said = refused(organisation.read_state(), refusal)
    return JsonResponse({"because": said.because, "remedy": said.remedy, "code": refusal.code}, status=409)


def _answered(request: HttpRequest, said: dict[str, str], status: int, election: str) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse(said, status=status)
    page = show(request, "booth/not_taken.html", Heading(_("Ballot"), _("Not cast")), said=said, election=election)
    page.status_code = status
    return page


def ballots(request: HttpRequest, election: str) -> HttpResponse:
    """The trackers of the ballots that count as the board stands; is mine there? A tracker is read and forgotten."""
    state, own, found = with_board(election)
    boards, reader = organisation.secretary().boards, asked(request)[1]
    trackers = boards.trackers(own.id)
    typed = request.POST.get("tracker", "").strip().rstrip("=")[:64]
    values: dict[str, Any] = {
        "id": own.id, "trackers": trackers, "voted": len(trackers), "roll": len(found.roll), "typed": typed,
        "there": typed in trackers, "phase": phase(own, reader.at), "fingerprint": found.fingerprint,
        "head": found.head, "recorded": found.ballots, "credential": boards.credential_of(own.id, reader.handle),
    }  # fmt: skip
    heading = Heading(elections.title(state, own), _("Ballots that count"))
    page = show(request, "booth/ballots.html", heading, **values)
    page["Cache-Control"] = "no-store"
    return page


def archive(request: HttpRequest, election: str) -> HttpResponse:
    """The board's archive as it stands, with which anybody checks the whole election."""
    _state, own, _found = with_board(election)
    boards = organisation.secretary().boards
    answer = HttpResponse(boards.archive(own.id), content_type=ARCHIVE, headers={"Cache-Control": "private, no-cache"})
    answer["Content-Disposition"] = f'attachment; filename="{boards.uuid(own.id)}.bel"'
    return answer


def rehearsal(request: HttpRequest, election: str) -> HttpResponse:
    """The archive of the trial election by which the trustees showed that their keys open one."""
    _state, own, _found = with_board(election)
    content = organisation.secretary().boards.rehearsal(own.id)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type=ARCHIVE, headers={"Cache-Control": "private, no-cache"})
    name = opened_election(opened(content).events[0].objects[0]).uuid
    answer["Content-Disposition"] = f'attachment; filename="{name}.bel"'
    return answer


URLS = [
    path("elections/<str:election>/booth/", booth, name="booth"),
    path("elections/<str:election>/booth/check/", check, name="booth_check"),
    path("elections/<str:election>/booth/check/carry/", carry, name="booth_carry"),
    path("elections/<str:election>/booth/check/carried/", carried_test, name="booth_carried"),
    path("elections/<str:election>/booth/election.json", election_file, name="booth_election"),
    path("elections/<str:election>/booth/credentials.json", credentials, name="booth_credentials"),
    path("elections/<str:election>/booth/cast/", cast, name="booth_cast"),
    path("elections/<str:election>/board/rehearsal.bel", rehearsal, name="board_rehearsal"),
    path("elections/<str:election>/board/archive.bel", archive, name="board_archive"),
]
