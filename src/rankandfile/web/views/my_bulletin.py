"""My bulletin: the reader's own lists, and the marks of what was read, which no entry of the record knows of."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rankandfile.core.state import State
from rankandfile.shell.people.muting import mute, muted_by, unmute
from rankandfile.shell.people.readings import forget_readings, mark, read_by, take_back

from ..page import asked, show
from ..pages import bulletin, motions
from ..pages import my_bulletin as pages
from ..pages.meetings import asked_for
from ..pages.pieces import Can, Heading
from ..who import account_of
from . import feeds
from .accounts import signed_in


def my_bulletin(request: HttpRequest) -> HttpResponse:
    """What the reader has not read, what touches the own branch or the rulebook, where seconders are wanted."""
    state, reader = asked(request)
    meeting = asked_for(state, request.GET.get("convention", ""))
    if meeting is None:
        return show(request, "bulletin/none_called.html", Heading(_("Bulletin"), _("My bulletin")))
    read = read_by(signed_in(request))
    page = pages.page(state, reader, meeting.id, read, request.GET.get("show", ""), request.GET.get("page", ""),
                      frozenset(muted_by(signed_in(request))))  # fmt: skip
    whole = Can(_("Read the bulletin"), f"{reverse('bulletin')}?convention={meeting.id}", main=True)
    ways = (whole, Can(_("Read the digest"), reverse("digest", args=[meeting.id])), *feeds.ways())
    heading = Heading(_("Bulletin before convention {number}").format(number=meeting.id), _("My bulletin"))
    answer = show(request, "bulletin/mine.html", heading, ways, page=page)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """The text is marked as read, or as unread again."""
    state, _reader = asked(request)
    item = request.POST.get("item", "")
    page = _page_of(state, item)
    account = signed_in(request)
    if request.POST.get("again"):
        take_back(account, item)
    else:
        mark(account, (item,))
    back = request.POST.get("back", "")
    return HttpResponseRedirect(f"{reverse('my_bulletin')}?show={back}" if back in pages.TABS else page)


@require_POST
def mute_discussion(request: HttpRequest) -> HttpResponse:
    """The reader hears no more of a discussion, or hears of it again."""
    state, _reader = asked(request)
    item = request.POST.get("item", "")
    page = _page_of(state, item)
    account = signed_in(request)
    if request.POST.get("again"):
        unmute(account, item)
    else:
        mute(account, item)
    back = request.POST.get("back", "")
    return HttpResponseRedirect(f"{reverse('my_bulletin')}?show={back}" if back in pages.TABS else page)


def muting(request: HttpRequest, item: str) -> tuple[Can, ...]:
    """The button beside a discussion."""
    account = account_of(request)
    if account is None:
        return ()
    is_muted = item in muted_by(account)
    label = _("Hear of this discussion again") if is_muted else _("Mute this discussion")
    fields = (("item", item), *((("again", "yes"),) if is_muted else ()))
    return (Can(label, reverse("mute_discussion"), fields=fields),)


@require_POST
def forget_read(request: HttpRequest) -> HttpResponse:
    """Nothing says any more what the reader has read."""
    forget_readings(signed_in(request))
    return HttpResponseRedirect(reverse("my_bulletin"))


def way(request: HttpRequest, item: str) -> tuple[Can, ...]:
    """The mark beside a text."""
    account = account_of(request)
    if account is None:
        return ()
    read = item in read_by(account)
    label = _("Mark as unread") if read else _("I have read this")
    return (Can(label, reverse("mark_read"), fields=(("item", item), *((("again", "yes"),) if read else ()))),)


def _page_of(state: State, item: str) -> str:
    """Where the text stands; 404 for what is no text of a bulletin."""
    if motions.find(state, item) is not None:
        return reverse("motion", args=[item])
    if bulletin.find(state, item) is not None:
        return reverse("document", args=[item])
    raise Http404


URLS = [
    *feeds.URLS,
    path("bulletin/mine/", my_bulletin, name="my_bulletin"),
    path("bulletin/mine/read/", mark_read, name="mark_read"),
    path("bulletin/mine/mute/", mute_discussion, name="mute_discussion"),
    path("bulletin/mine/forget/", forget_read, name="forget_read"),
]
