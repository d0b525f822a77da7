"""Papers before they are recorded: would it pass, the answers once more with the text as it will stand.

A long text is worth a look by the rulebook before the last step: `why_not` asks the secretary what it would answer and
records nothing. `perform_new` is `doing.perform` for an act whose page exists only once it is recorded.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from rankandfile.core.act import Act
from rankandfile.core.refusal import Refusal
from rankandfile.shell.draft import Ask

from . import organisation
from .doing import keep_receipt, no, submit, typed
from .pages.pieces import Heading, Receipt

Where: TypeAlias = Callable[[Any], str]


def why_not(act: Act, texts: Mapping[str, str]) -> Refusal | None:
    """Why the act would be refused now; None when it would pass. Nothing is recorded."""
    answer = organisation.secretary().rehearse([Ask(act, texts)])[0]
    return answer if isinstance(answer, Refusal) else None


def check_paper(request: HttpRequest, template: str, heading: Heading, button: str, **values: Any) -> HttpResponse:
    """The answers once more, with the text as it will stand in the record."""
    return render(request, template, {"heading": heading, "button": button, "kept": typed(request), **values})


def perform_new(
    request: HttpRequest, act: Act, texts: Mapping[str, str], *, to: Where, back: str, done: str, follows: str = ""
) -> HttpResponse:
    """The act is recorded, its receipt shown on the page of what it made, which `to` knows from its first effect."""
    answer = submit(request, act, texts)
    if isinstance(answer, Refusal):
        return no(request, answer, back=back)
    keep_receipt(request, Receipt(int(answer.index), done, follows))
    return HttpResponseRedirect(to(answer.effects[0]))
