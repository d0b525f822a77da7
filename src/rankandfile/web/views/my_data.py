"""My data: all that is held about the reader on one page, all of it as a file, and its erasure."""

import io
import zipfile

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.core.chapters.erasing import RequestErasure, WithdrawErasure, clause_of
from rankandfile.core.ids import RequestId
from rankandfile.shell.copies import receipt_for
from rankandfile.shell.people.holdings import held

from .. import organisation
from ..doing import check_answers, is_checked, no, perform, stamped, why_waiting
from ..page import asked, show
from ..pages import erasing
from ..pages import my_data as pages
from ..pages.erased import slot_name
from ..pages.pieces import Can, Heading, sliced
from ..rules import rule
from .accounts import signed_in

RECEIPTS = 5_000
"""So many receipts go into the file at most, the newest; the others stay on their pages."""


def my_data(request: HttpRequest) -> HttpResponse:
    """Everything that the organisation holds about the reader."""
    state, reader = asked(request)
    page = pages.page(state, reader, held(signed_in(request)))
    ways = (
        Can(_("Download all of it"), reverse("my_data_file"), main=True),
        Can(_("Requests about texts"), reverse("erasures")),
        Can(_("My receipts"), reverse("receipts")),
        Can(_("Delete my account"), reverse("delete_account")),
    )
    heading = Heading(_("Data protection"), _("My data"))
    part = sliced(page.named, request.GET.get("page", ""), size=20)
    lines = pages.lines(state, reader, part.items)
    answer = show(request, "erasing/my_data.html", heading, ways, page=page, part=part, lines=lines)
    answer["Cache-Control"] = "no-store"
    return answer


def my_data_file(request: HttpRequest) -> HttpResponse:
    """All of it as one file: data as JSON, and a receipt of each act with the openings of its texts."""
    state, reader = asked(request)
    data = msgspec.json.format(msgspec.json.encode(pages.as_data(state, reader, held(signed_in(request)))))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("README.txt", _README)
        file.writestr("my-data.json", data)
        for index in list(pages.receipts_of(reader.handle))[-RECEIPTS:]:
            receipt = receipt_for(organisation.secretary(), index, openings=True, owner=reader.handle)
            file.writestr(f"receipts/entry-{index}.receipt.json", receipt)
    answer = HttpResponse(packed.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


_README = """\
Everything that this organisation holds about you in its software.

my-data.json   your account, your membership, your texts, your votes as the record shows them, your requests,
               and every entry of the record in which your handle stands
receipts/      a receipt for each thing you did, and for each entry with a text of yours. It proves the entry, and
               your text with it, even after the server has destroyed it: keep this file to yourself.
               Check one: rankandfile receipt check FILE
"""


def erase(request: HttpRequest, index: int, slot: str) -> HttpResponse:
    """A text of the reader's own is to be destroyed; asked twice."""
    state, reader = asked(request)
    own = pages.slot_at(state, index, slot, reader.handle)
    if own is None:
        raise Http404
    act = RequestErasure(**stamped(request), entry=index, slot=slot)
    if not is_checked(request):
        return _check_erasure(request, index, slot)
    follows = _("It is carried out after the waiting time. Until then you can take the request back.")
    return perform(request, act, to=reverse("my_data"), done=_("The erasure is asked for."), follows=follows)


def _check_erasure(request: HttpRequest, index: int, slot: str) -> HttpResponse:
    state, _reader = asked(request)
    waits = why_waiting(request)
    if waits is not None:
        return no(request, waits, back=reverse("my_data"))
    answers = (
        (_("Text"), slot_name(slot)),
        (_("Entry"), str(index)),
        (_("What it says"), organisation.text(index, slot)),
    )
    told = _("Nobody is shown it then, and the server destroys it. The entry itself, its time and your handle stay.")
    final = _(
        "What was destroyed cannot be brought back. Whoever has copied it keeps the copy; your receipt proves it."
    )
    heading = Heading(_("My data"), _("Have this text erased"))
    law = rule(state, clause_of(state).article)
    return check_answers(request, heading, answers, _("Ask for its erasure"), explained=told, final=final, law=law)


def withdraw(request: HttpRequest, request_id: str) -> HttpResponse:
    """A request is taken back; asked twice."""
    state, reader = asked(request)
    own = erasing.find(state, request_id)
    if own is None or not pages.is_about(own, reader.handle):
        raise Http404
    back = reverse("erasure", args=[own.id])
    if not is_checked(request):
        heading = Heading(_("Request {number}").format(number=own.id), _("Take this request back"))
        answers = ((_("Text"), erasing.row(state, own).what),)
        told = _("The text stays as it is. You can ask again at any time.")
        return check_answers(request, heading, answers, _("Take it back"), explained=told)
    act = WithdrawErasure(**stamped(request), request=RequestId(own.id))
    return perform(request, act, to=back, done=_("The request is taken back."))


URLS = [
    path("my-data/", my_data, name="my_data"),
    path("my-data/file/", my_data_file, name="my_data_file"),
    path("my-data/erase/<int:index>/<slug:slot>/", erase, name="erase"),
    path("erasures/<slug:request_id>/withdraw/", withdraw, name="withdraw_erasure"),
]
