"""Procedural motions and rulings: what one names, for how long, why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .papers import Choose, Text

LONGEST = 2000


class Raise(forms.Form):
    """What the motion names, and why it is raised; only the fields that this motion has."""

    about = Choose(label=_("What it is about"))
    minutes = forms.IntegerField(label=_("Minutes"))
    reason = Text(
        label=_("What it is about, or why"), rows=3, max_length=LONGEST, required=False,
        help_text=_("Say which rule you mean, or what you ask. It stands in the record, for everybody to read."),
    )  # fmt: skip

    def __init__(
        self, *given: Any, objects: list[tuple[str, str]], minutes: tuple[int, int], asks: bool, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["about"].choices = objects  # type: ignore[attr-defined]
        least, most = minutes
        self.fields["minutes"].widget.attrs |= {"class": "short", "inputmode": "numeric"}
        self.fields["minutes"].min_value, self.fields["minutes"].max_value = least, most  # type: ignore[attr-defined]
        self.fields["minutes"].help_text = _("From {least} to {most}.").format(least=least, most=most)
        needed = {"about": bool(objects), "minutes": bool(most), "reason": asks}
        for name in [name for name, wanted in needed.items() if not wanted]:
            del self.fields[name]


class Ruling(forms.Form):
    """Whether a point is well taken, and why."""

    upheld = Choose(label=_("Your ruling"))
    ruling = Text(
        label=_("Why"), rows=4, max_length=LONGEST,
        help_text=_("Name the article. It stands in the record, and the meeting can overturn it."),
    )  # fmt: skip

    def __init__(self, *given: Any, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["upheld"].choices = choices  # type: ignore[attr-defined]
