"""The speakers' list: whom the desk lists, whom the chair calls out of turn, to which groups one counts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .papers import Choose, Text


class Listing(forms.Form):
    """Whom the desk puts on the list, and what for."""

    person = forms.ChoiceField(label=_("Who"))
    side = Choose(label=_("What for"))

    def __init__(self, *given: Any, people: list[tuple[str, str]], sides: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        self.fields["side"].choices = sides  # type: ignore[attr-defined]


class OutOfTurn(forms.Form):
    """Whom the chair calls although another is next, and why."""

    person = forms.ChoiceField(label=_("Who"))
    ruling = Text(
        label=_("Why"), rows=4, max_length=2000,
        help_text=_("It stands beside the list and in the record, for everybody to read."),
    )  # fmt: skip

    def __init__(self, *given: Any, people: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class Groups(forms.Form):
    """To which groups somebody counts; none takes it back."""

    groups = forms.MultipleChoiceField(
        label=_("You count to"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave all open to take back what you said before."),
    )  # fmt: skip

    def __init__(self, *given: Any, known: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["groups"].choices = known  # type: ignore[attr-defined]
