"""The record: entry by entry, one entry, what is mine, the checkpoint, proofs and the whole of it to download."""

from tempfile import TemporaryFile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from rankandfile.shell.copies import receipt_for, write_export

from .. import organisation
from ..page import asked, show
from ..pages import record as pages
from ..pages import witnessing
from ..pages.pieces import Can, Heading, Slice, sliced


def record(request: HttpRequest) -> HttpResponse:
    """The entries, the newest first, a page at a time."""
    state, reader = asked(request)
    last = max(1, -(-int(state.size) // pages.A_PAGE))
    number = sliced((None,) * last, request.GET.get("page", ""), size=1).number
    stop = int(state.size) - (number - 1) * pages.A_PAGE
    entries = pages.acts(state, max(0, stop - pages.A_PAGE), stop, reader.at)
    ways = (
        Can(_("My receipts"), reverse("receipts"), main=True),
        Can(_("Download the record"), reverse("export")),
        Can(_("See the checkpoint"), reverse("checkpoint")),
        Can(_("How to check the record"), reverse("how_to_check")),
    )
    heading = Heading(_("Record"), _("Everything that happened, in order"))
    return show(
        request, "record/list.html", heading, ways, part=Slice(entries, number, last, int(state.size)),
        refusing=witnessing.refusing(witnessing.witnessing(state)), stopped=witnessing.why_silent(),
    )  # fmt: skip


def entry(request: HttpRequest, index: int) -> HttpResponse:
    """One entry: in words, in its bytes, with its texts."""
    state, reader = asked(request)
    page = pages.page(state, index, reader)
    if page is None or not (reader.is_member or page.is_mine):
        raise Http404
    ways = (
        Can(_("Download the proof"), reverse("proof", args=[index]), main=True),
        Can(_("The record"), reverse("record")),
    )
    heading = Heading(_("Entry {number}").format(number=index), page.line.sentence)
    return show(request, "record/entry.html", heading, ways, page=page, last=int(state.size) - 1)


def receipts(request: HttpRequest) -> HttpResponse:
    """What the reader did, each with its proof."""
    state, reader = asked(request)
    part = sliced(pages.mine(state, reader.handle, reader.at), request.GET.get("page", ""))
    staged = witnessing.witnessed_size(state)
    return show(request, "record/receipts.html", Heading(_("Record"), _("My receipts")), part=part, staged=staged)


def proof(request: HttpRequest, index: int) -> HttpResponse:
    """The receipt of the entry, as a file; the author's has the openings of the texts in it. With `?bare` a tlog-proof.

    Whoever may not read the entry gets the proof alone.
    """
    state, reader = asked(request)
    leaf = pages.leaf_at(state, index)
    if leaf is None:
        raise Http404
    is_author = pages.is_author(index, reader.handle)
    if "bare" in request.GET or not (is_author or (reader.is_member and pages.may_download(state, leaf))):
        return _file(pages.proof(index).encode(), f"entry-{index}.tlog-proof")
    receipt = receipt_for(organisation.secretary(), index, openings=is_author, owner=reader.handle)
    return _file(receipt, f"entry-{index}.receipt.json")


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def leaf(request: HttpRequest, index: int) -> HttpResponse:
    """The bytes of the entry, as they were hashed."""
    state = organisation.read_state()
    found = pages.leaf_at(state, index)
    if found is None:
        raise Http404
    if not pages.may_download(state, found):
        return redirect("entry", index)
    return _file(found, f"entry-{index}.json")


def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint, who outside has signed it, and the record's keys; for everybody."""
    state, _reader = asked(request)
    return show(
        request, "record/checkpoint.html", Heading(_("Record"), _("The checkpoint")), head=pages.head(),
        witnessing=witnessing.witnessing(state), keys=witnessing.keys(state), stopped=witnessing.why_silent(),
    )  # fmt: skip


def policy(request: HttpRequest) -> HttpResponse:
    """Whose signatures count under the rulebook in force, as a C2SP policy; for everybody."""
    asked(request)
    found = witnessing.policy()
    if not found:
        raise Http404
    return HttpResponse(found, content_type="text/plain; charset=utf-8")


def export(request: HttpRequest) -> FileResponse:
    """The whole record with its civic texts, as one file that `rankandfile verify` reads."""
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it when it is sent
    write_export(organisation.secretary(), file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename="record.tar", content_type="application/x-tar")


URLS = [
    path("record/", record, name="record"),
    path("record/mine/", receipts, name="receipts"),
    path("record/checkpoint/", checkpoint, name="checkpoint"),
    path("record/policy", policy, name="record_policy"),
    path("record/export/", export, name="export"),
    path("record/<int:index>/", entry, name="entry"),
    path("record/<int:index>/proof/", proof, name="proof"),
    path("record/<int:index>/leaf/", leaf, name="leaf"),
]
