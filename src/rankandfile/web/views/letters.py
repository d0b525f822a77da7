"""Letters between members: writing, answering, reading, muting, and stopping them by the link in a letter."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rankandfile.core.chapters.relay import Circle, receivers, why_no_answer, why_not_write
from rankandfile.core.ids import Handle
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State
from rankandfile.shell.people import relay
from rankandfile.shell.people.models import Account, Letter

from ..doing import ask, check_answers, filled, is_checked, no, ready, why_waiting
from ..forms.letters import Wish, Write
from ..page import asked, show
from ..pages import letters as pages
from ..pages.naming import member_name
from ..pages.pieces import Can, Heading, Slice
from ..who import Reader
from .accounts import signed_in

CIRCLES: dict[str, Circle] = {
    "motion": "motion", "delegates": "delegates", "branch": "branch", "convention": "convention",
}  # fmt: skip
EACH_PAGE = 20


def my_letters(request: HttpRequest) -> HttpResponse:
    """What reached the reader, what the reader wrote, and how the reader wants to be written to."""
    state, reader = asked(request)
    pages_of = Paginator(relay.received(reader.handle), EACH_PAGE)
    shown, muted = pages_of.get_page(request.GET.get("page")), relay.muted(reader.handle)
    rows = pages.received(state, tuple(shown.object_list), muted)
    part = Slice(rows, shown.number, pages_of.num_pages, pages_of.count)
    ways = (
        Can(_("Write to your delegates"), reverse("write_letter", args=["delegates", "own"])),
        Can(_("Write to everybody at the convention"), reverse("write_letter", args=["convention", "current"])),
    )
    answer = show(
        request, "relay/letters.html", Heading(_("Account"), _("My letters")), ways,
        part=part, limits=pages.limits(state), written=pages.written(state, reader.handle), law=pages.law(state),
        muted=[(each, member_name(state, each)) for each in muted],
        form=Wish(initial={"mail": relay.wish_of(reader.handle)}),
    )  # fmt: skip
    answer["Cache-Control"] = "no-store"
    return answer


def write_letter(request: HttpRequest, circle: str, about: str) -> HttpResponse:
    """A letter to everybody in a circle; looked at once more, then sent."""
    if circle not in CIRCLES:
        raise Http404
    state, reader = asked(request)
    people = receivers(state, CIRCLES[circle], about, reader.handle)
    refusal = _why_not(request, state, reader, len(people))
    if refusal is not None:
        return no(request, refusal, back=reverse("letters"))
    heading = Heading(_("Letter to {whom}").format(whom=pages.circle_title(state, circle, about)), _("Write a letter"))
    form = filled(request, Write)
    if not ready(request, form):
        return _ask(request, state, form, heading, len(people))
    words = (form.cleaned_data["subject"], form.cleaned_data["text"])
    if not is_checked(request):
        return _check(request, heading, words, pages.reach(len(people)))
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=signed_in(request).pk)
        refusal = _why_not(request, state, reader, len(people))
        if refusal is None:
            relay.post(reader.handle, circle, about if circle in ("motion", "branch") else "", words, people, reader.at)
    return no(request, refusal, back=reverse("letters")) if refusal is not None else _is_sent(request)


def _why_not(request: HttpRequest, state: State, reader: Reader, people: int) -> Refusal | None:
    waits = why_waiting(request)
    return waits or why_not_write(state, reader.handle, reader.at, people, relay.counting(reader.handle))


def _ask(request: HttpRequest, state: State, form: Form, heading: Heading, people: int) -> HttpResponse:
    told, button = f"{pages.reach(people)} {pages.limits(state)}", _("Look at it once more")
    return ask(request, form, heading, button, back=reverse("letters"), explained=told, law=pages.law(state))


def _check(request: HttpRequest, heading: Heading, words: tuple[str, str], reach: str) -> HttpResponse:
    answers = ((_("Subject"), words[0]), (_("Your letter"), words[1]))
    final = _("A letter that is sent cannot be taken back.")
    return check_answers(request, heading, answers, _("Send this letter"), explained=reach, final=final)


def _is_sent(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Your letter is on the receivers' pages, and on its way by mail to those who want that."))
    return redirect("letters")


def answer_letter(request: HttpRequest, number: int) -> HttpResponse:
    """An answer to whoever wrote a letter that the reader received; the first one does not count for the limit."""
    state, reader = asked(request)
    letter = relay.letter_to(reader.handle, number)
    if letter is None:
        raise Http404
    refusal = _why_no_answer(request, state, reader, letter)
    if refusal is not None:
        return no(request, refusal, back=reverse("letters"))
    heading = Heading(_("Letter to {whom}").format(whom=member_name(state, letter.sender)), _("Answer a letter"))
    form = filled(request, Write) if request.method == "POST" else Write(initial={"subject": _re(letter.subject)})
    if not ready(request, form):
        return _ask(request, state, form, heading, 1)
    words = (form.cleaned_data["subject"], form.cleaned_data["text"])
    if not is_checked(request):
        return _check(request, heading, words, pages.reach(1))
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=signed_in(request).pk)
        refusal = _why_no_answer(request, state, reader, letter)
        if refusal is None:
            relay.post(reader.handle, "answer", "", words, (Handle(letter.sender),), reader.at, answers=letter)
    return no(request, refusal, back=reverse("letters")) if refusal is not None else _is_sent(request)


def _why_no_answer(request: HttpRequest, state: State, reader: Reader, letter: Letter) -> Refusal | None:
    if relay.has_answered(reader.handle, letter):
        return _why_not(request, state, reader, 1)
    return why_waiting(request) or why_no_answer(state, reader.handle)


def _re(subject: str) -> str:
    return subject if subject.startswith("Re: ") else f"Re: {subject}"[:120]


@require_POST
def mute_sender(request: HttpRequest, sender: str) -> HttpResponse:
    """Letters of this member reach the reader no more, or again."""
    _state, reader = asked(request)
    if "again" in request.POST:
        relay.unmute(reader.handle, sender)
        messages.info(request, _("Letters of this member reach you again."))
    elif relay.received(reader.handle).filter(letter__sender=sender).exists():
        relay.mute(reader.handle, sender)
        messages.info(request, _("Letters of this member reach you no more. Nobody is told."))
    return redirect("letters")


@require_POST
def wish_letters(request: HttpRequest) -> HttpResponse:
    """How the reader wants to be written to."""
    _state, reader = asked(request)
    form = filled(request, Wish)
    if form.is_valid():
        relay.wish(reader.handle, form.cleaned_data["mail"])
        messages.info(request, _("It is kept how letters reach you."))
    return redirect("letters")


@csrf_exempt
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a letter: stops this sender's letters, or all mail of members, without signing in.

    The token is the proof, so a mail program can send this form itself (RFC 8058); it then stops all of it.
    """
    found = relay.stopped_by(token)
    title = _("This link does not work") if found is None else _("Stop letters of members")
    if found is None or request.method != "POST":
        return _stop_page(request, title, known=found is not None, has_sender=bool(found and found[1]))
    handle, sender = found
    if request.POST.get("what") == "sender" and sender:
        relay.mute(handle, sender)
        return _stop_page(request, _("Letters of this member reach you no more"), done=True)
    relay.wish(handle, "page")
    return _stop_page(request, _("Letters of members no longer come by mail"), done=True)


def _stop_page(
    request: HttpRequest, title: str, known: bool = False, has_sender: bool = False, done: bool = False
) -> HttpResponse:
    answer = show(
        request, "relay/stop.html", Heading(_("Letters"), title), known=known, has_sender=has_sender, done=done
    )
    answer["Cache-Control"] = "no-store"
    return answer


URLS = [
    path("letters/", my_letters, name="letters"),
    path("letters/to/<slug:circle>/<str:about>/", write_letter, name="write_letter"),
    path("letters/<int:number>/answer/", answer_letter, name="answer_letter"),
    path("letters/mute/<slug:sender>/", mute_sender, name="mute_sender"),
    path("letters/how/", wish_letters, name="wish_letters"),
    path("letters/stop/<str:token>/", stop_letters, name="stop_letters"),
]
