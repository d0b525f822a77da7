"""A document that the writer brings in from elsewhere: its words go into the form, and the page says what did not."""

from collections.abc import Mapping
from typing import Any

from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.shell.exchange.documents import ENDINGS, LARGEST, Document, read
from rankandfile.shell.exchange.not_read import COUNTED, REMARKS, WORDS, NotRead, Told

from . import doing
from .forms.papers import TITLE


class Brought(Struct, frozen=True):
    """What the page says of the file: what was understood and left behind, or why it was not read."""

    name: str
    understood: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    because: str = ""
    remedy: str = ""


def filled(request: HttpRequest, kind: type[Form], given: Mapping[str, Any]) -> tuple[Form, Brought | None]:
    """The form with what was typed; where the button was pressed for it, with a document's words too."""
    if request.method != "POST" or request.POST.get("again") != "bring":
        return doing.filled(request, kind, **given), None
    initial, told = _bring(request, given)
    return kind(**initial), told


def shown(brought: Brought | None) -> dict[str, Any]:
    """What the page needs to ask for a document, and to tell what became of one."""
    return {"brought": brought, "bring_accepts": ",".join(ENDINGS), "files": True}


def _bring(request: HttpRequest, form: Mapping[str, Any]) -> tuple[dict[str, Any], Brought]:
    """What the form begins with now, and what the page says of the file. What was typed before stays in it."""
    values = dict(doing.typed(request))
    sent = request.FILES.get("document")
    if sent is None:
        told = Brought("", because=_("No file was chosen."), remedy=_("Choose one, then press the button again."))
        return _with(form, values), told
    name = str(sent.name or "")
    try:
        if (sent.size or 0) > LARGEST:
            raise NotRead("large", megabytes=LARGEST >> 20)
        own = read(name, sent.read())
    except NotRead as error:
        words = WORDS[error.code]
        told = Brought(
            name, because=_(words.because).format(**error.facts), remedy=_(words.remedy).format(**error.facts)
        )
        return _with(form, values), told
    understood, left = (tuple(map(_said, told)) for told in (own.understood, own.left))
    return _with(form, _filled(values, own)), Brought(name, understood, left)


def _filled(values: dict[str, str], own: Document) -> dict[str, str]:
    """What was typed, and what the document has for it; its text stands below one that was there."""
    before = values.get("text", "").strip()
    return {
        **values,
        "title": values.get("title") or own.title[:TITLE],
        "synopsis": values.get("synopsis") or own.synopsis,
        "text": f"{before}\n\n{own.text}" if before else own.text,
    }


def _with(form: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    return {**form, "initial": {**form.get("initial", {}), **values}}


def _said(told: Told) -> str:
    sentence = _((REMARKS | COUNTED)[told.code]).format(n=told.count)
    return f"{sentence} {told.words}" if told.words else sentence
