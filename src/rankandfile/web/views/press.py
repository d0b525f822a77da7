"""Paper to take along: an issue of the bulletin, the agenda, the minutes, the rulebook, as PDF, EPUB or Markdown.

Who may read the page may have its paper: those of the rulebook are for everybody, all others for members.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from rankandfile.core.chapters.foundation import rules_in_force
from rankandfile.core.ids import ConventionId
from rankandfile.core.state import State
from rankandfile.shell.press.booklet import Booklet
from rankandfile.shell.press.typeset import volumes

from ..page import asked, show
from ..pages import press, printed, sheets
from ..pages.pieces import Heading
from .meetings import found


def issue_paper(request: HttpRequest, meeting: str, number: int, ending: str) -> HttpResponse:
    """An issue that is out."""
    state, _reader = asked(request)
    before = state.meetings.conventions.get(ConventionId(meeting))
    booklet = press.bulletin(state, before, number) if before and printed.is_possible(ending) else None
    return _paper(request, booklet, f"bulletin-{meeting}-{number}", ending)


def agenda_paper(request: HttpRequest, meeting: str, ending: str) -> HttpResponse:
    """The agenda as it stands."""
    state, _reader = asked(request)
    return _paper(request, press.agenda(state, found(state, meeting)), f"agenda-{meeting}", ending)


def papers_paper(request: HttpRequest, meeting: str, ending: str) -> HttpResponse:
    """What goes along with the notice: agenda, motions, documents."""
    state, _reader = asked(request)
    return _paper(request, press.papers(state, found(state, meeting)), f"papers-{meeting}", ending)


def minutes_paper(request: HttpRequest, meeting: str, ending: str) -> HttpResponse:
    """The minutes, or their draft."""
    state, _reader = asked(request)
    return _paper(request, press.minutes(state, found(state, meeting)), f"minutes-{meeting}", ending)


def sheets_paper(request: HttpRequest, meeting: str, ending: str) -> HttpResponse:
    """Tellers' sheets for what is voted on now or next, while the meeting is open."""
    state, _reader = asked(request)
    return _paper(request, sheets.sheets(state, found(state, meeting)), f"tellers-{meeting}", ending)


def rulebook_paper(request: HttpRequest, ending: str, rules: str = "") -> HttpResponse:
    """The rulebook in force, or one that is in the history; for everybody."""
    state, _reader = asked(request)
    known = rules or rules_in_force(state)
    return _paper(request, press.rulebook(state, known) if _is_kept(state, known) else None, "rulebook", ending)


def _is_kept(state: State, known: str) -> bool:
    """Whether this rulebook was, is or will be in force: a paper of any other is not made for everybody."""
    own = state.foundation
    return any(each.rules == known for each in (*own.history, *own.scheduled))


def _paper(request: HttpRequest, booklet: Booklet | None, name: str, ending: str) -> HttpResponse:
    """The file; where it comes in several volumes, the list of them, or the one that was asked for."""
    if booklet is None or not printed.is_possible(ending):
        raise Http404
    parts = volumes(booklet) if ending == "pdf" else (booklet,)
    wanted = request.GET.get("volume", "")
    if len(parts) > 1 and not wanted:
        heading = Heading(booklet.title, _("In {n} volumes").format(n=len(parts)))
        return show(request, "bulletin/volumes.html", heading, volumes=printed.listed(parts, request.path))
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 1
    if not 1 <= number <= len(parts):
        raise Http404
    told = f"{name}-{number}" if len(parts) > 1 else name
    content = printed.made(parts, ending, number)
    answer = HttpResponse(content, content_type=printed.TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="{told}.{ending}"'
    answer["Cache-Control"] = "private, no-cache"
    return answer


URLS = [
    path("bulletin/<str:meeting>/issue/<int:number>/paper.<str:ending>", issue_paper, name="issue_paper"),
    path("convention/<str:meeting>/agenda/paper.<str:ending>", agenda_paper, name="agenda_paper"),
    path("convention/<str:meeting>/papers/paper.<str:ending>", papers_paper, name="papers_paper"),
    path("convention/<str:meeting>/minutes/paper.<str:ending>", minutes_paper, name="minutes_paper"),
    path("convention/<str:meeting>/tell/sheets.<str:ending>", sheets_paper, name="sheets_paper"),
    path("rulebook/paper.<str:ending>", rulebook_paper, name="rulebook_paper"),
    path("rulebook/<slug:rules>/paper.<str:ending>", rulebook_paper, name="rulebook_version_paper"),
]
