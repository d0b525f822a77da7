"""What every answer says to the browser, and where a demonstration may be seen.

Nothing on a page loads from elsewhere and no script or style stands in a page, so the content security policy can
forbid both. The one exception is the live stream, which is served on a port of its own: see `stream.py`.
"""

from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

Answers: TypeAlias = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; connect-src 'self'"
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def stream_address(request: HttpRequest) -> str:
    """Where this browser finds the live stream; empty where none is served."""
    if settings.OWN.site.stream:
        return str(settings.OWN.site.stream)
    if not settings.STREAM_PORT:
        return ""
    try:
        host = urlsplit(f"//{request.get_host()}").hostname or "127.0.0.1"
    except DisallowedHost:
        return ""
    return f"{request.scheme}://{f'[{host}]' if ':' in host else host}:{settings.STREAM_PORT}/"


def headers(answers: Answers) -> Answers:
    """Every answer carries the content security policy and forbids what no page of ours needs."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answers(request)
        stream = stream_address(request)
        response.setdefault("Content-Security-Policy", f"{POLICY} {stream}".rstrip())
        response.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            response.setdefault("Cache-Control", "private, no-cache")
        return response

    return with_headers


def is_loopback(host: str) -> bool:
    """Whether the host names this machine only."""
    name = urlsplit(f"//{host}").hostname or ""
    return name in ("localhost", "::1") or (name.startswith("127.") and name.replace(".", "").isdigit())


FORWARDED = ("FORWARDED", "VIA", "X_FORWARDED_FOR", "X_FORWARDED_HOST", "X_FORWARDED_PROTO", "X_REAL_IP")
"""What a web server in front says of the request that it hands on, whatever name it gives as the host."""


def demo_stays_at_home(answers: Answers) -> Answers:
    """A demonstration, where anybody signs in as anybody, answers nobody but its own machine."""

    def at_home(request: HttpRequest) -> HttpResponse:
        if settings.DEMO and not comes_from_here(request):
            return HttpResponseForbidden(
                "A demonstration can only be seen on the machine that runs it.\n", "text/plain"
            )
        return answers(request)

    return at_home


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the request was made on this machine, to a name of this machine, and was handed on by nobody."""
    said = request.META
    host, visitor = said.get("HTTP_HOST", "localhost"), said.get("REMOTE_ADDR") or "127.0.0.1"
    return is_loopback(host) and is_local(visitor) and not any(f"HTTP_{name}" in said for name in FORWARDED)


def is_local(visitor: str) -> bool:
    """Whether the visitor's address is this machine's own."""
    return visitor == "::1" or visitor.startswith(("127.", "::ffff:127."))
