"""Requests to erase or to close a text: the list, one of them, and what whoever the rulebook names does about it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.act import Act
from rankandfile.core.chapters.erasing import Request, SignDestruction, clause_of
from rankandfile.core.chapters.objecting import AppealObjection, DecideAppeal, ObjectToErasure
from rankandfile.core.chapters.representing import AgreeToRequest, RequestErasureFor, SealText, UnsealText
from rankandfile.core.chapters.standing import find
from rankandfile.core.ids import Handle
from rankandfile.core.state import State

from ..doing import ask, check_answers, filled, is_checked, perform, ready, stamped
from ..forms import erasing as forms
from ..page import asked, show
from ..pages import erasing as pages
from ..pages.my_data import is_about
from ..pages.naming import post_title
from ..pages.offices import people
from ..pages.pieces import Heading
from ..rules import rule
from ..telling_owners import tell_owner
from ..trying import perform_new


def erasures(request: HttpRequest) -> HttpResponse:
    """Every request, open or over: that a text was erased, on which ground and by whom stays for ever."""
    state, reader = asked(request)
    shown = request.GET.get("show", "")
    values = {"rows": pages.rows(state, shown), "shown": shown, "who": pages.who_acts(state)}
    law = rule(state, clause_of(state).article)
    ways = pages.ways_to_begin(state, reader)
    return show(
        request, "erasing/list.html", Heading(_("Data protection"), _("Requests about texts")), ways, law=law, **values
    )


def erasure(request: HttpRequest, request_id: str) -> HttpResponse:
    """One request: what, on which ground, how far."""
    state, reader = asked(request)
    own = found(state, request_id)
    if not (reader.is_member or is_about(own, reader.handle)):
        raise Http404
    heading = Heading(_("Request {number}").format(number=own.id), pages.row(state, own).what)
    answer = show(
        request, "erasing/request.html", heading, pages.ways(state, reader, own), page=pages.page(state, own, reader)
    )
    answer["Cache-Control"] = "no-store"
    return answer


def found(state: State, number: str) -> Request:
    """The request of that number. Raises Http404 where there is none."""
    own = pages.find(state, number)
    if own is None:
        raise Http404
    return own


def erase_for(request: HttpRequest) -> HttpResponse:
    """Whoever the rulebook names asks for somebody who cannot."""
    state, _reader = asked(request)
    form = filled(request, forms.For, people=people(state), grounds=pages.grounds_for_others())
    if not ready(request, form):
        heading = Heading(_("Data protection"), _("Ask for somebody who cannot"))
        law = rule(state, clause_of(state).article)
        return ask(request, form, heading, _("Ask for this erasure"), back=reverse("erasures"), law=law)
    given = form.cleaned_data
    member = find(state, Handle(given["person"]))
    entry = member.entry if member is not None else -1
    act = RequestErasureFor(**stamped(request), entry=entry, slot=given["slot"], ground=given["ground"])
    done = _("The request lies before the others.")
    return _begun(request, act, {"evidence": given["evidence"]}, done)


def seal(request: HttpRequest) -> HttpResponse:
    """Whoever the rulebook names brings the order of a court."""
    state, _reader = asked(request)
    form = filled(request, forms.Seal)
    if not ready(request, form):
        heading = Heading(_("Data protection"), _("Close a text by order of a court"))
        law = rule(state, clause_of(state).article)
        return ask(request, form, heading, _("Bring this order"), back=reverse("erasures"), law=law)
    given = form.cleaned_data
    act = SealText(**stamped(request), entry=given["entry"], slot=given["slot"])
    return _begun(
        request, act, {"court": given["court"], "file": given["file"]}, _("The order lies before the others.")
    )


def _begun(request: HttpRequest, act: Act, texts: dict[str, str], done: str) -> HttpResponse:
    return perform_new(
        request, act, texts, to=lambda made: reverse("erasure", args=[made.request]), back=reverse("erasures"),
        done=done,
    )  # fmt: skip


def agree(request: HttpRequest, request_id: str) -> HttpResponse:
    """Another holder of the post agrees; asked twice."""
    state, _reader = asked(request)
    own = found(state, request_id)
    if not is_checked(request):
        row = pages.row(state, own)
        answers = ((_("Text"), row.what), (_("Ground"), row.ground))
        final = _(
            "When enough agree, the waiting time begins, or the text is closed. Your name stands beside it for ever."
        )
        return check_answers(request, _heading(own, _("Agree to this request")), answers, _("Agree"), final=final)
    return _done(request, own, AgreeToRequest(**stamped(request), request=own.id), {}, _("You have agreed."))


def object_to(request: HttpRequest, request_id: str) -> HttpResponse:
    """An objection, on a ground of the law and with reasons."""
    state, _reader = asked(request)
    own = found(state, request_id)
    form = filled(request, forms.Objection, grounds=pages.grounds_of_objection())
    if not ready(request, form):
        return _ask(request, state, own, form, _("Object to this erasure"), _("Object"))
    given = form.cleaned_data
    act = ObjectToErasure(**stamped(request), request=own.id, ground=given["ground"])
    return _done(request, own, act, {"reasons": given["reasons"]}, _("Your objection is recorded."))


def appeal(request: HttpRequest, request_id: str) -> HttpResponse:
    """The owner appeals against the objection."""
    state, _reader = asked(request)
    own = found(state, request_id)
    form = filled(request, forms.Reasons)
    if not ready(request, form):
        return _ask(request, state, own, form, _("Appeal against the objection"), _("Appeal"))
    act = AppealObjection(**stamped(request), request=own.id)
    return _done(request, own, act, {"reasons": form.cleaned_data["reasons"]}, _("Your appeal is recorded."))


def decide(request: HttpRequest, request_id: str) -> HttpResponse:
    """Whoever the rulebook names decides on the appeal."""
    state, _reader = asked(request)
    own = found(state, request_id)
    form = filled(request, forms.Decision)
    if not ready(request, form):
        return _ask(request, state, own, form, _("Decide on the appeal"), _("Record this decision"))
    given = form.cleaned_data
    act = DecideAppeal(**stamped(request), request=own.id, stands=given["stands"] == "yes")
    return _done(request, own, act, {"reasons": given["reasons"]}, _("The decision is recorded."))


def unseal(request: HttpRequest, request_id: str) -> HttpResponse:
    """What a court had closed is open again."""
    state, _reader = asked(request)
    own = found(state, request_id)
    form = filled(request, forms.Order)
    if not ready(request, form):
        return _ask(request, state, own, form, _("Open the text again"), _("Open it again"))
    act = UnsealText(**stamped(request), request=own.id)
    return _done(request, own, act, form.cleaned_data, _("The text is open again."))


def sign(request: HttpRequest, request_id: str, post: str) -> HttpResponse:
    """Whoever holds the post signs that nothing is left; asked twice."""
    state, _reader = asked(request)
    own = found(state, request_id)
    if not is_checked(request):
        answers = ((_("Text"), pages.row(state, own).what), (_("As"), post_title(state, post)))
        told = _("You say that copies and backups of it are gone as well, as far as you can know after looking.")
        heading = _heading(own, _("Sign that nothing is left"))
        return check_answers(
            request, heading, answers, _("Sign"), explained=told, final=_("Your name stands beside it.")
        )
    return _done(
        request, own, SignDestruction(**stamped(request), request=own.id, post=post), {}, _("You have signed.")
    )


def _heading(own: Request, title: str) -> Heading:
    return Heading(_("Request {number}").format(number=own.id), title)


def _ask(request: HttpRequest, state: State, own: Request, form: Any, title: str, button: str) -> HttpResponse:
    back, law = reverse("erasure", args=[own.id]), rule(state, clause_of(state).article)
    return ask(request, form, _heading(own, title), button, back=back, law=law)


def _done(request: HttpRequest, own: Request, act: Act, texts: dict[str, str], done: str) -> HttpResponse:
    answer = perform(request, act, texts, to=reverse("erasure", args=[own.id]), done=done)
    if answer.status_code == RECORDED:
        tell_owner(own)
    return answer


RECORDED = 302
"""The answer to an act that was recorded leads on to its page."""
URLS = [
    path("erasures/", erasures, name="erasures"),
    path("erasures/for/", erase_for, name="erase_for"),
    path("erasures/seal/", seal, name="seal_text"),
    path("erasures/<slug:request_id>/", erasure, name="erasure"),
    path("erasures/<slug:request_id>/agree/", agree, name="agree_to_request"),
    path("erasures/<slug:request_id>/object/", object_to, name="object_to_erasure"),
    path("erasures/<slug:request_id>/appeal/", appeal, name="appeal_objection"),
    path("erasures/<slug:request_id>/decide/", decide, name="decide_appeal"),
    path("erasures/<slug:request_id>/open/", unseal, name="unseal_text"),
    path("erasures/<slug:request_id>/sign/<slug:post>/", sign, name="sign_destruction"),
]
