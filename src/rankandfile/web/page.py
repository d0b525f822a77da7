"""What each view begins with: one state, and who asks for a page of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rankandfile.core.act import Act
from rankandfile.core.engine import admit
from rankandfile.core.refusal import Refusal
from rankandfile.core.state import State

from . import organisation
from .pages.pieces import Can, Cannot, Heading
from .who import Reader, reader_of
from .words import refused


def asked(request: HttpRequest) -> tuple[State, Reader]:
    """The one state that this page shows, and who asks for it."""
    state = organisation.read_state()
    return state, reader_of(request, state)


def show(
    request: HttpRequest, template: str, heading: Heading, ways: tuple[Any, ...] = (), **values: Any
) -> HttpResponse:
    """The page: its head, what the reader can do, and plain values."""
    return render(request, template, {"heading": heading, "ways": ways, **values})


def way(state: State, act: Act, texts: dict[str, str], can: Can) -> Can | Cannot:
    """The act as something the reader can do, or why not: the engine is asked, nothing is recorded."""
    answer = admit(state, act, texts)
    if not isinstance(answer, Refusal):
        return can
    no = refused(state, answer)
    return Cannot(can.label, no.because, no.remedy, no.rule)
