"""The record for programs: its checkpoint, tiles, bundles and texts, read only, by C2SP tlog-tiles.

The record's name is its address without the scheme, so a client that knows `union.example/record` asks for
`https://union.example/record/checkpoint`. The checkpoint and the key are for everybody; leaves, the hashes over them
and texts are for who may read the record here: members.
"""

from typing import Literal, TypeAlias

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from rankandfile.shell.published import Published
from rankandfile.shell.stages import newest

from .. import organisation

Kind: TypeAlias = Literal["tile", "slots", "rulebooks", "boards"]
TEXT, BYTES = "text/plain; charset=utf-8", "application/octet-stream"
FOR_EVER = "private, max-age=31536000, immutable"
"""Private, because not everybody may have it; immutable, because no tile or bundle of a given width ever changes."""
TYPES = {"tile": BYTES, "slots": "application/jsonl; charset=utf-8", "rulebooks": TEXT, "boards": BYTES}


def signed_checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint, as the log and its witnesses signed it, for everybody. May be kept for a second or two."""
    return _answer(_published().checkpoint(), TEXT, "public, max-age=2")


def log_key(request: HttpRequest) -> HttpResponse:
    """The record's public key, for everybody. Whoever checks something takes it from elsewhere and compares."""
    return _answer(_published().key(), TEXT, "public, max-age=2")


def witnessed(request: HttpRequest) -> HttpResponse:
    """Older checkpoints that witnesses have signed, for everybody."""
    return _answer(_published().witnessed(), TEXT, "public, max-age=60")


def file(request: HttpRequest, kind: Kind, place: str) -> HttpResponse:
    """A tile, a bundle, texts or a rulebook; 404 for what the record does not have."""
    kept = FOR_EVER if kind == "tile" else "private, no-cache"
    return _answer(_published().read(f"{kind}/{place}"), TYPES[kind], kept)


def _answer(content: bytes | None, content_type: str, kept: str) -> HttpResponse:
    if content is None:
        raise Http404
    return HttpResponse(content, content_type=content_type, headers={"Cache-Control": kept})


def _published() -> Published:
    own = organisation.secretary()
    state = organisation.read_state()
    boards = own.boards.store.archive
    return Published(own.store, own.vault, own.key.vkey, state, lambda: newest(own).note, own.witnessed.history, boards)


URLS = [
    path("record/checkpoint", signed_checkpoint, name="signed_checkpoint"),
    path("record/log.vkey", log_key, name="log_key"),
    path("record/witnessed", witnessed, name="record_witnessed"),
    path("record/tile/<path:place>", file, {"kind": "tile"}, name="tile"),
    path("record/slots/<path:place>", file, {"kind": "slots"}, name="slots"),
    path("record/rulebooks/<path:place>", file, {"kind": "rulebooks"}, name="rulebook_file"),
    path("record/boards/<path:place>", file, {"kind": "boards"}, name="board_file"),
]
