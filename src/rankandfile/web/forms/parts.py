"""Which lines of a text are to be voted on by themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class Lines(forms.Form):
    """From which paragraph to which."""

    first = forms.TypedChoiceField(label=_("From"), coerce=int)
    last = forms.TypedChoiceField(label=_("To"), coerce=int)

    def __init__(self, *given: Any, starts: list[tuple[int, str]], ends: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["first"].choices = starts  # type: ignore[attr-defined]
        self.fields["last"].choices = ends  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The first paragraph does not come after the last."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first is not None and last is not None and last < first:
            self.add_error("last", _("Choose a paragraph that does not come before the first."))
        return given
