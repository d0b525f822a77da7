"""Asking for a recall, and the answer of whoever is concerned."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .papers import Text

LIMIT = _("At most {limit} words; that holds for everybody, the leadership included.")


class Reasons(forms.Form):
    """Why; and, kept along, whom it is about."""

    reasons = Text(label=_("Reasons"), help_text=_("Every member can read them, with your name. Markdown works."))
    person = forms.CharField(widget=forms.HiddenInput)
    branch = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *given: Any, words: int, person: str, branch: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["person"].initial, self.fields["branch"].initial = person, branch
        limited(self.fields["reasons"], words)


class Answer(forms.Form):
    """The answer, in the space that everybody has."""

    answer = Text(label=_("Your answer"), help_text=_("Every member can read it beside the reasons. Markdown works."))

    def __init__(self, *given: Any, words: int, **more: Any) -> None:
        super().__init__(*given, **more)
        limited(self.fields["answer"], words)


def limited(field: forms.Field, words: int) -> None:
    """The field counts its words against the limit and says it."""
    field.widget.attrs["data-words"] = words
    if words:
        field.help_text = f"{field.help_text} {gettext(str(LIMIT)).format(limit=words)}"
