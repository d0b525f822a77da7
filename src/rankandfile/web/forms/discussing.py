"""Forms of discussions: what somebody says, and on which ground somebody complains."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .papers import Choose, Text


class Comment(forms.Form):
    """What somebody says; which comment it answers, and whether it is a question, go along unseen."""

    text = Text(label=_("Text"), rows=8, help_text=_("Markdown works: # for a heading, * for a list, **bold**."))
    answers = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    question = forms.CharField(required=False, max_length=3, widget=forms.HiddenInput)

    def __init__(self, *given: Any, words: int, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["text"].widget.attrs["data-words"] = words


class Complaint(forms.Form):
    """A ground of the rulebook."""

    ground = Choose(label=_("Ground"), help_text=_("These are all the grounds that the rulebook knows."))

    def __init__(self, *given: Any, grounds: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["ground"].choices = grounds  # type: ignore[attr-defined]
