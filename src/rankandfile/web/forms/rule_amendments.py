"""An amendment to a proposed rulebook: the rulebook as it should read, and what that does."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .papers import Choose, RulebookChange, Text


class RulesAmendment(forms.Form):
    """The proposed rulebook, edited."""

    text = Text(
        label=_("What it does"), rows=4,
        help_text=_("In a sentence or two. What it changes is found by comparing, article by article."),
    )  # fmt: skip
    rulebook = Text(
        label=_("The proposed rulebook as it should read"), rows=24,
        help_text=_("It is what the motion proposes. Edit the articles that should read otherwise."),
    )  # fmt: skip
    reason = Text(label=_("Reason"), rows=4, required=False)
    capacity = Choose(label=_("You write"))
    field_order: Sequence[str] = ("text", "rulebook", "reason", "capacity")

    def __init__(
        self, *given: Any, proposal: str, capacities: list[tuple[str, str]], words: int, **more: Any
    ) -> None:  # fmt: skip
        super().__init__(*given, **{"initial": {"rulebook": proposal}, **more})
        self.fields["capacity"].choices = capacities  # type: ignore[attr-defined]
        self.fields["capacity"].initial = capacities[0][0] if capacities else None
        for name in ("text", "reason"):
            self.fields[name].widget.attrs["data-words"] = words

    clean_rulebook = RulebookChange.clean_rulebook
