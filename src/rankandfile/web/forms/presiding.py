"""Naming somebody for the chair."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .papers import Choose


class Name(forms.Form):
    """One of those present."""

    person = Choose(label=_("Who shall preside"))

    def __init__(self, *given: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["person"].choices = people  # type: ignore[attr-defined]
