"""Who shall vote instead."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class Proxy(forms.Form):
    """Somebody else with a vote."""

    holder = forms.ChoiceField(label=_("Who shall vote for you"))

    def __init__(self, *given: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["holder"].choices = people  # type: ignore[attr-defined]
