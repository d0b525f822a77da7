"""Boards: how far one is, its electorate, setting it up, and what trustees hand in."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.chapters import boards as chapter
from rankandfile.core.chapters.board_keys import who_may_hold
from rankandfile.core.chapters.elections import Election
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.rolls import CorrectRoll
from rankandfile.core.ids import Handle
from rankandfile.core.refusal import Refusal, refuse
from rankandfile.core.rulebook.schema import Ballots
from rankandfile.core.state import State
from rankandfile.record.boards import group_of
from rankandfile.shell.draft import Outcome

from .. import organisation
from ..doing import ask, filled, keep_receipt, no, on_board, perform, ready, stamped
from ..forms import boards as forms
from ..page import asked, show
from ..pages import board_steps, elections
from ..pages import boards as pages
from ..pages.pieces import Can, Heading, Receipt
from ..who import Reader

LARGEST = 1 << 26
"""Bytes of a file that is handed in; a shuffle of ten thousand ballots has five million."""


def board(request: HttpRequest, election: str) -> HttpResponse:
    """The board: its step, its fingerprints, its trustees, and what the reader can do."""
    state, reader, own = found(request, election)
    boards = organisation.secretary().boards
    page = pages.page(state, reader, own, boards.uuid(own.id), group_of(state, own), lambda: boards.shown(own.id))
    ways = tuple(_ways(state, reader, own, page))
    return show(request, "elections/board.html", Heading(_("Board"), elections.title(state, own)), ways, page=page)


def found(request: HttpRequest, election: str) -> tuple[State, Reader, Election]:
    """State, reader and election. Raises Http404 where there is none."""
    state, reader = asked(request)
    own = elections.find(state, election)
    if own is None:
        raise Http404
    return state, reader, own


def _ways(state: State, reader: Reader, own: Election, page: pages.Page) -> list[Can]:
    clause, ways = rulebook(state).ballots, []
    if page.due and clause is not None and pages.holds(state, reader, clause.officer):
        ways.append(Can(_("Set the board up"), reverse("set_up_board", args=[own.id]), main=True))
    if page.mine:
        label = _("Hand in your shuffle") if page.mine == "shuffle" else _("Hand in your part of the decryption")
        ways.append(Can(label, reverse("hand_in", args=[own.id]), main=True))
    if page.stands or page.due:
        is_next = page.due and clause is not None and reader.handle in who_may_hold(state, clause, reader.at)
        ways.append(Can(_("What each does, step by step"), reverse("board_steps", args=[own.id]), main=is_next))
    ways.append(Can(_("Who is on the roll"), reverse("board_roll", args=[own.id])))
    if page.stands:
        ways.append(Can(_("Download the archive"), reverse("board_archive", args=[own.id])))
        if organisation.secretary().boards.rehearsal(own.id) is not None:
            ways.append(Can(_("Download the rehearsal"), reverse("board_rehearsal", args=[own.id])))
    return ways


def steps(request: HttpRequest, election: str) -> HttpResponse:
    """What trustees, credential authority and returning officer do, in order, with the commands of this election."""
    state, reader, own = found(request, election)
    uuid = organisation.secretary().boards.uuid(own.id)
    roles = board_steps.roles(state, reader, own, _clause(state), uuid, group_of(state, own))
    heading = Heading(_("Board"), _("What each does, step by step"))
    opens = own.voting_opens if chapter.board(state, own.id) is None else 0
    return show(request, "elections/board_steps.html", heading, roles=roles, id=own.id, opens=opens)


def roll(request: HttpRequest, election: str) -> HttpResponse:
    """Who may vote, and how each came to be on the roll."""
    state, reader, own = found(request, election)
    if not reader.is_member:
        raise Http404
    heading, electors = Heading(_("Roll"), elections.title(state, own)), pages.roll(state, reader, own)
    ways = (Can(_("Correct the roll"), reverse("correct_roll", args=[own.id]), main=True),)
    return show(
        request, "elections/board_roll.html", heading, ways if pages.may_correct(state, reader, own) else (),
        electors=electors, id=own.id, may_take=_may_take(state, reader), frozen=pages.frozen(state, own),
        corrected=pages.corrected(state, reader, own),
    )  # fmt: skip


def correct_roll(request: HttpRequest, election: str) -> HttpResponse:
    """The returning officer strikes somebody off, or adds somebody, in public."""
    state, _reader, own = found(request, election)
    form = filled(request, forms.Correct, people=pages.people(state))
    back = reverse("board_roll", args=[own.id])
    if not ready(request, form):
        heading = Heading(_("Roll"), _("Correct the roll"))
        explained = _(
            "A roll is frozen, so each correction is an entry of the record with its ground, and stands on the page of"
            " the roll for everybody. A ballot that is cast stays cast."
        )
        return ask(request, form, heading, _("Correct the roll"), back=back, explained=explained)
    doing, _slash, ground = form.cleaned_data["what"].partition("/")
    act = CorrectRoll(
        **stamped(request), election=own.id, person=Handle(form.cleaned_data["person"]), added=doing == "add",
        ground=ground,
    )  # fmt: skip
    texts = {"reason": form.cleaned_data["reason"]}
    return perform(request, act, texts, to=back, done=_("The roll is corrected."))


def _may_take(state: State, reader: Reader) -> bool:
    clause = rulebook(state).ballots
    return clause is not None and any(pages.holds(state, reader, post) for post in (clause.officer, clause.authority))


def roll_file(request: HttpRequest, election: str) -> HttpResponse:
    """The roll as a file, for the credential authority and the returning officer."""
    state, reader, own = found(request, election)
    if not _may_take(state, reader):
        raise Http404
    answer = HttpResponse(pages.roll_file(state, own), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="roll-{own.id}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def set_up(request: HttpRequest, election: str) -> HttpResponse:
    """The returning officer hands in keys, credentials and the rehearsal."""
    state, reader, own = found(request, election)
    clause = _clause(state)
    form = _with_files(request, forms.SetUp, holders=pages.who_can_hold_keys(state, reader, clause))
    back = pages.address(own)
    if not ready(request, form):
        heading = Heading(_("Board"), _("Set the board up"))
        explained = _("The page on voting says how the trustees and the credential authority make these files.")
        return ask(request, form, heading, _("Set the board up"), back=back, explained=explained, files=True)
    given = form.cleaned_data
    read = {name: given[name].read(LARGEST + 1) for name in ("trustees_json", "pubcreds", "rehearsal")}
    keys, pubcreds = (read[name].removesuffix(b"\n") for name in ("trustees_json", "pubcreds"))
    outcome = on_board(
        request,
        lambda boards, by: boards.set_up(own.id, by, given["trustees"], keys, pubcreds, read["rehearsal"]),
    )
    return _answered(request, outcome, back, _("The board stands. Compare the fingerprint of the credentials now."))


def _clause(state: State) -> Ballots:
    clause = rulebook(state).ballots
    if clause is None:
        raise Http404
    return clause


def hand_in(request: HttpRequest, election: str) -> HttpResponse:
    """A trustee hands in a shuffle or a part of the decryption, whichever is due."""
    state, reader, own = found(request, election)
    page = pages.page(state, reader, own, "", "")
    form = _with_files(request, forms.HandIn)
    back = pages.address(own)
    if not page.mine:
        return no(request, _why_not_due(state, own, reader), back=back)
    if not ready(request, form):
        title = _("Hand in your shuffle") if page.mine == "shuffle" else _("Hand in your part of the decryption")
        command = "shuffle" if page.mine == "shuffle" else "open"
        explained = _("Download the archive, and on your own machine run: {command}").format(
            command=f"rankandfile ballots trustee {command} --folder FOLDER FILE.bel"
        )
        return ask(request, form, Heading(_("Board"), title), title, back=back, explained=explained, files=True)
    content = form.cleaned_data["step"].read(LARGEST + 1).removesuffix(b"\n")
    is_shuffle = page.mine == "shuffle"
    outcome = on_board(
        request, lambda boards, by: (boards.shuffle if is_shuffle else boards.share)(own.id, by, content)
    )
    return _answered(request, outcome, back, _("Checked, and on the board."))


def _why_not_due(state: State, own: Election, reader: Reader) -> Refusal:
    """Why nothing is due of the reader now: it is no trustee, or the board waits for another step."""
    there = chapter.board(state, own.id)
    article = chapter.clause_article(state, own)
    if there is None:
        return refuse(article, "board.none")
    if reader.handle not in there.trustees:
        return refuse(article, "board.not_trustee")
    return refuse(article, "board.step", step=chapter.step(there, chapter.is_ranked(state, there)))


def _with_files(request: HttpRequest, form: type[Form], **more: Any) -> Form:
    return form(request.POST, request.FILES, **more) if request.method == "POST" else filled(request, form, **more)


def _answered(request: HttpRequest, outcome: Outcome, back: str, done: str) -> HttpResponse:
    if isinstance(outcome, Refusal):
        return no(request, outcome, back=back)
    keep_receipt(request, Receipt(int(outcome.index), done))
    return HttpResponseRedirect(back)


URLS = [
    path("elections/<str:election>/board/", board, name="board"),
    path("elections/<str:election>/board/steps/", steps, name="board_steps"),
    path("elections/<str:election>/board/roll/", roll, name="board_roll"),
    path("elections/<str:election>/board/roll/correct/", correct_roll, name="correct_roll"),
    path("elections/<str:election>/board/roll.csv", roll_file, name="board_roll_file"),
    path("elections/<str:election>/board/set-up/", set_up, name="set_up_board"),
    path("elections/<str:election>/board/hand-in/", hand_in, name="hand_in"),
]
