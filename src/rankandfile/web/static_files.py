"""Static files for phones on slow lines: each is compressed once, and a browser keeps it until its content is another.

A page names each file with the beginning of its SHA-256 (`?v=`). Asked for so, the file may be kept for ever, because
other content has another address; asked for without, for some minutes. They hold nothing that is anybody's, so
compressing them tells nobody anything.
"""

import gzip
import os
import shutil
import weakref
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from wsgiref.headers import Headers

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

FOR_EVER = "max-age=31536000, public, immutable"
SHOWN = 12
"""Characters of the digest in an address."""


class NamedByContent(StaticFilesStorage):
    """The address of a static file says which content is meant."""

    def url(self, name: str | None) -> str:
        """The address, with the digest where there is such a file."""
        digest = _digest(name or "")
        return super().url(name) + (f"?v={digest}" if digest else "")


@cache
def _digest(name: str) -> str:
    found = finders.find(name)
    return digest_of(found) if isinstance(found, str) and Path(found).is_file() else ""


def digest_of(file: str) -> str:
    """The beginning of the SHA-256 of the file."""
    return sha256(Path(file).read_bytes()).hexdigest()[:SHOWN]


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Serves them. What is compressed is written at the start, into a folder that goes when the process ends."""

    def __init__(self, answers: Callable[[HttpRequest], HttpResponse]) -> None:
        self._folder = Path(mkdtemp(prefix="rankandfile-static-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        super().__init__(answers)

    def get_static_file(self, path: str, url: str, stat_cache: dict[str, os.stat_result] | None = None) -> StaticFile:
        """The file, under its digest; and compressed, where that is shorter."""
        headers = Headers([("ETag", f'W/"{digest_of(path)}"'), ("Access-Control-Allow-Origin", "*")])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        return StaticFile(path, headers.items(), encodings={"gzip": self._compressed(path)})

    def _compressed(self, path: str) -> str:
        """Where the compressed file is; nowhere, where it would be no shorter."""
        content = Path(path).read_bytes()
        shorter = gzip.compress(content, mtime=0)
        file = self._folder / sha256(content).hexdigest()
        if len(shorter) < len(content):
            file.write_bytes(shorter)
        return str(file)

    def serve(self, static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        """The file. Who named the content that it has may keep it."""
        response: HttpResponse = super().serve(static_file, request)
        if static_file.etag == f'W/"{request.GET.get("v", "")}"':
            response["Cache-Control"] = FOR_EVER
        return response
