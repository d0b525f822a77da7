"""One text in the place of several motions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rankandfile.core.chapters.motions import SYNOPSIS

from .papers import TITLE, Text


class Composite(forms.Form):
    """Which motions it is made of, and its text."""

    originals = forms.MultipleChoiceField(
        label=_("Joined with"), widget=forms.CheckboxSelectMultiple,
        help_text=_("The mover of each of these is asked for consent."),
    )  # fmt: skip
    title = forms.CharField(label=_("Title"), max_length=TITLE, help_text=_("What it is about, in a few words."))
    synopsis = Text(
        label=_("Synopsis"), rows=3, words=SYNOPSIS, required=False,
        help_text=_("The motion in one or two sentences, for the digest: at most 50 words, the same for everybody."),
    )  # fmt: skip
    text = Text(label=_("The text in their place"), help_text=_("One text that says what all of them want."))

    def __init__(self, *given: Any, others: list[tuple[str, str]], text: str, words: int, **more: Any) -> None:
        super().__init__(*given, **{"initial": {"text": text}, **more})
        self.fields["originals"].choices = others  # type: ignore[attr-defined]
        self.fields["text"].widget.attrs["data-words"] = words
