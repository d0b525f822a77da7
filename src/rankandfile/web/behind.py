"""What somebody sees who wants to act while this server must not sign: the reason, and that reading goes on."""

from collections.abc import Callable
from typing import TypeAlias

from django.http import HttpRequest, HttpResponse

from rankandfile.shell.guard import Behind

from .views.errors import stopped

Answers: TypeAlias = Callable[[HttpRequest], HttpResponse]


class BehindWitnesses:
    """Answers with a page of its own where witnesses hold what this server does not have."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, untouched."""
        return self._answers(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that says why; None for every other exception."""
        return stopped(request) if isinstance(exception, Behind) else None
