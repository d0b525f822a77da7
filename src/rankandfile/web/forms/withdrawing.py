"""In which capacity somebody takes a motion over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .papers import Choose


class Capacity(forms.Form):
    """As a member, for a branch, for the leadership."""

    capacity = Choose(label=_("You move it"))

    def __init__(self, *given: Any, capacities: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["capacity"].choices = capacities  # type: ignore[attr-defined]
        self.fields["capacity"].initial = capacities[0][0] if capacities else None
